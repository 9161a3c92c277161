"""Retention periods against days counted by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retention.enums import Combinator, Rounding, Trigger, Unit
from retention.periods import (
    NEVER,
    NOT_YET,
    UNKNOWN,
    Counted,
    FinancialYears,
    NotInDays,
    Period,
    Span,
    WrongPeriod,
    has_run_out,
)

LEFT = Trigger.CUSTOMER_RELATIONSHIP_END
CONTRACT = Trigger.CONTRACT_END
CONTACT = Trigger.LAST_CONTACT
LOGIN = Trigger.LAST_LOGIN
DELETED = Trigger.ACCOUNT_DELETION


def day(text: str) -> date:
    """ "31.12.2032" as a date."""
    parts = text.split(".")
    return date(int(parts[2]), int(parts[1]), int(parts[0]))


def years(number: int) -> Span:
    return Span(number, Unit.YEAR)


def months(number: int) -> Span:
    return Span(number, Unit.MONTH)


@pytest.mark.parametrize(
    ("event", "span", "rounding", "last_day"),
    [
        # The guidance's own examples
        ("19.10.2018", years(5), Rounding.NONE, "19.10.2023"),
        ("29.2.2024", years(5), Rounding.NONE, "28.2.2029"),
        ("24.5.2018", years(3), Rounding.NONE, "24.5.2021"),
        ("31.8.2025", months(18), Rounding.NONE, "28.2.2027"),
        ("15.2.2026", years(1), Rounding.NONE, "15.2.2027"),
        ("31.8.2026", months(6), Rounding.NONE, "28.2.2027"),
        ("15.2.2026", years(7), Rounding.NONE, "15.2.2033"),
        # Accounting vouchers: six years from the end of the year in which the financial year ended
        ("31.12.2026", years(6), Rounding.END_OF_CALENDAR_YEAR, "31.12.2032"),
        ("31.3.2026", years(6), Rounding.END_OF_CALENDAR_YEAR, "31.12.2032"),
        ("31.3.2027", years(6), Rounding.END_OF_CALENDAR_YEAR, "31.12.2033"),
        ("30.4.2027", years(6), Rounding.END_OF_CALENDAR_YEAR, "31.12.2033"),
        ("31.3.2024", years(6), Rounding.END_OF_CALENDAR_YEAR, "31.12.2030"),
        # Financial statements: ten years from the end of the financial year
        ("31.3.2026", years(10), Rounding.NONE, "31.3.2036"),
        ("31.3.2024", years(10), Rounding.NONE, "31.3.2034"),
        # Month ends
        ("31.1.2026", months(1), Rounding.NONE, "28.2.2026"),
        ("31.1.2028", months(1), Rounding.NONE, "29.2.2028"),
        ("28.2.2026", months(1), Rounding.NONE, "28.3.2026"),
        ("30.11.2025", months(3), Rounding.NONE, "28.2.2026"),
        ("31.12.2025", months(2), Rounding.NONE, "28.2.2026"),
        ("29.2.2028", months(12), Rounding.NONE, "28.2.2029"),
        ("29.2.2024", years(4), Rounding.NONE, "29.2.2028"),
        ("15.6.2026", months(24), Rounding.END_OF_MONTH, "30.6.2028"),
        ("15.2.2028", months(12), Rounding.END_OF_MONTH, "28.2.2029"),
        ("28.2.2027", months(12), Rounding.END_OF_MONTH, "28.2.2028"),  # the number, not the end
        # Days and weeks
        ("27.2.2028", Span(2, Unit.DAY), Rounding.NONE, "29.2.2028"),
        ("31.12.2026", Span(30, Unit.DAY), Rounding.NONE, "30.1.2027"),
        ("1.3.2026", Span(2, Unit.WEEK), Rounding.NONE, "15.3.2026"),
        ("1.3.2026", Span(0, Unit.DAY), Rounding.NONE, "1.3.2026"),  # “until the event”
        ("1.3.2026", years(30_000), Rounding.NONE, "31.12.9999"),
    ],
)
def test_last_day(event, span, rounding, last_day):
    assert Counted(LEFT, span, rounding).last_day(day(event)) == day(last_day)


@pytest.mark.parametrize(
    ("invoice", "year_ends", "last_day"),
    [
        ("14.3.2026", (12, 31), "31.12.2032"),
        ("14.3.2026", (3, 31), "31.3.2032"),
        ("31.3.2026", (3, 31), "31.3.2032"),  # the year's own last day
        ("1.4.2026", (3, 31), "31.3.2033"),
        ("30.11.2026", (4, 30), "30.4.2033"),
        ("1.3.2027", (2, 28), "28.2.2034"),  # a year that ends on 29.2.2028
        ("29.2.2028", (2, 28), "28.2.2034"),
    ],
)
def test_an_end_of_the_financial_year_is_the_companys_own(invoice, year_ends, last_day):
    term = Counted(Trigger.INVOICE_DATE, years(6), Rounding.END_OF_FINANCIAL_YEAR)
    assert term.last_day(day(invoice), years=FinancialYears(usual=year_ends)) == day(last_day)


# Years that end in June until a long one of 18 months, then in December; of 2025 to 2027 nothing is
# recorded; from 2029 on they end in March.
CHANGED = FinancialYears(
    tuple(map(day, ("30.6.2022", "30.6.2023", "31.12.2024", "31.3.2029", "31.3.2030")))
)


@pytest.mark.parametrize(
    ("event", "end"),
    [
        ("1.7.2019", "30.6.2020"),  # before the first: like the first
        ("30.6.2022", "30.6.2022"),
        ("1.7.2022", "30.6.2023"),
        ("1.7.2023", "31.12.2024"),  # the long year
        ("31.12.2024", "31.12.2024"),
        ("1.1.2025", "31.12.2025"),  # not recorded: like the one before
        ("31.12.2027", "31.12.2027"),
        ("1.1.2028", "31.3.2028"),  # must have been a short one
        ("1.4.2028", "31.3.2029"),
        ("1.4.2029", "31.3.2030"),
        ("1.4.2030", "31.3.2031"),
        ("1.4.2090", "31.3.2091"),
    ],
)
def test_each_day_falls_in_its_own_financial_year(event, end):
    assert CHANGED.end_of(day(event)) == day(end)


@given(st.lists(st.dates(date(2000, 1, 1), date(2040, 12, 31)), max_size=6, unique=True))
def test_the_end_of_a_financial_year_is_never_before_its_days_and_never_goes_back(ends):
    years = FinancialYears(tuple(sorted(ends)))
    days = [date(1998, 1, 1) + timedelta(days=7 * number) for number in range(2400)]
    found = [years.end_of(one) for one in days]
    assert all(one <= end for one, end in zip(days, found, strict=True))
    assert found == sorted(found)
    assert all(years.end_of(end) == end for end in ends)


def test_data_are_due_on_the_day_after_the_last():
    assert not has_run_out(date(2032, 12, 31), today=date(2032, 12, 31))
    assert has_run_out(date(2032, 12, 31), today=date(2033, 1, 1))


LATEST = Period([Counted(CONTRACT, years(5)), Counted(CONTACT, years(5))], Combinator.LATEST)
EARLIEST = Period(
    [Counted(LOGIN, years(1)), Counted(DELETED, Span(0, Unit.DAY))],
    Combinator.EARLIEST,
)
FIRST = Period([Counted(LEFT, years(2)), Counted(CONTACT, years(3))], Combinator.FIRST_KNOWN)


@pytest.mark.parametrize(
    ("period", "events", "last_day"),
    [
        (LATEST, {CONTRACT: date(2024, 6, 30), CONTACT: date(2025, 2, 11)}, date(2030, 2, 11)),
        (LATEST, {CONTRACT: date(2025, 6, 30), CONTACT: date(2025, 2, 11)}, date(2030, 6, 30)),
        (LATEST, {CONTRACT: date(2024, 6, 30), CONTACT: NEVER}, date(2029, 6, 30)),
        (LATEST, {CONTRACT: NOT_YET, CONTACT: date(2018, 2, 11)}, NOT_YET),  # still a customer
        (LATEST, {CONTRACT: NOT_YET, CONTACT: UNKNOWN}, NOT_YET),
        (LATEST, {CONTRACT: date(2024, 6, 30)}, UNKNOWN),  # the other may be later
        (LATEST, {CONTRACT: NEVER, CONTACT: NEVER}, UNKNOWN),  # nothing to count from
        (LATEST, {}, UNKNOWN),
        (EARLIEST, {LOGIN: date(2026, 2, 15)}, date(2027, 2, 15)),
        (EARLIEST, {LOGIN: date(2026, 2, 15), DELETED: NOT_YET}, date(2027, 2, 15)),
        (EARLIEST, {LOGIN: date(2026, 2, 15), DELETED: date(2026, 5, 1)}, date(2026, 5, 1)),
        (EARLIEST, {LOGIN: NEVER, DELETED: date(2026, 5, 1)}, date(2026, 5, 1)),
        (EARLIEST, {LOGIN: NEVER, DELETED: NOT_YET}, NOT_YET),
        (EARLIEST, {LOGIN: UNKNOWN, DELETED: NOT_YET}, NOT_YET),
        (EARLIEST, {}, UNKNOWN),
        (FIRST, {LEFT: date(2026, 1, 31), CONTACT: date(2026, 3, 1)}, date(2028, 1, 31)),
        (FIRST, {LEFT: NEVER, CONTACT: date(2026, 3, 1)}, date(2029, 3, 1)),
        (FIRST, {LEFT: NOT_YET, CONTACT: date(2019, 3, 1)}, NOT_YET),  # still a customer
        (FIRST, {CONTACT: date(2026, 3, 1)}, date(2029, 3, 1)),
        (FIRST, {LEFT: NEVER}, UNKNOWN),
    ],
)
def test_which_of_several_terms_decides(period, events, last_day):
    assert period.last_day(events) == last_day


ADOPTED = Trigger.FINANCIAL_STATEMENTS_ADOPTED
CAPPED = Period([Counted(ADOPTED, Span(0, Unit.DAY))], cap=(4, 30))


@pytest.mark.parametrize(
    ("events", "last_day"),
    [
        ({Trigger.EVENT: date(2026, 3, 10)}, "30.4.2027"),  # not adopted yet: the cap stands
        ({Trigger.EVENT: date(2026, 3, 10), ADOPTED: date(2027, 3, 20)}, "20.3.2027"),
        ({Trigger.EVENT: date(2026, 3, 10), ADOPTED: date(2027, 5, 20)}, "30.4.2027"),
        ({Trigger.EVENT: date(2026, 12, 31)}, "30.4.2027"),
        ({Trigger.EVENT: date(2027, 1, 1)}, "30.4.2028"),
        ({ADOPTED: date(2027, 3, 20)}, "20.3.2027"),
        ({Trigger.EVENT: date(2026, 3, 10), ADOPTED: NOT_YET}, "30.4.2027"),
    ],
)
def test_a_cap_ends_the_period_at_the_latest(events, last_day):
    assert CAPPED.last_day(events) == day(last_day)


def test_without_any_event_a_capped_period_has_no_end():
    assert CAPPED.last_day({}) is UNKNOWN


@pytest.mark.parametrize(
    ("minimum", "longest", "fits"),
    [
        (years(6), years(10), True),
        (years(6), years(6), True),
        (months(72), years(6), True),
        (months(73), years(6), False),
        (years(7), years(6), False),
        (Span(366, Unit.DAY), years(1), True),  # within a leap year
        (Span(367, Unit.DAY), years(1), False),
    ],
)
def test_a_minimum_above_the_period_is_refused(minimum, longest, fits):
    period = Period([Counted(LEFT, longest)], minimum=minimum)
    if fits:
        period.check()
    else:
        with pytest.raises(WrongPeriod):
            period.check()


@pytest.mark.parametrize("unit", [Unit.MINUTE, Unit.HOUR])
def test_minutes_and_hours_are_the_systems_own(unit):
    with pytest.raises(NotInDays):
        Counted(LEFT, Span(10, unit)).last_day(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("span", "rounding", "on", "latest"),
    [
        (years(5), Rounding.NONE, "20.10.2023", "19.10.2018"),
        (years(5), Rounding.NONE, "1.3.2029", "29.2.2024"),  # 29.2. ran out with 28.2.
        (years(5), Rounding.NONE, "28.2.2029", "27.2.2024"),
        (months(1), Rounding.NONE, "1.3.2026", "31.1.2026"),
        (months(1), Rounding.NONE, "28.2.2026", "27.1.2026"),
        (years(6), Rounding.END_OF_CALENDAR_YEAR, "31.12.2032", "31.12.2025"),
        (years(6), Rounding.END_OF_CALENDAR_YEAR, "1.1.2033", "31.12.2026"),
        (Span(0, Unit.DAY), Rounding.NONE, "2.1.2026", "1.1.2026"),
        (years(30_000), Rounding.NONE, "1.1.2026", None),
    ],
)
def test_the_latest_event_that_is_due(span, rounding, on, latest):
    found = Counted(LEFT, span, rounding).latest_run_out(day(on))
    assert found == (day(latest) if latest else None)


@given(
    length=st.integers(1, 40),
    unit=st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR]),
    rounding=st.sampled_from(Rounding),
    on=st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    days_off=st.integers(-800, 800),
)
def test_asking_for_the_due_by_their_event_finds_the_same(length, unit, rounding, on, days_off):
    term = Counted(LEFT, Span(length, unit), rounding)
    latest = term.latest_run_out(on)
    event = latest + timedelta(days=days_off)
    assert (event <= latest) == has_run_out(term.last_day(event), today=on)
