"""The register's pages in the admin: what is wrong is told, nothing typed is lost."""

import re
from html import unescape

import pytest
from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.admin.models import LogEntry as AdminLogEntry
from django.contrib.auth.models import Group as GroupModel
from django.contrib.auth.models import Permission
from django.db import IntegrityError
from django.forms import BaseFormSet
from django.urls import reverse
from django.utils import translation

from register.admin.base import FactAdmin, SelosteAdmin
from register.admin.forms import KeyedForm
from register.admin.keys import key_from
from register.admin.people_base import CardPart
from register.admin.scope import OfRegister
from register.groups import Group
from register.models import (
    ContactPerson,
    Controller,
    DataItem,
    DataItemCategory,
    Definition,
    Import,
    JournalEntry,
    LegalBasis,
    Purpose,
    Register,
    RegisterController,
    Right,
    Source,
    SubjectGroup,
    User,
)
from retention.admin.lists import DeskList
from subjects.models import Letter
from tests.admin_pages import (
    add_url,
    count_queries,
    errors,
    filled,
    list_url,
    no_parts,
    signed_in,
    url,
)
from tests.factories import a_contact, a_controller, a_purpose, a_register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    return client


# Adding


def test_a_new_row_gets_its_register_key_and_place(officer):
    register = a_register()
    a_purpose(register, position=4)
    response = officer.post(add_url(Purpose, register), {"name_fi": "Työpaikan Öljylasku"})
    assert response.status_code == 302, errors(response)
    assert response.url == list_url(Purpose, register)
    row = Purpose.objects.get(name_fi="Työpaikan Öljylasku")
    assert (row.register, row.key, row.position) == (register, "tyopaikan-oljylasku", 5)


def test_a_taken_key_gets_a_number(officer):
    register = a_register()
    a_purpose(register)
    officer.post(add_url(Purpose, register), {"name_fi": "Laskutus"})
    assert set(Purpose.objects.values_list("key", flat=True)) == {"laskutus", "laskutus-2"}


@pytest.mark.parametrize(
    ("words", "taken", "key"),
    [
        ("Sähköposti", set(), "sahkoposti"),
        ("Åland & Öland", set(), "aland-oland"),
        ("", set(), "purpose"),
        ("???", {"purpose"}, "purpose-2"),
        ("a_b", set(), "a-b"),
        ("x" * 100, set(), "x" * 60),
        ("laskutus", {"laskutus", "laskutus-2"}, "laskutus-3"),
    ],
)
def test_keys(words, taken, key):
    assert key_from(words, taken=taken, fallback="purpose") == key


def test_a_row_without_words_is_named_by_its_kind(officer):
    register = a_register()
    officer.post(add_url(LegalBasis, register), {"basis": "f"})
    officer.post(add_url(Right, register), {"right": "access"})
    assert LegalBasis.objects.get().key == "f"
    assert Right.objects.get().key == "access"


def test_saving_and_adding_another_stays_in_the_register(officer):
    register = a_register()
    response = officer.post(add_url(Purpose, register), {"name_fi": "laskutus", "_addanother": "1"})
    assert response.url == add_url(Purpose, register)


def test_the_only_register_is_taken_for_granted(officer):
    register = a_register()
    assert officer.get(url(Purpose, "add")).url == add_url(Purpose, register)


def test_among_several_registers_one_is_chosen_first(officer):
    registers = [a_register("a"), a_register("b")]
    page = officer.get(url(Purpose, "add")).content.decode()
    assert [register for register in registers if add_url(Purpose, register) in page] == registers


@pytest.mark.parametrize("asked", ["999", "x", "", "-1", "9" * 40, "1%00"])
def test_an_unknown_register_is_no_register(officer, asked):
    a_register("a"), a_register("b")
    response = officer.get(f"{url(Purpose, 'add')}?register={asked}")
    assert "Which register" in response.content.decode()


def test_without_a_register_one_is_made_first(officer):
    page = officer.get(url(Purpose, "add")).content.decode()
    assert url(Register, "add") in page


# Choices


def test_only_rows_of_the_same_register_are_offered(officer):
    register, other = a_register("a"), a_register("b")
    ours, theirs = a_purpose(register, name_fi="meidän"), a_purpose(other, name_fi="heidän")
    page = officer.get(add_url(LegalBasis, register)).content.decode()
    assert "meidän" in page
    assert "heidän" not in page
    response = officer.post(
        add_url(LegalBasis, register), {"basis": "f", "purposes": [ours.pk, theirs.pk]}
    )
    assert "purposes" in errors(response)
    assert not LegalBasis.objects.exists()


def test_nothing_is_chosen_on_the_officers_behalf(officer):
    register = a_register()
    response = officer.post(add_url(LegalBasis, register), {})
    assert errors(response) == {"basis": ["This field is required."]}
    field = response.context["adminform"].form.fields["basis"]
    assert field.choices[0] == ("", "Choose")


# Errors stand where they can be mended


def test_a_character_that_cannot_be_printed_is_told_at_its_field(officer):
    register = a_register()
    response = officer.post(
        add_url(Purpose, register), {"name_fi": "laskutus", "text_sv": "faktura \u0e01"}
    )
    assert list(errors(response)) == ["text_sv"]
    assert "U+0E01" in errors(response)["text_sv"][0]


def test_an_empty_text_is_told_at_the_finnish_field(officer):
    register = a_register()
    response = officer.post(add_url(Purpose, register), {})
    assert errors(response) == {
        "name_fi": ["Write this in at least one language, first in Finnish."]
    }


def test_an_end_without_a_reason_is_told_where_the_reason_goes(officer):
    register = a_register()
    response = officer.post(add_url(LegalBasis, register), {"basis": "f", "ended_on": "1.9.2026"})
    assert errors(response) == {"end_reason_fi": ["Tell why the basis ended."]}


def test_a_taken_key_is_told_at_the_key(officer):
    register = a_register()
    a_purpose(register)
    response = officer.post(add_url(Purpose, register), {"name_fi": "uusi", "key": "laskutus"})
    assert errors(response) == {"key": ["Another row of this register has the same key."]}


def test_a_wrong_business_id_is_told(officer):
    response = officer.post(
        url(Controller, "add"),
        {
            "name": "Keksitty Oy",
            "business_id": "1234567-8",
            "country": "FI",
            **no_parts(Controller),
        },
    )
    assert list(errors(response)) == ["business_id"]


def test_a_trade_name_needs_its_finnish_name(officer):
    response = officer.post(
        url(Controller, "add"),
        {
            "name": "Keksitty Oy",
            "country": "FI",
            **no_parts(Controller),
            "trade_names-TOTAL_FORMS": "1",
            "trade_names-0-explanation_fi": "Aputoiminimi.",
        },
    )
    formset: BaseFormSet = response.context["inline_admin_formsets"][1].formset
    assert formset.errors == [{"name_fi": ["Fill this in."]}]


def test_two_addresses_of_one_kind_are_told_not_crashed_on(officer):
    address = {
        "kind": "postal",
        "street_fi": "Katu 1",
        "postal_code": "00100",
        "town_fi": "Helsinki",
    }
    response = officer.post(
        url(Controller, "add"),
        {
            "name": "Keksitty Oy",
            "country": "FI",
            **no_parts(Controller),
            "addresses-TOTAL_FORMS": "2",
            **{f"addresses-0-{name}": value for name, value in address.items()},
            **{f"addresses-1-{name}": value for name, value in address.items()},
        },
    )
    assert response.status_code == 200
    assert not Controller.objects.exists()


# What the database refuses


def test_a_key_taken_in_the_meantime_is_replaced_by_another(officer, monkeypatch):
    register = a_register()
    a_purpose(register)
    proposals = iter(["laskutus", "laskutus-9"])
    monkeypatch.setattr(KeyedForm, "proposed_key", lambda self, cleaned: next(proposals))
    monkeypatch.setattr(Purpose, "validate_constraints", lambda self, exclude=None: None)
    response = officer.post(add_url(Purpose, register), {"name_fi": "laskutus"}, follow=True)
    assert Purpose.objects.filter(key="laskutus-9").exists()
    assert [str(message) for message in response.context["messages"]] == ["Saved: laskutus."]


def test_what_the_database_keeps_refusing_is_told_in_words(officer, monkeypatch):
    def refuse(self, *args, **options):
        raise IntegrityError("no")

    register = a_register()
    monkeypatch.setattr(Purpose, "save", refuse)
    response = officer.post(add_url(Purpose, register), {"name_fi": "laskutus"})
    assert response.status_code == 302
    page = officer.get(response.url)
    [message] = page.context["messages"]
    assert "Nothing was saved" in str(message)


# Two officers


def test_the_second_to_save_is_refused_and_nothing_is_lost(officer):
    purpose = a_purpose(a_register())
    first, second = (filled(officer.get(url(Purpose, "change", purpose.pk))) for _ in "12")
    officer.post(url(Purpose, "change", purpose.pk), {**first, "name_fi": "ensimmäinen"})
    response = officer.post(
        url(Purpose, "change", purpose.pk), {**second, "name_fi": "toinen", "text_fi": "teksti"}
    )
    assert response.status_code == 200
    [refusal] = errors(response)["__all__"]
    assert "Changed meanwhile: Purpose (Finnish)." in refusal
    assert response.context["adminform"].form["name_fi"].value() == "toinen"
    purpose.refresh_from_db()
    assert (purpose.name_fi, purpose.text_fi) == ("ensimmäinen", "")
    again = officer.post(url(Purpose, "change", purpose.pk), filled(response))
    assert again.status_code == 200


@pytest.mark.parametrize("stamp", ["", "x", "[]", "{}", '{"name_fi": "0"}', None])
def test_a_form_without_its_stamp_is_refused(officer, stamp):
    purpose = a_purpose(a_register())
    sent = filled(officer.get(url(Purpose, "change", purpose.pk)))
    sent.pop("stamp")
    if stamp is not None:
        sent["stamp"] = stamp
    response = officer.post(url(Purpose, "change", purpose.pk), {**sent, "name_fi": "toinen"})
    assert "__all__" in errors(response)


def test_the_same_officer_saves_twice(officer):
    purpose = a_purpose(a_register())
    for name in ("yksi", "kaksi"):
        sent = filled(officer.get(url(Purpose, "change", purpose.pk)))
        officer.post(url(Purpose, "change", purpose.pk), {**sent, "name_fi": name})
        purpose.refresh_from_db()
        assert purpose.name_fi == name


def test_a_changed_category_or_choice_counts_too(officer):
    register = a_register()
    item = DataItem.objects.create(register=register, key="nimi", name_fi="nimi")
    purpose = a_purpose(register)
    sent = filled(officer.get(url(DataItem, "change", item.pk)))
    DataItemCategory.objects.create(item=item, category="name")
    item.purposes.add(purpose)
    response = officer.post(url(DataItem, "change", item.pk), sent)
    assert "Categories, Purposes" in re.sub(
        "Purposes, Categories", "Categories, Purposes", errors(response)["__all__"][0]
    ).replace("Categories of data", "Categories")


def test_a_part_changed_by_another_counts_too(officer):
    source = Source.objects.create(
        register=a_register(), key="s", kind="data_subject", name_fi="asiakas"
    )
    sent = filled(officer.get(url(Source, "change", source.pk)))
    source.channels.create(key="puhelin", name_fi="puhelin")
    response = officer.post(url(Source, "change", source.pk), sent)
    assert "Channels" in errors(response)["__all__"][0]


def test_a_row_deleted_in_the_meantime_is_told(officer):
    purpose = a_purpose(a_register())
    sent = filled(officer.get(url(Purpose, "change", purpose.pk)))
    pk = purpose.pk
    purpose.delete()
    response = officer.post(url(Purpose, "change", pk), sent, follow=True)
    assert response.status_code == 200
    assert not Purpose.objects.exists()


# Values and parts


def test_categories_are_kept_as_rows(officer):
    register = a_register()
    officer.post(
        add_url(DataItem, register),
        {"name_fi": "yhteystiedot", "chosen_categories": ["email", "phone"]},
    )
    item = DataItem.objects.get()
    assert list(item.categories.values_list("category", flat=True)) == ["email", "phone"]
    kept = item.categories.get(category="phone").pk
    sent = filled(officer.get(url(DataItem, "change", item.pk)))
    officer.post(url(DataItem, "change", item.pk), {**sent, "chosen_categories": ["name", "phone"]})
    assert list(item.categories.values_list("category", flat=True)) == ["phone", "name"]
    assert item.categories.get(category="phone").pk == kept


def test_an_unknown_category_is_refused(officer):
    response = officer.post(
        add_url(DataItem, a_register()), {"name_fi": "x", "chosen_categories": ["nonsense"]}
    )
    assert list(errors(response)) == ["chosen_categories"]


def test_a_group_is_offered_as_group_and_nothing_else(officer):
    register = a_register()
    group = DataItem.objects.create(register=register, key="ryhma", name_fi="ryhmä")
    inner = DataItem.objects.create(register=register, key="nimi", name_fi="nimi", parent=group)
    form = officer.get(url(DataItem, "change", inner.pk)).context["adminform"].form
    assert list(form.fields["parent"].queryset) == [group]


def test_new_parts_get_keys_and_places_and_are_numbered_again(officer):
    register = a_register()
    source = Source.objects.create(
        register=register, key="s", kind="data_subject", name_fi="asiakas"
    )
    old = source.channels.create(key="puhelin", name_fi="puhelin", position=7)
    sent = filled(officer.get(url(Source, "change", source.pk)))
    officer.post(
        url(Source, "change", source.pk),
        {
            **sent,
            "channels-TOTAL_FORMS": "3",
            "channels-1-name_fi": "lomake",
            "channels-1-position": "0",
            "channels-2-name_fi": "lomake",
        },
    )
    assert list(source.channels.values_list("name_fi", "key", "position")) == [
        ("lomake", "lomake", 0),
        ("puhelin", "puhelin", 1),
        ("lomake", "lomake-2", 2),
    ]
    assert source.channels.get(key="puhelin").pk == old.pk


# Companies and contacts


def test_a_company_added_from_a_register_answers_for_it(officer):
    register = a_register()
    response = officer.post(
        add_url(Controller, register),
        {"name": "Keksitty Oy", "country": "FI", **no_parts(Controller)},
    )
    assert response.url == list_url(RegisterController, register)
    membership = RegisterController.objects.get()
    assert (membership.register, membership.controller.key) == (register, "keksitty-oy")


def test_a_company_is_chosen_once(officer):
    register, company = a_register(), a_controller()
    RegisterController.objects.create(register=register, controller=company)
    other = a_controller("toinen", name="Toinen Oy")
    form = officer.get(add_url(RegisterController, register)).context["adminform"].form
    assert list(form.fields["controller"].queryset) == [other]


def test_a_company_that_answers_for_a_register_cannot_be_deleted(officer):
    register, company = a_register(), a_controller()
    RegisterController.objects.create(register=register, controller=company)
    response = officer.post(url(Controller, "delete", company.pk), {"post": "yes"})
    assert response.status_code == 200
    assert response.context["protected"]
    assert Controller.objects.exists()


def test_a_contact_of_the_company_serves_every_register_of_it(officer):
    register, company = a_register(), a_controller()
    RegisterController.objects.create(register=register, controller=company)
    made = officer.post(
        add_url(ContactPerson, register),
        {
            "role": "data_protection_officer",
            "kind": "role",
            "name_fi": "Tietosuojavastaava",
            "controller": company.pk,
            "register": "",
            **no_parts(ContactPerson),
        },
    )
    assert made.status_code == 302
    contact = ContactPerson.objects.get()
    assert (contact.register, contact.controller, contact.key) == (
        None, company, "tietosuojavastaava",
    )  # fmt: skip
    page = officer.get(list_url(ContactPerson, register)).content.decode()
    assert "Tietosuojavastaava" in page
    sent = filled(officer.get(url(ContactPerson, "change", contact.pk)))
    response = officer.post(url(ContactPerson, "change", contact.pk), {**sent, "phone": "020 000"})
    assert response.status_code == 302
    contact.refresh_from_db()
    assert contact.phone == "020 000"


def test_messages_hold_no_persons_name(officer):
    contact = a_contact(a_register(), name_fi="Aino Keksitty")
    sent = filled(officer.get(url(ContactPerson, "change", contact.pk)))
    response = officer.post(
        url(ContactPerson, "change", contact.pk), {**sent, "phone": "020 000"}, follow=True
    )
    assert [str(message) for message in response.context["messages"]] == [
        "Saved: contact person yhteys."
    ]


# Lists


def test_a_list_shows_the_rows_of_its_register_in_their_order(officer):
    register, other = a_register("a"), a_register("b")
    for place, name in ((2, "kaksi"), (0, "nolla"), (1, "yksi")):
        a_purpose(register, name, name_fi=name, position=place)
    a_purpose(other, "muu", name_fi="muu")
    response = officer.get(list_url(Purpose, register))
    assert [row.name_fi for row in response.context["cl"].result_list] == ["nolla", "yksi", "kaksi"]


@pytest.mark.parametrize("asked", ["x", "999", "", "1%00"])
def test_a_list_of_an_unknown_register_is_empty_or_whole(officer, asked):
    a_purpose(a_register())
    response = officer.get(f"{url(Purpose, 'changelist')}?register__id__exact={asked}")
    assert response.status_code == 200


def test_places_are_changed_in_the_list(officer):
    register = a_register()
    rows = [a_purpose(register, key, name_fi=key, position=n) for n, key in enumerate("ab")]
    officer.post(
        list_url(Purpose, register),
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "2",
            "form-0-id": rows[0].pk,
            "form-0-position": "1",
            "form-1-id": rows[1].pk,
            "form-1-position": "0",
            "_save": "1",
        },
    )
    assert list(Purpose.objects.values_list("key", flat=True)) == ["b", "a"]


def test_every_list_and_every_add_page_opens(officer):
    register = a_register()
    a_controller()
    for model, model_admin in admin.site._registry.items():
        if not isinstance(model_admin, SelosteAdmin):
            continue
        if model is Letter:  # is listed on the page of its request
            continue
        if OfRegister in model_admin.list_filter:
            assert officer.get(list_url(model, register)).status_code == 200, model
        # Where there is nothing to search for, as in the journal that holds no names, a search is
        # led back. Rows of a card are listed on the card, so their lists lead to the people.
        listed = [JournalEntry, Import]
        led_back = model in listed or isinstance(model_admin, CardPart | DeskList)
        found = 302 if led_back else 200
        assert officer.get(url(model, "changelist"), {"q": "ä"}).status_code == found, model
        if isinstance(model_admin, FactAdmin) and model._meta.app_label != "privacy_notices":
            assert officer.get(add_url(model, register)).status_code == 200, model


def test_every_column_stands_on_its_page(officer):
    """A column that nobody put on a page could be filled in by file only."""
    elsewhere = {"id", "register", "notice", "position", "controller", "contact"}
    elsewhere |= {"subject", "organisation", "kept_by"}  # told by the card where they are added
    forgotten = set()
    for model, model_admin in admin.site._registry.items():
        if not isinstance(model_admin, SelosteAdmin):
            continue
        if model_admin.fieldsets is None:  # shown as a list or a page of its own, never filled in
            may_add = model_admin.has_add_permission(officer.get("/").wsgi_request)
            assert not may_add or model is Import, model  # an import is begun by its file
            continue
        pages = [(model, model_admin.fieldsets)]
        pages += [(inline.model, inline.fieldsets) for inline in model_admin.inlines]
        for shown, fieldsets in pages:
            names = {
                name
                for _title, options in fieldsets
                for line in options["fields"]
                for name in (line if isinstance(line, tuple | list) else (line,))
            }
            columns = {
                field.name
                for field in (*shown._meta.concrete_fields, *shown._meta.local_many_to_many)
                if field.editable
                and not any(field.related_model is owner for owner, _sets in pages[:1])
            }
            own_key = {"key"} if shown is not model else set()
            through = {
                field.name
                for field in shown._meta.local_many_to_many
                if not field.remote_field.through._meta.auto_created
            }
            missing = columns - names - elsewhere - own_key - through
            forgotten |= {f"{shown.__name__}.{name}" for name in missing}
    assert forgotten == set()


# Deleting


def test_deleting_leads_back_to_the_rows_of_the_register(officer):
    register = a_register()
    purpose = a_purpose(register)
    response = officer.post(url(Purpose, "delete", purpose.pk), {"post": "yes"})
    assert response.url == list_url(Purpose, register)
    assert not Purpose.objects.exists()


def test_deleting_tells_what_goes_along_by_what_it_says(officer):
    register = a_register()
    purpose = a_purpose(register)
    basis = LegalBasis.objects.create(register=register, key="f", basis="f")
    basis.purposes.add(purpose)
    response = officer.get(url(Purpose, "delete", purpose.pk))
    assert response.context["deleted_objects"] == ["Purpose: laskutus"]


# Evidence


def test_one_trail_tells_who_changed_what(officer):
    purpose = a_purpose(a_register())
    sent = filled(officer.get(url(Purpose, "change", purpose.pk)))
    officer.post(url(Purpose, "change", purpose.pk), {**sent, "name_fi": "perintä"})
    entry = LogEntry.objects.get_for_object(purpose).latest("pk")
    assert (entry.actor.username, entry.changes) == (
        Group.COMPLIANCE_OFFICER.name,
        {"name_fi": ["laskutus", "perintä"]},
    )
    assert not AdminLogEntry.objects.exists()
    page = unescape(officer.get(url(Purpose, "history", purpose.pk)).content.decode())
    assert "perintä" in page


def test_the_audit_log_is_read_and_never_changed(client):
    signed_in(client, Group.AUDITOR)
    a_purpose(a_register())
    entry = LogEntry.objects.latest("pk")
    assert client.get(url(LogEntry, "changelist")).status_code == 200
    assert client.get(url(LogEntry, "change", entry.pk)).status_code == 200
    assert client.get(url(LogEntry, "add")).status_code == 403
    assert client.post(url(LogEntry, "delete", entry.pk), {"post": "yes"}).status_code == 403


# Who may


@pytest.mark.parametrize("group", [Group.AUDITOR, Group.STAFF, Group.REQUEST_HANDLER])
def test_those_who_may_look_see_everything_and_change_nothing(client, group):
    register = a_register()
    purpose = a_purpose(register)
    item = DataItem.objects.create(register=register, key="nimi", name_fi="nimi")
    DataItemCategory.objects.create(item=item, category="name")
    signed_in(client, group)
    page = client.get(url(DataItem, "change", item.pk))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.get(url(Purpose, "change", purpose.pk)).status_code == 200
    assert client.get(list_url(Purpose, register)).status_code == 200
    assert client.get(add_url(Purpose, register)).status_code == 403
    changed = client.post(url(Purpose, "change", purpose.pk), {"name_fi": "x"})
    assert changed.status_code == 403
    assert client.post(url(Purpose, "delete", purpose.pk), {"post": "yes"}).status_code == 403
    purpose.refresh_from_db()
    assert purpose.name_fi == "laskutus"


def test_an_administrator_cannot_become_more(client):
    chief = signed_in(client, Group.ADMINISTRATOR)
    boss = User.objects.create_superuser("boss")
    sent = filled(client.get(url(User, "change", chief.pk)))
    client.post(url(User, "change", chief.pk), {**sent, "is_superuser": "on"})
    chief.refresh_from_db()
    assert not chief.is_superuser
    assert client.post(url(User, "change", boss.pk), {"username": "x"}).status_code == 403
    assert client.post(url(User, "delete", boss.pk), {"post": "yes"}).status_code == 403
    password = client.get(reverse("admin:auth_user_password_change", args=(boss.pk,)))
    assert password.status_code == 403


def test_a_new_account_is_staff_and_in_its_groups(client):
    signed_in(client, Group.ADMINISTRATOR)
    response = client.post(
        url(User, "add"),
        {
            "username": "uusi",
            "usable_password": "true",
            "password1": "kesäinen-aamu-42",
            "password2": "kesäinen-aamu-42",
        },
    )
    assert response.status_code == 302
    assert User.objects.get(username="uusi").is_staff


def test_the_five_groups_are_not_edited(client):
    signed_in(client, Group.ADMINISTRATOR)
    given = GroupModel.objects.get(name=Group.STAFF.value)
    own = GroupModel.objects.create(name="Oma")
    assert client.post(url(GroupModel, "change", given.pk), {"name": "x"}).status_code == 403
    assert client.post(url(GroupModel, "change", own.pk), {"name": "Toinen"}).status_code == 302


# How much it asks


@pytest.mark.parametrize(
    "address_of",
    [
        lambda row: list_url(Purpose, row.register),
        lambda row: list_url(DataItem, row.register),
        lambda row: list_url(LegalBasis, row.register),
        lambda row: list_url(SubjectGroup, row.register),
        lambda row: url(Purpose, "change", row.pk),
        lambda row: add_url(LegalBasis, row.register),
        lambda row: url(Register, "changelist"),
    ],
)
def test_queries_do_not_grow_with_the_rows(officer, address_of):
    register = a_register()
    row = a_purpose(register)
    fill(register, 1)
    officer.get(address_of(row))  # content types are remembered
    few = count_queries(officer, address_of(row))
    fill(register, 50)
    assert count_queries(officer, address_of(row)) == few


def fill(register: Register, count: int) -> None:
    for number in range(count):
        key = f"k{count}-{number}"
        purpose = a_purpose(register, key, name_fi=key)
        item = DataItem.objects.create(register=register, key=key, name_fi=key)
        DataItemCategory.objects.create(item=item, category="name")
        basis = LegalBasis.objects.create(register=register, key=key, basis="f")
        basis.purposes.add(purpose)
        SubjectGroup.objects.create(register=register, key=key, name_fi=key)
        Definition.objects.create(register=register, key=key, text_fi=key)


# A whole register


def test_a_register_is_deleted_with_all_that_is_in_it(officer):
    register = a_register()
    purpose = a_purpose(register)
    basis = LegalBasis.objects.create(register=register, key="f", basis="f")
    basis.purposes.add(purpose)
    response = officer.post(url(Register, "delete", register.pk), {"post": "yes"})
    assert response.url == url(Register, "changelist")
    assert not Purpose.objects.exists()


def test_changes_of_groups_and_accounts_are_on_the_trail(client):
    chief = signed_in(client, Group.ADMINISTRATOR)
    own = GroupModel.objects.create(name="Oma")
    right = Permission.objects.get(codename="view_purpose")
    client.post(url(GroupModel, "change", own.pk), {"name": "Oma", "permissions": [right.pk]})
    assert LogEntry.objects.get_for_object(own).filter(actor=chief).exists()
    assert not AdminLogEntry.objects.exists()
    assert client.get(url(GroupModel, "history", own.pk)).status_code == 200
    assert client.get(url(User, "history", chief.pk)).status_code == 200
