"""When jobs are due, against tables written by hand from the calendar."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.support.schedule import Daily, Every, Weekly, due_between

HELSINKI = ZoneInfo("Europe/Helsinki")


def moment(text: str) -> datetime:
    """ "2026-03-29 03:30 +03" as a moment."""
    return datetime.fromisoformat(text.replace(" +", "+"))


def due(when, after: str, until: str) -> list[datetime]:
    return list(reversed(list(due_between(when, moment(after), moment(until)))))


def moments(*texts: str) -> list[datetime]:
    return [moment(text) for text in texts]


AT_SEVEN, AT_NIGHT = Daily(at=time(7)), Daily(at=time(3, 30))


@pytest.mark.parametrize(
    ("after", "until", "expected"),
    [
        # Both edges: what was due at `after` is done, what is due at `until` is due.
        ("2026-11-21 07:00 +02", "2026-11-22 07:00 +02", ["2026-11-22 07:00 +02"]),
        ("2026-11-21 07:00 +02", "2026-11-22 06:59 +02", []),
        ("2026-11-21 06:59 +02", "2026-11-21 07:00 +02", ["2026-11-21 07:00 +02"]),
        ("2026-11-21 07:00 +02", "2026-11-21 07:00 +02", []),
        # Ends of months, of a year, of February
        (
            "2026-11-30 00:00 +02",
            "2026-12-02 00:00 +02",
            ["2026-11-30 07:00 +02", "2026-12-01 07:00 +02"],
        ),
        (
            "2026-12-31 00:00 +02",
            "2027-01-01 12:00 +02",
            ["2026-12-31 07:00 +02", "2027-01-01 07:00 +02"],
        ),
        (
            "2027-02-28 00:00 +02",
            "2027-03-01 12:00 +02",
            ["2027-02-28 07:00 +02", "2027-03-01 07:00 +02"],
        ),
        (
            "2028-02-28 00:00 +02",
            "2028-03-01 12:00 +02",
            ["2028-02-28 07:00 +02", "2028-02-29 07:00 +02", "2028-03-01 07:00 +02"],
        ),
        # Seven o'clock stays seven o'clock when the clocks change
        (
            "2026-03-28 00:00 +02",
            "2026-03-30 12:00 +03",
            ["2026-03-28 07:00 +02", "2026-03-29 07:00 +03", "2026-03-30 07:00 +03"],
        ),
        (
            "2026-10-24 00:00 +03",
            "2026-10-26 12:00 +02",
            ["2026-10-24 07:00 +03", "2026-10-25 07:00 +02", "2026-10-26 07:00 +02"],
        ),
    ],
)
def test_daily(after, until, expected):
    assert due(AT_SEVEN, after, until) == moments(*expected)


@pytest.mark.parametrize(
    ("after", "until", "expected"),
    [
        # 29 March 2026: after 02:59 comes 04:00. Half past three would have come at 04:30.
        (
            "2026-03-28 12:00 +02",
            "2026-03-30 12:00 +03",
            ["2026-03-29 04:30 +03", "2026-03-30 03:30 +03"],
        ),
        ("2026-03-28 12:00 +02", "2026-03-29 04:29 +03", []),
        # 25 October 2026: after 03:59 comes 03:00 again. The first half past three counts.
        (
            "2026-10-24 12:00 +03",
            "2026-10-26 12:00 +02",
            ["2026-10-25 03:30 +03", "2026-10-26 03:30 +02"],
        ),
        ("2026-10-25 03:30 +03", "2026-10-25 03:30 +02", []),
        ("2026-10-25 03:29 +03", "2026-10-25 03:30 +03", ["2026-10-25 03:30 +03"]),
    ],
)
def test_daily_in_the_hour_that_is_missing_or_comes_twice(after, until, expected):
    assert due(AT_NIGHT, after, until) == moments(*expected)


@pytest.mark.parametrize(
    ("weekday", "after", "until", "expected"),
    [
        # 1 November 2026 is a Sunday
        (0, "2026-11-01 00:00 +02", "2026-11-08 23:59 +02", ["2026-11-02 07:00 +02"]),
        (6, "2026-11-01 00:00 +02", "2026-11-08 06:59 +02", ["2026-11-01 07:00 +02"]),
        (0, "2026-11-02 07:00 +02", "2026-11-09 06:59 +02", []),
        # Across the end of a year, a leap day and both changes of the clocks
        (
            3,
            "2026-12-24 08:00 +02",
            "2027-01-07 08:00 +02",
            ["2026-12-31 07:00 +02", "2027-01-07 07:00 +02"],
        ),
        (
            1,
            "2028-02-22 08:00 +02",
            "2028-03-07 08:00 +02",
            ["2028-02-29 07:00 +02", "2028-03-07 07:00 +02"],
        ),
        (
            6,
            "2026-03-22 08:00 +02",
            "2026-04-05 08:00 +03",
            ["2026-03-29 07:00 +03", "2026-04-05 07:00 +03"],
        ),
        (
            6,
            "2026-10-18 08:00 +03",
            "2026-11-01 08:00 +02",
            ["2026-10-25 07:00 +02", "2026-11-01 07:00 +02"],
        ),
    ],
)
def test_weekly(weekday, after, until, expected):
    assert due(Weekly(weekday, at=time(7)), after, until) == moments(*expected)


@pytest.mark.parametrize(
    ("minutes", "after", "until", "expected"),
    [
        (5, "2026-11-22 10:00 +02", "2026-11-22 10:04 +02", []),
        (
            5,
            "2026-11-22 10:00 +02",
            "2026-11-22 10:11 +02",
            ["2026-11-22 10:05 +02", "2026-11-22 10:10 +02"],
        ),
        # An hour that is missing is missing from the clock only; so is one that comes twice
        (
            30,
            "2026-03-29 02:30 +02",
            "2026-03-29 04:30 +03",
            ["2026-03-29 04:00 +03", "2026-03-29 04:30 +03"],
        ),
        (
            30,
            "2026-10-25 03:00 +03",
            "2026-10-25 03:30 +02",
            ["2026-10-25 03:30 +03", "2026-10-25 03:00 +02", "2026-10-25 03:30 +02"],
        ),
        (
            30,
            "2026-12-31 23:30 +02",
            "2027-01-01 00:30 +02",
            ["2027-01-01 00:00 +02", "2027-01-01 00:30 +02"],
        ),
    ],
)
def test_every_so_many_minutes(minutes, after, until, expected):
    assert due(Every(minutes), after, until) == moments(*expected)


RHYTHMS = st.one_of(
    st.builds(Daily, at=st.times()),
    st.builds(Weekly, st.integers(0, 6), at=st.times()),
    st.builds(Every, st.integers(1, 2000)),
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 # hypothesis wants them plain


@given(RHYTHMS, MOMENTS)
def test_the_latest_is_never_ahead_and_nothing_lies_between_it_and_now(when, now):
    latest = when.latest(now)
    assert latest <= now
    assert when.latest(latest) == latest
    assert list(due_between(when, latest, now)) == []


@given(st.times(), MOMENTS)
def test_each_day_has_its_run_once(at, now):
    days = [
        found.astimezone(HELSINKI).date()
        for found in due_between(Daily(at=at), now - timedelta(days=10), now)
    ]
    assert len(days) in {9, 10, 11}
    assert {later - earlier for later, earlier in pairwise(days)} == {timedelta(days=1)}
