"""Which cards belong to one person: the one that stands, and those merged into it at any depth."""

from collections.abc import Collection

from register.models import DataSubject
from register.support.many_ids import among


def with_absorbed(people: Collection[int]) -> list[int]:
    """These people and every card that was merged into theirs, in the order of their ids."""
    return sorted(standing_for(people))


def every_card_of(cards: Collection[int]) -> dict[int, int]:
    """All cards of the people whose cards some of these are: which standing card each belongs to.

    Unlike `standing_for` it may be asked by an absorbed card.
    """
    standing: set[int] = set()
    asked = set(cards)
    while asked:
        found = DataSubject.objects.filter(pk__in=among(asked)).order_by()
        into = dict(found.values_list("pk", "merged_into"))
        standing |= {pk for pk, survivor in into.items() if survivor is None}
        asked = {survivor for survivor in into.values() if survivor is not None}
    return standing_for(standing)


def standing_for(people: Collection[int]) -> dict[int, int]:
    """Each of these people, and every card merged into theirs: which of them it belongs to."""
    found = {person: person for person in people}
    new = dict(found)
    while new:
        absorbed = DataSubject.objects.filter(merged_into__in=among(new)).order_by()
        pairs = absorbed.values_list("pk", "merged_into")
        new = {pk: new[into] for pk, into in pairs if pk not in found}
        found |= new
    return found
