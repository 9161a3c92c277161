"""What is spared of an approved plan: asked at the moment of the deed, with the cards locked.

A run does never more than its plan, but less where something has happened since: a hold, a
restriction, a relationship or data in use again, a card that is gone. What the plan could not know
is left alone, with the reason, and waits for the next plan.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from register.absorbed import standing_for
from register.enums import DataCategory
from register.models import DataSubject, Merge, Occasion
from register.personal_data import PersonalData, declared_models
from register.support.many_ids import among
from retention.changes import changed_since
from retention.items import Item
from retention.models import Part, Plan, PlanItem, Skipped
from retention.revival import Anew, lively
from retention.stopping import holds_in_force

WRITTEN = "created_at"  # the column of the moment a row was written
HOLDS = DataCategory.OTHER  # what holds themselves are
EVERYTHING = ""  # of a hold, and of what a merge has brought
# What a person says beside the request to be erased does not bring the data back into use.
SAID_BESIDE = frozenset({DataCategory.MARKETING_BAN, DataCategory.CONSENT})
SOMETHING = "something"  # was written, of whatever category


@dataclass(frozen=True, slots=True)
class Card:
    """A person's card as it is now."""

    restricted: bool
    absorbed: bool


class Batch:
    """Items that are carried out together, with all of one person's in the same batch.

    Made inside the transaction of the deed: locks what is about to be erased.
    """

    def __init__(self, plan: Plan, items: Sequence[Item]) -> None:
        self.plan, self.items = plan, items
        self.asked = plan.occasion == Occasion.REQUEST
        self.cards, self.whose = _locked({i.subject for i in items if i.subject is not None})
        self.strangers = _strangers(items)
        self.rows = {label: _locked_rows(label, alike) for label, alike in _by_model(items)}
        self.held = self._holds()
        self.restricted = {self.whose[pk] for pk, card in self.cards.items() if card.restricted}
        self.in_use = self._in_use()
        cards = () if self.asked else self.cards  # a day to come keeps nobody who asks to go
        self.lively = {self.whose[card] for card in lively(plan, cards)}
        self.anew = Anew(plan, items)

    def spared(self) -> dict[int, Skipped]:
        """Which items are left alone, by their numbers, and why."""
        found = ((item.pk, self._why(item)) for item in self.items)
        return {pk: why for pk, why in found if why is not None}

    def _why(self, item: Item) -> Skipped | None:
        if self._is_gone(item):
            return Skipped.GONE
        if item.subject in self.cards:  # a voucher may outlive its person
            if item.subject in self.restricted and not self.asked:
                return Skipped.RESTRICTED
            if self._is_held(item):
                return Skipped.HELD
        card = self.cards.get(item.subject or 0)
        if card is not None and card.absorbed:
            return Skipped.MERGED
        return Skipped.REVIVED if self._is_revived(item) else self.anew.why_not(item)

    def _is_gone(self, item: Item) -> bool:
        if item.part == Part.ROW:
            return item.row not in self.rows[item.model]
        return item.subject not in self.cards or item.pk in self.strangers

    def _is_held(self, item: Item) -> bool:
        held = self.held[item.subject or 0]
        holds_go_too = item.part == Part.PERSON or item.category == HOLDS
        if item.part != Part.ROW and holds_go_too:
            return bool(held)
        return EVERYTHING in held or item.category in held

    def _is_revived(self, item: Item) -> bool:
        if item.part == Part.ROW:
            now = self.rows[item.model][item.row or 0]
            return now is not None and self.whose.get(now) != item.subject
        news = self.in_use[item.subject or 0]
        if item.part == Part.PERSON:
            return bool(news) or item.subject in self.lively
        return EVERYTHING in news or item.category in news

    def _holds(self) -> dict[int, set[str]]:
        """By person: the categories held."""
        found: dict[int, set[str]] = defaultdict(set)
        holds = holds_in_force(asked=self.asked).filter(subject__in=among(self.whose))
        for subject, category in holds.values_list("subject", "category"):
            found[self.whose[subject]].add(category)
        return found

    def _in_use(self) -> dict[int, set[str]]:
        """By person: categories of which something was written since the plan."""
        found: dict[int, set[str]] = defaultdict(set)
        since, them = self.plan.made_at, among(self.whose)
        merges = Merge.objects.filter(survivor__in=them, merged_at__gt=since)
        for survivor in merges.values_list("survivor", flat=True):
            found[self.whose[survivor]].add(EVERYTHING)
        for model, said in declared_models().items():
            for subject, categories in _written_since(model, said, them, since):
                if self.asked and set(categories) == {DataCategory.MARKETING_BAN}:
                    continue  # a new consent would be lost, a ban outlives the card
                found[self.whose[subject]] |= {SOMETHING, *categories}
        for subject, categories in changed_since(them, since):
            if self.asked and any(categories) and SAID_BESIDE.issuperset(categories):
                continue
            found[self.whose[subject]] |= {SOMETHING, *categories}
        return found


def model_of(label: str) -> type[models.Model]:
    return next(model for model in declared_models() if model._meta.label == label)


def has_moment(model: type[models.Model]) -> bool:
    """Whether its rows note when they were written."""
    return any(column.name == WRITTEN for column in model._meta.concrete_fields)


def _by_model(items: Iterable[Item]) -> Iterator[tuple[str, list[Item]]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.part == Part.ROW:
            found[item.model].append(item)
    yield from found.items()


def _locked(people: Collection[int]) -> tuple[dict[int, Card], dict[int, int]]:
    """The cards of these people and those absorbed into them, locked in the order of their numbers.

    Whoever adds a row to a card, or holds or merges it, waits for us or is seen by us.
    """
    cards: dict[int, Card] = {}
    whose: dict[int, int] = {}
    while whose != (now := standing_for(people)):
        whose = now
        rows = DataSubject.objects.select_for_update(of=("self",)).filter(pk__in=among(whose))
        cards = {
            pk: Card(restricted_at is not None, merged_into is not None)
            for pk, restricted_at, merged_into in rows.order_by("pk").values_list(
                "pk", "restricted_at", "merged_into"
            )
        }
    return cards, whose


def _strangers(items: Iterable[Item]) -> set[int]:
    """Items of people whose number is somebody else's by now."""
    same = DataSubject.objects.filter(pk=OuterRef("subject"), uuid=OuterRef("uuid"))
    of_people = among(item.pk for item in items if item.part != Part.ROW)
    found = PlanItem.objects.filter(~Exists(same), pk__in=of_people).order_by()
    return set(found.values_list("pk", flat=True))


def _locked_rows(label: str, items: Iterable[Item]) -> dict[int, int | None]:
    """Each of the rows that is still there: whose it is."""
    model = model_of(label)
    rows: QuerySet[Any] = model._base_manager.select_for_update(of=("self",))
    chosen = rows.filter(pk__in=among(item.row or 0 for item in items)).order_by("pk")
    return dict(chosen.values_list("pk", declared_models()[model].subject))


def _written_since(
    model: type[models.Model], said: PersonalData, people: RawSQL, since: datetime
) -> Iterator[tuple[int, Collection[str]]]:
    columns = {field.name for field in model._meta.concrete_fields}
    if said.subject not in columns or not has_moment(model):
        return
    chosen: dict[str, Any] = {f"{said.subject}__in": people, f"{WRITTEN}__gt": since}
    rows = model._base_manager.filter(**chosen).order_by()
    if said.kinds:
        for subject, kind in rows.values_list(said.subject, said.kind):
            yield subject, said.kinds.get(kind, ())
        return
    everything = said.categories()
    for subject in rows.values_list(said.subject, flat=True):
        yield subject, everything
