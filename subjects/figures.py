"""The figures of a year: what was asked of the controllers, and what had become of it by a day.

A request belongs to the year on whose Helsinki days it truly arrived, and stands in exactly one
column. Days are counted by the database; no row of a person is read, so the figures are the same
whoever has been erased meanwhile. What nobody confirmed is told apart: it asked nothing of anybody.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.db.models.functions import ExtractMonth, TruncDate

from register.dates import add_months
from subjects.deadlines import HELSINKI, received_date
from subjects.enums import Channel, Outcome, RequestedKind, Status
from subjects.models import Decision, Pause
from subjects.querysets import Requests, stands_still

UNCONFIRMED = Q(status=Status.UNCONFIRMED) | Q(  # also withdrawn before it was confirmed
    status=Status.WITHDRAWN, channel=Channel.FORM, confirmed_at__isnull=True
)
NEVER_CONFIRMED = UNCONFIRMED | Q(status=Status.LAPSED)
ANSWERED = Q(answered_at__isnull=False)
OPEN = Q(answered_at__isnull=True, closed_at__isnull=True)
RIGHT, CHANNEL, CONTROLLER = "requestedrights__right", "channel", "controller"


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of requests: `received` is the sum of all the others."""

    received: int = 0
    in_time: int = 0
    late: int = 0
    open: int = 0  # their time runs
    waiting: int = 0  # for the person: their clock stands still
    overdue: int = 0  # open, and their limit has passed
    withdrawn: int = 0
    joined: int = 0

    @property
    def answered(self) -> int:
        return self.in_time + self.late


@dataclass(frozen=True, slots=True)
class Decided:
    """How answered requests were decided."""

    granted: int = 0
    partly: int = 0
    refused: int = 0
    nothing: int = 0  # was decided: there was nothing to decide


@dataclass(frozen=True, slots=True)
class Group:
    """The requests of one right, channel or controller."""

    key: Any
    tally: Tally
    decided: Decided
    median: float | None  # days from arrival to answer; none: nothing is answered


@dataclass(frozen=True, slots=True)
class Paused:
    """For how long the clock of answered requests stood still: whole days, each counted once."""

    requests: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one year, as they stood on one day."""

    all: Group
    unconfirmed: int
    lapsed: int
    months: Sequence[int]  # received in each, from January
    paused: Paused
    by_right: Sequence[Group]
    by_channel: Sequence[Group]
    by_controller: Sequence[Group]
    grounds: Mapping[str, int]  # of refusal: how many answered requests
    extensions: Mapping[str, int]  # on which ground: how many requests
    extended_in_time: int  # and answered within the longer time


def figures_of(requests: Requests, year: int, *, today: date) -> Figures:
    """A fixed number of statements over these requests; memory does not grow with them."""
    arrived = requests.filter(arrived_in(year)).order_by()
    taken = arrived.exclude(NEVER_CONFIRMED).annotate(
        received_on=TruncDate("received_at", tzinfo=HELSINKI),
        answered_on=TruncDate("answered_at", tzinfo=HELSINKI),
    )
    answered = taken.filter(ANSWERED)
    grounds = Decision.objects.filter(request__in=answered.values("pk"), outcome=Outcome.REFUSED)
    extended = taken.filter(extended_at__isnull=False)
    never = arrived.aggregate(
        unconfirmed=Count("pk", filter=UNCONFIRMED),
        lapsed=Count("pk", filter=Q(status=Status.LAPSED)),
    )
    return Figures(
        all=_whole(taken, today),
        **never,
        months=_months(taken),
        paused=_paused(answered),
        by_right=sorted(_groups(taken, RIGHT, today), key=_as_listed),
        by_channel=_groups(taken, CHANNEL, today),
        by_controller=_groups(taken, CONTROLLER, today),
        grounds=_counted(grounds, "ground", of="request"),
        extensions=_counted(extended, "extension_ground", of="pk"),
        extended_in_time=extended.filter(_in_time()).count(),
    )


def arrived_in(year: int) -> Q:
    """The year of Helsinki's calendar: the night of New Year belongs to the day it is there."""
    first, after = (datetime(each, 1, 1, tzinfo=HELSINKI) for each in (year, year + 1))
    return Q(received_at__gte=first, received_at__lt=after)


def years_of(requests: Requests, *, today: date) -> Sequence[int]:
    """From the first in which something arrived until today's, the newest first."""
    found = requests.aggregate(first=Min("received_at"), last=Max("received_at"))
    first = received_date(found["first"]).year if found["first"] else today.year
    last = received_date(found["last"]).year if found["last"] else today.year
    return range(max(last, today.year), min(first, today.year) - 1, -1)


def whole_since(today: date) -> date | None:
    """What arrived from this day on is all here; earlier, some may have gone by its retention.

    None: requests are kept for good. Those that lapsed go sooner (`forgetting.py`).
    """
    months = settings.REQUEST_KEPT_MONTHS
    return add_months(today, -months) if months else None


def median_of(counts: Mapping[int, int]) -> float | None:
    """Of values and how often each occurs; between two, halfway."""
    total = sum(counts.values())
    if not total:
        return None
    lower, upper = ((total - 1) // 2, total // 2)
    reached, found = 0, []
    for value in sorted(counts):
        reached += counts[value]
        found += [value for place in (lower, upper) if reached - counts[value] <= place < reached]
    return sum(found) / 2


# Columns


def _in_time() -> Q:
    """On its last day still is. The row's limit has the pauses that have ended in it."""
    return ANSWERED & Q(answered_on__lte=F("limit_on"))


def _tally(today: date) -> dict[str, Count]:
    still = Q(stands_still())
    return {
        "received": Count("pk"),
        "in_time": Count("pk", filter=_in_time()),
        "late": Count("pk", filter=ANSWERED & Q(answered_on__gt=F("limit_on"))),
        "open": Count("pk", filter=OPEN & ~still & Q(limit_on__gte=today)),
        "waiting": Count("pk", filter=OPEN & still),
        "overdue": Count("pk", filter=OPEN & ~still & Q(limit_on__lt=today)),
        "withdrawn": Count("pk", filter=Q(status=Status.WITHDRAWN)),
        "joined": Count("pk", filter=Q(status=Status.JOINED)),
    }


def _decided(by: str) -> dict[str, Count]:
    """Of the whole request; grouped by right, of that right alone."""
    of = {"right": OuterRef(RIGHT)} if by == RIGHT else {}
    rows = Decision.objects.filter(request=OuterRef("pk"), **of)
    some = Q(Exists(rows.filter(outcome=Outcome.GRANTED)))
    less = Q(Exists(rows.exclude(outcome=Outcome.GRANTED)))
    other = Q(Exists(rows.exclude(outcome__in=[Outcome.GRANTED, Outcome.REFUSED])))
    return {
        "granted": Count("pk", filter=ANSWERED & some & ~less),
        "partly": Count("pk", filter=ANSWERED & ((some & less) | other)),
        "refused": Count("pk", filter=ANSWERED & less & ~some & ~other),
        "nothing": Count("pk", filter=ANSWERED & ~some & ~less),
    }


# Rows


def _whole(taken: Requests, today: date) -> Group:
    counted = taken.aggregate(**_tally(today), **_decided(""))
    days = Counter(dict(_days(taken.filter(ANSWERED)).values_list("days", "count")))
    return _group(None, counted, days)


def _as_listed(group: Group) -> int:
    """The rights in the order in which they stand everywhere else."""
    return RequestedKind.values.index(group.key)


def _groups(taken: Requests, by: str, today: date) -> list[Group]:
    """One for each value that occurs. A request with several rights is in each of theirs."""
    rows = taken.values(by).annotate(**_tally(today), **_decided(by)).order_by(by)
    days = dict[Any, Counter[timedelta]]()
    for key, passed, count in _days(taken.filter(ANSWERED), by).values_list(by, "days", "count"):
        days.setdefault(key, Counter())[passed] += count
    return [_group(row[by], row, days.get(row[by], Counter())) for row in rows]


def _group(key: Any, counted: Mapping[str, Any], days: Counter[timedelta]) -> Group:
    def as_(kind: type[Any]) -> Any:
        return kind(**{field.name: counted[field.name] for field in fields(kind)})

    return Group(key, as_(Tally), as_(Decided), median_of({d.days: n for d, n in days.items()}))


def _days(answered: Requests, *by: str) -> Any:
    """How often each number of days occurs: as many rows as there are different ones."""
    passed = answered.annotate(days=F("answered_on") - F("received_on"))
    return passed.values(*by, "days").annotate(count=Count("pk")).order_by()


def _months(taken: Requests) -> list[int]:
    month = ExtractMonth("received_at", tzinfo=HELSINKI)
    found = taken.annotate(month=month).values("month").annotate(count=Count("pk"))
    counts = dict(found.values_list("month", "count"))
    return [counts.get(number, 0) for number in range(1, 13)]


def _paused(answered: Requests) -> Paused:
    """The stops that count, as `clock.py` reads them: asked by the limit, each day once."""
    stops = Pause.objects.filter(
        request__in=answered.values("pk"),
        asked_on__lte=F("request__limit_on"),
        answered_on__gt=F("asked_on"),
    ).order_by("request", "asked_on", "pk")
    rows = stops.values_list("request", "asked_on", "answered_on").iterator()
    requests = days = 0
    for _request, own in groupby(rows, key=lambda row: row[0]):
        requests, days = requests + 1, days + _covered((asked, until) for _pk, asked, until in own)
    return Paused(requests, days)


def _covered(stops: Iterable[tuple[date, Any]]) -> int:
    days, counted_to = 0, date.min
    for asked, until in stops:
        days += max((until - max(asked, counted_to)).days, 0)
        counted_to = max(counted_to, until)
    return days


def _counted(rows: Any, name: str, *, of: str) -> dict[str, int]:
    found = rows.order_by().values(name).annotate(count=Count(of, distinct=True))
    return dict(found.order_by("-count", name).values_list(name, "count"))
