"""What a field that completes what is typed calls the people and organisations it offers.

Django calls a row what its `__str__` says, which reaches logs and error reports and so names
nobody. The answer to a question for names may hold them, as the lists do.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponseBase

from register.admin.people_list import listed_as
from register.admin.people_words import joined
from register.admin.words import words_of
from register.models import DataSubject


class Completed(AutocompleteJsonView):
    """Rows by what screens call them."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        known = super().serialize_result(obj, to_field_name)
        return {**known, "text": words_for_choice(obj)}


def words_for_choice(row: Any) -> str:
    """Enough to tell people of the same name apart: the customer number too."""
    if isinstance(row, DataSubject):
        known = listed_as(row)
        return joined((known, "" if known == row.customer_number else row.customer_number))
    return words_of(row)


def complete(request: HttpRequest) -> HttpResponseBase:
    return Completed.as_view(admin_site=admin.site)(request)


admin.site.autocomplete_view = complete  # type: ignore[method-assign,assignment] # the site's hook
