"""What the plan would say now: at the deed, its people and rows are judged anew by its own SQL.

The plan knows the rule that decided, but any other may keep the data by now: of who is a customer
again, of who owes again. So nothing less than the whole verdict is asked once more, for the day of
the plan. What the rules cannot see (a value written since) is asked in `sparing.py`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from register.enums import DataCategory, KeyDateKind
from register.models import DataSubject, Invoice, KeyDate, Register
from register.support.many_ids import among
from retention.models import Kept, Part, Plan, PlanItem, Skipped
from retention.parts import Only, Profile, profiles_of
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
    """The verdict of today's data on these items. Made inside the transaction of the deed."""

    def __init__(self, plan: Plan, items: Sequence[PlanItem]) -> None:
        self.profiles = list(_profiles(plan, items))
        self.told = _judged(plan, self.profiles)
        self.left = self._left(plan, items)

    def why_not(self, item: PlanItem) -> Skipped | None:
        """Why an item is left alone; None where the same would be said of it now."""
        if item.part == Part.CATEGORY and self._is_empty(item):
            return Skipped.GONE
        now = self._verdict(item)
        if now is None:
            return Skipped.REVIVED
        if now.kept in STOPPED:
            return STOPPED[Kept(now.kept)]
        is_same = now.outcome == item.outcome and (
            item.event_on is None or now.event_on == item.event_on
        )
        return None if is_same else Skipped.REVIVED

    def _verdict(self, item: PlanItem) -> Verdict | None:
        """Of who goes whole by now, nothing is said of each category."""
        found = self.told.get(_key(item))
        if found is None and item.part == Part.CATEGORY:
            whole = self.told.get((Part.PERSON, item.subject))
            return whole and replace(whole, event_on=item.event_on)
        return found

    def _is_empty(self, item: PlanItem) -> bool:
        return _key(item) not in self.told and item.category not in self.left[item.subject or 0]

    def _left(self, plan: Plan, items: Sequence[PlanItem]) -> dict[int, set[str]]:
        """By person: the categories still held, of those of which nothing is said by itself."""
        silent = [one for one in items if one.part == Part.CATEGORY and _key(one) not in self.told]
        people = {item.subject for item in silent if item.subject is not None}
        found: dict[int, set[str]] = defaultdict(set)
        for profile in self.profiles if people else ():
            if profile.is_of_people:
                cards = DataSubject.objects.filter(profile.people(plan.on), pk__in=among(people))
                on_card = held_on_card(profile)
                for category in {DataCategory(item.category) for item in silent} & set(on_card):
                    for person in cards.filter(on_card[category]).values_list("pk", flat=True):
                        found[person].add(category)
        return found


def _key(item: PlanItem) -> tuple[object, ...]:
    match item.part:
        case Part.ROW:
            return Part.ROW, item.model, item.row
        case Part.CATEGORY:
            return Part.CATEGORY, item.subject, item.category
        case _:
            return Part.PERSON, item.subject


def _profiles(plan: Plan, items: Sequence[PlanItem]) -> Iterator[Profile]:
    people = sorted({item.subject for item in items if item.subject is not None})
    vouchers = sorted(
        item.row for item in items if item.row is not None and item.model == Invoice._meta.label
    )
    registers = Register.objects.order_by("pk")
    if plan.register_id is not None:
        registers = registers.filter(pk=plan.register_id)
    for register in registers:
        for profile in profiles_of(register, plan.on):
            if people if profile.is_of_people else vouchers:
                yield replace(profile, only=Only(people, vouchers))


def _judged(plan: Plan, profiles: Collection[Profile]) -> Told:
    """Written as a plan is, as whether somebody goes whole is read from the items; and unwritten.

    Its number is no other plan's, and none is used up.
    """
    with transaction.atomic():
        draft = Plan(
            pk=-plan.pk,
            register_id=plan.register_id,
            on=plan.on,
            made_at=plan.made_at,
            rules_digest=plan.rules_digest,
        )
        Plan.objects.bulk_create([draft])
        write_items(draft, profiles)
        said = PlanItem.objects.filter(plan=draft).only(
            *("part", "subject", "category", "model", "row", "outcome", "kept", "event_on")
        )
        told = {
            _key(item): Verdict(item.outcome, item.kept, item.event_on)
            for item in said.order_by().iterator()
        }
        transaction.set_rollback(True)
    return told


def lively(plan: Plan, cards: Collection[int]) -> set[int]:
    """People who have a contract still, or have done since the plan what only a day tells of."""
    made_on = timezone.localdate(plan.made_at)
    days = KeyDate.objects.filter(
        subject=OuterRef("pk"), kind__in=HAPPENS_AGAIN, happened_on__gt=made_on
    )
    found = DataSubject.objects.filter(
        Q(contract_ends_on__gt=plan.on) | Exists(days), pk__in=among(cards)
    )
    return set(found.values_list("pk", flat=True))
