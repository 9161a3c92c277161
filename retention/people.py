"""Whole people and the categories on their cards, judged together: the SELECT of a plan's items."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    Expression,
    F,
    Field,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from register.enums import DataCategory
from register.models import Attribute, DataSubject, Disclosure, Invoice
from register.personal_data import Datum, Erasing, PersonalData, declared_models
from retention import grants
from retention.drafts import DraftItem
from retention.enums import Trigger
from retention.judging import Judging, Question, literal, null_day, null_number
from retention.models import GrantedErasure, Hold, HoldReason, Kept, Outcome, Part, Plan, PlanItem
from retention.parts import OWN_EVENT, Profile
from retention.stopping import COLUMNS, held, holds_in_force, just_merged, verdict

GOES = f"('{Outcome.ERASE}', '{Outcome.ANONYMISE}')"
STOPPED = (Kept.HOLD, Kept.RESTRICTION, Kept.MERGE)
EMPTY = "''"
CLOCK = DataCategory.RELATIONSHIP
Items = type[PlanItem] | type[DraftItem]  # where what is said of rows stands
# Judged as rows of their own, or kept for the sake of the person's other data.
NOT_ON_THE_CARD = (Attribute, Disclosure, Hold, GrantedErasure)


def judged_people(
    plan: Plan, profile: Profile, items: Items = PlanItem
) -> tuple[str, list[Any]] | None:
    """SELECT of the items on whole people and on categories, in the order of people."""
    on_card = held_on_card(profile)
    questions = {
        f"q{place}": (Question(f"q{place}", rules), [one for one in categories if one in on_card])
        for place, (rules, categories) in enumerate(profile.groups.items())
    }
    asked = {name: told for name, told in questions.items() if told[1]}
    judging = Judging(
        rows=_people(plan, profile, on_card, items),
        row=DataSubject,
        person="",
        questions=[question for question, _categories in asked.values()],
        on=plan.on,
        years=profile.years,
        few=profile.only is not None,
        asked=profile.asked,
        granted=profile.granted,
    )
    found = judging.sql()
    if found is None:
        return None
    tables, params = found
    of_names = {name: categories for name, (_question, categories) in asked.items()}
    selects = [_whole_person(plan, profile, of_names)]
    for question, categories in asked.values():
        selects += [_category(plan, profile, question, one) for one in categories]
    parts = "\nUNION ALL\n".join(selects)
    columns = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    return (
        f"WITH {tables},\nwhole AS MATERIALIZED ({_whole(of_names)}),\n"
        f"parts ({columns}, place) AS ({parts})\n"
        f"SELECT {columns} FROM parts ORDER BY subject, place",
        params,
    )


# What is asked of the cards


def _people(
    plan: Plan, profile: Profile, on_card: Mapping[DataCategory, Q], items: Items
) -> "QuerySet[Any]":
    told = {
        "x_subject": F("pk"),
        "x_uuid": F("uuid"),
        "x_hold": held("pk", asked=profile.asked),
        "x_any_hold": Exists(holds_in_force(asked=profile.asked).filter(subject=OuterRef("pk"))),
        "x_restricted": _is(Q(restricted_at__isnull=False) & profile.unless_asked),
        "x_merged": _is(just_merged("pk", plan.on) & profile.unless_asked),
        "x_rows_left": _is(_rows_left(profile, items._default_manager.filter(plan=plan.pk))),
        **{f"h_{category}": _is(told) for category, told in on_card.items()},
    }
    people = DataSubject.objects.filter(profile.people(plan.on)).order_by()
    answer: QuerySet[Any] = people.annotate(**told).values(*told)
    return answer


def held_on_card(profile: Profile) -> dict[DataCategory, Q]:
    """The categories a card can hold, and whether it does: what erasing would take away.

    Of the relationship only what is not a clock: everybody stands in some relationship.
    """
    found: dict[DataCategory, list[Q]] = {CLOCK: []}
    for category, told in _in_columns():
        if category != CLOCK:
            found.setdefault(category, []).append(told)
    for model, said in declared_models().items():
        if said.subject != "subject" or said.row != Erasing.DELETE or model in NOT_ON_THE_CARD:
            continue
        if model._meta.pk.is_relation:
            continue  # search words: they follow from the rest
        if profile.judged_by_row(model):
            continue
        for category, rows in _in_rows(model, said):
            found.setdefault(category, []).append(Q(Exists(rows)))
    nothing = Q(pk__in=[])
    return {
        category: _on_any_card(profile, reduce(or_, found[category], nothing))
        for category in DataCategory
        if category in found
    }


def _on_any_card(profile: Profile, told: Q) -> Q:
    """On the person's card, or left on one that was merged into it."""
    held = told
    for into in profile.cards[1:]:
        absorbed = DataSubject.objects.filter(told, profile.absorbed(into))
        held |= Q(pk__in=absorbed.order_by().values(into))
    return held


def _in_columns() -> Iterator[tuple[DataCategory, Q]]:
    fields = {field.name: field for field in DataSubject._meta.concrete_fields}
    for name, datum in DataSubject.personal_data.data():
        if _is_blanked(datum):
            for category in datum.categories:
                yield category, _is_filled(fields[name])


def _is_blanked(datum: Datum) -> bool:
    return datum.erasure == Erasing.BLANK


def _is_filled(field: "Field[Any, Any]") -> Q:
    if field.null:
        return Q(**{f"{field.name}__isnull": False})
    if field.get_internal_type() == "BooleanField":
        return Q(**{field.name: True})
    return ~Q(**{field.name: ""})


def _in_rows(
    model: type[Model], said: PersonalData
) -> Iterator[tuple[DataCategory, "QuerySet[Any]"]]:
    rows = model._base_manager.filter(**{said.subject: OuterRef("pk")})
    kinds: dict[DataCategory, list[str]] = {}
    for kind, categories in said.kinds.items():
        for category in categories:
            kinds.setdefault(category, []).append(kind)
    for category, of_category in kinds.items():
        yield category, rows.filter(**{f"{said.kind}__in": of_category})
    if not kinds:
        for category in sorted(said.categories()):
            yield category, rows


def _rows_left(profile: Profile, items: "QuerySet[Any]") -> Q:
    """Whether a row that is judged by itself has to stay. Those that a hold stops do not count."""
    by_themselves: list[type[Model]] = [Attribute, Disclosure]
    others = {*OWN_EVENT, *profile.decided_by_row} - set(by_themselves)
    by_themselves += [model for model in others if profile.judged_by_row(model)]
    left = Q(pk__in=[])
    if profile.asked:  # a voucher that was refused keeps its person: nothing else remembers why
        refused = items.filter(model=Invoice._meta.label, kept=Kept.REFUSED)
        left |= Q(Exists(refused.filter(subject=OuterRef("pk"))))
    if profile.granted:
        left |= _vouchers_outside(profile)
    items = items.filter(Q(outcome__in=[Outcome.ERASE, Outcome.ANONYMISE]) | Q(kept__in=STOPPED))
    for model in by_themselves:
        of_rows = items.filter(model=model._meta.label, row=OuterRef("pk"))
        goes = of_rows.filter(subject=OuterRef("subject_id"))
        rows = model._base_manager.filter(~Exists(goes), subject=OuterRef("pk"))
        left |= Q(Exists(rows))
        for into in profile.cards[1:]:  # rows of cards that were merged into the person's
            person = f"subject__{into}"
            goes = of_rows.filter(subject=OuterRef(f"{person}_id"))
            rows = model._base_manager.filter(~Exists(goes), profile.absorbed(person))
            left |= Q(pk__in=rows.order_by().values(person))
    return left


def _vouchers_outside(profile: Profile) -> Q:
    """A voucher that was refused keeps its person, as on the day of the grant."""
    rows = Invoice.objects.filter(~Exists(grants.of_voucher("pk")))
    left = Q(Exists(rows.filter(subject=OuterRef("pk"))))
    for into in profile.cards[1:]:
        person = f"subject__{into}"
        of_absorbed = rows.filter(profile.absorbed(person))
        left |= Q(pk__in=of_absorbed.order_by().values(person))
    return left


# What is said of them


def _whole(questions: Mapping[str, list[DataCategory]]) -> str:
    """The judged people, with whether all of them has to go, and by which of the questions."""
    holds = {name: _holds_any(categories) for name, categories in questions.items()}
    goes = " AND ".join(f"(NOT {holds[name]} OR {name}_outcome IN {GOES})" for name in questions)
    anonymises = " OR ".join(
        f"({holds[name]} AND {name}_outcome = '{Outcome.ANONYMISE}')" for name in questions
    )
    day = literal(date.min)
    days = [
        f"CASE WHEN {holds[name]} THEN COALESCE({name}_due_on, {day}) ELSE {day} END"
        for name in questions
    ]
    greatest = "GREATEST" if connection.vendor == "postgresql" else "max"
    last = f"{greatest}({', '.join([*days, day])})"
    something = " OR ".join(f"h_{one}" for categories in questions.values() for one in categories)
    return (
        "SELECT judged.*,\n"
        f"  CASE WHEN {goes} AND NOT x_rows_left AND (x_hold OR NOT x_any_hold)\n"
        "    THEN 1 ELSE 0 END AS w_goes,\n"
        f"  CASE WHEN {anonymises} THEN 1 ELSE 0 END AS w_anonymises,\n"
        f"  CASE WHEN {something} THEN 1 ELSE 0 END AS w_something,\n"
        f"  {last} AS w_day\n"
        "FROM judged"
    )


def _holds_any(categories: list[DataCategory]) -> str:
    if CLOCK in categories:
        return "(1 = 1)"
    return f"({' OR '.join(f'h_{one}' for one in categories)})"


def _whole_person(plan: Plan, profile: Profile, questions: Mapping[str, list[DataCategory]]) -> str:
    """An anonymised card is not anonymised again: nothing is held on it any more."""

    def of_last(column: str, none: str) -> str:
        whens = " ".join(
            f"WHEN {_holds_any(categories)} AND {name}_due_on = w_day THEN {name}_{column}"
            for name, categories in questions.items()
        )
        return f"CASE {whens} ELSE {none} END"

    stopped = "(x_hold OR x_restricted OR x_merged)"
    due = f"NULLIF(w_day, {literal(date.min)})" if profile.without_rule else "w_day"
    return (
        f"SELECT {plan.pk}, '{Part.PERSON}', x_uuid, x_subject, '', '', {null_number()},\n"
        f"  CASE WHEN {stopped} THEN '{Outcome.KEEP}' WHEN w_anonymises = 1 "
        f"THEN '{Outcome.ANONYMISE}' ELSE '{Outcome.ERASE}' END,\n"
        f"  CASE WHEN x_hold THEN '{Kept.HOLD}' WHEN x_restricted THEN '{Kept.RESTRICTION}' "
        f"WHEN x_merged THEN '{Kept.MERGE}' ELSE '' END,\n"
        f"  {of_last('rule', null_number())}, {of_last('trigger', EMPTY)},\n"
        f"  {of_last('event', null_day())}, {due}, {null_day()}, {null_number()}, '', "
        f"{_truth(profile.without_rule)}, -1\n"
        "FROM whole WHERE w_goes = 1 AND (w_anonymises = 0 OR w_something = 1)"
    )


def _category(plan: Plan, profile: Profile, question: Question, category: DataCategory) -> str:
    """What is said of one category of those who do not go whole."""
    name = question.name
    in_force = "lifted_on IS NULL"
    if profile.asked:
        in_force += f" AND reason <> '{HoldReason.REQUEST}'"
    of_category = _exists(
        Hold._meta.db_table, "subject_id", f"{in_force} AND category = '{category}'"
    )
    hold = f"(x_hold OR (x_any_hold AND {of_category}))"
    if category == DataCategory.OTHER:  # holds themselves are such data
        hold = f"({hold} OR (x_any_hold AND NOT x_restricted))"
    where = f"w_goes = 0 AND h_{category} AND {name}_outcome <> ''"
    if category == CLOCK:
        where = f"w_goes = 0 AND w_something = 1 AND {name}_outcome <> ''"
    elif not profile.asked and any(Trigger.EVENT in one.triggers for one in question.periods):
        # Disclosures have days of their own: they go first, row by row.
        rows = _exists(Disclosure._meta.db_table, "subject_id", f"category = '{category}'")
        where += f" AND NOT ({name}_outcome IN {GOES} AND {rows})"
    place = list(DataCategory).index(category)
    says = verdict(name, hold, "x_restricted", "x_merged", stays=category == CLOCK)
    return (
        f"SELECT {plan.pk}, '{Part.CATEGORY}', x_uuid, x_subject, '{category}', '', "
        f"{null_number()}, {says}, '', {_truth(profile.without_rule)}, {place}\n"
        f"FROM whole WHERE {where}"
    )


def _truth(said: bool) -> str:
    return "TRUE" if said else "FALSE"


def _exists(table: str, column: str, told: str) -> str:
    name = connection.ops.quote_name(table)
    return f"EXISTS (SELECT 1 FROM {name} o WHERE o.{column} = x_subject AND {told})"  # noqa: S608


def _is(told: Q) -> Expression:
    return Case(When(told, then=Value(True)), default=Value(False), output_field=BooleanField())
