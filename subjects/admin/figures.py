"""The figures of a year on a page and as a workbook: bars to look at, the same numbers to read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from register import journal
from register.admin import scope
from register.admin.people_access import reader
from register.hub import Link
from register.models import Act, Controller, Occasion
from register.support import tables
from register.support.tables import Column, Sheet
from subjects import figures
from subjects.admin import figure_words as words
from subjects.admin.access import demand
from subjects.admin.figure_words import Line
from subjects.admin.months import chart_of
from subjects.figures import Figures
from subjects.models import Request
from subjects.querysets import Requests


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures somebody looks at: of whom one may see, a year, perhaps one controller."""

    rows: Requests
    year: int
    years: Sequence[int]
    controller: Controller | None
    controllers: Sequence[Controller]
    today: date

    def figures(self) -> Figures:
        return figures.figures_of(self.rows, self.year, today=self.today)

    @property
    def query(self) -> str:
        chosen = {"controller": self.controller.pk} if self.controller else {}
        return urlencode({"year": self.year, **chosen})


def asked(request: HttpRequest) -> Asked:
    """Raises PermissionDenied, and Http404 for a controller whose requests one does not see."""
    demand(request, "view_request")
    today = timezone.localdate()
    seen: Requests = Request.objects.visible_to(reader(request))
    held = Controller.objects.filter(pk__in=seen.order_by().values("controller"))
    controllers = list(held.order_by("name", "pk"))
    years = figures.years_of(seen, today=today)
    controller, chosen = None, request.GET.get("controller", "")
    if chosen:
        controller = next((one for one in controllers if str(one.pk) == chosen), None)
        if controller is None:
            raise Http404
        seen = seen.filter(controller=controller)
    year = next((one for one in years if str(one) == request.GET.get("year")), today.year)
    return Asked(seen, year, years, controller, controllers, today)


# The page


def page(request: HttpRequest) -> HttpResponse:
    wanted = asked(request)
    found = wanted.figures()
    title = _("Figures of requests, %(year)d") % {"year": wanted.year}
    desk = scope.url_of(Request, "changelist")
    context = {
        **admin.site.each_context(request),
        "opts": Request._meta,
        "title": title,
        "asked": wanted,
        "figures": found,
        "is_empty": not (found.all.tally.received or found.lapsed or found.unconfirmed),
        "tiles": words.tiles(found),
        "months": chart_of(found.months),
        "charts": list(charts(found, wanted)),
        "tables": list(split(found, wanted)),
        "remarks": words.remarks(found, wanted.year, today=wanted.today),
        "whole": words.how_whole(wanted.year, wanted.today),
        "is_gone": words.is_gone(wanted.year, wanted.today),
        "crumbs": [
            Link(capfirst(str(Request._meta.verbose_name_plural)), desk),
            Link(title, ""),
        ],
        "file_url": f"{reverse('admin:subjects_request_figures_file')}?{wanted.query}",
    }
    return TemplateResponse(request, "admin/subjects/figures.html", context)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart that is a table: its bar is as long as its share of the longest."""

    label: str
    count: int
    share: float  # of a hundred


@dataclass(frozen=True, slots=True)
class Chart:
    key: str
    title: str
    counted: str  # what the numbers are, for the head of the table
    bars: Sequence[Bar]
    note: str = ""


def charts(found: Figures, wanted: Asked) -> Iterator[Chart]:
    requests = _("Requests")
    yield _chart("standing", _("What became of them"), requests, words.standing(found))
    yield _chart("rights", _("By right"), requests, words.rights(found), words.SEVERAL_RIGHTS)
    yield _chart("channels", _("By channel"), requests, words.channels(found))
    if len(found.by_controller) > 1:
        yield _chart("controllers", _("By controller"), requests, of_controllers(found, wanted))
    if found.all.tally.answered:
        yield _chart("outcomes", _("How they were decided"), requests, words.outcomes(found))
    if found.grounds:
        lines = words.grounds(found)
        yield _chart("grounds", _("Grounds of refusal"), requests, lines, words.SEVERAL_GROUNDS)
    if found.extensions:
        note = words.extended_in_time(found)
        yield _chart("extended", _("Extended time limits"), requests, words.extended(found), note)


def _chart(key: str, title: str, counted: str, lines: Sequence[Line], note: Any = "") -> Chart:
    most = max((line.value for line in lines), default=0) or 1
    bars = [Bar(line.label, line.value, round(100 * line.value / most, 1)) for line in lines]
    return Chart(key, title, counted, bars, str(note))


@dataclass(frozen=True, slots=True)
class Split:
    """A table of groups in all their columns."""

    key: str
    title: str
    of: str
    headings: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[str, str]]]]  # a heading and its value in words


def split(found: Figures, wanted: Asked) -> Iterator[Split]:
    headings = words.headings()
    for key, title, of, groups in _groups(found, wanted):
        rows = []
        for label, cells in groups:
            told = [words.shown(cell) for cell in cells]
            rows.append((label, list(zip(headings, told, strict=True))))
        yield Split(key, title, of, headings, rows)


Groups = Sequence[tuple[str, Sequence[int | float | None]]]


def _groups(found: Figures, wanted: Asked) -> Iterator[tuple[str, str, str, Groups]]:
    names = {one.pk: one.name for one in wanted.controllers}
    known: list[tuple[str, str, str, Sequence[figures.Group], Mapping[Any, str]]] = [
        ("each-right", _("Each right"), _("Right"), found.by_right, words.RIGHTS),
        ("each-channel", _("Each channel"), _("Channel"), found.by_channel, words.CHANNELS),
    ]
    if len(found.by_controller) > 1:
        each = (_("Each controller"), _("Controller"), found.by_controller, names)
        known.append(("each-controller", *each))
    for key, title, of, groups, labels in known:
        yield key, title, of, [(capfirst(str(labels[one.key])), words.cells(one)) for one in groups]


def of_controllers(found: Figures, wanted: Asked) -> list[Line]:
    names = {one.pk: one.name for one in wanted.controllers}
    return [Line(names[one.key], one.tally.received) for one in found.by_controller]


# The workbook


def file(request: HttpRequest) -> HttpResponse:
    """The same numbers as XLSX. That they were taken out is journalled; they name nobody."""
    wanted = asked(request)
    found = wanted.figures()
    held = BytesIO()  # some dozens of lines, however many the requests
    title = _("Figures of requests, %(year)d") % {"year": wanted.year}
    about = tables.About(title, get_language() or "fi", wanted.today)
    tables.write_xlsx(held, sheets(found, wanted), about=about)
    journal.record(
        Act.EXPORTED,
        about=Request,
        by=journal.Actor.staff(reader(request)),
        occasion=Occasion.REQUEST,
        count=found.all.tally.received,
        detail={"file": "xlsx", "page": "figures"},
    )
    name = f"requests-{wanted.year}-{wanted.today:%Y-%m-%d}.xlsx"
    answer = HttpResponse(held.getvalue(), content_type=tables.XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def sheets(found: Figures, wanted: Asked) -> Iterator[Sheet]:
    what, number = Column(_("What"), 48), Column(_("Figure"), 14)
    of = wanted.controller.name if wanted.controller else _("all whose requests you see")
    told: list[tuple[str, Any]] = [
        (_("Year"), wanted.year),
        (_("Counted on"), wanted.today),
        (_("Controller"), of),
    ]
    lines = [(line.label, line.value) for line in words.summary(found)]
    remarks = [(remark, None) for remark in words.remarks(found, wanted.year, today=wanted.today)]
    yield Sheet(_("Figures"), [what, number], [*told, *lines, *remarks], wrapped=True)
    months = chart_of(found.months)
    yield Sheet(
        _("By month"),
        [Column(_("Month"), 16), Column(_("Received"))],
        [(month.name, month.count) for month in months.months],
    )
    for _key, title, heading, groups in _groups(found, wanted):
        columns = [Column(heading, 48), *map(Column, words.headings())]
        yield Sheet(title, columns, [(label, *cells) for label, cells in groups])
    grounds = [(line.label, line.value) for line in words.grounds(found)]
    yield Sheet(_("Grounds of refusal"), [Column(_("Ground"), 60), Column(_("Requests"))], grounds)
