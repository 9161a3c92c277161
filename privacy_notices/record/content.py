"""A record of processing as a value: its tables in one language. Page, PDF, XLSX and JSON are made
of it.

Every string is plain text. What is missing stands between `GAP_OPEN` and `GAP_CLOSE`, as in a
notice (`privacy_notices/content.py`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from privacy_notices.content import Gap


class Part(StrEnum):
    """The tables of a record, in their order."""

    PARTIES = "parties"
    PURPOSES = "purposes"
    SUBJECTS = "data_subjects"
    DATA = "data_items"
    RECIPIENTS = "recipients"
    TRANSFERS = "transfers"
    RETENTION = "retention"
    SECURITY = "security"
    SYSTEMS = "systems"
    SERVED = "processing_for_others"


Cell = tuple[str, ...]  # lines; none where there is nothing to say
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One part of the record for one register, or for the whole of it."""

    part: Part
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A register."""

    slug: str
    name: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class RecordContent:
    """The record of a controller on a day."""

    controller_key: str
    controller_name: str
    business_id: str
    language: str
    day: date
    parties: Table
    chapters: tuple[Chapter, ...]
    served: Table
    gaps: tuple[Gap, ...] = ()
