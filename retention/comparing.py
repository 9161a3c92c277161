"""Does one rule keep longer than another? What people were told against what is carried out.

Pure. One rule keeps no longer than another when no day of any event can make it: five years from
the last order are never longer than six from it, but may be longer than one year from the last
sign-in. Where neither can be said of two rules, they are merely different, and for some people the
later of them is the longer.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum

from retention.applying import Carried, CarriedTerm
from retention.enums import Combinator, Rounding, RuleForm, Unit
from retention.models import UNDER_A_DAY
from retention.periods import CALENDAR_YEAR, FinancialYears, Span

# A leap year and what surrounds it: every length of month and year lies in it.
DAYS = [date(2023, 1, 1) + timedelta(days=number) for number in range(4 * 366)]
# Of companies that keep other years than the calendar's.
YEARS = (CALENDAR_YEAR, *(FinancialYears(usual=ends) for ends in ((6, 30), (3, 31))))
AN_HOUR = 60
A_DAY = 24 * AN_HOUR
MINUTES: dict[Unit, tuple[int, int]] = {  # at least, at most
    Unit.MINUTE: (1, 1),
    Unit.HOUR: (AN_HOUR, AN_HOUR),
    Unit.DAY: (A_DAY, A_DAY),
    Unit.WEEK: (7 * A_DAY, 7 * A_DAY),
    Unit.MONTH: (28 * A_DAY, 31 * A_DAY),
    Unit.YEAR: (365 * A_DAY, 366 * A_DAY),
}


class Verdict(Enum):
    """How a rule stands to the one that was promised."""

    SAME = "same"
    SHORTER = "shorter"
    LONGER = "longer"
    DIFFERENT = "different"  # for some people later, for others sooner
    ENDLESS = "endless"  # a period was promised, and none is carried out
    NOTHING_PROMISED = "nothing_promised"  # no period that could be broken


def compare(promised: Carried, today: Carried) -> Verdict:
    """How `today` keeps, against what was promised."""
    if not ends(promised):
        is_shorter = promised.form == RuleForm.PERMANENT and ends(today)
        return Verdict.SHORTER if is_shorter else Verdict.NOTHING_PROMISED
    if not ends(today):
        return Verdict.ENDLESS
    match is_no_longer(today, promised), is_no_longer(promised, today):
        case True, True:
            return Verdict.SAME
        case True, False:
            return Verdict.SHORTER
        case False, True:
            return Verdict.LONGER
    return Verdict.DIFFERENT


def ends(rule: Carried) -> bool:
    """A period whose end somebody can tell: every term has an event to be counted from."""
    return rule.form == RuleForm.PERIOD and bool(rule.terms) and all(t.trigger for t in rule.terms)


def is_no_longer(one: Carried, other: Carried) -> bool:
    """Whatever has happened and when, `one` is over by the last day of `other`."""
    return _cap_is_no_later(one.cap, other.cap) and _terms_are_no_longer(one, other)


def _cap_is_no_later(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return other is None or (one is not None and one <= other)


def _terms_are_no_longer(one: Carried, other: Carried) -> bool:
    """Terms of different events can be compared by no day: the one of them may be long past.

    *Latest of* is over when all its terms are, *earliest of* when any is.
    """
    if Combinator.FIRST_KNOWN in (_combinator(one), _combinator(other)):
        return _in_turn(one, other)
    all_of_one = _combinator(one) == Combinator.LATEST
    any_of_other = _combinator(other) == Combinator.LATEST
    if all_of_one:
        against = any if any_of_other else all
        return all(against(_no_longer(a, b) for b in other.terms) for a in one.terms)
    if any_of_other:
        return any(_no_longer(a, b) for a in one.terms for b in other.terms)
    return all(any(_no_longer(a, b) for a in one.terms) for b in other.terms)


def _in_turn(one: Carried, other: Carried) -> bool:
    """The first known event decides, so the events must be the same in the same order."""
    same = _combinator(one) == _combinator(other) and len(one.terms) == len(other.terms)
    return same and all(map(_no_longer, one.terms, other.terms))


def _combinator(rule: Carried) -> Combinator:
    return rule.combinator if len(rule.terms) > 1 else Combinator.LATEST


def _no_longer(one: CarriedTerm, other: CarriedTerm) -> bool:
    """Of two terms of the same event, on every day on which it may have happened."""
    if one == other:
        return True
    if one.trigger != other.trigger:
        return False
    if {one.counted.span.unit, other.counted.span.unit} & set(UNDER_A_DAY):
        return _is_no_longer_in_minutes(one, other)
    return all(
        one.counted.last_day(day, years=years) <= other.counted.last_day(day, years=years)
        for years in _years([one, other])
        for day in DAYS
    )


def _is_no_longer_in_minutes(one: CarriedTerm, other: CarriedTerm) -> bool:
    """A start moved forward makes a period longer by no length that could be told here."""
    if one.counted.rounding != Rounding.NONE:
        return False
    return _minutes(one.counted.span)[1] <= _minutes(other.counted.span)[0]


def _minutes(span: Span) -> tuple[int, int]:
    at_least, at_most = MINUTES[span.unit]
    return span.length * at_least, span.length * at_most


def _years(terms: Sequence[CarriedTerm]) -> Sequence[FinancialYears]:
    rounded = any(term.counted.rounding == Rounding.END_OF_FINANCIAL_YEAR for term in terms)
    return YEARS if rounded else YEARS[:1]
