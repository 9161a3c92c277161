"""Tables of files and what becomes of their rows: beside the people whom the register holds."""

from datetime import UTC, date, datetime

import pytest

from register import suppressions
from register.enums import DataCategory, SuppressedKind, SuppressionReason
from register.models import (
    Attribute,
    ContactPoint,
    DataSubject,
    ImportOutcome,
    ImportRow,
    JournalEntry,
    MarketingBan,
    Organisation,
    SearchText,
    SuppressedIdentifier,
)
from tests.factories import (
    a_contact_point,
    a_data_item,
    a_membership,
    a_person,
    an_identity_code_item,
    an_organisation,
)
from tests.register.people.importing import a_file, outcomes, work_on

pytestmark = pytest.mark.django_db
PEOPLE = "Asiakasnumero;Sukunimi;Etunimi;Sähköposti;Puhelin\n"
RELATIONSHIPS = "Asiakasnumero;Sukunimi;Asiakassuhde;Asiakkuus alkoi;Asiakkuus päättyi\n"
ADDRESSES = "Asiakasnumero;Sukunimi;Osoite;Postinumero;Postitoimipaikka;Maa\n"
FIRMS = "Asiakasnumero;Sukunimi;Yritys;Y-tunnus\n"


@pytest.fixture
def kept_by():
    return a_membership()


@pytest.fixture
def work(kept_by, tmp_path):
    return lambda text, **told: work_on(kept_by, a_file(tmp_path, text), **told)


def known(kept_by, number="1", **values):
    values = {"family_name": "Keksitty", "given_names": "Aino Maria", **values}
    person = a_person(kept_by, customer_number=number, **values)
    a_contact_point(person, "aino@kuvitelma.example")
    return person


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("7;Satunen;Eino;eino@kuvitelma.example;040 1234567", "new"),
        ("1;Keksitty;Aino Maria;AINO@kuvitelma.example;", "unchanged"),
        ("1;;;;", "unchanged"),  # nothing filled gives way to nothing
        ("1;Haave;;aino@toinen.example;", ["family_name", "email"]),
        (";Haave;Aino;aino@kuvitelma.example;", ["family_name", "given_names"]),  # has married
        ("9;Keksitty;Aino;aino@kuvitelma.example;", {("Asiakasnumero", "other_number")}),
        (";Keksitty;Eino;aino@kuvitelma.example;", {("Sähköposti", "other_name")}),
    ],
)
def test_a_row_is_matched_by_number_else_by_address(kept_by, work, row, outcome):
    known(kept_by)
    assert outcomes(work(PEOPLE + row).run) == {2: outcome}


def test_an_address_of_several_people_tells_nobody(kept_by, work):
    known(kept_by, "1")
    known(kept_by, "2")
    row = ";Keksitty;Aino;aino@kuvitelma.example;"
    assert outcomes(work(PEOPLE + row).run) == {2: {("Sähköposti", "email_of_several")}}


def test_a_file_that_repeats_somebody_is_told_where(work):
    rows = (
        "5;A;B;;\n5;A;B;;\n;C;D;c@k.example;\n;C;D;c@k.example;\n"
        "6;E;F;e@k.example;\n;E;F;e@k.example;\n7;G;H;e@k.example;"
    )
    assert outcomes(work(PEOPLE + rows).run) == {
        2: "new",
        3: {("Asiakasnumero", "number_twice")},
        4: "new",
        5: {("Sähköposti", "email_twice")},
        6: "new",
        7: {("Sähköposti", "email_twice")},
        8: "new",
    }


def test_two_rows_about_one_person(kept_by, work):
    known(kept_by)
    rows = "1;Keksitty;Aino Maria;;\n;Keksitty;Aino;aino@kuvitelma.example;"
    assert outcomes(work(PEOPLE + rows).run) == {2: "unchanged", 3: {("", "person_twice")}}


def test_what_changes_is_written_found_and_journalled(kept_by, work):
    person = known(kept_by)
    done = work(PEOPLE + "1;Haave;;aino@toinen.example;040 123 4567")
    done.write()
    person.refresh_from_db()
    assert (person.family_name, person.given_names) == ("Haave", "Aino Maria")
    assert person.sort_name == "haave aino maria"
    assert sorted(person.contact_points.values_list("normalised", flat=True)) == [
        "+358401234567",
        "aino@kuvitelma.example",
        "aino@toinen.example",
    ]
    entry = JournalEntry.objects.get(uuid=person.uuid)
    assert entry.detail["columns"] == ["family_name", "email", "phone"]
    assert "haave" in SearchText.objects.get(pk=person.pk).words
    assert not ImportRow.objects.exists()
    assert not ImportOutcome.objects.exists()


def test_restricted_people_are_reported_and_left_as_they_are(kept_by, work):
    person = known(kept_by)
    DataSubject.objects.filter(pk=person.pk).update(restricted_at=datetime(2026, 1, 1, tzinfo=UTC))
    done = work(PEOPLE + "1;Haave;Aino;;")
    assert outcomes(done.run) == {2: {("", "restricted")}}
    done.write()
    person.refresh_from_db()
    assert (person.family_name, done.run.suppressed) == ("Keksitty", 1)


def test_an_absorbed_card_stands_for_the_one_that_absorbed_it(kept_by, work):
    person = known(kept_by)
    a_person(kept_by, customer_number="2", merged_into=person)
    done = work(PEOPLE + "2;Keksitty;Aino Maria;;050 1234567")
    assert outcomes(done.run) == {2: ["phone"]}
    done.write()
    person.refresh_from_db()
    assert person.customer_number == "1"


def test_nobody_comes_back_by_accident_whose_data_were_erased(kept_by, work):
    for kind, spelt in (
        (SuppressedKind.EMAIL, "aino@kuvitelma.example"),
        (SuppressedKind.CUSTOMER_NUMBER, "1"),
    ):
        SuppressedIdentifier.objects.create(
            kept_by=kept_by,
            kind=kind,
            hash=suppressions.hash_of(kind, spelt),
            reason=SuppressionReason.ERASURE_REQUEST,
            since=date(2026, 1, 1),
        )
    rows = ";Keksitty;Aino;aino@kuvitelma.example;\n1;Toinen;Nimi;;\n4;Uusi;Nimi;;"
    done = work(PEOPLE + rows)
    assert outcomes(done.run) == {
        2: {("", "erased_on_request")},
        3: {("", "erased_on_request")},
        4: "new",
    }
    done.write()
    assert DataSubject.objects.get().customer_number == "4"


def test_a_ban_comes_back_with_its_bearer(kept_by, work):
    SuppressedIdentifier.objects.create(
        kept_by=kept_by,
        kind=SuppressedKind.EMAIL,
        hash=suppressions.hash_of(SuppressedKind.EMAIL, "aino@kuvitelma.example"),
        reason=SuppressionReason.MARKETING_BAN,
        channel="email",
        scope="own",
        since=date(2025, 1, 1),
    )
    work(PEOPLE + "1;Keksitty;Aino;aino@kuvitelma.example;").write()
    assert list(MarketingBan.objects.values_list("channel", "scope")) == [("email", "own")]


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("1;A;Katu 1;00100;Helsinki;", "new"),
        ("2;B;Katu 1;;Helsinki;", {("Osoite", "address")}),
        ("3;C;Katu 1;100;Helsinki;", {("Postinumero", "postal_code")}),
        ("4;D;Gata 1;12345;Stockholm;Ruotsi", "new"),
    ],
)
def test_an_address_is_whole(work, row, outcome):
    assert outcomes(work(ADDRESSES + row).run) == {2: outcome}


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("1;A;;1.1.2020;1.1.2021", "new"),
        ("2;B;asiakas;;1.1.2021", {("Asiakkuus päättyi", "not_ended")}),
        ("3;C;;1.1.2022;1.1.2021", {("Asiakkuus päättyi", "ends_first")}),
        ("4;D;;;1.1.2030", {("Asiakkuus päättyi", "future")}),
    ],
)
def test_a_relationship_begins_before_it_ends(work, row, outcome):
    assert outcomes(work(RELATIONSHIPS + row).run) == {2: outcome}


def test_a_relationship_that_has_ended_is_not_begun_again_by_a_file(kept_by, work):
    ended = {"relationship": "former", "relationship_ended_on": date(2024, 1, 1)}
    a_person(kept_by, customer_number="1", **ended)
    row = "1;Tarulainen;asiakas;;"
    assert outcomes(work(RELATIONSHIPS + row).run) == {2: {("Asiakassuhde", "not_ended")}}


def test_organisations_are_found_by_number_else_by_a_name_that_one_has(kept_by, work):
    an_organisation(kept_by, name="Sama Oy")
    an_organisation(kept_by, name="Sama Oy", business_id="1234567-1")
    rows = "1;A;Sama Oy;\n2;B;Sama Oy;1234567-1\n3;C;Uusi Oy;\n4;D;uusi oy;\n5;E;;1234567-1"
    done = work(FIRMS + rows)
    assert outcomes(done.run) == {
        2: {("Yritys", "organisations")},
        3: "new",
        4: "new",
        5: "new",
        6: {("Y-tunnus", "no_organisation")},
    }
    done.write()
    assert Organisation.objects.count() == 3
    assert set(DataSubject.objects.values_list("kind", flat=True)) == {"contact_person"}


def test_a_column_can_be_bound_to_a_declared_data_item(kept_by, work):
    a_data_item(kept_by.register, DataCategory.OTHER, key="koko")
    text = "Asiakasnumero;Sukunimi;Kengänkoko\n1;A;42"
    work(text, told_columns={"kengankoko": "item:koko"}).write()
    assert Attribute.objects.get().value == "42"


def test_a_ban_in_a_column_is_recorded_and_its_absence_lifts_none(work):
    work("Asiakasnumero;Sukunimi;Sähköpostikielto\n1;A;kyllä\n2;B;ei").write()
    assert set(MarketingBan.objects.values_list("channel", flat=True)) == {"email"}


def test_an_identity_code_is_stored_encrypted(kept_by, work):
    an_identity_code_item(kept_by.register)
    done = work("Asiakasnumero;Sukunimi;Henkilötunnus\n1;A;131052-308T\n2;B;131052-308U")
    assert outcomes(done.run) == {2: "new", 3: {("Henkilötunnus", "identity_code")}}
    done.write()
    person = DataSubject.objects.get()
    assert person.identity_code_hash
    assert "131052" not in person.identity_code


def test_contacts_in_the_file_are_added_and_none_is_taken_away(kept_by, work):
    person = known(kept_by)
    work(PEOPLE + "1;;;uusi@kuvitelma.example;").write()
    assert ContactPoint.objects.filter(subject=person).count() == 2
