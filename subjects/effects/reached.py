"""Whose cards a request reaches without anybody being identified: by its own contact point.

Whoever controls a mailbox, or of whom staff say so, can forbid marketing to whoever it belongs to,
and nothing more is told or done by it. Of one that several people share nobody knows whose no it
is: it forbids what reaches them by it, and the rest waits until it is fixed who it is.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from register.absorbed import every_card_of
from register.binding import ALL_CHANNELS
from register.enums import ContactPointKind, MarketingChannel, SuppressedKind
from register.models import ContactPoint, DataSubject, RegisterController
from register.support.many_ids import among
from register.suppressions import KIND_OF_CONTACT, REACHED_BY
from subjects.candidates import looked_into
from subjects.enums import ActingAs, Channel
from subjects.models import Request

Known = tuple[SuppressedKind, str]
Channels = frozenset[MarketingChannel]


@dataclass(frozen=True, slots=True)
class Reached:
    """Cards that stand and hold a contact point of the request; and what stands on none."""

    channels: Mapping[int, Channels]  # of each card, through which a no is theirs
    unknown: Collection[tuple[int, Known]]  # where it would be kept, and the address or number

    @property
    def people(self) -> frozenset[int]:
        return frozenset(self.channels)

    def by_channels(self) -> Iterator[tuple[Channels, Collection[int]]]:
        """The cards of which the same is forbidden, together."""
        found: dict[Channels, list[int]] = defaultdict(list)
        for card, channels in self.channels.items():
            found[channels].append(card)
        yield from found.items()


def points_of(request: Request) -> list[tuple[ContactPointKind, str]]:
    """The person's own: of the form what was confirmed, else what staff were told.

    Whoever acts for another gives their own address, which says nothing of the other's cards.
    """
    if request.requester.acting_as != ActingAs.SELF:
        return []
    told = request.contacts.filter(kind__in=list(KIND_OF_CONTACT)).exclude(normalised="")
    if request.channel == Channel.FORM:
        told = told.filter(confirmed_at__isnull=False)
    pairs = told.order_by("pk").values_list("kind", "normalised").distinct()
    return [(ContactPointKind(kind), value) for kind, value in pairs]


def reached_by(request: Request) -> Reached:
    """In the registers that the request is about, and in no other."""
    places = list(looked_into(request).order_by("pk"))
    channels: dict[int, Channels] = {}
    unknown: list[tuple[int, Known]] = []
    controllers = {place.controller_id for place in places}
    for kind, value in points_of(request):
        held = ContactPoint.objects.filter(
            subject__kept_by__controller__in=controllers, kind=kind, normalised=value
        )
        everywhere = dict(held.values_list("subject", "subject__kept_by__controller"))
        asked = held.filter(subject__kept_by__in=[place.pk for place in places])
        found = dict(asked.values_list("subject", "subject__kept_by__controller"))
        standing, shared = every_card_of(everywhere), _shared(everywhere)
        by_it = frozenset(way for way in REACHED_BY if KIND_OF_CONTACT[kind] in REACHED_BY[way])
        for card, controller in found.items():
            served = by_it if controller in shared else ALL_CHANNELS
            channels[standing[card]] = channels.get(standing[card], frozenset()) | served
        lacking = _one_of_each([one for one in places if one.controller_id not in found.values()])
        unknown += [(place, (KIND_OF_CONTACT[kind], value)) for place in lacking]
    return Reached(channels, unknown)


def _shared(holders: Mapping[int, int]) -> Collection[int]:
    """The controllers on whose cards several people have it. `holders`: cards with controllers.

    Cards of one name are one person's, whom nobody has merged yet.
    """
    standing = every_card_of(holders)
    cards = DataSubject.objects.filter(pk__in=among(set(standing.values())))
    names = dict(cards.values_list("pk", "sort_name"))
    people: dict[int, set[str]] = defaultdict(set)
    for card, controller in holders.items():
        people[controller].add(names[standing[card]] or str(standing[card]))
    return {controller for controller, names in people.items() if len(names) > 1}


def _one_of_each(places: Collection[RegisterController]) -> list[int]:
    """An entry binds its controller, in whichever of its registers it is kept."""
    by_controller: dict[int, int] = {}
    for place in places:
        by_controller.setdefault(place.controller_id, place.pk)
    return list(by_controller.values())
