"""Who may approve a plan, which plan, and for how long."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.utils import timezone, translation

from register.groups import Group
from register.journal import JOB
from register.models import DataSubject
from register.refusal import Refusal
from retention.approvals import SIGNED_IN_WITHIN, approve, check_approved, size_of, ways_for
from retention.models import Approval, ApprovalWay
from retention.run import run
from tests import factories as make
from tests.retention.run.planning import (
    TODAY,
    a_carried_rule,
    a_former_customer,
    a_plan,
    whole,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECOND, SOLE, POLICY = ApprovalWay.SECOND_PERSON, ApprovalWay.SOLE_OFFICER, ApprovalWay.POLICY


@pytest.fixture
def officer():
    return make.a_user(Group.COMPLIANCE_OFFICER)


def plan_of(kept_by, people=2, **values):
    rule = a_carried_rule(kept_by.register, f"saanto-{DataSubject.objects.count()}")
    start = DataSubject.objects.count()
    goes = [a_former_customer(kept_by, f"A-{start + number}") for number in range(people)]
    return a_plan(kept_by.register, *(whole(person, rule) for person in goes), **values)


def say_yes(plan, by, way=SECOND, now=NOW, **values):
    return approve(plan, by=by, way=way, now=now, **{"digest": plan.digest, **values})


def test_another_person_than_the_maker_approves(kept_by, officer):
    plan = plan_of(kept_by, made_by=make.a_user(Group.COMPLIANCE_OFFICER))
    given = say_yes(plan, officer)
    assert (given.approved_by, given.way, given.digest) == (officer, SECOND, plan.digest)


def test_the_maker_does_not_approve_where_somebody_else_could(kept_by, officer):
    make.a_user(Group.COMPLIANCE_OFFICER)
    plan = plan_of(kept_by, made_by=officer)
    with pytest.raises(Refusal, match="somebody else"):
        say_yes(plan, officer, SOLE, count=2)


def test_of_two_officers_either_approves_what_the_machine_made(kept_by, officer):
    make.a_user(Group.COMPLIANCE_OFFICER)
    assert say_yes(plan_of(kept_by, made_by=None), officer).way == SECOND


def test_a_sole_officer_signs_in_again_for_what_the_machine_made_too(kept_by, officer):
    plan = plan_of(kept_by, made_by=None)
    with pytest.raises(Refusal, match="in this way"):
        say_yes(plan, officer)
    officer.last_login = NOW
    assert say_yes(plan, officer, SOLE, count=2).way == SOLE


def test_a_colleague_who_has_left_is_nobody_else(kept_by, officer):
    make.a_user(Group.COMPLIANCE_OFFICER, is_active=False)
    assert ways_for(plan_of(kept_by, made_by=officer), officer) == SOLE


def test_a_sole_officer_signs_in_again_and_types_the_count(kept_by, officer):
    plan = plan_of(kept_by, made_by=officer)
    officer.last_login = NOW - timedelta(minutes=1)
    with pytest.raises(Refusal, match="count"):
        say_yes(plan, officer, SOLE, count=3)
    assert say_yes(plan, officer, SOLE, count=2).way == SOLE


@pytest.mark.parametrize("ago", [None, SIGNED_IN_WITHIN + timedelta(seconds=1)])
def test_a_sole_officer_who_has_not_signed_in_lately_is_refused(kept_by, officer, ago):
    plan = plan_of(kept_by, made_by=officer)
    officer.last_login = None if ago is None else NOW - ago
    with pytest.raises(Refusal, match="Sign in again"):
        say_yes(plan, officer, SOLE, count=2)
    assert not Approval.objects.exists()


def test_nobody_approves_without_the_permission(kept_by):
    plan = plan_of(kept_by)
    for group in (Group.STAFF, Group.REQUEST_HANDLER, Group.AUDITOR, Group.ADMINISTRATOR):
        with pytest.raises(Refusal, match="may not"):
            say_yes(plan, make.a_user(group))
    named = make.a_user()
    named.user_permissions.add(Permission.objects.get(codename="approve_plan"))
    assert say_yes(plan, named).approved_by == named


def test_an_approval_stands_for_fourteen_days_after_the_day_of_the_plan(kept_by, officer):
    plan = plan_of(kept_by, on=TODAY - timedelta(days=14))
    say_yes(plan, officer)
    assert check_approved(plan, today=TODAY).approved_by == officer
    with pytest.raises(Refusal, match="fourteen days old"):
        check_approved(plan, today=TODAY + timedelta(days=1))


@pytest.mark.parametrize("lost", ["right", "account"])
def test_the_word_of_who_may_no_longer_give_it_is_void(kept_by, officer, lost):
    plan = plan_of(kept_by)
    say_yes(plan, officer)
    if lost == "right":
        officer.groups.clear()
    else:
        officer.is_active = False
        officer.save()
    with pytest.raises(Refusal, match="no longer"):
        run(plan, actor=JOB, now=NOW)
    assert DataSubject.objects.count() == 2


def test_policy_approves_what_is_smaller_than_the_size(kept_by, settings):
    plan = plan_of(kept_by, people=2)
    for size in (0, 1, 2):
        settings.RETENTION_POLICY_SIZE = size
        with pytest.raises(Refusal, match="too large"):
            say_yes(plan, None, POLICY)
    settings.RETENTION_POLICY_SIZE = 3
    given = say_yes(plan, None, POLICY)
    assert (given.way, given.approved_by) == (POLICY, None)


def test_what_is_kept_does_not_count(kept_by):
    plan = plan_of(kept_by, people=2)
    plan.items.create(part="person", outcome="keep", kept="hold")
    assert size_of(plan) == 2


def test_the_approval_names_the_very_plan_that_was_looked_at(kept_by, officer):
    plan = plan_of(kept_by)
    with pytest.raises(Refusal, match="look at it again"):
        say_yes(plan, officer, digest="0" * 64)


def test_an_incomplete_plan_is_not_approved(kept_by, officer):
    plan = plan_of(kept_by)
    plan.complete = False
    plan.save()
    with pytest.raises(Refusal, match="still being made"):
        say_yes(plan, officer)


def test_a_plan_is_approved_from_fourteen_days_before_its_day(kept_by, officer):
    with pytest.raises(Refusal, match="fourteen days"):
        say_yes(plan_of(kept_by, on=TODAY + timedelta(days=15)), officer)
    assert say_yes(plan_of(kept_by, on=TODAY + timedelta(days=14)), officer)


def test_an_early_plan_waits_for_its_day(kept_by, officer):
    plan = plan_of(kept_by, on=TODAY + timedelta(days=3))
    say_yes(plan, officer)
    with pytest.raises(Refusal, match="has not come"):
        run(plan, actor=JOB, now=NOW)
    assert DataSubject.objects.count() == 2
    run(plan, actor=JOB, now=NOW + timedelta(days=3))
    assert not DataSubject.objects.exists()


def test_who_clicks_twice_approves_once_and_a_second_approver_is_told(kept_by, officer):
    plan = plan_of(kept_by)
    assert say_yes(plan, officer) == say_yes(plan, officer)
    with pytest.raises(Refusal, match="already"):
        say_yes(plan, make.a_user(Group.COMPLIANCE_OFFICER))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_is_told(kept_by):
    plan = plan_of(kept_by)
    officers = [make.a_user(Group.COMPLIANCE_OFFICER) for _one in range(2)]
    together, said = Barrier(2), []

    def approve_now(by):
        try:
            together.wait()
            with translation.override("en"):
                say_yes(plan, by)
            said.append("approved")
        except Refusal as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=approve_now, args=[by]) for by in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["The plan has been approved already.", "approved"]
    assert Approval.objects.count() == 1
