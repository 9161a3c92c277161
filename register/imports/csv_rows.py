"""CSV row by row: separators recognised, quotes strict, no line longer than memory allows.

A quote that is never closed would swallow the rows after it in silence; strict reading stops there
and says where.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from register.imports.source import EPOCH, Row, Undecided, Unreadable, flaw

SEPARATORS = (";", ",", "\t", "|")
LONGEST_LINE = 1 << 20  # characters
LONGEST_CELL = 1 << 17
SAMPLE = 30  # rows by which the separator is told


class CsvRows:
    """An opened CSV file. Raises Unreadable and Undecided where it is opened, Unreadable later."""

    epoch, sheet = EPOCH, ""

    def __init__(self, file: BinaryIO, size: int, *, encoding: str, separator: str = "") -> None:
        self.file, self.size, self.encoding = file, size, encoding
        self.separator = separator or self.recognised_separator()
        records = self.records(self.separator)
        self.headings: Sequence[str]
        self.headings, self.first_number = _headings(records)

    def recognised_separator(self) -> str:
        """What stands between the cells. Raises Undecided where several things could."""
        first = next(self.lines(), "")
        if told := _told_by_excel(first):
            return told
        candidates = [sign for sign in SEPARATORS if sign in first]
        if len(candidates) > 1:
            candidates = [sign for sign in candidates if self.is_regular(sign)] or candidates
        if len(candidates) > 1:
            raise Undecided(_("What separates the columns? Several signs could."), "separator")
        return candidates[0] if candidates else SEPARATORS[0]

    def is_regular(self, separator: str) -> bool:
        """Every row of the sample has as many cells, and more than one."""
        try:
            sample = [
                len(cells) for _number, cells in islice(self.records(separator), SAMPLE) if cells
            ]
        except Unreadable:
            return False
        return len(set(sample)) == 1 and sample[0] > 1

    def records(self, separator: str) -> Iterator[tuple[int, list[str]]]:
        """Every row from the first on, the headings too, with its number."""
        csv.field_size_limit(LONGEST_CELL)
        lines = self.lines()
        number, first = 1, next(lines, "")
        if _told_by_excel(first):
            number, first = 2, next(lines, "")
        reader = csv.reader(_again(first, lines), delimiter=separator, strict=True)
        try:
            for cells in reader:
                yield number, cells
                number += 1
        except csv.Error:
            raise flaw("quotes", number) from None  # the cause may hold what stands there

    def lines(self) -> Iterator[str]:
        """Lines with their ends, from the beginning of the file."""
        self.file.seek(0)
        text = io.TextIOWrapper(self.file, encoding=self.encoding, newline="")
        try:
            while line := text.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise flaw("long_line")
                yield line
        except UnicodeError:
            words = _("The file is not written in the encoding %s: name another.")
            raise Undecided(words % self.encoding, "encoding") from None
        finally:
            text.detach()  # the file stays open

    def __iter__(self) -> Iterator[Row]:
        for number, cells in self.records(self.separator):
            if number >= self.first_number:
                yield Row(number, cells)

    def share_read(self) -> float:
        return min(self.file.tell() / self.size, 1.0) if self.size else 1.0


def _headings(records: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[str], int]:
    """The first row that is not empty, and the number of the one after it."""
    for number, cells in records:
        if any(cell.strip() for cell in cells):
            return [cell.strip() for cell in cells], number + 1
    raise Unreadable(_("The file is empty."))


def _told_by_excel(line: str) -> str:
    """ "sep=;" in the first line, as Excel writes and reads it."""
    bare = line.rstrip("\r\n")
    if bare[:4].lower() == "sep=" and len(bare) == 5:
        return bare[4]
    return ""


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest
