"""Mail about requests that was given up: shown on the request's timeline and on the start page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from register.models import OutgoingMail, User
from subjects.letters import notices
from subjects.models import Letter, Request
from subjects.public import mails

OF_LETTERS = "letter:"


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A mail that never arrived. `letter`: of which it told; none: it asked for confirmation."""

    given_up_at: datetime
    letter: Letter | None


def of_request(request: Request) -> list[Undelivered]:
    """The mails of one request that were given up, the oldest first: two queries."""
    letters = {notices.key_of(letter): letter for letter in request.letters.all()}
    given_up = OutgoingMail.objects.filter(given_up_at__isnull=False).order_by("given_up_at", "pk")
    asked = given_up.filter(key__startswith=mails.keys_of(request))
    found = [*given_up.filter(key__in=list(letters)), *asked]
    return [
        Undelivered(mail.given_up_at, letters.get(mail.key)) for mail in found if mail.given_up_at
    ]


def requests_of(user: User) -> QuerySet[Request]:
    """The requests, of those the user may see, with a letter whose mail was given up."""
    letters = Letter.objects.filter(pk__in=list(_given_up()))
    return Request.objects.visible_to(user).filter(pk__in=letters.values("request"))


def _given_up() -> Mapping[int, datetime]:
    """Letters whose mail was given up, by number: few, and none as a rule."""
    rows = OutgoingMail.objects.filter(key__startswith=OF_LETTERS, given_up_at__isnull=False)
    return {
        int(key.removeprefix(OF_LETTERS)): given_up_at
        for key, given_up_at in rows.values_list("key", "given_up_at")
        if given_up_at
    }
