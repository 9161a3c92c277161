"""Killed by the kernel while it erases: what is approved is done once, whole, and noted at last."""

import random
import signal

import pytest
from django.db import connection
from django.utils import timezone

from register.models import DataSubject
from retention.models import LedgerEntry, Run
from subjects.carrying import erasure
from subjects.enums import RequestedKind, Status, Step
from subjects.models import CarriedRight, Request
from subjects.policies import Hand, NotAllowed
from tests import factories as make
from tests import processes
from tests.subjects.requests import Office

pytestmark = pytest.mark.django_db(transaction=True)
SEED = random.randrange(1_000_000)  # noqa: S311 # told

KILLED = """
import os, signal
from django.db import connection
from django.utils import timezone
from register.models import User
from subjects.carrying import carry_out
from subjects.models import Request
request = Request.objects.get(pk={request})
by = User.objects.get(pk={by})
seen = 0
def count(execute, sql, params, many, context):
    global seen
    seen += 1
    if seen == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(count):
    carry_out(
        request,
        by=by,
        now=timezone.now(),
        expected_version=request.version,
        digest=request.approved_digest,
    )
"""


@pytest.fixture(autouse=True)
def _no_process_stays():
    yield
    processes.stop_all()


def an_approved(office):
    return office.approve(office.decided(RequestedKind.ERASURE), now=timezone.now())


def statements_of_a_whole_way():
    """Of somebody else's erasure, undisturbed."""
    office, seen = Office(), 0
    approved = an_approved(office)

    def count(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        office.carry_out(approved, now=timezone.now())
    return seen


def killed_at(office, request, statement):
    script = KILLED.format(request=request.pk, by=office.handler.pk, at=statement)
    process = processes.start("shell", "-v", "0", "-c", script)
    said, _nothing = process.communicate(timeout=processes.PATIENCE)
    assert process.returncode in (0, -signal.SIGKILL), said
    return process.returncode != 0


def test_killed_again_and_again_it_erases_once_and_says_so_at_last():
    statements = statements_of_a_whole_way()
    office = Office()
    neighbour = make.a_person(office.kept_by, family_name="Naapuri")
    request = an_approved(office)
    draw, kills = random.Random(SEED), 0  # noqa: S311
    for at in (draw.randrange(10, statements // 2), statements // 2, statements - 10):
        kills += killed_at(office, request, at)
        gone = not DataSubject.objects.filter(pk=office.person.pk).exists()
        noted = LedgerEntry.objects.filter(uuid=office.person.uuid).count()
        assert noted == gone, f"SEED={SEED}"
        if CarriedRight.objects.filter(request=request).exists():
            assert Run.objects.get(plan__reference=request.reference).finished_at, f"SEED={SEED}"
    assert kills, f"SEED={SEED}"
    request = Request.objects.get(pk=request.pk)
    if request.status == Status.APPROVED:
        request = office.carry_out(request, now=timezone.now())
    assert request.status == Status.CARRIED_OUT
    run = Run.objects.get(plan__reference=request.reference)
    assert (run.done, run.skipped) == (1, 0)
    assert LedgerEntry.objects.filter(uuid=office.person.uuid).count() == 1
    assert not DataSubject.objects.filter(pk=office.person.pk).exists()
    assert DataSubject.objects.filter(pk=neighbour.pk).exists()


@pytest.mark.parametrize("right", [RequestedKind.RESTRICTION, RequestedKind.OBJECTION])
def test_what_was_carried_before_does_not_lack_the_person_who_is_erased_since(right, settings):
    office = Office()
    request = office.matched(right, RequestedKind.ERASURE)
    for one in (right, RequestedKind.ERASURE):
        request = office.decide(request, one)
    request = office.approve(office.step(request, Step.FINISH_DECIDING), now=timezone.now())
    settings.RETENTION_RUNS = False
    with pytest.raises(NotAllowed):
        office.carry_out(request, now=timezone.now())
    settings.RETENTION_RUNS = True
    assert [one.right for one in request.carriedrights.all()] == [right]
    erasure.prepare(request, Hand(office.handler, timezone.now()))  # and then the machine died
    assert not DataSubject.objects.filter(pk=office.person.pk).exists()
    assert office.carry_out(request, now=timezone.now()).status == Status.CARRIED_OUT
