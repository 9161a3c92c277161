"""The letter on paper: accessible, archivable, addressed, and the same bytes for good."""

import io
from typing import Any

import page as validator
import pypdf
import pytest

from register.models import Controller
from subjects.enums import Delivery, LetterKind, Outcome
from subjects.letters import pdf, sending
from subjects.letters.composing import compose
from subjects.models import Letter
from tests.subjects.letters.conftest import BY_POST
from tests.subjects.letters.test_texts import TODAY, owed
from tests.subjects.requests import NOW, Office

PROFILES = (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A)


def sent(office: Office, asked: Any, language: str = "fi", **values: Any) -> Letter:
    request = asked(language, **values)
    letter = owed(request, LetterKind.RECEIPT)
    composed = compose(letter, today=TODAY)
    sending.send(
        letter,
        by=office.handler,
        now=NOW,
        delivery=Delivery.POST,
        expected_version=request.version,
        seen=sending.digest(composed),
    )
    return Letter.objects.get(pk=letter.pk)


def lines_of(content: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    return "\n".join(page.extract_text() for page in reader.pages).splitlines()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_it_is_accessible_and_can_be_archived(language: str, office: Office, asked: Any) -> None:
    content = pdf.to_pdf(sent(office, asked, language))
    for profile in PROFILES:
        report = validator.validate_pdf_bytes(content, profile=profile)
        assert [f"{each.rule_id}: {each.message}" for each in report.failures] == []
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/Lang"] == language


def test_it_tells_who_writes_to_whom_when_and_about_what(office: Office, asked: Any) -> None:
    letter = sent(office, asked, "sv")
    said = lines_of(pdf.to_pdf(letter))
    for line in (
        "Satumaan Leipä Oy",
        "FO-nummer 1234567-1",
        "20500 Åbo",
        "Satukuja 3 A 4",
        "20100 Turku",
        "12.3.2026",
    ):
        assert any(line in each for each in said), line
    assert any(f"Referens {letter.request.reference}" in line for line in said)
    assert any("Sida 1 (1)" in line for line in said)


def test_what_was_sent_is_printed_for_good_whatever_becomes_of_the_register(
    office: Office, asked: Any
) -> None:
    letter = sent(office, asked)
    first = pdf.to_pdf(letter)
    Controller.objects.update(name="Toinen Oy", phone="", email="")
    Controller.objects.get().addresses.all().delete()
    assert pdf.to_pdf(Letter.objects.get(pk=letter.pk)) == first


def test_a_letter_that_has_not_left_cannot_be_printed(office: Office, asked: Any) -> None:
    with pytest.raises(pdf.NotSent):
        pdf.to_pdf(owed(asked("fi"), LetterKind.RECEIPT))


def test_a_name_in_letters_we_lack_does_not_keep_the_answer_back(
    office: Office, asked: Any
) -> None:
    letter = sent(office, asked, name="山田 \N{BREAD}", contacts=BY_POST)
    assert letter.addressee.splitlines()[0] == "?? ?"
    assert pdf.to_pdf(letter).startswith(b"%PDF-")


def test_the_answer_is_printed_too(office: Office, asked: Any) -> None:
    request = office.refused()
    composed = sending.compose_answer(request, today=TODAY)
    sending.answer(
        request,
        by=office.handler,
        now=NOW,
        delivery=Delivery.BY_HAND,
        expected_version=request.version,
        seen=sending.digest(composed),
    )
    letter = request.letters.get(kind=LetterKind.DECISION)
    assert letter.title == "Päätös: emme voi toteuttaa pyyntöäsi"
    assert request.decisions.get().outcome == Outcome.REFUSED
    assert any("tietosuoja@om.fi" in line for line in lines_of(pdf.to_pdf(letter)))
