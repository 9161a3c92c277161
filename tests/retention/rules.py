"""Rules and plans in a line each."""

from datetime import UTC, date, datetime
from typing import Any

from register.enums import DataCategory
from register.models import DataSubject, Invoice, Register, SubjectGroup
from retention.enums import Rounding, RuleForm, Trigger, Unit
from retention.models import Plan, PlanItem, RetentionRule, RuleCategory, Term
from retention.plan import make_plan
from tests import factories as make

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
Counting = tuple[Trigger | str, int, Unit] | tuple[Trigger | str, int, Unit, Rounding]


def day(text: str) -> date:
    """ "31.12.2032" as a date."""
    number, month, year = text.split(".")
    return date(int(year), int(month), int(number))


def a_rule_of(
    register: Register,
    *terms: Counting,
    of: tuple[DataCategory, ...] = (),
    kind: str = "",
    key: str = "asiakastiedot",
    **values: Any,
) -> RetentionRule:
    """A rule with its terms, of some categories and for one kind of people, or for all."""
    rule = make.a_rule(register, key, **{"form": RuleForm.PERIOD, **values})
    for category in of:
        RuleCategory.objects.create(rule=rule, category=category)
    if kind:
        group = SubjectGroup.objects.create(register=register, key=key, name_fi=key, kind=kind)
        rule.subject_groups.add(group)
    for position, (trigger, length, unit, *rounding) in enumerate(terms):
        Term.objects.create(
            rule=rule,
            key=f"ehto-{position}",
            position=position,
            trigger=trigger,
            length=length,
            unit=unit,
            rounding=rounding[0] if rounding else Rounding.NONE,
        )
    return rule


def plan_for(on: date, register: Register | None = None) -> Plan:
    return make_plan(on, register=register, by=None, now=NOW)


def said(plan: Plan) -> list[str]:
    """The items, whose and what first: "a1 person erase", "a2 name keep hold"."""
    return [_in_words(item) for item in plan.items.order_by("pk")]


def _in_words(item: PlanItem) -> str:
    person = DataSubject.objects.filter(pk=item.subject).first()
    whose = person.customer_number if person else "-"
    what = item.category if item.part != "person" else "person"
    if item.model == Invoice._meta.label:
        what = Invoice.objects.get(pk=item.row).number
    elif item.part == "row":
        what = f"{item.model.removeprefix('register.').lower()}-row"
    return " ".join(word for word in (whose, what, item.outcome, item.kept) if word)
