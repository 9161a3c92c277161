"""Two at once, with connections of their own: one is first, the other is told to look again."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from register.journal import THE_SUBJECT
from retention.holds import in_force
from subjects import workflow
from subjects.enums import Ground, Outcome, RequestedKind, Status, Step, TokenPurpose
from subjects.models import Decision, Request, TimelineEvent
from subjects.policies import Stale
from subjects.tokens import issue, use
from tests.subjects.requests import LETTER, NOW, Office

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[str]:
    """What became of each, as the name of what came back or was raised."""
    start, outcomes = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=60)
            outcomes.append(type(work()).__name__)
        except Exception as fault:
            outcomes.append(type(fault).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def deciding(request: Request, office: Office, first: bool) -> Callable[[], object]:
    facts = (
        {"outcome": Outcome.GRANTED}
        if first
        else {"outcome": Outcome.REFUSED, "ground": Ground.AML_SECRET}
    )
    return lambda: workflow.move(
        request,
        Step.DECIDE_ITEM,
        by=office.handler if first else office.other_handler,
        now=NOW,
        expected_version=request.version,
        right=RequestedKind.ACCESS,
        **facts,
    )


def test_two_officers_who_decide_differently_do_not_overwrite_each_other() -> None:
    office = Office()
    request = office.matched()
    outcomes = at_once(deciding(request, office, True), deciding(request, office, False))
    assert outcomes == ["Request", Stale.__name__]
    assert Decision.objects.count() == 1
    after = Request.objects.get(pk=request.pk)
    assert after.version == request.version + 1
    who = TimelineEvent.objects.get(request=request, version=after.version).actor
    assert Decision.objects.get().decided_by_id == who


def test_an_answer_and_a_withdrawal_at_once_end_in_one_of_them() -> None:
    office = Office()
    request = office.refused()

    def step(step: Step, **facts: object) -> Callable[[], object]:
        by = office.handler if step == Step.ANSWER else THE_SUBJECT
        version = request.version
        return lambda: workflow.move(
            request, step, by=by, now=NOW, expected_version=version, **facts
        )

    outcomes = at_once(step(Step.ANSWER, **LETTER), step(Step.WITHDRAW))
    assert outcomes == ["Request", Stale.__name__]
    after = Request.objects.get(pk=request.pk)
    answered = after.letters.filter(kind="decision", sent_at__isnull=False).exists()
    assert (after.status == Status.ANSWERED) is answered


def test_a_link_that_is_clicked_twice_at_once_is_used_once() -> None:
    office = Office()
    text = issue(office.submitted(), TokenPurpose.CONFIRM, now=NOW, lasts=timedelta(days=1))
    click = lambda: use(text, TokenPurpose.CONFIRM, now=NOW)  # noqa: E731
    assert at_once(click, click, click) == ["NoneType", "NoneType", "Request"]


def test_two_requests_about_one_person_that_end_at_once_leave_no_hold() -> None:
    """Neither sees the other still open: the people are locked before others are looked for."""
    office = Office()
    requests = [office.matched(), office.matched()]

    def end(request: Request) -> Callable[[], object]:
        return lambda: workflow.move(
            request, Step.WITHDRAW, by=THE_SUBJECT, now=NOW, expected_version=request.version
        )

    assert at_once(*map(end, requests)) == ["Request", "Request"]
    assert not in_force().exists()
