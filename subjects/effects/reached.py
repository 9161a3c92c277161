"""Whose cards a request reaches without anybody being identified: by its own contact point.

Whoever controls a mailbox, or of whom staff say so, can forbid that it is written to, and nothing
more is told or done by it.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from register.absorbed import every_card_of
from register.enums import ContactPointKind, SuppressedKind
from register.models import ContactPoint, RegisterController
from register.suppressions import KIND_OF_CONTACT
from subjects.candidates import looked_into
from subjects.enums import ActingAs, Channel
from subjects.models import Request

Known = tuple[SuppressedKind, str]


@dataclass(frozen=True, slots=True)
class Reached:
    """Cards that stand and hold a contact point of the request; and what stands on none."""

    people: frozenset[int]
    unknown: Collection[tuple[int, Known]]  # where it would be kept, and the address or number


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
    people, unknown = set[int](), []
    for kind, value in points_of(request):
        held = ContactPoint.objects.filter(
            Q(subject__kept_by__in=[place.pk for place in places]), kind=kind, normalised=value
        )
        found = dict(held.values_list("subject", "subject__kept_by__controller"))
        people |= set(found)
        lacking = _one_of_each([one for one in places if one.controller_id not in found.values()])
        unknown += [(place, (KIND_OF_CONTACT[kind], value)) for place in lacking]
    return Reached(frozenset(every_card_of(people).values()), unknown)


def _one_of_each(places: Collection[RegisterController]) -> list[int]:
    """An entry binds its controller, in whichever of its registers it is kept."""
    by_controller: dict[int, int] = {}
    for place in places:
        by_controller.setdefault(place.controller_id, place.pk)
    return list(by_controller.values())
