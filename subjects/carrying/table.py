"""Which module carries out which right, in the order in which they are done.

A copy is made before anything is changed, and erasing comes last.
"""

from collections.abc import Mapping

from subjects.carrying import (
    consent,
    erasure,
    human_review,
    marketing_ban,
    objection,
    rectification,
    restriction,
)
from subjects.carrying.carrier import Carrier, Detail
from subjects.carrying.copies import carrier_of
from subjects.enums import RequestedKind
from subjects.models import Request
from subjects.policies import Hand


def by_hand(_request: Request, _hand: Hand) -> Detail:
    """Staff have done it: what is asked is not about rows of the register."""
    return {}


R = RequestedKind
CARRIERS: Mapping[RequestedKind, Carrier] = {
    R.ACCESS: carrier_of(R.ACCESS),
    R.PORTABILITY: carrier_of(R.PORTABILITY),
    R.RECTIFICATION: rectification.CARRIER,
    R.OBJECTION: objection.CARRIER,
    R.RESTRICTION: restriction.CARRIER,
    R.MARKETING_BAN: marketing_ban.CARRIER,
    R.CONSENT_WITHDRAWAL: consent.CARRIER,
    R.HUMAN_REVIEW: human_review.CARRIER,
    R.OTHER: Carrier(by_hand),
    R.ERASURE: erasure.CARRIER,
}
