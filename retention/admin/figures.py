"""A plan in figures: how much of what is erased, kept and looked at, with the way to each list.

The figures were counted when the plan was made (`retention/figures.py`); nothing is counted to draw
a page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin import scope
from register.admin.words import words_of
from register.enums import DataCategory
from retention.models import Kept, Outcome, Part, Plan, PlanItem, RetentionRule, Skipped

KEPT_WHY = (Kept.LONGER_RULE, Kept.HOLD, Kept.RESTRICTION, Kept.MERGE)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, and where they are listed."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: one figure for each outcome."""

    label: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that was counted of a plan."""

    plan: Plan

    @property
    def total(self) -> int:
        return int(self._counted("items") or 0)

    @property
    def goes(self) -> int:
        """What an approval lets go."""
        return self._of(Outcome.ERASE) + self._of(Outcome.ANONYMISE)

    @property
    def looks(self) -> int:
        return self._of(Outcome.LOOK)

    @property
    def outcomes(self) -> list[Figure]:
        return _figures(self.plan, self._counted("outcomes"))

    @property
    def parts(self) -> list[Row]:
        names = {part.value: str(part.label) for part in Part}
        return self._table("parts", names, {part: {"part": part} for part in names})

    @property
    def by_category(self) -> list[Row]:
        names = {value: str(words) for value, words in DataCategory.choices}
        return self._table("categories", names, {name: {"category": name} for name in names})

    @property
    def by_rule(self) -> list[Row]:
        keys = {number: told["key"] for number, told in self.plan.rule_names.items()}
        names = names_of_rules(self.plan)
        return self._table(
            "rules",
            {keys[number]: name for number, name in names.items()},
            {keys[number]: {"rule": number} for number in names},
        )

    @property
    def reasons(self) -> list[Figure]:
        """Why data that are due are kept."""
        counts = self._counted("kept")
        return [
            Figure(
                capfirst(str(why.label)),
                counts[why],
                items_url(self.plan, outcome=Outcome.KEEP, kept=why),
            )
            for why in KEPT_WHY
            if counts.get(why)
        ]

    def _table(
        self, what: str, names: Mapping[str, str], narrowed: Mapping[str, Mapping[str, Any]]
    ) -> list[Row]:
        counted = self._counted(what)
        return [
            Row(capfirst(label), _figures(self.plan, counted[name], **narrowed[name]))
            for name, label in names.items()
            if name in counted
        ]

    def _of(self, outcome: Outcome) -> int:
        return int(self._counted("outcomes").get(outcome, 0))

    def _counted(self, what: str) -> Any:
        return self.plan.counts.get(what, {})


def _figures(plan: Plan, counts: Mapping[str, int], **narrowed: Any) -> list[Figure]:
    return [
        Figure(label, counts.get(outcome, 0), items_url(plan, outcome=outcome, **narrowed))
        for outcome, label in zip(Outcome, headings(), strict=True)
    ]


def left_alone(plan: Plan) -> list[Figure]:
    """What a run did not touch although it was approved, and why."""
    counted = plan.items.exclude(skipped="").order_by().values_list("skipped")
    return [
        Figure(capfirst(str(Skipped(why).label)), count, items_url(plan, skipped=why))
        for why, count in sorted(counted.annotate(Count("pk")))
    ]


def names_of_rules(plan: Plan) -> dict[str, str]:
    """The plan's rules by number, in their order, those that are gone last."""
    rules = RetentionRule.objects.order_by("register", "position", "pk")
    known = {str(rule.pk): words_of(rule) for rule in rules}
    here = [number for number in known if number in plan.rule_names]
    gone = [number for number in plan.rule_names if number not in known]
    return {
        number: known.get(number) or named_then(plan, int(number))["name"]
        for number in (*here, *gone)
    }


def named_then(plan: Plan, number: int | None) -> dict[str, str]:
    """What a rule was called when the plan was made; {} where it knows none."""
    found: dict[str, str] = plan.rule_names.get(str(number), {})
    return found


def rules_of(keys: Iterable[int]) -> dict[int, RetentionRule]:
    return RetentionRule.objects.in_bulk(set(keys))


def items_url(plan: Plan, **narrowed: Any) -> str:
    query = {"plan": plan.pk, **{key: str(value) for key, value in narrowed.items()}}
    return f"{scope.url_of(PlanItem, 'changelist')}?{urlencode(query)}"


def headings() -> list[str]:
    """What is said of figures, outcome by outcome."""
    return [_("Erase"), _("Anonymise"), _("Keep"), _("Needs a look")]
