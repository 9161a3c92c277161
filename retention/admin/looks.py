"""What a plan could not decide: what is missing, how often, and the page that mends it."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.admin import scope
from register.admin.people_access import url_of_person
from register.admin.words import words_of
from register.enums import DataCategory
from register.hub import Link
from register.models import DataSubject, Invoice
from retention.admin.figures import items_url, named_then, rules_of
from retention.models import Kept, Outcome, Part, Plan, PlanItem, RetentionRule

ADVICE = {
    Kept.UNKNOWN_EVENT: gettext_lazy(
        "Write the missing day on the person's card or on the invoice."
    ),
    Kept.NO_RULE: gettext_lazy("Make a rule that covers these data, or stop holding them."),
    Kept.NOT_A_PERIOD: gettext_lazy("Give the rule a length and an event to count from."),
    Kept.CONDITION: gettext_lazy(
        "Judge whether the condition holds, or choose for the rule a case that can be told from "
        "the data."
    ),
    Kept.REVIEW: gettext_lazy("Look at the data and decide whether they are still needed."),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """Items with the same lack."""

    why: str
    advice: str
    data: str
    rule: str
    count: int
    list_url: str
    mend: Link | None


def looks(request: HttpRequest, plan: Plan) -> list[Looked]:
    """The lacks, those that concern most first. One question, of what needs a look alone."""
    items = plan.items.filter(outcome=Outcome.LOOK).order_by()
    groups = items.values_list("kept", "part", "category", "rule").annotate(Count("pk"))
    found = sorted(groups, key=lambda group: (-group[4], *map(str, group)))
    rules = rules_of(rule for _kept, _part, _category, rule, _count in found if rule)
    return [_looked(request, plan, rules, *group) for group in found]


def _looked(
    request: HttpRequest,
    plan: Plan,
    rules: dict[int, RetentionRule],
    why: str,
    part: str,
    category: str,
    rule: int | None,
    count: int,
) -> Looked:
    narrowed = {"kept": why, "part": part, "category": category, "rule": rule}
    kept = Kept(why)
    data = DataCategory(category).label if category else Part(part).label
    return Looked(
        why=str(kept.label),
        advice=str(ADVICE.get(kept, "")),
        data=capfirst(str(data)),
        rule=words_of(rules[rule]) if rule in rules else named_then(plan, rule).get("name", ""),
        count=count,
        list_url=items_url(
            plan, outcome=Outcome.LOOK, **{key: value for key, value in narrowed.items() if value}
        ),
        mend=of_rule(request, why, rule if rule in rules else None, plan.register_id),
    )


def of_rule(
    request: HttpRequest, kept: str, rule: int | None, register_id: int | None
) -> Link | None:
    """The page of the rule that is missing or cannot be carried out."""
    if kept == Kept.NO_RULE and request.user.has_perm("retention.add_retentionrule"):
        return Link(_("Make a rule"), scope.add_url(RetentionRule, register_id))
    in_rule = kept in (Kept.NOT_A_PERIOD, Kept.CONDITION)
    if in_rule and rule and request.user.has_perm("retention.view_retentionrule"):
        return Link(_("Open the rule"), scope.url_of(RetentionRule, "change", rule))
    return None


def mend(request: HttpRequest, item: PlanItem, person: DataSubject | None) -> Link | None:
    """Where one item is mended; None where nothing is to be, or the reader may not."""
    if item.outcome != Outcome.LOOK:
        return None
    way = of_rule(request, item.kept, item.rule_id, item.plan.register_id)
    if way is not None:
        return way
    is_voucher = item.model == Invoice._meta.label and item.row is not None
    if is_voucher and request.user.has_perm("register.change_invoice"):
        return Link(_("Edit the invoice"), scope.url_of(Invoice, "change", item.row))
    if person is None:
        return None
    origin = f"retention-{item.plan_id}"
    if item.kept == Kept.REVIEW:
        return Link(_("Look at the card"), url_of_person(person, origin=origin))
    return Link(_("Open the card"), url_of_person(person, origin=origin, part="relationship"))
