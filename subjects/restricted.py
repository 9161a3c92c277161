"""Whose processing a request keeps restricted, and from which day on that may end (Art. 18(3)).

What each request restricted stands on its matches; `effects/restrictions.py` writes it.
"""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from subjects.enums import LetterKind, Outcome, RequestedKind, Step
from subjects.models import Letter, Match, Request

NOTICE = timedelta(days=7)  # between the letter and the end: one by post takes days


def in_force() -> QuerySet[Match]:
    return Match.objects.filter(
        restricted_at__isnull=False, restriction_ended_at__isnull=True, subject__isnull=False
    )


def held_by(request: Request) -> QuerySet[Match]:
    """The people whose processing this request keeps restricted."""
    return in_force().filter(request=request)


def ends_with_answer(request: Request) -> bool:
    """It only stood while an objection was weighed, of which nothing was granted."""
    objected = request.requestedrights.filter(right=RequestedKind.OBJECTION)
    granted = request.decisions.filter(
        right__in=[RequestedKind.OBJECTION, RequestedKind.RESTRICTION], outcome=Outcome.GRANTED
    )
    return objected.exists() and not granted.exists()


def ends_on(request: Request, *, failed: QuerySet[Letter]) -> date | None:
    """From this day on it may be lifted; none until the person has been told that it ends.

    A letter whose mail `failed` tells nobody.
    """
    telling = [LetterKind.RESTRICTION_END, LetterKind.WITHDRAWN]
    if ends_with_answer(request):
        telling.append(LetterKind.DECISION)
    told = request.letters.filter(kind__in=telling, sent_at__isnull=False)
    days = [_left_on(letter) for letter in told.exclude(pk__in=failed.values("pk"))]
    return min(days) + NOTICE if days else None


def _left_on(letter: Letter) -> date:
    """The day it was sent; sent again, where its mail had failed."""
    again = letter.request.timelineevents.filter(step=Step.SEND_AGAIN, detail__letter=letter.pk)
    last = again.order_by("version").last()
    return timezone.localdate(last.at if last else letter.sent_at)
