"""Which module carries out which right, in the order in which they are done.

A copy is made before anything is changed, and erasing comes last.
"""

from collections.abc import Mapping

from subjects.carrying.carrier import Carrier, Detail
from subjects.enums import RequestedKind
from subjects.models import Request
from subjects.policies import Hand


def by_hand(_request: Request, _hand: Hand) -> Detail:
    """Staff have done it: what is asked is not about rows of the register."""
    return {}


R = RequestedKind
CARRIERS: Mapping[RequestedKind, Carrier] = {
    R.ACCESS: Carrier(by_hand),
    R.PORTABILITY: Carrier(by_hand),
    R.RECTIFICATION: Carrier(by_hand),
    R.OBJECTION: Carrier(by_hand),
    R.RESTRICTION: Carrier(by_hand),
    R.MARKETING_BAN: Carrier(by_hand),
    R.CONSENT_WITHDRAWAL: Carrier(by_hand),
    R.HUMAN_REVIEW: Carrier(by_hand),
    R.OTHER: Carrier(by_hand),
    R.ERASURE: Carrier(by_hand),
}
