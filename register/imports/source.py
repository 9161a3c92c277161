"""A file of people: what it is, by its content, and its rows as texts.

Rows are numbered as a spreadsheet shows them: the headings are row 1, and empty rows count.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol

from django.utils.translation import gettext as _

from register.imports import encodings
from register.refusal import Refusal

PIECE = 1 << 20
EPOCH = date(1899, 12, 30)  # Excel's, which takes 1900 for a leap year
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Unreadable(Refusal):
    """Raised for a file that cannot be read, with words that say what to do."""


class Undecided(Refusal):
    """Raised where something has to be told, such as the encoding. `about` names it."""


class Kind(StrEnum):
    """What a file is."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file before its columns are looked at."""

    kind: Kind
    sha256: str
    size: int
    encoding: str = ""  # "" where it has to be told


class Number(str):
    """The text of a cell that holds a number: zeros before it were lost."""

    __slots__ = ()


class Row(NamedTuple):
    """One row: the texts of its cells, and faults of single cells by their place."""

    number: int
    cells: Sequence[str]
    faults: dict[int, str] = {}  # place → Reason


class Rows(Protocol):
    """The rows of an opened file."""

    headings: Sequence[str]
    first_number: int  # of the row after the headings
    epoch: date  # from which days are counted that stand as numbers
    separator: str  # of a CSV
    sheet: str  # of a workbook

    def __iter__(self) -> Iterator[Row]: ...

    def share_read(self) -> float:
        """From 0 to 1: how much of the file has been read."""


def look_at(file: BinaryIO) -> Facts:
    """Read the file once: its digest, its kind, its encoding. Raises Unreadable."""
    digest, size, utf_8 = hashlib.sha256(), 0, encodings.Utf8()
    beginning = file.read(PIECE)
    if not beginning:
        raise Unreadable(_("The file is empty."))
    kind, mark = _kind_of(beginning), encodings.mark_of(beginning)
    file.seek(0)
    for piece in _pieces(file):
        digest.update(piece)
        size += len(piece)
        if kind is Kind.CSV:
            utf_8.look_at(piece)
    if kind is Kind.XLSX:
        return Facts(kind, digest.hexdigest(), size)
    if utf_8.has_nul and mark != encodings.UTF_16:
        raise Unreadable(_("This is neither a CSV nor an XLSX file."))
    utf_8.look_at(b"", last=True)
    found = mark or (encodings.UTF_8 if utf_8.fits else "")
    if not found:
        file.seek(0)
        found = encodings.one_byte_encoding(_pieces(file))
    return Facts(kind, digest.hexdigest(), size, found)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(PIECE), b"")


def _kind_of(beginning: bytes) -> Kind:
    if beginning.startswith(ZIP):
        return Kind.XLSX
    if beginning.startswith(OLD_EXCEL):
        raise Unreadable(
            _("This is an old Excel file (.xls) or has a password. Save it as XLSX without one.")
        )
    if beginning.startswith(b"%PDF"):
        raise Unreadable(_("This is a PDF, not a table. Save the list as XLSX or CSV."))
    return Kind.CSV
