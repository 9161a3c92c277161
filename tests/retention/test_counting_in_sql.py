"""What the database counts is what `retention.periods` counts: day for day, on both databases."""

from datetime import date, timedelta

import pytest
from django.db import connection

from retention.enums import Rounding, Trigger, Unit
from retention.judging import FAR, last_day, literal
from retention.periods import Counted, FinancialYears, Span

pytestmark = pytest.mark.django_db

DAYS = [
    *(date(2023, 12, 28) + timedelta(days=number) for number in range(70)),  # over 29 February
    *(date(2027, month, 28) + timedelta(days=late) for month in range(1, 13) for late in range(4)),
    date(1904, 2, 29),
    FAR,
    FAR + timedelta(days=1),
    date.max,
]
SPANS = [
    Span(0, Unit.YEAR),
    Span(1, Unit.DAY),
    Span(400, Unit.DAY),
    Span(3, Unit.WEEK),
    *(Span(months, Unit.MONTH) for months in (1, 6, 11, 13, 18)),
    *(Span(years, Unit.YEAR) for years in (1, 4, 5, 120)),
    Span(9000, Unit.YEAR),
]
YEARS_END = [(12, 31), (3, 31), (2, 28), (2, 29), (4, 30), (6, 15)]
YEARS = [
    *(FinancialYears(usual=ends) for ends in YEARS_END),
    FinancialYears((date(2024, 2, 29),)),
    # A change to a long year, a gap, and a change to a short one.
    FinancialYears((date(2023, 1, 31), date(2024, 6, 30), date(2027, 6, 30), date(2027, 9, 30))),
]


def in_sql(counted: Counted, years: FinancialYears) -> list[date]:
    rows = " UNION ALL ".join(
        f"SELECT {number} AS place, {literal(day)} AS event" for number, day in enumerate(DAYS)
    )
    sql = last_day("event", counted, years)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql} FROM ({rows}) days ORDER BY place")  # noqa: S608
        found = [value for (value,) in cursor.fetchall()]
    return [date.fromisoformat(one) if isinstance(one, str) else one for one in found]


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("span", SPANS, ids=lambda span: f"{span.length}-{span.unit}")
def test_the_last_day(span, rounding):
    counted = Counted(Trigger.EVENT, span, rounding)
    for years in YEARS if rounding == Rounding.END_OF_FINANCIAL_YEAR else YEARS[:1]:
        wanted = [
            # From beyond there it is the end of the calendar: whatever is counted leaves it.
            counted.last_day(day, years=years) if day <= FAR else date.max
            for day in DAYS
        ]
        assert in_sql(counted, years) == wanted
