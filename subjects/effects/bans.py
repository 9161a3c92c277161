"""A ban on direct marketing: on every card that the request reaches, or kept for one that comes.

Nobody is told whether a card was found: the ban is in force either way (Art. 21(3)).
"""

from collections import defaultdict

from register import binding, journal, suppressions
from register.binding import ALL_CHANNELS
from register.models import Act, Occasion
from retention import holds
from subjects.effects import notes
from subjects.effects.reached import Known, Reached, points_of, reached_by
from subjects.enums import RequestedKind
from subjects.models import Request
from subjects.policies import Hand

RIGHT = RequestedKind.MARKETING_BAN


def act(request: Request, hand: Hand) -> None:
    """At once, by the contact point alone. A postal address or another's word has to be matched."""
    if not points_of(request):
        return
    reached = reached_by(request)
    count = len(reached.people)
    _ban(request, reached, hand)
    notes.keep(request, RIGHT, hand, {"cards": count, "at_once": count, "listed": _listed(reached)})


def carry(request: Request, hand: Hand) -> dict[str, int]:
    """And the other cards of the people who were found since."""
    reached = reached_by(request)
    matched = request.matches.filter(subject__isnull=False).values_list("subject", flat=True)
    everything = dict.fromkeys(matched, ALL_CHANNELS)
    reached = Reached({**reached.channels, **everything}, reached.unknown)
    _ban(request, reached, hand)
    before = notes.of_right(request, RIGHT).get("at_once", 0)
    detail = {"cards": len(reached.people), "at_once": before, "listed": _listed(reached)}
    notes.keep(request, RIGHT, hand, detail)
    return detail


def _ban(request: Request, reached: Reached, hand: Hand) -> None:
    holds.lock_people(reached.people)
    for channels, people in reached.by_channels():
        binding.ban_everywhere(
            people,
            by=hand.actor,
            given_at=request.received_at,
            reference=request.reference,
            recorded_by=hand.user,
            channels=channels,
        )
    kept: dict[int, list[Known]] = defaultdict(list)
    for place, known_by in reached.unknown:
        kept[place].append(known_by)
    for place, known in kept.items():
        suppressions.ban_unknown([place], known, since=hand.today)
    if kept:
        journal.record(
            Act.BANNED,
            about=request,
            by=hand.actor,
            occasion=Occasion.REQUEST,
            reference=request.reference,
        )


def _listed(reached: Reached) -> int:
    return len({known_by for _place, known_by in reached.unknown})
