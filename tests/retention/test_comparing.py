"""Does a rule keep longer than was promised? Every answer written out by hand."""

import pytest

from retention.applying import as_carried
from retention.comparing import compare
from retention.models import RetentionRule


def rule(words, *, form="period", combinator="", cap=None):
    """Such as "3 year last_order" or "3 month birth end_of_month, 0 year death"."""
    terms = []
    for term in words.split(", "):
        length, unit, trigger, rounding, *_rest = [*term.split(), "", ""]
        terms.append((trigger, int(length), unit, rounding or "none"))
    month, day = cap or (None, None)
    row = RetentionRule(key="r", form=form, combinator=combinator, cap_month=month, cap_day=day)
    return as_carried(row, terms=terms, categories=(), kinds=())


@pytest.mark.parametrize(
    ("promised", "today", "verdict"),
    [
        ("3 year last_order", "3 year last_order", "same"),
        ("3 year last_order", "36 month last_order", "same"),
        ("2 week event", "14 day event", "same"),
        ("3 year last_order", "4 year last_order", "longer"),
        ("3 year last_order", "37 month last_order", "longer"),
        ("3 year last_order", "2 year last_order", "shorter"),
        ("1 year last_order", "365 day last_order", "shorter"),  # a leap year has a day more
        ("1 year last_order", "366 day last_order", "longer"),
        ("3 month event", "90 day event", "different"),  # three months are 89 to 92 days
        ("3 month event", "89 day event", "shorter"),
        ("3 month event", "92 day event", "longer"),
        # Whoever ordered long ago may have signed in yesterday, and the other way about.
        ("3 year last_order", "1 year last_login", "different"),
        # The start moved forward.
        ("6 year event", "6 year event end_of_calendar_year", "longer"),
        ("6 year event end_of_calendar_year", "6 year event end_of_month", "shorter"),
        ("5 year event end_of_calendar_year", "6 year event", "longer"),  # by a day at least
        ("5 year event end_of_calendar_year", "66 month event", "different"),
        # A financial year may end in any month.
        (
            "6 year event end_of_financial_year",
            "6 year event end_of_calendar_year",
            "different",
        ),
        # Periods under a day.
        ("24 hour event", "1 day event", "same"),
        ("30 minute event", "1 hour event", "longer"),
        ("1 month event", "700 hour event", "different"),
        ("1 month event", "600 hour event", "shorter"),
        ("0 year membership_end", "1 month membership_end", "longer"),
        # A promise that nobody could count is none; where nothing is counted now, one is broken.
        ("3 year", "5 year last_order", "nothing_promised"),
        ("3 year last_order", "3 year", "endless"),
    ],
)
def test_one_term_against_another(promised, today, verdict):
    assert compare(rule(promised), rule(today)).value == verdict


TWO = "3 year last_order, 3 year last_login"


@pytest.mark.parametrize(
    ("promised", "today", "verdict"),
    [
        ((TWO, "latest"), (TWO, "latest"), "same"),
        ((TWO, "latest"), ("3 year last_login, 3 year last_order", "latest"), "same"),
        ((TWO, "latest"), (TWO, "earliest"), "shorter"),
        ((TWO, "earliest"), (TWO, "latest"), "longer"),
        (("3 year last_order", ""), (TWO, "latest"), "longer"),  # a later sign-in keeps it
        (("3 year last_order", ""), (TWO, "earliest"), "shorter"),
        ((TWO, "earliest"), ("3 year last_order", ""), "longer"),
        ((TWO, "latest"), ("3 year last_order, 4 year last_login", "latest"), "longer"),
        ((TWO, "latest"), ("2 year last_order, 4 year last_login", "latest"), "different"),
        ((TWO, "earliest"), ("2 year last_order, 3 year last_login", "earliest"), "shorter"),
        ((TWO, "first_known"), (TWO, "first_known"), "same"),
        ((TWO, "first_known"), ("3 year last_order, 4 year last_login", "first_known"), "longer"),
        (
            (TWO, "first_known"),
            ("3 year last_login, 3 year last_order", "first_known"),
            "different",
        ),
    ],
)
def test_several_terms(promised, today, verdict):
    (old, was), (new, is_now) = promised, today
    assert compare(rule(old, combinator=was), rule(new, combinator=is_now)).value == verdict


@pytest.mark.parametrize(
    ("promised", "today", "verdict"),
    [
        (None, None, "same"),
        (None, (4, 30), "shorter"),
        ((4, 30), None, "longer"),
        ((4, 30), (6, 1), "longer"),
        ((4, 30), (4, 1), "shorter"),
    ],
)
def test_the_last_day_of_the_following_year(promised, today, verdict):
    words = "2 year event"
    assert compare(rule(words, cap=promised), rule(words, cap=today)).value == verdict


@pytest.mark.parametrize(
    ("promised", "today", "verdict"),
    [
        ("period", "permanent", "endless"),
        ("period", "criterion", "endless"),
        ("period", "external", "endless"),
        ("criterion", "period", "nothing_promised"),
        ("external", "permanent", "nothing_promised"),
        ("permanent", "period", "shorter"),
        ("permanent", "permanent", "nothing_promised"),
    ],
)
def test_other_kinds_of_rules(promised, today, verdict):
    words = "3 year last_order"
    assert compare(rule(words, form=promised), rule(words, form=today)).value == verdict
