"""Lists of very many rows: found by a search box, paged by key, never counted.

The next page begins after a row, not after a number of rows: so the thousandth page costs what the
first does. The address names that row by its number; what it is sorted by, such as a name, never
stands in an address. What is searched for does (`?q=`), but no personal identity code: see
`people_list.py`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register import search
from register.admin.base import SelosteAdmin
from register.hidden_codes import DASHES, LIKE_A_CODE, holds_identity_code
from register.hub import Link
from register.search import Found

Words = str | Promise

SEARCH, AFTER, BEFORE = "q", "after", "before"


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that narrows a list."""

    name: str  # in the address
    label: Words
    choices: Callable[[HttpRequest], Sequence[tuple[str, Words]]]
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as the page draws it."""

    name: str
    label: Words
    options: Sequence[tuple[str, Words]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of a row, a line each."""

    label: Words  # of the column
    lines: Sequence[Words]
    url: str = ""

    @property
    def said(self) -> list[Words]:
        return [line for line in self.lines if line]

    @property
    def shown(self) -> list[SafeString]:
        return [breakable(str(line)) for line in self.said]


@dataclass(frozen=True, slots=True)
class Line:
    """One row."""

    title: Words
    url: str
    cells: Sequence[Cell]
    mark: Words = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one page; every row has the same columns."""

    heading: Words  # of the titles
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list: to be drawn, or exported."""

    rows: QuerySet[Any]
    written: str = ""
    found: Found[Any] | None = None  # none where nothing is searched for
    choices: Sequence[Choice] = field(default_factory=list)

    @property
    def offers_choices(self) -> bool:
        return any(choice.options for choice in self.choices)

    @property
    def is_narrowed(self) -> bool:
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one page, and whether there are others on either side."""

    rows: Sequence[Any]
    earlier: bool
    later: bool

    def beside(self, name: str, kept: dict[str, str]) -> str:
        """The address of the page before or after this one; "" where there is none."""
        if not (self.rows and (self.earlier if name == BEFORE else self.later)):
            return ""
        row = self.rows[0 if name == BEFORE else -1]
        return f"?{urlencode({**kept, name: row.pk})}"


# In a narrow column an e-mail address is broken where a reader expects it.
MAY_BREAK = re.compile(r"(?<=@)(?=.)|(?<=[^@.])(?=[.])")


def breakable(words: str) -> SafeString:
    """Words as HTML; an e-mail address may be broken after its @ and before its dots."""
    parts = MAY_BREAK.split(words) if "@" in words else [words]
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


class WrongAddress(Exception):
    """Raised for an address that no link of ours has."""


class Uncounted(Paginator[Any]):
    """Pages for widgets that choose a row: whether there is a next one is seen by one row more."""

    num_pages = 1  # asked for by whoever writes ?page=last

    def page(self, number: Any) -> "Page[Any]":
        number = max(int(number) if str(number).isdecimal() else 1, 1)
        start = (number - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        return UncountedPage(rows[: self.per_page], number, self, more=len(rows) > self.per_page)


class UncountedPage(Page[Any]):
    def __init__(self, *args: Any, more: bool) -> None:
        super().__init__(*args)
        self.more = more

    def has_next(self) -> bool:
        return self.more


class KeysetList(SelosteAdmin):
    """The list of an admin: inherited before the classes that make its other pages."""

    change_list_template = "admin/register/listing.html"
    paginator = Uncounted
    # Django's sign that rows can be searched for; `search.py` does it. Empty: there is no search.
    search_fields: ClassVar[Any] = ("pk",)
    list_per_page = 50
    actions = None
    order: ClassVar[str] = "sort_name"  # with the number after it, unique; an index has both
    newest_first: ClassVar[bool] = False
    filters: ClassVar[Sequence[Filter]] = ()
    searched_by: ClassVar[Words] = ""  # in words, below the box
    nothing_yet: ClassVar[Words] = ""

    # What is asked

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        """Every row that may stand in the list."""
        return self.get_queryset(request)

    def asked(self, request: HttpRequest) -> Asked:
        """What the address asks for. Raises WrongAddress."""
        known = {AFTER, BEFORE, *(one.name for one in self.filters)}
        if set(request.GET) - (known | {SEARCH} if self.search_fields else known):
            raise WrongAddress
        rows, choices = self.rows_listed(request), []
        for one in self.filters:
            options, chosen = one.choices(request), request.GET.get(one.name, "")
            if chosen and chosen not in dict(options):
                raise WrongAddress
            if chosen:
                rows = one.narrow(rows, chosen)
            choices.append(Choice(one.name, one.label, options, chosen))
        written = request.GET.get(SEARCH, "").strip()
        found = None
        if written:
            found = self.find(rows, written)
        return Asked(found.rows if found else rows, written, found, choices)

    def find(self, rows: QuerySet[Any], written: str) -> Found[Any]:
        """Those of `rows` that are meant, in the order of the list."""
        return search.find(rows, written, by=self.order, backwards=self.newest_first)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """For widgets that choose a row: the same search."""
        if written_like_a_code(search_term):
            return queryset.none(), False
        if not search_term.strip():
            return queryset, False
        return search.find(queryset, search_term).rows, False

    # The page

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if written_like_a_code(request.GET.get(SEARCH, "")):
            return self.refuse_code(request)
        try:
            asked = self.asked(request)
            page = self.page_of(request, asked)
        except WrongAddress:
            return redirect(request.path)
        title = capfirst(str(self.opts.verbose_name_plural))
        context = {
            **self.admin_site.each_context(request),
            **self.place(request, None),
            "title": title,
            "heading": "",
            "crumbs": [Link(title, "")],
            "links": self.list_links(request, None),
            "opts": self.opts,
            "searched_by": self.searched_by,
            "nothing_yet": self.nothing_yet,
            "asked": asked,
            "most": number_format(search.MOST, force_grouping=True),
            **page,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.change_list_template, context)

    def refuse_code(self, request: HttpRequest) -> HttpResponse:
        """An address is kept by browsers and proxies, so no identity code may stand in one."""
        words = _(
            "What you wrote looks like a personal identity code. It is not searched for here, and "
            "it has been taken out of the address."
        )
        messages.warning(request, words)
        kept = {one.name: request.GET[one.name] for one in self.filters if one.name in request.GET}
        return redirect(f"{request.path}{f'?{urlencode(kept)}' if kept else ''}")

    # Rows

    def page_of(self, request: HttpRequest, asked: Asked) -> dict[str, Any]:
        """One page of rows with the ways to its neighbours. Raises WrongAddress."""
        after, before = number_in(request, AFTER), number_in(request, BEFORE)
        if asked.found is not None:
            # Not among the thousand found: of two lists of numbers PostgreSQL makes a scan of all.
            rows = self.rows_listed(request).order_by()
            page = self.of_found(rows, asked.found.ids, after, before)
        else:
            page = self.of_all(request, asked.rows, after, before)
        kept = {key: request.GET[key] for key in request.GET if key not in (AFTER, BEFORE)}
        return {
            "table": self.table(request, page.rows),
            "previous": page.beside(BEFORE, kept),
            "next": page.beside(AFTER, kept),
        }

    def of_found(
        self, rows: QuerySet[Any], ids: list[int], after: int | None, before: int | None
    ) -> Part:
        """A page of what a search found, whose order is known."""
        places = {number: place for place, number in enumerate(ids)}
        start = 0
        if after in places:
            start = places[after] + 1
        elif before in places:
            start = max(places[before] - self.list_per_page, 0)
        wanted = ids[start : start + self.list_per_page]
        found = rows.in_bulk(wanted)
        return Part(
            [found[number] for number in wanted if number in found],
            earlier=start > 0,
            later=start + self.list_per_page < len(ids),
        )

    def of_all(
        self, request: HttpRequest, rows: QuerySet[Any], after: int | None, before: int | None
    ) -> Part:
        """A page of the whole list: the rows on one side of one of them."""
        size = self.list_per_page
        place = self.place_of(request, after or before)
        if place is not None and before is not None:
            found = self.nearest(request, self.beyond(rows, place, back=True), back=True)
            if len(found) > size:
                return Part(found[:size][::-1], earlier=True, later=True)
            place = None  # the beginning: a whole page of it
        beyond = rows if place is None else self.beyond(rows, place, back=False)
        found = self.nearest(request, beyond, back=False)
        return Part(found[:size], earlier=place is not None, later=len(found) > size)

    def nearest(self, request: HttpRequest, rows: QuerySet[Any], *, back: bool) -> list[Any]:
        """A page of rows, and one more if there is another page."""
        return list(self.sorted(rows, back=back)[: self.list_per_page + 1])

    def sorted(self, rows: QuerySet[Any], *, back: bool) -> QuerySet[Any]:
        sign = "-" if self.newest_first != back else ""
        return rows.order_by(f"{sign}{self.order}", f"{sign}pk")

    def place_of(self, request: HttpRequest, number: int | None) -> tuple[Any, ...] | None:
        """Where in the order a row stands; None where it is gone, or hidden from the reader."""
        if number is None:
            return None
        rows = self.rows_listed(request).filter(pk=number)
        return rows.order_by().values_list(self.order, "pk").first()

    def beyond(self, rows: QuerySet[Any], place: Iterable[Any], *, back: bool) -> QuerySet[Any]:
        """The rows on one side of a place: both columns compared at once, as the index has them."""
        fields: list[Any] = [self.opts.get_field(self.order), self.opts.pk]
        quote = connection.ops.quote_name
        columns = ", ".join(f"{quote(self.opts.db_table)}.{quote(one.column)}" for one in fields)
        sign = "<" if self.newest_first != back else ">"
        values = [
            one.get_db_prep_value(value, connection)
            for one, value in zip(fields, place, strict=True)
        ]
        sql = f"({columns}) {sign} (%s, %s)"
        return rows.filter(RawSQL(sql, values, BooleanField()))  # noqa: S611 # our own names

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        """The rows as they are shown. Asks the database a constant number of times."""
        raise NotImplementedError


def number_in(request: HttpRequest, name: str) -> int | None:
    """The number of a row in the address. Raises WrongAddress where something else is."""
    value = request.GET.get(name, "")
    if value and not (value.isascii() and value.isdigit() and len(value) < 16):
        raise WrongAddress
    return int(value) if value else None


def written_like_a_code(written: str) -> bool:
    """Whether a search box holds a personal identity code, perhaps one with a slip in it.

    240117-0012 is a number of an invoice as well: where the check character is a figure it has to
    be the right one, and where it is a letter there is hardly anything else it could be.
    """
    plain = unicodedata.normalize("NFKC", written).translate(DASHES).upper()
    like = LIKE_A_CODE.search(plain)
    return holds_identity_code(written) or (like is not None and like[3][-1].isalpha())
