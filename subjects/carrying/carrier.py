"""How one right is carried out, as the door sees it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from subjects.enums import Outcome, RequestedKind
from subjects.models import Request
from subjects.policies import Hand

Detail = Mapping[str, str | int]  # names of ours and numbers, nobody's data


def nothing(_request: Request, _hand: Hand) -> None:
    """What is done at once needs no preparing."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """`carry` runs on the locked request; it raises NotAllowed while something is lacking."""

    carry: Callable[[Request, Hand], Detail]
    prepare: Callable[[Request, Hand], None] = nothing
    # Raises NotAllowed where something is lacking: asked of every right before anything is done,
    # because what has begun is not decided otherwise any more.
    check: Callable[[Request, Hand], None] = nothing
    acts_at_once: bool = False  # noted when the request came (`effects/`), and goes on from there


def granted_rights(request: Request) -> set[RequestedKind]:
    """The rights of which something was granted."""
    granted = request.decisions.filter(outcome=Outcome.GRANTED)
    return {RequestedKind(right) for right in granted.values_list("right", flat=True)}


def carried_rights(request: Request) -> set[RequestedKind]:
    done = request.carriedrights.values_list("right", flat=True)
    return {RequestedKind(right) for right in done}
