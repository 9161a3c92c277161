"""What the notices have done by themselves; `config/schedule.py` tells when."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from privacy_notices import served
from privacy_notices.models import NoticeVersion, ReminderKind, ReviewReminder, with_review_day
from register.groups import Group
from register.models import User
from register.outbox import queue_mail
from register.support.tasks import task

logger = logging.getLogger(__name__)

AHEAD = timedelta(days=14)


@task()
def send_review_reminders() -> None:
    remind_of_reviews(timezone.localdate())


def remind_of_reviews(today: date) -> int:
    """Remind the compliance officers of notices to be reviewed; of how many versions.

    Once in the fourteen days before, and once when the day has come. A review that needed no new
    version sets another day, which has its own reminders.
    """
    wanted = [(version, kind) for kind in ReminderKind for version in _to_be_reviewed(today, kind)]
    officers = list(
        User.objects.filter(groups__name=Group.COMPLIANCE_OFFICER, is_active=True).exclude(email="")
    )
    if wanted and not officers:
        # Nothing is noted as done: the reminders go when somebody can be reached.
        logger.warning("%d reviews due, but no officer has an e-mail address", len(wanted))
        return 0
    return sum(_remind(version, kind, officers) for version, kind in wanted)


def _to_be_reviewed(today: date, kind: ReminderKind) -> QuerySet[NoticeVersion]:
    """Versions in force of whose day nobody has been reminded in this way."""
    spans = {
        ReminderKind.AHEAD: {"review_on__gt": today, "review_on__lte": today + AHEAD},
        ReminderKind.DUE: {"review_on__lte": today},
    }
    reminded = ReviewReminder.objects.filter(
        version=OuterRef("pk"), kind=kind, review_on=OuterRef("review_on")
    )
    return (
        with_review_day(served.in_force(today))
        .filter(~Exists(reminded), **spans[kind])
        .select_related("notice__register")
    )


def _remind(version: NoticeVersion, kind: ReminderKind, officers: Sequence[User]) -> bool:
    with transaction.atomic():
        _reminder, is_new = ReviewReminder.objects.get_or_create(
            version=version,
            kind=kind,
            review_on=_day_of(version),
            defaults={"queued_at": timezone.now()},
        )
        if is_new:
            for officer in officers:
                subject, body = _words(version, kind)
                queue_mail(
                    key=f"review {version.pk} {_day_of(version)} {kind} {officer.pk}",
                    kind="review_reminder",
                    to=officer.email,
                    subject=subject,
                    body=body,
                )
    return is_new


def _day_of(version: Any) -> date:
    day: date = version.review_on  # noted by `with_review_day`
    return day


def _words(version: NoticeVersion, kind: ReminderKind) -> tuple[str, str]:
    """Subject and text, in Finnish: accounts know no language yet."""
    with translation.override(settings.LANGUAGE_CODE):
        page = reverse("admin:privacy_notices_notice_review", args=[version.notice_id])
        facts = {
            "register": str(version.notice.register.name) or version.slug,
            "number": version.number,
            "day": date_format(_day_of(version), "SHORT_DATE_FORMAT"),
            "link": f"{settings.SITE_URL}{page}",
        }
        if kind == ReminderKind.AHEAD:
            subject = _("Review the privacy notice by %(day)s: %(register)s")
            opening = _("The privacy notice of this register is to be reviewed by %(day)s.")
        else:
            subject = _("The privacy notice is due for review: %(register)s")
            opening = _(
                "It is time to review the privacy notice of this register: "
                "the day set for it is %(day)s."
            )
        body = "\n\n".join(
            [
                opening,
                _("Register: %(register)s\nVersion in force: %(number)d"),
                _(
                    "Go through whether the notice still tells the truth: what is held and why, "
                    "where it comes from, to whom it is given, and how long it is kept. Has "
                    "anything changed? Then correct the register and publish a new version. "
                    "If nothing has, note that you went through it."
                ),
                _("The notice in Seloste:\n%(link)s"),
            ]
        )
        return subject % facts, f"{body % facts}\n"
