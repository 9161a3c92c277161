"""The declaration of personal data: what every column of a row about a person is.

It stands beside the columns (`personal_data = PersonalData(...)` in the model) and drives the
access package (Art. 15), portability (Art. 20), erasure, retention and the comparison of the notice
with what is held. A test fails on any column or relation to a person that nobody decided about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.apps import apps
from django.db import models

from register.enums import DataCategory, Origin


class Erasing(StrEnum):
    """What erasure does."""

    DELETE = "delete"  # the row goes
    BLANK = "blank"  # the column is emptied
    ANONYMISE = "anonymise"  # the column keeps what identifies nobody, such as the year of a day
    KEEP = "keep"  # the column stays as it is


@dataclass(frozen=True, slots=True)
class Datum:
    """A column that holds personal data.

    Without categories of its own it has those of its row (`PersonalData.kinds`).
    """

    categories: tuple[DataCategory, ...] = ()
    origin: Origin = Origin.GIVEN
    exported: bool = True  # into the access package
    erasure: Erasing = Erasing.BLANK


@dataclass(frozen=True, slots=True)
class NotPersonal:
    """A column that says nothing about the person, and why it does not."""

    why: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a model declares."""

    subject: str  # path from the row to its person; "" where the row is the person
    row: Erasing  # DELETE, or KEEP where the row outlives the person and loses its link
    columns: Mapping[str, Datum | NotPersonal]
    # Rows of one table may be of different categories: the path to what tells, and what it tells.
    kind: str = ""
    kinds: Mapping[str, tuple[DataCategory, ...]] = field(default_factory=dict)
    # Without its person, and with its columns blanked as declared, the row identifies nobody.
    stands_alone: bool = False

    def data(self) -> Iterator[tuple[str, Datum]]:
        """The columns that hold personal data."""
        for name, said in self.columns.items():
            if isinstance(said, Datum):
                yield name, said

    def categories(self) -> frozenset[DataCategory]:
        """Every category the model can hold."""
        own = {category for _name, datum in self.data() for category in datum.categories}
        return frozenset(own.union(*self.kinds.values()))


def declared_models() -> dict[type[models.Model], PersonalData]:
    """Every model that holds data on people, of every app."""
    found = {model: getattr(model, "personal_data", None) for model in apps.get_models()}
    return {model: said for model, said in found.items() if isinstance(said, PersonalData)}


# Columns that mean the same in every table.

IDENTIFIER = NotPersonal("a number of ours that means nothing outside this database")
LINK = NotPersonal("says whose the row is, or which fact it points to; the fact has its own words")
MOMENT = NotPersonal("when the row was written, not when anything happened to the person")
