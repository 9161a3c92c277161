"""The self-test: a marked request goes the way of every other, and is gone when it has arrived.

Form, mail and link are tried over HTTP and SMTP as a person meets them. Where `SELF_TEST_IMAP` is
set, the mail is read in its mailbox and the link in it followed. Otherwise it is seen that the mail
server took the mail, and the link that is followed is made as those in mails are. Nothing of it
reaches the desk, the clock or the figures.
"""

import logging
import re
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from register import outbox
from register.models import OutgoingMail, Register
from register.support.tasks import task
from subjects import forgetting
from subjects.enums import Status
from subjects.models import Part, Request, SelfTest
from subjects.public import mails
from subjects.public.links import absolute, confirm_link
from subjects.self_test import mark, telling
from subjects.self_test.mailbox import NotArrived, take_out
from subjects.self_test.visitor import NoAnswer, NotThere, Visitor

logger = logging.getLogger(__name__)

LANGUAGE = "fi"
NAME = "Seloste"  # nobody's: no person asks
PATIENCE = timedelta(seconds=30)  # for another worker that has the mail in hand
ARRIVES_IN = timedelta(minutes=5)  # from the mail server to the mailbox
LOOKS_EVERY = 0.5  # seconds
KEPT = timedelta(days=90)


class Failed(Exception):
    """Which part of the way, and what was seen there: no address, nobody's data."""

    def __init__(self, part: Part, seen: object = "") -> None:
        super().__init__(f"{part}: {seen}")
        self.part = part


@task()
def try_door() -> None:
    """Every morning, where an address for it is set and there is a form to try."""
    slug = first_form()
    if settings.SELF_TEST_EMAIL and slug:
        run(slug)


def first_form() -> str:
    """The register whose form is tried; "" where there is none. One form is like another."""
    held = Register.objects.filter(memberships__isnull=False).order_by("pk")
    return held.values_list("slug", flat=True).first() or ""


def run(
    slug: str, *, patience: timedelta = PATIENCE, arrives_in: timedelta = ARRIVES_IN
) -> SelfTest:
    """Try the form of one register, and tell the officers where that is news."""
    now = timezone.now()
    _tidy(now)
    test = SelfTest.objects.create(started_at=now)
    failed: Part | str = Part.INTERRUPTED
    try:
        _go(test, slug, patience, arrives_in)
        failed = ""
    except Failed as failure:
        logger.error("self-test of the form: %s", failure)
        failed = failure.part
    finally:
        test.failed, test.ended_at = failed, timezone.now()
        test.save(update_fields=["failed", "ended_at"])
        _drop_mail(test)
        forgetting.forget_self_tests(test.ended_at)
    telling.tell(test)
    return test


def _go(test: SelfTest, slug: str, patience: timedelta, arrives_in: timedelta) -> None:
    """Raises Failed."""
    visitor = Visitor(settings.SITE_URL, {mark.HEADER: mark.of(test)})
    asked = _ask(visitor, test, slug)
    mail = _wait_for_mail(asked, patience)
    follow(visitor, asked, _link(asked, mail, arrives_in))


def _ask(visitor: Visitor, test: SelfTest, slug: str) -> Request:
    """Fill in the form and send it."""
    told = {"name": NAME, "email": settings.SELF_TEST_EMAIL}
    try:
        form = visitor.form(absolute("request_form", language=LANGUAGE, slug=slug))
    except NoAnswer as trouble:
        raise Failed(Part.SITE, trouble) from None
    except NotThere as trouble:
        raise Failed(Part.FORM, trouble) from None
    if missing := {*told, "rights"} - form.values.keys():
        raise Failed(Part.FORM, f"no field {', '.join(sorted(missing))}")
    try:
        visitor.send(form, told)
    except (NoAnswer, NotThere) as trouble:
        raise Failed(Part.SENDING, trouble) from None
    asked: Request | None = Request.everything.filter(self_test=test).first()
    if asked is None:
        raise Failed(Part.SENDING, "no request was stored")
    return asked


def _wait_for_mail(asked: Request, patience: timedelta) -> OutgoingMail:
    """Send the confirmation mail, unless another worker has it in hand, and see that it left."""
    until = time.monotonic() + patience.total_seconds()
    mail = OutgoingMail.objects.filter(key__startswith=mails.keys_of(asked)).first()
    if mail is None:
        raise Failed(Part.MAIL, "no mail was queued")
    while True:
        outbox.send(mail.pk, now=timezone.now())  # nothing, where its turn is not now
        mail.refresh_from_db()
        if mail.sent_at:
            return mail
        if mail.given_up_at or time.monotonic() >= until:
            raise Failed(Part.MAIL, f"not taken at attempt {mail.attempts}")
        time.sleep(LOOKS_EVERY)


def _link(asked: Request, mail: OutgoingMail, arrives_in: timedelta) -> str:
    """That in the mail which came; where no mailbox is read, one like it. Raises Failed."""
    if settings.SELF_TEST_IMAP is None:
        return confirm_link(asked, now=timezone.now())
    try:
        text = take_out(settings.SELF_TEST_IMAP, outbox.message_id_of(mail), patience=arrives_in)
    except NotArrived as trouble:
        raise Failed(Part.MAILBOX, trouble) from None
    told = re.search(rf"{re.escape(settings.SITE_URL)}/\S+", text)
    if told is None:
        raise Failed(Part.MAILBOX, "no link in the mail")
    return told[0]


def follow(visitor: Visitor, asked: Request, link: str) -> None:
    """Open the link, press the button, and see that the request has arrived. Raises Failed."""
    try:
        form = visitor.form(link)
    except (NoAnswer, NotThere) as trouble:
        raise Failed(Part.LINK, trouble) from None
    try:
        visitor.send(form, {})
    except (NoAnswer, NotThere) as trouble:
        raise Failed(Part.CONFIRMING, trouble) from None
    asked.refresh_from_db()
    if asked.status != Status.RECEIVED:
        raise Failed(Part.CONFIRMING, f"the request is {asked.status}")


def _drop_mail(test: SelfTest) -> None:
    """What has not left by now would come another day, with a link to nothing."""
    for asked in Request.everything.filter(self_test=test):
        left = OutgoingMail.objects.filter(key__startswith=mails.keys_of(asked), sent_at=None)
        left.delete()


def _tidy(now: datetime) -> None:
    """What a test that was killed left, and what is long past."""
    killed = SelfTest.objects.filter(ended_at=None, started_at__lt=now - forgetting.LONGEST_TEST)
    killed.update(ended_at=now, failed=Part.INTERRUPTED)
    forgetting.forget_self_tests(now)
    SelfTest.objects.filter(ended_at__lt=now - KEPT).delete()
