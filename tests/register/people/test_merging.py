"""Duplicates are proposed with the reason, merged by a person, and taken apart again whole."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from register import duplicates, erasure, identity_codes, journal, merging, restricting
from register.duplicates import Likeness
from register.enums import (
    ContactPointKind,
    KeyDateKind,
    MarketingChannel,
    Relationship,
)
from register.groups import Group
from register.models import (
    Act,
    ContactPoint,
    DataSubject,
    JournalEntry,
    Merge,
    NotTheSame,
)
from register.personal_data import declared_models
from register.refusal import Refusal
from retention.enums import Trigger, Unit
from tests import factories as make
from tests.retention.rules import a_rule_of, plan_for, said

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER_ON = NOW + timedelta(hours=1)


@pytest.fixture
def kept_by():
    return make.a_membership()


@pytest.fixture
def officer():
    return make.a_user(Group.COMPLIANCE_OFFICER)


def everybody():
    return DataSubject.objects.all()


def pairs():
    return {
        (one.first, one.second): list(one.likenesses) for one in duplicates.proposals(everybody())
    }


def two(kept_by, **values):
    return make.a_person(kept_by, **values), make.a_person(kept_by, **values)


# Proposals


def test_who_has_nothing_in_common_is_not_proposed(kept_by):
    first, second = two(kept_by)  # the same name alone is no reason
    make.a_contact_point(first, "yksi@satumaa.example")
    make.a_contact_point(second, "kaksi@satumaa.example")
    assert pairs() == {}


@pytest.mark.parametrize(
    ("kind", "one", "other", "likeness"),
    [
        (
            ContactPointKind.EMAIL,
            "impi@satumaa.example",
            "IMPI@Satumaa.example",
            Likeness.EMAIL,
        ),
        (ContactPointKind.PHONE, "040 123 4567", "+358401234567", Likeness.PHONE),
    ],
)
def test_one_address_in_two_spellings_is_a_reason(kept_by, kind, one, other, likeness):
    first, second = two(kept_by)
    make.a_contact_point(first, one, kind)
    make.a_contact_point(second, other, kind)
    assert pairs() == {(first.pk, second.pk): [likeness]}


def test_name_with_day_of_birth_or_address_is_a_reason(kept_by):
    first, second = two(kept_by)
    third = make.a_person(kept_by, family_name="Toisenlainen")
    for person in (first, second, third):
        make.a_key_date(person, date(1980, 2, 29), kind=KeyDateKind.BIRTH)
        make.a_home_address(person)
    assert pairs() == {(first.pk, second.pk): [Likeness.NAME_AND_BIRTH, Likeness.NAME_AND_ADDRESS]}


def test_the_same_identity_code_is_a_reason(kept_by, settings):
    settings.IDENTITY_CODE_TEMPORARY = True
    make.an_identity_code_item(kept_by.register)
    first, second = two(kept_by)
    for person in (first, second):
        identity_codes.record(person, "010190-900P", by=journal.COMMAND)
    assert pairs() == {(first.pk, second.pk): [Likeness.IDENTITY_CODE]}


def test_another_controllers_people_are_never_proposed(kept_by):
    elsewhere = make.a_membership(controller=make.a_controller("toinen", name="Toinen Oy"))
    for membership in (kept_by, elsewhere):
        make.a_contact_point(make.a_person(membership), "impi@satumaa.example")
    assert pairs() == {}


def test_only_people_among_those_one_may_see_are_proposed(kept_by):
    first, second = two(kept_by)
    for person in (first, second):
        make.a_contact_point(person, "impi@satumaa.example")
    assert duplicates.proposals(DataSubject.objects.filter(pk=first.pk)) == []


def test_of_one_person_only_the_own_pairs_are_told(kept_by):
    first, second = two(kept_by)
    third, fourth = two(kept_by)
    for people, mail in (((first, second), "a@satumaa.example"), ((third, fourth), "b@x.example")):
        for person in people:
            make.a_contact_point(person, mail)
    found = duplicates.of_person(third, everybody())
    assert [(one.first, one.second) for one in found] == [(third.pk, fourth.pk)]


def test_a_pair_found_to_be_two_people_does_not_come_again(kept_by, officer):
    first, second = two(kept_by)
    for person in (first, second):
        make.a_contact_point(person, "yhteinen@satumaa.example")
    duplicates.not_the_same(second, first, by=officer)
    duplicates.not_the_same(first, second, by=officer)
    assert pairs() == {}
    assert NotTheSame.objects.count() == 1


def test_decided_pairs_make_room_for_the_next_ones(kept_by, officer, monkeypatch, settings):
    """Also where the page is full of decided ones, whatever the likeness."""
    monkeypatch.setattr(duplicates, "MOST", 1)
    settings.IDENTITY_CODE_TEMPORARY = True
    make.an_identity_code_item(kept_by.register)
    expected = set()
    for number, code in enumerate(("010190-900P", "010594Y9032", "131052-308T")):
        pair = two(kept_by, family_name=f"Kaksonen {number}")
        for person in pair:
            identity_codes.record(person, code, by=journal.COMMAND)
            make.a_contact_point(person, f"n{number}@satumaa.example")
            make.a_contact_point(person, f"020 000 100{number}", ContactPointKind.PHONE)
            make.a_key_date(person, date(1980, 2, 1 + number), kind=KeyDateKind.BIRTH)
            make.a_home_address(person, street=f"Haavekuja {number}")
        expected.add(tuple(person.pk for person in pair))
    found = set()
    while now := pairs():
        assert len(now) <= len(Likeness)
        for one, other in now:
            found.add((one, other))
            people = everybody().in_bulk([one, other])
            duplicates.not_the_same(people[one], people[other], by=officer)
    assert found == expected


def test_the_third_card_of_one_address_is_proposed_when_two_are_told_apart(kept_by, officer):
    cards = [make.a_person(kept_by) for _number in range(3)]
    for card in cards:
        make.a_contact_point(card, "yhteinen@satumaa.example")
    duplicates.not_the_same(cards[0], cards[1], by=officer)
    numbers = [card.pk for card in cards]
    assert set(pairs()) == {(numbers[0], numbers[2]), (numbers[1], numbers[2])}


def test_the_number_of_a_switchboard_is_nobodys_likeness(kept_by, monkeypatch):
    monkeypatch.setattr(duplicates, "CROWD", 3)
    for _number in range(4):
        make.a_contact_point(make.a_person(kept_by), "020 000 1000", ContactPointKind.PHONE)
    few = [make.a_person(kept_by) for _number in range(3)]
    for person in few:
        make.a_contact_point(person, "020 000 2000", ContactPointKind.PHONE)
    first, second, third = (person.pk for person in few)
    assert set(pairs()) == {(first, second), (first, third), (second, third)}


def test_a_page_holds_no_more_than_its_most(kept_by, monkeypatch):
    monkeypatch.setattr(duplicates, "MOST", 4)
    for _number in range(5):
        make.a_contact_point(make.a_person(kept_by), "yhteinen@satumaa.example")
    assert len(pairs()) == 4


def test_asking_costs_the_same_for_few_and_many(kept_by, django_assert_max_num_queries):
    for number in range(8):
        for person in two(kept_by):
            make.a_contact_point(person, f"n{number}@satumaa.example")
    with django_assert_max_num_queries(12):
        assert len(duplicates.proposals(everybody())) == 8


# Merging


@pytest.fixture
def cards(kept_by):
    kept = make.a_person(kept_by, customer_number="", language="fi", job_title="")
    gone = make.a_person(
        kept_by,
        family_name="Tarulaine",
        customer_number="4711",
        language="sv",
        job_title="Toimitusjohtaja",
        address_protected=True,
    )
    for card, own in ((kept, "oma@satumaa.example"), (gone, "toinen@satumaa.example")):
        make.a_contact_point(card, own)
        make.a_contact_point(card, "yhteinen@satumaa.example")
    make.an_interaction(gone)
    make.an_order(gone)
    make.an_invoice(gone)
    make.a_marketing_ban(gone, channel=MarketingChannel.POST)
    return kept, gone


def state(*cards):
    """Every row of the cards, and the cards themselves."""
    return {
        model._meta.label: sorted(
            model._base_manager.filter(
                **{f"{said.subject or 'pk'}__in": [card.pk for card in cards]}
            ).values_list(),
            key=str,
        )
        for model, said in declared_models().items()
        if model not in (Merge,)
    }


def test_nothing_is_lost(cards, officer):
    kept, gone = cards
    before = {label: len(rows) for label, rows in state(*cards).items()}
    merging.merge(kept, gone, by=officer, now=NOW)
    assert {label: len(rows) for label, rows in state(*cards).items()} == before


def test_the_survivor_has_the_rows_and_what_its_card_left_empty(cards, officer):
    kept, gone = cards
    merging.merge(kept, gone, by=officer, now=NOW)
    kept.refresh_from_db()
    gone.refresh_from_db()
    mails = set(kept.contact_points.values_list("value", flat=True))
    assert mails == {
        "oma@satumaa.example",
        "yhteinen@satumaa.example",
        "toinen@satumaa.example",
    }
    assert (kept.family_name, kept.language, kept.job_title) == (
        "Tarulainen",
        "fi",
        "Toimitusjohtaja",
    )
    assert (kept.customer_number, gone.customer_number) == ("4711", "")
    assert kept.address_protected
    for rows in (kept.interactions, kept.orders, kept.invoices, kept.marketing_bans):
        assert rows.count() == 1
    assert gone.merged_into == kept


def test_a_merge_is_in_the_journal_without_names(cards, officer):
    kept, gone = cards
    merging.merge(kept, gone, by=officer, now=NOW)
    entry = JournalEntry.objects.get(act=Act.MERGED)
    assert (entry.uuid, entry.actor) == (kept.uuid, officer.pk)
    assert entry.detail == {"rows": 5, "absorbed": str(gone.uuid)}


def test_undone_everything_is_as_it_was(cards, officer):
    kept, gone = cards
    before = state(kept, gone)
    note = merging.merge(kept, gone, by=officer, now=NOW)
    merging.undo(note, by=officer, now=NOW + timedelta(days=30))
    merging.undo(note, by=officer, now=NOW + timedelta(days=30))
    assert state(kept, gone) == before
    acts = JournalEntry.objects.filter(act=Act.MERGE_UNDONE)
    assert acts.count() == 1


def test_what_was_changed_since_stays_changed(cards, officer):
    kept, gone = cards
    note = merging.merge(kept, gone, by=officer, now=NOW)
    DataSubject.objects.filter(pk=kept.pk).update(job_title="Hallituksen jäsen")
    new = make.an_interaction(kept, summary="Soitti yhdistämisen jälkeen.")
    merging.undo(note, by=officer, now=NOW)
    kept.refresh_from_db()
    assert kept.job_title == "Hallituksen jäsen"
    assert list(kept.interactions.all()) == [new]


def test_after_its_time_a_merge_stands(cards, officer):
    note = merging.merge(*cards, by=officer, now=NOW)
    with pytest.raises(Refusal):
        merging.undo(note, by=officer, now=NOW + timedelta(days=31))
    assert DataSubject.objects.get(pk=cards[1].pk).merged_into == cards[0]


def test_a_restriction_of_either_card_binds_the_one_that_stands(kept_by, officer):
    kept = make.a_person(kept_by)
    gone = make.a_person(kept_by, restricted_at=NOW)
    merging.merge(kept, gone, by=officer, now=NOW)
    kept.refresh_from_db()
    assert kept.restricted_at == NOW


# Each card: protected, until. Then what the one that stands has afterwards.
EARLY, LATE = date(2027, 1, 31), date(2028, 1, 31)
BANS = [
    ((True, None), (True, LATE), (True, None)),
    ((True, LATE), (True, None), (True, None)),
    ((True, EARLY), (True, LATE), (True, LATE)),
    ((True, LATE), (True, EARLY), (True, LATE)),
    ((True, EARLY), (False, None), (True, EARLY)),
    ((False, None), (True, EARLY), (True, EARLY)),
    ((False, None), (True, None), (True, None)),
]


@pytest.mark.parametrize(("kept", "gone", "stands"), BANS)
def test_of_two_security_bans_the_longer_one_stands(kept_by, officer, kept, gone, stands):
    cards = [
        make.a_person(kept_by, address_protected=protected, address_protected_until=until)
        for protected, until in (kept, gone)
    ]
    before = state(*cards)
    note = merging.merge(*cards, by=officer, now=NOW)
    survivor = DataSubject.objects.get(pk=cards[0].pk)
    assert (survivor.address_protected, survivor.address_protected_until) == stands
    merging.undo(note, by=officer, now=NOW)
    assert state(*cards) == before


# Each card: relationship, began, ended, contract ends. The last word: whose stands.
NONE, PROSPECT = Relationship.NONE, Relationship.PROSPECT
FORMER, CUSTOMER = Relationship.FORMER, Relationship.CUSTOMER
OLD, MIDDLE, NEW = date(2012, 5, 1), date(2016, 5, 1), date(2025, 5, 1)
RELATIONSHIPS = [
    ((FORMER, OLD, MIDDLE, None), (CUSTOMER, NEW, None, None), "gone"),
    ((FORMER, None, MIDDLE, OLD), (CUSTOMER, None, None, None), "gone"),
    ((CUSTOMER, None, None, None), (FORMER, OLD, MIDDLE, MIDDLE), "kept"),
    ((CUSTOMER, OLD, None, MIDDLE), (CUSTOMER, NEW, None, None), "gone"),
    ((CUSTOMER, OLD, None, None), (CUSTOMER, NEW, None, MIDDLE), "kept"),
    ((CUSTOMER, OLD, None, MIDDLE), (CUSTOMER, NEW, None, NEW), "gone"),
    ((CUSTOMER, None, None, None), (CUSTOMER, OLD, None, None), "gone"),
    ((PROSPECT, NEW, None, None), (FORMER, OLD, MIDDLE, MIDDLE), "gone"),
    ((FORMER, None, MIDDLE, None), (PROSPECT, NEW, None, None), "kept"),
    ((FORMER, None, MIDDLE, None), (FORMER, NEW, NEW, NEW), "gone"),
    ((FORMER, NEW, NEW, NEW), (FORMER, OLD, MIDDLE, None), "kept"),
    ((FORMER, OLD, MIDDLE, None), (FORMER, None, None, None), "gone"),
    ((NONE, OLD, MIDDLE, None), (PROSPECT, None, None, None), "gone"),
]


@pytest.mark.parametrize(("kept", "gone", "whose"), RELATIONSHIPS)
def test_of_two_relationships_the_one_more_alive_stands_whole(kept_by, officer, kept, gone, whose):
    cards = [
        make.a_person(kept_by, **dict(zip(merging.RELATIONSHIP, one, strict=True)))
        for one in (kept, gone)
    ]
    before = state(*cards)
    note = merging.merge(*cards, by=officer, now=NOW)
    stands = DataSubject.objects.filter(pk=cards[0].pk).values_list(*merging.RELATIONSHIP).get()
    assert stands == {"kept": kept, "gone": gone}[whose]
    merging.undo(note, by=officer, now=NOW)
    assert state(*cards) == before


# Of each card the day its contract ends, and the last one's on the card that stands.
CONTRACTS = [
    ((FORMER, NEW, OLD), (FORMER, MIDDLE, NEW), NEW),
    ((FORMER, MIDDLE, NEW), (FORMER, NEW, OLD), NEW),
    ((FORMER, NEW, None), (FORMER, MIDDLE, OLD), OLD),
    ((FORMER, MIDDLE, OLD), (FORMER, NEW, None), OLD),
    ((FORMER, MIDDLE, NEW), (CUSTOMER, None, OLD), NEW),
    ((FORMER, MIDDLE, NEW), (CUSTOMER, None, None), None),  # whose contract goes on
    ((CUSTOMER, None, None), (FORMER, MIDDLE, NEW), None),
]


@pytest.mark.parametrize(("kept", "gone", "ends"), CONTRACTS)
def test_of_two_ends_of_contracts_the_later_stands(kept_by, officer, kept, gone, ends):
    columns = ("relationship", "relationship_ended_on", "contract_ends_on")
    cards = [make.a_person(kept_by, **dict(zip(columns, one, strict=True))) for one in (kept, gone)]
    before = state(*cards)
    note = merging.merge(*cards, by=officer, now=NOW)
    assert DataSubject.objects.get(pk=cards[0].pk).contract_ends_on == ends
    merging.undo(note, by=officer, now=NOW)
    assert state(*cards) == before


@pytest.mark.parametrize(("ours", "theirs"), [(OLD, NEW), (NEW, OLD), (NEW, NEW), (None, NEW)])
def test_of_two_days_of_collection_the_later_stands(kept_by, officer, ours, theirs):
    kept, gone = (make.a_person(kept_by, collected_on=day) for day in (ours, theirs))
    before = state(kept, gone)
    note = merging.merge(kept, gone, by=officer, now=NOW)
    assert DataSubject.objects.get(pk=kept.pk).collected_on == NEW
    merging.undo(note, by=officer, now=NOW)
    assert state(kept, gone) == before


def test_a_restriction_is_set_and_lifted_on_both_cards(kept_by, officer):
    kept, gone = make.a_person(kept_by), make.a_person(kept_by, restricted_at=NOW)
    note = merging.merge(kept, gone, by=officer, now=NOW)
    assert restricting.lift([kept.pk], by=journal.COMMAND, at=LATER_ON) == 1
    assert restrictions(kept, gone) == [None, None]
    assert JournalEntry.objects.filter(act=Act.RESTRICTION_LIFTED).count() == 1
    restricting.restrict([kept.pk], by=journal.COMMAND, at=LATER_ON)
    merging.undo(note, by=officer, now=NOW)  # set anew, it is not the one that the merge brought
    assert restrictions(kept, gone) == [LATER_ON, LATER_ON]


def restrictions(*cards):
    return [DataSubject.objects.get(pk=card.pk).restricted_at for card in cards]


def test_a_relationship_that_has_ended_since_the_merge_stays_so(kept_by, officer):
    kept = make.a_person(kept_by, relationship=PROSPECT)
    gone = make.a_person(kept_by, relationship=CUSTOMER, relationship_started_on=OLD)
    note = merging.merge(kept, gone, by=officer, now=NOW)
    DataSubject.objects.filter(pk=kept.pk).update(relationship=FORMER, relationship_ended_on=NEW)
    merging.undo(note, by=officer, now=NOW)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.relationship, kept.relationship_ended_on) == (FORMER, NEW)
    assert (gone.relationship, gone.relationship_ended_on) == (CUSTOMER, None)


def days(*cards):
    return [list(card.key_dates.values_list("kind", "happened_on")) for card in cards]


EARLY, LATE, LATER = date(2024, 2, 1), date(2025, 2, 1), date(2026, 2, 1)
LOGIN = KeyDateKind.LAST_LOGIN


@pytest.mark.parametrize(("ours", "theirs"), [(EARLY, LATE), (LATE, EARLY), (LATE, LATE)])
def test_of_two_days_of_one_kind_the_later_stands(kept_by, officer, ours, theirs):
    kept, gone = two(kept_by)
    make.a_key_date(kept, ours, kind=LOGIN)
    make.a_key_date(gone, theirs, kind=LOGIN)
    make.a_key_date(gone, EARLY, kind=KeyDateKind.DEATH)
    before = state(kept, gone)
    note = merging.merge(kept, gone, by=officer, now=NOW)
    assert sorted(days(kept)[0]) == [(KeyDateKind.DEATH, EARLY), (LOGIN, LATE)]
    merging.undo(note, by=officer, now=NOW)
    assert state(kept, gone) == before


def test_a_day_changed_since_the_merge_stays_and_the_other_is_no_earlier(kept_by, officer):
    kept, gone = two(kept_by)
    make.a_key_date(kept, EARLY, kind=LOGIN)
    make.a_key_date(gone, LATE, kind=LOGIN)
    note = merging.merge(kept, gone, by=officer, now=NOW)
    kept.key_dates.update(happened_on=LATER)
    merging.undo(note, by=officer, now=NOW)
    assert days(kept, gone) == [[(LOGIN, LATER)], [(LOGIN, LATER)]]


def test_days_that_a_later_merge_took_are_given_back_in_turn(kept_by, officer):
    cards = [make.a_person(kept_by) for _number in range(3)]
    for card, day in zip(cards, (EARLY, LATE, LATER), strict=True):
        make.a_key_date(card, day, kind=LOGIN)
    before = state(*cards)
    notes = [merging.merge(cards[0], gone, by=officer, now=NOW) for gone in cards[1:]]
    assert days(cards[0]) == [[(LOGIN, LATER)]]
    with pytest.raises(Refusal):
        merging.undo(notes[0], by=officer, now=NOW)
    for note in reversed(notes):
        merging.undo(note, by=officer, now=NOW)
    assert state(*cards) == before


def test_a_note_of_a_merge_holds_no_day_that_can_be_read(kept_by, officer):
    """The day goes with the data of its kind; the note stays as long as the card."""
    kept, gone = two(kept_by)
    make.a_key_date(kept, EARLY, kind=LOGIN)
    make.a_key_date(gone, LATE, kind=LOGIN)
    note = merging.merge(kept, gone, by=officer, now=NOW)
    assert "202" not in str(note.before).replace(note.before[f"day:{LOGIN}"], "")


@pytest.mark.parametrize("trigger", [Trigger.CUSTOMER_RELATIONSHIP_END, Trigger.CONTRACT_END])
@pytest.mark.parametrize("of_whom", ["kept", "gone"])
def test_retention_never_proposes_whoever_is_a_customer_on_either_card(
    kept_by, officer, of_whom, trigger
):
    a_rule_of(kept_by.register, (trigger, 2, Unit.YEAR))
    former = make.a_person(
        kept_by, relationship=FORMER, relationship_ended_on=MIDDLE, contract_ends_on=MIDDLE
    )
    customer = make.a_person(kept_by, relationship=CUSTOMER)
    assert said(plan_for(date(2040, 1, 1))) == ["person erase"]
    pair = (customer, former) if of_whom == "kept" else (former, customer)
    merging.merge(*pair, by=officer, now=NOW)
    assert said(plan_for(date(2040, 1, 2))) == []


def test_merges_are_undone_from_the_last(kept_by, officer):
    kept = make.a_person(kept_by, relationship=NONE)
    prospect = make.a_person(kept_by, relationship=PROSPECT)
    customer = make.a_person(kept_by, relationship=CUSTOMER)
    cards = (kept, prospect, customer)
    before = state(*cards)
    first = merging.merge(kept, prospect, by=officer, now=NOW)
    second = merging.merge(kept, customer, by=officer, now=NOW)
    with pytest.raises(Refusal):
        merging.undo(first, by=officer, now=NOW)
    for note in (second, first):
        merging.undo(note, by=officer, now=NOW)
    assert state(*cards) == before


def test_a_merge_under_another_is_not_taken_apart(kept_by, officer):
    first, second, third = (make.a_person(kept_by) for _number in range(3))
    make.an_interaction(first)
    inner = merging.merge(second, first, by=officer, now=NOW)
    outer = merging.merge(third, second, by=officer, now=NOW)
    with pytest.raises(Refusal):
        merging.undo(inner, by=officer, now=NOW)
    for note in (outer, inner):
        merging.undo(note, by=officer, now=NOW)
    assert first.interactions.count() == 1


def test_a_customer_number_changed_since_stays_where_it_is(kept_by, officer):
    kept, gone = two(kept_by)
    DataSubject.objects.filter(pk=gone.pk).update(customer_number="4711")
    note = merging.merge(kept, gone, by=officer, now=NOW)
    DataSubject.objects.filter(pk=kept.pk).update(customer_number="4712")
    merging.undo(note, by=officer, now=NOW)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.customer_number, gone.customer_number) == ("4712", "")


def test_a_code_sealed_anew_since_the_merge_goes_back_to_its_card(kept_by, officer, settings):
    settings.IDENTITY_CODE_TEMPORARY = True
    make.an_identity_code_item(kept_by.register)
    kept, gone = two(kept_by)
    identity_codes.record(gone, "010190-900P", by=journal.COMMAND)
    gone.refresh_from_db()
    note = merging.merge(kept, gone, by=officer, now=NOW)
    DataSubject.objects.filter(pk=kept.pk).update(identity_code="sealed under newer keys")
    merging.undo(note, by=officer, now=NOW)
    kept.refresh_from_db()
    assert (kept.identity_code, kept.identity_code_hash) == ("", "")


def test_whom_the_absorbed_one_is_not_the_survivor_is_not_either(kept_by, officer):
    kept, gone = two(kept_by)
    stranger = make.a_person(kept_by)
    for person in (kept, gone, stranger):
        make.a_contact_point(person, "perhe@satumaa.example")
    duplicates.not_the_same(gone, stranger, by=officer)
    before = state(kept, gone, stranger)
    assert set(pairs()) == {(kept.pk, gone.pk), (kept.pk, stranger.pk)}
    note = merging.merge(kept, gone, by=officer, now=NOW)
    assert pairs() == {}
    merging.undo(note, by=officer, now=NOW)
    assert set(pairs()) == {(kept.pk, gone.pk), (kept.pk, stranger.pk)}
    assert state(kept, gone, stranger) == before


def test_cards_that_cannot_be_one_are_refused(kept_by, officer, settings):
    settings.IDENTITY_CODE_TEMPORARY = True
    make.an_identity_code_item(kept_by.register)
    elsewhere = make.a_membership(controller=make.a_controller("toinen", name="Toinen Oy"))
    first, second = two(kept_by, relationship=Relationship.PROSPECT)
    third = make.a_person(kept_by)
    identity_codes.record(first, "010190-900P", by=journal.COMMAND)
    identity_codes.record(third, "010594Y9032", by=journal.COMMAND)
    for one, other in (
        (first, first),
        (first, make.a_person(elsewhere)),
        (first, third),
    ):
        with pytest.raises(Refusal):
            merging.merge(one, other, by=officer, now=NOW)
    merging.merge(first, second, by=officer, now=NOW)
    with pytest.raises(Refusal):
        merging.merge(third, second, by=officer, now=NOW)
    assert Merge.objects.count() == 1


def test_erasing_the_person_erases_both_cards_and_their_notes(cards, officer, kept_by):
    kept, gone = cards
    stranger = make.a_person(kept_by, family_name="Sivullinen")
    duplicates.not_the_same(kept, stranger, by=officer)
    merging.merge(kept, gone, by=officer, now=NOW)
    with transaction.atomic():
        erasure.erase_people([kept.pk], warrant=erasure.Warrant(digest="a" * 64, by=journal.JOB))
    assert list(DataSubject.objects.all()) == [stranger]
    assert not Merge.objects.exists()
    assert not ContactPoint.objects.exists()
