"""The door: everything granted of a request is carried out, then the request moves on."""

from datetime import datetime

from django.db import transaction

from register.models import User
from subjects import policies, workflow
from subjects.carrying.carrier import carried_rights, granted_rights
from subjects.carrying.recipients import drop_untouched, note_recipients
from subjects.carrying.table import CARRIERS
from subjects.enums import RequestedKind, Step
from subjects.models import CarriedRight, Request
from subjects.policies import Hand


def carry_out(
    request: Request, *, by: User, now: datetime, expected_version: int, digest: str = ""
) -> Request:
    """Carry out each right that was granted, and note that all of it is done.

    Raises NotAllowed or Stale. What was done until then stays done and is noted; the next call goes
    on from there.
    """
    hand = Hand(by, now)
    policies.check_is_current(request, expected_version)
    policies.check_can_take(request, Step.CARRY_OUT, hand)
    policies.check_approved(request, digest)
    granted = granted_rights(request)
    for right in granted:
        if _is_to_be_carried(request, right):  # else what is erased since would lack to it
            CARRIERS[right].check(request, hand)
    for right, carrier in CARRIERS.items():
        if right in granted and _is_to_be_carried(request, right):
            note_recipients(request, hand, right)  # before anything of it goes
            carrier.prepare(request, hand)
            _carry(request, right, hand, expected_version)
    return workflow.move(
        request,
        Step.CARRY_OUT,
        by=by,
        now=now,
        expected_version=expected_version,
        digest=digest,
    )


@transaction.atomic
def _carry(request: Request, right: RequestedKind, hand: Hand, expected_version: int) -> None:
    held: Request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    policies.check_is_current(held, expected_version)
    policies.check_can_take(held, Step.CARRY_OUT, hand)
    if not _is_to_be_carried(held, right):
        return  # the second of two clicks
    detail = CARRIERS[right].carry(held, hand)
    CarriedRight.objects.get_or_create(
        request=held,
        right=right,
        defaults={"carried_at": hand.now, "carried_by": hand.user, "detail": dict(detail)},
    )
    drop_untouched(held, right)


def _is_to_be_carried(request: Request, right: RequestedKind) -> bool:
    """Not yet; or as far as it went when the request came, and now on whoever was found since."""
    return CARRIERS[right].acts_at_once or right not in carried_rights(request)
