"""The one door for erasing: who must go goes, whole, and who must stay stands beside untouched."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from register import erasure, journal
from register.enums import (
    DataCategory,
    KeyDateKind,
    Relationship,
    SuppressedKind,
    SuppressionReason,
)
from register.erasure import Unwarranted, Warrant
from register.merging import merge
from register.models import (
    Act,
    Attribute,
    ContactPoint,
    DataSubject,
    Interaction,
    Invoice,
    JournalEntry,
    KeyDate,
    MarketingBan,
    Merge,
    NotTheSame,
    Order,
    SearchText,
    SubjectAddress,
    SuppressedIdentifier,
)
from register.spellings import folded
from register.suppressions import forget_ended, hash_of, suppress, suppressed
from tests import factories as make
from tests.whole_people import a_whole_person, everything_of

pytestmark = pytest.mark.django_db

WARRANT = Warrant(digest="a" * 64, by=journal.JOB, reference="plan-1")
C = DataCategory


@pytest.fixture
def kept_by():
    return make.a_membership()


@pytest.fixture
def goes(kept_by):
    return a_whole_person(kept_by, "7001", "Katoavainen")


@pytest.fixture
def stays(kept_by):
    return a_whole_person(kept_by, "7002", "Pysyväinen")


def erase(people, **options):
    with transaction.atomic():
        return erasure.erase_people([person.pk for person in people], warrant=WARRANT, **options)


def test_a_whole_person_goes_and_the_neighbour_stays_as_he_was(goes, stays):
    before = everything_of(stays)
    erase([goes])
    assert everything_of(stays) == before
    assert not any(everything_of(goes).values())


def test_a_voucher_outlives_its_person_with_the_buyer_as_printed(goes):
    erase([goes])
    voucher = Invoice.objects.get(number="L-7001")
    assert (voucher.subject, voucher.buyer_name) == (None, "Kalle Johannes Katoavainen")


def test_every_row_that_went_is_counted(goes):
    counts = erase([goes])
    assert counts == {
        "register.Attribute": 1,
        "register.Consent": 1,
        "register.ContactPoint": 2,
        "register.DataSubject": 1,
        "register.Disclosure": 1,
        "register.Interaction": 1,
        "register.KeyDate": 1,
        "register.MarketingBan": 1,
        "register.Order": 1,
        "register.SubjectAddress": 1,
        "register.SubjectRole": 1,
    }


def test_the_journal_tells_that_it_happened_and_of_whom_only_the_uuid(goes):
    erase([goes])
    entry = JournalEntry.objects.get(act=Act.ERASED)
    assert (entry.uuid, entry.reference, entry.occasion) == (goes.uuid, "plan-1", "retention")


def test_an_absorbed_card_goes_with_the_one_that_stands(goes, stays, kept_by):
    absorbed = make.a_person(kept_by, family_name="Kaksonen")
    DataSubject.objects.filter(pk=absorbed.pk).update(merged_into=goes)
    erase([goes])
    assert list(DataSubject.objects.values_list("pk", flat=True)) == [stays.pk]


def test_erasing_twice_is_erasing_once(goes, stays):
    erase([goes])
    assert erase([goes]) == {}
    assert JournalEntry.objects.filter(act=Act.ERASED).count() == 1


def test_a_category_goes_and_the_others_stay(goes):
    with transaction.atomic():
        erasure.erase_categories([goes.pk], {C.PHONE, C.POSTAL_ADDRESS}, warrant=WARRANT)
    assert [point.kind for point in ContactPoint.objects.filter(subject=goes)] == ["email"]
    assert not SubjectAddress.objects.filter(subject=goes).exists()
    goes.refresh_from_db()
    assert goes.family_name == "Katoavainen"
    assert "0401234567" not in SearchText.objects.get(subject=goes).words


def test_a_name_is_blanked_with_what_follows_from_it(goes):
    with transaction.atomic():
        erasure.erase_categories([goes.pk], {C.NAME}, warrant=WARRANT)
    goes.refresh_from_db()
    assert (goes.family_name, goes.given_names, goes.sort_name) == ("", "", "")
    assert goes.customer_number == "7001"
    assert "katoavainen" not in SearchText.objects.get(subject=goes).words


def test_a_day_keeps_its_year_only(goes):
    with transaction.atomic():
        erasure.erase_categories([goes.pk], {C.RELATIONSHIP}, warrant=WARRANT)
    goes.refresh_from_db()
    assert goes.relationship == Relationship.FORMER
    assert goes.relationship_started_on == date(2015, 1, 1)
    assert goes.relationship_ended_on == date(2020, 1, 1)


def test_key_dates_go_by_what_they_are(goes):
    make.a_key_date(goes, date(1980, 2, 29), kind=KeyDateKind.BIRTH)
    with transaction.atomic():
        erasure.erase_categories([goes.pk], {C.TECHNICAL_LOG}, warrant=WARRANT)
    assert [row.kind for row in KeyDate.objects.filter(subject=goes)] == [KeyDateKind.BIRTH]


def test_a_datum_of_two_categories_goes_when_both_do(goes):
    item = Attribute.objects.get(subject=goes).item
    item.categories.all().delete()
    for category in (C.CREDIT_INFO, C.DEBT):
        item.categories.create(category=category)
    with transaction.atomic():
        erasure.erase_categories([goes.pk], {C.DEBT}, warrant=WARRANT)
    assert Attribute.objects.filter(subject=goes).exists()
    with transaction.atomic():
        erasure.erase_categories([goes.pk], {C.DEBT, C.CREDIT_INFO}, warrant=WARRANT)
    assert not Attribute.objects.filter(subject=goes).exists()


def test_what_was_said_of_whom_stays_while_the_person_does(goes, stays, kept_by):
    absorbed = make.a_person(kept_by, family_name="Katoavainen")
    merge(goes, absorbed, by=make.a_user(), now=timezone.now())
    now, by = timezone.now(), make.a_user()
    NotTheSame.objects.create(first=goes, second=stays, found_at=now, found_by=by)
    with transaction.atomic():
        erasure.erase_categories([goes.pk], {C.EMAIL}, warrant=WARRANT)
    assert Merge.objects.exists()
    assert NotTheSame.objects.exists()


def banned(kept_by):
    return SuppressedIdentifier.objects.filter(
        kept_by=kept_by, reason=SuppressionReason.MARKETING_BAN
    ).exists()


def test_a_ban_in_force_outlives_its_row(goes, kept_by):
    SuppressedIdentifier.objects.all().delete()
    ban = MarketingBan.objects.filter(subject=goes, lifted_at=None).first()
    with transaction.atomic():
        erasure.erase_rows(MarketingBan, [ban.pk], warrant=WARRANT)
    assert banned(kept_by)


def test_what_nobody_is_reached_by_goes_without_a_word_of_bans(goes, kept_by):
    SuppressedIdentifier.objects.all().delete()
    with transaction.atomic():
        erasure.erase_categories([goes.pk], {C.LANGUAGE}, warrant=WARRANT)
    assert not banned(kept_by)


def test_what_is_of_no_known_category_is_kept(goes):
    Attribute.objects.get(subject=goes).item.categories.all().delete()
    with transaction.atomic():
        erasure.erase_categories([goes.pk], set(C), warrant=WARRANT)
    assert Attribute.objects.filter(subject=goes).exists()


def test_single_rows_go(goes):
    keep = make.an_interaction(goes, at=datetime(2026, 5, 1, 9, 0, tzinfo=UTC))
    old = Interaction.objects.exclude(pk=keep.pk).get()
    with transaction.atomic():
        counts = erasure.erase_rows(Interaction, [old.pk], warrant=WARRANT)
    assert counts == {"register.Interaction": 1}
    assert list(Interaction.objects.all()) == [keep]


def test_nobody_is_found_by_a_single_address_that_went(goes):
    mail = ContactPoint.objects.get(subject=goes, kind="email")
    with transaction.atomic():
        erasure.erase_rows(ContactPoint, [mail.pk], warrant=WARRANT)
    words = SearchText.objects.get(pk=goes.pk).words
    assert mail.normalised not in words
    assert "katoavainen" in words


def test_a_voucher_without_a_person_can_go_too(goes):
    voucher = Invoice.objects.get(subject=goes)
    erase([goes])
    with transaction.atomic():
        erasure.erase_rows(Invoice, [voucher.pk], warrant=WARRANT)
    assert not Invoice.objects.exists()


def test_an_anonymised_order_is_a_figure_and_nobodys(goes):
    order = Order.objects.get(subject=goes)
    with transaction.atomic():
        erasure.erase_rows(Order, [order.pk], warrant=WARRANT, anonymise=True)
    order.refresh_from_db()
    assert (order.subject, order.content, order.number) == (None, "", "T-7001")


def test_an_anonymised_person_leaves_years_and_no_way_back(goes, stays):
    old_uuid, before = goes.uuid, everything_of(stays)
    printed = Invoice.objects.get(number="L-7001").buyer_name
    assert printed
    with transaction.atomic():
        erasure.anonymise_people([goes.pk], warrant=WARRANT)
    goes.refresh_from_db()
    assert goes.uuid != old_uuid
    assert (goes.family_name, goes.customer_number, goes.user_id) == ("", "", "")
    assert goes.relationship_ended_on == date(2020, 1, 1)
    assert not ContactPoint.objects.filter(subject=goes).exists()
    assert Order.objects.get(number="T-7001").subject is None
    voucher = Invoice.objects.get(number="L-7001")  # its own time is not up (Accounting Act 2:10)
    assert (voucher.subject, voucher.buyer_name) == (None, printed)
    assert not SearchText.objects.filter(subject=goes).exists()
    assert everything_of(stays) == before


@pytest.mark.django_db(transaction=True)
def test_the_door_is_shut_outside_a_transaction():
    person = make.a_person()
    with pytest.raises(Unwarranted):
        erasure.erase_people([person.pk], warrant=WARRANT)
    assert DataSubject.objects.filter(pk=person.pk).exists()


def test_the_door_is_shut_without_an_approved_preview(goes):
    with pytest.raises(Unwarranted), transaction.atomic():
        erasure.erase_people([goes.pk], warrant=Warrant(digest="", by=journal.JOB))
    assert DataSubject.objects.filter(pk=goes.pk).exists()


def test_the_number_of_statements_does_not_grow_with_people(kept_by, django_assert_max_num_queries):
    people = [a_whole_person(kept_by, str(8000 + number), "Monilukuinen") for number in range(12)]
    with django_assert_max_num_queries(40):
        erase(people)
    assert not DataSubject.objects.exists()


# What erases, and what repeats that after a restore.
CALLERS = {"retention/replay.py", "retention/run.py"}


def test_nobody_else_comes_through_the_door():
    root = Path(__file__).resolve().parents[2]
    pattern = re.compile(r"^\s*(from register\.erasure import|from register import .*\berasure\b)")
    found = {
        str(file.relative_to(root))
        for app in ("config", "register", "retention", "subjects", "privacy_notices")
        for file in (root / app).rglob("*.py")
        if any(pattern.match(line) for line in file.read_text(encoding="utf-8").splitlines())
    }
    assert found == CALLERS


# The suppression list


def test_who_was_erased_is_recognised_by_any_identifier(goes, kept_by):
    count = suppress(
        [goes.pk], SuppressionReason.RETENTION, since=date(2026, 1, 1), until=date(2026, 2, 5)
    )
    assert count == 4  # customer number, e-mail, phone, name with address
    mail = (
        SuppressedKind.EMAIL,
        hash_of(SuppressedKind.EMAIL, "kalle.7001@satumaa.example"),
    )
    stranger = (SuppressedKind.EMAIL, hash_of(SuppressedKind.EMAIL, "muu@satumaa.example"))
    assert suppressed(kept_by.pk, [mail, stranger], on=date(2026, 2, 5)) == {mail}
    assert suppressed(kept_by.pk, [mail, stranger], on=date(2026, 2, 6)) == set()


def test_of_two_reasons_to_suppress_the_longer_time_counts(goes, kept_by):
    days = [date(2026, 2, 5), date(2026, 1, 5), date(2027, 1, 1)]
    for until in days:
        suppress([goes.pk], SuppressionReason.RETENTION, since=date(2026, 1, 1), until=until)
    ends = SuppressedIdentifier.objects.values_list("until", flat=True)
    assert set(ends) == {date(2027, 1, 1)}
    suppress([goes.pk], SuppressionReason.RETENTION, since=date(2026, 1, 1), until=None)
    assert set(ends.all()) == {None}


def test_an_entry_whose_time_is_up_is_forgotten(goes):
    suppress([goes.pk], SuppressionReason.RETENTION, since=date(2026, 1, 1), until=date(2026, 2, 5))
    assert forget_ended(date(2026, 2, 5)) == 0
    assert forget_ended(date(2026, 2, 6)) == 4


def test_the_list_holds_nothing_that_can_be_read(goes):
    suppress([goes.pk], SuppressionReason.RETENTION, since=date(2026, 1, 1), until=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM register_suppressedidentifier")
        written = str(cursor.fetchall())
    for value in ("kalle", "7001", "satumaa", folded("Katoavainen"), "401234567"):
        assert value not in written
