"""What acted by itself is noted as carried out: it is in force, whatever is decided of the rest."""

from collections.abc import Mapping

from subjects.enums import RequestedKind
from subjects.models import CarriedRight, Request
from subjects.policies import Hand


def of_right(request: Request, right: RequestedKind) -> Mapping[str, int]:
    """What was done of it; nothing yet, where nothing is noted."""
    row = CarriedRight.objects.filter(request=request, right=right).first()
    return dict(row.detail) if row else {}


def keep(request: Request, right: RequestedKind, hand: Hand, detail: Mapping[str, int]) -> None:
    CarriedRight.objects.update_or_create(
        request=request,
        right=right,
        defaults={"detail": dict(detail)},
        create_defaults={"detail": dict(detail), "carried_at": hand.now},
    )
