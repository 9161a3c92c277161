"""A record as page, PDF, workbook and JSON: the same rows in each."""

import csv
import io
import json
from html import unescape
from pathlib import Path

import openpyxl
import page as validator
import pikepdf
import pypdf
import pytest

from privacy_notices.plain_text import without_gaps
from privacy_notices.record import rendering
from privacy_notices.record.content import Part
from register.models import Purpose
from register.support import tables
from tests.factories import a_controller
from tests.privacy_notices.checklist.changes import add, put
from tests.privacy_notices.record.conftest import lines, record_of
from tests.written_once import load_once

pytestmark = pytest.mark.django_db
SAMPLES = Path("register/samples")
LANGUAGES = ("fi", "sv", "en")
TITLES = {  # by hand, from the glossary of the domain
    "fi": "Seloste käsittelytoimista",
    "sv": "Register över behandling",
    "en": "Record of processing activities",
}
SHEETS = {
    "fi": [
        "Seloste", "Osapuolet", "Tarkoitukset", "Rekisteröidyt", "Henkilötiedot", "Vastaanottajat",
        "Siirrot", "Määräajat", "Turvatoimet", "Järjestelmät", "Toisen lukuun",
    ],
    "sv": [
        "Registret", "Parter", "Ändamål", "Registrerade", "Personuppgifter", "Mottagare",
        "Överföringar", "Tidsfrister", "Säkerhetsåtgärder", "System", "För annans räkning",
    ],
    "en": [
        "Record", "Parties", "Purposes", "Data subjects", "Personal data", "Recipients",
        "Transfers", "Time limits", "Security measures", "Systems", "For others",
    ],
}  # fmt: skip


@pytest.fixture
def complete(db):
    load_once(SAMPLES / "complete.yaml")
    return lambda language="fi": record_of("lankakuvitelma", language)


def book_of(content):
    return openpyxl.load_workbook(io.BytesIO(rendering.to_xlsx(content)))


# Page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_one_language_under_one_heading(complete, language):
    page = rendering.to_html(complete(language))
    assert page.startswith(f'<!doctype html>\n<html lang="{language}">')
    assert page.count("<h1>") == 1
    assert f"<h1>{TITLES[language]}</h1>" in page
    assert "<script" not in page


def test_the_page_says_what_is_not_there():
    a_controller("x")
    page = rendering.to_html(record_of("x"))
    assert "Rekisterinpitäjällä ei ole kirjattuja käsittelytoimia." in page
    assert "Henkilötietojen käsittelyä toisen rekisterinpitäjän lukuun ei ole kirjattu." in page


def test_every_table_has_headings_for_columns_and_rows(complete):
    page = rendering.to_html(complete())
    tables_, rows = page.count("<table"), page.count("<tr")
    assert page.count('scope="row"') == rows - tables_
    assert tables_ == 1 + 8  # nobody is served


# PDF


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_accessible_and_archival(complete, language):
    made = rendering.to_pdf(complete(language))
    for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A):
        report = validator.validate_pdf_bytes(made, profile=profile)
        assert {f"{one.rule_id}: {one.message}" for one in report.failures} == set()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == language
        title = f"{TITLES[language]}: Lankakuvitelma Oy"
        assert str(pdf.docinfo["/Title"]).startswith(title)


def test_the_pdf_lies_on_its_side_and_repeats_its_headings(complete):
    pages = pypdf.PdfReader(io.BytesIO(rendering.to_pdf(complete()))).pages
    assert all(one.mediabox.width > one.mediabox.height for one in pages)
    texts = [" ".join(one.extract_text().split()) for one in pages]
    assert [n for n, text in enumerate(texts) if "Tarkoitus Oikeusperuste" in text] == [0, 1]
    assert "Sivu 1 / " in pages[0].extract_text()


def test_a_pdf_of_holes_and_processing_for_others_is_accessible_too(recorded):
    content = recorded(
        add("processing_for_others", key="taru", name="Taru Oy"),
        put("retention/asiakas", categories=["name"]),
        language="sv",
    )
    assert content.gaps
    made = rendering.to_pdf(content)
    for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A):
        assert validator.validate_pdf_bytes(made, profile=profile).failures == []


# Workbook


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_a_sheet_for_each_part(complete, language):
    book = book_of(complete(language))
    assert book.sheetnames == SHEETS[language]
    assert {page.freeze_panes for page in book} == {"A2"}
    assert (book.properties.language, book.properties.title) == (
        language,
        rendering.document_title(complete(language)),
    )


def test_workbook_and_record_have_the_same_rows(complete):
    content = complete()
    for page, part in zip(book_of(content).worksheets[1:-1], Part, strict=False):
        _headings, *found = page.iter_rows(values_only=True)
        expected = [["\n".join(cell) or None for cell in row] for row in lines(content, part)]
        if part != Part.PARTIES:
            expected = [["Lankakuvitelman verkkokaupan asiakasrekisteri", *row] for row in expected]
        assert [list(row) for row in found] == expected


def test_the_first_sheet_says_what_it_is(recorded):
    content = recorded(put("register", name={"fi": "Asiakkaat", "sv": "Kunder"}), language="sv")
    rows = dict(book_of(content)["Registret"].iter_rows(min_row=2, values_only=True))
    assert rows["Personuppgiftsansvarig"] == "Mallila Oy"
    assert rows["FO-nummer"] == "1234567-1"
    assert f"{rows['Dagen som registret beskriver']:%Y-%m-%d}" == "2026-11-22"
    assert rows["Register"] == "Kunder"
    assert rows["Texter som saknas"] == len(content.gaps) > 0


def test_what_is_not_recorded_is_told_for_each_register(recorded):
    recorded(put("register", name="Asiakkaat"))
    Purpose.objects.all().delete()
    book = book_of(record_of("mallila"))
    assert [row[:2] for row in book["Tarkoitukset"].iter_rows(min_row=2, values_only=True)] == [
        ("Asiakkaat", "Ei kirjattu")
    ]


def test_the_workbook_is_the_same_whenever_it_is_made(complete):
    assert rendering.to_xlsx(complete()) == rendering.to_xlsx(complete())


# Whatever people write

HOSTILE = "=HYPERLINK(\"https://paha.example\") <script>alert('&')</script> {heading:x"


def test_a_hostile_text_is_text_in_every_form(recorded):
    content = recorded(put("purposes/laskutus", name=HOSTILE), put("register", name=HOSTILE))
    page = rendering.to_html(content)
    assert "<script" not in page
    assert "<script>alert('&')</script> {heading:x" in unescape(page)
    for row in book_of(content)["Tarkoitukset"].iter_rows(min_row=2):
        assert {cell.data_type for cell in row} <= {"s", "n"}
        assert row[0].value == f"'{HOSTILE}"
    assert json.loads(rendering.to_json(content))["registers"][0]["name"] == HOSTILE
    assert rendering.to_pdf(content).startswith(b"%PDF")


def test_a_text_no_cell_can_hold_is_refused_for_the_workbook_only(recorded):
    content = recorded(put("security/lukot", name="pitkä " * 6_000))
    with pytest.raises(tables.TooLarge, match="Turvatoimet"):
        rendering.to_xlsx(content)
    assert "pitkä pitkä" in rendering.to_html(content)


# JSON, and names


def test_json_has_the_same_rows(complete):
    content = complete()
    record = json.loads(rendering.to_json(content))
    assert list(record) == [
        *("format", "controller", "language", "day", "parties", "registers"),
        *("processingForOthers", "gaps"),
    ]
    assert record["format"] == "seloste-record/1"
    assert record["day"] == "2026-11-22"
    (register,) = record["registers"]
    for printed, table in zip(register["tables"], content.chapters[0].tables, strict=True):
        assert printed["part"] == table.part.value
        expected = [[[without_gaps(x) for x in cell] for cell in row] for row in table.rows]
        assert printed["rows"] == expected


@pytest.mark.parametrize(
    ("language", "form", "name"),
    [
        ("fi", "pdf", "seloste-kasittelytoimista-lankakuvitelma-fi-2026-11-22.pdf"),
        ("sv", "xlsx", "register-over-behandling-lankakuvitelma-sv-2026-11-22.xlsx"),
        ("en", "html", "record-of-processing-lankakuvitelma-en-2026-11-22.html"),
    ],
)
def test_a_file_is_named_by_what_it_is(complete, language, form, name):
    assert rendering.file_name(complete(language), form) == name


def test_a_sheet_saved_as_csv_is_still_no_formula(recorded):
    """As an office does: the sheet's cells, written by another program."""
    page = book_of(recorded(put("purposes/laskutus", name=HOSTILE)))["Tarkoitukset"]
    out = io.StringIO()
    csv.writer(out).writerows(page.iter_rows(values_only=True))
    cells = [cell for row in csv.reader(io.StringIO(out.getvalue())) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
