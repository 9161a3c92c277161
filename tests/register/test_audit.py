"""The audit log: every change of a fact, and nobody's data."""

import json
from datetime import date
from typing import Any

import pytest
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps
from django.db.models import Model, TextField
from django.test import Client
from django.urls import reverse

from register.groups import Group
from register.models import ContactPerson, LegalBasis, User
from tests import factories as make
from tests.admin_pages import filled
from tests.factories import a_contact, a_controller, a_purpose, a_register, an_address

pytestmark = pytest.mark.django_db
UPDATE, DELETE = LogEntry.Action.UPDATE, LogEntry.Action.DELETE


def everything_logged() -> str:
    rows = LogEntry.objects.values("object_repr", "changes", "additional_data", "serialized_data")
    return json.dumps(list(rows), ensure_ascii=False)


def test_a_changed_fact_is_logged_before_and_after() -> None:
    purpose = a_purpose(a_register())
    purpose.name_fi = "laskutus ja perintä"
    purpose.save()
    entry = LogEntry.objects.get_for_object(purpose).filter(action=LogEntry.Action.UPDATE).get()
    assert entry.changes == {"name_fi": ["laskutus", "laskutus ja perintä"]}


def test_choosing_purposes_of_a_basis_is_logged() -> None:
    register = a_register()
    purpose = a_purpose(register)
    basis = LegalBasis.objects.create(register=register, key="etu", basis="f")
    basis.purposes.set([purpose])
    changes = LogEntry.objects.get_for_object(basis).latest("pk").changes
    assert changes["purposes"]["operation"] == "add"


def test_nobodys_data_enter_the_log() -> None:
    register = a_register()
    contact = a_contact(
        register,
        name_fi="Aino Keksitty",
        job_title_fi="arkistonhoitaja",
        email="aino.keksitty@kuvitelma.example",
        phone="045 000 1234",
    )
    address = an_address(contact=contact, street_fi="Salakuja 7", town_fi="Porvoo")
    contact.name_fi = "Onni Satuinen"
    contact.email = "onni@kuvitelma.example"
    contact.save()
    address.street_fi = "Toinenkuja 8"
    address.save()
    staff = User.objects.create(
        username="onni.satuinen", first_name="Onni", last_name="Satuinen", email="o@s.example"
    )
    staff.set_password("arvaamaton-sana")
    staff.save()
    address.delete()
    contact.delete()
    staff.delete()
    logged = everything_logged()
    assert LogEntry.objects.count() >= 8
    for value in (
        "Aino", "Keksitty", "arkistonhoitaja", "kuvitelma.example", "045 000", "Salakuja", "Porvoo",
        "Onni", "Satuinen", "Toinenkuja", "onni", "s.example", "arvaamaton", "pbkdf2",
    ):  # fmt: skip
        assert value not in logged


def test_a_changed_contact_shows_that_it_changed() -> None:
    contact = a_contact(a_register())
    contact.phone = "045 000 4321"
    contact.save()
    entry = LogEntry.objects.get_for_object(contact).filter(action=LogEntry.Action.UPDATE).get()
    assert entry.changes == {"phone": ["***", "***"]}


# What the audit log does not follow, and what tells of it instead (ADR 0007).
JOURNALLED = {
    *("register.Consent", "register.MarketingBan", "register.SuppressedIdentifier"),
    "register.Merge",
    *("register.Import", "register.ImportFault", "register.ImportOutcome", "register.ImportRow"),
    *("retention.Plan", "retention.PlanItem", "retention.Run"),
}
THE_OTHER_TRAIL = {
    *("register.JournalBlock", "register.JournalEntry"),
    *("retention.LedgerChoice", "retention.LedgerEntry"),
}
OF_THE_MACHINE = {
    *("register.OutgoingMail", "register.ScheduledRun", "retention.Forecast"),
    *("subjects.FormMark", "subjects.SelfTest"),
}
# Requests are written by one door, and each step stands on their timeline and in the journal.
BY_THE_TIMELINE = {
    f"subjects.{name}"
    for name in (
        *("Attachment", "CarriedRight", "Contact", "Decision", "DeliveryCode", "IdentityCheck"),
        *("IdentityCode", "Letter", "Match", "Message", "Package", "Pause", "ProposedChange"),
        *("RecipientNotice", "Redaction", "Request", "RequestedRight", "Requester"),
        *("StaffReminder", "StrongComparison", "StrongIdentification", "Task", "TimelineEvent"),
        "Token",
    )
}
FOLLOWS_FROM_OTHERS = {"register.SearchText"}


def test_every_model_of_ours_is_followed() -> None:
    ours = {
        model
        for label in ("register", "retention", "privacy_notices", "subjects")
        for model in apps.get_app_config(label).get_models()
    }
    assert ours
    unfollowed = {model._meta.label for model in ours if not auditlog.contains(model)}
    told_elsewhere = JOURNALLED | THE_OTHER_TRAIL | BY_THE_TIMELINE
    assert unfollowed == told_elsewhere | OF_THE_MACHINE | FOLLOWS_FROM_OTHERS


# People


MASK = "***"


def changes_of(row: Model, action: int) -> dict[str, Any]:
    entry = LogEntry.objects.get_for_object(row).filter(action=action).latest("pk")
    return dict(entry.changes)


def test_a_changed_person_shows_which_columns_and_no_values() -> None:
    person = make.a_person(job_title="säveltäjä", relationship_started_on=date(2020, 1, 1))
    person.family_name = "Toivelainen"
    person.job_title = ""
    person.relationship_started_on = date(2021, 1, 1)
    person.save()
    assert changes_of(person, UPDATE) == {
        "family_name": [MASK, MASK],
        "sort_name": [MASK, MASK],
        "job_title": [MASK, MASK],
        "relationship_started_on": [MASK, MASK],
    }


def test_nothing_of_a_person_enters_the_log_by_any_act() -> None:
    """Made, changed and deleted, with every part of the card, and with rows that point to it."""
    person = make.a_person(
        customer_number="ASIAKAS-77", user_id="impi.tarulainen", job_title="säveltäjä"
    )
    organisation = make.an_organisation(person.kept_by, foreign_id="SE-556308")
    person.organisation = organisation
    person.save()
    parts = [
        make.a_contact_point(person),
        make.a_home_address(person, care_of="Onni Satuinen"),
        make.a_key_date(person, date(1981, 2, 3)),
        make.a_subject_role(person),
        make.an_interaction(person),
        make.an_attribute(person),
        make.a_disclosure(person),
        make.an_order(person, "TILAUS-88"),
        make.an_invoice(person, "LASKU-99", buyer_address="Haavekuja 7, Turku"),
    ]
    for part in parts:
        for field in part._meta.concrete_fields:
            if isinstance(field, TextField):
                setattr(part, field.name, "Muutettu salaisuus")
        part.save()
        part.delete()
    logged = everything_logged()
    for value in (
        "Tarulainen", "Impi", "tarulainen", "satumaa", "Satumaan", "ASIAKAS", "556308", "säveltäjä",
        "Haavekuja", "Satuinen", "Turku", "20100", "1981", "polkupyör", "purjehduksesta",
        "TILAUS", "LASKU", "120.5", "Muutettu",
    ):  # fmt: skip
        assert value not in logged, value
    actions = set(LogEntry.objects.values_list("content_type__model", "action"))
    assert {(part._meta.model_name, DELETE) for part in parts} <= actions


def test_a_deleted_part_leaves_an_entry_that_names_nobody() -> None:
    point = make.a_contact_point(make.a_person())
    number = point.pk
    point.delete()
    entry = LogEntry.objects.filter(action=DELETE).get()
    assert (entry.object_id, entry.content_type.model) == (number, "contactpoint")
    assert entry.object_repr.endswith(f" {number}")
    assert entry.changes["value"] == [MASK, MASK]
    assert entry.changes["subject"] == [str(point.subject_id), "None"]


def test_whose_controllers_staff_serve_is_logged() -> None:
    """Who may see whom is a right like any other."""
    first, second = make.a_controller(), make.a_controller("toinen", name="Toinen Oy")
    staff = make.a_user(None, first, first_name="Onni", email="onni@satumaa.example")
    staff.controllers.set([second])
    changes = [
        entry.changes["controllers"]
        for entry in LogEntry.objects.get_for_object(staff).order_by("pk")
        if "controllers" in (entry.changes or {})
    ]
    assert [(change["operation"], change["objects"]) for change in changes] == [
        ("add", ["Esimerkki Oy"]),
        ("delete", ["Esimerkki Oy"]),
        ("add", ["Toinen Oy"]),
    ]
    assert "Onni" not in everything_logged()
    assert "onni@" not in everything_logged()


def test_who_acted_is_a_number_and_no_address(client: Client) -> None:
    """auditlog copies the account's e-mail address, which would outlive the account."""
    staff = make.a_user(Group.COMPLIANCE_OFFICER, email="onni@satumaa.example")
    client.force_login(staff)
    register = a_register()
    address = reverse("admin:register_register_change", args=[register.pk])
    sent = filled(client.get(address))
    client.post(address, {**sent, "name_fi": "Asiakasrekisteri"})
    entry = LogEntry.objects.get_for_object(register).filter(action=UPDATE).get()
    assert (entry.actor_id, entry.actor_email) == (staff.pk, None)
    assert entry.remote_addr == "127.0.0.1"


def test_no_name_of_a_person_in_str() -> None:
    contact = a_contact(a_register(), name_fi="Aino Keksitty")
    staff = User.objects.create(username="aino.keksitty", first_name="Aino")
    assert "Aino" not in f"{contact} {contact!r}"
    assert "aino" not in f"{staff} {staff!r}".lower()
    assert ContactPerson.objects.get().shown_as == "Aino Keksitty"
    assert a_controller(name="Keksintö Oy").name == "Keksintö Oy"
