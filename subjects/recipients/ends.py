"""Whoever was told of a restriction is told that it has ended (Art. 19): noted as it is lifted.

Under the request by which it was told, so that the recipient knows what is meant; that request may
have been closed long ago, and is kept until this, too, has been seen to (`forgetting.py`).
"""

from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from register.absorbed import with_absorbed
from register.models import DataSubject
from register.support.many_ids import among
from subjects.models import Match, RecipientNotice, Request
from subjects.models.recipient_notice import NOT_TOLD, RESTRICTING
from subjects.policies import Hand
from subjects.recipients import untold
from subjects.recipients.scope import cards_known_to
from subjects.rectifying.fields import cards_of


def are_to_be_told(request: Request) -> bool:
    """Somebody knows of a restriction that stands."""
    return any(_binds(notice) for notice in untold.in_force(request))


def note_ends(freed: Collection[int], hand: Hand) -> None:
    """Called inside the transaction of the deed, while the cards are still restricted."""
    requests = Request.objects.filter(pk__in=_that_restricted(freed).values("request"))
    every = set(with_absorbed(list(freed)))
    for request in requests.order_by("pk"):
        still = set(_restricted(cards_of(request))) - every
        for notice in untold.in_force(request):
            if _binds(notice) and not _knows(notice, still):
                _note_end(notice, hand)


def _binds(notice: RecipientNotice) -> bool:
    """The recipient restricts, or will: whoever cannot be told of it has no end to learn."""
    return notice.right in RESTRICTING and not notice.ended and notice.way not in NOT_TOLD


def _that_restricted(freed: Collection[int]) -> QuerySet[Match]:
    """What has kept these people restricted since they last were not."""
    lasted = Q(restriction_ended_at=None) | Q(restriction_ended_at__gte=F("subject__restricted_at"))
    return Match.objects.filter(lasted, restricted_at__isnull=False, subject__in=among(freed))


def _restricted(cards: Collection[int]) -> QuerySet[DataSubject, int]:
    rows = DataSubject.objects.filter(pk__in=cards, restricted_at__isnull=False)
    return rows.values_list("pk", flat=True)


def _knows(notice: RecipientNotice, still: Collection[int]) -> bool:
    """One of the person's cards that it knows stays restricted, by another request: it waits."""
    if notice.recipient is None:
        return bool(still)
    return cards_known_to(notice.recipient, still).exists()


def _note_end(notice: RecipientNotice, hand: Hand) -> None:
    """Once each. Of who was never reached, the one notice tells both."""
    theirs = RecipientNotice.objects.filter(
        request=notice.request, right=notice.right, ended=True, recipient=notice.recipient
    )
    if notice.recipient is None:
        theirs = theirs.filter(name=notice.name)
    if theirs.exists():
        return
    if not notice.way or untold.failed_mails([notice]):
        notice.way, notice.reason, notice.identifier = "", "", ""
        notice.settled_at = notice.settled_by = None
        notice.ended, notice.noted_at = True, hand.now
        notice.save()
        return
    RecipientNotice.objects.create(
        request=notice.request,
        right=notice.right,
        ended=True,
        recipient=notice.recipient,
        name=notice.name,
        categories=notice.categories,
        disclosed_on=notice.disclosed_on,
        noted_at=hand.now,
    )
