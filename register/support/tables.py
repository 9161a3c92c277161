"""Tables for other programs: CSV and XLSX in which no text is a formula.

A leaf: imports nothing of the project. Rows are streamed: a million of them take no more memory
than ten.

A text that a spreadsheet could take for a formula gets an apostrophe before it, in XLSX too: there
the cell is text already, but the sheet may be saved as CSV or the cell typed over. Numbers and days
are written as such, so that they can be counted with.
"""

import csv
import io
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from os import fspath
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import timezone
from django.utils.translation import gettext as _

Value = str | int | float | Decimal | date | datetime | None  # bool is an int to Python
Row = Sequence[Value]

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"

# Texts


# A formula begins with one of these, full-width ones too, after what a program may trim away; a tab
# or a line end at the start moves the rest to where it is one. Apostrophes before it are kept
# apart from ours by their number.
BEGINS_FORMULA = re.compile(
    "'*(?:[\t\r\n]|[\\s\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}]*[=+\\-@＝＋－＠])"
)
# What XML 1.0 cannot carry.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def neutralised(text: str) -> str:
    """`text` as a cell may hold it: never a formula, with LF for line ends.

    Characters no file of this kind can hold become U+FFFD, so that nothing vanishes unseen.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"'{text}" if BEGINS_FORMULA.match(text) else text


def as_entered(text: str) -> str:
    """What `neutralised` was given: for a table of ours that comes back."""
    return text[1:] if text.startswith("'") and BEGINS_FORMULA.match(text) else text


# CSV


class CsvForm(NamedTuple):
    """How a CSV is written: programs disagree."""

    separator: str
    decimal_mark: str
    marked: bool  # with a byte order mark, by which Excel knows UTF-8


FOR_EXCEL = CsvForm(";", ",", marked=True)  # as Excel opens it in Finland and Sweden
FOR_PROGRAMS = CsvForm(",", ".", marked=False)


def csv_lines(
    headings: Sequence[str], rows: Iterable[Row], *, form: CsvForm = FOR_EXCEL
) -> Iterator[bytes]:
    """The file row by row, for a file or for a response that is sent while it is made."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=form.separator, lineterminator="\r\n")
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}" if form.marked else ""
    for number, row in enumerate(_with_headings(headings, rows)):
        writer.writerow([_in_csv(value, form.decimal_mark) for value in row])
        yield f"{'' if number else mark}{held.getvalue()}".encode()
        held.seek(0)
        held.truncate()


def write_csv(
    out: BinaryIO, headings: Sequence[str], rows: Iterable[Row], *, form: CsvForm = FOR_EXCEL
) -> None:
    out.writelines(csv_lines(headings, rows, form=form))


def _with_headings(headings: Sequence[str], rows: Iterable[Row]) -> Iterator[Row]:
    yield headings
    for row in rows:
        if len(row) != len(headings):
            raise ValueError(f"A row has {len(row)} values for {len(headings)} columns.")
        yield row


def _in_csv(value: Value, decimal_mark: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return neutralised(value)
        case datetime():
            return _local(value).isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return format(Decimal(str(value)), "f").replace(".", decimal_mark)


def _local(moment: datetime) -> datetime:
    """The wall clock's time here: no spreadsheet knows time zones."""
    if timezone.is_aware(moment):
        moment = timezone.localtime(moment).replace(tzinfo=None)
    return moment.replace(microsecond=0)


# XLSX


class TooLarge(ValueError):
    """More than XLSX can hold; the message says where, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; its width is in characters, that of its heading where none is given."""

    heading: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook. `wrapped` is for running text: its cells grow downwards."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself. It bears `day`, so that the same rows give the same bytes."""

    title: str
    language: str
    day: date


LONGEST_CELL = 32_767  # in UTF-16 code units, as Excel counts
MOST_ROWS = 1_048_576  # the headings among them
MOST_DIGITS = 15  # a longer number would end in zeros
FIRST_DAY = date(1900, 3, 1)  # before it Excel has a day that never was
DAY_FORMAT, MOMENT_FORMAT = "mm-dd-yy", "m/d/yy h:mm"  # formats 14 and 22: the reader's own
NARROWEST, WIDEST = 10, 60
A4 = 9
# Excel reads _x0041_ as “A”, and _x003D_ as the sign that begins a formula.
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(out: BinaryIO, sheets: Iterable[Sheet], *, about: About) -> None:
    """A workbook with a sheet for each table, its headings held in place.

    Raises TooLarge where a text or a table is longer than a sheet can hold: neither is cut.
    """
    # openpyxl takes a quarter of a second to load, and most processes never write a table.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    book = Workbook(write_only=True)
    day = datetime(about.day.year, about.day.month, about.day.day)  # noqa: DTZ001 # as openpyxl wants it
    book.properties.title, book.properties.language = neutralised(about.title), about.language
    book.properties.creator = "Seloste"
    book.properties.created = book.properties.modified = day
    titles: list[str] = []
    try:
        for sheet in sheets:
            titles.append(sheet_title(sheet.title, titles))
            _fill(book.create_sheet(titles[-1]), sheet)
        ExcelWriter(book, _Archive(out, "w", ZIP_DEFLATED)).save()
    finally:
        for page in book.worksheets:
            _leave_nothing_of(page)


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 # see write_xlsx

    last = get_column_letter(len(sheet.columns))
    for number, column in enumerate(sheet.columns, start=1):
        width = column.width or min(max(len(column.heading) + 4, NARROWEST), WIDEST)
        page.column_dimensions[get_column_letter(number)].width = width
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the paper
    page.sheet_properties.pageSetUpPr.fitToPage = True
    cells = _Cells(page, sheet)
    headings = [column.heading for column in sheet.columns]
    for number, row in enumerate(_with_headings(headings, sheet.rows), start=1):
        if number > MOST_ROWS:
            raise TooLarge(
                _("Sheet “%(sheet)s” has more than %(most)d rows. Choose another form of file.")
                % {"sheet": sheet.title, "most": MOST_ROWS - 1}
            )
        page.append(cells.of_row(number, row))
    page.auto_filter.ref = f"A1:{last}{number}"
    page.close()


class _Cells:
    """Makes the cells of one sheet: each of the type its value has, and text never another."""

    def __init__(self, page: Any, sheet: Sheet) -> None:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 # see write_xlsx
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

        self.page, self.sheet, self.new = page, sheet, WriteOnlyCell
        self.top = Alignment(vertical="top", wrap_text=True)
        self.bold = Font(bold=True)
        self.shade = PatternFill("solid", fgColor="E8ECEF")
        self.line = Border(bottom=Side("thin", color="56616C"))

    def of_row(self, number: int, row: Row) -> list[Any]:
        cells = [self.cell(_in_xlsx(value), number, place) for place, value in enumerate(row)]
        if number == 1:
            for cell in cells:
                cell.font, cell.fill, cell.border = self.bold, self.shade, self.line
                cell.alignment = self.top
        return cells

    def cell(self, value: Value, number: int, place: int) -> Any:
        cell = self.new(self.page)
        if value is None:
            return cell
        cell.value = value
        if isinstance(value, str):
            if _utf16_length(value) > LONGEST_CELL:
                raise self.too_long(value, number, place)
            cell.data_type = "s"  # openpyxl takes “#N/A” for a fault of a formula
        if isinstance(value, date):
            cell.number_format = MOMENT_FORMAT if isinstance(value, datetime) else DAY_FORMAT
        if self.sheet.wrapped or (isinstance(value, str) and "\n" in value):
            cell.alignment = self.top
        return cell

    def too_long(self, text: str, number: int, place: int) -> TooLarge:
        return TooLarge(
            _(
                "Sheet “%(sheet)s”, row %(row)d, column “%(column)s”: the text has %(length)d "
                "characters, and a cell holds %(most)d. Choose another form of file."
            )
            % {
                "sheet": self.sheet.title,
                "row": number,
                "column": self.sheet.columns[place].heading,
                "length": len(text),
                "most": LONGEST_CELL,
            }
        )


def _in_xlsx(value: Value) -> Value:
    """What a cell can hold; a number or day it cannot stands as text."""
    match value:
        case bool() | None:
            return value
        case str():
            return ESCAPE.sub("_x005F_", neutralised(value))
        case datetime():
            return _local(value) if value.date() >= FIRST_DAY else _in_csv(value, ".")
        case date():
            return value if value >= FIRST_DAY else value.isoformat()
        case int():
            return value if len(str(abs(value))) <= MOST_DIGITS else neutralised(str(value))
        case _:
            return value if isfinite(value) else neutralised(str(value))


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


FORBIDDEN_IN_TITLE = re.compile(r"[:\\/?*\[\]\x00-\x1f]+")
LONGEST_TITLE = 31
RESERVED_TITLES = {"history"}  # Excel keeps it to itself


def sheet_title(wanted: str, taken: Iterable[str]) -> str:
    """The title as Excel accepts it, another than those before it."""
    title = " ".join(FORBIDDEN_IN_TITLE.sub(" ", wanted).split()).strip(" '") or "–"
    known = {one.casefold() for one in taken} | RESERVED_TITLES
    found, number = _shortened(title, LONGEST_TITLE), 2
    while found.casefold() in known:
        mark = f" ({number})"
        found, number = _shortened(title, LONGEST_TITLE - len(mark)) + mark, number + 1
    return found


def _shortened(title: str, length: int) -> str:
    if _utf16_length(title) <= length:
        return title
    while _utf16_length(title) > length - 1:
        title = title[:-1]
    return f"{title.rstrip(' ')}…"


class _Archive(ZipFile):
    """A ZIP archive that keeps no time, so that the same content gives the same bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **options: Any) -> None:
        super().writestr(self._entry(zinfo_or_arcname), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **options: Any) -> None:
        entry = self._entry(arcname or fspath(filename))
        entry.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target)

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name)  # of 1.1.1980, before which ZIP knows no days
        entry.compress_type = ZIP_DEFLATED
        return entry


def _leave_nothing_of(page: Any) -> None:
    """openpyxl writes each sheet to a file in the system's temporary place first.

    That of a workbook which was not finished would stay there as long as the process, people's
    data and all.
    """
    if not page.closed:
        page.close()
    if Path(page._writer.out).exists():
        page._writer.cleanup()
