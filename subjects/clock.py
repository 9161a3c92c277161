"""How a request stands to its time: from its rows to target and limit, colour and words.

The arithmetic is `deadlines.py`. Here it is told which pauses count (asked before the limit, each
day once) and when an extension does: once the person has been told, by the first limit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from subjects.deadlines import due_on, extension_told_by, received_date, target_on
from subjects.enums import LetterKind, PauseReason
from subjects.models import Request

SOON = 7  # days before the limit
ASKED_LATE = 7  # days after which a question is no longer asked “without undue delay”


class Colour(StrEnum):
    """What the desk paints."""

    GREEN = "green"  # time enough
    AMBER = "amber"  # a week or less
    RED = "red"  # late
    GREY = "grey"  # stands still, or answered


@dataclass(frozen=True, slots=True)
class Stop:
    """From the day our question left to the day its answer came; none: it has not come."""

    asked_on: date
    answered_on: date | None
    reason: PauseReason = PauseReason.IDENTITY


@dataclass(frozen=True, slots=True)
class Facts:
    """What the clock goes by."""

    received_on: date
    stops: tuple[Stop, ...] = ()
    extension_told_on: date | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock shows."""

    target: date
    limit: date
    first_limit: date  # before any extension: by it the person is told of one
    extended: bool
    paused_days: int
    stands_still: Stop | None  # by a question that counts: asked by the limit
    answered_on: date | None

    def is_late(self, today: date) -> bool:
        """A question that was asked after the limit stops nothing, and hides nothing."""
        if self.stands_still and self.answered_on is None:
            return False
        return (self.answered_on or today) > self.limit


def facts_of(request: Request) -> Facts:
    """The rows the clock reads: three queries, none where they are prefetched."""
    told = [
        letter.sent_at
        for letter in request.letters.all()
        if letter.kind == LetterKind.EXTENSION and letter.sent_at
    ]
    return Facts(
        received_on=received_date(request.received_at),
        stops=tuple(
            Stop(pause.asked_on, pause.answered_on, PauseReason(pause.reason))
            for pause in request.pauses.all()
        ),
        extension_told_on=received_date(told[0]) if told else None,
        answered_on=received_date(request.answered_at) if request.answered_at else None,
    )


def read(facts: Facts, *, today: date) -> Reading:
    """The time of a request as it stands today. A pause that runs counts until today."""
    stops = sorted(facts.stops, key=lambda stop: stop.asked_on)
    told_on = _told_in_time(facts, stops)
    counted = list(_counted(facts.received_on, stops, told_on, until=today))
    days = sum(whole for _stop, whole in counted)
    first_days = _days(facts.received_on, stops, None, until=today)
    extended = told_on is not None
    return Reading(
        target=target_on(facts.received_on, extended=extended, paused_days=days),
        limit=due_on(facts.received_on, extended=extended, paused_days=days),
        first_limit=extension_told_by(facts.received_on, paused_days=first_days),
        extended=extended,
        paused_days=days,
        stands_still=next((stop for stop, _whole in counted if stop.answered_on is None), None),
        answered_on=facts.answered_on,
    )


def without_running_pause(facts: Facts) -> tuple[date, date]:
    """Target and limit to sort by: as they would be if the answer came the day it was asked."""
    reading = read(facts, today=date.min)
    return reading.target, reading.limit


def was_asked_late(facts: Facts, stop: Stop) -> bool:
    """A question about identity is asked without undue delay (EDPB Guidelines 01/2022)."""
    return (stop.asked_on - facts.received_on).days > ASKED_LATE


def colour(reading: Reading, *, today: date) -> Colour:
    if reading.is_late(today):
        return Colour.RED
    if reading.answered_on or reading.stands_still:
        return Colour.GREY
    return Colour.AMBER if (reading.limit - today).days <= SOON else Colour.GREEN


def words(reading: Reading, *, today: date) -> str:
    """How long is left, in the reader's language."""
    if reading.answered_on:
        return _answered(reading, reading.answered_on)
    if reading.stands_still:
        since = date_format(reading.stands_still.asked_on, "SHORT_DATE_FORMAT")
        return _("The clock stands still: waiting for the person since %(day)s.") % {"day": since}
    left = (reading.limit - today).days
    if left < 0:
        return _late(-left)
    if left == 0:
        return _("Today is the last day.")
    if today > reading.target:
        text = ngettext(
            "The target has passed, %(count)d day to the time limit.",
            "The target has passed, %(count)d days to the time limit.",
            left,
        )
    else:
        text = ngettext("%(count)d day left.", "%(count)d days left.", left)
    return text % {"count": left}


def _answered(reading: Reading, answered_on: date) -> str:
    late = (answered_on - reading.limit).days
    if late <= 0:
        return _("Answered in time.")
    text = ngettext("Answered %(count)d day late.", "Answered %(count)d days late.", late)
    return text % {"count": late}


def _late(days: int) -> str:
    return ngettext("%(count)d day late.", "%(count)d days late.", days) % {"count": days}


def _told_in_time(facts: Facts, stops: list[Stop]) -> date | None:
    """The day the person was told of the extension, if that was by the first limit."""
    told_on = facts.extension_told_on
    if told_on is None:
        return None
    before = [
        Stop(stop.asked_on, min(stop.answered_on or told_on, told_on))
        for stop in stops
        if stop.asked_on <= told_on
    ]
    days = _days(facts.received_on, before, None, until=told_on)
    return told_on if told_on <= extension_told_by(facts.received_on, paused_days=days) else None


def _days(
    received_on: date, stops: Iterable[Stop], extended_from: date | None, *, until: date
) -> int:
    """Whole days on which the clock stood still."""
    return sum(days for _stop, days in _counted(received_on, stops, extended_from, until=until))


def _counted(
    received_on: date, stops: Iterable[Stop], extended_from: date | None, *, until: date
) -> Iterator[tuple[Stop, int]]:
    """The stops that count, with the whole days that each adds: a day counts once.

    A question asked after the limit stops nothing: lateness is not mended by asking
    (`querysets.stands_still` asks the same of the rows).
    """
    days, counted_to = 0, date.min
    for stop in stops:
        extended = extended_from is not None and extended_from <= stop.asked_on
        if stop.asked_on > due_on(received_on, extended=extended, paused_days=days):
            continue
        start = max(stop.asked_on, counted_to)
        end = stop.answered_on or max(until, start)
        added = max((end - start).days, 0)
        days += added
        counted_to = max(counted_to, end)
        yield stop, added
