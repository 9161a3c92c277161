"""The clock of Art. 12(3), against days counted by hand with a calendar on the desk."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from register.dates import holiday_name, is_working_day
from subjects.deadlines import due_on, extension_told_by, received_date, target_on


def day(text: str) -> date:
    """ "5.3.2025" as a date."""
    parts = text.split(".")
    return date(int(parts[2]), int(parts[1]), int(parts[0]))


ONE_MONTH = [
    # received, a month later, the limit
    # The worked examples of the guidance
    ("5.3.2025", "5.4.2025", "7.4.2025"),  # Saturday
    ("5.3.2026", "5.4.2026", "7.4.2026"),  # Easter Sunday, Easter Monday
    ("3.3.2026", "3.4.2026", "7.4.2026"),  # Good Friday to Easter Monday
    ("31.1.2025", "28.2.2025", "28.2.2025"),  # no 31 February
    ("31.1.2026", "28.2.2026", "2.3.2026"),  # nor a working day
    ("31.1.2027", "28.2.2027", "1.3.2027"),
    ("31.1.2028", "29.2.2028", "29.2.2028"),  # leap year
    ("30.1.2024", "29.2.2024", "29.2.2024"),
    ("29.1.2024", "29.2.2024", "29.2.2024"),
    ("29.2.2028", "29.3.2028", "29.3.2028"),  # not the 31st
    ("31.8.2026", "30.9.2026", "30.9.2026"),
    ("31.3.2026", "30.4.2026", "30.4.2026"),  # the eve of May Day is a working day
    ("1.4.2026", "1.5.2026", "4.5.2026"),  # May Day, weekend
    ("14.4.2026", "14.5.2026", "15.5.2026"),  # Ascension Day
    ("19.5.2026", "19.6.2026", "22.6.2026"),  # Midsummer Eve
    ("20.5.2026", "20.6.2026", "22.6.2026"),  # Midsummer Day
    ("1.10.2026", "1.11.2026", "2.11.2026"),  # Sunday
    ("6.11.2026", "6.12.2026", "7.12.2026"),  # Independence Day on Sunday: no substitute day
    ("6.11.2027", "6.12.2027", "7.12.2027"),
    ("24.11.2025", "24.12.2025", "29.12.2025"),  # Christmas Eve to the weekend's end
    ("24.11.2026", "24.12.2026", "28.12.2026"),
    ("25.11.2026", "25.12.2026", "28.12.2026"),
    ("1.12.2026", "1.1.2027", "4.1.2027"),  # New Year, weekend
    ("6.12.2026", "6.1.2027", "7.1.2027"),  # received on a holiday: it counts
    ("31.12.2026", "31.1.2027", "1.2.2027"),
    # Turn of the year
    ("6.12.2024", "6.1.2025", "7.1.2025"),  # Epiphany
    ("24.12.2024", "24.1.2025", "24.1.2025"),
    ("30.11.2025", "30.12.2025", "30.12.2025"),
    ("1.12.2025", "1.1.2026", "2.1.2026"),
    ("6.12.2025", "6.1.2026", "7.1.2026"),
    ("30.12.2026", "30.1.2027", "1.2.2027"),
    ("1.12.2027", "1.1.2028", "3.1.2028"),
    ("6.12.2027", "6.1.2028", "7.1.2028"),
    ("31.12.2028", "31.1.2029", "31.1.2029"),
    # Easter wanders
    ("18.3.2025", "18.4.2025", "22.4.2025"),
    ("20.3.2025", "20.4.2025", "22.4.2025"),
    ("21.3.2025", "21.4.2025", "22.4.2025"),
    ("26.2.2027", "26.3.2027", "30.3.2027"),
    ("27.2.2027", "27.3.2027", "30.3.2027"),  # Easter Saturday is a Saturday like any other
    ("28.2.2027", "28.3.2027", "30.3.2027"),
    ("14.3.2028", "14.4.2028", "18.4.2028"),
    ("30.3.2029", "30.4.2029", "30.4.2029"),  # received on Good Friday
    # Ascension, Whitsun
    ("29.4.2025", "29.5.2025", "30.5.2025"),
    ("8.5.2025", "8.6.2025", "9.6.2025"),  # Whit Monday is a working day in Finland
    ("6.4.2027", "6.5.2027", "7.5.2027"),
    ("25.4.2028", "25.5.2028", "26.5.2028"),
    # May Day
    ("1.4.2025", "1.5.2025", "2.5.2025"),
    ("1.4.2027", "1.5.2027", "3.5.2027"),
    ("31.3.2028", "30.4.2028", "2.5.2028"),  # Sunday, then May Day
    # Midsummer
    ("20.5.2025", "20.6.2025", "23.6.2025"),
    ("21.5.2025", "21.6.2025", "23.6.2025"),
    ("24.5.2027", "24.6.2027", "24.6.2027"),  # the day before the eve
    ("25.5.2027", "25.6.2027", "28.6.2027"),  # as late as Midsummer can be
    ("23.5.2028", "23.6.2028", "26.6.2028"),
    ("22.5.2029", "22.6.2029", "25.6.2029"),
    # All Saints, Independence Day, Christmas
    ("1.10.2025", "1.11.2025", "3.11.2025"),
    ("4.10.2028", "4.11.2028", "6.11.2028"),
    ("6.11.2025", "6.12.2025", "8.12.2025"),
    ("6.11.2028", "6.12.2028", "7.12.2028"),
    ("25.11.2025", "25.12.2025", "29.12.2025"),
    ("26.11.2025", "26.12.2025", "29.12.2025"),
    ("24.11.2027", "24.12.2027", "27.12.2027"),  # the eve on Friday
    ("24.11.2028", "24.12.2028", "27.12.2028"),  # the eve on Sunday
    # Month ends
    ("31.7.2026", "31.8.2026", "31.8.2026"),
    ("30.8.2026", "30.9.2026", "30.9.2026"),
    ("30.9.2026", "30.10.2026", "30.10.2026"),  # the same number, not the month's end
    ("31.10.2026", "30.11.2026", "30.11.2026"),
    ("30.1.2028", "29.2.2028", "29.2.2028"),
    ("28.2.2029", "28.3.2029", "28.3.2029"),
]


@pytest.mark.parametrize(("received", "target", "limit"), ONE_MONTH)
def test_a_month_ends_on_the_same_number_or_the_next_working_day(received, target, limit):
    assert target_on(day(received)) == day(target)
    assert due_on(day(received)) == day(limit)


@pytest.mark.parametrize(
    ("received", "target", "limit", "told_by"),
    [
        ("31.1.2026", "30.4.2026", "30.4.2026", "2.3.2026"),  # from the receipt, not from 28.2.
        ("31.1.2028", "30.4.2028", "2.5.2028", "29.2.2028"),
        ("29.12.2023", "29.3.2024", "2.4.2024", "29.1.2024"),
        ("1.10.2026", "1.1.2027", "4.1.2027", "2.11.2026"),
        ("6.12.2026", "6.3.2027", "8.3.2027", "7.1.2027"),
        ("30.11.2025", "28.2.2026", "2.3.2026", "30.12.2025"),
        ("30.11.2026", "28.2.2027", "1.3.2027", "30.12.2026"),
        ("30.11.2027", "29.2.2028", "29.2.2028", "30.12.2027"),
        ("1.2.2026", "1.5.2026", "4.5.2026", "2.3.2026"),
        ("19.3.2026", "19.6.2026", "22.6.2026", "20.4.2026"),
        ("24.3.2026", "24.6.2026", "24.6.2026", "24.4.2026"),
        ("24.9.2026", "24.12.2026", "28.12.2026", "26.10.2026"),
    ],
)
def test_an_extension_runs_three_months_from_the_receipt(received, target, limit, told_by):
    assert target_on(day(received), extended=True) == day(target)
    assert due_on(day(received), extended=True) == day(limit)
    assert extension_told_by(day(received)) == day(told_by)


@pytest.mark.parametrize(
    ("received", "extended", "paused", "target", "limit"),
    [
        ("2.2.2026", False, 14, "16.3.2026", "16.3.2026"),  # asked 5.2., answered 19.2.
        ("31.1.2026", False, 1, "1.3.2026", "2.3.2026"),  # from the clamped day, then the Sunday
        ("31.1.2026", False, 3, "3.3.2026", "3.3.2026"),
        ("20.12.2025", False, 14, "3.2.2026", "3.2.2026"),
        ("20.11.2026", False, 4, "24.12.2026", "28.12.2026"),  # into Christmas
        ("10.3.2026", False, 20, "30.4.2026", "30.4.2026"),
        ("10.3.2026", False, 21, "1.5.2026", "4.5.2026"),  # over the month's end onto May Day
        ("24.11.2026", False, 4, "28.12.2026", "28.12.2026"),  # out of Christmas
        ("31.1.2026", True, 1, "1.5.2026", "4.5.2026"),
        ("29.2.2028", True, 366, "30.5.2029", "30.5.2029"),
    ],
)
def test_days_the_clock_stood_still_are_added_before_the_weekend_is_looked_at(
    received, extended, paused, target, limit
):
    assert target_on(day(received), extended=extended, paused_days=paused) == day(target)
    assert due_on(day(received), extended=extended, paused_days=paused) == day(limit)


@pytest.mark.parametrize(
    ("moment", "helsinki"),
    [
        ("2026-03-31T22:30", "1.4.2026"),  # a UTC date would give a limit two days too early
        ("2026-03-28T21:59", "28.3.2026"),  # the night summer time begins
        ("2026-03-28T22:00", "29.3.2026"),
        ("2026-03-29T20:59", "29.3.2026"),
        ("2026-03-29T21:00", "30.3.2026"),
        ("2026-10-24T20:59", "24.10.2026"),  # the night summer time ends
        ("2026-10-24T21:00", "25.10.2026"),
        ("2026-10-25T21:59", "25.10.2026"),
        ("2026-10-25T22:00", "26.10.2026"),
        ("2026-12-31T21:59", "31.12.2026"),
        ("2026-12-31T22:00", "1.1.2027"),
    ],
)
def test_a_request_arrives_on_its_helsinki_date(moment, helsinki):
    assert received_date(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == day(helsinki)


def test_a_moment_of_any_zone_is_brought_to_helsinki():
    new_york = timezone(timedelta(hours=-5))
    assert received_date(datetime(2026, 1, 31, 17, 30, tzinfo=new_york)) == date(2026, 2, 1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        received_date(datetime(2026, 1, 31, 17, 30))  # noqa: DTZ001  # the fault itself


def test_a_moment_in_the_place_of_a_date_is_refused():
    with pytest.raises(TypeError):
        due_on(datetime(2026, 1, 31, 23, 30, tzinfo=UTC))


def test_the_clock_never_runs_backwards():
    with pytest.raises(ValueError, match="fewer than 0"):
        due_on(date(2026, 1, 31), paused_days=-1)


@pytest.mark.parametrize(
    ("when", "fi", "sv"),
    [
        ("1.1.2026", "uudenvuodenpäivä", "nyårsdagen"),
        ("6.1.2026", "loppiainen", "trettondag"),
        ("3.4.2026", "pitkäperjantai", "långfredagen"),
        ("5.4.2026", "pääsiäispäivä", "påskdagen"),
        ("6.4.2026", "toinen pääsiäispäivä", "annandag påsk"),
        ("1.5.2026", "vappu", "första maj"),
        ("14.5.2026", "helatorstai", "kristi himmelsfärdsdag"),
        ("24.5.2026", "helluntaipäivä", "pingst"),
        ("19.6.2026", "juhannusaatto", "midsommarafton"),
        ("20.6.2026", "juhannuspäivä", "midsommardagen"),
        ("31.10.2026", "pyhäinpäivä", "alla helgons dag"),
        ("6.12.2026", "itsenäisyyspäivä", "självständighetsdagen"),
        ("24.12.2026", "jouluaatto", "julafton"),
        ("25.12.2026", "joulupäivä", "juldagen"),
        ("26.12.2026", "tapaninpäivä", "annandag jul"),
    ],
)
def test_holidays_have_their_names_in_both_languages(when, fi, sv):
    assert holiday_name(day(when), "fi").lower() == fi
    assert holiday_name(day(when), "sv").lower() == sv
    assert not is_working_day(day(when))


def test_there_are_fifteen_holidays_and_no_other():
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert sum(bool(holiday_name(when, "fi")) for when in year) == 15
    for ordinary in ("4.4.2026", "25.5.2026", "31.12.2026"):  # Easter Saturday, Whit Monday
        assert holiday_name(day(ordinary), "fi") == holiday_name(day(ordinary), "sv") == ""


def test_the_longest_first_period_is_35_days():
    """So neither “30 days” nor “31 days” is ever a safe answer."""
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(3653)]
    lengths = {(due_on(received) - received).days for received in days}
    assert (min(lengths), max(lengths)) == (28, 35)
