"""What the self-tests tell: how the door stands, and a mail to the officers where that is news."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from register.groups import Group
from register.models import User
from register.outbox import queue_mail
from subjects.models import Part, SelfTest

SILENT_AFTER = timedelta(days=2)  # it is done every morning: by then two have been missed


class Door(StrEnum):
    """How the form stands, as far as we have tried it."""

    OFF = "off"  # no address is set for it
    NEW = "new"  # not tried yet
    WORKS = "works"
    FAILS = "fails"
    SILENT = "silent"  # the job that tries it does not run


@dataclass(frozen=True, slots=True)
class Standing:
    """`at`: when it last worked; where it fails, when it first failed since."""

    door: Door
    at: datetime | None = None
    part: Part | None = None

    @property
    def is_grave(self) -> bool:
        return self.door in (Door.FAILS, Door.SILENT)


def standing(now: datetime) -> Standing:
    """Two statements, or none where it is off."""
    if not settings.SELF_TEST_EMAIL:
        return Standing(Door.OFF)
    last = _told().last()
    if last is None:
        first = SelfTest.objects.first()
        silent = first is not None and first.started_at < now - SILENT_AFTER
        return Standing(Door.SILENT if silent else Door.NEW)
    if last.failed:
        return Standing(Door.FAILS, _streak_began(last).started_at, Part(last.failed))
    if last.started_at < now - SILENT_AFTER:
        return Standing(Door.SILENT, last.started_at)
    return Standing(Door.WORKS, last.started_at)


def tell(test: SelfTest) -> None:
    """One mail when it begins to fail, one when it works again."""
    before = _told().filter(pk__lt=test.pk).last()
    failed_before = bool(before and before.failed)
    if test.failed == Part.INTERRUPTED or bool(test.failed) == failed_before:
        return
    officers = User.objects.filter(groups__name=Group.COMPLIANCE_OFFICER, is_active=True)
    with transaction.atomic():
        for officer in officers.exclude(email="").order_by("pk"):
            _queue(test, officer)


def _told() -> QuerySet[SelfTest]:
    """Those that came to an end and so tell something, the earliest first."""
    return SelfTest.objects.filter(ended_at__isnull=False).exclude(failed=Part.INTERRUPTED)


def _streak_began(last: SelfTest) -> SelfTest:
    good = _told().filter(failed="", pk__lt=last.pk).last()
    since = _told().filter(pk__gt=good.pk if good else 0, pk__lte=last.pk)
    return since.first() or last


def _queue(test: SelfTest, officer: User) -> None:
    """In Finnish: accounts know no language yet. The mail names nobody."""
    with translation.override(settings.LANGUAGE_CODE):
        began = timezone.localtime(test.started_at)
        facts = {
            "moment": date_format(began, "SHORT_DATETIME_FORMAT"),
            "part": Part(test.failed).label if test.failed else "",
            "link": f"{settings.SITE_URL}{reverse('admin:index')}",
        }
        if test.failed:
            subject = _("The form of requests does not work")
            opening = _(
                "The self-test of the form failed on %(moment)s: %(part)s. People may not be able "
                "to send requests. The time limits of those that arrive otherwise run as before."
            )
        else:
            subject = _("The form of requests works again")
            opening = _("The self-test of the form came through on %(moment)s.")
        body = "\n\n".join((opening % facts, _("The start page of Seloste:\n%(link)s") % facts))
        queue_mail(
            key=f"self_test {test.pk} {officer.pk}",
            kind="self_test",
            to=officer.email,
            subject=subject,
            body=f"{body}\n",
        )
