"""From when until when a version is in force, told by hand."""

from datetime import date

import pytest
from django.utils import translation

from privacy_notices.lifespans import lifespans
from privacy_notices.models import NoticeVersion, Withdrawal

SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


def versions(*days: date) -> list[NoticeVersion]:
    return [NoticeVersion(number=n, effective_on=day) for n, day in enumerate(days, start=1)]


def withdrawn(on: date, back: date | None = None) -> Withdrawal:
    return Withdrawal(withdrawn_on=on, back_on=back)


def told(today: date, days: list[date], *withdrawals: Withdrawal) -> list[tuple[str, str]]:
    """The oldest first."""
    spans = lifespans(versions(*days), withdrawals, today=today)
    with translation.override("en"):
        return [(span.phase.value, span.in_words()) for span in reversed(spans)]


@pytest.mark.parametrize(
    ("today", "first", "second"),
    [
        (
            date(2026, 9, 30),
            ("in_force", "in force from 1 Sep 2026 until 30 Sep 2026"),
            ("coming", "comes into force on 1 Oct 2026"),
        ),
        (
            OCTOBER,
            ("superseded", "was in force from 1 Sep 2026 until 30 Sep 2026"),
            ("in_force", "in force from 1 Oct 2026"),
        ),
    ],
)
def test_a_version_ends_the_day_before_the_next_begins(
    today: date, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert told(today, [SEPTEMBER, OCTOBER]) == [first, second]


def test_a_version_replaced_on_its_first_day_says_so() -> None:
    first, second = told(SEPTEMBER, [SEPTEMBER, SEPTEMBER])
    assert first == ("superseded", "replaced before its first day, 1 Sep 2026, was over")
    assert second == ("in_force", "in force from 1 Sep 2026")


def test_a_version_that_a_later_one_overtook_never_begins() -> None:
    first, second, third = told(SEPTEMBER, [SEPTEMBER, NOVEMBER, OCTOBER])
    assert first == ("in_force", "in force from 1 Sep 2026 until 30 Sep 2026")
    assert second == ("superseded", "replaced before its first day, 1 Nov 2026, was over")
    assert third == ("coming", "comes into force on 1 Oct 2026")


@pytest.mark.parametrize(
    ("today", "phase", "words"),
    [
        (date(2026, 9, 30), "in_force", "in force from 1 Sep 2026 until 30 Sep 2026"),
        (OCTOBER, "withdrawn", "was in force from 1 Sep 2026 until 30 Sep 2026"),
    ],
)
def test_a_withdrawal_ends_the_version_in_force(today: date, phase: str, words: str) -> None:
    assert told(today, [SEPTEMBER], withdrawn(OCTOBER)) == [(phase, words)]


def test_a_version_published_after_a_withdrawal_is_in_force() -> None:
    first, second = told(NOVEMBER, [SEPTEMBER, NOVEMBER], withdrawn(OCTOBER, back=NOVEMBER))
    assert first == ("withdrawn", "was in force from 1 Sep 2026 until 30 Sep 2026")
    assert second == ("in_force", "in force from 1 Nov 2026")


def test_a_version_still_to_come_is_withdrawn_with_its_notice() -> None:
    first, second = told(OCTOBER, [SEPTEMBER, NOVEMBER], withdrawn(OCTOBER))
    assert first == ("withdrawn", "was in force from 1 Sep 2026 until 30 Sep 2026")
    assert second == ("withdrawn", "withdrawn before its first day, 1 Nov 2026, was over")
