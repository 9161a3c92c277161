"""Calendar arithmetic of the law: months that clamp, ends of periods, Finnish public holidays.

Pure functions of dates; no clock. Dates are Europe/Helsinki dates.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The day with the same number `months` later; the month's last day where there is none.

    Regulation 1182/71 Art. 3(2)(c); for Finnish periods Act 150/1930 s. 3. `months` may be below 0.
    """
    _plain(day)
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def end_of_year(day: date) -> date:
    return date(day.year, 12, 31)


def end_of_financial_year(day: date, *, month: int, last_day: int) -> date:
    """The end of the financial year that `day` falls in, where years end on `last_day`.`month`.

    A year that ends on 28 or 29 February ends on the month's last day.
    """
    end = _year_end(day.year, month, last_day)
    return end if day <= end else _year_end(day.year + 1, month, last_day)


def is_working_day(day: date) -> bool:
    """Neither Saturday, Sunday nor a public holiday of Finland.

    The holidays are those of the Commission's yearly list (Regulation 1182/71 Art. 2), among them
    Midsummer Eve and Christmas Eve; there are no substitute days.
    """
    _plain(day)
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def next_working_day(day: date) -> date:
    """`day` itself, or the first working day after it (Regulation 1182/71 Art. 3(4))."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def holiday_name(day: date, language: str) -> str:
    """The name of a public holiday in "fi", "sv" or "en"; "" on other days."""
    locale = {"fi": "fi", "sv": "sv_FI", "en": "en_US"}[language]
    named: str = holidays.country_holidays("FI", years=day.year, language=locale).get(day, "")
    return named


@cache
def _holidays(year: int) -> frozenset[date]:
    # The language is named, or the package would follow the locale of the process.
    return frozenset(holidays.country_holidays("FI", years=year, language="fi"))


def _year_end(year: int, month: int, last_day: int) -> date:
    length = monthrange(year, month)[1]
    of_february = month == 2 and last_day >= 28
    return date(year, month, length if of_february else min(last_day, length))


def _plain(day: date) -> None:
    """A datetime is a date to Python, but not the Helsinki date that is wanted here."""
    if isinstance(day, datetime):
        raise TypeError("A date is wanted here, not a moment: take its Helsinki date first.")
