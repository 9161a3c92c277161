"""The figures of a year in words: what each number is called, and what to know of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from subjects.enums import Channel, ExtensionGround, Ground, RequestedKind
from subjects.figures import Figures, Group, whole_since

RIGHTS: Mapping[Any, Any] = dict(RequestedKind.choices)
CHANNELS: Mapping[Any, Any] = dict(Channel.choices)
SEVERAL_RIGHTS = gettext_lazy("A request with several rights is counted in each of them.")
SEVERAL_GROUNDS = gettext_lazy("A request refused on several grounds is counted in each of them.")


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure in large; grave where somebody should look at it."""

    label: str
    value: str
    grave: bool = False


def shown(value: float | None) -> str:
    """Days between two come with a half."""
    if value is None:
        return "–"
    return number_format(value, 0 if value == int(value) else 1, force_grouping=True)


def tiles(found: Figures) -> list[Tile]:
    tally = found.all.tally
    return [
        Tile(_("Received"), shown(tally.received)),
        Tile(_("Answered in time"), shown(tally.in_time)),
        Tile(_("Answered late"), shown(tally.late), grave=tally.late > 0),
        Tile(_("Open past the time limit"), shown(tally.overdue), grave=tally.overdue > 0),
        Tile(_("Median days to the answer"), shown(found.all.median)),
    ]


def standing(found: Figures) -> list[Line]:
    """These make up all that were received."""
    tally = found.all.tally
    return [
        Line(_("Answered in time"), tally.in_time),
        Line(_("Answered late"), tally.late),
        Line(_("Open, with time left"), tally.open),
        Line(_("Waiting for the person"), tally.waiting),
        Line(_("Open past the time limit"), tally.overdue),
        Line(_("Withdrawn by the person"), tally.withdrawn),
        Line(_("Joined to an earlier request"), tally.joined),
    ]


def outcomes(found: Figures) -> list[Line]:
    decided = found.all.decided
    lines = [
        Line(pgettext("requests", "Granted"), decided.granted),
        Line(pgettext("requests", "Granted in part"), decided.partly),
        Line(pgettext("requests", "Refused"), decided.refused),
    ]
    return [*lines, Line(_("Nothing to decide"), decided.nothing)] if decided.nothing else lines


def rights(found: Figures) -> list[Line]:
    return [Line(capfirst(str(RIGHTS[one.key])), one.tally.received) for one in found.by_right]


def channels(found: Figures) -> list[Line]:
    return [Line(capfirst(str(CHANNELS[one.key])), one.tally.received) for one in found.by_channel]


def grounds(found: Figures) -> list[Line]:
    return [Line(capfirst(str(Ground(key).label)), n) for key, n in found.grounds.items()]


def extended(found: Figures) -> list[Line]:
    return [
        Line(capfirst(str(ExtensionGround(key).label)), n) for key, n in found.extensions.items()
    ]


def extended_in_time(found: Figures) -> str:
    return _("Answered within the extended time: %(count)d.") % {"count": found.extended_in_time}


def headings() -> list[str]:
    """Of what is told of each group, in the order of `cells`."""
    return [
        _("Received"),
        _("Answered in time"),
        _("Answered late"),
        pgettext("requests", "Open"),
        _("Median days"),
        pgettext("requests", "Granted"),
        pgettext("requests", "Granted in part"),
        pgettext("requests", "Refused"),
    ]


def cells(group: Group) -> Sequence[int | float | None]:
    tally, decided = group.tally, group.decided
    return [
        tally.received,
        tally.in_time,
        tally.late,
        tally.open + tally.waiting + tally.overdue,
        group.median,
        decided.granted,
        decided.partly,
        decided.refused,
    ]


@dataclass(frozen=True, slots=True)
class Number:
    label: str
    value: int | float | None


def summary(found: Figures) -> list[Number]:
    """All that is not told of a group, for the first sheet."""
    extensions = sum(found.extensions.values())
    return [
        Number(_("Received"), found.all.tally.received),
        *(Number(line.label, line.value) for line in standing(found)),
        Number(_("Median days to the answer"), found.all.median),
        Number(_("Answered requests whose clock stood still"), found.paused.requests),
        Number(_("Days for which it stood still, in all"), found.paused.days),
        *(Number(line.label, line.value) for line in outcomes(found)),
        Number(_("Extended time limits"), extensions),
        Number(_("Answered within the extended time"), found.extended_in_time),
        Number(_("Not confirmed"), found.unconfirmed),
        Number(_("Lapsed: never confirmed"), found.lapsed),
    ]


def remarks(found: Figures, year: int, *, today: date) -> list[str]:
    """What one has to know to read the numbers rightly."""
    return list(_remarks(found, year, today))


def _remarks(found: Figures, year: int, today: date) -> Iterator[str]:
    yield _(
        "A request belongs to the year in which it truly arrived, and is shown as it stands "
        "today. Days are counted from its arrival to the day the answer was sent; the days for "
        "which the clock stood still are among them."
    )
    if found.paused.requests:
        yield _(
            "The clock stood still while somebody waited for the person. Answered requests that "
            "concerns: %(requests)d; days in all: %(days)d."
        ) % {"requests": found.paused.requests, "days": found.paused.days}
    yield _(
        "Requests that nobody confirmed are not among those received. This year: %(unconfirmed)d "
        "not confirmed, %(lapsed)d lapsed."
    ) % {"unconfirmed": found.unconfirmed, "lapsed": found.lapsed}
    yield from how_whole(year, today)


def is_gone(year: int, today: date) -> str:
    """Requests are erased when their own period is over, and are then in no figure."""
    since = whole_since(today)
    if since is None or date(year, 1, 1) >= since:
        return ""
    return _(
        "The figures of this year are not complete: requests are erased %(months)d months "
        "after they were closed. All that arrived since %(day)s are here."
    ) % {"months": settings.REQUEST_KEPT_MONTHS, "day": date_format(since, "SHORT_DATE_FORMAT")}


def how_whole(year: int, today: date) -> Iterator[str]:
    since = whole_since(today)
    if since is None:
        yield _("Closed requests are kept for good, so the figures of all years are complete.")
    else:
        yield is_gone(year, today) or _(
            "All requests that arrived since %(day)s are here; earlier ones have partly been "
            "erased, %(months)d months after they were closed. Download the figures of a year "
            "while they are complete."
        ) % {"months": settings.REQUEST_KEPT_MONTHS, "day": date_format(since, "SHORT_DATE_FORMAT")}
    if settings.REQUEST_LAPSED_KEPT_DAYS:
        yield _("Those that lapsed are erased after %(days)d days and cannot be counted later.") % {
            "days": settings.REQUEST_LAPSED_KEPT_DAYS
        }
