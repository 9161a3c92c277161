"""A file of people: what it is, by its content, and its rows as texts.

Rows are numbered as a spreadsheet shows them: the headings are row 1, and empty rows count.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.imports import encodings
from register.refusal import Refusal

PIECE = 1 << 20
EPOCH = date(1899, 12, 30)  # Excel's, which takes 1900 for a leap year
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Unreadable(Refusal):
    """Raised for a file that cannot be read, with words that say what to do."""


# What may come to light in the middle of a file, when nobody is there to read a message: kept with
# the import under these names, with the number of the row.
FLAWS: dict[str, str | Promise] = {
    "quotes": gettext_lazy(
        "Row %(row)d cannot be read: look for a quotation mark without its pair."
    ),
    "long_line": gettext_lazy("The file has a line that is too long for a table."),
    "long_row": gettext_lazy("The file has a row that is too long for a table."),
    "columns": gettext_lazy("The file has more columns than any list of people."),
    "gone": gettext_lazy("The uploaded file is no longer there: upload it again."),
    "broken": gettext_lazy(
        "The XLSX file is damaged or not one: open it in a spreadsheet program and save it anew."
    ),
}


def flaw(name: str, row: int = 0) -> Unreadable:
    """A file that turns out to be unreadable on the way."""
    about = f"{name}:{row}"
    return Unreadable(flaw_in_words(about), about)


def flaw_in_words(about: str) -> str:
    name, _colon, row = about.partition(":")
    words = FLAWS.get(name, gettext_lazy("The file cannot be read."))
    return str(words) % {"row": int(row or 0)}


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
