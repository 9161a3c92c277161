"""A comparison as people read it: what came, went, moved or changed, under the names on screens.

Values are told in words of the active language, texts each in its own with the changed words
marked. Pure: `compare.py` finds the differences, this puts them in order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from django.db import models
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from privacy_notices.compare import (
    INSIDE_NOTICE,
    TABLES,
    Change,
    Kind,
    Plain,
    contents,
    field_label,
    name_of,
    said,
    what,
)
from privacy_notices.files import format as f
from privacy_notices.files.columns import Column, column, is_country
from privacy_notices.printed_facts import is_printed
from privacy_notices.word_marks import Mark, Piece, elided, marked, replaced
from register.enums import Language, YesNo
from register.gaps import BASICS_AREA
from register.texts import Text

Names = Mapping[tuple[str, str], Text]
Facts = Mapping[tuple[str, str, str], datetime | None]


@dataclass(frozen=True, slots=True)
class Line:
    """What changed in a value, or in a text in one language."""

    pieces: Sequence[Piece]
    language: str = ""

    @property
    def language_name(self) -> str:
        return capfirst(str(Language(self.language).label)) if self.language else ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of a row, under the name that screens have for it."""

    label: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what happened to it."""

    kind: Kind
    what: str
    name: str
    inside: str
    facts: Sequence[Fact]
    below: Sequence["Row"]  # what came or went with it
    places: tuple[str, str]  # where it stood among its like, where it stands
    is_printed: bool
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one table."""

    label: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Comparison:
    """Two states side by side. `language` limits the texts; "" is all of them."""

    before: Plain
    after: Plain
    language: str = ""
    since: Facts = field(default_factory=dict)  # by fact; where nothing is known, nothing is told
    names: Names = field(default_factory=dict)  # of rows that neither state holds

    def groups(self, changes: Iterable[Change]) -> list[Group]:
        tables: dict[str, list[Change]] = {}
        for change in self._wanted(changes):
            tables.setdefault(_table_of(change), []).append(change)
        return [Group(table_label(name), self._rows(told)) for name, told in tables.items()]

    def _wanted(self, changes: Iterable[Change]) -> list[Change]:
        return [
            c for c in changes if not (self.language and c.language) or c.language == self.language
        ]

    def _rows(self, changes: Sequence[Change]) -> list[Row]:
        """One for each row and what happened to it, in the order of the file."""
        rows: dict[tuple[str, bool], list[Change]] = {}
        for change in changes:
            rows.setdefault((change.path, change.kind == Kind.MOVED), []).append(change)
        return [self._row(told) for told in rows.values()]

    def _row(self, told: Sequence[Change]) -> Row:
        first = told[0]
        is_whole = first.kind in (Kind.ADDED, Kind.REMOVED)
        inner = self._wanted(contents(first) if is_whole else told)
        days = [day for change in told if (day := self.since.get(change.fact))]
        return Row(
            kind=first.kind,
            what=capfirst(what(first)),
            name=said(first.name, _active()),
            inside=said(first.inside, _active()),
            facts=self._facts([change for change in inner if change.field], marks=not is_whole),
            below=[self._row([change]) for change in inner if is_whole and not change.field],
            places=(first.before, first.after) if first.kind == Kind.MOVED else ("", ""),
            is_printed=any(is_printed(change, self.before, self.after) for change in told),
            since=min(days, default=None),
        )

    def _facts(self, changes: Sequence[Change], *, marks: bool) -> list[Fact]:
        facts = []
        for _fact, group in groupby(changes, lambda change: change.fact):
            run = list(group)
            label = capfirst(field_label(run[0].table, run[0].field))
            facts.append(Fact(label, [self._line(change, marks=marks) for change in run]))
        return facts

    def _line(self, change: Change, *, marks: bool) -> Line:
        if change.language:
            pieces = elided(marked(change.before, change.after))
            words = change.after or change.before
        else:
            before, after = (self._values(change, raw) for raw in (change.before, change.after))
            pieces = replaced(before, after)
            words = ", ".join(after or before)
        return Line(pieces if marks else [Piece(Mark.SAME, words)], change.language)

    # Values in words

    def _values(self, change: Change, raw: str) -> list[str]:
        table, name = change.table, change.field
        several = [one for one in raw.split(", ") if one]
        if name in table.references or name == "only":
            of_table = table.references.get(name, "")
            names = [(key, self._all_names.get((of_table, key))) for key in several]
            return [said(name, _active()) if name else key for key, name in names]
        if name in table.lists:
            listed = table.lists[name]
            found = column(listed.model, listed.column)
            return [value_in_words(found, one) for one in several]
        words = value_in_words(column(table.model, name), raw)
        return [words] if words else []

    @cached_property
    def _all_names(self) -> dict[tuple[str, str], Text]:
        """Names by table and key, today's before those of old; by key alone for "" as table."""
        names = dict(self.names)
        for plain in (self.before, self.after):
            for table in (f.CONTROLLERS, f.RELATED_COMPANIES, *f.FACTS):
                rows = plain.get(table.name) or ()
                if table.model is f.CONTROLLERS.model:
                    contacts = [one for row in rows for one in row.get("contacts") or ()]
                    names |= _names_of(f.CONTACTS, contacts) | _names_of(f.CONTROLLERS, rows)
                else:
                    names |= _names_of(table, rows)
        return names


def _names_of(table: f.Table, rows: Iterable[Plain]) -> dict[tuple[str, str], Text]:
    named = {row["key"]: name_of(row, table) for row in rows}
    return {(known_as, key): name for key, name in named.items() for known_as in (table.name, "")}


def value_in_words(found: Column, raw: str) -> str:
    """A plain value as screens have it; what a file leaves out has its default."""
    if isinstance(found, models.BooleanField):
        is_so = raw == "True" if raw else bool(found.get_default())
        return str(YesNo.YES.label if is_so else YesNo.NO.label)
    raw = raw or str(found.get_default() or "")
    if is_country(found):
        return str(countries.name(raw)) or raw
    if raw and isinstance(found, models.DateField):
        return formats.date_format(date.fromisoformat(raw), "SHORT_DATE_FORMAT")
    return str(dict(found.flatchoices).get(raw, raw))


# What things are called


def _active() -> str:
    return get_language() or Language.FI.value


def _table_of(change: Change) -> str:
    first, *below = change.path.split("/")
    return f"{first}/{below[0]}" if first == f.NOTICE.name and below else first


def table_label(name: str) -> str:
    """The heading over the changes of a table."""
    if name == f.REGISTER.name:
        return str(BASICS_AREA.label)
    if name == f.RELATED_COMPANIES.name:
        return _("Other companies")
    table = INSIDE_NOTICE.get(name.partition("/")[2]) or TABLES[name]
    names = table.model._meta
    return capfirst(str(names.verbose_name if table is f.NOTICE else names.verbose_name_plural))
