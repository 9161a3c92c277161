"""The plan: what is due on a day, set-wise, for as many people as there are.

What is said of each datum is one decision, made of the rules that apply to it:

* Applicable to category C of a person: the rules that fit the person's kind (`subject_groups` by
  kind; none: everyone) and name C. Where no chosen (not statutory) rule names C, the chosen rules
  without categories. A statutory rule without categories covers everything, always.
* A rule with `applies_when` in_debt applies only to who has an unpaid invoice past its due date;
  to others it is as if it were not there. Its condition in words needs no judge then.
* The longest of the applicable rules decides. A rule none of whose events ever happened (NEVER)
  does not, as long as another rule does: a prospect does not inherit the customers' clock.
* Still running (a last day to come, or NOT_YET) by any rule: not due; listed (KEEP, longer_rule)
  only where another rule has run out. Else unknown by any rule: LOOK (unknown_event).
* Rules in words do not count beside a period; alone they are LOOK (not_a_period). A permanent rule
  keeps: KEEP (longer_rule, no day) where another has run out, and nothing is listed otherwise.
* A condition in words: LOOK (condition) where all others have run out and this one has not.

Parts: whole PERSON when all that is held on the card and in its rows has run out (vouchers do not
stand in the way: their link is cut); KEEP of a whole person when a hold or a restriction stops
that. Else CATEGORY for what is held on the card and in rows without an event of their own, ROW for
rows judged by triggers that read the row, for further data and for disclosures. Vouchers (Invoice)
are always ROW, with or without a person. The category *relationship* goes with the whole person
only: its days are the clock of the rest. LOOK is said of a CATEGORY or a ROW. An absorbed card goes
with the card it was merged into. A voucher is judged as INVOICE; rules that name PAYMENT or DEBT
join where it was paid or has a due date. One without a person is judged by all rules of its
register, whatever group they are for.

Whose erasure was granted once (`grants.py`) stands in profiles of their own, and so do such
vouchers: statutory rules alone keep what was kept.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from register.models import Invoice, Register, User
from retention import figures, grants
from retention.digests import items_digest, rules_digest
from retention.judging import Judging, Question
from retention.models import Part, Plan, PlanItem, RetentionRule
from retention.parts import Profile, RowUnit, profiles_of, row_units
from retention.people import Items, judged_people
from retention.stopping import COLUMNS, verdict_of_rows

__all__ = ["items_digest", "make_plan", "rules_digest"]


def make_plan(on: date, *, register: Register | None, by: User | None, now: datetime) -> Plan:
    """The plan for day `on`: of one register, or of all. Complete and with its digest set.

    One transaction; the items are written by the database itself (INSERT … SELECT). Before it, and
    whatever becomes of the plan: a grant ends on whose card something new was written.
    """
    grants.end_where_something_new_came(now)
    with transaction.atomic():
        plan = draft_plan(on, register=register, by=by, now=now)
        plan.counts = figures.counts_of(plan)
        plan.digest = items_digest(plan)
        plan.complete = True
        plan.save(update_fields=["counts", "digest", "complete"])
    return plan


def draft_plan(on: date, *, register: Register | None, by: User | None, now: datetime) -> Plan:
    """The items alone, without figures and digest, in the caller's transaction: to be counted."""
    registers = [register] if register else list(Register.objects.order_by("pk"))
    plan = Plan.objects.create(
        on=on,
        register=register,
        made_at=now,
        made_by=by,
        rules_digest=rules_digest(register),
        rule_names=names_of_all_rules(register),
    )
    for one in registers:
        write_items(plan, profiles_of(one))
        drop_rows_of_whole_people(plan)
    return plan


def names_of_all_rules(register: Register | None) -> dict[str, dict[str, str]]:
    """What the rules are called, by number: the items name them when they are gone, too."""
    rules = RetentionRule.objects.select_related("register")
    if register is not None:
        rules = rules.filter(register=register)
    return {
        str(rule.pk): {
            "key": f"{rule.register.slug}/{rule.key}",
            "name": str(rule.name) or str(rule.text) or rule.key,
        }
        for rule in rules
    }


def write_items(plan: Plan, profiles: Iterable[Profile], into: Items = PlanItem) -> None:
    """Rows first: whether a person goes whole depends on whether all of the rows do."""
    spare_compiling()
    for profile in profiles:
        for unit in row_units(profile, plan.on):
            _write_rows(plan, profile, unit, into)
        if profile.only is None and profile.judges_people:
            _count_items()
        if profile.judges_people:
            found = judged_people(plan, profile, into)
            if found is not None:
                _insert(into, *found)


def spare_compiling() -> None:
    """To compile such long statements takes PostgreSQL many times as long as to carry them out."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")


def _count_items() -> None:
    """Tell PostgreSQL how many rows there are now, which it is about to look up for each person."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(PlanItem._meta.db_table)}")


def _write_rows(plan: Plan, profile: Profile, unit: RowUnit, into: Items) -> None:
    judging = Judging(
        rows=unit.rows,
        row=unit.model,
        person=unit.person,
        questions=[Question("q", unit.rules, needs_rule=unit.model is Invoice)],
        on=plan.on,
        years=profile.years,
        few=profile.only is not None,
        asked=profile.asked,
        granted=profile.granted,
    )
    found = judging.sql()
    if found is None:
        return
    tables, params = found
    # Only names of ours, numbers and closed words are put together here.
    select = (
        f"SELECT {plan.pk}, '{Part.ROW}', x_uuid, x_subject, x_category, "
        f"'{unit.model._meta.label}', x_row, {verdict_of_rows('q')}, '', "
        f"{'TRUE' if profile.without_rule else 'FALSE'}\n"
        "FROM judged WHERE q_outcome <> '' ORDER BY x_row"
    )
    _insert(into, f"WITH {tables}\n{select}", params)


def _insert(into: Items, select: str, params: list[Any]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, COLUMNS))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(into._meta.db_table)} ({columns})\n{select}", params)


def drop_rows_of_whole_people(plan: Plan) -> None:
    """What is said of the whole person is not said of each row again; vouchers outlive it."""
    items = PlanItem.objects.filter(plan=plan)
    whole = items.filter(part=Part.PERSON).values("subject")
    rows = items.filter(part=Part.ROW, subject__in=whole).exclude(model=Invoice._meta.label)
    rows._raw_delete(rows.db)
