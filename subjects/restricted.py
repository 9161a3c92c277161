"""Whose processing a request keeps restricted, and from which day on that may end (Art. 18(3)).

What each request restricted stands on its matches; `effects/restrictions.py` writes it.
"""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from register.models import OutgoingMail
from subjects.enums import Delivery, LetterKind, Outcome, RequestedKind, Step
from subjects.models import Letter, Match, Request

NOTICE = timedelta(days=7)  # between the letter and the end: one by post takes days
ON_PAPER = frozenset({Delivery.POST, Delivery.BY_HAND})


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


def ends_on(request: Request) -> date | None:
    """From this day on it may be lifted; none until the person has been told that it ends."""
    telling = [LetterKind.RESTRICTION_END, LetterKind.WITHDRAWN]
    if ends_with_answer(request):
        telling.append(LetterKind.DECISION)
    told = request.letters.filter(kind__in=telling, sent_at__isnull=False)
    days = [day for letter in told if (day := _left_on(letter))]
    return min(days) + NOTICE if days else None


def is_lost(letter: Letter) -> bool:
    """It was to go by mail, of which nobody knows any more whether it ever left."""
    if letter.sent_at is None or _left_on(letter) is not None:
        return False
    return not OutgoingMail.objects.filter(key=_mail_of(letter)).exists()


def _left_on(letter: Letter) -> date | None:
    """The day it left: on paper, or its mail; none where that has not left, or nobody knows.

    Sent again, where its mail had failed.
    """
    again = letter.request.timelineevents.filter(step=Step.SEND_AGAIN, detail__letter=letter.pk)
    last = again.order_by("version").last()
    if last is not None:
        return timezone.localdate(last.at)
    if letter.delivery in ON_PAPER:
        return timezone.localdate(letter.sent_at)
    mail = OutgoingMail.objects.filter(key=_mail_of(letter), sent_at__isnull=False).first()
    return timezone.localdate(mail.sent_at) if mail else None


def _mail_of(letter: Letter) -> str:
    return f"letter:{letter.pk}"
