"""What a request does in the register by itself, before anybody weighs it.

A ban on marketing and a withdrawal of consent are so because the person says so (Art. 7(3), 21(3)):
they act when the request is confirmed, or entered by staff, and once more when it is fixed whom
it is about. An objection stops the processing while
it is weighed (Art. 18(1)(d)). `carrying/` goes on from there.
"""

from subjects.effects import bans, consents
from subjects.enums import RequestedKind
from subjects.models import Request
from subjects.policies import Hand, requested


def on_match(request: Request, hand: Hand) -> None:
    """It was fixed whom the request is about: what is never refused acts on all of their cards."""
    asked = requested(request)
    if not request.matches.exists():
        return
    if RequestedKind.MARKETING_BAN in asked:
        bans.carry(request, hand)
    if RequestedKind.CONSENT_WITHDRAWAL in asked:
        consents.carry(request, hand)


def on_arrival(request: Request, hand: Hand) -> None:
    """The request is known to come from its contact point: what is never refused acts now."""
    asked = requested(request)
    if RequestedKind.MARKETING_BAN in asked:
        bans.act(request, hand)
    if RequestedKind.CONSENT_WITHDRAWAL in asked:
        consents.act(request, hand)
