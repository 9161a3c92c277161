"""A backup from before a run is restored: after the replay it is as if it had been taken after it.

The backup here is every row of people and of the suppression list as it was, put back under its own
numbers; what the run noted (ledger, plans, runs) is gone with the rest of the lost database.
"""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.utils import timezone

from register import search
from register.enums import DataCategory, MarketingChannel, MarketingScope
from register.journal import COMMAND, JOB
from register.marketing import ban, lift, withdraw_consent
from register.models import (
    ContactPoint,
    DataSubject,
    Import,
    Interaction,
    Invoice,
    JournalEntry,
    MarketingBan,
    SuppressedIdentifier,
)
from register.personal_data import declared_models
from retention.enums import Trigger
from retention.ledger import bring_file_up_to_date, note_restriction
from retention.models import (
    Approval,
    LedgerChoice,
    LedgerEntry,
    Outcome,
    Plan,
    PlanItem,
    Run,
)
from retention.replay import replay
from retention.run import run
from retention.sparing import WRITTEN
from tests import factories as make
from tests.retention.run.planning import (
    Picture,
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
LOST = (Run, Approval, PlanItem, Plan, LedgerEntry, LedgerChoice, SuppressedIdentifier)


class Backup:
    """The rows of people, to be put back as they were."""

    def __init__(self) -> None:
        self.rows = {model: list(model._base_manager.all()) for model in self.tables()}

    @staticmethod
    def tables() -> list[type[models.Model]]:
        """Those that point to others last."""
        names = [model for model in declared_models() if model is not DataSubject]
        return [DataSubject, *names]

    def restore(self) -> None:
        with connection.constraint_checks_disabled():  # what is deferred is checked at the end
            for model in [*LOST, *reversed(self.tables())]:
                model._base_manager.all()._raw_delete("default")
            for model in self.tables():
                moments = {row.pk: getattr(row, WRITTEN, None) for row in self.rows[model]}
                model._base_manager.bulk_create(self.rows[model])
                for pk, moment in moments.items():
                    if moment is not None:  # Django would have it written now
                        model._base_manager.filter(pk=pk).update(**{WRITTEN: moment})
        search.index(DataSubject.objects.values_list("pk", flat=True))


@pytest.fixture
def file(settings, tmp_path):
    settings.LEDGER_FILE = str(tmp_path / "ledger.jsonl")
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def kept_by():
    return make.a_membership()


@pytest.fixture
def rule(kept_by):
    return a_carried_rule(kept_by.register)


@pytest.fixture
def stays(kept_by):
    return somebody_whole(kept_by, "8001", "Pysyväinen")


def of_people(kept_by):
    return Picture(kept_by).held()


def carry_out(plan):
    return run(plan, actor=JOB, now=timezone.now())


def test_a_restored_backup_ends_in_the_same_state(kept_by, rule, stays, file):
    goes = somebody_whole(kept_by, "8002", "Katoavainen")
    blurred = somebody_whole(kept_by, "8003", "Häivytettävä")
    in_part = somebody_whole(kept_by, "8004", "Osittainen")
    item = make.a_data_item(kept_by.register, C.CREDIT_INFO, C.DEBT, key="luottotieto")
    make.an_attribute(in_part, item, "maksuhäiriö")
    nobodys = make.an_invoice(None, "L-8099", kept_by=kept_by, buyer_name="Ostaja Muinainen")
    vouchers = a_carried_rule(kept_by.register, "tositteet", Trigger.INVOICE_DATE, length=0)
    before = everything_of(stays)
    backup = Backup()
    carry_out(
        an_approved_plan(
            kept_by.register,
            whole(goes, rule),
            whole(blurred, rule, outcome=Outcome.ANONYMISE),
            category(in_part, C.PHONE, rule),
            category(in_part, C.DEBT, rule),
            category(in_part, C.CREDIT_INFO, rule),
            row(Interaction.objects.get(subject=in_part), C.INTERACTION, rule),
            row(nobodys, C.INVOICE, vouchers),
        )
    )
    carry_out(
        an_approved_plan(
            kept_by.register, row(Invoice.objects.get(number="L-8002"), C.INVOICE, vouchers)
        )
    )
    bring_file_up_to_date()
    left, ledger = of_people(kept_by), LedgerEntry.objects.count()
    backup.restore()
    assert DataSubject.objects.filter(pk=goes.pk).exists()
    done = replay(file)
    assert (done.new, done.people, done.categories, done.rows) == (8 + 4, 2, 1, 3)
    assert of_people(kept_by) == left
    assert everything_of(stays) == before
    assert LedgerEntry.objects.count() == ledger
    assert JournalEntry.objects.filter(uuid=goes.uuid, reference="replay").count() == 1


def test_a_replay_is_done_once(kept_by, rule, stays, file):
    goes = somebody_whole(kept_by, "8002", "Katoavainen")
    backup = Backup()
    carry_out(an_approved_plan(kept_by.register, whole(goes, rule)))
    backup.restore()
    call_command("replay_erasures")
    left, journal = of_people(kept_by), JournalEntry.objects.count()
    call_command("replay_erasures", "--from", str(file))
    assert (of_people(kept_by), JournalEntry.objects.count()) == (left, journal)


def test_data_given_after_the_erasure_are_not_taken_for_the_old_ones(kept_by, rule, stays, file):
    """The backup knows of the erasure, so its e-mail address is a later one."""
    person = somebody_whole(kept_by, "8005", "Uudistuva")
    carry_out(an_approved_plan(kept_by.register, category(person, C.EMAIL, rule)))
    make.a_contact_point(person, "uusi@satumaa.example")
    assert replay(file).categories == 0
    assert ContactPoint.objects.filter(value="uusi@satumaa.example").exists()


def test_a_number_given_to_a_stranger_meanwhile_is_the_strangers(kept_by, rule, stays, file):
    """What the restored database hands out again must not be erased in the place of the old."""
    owner = a_former_customer(kept_by, "8006", family_name="Entinen")
    backup = Backup()
    goes = a_former_customer(kept_by, "8007", family_name="Katoavainen")
    noted = make.an_interaction(owner)
    plan = an_approved_plan(kept_by.register, whole(goes, rule), row(noted, C.INTERACTION, rule))
    carry_out(plan)
    backup.restore()
    stranger = a_former_customer(kept_by, "8008", family_name="Vieras", pk=goes.pk)
    contact = make.an_interaction(owner, pk=noted.pk)
    replay(file)
    assert DataSubject.objects.filter(pk=stranger.pk).exists()
    assert Interaction.objects.filter(pk=contact.pk).exists()


def test_what_people_have_said_is_said_again(kept_by, stays, file):
    person = somebody_whole(kept_by, "8009", "Sanonut")
    lifted = MarketingBan.objects.get(subject=person)
    backup = Backup()
    ban(person, MarketingChannel.SMS, MarketingScope.OWN, by=COMMAND)
    lift(lifted, by=COMMAND)
    withdraw_consent(person.consents.get(), by=COMMAND)
    note_restriction([person], at=timezone.now())
    DataSubject.objects.filter(pk=person.pk).update(restricted_at=timezone.now())
    bring_file_up_to_date()
    backup.restore()
    # The first ban stands in the backup and is only noted, as is the other person's.
    assert replay(file).said == 4
    in_force = MarketingBan.objects.filter(subject=person, lifted_at=None)
    assert [one.channel for one in in_force] == ["sms"]
    assert person.consents.get().withdrawn_at is not None
    assert DataSubject.objects.get(pk=person.pk).restricted_at is not None
    assert MarketingBan.objects.get(subject=stays).lifted_at is None
    assert replay(file).said == 0


def test_a_ban_outlives_the_card_that_goes_again(kept_by, rule, stays, file):
    goes = a_former_customer(kept_by, "8010", family_name="Kieltäjä")
    make.a_contact_point(goes, "kieltaja@satumaa.example")
    backup = Backup()
    ban(goes, MarketingChannel.EMAIL, MarketingScope.OWN, by=COMMAND)
    item = whole(goes, rule)
    carry_out(
        an_approved_plan(kept_by.register, item, made_at=timezone.now() + timedelta(minutes=1))
    )
    backup.restore()
    replay(file)
    assert not DataSubject.objects.filter(pk=goes.pk).exists()
    kept = SuppressedIdentifier.objects.filter(reason="marketing_ban")
    assert [(one.kind, one.channel) for one in kept] == [("email", "email")]


def test_without_a_file_the_table_tells_of_people_and_rows(kept_by, rule, stays, settings):
    goes = somebody_whole(kept_by, "8011", "Katoavainen")
    in_part = somebody_whole(kept_by, "8012", "Osittainen")
    backup = Backup()
    carry_out(
        an_approved_plan(kept_by.register, whole(goes, rule), category(in_part, C.PHONE, rule))
    )
    ledger = list(LedgerEntry.objects.all())
    backup.restore()
    LedgerEntry.objects.bulk_create(ledger)
    done = replay(None)
    assert (done.people, done.categories) == (1, 0)
    assert not DataSubject.objects.filter(pk=goes.pk).exists()


def test_whoever_was_erased_does_not_come_back_by_import(kept_by, rule, stays, file, tmp_path):
    goes = a_former_customer(kept_by, "8013", family_name="Katoavainen")
    backup = Backup()
    carry_out(an_approved_plan(kept_by.register, whole(goes, rule)))
    backup.restore()
    replay(file)
    people = tmp_path / "people.csv"
    people.write_text(
        "Sukunimi;Etunimi;Asiakasnumero\nKatoavainen;Aulis;8013\nUusinen;Aada;8014\n",
        encoding="utf-8",
    )
    call_command(
        "import_subjects", str(people), "--register", kept_by.register.slug, "--accept-good"
    )
    assert Import.objects.get().suppressed == 1
    numbers = DataSubject.objects.values_list("customer_number", flat=True)
    assert set(numbers) == {"8001", "8014"}


def test_an_unreadable_file_is_told(stays, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("replay_erasures", "--from", str(tmp_path / "none.jsonl"))
