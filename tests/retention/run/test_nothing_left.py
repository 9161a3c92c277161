"""After a run nothing holds the erased values: looked for, by value, in all there is.

The database is dumped table by table as it stands, with the tables behind the search indexes and
the words in them; then the files, the log and what the command said.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from register import merging, search, suppressions
from register.duplicates import proposals
from register.enums import DataCategory, SuppressionReason
from register.groups import Group
from register.imports import leftovers
from register.imports.reading import Format, settle
from register.imports.running import Work, begin
from register.imports.source import look_at
from register.journal import JOB
from register.models import (
    DataSubject,
    Import,
    ImportRow,
    Interaction,
    Invoice,
    Merge,
    NotTheSame,
    SuppressedIdentifier,
)
from register.models.imports import Stage
from register.refusal import Refusal
from retention.enums import Action
from retention.models import Outcome, Plan, RetentionRule
from retention.run import run
from tests import factories as make
from tests.admin_pages import signed_in, url
from tests.retention.run.planning import (
    a_carried_rule,
    a_former_customer,
    an_approved_plan,
    category,
    row,
    somebody_whole,
    whole,
)
from tests.whole_people import everything_of

pytestmark = pytest.mark.django_db
C = DataCategory


def cells() -> Iterator[tuple[str, str]]:
    """Every cell of every table, those behind the search indexes too, as text."""
    for table in tables():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for values in cursor.fetchall():
                for value in values:
                    if isinstance(value, bytes | memoryview):
                        yield table, bytes(value).decode("latin-1").lower()
                    else:
                        yield table, str(value).lower()


def tables() -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name"
            )
        else:
            cursor.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
            )
        return [name for (name,) in cursor.fetchall()]


def holding(*values: str) -> set[tuple[str, str]]:
    """Where these values stand: table and value. Case does not matter."""
    return {(table, value) for table, text in cells() for value in values if value.lower() in text}


def trigrams() -> set[str]:
    """What the search index of people knows; deleted pieces too, until they are purged."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            return set()  # its pages hold no text; deleted entries go when it vacuums
        cursor.execute(
            "CREATE VIRTUAL TABLE temp.pieces USING "
            "fts5vocab('main', 'register_searchtext_trigrams', 'row')"
        )
        cursor.execute("SELECT term FROM temp.pieces")
        found = {term for (term,) in cursor.fetchall()}
        cursor.execute("DROP TABLE temp.pieces")
        return found


def carry_out(*items, register):
    plan = an_approved_plan(register, *items)
    call_command("retention", "run", "--plan", str(plan.pk))


OF_THE_PERSON = ("zyxwvuts", "60024711", "qqalle", "0405550199", "kaatopaikkatie", "qwertz")


@pytest.fixture
def goes(kept_by):
    """Somebody whose every value is nobody else's."""
    person = somebody_whole(kept_by, "60024711", "Zyxwvuts")
    person.given_names, person.user_id, person.job_title = "Qqalle", "qqalle", "qwertz"
    person.save()
    person.contact_points.all().delete()
    person.addresses.all().delete()
    make.a_contact_point(person, "qqalle@zyxwvuts.example")
    make.a_contact_point(person, "040 555 0199", "phone")
    make.a_home_address(person, street="Kaatopaikkatie 3")
    Interaction.objects.filter(subject=person).update(summary="Kysyi asiaa: qwertz.")
    person.attributes.update(value="qwertz")
    person.orders.update(number="T-1", content="qwertz")
    printed_for_another(person, "L-1")
    return person


def printed_for_another(person, number):
    """The voucher stays as it was printed until its own time is up."""
    for invoice in person.invoices.all():
        invoice.number, invoice.buyer_name = number, "Maksaja Muu"
        invoice.save()


@pytest.fixture
def twin(kept_by, goes):
    """Merged into the first card, and another found to be of somebody else."""
    twin = somebody_whole(kept_by, "60034711", "Zyxwvuts")
    printed_for_another(twin, "L-2")
    twin.orders.update(number="T-2")
    merging.merge(goes, twin, by=make.a_user(is_superuser=True), now=timezone.now())
    long_ago = timezone.now() - timedelta(days=100)
    Merge.objects.update(merged_at=long_ago, undo_until=long_ago)
    return twin


def test_nothing_is_left_of_a_person(kept_by, rule, stays, goes, twin, caplog, capsys):
    # A duplicate, and proposed as such until one of them is gone.
    other = a_former_customer(kept_by, "60044711", family_name="Zyxwvuts")
    make.a_contact_point(other, "qqalle@zyxwvuts.example")
    first, second = sorted([goes, stays], key=lambda person: person.pk)
    NotTheSame.objects.create(
        first=first, second=second, found_at=timezone.now(), found_by=make.a_user()
    )
    assert {value for _table, value in holding(*OF_THE_PERSON)} == set(OF_THE_PERSON)
    before = everything_of(stays)
    del before["register.NotTheSame"]
    with caplog.at_level(logging.DEBUG):
        carry_out(whole(goes, rule), whole(other, rule), register=kept_by.register)
    assert holding(*OF_THE_PERSON, "60034711", "60044711") == set()
    after = everything_of(stays)
    assert after.pop("register.NotTheSame") == []
    assert after == before
    assert not trigrams() & {"zyx", "yxw", "xwv", "wvu", "uts", "qqa"}
    assert "lle" in trigrams() or connection.vendor == "postgresql"
    said = (caplog.text + capsys.readouterr().out).lower()
    assert not [value for value in OF_THE_PERSON if value in said]
    assert not search.find(DataSubject.objects.all(), "Zyxwvuts").ids
    assert list(proposals(DataSubject.objects.all())) == []


def test_nothing_is_left_of_an_anonymised_person(kept_by, rule, stays, goes):
    RetentionRule.objects.update(action=Action.ANONYMISE)
    item = whole(goes, rule, outcome=Outcome.ANONYMISE)
    carry_out(item, register=kept_by.register)
    assert holding(*OF_THE_PERSON) == set()
    assert DataSubject.objects.filter(pk=goes.pk).exists()


def test_no_other_plan_leads_to_who_was_anonymised(kept_by, rule, stays, goes):
    """Neither the plan carried out nor another that named the same person, and a voucher of hers.

    The other one cannot be carried out any more, and says why.
    """
    RetentionRule.objects.update(action=Action.ANONYMISE)
    number, day = goes.pk, goes.relationship_ended_on
    voucher = Invoice.objects.get(number="L-1")
    kept = {"outcome": Outcome.KEEP, "kept": "hold"}
    items = [
        [
            whole(goes, rule, outcome=Outcome.ANONYMISE, event_on=day),
            row(voucher, C.INVOICE, rule, **kept, event_on=day),
            whole(stays, rule, **kept, event_on=day),
        ]
        for _each in range(2)
    ]
    other = an_approved_plan(kept_by.register, *items[0])
    carry_out(*items[1], register=kept_by.register)
    for plan in Plan.objects.all():
        named = plan.items.exclude(subject=None).values_list("subject", flat=True)
        assert list(named) == [stays.pk]
    assert not other.items.filter(uuid=goes.uuid, event_on__isnull=False).exists()
    assert DataSubject.objects.filter(pk=number).exists()
    with pytest.raises(Refusal, match="went by another plan"):
        run(other, actor=JOB, now=timezone.now())


def test_nothing_is_left_of_a_category_and_of_a_row(kept_by, rule, stays, goes):
    vouchers = a_carried_rule(kept_by.register, "tositteet", "invoice_date", length=0)
    invoice = Invoice.objects.get(number="L-1")
    invoice.buyer_name = "Xyloksen Ostaja"
    invoice.save()
    carry_out(
        category(goes, C.EMAIL, rule),
        category(goes, C.PHONE, rule),
        row(invoice, C.INVOICE, vouchers),
        register=kept_by.register,
    )
    assert holding("qqalle@zyxwvuts.example", "0405550199", "405550199", "xyloksen") == set()
    assert holding("kaatopaikkatie 3") != set()


def an_upload(kept_by, stage=Stage.UPLOADED, number="60024711"):
    content = f"Sukunimi;Asiakasnumero\nZyxwvuts;{number}\n".encode()
    upload = Import.objects.create(kept_by=kept_by, stage=stage, sha256="0" * 64, size=len(content))
    upload.file.save("lista.csv", ContentFile(content))
    return upload


def test_a_file_that_waits_to_be_imported_goes_too(kept_by, rule, stays, goes):
    """Nobody has read it yet: it may hold anybody. Another controller's is none of the run's."""
    elsewhere = make.a_membership(make.a_register("muut"), make.a_controller("muu"))
    upload, other = an_upload(kept_by), an_upload(elsewhere)
    path = Path(upload.file.path)
    carry_out(whole(goes, rule), register=kept_by.register)
    upload.refresh_from_db()
    other.refresh_from_db()
    assert (upload.stage, bool(upload.file)) == (Stage.ABANDONED, False)
    assert other.stage == Stage.UPLOADED
    other.file.delete()
    assert not path.exists()


def test_a_file_that_came_between_two_erasures_of_one_number_goes_too(kept_by, rule, stays, goes):
    """The number is on the list from the first time: the second counts from its own day."""
    before = timezone.localdate() - timedelta(days=9)
    reason = SuppressionReason.RETENTION
    suppressions.suppress([goes.pk], reason, since=before, until=before + timedelta(days=90))
    upload = an_upload(kept_by)
    Import.objects.filter(pk=upload.pk).update(started_at=timezone.now() - timedelta(days=3))
    assert leftovers.give_up_what_holds_erased(timezone.localdate()) == 0
    carry_out(whole(goes, rule), register=kept_by.register)
    upload.refresh_from_db()
    assert (upload.stage, bool(upload.file)) == (Stage.ABANDONED, False)
    entries = SuppressedIdentifier.objects.filter(reason=reason)
    assert {(entry.since, entry.until) for entry in entries} == {
        (timezone.localdate(), before + timedelta(days=90))  # of two ends the later
    }


def test_nothing_is_left_in_the_sessions_of_those_who_looked(client, kept_by, rule, stays, goes):
    """On the card, in a search, and in a form that was sent back."""
    signed_in(client, Group.COMPLIANCE_OFFICER)
    found = client.get(url(DataSubject, "changelist"), {"q": "Zyxwvuts"}, follow=True)
    assert "Zyxwvuts" in found.content.decode()
    address = url(DataSubject, "change", goes.pk)
    assert client.get(address, follow=True).status_code == 200
    client.post(address, {"family_name": "Zyxwvuts", "given_names": "Qqalle"})
    told = [str(session.get_decoded()).lower() for session in Session.objects.all()]
    assert len(told) == 1
    carry_out(whole(goes, rule), register=kept_by.register)
    told += [str(session.get_decoded()).lower() for session in Session.objects.all()]
    assert not [value for value in OF_THE_PERSON if value in " ".join(told)]


def test_rows_of_an_import_that_waits_go_with_it(kept_by, rule, stays, goes, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text(
        "Sukunimi;Etunimi;Asiakasnumero;Sähköposti\nZyxwvuts;Qqalle;60024711;qqalle@zyxwvuts.example\n",
        encoding="utf-8",
    )
    staged = a_checked_import(kept_by, people)
    assert ImportRow.objects.exists()
    carry_out(whole(goes, rule), register=kept_by.register)
    staged.refresh_from_db()
    assert (staged.stage, ImportRow.objects.count()) == (Stage.ABANDONED, 0)
    assert holding(*OF_THE_PERSON) == set()


def test_an_import_of_others_is_left_in_peace(kept_by, rule, stays, goes, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("Sukunimi;Asiakasnumero\nUusinen;7777\n", encoding="utf-8")
    staged = a_checked_import(kept_by, people)
    carry_out(whole(goes, rule), register=kept_by.register)
    staged.refresh_from_db()
    assert (staged.stage, ImportRow.objects.count()) == (Stage.WAITING, 1)


def a_checked_import(kept_by, people):
    """As it is left by whoever looks at its preview."""
    with people.open("rb") as file:
        facts = look_at(file)
        reading = settle(
            file,
            facts,
            Format(encoding="", separator="", sheet=""),
            register=kept_by.register,
            told_columns={},
            ignore_unknown=False,
            kind="person_customer",
            source=None,
        )
        staged = begin(kept_by, facts, reading)
        work = Work(staged, today=timezone.localdate())
        work.read(file)
        work.check()
    return staged
