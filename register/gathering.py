"""Everything that is held on one person, read as the declaration beside each model says.

The only place that gathers it: the access package (Art. 15) and portability (Art. 20) ask here.
Rows come one at a time and are read a portion in one go, so that a person with a hundred thousand
interactions takes no more memory than one with ten.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import pgettext
from django_countries.fields import Country

from register import identity_codes
from register.absorbed import with_absorbed
from register.enums import ONE_OF, DataCategory, SubjectKind
from register.models import Act, ActorKind, DataSubject, JournalEntry, Occasion
from register.personal_data import (
    Datum,
    Declaration,
    PersonalData,
    declared_models,
    rows_of,
    rows_with_a_term_of_their_own,
)
from register.texts import Text, translated_fields

AT_ONCE = 1_000  # rows read in one go


@dataclass(frozen=True, slots=True)
class Coded:
    """A value of a closed vocabulary, or a fact: what a program reads, and what a person does."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A file kept in a row, read when somebody wants it: it may be large."""

    model: type[models.Model]
    number: int
    column: str

    def read(self) -> bytes:
        held = self.model._base_manager.values_list(self.column, flat=True)
        return bytes(held.get(pk=self.number))


@dataclass(frozen=True, slots=True)
class Use:
    """That the data were looked at, given or changed: when, what and why, never by whom."""

    at: datetime
    act: str
    actor: str  # staff, the system
    occasion: str


Value = str | bool | int | date | datetime | Decimal | Coded | Stored | None
ShowCode = Callable[[DataSubject], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a part; without a datum it only explains what the row is."""

    name: str
    label: str
    datum: Datum | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, what it holds where the table does not tell, and its values."""

    number: int
    categories: frozenset[DataCategory]
    values: Mapping[str, Value]

    def categories_of(self, column: Column) -> frozenset[DataCategory]:
        own = column.datum.categories if column.datum else ()
        return frozenset(own) or self.categories


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table that are about the person."""

    key: str  # "register.Interaction"
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]  # read anew each time it is called


def parts_of(
    person: DataSubject, language: str, *, show_code: ShowCode = identity_codes.masked
) -> list[Part]:
    """Every table that may hold something on the person, with every card absorbed into this one.

    Titles and labels are in the language that is active when this is called; names of facts in
    `language`, or in the one they have. A personal identity code is masked unless the caller, who
    then journals that it was read, shows it otherwise.
    """
    people = DataSubject.objects.filter(pk__in=with_absorbed([person.pk]))
    found = [
        *((model, declared_models()[model], rows) for model, rows in rows_of(people)),
        *((model, _declared(model), rows) for model, rows in rows_with_a_term_of_their_own(people)),
    ]
    return [
        part
        for model, said, rows in found
        if (part := _part(model, said, rows, _Reading(language, show_code))).columns
    ]


def _declared(model: type[models.Model]) -> Declaration:
    said: Declaration = model.personal_data  # type: ignore[attr-defined]
    return said


@dataclass(frozen=True, slots=True)
class _Reading:
    """How values are read."""

    language: str
    show_code: ShowCode

    def value(self, row: models.Model, field: "models.Field[Any, Any]") -> Value:
        if isinstance(field, models.BinaryField):
            return Stored(type(row), row.pk, field.name)
        if isinstance(row, DataSubject) and field.name == "identity_code":
            return self.show_code(row) or None
        value = getattr(row, field.name)
        if isinstance(row, DataSubject) and field.name == "kind":
            return Coded(value, str(ONE_OF[SubjectKind(value)]))
        if isinstance(value, models.Model):
            return Coded(str(getattr(value, "key", "")), name_of(value, self.language))
        if isinstance(value, Country):
            return Coded(str(value.code), str(value.name)) if value.code else None
        if field.choices and value not in {"", None}:
            return Coded(str(value), str(dict(field.flatchoices).get(value, value)))
        return None if value == "" else value


def _part(
    model: type[models.Model], said: Declaration, rows: QuerySet[Any], reading: _Reading
) -> Part:
    fields = {field.name: field for field in model._meta.concrete_fields}
    told = [
        Column(name, _label(fields[name]), datum) for name, datum in said.data() if datum.exported
    ]
    explained = said.explained_by if isinstance(said, PersonalData) and told else ()
    columns = (*(Column(name, _label(fields[name]), None) for name in explained), *told)
    return Part(
        key=model._meta.label,
        title=str(capfirst(str(model._meta.verbose_name_plural))),
        columns=columns,
        rows=lambda: _rows(rows, said, columns, fields, reading),
    )


def _label(field: "models.Field[Any, Any]") -> str:
    return str(capfirst(str(field.verbose_name)))


def _rows(
    rows: QuerySet[Any],
    said: Declaration,
    columns: tuple[Column, ...],
    fields: Mapping[str, "models.Field[Any, Any]"],
    reading: _Reading,
) -> Iterator[Row]:
    links = [one.name for one in columns if fields[one.name].is_relation]
    files = [one.name for one in columns if isinstance(fields[one.name], models.BinaryField)]
    when = _when(columns, fields)
    rows = rows.order_by(*when, "pk").defer(*files)
    rows = rows.select_related(*links) if links else rows
    after = Q()
    while portion := list(rows.filter(after)[:AT_ONCE]):
        kinds = _kinds(portion, said)
        for row in portion:
            values = {one.name: reading.value(row, fields[one.name]) for one in columns}
            yield Row(row.pk, kinds.get(row.pk, frozenset()), values)
        after = _after(portion[-1], when)


def _when(columns: tuple[Column, ...], fields: Mapping[str, "models.Field[Any, Any]"]) -> list[str]:
    """The column that tells when it was; without one rows come in the order of their entry."""
    told = ((one.name, fields[one.name]) for one in columns)
    days = [name for name, field in told if isinstance(field, models.DateField) and not field.null]
    return days[:1]


def _after(last: models.Model, when: list[str]) -> Q:
    """What comes after this row in the order of time; of one moment, in the order of entry."""
    after = Q(pk__gt=last.pk)
    for name in when:
        at = getattr(last, name)
        after = Q(**{f"{name}__gte": at}) & (Q(**{f"{name}__gt": at}) | after)
    return after


def _kinds(portion: list[models.Model], said: Declaration) -> dict[int, frozenset[DataCategory]]:
    """What each of these rows holds, where its own kind tells; one question for all of them."""
    if not isinstance(said, PersonalData) or not said.kind:
        return {}
    model, numbers = type(portion[0]), [row.pk for row in portion]
    pairs = model._base_manager.filter(pk__in=numbers).values_list("pk", F(said.kind))
    found: dict[int, frozenset[DataCategory]] = {}
    for number, kind in pairs:
        held = said.kinds.get(kind, ())
        found[number] = found.get(number, frozenset()) | frozenset(held)
    return found


def uses_of(person: DataSubject) -> Callable[[], Iterator[Use]]:
    """What the journal tells of the person, the oldest first; read anew each time it is called.

    Dates and purposes belong in the answer, the names of staff do not (CJEU C-579/21).
    """
    people = DataSubject.objects.filter(pk__in=with_absorbed([person.pk]))
    uuids = list(people.values_list("uuid", flat=True))
    words = {
        "act": {one.value: str(one.label) for one in Act},
        "actor": _actors(),
        "occasion": {one.value: str(one.label) for one in Occasion},
    }
    return lambda: _uses(uuids, words)


def _actors() -> Mapping[str, str]:
    """As the person reads it, who knows no command lines."""
    system = pgettext("actor", "the system")
    return {
        **{one.value: str(one.label) for one in ActorKind},
        ActorKind.COMMAND.value: system,
        ActorKind.JOB.value: system,
        ActorKind.SUBJECT.value: pgettext("actor", "you yourself"),
    }


def _uses(uuids: list[UUID], words: Mapping[str, Mapping[str, str]]) -> Iterator[Use]:
    entries = JournalEntry.objects.filter(uuid__in=uuids).order_by("pk")
    columns = entries.values_list("pk", "at", "act", "actor_kind", "occasion")
    last = 0
    while portion := list(columns.filter(pk__gt=last)[:AT_ONCE]):
        for _number, at, act, actor, occasion in portion:
            why = words["occasion"].get(occasion, "")
            yield Use(at, words["act"][act], words["actor"][actor], why)
        last = portion[-1][0]


def name_of(fact: models.Model, language: str) -> str:
    """What a fact says first, in `language` where it does."""
    texts = [
        getattr(fact, name)
        for name in ("name", *translated_fields(type(fact)))
        if hasattr(fact, name)
    ]
    for text in texts:
        if isinstance(text, Text) and text:
            return text.said_in(language) or str(text)
        if isinstance(text, str) and text:
            return text
    return str(fact)
