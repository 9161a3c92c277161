"""What the plan would say now: at the deed, its people and rows are judged anew by its own SQL.

The plan knows the rule that decided, but any other may keep the data by now: of who is a customer
again, of who owes again. So nothing less than the whole verdict is asked once more, for the day of
the plan. What the rules cannot see (a value written since) is asked in `sparing.py`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import IsNull
from django.utils import timezone

from register.enums import DataCategory, KeyDateKind
from register.models import DataSubject, Invoice, KeyDate, Occasion, Register
from register.support.many_ids import among
from retention import drafts
from retention.decided import Decided
from retention.drafts import DraftItem
from retention.items import Item
from retention.models import Kept, Part, Plan, PlanItem, Skipped
from retention.parts import Only, Profile, profiles_of, profiles_on_request
from retention.people import held_on_card
from retention.plan import write_items
from retention.triggers import LAST_OF

HAPPENS_AGAIN = (
    KeyDateKind.LAST_LOGIN,
    KeyDateKind.SECURITY_EVENT,
    *(last.kind for last in LAST_OF.values()),
)
STOPPED = {Kept.HOLD: Skipped.HELD, Kept.RESTRICTION: Skipped.RESTRICTED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a part now."""

    outcome: str
    kept: str
    event_on: date | None


Told = dict[tuple[object, ...], Verdict]


class Anew:
    """The verdict of today's data on these items. Made inside the transaction of the deed.

    The database compares; only what is not said again as it was is looked at one by one.
    """

    def __init__(self, plan: Plan, items: Sequence[Item]) -> None:
        self.profiles = list(_profiles(plan, items))
        drafts.begin()
        write_items(plan, self.profiles, into=DraftItem)
        same = _said_again(items)
        self.doubtful = {item.pk: item for item in items if item.pk not in same}
        self.told = _told_of(self.doubtful.values()) if self.doubtful else {}
        self.events = _events(self.doubtful)
        self.left = self._left(plan, self.doubtful.values())
        drafts.end()

    def why_not(self, item: Item) -> Skipped | None:
        """Why an item is left alone; None where the same would be said of it now."""
        if item.pk not in self.doubtful:
            return None
        event_on = self.events[item.pk]
        if item.part == Part.CATEGORY and self._is_empty(item):
            return Skipped.GONE
        now = self._verdict(item)
        if now is None:
            return Skipped.REVIVED
        if now.kept in STOPPED:
            return STOPPED[Kept(now.kept)]
        is_same = now.outcome == item.outcome and (event_on is None or now.event_on == event_on)
        return None if is_same else Skipped.REVIVED

    def _verdict(self, item: Item) -> Verdict | None:
        """Of who goes whole by now, nothing is said of each category."""
        found = self.told.get(_key(item))
        if found is None and item.part == Part.CATEGORY:
            whole = self.told.get((Part.PERSON, item.subject))
            return whole and replace(whole, event_on=self.events[item.pk])
        return found

    def _is_empty(self, item: Item) -> bool:
        return _key(item) not in self.told and item.category not in self.left[item.subject or 0]

    def _left(self, plan: Plan, items: Iterable[Item]) -> dict[int, set[str]]:
        """By person: the categories still held, of those of which nothing is said by itself."""
        silent = [one for one in items if one.part == Part.CATEGORY and _key(one) not in self.told]
        people = {item.subject for item in silent if item.subject is not None}
        found: dict[int, set[str]] = defaultdict(set)
        for profile in self.profiles if people else ():
            if profile.judges_people:
                cards = DataSubject.objects.filter(profile.people(plan.on), pk__in=among(people))
                on_card = held_on_card(profile)
                for category in {DataCategory(item.category) for item in silent} & set(on_card):
                    for person in cards.filter(on_card[category]).values_list("pk", flat=True):
                        found[person].add(category)
        return found


def _key(item: Item | DraftItem) -> tuple[object, ...]:
    match item.part:
        case Part.ROW:
            return Part.ROW, item.model, item.row
        case Part.CATEGORY:
            return Part.CATEGORY, item.subject, item.category
        case _:
            return Part.PERSON, item.subject


def _profiles(plan: Plan, items: Sequence[Item]) -> Iterator[Profile]:
    people = sorted({item.subject for item in items if item.subject is not None})
    vouchers = sorted(
        item.row for item in items if item.row is not None and item.model == Invoice._meta.label
    )
    registers = Register.objects.order_by("pk")
    if plan.register_id is not None:
        registers = registers.filter(pk=plan.register_id)
    for register in registers:
        if plan.occasion == Occasion.REQUEST:
            decided = Decided.read(plan.decided)
            yield from profiles_on_request(register, plan.on, people=people, decided=decided)
            continue
        for profile in profiles_of(register, people):
            theirs = people
            if profile.only is not None:
                theirs = sorted({*profile.only.people}.intersection(people))
            if theirs if profile.is_of_people else vouchers:
                yield replace(profile, only=Only(theirs, vouchers))


def _said_again(items: Sequence[Item]) -> set[int]:
    """Of which items the very same is said now, counted from the same event."""
    again = DraftItem._default_manager.filter(
        part=OuterRef("part"), outcome=OuterRef("outcome")
    ).exclude(kept__in=list(STOPPED))
    again = again.filter(Q(event_on=OuterRef("event_on")) | Q(IsNull(OuterRef("event_on"), True)))
    of_row = again.filter(model=OuterRef("model"), row=OuterRef("row"))
    of_person = again.filter(subject=OuterRef("subject"), category=OuterRef("category"))
    found: set[int] = set()
    for those, told in ((_rows(items), of_row), (_not_rows(items), of_person)):
        if those:
            same = PlanItem.objects.filter(Exists(told), pk__in=among(those)).order_by()
            found.update(same.values_list("pk", flat=True))
    return found


def _rows(items: Iterable[Item]) -> list[int]:
    return [item.pk for item in items if item.part == Part.ROW]


def _not_rows(items: Iterable[Item]) -> list[int]:
    return [item.pk for item in items if item.part != Part.ROW]


def _told_of(items: Collection[Item]) -> Told:
    """What is said now of these, and of their people."""
    people = among({item.subject for item in items if item.subject is not None})
    rows = among({item.row for item in items if item.row is not None})
    said = DraftItem._default_manager.filter(Q(subject__in=people) | Q(row__in=rows)).order_by()
    return {_key(one): Verdict(one.outcome, one.kept, one.event_on) for one in said.iterator()}


def _events(doubtful: Collection[int]) -> dict[int, date | None]:
    """From what the items were counted when they were planned."""
    if not doubtful:
        return {}
    planned = PlanItem.objects.filter(pk__in=among(doubtful)).order_by()
    return dict(planned.values_list("pk", "event_on"))


def lively(plan: Plan, cards: Collection[int]) -> set[int]:
    """People who have a contract still, or have done since the plan what only a day tells of."""
    made_on = timezone.localdate(plan.made_at)
    days = KeyDate.objects.filter(
        subject=OuterRef("pk"), kind__in=HAPPENS_AGAIN, happened_on__gt=made_on
    )
    # The later of the days of two cards stands on the card that stands.
    contract = Q(contract_ends_on__gt=plan.on, merged_into__isnull=True)
    found = DataSubject.objects.filter(contract | Exists(days), pk__in=among(cards))
    return set(found.values_list("pk", flat=True))
