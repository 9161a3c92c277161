"""The lists of people and of what they bought: searched, paged by key, never counted."""

import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from register import identity_codes, journal, search
from register.enums import ContactPointKind
from register.groups import Group
from register.models import Act, DataSubject, Invoice, JournalEntry, Order, Organisation
from tests.admin_pages import signed_in, url
from tests.factories import (
    a_contact_point,
    a_controller,
    a_membership,
    a_person,
    a_register,
    an_identity_code_item,
    an_invoice,
    an_order,
    an_organisation,
)
from tests.plans import plan_of, sorts_nothing

pytestmark = pytest.mark.django_db

PEOPLE = "admin:register_datasubject_changelist"
BY_CODE = "admin:register_datasubject_by_code"
CODE, WRONG_CHECK, NO_CODE = "010190-900P", "010190-900R", "010190-9001"


def listed(response):
    """The titles of the rows, from above."""
    return [str(line.title) for line in response.context["table"].lines]


def get(client, model=DataSubject, query=""):
    return client.get(f"{url(model, 'changelist')}{query}")


def text_of(response):
    plain = response.content.decode().replace("<wbr>", "")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", plain))


def some_people(kept_by, count, **values):
    """Made at once; every third bears the same name."""
    people = [
        DataSubject(
            kept_by=kept_by,
            kind="person_customer",
            family_name="Samanen" if number % 3 == 0 else f"Eriksi{number:03}",
            customer_number=f"N{number:05}",
            **values,
        )
        for number in range(count)
    ]
    for person in people:
        person.derive()
    made = DataSubject.objects.bulk_create(people)
    search.index(person.pk for person in made)
    return made


def in_order():
    return [f"{row.family_name}" for row in DataSubject.objects.order_by("sort_name", "pk")]


# Pages


def test_pages_follow_each_other_by_name_in_both_directions(officer, ours):
    some_people(ours, 120)
    there, back, pages = [], [], []
    response = get(officer)
    while True:
        there += listed(response)
        pages.append(listed(response))
        if not response.context["next"]:
            break
        response = get(officer, query=response.context["next"])
    assert there == in_order()
    assert [len(page) for page in pages] == [50, 50, 20]
    while response.context["previous"]:
        response = get(officer, query=response.context["previous"])
        back.append(listed(response))
    assert back == [pages[1], pages[0]]


def test_the_page_before_the_second_is_a_whole_first_one(officer, ours):
    some_people(ours, 60)
    tenth = DataSubject.objects.order_by("sort_name", "pk")[9]
    response = get(officer, query=f"?before={tenth.pk}")
    assert listed(response) == in_order()[:50]
    assert (response.context["previous"], bool(response.context["next"])) == ("", True)


def test_an_address_names_a_row_by_its_number_only(officer, ours):
    some_people(ours, 51)
    query = parse_qs(urlsplit(get(officer).context["next"]).query)
    assert set(query) == {"after"}
    assert query["after"][0].isdigit()


def test_a_page_after_somebody_who_is_gone_is_the_first(officer, ours):
    some_people(ours, 51)
    assert listed(get(officer, query="?after=987654")) == in_order()[:50]


def test_where_a_stranger_stands_in_the_order_is_not_told(staff, ours, theirs):
    some_people(ours, 10)
    stranger = a_person(theirs, family_name="Keskellä")
    assert listed(get(staff, query=f"?after={stranger.pk}")) == listed(get(staff))


@pytest.mark.parametrize(
    "query", ["?after=x", "?before=-1", "?p=2", "?all=", "?kind=nobody", "?sort_name__startswith=a"]
)
def test_an_address_that_no_link_has_leads_to_the_whole_list(officer, query):
    response = get(officer, query=query)
    assert (response.status_code, response.headers["Location"]) == (302, reverse(PEOPLE))


# Speed


def test_a_list_asks_as_much_for_a_hundred_rows_as_for_one(officer, ours):
    organisation = an_organisation(ours)
    person = a_person(ours, organisation=organisation)
    a_contact_point(person, "yksi@osoite.example")

    def statements(query):
        with CaptureQueriesContext(connection) as asked:
            response = get(officer, query=query)
        assert response.status_code == 200
        assert not [one["sql"] for one in asked if "COUNT(" in one["sql"].upper()]
        return len(asked)

    with_one = [statements(query) for query in ("", "?q=tarulainen")]
    for made in some_people(ours, 100, given_names="Tarulainen", organisation=organisation):
        a_contact_point(made, f"nro{made.pk}@osoite.example")
    assert [statements(query) for query in ("", "?q=tarulainen")] == with_one == [7, 8]
    second = DataSubject.objects.order_by("sort_name", "pk")[1]
    assert statements(f"?after={second.pk}") == 8  # where in the order that row stands


@pytest.mark.parametrize(
    ("model", "query"),
    [
        *((model, "") for model in (DataSubject, Organisation, Order, Invoice)),
        *((DataSubject, f"?{query}") for query in ("kind=prospect", "relationship=former")),
        (DataSubject, "?organisation=yes"),
        (DataSubject, "?after={person}"),
        (Invoice, "?after={invoice}"),
    ],
)
def test_no_list_sorts_what_an_index_has_in_order(officer, ours, model, query):
    person = a_person(ours, organisation=an_organisation(ours))
    rows = {"person": person.pk, "invoice": an_invoice(person).pk}
    an_order(person)
    with CaptureQueriesContext(connection) as asked:
        assert get(officer, model, query.format(**rows)).status_code == 200
    [page] = [one["sql"] for one in asked if "LIMIT 51" in one["sql"]]
    assert sorts_nothing(plan_of(page))


@pytest.fixture
def elsewhere(db):
    """Where people are kept whom nobody of these tests serves."""
    return a_membership(a_register("kolmas"), a_controller("kolmas", name="Kolmas Oy"))


@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.parametrize("group", [Group.STAFF, Group.COMPLIANCE_OFFICER])
def test_nor_of_several_places_whatever_the_database_knows_of_its_rows(
    client, ours, theirs, elsewhere, group, analysed
):
    signed_in(client, group).controllers.add(ours.controller, theirs.controller)
    for place in (ours, theirs, elsewhere):
        an_order(a_person(place)), an_invoice(a_person(place)), an_organisation(place)
        some_people(place, 60)
    models = [DataSubject, Organisation, Order, Invoice]
    if analysed:
        del models[1:]  # of a row or two in each place, which are sorted with ease
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for model in models:
        with CaptureQueriesContext(connection) as asked:
            assert get(client, model).status_code == 200
        pages = [one["sql"] for one in asked if "LIMIT 51" in one["sql"]]
        if group == Group.STAFF:
            *pages, of_those_found = pages
            assert '"id" IN (' in of_those_found
            assert len(pages) == 2
        for page in pages:
            plan = plan_of(page)
            assert sorts_nothing(plan), (model, plan)
            # Of one place: not all people in order, until enough of them are of that place.
            assert ("kept_by_id =" in plan.replace("=?", " =")) is (group == Group.STAFF), plan


def test_pages_of_several_places_are_one_list(client, ours, theirs, elsewhere):
    signed_in(client, Group.STAFF).controllers.add(ours.controller, theirs.controller)
    for place, count in ((ours, 70), (theirs, 50), (elsewhere, 20)):
        some_people(place, count)
    served = DataSubject.objects.exclude(kept_by=elsewhere).order_by("sort_name", "pk")
    there, pages, response = [], [], get(client)
    while response.context["next"]:
        pages.append(listed(response))
        there += listed(response)
        response = get(client, query=response.context["next"])
    assert [*there, *listed(response)] == [row.family_name for row in served]
    for page in reversed(pages):
        response = get(client, query=response.context["previous"])
        assert listed(response) == page


# Search


def test_the_box_finds_people_and_says_how_many(officer, ours):
    for given_names in ("Veikko", "Aulis", "Kaisu"):
        a_person(ours, family_name="Löytölä", given_names=given_names)
    a_person(ours, family_name="Muukala")
    response = get(officer, query="?q=LOYTOLA")
    assert listed(response) == ["Löytölä, Aulis", "Löytölä, Kaisu", "Löytölä, Veikko"]
    assert "3 found" in text_of(response)


def test_what_is_found_is_paged_as_well(officer, ours):
    some_people(ours, 120, given_names="Löytyvä")
    response = get(officer, query="?q=loytyva")
    pages = [listed(response)]
    while response.context["next"]:
        assert "q=loytyva" in response.context["next"]
        response = get(officer, query=response.context["next"])
        pages.append(listed(response))
    assert [len(page) for page in pages] == [50, 50, 20]
    names = [name for page in pages for name in page]
    assert names == [f"{name}, Löytyvä" for name in in_order()]
    assert listed(get(officer, query=response.context["previous"])) == pages[1]


def test_beyond_a_thousand_hits_the_searcher_is_asked_to_write_more(officer, ours):
    some_people(ours, search.MOST + 1, given_names="Paljonen")
    response = get(officer, query="?q=paljonen")
    assert "More than 1,000 match" in text_of(response)
    assert len(listed(response)) == 50


def test_a_search_without_hits_helps_on(staff, ours, theirs):
    a_person(theirs, family_name="Muualla")
    text = text_of(get(staff, query="?q=muualla"))
    assert "Nothing was found" in text
    assert "Only customers of the controllers you serve are searched." in text
    assert "customer number, address" in text  # what can be searched by


def test_an_empty_register_says_so(officer):
    assert "There is nobody here yet." in text_of(get(officer))


def test_choices_narrow_the_list_and_the_search(officer, ours, theirs):
    company = an_organisation(ours)
    a_person(ours, family_name="Yhdistetty", organisation=company, kind="contact_person")
    a_person(ours, family_name="Yksityinen", relationship="former")
    a_person(theirs, family_name="Yksinäinen")
    asked = {
        f"kept_by={theirs.pk}": ["Yksinäinen, Impi Sylvia"],
        "kind=contact_person": ["Yhdistetty, Impi Sylvia"],
        "relationship=former": ["Yksityinen, Impi Sylvia"],
        "organisation=yes": ["Yhdistetty, Impi Sylvia"],
        f"q=yksi&kept_by={ours.pk}": ["Yksityinen, Impi Sylvia"],
        "q=yksi&kind=contact_person": [],
    }
    assert {query: listed(get(officer, query=f"?{query}")) for query in asked} == asked


def test_a_row_tells_what_its_person_is_reached_by_first(officer, ours):
    person = a_person(ours, organisation=an_organisation(ours), customer_number="K-77")
    for value in ("eka@osoite.example", "toka@osoite.example"):
        a_contact_point(person, value)
    a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    [line] = get(officer).context["table"].lines
    assert [cell.said for cell in line.cells] == [
        ["K-77"],
        ["Satumaan Sorvaamo Oy"],
        ["customer"],
        ["eka@osoite.example", "040 123 4567"],
    ]


# Who sees whom


def test_staff_find_and_see_the_people_of_their_controllers_only(staff, ours, theirs):
    a_person(ours, family_name="Omanen")
    a_person(theirs, family_name="Vieranen")
    restricted = a_person(ours, family_name="Rajattunen")
    DataSubject.objects.filter(pk=restricted.pk).update(restricted_at=timezone.now())
    absorbed = a_person(ours, family_name="Sulautunen")
    DataSubject.objects.filter(pk=absorbed.pk).update(
        merged_into=DataSubject.objects.get(family_name="Omanen")
    )
    assert listed(get(staff)) == ["Omanen, Impi Sylvia"]
    for name in ("vieranen", "rajattunen", "sulautunen"):
        assert listed(get(staff, query=f"?q={name}")) == []


def test_who_may_sees_the_restricted_marked(officer, ours):
    a_person(ours)
    DataSubject.objects.update(restricted_at=timezone.now())
    [line] = get(officer, query="?q=tarulainen").context["table"].lines
    assert line.mark == "restricted"


@pytest.mark.parametrize("make", [an_order, an_invoice])
def test_what_was_bought_is_seen_by_those_who_see_its_buyer(staff, ours, theirs, make):
    row = make(a_person(ours), "OMA-1")
    make(a_person(theirs), "MUU-2")
    restricted = a_person(ours)
    make(restricted, "RAJ-3")
    DataSubject.objects.filter(pk=restricted.pk).update(restricted_at=timezone.now())
    assert listed(get(staff, type(row))) == ["OMA-1"]
    assert listed(get(staff, type(row), "?q=muu-2")) == []


def test_invoices_are_found_by_number_and_printed_buyer_the_newest_first(officer, ours):
    buyers = {"L-3001/26": "Painettu Ostaja", "L-3002/26": "Toinen Ostaja", "M1": "Kolmas"}
    for days, (number, buyer) in enumerate(buyers.items()):
        issued_on = date(2026, 1, 1 + days)
        an_invoice(None, number, kept_by=ours, buyer_name=buyer, issued_on=issued_on)
    asked = {
        "": ["M1", "L-3002/26", "L-3001/26"],
        "?q=l300126": ["L-3001/26"],
        "?q=3002": ["L-3002/26"],
        "?q=OSTAJA": ["L-3002/26", "L-3001/26"],
        "?q=painettu ostaja": ["L-3001/26"],
        "?q=L 3001 26": ["L-3001/26"],
    }
    assert {query: listed(get(officer, Invoice, query)) for query in asked} == asked


def test_organisations_are_found_by_name_and_number(staff, ours, theirs):
    an_organisation(ours, name="K-Halli Keksitty Oy/Ab", business_id="1234567-1")
    an_organisation(ours, name="Ålands Påhitt Ab", foreign_id="SE556308-5942")
    an_organisation(theirs, name="Vieras Keksintö Oy")
    asked = {
        "": ["Ålands Påhitt Ab", "K-Halli Keksitty Oy/Ab"],
        "?q=khalli": ["K-Halli Keksitty Oy/Ab"],
        "?q=keksitty ab": ["K-Halli Keksitty Oy/Ab"],
        "?q=FI12345671": ["K-Halli Keksitty Oy/Ab"],
        "?q=se5563085942": ["Ålands Påhitt Ab"],
        "?q=pahitt": ["Ålands Påhitt Ab"],
        "?q=vieras": [],
    }
    assert {query: listed(get(staff, Organisation, query)) for query in asked} == asked


def test_orders_are_paged_the_newest_first(officer, ours):
    for number in range(60):
        an_order(
            None, f"T{number}", kept_by=ours, ordered_on=date(2026, 1, 1) + timedelta(number // 7)
        )
    first = get(officer, Order)
    second = get(officer, Order, first.context["next"])
    assert listed(first) + listed(second) == [f"T{number}" for number in reversed(range(60))]
    assert listed(get(officer, Order, second.context["previous"])) == listed(first)


def test_a_widget_that_chooses_a_person_searches_the_same_way(staff, ours, theirs):
    own = a_person(ours, family_name="Välikkö", customer_number="A-7")
    a_person(theirs, family_name="Välikkö")
    address = reverse("admin:autocomplete")
    field = {"app_label": "register", "model_name": "order", "field_name": "subject"}
    answer = staff.get(address, {**field, "term": "VALIKKO"}).json()
    assert answer["results"] == [{"id": str(own.pk), "text": "Välikkö, Impi Sylvia · A-7"}]
    assert staff.get(address, {**field, "term": CODE}).json()["results"] == []
    some_people(ours, 30)
    first = staff.get(address, {**field, "term": ""}).json()
    assert (len(first["results"]), first["pagination"]["more"]) == (20, True)
    second = staff.get(address, {**field, "term": "", "page": "2"}).json()
    assert (len(second["results"]), second["pagination"]["more"]) == (11, False)


def test_an_e_mail_address_is_broken_in_its_column_where_a_reader_expects_it(officer, ours):
    a_contact_point(a_person(ours), "impi.tarulainen@satumaa.example")
    shown = get(officer).content.decode()
    assert "<span>impi<wbr>.tarulainen@<wbr>satumaa<wbr>.example</span>" in shown


def test_words_of_a_column_are_escaped_all_the_same(officer, ours):
    a_person(ours, customer_number="<i>@.")
    assert "<span>&lt;i&gt;@<wbr>.</span>" in get(officer).content.decode()


# Identity codes


@pytest.fixture
def coded(ours):
    an_identity_code_item(ours.register)
    person = a_person(ours)
    identity_codes.record(person, CODE, by=journal.COMMAND)
    return person


@pytest.mark.parametrize("model", [DataSubject, Organisation, Order, Invoice])
@pytest.mark.parametrize(
    "written", [CODE, CODE.lower(), "010190–900P", "Tarulainen 010190 - 900P", WRONG_CHECK]
)
def test_a_code_in_an_address_is_taken_out_of_it(officer, model, written):
    response = officer.get(url(model, "changelist"), {"q": written})
    assert response.status_code == 302
    assert response.headers["Location"] == url(model, "changelist")
    assert "900P" not in " ".join(str(told) for told in get_messages(response.wsgi_request))
    assert "looks like a personal identity code" in text_of(officer.get(response["Location"]))


def test_choices_stay_when_a_code_is_taken_out_of_the_address(officer):
    response = officer.get(reverse(PEOPLE), {"q": CODE, "kind": "prospect"})
    assert response.headers["Location"] == f"{reverse(PEOPLE)}?kind=prospect"


def test_a_number_that_only_resembles_a_code_is_searched_for(officer, ours):
    a_person(ours, customer_number=NO_CODE)
    assert len(listed(get(officer, query=f"?q={NO_CODE}"))) == 1


@pytest.mark.parametrize("written", [CODE, " 010190-900p ", "010190 – 900P"])
def test_a_code_that_is_sent_as_a_form_opens_the_card(officer, coded, written):
    before = JournalEntry.objects.count()
    response = officer.post(reverse(BY_CODE), {"code": written})
    assert response.headers["Location"] == reverse(
        "admin:register_datasubject_card", args=(coded.pk,)
    )
    [entry] = JournalEntry.objects.order_by("pk")[before:]
    assert (entry.act, entry.uuid, entry.actor) == (
        Act.SEARCHED_BY_CODE,
        coded.uuid,
        officer.user.pk,
    )


def test_a_code_on_several_cards_lists_them(officer, coded, theirs):
    an_identity_code_item(theirs.register)
    other = a_person(theirs, family_name="Toinenkortti")
    identity_codes.record(other, CODE, by=journal.COMMAND)
    response = officer.post(reverse(BY_CODE), {"code": CODE})
    assert set(listed(response)) == {"Tarulainen, Impi Sylvia", "Toinenkortti, Impi Sylvia"}
    assert CODE not in response.content.decode()
    found = JournalEntry.objects.filter(act=Act.SEARCHED_BY_CODE)
    assert set(found.values_list("uuid", flat=True)) == {coded.uuid, other.uuid}


@pytest.mark.parametrize(
    ("written", "said", "journalled"),
    [
        ("020190-901C", "Nobody you may see has this", [0]),
        (WRONG_CHECK, "does not match the others", []),
        ("", "no personal identity code", []),
    ],
)
def test_a_code_that_nobody_has_is_told_in_words(officer, coded, written, said, journalled):
    response = officer.post(reverse(BY_CODE), {"code": written}, follow=True)
    assert said in text_of(response)
    entries = JournalEntry.objects.filter(act=Act.SEARCHED_BY_CODE)
    assert list(entries.values_list("count", flat=True)) == journalled


def test_a_handler_finds_by_code_only_whom_he_serves(client, coded, theirs):
    handler = signed_in(client, Group.REQUEST_HANDLER)
    handler.controllers.add(theirs.controller)
    response = client.post(reverse(BY_CODE), {"code": CODE}, follow=True)
    assert "Nobody you may see has this" in text_of(response)


def test_customer_service_is_not_offered_and_not_given_the_search_by_code(staff, coded):
    assert "by-code" not in get(staff).content.decode()
    assert staff.post(reverse(BY_CODE), {"code": CODE}).status_code == 403
    assert not JournalEntry.objects.filter(act=Act.SEARCHED_BY_CODE).exists()


def test_a_code_is_taken_from_our_own_form_only(officer, coded):
    assert officer.get(reverse(BY_CODE)).headers["Location"] == reverse(PEOPLE)
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(officer.user)
    assert stranger.post(reverse(BY_CODE), {"code": CODE}).status_code == 403
    assert not JournalEntry.objects.filter(act=Act.SEARCHED_BY_CODE).exists()
