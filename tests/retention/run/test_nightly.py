"""What happens by itself at night, and what the command says of it."""

import os
import signal
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from register.jobs import task_of
from register.journal import JOB
from register.models import DataSubject, Import, SuppressedIdentifier
from register.refusal import Refusal
from retention import approvals, nightly
from retention import run as running
from retention.locks import turn
from retention.models import Approval, ApprovalWay, Plan, Run
from retention.nightly import carry_out_what_is_due, run_retention
from retention.plan import items_digest, make_plan
from retention.run import run
from tests import factories as make
from tests.register.people.importing import somebody_else_at_work
from tests.retention.run.planning import (
    TODAY,
    a_former_customer,
    a_plan,
    an_approved_plan,
    somebody_whole,
    states,
    whole,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def stays(kept_by):
    """A customer still."""
    person = make.a_person(kept_by, customer_number="N-1")
    yield person
    assert DataSubject.objects.filter(pk=person.pk).exists()


@pytest.fixture
def goes(kept_by, rule):
    return a_former_customer(kept_by, "N-2")


def is_gone(person):
    return not DataSubject.objects.filter(pk=person.pk).exists()


def night(now=NOW):
    return carry_out_what_is_due(now, actor=JOB)


def test_the_schedule_knows_it():
    known = {task_of(job).name for job in project.SCHEDULE}
    assert {"run_retention", "file_ledger"} <= known


def test_what_needs_a_word_waits_and_a_second_night_replaces_it(goes):
    waiting = night().waiting
    assert [(plan.on, plan.made_by) for plan in waiting] == [(TODAY, None)]
    assert not is_gone(goes)
    assert [plan.pk for plan in night().waiting] == [waiting[0].pk]  # the same night once more
    later = night(NOW + timedelta(days=1)).waiting
    assert list(Plan.objects.all()) == later
    assert later[0].on == TODAY + timedelta(days=1)


def test_what_policy_allows_is_done(goes, settings):
    settings.RETENTION_POLICY_SIZE = 100
    done = night()
    assert (len(done.runs), done.waiting) == (1, [])
    assert is_gone(goes)
    assert Approval.objects.get().way == "policy"
    assert night().runs == []


def test_what_was_approved_is_done_on_its_day(kept_by, rule, goes):
    on = TODAY + timedelta(days=2)
    plan = an_approved_plan(kept_by.register, whole(goes, rule), on=on)
    assert night().runs == []
    assert [run.plan for run in night(NOW + timedelta(days=2)).runs] == [plan]
    assert is_gone(goes)


def test_an_interrupted_run_goes_on_and_a_stopped_one_does_not(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    begun = Run.objects.create(plan=plan, started_at=NOW, beat_at=NOW, stop_asked_at=NOW)
    assert night().runs == []
    Run.objects.filter(pk=begun.pk).update(stop_asked_at=None)
    assert [run.pk for run in night().runs] == [begun.pk]
    assert is_gone(goes)


def test_a_run_that_can_never_end_is_not_tried_every_night(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    Run.objects.create(plan=plan, started_at=NOW, beat_at=NOW)
    rule.terms.update(length=4)
    first = night()
    assert [(refused.pk, "rules have changed" in why) for refused, why in first.refused] == [
        (plan.pk, True)
    ]
    assert night().refused == []
    assert len(first.waiting) == 1  # the new plan has the rest


def test_switched_off_it_says_so(kept_by, rule, goes, settings):
    settings.RETENTION_RUNS = False
    an_approved_plan(kept_by.register, whole(goes, rule))
    assert ["switched off" in why for _plan, why in night().refused] == [True]
    assert not is_gone(goes)


def test_a_plan_somebody_made_is_not_thrown_away(kept_by, rule, goes):
    theirs = a_plan(kept_by.register, whole(goes, rule), made_by=make.a_user())
    night(NOW + timedelta(days=1))
    assert Plan.objects.filter(pk=theirs.pk).exists()


def test_the_suppression_list_is_shortened(goes, settings):
    settings.RETENTION_POLICY_SIZE = 100
    night()
    assert SuppressedIdentifier.objects.count() == 1
    run_retention.func()
    assert SuppressedIdentifier.objects.count() == 1
    lag = timedelta(days=settings.BACKUP_LAG_DAYS)
    night(NOW + lag)
    assert SuppressedIdentifier.objects.count() == 1
    night(NOW + lag + timedelta(days=1))
    assert SuppressedIdentifier.objects.count() == 0


# The command


def said(capsys, *arguments):
    call_command("retention", "run", *arguments)
    return capsys.readouterr().out


def test_it_ends_well_where_a_plan_waits(goes, capsys):
    words = said(capsys)
    assert words == f"Plan {Plan.objects.get().pk} waits for approval.\n"


def test_it_ends_well_where_nothing_is_due(capsys):
    assert said(capsys) == "Nothing is due.\n"


def test_a_plan_is_named(kept_by, rule, goes, capsys):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    words = f"Plan {plan.pk}: 1 thing erased or anonymised, 0 left alone.\n"
    assert said(capsys, "--plan", str(plan.pk)) == words


def test_what_may_not_be_done_is_an_error_with_words(kept_by, rule, goes):
    plan = a_plan(kept_by.register, whole(goes, rule))
    with pytest.raises(CommandError, match="Nobody has approved"):
        call_command("retention", "run", "--plan", str(plan.pk))
    with pytest.raises(CommandError, match="There is no plan 999"):
        call_command("retention", "run", "--plan", "999")
    with pytest.raises(CommandError, match="No run waits"):
        call_command("retention", "run", "--resume")


def test_a_signal_stops_it_and_resume_goes_on(kept_by, rule, goes, capsys, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 1)
    others = [a_former_customer(kept_by, f"N-{number}") for number in range(10, 13)]
    plan = an_approved_plan(kept_by.register, *(whole(one, rule) for one in [goes, *others]))
    carry_out = running._Work.carry_out

    def and_be_told_to_end(self, items):
        carry_out(self, items)
        if states(plan).count("done") == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(running._Work, "carry_out", and_be_told_to_end)
    words = said(capsys, "--plan", str(plan.pk))
    assert words.endswith("Stopped before its end: go on with --resume.\n")
    assert states(plan) == ["done", "done", "", ""]
    with pytest.raises(CommandError, match="--resume"):
        call_command("retention", "run", "--plan", str(plan.pk))
    assert said(capsys, "--resume").startswith(f"Plan {plan.pk}: 4 things")


def test_progress_is_drawn_for_whoever_waits(kept_by, rule, goes):
    class Terminal(StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    call_command("retention", "run", "--plan", str(plan.pk), stdout=terminal)
    assert f"plan {plan.pk}: 1 of 1, 0 left alone" in terminal.getvalue()


@pytest.mark.sqlite  # on PostgreSQL a session takes its own lock again: see test_crashes.py
def test_the_nightly_task_leaves_another_run_alone(kept_by, rule, goes, caplog):
    an_approved_plan(kept_by.register, whole(goes, rule))
    with turn():
        run_retention.func()
    assert "another run is at work" in caplog.text


@pytest.mark.parametrize("action", ["erase", "anonymise"])
def test_what_is_done_is_not_due_again_the_next_night(kept_by, rule, settings, action):
    settings.RETENTION_POLICY_SIZE = 100
    rule.action = action
    rule.save()
    goes = somebody_whole(kept_by, "N-40", "Katoavainen")
    first = night(timezone.now()).runs
    assert [run.done > 0 for run in first] == [True]
    assert not DataSubject.objects.filter(pk=goes.pk, customer_number="N-40").exists()
    assert night(NOW + timedelta(days=1)).runs == []


def test_an_import_that_was_at_work_when_somebody_went_is_given_up_at_night(kept_by, rule, goes):
    """No run may come for a long time, and the import may be left as it is for as long."""
    content = b"Sukunimi;Asiakasnumero\nEntinen;N-2\n"
    upload = Import.objects.create(kept_by=kept_by, stage="uploaded", sha256="0" * 64, size=1)
    upload.file.save("lista.csv", ContentFile(content))
    with somebody_else_at_work(kept_by):
        run(an_approved_plan(kept_by.register, whole(goes, rule)), actor=JOB, now=NOW)
    assert Import.objects.get(pk=upload.pk).stage == "uploaded"
    done = night(NOW + timedelta(hours=20))
    assert done.runs == []
    upload.refresh_from_db()
    assert (upload.stage, bool(upload.file)) == ("abandoned", False)


@pytest.fixture
def of_yesterday(kept_by, goes):
    return make_plan(TODAY - timedelta(days=1), register=kept_by.register, by=None, now=NOW)


def say_yes(plan):
    by, _another = (make.a_user(is_superuser=True) for _each in range(2))
    way = ApprovalWay.SECOND_PERSON
    approvals.approve(plan, by=by, way=way, now=NOW, digest=plan.digest)


def test_a_plan_that_somebody_approves_in_the_meantime_is_not_forgotten(of_yesterday):
    unapproved = Plan.objects.filter(pk=of_yesterday.pk, approval=None)
    say_yes(of_yesterday)
    assert not nightly._give_up(Plan.objects.filter(pk=of_yesterday.pk))
    assert not nightly._give_up(unapproved)
    assert items_digest(of_yesterday) == of_yesterday.digest


def test_a_plan_that_is_being_forgotten_can_no_longer_be_approved(of_yesterday):
    assert nightly._give_up(Plan.objects.filter(pk=of_yesterday.pk))
    with pytest.raises(Refusal, match="still being made"):
        say_yes(of_yesterday)
    night()  # killed in between: the next night has the rest
    assert not Plan.objects.filter(pk=of_yesterday.pk).exists()


# The same night twice


def test_switched_off_nothing_is_approved_by_policy_and_nobody_dies_of_it(goes, settings):
    settings.RETENTION_RUNS = False
    settings.RETENTION_POLICY_SIZE = 100
    assert [len(night().waiting) for _each in range(2)] == [1, 1]
    assert not Approval.objects.exists()
    settings.RETENTION_RUNS = True
    assert len(night().runs) == 1
    assert is_gone(goes)


def test_what_policy_has_approved_is_not_approved_again(kept_by, goes, settings):
    """Killed between approval and run; and again once the run is refused."""
    settings.RETENTION_POLICY_SIZE = 100
    plan = make_plan(TODAY, register=kept_by.register, by=None, now=NOW)
    approvals.approve(plan, by=None, way=ApprovalWay.POLICY, now=NOW, digest=plan.digest)
    settings.RETENTION_RUNS = False
    assert [[refused.pk for refused, _why in night().refused] for _each in range(2)] == [
        [plan.pk],
        [plan.pk],
    ]
    settings.RETENTION_RUNS = True
    assert [run.plan for run in night().runs] == [plan]


def test_an_approved_plan_whose_rules_have_changed_is_tried_once(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    rule.terms.update(length=4)
    assert [refused.pk for refused, _why in night().refused] == [plan.pk]
    assert night().refused == []
