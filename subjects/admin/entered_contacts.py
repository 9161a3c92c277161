"""How a requester can be reached, as staff enter it and correct it: the same fields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from subjects.models import ContactKind

CONTACTS: Mapping[str, ContactKind] = {
    "email": ContactKind.EMAIL,
    "phone": ContactKind.PHONE,
    "address": ContactKind.ADDRESS,
}


def line(label: Any, *, length: int, **options: Any) -> forms.CharField:
    """One line of text; a mode tells a phone which keyboard."""
    attrs = {"inputmode": options.pop("mode")} if "mode" in options else {}
    widget = UnfoldAdminTextInputWidget({"autocomplete": "off", **attrs})
    return forms.CharField(label=label, max_length=length, widget=widget, **options)


class ContactFields(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=UnfoldAdminTextInputWidget({"inputmode": "email", "autocomplete": "off"}),
    )
    phone = line(gettext_lazy("Phone number"), length=60, required=False, mode="tel")
    address = line(gettext_lazy("Postal address"), length=300, required=False)
