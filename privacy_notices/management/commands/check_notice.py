"""`manage.py check_notice SLUG`: what a notice still lacks. Exit 1 while errors stand."""

import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from privacy_notices.checklist import Finding, Report, Severity, check_register, completeness
from privacy_notices.models import Notice
from register.enums import Language
from register.models import Register
from register.texts import Text


class Command(BaseCommand):
    """Writes the findings to stdout, gravest first."""

    help = "Check the privacy notice of a register."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(
        self,
        *,
        slug: str,
        format: str,  # noqa: A002 # the option's name is given
        **options: Any,
    ) -> None:
        register = Register.objects.filter(slug=slug).first()
        if register is None:
            raise CommandError(_("There is no register “%s”.") % slug)
        try:
            report = check_register(register)
        except Notice.DoesNotExist as trouble:
            raise CommandError(_("The register “%s” has no notice.") % slug) from trouble
        if format == "json":
            self.stdout.write(json.dumps(as_json(slug, report), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(as_text(report)))
        if report.errors:
            sys.exit(1)


def as_json(slug: str, report: Report) -> dict[str, Any]:
    return {
        "slug": slug,
        "completeness": completeness(report),
        "findings": [
            {
                "id": finding.id,
                "severity": finding.severity.value,
                "article": finding.article,
                "place": finding.place,
                "places": list(finding.places),
                "language": finding.language,
                "message": {code: getattr(finding.message, code) for code in Language.values},
                "evidence": list(finding.evidence),
            }
            for finding in report
        ],
    }


def as_text(report: Report) -> Iterator[str]:
    """Grouped by severity, in the active language."""
    yield f"{_say(READY)}: {completeness(report)} %"
    if not report:
        yield _say(NOTHING)
    for severity in Severity:
        findings = report.of(severity)
        if findings:
            yield ""
            yield f"{_say(severity.label)} ({len(findings)})"
        for finding in findings:
            yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    yield f"- {finding.id} [{finding.article}]"
    yield f"  {_say(finding.message)}"
    where = ", ".join(finding.places)
    yield f"  {_say(WHERE)}: {where}" + (f" ({finding.language})" if finding.language else "")
    if finding.evidence:
        quoted = "; ".join(f"”{words}”" for words in finding.evidence)
        yield f"  {_say(WORDS)}: {quoted}"


READY = Text("Vaatimuksista täyttyy", "Uppfyllda krav", "Requirements met")
NOTHING = Text("Ei huomautettavaa.", "Inget att anmärka.", "Nothing to remark.")
WHERE = Text("Missä", "Var", "Where")
WORDS = Text("Sanat", "Ord", "Words")


def _say(text: Text) -> str:
    """In the active language; Finnish where that is none of ours."""
    language = (get_language() or "")[:2]
    return text.said_in(language if language in Language.values else Language.FI)
