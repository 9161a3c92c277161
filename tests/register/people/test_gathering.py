"""Everything held on one person is gathered: every column of every table that says it is theirs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import identity_codes, merging
from register.enums import DataCategory
from register.gathering import Coded, parts_of
from register.journal import JOB
from register.models import DataSubject
from register.personal_data import declared_models
from tests import factories as make
from tests.whole_people import a_whole_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
NEVER_TOLD = {"register.ImportRow", "register.ImportOutcome", "register.SearchText"}
WITHOUT_DATA = {"register.Merge", "register.NotTheSame", "subjects.Match"}


@pytest.fixture
def person():
    return a_whole_person(make.a_membership(), "3001", "Kokoniemi")


def rows_of(person, key, language="fi"):
    part = next(part for part in parts_of(person, language) if part.key == key)
    return [row.values for row in part.rows()]


def test_every_table_that_holds_something_to_tell_is_a_part(person):
    declared = {model._meta.label for model in declared_models()}
    found = {part.key for part in parts_of(person, "fi")}
    assert declared - found == NEVER_TOLD | WITHOUT_DATA
    assert found - declared >= {"subjects.Request", "subjects.Letter", "subjects.Message"}


def test_each_exported_column_is_there_and_nothing_else(person):
    for part in parts_of(person, "fi"):
        told = {one.name for one in part.columns if one.datum}
        assert told == {one.name for one in part.columns} - {"item", "source"} | (told & {"source"})
        assert all(one.datum.exported for one in part.columns if one.datum)


def test_the_card_is_read_as_it_stands(person):
    (card,) = rows_of(person, "register.DataSubject")
    assert card["family_name"] == "Kokoniemi"
    assert card["customer_number"] == "3001"
    assert card["relationship"] == Coded("former", "former customer")
    assert card["relationship_ended_on"] == date(2020, 8, 9)
    assert card["address_protected"] is False
    assert card["job_title"] is None
    assert "sort_name" not in card
    assert "identity_code_hash" not in card


def test_rows_come_with_what_explains_them(person):
    (attribute,) = rows_of(person, "register.Attribute")
    assert attribute["item"].words
    (disclosure,) = rows_of(person, "register.Disclosure")
    assert disclosure["recipient"].words
    (invoice,) = rows_of(person, "register.Invoice")
    assert invoice["number"] == "L-3001"
    assert isinstance(invoice["total"], Decimal)


def test_a_row_tells_its_categories(person):
    part = next(part for part in parts_of(person, "fi") if part.key == "register.ContactPoint")
    value = next(one for one in part.columns if one.name == "value")
    assert [row.categories_of(value) for row in part.rows()] == [
        {DataCategory.EMAIL},
        {DataCategory.PHONE},
    ]


def test_other_people_are_left_out(person):
    a_whole_person(person.kept_by, "3002", "Muuniemi")
    texts = repr(
        [
            list(part.rows())
            for part in parts_of(person, "fi")
            if part.key != "register.Organisation"
        ]
    )
    assert "3001" in texts
    assert "3002" not in texts
    assert "Muuniemi" not in texts


def test_absorbed_cards_are_the_persons_too(person):
    twin = a_whole_person(person.kept_by, "3003", "Kokoniemi")
    merging.merge(person, twin, by=make.a_user(is_superuser=True), now=NOW)
    assert {card["customer_number"] for card in rows_of(person, "register.DataSubject")} >= {"3001"}
    assert len(rows_of(person, "register.Interaction")) == 2


def test_an_identity_code_is_masked_unless_it_is_shown(person):
    make.an_identity_code_item(person.kept_by.register)
    identity_codes.record(person, "010190-900P", by=JOB)
    person = DataSubject.objects.get(pk=person.pk)
    (card,) = rows_of(person, "register.DataSubject")
    assert card["identity_code"] == "010190-****"
    parts = parts_of(person, "fi", show_code=lambda _card: "shown")
    card = next(part for part in parts if part.key == "register.DataSubject")
    assert next(card.rows()).values["identity_code"] == "shown"


def statements(person):
    with CaptureQueriesContext(connection) as asked:
        for part in parts_of(person, "fi"):
            for _row in part.rows():
                pass
    return len(asked)


def test_more_rows_ask_no_more_questions(person):
    with_one = statements(person)
    for number in range(40):
        make.an_interaction(person, summary=f"Soitto {number}")
        make.an_order(person, f"T-9{number}", content="Lamppu")
    assert statements(person) == with_one
    assert len(rows_of(person, "register.Interaction")) == 41
