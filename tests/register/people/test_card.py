"""A person's page: what it tells, to whom, and what is noted of its being looked at."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from register import identity_codes, panels
from register.admin.people_access import Owner
from register.admin.people_card import PersonCard
from register.enums import DataCategory, SubjectKind
from register.groups import Group
from register.journal import COMMAND
from register.models import Act, Interaction, JournalEntry, LegalBasis, Occasion, SubjectGroup
from register.panels import Line, Panel
from tests.admin_pages import count_queries, signed_in, url
from tests.factories import (
    a_consent,
    a_contact_point,
    a_data_item,
    a_disclosure,
    a_home_address,
    a_key_date,
    a_marketing_ban,
    a_person,
    a_purpose,
    a_recipient,
    a_subject_role,
    an_attribute,
    an_identity_code_item,
    an_interaction,
    an_invoice,
    an_order,
    an_organisation,
)

pytestmark = pytest.mark.django_db


def card(person, query=""):
    return reverse("admin:register_datasubject_card", args=(person.pk,)) + query


def all_of(person, key):
    return reverse("admin:register_datasubject_all", args=(person.pk, key))


def told(response, key):
    """What one part of the page says: label → words, of every line."""
    parts = [*response.context["facts"], *response.context["events"]]
    [part] = [part for part in parts if part.key == key]
    return [(str(line.label), str(line.words)) for line in part.lines]


# What it tells


def test_who_this_is(staff, person):
    person.customer_number, person.job_title, person.language = "A-17", "ostaja", "sv"
    person.organisation = an_organisation(person.kept_by)
    person.kind = SubjectKind.CONTACT_PERSON
    person.save()
    a_subject_role(person)
    page = staff.get(card(person))
    assert page.context["title"] == "Impi Sylvia Tarulainen"
    assert page.context["kept_in"] == "Asiakkaat · Esimerkki Oy"
    assert told(page, "who") == [
        ("Kind", "contact person of an organisation"),
        ("Customer number", "A-17"),
        ("Language", "Swedish"),
        ("Organisation", "Satumaan Sorvaamo Oy"),
        ("Job title", "ostaja"),
        ("Role", "Billing"),
    ]


def test_somebody_without_a_name_is_called_by_what_is_known(staff, ours):
    number = a_person(ours, family_name="", given_names="", customer_number="A-18")
    nothing = a_person(ours, family_name="", given_names="")
    assert staff.get(card(number)).context["title"] == "A-18"
    assert staff.get(card(nothing)).context["title"] == f"Person {nothing.pk}, no name held"


def test_how_and_since_when(staff, person):
    person.relationship_started_on, person.collected_on = date(2025, 2, 1), date(2025, 1, 31)
    person.save()
    a_contact_point(person)
    a_contact_point(person, "020 000 4567", "phone")
    a_home_address(person)
    a_key_date(person, date(2026, 5, 6))
    page = staff.get(card(person))
    assert told(page, "contact") == [
        ("E-mail address", "impi.tarulainen@satumaa.example"),
        ("Phone number", "020 000 4567"),
        ("Postal address", "Haavekuja 7 B 21, 20100 Turku"),
    ]
    assert told(page, "relationship") == [
        ("Now", "Customer"),
        ("Began", "1 Feb 2025"),
        ("Data collected", "31 Jan 2025"),
        ("Last sign-in", "6 May 2026"),
    ]


def test_purposes_and_bases_in_force_for_this_kind_of_person(staff, person):
    register = person.kept_by.register
    billing = a_purpose(register, "laskutus", name_fi="laskutus")
    a_purpose(register, "tyhja", name_fi="tyhjä tarkoitus")
    others = SubjectGroup.objects.create(
        register=register, key="muut", name_fi="muut", kind=SubjectKind.PROSPECT
    )
    own = SubjectGroup.objects.create(
        register=register, key="omat", name_fi="omat", kind=SubjectKind.PERSON_CUSTOMER
    )
    today = timezone.localdate()

    def basis(key, code, *, purposes=(), groups=(), **values):
        row = LegalBasis.objects.create(register=register, key=key, basis=code, **values)
        row.purposes.set(purposes)
        row.subject_groups.set(groups)

    basis("oma", "b", purposes=[billing], groups=[own])
    basis("kaikki", "c", purposes=[billing])
    basis("toisten", "f", purposes=[billing], groups=[others])
    ended = {"ended_on": today - timedelta(days=1), "end_reason_fi": "loppui"}
    basis("loppunut", "a", purposes=[billing], **ended)
    basis("tuleva", "e", purposes=[billing], started_on=today + timedelta(days=1))
    assert told(staff.get(card(person)), "grounds") == [
        ("laskutus", "(b) performance of a contract; (c) legal obligation")
    ]


def test_consents_and_bans_in_words_those_that_ended_last(staff, person):
    a_marketing_ban(person, lifted_at=datetime(2026, 2, 9, 9, tzinfo=UTC))
    a_marketing_ban(person, channel="post")
    a_consent(person)
    assert told(staff.get(card(person)), "choices") == [
        ("Post: own marketing", "Forbidden 6 Feb 2026 by the data subject, in force."),
        ("E-mail: own marketing", "Given 5 Jan 2026 by the data subject, in force."),
        (
            "Phone: own marketing",
            "Forbidden 6 Feb 2026 by the data subject, lifted 9 Feb 2026.",
        ),
    ]


def test_what_went_on(staff, person):
    an_order(person)
    an_invoice(person, due_on=date(2026, 3, 28))
    an_interaction(person)
    an_attribute(person, a_data_item(person.kept_by.register, "other", name_fi="harrastus"))
    a_disclosure(person)
    page = staff.get(card(person))
    assert told(page, "orders") == [("3 Mar 2026", "T-2001 · Kaunokirjallinen polkupyörä")]
    assert told(page, "invoices") == [("14 Mar 2026", "L-3001 · 120.50\N{NO-BREAK SPACE}EUR")]
    assert told(page, "interactions") == [("2 Mar 2026, 12:15", "Kysyi polkupyörän huoltoaikaa.")]
    assert told(page, "further") == [("harrastus", "pitää purjehduksesta")]
    assert told(page, "disclosures") == [("1 Apr 2026", "Tilitoimisto Luku Oy · invoices")]


def test_panels_of_upper_apps_show_what_they_have_and_nothing_else(staff, person, monkeypatch):
    shown = Panel("holds", "Holds", [Line("Until", "2027")])
    monkeypatch.setattr(panels, "PANELS", [lambda request, person: None])
    keys = [part.key for part in staff.get(card(person)).context["events"]]
    monkeypatch.setattr(panels, "PANELS", [lambda request, person: shown])
    page = staff.get(card(person))
    assert [part.key for part in page.context["events"]] == ["holds", *keys]
    assert told(page, "holds") == [("Until", "2027")]


# How long it may become


def test_the_newest_twenty_stand_on_the_card_and_the_rest_on_pages_of_their_own(staff, person):
    moment = datetime(2026, 1, 1, 10, tzinfo=UTC)
    rows = [
        Interaction(subject=person, at=moment + timedelta(hours=n // 2), channel="phone", summary=n)
        for n in range(120)  # two at a time, so that the number decides among equals
    ]
    Interaction.objects.bulk_create(rows)
    page = staff.get(card(person))
    assert [words for _at, words in told(page, "interactions")] == [
        str(n) for n in range(119, 99, -1)
    ]
    seen, address, steps = [], all_of(person, "interactions"), []
    while address:
        page = staff.get(address).context["page"]
        seen.append([int(line.words) for line in page.lines])
        steps.append(page.newer)
        address = page.older and all_of(person, "interactions") + page.older
    assert seen == [list(range(119, 69, -1)), list(range(69, 19, -1)), list(range(19, -1, -1))]
    back = staff.get(all_of(person, "interactions") + steps[2]).context["page"]
    assert [int(line.words) for line in back.lines] == seen[1]
    first = staff.get(all_of(person, "interactions") + back.newer).context["page"]
    assert ([int(line.words) for line in first.lines], first.newer) == (seen[0], "")


def test_pages_name_rows_by_number_and_anything_else_is_the_beginning(staff, person):
    row = an_interaction(person)
    other = an_interaction(a_person(person.kept_by))
    for query in (f"?before={other.pk}", "?before=x", "?before=", "?after=999999", "?before=-1"):
        page = staff.get(all_of(person, "interactions") + query).context["page"]
        assert [line.words for line in page.lines] == [row.summary], query


def test_the_card_asks_as_much_of_a_long_life_as_of_a_short_one(staff, person):
    register = person.kept_by.register
    recipient = a_recipient(register)

    def live(start, count):
        for n in range(start, start + count):
            a_contact_point(person, f"020 000 {1000 + n}", "phone")
            an_interaction(person, handled_by=staff.user)
            an_order(person, f"T-{n}")
            an_invoice(person, f"L-{n}")
            a_disclosure(person, recipient, disclosed_on=date(2026, 1, 1) + timedelta(days=n))
            an_attribute(person, a_data_item(register, "other", key=f"tieto-{n}"))
            LegalBasis.objects.create(register=register, key=f"peruste-{n}", basis="b")
            a_purpose(register, f"tarkoitus-{n}")

    a_home_address(person)
    a_consent(person)
    a_marketing_ban(person)
    live(0, 1)
    staff.get(card(person))
    few = count_queries(staff, card(person))
    live(1, 40)
    assert count_queries(staff, card(person)) == few
    assert few <= 45  # three of them for its requests, and for merges that can be undone


@pytest.mark.slow
def test_a_hundred_thousand_contacts_are_read_by_their_index(staff, person, rf):
    """The newest twenty of them cost what twenty cost: nothing is counted, nothing sorted."""
    rows = """
        WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000)
        INSERT INTO register_interaction
            (subject_id, at, channel, direction, kind, summary, created_at)
        SELECT %s, %s, 'phone', 'incoming', 'service', 'Kysyi ' || n, %s FROM n
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(rows, [person.pk, now, now])
        cursor.execute("ANALYZE register_interaction")
    request = rf.get("/")
    request.user = staff.user
    shelf = PersonCard(request, Owner(person=person)).shelves()["interactions"]
    last = person.interactions.order_by("pk")[50_000].pk
    for asked in (shelf.ordered()[:21], shelf.beyond(last, backwards=False)[:51]):
        plan = asked.explain()
        assert "interaction_by_person" in plan
        assert [word for word in ("Sort", "TEMP B-TREE") if word in plan] == []
    assert len(told(staff.get(card(person)), "interactions")) == 20


# Security ban on the address


def test_an_address_under_a_ban_is_shown_to_whom_it_concerns_with_a_warning(client, ours):
    person = a_person(ours, address_protected=True)
    a_home_address(person)
    item = a_data_item(ours.register, DataCategory.POSTAL_ADDRESS, name_fi="mökki")
    an_attribute(person, item, "Mökkitie 5")
    for group, sees in (
        (Group.STAFF, False),
        (Group.AUDITOR, False),
        (Group.REQUEST_HANDLER, True),
    ):
        user = signed_in(client, group)
        user.controllers.add(ours.controller)
        page = client.get(card(person)).content.decode()
        assert ("Haavekuja" in page) is sees, group
        assert ("Mökkitie" in page) is sees, group
        assert "Security ban on the address" in page
        assert ("Do not give the address to anybody" in page) is sees
        entry = JournalEntry.objects.get(actor=user.pk)
        assert entry.detail == {"page": "card", "protected_address": int(sees)}


# Restricted, absorbed, not ours


def test_a_restricted_person_is_for_those_who_may_and_under_a_banner(client, ours):
    person = a_person(ours, restricted_at=datetime(2026, 4, 1, tzinfo=UTC))
    for group, status in ((Group.STAFF, 404), (Group.REQUEST_HANDLER, 200)):
        signed_in(client, group).controllers.add(ours.controller)
        page = client.get(card(person))
        assert page.status_code == status
        assert ("processing is restricted (Art. 18)" in page.content.decode()) is (status == 200)


def test_an_absorbed_card_leads_to_the_one_that_stands(staff, ours, person):
    first = a_person(ours, family_name="Entinen", merged_into=person)
    older = a_person(ours, family_name="Vanhin", merged_into=first)
    for absorbed in (first, older):
        page = staff.get(card(absorbed, "?from=request-12"), follow=True)
        assert page.redirect_chain == [(card(person, "?from=request-12"), 302)]
        assert "merged into this one" in page.content.decode()
        for name in ("correct", "ban"):
            address = reverse(f"admin:register_datasubject_{name}", args=(absorbed.pk,))
            assert staff.get(address).url == card(person)
        assert staff.get(url(type(person), "change", absorbed.pk)).url == card(person)
        assert staff.get(all_of(absorbed, "orders")).url == card(person)
    assert set(JournalEntry.objects.values_list("uuid", flat=True)) == {person.uuid}


def test_somebody_elses_customer_is_not_there(staff, theirs):
    stranger = a_person(theirs)
    assert staff.get(card(stranger)).status_code == 404
    assert staff.get(all_of(stranger, "trail")).status_code == 404
    assert staff.get(card(stranger).replace(str(stranger.pk), "999999")).status_code == 404
    assert not JournalEntry.objects.exists()


# The trail


def test_a_view_is_journalled_once_with_its_occasion(staff, person):
    staff.get(card(person))
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.actor, entry.uuid, entry.about) == (
        Act.VIEWED,
        staff.user.pk,
        person.uuid,
        "register.DataSubject",
    )
    assert (entry.occasion, entry.reference) == (Occasion.CUSTOMER_SERVICE, "")
    assert entry.detail == {"page": "card", "protected_address": 0}


@pytest.mark.parametrize(
    ("said", "occasion", "reference"),
    [
        ("request-12", Occasion.REQUEST, "request-12"),
        ("request", Occasion.REQUEST, ""),
        ("invoice-3", Occasion.BILLING, "invoice-3"),
        ("request-0", Occasion.CUSTOMER_SERVICE, ""),
        ("request-12x", Occasion.CUSTOMER_SERVICE, ""),
        ("request-12\n", Occasion.CUSTOMER_SERVICE, ""),
        ("who knows", Occasion.CUSTOMER_SERVICE, ""),
        ("curiosity-1", Occasion.CUSTOMER_SERVICE, ""),
        ("", Occasion.CUSTOMER_SERVICE, ""),
    ],
)
def test_the_occasion_is_told_by_where_the_page_was_opened(
    staff, person, said, occasion, reference
):
    staff.get(card(person), {"from": said})
    entry = JournalEntry.objects.get()
    assert (entry.occasion, entry.reference) == (occasion, reference)


def test_the_occasion_goes_along_to_the_pages_opened_from_the_card(staff, person):
    point = a_contact_point(person)
    page = staff.get(card(person, "?from=request-12")).content.decode()
    edit = f"{url(type(point), 'change', point.pk)}?from=request-12"
    assert edit in page
    staff.get(edit)
    assert set(JournalEntry.objects.values_list("reference", flat=True)) == {"request-12"}


def test_whoever_only_supervises_looks_for_supervision(client, person):
    signed_in(client, Group.AUDITOR)
    client.get(card(person))
    assert JournalEntry.objects.get().occasion == Occasion.AUDIT


def test_a_page_fetched_in_advance_is_refused_and_not_noted(staff, person):
    for header in ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE"):
        assert staff.get(card(person), **{header: "prefetch;prerender"}).status_code == 403
    assert staff.head(card(person)).status_code == 200
    assert not JournalEntry.objects.exists()


def test_every_page_about_a_person_is_noted(staff, person):
    point, address = a_contact_point(person), a_home_address(person)
    pages = {
        url(type(person), "change", person.pk): "datasubject",
        url(type(point), "change", point.pk): "contactpoint",
        url(type(address), "delete", address.pk): "subjectaddress",
        f"{url(Interaction, 'add')}?person={person.pk}": "interaction",
        reverse("admin:register_datasubject_ban", args=(person.pk,)): "ban",
        all_of(person, "trail"): "all:trail",
    }
    for address in pages:
        assert staff.get(address).status_code == 200
    entries = JournalEntry.objects.order_by("pk")
    assert [entry.detail["page"] for entry in entries] == list(pages.values())
    assert {entry.uuid for entry in entries} == {person.uuid}


def test_a_page_that_comes_back_with_faults_has_been_shown_too(officer, person):
    point, other = a_contact_point(person), a_person(person.kept_by)
    acts = "ban", "consent", "correct", "write_code", "read_code"
    pages = {
        **{reverse(f"admin:register_datasubject_{act}", args=(person.pk,)): act for act in acts},
        url(type(person), "change", person.pk): "datasubject",
        url(type(point), "change", point.pk): "contactpoint",
        url(type(point), "delete", point.pk): "contactpoint",  # asks again
        f"{url(Interaction, 'add')}?person={person.pk}": "interaction",
        reverse("admin:register_datasubject_same", args=(person.pk, other.pk)): "same",
    }
    noted = {}
    for address in pages:
        before = set(JournalEntry.objects.values_list("pk", flat=True))
        answer = officer.post(address, {})
        assert answer.status_code == 200, address
        since = JournalEntry.objects.exclude(pk__in=before).filter(uuid=person.uuid)
        noted[address] = [(entry.act, entry.detail["page"]) for entry in since]
    assert noted == {address: [(Act.VIEWED, page)] for address, page in pages.items()}
    assert JournalEntry.objects.filter(uuid=other.uuid, act=Act.VIEWED).count() == 1


def test_a_form_that_is_done_shows_no_page_and_notes_no_view(staff, person):
    point = a_contact_point(person)
    assert staff.post(url(type(point), "delete", point.pk), {"post": "yes"}).status_code == 302
    assert not JournalEntry.objects.filter(act=Act.VIEWED).exists()


def test_who_has_looked_is_told_to_whoever_looks(staff, person):
    staff.user.first_name, staff.user.last_name = "Hilla", "Hoitaja"
    staff.user.save()
    staff.get(card(person))
    staff.get(card(person))
    staff.get(card(person, "?from=request-7"))
    page = staff.get(card(person))
    assert [words for _at, words in told(page, "trail")] == [
        "Hilla Hoitaja · Viewed",
        "Hilla Hoitaja · Viewed",
        "Hilla Hoitaja · Viewed, 2 times",
    ]
    [trail] = [part for part in page.context["events"] if part.key == "trail"]
    assert [str(line.note) for line in trail.lines] == [
        "customer service",
        "request of a data subject · request-7",
        "customer service",
    ]


# The identity code


def test_the_identity_code_is_masked_everywhere(client, ours, settings):
    settings.IDENTITY_CODE_TEMPORARY = True
    person = a_person(ours)
    an_identity_code_item(ours.register)
    identity_codes.record(person, "010190-900P", by=COMMAND)
    for group in (Group.STAFF, Group.COMPLIANCE_OFFICER):
        signed_in(client, group).controllers.add(ours.controller)
        page = client.get(card(person))
        assert ("Personal identity code", "010190-****") in told(page, "who")
        assert "900P" not in page.content.decode()


def test_who_may_neither_read_nor_write_codes_sees_no_empty_place_for_one(staff, person):
    assert "Personal identity code" not in dict(told(staff.get(card(person)), "who"))
