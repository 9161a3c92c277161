"""`manage.py retention plan`: make a plan and tell it in figures, without a word on anybody."""

import json
from argparse import ArgumentTypeError
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from register.enums import Language
from register.models import Register
from retention.models import Kept, Outcome, Plan, RetentionRule
from retention.plan import make_plan
from retention.wording import period_in_words


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "--on", type=_day, metavar="DATE", help="the day, as 2026-12-31; else today"
    )
    parser.add_argument("--register", metavar="SLUG", help="one register; else all of them")
    parser.add_argument("--format", choices=["text", "json"], default="text")


def handle(
    command: BaseCommand,
    *,
    on: date | None,
    register: str | None,
    format: str,  # noqa: A002 # the option's name is given
    **_options: Any,
) -> None:
    """Raises CommandError where there is no such register."""
    chosen = Register.objects.filter(slug=register).first() if register is not None else None
    if register is not None and chosen is None:
        raise CommandError(_("There is no register “%s”.") % register)
    now = timezone.now()
    plan = make_plan(on or timezone.localdate(now), register=chosen, by=None, now=now)
    if format == "json":
        command.stdout.write(json.dumps(as_json(plan), indent=2, ensure_ascii=False))
    else:
        command.stdout.write("\n".join(as_text(plan)))


def as_json(plan: Plan) -> dict[str, Any]:
    """Documented in docs/operations.md."""
    rules = {name: rule for name, rule in _rules(plan).items() if name in plan.counts["rules"]}
    return {
        "plan": plan.pk,
        "on": plan.on.isoformat(),
        "register": plan.register.slug if plan.register else None,
        "digest": plan.digest,
        "rules_digest": plan.rules_digest,
        "counts": plan.counts,
        "rules": {
            name: {
                "statutory": rule.statutory,
                "action": rule.action,
                "words": {language: _words(rule, language) for language in Language.values},
            }
            for name, rule in sorted(rules.items())
        },
    }


def as_text(plan: Plan) -> Iterator[str]:
    day = date_format(plan.on, "SHORT_DATE_FORMAT")
    yield _("Plan %(number)d for %(day)s") % {"number": plan.pk, "day": day}
    counts = plan.counts
    for outcome in Outcome:
        number, people = counts["outcomes"][outcome], counts["people"].get(outcome, 0)
        yield "  " + _("%(what)s: %(items)s, %(people)s") % {
            "what": capfirst(str(outcome.label)),
            "items": ngettext("%d item", "%d items", number) % number,
            "people": ngettext("%d person", "%d people", people) % people,
        }
    for kept, number in sorted(counts["kept"].items()):
        yield f"    {Kept(kept).label}: {number}"
    rules = _rules(plan)
    for name, by_outcome in sorted(counts["rules"].items()):
        told = ", ".join(
            f"{Outcome(outcome).label}: {number}" for outcome, number in sorted(by_outcome.items())
        )
        rule = rules.get(name)
        yield f"  {name or _('without a rule')}: {told}"
        if rule is not None:
            yield f"    {_words(rule, get_language() or Language.FI)}"


def _rules(plan: Plan) -> dict[str, RetentionRule]:
    rules = RetentionRule.objects.select_related("register", "document").prefetch_related("terms")
    if plan.register_id is not None:
        rules = rules.filter(register=plan.register_id)
    return {f"{rule.register.slug}/{rule.key}": rule for rule in rules}


def _words(rule: RetentionRule, language: str) -> str:
    document = rule.document.name.said_in(language) if rule.document else ""
    words = period_in_words(rule, list(rule.terms.all()), language, document=document)
    return words or str(getattr(rule, f"text_{language}"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("must be a day such as 2026-12-31.") from None
