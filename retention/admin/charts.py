"""What falls due in the coming months: bars to look at and a table to read, from the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Sum
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register import hub
from register.admin import scope
from register.hub import StartPart
from register.models import Register
from retention.models import Forecast, Plan

WIDTH, HEIGHT = 720, 220
TOP, BOTTOM = 24, 28  # room for figures above the bars and names of months below
SHARE = 0.7  # of its place that a bar takes


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its figures, and its bar in the units of the picture."""

    first: date
    name: str  # as a heading: with a capital letter
    short: str
    people: int
    parts: int
    total: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """The months to come; `summary` says in words what the picture shows."""

    months: Sequence[Month]
    made_at: datetime
    summary: str
    is_small: bool = False
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM


def chart_of(register: Register | None = None, *, small: bool = False) -> Chart | None:
    """The forecast of one register, or of all; None where none has been made."""
    rows = Forecast.objects.filter(register=register) if register else Forecast.objects.all()
    made_at = rows.aggregate(made=Max("made_at"))["made"]
    if made_at is None:
        return None
    sums = rows.order_by("month").values_list("month")
    found = list(sums.annotate(whole=Sum("people"), others=Sum("parts") + Sum("rows")))
    most = max((people + parts for _month, people, parts in found), default=0)
    place = WIDTH / max(len(found), 1)
    months = [
        _month(month, people, parts, number * place, place, most)
        for number, (month, people, parts) in enumerate(found)
    ]
    return Chart(months, made_at, _summary(months), is_small=small)


def _month(month: date, people: int, parts: int, left: float, place: float, most: int) -> Month:
    total = people + parts
    height = (HEIGHT - TOP - BOTTOM) * total / most if most else 0.0
    return Month(
        first=month,
        name=capfirst(date_format(month, "F Y")),
        short=date_format(month, "n/y"),
        people=people,
        parts=parts,
        total=total,
        x=round(left + place * (1 - SHARE) / 2, 1),
        y=round(HEIGHT - BOTTOM - height, 1),
        width=round(place * SHARE, 1),
        height=round(height, 1),
    )


def _summary(months: Sequence[Month]) -> str:
    most = max(months, key=lambda month: month.total)
    if not most.total:
        return _("Nothing falls due in these months.")
    return _("Most falls due in one month: %(month)s, %(count)d.") % {
        "month": date_format(most.first, "F Y"),
        "count": most.total,
    }


def on_start_page(request: HttpRequest) -> StartPart | None:
    """In small, for those who look after retention."""
    if not request.user.has_perm("retention.view_plan"):
        return None
    chart = chart_of(small=True)
    if chart is None:
        return None
    return StartPart(
        "admin/retention/chart.html",
        {"chart": chart, "url": scope.url_of(Plan, "changelist")},
    )


hub.START_PARTS.append(on_start_page)
