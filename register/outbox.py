"""All mail leaves from here: written down with the act that causes it, sent after the commit.

A mail and the task that sends it are rows of the caller's transaction: when the act is undone, no
mail was ever queued. Whoever sends first claims the row and commits, so two workers never send the
same mail, and no lock is held while the server talks. If a worker dies between the server's yes and
ours, the mail is sent again when the claim runs out: better twice than never, and under the same
Message-ID, by which mail programs know a copy.
"""

import logging
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from register.models import OutgoingMail
from register.models.outbox import WAITING
from register.support.mail import Letter, NotDelivered, deliver
from register.support.tasks import task

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=15)  # far longer than one mail takes
PAUSE = timedelta(minutes=1)  # of all mail, when the server does not answer
LONGEST_WAIT = timedelta(hours=4)
ATTEMPTS = 25  # three days
AT_A_TIME = 200
CONTENT_OF_GIVEN_UP_KEPT = timedelta(days=30)
KEPT = timedelta(days=400)
NOTHING_LEFT = {"recipient": "", "subject": "", "body": ""}


def queue_mail(*, key: str, kind: str, to: str, subject: str, body: str) -> bool:
    """Queue one mail; False where the same key has been queued before. Keys name no person."""
    now = timezone.now()
    with transaction.atomic():
        mail, is_new = OutgoingMail.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "recipient": to,
                "subject": " ".join(subject.split()),  # a header is one line
                "body": body,
                "queued_at": now,
                "next_attempt_at": now,
            },
        )
        if is_new:
            send_mail.enqueue(mail.pk)
    return is_new


@task()
def send_mail(mail_id: int) -> None:
    send(mail_id, now=timezone.now())


@task()
def send_waiting_mail() -> None:
    """What could not be sent at once."""
    for mail_id in list(due(timezone.now()).values_list("pk", flat=True)[:AT_A_TIME]):
        send(mail_id, now=timezone.now())


def due(now: datetime) -> QuerySet[OutgoingMail]:
    """Mail whose turn it is, the longest waiting first."""
    return OutgoingMail.objects.filter(WAITING, next_attempt_at__lte=now).order_by(
        "next_attempt_at", "pk"
    )


def send(mail_id: int, *, now: datetime) -> None:
    """Send one mail, unless it is sent, given up, in another's hands, or its turn is later."""
    mine = due(now).filter(pk=mail_id)
    if not mine.update(next_attempt_at=now + CLAIM, attempts=F("attempts") + 1):
        return
    mail = OutgoingMail.objects.get(pk=mail_id)
    try:
        deliver(_letter(mail))
    except NotDelivered as failure:
        _put_off(mail, failure, now)
    else:
        OutgoingMail.objects.filter(pk=mail_id).update(sent_at=now, **NOTHING_LEFT)


def try_again(mail_ids: Collection[int], *, now: datetime) -> int:
    """Queue again what was given up, where its content is still there; how many that were."""
    mails = OutgoingMail.objects.filter(pk__in=mail_ids, given_up_at__isnull=False)
    return mails.exclude(recipient="").update(given_up_at=None, attempts=0, next_attempt_at=now)


def forget_old(now: datetime) -> None:
    """Remove old rows, and what is left of the contents of mail that never left."""
    given_up = OutgoingMail.objects.filter(given_up_at__lt=now - CONTENT_OF_GIVEN_UP_KEPT)
    given_up.exclude(**NOTHING_LEFT).update(**NOTHING_LEFT)
    OutgoingMail.objects.exclude(WAITING).filter(queued_at__lt=now - KEPT).delete()


def message_id_of(mail: OutgoingMail) -> str:
    """The same at every attempt, by which mail programs know a copy."""
    host = urlsplit(settings.SITE_URL).hostname
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/{mail.key}")
    return f"<{number}@{host}>"


def _letter(mail: OutgoingMail) -> Letter:
    return Letter(
        message_id=message_id_of(mail), to=mail.recipient, subject=mail.subject, body=mail.body
    )


def _put_off(mail: OutgoingMail, failure: NotDelivered, now: datetime) -> None:
    if failure.is_final or mail.attempts >= ATTEMPTS:
        OutgoingMail.objects.filter(pk=mail.pk).update(given_up_at=now)
        logger.error("%s given up at attempt %d: %s", mail, mail.attempts, failure)
        return
    wait = min(timedelta(minutes=2 ** (mail.attempts - 1)), LONGEST_WAIT)
    OutgoingMail.objects.filter(pk=mail.pk).update(next_attempt_at=now + wait)
    logger.warning("%s not sent at attempt %d: %s", mail, mail.attempts, failure)
    if failure.concerns_all:  # a hundred mails need not each find out
        due(now).update(next_attempt_at=now + PAUSE)
