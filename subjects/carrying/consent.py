"""A withdrawal of consent is carried out: what was given for anything, by whoever was found."""

from subjects.carrying.carrier import Carrier, Detail
from subjects.carrying.marketing_ban import check_reaches_somebody
from subjects.effects import consents
from subjects.models import Request
from subjects.policies import Hand


def carry(request: Request, hand: Hand) -> Detail:
    check_reaches_somebody(request, hand)
    return consents.carry(request, hand)


CARRIER = Carrier(carry, check=check_reaches_somebody, acts_at_once=True)
