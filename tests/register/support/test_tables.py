"""Tables for other programs: what a spreadsheet gets is what was meant, and never a formula."""

import csv
import io
import itertools
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from register.support import tables
from register.support.tables import (
    FOR_EXCEL,
    FOR_PROGRAMS,
    About,
    Column,
    Sheet,
    TooLarge,
    as_entered,
    csv_lines,
    neutralised,
    sheet_title,
    write_csv,
    write_xlsx,
)
from tests.memory import peak_of

ABOUT = About("Käsittelytoimet", "fi", date(2026, 11, 22))


def clock(*parts):
    """A moment as a sheet has it: without a time zone."""
    return datetime(*parts)  # noqa: DTZ001 # see above


DANGEROUS = "=+-@＝＋－＠\t\r\n"

NEUTRALISED = {  # by hand
    "=1+1": "'=1+1",
    "+358 40 123 4567": "'+358 40 123 4567",
    "-5": "'-5",
    "-": "'-",
    "@SUM(A1)": "'@SUM(A1)",
    "＝1+1": "'＝1+1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠SUM(A1)": "'＠SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\n=1",
    "\nrivi": "'\nrivi",
    " =1": "' =1",
    "\N{NO-BREAK SPACE}=1": "'\N{NO-BREAK SPACE}=1",
    "\N{ZERO WIDTH NO-BREAK SPACE}=1": "'\N{ZERO WIDTH NO-BREAK SPACE}=1",
    "'=1": "''=1",
    "": "",
    "Aino Keksitty": "Aino Keksitty",
    "a=b": "a=b",
    "040 000 1234": "040 000 1234",
    "'lainaus'": "'lainaus'",
    "– luettelo": "– luettelo",
    "rivi\r\ntoinen\rkolmas": "rivi\ntoinen\nkolmas",
    "nolla\x00tavu": "nolla\N{REPLACEMENT CHARACTER}tavu",
    "\x00=1": "\N{REPLACEMENT CHARACTER}=1",
    "\ud800yksin": "\N{REPLACEMENT CHARACTER}yksin",
    "\ufffe": "\N{REPLACEMENT CHARACTER}",
}


@pytest.mark.parametrize(("text", "cell"), NEUTRALISED.items())
def test_a_text_is_never_a_formula(text, cell):
    assert neutralised(text) == cell


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from(DANGEROUS + "'"))
)
def test_no_text_begins_as_a_formula_does(text):
    assert neutralised(text)[:1] not in set(DANGEROUS)


@given(st.text(alphabet=st.sampled_from("=+-@' \t\nab")))
def test_what_was_neutralised_comes_back_as_it_was(text):
    assert as_entered(neutralised(text)) == text


# CSV

ROW = (
    'Mallila; "Oy"\ntoinen rivi',
    -5,
    Decimal("1234.50"),
    0.1,
    date(2026, 1, 2),
    datetime(2026, 7, 1, 9, 30, 15, 999, tzinfo=UTC),
    None,
    True,
    "=1+1",
)
HEADINGS = [f"sarake {number}" for number in range(len(ROW))]


def made(form):
    out = io.BytesIO()
    write_csv(out, HEADINGS, [ROW], form=form)
    return out.getvalue()


def test_csv_as_finnish_excel_opens_it():
    rows = [
        HEADINGS,
        [
            'Mallila; "Oy"\ntoinen rivi',
            "-5",
            "1234,50",
            "0,1",
            "2026-01-02",
            "2026-07-01 12:30:15",  # the clock in Helsinki
            "",
            "true",
            "'=1+1",
        ],
    ]
    text = made(FOR_EXCEL).decode("utf-8-sig")
    assert made(FOR_EXCEL).startswith(b"\xef\xbb\xbfsarake 0;sarake 1;")
    assert text.endswith("\r\n")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == rows


def test_csv_as_programs_read_it():
    text = made(FOR_PROGRAMS).decode("utf-8")
    assert text.startswith("sarake 0,sarake 1,")
    _headings, row = csv.reader(io.StringIO(text, newline=""))
    assert row[:4] == ['Mallila; "Oy"\ntoinen rivi', "-5", "1234.50", "0.1"]


def test_only_the_first_line_has_a_byte_order_mark():
    lines = list(csv_lines(["a"], [("ä",), ("ö",)]))
    assert [line.decode() for line in lines] == ["\ufeffa\r\n", "ä\r\n", "ö\r\n"]


def test_csv_is_written_while_it_is_read():
    endless = ((number,) for number in itertools.count())
    lines = csv_lines(["luku"], endless, form=FOR_PROGRAMS)
    assert [next(lines) for _line in range(3)] == [b"luku\r\n", b"0\r\n", b"1\r\n"]


def test_a_row_of_another_length_is_a_fault():
    with pytest.raises(ValueError, match="3 values for 2 columns"):
        list(csv_lines(["a", "b"], [(1, 2, 3)]))


# XLSX


def workbook(*sheets, about=ABOUT):
    return openpyxl.load_workbook(io.BytesIO(written(*sheets, about=about)))


def written(*sheets, about=ABOUT):
    out = io.BytesIO()
    write_xlsx(out, sheets, about=about)
    return out.getvalue()


def sheet(*values, **options):
    """One column, a value a row."""
    return Sheet("Taulu", [Column("arvo")], [(value,) for value in values], **options)


def cells(book):
    return [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]


@pytest.mark.parametrize("start", [*DANGEROUS, " =", "\u200b=", "#N/A", "#REF!", "_x003D_1+"])
def test_a_text_stays_text_in_a_cell(start):
    (cell,) = cells(workbook(sheet(f"{start}1" if start[0] != "#" else start)))
    assert (cell.data_type, str(cell.value)[:1] in set(DANGEROUS)) == ("s", False)


def test_a_formula_is_shown_with_the_apostrophe():
    (cell,) = cells(workbook(sheet('=HYPERLINK("https://paha.example")')))
    assert cell.value == '\'=HYPERLINK("https://paha.example")'


def test_a_heading_is_no_formula_either():
    page = workbook(Sheet("Taulu", [Column("=1+1")], [])).worksheets[0]
    assert (page["A1"].value, page["A1"].data_type) == ("'=1+1", "s")
    assert next(csv_lines(["=1+1"], [], form=FOR_PROGRAMS)) == b"'=1+1\r\n"


def test_what_excel_would_decode_is_escaped():
    assert b"<t>_x005F_x003D_1</t>" in in_archive(written(sheet("_x003D_1")), "sheet1.xml")


def in_archive(book, name):
    with ZipFile(io.BytesIO(book)) as archive:
        (path,) = (path for path in archive.namelist() if path.endswith(name))
        return archive.read(path)


def test_numbers_and_days_keep_their_type():
    values = (-5, 1.5, Decimal("2.25"), date(2026, 1, 2), clock(2026, 1, 2, 3, 4, 5), True)
    found = cells(workbook(sheet(*values)))
    assert [cell.value for cell in found] == [
        -5,
        1.5,
        2.25,
        clock(2026, 1, 2),
        clock(2026, 1, 2, 3, 4, 5),
        True,
    ]
    assert [cell.data_type for cell in found] == ["n", "n", "n", "d", "d", "b"]


def test_a_moment_is_told_by_the_clock_in_helsinki():
    (cell,) = cells(workbook(sheet(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))))
    assert cell.value == clock(2026, 7, 2, 1, 30)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567890123456, "1234567890123456"),  # a sheet would make it …450
        (-1234567890123456, "'-1234567890123456"),
        (date(1900, 2, 28), "1900-02-28"),
        (clock(1899, 12, 31, 1, 2, 3), "1899-12-31 01:02:03"),
        (float("nan"), "nan"),
        (float("-inf"), "'-inf"),
    ],
)
def test_what_a_sheet_cannot_count_with_stands_as_text(value, text):
    (cell,) = cells(workbook(sheet(value)))
    assert (cell.value, cell.data_type) == (text, "s")


def test_characters_xml_cannot_carry_are_seen_to_be_missing():
    (cell,) = cells(workbook(sheet("a\x00b\x0bc\x1fd\ufffee")))
    assert cell.value == "a\ufffdb\ufffdc\ufffdd\ufffde"


def test_the_longest_text_fits_and_a_longer_one_is_refused_whole():
    (cell,) = cells(workbook(sheet("a" * 32_767)))
    assert len(cell.value) == 32_767
    with translation.override("en"), pytest.raises(TooLarge) as refusal:
        written(sheet("lyhyt", "a" * 32_768))
    assert str(refusal.value) == (
        "Sheet “Taulu”, row 3, column “arvo”: the text has 32768 characters, and a cell holds "
        "32767. Choose another form of file."
    )


def test_length_is_counted_as_excel_counts():
    with pytest.raises(TooLarge):
        written(sheet("\N{GRINNING FACE}" * 16_384))


def test_a_table_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert len(cells(workbook(sheet(1, 2)))) == 2
    with translation.override("en"), pytest.raises(TooLarge, match="more than 2 rows"):
        written(sheet(1, 2, 3))


@pytest.mark.parametrize(
    ("wanted", "taken", "title"),
    [
        ("Osapuolet", [], "Osapuolet"),
        ("a/b:c*[d]?e\\f", [], "a b c d e f"),
        ("'lainaus'", [], "lainaus"),
        ("", [], "–"),
        ("///", [], "–"),
        ("History", [], "History (2)"),
        ("Osapuolet", ["osapuolet"], "Osapuolet (2)"),
        ("Osapuolet", ["Osapuolet", "Osapuolet (2)"], "Osapuolet (3)"),
        ("x" * 31, [], "x" * 31),
        ("x" * 32, [], "x" * 30 + "…"),
        ("x" * 32, ["x" * 30 + "…"], "x" * 26 + "… (2)"),
    ],
)
def test_titles_are_those_that_excel_accepts(wanted, taken, title):
    assert sheet_title(wanted, taken) == title


def test_two_sheets_of_one_title_stand_beside_each_other():
    book = workbook(sheet(1), sheet(2))
    assert book.sheetnames == ["Taulu", "Taulu (2)"]


def test_headings_stay_in_sight_and_columns_have_room():
    columns = [Column("Rekisteri", 30), Column("Tunnus"), Column("H" * 80)]
    page = workbook(Sheet("Taulu", columns, [("a", "b", "c")], wrapped=True)).worksheets[0]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:C2")
    assert [page.column_dimensions[name].width for name in "ABC"] == [30, 10, 60]
    assert [cell.font.bold for cell in page[1]] == [True, True, True]
    assert all(cell.alignment.wrap_text for row in page.iter_rows() for cell in row)
    assert (page.page_setup.orientation, page.print_title_rows) == ("landscape", "$1:$1")
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_lines_within_a_cell_are_shown():
    one, two = cells(workbook(sheet("yksi", "yksi\nkaksi")))
    assert (one.alignment.wrap_text, two.alignment.wrap_text) == (None, True)


def test_the_file_says_what_it_is():
    properties = workbook(sheet(1)).properties
    assert (properties.title, properties.language) == ("Käsittelytoimet", "fi")
    assert properties.created == properties.modified == clock(2026, 11, 22)


def test_the_same_rows_give_the_same_bytes():
    first, second = written(sheet("a", 1)), written(sheet("a", 1))
    assert first == second
    with ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_many_rows_take_no_more_memory_than_few(tmp_path):
    def peak(count):
        rows = ((f"nimi {number}", number, "sama teksti") for number in range(count))
        table = Sheet("Ihmiset", [Column("a"), Column("b"), Column("c")], rows)
        with (tmp_path / "many.xlsx").open("wb") as out:
            return peak_of(lambda: write_xlsx(out, [table], about=ABOUT))

    peak(10)  # openpyxl is loaded
    assert peak(6_000) < peak(600) + 200_000


def leftovers():
    return set(Path(tempfile.gettempdir()).glob("openpyxl.*"))


def test_nothing_is_left_on_the_disk_of_a_table_that_was_not_finished():
    def rows():
        yield ("Aino Keksitty",)
        raise ConnectionError

    before = leftovers()
    with pytest.raises(ConnectionError):
        written(sheet(1), Sheet("Taulu", [Column("nimi")], rows()))
    written(sheet(1))
    assert leftovers() - before == set()
