"""Whom somebody may not see stands on no page, whatever is asked of it.

Customer service opens the doors there are, once for a customer of another company and once for one
of the own company whose processing is restricted (Art. 18). Nothing of what is held on that person
may be in what comes back: neither in a list, a search, a field that completes what is typed, a
history, a page of a part, nor a question before deleting.
"""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from register.groups import Group
from register.models import (
    Attribute,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    KeyDate,
    Order,
    Organisation,
    SubjectAddress,
    SubjectRole,
    User,
)
from tests.admin_pages import signed_in, url
from tests.factories import (
    a_consent,
    a_contact_point,
    a_controller,
    a_data_item,
    a_disclosure,
    a_home_address,
    a_key_date,
    a_marketing_ban,
    a_membership,
    a_person,
    a_recipient,
    a_register,
    a_subject_role,
    an_attribute,
    an_interaction,
    an_invoice,
    an_order,
    an_organisation,
)
from tests.register.people.every_address import Everything, table

pytestmark = pytest.mark.django_db

# What stands on the card of whom our staff may not see; each word stands nowhere else.
TELLING = ("Piilolainen", "piilossa", "Kätkökatu", "Piilofirma", "PL-99", "PT-99", "020 000 9999")
PARTS = (
    *(ContactPoint, SubjectAddress, SubjectRole, KeyDate, Attribute, Disclosure, Interaction),
    *(Order, Invoice),
)


def hidden_person(kept_by, **values):
    """Somebody with something of everything."""
    firm = an_organisation(kept_by, name="Piilofirma Oy") if not values else None
    person = a_person(
        kept_by, family_name="Piilolainen", customer_number="PL-99", organisation=firm, **values
    )
    a_contact_point(person, "020 000 9999", "phone")
    a_contact_point(person, "piilossa@satumaa.example")
    a_home_address(person, street="Kätkökatu 1")
    a_subject_role(person)
    a_key_date(person, datetime(2026, 1, 2, tzinfo=UTC).date())
    register = kept_by.register
    an_attribute(person, a_data_item(register, "other", key="muu-tieto"), "piilossa pidetty")
    a_disclosure(person, a_recipient(register, "muu-saaja"))
    an_interaction(person, summary="piilossa puhuttu")
    an_order(person, "PT-99", content="piilossa tilattu")
    an_invoice(person, "PL-99", buyer_name="Piilolainen")
    a_marketing_ban(person)
    a_consent(person)
    return person


@pytest.fixture(params=["of another company", "restricted"])
def hidden(request, client, ours):
    """Somebody whom our customer service may not see; returns the person."""
    if request.param == "restricted":
        person = hidden_person(ours, restricted_at=datetime(2026, 4, 1, tzinfo=UTC))
    else:
        muut = a_membership(a_register("muut"), a_controller("muu", name="Vieras Oy"))
        person = hidden_person(muut)
    signed_in(client, Group.STAFF).controllers.add(ours.controller)
    return person


def found_in(response):
    body = response.getvalue().decode() + str(response.headers) + getattr(response, "url", "")
    body = body.replace("<wbr>", "")  # inside e-mail addresses
    return [word for word in TELLING if word.casefold() in body.casefold()]


def found_in_but(written, response):
    """The same, but for the words that come back in the search box."""
    return [word for word in found_in(response) if word.casefold() != written.casefold()]


def rows_of(person):
    for model in PARTS:
        yield from model.objects.filter(subject=person)


def test_no_direct_address_opens(client, hidden):
    pages = [reverse("admin:register_datasubject_card", args=(hidden.pk,))]
    pages += [
        reverse("admin:register_datasubject_all", args=(hidden.pk, key))
        for key in ("interactions", "orders", "invoices", "disclosures", "trail")
    ]
    pages += [
        reverse(f"admin:register_datasubject_{name}", args=(hidden.pk,))
        for name in ("ban", "consent", "correct")
    ]
    pages += [url(DataSubject, page, hidden.pk) for page in ("change", "history")]
    for row in rows_of(hidden):
        pages += [url(type(row), page, row.pk) for page in ("change", "delete", "history")]
        pages.append(f"{url(type(row), 'add')}?person={hidden.pk}")
    for page in pages:
        for response in (client.get(page), client.get(page, follow=True), client.post(page, {})):
            assert found_in(response) == [], page
        assert client.get(page).status_code in (302, 403, 404), page


def test_no_list_or_search_holds_them(client, hidden):
    words = ["", "piilolainen", "piilo", "kätkökatu", "PL-99", "PT-99", "0200009999", "%", "a"]
    for model in (DataSubject, Organisation, Order, Invoice):
        for query in [{"q": word} for word in words] + [{}]:
            response = client.get(url(model, "changelist"), query)
            assert found_in_but(query.get("q", ""), response) == [], query


@pytest.mark.parametrize(
    "query",
    [
        "family_name__startswith=P",
        "subject__family_name__startswith=P",
        "subject__addresses__street__startswith=K",
        "people__family_name__startswith=P",
        "organisation__name__startswith=P",
        "identity_code_hash__startswith=a",
        "restricted_at__isnull=False",
        "kept_by=1",
        "kept_by__controller=1",
        "_to_field=id&_popup=1",
        "_to_field=subject",
        "o=1",
        "all=",
        "e=1",
        "p=2",
        "after=1",
        "before=999999",
    ],
)
def test_nothing_asked_in_an_address_reaches_beyond_whom_one_sees(client, hidden, query):
    for model in (DataSubject, Organisation, Order, Invoice, ContactPoint, Interaction):
        response = client.get(f"{url(model, 'changelist')}?{query}")
        assert response.status_code in (200, 302), (model, query)
        assert found_in(response) == [], (model, query)
        if response.status_code == 302:
            assert query not in response.url


def test_no_field_completes_their_names(client, hidden, ours):
    autocomplete = reverse("admin:autocomplete")
    fields = [("contactpoint", "subject"), ("datasubject", "organisation"), ("order", "subject")]
    for model_name, field_name in (*fields, ("datasubject", "merged_into")):
        for term in ("piilo", "PL-99", ""):
            asked = {
                "app_label": "register",
                "model_name": model_name,
                "field_name": field_name,
                "term": term,
            }
            response = client.get(autocomplete, asked)
            results = response.json()["results"] if response.status_code == 200 else []
            assert str(hidden.pk) not in [one["id"] for one in results if "subject" in field_name]
            assert found_in(response) == []
    for kept_by in (ours.pk, hidden.kept_by_id):
        choose = reverse("admin:register_organisation_choose")
        assert found_in(client.get(choose, {"kept_by": kept_by, "term": "piilo"})) == []


def test_the_organisation_of_somebody_hidden_is_hidden_with_its_company(client, hidden):
    for organisation in Organisation.objects.all():
        for page in ("change", "history", "delete"):
            response = client.get(url(Organisation, page, organisation.pk))
            assert response.status_code in (302, 403)
        card = reverse("admin:register_organisation_card", args=(organisation.pk,))
        assert client.get(card).status_code == 404


def test_their_contact_points_are_no_likely_duplicates(client, hidden, ours):
    address = f"{url(DataSubject, 'add')}?kept_by={ours.pk}"
    some = {"kind": "other", "relationship": "none", "phone": "020 000 9999"}
    assert client.post(address, {**some, "family_name": "Uusi"}).status_code == 302


@pytest.mark.slow
def test_no_address_of_the_admin_at_all_tells_of_them(client):
    """The same as above, asked of every page there is, for the pages nobody has thought of yet."""
    made = Everything()
    muut = a_membership(a_register("muut"), a_controller("muu", name="Vieras Oy"))
    vieras = hidden_person(muut)
    restricted = hidden_person(made.ours, restricted_at=datetime(2026, 4, 1, tzinfo=UTC))
    about = {
        "their own": (made.person, made.organisation),
        "restricted": (restricted, made.organisation),
        "of another company": (vieras, vieras.organisation),
    }
    signed_in(client, Group.STAFF).controllers.add(made.ours.controller)
    told: dict[tuple[str, str, str], list[str]] = {}
    asked = set()
    for line in table("get"):
        name = line["address"]
        if name == "logout":
            continue
        for who, (made.person, made.organisation) in about.items():
            address = made.address(name)
            if address in asked:
                continue  # it asks about nobody in particular
            asked.add(address)
            told[name, who, "GET"] = found_in(client.get(address))
            told[name, who, "POST"] = found_in(made.sent_empty(client, address))
    for who in about:
        assert ("register_datasubject_card", who, "GET") in told
    assert {page: words for page, words in told.items() if words} == {}


# Facts and accounts that people hang on


def test_before_facts_are_deleted_people_are_counted_and_not_named(officer, ours):
    people = DataSubject.objects.bulk_create(
        DataSubject(kept_by=ours, kind="other", family_name="Piilolainen") for _ in range(130)
    )
    an_invoice(people[0], "PL-99", buyer_name="Piilolainen")
    for row in (ours, ours.register):
        response = officer.get(url(type(row), "delete", row.pk))
        assert found_in(response) == []
        told = [str(line) for line in response.context["protected"]]
        assert "People: more than 100" in told
        officer.post(url(type(row), "delete", row.pk), {"post": "yes"})
    assert DataSubject.objects.count() == 130


def test_an_account_with_contacts_of_its_own_stays(client, ours, person):
    chief = signed_in(client, Group.ADMINISTRATOR)
    hilla = User.objects.create_user("hilla", is_staff=True)
    an_interaction(person, handled_by=hilla, summary="piilossa puhuttu")
    response = client.get(url(User, "delete", hilla.pk))
    assert found_in(response) == []
    assert [str(line) for line in response.context["protected"]] == ["Contacts: 1"]
    client.post(url(User, "delete", hilla.pk), {"post": "yes"})
    assert User.objects.filter(pk__in=[hilla.pk, chief.pk]).count() == 2
