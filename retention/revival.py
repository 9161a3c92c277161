"""Has something come to life again since the plan: a relationship, a contract, an event?

Asked of the rules' own events as they stand now. The plan named the event that decided and its day;
another day, or a period that runs again by the same rule, leaves the item for the next plan.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from register.enums import KeyDateKind
from register.models import DataSubject, KeyDate
from register.personal_data import declared_models
from register.support.many_ids import among
from retention.applying import Carried, carried
from retention.enums import Rounding, Trigger
from retention.models import Part, Plan, PlanItem, RetentionRule
from retention.periods import Period, Undated, has_run_out
from retention.triggers import CODES, FROM_KEY_DATES, read

WORDS: Mapping[int, Undated] = {code: word for word, code in CODES.items() if word is not None}
# What stands on the card or is one of its days. An event of rows decides on a whole person by the
# latest of his rows, which only the plan knows; new rows are seen by when they were written.
OF_PEOPLE = frozenset(
    {
        Trigger.CUSTOMER_RELATIONSHIP_END,
        Trigger.CONTRACT_END,
        Trigger.LAST_CONTACT,
        Trigger.LAST_SERVICE_CONTACT,
        Trigger.LAST_ORDER,
        Trigger.COLLECTED,
        Trigger.CREATED,
        *FROM_KEY_DATES,
    }
)
HAPPENS_AGAIN = (KeyDateKind.LAST_LOGIN, KeyDateKind.SECURITY_EVENT)
Events = dict[str, date | Undated]


def revived(plan: Plan, items: Sequence[PlanItem], cards: Collection[int]) -> set[int]:
    """The numbers of items that are not due any more. `cards`: of their people."""
    found = {item.pk for item in _not_due_now(plan, items)}
    lively = _lively(plan, cards)
    return found | {
        item.pk for item in items if item.part == Part.PERSON and item.subject in lively
    }


def _not_due_now(plan: Plan, items: Sequence[PlanItem]) -> Iterator[PlanItem]:
    rules = _rules({item.rule_id for item in items if item.rule_id is not None})
    alike: dict[tuple[str, bool, int], list[PlanItem]] = defaultdict(list)
    for item in items:
        if item.rule_id is not None:
            has_person = item.subject is not None
            label = item.model if item.part == Part.ROW else ""
            alike[label, has_person, item.rule_id].append(item)
    for (label, has_person, number), chosen in alike.items():
        rule = rules[number]
        ids = {_id(item) for item in chosen}
        events = _events(label, rule.triggers, ids, has_person=has_person)
        for item in chosen:
            if _id(item) in events and _runs_again(plan, item, rule, events[_id(item)]):
                yield item


def _id(item: PlanItem) -> int:
    return (item.row if item.part == Part.ROW else item.subject) or 0


def _rules(numbers: Collection[int]) -> dict[int, Carried]:
    rows = RetentionRule.objects.filter(pk__in=numbers)
    related = rows.prefetch_related("terms", "categories", "subject_groups")
    return {rule.pk: carried(rule) for rule in related}


def _events(
    label: str, triggers: Collection[str], ids: Collection[int], *, has_person: bool
) -> dict[int, Events]:
    """The days of these triggers as they are now, by the number of the row or of the person."""
    model: type[models.Model] = DataSubject
    path: str | None = ""
    if label:
        model = next(one for one in declared_models() if one._meta.label == label)
        path = declared_models()[model].subject if has_person else None
    readable = sorted(one for one in triggers if one and (label or one in OF_PEOPLE))
    if not readable:
        return {}
    columns: dict[str, Any] = {}
    for trigger in readable:
        reading = read(trigger, model, path)
        columns |= {f"day_{trigger}": reading.day, f"code_{trigger}": reading.code}
    found: dict[int, Events] = {}
    for row in (
        model._base_manager.filter(pk__in=among(ids)).annotate(**columns).values("pk", *columns)
    ):
        found[row["pk"]] = {
            trigger: row[f"day_{trigger}"] or WORDS[row[f"code_{trigger}"]] for trigger in readable
        }
    return found


def _runs_again(plan: Plan, item: PlanItem, rule: Carried, now: Events) -> bool:
    if item.event_on is not None and now.get(item.trigger, item.event_on) != item.event_on:
        return True
    by_books = any(
        term.counted.rounding == Rounding.END_OF_FINANCIAL_YEAR for term in rule.terms
    )  # whose ends the plan knows
    if by_books or not rule.triggers <= now.keys():
        return False
    period = Period([term.counted for term in rule.terms], rule.combinator, cap=rule.cap)
    last_day = period.last_day({Trigger(name): day for name, day in now.items()})
    return not (isinstance(last_day, date) and has_run_out(last_day, today=plan.on))


def _lively(plan: Plan, cards: Collection[int]) -> set[int]:
    """People who have a contract still, or have done since the plan what only a day tells of."""
    made_on = timezone.localdate(plan.made_at)
    days = KeyDate.objects.filter(
        subject=OuterRef("pk"), kind__in=HAPPENS_AGAIN, happened_on__gt=made_on
    )
    found = DataSubject.objects.filter(
        Q(contract_ends_on__gt=plan.on) | Exists(days), pk__in=among(cards)
    )
    return set(found.values_list("pk", flat=True))
