"""How long is “five years from the end of the relationship”: the arithmetic of retention.

Pure functions of dates. The *last day* is the last day on which the data may still be held; they
are due for erasure on the day after. No weekend moves it: erasing is possible on any day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from register.dates import (
    add_months,
    end_of_financial_year,
    end_of_month,
    end_of_year,
)
from retention.enums import Combinator, Rounding, Trigger, Unit

MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
LONGEST_YEAR = 18  # months: Accounting Act 1:4


@dataclass(frozen=True, slots=True)
class Spell:
    """Days of which the same is said: the end of their financial year, or when years end."""

    until: date
    ends: date | tuple[int, int]  # (month, day)


@dataclass(frozen=True)
class FinancialYears:
    """When the financial years of a company end: those recorded, and what follows of the others.

    A recorded year lasts twelve months, or from the end of the year before where that is recorded:
    a company that changes its year has one that is shorter or longer. What is not recorded ends
    like the year before it; before the first, like the first.
    """

    recorded: tuple[date, ...] = ()  # ends, ascending
    usual: tuple[int, int] = (12, 31)  # (month, day) where nothing is recorded

    def end_of(self, day: date) -> date:
        """The end of the year that `day` falls in."""
        ends = next(spell.ends for spell in self.spells if day <= spell.until)
        if isinstance(ends, date):
            return ends
        return end_of_financial_year(day, month=ends[0], last_day=ends[1])

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        found: list[Spell] = []
        before: date | None = None
        for end in self.recorded:
            begins_after = _year_before(end)
            if before is None:
                found.append(Spell(begins_after, _yearly(end)))
            elif not follows(before, end):
                found += _unrecorded(before, begins_after)
            found.append(Spell(end, end))
            before = end
        return (*found, Spell(date.max, _yearly(before) if before else self.usual))


CALENDAR_YEAR = FinancialYears()


def follows(before: date, end: date) -> bool:
    """Whether one year can last from the one end to the other."""
    return end <= end_of_month(add_months(before, LONGEST_YEAR))


def _yearly(end: date) -> tuple[int, int]:
    return end.month, end.day


def _unrecorded(before: date, until: date) -> Iterator[Spell]:
    """Years like the one that ended on `before`; the last of them as short as it must be."""
    month, last = _yearly(before)
    end = end_of_financial_year(until, month=month, last_day=last)
    yield Spell(until if end == until else _year_before(end), (month, last))
    yield Spell(until, until)


def _year_before(end: date) -> date:
    """The end of the year before one of twelve months."""
    month, last = _yearly(end)
    return end_of_financial_year(date(end.year - 1, month, 1), month=month, last_day=last)


class Undated(Enum):
    """What can be said of an event, or of a last day, that has no date."""

    NEVER = "never"  # it did not happen and is not expected: no contract was ever made
    NOT_YET = "not_yet"  # it is still to come: the relationship goes on
    UNKNOWN = "unknown"  # it has happened, or may have, and nobody knows when


NEVER, NOT_YET, UNKNOWN = Undated.NEVER, Undated.NOT_YET, Undated.UNKNOWN
# A trigger that is not a key here is unknown.
Events = Mapping[Trigger, date | Undated]


class NotInDays(ValueError):
    """Raised for a period of minutes or hours: the system named on the rule erases by itself."""


class WrongPeriod(ValueError):
    """Raised for a period that contradicts itself."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time."""

    length: int
    unit: Unit

    def after(self, day: date) -> date:
        """The last day of the span that begins with the event on `day`. Raises NotInDays.

        A span that leaves the calendar ends on its last day.
        """
        if self.unit not in MONTHS and self.unit not in DAYS:
            raise NotInDays(f"A period of {self.unit} is not counted in days.")
        try:
            if self.unit in MONTHS:
                return add_months(day, self.length * MONTHS[self.unit])
            return day + timedelta(days=self.length * DAYS[self.unit])
        except (OverflowError, ValueError):
            return date.max


@dataclass(frozen=True, slots=True)
class Counted:
    """A term: an event, moved forward to a round day, and a length from there."""

    trigger: Trigger
    span: Span
    rounding: Rounding = Rounding.NONE

    def last_day(self, event: date, *, years: FinancialYears = CALENDAR_YEAR) -> date:
        """The last day for an event on `event`; `years` are the financial years of the company."""
        return self.span.after(rounded(event, self.rounding, years=years))

    def latest_run_out(self, on: date, *, years: FinancialYears = CALENDAR_YEAR) -> date | None:
        """The latest event whose data are due on day `on`; None where there is none.

        Lets a database be asked for the due by one comparison: `event <= latest_run_out(on)`.
        """
        low, high = date.min.toordinal(), on.toordinal()
        if not self._has_run_out(low, on, years):
            return None
        while low < high:  # last days never go backwards as events go forwards
            middle = (low + high + 1) // 2
            if self._has_run_out(middle, on, years):
                low = middle
            else:
                high = middle - 1
        return date.fromordinal(low)

    def _has_run_out(self, ordinal: int, on: date, years: FinancialYears) -> bool:
        return on > self.last_day(date.fromordinal(ordinal), years=years)


def rounded(event: date, rounding: Rounding, *, years: FinancialYears = CALENDAR_YEAR) -> date:
    """The day a period is counted from."""
    match rounding:
        case Rounding.END_OF_MONTH:
            return end_of_month(event)
        case Rounding.END_OF_CALENDAR_YEAR:
            return end_of_year(event)
        case Rounding.END_OF_FINANCIAL_YEAR:
            return years.end_of(event)
        case _:
            return event


@dataclass(frozen=True, slots=True)
class Period:
    """What a rule says: terms, which of them decides, and at the latest when.

    `cap` is a (month, day) of the calendar year after the event the data concern.
    """

    terms: Sequence[Counted]
    combinator: Combinator = Combinator.LATEST
    minimum: Span | None = None
    cap: tuple[int, int] | None = None

    def check(self) -> None:
        """Raises WrongPeriod where the minimum is longer than a term: both cannot be kept."""
        an_event = date(2024, 1, 1)
        for term in self.terms:
            if self.minimum and self.minimum.after(an_event) > term.span.after(an_event):
                raise WrongPeriod("The minimum is longer than the period itself.")

    def last_day(self, events: Events, *, years: FinancialYears = CALENDAR_YEAR) -> date | Undated:
        """The last day on which the data may be held.

        NOT_YET: the period has not begun, so the data stay. UNKNOWN: nobody can tell, so somebody
        has to look. *Latest of* needs every event, but for those that never happened. *Earliest of*
        needs one: whatever the others were, the period is over by then at the latest. *First known*
        takes the terms in their order and waits for one that is still to come.
        """
        days = [self._last_day_of(term, events, years) for term in self.terms]
        decided = self._decide([day for day in days if day is not NEVER])
        capped = self._capped_on(events)
        if capped is None:
            return decided
        return min(decided, capped) if isinstance(decided, date) else capped

    def _last_day_of(self, term: Counted, events: Events, years: FinancialYears) -> date | Undated:
        event = events.get(term.trigger, UNKNOWN)
        return term.last_day(event, years=years) if isinstance(event, date) else event

    def _decide(self, days: Sequence[date | Undated]) -> date | Undated:
        known = [day for day in days if isinstance(day, date)]
        match self.combinator:
            case Combinator.EARLIEST if known:
                return min(known)
            case Combinator.FIRST_KNOWN:
                return next((day for day in days if day is not UNKNOWN), UNKNOWN)
        if NOT_YET in days:
            return NOT_YET
        return max(known) if known and UNKNOWN not in days else UNKNOWN

    def _capped_on(self, events: Events) -> date | None:
        event = events.get(Trigger.EVENT)
        if self.cap is None or not isinstance(event, date):
            return None
        month, day = self.cap
        return date(event.year + 1, month, day)


def has_run_out(last_day: date, *, today: date) -> bool:
    """Due from the day after the last day."""
    return today > last_day
