"""Which rules apply to what: to a category of data of a kind of person.

Pure, but for `rules_of`, which reads the rules of a register with a fixed number of queries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from register.enums import DataCategory, SubjectKind
from register.models import Register
from retention.enums import Action, AppliesWhen, Combinator, Rounding, RuleForm, Trigger, Unit
from retention.models import UNDER_A_DAY, RetentionRule
from retention.periods import Counted, Span


@dataclass(frozen=True, slots=True)
class CarriedTerm:
    """A term, ready to be counted. Without a trigger nobody can tell when it begins."""

    trigger: str
    counted: Counted


@dataclass(frozen=True)
class Carried:
    """A rule as the plan sees it."""

    number: int
    key: str
    form: RuleForm
    action: Action
    statutory: bool
    applies_when: str
    has_condition: bool  # in words, that only a person can judge
    kinds: frozenset[str]  # of people; none: everyone
    categories: frozenset[str]  # none: all data
    combinator: Combinator
    terms: tuple[CarriedTerm, ...]
    cap: tuple[int, int] | None  # (month, day)

    @cached_property
    def is_period(self) -> bool:
        """Whether a day follows from it. What is kept for hours, its system erases by itself."""
        under_a_day = any(term.counted.span.unit in UNDER_A_DAY for term in self.terms)
        return self.form == RuleForm.PERIOD and bool(self.terms) and not under_a_day

    @cached_property
    def triggers(self) -> frozenset[str]:
        found = {term.trigger for term in self.terms}
        return frozenset(found | {Trigger.EVENT.value} if self.cap else found)

    def fits(self, kind: str | None, *, in_debt: bool) -> bool:
        """Whether it is for such people; `None` is the buyer of a voucher whose person has gone."""
        is_for_them = not self.kinds or kind is None or kind in self.kinds
        return is_for_them and (self.applies_when != AppliesWhen.IN_DEBT or in_debt)


Rules = tuple[Carried, ...]
KINDS: tuple[str | None, ...] = (*SubjectKind.values, None)


def rules_of(register: Register) -> Rules:
    """In the order of their numbers, by which ties are decided."""
    rows = RetentionRule.objects.filter(register=register).order_by("pk")
    return tuple(
        carried(rule) for rule in rows.prefetch_related("terms", "categories", "subject_groups")
    )


def carried(rule: RetentionRule) -> Carried:
    """Of a rule with its rows in the database."""
    return as_carried(
        rule,
        terms=[(term.trigger, term.length, term.unit, term.rounding) for term in rule.terms.all()],
        categories=[one.category for one in rule.categories.all()],
        kinds=[group.kind for group in rule.subject_groups.all()],
    )


def as_carried(
    rule: RetentionRule,
    *,
    terms: Iterable[tuple[str, int, str, str]],
    categories: Iterable[str],
    kinds: Iterable[str],
) -> Carried:
    """Of a rule that need not be saved: `terms` are (trigger, length, unit, rounding)."""
    has_condition = bool(rule.condition_fi or rule.condition_sv or rule.condition_en)  # type: ignore[attr-defined]
    cap = (rule.cap_month, rule.cap_day) if rule.cap_month and rule.cap_day else None
    return Carried(
        number=rule.pk or 0,
        key=rule.key,
        form=RuleForm(rule.form),
        action=Action(rule.action),
        statutory=rule.statutory,
        applies_when=rule.applies_when,
        has_condition=has_condition and not rule.applies_when,
        kinds=frozenset(kinds),
        categories=frozenset(categories),
        combinator=Combinator(rule.combinator or Combinator.LATEST),
        terms=tuple(
            CarriedTerm(
                trigger,
                Counted(
                    Trigger(trigger) if trigger else Trigger.EVENT,
                    Span(length, Unit(unit)),
                    Rounding(rounding),
                ),
            )
            for trigger, length, unit, rounding in terms
        ),
        cap=cap,
    )


def applicable(
    rules: Rules, kind: str | None, categories: Sequence[str], *, in_debt: bool
) -> Rules:
    """The rules that decide on data of these categories together: each may keep the data."""
    fitting = [rule for rule in rules if rule.fits(kind, in_debt=in_debt)]
    found = {rule.number for category in categories for rule in _of_category(fitting, category)}
    return tuple(rule for rule in fitting if rule.number in found)


def applicable_to_voucher(
    rules: Rules, kind: str | None, categories: Sequence[str], *, in_debt: bool
) -> Rules:
    """A voucher is an invoice; of debts and payments the rules join that name them."""
    voucher = {
        rule.number for rule in applicable(rules, kind, [DataCategory.INVOICE], in_debt=in_debt)
    }
    return tuple(
        rule
        for rule in applicable(rules, kind, categories, in_debt=in_debt)
        if rule.number in voucher or rule.categories & set(categories)
    )


def _of_category(fitting: Sequence[Carried], category: str) -> list[Carried]:
    naming = [rule for rule in fitting if category in rule.categories]
    general = [rule for rule in fitting if not rule.categories]
    if any(not rule.statutory for rule in naming):
        general = [rule for rule in general if rule.statutory]  # what was chosen gives way
    return naming + general


def groups_of_categories(
    rules: Rules, kind: str | None, *, in_debt: bool
) -> dict[Rules, list[DataCategory]]:
    """The categories of data, those together on which the same rules decide."""
    found: dict[Rules, list[DataCategory]] = {}
    for category in DataCategory:
        decided_by = applicable(rules, kind, [category], in_debt=in_debt)
        found.setdefault(decided_by, []).append(category)
    return found
