"""The mail of the self-test read in its mailbox, from a real IMAP server."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from subjects.models import Part
from subjects.self_test import door
from subjects.self_test.mailbox import NotArrived, take_out
from tests.imap_server import PASSWORD, USER, ImapServer
from tests.mail_server import LOCAL, MailServer
from tests.subjects.self_test.conftest import MAILBOX
from tests.subjects.self_test.test_door import nothing_is_left, on_its_way

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]
SHORT = timedelta(seconds=1)
LONG = timedelta(minutes=1)


@pytest.fixture
def box(post: MailServer, settings: Any) -> Iterator[ImapServer]:
    deliver(post, "ennen", "Muuta postia.")
    server = ImapServer(post)
    server.start()
    settings.SELF_TEST_IMAP = server.mailbox
    yield server
    server.stop()


def deliver(post: MailServer, name: str, text: str) -> str:
    mail = EmailMessage()
    mail["From"], mail["To"] = "joku@esimerkki.example", MAILBOX
    mail["Message-ID"] = f"<{name}@esimerkki.example>"
    mail.set_content(text)
    with smtplib.SMTP(LOCAL, post.port) as out:
        out.send_message(mail)
    return str(mail["Message-ID"])


def failing() -> str:
    return door.run("asiakkaat", arrives_in=SHORT).failed


def test_the_mail_is_found_and_gone_and_other_mail_stays(post: MailServer, box: ImapServer) -> None:
    assert door.run("asiakkaat", arrives_in=LONG).failed == ""
    [other] = post.letters()
    assert other["Message-ID"] == "<ennen@esimerkki.example>"
    assert nothing_is_left()


def test_the_link_that_is_followed_is_that_of_the_mail(post: MailServer, box: ImapServer) -> None:
    asked, visitor = on_its_way()
    mail = door._wait_for_mail(asked, LONG)
    _other, letter = post.letters()
    text = letter.get_payload(decode=True)
    assert isinstance(text, bytes)
    link = door._link(asked, mail, LONG)
    assert link in text.decode().split()
    door.follow(visitor, asked, link)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[MailServer]:
    server = MailServer(tmp_path / "elsewhere")
    server.folder.parent.mkdir()
    server.start()
    yield server
    server.stop()


def test_a_mail_that_gets_lost_on_its_way(
    box: ImapServer, elsewhere: MailServer, settings: Any
) -> None:
    """The mail server took it, and put it elsewhere."""
    settings.EMAIL_PORT = elsewhere.port
    assert failing() == Part.MAILBOX
    assert len(elsewhere.letters()) == 1
    assert nothing_is_left()


def test_a_mailbox_that_cannot_be_read(
    box: ImapServer, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SELF_TEST_IMAP = {**box.mailbox, "password": "väärä"}
    assert failing() == Part.MAILBOX
    settings.SELF_TEST_IMAP = {**box.mailbox, "folder": "Kadonnut"}
    assert failing() == Part.MAILBOX
    box.stop()
    settings.SELF_TEST_IMAP = box.mailbox
    assert failing() == Part.MAILBOX
    for secret in (USER, PASSWORD, "väärä", LOCAL):
        assert secret not in caplog.text


def test_a_mail_without_the_link(post: MailServer, box: ImapServer) -> None:
    number = deliver(post, "tyhja", "Tässä ei ole linkkiä: äö.")
    assert take_out(box.mailbox, number, patience=LONG).strip() == "Tässä ei ole linkkiä: äö."
    with pytest.raises(NotArrived, match="no mail after 1 s"):
        take_out(box.mailbox, number, patience=SHORT)
