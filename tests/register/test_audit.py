"""The audit log: every change of a fact, and nobody's data."""

import json

import pytest
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps

from register.models import ContactPerson, LegalBasis, User
from tests.factories import a_contact, a_controller, a_purpose, a_register, an_address

pytestmark = pytest.mark.django_db


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


def test_every_model_of_ours_is_followed() -> None:
    ours = {
        model
        for label in ("register", "retention", "privacy_notices", "subjects")
        for model in apps.get_app_config(label).get_models()
    }
    assert ours
    unfollowed = {model._meta.label for model in ours if not auditlog.contains(model)}
    assert unfollowed == {"register.OutgoingMail", "register.ScheduledRun"}  # the machine's notes


def test_no_name_of_a_person_in_str() -> None:
    contact = a_contact(a_register(), name_fi="Aino Keksitty")
    staff = User.objects.create(username="aino.keksitty", first_name="Aino")
    assert "Aino" not in f"{contact} {contact!r}"
    assert "aino" not in f"{staff} {staff!r}".lower()
    assert ContactPerson.objects.get().shown_as == "Aino Keksitty"
    assert a_controller(name="Keksintö Oy").name == "Keksintö Oy"
