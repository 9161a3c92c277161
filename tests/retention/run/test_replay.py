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
from register.enums import DataCategory, MarketingChannel, MarketingScope, SubjectKind
from register.journal import COMMAND, JOB
from register.marketing import ban, lift, withdraw_consent
from register.merging import merge, undo
from register.models import (
    ContactPoint,
    DataSubject,
    Import,
    Interaction,
    Invoice,
    JournalEntry,
    MarketingBan,
    Merge,
    SubjectGroup,
    SuppressedIdentifier,
)
from register.personal_data import declared_models
from register.restricting import lift as lift_restriction
from register.restricting import restrict
from retention.changes import WRITTEN
from retention.enums import Action, Trigger
from retention.ledger import bring_file_up_to_date
from retention.models import (
    Approval,
    LedgerChoice,
    LedgerEntry,
    Outcome,
    Plan,
    PlanItem,
    RetentionRule,
    RuleCategory,
    Run,
)
from retention.replay import replay
from retention.run import run
from tests import factories as make
from tests.retention.run.planning import (
    TODAY,
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


def of_people(kept_by):
    return Picture(kept_by).held()


def carry_out(plan):
    return run(plan, actor=JOB, now=timezone.now())


def test_a_restored_backup_ends_in_the_same_state(kept_by, rule, stays, file):
    goes = somebody_whole(kept_by, "8002", "Katoavainen")
    blurred = somebody_whole(kept_by, "8003", "Häivytettävä")
    in_part = somebody_whole(kept_by, "8004", "Osittainen")
    item = make.a_data_item(kept_by.register, C.EMAIL, C.ROLE, key="vaihde")
    make.an_attribute(in_part, item, "vaihteen hoitaja")
    nobodys = make.an_invoice(None, "L-8099", kept_by=kept_by, buyer_name="Ostaja Muinainen")
    vouchers = a_carried_rule(kept_by.register, "tositteet", Trigger.INVOICE_DATE, length=0)
    of_contacts = a_carried_rule(kept_by.register, "yhteydet", Trigger.EVENT, length=0)
    RuleCategory.objects.create(rule=of_contacts, category=C.INTERACTION)
    blurs = a_carried_rule(kept_by.register, "häivytys")
    RetentionRule.objects.filter(pk=blurs.pk).update(action=Action.ANONYMISE)
    for one in (rule, blurs):  # each is for people of another kind
        of_kind = SubjectKind.PROSPECT if one is blurs else SubjectKind.PERSON_CUSTOMER
        words = {"key": of_kind, "kind": of_kind, "name_fi": of_kind}
        group = SubjectGroup.objects.create(register=kept_by.register, **words)
        one.subject_groups.add(group)
    DataSubject.objects.filter(pk=blurred.pk).update(kind=SubjectKind.PROSPECT)
    before = everything_of(stays)
    backup = Backup()
    carry_out(
        an_approved_plan(
            kept_by.register,
            whole(goes, rule),
            whole(blurred, rule, outcome=Outcome.ANONYMISE),
            category(in_part, C.PHONE, rule),
            category(in_part, C.EMAIL, rule),
            category(in_part, C.ROLE, rule),
            row(Interaction.objects.get(subject=in_part), C.INTERACTION, of_contacts),
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
    assert (done.taken.new, done.people, done.categories, done.rows) == (8 + 4, 2, 1, 3)
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
    restrict([person.pk], by=COMMAND, at=timezone.now())
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


def test_a_restriction_that_was_lifted_since_is_lifted_again(kept_by, stays, file):
    """And one that was set after that is set again: what was said last counts."""
    lifted, again = (somebody_whole(kept_by, number, "Rajattu") for number in ("8021", "8022"))
    for person in (lifted, again, stays):
        restrict([person.pk], by=COMMAND, at=timezone.now())
    backup = Backup()
    lift_restriction([lifted.pk, again.pk], by=COMMAND, at=timezone.now())
    restrict([again.pk], by=COMMAND, at=timezone.now())
    bring_file_up_to_date()
    backup.restore()
    replay(file)
    restricted = DataSubject.objects.filter(restricted_at__isnull=False)
    assert set(restricted.values_list("pk", flat=True)) == {again.pk, stays.pk}


@pytest.mark.parametrize("is_in_backup", [False, True])
def test_of_a_ban_lifted_as_a_mistake_nothing_is_said_again_and_an_earlier_one_stands(
    kept_by, stays, file, is_in_backup
):
    """It was lifted as of the moment it was given; the person's own came to light only then."""
    person = a_former_customer(kept_by, "8019")
    of = (MarketingChannel.EMAIL, MarketingScope.OWN)
    moment = timezone.now()

    def mistaken():
        return ban(person, *of, by=COMMAND, given_at=moment)

    given = mistaken() if is_in_backup else None
    backup = Backup()
    lift(given or mistaken(), by=COMMAND, lifted_at=moment)
    ban(person, *of, by=COMMAND, given_at=moment - timedelta(days=2))
    bring_file_up_to_date()
    backup.restore()
    replay(file)
    in_force = MarketingBan.objects.filter(subject=person, lifted_at=None)
    assert [one.given_at for one in in_force] == [moment - timedelta(days=2)]
    assert replay(file).said == 0


def test_a_ban_that_was_lifted_by_mistake_and_given_again_is_said_again(kept_by, stays, file):
    person = a_former_customer(kept_by, "8019")
    of = (MarketingChannel.EMAIL, MarketingScope.OWN)
    moment = timezone.now()
    backup = Backup()
    lift(ban(person, *of, by=COMMAND, given_at=moment), by=COMMAND, lifted_at=moment)
    ban(person, *of, by=COMMAND, given_at=moment)
    bring_file_up_to_date()
    backup.restore()
    replay(file)
    assert MarketingBan.objects.filter(subject=person, lifted_at=None).count() == 1
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
    assert set(numbers) == {"9001", "8014"}


def test_an_unreadable_file_is_told(stays, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("replay_erasures", "--from", str(tmp_path / "none.jsonl"))


# Merges, made or undone since the backup


@pytest.fixture
def two(kept_by):
    """One person on two cards, each with an e-mail address of its own."""
    cards = [a_former_customer(kept_by, number) for number in ("8021", "8022")]
    for card in cards:
        make.a_contact_point(card, f"entinen{card.customer_number}@satumaa.example")
    return cards


def one_of(two):
    survivor, absorbed = two
    return merge(survivor, absorbed, by=make.a_user(), now=timezone.now())


def a_plan_of(kept_by, item):
    """Made before the merge would be news to it, and when it can no longer be undone."""
    Merge.objects.update(undo_until=TODAY - timedelta(days=1))
    return an_approved_plan(kept_by.register, item, made_at=timezone.now() + timedelta(hours=1))


@pytest.mark.parametrize("outcome", [Outcome.ERASE, Outcome.ANONYMISE])
def test_who_was_merged_since_the_backup_goes_with_the_other(kept_by, rule, two, file, outcome):
    action = Action.ANONYMISE if outcome == Outcome.ANONYMISE else Action.ERASE
    RetentionRule.objects.update(action=action)
    backup = Backup()
    one_of(two)
    carry_out(a_plan_of(kept_by, whole(two[0], rule, outcome=outcome)))
    left = DataSubject.objects.count()
    assert LedgerEntry.objects.count() == 2
    backup.restore()
    replay(file)
    assert DataSubject.objects.count() == left
    assert not ContactPoint.objects.exists()
    assert not DataSubject.objects.filter(uuid__in=[one.uuid for one in two]).exists()


def test_whose_merge_was_undone_since_the_backup_is_a_stranger(kept_by, rule, two, file):
    survivor, stranger = two
    note = one_of(two)
    backup = Backup()
    undo(note, by=note.merged_by, now=timezone.now())
    before = everything_of(stranger)
    carry_out(a_plan_of(kept_by, whole(survivor, rule)))
    backup.restore()
    replay(file)
    assert list(DataSubject.objects.values_list("uuid", flat=True)) == [stranger.uuid]
    assert everything_of(stranger) == before
    assert replay(file).people == 0


def test_a_category_goes_from_the_cards_it_went_from(kept_by, rule, two, file):
    """Of those of one person from both; from a card that was parted meanwhile it does not go."""
    survivor, stranger = two
    note = one_of(two)
    same = a_former_customer(kept_by, "8023")
    make.a_contact_point(same, "entinen8023@satumaa.example")
    backup = Backup()
    undo(note, by=note.merged_by, now=timezone.now())
    one_of((survivor, same))
    carry_out(a_plan_of(kept_by, category(survivor, C.EMAIL, rule)))
    backup.restore()
    replay(file)
    left = ContactPoint.objects.values_list("subject", "value")
    assert list(left) == [(stranger.pk, "entinen8022@satumaa.example")]
    assert DataSubject.objects.get(pk=stranger.pk).merged_into is None
