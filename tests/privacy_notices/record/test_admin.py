"""The record in the admin: who reads it, what it shows, and the trail of those who took it."""

import io
import json

import openpyxl
import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone, translation

from privacy_notices.models import ProcessingRecord
from register.groups import Group
from register.models import ContactPerson, Controller, Register, SubjectGroup
from tests.admin_pages import count_queries, signed_in, url
from tests.factories import a_contact, a_controller, a_purpose, a_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    company = a_controller("mallila", name="Mallila Oy", email="info@mallila.example")
    register = a_register(name_fi="Asiakasrekisteri", name_sv="Kundregistret")
    register.memberships.create(controller=company)
    a_purpose(register, name_fi="laskutus", name_sv="fakturering")
    a_contact(
        register, "dpo", role="data_protection_officer", name_fi="Aino Keksitty", phone="09 1"
    )
    return company


@pytest.fixture
def officer(client):
    user = signed_in(client, Group.COMPLIANCE_OFFICER)
    client.user = user
    with translation.override("en"):
        yield client


def page(company):
    return url(ProcessingRecord, "change", company.pk)


def file(company, language="fi", form="pdf"):
    name = "admin:privacy_notices_processingrecord_download"
    return reverse(name, args=(company.pk, language, form))


# Who


@pytest.mark.parametrize("group", [Group.COMPLIANCE_OFFICER, Group.AUDITOR])
def test_officers_and_auditors_read_and_take_it(client, company, group):
    signed_in(client, group)
    for address in (url(ProcessingRecord, "changelist"), page(company), file(company)):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("group", [Group.STAFF, Group.REQUEST_HANDLER, Group.ADMINISTRATOR])
def test_nobody_else_does(client, company, group):
    signed_in(client, group)
    for address in (url(ProcessingRecord, "changelist"), page(company), file(company)):
        assert client.get(address).status_code == 403
    assert not LogEntry.objects.filter(action=LogEntry.Action.ACCESS).exists()
    start = client.get(reverse("admin:index")).content.decode()
    assert url(ProcessingRecord, "changelist") not in start
    client.logout()
    assert client.get(page(company)).status_code == client.get(file(company)).status_code == 302


def test_there_is_nothing_to_write(officer, company):
    assert officer.get(url(ProcessingRecord, "add")).status_code == 404
    assert officer.post(page(company), {"name": "Toinen Oy"}).status_code == 405
    assert (
        officer.post(url(ProcessingRecord, "delete", company.pk), {"post": "yes"}).status_code
        == 403
    )
    assert officer.post(file(company)).status_code == 405
    assert Controller.objects.get().name == "Mallila Oy"


# Ways to it


def test_it_is_reached_from_menu_list_company_and_register(officer, company):
    register = Register.objects.get()
    hub = reverse("admin:register_register_hub", args=(register.pk,))
    for address, leads_to in (
        (reverse("admin:index"), url(ProcessingRecord, "changelist")),
        (url(ProcessingRecord, "changelist"), page(company)),
        (url(Controller, "change", company.pk), page(company)),
        (hub, page(company)),
    ):
        assert f'"{leads_to}' in officer.get(address).content.decode(), address


def test_a_list_of_many_companies_asks_no_more(officer, company):
    address = url(ProcessingRecord, "changelist")
    before = count_queries(officer, address)
    for number in range(5):
        one = a_controller(f"yhtio-{number}")
        a_register(f"rekisteri-{number}").memberships.create(controller=one)
    assert count_queries(officer, address) == before


# The page


def test_the_check_stands_beside_the_record_with_links_that_mend(officer, company):
    answer = officer.get(page(company) + "?language=fi")
    shown = answer.content.decode()
    register = Register.objects.get()
    hub = reverse("admin:register_register_hub", args=(register.pk,))
    assert answer.context["figure"] == 57  # four of seven requirements
    assert [group.severity.value for group in answer.context["groups"]] == ["error", "warning"]
    assert f'href="{hub}#recipients">Asiakasrekisteri: Recipients</a>' in shown
    assert f'href="{hub}#subjects">Asiakasrekisteri: Data subjects</a>' in shown
    assert "Laskutus" in shown
    assert "Aino Keksitty" in shown


def test_a_row_that_is_at_fault_is_linked_itself(officer, company):
    ContactPerson.objects.update(name_fi="", email="dpo@mallila.example")
    contact = ContactPerson.objects.get()
    shown = officer.get(page(company)).content.decode()
    assert f'href="{url(ContactPerson, "change", contact.pk)}"' in shown


def test_an_auditor_sees_where_it_is_mended_and_opens_it(client, company):
    signed_in(client, Group.AUDITOR)
    hub = reverse("admin:register_register_hub", args=(Register.objects.get().pk,))
    assert f'href="{hub}#recipients"' in client.get(page(company)).content.decode()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("?language=sv", "sv"), ("?language=en", "en"), ("", "en"), ("?language=de", "fi")],
)
def test_the_language_of_the_record_is_chosen(officer, company, asked, shown):
    answer = officer.get(page(company) + asked)
    assert answer.context["record"].language == shown
    assert f'<div class="seloste-record" lang="{shown}">' in answer.content.decode()
    assert file(company, shown, "xlsx") in answer.content.decode()


def test_texts_that_are_missing_are_counted(officer, company):
    SubjectGroup.objects.create(register=Register.objects.get(), key="a", name_fi="asiakkaat")
    assert "text is missing" not in officer.get(page(company) + "?language=fi").content.decode()
    shown = officer.get(page(company) + "?language=sv").content.decode()
    assert "1 text is missing in this language." in shown
    assert "Asiakkaat" not in shown.partition('<div class="seloste-record"')[2]


def test_a_company_without_registers_has_a_page(officer):
    company = a_controller("tyhja")
    assert (
        "Rekisterinpitäjällä ei ole kirjattuja"
        in officer.get(page(company) + "?language=fi").content.decode()
    )


def test_an_unknown_company_is_not_found(officer, company):
    assert officer.get(url(ProcessingRecord, "change", company.pk + 1)).status_code == 404
    assert officer.get(url(ProcessingRecord, "change", "x")).status_code == 404


def test_many_registers_take_no_more_queries(officer, company):
    officer.get(page(company))
    before = count_queries(officer, page(company))
    for number in range(3):
        register = a_register(f"rekisteri-{number}", name_fi=f"Rekisteri {number}")
        register.memberships.create(controller=company)
        for purpose in range(4):
            a_purpose(register, f"tarkoitus-{purpose}")
    assert count_queries(officer, page(company)) == before


# Files


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            b"PK",
        ),
    ],
)
def test_a_file_says_whose_in_which_language_and_of_what_day(officer, company, form, kind, begins):
    answer = officer.get(file(company, "sv", form))
    assert answer["Content-Type"] == kind
    name = f"register-over-behandling-mallila-sv-{timezone.localdate()}.{form}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.startswith(begins)
    assert "no-store" in answer["Cache-Control"]


def test_the_workbook_is_that_of_the_page(officer, company):
    book = openpyxl.load_workbook(io.BytesIO(officer.get(file(company, "sv", "xlsx")).content))
    assert book["Ändamål"]["B2"].value == "Fakturering"


@pytest.mark.parametrize(("language", "form"), [("de", "pdf"), ("fi", "json"), ("fi", "txt")])
def test_other_files_are_not_found(officer, company, language, form):
    assert officer.get(file(company, language, form)).status_code == 404


def test_what_does_not_fit_is_told_and_nothing_is_logged(officer, company):
    SubjectGroup.objects.create(
        register=Register.objects.get(), key="a", name_fi="asiakkaat", text_fi="x"
    )
    Register.objects.get().securitymeasure_set.create(
        key="a", kind="electronic", name_fi="pitkä " * 6_000
    )
    answer = officer.get(file(company, "fi", "xlsx"), follow=True)
    assert answer.redirect_chain == [(page(company), 302)]
    assert "Choose another form of file" in answer.content.decode()
    assert not LogEntry.objects.filter(action=LogEntry.Action.ACCESS).exists()


def test_each_download_is_in_the_audit_log_and_nobodys_data(officer, company):
    for language, form in (("fi", "pdf"), ("sv", "xlsx"), ("en", "html")):
        officer.get(file(company, language, form))
    officer.get(page(company))
    taken = LogEntry.objects.filter(action=LogEntry.Action.ACCESS).order_by("pk")
    assert [(one.actor, one.object_pk, one.object_repr) for one in taken] == [
        (officer.user, str(company.pk), "Mallila Oy")
    ] * 3
    assert [one.additional_data for one in taken] == [
        {"document": "record of processing activities", "file": file_, "language": language}
        for file_, language in (("PDF", "fi"), ("XLSX", "sv"), ("HTML", "en"))
    ]
    rows = taken.values("object_repr", "changes", "additional_data", "serialized_data")
    logged = json.dumps(list(rows), ensure_ascii=False)
    for value in ("Aino", "Keksitty", "09 1", "info@mallila.example"):
        assert value not in logged


def test_the_company_shows_who_took_its_record(officer, company):
    officer.get(file(company, "sv", "xlsx"))
    history = officer.get(url(Controller, "history", company.pk)).content.decode()
    assert "record of processing activities, XLSX, sv" in history
