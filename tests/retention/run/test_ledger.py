"""The ledger tells of nobody, and its file outlives what happens to the database."""

import json

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from register.enums import MarketingChannel, MarketingScope
from register.journal import COMMAND, JOB
from register.marketing import ban, lift, withdraw_consent
from register.restricting import lift as lift_restriction
from register.restricting import restrict
from retention.ledger import (
    CannotFile,
    bring_file_up_to_date,
    row_key,
    take_from_file,
)
from retention.models import LedgerChoice, LedgerEntry, Said
from retention.run import run
from tests import factories as make
from tests.collector import people_held
from tests.retention.run.planning import a_carried_rule, an_approved_plan, somebody_whole, whole

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def entry(**values):
    values = {"part": "person", "outcome": "erase", "rule": "asiakkaat/asiakastiedot", **values}
    return LedgerEntry.objects.create(at=NOW, **values)


def test_each_entry_is_a_line_once(file):
    entry()
    assert bring_file_up_to_date() == 1
    entry(rows=3)
    entry(part="row", model="register.Invoice", row_key="a" * 64)
    assert bring_file_up_to_date() == 2
    assert bring_file_up_to_date() == 0
    told = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["rows"] for line in told] == [0, 3, 0]
    assert set(told[0]) == {
        *("kind", "key", "at", "uuid", "part", "category", "model", "row_key"),
        *("outcome", "rule", "rows", "spared"),
    }
    assert file.stat().st_mode & 0o777 == 0o600


def test_without_the_setting_there_is_no_file_and_later_it_gets_everything(settings, tmp_path):
    entry()
    assert bring_file_up_to_date() == 0
    settings.LEDGER_FILE = str(tmp_path / "later.jsonl")
    assert bring_file_up_to_date() == 1


def test_what_is_rolled_back_is_not_in_the_file(file):
    with transaction.atomic():
        entry()
        transaction.set_rollback(True)
    assert bring_file_up_to_date() == 0


@pytest.mark.parametrize("torn", [1, 40, -1])
def test_a_line_torn_by_a_crash_is_passed_over(file, torn):
    entry()
    bring_file_up_to_date()
    whole_line = file.read_bytes()
    file.write_bytes(whole_line + whole_line[:torn].rstrip(b"}\n"))
    LedgerEntry.objects.all().delete()
    has_its_key = torn != 1 and torn != 40
    told = ([2], []) if has_its_key else ([], [2])
    taken = take_from_file(file)
    assert (taken.new, (taken.torn, taken.lost)) == (1, told)
    entry()
    bring_file_up_to_date()  # after the torn one, on a line of its own
    again = take_from_file(file)
    assert (again.new, (again.torn, again.lost)) == (0, told)
    assert LedgerEntry.objects.count() == 2


def test_a_torn_line_whose_entry_stands_nowhere_else_is_told(file, capsys):
    """The database was lost in the crash that tore the line."""
    entry()
    entry()
    bring_file_up_to_date()
    first, second = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(first + second[:-20] + b"\n" + first)
    LedgerEntry.objects.all().delete()
    call_command("replay_erasures", "--from", str(file))
    assert "Line 2 of the file was torn by a crash, and its entry stands" in capsys.readouterr().err
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("line", ["nonsense", '{"kind": "erased"}', '{"kind": "other", "at": ""}'])
def test_a_file_of_something_else_is_refused(file, line):
    entry()
    bring_file_up_to_date()
    file.write_text(f"{line}\n{file.read_text()}")
    LedgerEntry.objects.all().delete()
    with pytest.raises(CannotFile, match="Line 1"):
        take_from_file(file)


def test_taken_twice_is_taken_once(file):
    entry()
    bring_file_up_to_date()
    LedgerEntry.objects.all().delete()
    assert (take_from_file(file).new, take_from_file(file).new) == (1, 0)
    taken = LedgerEntry.objects.get()
    assert (taken.to_repeat, taken.filed, taken.at) == (True, True, NOW)


def test_a_row_is_told_by_a_keyed_hash_of_its_number_and_moment(settings):
    one = row_key("register.Invoice", 77, NOW)
    assert one == row_key("register.Invoice", 77, NOW)
    others = [
        row_key("register.Invoice", 78, NOW),
        row_key("register.Order", 77, NOW),
        row_key("register.Invoice", 77, None),
    ]
    settings.LOOKUP_KEY = "another key, another key, another key"
    others.append(row_key("register.Invoice", 77, NOW))
    assert one not in others


def test_it_holds_nothing_of_anybody(file, kept_by):
    rule = a_carried_rule(kept_by.register)
    goes = somebody_whole(kept_by, "7301", "Katoavainen")
    values = {str(value) for _column, value in people_held() if value and len(str(value)) > 3}
    assert "Katoavainen" in values
    run(an_approved_plan(kept_by.register, whole(goes, rule)), actor=JOB, now=timezone.now())
    written = file.read_text()
    assert str(goes.uuid) in written
    assert not [value for value in values if value in written]


def test_what_people_say_is_noted_at_once(kept_by):
    person = make.a_person(kept_by)
    consent = make.a_consent(person)
    forbidden = ban(person, MarketingChannel.SMS, MarketingScope.OWN, by=COMMAND)
    withdraw_consent(consent, by=COMMAND)
    lift(forbidden, by=COMMAND)
    restrict([person.pk], by=COMMAND, at=NOW)
    lift_restriction([person.pk], by=COMMAND, at=NOW)
    assert lift_restriction([person.pk], by=COMMAND, at=NOW) == 0  # it is not restricted
    told = LedgerChoice.objects.order_by("pk").values_list("said", "channel", "scope", "text")
    assert list(told) == [
        (Said.BANNED, "sms", "own", ""),
        (Said.CONSENT_WITHDRAWN, "email", "own", "uutiskirje"),
        (Said.BAN_LIFTED, "sms", "own", ""),
        (Said.RESTRICTED, "", "", ""),
        (Said.RESTRICTION_LIFTED, "", "", ""),
    ]
    assert set(LedgerChoice.objects.values_list("uuid", flat=True)) == {person.uuid}


def test_a_given_consent_is_none_of_its_business(kept_by):
    make.a_consent(make.a_person(kept_by))
    assert not LedgerChoice.objects.exists()
