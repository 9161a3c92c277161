"""An item of a plan as a run carries it along: bare numbers and words, thousands at a time."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from django.db.models import QuerySet


class Item(NamedTuple):
    """What of an item decides what is done."""

    pk: int
    part: str
    subject: int | None
    category: str
    model: str
    row: int | None
    outcome: str

    @classmethod
    def of(cls, rows: "QuerySet[Any]") -> list[Self]:
        """Of these items, in their order."""
        told: Iterable[tuple[Any, ...]] = rows.values_list(*cls._fields)
        return [cls._make(row) for row in told]
