"""When a job is due. Pure: no clock, no database, no settings.

Times of day are Helsinki's; moments come back in UTC. A day on which the clocks change has each
time of day once: 03:30 of the spring night, which no clock shows, is done when it would have come,
at 04:30 summer time; 03:30 of the autumn night, which comes twice, is done the first time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Helsinki")
DAY = timedelta(days=1)


class When(Protocol):
    """A rhythm."""

    def latest(self, until: datetime) -> datetime:
        """The last moment due at or before `until`."""


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day."""

    at: time

    def latest(self, until: datetime) -> datetime:
        return _latest(until.astimezone(ZONE).date(), self.at, until=until, step=DAY)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week; Monday is 0."""

    weekday: int
    at: time

    def latest(self, until: datetime) -> datetime:
        today = until.astimezone(ZONE).date()
        day = today - DAY * ((today.weekday() - self.weekday) % 7)
        return _latest(day, self.at, until=until, step=7 * DAY)


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes, counted in UTC: changing clocks neither double nor skip one."""

    minutes: int

    def latest(self, until: datetime) -> datetime:
        step = self.minutes * 60
        return datetime.fromtimestamp(until.timestamp() // step * step, UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """Work that comes back: a name that never changes, the task that does it, and when."""

    name: str
    task: str  # dotted path
    when: When


def due_between(when: When, after: datetime, until: datetime) -> Iterator[datetime]:
    """The moments due after `after` and not after `until`, the last one first."""
    due = when.latest(until)
    while due > after:
        yield due
        due = when.latest(due - timedelta(microseconds=1))


def _latest(day: date, at: time, *, until: datetime, step: timedelta) -> datetime:
    due = _moment(day, at)
    return due if due <= until else _moment(day - step, at)


def _moment(day: date, at: time) -> datetime:
    # To UTC before anything is compared: two times of one zone are compared by their clock faces.
    return datetime.combine(day, at, ZONE).astimezone(UTC)
