"""The self-test goes the way of a person, leaves nothing behind, and says which part failed."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from register.models import JournalEntry, OutgoingMail, RegisterController
from subjects import tokens
from subjects.enums import TokenPurpose
from subjects.models import (
    FormMark,
    Letter,
    Part,
    Request,
    Requester,
    SelfTest,
    TimelineEvent,
    Token,
)
from subjects.public.links import absolute
from subjects.self_test import door, mark
from subjects.self_test.visitor import Visitor
from tests import factories as make
from tests.mail_server import LOCAL, MailServer
from tests.subjects.self_test.conftest import MAILBOX

pytestmark = pytest.mark.django_db(transaction=True)
SHORT = timedelta(seconds=1)


def failing(slug: str = "asiakkaat") -> str:
    return door.run(slug, patience=SHORT).failed


def nothing_is_left() -> bool:
    tables = (Request.everything, Requester.objects, TimelineEvent.objects, Token.objects)
    return not any(rows.exists() for rows in (*tables, Letter.objects, FormMark.objects))


@pytest.mark.usefixtures("site")
def test_a_form_that_works(post: MailServer) -> None:
    test = SelfTest.objects.get(pk=door.run("asiakkaat").pk)
    assert (test.failed, bool(test.sent_at), bool(test.ended_at)) == ("", True, True)
    [letter] = post.letters()
    assert letter["To"] == MAILBOX
    assert nothing_is_left()
    assert not JournalEntry.objects.exists()


def test_a_form_that_asks_which_controller(site: RegisterController) -> None:
    second = make.a_controller("toinen", name="Toinen Oy")
    make.a_membership(site.register, second)
    assert failing() == ""


@pytest.mark.usefixtures("site")
def test_nobody_answers(post: MailServer, settings: Any) -> None:
    post.stop()  # nobody listens at its port any more
    settings.SITE_URL = f"http://{LOCAL}:{post.port}"
    assert failing() == Part.SITE
    assert nothing_is_left()


@pytest.mark.usefixtures("site")
def test_a_form_that_is_not_there() -> None:
    assert failing("kadonnut") == Part.FORM


def test_a_form_that_takes_nothing(site: RegisterController) -> None:
    """As after a fault in it: the mark was used, so the visit is turned away."""
    test = SelfTest.objects.create(started_at=timezone.now(), sent_at=timezone.now())
    visitor = Visitor(settings.SITE_URL, {mark.HEADER: mark.of(test)})
    with pytest.raises(door.Failed, match="404") as raised:
        door._ask(visitor, test, site.register.slug)
    assert raised.value.part == Part.SENDING
    assert nothing_is_left()


@pytest.mark.parametrize("mailbox", ["refused@esimerkki.example", "later@esimerkki.example"])
@pytest.mark.usefixtures("site")
def test_mail_that_is_refused(settings: Any, mailbox: str) -> None:
    settings.SELF_TEST_EMAIL = mailbox
    assert failing() == Part.MAIL
    assert nothing_is_left()


@pytest.mark.usefixtures("site")
def test_a_mail_server_that_is_down(post: MailServer) -> None:
    post.stop()
    assert failing() == Part.MAIL
    assert not OutgoingMail.objects.exists()  # it does not come another day


@pytest.mark.usefixtures("site")
def test_a_link_that_has_expired() -> None:
    asked, visitor = on_its_way()
    long_ago = timezone.now() - timedelta(days=50)
    lasts = timedelta(days=45)
    secret = tokens.issue(asked, TokenPurpose.CONFIRM, now=long_ago, lasts=lasts)
    link = absolute("request_confirm", language="fi", token=secret)
    with pytest.raises(door.Failed) as raised:
        door.follow(visitor, asked, link)
    assert raised.value.part == Part.LINK


def on_its_way() -> tuple[Request, Visitor]:
    """Sent, and not confirmed."""
    test = SelfTest.objects.create(started_at=timezone.now())
    visitor = Visitor(settings.SITE_URL, {mark.HEADER: mark.of(test)})
    return door._ask(visitor, test, "asiakkaat"), visitor


@pytest.mark.usefixtures("site")
def test_a_test_that_was_killed_is_cleared_away_by_the_next() -> None:
    asked, _visitor = on_its_way()
    SelfTest.objects.update(started_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert failing() == ""
    assert not Request.everything.filter(pk=asked.pk).exists()
    assert SelfTest.objects.earliest("started_at").failed == Part.INTERRUPTED
    assert nothing_is_left()


class TestCommand:
    def test_tells_that_the_form_works(self, site: RegisterController) -> None:
        said = io.StringIO()
        call_command("self_test_door", stdout=said)
        assert said.getvalue() == "The form works: the marked request came through and is gone.\n"

    def test_tells_what_does_not(self, site: RegisterController) -> None:
        said = io.StringIO()
        with pytest.raises(SystemExit, match="1"):
            call_command("self_test_door", "--register", "kadonnut", stdout=said)
        assert "the form of requests is not there or cannot be filled in." in said.getvalue()

    def test_is_off_without_an_address(self, settings: Any) -> None:
        settings.SELF_TEST_EMAIL = ""
        with pytest.raises(CommandError, match="SELF_TEST_EMAIL"):
            call_command("self_test_door")

    def test_has_nothing_to_do_without_a_register(self, settings: Any) -> None:
        settings.SELF_TEST_EMAIL = MAILBOX
        with pytest.raises(CommandError, match="no register"):
            call_command("self_test_door")


def test_the_job_does_nothing_where_it_is_off(settings: Any) -> None:
    settings.SELF_TEST_EMAIL = ""
    make.a_membership()
    door.try_door.func()
    assert not SelfTest.objects.exists()
