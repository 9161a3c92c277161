"""XLSX row by row, in memory that does not grow with the file.

openpyxl knows the format (sheets, styles, days), but keeps every shared string and the shell of
every row. Here shared strings lie in a temporary file, and what has been read is let go.

Files come from anybody: an archive that unpacks to far more than it weighs, XML that defines
entities, a row without end are refused before they cost memory.
"""

import os
import re
import struct
import tempfile
import zlib
from array import array
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from typing import IO, Any, BinaryIO
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from register.imports.source import Number, Row, Undecided, Unreadable, flaw
from register.models.imports import Reason

PIECE = 1 << 16
LONGEST_ROW = 4 << 20  # bytes of XML
LARGEST_PART = 8 << 20  # of the parts that are read whole, such as the styles
LARGEST_WHOLE = 8 << 30
MOST_GROWTH, ALWAYS_ALLOWED = 200, 50 << 20
MOST_COLUMNS = 1_000
STRINGS_KEPT = 4_096
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULA = f"{MAIN}f"
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how XLSX writes what XML cannot hold


def _swollen() -> Unreadable:
    return Unreadable(_("The file unpacks to far more than it weighs, and is not read."))


class XlsxRows:
    """A sheet of an opened XLSX file. Raises Unreadable and Undecided."""

    separator = ""

    def __init__(self, file: BinaryIO, *, sheet: str = "") -> None:
        self.archive, self.book = _opened(file)
        self.read = 0
        try:
            self.sheet = self._chosen(sheet)
            self.size = self.archive.getinfo(self.book.sheets[self.sheet]).file_size
            self.epoch = self.book.workbook.epoch.date()
            self.headings, self.first_number = self._headings()
        except BaseException:
            self.close()
            raise

    def _chosen(self, sheet: str) -> str:
        names = list(self.book.sheets)
        if not names:
            raise Unreadable(_("The file has no sheet with cells."))
        if sheet and sheet not in names:
            raise Undecided(_("The file has no sheet of this name."), "sheet")
        if not sheet and len(names) > 1:
            raise Undecided(_("The file has several sheets: which one?"), "sheet")
        return sheet or names[0]

    def _headings(self) -> tuple[Sequence[str], int]:
        for row in self._rows():
            if any(cell.strip() for cell in row.cells):
                return [cell.strip() for cell in row.cells], row.number + 1
        raise Unreadable(_("The file is empty."))

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows():
            if row.number >= self.first_number:
                yield row

    def share_read(self) -> float:
        return min(self.read / self.size, 1.0) if self.size else 1.0

    def _rows(self) -> Iterator[Row]:
        try:
            parser = self.book.parser()
        except Unreadable:
            raise
        except Exception:  # see _opened
            raise flaw("broken") from None
        with self.archive.open(self.book.sheets[self.sheet]) as part:
            for element, self.read in _elements(part, "row", within="sheetData"):
                try:
                    number, cells = parser.parse_row(element)
                    row = _as_texts(number, cells, element)
                except Unreadable:
                    raise
                except Exception:  # see _opened
                    raise flaw("broken") from None
                parser.row_dimensions.clear()
                yield row

    def close(self) -> None:
        self.book.close()
        self.archive.close()


def sheet_names(file: BinaryIO) -> list[str]:
    """The sheets one may choose among. Raises Unreadable."""
    archive, book = _opened(file)
    with archive:
        return list(book.sheets)


def _opened(file: BinaryIO) -> "tuple[ZipFile, _Book]":
    try:
        _refuse_many_parts(file)
        archive = ZipFile(file)
        _check_parts(archive)
        return archive, _Book(archive)
    except Unreadable:
        raise
    except Exception:  # openpyxl answers a damaged file with anything at all
        raise flaw("broken") from None


class _Book:
    """What openpyxl tells of the workbook: its sheets, and how its days are written."""

    def __init__(self, archive: ZipFile) -> None:
        # openpyxl takes a quarter of a second to load, and most processes never read a workbook.
        from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415
        from openpyxl.styles.stylesheet import apply_stylesheet  # noqa: PLC0415
        from openpyxl.xml.constants import SHARED_STRINGS  # noqa: PLC0415

        reader = ExcelReader(archive.fp, read_only=True, data_only=True, keep_links=False)
        with catch_warnings():
            simplefilter("ignore")  # about what is left out
            reader.read_manifest()
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
        self.workbook = reader.wb
        self.sheets = {
            sheet.name: rel.target
            for sheet, rel in reader.parser.find_sheets()
            if sheet.state == "visible"
            and rel.Type.endswith("/worksheet")
            and rel.target in reader.valid_files
        }
        strings = reader.package.find(SHARED_STRINGS)
        self.archive, self.strings_at = archive, strings.PartName[1:] if strings is not None else ""

    @cached_property
    def strings(self) -> "_Strings":
        """Read when the first row is: there may be a million."""
        return _Strings(self.archive, self.strings_at)

    def close(self) -> None:
        if "strings" in self.__dict__:
            self.strings.close()

    def parser(self) -> Any:
        from openpyxl.worksheet._reader import WorkSheetParser  # noqa: PLC0415 # see above

        return WorkSheetParser(
            None,
            self.strings,
            data_only=True,
            epoch=self.workbook.epoch,
            date_formats=self.workbook._date_formats,
            timedelta_formats=self.workbook._timedelta_formats,
        )


class _Strings:
    """The shared strings, read from a temporary file one at a time."""

    def __init__(self, archive: ZipFile, part: str) -> None:
        self.texts, self.ends = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
        if part:
            try:
                with archive.open(part) as source:
                    self._fill(source)
            except BaseException:
                self.close()
                raise
        self.texts.flush()
        self.ends.flush()
        self.get = lru_cache(STRINGS_KEPT)(self._read)

    def _fill(self, source: IO[bytes]) -> None:
        from openpyxl.cell.text import Text  # noqa: PLC0415 # see _Book

        end, ends = 0, array("Q", [0])
        for element, _so_far in _elements(source, "si", within="sst"):
            text = Text.from_tree(element).content.encode(errors="surrogatepass")
            self.texts.write(text)
            end += len(text)
            ends.append(end)
            if len(ends) >= STRINGS_KEPT:
                self.ends.write(ends.tobytes())
                ends = array("Q")
        self.ends.write(ends.tobytes())

    def __getitem__(self, number: int) -> str:
        return self.get(number)

    def _read(self, number: int) -> str:
        ends = array("Q", os.pread(self.ends.fileno(), 16, number * 8))
        text = os.pread(self.texts.fileno(), ends[1] - ends[0], ends[0])
        return text.decode(errors="surrogatepass")

    def close(self) -> None:
        self.texts.close()
        self.ends.close()


def _elements(part: IO[bytes], name: str, *, within: str) -> Iterator[tuple[Element, int]]:
    """Elements of a name, each with how many bytes have been read; what was read is let go.

    Raises Unreadable where one of them takes more memory than a row may.
    """
    parser: Any = XMLPullParser(["start", "end"])
    holder: Element | None = None
    read = since = 0
    try:
        while piece := part.read(PIECE):
            parser.feed(piece)
            read += len(piece)
            since += len(piece)
            for event, element in parser.read_events():
                if event == "start":
                    if element.tag == MAIN + within:
                        holder = element
                elif element.tag == MAIN + name:
                    yield element, read
                    since = 0
                    if holder is not None:
                        holder.clear()
                elif element is holder:
                    return
            if since > LONGEST_ROW:
                raise flaw("long_row")
        parser.close()  # complains of XML without its end
    except (ParseError, BadZipFile, zlib.error, EOFError):
        raise flaw("broken") from None


# Cells


def _as_texts(number: int, cells: list[dict[str, Any]], element: Element) -> Row:
    """The cells as a CSV would hold them; faults stand apart."""
    texts: list[str] = []
    faults: dict[int, str] = {}
    for cell, source in zip(cells, element, strict=True):
        place = cell["column"] - 1
        if place >= MOST_COLUMNS:
            raise flaw("columns")
        if place >= len(texts):
            texts.extend([""] * (place + 1 - len(texts)))
        if cell["data_type"] == "e":
            faults[place] = Reason.CELL_FAULT
        elif cell["value"] is None and source.find(FORMULA) is not None:
            faults[place] = Reason.NO_RESULT
        else:
            texts[place] = _as_text(cell["value"])
    return Row(number, texts, faults)


def _as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return ESCAPED.sub(_unescaped, value) if "_x" in value else value
        case bool():
            return "true" if value else "false"
        case datetime():
            at_midnight = value.time() == time.min
            return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return Number(int(value))
        case int() | float():
            return Number(value)
        case _:
            return str(value)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


# What is refused before it is read

END_OF_ARCHIVE = b"PK\x05\x06"
LARGEST_INDEX = 1 << 20  # thousands of parts; a workbook has dozens


def _refuse_many_parts(file: BinaryIO) -> None:
    """Python reads the whole list of an archive's parts, however long."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - (1 << 16) - 22, 0))
    _before, found, record = file.read().rpartition(END_OF_ARCHIVE)
    if not found or len(record) < 12:
        raise flaw("broken")
    if struct.unpack_from("<L", record, 8)[0] > LARGEST_INDEX:
        raise _swollen()
    file.seek(0)


def _check_parts(archive: ZipFile) -> None:
    """Raises Unreadable for an archive that is no workbook, or not one of good faith."""
    parts = {part.filename: part for part in archive.infolist()}
    if "[Content_Types].xml" not in parts:
        raise Unreadable(_("This is neither a CSV nor an XLSX file."))
    packed = sum(part.compress_size for part in parts.values())
    unpacked = sum(part.file_size for part in parts.values())
    if unpacked > min(max(packed * MOST_GROWTH, ALWAYS_ALLOWED), LARGEST_WHOLE):
        raise _swollen()
    for name, part in parts.items():
        if part.flag_bits & 1:
            raise Unreadable(_("The file is protected by a password: save it without."))
        if not name.endswith((".xml", ".rels")):
            continue
        streamed = name.startswith("xl/worksheets/") or "sharedStrings" in name
        if not streamed and part.file_size > LARGEST_PART:
            raise _swollen()
        with archive.open(name) as content:
            _refuse_document_type(content)


class _Enough(Exception):
    """The first element is reached: no document type can follow."""


def _refuse_document_type(content: IO[bytes]) -> None:
    """Raises Unreadable for XML that defines anything of its own: no workbook does."""

    def refuse(*_anything: object) -> None:
        raise Unreadable(_("The file holds XML that no spreadsheet program writes."))

    def enough(*_anything: object) -> None:
        raise _Enough

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = enough
    try:
        while piece := content.read(PIECE):
            parser.Parse(piece)
    except _Enough:
        return
