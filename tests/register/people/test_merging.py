"""Duplicates are proposed with the reason, merged by a person, and taken apart again whole."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from register import duplicates, erasure, identity_codes, journal, merging
from register.duplicates import Likeness
from register.enums import ContactPointKind, KeyDateKind, MarketingChannel, Relationship
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
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


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
