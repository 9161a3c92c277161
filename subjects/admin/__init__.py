"""The desk of requests in the admin."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from register.admin.navigation import PEOPLE, REGISTERS, Place
from subjects.admin import (  # noqa: F401 # each registers its own
    card,
    desk,
    letters,
    start,
    wordings,
)
from subjects.models import LetterTemplate, Request


@dataclass(frozen=True, slots=True)
class EntryPlace(Place):
    """Open also to those who take requests in and see none."""

    def is_open_to(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.asks_for)


PEOPLE += [
    Place(Request, "inbox"),
    EntryPlace(
        Request, "note_add", gettext_lazy("Enter a request"), "enter", "subjects.enter_request"
    ),
]
REGISTERS.append(Place(LetterTemplate, "drafts"))
