"""By when a request is answered (Art. 12(3)): the one clock, as pure functions.

The day of receipt is day zero. The period ends on the day with the same number a month later, or
three months later once extended, counted from the receipt both times; where the month has no such
day, on its last. Whole days during which the clock stood still are added, and only then does a last
day that is a Saturday, a Sunday or a public holiday move to the next working day.

Source: Regulation 1182/71 Art. 3; EDPB Guidelines 01/2022, paragraphs on Art. 12(3).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from register.dates import add_months, next_working_day

HELSINKI = ZoneInfo("Europe/Helsinki")
MONTHS = 1
MONTHS_EXTENDED = 3  # "two further months", counted from the receipt


def received_date(moment: datetime) -> date:
    """The Helsinki date of an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("The moment of receipt must say its time zone.")
    return moment.astimezone(HELSINKI).date()


def target_on(received: date, *, extended: bool = False, paused_days: int = 0) -> date:
    """The plain last day, weekend or not: what the controller aims at.

    `paused_days`: whole days, 0 or more, from the question asked to its answer. Raises ValueError.
    """
    if paused_days < 0:
        raise ValueError("The clock cannot have stood still for fewer than 0 days.")
    months = MONTHS_EXTENDED if extended else MONTHS
    return add_months(received, months) + timedelta(days=paused_days)


def due_on(received: date, *, extended: bool = False, paused_days: int = 0) -> date:
    """The last day on which the answer is in time (Regulation 1182/71 Art. 3(4))."""
    return next_working_day(target_on(received, extended=extended, paused_days=paused_days))


def extension_told_by(received: date, *, paused_days: int = 0) -> date:
    """The last day on which the person can be told of an extension: the first limit."""
    return due_on(received, paused_days=paused_days)
