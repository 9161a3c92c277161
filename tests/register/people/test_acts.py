"""The small forms of a person's page: a ban, a consent, a correction, an identity code."""

from datetime import datetime

import pytest
from auditlog.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from register import identity_codes
from register.enums import MarketingChannel, MarketingScope
from register.groups import Group
from register.journal import COMMAND
from register.models import Act, Consent, DataSubject, JournalEntry, MarketingBan, Occasion, User
from tests.admin_pages import filled, signed_in, url
from tests.factories import (
    a_consent,
    a_consent_text,
    a_contact_point,
    a_home_address,
    a_marketing_ban,
    a_person,
    a_user,
    an_identity_code_item,
)

pytestmark = pytest.mark.django_db

CODE = "010190-900P"


@pytest.fixture(autouse=True)
def _temporary_codes(settings):
    settings.IDENTITY_CODE_TEMPORARY = True


def address(name, person, *numbers):
    return reverse(f"admin:register_datasubject_{name}", args=(person.pk, *numbers))


def sent(response):
    """What a browser would send back of the page's form, untouched."""
    form = response.context["form"]
    values = {bound.name: bound.value() for bound in form}
    values |= {
        name: value.strftime("%Y-%m-%dT%H:%M")
        for name, value in values.items()
        if isinstance(value, datetime)
    }
    return {name: value for name, value in values.items() if value is not None}


def faults(response):
    return {name: list(told) for name, told in response.context["form"].errors.items()}


# Bans


def test_a_ban_forbids_all_own_marketing_unless_told_otherwise(staff, person):
    page = staff.get(address("ban", person))
    response = staff.post(address("ban", person), sent(page))
    assert response.url == f"{address('card', person)}#choices"
    bans = MarketingBan.objects.filter(subject=person, lifted_at=None)
    assert {(ban.channel, ban.scope) for ban in bans} == {
        (channel, MarketingScope.OWN) for channel in MarketingChannel.values
    }
    assert {ban.recorded_by for ban in bans} == {staff.user}
    assert JournalEntry.objects.filter(act=Act.BANNED, uuid=person.uuid).count() == len(bans)


def test_the_form_on_the_card_is_the_same_and_a_second_click_adds_nothing(staff, person):
    card = staff.get(address("card", person))
    [act] = [
        act
        for act in card.context["acts"]
        if act["form"].prefix is None and "channels" in act["form"].fields
    ]
    assert act["url"] == address("ban", person)
    some = {
        "channels": ["phone", "post"],
        "scopes": ["own", "partners"],
        "given_by": "guardian",
        "given_at": "2026-03-02T12:15",
    }
    for _click in "12":
        assert staff.post(act["url"], some).status_code == 302
    assert MarketingBan.objects.count() == 4
    assert {ban.given_by for ban in MarketingBan.objects.all()} == {"guardian"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"channels": []}, "channels"),
        ({"scopes": ["mind"]}, "scopes"),
        ({"given_at": "2199-01-01T00:00"}, "given_at"),
        ({"given_by": ""}, "given_by"),
    ],
)
def test_faults_of_a_ban_are_told_at_their_field(staff, person, values, field):
    wanted = {**sent(staff.get(address("ban", person))), **values}
    response = staff.post(address("ban", person), wanted)
    assert list(faults(response)) == [field]
    assert not MarketingBan.objects.exists()


def test_a_ban_is_lifted_on_a_page_that_tells_which(staff, person):
    ban = a_marketing_ban(person)
    page = staff.get(address("lift_ban", person, ban.pk))
    assert "Phone: own marketing" in page.content.decode()
    early = staff.post(address("lift_ban", person, ban.pk), {"at": "2020-01-01T00:00"})
    assert faults(early) == {"at": ["A ban cannot be lifted before it is given."]}
    for _click in "12":
        assert staff.post(address("lift_ban", person, ban.pk), sent(page)).status_code == 302
    ban.refresh_from_db()
    assert ban.lifted_at is not None
    assert JournalEntry.objects.filter(act=Act.BAN_LIFTED).count() == 1


# Consents


def test_a_consent_is_given_to_words_in_use_and_withdrawn(staff, person):
    register = person.kept_by.register
    text = a_consent_text(register)
    a_consent_text(register, "vanha", used_until="2025-01-01")
    page = staff.get(address("consent", person))
    assert list(page.context["form"].fields["text"].queryset) == [text]
    wanted = {**sent(page), "text": text.pk, "channel": "email"}
    lacking = staff.post(address("consent", person), wanted)
    assert faults(lacking) == {"scope": ["A consent to marketing names channel and scope."]}
    for _click in "12":
        staff.post(address("consent", person), {**wanted, "scope": "own"})
    consent = Consent.objects.get()
    assert (consent.subject, consent.text, consent.recorded_by) == (person, text, staff.user)
    withdrawal = address("withdraw_consent", person, consent.pk)
    assert staff.post(withdrawal, sent(staff.get(withdrawal))).status_code == 302
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_another_persons_choice_is_not_found_under_this_one(staff, ours, person):
    other = a_person(ours)
    ban, consent = a_marketing_ban(other), a_consent(other)
    assert staff.get(address("lift_ban", person, ban.pk)).status_code == 404
    assert staff.post(address("withdraw_consent", person, consent.pk), {}).status_code == 404


# Corrections


def corrected(client, person, **values):
    page = client.get(address("correct", person))
    return client.post(address("correct", person), {**sent(page), **values})


def test_a_correction_stands_in_the_journal_with_its_occasion_and_in_no_other_trail(staff, person):
    before = LogEntry.objects.count()
    response = corrected(
        staff, person, what="family_name", value="Tarvainen-Š", told_on="2026-11-20"
    )
    assert response.url == f"{address('card', person)}#who"
    person.refresh_from_db()
    assert (person.family_name, person.sort_name) == ("Tarvainen-Š", "tarvainen s impi sylvia")
    entry = JournalEntry.objects.get(act=Act.CHANGED)
    assert (entry.occasion, entry.uuid, entry.detail) == (
        Occasion.QUALITY,
        person.uuid,
        {"column": "family_name", "told_on": "2026-11-20"},
    )
    assert LogEntry.objects.count() == before


def test_a_contact_point_is_corrected_in_place(staff, person):
    point = a_contact_point(person, "020 000 1234", "phone")
    corrected(staff, person, what=f"contact-{point.pk}", value="020 000 4321")
    point.refresh_from_db()
    assert (point.value, point.normalised) == ("020 000 4321", "+358200004321")
    entry = JournalEntry.objects.get(act=Act.CHANGED)
    assert (entry.uuid, entry.about, entry.row) == (
        person.uuid,
        "register.ContactPoint",
        point.pk,
    )


def test_the_second_click_finds_it_done(staff, person):
    page = staff.get(address("correct", person))
    wanted = {**sent(page), "what": "family_name", "value": "Uusi"}
    for _click in "12":
        assert staff.post(address("correct", person), wanted).status_code == 302
    assert JournalEntry.objects.filter(act=Act.CHANGED).count() == 1


def test_what_another_has_corrected_meanwhile_is_not_overwritten(staff, person):
    page = staff.get(address("correct", person))
    corrected(staff, person, what="family_name", value="Toisen")
    response = staff.post(
        address("correct", person), {**sent(page), "what": "family_name", "value": "Oma"}
    )
    assert "it is now “Toisen”. Nothing was overwritten." in faults(response)["what"][0]
    person.refresh_from_db()
    assert person.family_name == "Toisen"


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"what": "identity_code"}, "what", "Select a valid choice."),
        ({"what": ""}, "what", "This field is required."),
        ({"value": ""}, "value", "This field is required."),
        ({"value": CODE}, "value", "personal identity code"),
        ({"what": "customer_number", "value": "A-2"}, "value", "Another person has this"),
        ({"told_on": "2199-01-01"}, "told_on", "This is in the future."),
        ({"told_on": "31.2.2026"}, "told_on", "Enter a valid date."),
    ],
)
def test_faults_of_a_correction_are_told_at_their_field(staff, ours, values, field, words):
    person = a_person(ours, customer_number="A-1")
    a_person(ours, customer_number="A-2")
    response = corrected(staff, person, **{"what": "family_name", "value": "Uusi", **values})
    assert list(faults(response)) == [field]
    assert words in faults(response)[field][0]


def test_a_wrong_mail_address_is_not_corrected_into_another_wrong_one(staff, person):
    point = a_contact_point(person)
    response = corrected(staff, person, what=f"contact-{point.pk}", value="ei osoite")
    assert "This is not an e-mail address" in faults(response)["value"][0]


# Identity codes


@pytest.fixture
def handler(client, ours):
    user = signed_in(client, Group.REQUEST_HANDLER)
    user.controllers.add(ours.controller)
    client.user = user
    return client


def test_a_code_is_recorded_only_on_a_ground(handler, person):
    response = handler.post(address("write_code", person), {"code": CODE})
    assert "names no ground" in faults(response)["code"][0]
    an_identity_code_item(person.kept_by.register)
    wrong = handler.post(address("write_code", person), {"code": "010190-900X"})
    assert "does not match" in faults(wrong)["code"][0]
    assert handler.post(address("write_code", person), {"code": CODE}).status_code == 302
    person.refresh_from_db()
    assert identity_codes.masked(person) == "010190-****"


def test_a_refused_code_does_not_come_back_with_the_page(handler, person):
    response = handler.post(address("write_code", person), {"code": CODE})
    assert CODE not in response.content.decode()


@pytest.fixture
def with_code(person):
    an_identity_code_item(person.kept_by.register)
    identity_codes.record(person, CODE, by=COMMAND)
    return person


def test_a_code_is_read_for_a_reason_once_and_kept_nowhere(handler, with_code):
    page = handler.get(address("read_code", with_code))
    assert "900P" not in page.content.decode()
    response = handler.post(
        address("read_code", with_code), {"occasion": "billing", "reference": "L-3001"}
    )
    assert CODE in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    entry = JournalEntry.objects.get(act=Act.UNMASKED)
    assert (entry.uuid, entry.actor, entry.occasion, entry.reference) == (
        with_code.uuid,
        handler.user.pk,
        Occasion.BILLING,
        "L-3001",
    )
    assert CODE not in handler.get(address("card", with_code)).content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"occasion": ""}, "occasion"),
        ({"occasion": "curiosity"}, "occasion"),
        ({"reference": "Impi Tarulainen"}, "reference"),
        ({"reference": CODE}, "reference"),
    ],
)
def test_no_reason_no_code(handler, with_code, values, field):
    wanted = {"occasion": "billing", "reference": "", **values}
    response = handler.post(address("read_code", with_code), wanted)
    assert list(faults(response)) == [field]
    assert not JournalEntry.objects.filter(act=Act.UNMASKED).exists()


def test_the_reason_is_proposed_from_where_the_page_was_opened(handler, with_code):
    page = handler.get(address("read_code", with_code) + "?from=request-12")
    assert sent(page) == {"occasion": "request", "reference": "request-12"}


def test_a_code_is_removed_after_a_question(handler, with_code):
    page = handler.get(address("remove_code", with_code))
    assert "010190-****" in page.content.decode()
    handler.post(address("remove_code", with_code))
    with_code.refresh_from_db()
    assert with_code.identity_code == ""


# Who may, and who may not


NAMES = ["ban", "consent", "correct", "read_code", "write_code", "remove_code"]


@pytest.mark.parametrize("name", NAMES)
def test_an_auditor_changes_nothing(client, person, name):
    signed_in(client, Group.AUDITOR)
    assert client.get(address(name, person)).status_code == 403
    assert client.post(address(name, person), {}).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_done_to_somebody_elses_customer(client, theirs, ours, name):
    signed_in(client, Group.REQUEST_HANDLER).controllers.add(ours.controller)
    assert client.post(address(name, a_person(theirs)), {}).status_code == 404


def test_staff_reads_no_codes(staff, with_code):
    for name in ("read_code", "write_code", "remove_code"):
        assert staff.post(address(name, with_code), {"occasion": "billing"}).status_code == 403


def test_forms_on_the_card_are_for_those_who_may_send_them(staff, client, person):
    def titles():
        return [str(act["title"]) for act in client.get(address("card", person)).context["acts"]]

    assert titles() == ["Record a contact", "Record a ban", "Record a correction"]
    signed_in(client, Group.AUDITOR)
    assert titles() == []


# Who serves whom


def test_an_officer_chooses_who_serves_a_controller(officer, ours):
    serving = reverse("admin:register_datasubject_serving", args=(ours.controller.pk,))
    hilla, toinen = a_user(Group.STAFF), a_user(Group.REQUEST_HANDLER, ours.controller)
    a_user(Group.AUDITOR), a_user(Group.STAFF, is_active=False)
    page = officer.get(serving)
    assert set(page.context["form"].fields["staff"].queryset) == {hilla, toinen}
    assert sent(page)["staff"] == [toinen.pk]
    officer.post(serving, {"staff": [hilla.pk], "was": sent(page)["was"]})
    assert list(ours.controller.staff.all()) == [hilla]
    logged = LogEntry.objects.get_for_object(hilla).latest("pk")
    assert (logged.actor, logged.changes["controllers"]["operation"]) == (officer.user, "add")
    stale = officer.post(serving, {"staff": [toinen.pk], "was": sent(page)["was"]})
    assert "Somebody else has changed this" in faults(stale)["__all__"][0]
    assert list(ours.controller.staff.all()) == [hilla]


def test_an_administrator_chooses_it_on_the_page_of_an_account(client, ours):
    chief = signed_in(client, Group.ADMINISTRATOR)
    hilla = a_user(Group.STAFF)
    sent = filled(client.get(url(User, "change", hilla.pk)))
    response = client.post(
        url(User, "change", hilla.pk), {**sent, "controllers": [ours.controller_id]}
    )
    assert response.status_code == 302
    assert list(hilla.controllers.all()) == [ours.controller]
    logged = LogEntry.objects.get_for_object(hilla).filter(changes__has_key="controllers")
    assert [entry.actor for entry in logged] == [chief]


def test_whoever_serves_nobody_is_told_why_the_list_is_empty(client, person):
    signed_in(client, Group.STAFF)
    for page in (
        reverse("admin:index"),
        reverse("admin:register_datasubject_changelist"),
        reverse("admin:register_datasubject_add"),
    ):
        assert "Your account serves no controller yet" in client.get(page).content.decode()


def test_the_start_page_searches_people(staff, person):
    page = staff.get(reverse("admin:index")).content.decode()
    assert f'action="{reverse("admin:register_datasubject_changelist")}"' in page
    assert 'name="q"' in page


def test_an_administrator_sees_nobody(client, person):
    signed_in(client, Group.ADMINISTRATOR)
    assert client.get(address("card", person)).status_code == 403
    assert "Find a person" not in client.get(reverse("admin:index")).content.decode()


def test_a_protected_address_is_no_correctable_datum(staff, ours):
    person = a_person(ours, address_protected=True)
    a_home_address(person)
    assert "Haavekuja" not in staff.get(address("correct", person)).content.decode()


def test_moments_are_of_helsinki(staff, person):
    some = {
        "channels": ["phone"],
        "scopes": ["own"],
        "given_by": "data_subject",
        "given_at": "2026-03-02T00:15",
    }
    staff.post(address("ban", person), some)
    given = MarketingBan.objects.get().given_at
    assert timezone.localtime(given).isoformat() == "2026-03-02T00:15:00+02:00"


def test_people_are_never_deleted_by_hand(person):
    with pytest.raises(NotImplementedError):
        DataSubject.objects.get(pk=person.pk).delete()
