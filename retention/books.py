"""The financial years of the companies that keep a register, as far as its rules count by them."""

from collections import defaultdict
from datetime import date

from register.models import Register, RegisterController
from retention.applying import Rules, rules_of
from retention.enums import Rounding, Trigger
from retention.models import FinancialYear
from retention.periods import CALENDAR_YEAR, FinancialYears


def matter(rules: Rules) -> bool:
    """Whether a period of these rules is counted from the end of a financial year."""
    return any(
        term.counted.rounding == Rounding.END_OF_FINANCIAL_YEAR
        for rule in rules
        for term in rule.terms
    )


def concern(register: Register) -> bool:
    """Whether a rule counts by them at all, be it from the day the statements were adopted."""
    rules = rules_of(register)
    adopted = Trigger.FINANCIAL_STATEMENTS_ADOPTED
    return matter(rules) or any(
        term.counted.trigger == adopted for rule in rules for term in rule.terms
    )


def years_of(register: Register, rules: Rules) -> dict[int, FinancialYears]:
    """Those of each membership of the register, by its number; all alike where none matters."""
    memberships = RegisterController.objects.filter(register=register).order_by("pk")
    numbers = dict(memberships.values_list("pk", "controller"))
    if not matter(rules):
        return dict.fromkeys(numbers, CALENDAR_YEAR)
    recorded: dict[int, list[date]] = defaultdict(list)
    years = FinancialYear.objects.filter(controller__in=set(numbers.values())).order_by("ends_on")
    for controller, ends_on in years.values_list("controller", "ends_on"):
        recorded[controller].append(ends_on)
    of_each = {one: FinancialYears(tuple(ends)) for one, ends in recorded.items()}
    return {pk: of_each.get(one, CALENDAR_YEAR) for pk, one in numbers.items()}
