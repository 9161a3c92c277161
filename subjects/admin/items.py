"""What can be decided one by one: all of a person's data, a category of them, or a single row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin.people_access import hides_address, reader
from register.admin.people_words import about, called
from register.enums import DataCategory
from register.models import (
    Attribute,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    Order,
    SubjectAddress,
)
from register.querysets import of_visible
from subjects.admin.words import category_words
from subjects.models import Decision

ROWS = 40  # of one table, the newest first
TABLES: Sequence[Any] = (
    ContactPoint,
    SubjectAddress,
    Interaction,
    Order,
    Invoice,
    Attribute,
    Disclosure,
)
RELATED = {Attribute: ("item",), Disclosure: ("recipient",)}
CATEGORY, ROW = "category", "row"

Choices = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """What one decision is about."""

    category: str = ""
    row: tuple[str, int] | None = None

    @property
    def value(self) -> str:
        if self.row is not None:
            return f"{ROW}:{self.row[0]}:{self.row[1]}"
        return f"{CATEGORY}:{self.category}" if self.category else ""

    @classmethod
    def of(cls, value: str) -> "Item":
        kind, _colon, rest = value.partition(":")
        if kind == CATEGORY:
            return cls(category=rest)
        if kind == ROW:
            model, _colon, number = rest.rpartition(":")
            return cls(row=(model, int(number)))
        return cls()


def items_of(request: HttpRequest, people: Sequence[DataSubject]) -> Choices:
    """The choices of a form: everything, each category, the newest rows of these people."""
    categories = [
        (Item(category=value).value, capfirst(str(words))) for value, words in DataCategory.choices
    ]
    choices: Choices = [("", _("All data this is about")), (_("A kind of data"), categories)]
    for model in TABLES if people else ():
        rows = list(_rows(request, model, people))
        if rows:
            label = capfirst(str(model._meta.verbose_name_plural))
            choices.append((label, [(Item(row=row).value, words) for row, words in rows]))
    return choices


def _rows(
    request: HttpRequest, model: Any, people: Sequence[DataSubject]
) -> list[tuple[tuple[str, int], str]]:
    if model is SubjectAddress:
        people = [person for person in people if not hides_address(request, person)]
    known = of_visible(model._default_manager.filter(subject__in=people), reader(request))
    rows = known.select_related(*RELATED.get(model, ())).order_by("-pk")[:ROWS]
    names = {person.pk: called(person) for person in people} if len(people) > 1 else {}
    return [
        ((model._meta.label, row.pk), _named(row, names.get(row.subject_id, ""))) for row in rows
    ]


def _named(row: Any, whose: str) -> str:
    words = about(row)
    return f"{words} ({whose})" if whose else words


def words_of_item(decision: Decision, known: dict[str, str]) -> str:
    """What a decision is about; a row that is gone by its kind and number."""
    if decision.model:
        row = Item(row=(decision.model, decision.row or 0))
        name = capfirst(str(apps.get_model(decision.model)._meta.verbose_name))
        return known.get(row.value, f"{name} {decision.row}")
    return category_words(decision.category) if decision.category else _("All data this is about")


def flat(choices: Choices) -> dict[str, str]:
    """Value and words of every choice."""
    found: dict[str, str] = {}
    for value, words in choices:
        found |= dict(words) if isinstance(words, list) else {value: str(words)}
    return found
