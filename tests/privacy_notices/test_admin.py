"""The notice in the admin: made with its register, previewed under seal, its references held."""

import pytest
import yaml
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from privacy_notices.admin import samples
from privacy_notices.files.writing import write_register
from privacy_notices.layout import STANDARD_SECTIONS, make_notice
from privacy_notices.models import Block, ChosenRow, Notice, Section
from register.groups import Group
from register.models import Purpose, Register, User
from tests.admin_pages import (
    add_url,
    count_queries,
    errors,
    filled,
    list_url,
    parts_errors,
    signed_in,
    url,
)
from tests.factories import a_purpose, a_register

pytestmark = pytest.mark.django_db
SECTION = {"heading_fi": "Oma kohta", "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0"}
NO_BLOCKS = {"blocks-TOTAL_FORMS": "0", "blocks-INITIAL_FORMS": "0"}


@pytest.fixture
def officer(client):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    with translation.override("en"):
        yield client


@pytest.fixture
def register():
    register = a_register(name_fi="Asiakasrekisteri")
    make_notice(register)
    return register


def preview(register: Register, language: str = "fi", form: str = "html") -> str:
    return reverse(
        "admin:privacy_notices_notice_preview", args=(register.notice.pk, language, form)
    )


def section(register: Register, key: str) -> Section:
    return register.notice.sections.get(key=key)


# Made with its register


def test_a_register_made_in_the_admin_gets_one_notice_with_the_standard_sections(officer):
    officer.post(url(Register, "add"), {"name_fi": "Asiakkaat", "automated": "on"})
    notice = Notice.objects.get()
    keys = [standard.key for standard in STANDARD_SECTIONS]
    assert list(notice.sections.values_list("key", flat=True)) == keys
    sent = filled(officer.get(url(Register, "change", notice.register.pk)))
    officer.post(url(Register, "change", notice.register.pk), sent)
    assert Notice.objects.count() == 1


def test_a_register_without_a_notice_is_offered_one(officer):
    register = a_register()
    make = reverse("admin:privacy_notices_notice_make", args=(register.pk,))
    hub = reverse("admin:register_register_hub", args=(register.pk,))
    assert make in officer.get(hub).content.decode()
    assert officer.get(make).status_code == 405
    for _again in range(2):
        assert officer.post(make).url == hub
    assert Notice.objects.count() == 1


def test_a_notice_without_sections_is_offered_the_standard_ones(officer, register):
    register.notice.sections.all().delete()
    standard = reverse("admin:privacy_notices_notice_standard", args=(register.notice.pk,))
    hub = reverse("admin:register_register_hub", args=(register.pk,))
    assert standard in officer.get(hub).content.decode()
    for _again in range(2):
        officer.post(standard)
    assert register.notice.sections.count() == len(STANDARD_SECTIONS)


@pytest.mark.parametrize("name", ["make", "standard"])
def test_who_only_looks_makes_nothing(client, name):
    register = a_register()
    if name == "standard":
        notice = Notice.objects.create(register=register)
    signed_in(client, Group.AUDITOR)
    pk = register.pk if name == "make" else notice.pk
    assert (
        client.post(reverse(f"admin:privacy_notices_notice_{name}", args=(pk,))).status_code == 403
    )
    assert not Section.objects.exists()


def test_a_section_without_a_notice_leads_to_the_hub(officer):
    register = a_register()
    response = officer.get(add_url(Section, register))
    assert response.url == reverse("admin:register_register_hub", args=(register.pk,))


# Preview and file


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_preview_is_sealed_and_marks_what_is_missing(officer, register, language):
    a_purpose(register, name_fi="laskutus")
    answer = officer.get(preview(register, language))
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    assert ("gap" in page.partition("</style>")[2]) is (language != "fi")
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_the_preview_is_printed_too(officer, register):
    answer = officer.get(preview(register, form="pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="asiakkaat-fi.pdf"'
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(("language", "form"), [("de", "html"), ("fi", "txt"), ("fi", "json")])
def test_other_previews_are_not_found(officer, register, language, form):
    assert officer.get(preview(register, language, form)).status_code == 404


def test_previews_are_for_those_who_may_see_notices(client, register):
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(preview(register)).status_code == 403
    export = reverse("admin:privacy_notices_notice_export", args=(register.pk,))
    assert client.get(export).status_code == 403
    client.logout()
    assert client.get(preview(register)).status_code == 302


def test_the_register_is_downloaded_as_its_file(officer, register):
    answer = officer.get(reverse("admin:privacy_notices_notice_export", args=(register.pk,)))
    assert answer["Content-Disposition"] == 'attachment; filename="asiakkaat.yaml"'
    assert answer.content.decode() == write_register(register)
    assert yaml.safe_load(answer.content)["register"]["slug"] == "asiakkaat"


# Sections


def test_a_section_is_added_with_its_parts(officer, register):
    response = officer.post(
        add_url(Section, register),
        {**SECTION, "blocks-0-text_fi": "Ks. kohta {number:purposes}.", "blocks-0-style": "auto",
         "blocks-0-facts": "purposes"},
    )  # fmt: skip
    assert response.url == list_url(Section, register)
    added = section(register, "oma-kohta")
    assert added.position == len(STANDARD_SECTIONS)
    [block] = added.blocks.all()
    assert (block.facts, block.position) == ("purposes", 0)
    assert [kind.kind for kind in added.kinds.all()] == ["purposes"]


def test_kinds_that_were_chosen_stay(officer, register):
    officer.post(
        add_url(Section, register), {**SECTION, **NO_BLOCKS, "chosen_kinds": ["cookies", "other"]}
    )
    added = section(register, "oma-kohta")
    assert [kind.kind for kind in added.kinds.all()] == ["cookies", "other"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ks. {number:nowhere}.", "{number:nowhere} leads nowhere. There is: "),
        ("Ks. {heading:nowhere}.", "{heading:nowhere} leads nowhere. There is: "),
        ("{date:yesterday}", "{date:yesterday} leads nowhere. There is: drawn_up, updated."),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_at_its_text(officer, register, text, words):
    response = officer.post(
        add_url(Section, register), {**SECTION, "blocks-0-text_sv": text, "blocks-0-style": "auto"}
    )
    [fault] = parts_errors(response)
    assert list(fault) == ["text_sv"]
    assert fault["text_sv"][0].startswith(words)
    assert not register.notice.sections.filter(key="oma-kohta").exists()


@pytest.mark.parametrize(
    "text", ["{date:drawn_up}", "{heading:rights}", "{toimitus}", "{}", "{a:b}"]
)
def test_other_braces_are_braces(officer, register, text):
    response = officer.post(
        add_url(Section, register), {**SECTION, "blocks-0-text_fi": text, "blocks-0-style": "auto"}
    )
    assert response.status_code == 302


def test_a_section_refers_to_itself(officer, register):
    response = officer.post(
        add_url(Section, register),
        {**SECTION, "key": "oma", "blocks-0-text_fi": "{number:oma}", "blocks-0-style": "auto"},
    )
    assert response.status_code == 302


def test_texts_of_facts_are_held_to_their_references_too(officer, register):
    response = officer.post(
        add_url(Purpose, register), {"name_fi": "laskutus", "text_fi": "{number:nowhere}"}
    )
    assert list(errors(response)) == ["text_fi"]


def test_the_notices_own_words_are_held_to_their_references(officer, register):
    address = url(Notice, "change", register.notice.pk)
    sent = filled(officer.get(address))
    response = officer.post(address, {**sent, "introduction_fi": "{number:nowhere}"})
    assert list(errors(response)) == ["introduction_fi"]
    assert officer.post(address, {**sent, "introduction_fi": "{number:rights}"}).status_code == 302


def test_a_section_that_others_refer_to_keeps_its_key_and_its_place(officer, register):
    Block.objects.create(
        section=section(register, "data"), position=9, text_fi="Ks. {number:rights}."
    )
    rights = section(register, "rights")
    address = url(Section, "change", rights.pk)
    sent = filled(officer.get(address))
    assert list(errors(officer.post(address, {**sent, "key": "oikeudet"}))) == ["key"]
    response = officer.post(url(Section, "delete", rights.pk), {"post": "yes"})
    assert response.context["protected"] == ["Section “Käsiteltävät henkilötiedot” refers to it"]
    assert Section.objects.filter(pk=rights.pk).exists()


# Rows that a part names


def test_a_part_prints_only_rows_that_are_there(officer, register):
    a_purpose(register, "laskutus"), a_purpose(register, "muu", name_fi="muu")
    sent = {**SECTION, "blocks-0-facts": "purposes", "blocks-0-style": "auto"}
    address = add_url(Section, register)
    response = officer.post(address, {**sent, "blocks-0-only_keys": "muu, puuttuu"})
    assert parts_errors(response) == [{"only_keys": ["These facts have no row “puuttuu”."]}]
    officer.post(address, {**sent, "blocks-0-only_keys": " muu ;laskutus muu"})
    assert list(ChosenRow.objects.values_list("key", flat=True)) == ["muu", "laskutus"]
    added = section(register, "oma-kohta")
    form = officer.get(url(Section, "change", added.pk))
    assert filled(form)["blocks-0-only_keys"] == "muu, laskutus"


def test_a_row_that_a_part_names_keeps_its_key_and_its_place(officer, register):
    purpose = a_purpose(register)
    block = section(register, "purposes").blocks.get(facts="purposes")
    block.only.create(key="laskutus")
    address = url(Purpose, "change", purpose.pk)
    sent = filled(officer.get(address))
    assert list(errors(officer.post(address, {**sent, "key": "toinen"}))) == ["key"]
    assert officer.post(address, {**sent, "name_fi": "perintä"}).status_code == 302
    officer.post(url(Purpose, "delete", purpose.pk), {"post": "yes"})
    assert Purpose.objects.exists()


def test_a_whole_register_goes_although_its_parts_name_its_rows(officer, register):
    a_purpose(register)
    section(register, "purposes").blocks.get(facts="purposes").only.create(key="laskutus")
    officer.post(url(Register, "delete", register.pk), {"post": "yes"})
    assert not Register.objects.exists()


def test_another_registers_row_of_the_same_key_is_free(officer, register):
    other = a_purpose(a_register("toinen"))
    section(register, "purposes").blocks.get(facts="purposes").only.create(key="laskutus")
    officer.post(url(Purpose, "delete", other.pk), {"post": "yes"})
    assert not Purpose.objects.exists()


def test_changed_parts_make_a_form_stale(officer, register):
    purposes = section(register, "purposes")
    address = url(Section, "change", purposes.pk)
    sent = filled(officer.get(address))
    purposes.blocks.first().only.create(key="laskutus")
    assert "__all__" in errors(officer.post(address, sent))


# How much it asks


def test_queries_do_not_grow_with_the_parts(officer, register):
    purposes = section(register, "purposes")
    address = url(Section, "change", purposes.pk)
    officer.get(address)
    few = count_queries(officer, address)
    for place in range(20):
        block = Block.objects.create(section=purposes, position=place + 9, text_fi="teksti")
        block.only.create(key="laskutus")
    assert count_queries(officer, address) == few
    listed = list_url(Section, register)
    officer.get(listed)
    few = count_queries(officer, listed)
    for place in range(20):
        Section.objects.create(
            notice=register.notice, key=f"s{place}", heading_fi="otsikko", position=place + 20
        )
    assert count_queries(officer, listed) == few


# Examples


def test_an_empty_installation_begins_with_an_example(officer):
    index = officer.get(reverse("admin:index")).content.decode()
    address = reverse("admin:privacy_notices_notice_sample", args=("complete",))
    assert address in index
    response = officer.post(address)
    register = Register.objects.get()
    assert response.url == reverse("admin:register_register_hub", args=(register.pk,))
    officer.post(address)
    assert Register.objects.count() == 1


@pytest.mark.parametrize("name", ["nonsense", "..", "complete-yaml"])
def test_only_examples_are_loaded(officer, name):
    request = RequestFactory().post("/")
    request.user = User.objects.create_superuser("boss")
    with pytest.raises(Http404):
        samples.load(request, name)
    assert not Register.objects.exists()
