"""How a text comes in: by a file, by a form, by code. Printable texts as they are, others not."""

import re

import pytest
import yaml
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy_notices.files.loading import Refused, load_files
from privacy_notices.files.writing import register_as_plain
from privacy_notices.models import Notice, Section
from register.enums import Language
from register.groups import Group
from register.models import Controller, Purpose, Register, RegisterController
from register.models.base import Written
from register.support.fonts import unprintable
from register.texts import tidy, translated_fields
from tests.admin_pages import add_url, errors, filled, signed_in, url
from tests.factories import a_controller, a_purpose, a_register
from tests.privacy_notices.own_text.nasty import (
    BAD,
    GOOD,
    HARMLESS,
    SURROGATE,
    code_of,
    mixed,
    register_saying,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OURS = ("register", "retention", "privacy_notices")
WITH_TEXTS = [
    model
    for label in OURS
    for model in apps.get_app_config(label).get_models()
    if issubclass(model, Written) and translated_fields(model)
]


def columns_of(model):
    texts = translated_fields(model)
    return [f"{name}_{language}" for name in texts for language in Language.values]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


# By a file


def strings(plain):
    if isinstance(plain, dict | list):
        for each in plain.values() if isinstance(plain, dict) else plain:
            yield from strings(each)
    elif isinstance(plain, str):
        yield plain


@pytest.mark.parametrize("turn", [0, 7, 14])
def test_a_file_brings_in_every_printable_text_as_it_is(load, turn):
    texts = [*GOOD.values()]
    whole = mixed(texts[turn:] + texts[:turn])
    stored = [*strings(register_as_plain(load(whole)))]
    for name, text in GOOD.items():
        wanted = [*strings(whole)].count(text)
        assert stored.count(tidy(text)) == wanted > 5, name


def test_a_file_with_anything_else_is_refused_with_every_place(db, tmp_path):
    path = tmp_path / "nasty.yaml"
    whole = mixed([*BAD.values(), SURROGATE])
    raw = yaml.safe_dump(whole, allow_unicode=False, sort_keys=False)
    path.write_text(raw)
    with pytest.raises(Refused) as refused:
        load_files([path])
    told = [fault for fault in refused.value.faults if fault.reason.startswith("Character 3, ")]
    codes = dict.fromkeys(map(code_of, (*BAD.values(), SURROGATE)), 0)
    for fault in told:
        codes[re.search(r"\((U\+[0-9A-F]+)\), cannot be printed", fault.reason)[1]] += 1
        assert fault.path
        assert "ab" in raw.splitlines()[fault.line - 1]
        assert fault.reason.isprintable()
    assert min(codes.values()) > 5
    assert len(told) == sum(1 for text in strings(whole) if text.startswith("ab"))
    assert not Register.objects.exists()


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_holds_the_character_itself_is_refused(db, tmp_path, name):
    raw = yaml.safe_dump(register_saying(HARMLESS), allow_unicode=True, sort_keys=False)
    path = tmp_path / "nasty.yaml"
    path.write_bytes(raw.replace(HARMLESS, BAD[name], 1).encode())
    with pytest.raises(Refused) as refused:
        load_files([path])
    line = raw[: raw.index(HARMLESS)].count("\n") + 1
    (fault, *_more) = refused.value.faults
    assert fault.line == line
    # YAML itself stumbles over a tab, and says so in its own words.
    assert ("tabs" if name == "tab" else code_of(BAD[name])) in fault.reason
    assert not Register.objects.exists()


# By code


@pytest.mark.parametrize("model", WITH_TEXTS, ids=lambda model: model.__name__)
def test_saving_a_row_refuses_what_cannot_be_printed(model):
    for text in (*BAD.values(), SURROGATE):
        row = model()
        columns = [
            column.name
            for one in translated_fields(model).values()
            for column in one.fields.values()
        ]
        for column in columns:
            setattr(row, column, text)
        with pytest.raises(ValidationError) as refused:
            row.save()
        told = refused.value.message_dict
        assert told.keys() == set(columns)
        for column in columns:
            assert told[column][0].startswith("Character 3, ")
            assert code_of(text) in told[column][0]


@pytest.mark.parametrize("column", ["name", "short_name", "website"])
def test_saving_a_name_refuses_it_too(column):
    company = Controller(key="a", **{"name": "Esimerkki Oy", column: "ab\u202e"})
    with pytest.raises(ValidationError) as refused:
        company.save()
    assert list(refused.value.message_dict) == [column]


POOL = [*GOOD.values(), *BAD.values(), SURROGATE, "\n", " "]
ANYTHING = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from([*GOOD.values(), *BAD.values(), SURROGATE, "\n", " "]), max_size=3
    ).map("".join),
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ANYTHING)
def test_whatever_is_saved_comes_back_and_whatever_is_not_is_told(db, text):
    register, _new = Register.objects.get_or_create(slug="a")
    Purpose.objects.filter(register=register).delete()
    purpose = Purpose(register=register, key="a", name_fi="a", text_fi=text)
    refusal = refusal_of(purpose)
    if refusal is None:
        assert Purpose.objects.get().text_fi == tidy(text)
        assert unprintable(tidy(text)) == []
    else:
        assert list(refusal) == ["text_fi"]
        assert not Purpose.objects.exists()


def refusal_of(row):
    """What is told of a row that is not saved; None where it is."""
    try:
        row.save()
    except ValidationError as refused:
        return refused.message_dict
    return None


# By a form

FILLED_IN = {  # what a form asks for besides
    "LegalBasis": {"basis": "f", "ended_on": "1.9.2026"},
    "AutomatedProcessing": {"kind": "decision", "state": "exists"},
    "Recipient": {"kind": "partner"},
    "Transfer": {"state": "exists"},
    "Right": {"right": "access"},
    "RequestChannel": {"kind": "post", "value": "osoite"},
    "SecurityMeasure": {"kind": "electronic"},
    "Source": {"kind": "third_party"},
    "Statement": {"kind": "other"},
    "RetentionRule": {"form": "criterion", "action": "erase"},
    "ContactPerson": {"role": "register", "kind": "person"},
}
BY_FORM = [
    model
    for model in WITH_TEXTS
    if admin.site.is_registered(model)
    and any(field.name == "register" for field in model._meta.fields)
    and model is not Notice
    and not model._meta.proxy
]


@pytest.fixture
def officer(client):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    return client


def form_for(client, model, register):
    response = client.get(add_url(model, register))
    assert response.status_code == 200, model
    more = FILLED_IN.get(model.__name__, {})
    if model is RegisterController:
        more = {"controller": a_controller().pk}
    return filled(response) | more


@pytest.mark.parametrize("model", BY_FORM, ids=lambda model: model.__name__)
def test_a_form_tells_at_each_field_what_cannot_be_printed(officer, model):
    register = a_register()
    sent = form_for(officer, model, register)
    offered = [column for column in columns_of(model) if column in sent or column.endswith("_fi")]
    for text in ("ab\u202ec", "ab\0c", "ab\U0001f600c"):
        response = officer.post(add_url(model, register), sent | dict.fromkeys(offered, text))
        told = errors(response)
        for column in offered:
            if column in response.context["adminform"].form.fields:
                assert told[column], column
        assert not model.objects.filter(register=register).exists()


@pytest.mark.parametrize("model", BY_FORM, ids=lambda model: model.__name__)
def test_a_form_brings_in_printable_texts_as_they_are(officer, model):
    register = a_register()
    sent = form_for(officer, model, register)
    fields = officer.get(add_url(model, register)).context["adminform"].form.fields
    columns = [column for column in columns_of(model) if column in fields]
    texts = [*GOOD.values()]
    given = {column: texts[n % len(texts)] for n, column in enumerate(columns, start=len(sent))}
    response = officer.post(add_url(model, register), sent | given)
    assert response.status_code == 302, errors(response)
    row = model.objects.get(register=register)
    assert {column: getattr(row, column) for column in columns} == {
        column: tidy(text.strip()) for column, text in given.items()
    }


def test_the_notices_own_texts_come_in_by_its_form(officer):
    officer.post(url(Register, "add"), {"name_fi": "Asiakkaat", "automated": "on"})
    notice = Notice.objects.get()
    page = url(Notice, "change", notice.pk)
    for text in GOOD.values():
        given = dict.fromkeys(columns_of(Notice), text)
        response = officer.post(page, filled(officer.get(page)) | given)
        assert response.status_code == 302, errors(response)
        notice.refresh_from_db()
        assert (notice.title.fi, notice.closing.sv) == (tidy(text), tidy(text))
    for name in ("right-to-left override", "emoji", "zero width space"):
        sent = filled(officer.get(page)) | {"citation_fi": BAD[name]}
        response = officer.post(page, sent)
        assert list(errors(response)) == ["citation_fi"]
        assert code_of(BAD[name]) in errors(response)["citation_fi"][0]


def test_a_sections_texts_come_in_by_its_form(officer):
    officer.post(url(Register, "add"), {"name_fi": "Asiakkaat", "automated": "on"})
    section = Section.objects.all()[0]
    page = url(Section, "change", section.pk)
    for text in ("<script>", "</style>]]>&amp;", "{purposes} %s"):
        given = {"heading_fi": text, "blocks-0-text_fi": text, "blocks-0-heading_fi": text}
        response = officer.post(page, filled(officer.get(page)) | given)
        assert response.status_code == 302, errors(response)
        section = Section.objects.get(pk=section.pk)
        block = section.blocks.all()[0]
        assert (section.heading.fi, block.text.fi, block.heading.fi) == (text, text, text)


def test_a_lone_half_of_a_character_cannot_be_sent(officer):
    """A browser has no bytes for it; what stands in its place is refused."""
    register = a_register()
    purpose = a_purpose(register)
    response = officer.post(
        url(Purpose, "change", purpose.pk),
        "name_fi=ab%ED%A0%80",
        content_type="application/x-www-form-urlencoded",
    )
    assert "U+FFFD" in " ".join(errors(response)["name_fi"])


def test_no_model_is_forgotten():
    assert len(WITH_TEXTS) > 30
    assert len(BY_FORM) > 15
