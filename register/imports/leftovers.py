"""Unfinished imports whose file holds somebody who has been erased since: given up, file and all.

A file cannot be mended, and its rows would show whom the register has forgotten. An import begun
after the erasure is left alone: it keeps them out by itself (`checking.py`).
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from register import suppressions
from register.imports.checking import identifiers
from register.imports.running import Work, discard
from register.imports.turns import Busy, turn
from register.models import Import, SuppressedIdentifier
from register.models.imports import UNFINISHED, Stage

UNREAD = (Stage.UPLOADED, Stage.READING)  # nobody can tell who stands in the file
ALL_ROWS = "WHERE 1 = 1"


def give_up_what_holds_erased(today: date) -> int:
    """How many imports were given up. One at work is not disturbed: it leaves out who is gone."""
    given_up = 0
    for pk, kept_by in Import.objects.filter(stage__in=UNFINISHED).values_list("pk", "kept_by"):
        try:
            with turn(kept_by):
                run = Import.objects.filter(pk=pk, stage__in=UNFINISHED).first()
                if run is not None and _holds_erased(run, today):
                    discard(run)
                    given_up += 1
        except Busy:
            continue
    return given_up


def _holds_erased(run: Import, today: date) -> bool:
    erased = _erased_since(run, today)
    if not erased.exists():
        return False
    return run.stage in UNREAD or any(
        erased.filter(hash__in=hashes).exists() for hashes in _hashes(run, today)
    )


def _erased_since(run: Import, today: date) -> QuerySet[SuppressedIdentifier]:
    begun = timezone.localdate(run.started_at)
    return suppressions.erased_and_in_force(today).filter(kept_by=run.kept_by_id, since__gte=begun)


def _hashes(run: Import, today: date) -> Iterator[list[str]]:
    """By what the people in the file can be recognised, a bounded batch at a time."""
    for part in Work(run, today=today).parts(0):
        found = [one for _number, _kind, one in identifiers(part, ALL_ROWS)]
        for start in range(0, len(found), suppressions.AT_ONCE):
            yield found[start : start + suppressions.AT_ONCE]
