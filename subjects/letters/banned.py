"""What a letter says of a marketing ban that was carried out: as it is in force on the cards."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from register.absorbed import every_card_of
from register.enums import MarketingChannel, MarketingScope
from register.models import MarketingBan
from subjects.effects.notes import of_right
from subjects.enums import RequestedKind
from subjects.letters import phrases
from subjects.letters import phrases_ban as words
from subjects.models import Request

if TYPE_CHECKING:
    from subjects.letters.composing import Told

BAN = RequestedKind.MARKETING_BAN
EVERYTHING = frozenset(
    (channel.value, scope.value) for channel in MarketingChannel for scope in MarketingScope
)
Forbidden = frozenset[tuple[str, str]]  # channel and scope


def sentences(told: Told, *, elsewhere: bool) -> str:
    """Empty where nothing was done yet. `elsewhere`: another system still has something to do."""
    request, carried = told.request, of_right(told.request, BAN)
    if not carried:
        return ""
    in_force = told.say((phrases.GRANTED_HERE if elsewhere else phrases.GRANTED)[BAN])
    if request.identified_at is None or not request.matches.exists():
        if request.identified_at and not carried["cards"] and not carried["listed"]:
            return told.say(words.BAN_WITHOUT_DATA)
        return f"{in_force} {told.say(words.COVERS_TOLD)}"
    forbidden = _in_force(request)
    if not forbidden:
        return told.say(words.BAN_ENDED)
    if forbidden == EVERYTHING:
        return f"{in_force} {told.say(words.COVERS_ALL)}"
    return f"{in_force} {told.say(words.COVERS_PART, what=_what(told, forbidden))}"


def _in_force(request: Request) -> Forbidden:
    """What is forbidden on each of their cards; of those that were erased since, everything was."""
    fixed = request.matches.filter(subject__isnull=False).values_list("subject", flat=True)
    cards = set(every_card_of(set(fixed)).values())
    bans: dict[int, set[tuple[str, str]]] = {card: set() for card in cards}
    rows = MarketingBan.objects.filter(subject__in=cards, lifted_at__isnull=True)
    for card, channel, scope in rows.values_list("subject", "channel", "scope"):
        bans[card].add((channel, scope))
    return EVERYTHING.intersection(*bans.values())


def _what(told: Told, forbidden: Forbidden) -> str:
    """Channels of which the same is forbidden together: “e-mail, post (our own marketing)”."""
    alike: dict[tuple[MarketingScope, ...], list[MarketingChannel]] = defaultdict(list)
    for channel in MarketingChannel:
        scopes = tuple(scope for scope in MarketingScope if (channel.value, scope) in forbidden)
        if scopes:
            alike[scopes].append(channel)
    parts = []
    for scopes, channels in alike.items():
        ways = ", ".join(told.say(words.CHANNELS[channel]) for channel in channels)
        whose = ", ".join(told.say(words.SCOPES[scope]) for scope in scopes)
        parts.append(f"{ways} ({whose})")
    return "; ".join(parts)
