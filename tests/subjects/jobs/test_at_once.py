"""Two workers, a killed one, a mail server that is away for a day: each letter arrives, once."""

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from register import jobs as background
from register.models import OutgoingMail
from register.outbox import send_waiting_mail
from subjects import jobs
from subjects.enums import LetterKind
from subjects.models import Letter, StaffReminder, TimelineEvent
from tests import processes
from tests.mail_server import LOCAL, MailServer
from tests.subjects.requests import NOW, Office
from tests.subjects.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


@pytest.fixture
def office(transactional_db: None) -> Office:
    return Office()


@pytest.fixture
def server(server: MailServer) -> Iterator[MailServer]:
    """The same, with an end to the processes that send by it."""
    yield server
    processes.stop_all()


def sent() -> Any:
    return Letter.objects.filter(sent_at__isnull=False)


def test_of_two_workers_one_sends_and_one_reminds(office: Office) -> None:
    office.handler.email = "kasittelija@satumaa.example"
    office.handler.save()
    request = office.confirmed()
    late = NOW + 60 * DAY

    def work() -> None:
        jobs.send_owed_letters(late)
        jobs.remind_staff(late)

    assert at_once(work, work) == ["NoneType", "NoneType"]
    assert sent().count() == 1
    assert TimelineEvent.objects.filter(request=request, step="send_letter").count() == 1
    assert StaffReminder.objects.filter(kind="late").count() == 1
    kinds = OutgoingMail.objects.values_list("kind", flat=True).order_by("kind")
    assert list(kinds) == ["letter_receipt", "request_reminder"]


def test_a_killed_worker_leaves_nothing_out_and_nothing_twice(
    office: Office, server: MailServer
) -> None:
    requests = [office.confirmed() for _number in range(12)]
    server.start()
    address = f"smtp://{LOCAL}:{server.port}"
    jobs.send_letters.enqueue()
    command = processes.start("run_jobs", "--every", "600", EMAIL_URL=address)
    processes.wait_for(lambda: sent().count() > 2)
    os.kill(command.pid, signal.SIGKILL)
    command.communicate(timeout=processes.PATIENCE)

    later = timezone.now() + DAY
    background.queue_again(later, limit=timedelta(hours=1))
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    OutgoingMail.objects.filter(sent_at__isnull=True).update(next_attempt_at=timezone.now())
    jobs.send_letters.enqueue()
    processes.output_of(processes.start("run_jobs", "--once", EMAIL_URL=address))
    jobs.send_owed_letters(timezone.now())
    assert sent().filter(kind=LetterKind.RECEIPT).count() == len(requests)
    for request in requests:
        assert request.timelineevents.filter(step="send_letter").count() == 1
    assert OutgoingMail.objects.filter(kind="letter_receipt").count() == len(requests)
    # If it was killed between the server's yes and our note, a copy has the same Message-ID.
    assert len({letter["Message-ID"] for letter in server.letters()}) == len(requests)


def test_a_mail_server_that_is_away_for_a_day_loses_and_doubles_nothing(
    office: Office, server: MailServer
) -> None:
    requests = [office.confirmed() for _number in range(5)]
    address = f"smtp://{LOCAL}:{server.port}"
    for _look in range(2):  # the letters leave the house; the mail waits
        processes.output_of(processes.start("run_jobs", "--once", EMAIL_URL=address))
        OutgoingMail.objects.update(next_attempt_at=timezone.now())
        jobs.send_letters.enqueue()
    assert sent().count() == len(requests)
    assert not OutgoingMail.objects.filter(sent_at__isnull=False).exists()

    server.start()  # the next day
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    for _look in range(2):
        DBTaskResult.objects.filter(task_path="register.outbox.send_waiting_mail").delete()
        send_waiting_mail.enqueue()
        processes.output_of(processes.start("run_jobs", "--once", EMAIL_URL=address))
    letters = server.letters()
    assert len(letters) == len(requests)
    assert len({letter["Message-ID"] for letter in letters}) == len(requests)
    assert not OutgoingMail.objects.filter(sent_at__isnull=True).exists()
