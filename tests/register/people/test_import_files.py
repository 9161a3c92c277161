"""Files as offices have them: encodings, separators, workbooks; and files that mean harm."""

import io
import struct
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from register.imports.reading import Format, opened, recognised
from register.imports.source import Undecided, Unreadable, look_at
from register.imports.xlsx_rows import MOST_COLUMNS
from register.models import DataSubject
from register.models.imports import Reason
from tests.factories import a_membership
from tests.register.people.importing import a_file, outcomes, work_on

LINES = ["Asiakasnumero;Sukunimi;Paikkakunta", "1;Äijälä-Öhman;Åbo", "2;Keksitty;Ähtäri"]
TEXT = "\r\n".join(LINES) + "\r\n"
CONTENT_TYPES = "[Content_Types].xml"


def read(content: bytes, **told: str) -> list[list[str]]:
    """All rows, the headings first."""
    file = io.BytesIO(content)
    facts = look_at(file)
    with opened(file, facts.size, recognised(facts, Format(**told))) as rows:
        return [list(rows.headings), *(list(row.cells) for row in rows)]


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_an_encoding_is_recognised(encoding):
    assert read(TEXT.encode(encoding))[1] == ["1", "Äijälä-Öhman", "Åbo"]


def test_what_only_windows_has_is_recognised():
    assert read("Nimi;Lisä\r\nKeksitty;5 € – “x”\r\n".encode("cp1252"))[1][1] == "5 € – “x”"


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman"])
def test_letters_of_old_machines_are_asked_for_rather_than_guessed(encoding):
    with pytest.raises(Undecided) as question:
        read(TEXT.encode(encoding))
    assert question.value.about == "encoding"
    assert read(TEXT.encode(encoding), encoding=encoding)[1][1] == "Äijälä-Öhman"


def test_a_letter_on_the_border_of_two_pieces_is_read():
    text = "Nimi;Lisä\r\n" + "".join(f"Ääkkönen{n};ö\r\n" for n in range(90_000))
    assert read(text.encode())[-1] == ["Ääkkönen89999", "ö"]


# Separators and quotes


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_a_separator_is_recognised(sign):
    assert read(TEXT.replace(";", sign).encode())[2] == ["2", "Keksitty", "Ähtäri"]


def test_a_separator_inside_a_quoted_cell_misleads_nobody():
    text = 'Sukunimi;Osoite\r\nKeksitty;"Katu 1; A, B"\r\nSatunen;"Tie 2, C"\r\n'
    assert read(text.encode())[1] == ["Keksitty", "Katu 1; A, B"]


def test_a_separator_told_by_excel_is_taken():
    assert read(b"sep=,\r\na,b;c\r\n1,2;3\r\n") == [["a", "b;c"], ["1", "2;3"]]


def test_two_signs_that_fit_are_asked_for():
    with pytest.raises(Undecided) as question:
        read(b"a;b,c\r\n1;2,3\r\n")
    assert question.value.about == "separator"


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(db, tmp_path):
    text = "Asiakasnumero;Sukunimi;Asiakkuus alkoi\n1;A;1.9.2026\n;;\n2;B;31.9.2026\n"
    work = work_on(a_membership(), a_file(tmp_path, text))
    assert outcomes(work.run) == {2: "new", 4: {("Asiakkuus alkoi", Reason.NO_SUCH_DAY)}}


# Workbooks


def workbook(*rows: Any, sheets: tuple[str, ...] = ("Asiakkaat",)) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_days_and_numbers_of_a_workbook_are_read_as_they_are_meant():
    content = workbook(
        ["Asiakasnumero", "Asiakkuus alkoi", "Muuta", "On"],
        [17, date(2026, 9, 1), 1.5, True],
        ["017", datetime(2026, 9, 1, 12, 30), None, False],  # noqa: DTZ001 # as workbooks have it
    )
    assert read(content)[1:] == [
        ["17", "2026-09-01", "1.5", "true"],
        ["017", "2026-09-01 12:30:00", "", "false"],
    ]


def test_days_of_a_workbook_become_days_of_the_card(db, tmp_path):
    content = workbook(
        ["Asiakasnumero", "Sukunimi", "Postinumero", "Asiakkuus alkoi"],
        [1, "Keksitty", None, date(2026, 9, 1)],
    )
    (tmp_path / "a.xlsx").write_bytes(content)
    work_on(a_membership(), tmp_path / "a.xlsx").write()
    person = DataSubject.objects.get()
    assert (person.customer_number, person.relationship_started_on) == ("1", date(2026, 9, 1))


def test_a_formula_counts_by_its_result_and_never_without(db, tmp_path):
    """openpyxl writes formulas without their results, as programs do that calculate nothing."""
    content = workbook(["Asiakasnumero", "Sukunimi"], [1, "=UPPER(A1)"], [2, "Keksitty"])
    (tmp_path / "a.xlsx").write_bytes(content)
    work = work_on(a_membership(), tmp_path / "a.xlsx")
    assert outcomes(work.run) == {2: {("Sukunimi", Reason.NO_RESULT)}, 3: "new"}
    result = rewritten(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: (
            xml.replace(b"</f><v></v>", b"</f><v>KEKSITTY</v>")
            .replace(b"</f><v />", b"</f><v>KEKSITTY</v>")
            .replace(b'r="B2"', b'r="B2" t="str"')
        ),
    )
    assert read(result)[1] == ["1", "KEKSITTY"]


def test_texts_are_read_where_excel_keeps_them():
    assert read(shared()) == [["Sukunimi"], ["Keksitty"]]


def test_which_sheet_is_meant_is_asked_for():
    content = workbook(["Nimi"], ["A"], sheets=("Asiakkaat", "Muut"))
    with pytest.raises(Undecided) as question:
        read(content)
    assert question.value.about == "sheet"
    assert read(content, sheet="Muut") == [["Nimi"], ["A"]]


# Files that mean harm


def rewritten(content: bytes, name: str, change: Any) -> bytes:
    """A workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            held = old.read(part)
            new.writestr(part, change(held) if part == name else held)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE worksheet [<!ENTITY who SYSTEM "file:///etc/hostname">]>'
LAUGHS = (
    b'<!DOCTYPE worksheet [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "&%c;&%c;&%c;">' % (n, n - 1, n - 1, n - 1) for n in range(98, 118))
    + b"]>"
)


def plain() -> bytes:
    return workbook(["Sukunimi"], ["Keksitty"])


STRINGS_XML = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<si><t>Sukunimi</t></si>"
    b"<si><r><t>Kek</t></r><r><rPr><b/></rPr><t>sitty</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    b"</sst>"
)


def shared(strings: bytes = STRINGS_XML) -> bytes:
    """A workbook whose texts stand in a part of their own, as Excel writes it."""
    content = rewritten(plain(), SHEET, as_shared)
    content = rewritten(
        content,
        CONTENT_TYPES,
        lambda xml: xml.replace(
            b"</Types>",
            b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
            b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        ),
    )
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as book:
        book.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def as_shared(xml: bytes) -> bytes:
    for number, text in enumerate((b"Sukunimi", b"Keksitty")):
        cell = b't="inlineStr"><is><t>%b</t></is></c>' % text
        assert cell in xml
        xml = xml.replace(cell, b't="s"><v>%d</v></c>' % number)
    return xml


def with_doctype(doctype: bytes) -> bytes:
    return rewritten(
        plain(), SHEET, lambda xml: xml.replace(b"<worksheet", doctype + b"<worksheet")
    )


def bomb() -> bytes:
    """Two hundred megabytes of blanks, which weigh some hundred kilobytes."""
    blanks = b" " * (200 << 20)
    return rewritten(
        plain(), SHEET, lambda xml: xml.replace(b"<sheetData>", blanks + b"<sheetData>")
    )


def lying_bomb() -> bytes:
    """The list of parts says that the sheet is small."""
    content = bytearray(bomb())
    at = content.rfind(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<L", content, at + 24, 1_000)
    return bytes(content)


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for number in range(20_000):
            new.writestr(f"part{number}", b"")
    return out.getvalue()


def altered() -> bytes:
    """One letter of the sheet is another than when it was packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))  # unpacked, so that the letter can be found
    return out.getvalue().replace(b'<row r="2"', b'<row r="3"')


def wide() -> bytes:
    return workbook(["Sukunimi"], ["Keksitty", *[""] * (MOST_COLUMNS + 500), "x"])


def endless_row() -> bytes:
    cells = b"".join(b'<c r="A1"><v>1</v></c>' for _number in range(400_000))
    return rewritten(plain(), SHEET, lambda xml: xml.replace(b"</row>", cells + b"</row>", 1))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: with_doctype(ENTITY), "no spreadsheet program writes"),
        (lambda: with_doctype(LAUGHS), "no spreadsheet program writes"),
        (bomb, "unpacks to far more"),
        (lying_bomb, "damaged"),
        (many_parts, "unpacks to far more"),
        (wide, "more columns than any list"),
        (endless_row, "row that is too long"),
        (lambda: plain()[:-200], "damaged"),
        (lambda: rewritten(plain(), SHEET, lambda xml: xml[: xml.index(b"</row>")]), "damaged"),
        (altered, "damaged"),
        (lambda: shared(STRINGS_XML[:-9]), "damaged"),
        (lambda: rewritten(plain(), "xl/styles.xml", lambda xml: b"<not"), "damaged"),
        (lambda: rewritten(plain(), CONTENT_TYPES, lambda xml: b"<Types/>"), "damaged"),
    ],
    ids=[
        *("external entity", "entities of entities", "zip bomb", "lying zip bomb", "many parts"),
        *(
            "thousands of columns",
            "row without end",
            "cut off",
            "broken sheet",
            "altered",
            "broken strings",
            "broken styles",
        ),
        "no types",
    ],
)
def test_a_workbook_that_means_harm_is_refused_with_words(made, words):
    content = made()
    with pytest.raises(Unreadable, match=words):
        read(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        (b"a;b\r\n" + b"x" * (3 << 20), "line that is too long"),
        (b'a;b\r\n1;"2\r\n3;4\r\n', "Row 2 cannot be read"),
        (b"a;b\x00\r\n", "neither a CSV nor an XLSX"),
    ],
    ids=["nothing", "blanks", "one line", "open quotation mark", "binary"],
)
def test_a_csv_that_is_none_is_refused_with_words(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content)
