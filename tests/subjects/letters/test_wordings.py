"""The company's own wording: a closed list, what may not be left out, and text that stays text."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import escape

from register.enums import Language
from register.groups import Group
from subjects.enums import LetterKind
from subjects.letters import pdf, sending
from subjects.letters.composing import compose
from subjects.letters.placeholders import MANDATORY, faults, fill
from subjects.letters.reading import blocks
from subjects.letters.wordings import WORDINGS
from subjects.models import Letter, LetterTemplate
from tests.admin_pages import filled, signed_in, url
from tests.subjects.letters.test_texts import TODAY, owed
from tests.subjects.requests import NOW, Office

NASTY = (
    "{{ reference }} {{reference}} {% load static %} {% if 1 %} %(name)s %s {0} {name.__class__} "
    "{name!r} $name <b onclick=alert(1)>lihava</b> <script>alert(1)</script> &amp; "
    "javascript:alert(1)"
)
OWN = """Hei {name}

{asked}

Viite on {reference}.

{time}

{follow}

{controller}"""


def wording(office: Office, body: str, kind: LetterKind = LetterKind.RECEIPT) -> LetterTemplate:
    return LetterTemplate.objects.create(
        controller=office.kept_by.controller, kind=kind, language="fi", body=body
    )


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("language", Language)
def test_our_own_wordings_pass_the_check(kind: LetterKind, language: str) -> None:
    assert list(faults(WORDINGS[kind].said_in(language), kind)) == []


@pytest.mark.parametrize("kind", LetterKind)
def test_what_the_law_wants_cannot_be_left_out(kind: LetterKind) -> None:
    whole = WORDINGS[kind].fi
    for name in MANDATORY[kind]:
        (fault,) = faults(whole.replace(f"{{{name}}}", "Mitäpä siitä."), kind)
        assert fault.startswith(f"{{{name}}} is missing")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            f"{OWN}\n\nKiitos {{nimi}}",
            "Line 13, character 8, {nimi}: this cannot be filled into this letter.",
        ),
        (
            OWN.replace("{time}", "Aika: {time}"),
            "Line 7, character 7, {time}: this must be a paragraph of its own, "
            "with an empty line before and after it.",
        ),
        (f"{OWN}\n\n{{time}}", "Line 13, character 1, {time}: this is in the letter twice."),
        (f"{OWN}\n\n{{decision}}", "Line 13, character 1, {decision}: this cannot be filled"),
    ],
)
def test_a_fault_is_told_with_its_place_and_reason(office: Office, body: str, fault: str) -> None:
    with pytest.raises(ValidationError) as refused:
        wording(office, body)
    (told,) = refused.value.message_dict["body"]
    assert told.startswith(fault)
    assert not LetterTemplate.objects.exists()


def test_the_company_writes_around_what_must_be_there(office: Office, asked: Any) -> None:
    wording(office, OWN)
    letter = owed(asked("fi"), LetterKind.RECEIPT)
    said = compose(letter, today=TODAY).paragraphs
    assert said[:3] == (
        "Hei Impi Sylvia Tarulainen",
        "Pyyntösi koskee seuraavaa:",
        "– omien tietojen saaminen (tietosuoja-asetuksen 15 artikla)",
    )
    assert said[3] == f"Viite on {letter.request.reference}."
    assert said[-1] == "Satumaan Leipä Oy"


def test_another_language_and_another_letter_keep_ours(office: Office, asked: Any) -> None:
    wording(office, OWN)
    swedish = compose(owed(asked("sv"), LetterKind.RECEIPT), today=TODAY)
    assert swedish.paragraphs[0].startswith("Vi har tagit emot din begäran")


def test_what_looks_like_a_template_or_html_is_text(office: Office, asked: Any) -> None:
    wording(office, f"{OWN}\n\n{NASTY}")
    request = asked("fi")
    letter = owed(request, LetterKind.RECEIPT)
    composed = compose(letter, today=TODAY)
    assert composed.paragraphs[-1] == NASTY
    sending.send(
        letter,
        by=office.handler,
        now=NOW,
        delivery="post",
        expected_version=request.version,
        seen=sending.digest(composed),
    )
    page = pdf.to_html(Letter.objects.get(pk=letter.pk))
    assert escape(NASTY) in page
    assert "<script" not in page
    assert "<b " not in page


def test_what_a_person_wrote_is_filled_in_once_and_becomes_no_heading(
    office: Office, asked: Any
) -> None:
    wording(office, OWN)
    letter = owed(asked("fi", name="{controller} {{x}} # Päätös"), LetterKind.RECEIPT)
    assert compose(letter, today=TODAY).paragraphs[0] == "Hei {controller} {{x}} # Päätös"
    with_words = compose(letter, today=TODAY, own_words="# Päätös\n\n{decision} <b>\r\n– yksi")
    kinds = [block.kind for block in blocks(with_words.body)]
    assert "heading" not in kinds
    assert "{decision} <b>\n– yksi" in with_words.paragraphs


@pytest.mark.parametrize("text", ["{{name}}", "{% name %}", "{0}", "{name.x}", "{ name }", "{}"])
def test_nothing_but_a_plain_word_in_braces_is_filled_in(text: str) -> None:
    assert fill(text, {"name": "Impi"}) == text
    assert fill("{name} {name}", {"name": "{name}"}) == "{name} {name}"


# In the admin


@pytest.fixture
def officer(office: Office, client: Client) -> Client:
    signed_in(client, Group.COMPLIANCE_OFFICER)
    return client


def begin(client: Client, office: Office) -> Any:
    return client.get(
        url(LetterTemplate, "add"),
        {"controller": office.kept_by.controller.pk, "kind": "receipt", "language": "fi"},
    )


def test_an_officer_begins_with_our_wording_and_saves_another(
    office: Office, officer: Client
) -> None:
    assert "Which letter?" in officer.get(url(LetterTemplate, "add")).content.decode()
    page = begin(officer, office)
    said = filled(page)
    assert said["body"] == WORDINGS[LetterKind.RECEIPT].fi
    assert "by when an answer comes" in page.content.decode()
    faulty = officer.post(url(LetterTemplate, "add"), said | {"body": "Kiitos {nimi}"})
    assert "{nimi}: this cannot be filled into this letter." in faulty.content.decode()
    officer.post(url(LetterTemplate, "add"), said | {"body": OWN})
    row = LetterTemplate.objects.get()
    assert row.body == OWN
    assert begin(officer, office).status_code == 302  # it is there: edit it
    changed = filled(officer.get(url(LetterTemplate, "change", row.pk)))
    officer.post(
        url(LetterTemplate, "change", row.pk), changed | {"body": OWN.replace("Hei", "Moi")}
    )
    row.refresh_from_db()
    assert row.body.startswith("Moi {name}")


def test_a_wording_is_looked_at_before_it_is_saved(office: Office, officer: Client) -> None:
    address = url(LetterTemplate, "preview")
    said = {**filled(begin(officer, office)), "body": f"{OWN}\n\n{NASTY}"}
    page = officer.post(address, said).content.decode()
    assert "Hei Maija Mallikas" in page
    assert escape(NASTY) in page
    assert "is missing" in officer.post(address, said | {"body": "Hei"}).content.decode()
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize(
    ("group", "code"),
    [(Group.REQUEST_HANDLER, 403), (Group.AUDITOR, 403), (Group.STAFF, 403)],
)
def test_others_do_not_write_wordings(
    office: Office, client: Client, group: Group, code: int
) -> None:
    wording(office, OWN)
    signed_in(client, group)
    assert client.get(url(LetterTemplate, "add")).status_code == code
    assert client.post(url(LetterTemplate, "preview"), {}).status_code == code


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("language", Language)
def test_every_letter_has_an_example(
    kind: LetterKind, language: str, office: Office, officer: Client
) -> None:
    said = {
        "controller": office.kept_by.controller.pk,
        "kind": kind.value,
        "language": language,
        "body": WORDINGS[kind].said_in(language),
    }
    page = officer.post(url(LetterTemplate, "preview"), said)
    assert page.status_code == 200
    assert 'role="alert"' not in page.content.decode()
