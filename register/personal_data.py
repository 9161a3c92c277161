"""The declaration of personal data: what every column of a row about a person is.

It stands beside the columns (`personal_data = PersonalData(...)` in the model) and drives the
access package (Art. 15), portability (Art. 20), erasure, retention and the comparison of the notice
with what is held. A test fails on any column or relation to a person that nobody decided about.
Staff, contact persons and addressees of mail are people too: their models declare `OtherPeople`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from register.enums import DataCategory, Language, Origin


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


class Declaration:
    """What a model says of each of its columns."""

    __slots__ = ()
    columns: Mapping[str, Datum | NotPersonal]

    def data(self) -> Iterator[tuple[str, Datum]]:
        """The columns that hold personal data."""
        for name, said in self.columns.items():
            if isinstance(said, Datum):
                yield name, said


@dataclass(frozen=True, slots=True)
class PersonalData(Declaration):
    """What a model declares whose rows are about the people of a register."""

    subject: str  # path from the row to its person; "" where the row is the person
    row: Erasing  # DELETE, or KEEP where the row outlives the person and loses its link
    columns: Mapping[str, Datum | NotPersonal]
    # Rows of one table may be of different categories: the path to what tells, and what it tells.
    kind: str = ""
    kinds: Mapping[str, tuple[DataCategory, ...]] = field(default_factory=dict)
    also: tuple[str, ...] = ()  # paths to other people the row is about
    # Without its person, and with its columns blanked as declared, the row identifies nobody.
    stands_alone: bool = False
    # Empty as long as the row binds us: until then it does not go with its category.
    binds_until: str = ""
    explained_by: tuple[str, ...] = ()  # links to facts that tell what the row is

    def categories(self) -> frozenset[DataCategory]:
        """Every category the model can hold."""
        own = {category for _name, datum in self.data() for category in datum.categories}
        return frozenset(own.union(*self.kinds.values()))


@dataclass(frozen=True, slots=True)
class OtherPeople(Declaration):
    """What a model declares that holds data on staff, contact persons, addressees of mail.

    The erasure of a person does not go through these rows; `until` says when their data go. Nor
    does the access package, unless `found_by` leads from the row to people of a register: what they
    asked of us is theirs to read, and outlives their card. `found_once` leads to the moment from
    which on it is known that they asked: until then it may be somebody else's, and is given to
    nobody (Art. 15(4)). The audit log masks them alike.
    """

    who: str
    until: str
    columns: Mapping[str, Datum | NotPersonal]
    found_by: str = ""  # path from the row to the people it may be about
    found_once: str = ""


def declared_models() -> dict[type[models.Model], PersonalData]:
    """Every model that holds data on the people of a register, of every app."""
    found = {model: getattr(model, "personal_data", None) for model in apps.get_models()}
    return {model: said for model, said in found.items() if isinstance(said, PersonalData)}


def declaration_of(model: type[models.Model]) -> Declaration | None:
    """What a model says of people, customers or others; None where it holds nobody."""
    said = getattr(model, "personal_data", None)
    return said if isinstance(said, Declaration) else None


def in_languages(said: Datum | NotPersonal, *names: str) -> dict[str, Datum | NotPersonal]:
    """The same of every language of texts."""
    return {f"{name}_{language}": said for name in names for language in Language.values}


# The people a row is about, and what is held on them


def rows_of(people: QuerySet[Any]) -> Iterator[tuple[type[models.Model], QuerySet[Any]]]:
    """Everything held on these people, model by model: one query a model, whoever they are.

    Rows of organisations come once, although several of the people may stand for the same one.
    """
    chosen = people.order_by().values("pk")
    for model, said in declared_models().items():
        path = f"{said.subject}__in" if said.subject else "pk__in"
        rows = model._base_manager.filter(**{path: chosen})
        many = said.subject and not _leads_to_one(model, said.subject)
        yield model, rows.distinct() if many else rows


def rows_with_a_term_of_their_own(
    people: QuerySet[Any],
) -> Iterator[tuple[type[models.Model], QuerySet[Any]]]:
    """What is about these people and goes by a period of its own, such as their requests.

    For the access package only: erasing a person leaves these rows.
    """
    chosen = people.order_by().values("pk")
    for model in apps.get_models():
        said = getattr(model, "personal_data", None)
        if isinstance(said, OtherPeople) and said.found_by:
            found = model._base_manager.filter(**{f"{said.found_by}__in": chosen})
            if said.found_once:
                found = found.filter(**{f"{said.found_once}__isnull": False})
            yield model, found.distinct()


def categories_held(people: QuerySet[Any]) -> set[DataCategory]:
    """The categories of data that really are held on these people: what columns are filled in.

    A bounded number of queries, none of which counts.
    """
    held: set[DataCategory] = set()
    for model, rows in rows_of(people):
        said = declared_models()[model]
        for categories, filled in _questions(model, said):
            if not set(categories) <= held and rows.filter(filled).exists():
                held.update(categories)
    return held


def categories_held_at(
    places: Collection[int],
    among: Collection[DataCategory],
    *,
    without: Collection[type[models.Model]] = (),
) -> set[DataCategory]:
    """Which of some categories are held on anybody kept in these places.

    Asks about nothing else, and not by way of the people, who may be a million: each question is
    answered by an index, or by the first row. A column of several categories is asked about where
    all of them are meant. Models in `without` are not looked into.
    """
    held: set[DataCategory] = set()
    for model, said in declared_models().items():
        if model in without:
            continue
        columns = {field.name for field in model._meta.concrete_fields}
        path = "kept_by" if "kept_by" in columns else f"{said.subject}__kept_by"
        rows = model._base_manager.filter(**{f"{path}__in": places})
        for categories, filled in _questions(model, said):
            is_new = set(categories) <= set(among) and not set(categories) <= held
            if is_new and rows.filter(filled).exists():
                held.update(categories)
    return held


def _questions(
    model: type[models.Model], said: PersonalData
) -> Iterator[tuple[tuple[DataCategory, ...], Q]]:
    """What is held if any row is such."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    for kind, categories in said.kinds.items():
        yield categories, Q(**{said.kind: kind})
    by_category: dict[tuple[DataCategory, ...], Q] = {}
    for name, datum in said.data():
        follows_from_others = datum.origin == Origin.DERIVED and not datum.exported
        if datum.categories and not follows_from_others:
            filled = _is_filled(fields[name])
            by_category[datum.categories] = by_category.get(datum.categories, Q()) | filled
    yield from by_category.items()


def _is_filled(field: "models.Field[Any, Any]") -> Q:
    if field.null:
        return Q(**{f"{field.name}__isnull": False})
    if isinstance(field, models.BooleanField):
        return Q(**{field.name: True})
    if isinstance(field, models.CharField | models.TextField):
        return ~Q(**{field.name: ""})
    return Q(pk__isnull=False)  # every row has one


def _leads_to_one(model: type[models.Model], path: str) -> bool:
    for step in path.split("__"):
        field = model._meta.get_field(step)
        if field.one_to_many or field.many_to_many or not field.related_model:
            return False
        model = field.related_model
    return True


# Columns that mean the same in every table.

A_FACT = NotPersonal("a fact of the controller's, not of the person")
IDENTIFIER = NotPersonal("a number of ours that means nothing outside this database")
LINK = NotPersonal("says whose the row is, or which fact it points to; the fact has its own words")
MOMENT = NotPersonal("when the row was written, not when anything happened to the person")
