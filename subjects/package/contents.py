"""What of all that is held goes into the package: what was granted, with others' data masked.

Whatever is left out is told where it would stand, with its ground: nothing is missing unseen, but
for what the law forbids to tell of.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import override

from register import gathering, identity_codes
from register.enums import DataCategory
from register.gathering import Column, Part, Row, ShowCode, Stored, Use, Value
from register.models import DataSubject
from subjects.enums import Ground
from subjects.grounds import LAW_RESTRICTS
from subjects.package.statements import Statement, statements
from subjects.package.words import CARD

Mask = Callable[[str, int, str, str], str]  # model, row, column, text: the text as it is given
Shown = Value | Ground  # a ground stands where something is withheld


def as_it_is(_model: str, _row: int, _column: str, text: str) -> str:
    return text


Place = tuple[str, int]  # model and number of a row


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was refused of the copy, each with its ground; a row goes before a category.

    `everything`: the ground of all that was not granted by category or row.
    """

    categories: Mapping[DataCategory, Ground] = field(default_factory=dict)
    rows: Mapping[Place, Ground] = field(default_factory=dict)
    files: Mapping[Place, Ground] = field(default_factory=dict)
    everything: Ground | None = None
    granted_categories: frozenset[DataCategory] = frozenset()
    granted_rows: frozenset[Place] = frozenset()

    def of(self, model: str, row: Row, column: Column) -> Ground | None:
        """A column goes when everything it is has been refused."""
        place = (model, row.number)
        if place in self.files and isinstance(row.values[column.name], Stored):
            return self.files[place]
        if place in self.granted_rows:
            return None
        if place in self.rows:
            return self.rows[place]
        held = row.categories_of(column)
        if held and held <= self.categories.keys():
            return self.categories[min(held)]
        return None if held & self.granted_categories else self.everything

    def is_passed_over(self, model: str, row: Row, columns: Sequence[Column]) -> bool:
        """Nothing of it is given, and that there is a row is not told.

        It falls under what was refused as a whole, of which the letter tells; or the law forbids to
        tell of it (Act 444/2017, ch. 4 s. 4).
        """
        told = [column for column in columns if column.datum] or columns
        grounds = {self.of(model, row, column) for column in told}
        return grounds <= {self.everything, *LAW_RESTRICTS} - {None}


NOTHING_WITHHELD = Withheld()


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
    has_masked: bool = False  # places that tell of other people
    is_to_move: bool = False  # Art. 20, not 15

    def folder_of(self, number: int) -> str:
        """Where the tables of a card lie in the archive."""
        return "csv" if len(self.cards) == 1 else f"csv/{number + 1}"


def contents_of(
    people: Sequence[DataSubject],
    *,
    language: str,
    made_at: datetime,
    reference: str,
    withheld: Withheld = NOTHING_WITHHELD,
    mask: Mask = as_it_is,
    show_code: ShowCode = identity_codes.masked,
    has_masked: bool = False,
) -> Contents:
    """What is given of these cards, all of one person. Words are in the person's language."""
    with override(language):
        cards = [
            Card(
                register=gathering.name_of(person.kept_by.register, language),
                controller=person.kept_by.controller.name,
                statements=statements(person, language, today=localtime(made_at).date()),
                tables=[
                    table_of(part, language, withheld, mask)
                    for part in gathering.parts_of(person, language, show_code=show_code)
                ],
                uses=gathering.uses_of(person),
            )
            for person in people
        ]
    return Contents(language, made_at, reference, cards, has_masked)


def table_of(part: Part, language: str, withheld: Withheld, mask: Mask) -> Table:
    """A part without what is withheld and masked."""
    return Table(
        key=part.key.rpartition(".")[2].lower(),
        title=CARD.said_in(language) if part.key == "register.DataSubject" else part.title,
        columns=part.columns,
        rows=lambda: _rows(part, withheld, mask),
    )


def _rows(part: Part, withheld: Withheld, mask: Mask) -> Iterator[tuple[Shown, ...]]:
    for row in part.rows():
        if not withheld.is_passed_over(part.key, row, part.columns):
            yield tuple(_shown(part.key, row, column, withheld, mask) for column in part.columns)


def _shown(model: str, row: Row, column: Column, withheld: Withheld, mask: Mask) -> Shown:
    value, ground = row.values[column.name], withheld.of(model, row, column)
    if ground in LAW_RESTRICTS:
        return None
    if ground is not None and value is not None:
        return ground
    return mask(model, row.number, column.name, value) if isinstance(value, str) else value
