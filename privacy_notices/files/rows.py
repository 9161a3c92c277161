"""A register file as rows: what reading makes and loading brings into the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models

from privacy_notices.files import format as f
from register.enums import Language


class Place(NamedTuple):
    """Where something stands in the file."""

    line: int
    path: str


class Reference(NamedTuple):
    """A key that must stand in another table."""

    key: str
    line: int


@dataclass(slots=True)
class Row:
    """A row as the file has it. Values are by column; references are by field, as keys."""

    table: f.Table
    line: int
    path: str
    key: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    references: dict[str, list[Reference]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    children: dict[str, "list[Row]"] = field(default_factory=dict)
    singles: dict[str, "Row"] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)  # of values, by column
    faulty: set[str] = field(default_factory=set)  # columns that could not be read

    def build(self) -> models.Model:
        """The row as an unsaved model instance, references left out."""
        return self.table.model(**({"key": self.key} if self.table.keyed else {}), **self.values)

    def place_of(self, column: str) -> Place:
        """Where a column is written, or should be; the row itself for what concerns all of it."""
        name = name_in_file(self.table, column)
        return self.places.get(column) or Place(self.line, f"{self.path}/{name}".rstrip("/"))


@dataclass(slots=True)
class RegisterFile:
    """A whole file, read."""

    name: str
    register: Row
    controllers: list[Row]
    memberships: dict[str, Row]  # of f.MEMBERSHIP, by the controller's key
    related_companies: list[Row]
    facts: dict[str, list[Row]]
    notice: Row | None
    labels: list[Row]
    sections: list[Row] | None  # None: the file says nothing of sections
    lines: dict[str, int]  # where a table begins, by its name

    @property
    def slug(self) -> str:
        return str(self.register.values.get("slug", ""))

    @property
    def companies(self) -> list[Row]:
        return [*self.controllers, *self.related_companies]

    def every_row(self) -> Iterator[Row]:
        yield self.register
        yield from every_row(self.companies)
        yield from self.memberships.values()
        for rows in self.facts.values():
            yield from every_row(rows)
        if self.notice is not None:
            yield self.notice
        yield from self.labels
        yield from every_row(self.sections or [])


def every_row(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows and all rows below them."""
    for row in rows:
        yield row
        yield from row.singles.values()
        for below in row.children.values():
            yield from every_row(below)


def name_in_file(table: f.Table, column: str) -> str:
    """The name in the file of a model's column; "" for what concerns the whole row."""
    if column in table.names:
        return column
    stem, _underscore, language = column.rpartition("_")
    return stem if language in Language.values and stem in table.names else ""
