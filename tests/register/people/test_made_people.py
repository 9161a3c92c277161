"""Invented people in bulk: the same for a seed on either database, and never by mistake."""

from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command

from register import made_people, search
from register.enums import ContactPointKind
from register.models import (
    ContactPoint,
    DataSubject,
    Interaction,
    Invoice,
    JournalEntry,
    MarketingBan,
    Organisation,
    Register,
    SearchText,
    SubjectAddress,
)
from register.spellings import folded, normalised_contact
from tests import factories as make

pytestmark = pytest.mark.django_db

# Of the first 2,000 people of seed 7; the same text on both databases.
KNOWN = "e43aa64ce88b5bc5"


def made(count=2_000, seed=7, **options):
    call_command("make_people", count, seed=seed, **options)


def as_text() -> str:
    """What was made, without ids, uuids and the moment of making."""
    people = DataSubject.objects.order_by("customer_number").values_list(
        *("customer_number", "kind", "family_name", "given_names", "sort_name", "language"),
        *("organisation__name", "relationship", "relationship_started_on", "address_protected"),
        *("kept_by__controller__name", "addresses__normalised", "invoices__number"),
        *("invoices__issued_on", "invoices__due_on", "invoices__total"),
    )
    points = ContactPoint.objects.order_by("subject__customer_number", "kind")
    contacts = Interaction.objects.order_by("subject__customer_number", "at", "channel")
    bans = MarketingBan.objects.order_by("subject__customer_number")
    tables = [
        people,
        points.values_list("subject__customer_number", "kind", "value"),
        contacts.values_list("subject__customer_number", "at", "channel"),
        bans.values_list("subject__customer_number", "channel", "given_at"),
    ]
    return "\n".join(";".join(map(str, row)) for table in tables for row in table)


def digest() -> str:
    return sha256(as_text().encode()).hexdigest()[:16]


def test_a_seed_makes_the_same_people_on_either_database():
    made()
    assert (DataSubject.objects.count(), Interaction.objects.count()) == (2_000, 4_000)
    assert (Invoice.objects.count(), SubjectAddress.objects.count()) == (2_000, 2_000)
    assert Organisation.objects.count() == 100
    assert digest() == KNOWN


def test_another_seed_makes_others():
    made(40)
    first = as_text()
    made(40, seed=8, beside=40, register="keksityt")
    assert len(as_text()) > len(first)
    names = DataSubject.objects.order_by("customer_number").values_list("sort_name", flat=True)
    assert list(names[:40]) != list(names[40:])


def test_what_is_made_in_two_goes_is_what_one_makes(monkeypatch):
    monkeypatch.setattr(made_people, "PORTION", 20)
    made(100)
    together = as_text()
    DataSubject.objects.update(customer_number="")  # out of the way of the next ones
    Invoice.objects.all().delete()
    call_command("make_people", 40, seed=7, beside=100)
    call_command("make_people", 60, seed=7, beside=140)
    again = [line for line in as_text().splitlines() if line.startswith("M-")]
    assert again == [line for line in together.splitlines() if line.startswith("M-")]


def test_they_are_found_journalled_and_spelled_as_if_somebody_had_written_them_down():
    made(60)
    people = list(DataSubject.objects.select_related("organisation"))
    assert SearchText.objects.count() == 60
    assert {one.act for one in JournalEntry.objects.all()} == {"created"}
    assert JournalEntry.objects.count() == 60
    for person in people:
        assert person.sort_name == folded(f"{person.family_name} {person.given_names}")
        person.check_own_columns()
        assert search.find(DataSubject.objects.all(), person.customer_number).ids == [person.pk]
        if person.organisation:
            assert person.organisation.kept_by_id == person.kept_by_id
    for point in ContactPoint.objects.all():
        assert point.normalised == normalised_contact(point.kind, point.value)
    for home in SubjectAddress.objects.all():
        assert home.normalised == folded(f"{home.street} {home.postal_code} {home.town}")
    for firm in Organisation.objects.all():
        assert firm.sort_name == folded(firm.name)


def test_nobody_can_be_reached_by_mistake():
    made(60)
    for point in ContactPoint.objects.all():
        safe = {
            ContactPointKind.EMAIL: point.value.endswith("@asiakas.example"),
            ContactPointKind.PHONE: point.value.startswith("020 000 "),
        }
        assert safe[ContactPointKind(point.kind)], point.pk


# Mistakes of an operator


@pytest.mark.parametrize("beside", [{}, {"beside": 1}, {"beside": 3}])
def test_a_database_with_people_is_left_alone_unless_one_knows_how_many_they_are(beside):
    make.a_person(), make.a_person(family_name="Toinen")
    with pytest.raises(CommandError, match="There are people in this database: 2"):
        made(20, **beside)
    assert DataSubject.objects.count() == 2
    assert not Register.objects.filter(slug="keksityt").exists()


def test_whoever_knows_may_make_more():
    make.a_person()
    made(20, beside=1)
    assert DataSubject.objects.filter(kept_by__register__slug="keksityt").count() == 20


def test_they_go_where_one_says_and_nobody_else_gets_their_numbers():
    place = make.a_membership()
    made(20, register=place.register.slug, controller=place.controller.key)
    assert DataSubject.objects.filter(kept_by=place).count() == 20
    after = make.a_person(place)
    assert after.pk > max(DataSubject.objects.exclude(pk=after.pk).values_list("pk", flat=True))
    make.an_organisation(place)


@pytest.mark.parametrize(
    "options",
    [{"register": "eiole"}, {"controller": "eiole"}, {"register": "asiakkaat", "controller": "x"}],
)
def test_a_wrong_place_is_told_and_nobody_is_made(options):
    make.a_membership()
    with pytest.raises(CommandError):
        made(20, **options)
    assert not DataSubject.objects.exists()


def test_none_is_no_number_of_people():
    with pytest.raises(CommandError):
        made(0)
