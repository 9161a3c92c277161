"""A plan in figures: how much of what is to happen, by outcome, rule and category."""

from typing import Any

from django.db.models import Count

from retention.digests import names_of_rules
from retention.models import Outcome, Plan, PlanItem

AT_A_TIME = 2_000


def counts_of(plan: Plan) -> dict[str, Any]:
    """The figures kept with a plan.

    `people` counts people by outcome, everything else counts items: `outcomes`, and by outcome
    within each of `parts`, `rules` ("" without one) and `categories` ("" for whole people); `kept`
    counts by the reason why something is kept or needs a look.
    """
    items = PlanItem.objects.filter(plan=plan)
    rules = names_of_rules(plan)
    groups = (
        items.order_by()
        .values_list("outcome", "part", "rule", "category", "kept")
        .annotate(items=Count("pk"))
    )
    counts: dict[str, Any] = {
        "items": 0,
        "outcomes": dict.fromkeys(Outcome.values, 0),
        "parts": {},
        "rules": {},
        "categories": {},
        "kept": {},
    }
    for outcome, part, rule, category, kept, number in sorted(groups, key=str):
        counts["items"] += number
        counts["outcomes"][outcome] += number
        _add(counts["parts"], part, outcome, number)
        _add(counts["rules"], rules[rule] if rule else "", outcome, number)
        _add(counts["categories"], category, outcome, number)
        if kept:
            counts["kept"][kept] = counts["kept"].get(kept, 0) + number
    people = items.filter(uuid__isnull=False).order_by().values_list("outcome")
    counts["people"] = dict(sorted(people.annotate(people=Count("uuid", distinct=True))))
    return counts


def _add(counts: dict[str, dict[str, int]], name: str, outcome: str, number: int) -> None:
    of_name = counts.setdefault(name, {})
    of_name[outcome] = of_name.get(outcome, 0) + number
