"""Editing: nothing is overwritten, nothing comes twice, and faults are told where they are."""

from datetime import date
from uuid import uuid4

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from register.admin.people_forms import signed
from register.enums import ContactPointKind, SubjectKind
from register.groups import Group
from register.models import (
    Attribute,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    JournalEntry,
    KeyDate,
    Order,
    Organisation,
    Source,
    SubjectAddress,
    SubjectRole,
)
from tests.admin_pages import errors, filled, signed_in, url
from tests.factories import (
    a_contact_point,
    a_data_item,
    a_home_address,
    a_person,
    a_recipient,
    a_register,
    an_attribute,
    an_identity_code_item,
    an_interaction,
    an_invoice,
    an_organisation,
)

pytestmark = pytest.mark.django_db

CODE = "010190-900P"


def card(person):
    return reverse("admin:register_datasubject_card", args=(person.pk,))


def change(row):
    return url(type(row), "change", row.pk)


def add(model, owner):
    name = "person" if isinstance(owner, DataSubject) else "organisation"
    return f"{url(model, 'add')}?{name}={owner.pk}"


def new_person(kept_by):
    return f"{url(DataSubject, 'add')}?kept_by={kept_by.pk}"


def a_new(client, kept_by, **values):
    """A new person's form as it would be sent, filled with these."""
    sent = filled(client.get(new_person(kept_by)))
    return {**sent, "kind": "person_customer", **values}


# A person


def test_a_person_is_changed_and_the_card_comes_back(staff, person):
    source = Source.objects.create(
        register=person.kept_by.register, key="s", kind="data_subject", name_fi="itse"
    )
    sent = filled(staff.get(change(person)))
    response = staff.post(
        change(person),
        {**sent, "family_name": "Mäkelä", "source": source.pk, "informed_on": "1.9.2026"},
    )
    assert response.status_code == 302, errors(response)
    assert response.url == card(person)
    person.refresh_from_db()
    assert (person.family_name, person.sort_name, person.source, person.informed_on) == (
        "Mäkelä",
        "makela impi sylvia",
        source,
        date(2026, 9, 1),
    )


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Ŋiŋŋá", "Sárá"),
        ("Ольга", "Щербакова"),
        ("明子", "佐藤"),
        ("יעל", "כהן"),
        ("Nguyễn", "Thị Ánh-Dương"),
        ("D’Arcy", "O'Brien"),
        ("A", "Ö"),
    ],
)
def test_a_name_is_written_as_its_bearer_writes_it(staff, person, given, family):
    sent = filled(staff.get(change(person)))
    staff.post(change(person), {**sent, "given_names": given, "family_name": family})
    person.refresh_from_db()
    assert (person.given_names, person.family_name) == (given, family)


def test_the_second_to_save_the_same_card_is_told_and_overwrites_nothing(staff, person):
    first, second = (filled(staff.get(change(person))) for _ in "12")
    staff.post(change(person), {**first, "family_name": "Ensimmäinen"})
    response = staff.post(
        change(person), {**second, "family_name": "Toinen", "job_title": "ostaja"}
    )
    assert "Changed meanwhile: Family name." in errors(response)["__all__"][0]
    assert response.context["adminform"].form["job_title"].value() == "ostaja"
    person.refresh_from_db()
    assert (person.family_name, person.job_title) == ("Ensimmäinen", "")


def test_what_is_no_field_of_the_form_is_not_written_back(staff, person):
    """Somebody records an identity code between the opening and the saving of the form."""
    sent = filled(staff.get(change(person)))
    DataSubject.objects.filter(pk=person.pk).update(identity_code="x", identity_code_hash="y")
    staff.post(change(person), {**sent, "family_name": "Uusi"})
    person.refresh_from_db()
    assert (person.family_name, person.identity_code) == ("Uusi", "x")


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"customer_number": "A-1"}, "customer_number", "Another person has this customer number."),
        (
            {
                "relationship": "former",
                "relationship_started_on": "2.1.2026",
                "relationship_ended_on": "1.1.2026",
            },
            "relationship_started_on",
            "The relationship cannot end before it begins.",
        ),
        (
            {"relationship_ended_on": "1.1.2026"},
            "relationship",
            "A relationship that has ended makes a former customer: correct one of them.",
        ),
        ({"relationship_ended_on": "31.2.2026"}, "relationship_ended_on", "Enter a valid date."),
        ({"address_protected_until": "1.1.2027"}, "address_protected", "There is no ban whose end"),
        ({"kind": ""}, "kind", "This field is required."),
        ({"kind": "robot"}, "kind", "Select a valid choice."),
        ({"family_name": "a\u202eb"}, "family_name", "cannot be stored"),
        ({"family_name": f"Virtanen {CODE}"}, "family_name", "personal identity code"),
        ({"job_title": "010594y9032"}, "job_title", "personal identity code"),
        ({"user_id": "020504A902E"}, "user_id", "personal identity code"),
    ],
)
def test_faults_are_told_at_their_field(staff, ours, person, values, field, words):
    a_person(ours, customer_number="A-1")
    sent = filled(staff.get(change(person)))
    response = staff.post(change(person), {**sent, **values})
    assert list(errors(response)) == [field]
    assert words in errors(response)[field][0]


@pytest.mark.parametrize("text", ["040123-4567", "T-010190-9001", "010190-900Q", "31.12.2026-001A"])
def test_what_only_looks_like_an_identity_code_passes(staff, person, text):
    sent = filled(staff.get(change(person)))
    assert staff.post(change(person), {**sent, "job_title": text}).status_code == 302


def test_only_organisations_and_sources_of_the_same_place_are_taken(staff, person, theirs):
    stranger = an_organisation(theirs)
    source = Source.objects.create(
        register=theirs.register, key="s", kind="data_subject", name_fi="itse"
    )
    sent = filled(staff.get(change(person)))
    response = staff.post(
        change(person), {**sent, "organisation": stranger.pk, "source": source.pk}
    )
    assert set(errors(response)) == {"organisation", "source"}


def test_an_organisation_is_found_as_its_name_is_typed(staff, ours, theirs):
    found = an_organisation(ours, name="Äyräpään Puu Oy")
    an_organisation(ours, name="Muu Oy")
    an_organisation(theirs, name="Äyräpään Vieras Oy")
    address = reverse("admin:register_organisation_choose")
    asked = staff.get(address, {"kept_by": ours.pk, "term": "ayrap"}).json()
    assert asked["results"] == [{"id": str(found.pk), "text": "Äyräpään Puu Oy"}]
    assert staff.get(address, {"kept_by": theirs.pk, "term": "ayrap"}).json()["results"] == []
    assert staff.get(address, {"term": "ayrap"}).json()["results"] == []


def test_a_chosen_organisation_is_carried_by_name_and_no_other_is(staff, person):
    person.organisation = an_organisation(person.kept_by, name="Oma Oy")
    person.save()
    an_organisation(person.kept_by, name="Muu Oy")
    page = staff.get(change(person)).content.decode()
    assert "Oma Oy" in page
    assert "Muu Oy" not in page


def test_who_may_not_see_the_address_may_not_take_away_what_hides_it(staff, ours):
    person = a_person(ours, address_protected=True)
    sent = filled(staff.get(change(person)))
    response = staff.post(change(person), {**sent, "address_protected": "", "job_title": "ostaja"})
    assert response.status_code == 302
    person.refresh_from_db()
    assert (person.address_protected, person.job_title) == (True, "ostaja")


def test_nobody_deletes_a_person(officer, person):
    assert officer.post(url(DataSubject, "delete", person.pk), {"post": "yes"}).status_code == 403
    assert "/delete/" not in officer.get(change(person)).content.decode()
    assert DataSubject.objects.filter(pk=person.pk).exists()


# Somebody new


def test_a_new_person_goes_where_staff_serves(staff, ours, theirs):
    assert staff.get(url(DataSubject, "add")).url == new_person(ours)
    assert staff.get(new_person(theirs)).status_code == 404
    staff.user.controllers.add(theirs.controller)
    choice = staff.get(url(DataSubject, "add"))
    assert [link.label for link in choice.context["links"]] == [
        "Asiakkaat · Esimerkki Oy",
        "muut · Toinen Oy",
    ]


def test_a_new_person_is_saved_with_the_first_contact_points_and_told_by_the_audit_log(staff, ours):
    sent = a_new(
        staff, ours, family_name="Uusi", email="Uusi@Satumaa.example", phone="020 000 1234"
    )
    response = staff.post(new_person(ours), sent)
    assert response.status_code == 302, errors(response)
    person = DataSubject.objects.get()
    assert response.url == card(person)
    assert (person.kept_by, person.kind) == (ours, SubjectKind.PERSON_CUSTOMER)
    assert set(person.contact_points.values_list("kind", "value")) == {
        (ContactPointKind.EMAIL, "Uusi@Satumaa.example"),
        (ContactPointKind.PHONE, "020 000 1234"),
    }
    logged = LogEntry.objects.get_for_object(person).get()
    assert logged.changes["family_name"] == ["***", "***"]
    assert logged.actor == staff.user
    assert not JournalEntry.objects.exists()  # no act stands in two trails


def test_the_same_page_sent_twice_makes_one_person(staff, ours):
    sent = a_new(staff, ours, family_name="Uusi")
    first, second = (staff.post(new_person(ours), sent) for _ in "12")
    person = DataSubject.objects.get()
    assert (first.url, second.url) == (card(person), card(person))
    assert LogEntry.objects.get_for_object(person).count() == 1


@pytest.mark.parametrize("once", ["", "x", str(uuid4()), signed(uuid4())[:-1]])
def test_the_name_in_the_journal_cannot_be_chosen(staff, ours, once):
    person = a_person(ours)
    for token in (once, str(person.uuid)):
        response = staff.post(new_person(ours), a_new(staff, ours, family_name="U", once=token))
        assert response.status_code == 302
    assert DataSubject.objects.count() == 3
    assert str(once) not in {str(one.uuid) for one in DataSubject.objects.all()}


def test_likely_duplicates_are_shown_once_before_saving(staff, ours, theirs):
    same_mail = a_person(ours, family_name="Samaposti")
    a_contact_point(same_mail, "yhteinen@satumaa.example")
    same_phone = a_person(ours, family_name="Samanumero")
    a_contact_point(same_phone, "+358 20 000 1234", "phone")
    a_contact_point(a_person(theirs, family_name="Muualla"), "yhteinen@satumaa.example")
    absorbed = a_person(ours, family_name="Yhdistetty", merged_into=same_mail)
    a_contact_point(absorbed, "Yhteinen@satumaa.example")
    sent = a_new(
        staff, ours, family_name="Uusi", email="YHTEINEN(at)satumaa.example", phone="020 0001234"
    )
    warned = staff.post(new_person(ours), sent)
    assert "There may be a card already" in errors(warned)["__all__"][0]
    form = warned.context["adminform"].form
    assert [one.family_name for one in form.likely] == ["Samaposti", "Samanumero"]
    page = warned.content.decode()
    assert card(same_mail) in page
    assert f'name="seen" value="{form.seen}"' in page
    other = staff.post(new_person(ours), {**sent, "seen": str(same_mail.pk)})
    assert "There may be a card already" in errors(other)["__all__"][0]
    assert staff.post(new_person(ours), {**sent, "seen": form.seen}).status_code == 302


def test_a_restricted_person_is_not_told_by_the_warning(staff, ours):
    hidden = a_person(ours, restricted_at="2026-04-01T00:00Z")
    a_contact_point(hidden, "yhteinen@satumaa.example")
    sent = a_new(staff, ours, family_name="Uusi", email="yhteinen@satumaa.example")
    assert staff.post(new_person(ours), sent).status_code == 302


def test_somebody_must_be_findable(staff, ours):
    response = staff.post(new_person(ours), a_new(staff, ours, job_title="ostaja"))
    assert errors(response) == {"family_name": ["Write a name, or something else to find them by."]}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("email", "ei osoite", "This is not an e-mail address"),
        ("phone", "soita", "There is nothing here by which to reach anybody."),
        ("phone", CODE, "personal identity code"),
    ],
)
def test_first_contact_points_are_checked_at_their_field(staff, ours, name, value, words):
    response = staff.post(new_person(ours), a_new(staff, ours, family_name="U", **{name: value}))
    assert list(errors(response)) == [name]
    assert words in errors(response)[name][0]


def test_a_contact_person_is_added_from_the_organisation(staff, ours):
    organisation = an_organisation(ours)
    address = add(DataSubject, organisation)
    sent = filled(staff.get(address))
    assert (sent["organisation"], sent["kind"]) == (organisation.pk, SubjectKind.CONTACT_PERSON)
    staff.post(address, {**sent, "family_name": "Uusi"})
    assert organisation.people.get().kept_by == ours


# Parts


PARTS = {
    ContactPoint: {"kind": "phone", "value": "020 000 1234"},
    SubjectAddress: {
        "kind": "visiting",
        "street": "Satukuja 2",
        "postal_code": "00100",
        "town": "Helsinki",
        "country": "",
    },
    KeyDate: {"kind": "last_login", "happened_on": "1.9.2026"},
    SubjectRole: {"role": "billing"},
    Attribute: {"item": None, "value": "talvella"},
    Disclosure: {"recipient": None, "category": "email", "disclosed_on": "1.9.2026"},
    Interaction: {
        "at": "2026-03-02T12:15",
        "channel": "phone",
        "direction": "incoming",
        "kind": "service",
        "summary": "Kysyi.",
    },
    Order: {"number": "T-1", "ordered_on": "1.9.2026", "currency": "EUR", "total": "12,50"},
    Invoice: {"number": "L-1", "issued_on": "1.9.2026", "currency": "EUR", "total": "12.50"},
}


@pytest.fixture
def parts(person):
    register = person.kept_by.register
    item, recipient = a_data_item(register, "other"), a_recipient(register)
    chosen = {Attribute: {"item": item.pk}, Disclosure: {"recipient": recipient.pk}}
    return {model: {**values, **chosen.get(model, {})} for model, values in PARTS.items()}


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_a_part_is_added_to_its_person_and_changed_without_overwriting(staff, person, parts, model):
    response = staff.post(
        add(model, person), {**filled(staff.get(add(model, person))), **parts[model]}
    )
    assert response.status_code == 302, errors(response)
    assert response.url.startswith(card(person) + "#")
    row = model.objects.get()
    assert row.subject == person
    first, second = (filled(staff.get(change(row))) for _ in "12")
    changed = {name: value for name, value in first.items() if value and isinstance(value, str)}
    text = next((n for n in ("value", "summary", "town", "number") if n in changed), None)
    if text:
        assert staff.post(change(row), {**first, text: "020 000 9"}).status_code == 302
        refused = staff.post(change(row), {**second, text: "020 000 8"})
        assert "Nothing was overwritten" in errors(refused)["__all__"][0]


@pytest.mark.parametrize(
    "model", [ContactPoint, SubjectAddress, KeyDate, SubjectRole, Attribute], ids=str
)
def test_a_part_is_deleted_after_a_question_that_tells_which(staff, person, parts, model):
    staff.post(add(model, person), {**filled(staff.get(add(model, person))), **parts[model]})
    row = model.objects.get()
    question = staff.get(url(model, "delete", row.pk))
    assert question.status_code == 200
    assert "Delete this for good?" in question.content.decode()
    assert model.objects.exists()
    response = staff.post(url(model, "delete", row.pk), {"post": "yes"})
    assert response.url.startswith(card(person) + "#")
    assert not model.objects.exists()
    assert LogEntry.objects.get_for_object(row).filter(action=LogEntry.Action.DELETE).exists()


@pytest.mark.parametrize("make", [an_interaction, an_invoice], ids=lambda make: make.__name__)
def test_what_happened_is_not_deleted_by_staff(staff, person, make):
    row = make(person)
    assert staff.post(url(type(row), "delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_contact_recorded_twice_by_two_clicks_is_one(staff, person):
    sent = {**filled(staff.get(add(Interaction, person))), **PARTS[Interaction]}
    for _click in "12":
        assert staff.post(add(Interaction, person), sent).status_code == 302
    assert Interaction.objects.get().handled_by == staff.user
    staff.post(add(Interaction, person), {**sent, "summary": "Kysyi toista."})
    assert Interaction.objects.count() == 2


def test_nothing_has_happened_in_the_future(staff, person):
    sent = {**filled(staff.get(add(Interaction, person))), **PARTS[Interaction]}
    response = staff.post(add(Interaction, person), {**sent, "at": "2199-01-01T00:00"})
    assert errors(response) == {"at": ["This is in the future."]}


@pytest.mark.parametrize(
    ("model", "values", "field", "words"),
    [
        (ContactPoint, {"kind": "email", "value": "x"}, "value", "not an e-mail address"),
        (ContactPoint, {"value": CODE}, "value", "personal identity code"),
        (SubjectAddress, {"postal_code": "1234"}, "postal_code", "has five digits"),
        (SubjectAddress, {"street": ""}, "street", "This field is required."),
        (Attribute, {"value": f"tunnus {CODE}."}, "value", "personal identity code"),
        (Interaction, {"summary": "Tunnus 010190–900p kerrottu"}, "summary", "identity code"),
        (Order, {"content": CODE}, "content", "personal identity code"),
        (Invoice, {"buyer_reference": CODE}, "buyer_reference", "personal identity code"),
        (Order, {"delivered_on": "1.1.2026"}, "ordered_on", ""),
        (Disclosure, {"disclosed_on": "eilen"}, "disclosed_on", "Enter a valid date."),
    ],
)
def test_faults_of_parts_are_told_at_their_field(staff, person, parts, model, values, field, words):
    sent = {**filled(staff.get(add(model, person))), **parts[model], **values}
    response = staff.post(add(model, person), sent)
    assert list(errors(response)) == [field]
    assert words in errors(response)[field][0]
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (ContactPoint, "This is already on the person's card."),
        (SubjectAddress, "There is already an address of this kind."),
        (KeyDate, "This day is already recorded: change it there."),
        (Attribute, "This is already recorded: change it there."),
        (Disclosure, "This disclosure is already recorded."),
        (Order, "There is already an order with this number."),
        (Invoice, "There is already an invoice with this number."),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_same_part_twice_is_told(staff, person, parts, model, words):
    sent = {**filled(staff.get(add(model, person))), **parts[model]}
    staff.post(add(model, person), sent)
    told = [
        fault
        for faults in errors(staff.post(add(model, person), sent)).values()
        for fault in faults
    ]
    assert told == [words]


def test_only_facts_of_the_same_register_are_offered(staff, person):
    register, other = person.kept_by.register, a_register("kolmas")
    ours, theirs = a_data_item(register, "other"), a_data_item(other, "other")
    code = an_identity_code_item(register)
    form = staff.get(add(Attribute, person)).context["adminform"].form
    assert set(form.fields["item"].queryset) == {ours}
    for refused in (theirs, code):
        response = staff.post(add(Attribute, person), {"item": refused.pk, "value": "x"})
        assert list(errors(response)) == ["item"]


def test_where_it_is_not_told_whose_a_part_is_the_person_is_found_first(staff):
    page = staff.get(url(ContactPoint, "add"))
    assert [link.url for link in page.context["links"]] == [
        url(DataSubject, "changelist"),
        url(Organisation, "changelist"),
    ]


# Under a security ban


def test_an_address_under_a_ban_opens_to_nobody_who_may_not_see_it(staff, ours):
    person = a_person(ours, address_protected=True)
    home = a_home_address(person)
    cabin = an_attribute(person, a_data_item(ours.register, "postal_address"), "Mökkitie 5")
    bill = an_invoice(person, buyer_address="Haavekuja 7 B 21")
    for row in (home, cabin):
        for page in ("change", "delete"):
            assert staff.get(url(type(row), page, row.pk)).status_code == 403
    assert "Haavekuja" not in staff.get(change(bill)).content.decode()
    sent = filled(staff.get(change(bill)))
    assert staff.post(change(bill), {**sent, "buyer_address": "muu"}).status_code == 302
    bill.refresh_from_db()
    assert bill.buyer_address == "Haavekuja 7 B 21"


def test_who_may_see_it_opens_it(client, ours):
    signed_in(client, Group.REQUEST_HANDLER).controllers.add(ours.controller)
    home = a_home_address(a_person(ours, address_protected=True))
    assert client.get(change(home)).status_code == 200


# Organisations


def test_an_organisation_is_added_and_its_page_shows_who_and_what(staff, ours):
    address = f"{url(Organisation, 'add')}?kept_by={ours.pk}"
    response = staff.post(address, {"name": "Uusi Oy", "business_id": "9000711-7"})
    organisation = Organisation.objects.get()
    page = reverse("admin:register_organisation_card", args=(organisation.pk,))
    assert response.url == page
    person = a_person(ours, organisation=organisation)
    restricted = a_person(
        ours, family_name="Rajattu", organisation=organisation, restricted_at="2026-04-01T00:00Z"
    )
    a_contact_point(organisation, "020 000 1", "phone")
    an_invoice(restricted, "L-9", organisation=organisation)
    an_invoice(person, "L-8", organisation=organisation)
    shown = staff.get(page)
    parts = [*shown.context["facts"], *shown.context["events"]]
    lines = {part.key: [(str(one.label), str(one.words)) for one in part.lines] for part in parts}
    assert lines == {
        "who": [("Business ID", "9000711-7")],
        "contact": [("Phone number", "020 000 1")],
        "people": [("Impi Sylvia Tarulainen", "private customer")],
        "orders": [],
        "invoices": [("14 Mar 2026", "L-8 · 120.50\N{NO-BREAK SPACE}EUR")],
    }


def test_an_organisation_once(staff, ours):
    an_organisation(ours, business_id="9000711-7")
    address = f"{url(Organisation, 'add')}?kept_by={ours.pk}"
    response = staff.post(address, {"name": "Uusi Oy", "business_id": "9000711-7"})
    assert errors(response) == {"business_id": ["Another organisation has this Business ID."]}


def test_a_contact_persons_order_is_the_organisations_too(staff, ours, parts):
    organisation = an_organisation(ours)
    buyer = a_person(ours, kind=SubjectKind.CONTACT_PERSON, organisation=organisation)
    staff.post(add(Order, buyer), parts[Order])
    order = Order.objects.get()
    assert (order.subject, order.organisation, order.kept_by) == (buyer, organisation, ours)
