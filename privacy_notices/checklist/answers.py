"""The three answers most rules give: the fact is missing, it is not printed, or all is well."""

from collections.abc import Iterator

from django.db import models

from privacy_notices.assembly.speaker import place_of
from privacy_notices.checklist.catalogue import UNPRINTED
from privacy_notices.checklist.findings import Hit, Severity, Target
from privacy_notices.checklist.reading import Reading, Spot

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def lacking(severity: Severity, place: str, area: str, variant: str = "") -> Iterator[Hit]:
    """A table of the register file that says nothing."""
    yield Hit(severity, place, Target(area=area), variant)


def unprinted(r: Reading, severity: Severity, place: str) -> Iterator[Hit]:
    """The fact stands in the register, and no section prints it."""
    yield Hit(severity, place, Target(area="sections"), UNPRINTED)


def missing(
    r: Reading, severity: Severity, place: str, area: str, *, known: bool, told: bool
) -> Iterator[Hit]:
    """Nothing where the notice tells it; else what is lacking: the fact, or its printing."""
    if told:
        return
    yield from unprinted(r, severity, place) if known else lacking(severity, place, area)


def at(row: models.Model, severity: Severity, variant: str = "", evidence: str = "") -> Hit:
    """A row that is wrong in itself."""
    return Hit(severity, place_of(row), Target.of(row), variant, evidence)


def in_text(spot: Spot, severity: Severity, variant: str = "") -> Hit:
    """Words that are wrong where they stand."""
    passage = spot.passage
    return Hit(severity, passage.place, passage.target, variant, spot.words, passage.language)
