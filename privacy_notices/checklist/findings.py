"""What the check says: hits of single rules, folded into one finding for each rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload

from django.db import models

from privacy_notices.checklist.catalogue import ABOUT
from register.texts import Text

MOST_QUOTES, LONGEST_QUOTE = 8, 120


class Severity(StrEnum):
    """How grave a finding is. An error stops publishing unless it is overridden with a reason."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)

    @property
    def label(self) -> Text:
        return SEVERITY_LABELS[self]


SEVERITY_LABELS = {
    Severity.ERROR: Text("Virheet", "Fel", "Errors"),
    Severity.WARNING: Text("Varoitukset", "Varningar", "Warnings"),
    Severity.INFO: Text("Huomautukset", "Anmärkningar", "Remarks"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """What to open in the admin: a row, or an area of the register's hub (`register.hub.AREAS`).

    The register is the one that is checked; where several are, `model` and `pk` name it.
    """

    model: str = ""  # such as "register.purpose"
    pk: int | None = None
    area: str = ""

    @classmethod
    def of(cls, row: models.Model) -> "Target":
        return cls(model=row._meta.label_lower, pk=row.pk)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken. `variant` chooses among the rule's messages."""

    severity: Severity
    place: str
    target: Target = Target()
    variant: str = ""
    evidence: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken, with every place where it is."""

    id: str
    severity: Severity
    article: str
    places: tuple[str, ...]  # as in the register file: "purposes/billing", "notice/sections/rights"
    language: str  # "" where it concerns them all
    message: Text
    evidence: tuple[str, ...]  # the words that gave it away, shortened
    target: Target
    targets: tuple[Target, ...] = ()  # of every place, each once

    @property
    def place(self) -> str:
        return self.places[0]


# None: the rule does not apply to this register. Nothing: it applies and is obeyed.
Hits = Iterable[Hit] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule said."""

    id: str
    hits: tuple[Hit, ...]
    applied: bool


class Report(Sequence[Finding]):
    """The findings, gravest first, and the ids of the rules that applied."""

    def __init__(self, findings: Iterable[Finding], applied: Iterable[str]) -> None:
        self.findings = tuple(findings)
        self.applied = frozenset(applied)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return self.findings[index]

    def __len__(self) -> int:
        return len(self.findings)

    def of(self, severity: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == severity]

    @property
    def errors(self) -> list[Finding]:
        return self.of(Severity.ERROR)


def completeness(report: Report) -> int:
    """The share of the rules that apply and give neither error nor warning, in whole per cent.

    Rules whose condition is not met (no consent, no transfer) do not count. It is rounded down, so
    that 100 means that no error and no warning stands.
    """
    broken = {finding.id for finding in report if finding.severity != Severity.INFO}
    counted = report.applied | broken
    return 100 * (len(counted) - len(broken)) // len(counted) if counted else 100


def outcome(id_: str, hits: Hits) -> Outcome:
    """What a rule answered, as a value."""
    return Outcome(id_, tuple(hits) if hits is not None else (), applied=hits is not None)


def fold(outcomes: Iterable[Outcome]) -> Report:
    """One finding for each rule id, with the gravest severity of its hits."""
    hits: dict[str, list[Hit]] = {}
    applied = set()
    for outcome in outcomes:
        if outcome.applied:
            applied.add(outcome.id)
        if outcome.hits:
            hits.setdefault(outcome.id, []).extend(outcome.hits)
    findings = [_finding(id_, found) for id_, found in hits.items()]
    findings.sort(key=lambda finding: finding.severity.rank)  # else in the order of the tables
    return Report(findings, applied)


def _finding(id_: str, hits: Sequence[Hit]) -> Finding:
    """The message is that of the gravest hit; so is the page that mends it."""
    gravest = min(hits, key=lambda hit: hit.severity.rank)
    about = ABOUT[id_]
    languages = {hit.language for hit in hits}
    quotes = dict.fromkeys(shortened(hit.evidence) for hit in hits if hit.evidence)
    return Finding(
        id=id_,
        severity=gravest.severity,
        article=about.article,
        places=tuple(dict.fromkeys(hit.place for hit in (gravest, *hits))),
        language=languages.pop() if len(languages) == 1 else "",
        message=about.message(gravest.variant),
        evidence=tuple(quotes)[:MOST_QUOTES],
        target=gravest.target,
        targets=tuple(dict.fromkeys(hit.target for hit in (gravest, *hits))),
    )


def shortened(words: str) -> str:
    """A quotation on one line, cut where it is long."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"
