"""What staff and the person do about an identity; each act is a step of the request."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from register.journal import THE_SUBJECT, Actor
from register.models import User
from subjects import workflow
from subjects.candidates import reachable
from subjects.enums import CodeChannel, IdentityMethod, Status, Step
from subjects.identity import codes, strong
from subjects.identity.points import Point, points_for
from subjects.identity.strong import Identified
from subjects.models import Request
from subjects.policies import NotAllowed


class Entered(StrEnum):
    """What came of a code that somebody entered."""

    RIGHT = "right"
    WRONG = "wrong"  # or there is none, or it expired, or it was guessed at too often
    TOO_LATE = "too_late"  # the request no longer asks who the person is


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a code went; the code itself where staff tell or post it. Nobody sees it again."""

    point: Point
    code: str | None = field(repr=False)


def send_code(
    request: Request, *, person: int, key: str, by: User, now: datetime, expected_version: int
) -> Sent:
    """Send a code to a contact point on this person's card."""
    cards = list(reachable(request, by).filter(pk=person))
    point = next((one for one in points_for(request, cards) if one.key == key), None)
    if point is None:
        raise NotAllowed(_("A code cannot be sent to this contact point. Look again."), "point")
    code = codes.draw()
    workflow.move(
        request,
        Step.SEND_CODE,
        by=by,
        now=now,
        expected_version=expected_version,
        point=point,
        code=code,
    )
    return Sent(point, None if point.channel == CodeChannel.EMAIL else codes.spaced(code))


@transaction.atomic
def enter_code(
    request: Request, said: str, *, now: datetime, by: User | Actor = THE_SUBJECT
) -> Entered:
    """Compare what the person entered, or told staff, with the code that was sent.

    The request's row is locked: of two who guess at once both are counted.
    """
    held: Request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.status != Status.RECEIVED:
        return Entered.TOO_LATE
    found = codes.guess(held, said, now=now)
    if found is None:
        return Entered.WRONG
    workflow.move(
        held,
        Step.PROVE_IDENTITY,
        by=by,
        now=now,
        expected_version=held.version,
        method=IdentityMethod.CODE_TO_CONTACT,
        code=found,
    )
    return Entered.RIGHT


@transaction.atomic
def accept(request: Request, identified: Identified, *, now: datetime) -> bool:
    """Note that the requester identified strongly; False where nobody asks any more."""
    held: Request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.status != Status.RECEIVED:
        return False
    workflow.move(
        held,
        Step.PROVE_IDENTITY,
        by=THE_SUBJECT,
        now=now,
        expected_version=held.version,
        method=IdentityMethod.STRONG,
        level=identified.level,
        comparisons=strong.compare(held, identified),
    )
    return True
