"""The outbox against a real mail server: every mail leaves, once, and is forgotten then."""

import os
import signal
from datetime import datetime, timedelta
from email.header import decode_header, make_header

import pytest
from django.contrib.auth.models import Group as GroupRow
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from register import outbox
from register.groups import Group
from register.models import OutgoingMail, User
from tests import processes
from tests.mail_server import LOCAL
from tests.register.test_jobs import do_all, in_threads

ADDRESS = "aino.keksitty@kuvitelma.example"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

in_the_database = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


def queue(to: str = ADDRESS, *, key: str = "first") -> OutgoingMail:
    outbox.queue_mail(
        key=key, kind="greeting", to=to, subject="Hyvää päivää, Aino", body="Löytyi kaikki.\n"
    )
    return OutgoingMail.objects.get(key=key)


def send(mail: OutgoingMail, *, now: datetime | None = None) -> OutgoingMail:
    outbox.send(mail.pk, now=now or timezone.now())
    mail.refresh_from_db()
    return mail


def content(mail: OutgoingMail) -> tuple[str, str, str]:
    return mail.recipient, mail.subject, mail.body


# Sending


@committed
def test_mail_is_sent_by_a_worker_and_its_content_forgotten(server) -> None:
    server.start()
    mail = queue()
    do_all()
    (letter,) = server.letters()
    assert letter["To"] == letter["X-RcptTo"] == ADDRESS
    assert str(make_header(decode_header(letter["Subject"]))) == "Hyvää päivää, Aino"
    assert letter.get_payload(decode=True).decode() == "Löytyi kaikki.\n"
    assert letter["Auto-Submitted"] == "auto-generated"
    mail.refresh_from_db()
    assert content(mail) == ("", "", "")
    assert (mail.key, mail.kind, mail.attempts) == ("first", "greeting", 1)
    assert mail.sent_at is not None


@in_the_database
def test_an_act_that_is_undone_leaves_no_mail() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()
    assert not DBTaskResult.objects.exists()


@in_the_database
def test_the_same_key_is_one_mail(server) -> None:
    server.start()
    send(queue())
    assert outbox.queue_mail(key="first", kind="x", to=ADDRESS, subject="x", body="x") is False
    assert send(queue()).attempts == 1
    assert DBTaskResult.objects.count() == len(server.letters()) == 1


@committed
def test_many_workers_send_it_once(server) -> None:
    server.start()
    mail = queue()
    in_threads(lambda: outbox.send(mail.pk, now=timezone.now()), count=4)
    assert len(server.letters()) == 1
    mail.refresh_from_db()
    assert mail.attempts == 1


@in_the_database
def test_a_subject_stays_one_line(server) -> None:
    server.start()
    outbox.queue_mail(
        key="k", kind="x", to=ADDRESS, subject="Hei\r\nBcc: onni@kuvitelma.example", body="x"
    )
    send(OutgoingMail.objects.get())
    (letter,) = server.letters()
    assert letter["Subject"] == "Hei Bcc: onni@kuvitelma.example"
    assert letter["X-RcptTo"] == ADDRESS


# Trouble


@in_the_database
def test_while_the_server_is_down_mail_waits_and_leaves_once_when_it_is_back(
    server, caplog
) -> None:
    mail, now = queue(), timezone.now()
    send(mail, now=now)
    assert (mail.attempts, mail.next_attempt_at, mail.sent_at) == (1, now + MINUTE, None)
    assert content(mail)[0] == ADDRESS
    assert "not sent at attempt 1: ConnectionRefusedError" in caplog.text

    server.start()
    assert send(mail, now=now + MINUTE / 2).attempts == 1  # not its turn
    assert server.letters() == []

    OutgoingMail.objects.update(next_attempt_at=now)
    outbox.send_waiting_mail.call()
    outbox.send_waiting_mail.call()
    mail.refresh_from_db()
    assert len(server.letters()) == 1
    assert (mail.attempts, content(mail)) == (2, ("", "", ""))
    assert mail.sent_at is not None


@in_the_database
def test_all_mail_waits_for_a_server_that_does_not_answer(server) -> None:
    first, second = queue(), queue(key="second")
    now = timezone.now()
    send(first, now=now)
    assert send(second, now=now).attempts == 0
    assert second.next_attempt_at == now + outbox.PAUSE


@committed
def test_a_worker_killed_while_it_sends_loses_no_mail(server) -> None:
    server.start()
    mail = queue("slow@kuvitelma.example")
    address = f"smtp://{LOCAL}:{server.port}"
    command = processes.start("run_jobs", "--once", EMAIL_URL=address)
    processes.wait_for(server.silence.exists)
    os.kill(command.pid, signal.SIGKILL)
    command.communicate(timeout=processes.PATIENCE)

    now = timezone.now()
    assert send(mail, now=now).sent_at is None  # another may be at it still
    assert send(mail, now=now + outbox.CLAIM).sent_at is not None
    assert len(server.letters()) == 1


@in_the_database
def test_a_copy_has_the_same_message_id(server) -> None:
    server.start()
    mail = send(queue())
    again = {"sent_at": None, "recipient": ADDRESS, "subject": "x", "body": "x"}
    OutgoingMail.objects.update(**again, next_attempt_at=timezone.now())
    send(mail)
    send(queue(key="second"))
    numbers = [letter["Message-ID"] for letter in server.letters()]
    assert (len(numbers), len(set(numbers))) == (3, 2)


@in_the_database
@pytest.mark.parametrize("address", ["refused@kuvitelma.example", "aino@kuvitelma.example\nBcc: x"])
def test_mail_nobody_takes_is_given_up_at_once(server, caplog, address) -> None:
    server.start()
    mail = send(queue(address))
    assert mail.given_up_at is not None
    assert "given up at attempt 1" in caplog.text
    assert "kuvitelma" not in caplog.text
    assert content(mail)[0] == address  # for a second try, for a month


@in_the_database
def test_mail_refused_for_now_is_tried_again_and_stops_no_other(server, caplog) -> None:
    server.start()
    mail, other = send(queue("later@kuvitelma.example")), send(queue(key="second"))
    assert (mail.given_up_at, mail.sent_at) == (None, None)
    assert "SMTPRecipientsRefused 451" in caplog.text
    assert other.sent_at is not None


@in_the_database
def test_waits_grow_until_mail_is_given_up_after_three_days(server, caplog) -> None:
    mail, now = queue(), timezone.now()
    begun, waits = now, []
    while mail.given_up_at is None:
        send(mail, now=now)
        waits.append((mail.next_attempt_at - now) // MINUTE)
        now = mail.next_attempt_at
    assert waits[:10] == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]
    assert mail.attempts == outbox.ATTEMPTS
    assert timedelta(days=2.5) < mail.given_up_at - begun < timedelta(days=3.5)
    assert ADDRESS not in caplog.text
    assert send(mail, now=now + DAY).attempts == outbox.ATTEMPTS


# Afterwards


@in_the_database
def test_a_sent_mail_cannot_keep_its_content(server) -> None:
    mail = queue()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())


@in_the_database
def test_content_of_mail_given_up_goes_after_a_month_and_rows_after_a_year(server) -> None:
    now = timezone.now()
    for key, queued, sent, given_up in (
        ("waiting", 500, None, None),
        ("sent", 399, 399, None),
        ("sent long ago", 401, 401, None),
        ("given up", 33, None, 29),
        ("given up a month ago", 34, None, 31),
    ):
        queue(key=key)
        mails = OutgoingMail.objects.filter(key=key)
        if sent:
            mails.update(recipient="", subject="", body="", sent_at=now - sent * DAY)
        mails.update(queued_at=now - queued * DAY, given_up_at=given_up and now - given_up * DAY)
    outbox.forget_old(now)
    assert dict(OutgoingMail.objects.values_list("key", "recipient")) == {
        "waiting": ADDRESS,
        "sent": "",
        "given up": ADDRESS,
        "given up a month ago": "",
    }


@in_the_database
@pytest.mark.parametrize(("group", "may"), [(Group.ADMINISTRATOR, True), (Group.AUDITOR, False)])
def test_an_administrator_tries_mail_again_that_was_given_up(server, client, group, may) -> None:
    server.start()
    mail = send(queue("refused@kuvitelma.example"))
    forgotten = queue(key="second")
    nothing = {"recipient": "", "subject": "", "body": ""}
    OutgoingMail.objects.filter(pk=forgotten.pk).update(given_up_at=timezone.now(), **nothing)
    user = User.objects.create_user("invented", is_staff=True)
    user.groups.add(GroupRow.objects.get(name=group.value))
    client.force_login(user)
    page = reverse("admin:register_outgoingmail_changelist")
    chosen = {"action": "try_again", "_selected_action": [mail.pk, forgotten.pk]}
    client.post(page, chosen)
    mail.refresh_from_db()
    forgotten.refresh_from_db()
    assert (mail.given_up_at is None) is may
    assert forgotten.given_up_at is not None  # there is nothing left to send
