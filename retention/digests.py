"""Fingerprints of what was approved: of a plan's items, and of the rules it was made by.

A run compares them before it begins: it carries out the very items that somebody approved, under
the very rules of that day, or nothing.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from register.models import Register
from retention.applying import Carried, rules_of
from retention.models import Plan, PlanItem, RetentionRule

AT_A_TIME = 5_000
# What an approver approves of an item: whose, what, why. Not how far a run has come.
APPROVED = (
    *("part", "uuid", "subject", "category", "model", "row", "outcome"),
    *("rule_id", "trigger", "event_on", "due_on", "kept", "kept_until", "kept_by_rule_id"),
)
OF_RULES = ("rule_id", "kept_by_rule_id")


def rules_digest(register: Register | None) -> str:
    """Of everything in the rules that decides what is due; how a rule is worded does not count.

    `None` stands for the rules of every register.
    """
    registers = [register] if register else Register.objects.order_by("slug")
    said = {
        one.slug: sorted((_of_rule(rule) for rule in rules_of(one)), key=lambda rule: rule["key"])
        for one in registers
    }
    return sha256(_plain(said)).hexdigest()


def _of_rule(rule: Carried) -> dict[str, Any]:
    told = asdict(rule)
    del told["number"]  # another in another database
    return told | {name: sorted(told[name]) for name in ("kinds", "categories")}


def item_line(item: PlanItem, rules: dict[int, str]) -> bytes:
    """What the digest of a plan reads of one item; `rules` as from `names_of_rules`."""
    return _line([getattr(item, name) for name in APPROVED], rules)


def items_digest(plan: Plan) -> str:
    """Of the plan's items as they stand, in the order of their numbers; memory does not grow."""
    rules = names_of_rules(plan)
    said = sha256()
    for line in _lines(plan, rules):
        said.update(line)
    return said.hexdigest()


def names_of_rules(plan: Plan) -> dict[int, str]:
    """Register and key of every rule by its number."""
    rules = RetentionRule.objects.select_related("register").order_by("pk")
    if plan.register_id is not None:
        rules = rules.filter(register=plan.register_id)
    return {
        pk: f"{slug}/{key}" for pk, slug, key in rules.values_list("pk", "register__slug", "key")
    }


def _lines(plan: Plan, rules: dict[int, str]) -> Iterator[bytes]:
    head = {"on": plan.on, "register": plan.register.slug if plan.register else None}
    yield _plain(head | {"rules": plan.rules_digest}) + b"\n"
    items = PlanItem.objects.filter(plan=plan).order_by("pk").values_list(*APPROVED)
    for values in items.iterator(chunk_size=AT_A_TIME):
        yield _line(values, rules)


def _line(values: Sequence[Any], rules: dict[int, str]) -> bytes:
    told = [
        rules.get(value, str(value)) if name in OF_RULES and value else value
        for name, value in zip(APPROVED, values, strict=True)
    ]
    return _plain(told) + b"\n"


def _plain(said: Any) -> bytes:
    return json.dumps(said, default=str, sort_keys=True, separators=(",", ":")).encode()
