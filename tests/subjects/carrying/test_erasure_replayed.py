"""A backup from before a granted erasure is restored: what was refused by name stays a second time.

The backup is that of the approved request: people, plan, approval and the request itself. What the
erasure noted in the database is lost with it; the ledger's file is not.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils import translation

from register.enums import DataCategory
from register.merging import merge
from register.models import Attribute, ContactPoint, DataItem, DataSubject, Interaction, Merge
from register.personal_data import declared_models
from retention import replay as replaying
from retention.ledger import row_key
from retention.models import Approval, GrantedErasure, Hold, LedgerEntry, Part, Plan, PlanItem
from subjects.enums import Ground, Outcome, RequestedKind, Status, Step
from subjects.models import RecipientNotice, Request
from tests import factories as make
from tests.retention.run.test_replay import Backup
from tests.subjects.requests import ARRIVED, LETTER, Office, held_since
from tests.whole_people import a_whole_person, everything_of

pytestmark = pytest.mark.django_db
C, R = DataCategory, RequestedKind
CLAIM = {"ground": Ground.LEGAL_CLAIMS}


class BackupOfAll(Backup):
    """With the approved plan and the request."""

    @staticmethod
    def tables() -> list[type[models.Model]]:
        asked = [one for one in apps.get_app_config("subjects").get_models() if one is not Request]
        planned: list[Any] = [Plan, PlanItem, Approval]
        return list(dict.fromkeys([*Backup.tables(), *planned, Request, *asked]))


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def file(settings, tmp_path):
    settings.LEDGER_FILE = str(tmp_path / "ledger.jsonl")
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def office():
    made = Office()
    made.neighbour = a_whole_person(made.kept_by, "B-1", "Naapuri")
    held_since(ARRIVED - timedelta(days=90))
    made.of_neighbour = everything_of(made.neighbour)
    yield made
    assert everything_of(made.neighbour) == made.of_neighbour


def refusing(office, *rows: models.Model):
    """An approved erasure of everything but these rows."""
    held_since(ARRIVED - timedelta(days=90))
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    for row in rows:
        facts = {**CLAIM, "row": (row._meta.label, row.pk)}
        request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    return office.approve(office.step(request, Step.FINISH_DECIDING))


def an_earlier_name(person):
    """Of the category that goes from the card: without the refusal it would go with the rest."""
    register = person.kept_by.register
    known = DataItem.objects.filter(register=register, key="aiempinimi").first()
    item = known or make.a_data_item(register, C.NAME, key="aiempinimi")
    return make.an_attribute(person, item, value=f"Entinen {person.pk}")


def held():
    """All that is held of anybody, but for what is written when the erasure is noted."""
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=str)
        for model in declared_models()
        if model not in (Hold, GrantedErasure)
    }


def noted():
    """Both come with the note, and so a second time when the request is carried out again."""
    holds = Hold.objects.values_list("subject", "category", "reason")
    return sorted(holds), sorted(GrantedErasure.objects.values_list("subject", "refused"), key=str)


def test_rows_that_were_refused_by_name_outlive_the_replay(office, file):
    spared = an_earlier_name(office.person)
    make.an_attribute(office.person, value="purjehtii iltaisin")
    phone = make.a_contact_point(office.person, "040 555 0199", "phone")
    kept, _gone = (make.an_interaction(office.person, summary=one) for one in ("Riita.", "Muu."))
    request = refusing(office, spared, phone, kept)
    backup = BackupOfAll()
    office.carry_out(request)
    left, holds_and_grants = held(), noted()
    backup.restore()
    assert Interaction.objects.filter(subject=office.person).count() == 2
    replaying.replay(file)
    assert held() == left
    assert [one.pk for one in Attribute.objects.filter(subject=office.person)] == [spared.pk]
    assert [one.pk for one in ContactPoint.objects.filter(subject=office.person)] == [phone.pk]
    assert [one.pk for one in Interaction.objects.filter(subject=office.person)] == [kept.pk]
    office.carry_out(request)  # approved in the backup, it is noted as done a second time
    assert Request.objects.get(pk=request.pk).status == Status.CARRIED_OUT
    assert (held(), noted()) == (left, holds_and_grants)


def test_of_two_cards_of_one_person_the_refused_row_stays_and_the_merge_is_final(office, file):
    other = make.a_person(office.kept_by, customer_number="A-2")
    _goes, of_other = an_earlier_name(office.person), an_earlier_name(other)
    merge(office.person, other, by=make.a_user(), now=ARRIVED - timedelta(days=1))
    note = Merge.objects.get()
    request = refusing(office, of_other)
    backup = BackupOfAll()
    office.carry_out(request)
    left = held()
    backup.restore()
    assert Merge.objects.get().undo_until == note.undo_until
    replaying.replay(file)
    assert held() == left
    assert list(Attribute.objects.exclude(subject=office.neighbour)) == [of_other]


def test_the_cards_are_not_yet_one_in_the_backup(office, file):
    """The row is spared on the card on which the backup has it."""
    other = make.a_person(office.kept_by, customer_number="A-2")
    spared = an_earlier_name(other)
    make.an_interaction(other)
    held_since(ARRIVED - timedelta(days=90))
    backup = BackupOfAll()
    merge(office.person, other, by=make.a_user(), now=ARRIVED - timedelta(days=1))
    office.carry_out(refusing(office, spared))
    backup.restore()
    replaying.replay(file)
    assert list(Attribute.objects.exclude(subject=office.neighbour)) == [spared]
    assert not Interaction.objects.exclude(subject=office.neighbour).exists()
    assert not ContactPoint.objects.exclude(subject=office.neighbour).exists()


def test_what_was_refused_once_and_granted_later_goes(office, file):
    spared = an_earlier_name(office.person)
    first = refusing(office, spared)
    backup = BackupOfAll()
    office.carry_out(first)
    Hold.objects.all().delete()  # the claim is settled, and the first request closed
    answered = office.step(Request.objects.get(pk=first.pk), Step.ANSWER, **LETTER)
    RecipientNotice.objects.all().delete()  # all of them were told
    office.step(answered, Step.CLOSE)
    second = office.decide(office.matched(R.ERASURE), R.ERASURE)
    office.carry_out(office.approve(office.step(second, Step.FINISH_DECIDING)))
    backup.restore()
    replaying.replay(file)
    assert not Attribute.objects.filter(pk=spared.pk).exists()
    assert not DataSubject.objects.filter(pk=office.person.pk).exists()


def test_an_entry_names_by_a_keyed_hash_what_its_own_category_would_have_taken(office, file):
    spared = an_earlier_name(office.person)
    invoice = make.an_invoice(office.person, "L-1")  # which no category takes along
    office.carry_out(refusing(office, spared, invoice))
    told = LedgerEntry.objects.filter(part=Part.CATEGORY).exclude(spared="")
    spared.refresh_from_db()
    key = row_key("register.Attribute", spared.pk, spared.created_at)
    assert [(one.category, one.spared) for one in told] == [(C.NAME, f"register.Attribute:{key}")]
    assert spared.value not in file.read_text()


def test_lines_of_an_earlier_issue_spare_nothing_and_are_repeated(office, file):
    spared = an_earlier_name(office.person)
    request = refusing(office, spared)
    backup = BackupOfAll()
    office.carry_out(request)
    told = file.read_text().splitlines()
    old = [line.partition(', "spared"')[0] for line in told]
    assert any('"spared": "register.Attribute:' in line for line in told)
    file.write_text("".join(f"{line.removesuffix('}')}}}\n" for line in old))
    backup.restore()
    call_command("replay_erasures", "--from", str(file))
    assert not Attribute.objects.filter(subject=office.person).exists()
    assert set(LedgerEntry.objects.values_list("spared", flat=True)) == {""}
