"""What an import has to tell: its counts in words, and its bad rows as a file.

A bad row is told by its number, its column and the reason. Its values stay where they are, in the
operator's own file: a second copy would be people's data that nobody looks after.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from register.models import Import, ImportFault
from register.models.imports import Reason
from register.support import tables

AT_ONCE = 2_000


def in_words(run: Import) -> str:
    return _(
        "%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(suppressed)d kept out, "
        "%(bad)d bad."
    ) % {
        "new": run.new,
        "changed": run.changed,
        "unchanged": run.unchanged,
        "suppressed": run.suppressed,
        "bad": run.bad,
    }


def faults(run: Import) -> "QuerySet[ImportFault]":
    return run.faults.order_by("number", "pk")


def reason_in_words(fault: ImportFault) -> str:
    words = str(Reason(fault.reason).label)
    if fault.other is None:
        return words
    return _("%(reason)s (row %(row)d)") % {"reason": words, "row": fault.other}


def fault_in_words(fault: ImportFault) -> str:
    """ "row 17, “Sähköposti”: not an e-mail address" """
    given = {"row": fault.number, "column": fault.column, "reason": reason_in_words(fault)}
    if fault.column:
        return _("row %(row)d, “%(column)s”: %(reason)s") % given
    return _("row %(row)d: %(reason)s") % given


def headings() -> list[str]:
    return [_("Row"), _("Column"), _("Reason")]


def fault_rows(run: Import) -> Iterator[tables.Row]:
    """Streamed: a bad file may have as many as it has rows."""
    for fault in faults(run).iterator(chunk_size=AT_ONCE):
        yield fault.number, fault.column, reason_in_words(fault)


def write_faults(run: Import, out: BinaryIO) -> None:
    tables.write_csv(out, headings(), fault_rows(run))


def as_stream(run: Import) -> Iterator[bytes]:
    return tables.csv_lines(headings(), fault_rows(run))


def progress_in_words(run: Import) -> tuple[float, str]:
    """How much of the stage is done, and its name with the rows so far."""
    given: dict[str, Any] = {"stage": run.get_stage_display(), "rows": run.rows}
    return run.share_done, _("%(stage)s, %(rows)d rows") % given
