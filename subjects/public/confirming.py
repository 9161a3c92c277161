"""The mail that asks somebody to confirm a request, and what follows from its having left.

It goes to an address that anybody can have typed, so it says no more than is needed: not who asks,
not what for. That it left is read from the outbox, and only then does the clock stand still.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from register.journal import JOB
from register.models import OutgoingMail
from subjects import workflow
from subjects.enums import Status, Step, TokenPurpose
from subjects.models import ContactKind, Request, Token
from subjects.policies import NotAllowed, running_pause
from subjects.public import flood, mails
from subjects.querysets import LAPSES_AFTER, LAPSES_UNSENT_AFTER

logger = logging.getLogger(__name__)

REMINDED_AFTER = timedelta(days=7)


class Attempts:
    """Each act by itself: what fails keeps nobody else waiting, and is raised when all are done."""

    def __init__(self) -> None:
        self.fault: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        if error is None and self.fault is not None:
            raise self.fault

    def at(self, request: Request, act: Callable[[], int]) -> int:
        """What the act returns; 0 where it failed, with all that it did undone."""
        try:
            with transaction.atomic():
                return act()
        except NotAllowed:
            logger.info("%s: somebody else was here", request)
        except Exception as failure:
            logger.exception("%s: left as it was", request)
            self.fault = self.fault or failure
        return 0


def ask(request: Request, *, now: datetime) -> None:
    """Queue the mail; where its mailbox has got many this hour, `note_left` does so later."""
    try:
        if request.self_test_id is None:
            _count(_mailbox(request), now=now)
    except flood.Flooded:
        return
    mails.send_confirmation(request, now=now)


def note_left(now: datetime) -> int:
    """Note of each unconfirmed request that its mail has left; how many that were.

    Mail that was put off is queued first.
    """
    waiting = Request.objects.filter(status=Status.UNCONFIRMED, pauses__isnull=True)
    asked = Token.objects.filter(request=OuterRef("pk"), purpose=TokenPurpose.CONFIRM)
    put_off = waiting.filter(~Exists(asked), received_at__gt=now - LAPSES_UNSENT_AFTER)
    with Attempts() as attempts:
        for mailbox, requests in _by_mailbox(put_off.order_by("-pk")).items():
            attempts.at(requests[0], partial(_ask_later, mailbox, requests, now=now))
        found = waiting.filter(_mail_has_left(now)).distinct().order_by("pk")
        return sum(attempts.at(one, partial(note_left_of, one)) for one in found)


def _ask_later(mailbox: str, requests: Sequence[Request], *, now: datetime) -> int:
    """The newest by themselves, and once an hour one mail with the links of all that are left.

    Whoever goes on sending in somebody's name fills the mailbox with no more than that one, and
    keeps nobody's own request from being asked about.
    """
    left = list(requests)
    try:
        while left:
            _count(mailbox, now=now)
            mails.send_confirmation(left[0], now=now)
            del left[0]
    except flood.Flooded:
        pass
    if left and _is_first_this_hour(mailbox, now=now):
        mails.send_collected(left, now=now)
    return 0


def note_left_of(request: Request) -> bool:
    """Whether the mail of this request had left and that was not noted yet."""
    if request.status != Status.UNCONFIRMED or running_pause(request) is not None:
        return False
    left = mails.of_request(request).filter(sent_at__isnull=False).order_by("sent_at").first()
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
    """The one reminder, a week after the mail left; how many requests that were.

    To one mailbox goes one mail a day, of all of its requests. Who has got a new link since is
    reminded already, and where the first mail never left nobody is reminded.
    """
    today = timezone.localdate(now)
    asked = Q(tokens__purpose=TokenPurpose.CONFIRM)
    late = Request.objects.filter(
        status=Status.UNCONFIRMED,
        pauses__answered_on__isnull=True,
        pauses__asked_on__lte=today - REMINDED_AFTER,
        pauses__asked_on__gte=today - LAPSES_AFTER,
    ).annotate(asked_on=Max("pauses__asked_on"), linked_at=Max("tokens__made_at", filter=asked))
    with Attempts() as attempts:
        return sum(
            attempts.at(requests[0], partial(_remind, mailbox, requests, now=now))
            for mailbox, requests in _by_mailbox(
                one for one in late.order_by("pk") if not _reminded(one)
            ).items()
        )


def _reminded(request: Request) -> bool:
    linked_at: datetime | None = request.linked_at  # type: ignore[attr-defined]
    reminded_from = request.asked_on + REMINDED_AFTER  # type: ignore[attr-defined]
    return bool(linked_at and timezone.localdate(linked_at) >= reminded_from)


def _remind(mailbox: str, requests: Sequence[Request], *, now: datetime) -> int:
    if not flood.is_first(f"reminder:{mailbox}:{timezone.localdate(now)}", now=now):
        return 0
    mails.send_collected(requests, reminder=True, now=now)
    return len(requests)


def _mail_has_left(now: datetime) -> Q:
    """The mail of this request alone, or one of several requests that it is among."""
    sent = OutgoingMail.objects.filter(kind=mails.CONFIRMATION, sent_at__isnull=False)
    recent = sent.filter(queued_at__gt=now - LAPSES_UNSENT_AFTER - LAPSES_AFTER)
    collected = recent.filter(key__startswith=mails.COLLECTED).values_list("key", flat=True)
    moments = [mails.moment_of(key) for key in collected]
    begins = Concat(Value(mails.KEY), Cast(OuterRef("pk"), CharField()), Value(":"))
    alone = Exists(sent.filter(key__startswith=begins))
    return Q(alone) | Q(tokens__purpose=TokenPurpose.CONFIRM, tokens__made_at__in=moments)


def _by_mailbox(requests: QuerySet[Request] | Iterable[Request]) -> Mapping[str, list[Request]]:
    found: dict[str, list[Request]] = defaultdict(list)
    if isinstance(requests, QuerySet):
        requests = requests.select_related("controller").prefetch_related("contacts")
    for request in requests:
        found[_mailbox(request)].append(request)
    return found


def _count(mailbox: str, *, now: datetime) -> None:
    flood.count(f"mailbox:{mailbox}", most=settings.FORM_MAILS_PER_MAILBOX, now=now)


def _is_first_this_hour(mailbox: str, *, now: datetime) -> bool:
    try:
        flood.count(f"collected:{mailbox}", most=1, now=now)
    except flood.Flooded:
        return False
    return True


def _mailbox(request: Request) -> str:
    contacts = request.contacts.all()
    emails = (one.normalised for one in contacts if one.kind == ContactKind.EMAIL)
    return next(emails, "")
