"""A person has looked at an automated decision anew (Art. 22(3)): who, and what came of it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from subjects.carrying.carrier import Carrier, Detail
from subjects.enums import Outcome, RequestedKind
from subjects.models import Decision, Request
from subjects.policies import Hand, NotAllowed


def check(request: Request, _hand: Hand) -> None:
    for decision in _granted(request):
        if decision.reviewed_by_id is None or not decision.explanation.strip():
            words = _(
                "Reconsider, and say on the decision who has reviewed the automated decision and "
                "what came of it."
            )
            raise NotAllowed(words)


def carry(request: Request, hand: Hand) -> Detail:
    check(request, hand)
    return {"reviews": _granted(request).count()}


def _granted(request: Request) -> QuerySet[Decision]:
    rows = Decision.objects.filter(request=request, outcome=Outcome.GRANTED)
    return rows.filter(right=RequestedKind.HUMAN_REVIEW)


CARRIER = Carrier(carry, check=check)
