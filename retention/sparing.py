"""What is spared of an approved plan: asked at the moment of the deed, with the cards locked.

A run does never more than its plan, but less where something has happened since: a hold, a
restriction, a relationship or data in use again, a card that is gone. What the plan could not know
is left alone, with the reason, and waits for the next plan.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from register.absorbed import standing_for
from register.enums import DataCategory
from register.models import Act, DataSubject, JournalEntry, Merge, Occasion
from register.personal_data import declared_models
from register.support.many_ids import among
from retention.changes import changed_since, written_since
from retention.grants import SAID_BESIDE, granted_people
from retention.items import Item
from retention.models import Part, Plan, PlanItem, Skipped
from retention.revival import Anew, lively
from retention.stopping import holds_in_force

HOLDS = DataCategory.OTHER  # what holds themselves are
EVERYTHING = ""  # of a hold, and of what a merge has brought
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
        self.own = _own_rows(plan) if self.asked else {}
        self.in_use = self._in_use()
        self.added = self._added()
        self.lively = {self.whose[card] for card in lively(plan, self._who_may_be_lively())}
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
        return EVERYTHING in news or item.category in news | self.added[item.subject or 0]

    def _holds(self) -> dict[int, set[str]]:
        """By person: the categories held."""
        found: dict[int, set[str]] = defaultdict(set)
        holds = holds_in_force(asked=self.asked).filter(subject__in=among(self.whose))
        for subject, category in holds.values_list("subject", "category"):
            found[self.whose[subject]].add(category)
        return found

    def _who_may_be_lively(self) -> list[int]:
        """A day to come keeps nobody who asks to go, or who has asked."""
        if self.asked:
            return []
        granted = granted_people(self.whose)
        return [card for card in self.cards if self.whose[card] not in granted]

    def _in_use(self) -> dict[int, set[str]]:
        """By person: categories of which something was written since the plan."""
        found: dict[int, set[str]] = defaultdict(set)
        since, them = self.plan.made_at, among(self.whose)
        merges = Merge.objects.filter(survivor__in=them, merged_at__gt=since)
        for survivor in merges.values_list("survivor", flat=True):
            found[self.whose[survivor]].add(EVERYTHING)
        for model, said in declared_models().items():
            own = self.own.get(model._meta.label, ())
            for subject, categories in written_since(model, said, them, since, but=own):
                if self.asked and set(categories) == {DataCategory.MARKETING_BAN}:
                    continue  # a new consent would be lost, a ban outlives the card
                found[self.whose[subject]] |= {SOMETHING, *categories}
        for subject, categories in changed_since(them, since, but_by=self.plan.reference):
            if self.asked and any(categories) and SAID_BESIDE.issuperset(categories):
                continue
            found[self.whose[subject]] |= {SOMETHING, *categories}
        return found

    def _added(self) -> dict[int, set[str]]:
        """By person: categories of what the request itself put on the card since, a statement.

        It goes with the whole person, and is not taken along by its category: nobody saw it there.
        """
        found: dict[int, set[str]] = defaultdict(set)
        for label in self.own:
            model = model_of(label)
            said = declared_models()[model]
            for subject, categories in written_since(
                model, said, among(self.whose), self.plan.made_at
            ):
                found[self.whose[subject]].update(categories)
        return found


def model_of(label: str) -> type[models.Model]:
    return next(model for model in declared_models() if model._meta.label == label)


def _own_rows(plan: Plan) -> dict[str, set[int]]:
    """What the request itself has put on the cards since the plan, or has corrected there."""
    noted = JournalEntry.objects.filter(
        occasion=Occasion.REQUEST, reference=plan.reference, act=Act.CHANGED, at__gt=plan.made_at
    )
    found: dict[str, set[int]] = defaultdict(set)
    declared = {model._meta.label for model in declared_models()}
    told = noted.filter(about__in=sorted(declared), row__isnull=False).order_by()
    for label, row in told.values_list("about", "row"):
        found[label].add(row or 0)
    return found


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
