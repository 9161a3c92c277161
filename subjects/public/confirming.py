"""The mail that asks somebody to confirm a request, and what follows from its having left.

It goes to an address that anybody can have typed, so it says no more than is needed: not who asks,
not what for. That it left is read from the outbox, and only then does the clock stand still.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from register.journal import JOB
from register.models import OutgoingMail
from subjects import workflow
from subjects.enums import Status, Step
from subjects.models import ContactKind, Request
from subjects.policies import running_pause
from subjects.public import flood, mails
from subjects.querysets import LAPSES_UNSENT_AFTER

REMINDED_AFTER = timedelta(days=7)


def ask(request: Request, *, now: datetime) -> None:
    """Queue the mail; where its mailbox has got many this hour, `note_left` does so later."""
    try:
        flood.count(f"mailbox:{_mailbox(request)}", most=settings.FORM_MAILS_PER_MAILBOX, now=now)
    except flood.Flooded:
        return
    mails.send_confirmation(request, now=now)


def note_left(now: datetime) -> int:
    """Note of each unconfirmed request that its mail has left; how many that were.

    Mail that was put off is queued first, the newest requests before the others: who sends many in
    somebody's name does not keep theirs waiting.
    """
    waiting = Request.objects.filter(status=Status.UNCONFIRMED, pauses__isnull=True)
    for request in _never_asked(waiting.order_by("-pk"), now=now):
        ask(request, now=now)
    return sum(note_left_of(request) for request in waiting.order_by("pk"))


def note_left_of(request: Request) -> bool:
    """Whether the mail of this request had left and that was not noted yet."""
    if request.status != Status.UNCONFIRMED or running_pause(request) is not None:
        return False
    left = _mails(request).filter(sent_at__isnull=False).order_by("sent_at").first()
    if left is None or left.sent_at is None:
        return False
    workflow.move(
        request,
        Step.NOTE_CONFIRMATION_LEFT,
        by=JOB,
        now=left.sent_at,  # the clock stands still from that day, whenever this runs
        expected_version=request.version,
    )
    return True


def remind(now: datetime) -> int:
    """The one reminder, a week after the mail left; how many that were."""
    asked_by = (now - REMINDED_AFTER).date()
    late = Request.objects.filter(
        status=Status.UNCONFIRMED,
        pauses__answered_on__isnull=True,
        pauses__asked_on__lte=asked_by,
    )
    mailed = OutgoingMail.objects.filter(kind=mails.CONFIRMATION)
    told = set(mailed.values_list("key", flat=True))
    found = [one for one in late if mails.reminder_key(one) not in told]
    for request in found:
        mails.send_confirmation(request, reminder=True, now=now)
    return len(found)


def _never_asked(requests: Iterable[Request], *, now: datetime) -> list[Request]:
    return [
        request
        for request in requests
        if now < request.received_at + LAPSES_UNSENT_AFTER and not _mails(request).exists()
    ]


def _mails(request: Request) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(
        kind=mails.CONFIRMATION, key__startswith=mails.keys_of(request)
    )


def _mailbox(request: Request) -> str:
    contact = request.contacts.filter(kind=ContactKind.EMAIL).first()
    return contact.normalised if contact else ""
