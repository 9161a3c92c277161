"""Rights that are carried out by a copy of the data (Art. 15, 20).

It is made before anything else is changed, and given with the answer (`package/delivering.py`).
"""

from django.utils.translation import gettext as _

from subjects.carrying.carrier import Carrier, Detail
from subjects.enums import RequestedKind
from subjects.models import Request
from subjects.package import making
from subjects.policies import Hand, NotAllowed


def carrier_of(right: RequestedKind) -> Carrier:
    def prepare(request: Request, hand: Hand) -> None:
        making.make(request, right, hand, once=True)

    def carry(request: Request, _hand: Hand) -> Detail:
        package = making.standing(request, right)
        if package is None:
            raise NotAllowed(_("The copy is not there whole: carry it out again."))
        return {"package": package.pk, "size": package.size}

    return Carrier(carry, prepare)
