"""Tables of files and what becomes of their rows: beside the people whom the register holds."""

from datetime import UTC, date, datetime

import pytest

from register import suppressions
from register.enums import DataCategory, SuppressedKind, SuppressionReason
from register.groups import Group
from register.models import (
    Attribute,
    ContactPoint,
    DataSubject,
    Import,
    ImportOutcome,
    ImportRow,
    JournalEntry,
    MarketingBan,
    Organisation,
    SearchText,
    SubjectAddress,
    SuppressedIdentifier,
)
from register.models.imports import Reason
from tests.factories import (
    a_contact_point,
    a_data_item,
    a_home_address,
    a_membership,
    a_person,
    a_user,
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


def forbidden_by(kept_by, spelt="aino@kuvitelma.example", kind=SuppressedKind.EMAIL):
    """Somebody who could be reached here has said no, and is gone."""
    SuppressedIdentifier.objects.create(
        kept_by=kept_by,
        kind=kind,
        hash=suppressions.hash_of(kind, spelt),
        reason=SuppressionReason.MARKETING_BAN,
        channel="email" if kind == SuppressedKind.EMAIL else "post",
        scope="own",
        since=date(2025, 1, 1),
    )


def acts_on(person):
    entries = JournalEntry.objects.filter(uuid=person.uuid).order_by("pk")
    return list(entries.values_list("act", "actor_kind", "occasion"))


def test_a_ban_comes_back_with_its_bearer(kept_by, work):
    forbidden_by(kept_by)
    work(PEOPLE + "1;Keksitty;Aino;aino@kuvitelma.example;\n2;Haave;Eino;;").write()
    assert list(MarketingBan.objects.values_list("channel", "scope")) == [("email", "own")]
    person = DataSubject.objects.get(customer_number="1")
    assert sorted(acts_on(person)) == [
        ("banned", "job", "marketing"),
        ("imported", "command", ""),
    ]


def test_a_ban_comes_to_an_older_card_with_what_the_file_adds_to_it(kept_by, work):
    """As when the address is written on the card by hand; a name is part of a postal address."""
    forbidden_by(kept_by, "uusi@kuvitelma.example")
    forbidden_by(kept_by, "keksitty eino|katu 1 00100 helsinki", SuppressedKind.POSTAL_ADDRESS)
    aino, eino = known(kept_by, "1"), a_person(kept_by, customer_number="2", family_name="Keksitty")
    DataSubject.objects.filter(pk=eino.pk).update(given_names="Eino", sort_name="keksitty eino")
    work(PEOPLE + "1;;;uusi@kuvitelma.example;").write()
    work("Asiakasnumero;Osoite;Postinumero;Postitoimipaikka\n2;Katu 1;00100;Helsinki").write()
    assert set(MarketingBan.objects.values_list("subject", "channel", "scope")) == {
        (aino.pk, "email", "own"),
        (eino.pk, "post", "own"),
    }
    assert ("banned", "job", "marketing") in acts_on(aino)


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


def test_a_relationship_that_ends_after_the_look_leaves_the_row_out(kept_by, work):
    """The card refuses what would contradict its days: the other rows come in all the same."""
    person = a_person(kept_by, customer_number="1", family_name="Haave")
    done = work(RELATIONSHIPS + "1;Unelma;asiakas;1.1.2025;\n2;Satunen;;;")
    assert outcomes(done.run) == {2: ["family_name", "relationship_started_on"], 3: "new"}
    ended = {"relationship": "former", "relationship_ended_on": date(2024, 6, 1)}
    DataSubject.objects.filter(pk=person.pk).update(**ended)
    done.write()
    person.refresh_from_db()
    assert (person.family_name, done.run.new, done.run.bad) == ("Haave", 1, 1)
    faults = set(done.run.faults.values_list("number", "column", "reason"))
    assert faults == {(2, "Asiakkuus päättyi", "ends_first")}


def test_a_number_given_after_the_look_is_not_overwritten(kept_by, work):
    person = known(kept_by, "")
    done = work(PEOPLE + "7;Haave;Aino;aino@kuvitelma.example;")
    DataSubject.objects.filter(pk=person.pk).update(customer_number="8")
    done.write()
    person.refresh_from_db()
    assert (person.customer_number, person.family_name) == ("8", "Keksitty")
    faults = set(done.run.faults.values_list("column", "reason"))
    assert faults == {("Asiakasnumero", "other_number")}


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


@pytest.mark.parametrize(
    ("group", "sent", "outcome", "street"),
    [
        (Group.STAFF, "Katu 2", {("", "protected")}, "Salakuja 1"),
        (Group.STAFF, "Salakuja 1", {("", "protected")}, "Salakuja 1"),
        (Group.COMPLIANCE_OFFICER, "Katu 2", ["address"], "Katu 2"),
        (Group.COMPLIANCE_OFFICER, "Salakuja 1", "unchanged", "Salakuja 1"),
    ],
)
def test_a_protected_address_is_compared_only_by_who_may_see_it(
    kept_by, work, group, sent, outcome, street
):
    person = a_person(kept_by, customer_number="1", address_protected=True)
    a_home_address(person, street="Salakuja 1", postal_code="00100", town="Helsinki")
    done = work(ADDRESSES + f"1;;{sent};00100;Helsinki;")
    Import.objects.update(by=a_user(group))
    done.run.refresh_from_db()
    done.check()
    assert outcomes(done.run) == {2: outcome}
    done.write()
    assert SubjectAddress.objects.get().street == street


def test_an_address_protected_after_the_look_is_not_overwritten(kept_by, work):
    person = a_person(kept_by, customer_number="1")
    a_home_address(person, street="Salakuja 1")
    done = work(ADDRESSES + "1;;Katu 2;00100;Helsinki;")
    Import.objects.update(by=a_user(Group.STAFF))
    done.run.refresh_from_db()
    DataSubject.objects.update(address_protected=True)
    done.write()
    assert SubjectAddress.objects.get().street == "Salakuja 1"
    assert set(done.run.faults.values_list("reason", flat=True)) == {"meanwhile"}


def test_why_a_card_keeps_out_a_row_is_not_told():
    assert Reason.RESTRICTED.label == Reason.PROTECTED.label


def test_a_column_can_be_bound_to_a_declared_data_item(kept_by, work):
    a_data_item(kept_by.register, DataCategory.OTHER, key="koko")
    text = "Asiakasnumero;Sukunimi;Kengänkoko\n1;A;42"
    work(text, told_columns={"kengankoko": "item:koko"}).write()
    assert Attribute.objects.get().value == "42"


EMAIL_BANS = "Asiakasnumero;Sukunimi;Etunimi;Sähköposti;Sähköpostikielto\n"


def restrict(person):
    DataSubject.objects.filter(pk=person.pk).update(restricted_at=datetime(2026, 1, 1, tzinfo=UTC))


def banned():
    return set(MarketingBan.objects.values_list("subject__customer_number", "channel"))


def test_a_ban_in_a_column_is_recorded_and_its_absence_lifts_none(work):
    work(EMAIL_BANS + "1;A;;;kyllä\n2;B;;;ei").write()
    assert set(MarketingBan.objects.values_list("channel", flat=True)) == {"email"}
    work(EMAIL_BANS + "1;A;;;ei").write()
    assert banned() == {("1", "email")}
    assert sorted(acts_on(DataSubject.objects.get(customer_number="1"))) == [
        ("banned", "command", "marketing"),
        ("imported", "command", ""),
    ]


@pytest.mark.parametrize("is_known_when_checked", [True, False])
def test_a_ban_is_recorded_though_the_card_keeps_out_the_row(kept_by, work, is_known_when_checked):
    """Art. 21(3): it is never refused. Of the rest of the row, nothing comes in (Art. 18)."""
    person = known(kept_by)
    if is_known_when_checked:
        restrict(person)
    done = work(EMAIL_BANS + "1;Haave;Aino;uusi@kuvitelma.example;kyllä")
    restrict(person)
    done.write()
    person.refresh_from_db()
    assert (person.family_name, person.contact_points.count()) == ("Keksitty", 1)
    assert banned() == {("1", "email")}
    assert acts_on(person) == [("banned", "command", "marketing")]


def test_a_ban_is_nobodys_where_the_row_may_mean_another(kept_by, work):
    restrict(known(kept_by))
    done = work(EMAIL_BANS + ";Keksitty;Eino;aino@kuvitelma.example;kyllä")
    assert outcomes(done.run) == {2: {("", "restricted")}}
    done.write()
    assert banned() == set()


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
