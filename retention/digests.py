"""Fingerprints of what was approved: of a plan's items, and of the rules it was made by.

A run compares them before it begins: it carries out the very items that somebody approved, under
the very rules of that day, or nothing.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from django.db.models import Func, TextField, UUIDField

from register.models import Register, RegisterController
from retention import books
from retention.applying import Carried, Rules, rules_of
from retention.models import Plan, PlanItem, RetentionRule

AT_A_TIME = 5_000
_AS_TEXT = json.JSONEncoder(default=str, sort_keys=True, separators=(",", ":")).encode
# What an approver approves of an item: whose, what, why. Not how far a run has come.
APPROVED = (
    *("part", "uuid", "subject", "category", "model", "row", "outcome"),
    *("rule_id", "trigger", "event_on", "due_on", "kept", "kept_until", "kept_by_rule_id"),
)
OF_RULES = ("rule_id", "kept_by_rule_id")
OF_TEXT = {"uuid", "event_on", "due_on", "kept_until"}  # written out by the database: quicker


def rules_digest(register: Register | None) -> str:
    """Of everything in the rules that decides what is due; how a rule is worded does not count.

    With the financial years that they count by. `None` stands for the rules of every register.
    """
    registers = [register] if register else Register.objects.order_by("slug")
    said: dict[str, Any] = {}
    for one in registers:
        rules = rules_of(one)
        said[one.slug] = sorted((_of_rule(rule) for rule in rules), key=lambda rule: rule["key"])
        if books.matter(rules):
            said[f"{one.slug}/years"] = _years(one, rules)
    return sha256(_plain(said)).hexdigest()


def _years(register: Register, rules: Rules) -> dict[str, Any]:
    """The recorded ends of each controller's financial years."""
    keys = RegisterController.objects.filter(register=register)
    names = dict(keys.values_list("pk", "controller__key"))
    return {names[pk]: years.recorded for pk, years in books.years_of(register, rules).items()}


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
    if plan.reference:
        head |= {"request": plan.reference, "decided": plan.decided}
    yield _plain(head | {"rules": plan.rules_digest}) + b"\n"
    columns = [_Written(name) if name in OF_TEXT else name for name in APPROVED]
    items = PlanItem.objects.filter(plan=plan).order_by("pk").values_list(*columns)
    for values in items.iterator(chunk_size=AT_A_TIME):
        yield _line(values, rules)


class _Written(Func):
    """A uuid or day as `str` has it."""

    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        sql, params = compiler.compile(self.get_source_expressions()[0])
        return f"{sql}::text" if self._is_uuid() else f"to_char({sql}, 'YYYY-MM-DD')", params

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> Any:
        sql, params = compiler.compile(self.get_source_expressions()[0])
        if not self._is_uuid():
            return sql, params
        pieces = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        return " || '-' || ".join(f"substr({sql}, {at}, {size})" for at, size in pieces), params

    def _is_uuid(self) -> bool:
        return isinstance(self.get_source_expressions()[0].output_field, UUIDField)


def _line(values: Sequence[Any], rules: dict[int, str]) -> bytes:
    told = [
        rules.get(value, str(value)) if name in OF_RULES and value else value
        for name, value in zip(APPROVED, values, strict=True)
    ]
    return _plain(told) + b"\n"


def _plain(said: Any) -> bytes:
    return _AS_TEXT(said).encode()
