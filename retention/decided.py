"""What was decided of somebody's request to be erased, in the words of the rules (Art. 17).

A granted erasure beats the periods that a company has chosen, and no duty of law (Art. 17(3)(b)):
of a register's rules only the statutory ones bind. Beside them stand two of our own. What was
refused is kept. What was granted only with the rest, and not by name, is kept and looked at where
nobody can tell whether a duty still runs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from register.enums import DataCategory
from retention.applying import Carried, Rules, applicable
from retention.enums import Action, Combinator, RuleForm

REFUSED, UNSETTLED = -2, -1  # numbers that no rule in the database has
OURS = frozenset({REFUSED, UNSETTLED})
Row = tuple[str, int]  # "register.Invoice" and its number


@dataclass(frozen=True, slots=True)
class Decided:
    """Categories and rows that stay, and those that were granted by name."""

    refused: frozenset[str] = frozenset()
    by_name: frozenset[str] = frozenset()
    rows_refused: frozenset[Row] = frozenset()
    rows_by_name: frozenset[Row] = frozenset()
    refused_with_rest: frozenset[str] = frozenset()  # of those refused: by no word of their own

    @property
    def models(self) -> frozenset[str]:
        """Of which single rows were decided."""
        return frozenset(label for label, _row in self.rows_refused | self.rows_by_name)

    def binding(self, rules: Rules) -> Rules:
        """What still keeps data: of the register's rules, and of the decision."""
        statutory = tuple(rule for rule in rules if rule.statutory)
        unsettled = frozenset(DataCategory.values) - self.by_name
        return (
            *([_ours(REFUSED, RuleForm.PERMANENT, self.refused)] if self.refused else []),
            *statutory,
            *([_ours(UNSETTLED, RuleForm.CRITERION, unsettled)] if unsettled else []),
        )

    def of_voucher(self, rules: Rules, as_invoice: Rules, categories: Sequence[str]) -> Rules:
        """A voucher is decided as what it is, an invoice: that it was paid or is owed too changes
        nothing, unless payments or debts were refused by name."""
        ours = {rule.number for rule in as_invoice} & OURS
        if (self.refused - self.refused_with_rest).intersection(categories):
            ours.add(REFUSED)
        return tuple(rule for rule in rules if rule.number not in OURS - ours)

    def as_written(self) -> dict[str, Any]:
        return {
            "refused": sorted(self.refused),
            "by_name": sorted(self.by_name),
            "rows_refused": [list(row) for row in sorted(self.rows_refused)],
            "rows_by_name": [list(row) for row in sorted(self.rows_by_name)],
            "refused_with_rest": sorted(self.refused_with_rest),
        }

    @classmethod
    def read(cls, written: Mapping[str, Sequence[Any]]) -> Self:
        return cls(
            frozenset(written["refused"]),
            frozenset(written["by_name"]),
            frozenset((label, row) for label, row in written["rows_refused"]),
            frozenset((label, row) for label, row in written["rows_by_name"]),
            frozenset(written.get("refused_with_rest", [])),
        )


def afterwards(rules: Rules, refused: Collection[str], *, kind: str | None, in_debt: bool) -> Rules:
    """What keeps data after an erasure was granted: statutory rules, as on the day it was.

    Of categories of which something was refused all rules keep, as if nobody had asked.
    """
    of_refused: dict[int, set[str]] = {}
    for category in refused:
        for rule in applicable(rules, kind, [category], in_debt=in_debt):
            of_refused.setdefault(rule.number, set()).add(category)
    granted = frozenset(DataCategory.values) - frozenset(refused)
    return (
        *(
            rule if rule.statutory else replace(rule, categories=frozenset(of_refused[rule.number]))
            for rule in rules
            if rule.statutory or rule.number in of_refused
        ),
        *([_ours(UNSETTLED, RuleForm.CRITERION, granted)] if granted else []),
    )


def without_ours(rules: Rules) -> Rules:
    return tuple(rule for rule in rules if rule.number not in OURS)


def of_row(rules: Rules, *, refused: bool) -> Rules:
    """The rules of a row that was decided by itself, whatever was decided of its category."""
    ours = (_ours(REFUSED, RuleForm.PERMANENT, frozenset()),) if refused else ()
    return (*ours, *without_ours(rules))


def _ours(number: int, form: RuleForm, categories: frozenset[str]) -> Carried:
    return Carried(
        number=number,
        key="",
        form=form,
        action=Action.ERASE,
        statutory=True,
        applies_when="",
        has_condition=False,
        kinds=frozenset(),
        categories=categories,
        combinator=Combinator.LATEST,
        terms=(),
        cap=None,
    )
