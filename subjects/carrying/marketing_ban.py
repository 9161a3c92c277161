"""A marketing ban is carried out: it acted when it came, and now on whoever was found since."""

from django.utils.translation import gettext as _

from subjects.carrying.carrier import Carrier, Detail
from subjects.effects import bans
from subjects.effects.reached import points_of
from subjects.models import Request
from subjects.policies import Hand, NotAllowed


def carry(request: Request, hand: Hand) -> Detail:
    check_reaches_somebody(request, hand)
    return bans.carry(request, hand)


def check_reaches_somebody(request: Request, _hand: Hand) -> None:
    """Without an e-mail address or a phone number it has to be fixed whom the request is about."""
    if request.matched_at is None and not points_of(request):
        words = _(
            "The request has neither an e-mail address nor a phone number of the person's own: "
            "take it up again and fix whom it is about."
        )
        raise NotAllowed(words)


CARRIER = Carrier(carry, check=check_reaches_somebody, acts_at_once=True)
