"""What of all that is held goes into the package: what was granted, with others' data masked.

Whatever is left out is told where it would stand, with its ground: nothing is missing unseen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import override

from register import gathering, identity_codes
from register.enums import DataCategory
from register.gathering import Column, Part, Row, ShowCode, Use, Value
from register.models import DataSubject
from subjects.enums import Ground
from subjects.package.statements import Statement, statements
from subjects.package.words import CARD

Mask = Callable[[str, int, str, str], str]  # model, row, column, text: the text as it is given
Shown = Value | Ground  # a ground stands where something is withheld


def as_it_is(_model: str, _row: int, _column: str, text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was refused of the copy, by category or row, each with its ground."""

    categories: Mapping[DataCategory, Ground] = field(default_factory=dict)
    rows: Mapping[tuple[str, int], Ground] = field(default_factory=dict)

    def of_row(self, model: str, row: Row) -> Ground | None:
        return self.rows.get((model, row.number))

    def of_column(self, column: Column, row: Row) -> Ground | None:
        """A column goes when everything it is has been refused."""
        held = row.categories_of(column)
        if held and held <= self.categories.keys():
            return self.categories[min(held)]
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package; a row's values in the order of the columns."""

    key: str  # "interaction": the name of its file and of its place in data.json
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple[Shown, ...]]]


@dataclass(frozen=True, slots=True)
class Card:
    """What one controller's register holds on the person."""

    register: str
    controller: str
    statements: Sequence[Statement]
    tables: Sequence[Table]
    uses: Callable[[], Iterator[Use]]  # when and why the data were used (CJEU C-579/21)


@dataclass(frozen=True, slots=True)
class Contents:
    """A package before it is written: the same cards give the same bytes."""

    language: str
    made_at: datetime
    reference: str  # of the request
    cards: Sequence[Card]


def contents_of(
    people: Sequence[DataSubject],
    *,
    language: str,
    made_at: datetime,
    reference: str,
    withheld: Withheld = Withheld(),
    mask: Mask = as_it_is,
    show_code: ShowCode = identity_codes.masked,
) -> Contents:
    """What is given of these cards, all of one person. Words are in the person's language."""
    with override(language):
        cards = [
            Card(
                register=gathering.name_of(person.kept_by.register, language),
                controller=person.kept_by.controller.name,
                statements=statements(person, language, today=localtime(made_at).date()),
                tables=[
                    _table(part, language, withheld, mask)
                    for part in gathering.parts_of(person, language, show_code=show_code)
                ],
                uses=gathering.uses_of(person),
            )
            for person in people
        ]
    return Contents(language, made_at, reference, cards)


def _table(part: Part, language: str, withheld: Withheld, mask: Mask) -> Table:
    return Table(
        key=part.key.rpartition(".")[2].lower(),
        title=CARD.said_in(language) if part.key == "register.DataSubject" else part.title,
        columns=part.columns,
        rows=lambda: _rows(part, withheld, mask),
    )


def _rows(part: Part, withheld: Withheld, mask: Mask) -> Iterator[tuple[Shown, ...]]:
    for row in part.rows():
        ground = withheld.of_row(part.key, row)
        yield tuple(
            _shown(part.key, row, column, ground or withheld.of_column(column, row), mask)
            for column in part.columns
        )


def _shown(model: str, row: Row, column: Column, ground: Ground | None, mask: Mask) -> Shown:
    value = row.values[column.name]
    if ground is not None and value is not None:
        return ground
    return mask(model, row.number, column.name, value) if isinstance(value, str) else value
