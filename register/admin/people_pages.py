"""Long lists of a card, page by page: by key, so that the hundredth page costs what the first does.

The address names a row, not what it says: no date and no name stands in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from register.admin.people_access import FROM, number_in, origin_of
from register.hub import Link
from register.panels import Line

PAGE = 50
BEFORE, AFTER = "before", "after"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows of one kind on a card, in their order."""

    key: str
    title: str
    rows: QuerySet[Any]
    lines: Callable[[Sequence[Any]], list[Line]]
    column: str  # what they are ordered by; among equals by number
    ascending: bool = False
    links: Sequence[Link] = ()

    def ordered(self, *, backwards: bool = False) -> QuerySet[Any]:
        sign = "" if self.ascending != backwards else "-"
        names = dict.fromkeys((self.column, "pk"))
        return self.rows.order_by(*(f"{sign}{name}" for name in names))

    def beyond(self, number: int, *, backwards: bool) -> QuerySet[Any]:
        """The rows on one side of row `number`, nearest first; all of them if it is gone."""
        ordered = self.ordered(backwards=backwards)
        found = self.rows.filter(pk=number).values_list(self.column, flat=True).first()
        if found is None:
            return ordered
        side = "gt" if self.ascending != backwards else "lt"
        nearer = Q(**{f"{self.column}__{side}": found}) | Q(**{f"pk__{side}": number})
        return ordered.filter(nearer, **{f"{self.column}__{side}e": found})


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a shelf, and the ways to its neighbours."""

    lines: Sequence[Line]
    newer: str = ""  # towards the beginning of the list
    older: str = ""


def page_of(request: HttpRequest, shelf: Shelf) -> Page:
    """The page that the address asks for; the first where it asks for none."""
    after, before = number_in(request, AFTER), number_in(request, BEFORE)
    if after is not None:
        found = list(shelf.beyond(after, backwards=True)[: PAGE + 1])
        more_before, more_after = len(found) > PAGE, True
        rows = found[:PAGE][::-1]
    else:
        start = shelf.ordered() if before is None else shelf.beyond(before, backwards=False)
        found = list(start[: PAGE + 1])
        more_before, more_after = before is not None, len(found) > PAGE
        rows = found[:PAGE]
    if not rows:
        return Page([])
    return Page(
        shelf.lines(rows),
        _address(request, AFTER, rows[0]) if more_before else "",
        _address(request, BEFORE, rows[-1]) if more_after else "",
    )


def _address(request: HttpRequest, name: str, row: Any) -> str:
    origin = origin_of(request)
    return f"?{name}={row.pk}{f'&{FROM}={origin}' if origin else ''}"
