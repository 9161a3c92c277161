"""The processing of the people's data is restricted (Art. 18): on their cards, whole."""

from django.utils.translation import gettext as _

from subjects.carrying.carrier import Carrier, Detail
from subjects.effects import restrictions
from subjects.models import Request
from subjects.policies import Hand, NotAllowed


def check(request: Request, _hand: Hand) -> None:
    if not request.matches.filter(subject__isnull=False).exists():
        words = _(
            "Nobody was found whose processing could be restricted: reconsider, and answer that "
            "no such data are held."
        )
        raise NotAllowed(words)


def carry(request: Request, hand: Hand) -> Detail:
    check(request, hand)
    return {"people": restrictions.place(request, hand)}


CARRIER = Carrier(carry, check=check)
