"""The one door for everything destructive: nothing else erases or anonymises a person.

Whoever comes here brings a warrant: which approved decision this is. The door does not decide; it
carries out, set-wise, what the declaration beside each model says (`personal_data.py`), and leaves
one journal entry a person. It works inside the caller's transaction, so that the deed and the
caller's note of it stand or fall together.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from django.db import connection, models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, UUIDField
from django.db.models.expressions import RawSQL
from django.db.models.functions import TruncYear
from django.utils import timezone

from register import journal, search
from register.absorbed import standing_for, with_absorbed
from register.enums import DataCategory
from register.journal import Actor
from register.models import (
    Act,
    ContactPoint,
    DataSubject,
    MarketingBan,
    Occasion,
    SubjectAddress,
)
from register.personal_data import Datum, Erasing, PersonalData, declared_models
from register.support.many_ids import among
from register.suppressions import keep_bans

NOT_HERE = {
    "register.SearchText",  # `search.forget` removes them, with what the index made of them
    "register.Organisation",  # is reached from its people; it is nobody's row
    "register.ImportRow",  # an import that holds the erased is given up, file and all
    "register.ImportOutcome",  # (`imports/leftovers.py`)
}

# A ban, and by what who has one is recognised: before these go, the ban is kept without them.
RECOGNISES_BANS = {
    DataCategory.MARKETING_BAN,
    *(DataCategory.NAME, DataCategory.CUSTOMER_NUMBER),
    *(DataCategory.EMAIL, DataCategory.PHONE, DataCategory.POSTAL_ADDRESS),
}

Counts = Mapping[str, int]  # rows by model, "register.ContactPoint": 3


class Unwarranted(Exception):
    """Raised where somebody would erase without an approved decision, or outside a transaction."""


@dataclass(frozen=True, slots=True)
class Warrant:
    """The approved decision under which data are erased."""

    digest: str  # of the very preview that was approved
    by: Actor
    occasion: Occasion = Occasion.RETENTION
    reference: str = ""  # of the plan or the request


def erase_people(people: Collection[int], *, warrant: Warrant) -> Counts:
    """Erase whole people, by their ids, with every card absorbed into theirs.

    Rows that outlive the person (vouchers) lose their link. Returns how many rows went.
    """
    _check(warrant)
    ids = with_absorbed(people)
    _write_down(Act.ERASED, ids, warrant)
    keep_bans(ids, since=timezone.localdate())
    search.forget(ids)
    counts: dict[str, int] = {}
    them = among(ids)
    for model, said in _parts():
        rows = _rows_of(model, said, them)
        if said.row == Erasing.DELETE:
            counts[model._meta.label] = _delete(rows)
        else:
            rows.update(**{said.subject: None})
    merged = DataSubject.objects.filter(pk__in=them, merged_into__isnull=False)
    merged.update(merged_into=None)
    counts[DataSubject._meta.label] = _delete(DataSubject.objects.filter(pk__in=them))
    return {label: count for label, count in counts.items() if count}


def anonymise_people(people: Collection[int], *, warrant: Warrant) -> Counts:
    """Leave of whole people what identifies nobody: that there was a customer, and in which years.

    The random uuid is drawn anew, so that not even the journal leads to the row any more. Vouchers
    lose their link and keep what is printed on them until their own time is up.
    """
    _check(warrant)
    ids = with_absorbed(people)
    _write_down(Act.ANONYMISED, ids, warrant)
    keep_bans(ids, since=timezone.localdate())
    search.forget(ids)
    counts: dict[str, int] = {}
    them = among(ids)
    for model, said in _parts():
        rows = _rows_of(model, said, them)
        if said.row != Erasing.DELETE:
            rows.update(**{said.subject: None})
        elif said.stands_alone:
            counts[model._meta.label] = _unlink(model, said, rows)
        else:
            counts[model._meta.label] = _delete(rows)
    cards = DataSubject.objects.filter(pk__in=them)
    absorbed = cards.filter(merged_into__isnull=False)
    counts["absorbed"] = _delete(absorbed)
    blank = _blanks(DataSubject, DataSubject.personal_data, set(DataCategory))
    counts[DataSubject._meta.label] = cards.update(**blank, uuid=_NewUuid())
    return {label: count for label, count in counts.items() if count}


def erase_categories(
    people: Collection[int],
    categories: Collection[DataCategory],
    *,
    warrant: Warrant,
    anonymise: bool = False,
    spare: Mapping[str, Collection[int]] | None = None,
) -> Counts:
    """Erase some categories of people's data and leave the rest.

    A row goes when all it holds is of these categories; a column that is also something else stays.
    Vouchers are not touched: they go as rows, when their own time is up. Nor is a row that binds us
    still, as a hold does, or one to `spare`, by model and number. To anonymise means to leave,
    without the person, rows that identify nobody then.
    """
    _check(warrant)
    ids, wanted = with_absorbed(people), set(categories)
    act = Act.ANONYMISED if anonymise else Act.ERASED
    _write_down(act, ids, warrant, {"categories": sorted(wanted)})
    if wanted & RECOGNISES_BANS:
        keep_bans(ids, since=timezone.localdate())
    counts: dict[str, int] = {}
    them = among(ids)
    for model, said in _parts():
        if said.row == Erasing.DELETE:
            rows = _rows_of(model, said, them)
            if said.binds_until:
                rows = rows.filter(**{f"{said.binds_until}__isnull": False})
            if spare and (spared := spare.get(model._meta.label)):
                rows = rows.exclude(pk__in=among(spared))
            if anonymise and said.stands_alone and _is_covered(said, wanted):
                counts[model._meta.label] = _unlink(model, said, rows)
            else:
                counts[model._meta.label] = _erase_from_rows(model, said, rows, wanted)
    blank = _blanks(DataSubject, DataSubject.personal_data, wanted)
    if blank:
        cards = DataSubject.objects.filter(pk__in=them)
        counts[DataSubject._meta.label] = cards.update(**blank)
    search.index(ids)
    return {label: count for label, count in counts.items() if count}


def erase_rows(
    model: type[models.Model], rows: Collection[int], *, warrant: Warrant, anonymise: bool = False
) -> Counts:
    """Erase single rows, such as invoices whose own time is up.

    To anonymise a row means to cut its link and blank what identifies; a row that cannot be without
    its person goes.
    """
    _check(warrant)
    said = declared_models()[model]
    chosen = model._default_manager.filter(pk__in=among(rows))
    with_person = chosen.filter(**{f"{said.subject}__isnull": False})
    ids = sorted(set(with_person.values_list(said.subject, flat=True)))
    act = Act.ANONYMISED if anonymise else Act.ERASED
    _write_down(act, ids, warrant, {"model": model._meta.label})
    if model in (MarketingBan, ContactPoint, SubjectAddress):
        keep_bans(ids, since=timezone.localdate())
    count = _unlink(model, said, chosen) if anonymise and said.stands_alone else _delete(chosen)
    if model in (ContactPoint, SubjectAddress):
        search.index(ids)  # nobody is found by what went
    return {model._meta.label: count}


def rows_of_each(people: Collection[int]) -> Counter[int]:
    """How many rows each of these people has, the card and absorbed cards with theirs."""
    whose = standing_for(people)
    found = Counter(whose.values())
    them = among(whose)
    for model, said in _parts():
        if said.row == Erasing.DELETE:
            rows = model._base_manager.filter(**{f"{said.subject}__in": them}).order_by()
            of_each = rows.values_list(said.subject).annotate(rows=Count("pk"))
            for person, count in of_each:
                found[whose[person]] += count
    return found


def _check(warrant: Warrant) -> None:
    if not warrant.digest:
        raise Unwarranted("Nothing is erased without the digest of an approved preview.")
    if not connection.in_atomic_block:
        raise Unwarranted("Erasing belongs into the transaction that notes it.")


def _write_down(
    act: Act, ids: Collection[int], warrant: Warrant, detail: Mapping[str, Any] | None = None
) -> None:
    journal.record_many(
        act,
        ids,
        by=warrant.by,
        occasion=warrant.occasion,
        reference=warrant.reference,
        detail=detail,
    )


# What the declaration says


def _parts() -> Iterator[tuple[type[models.Model], PersonalData]]:
    """Every table with rows of people but the people's own, those that point to others first."""
    declared = {
        model: said
        for model, said in declared_models().items()
        if said.subject and model._meta.label not in NOT_HERE
    }
    points_to = {
        model: {
            other
            for other in declared
            if any(field.related_model is other for field in model._meta.concrete_fields)
        }
        for model in declared
    }
    for model in reversed(list(TopologicalSorter(points_to).static_order())):
        yield model, declared[model]


def _rows_of(model: type[models.Model], said: PersonalData, ids: RawSQL) -> QuerySet[Any]:
    whose = Q(**{f"{said.subject}__in": ids})
    for path in said.also:
        whose |= Q(**{f"{path}__in": ids})
    return model._base_manager.filter(whose)


def _unlink(model: type[models.Model], said: PersonalData, rows: QuerySet[Any]) -> int:
    """Leave the rows as figures that are nobody's."""
    blank = _blanks(model, said, set(DataCategory))
    return int(rows.update(**blank, **{said.subject: None}))


def _erase_from_rows(
    model: type[models.Model],
    said: PersonalData,
    rows: QuerySet[Any],
    wanted: Collection[DataCategory],
) -> int:
    if said.kinds:
        return _delete(_of_kinds(model, said, rows, wanted))
    if _is_covered(said, wanted):
        return _delete(rows)
    blank = _blanks(model, said, wanted)
    return int(rows.update(**blank)) if blank else 0


def _is_covered(said: PersonalData, wanted: Collection[DataCategory]) -> bool:
    """All that a row holds is wanted. What holds nothing, as of a merge, goes with the person."""
    held = said.categories()
    return bool(held) and held <= set(wanted)


def _of_kinds(
    model: type[models.Model],
    said: PersonalData,
    rows: QuerySet[Any],
    wanted: Collection[DataCategory],
) -> QuerySet[Any]:
    """Rows of which every category is wanted. A row of no known category is kept, and looked at."""
    covered = [kind for kind, held in said.kinds.items() if set(held) <= set(wanted)]
    some = Q(**{f"{said.kind}__in": covered})
    if "__" not in said.kind:
        return rows.filter(some)
    these = model._base_manager.filter(pk=OuterRef("pk"))
    others = [kind for kind in said.kinds if kind not in covered]
    return rows.filter(
        Exists(these.filter(some)), ~Exists(these.filter(**{f"{said.kind}__in": others}))
    )


def _blanks(
    model: type[models.Model], said: PersonalData, wanted: Collection[DataCategory]
) -> dict[str, Any]:
    """What the columns of wanted categories become."""
    found = {}
    for name, datum in said.data():
        if set(datum.categories) <= set(wanted) and datum.erasure != Erasing.KEEP:
            found[name] = _blank(_column(model, name), datum)
    return found


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.name == name)


def _blank(field: "models.Field[Any, Any]", datum: Datum) -> Any:
    if datum.erasure == Erasing.ANONYMISE:  # a day keeps its year
        return TruncYear(F(field.name), output_field=models.DateField())
    if field.null:
        return None
    return field.get_default() if field.has_default() else ""


class _NewUuid(Func):
    """A random uuid for each row, drawn by the database."""

    output_field = UUIDField()
    arity = 0

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return "gen_random_uuid()", []

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return "lower(hex(randomblob(16)))", []


def _delete(rows: QuerySet[Any]) -> int:
    """Set-wise, past the collector: it would fetch every row and log each."""
    return int(rows._raw_delete(rows.db) or 0)  # None where Django knows that there are none
