"""A report as text and as JSON, for the terminal and for other programs."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language

from privacy_notices.checklist.findings import Finding, Report, Severity, completeness
from register.enums import Language
from register.texts import Text


def as_json(report: Report) -> dict[str, Any]:
    return {
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
