"""Files of copies go when their time is over; the person is reminded once before."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from register import journal
from register.models import Act, Occasion
from register.support.tasks import task
from subjects.models import DeliveryCode, Package
from subjects.package import delivering, store

logger = logging.getLogger(__name__)


@task()
def remove_old_packages() -> None:
    """Every night."""
    now = timezone.now()
    remove_expired(now)
    store.sweep(frozenset(Package.objects.filter(deleted_at=None).values_list("file", flat=True)))


def remove_expired(now: datetime) -> int:
    """Delete the files whose time is over, or whose request ended before they were given.

    The file first, the row after it: killed in between, it is done again. How many.
    """
    due = Package.objects.filter(
        Q(expires_at__lte=now) | Q(expires_at=None, request__closed_at__isnull=False),
        deleted_at=None,
    )
    removed, fault = 0, None
    for package in list(due.order_by("pk")):
        try:
            removed += _remove(due, package, now)
        except OSError as failure:  # one file keeps no other
            logger.error("%s: its file could not be deleted (%s)", package, failure.errno)
            fault = failure
    _forget_codes()
    if removed:
        journal.record(
            Act.ERASED,
            about=Package,
            by=journal.JOB,
            occasion=Occasion.RETENTION,
            count=removed,
        )
    if fault is not None:
        raise fault
    return removed


@transaction.atomic
def _remove(due: QuerySet[Package], package: Package, now: datetime) -> bool:
    """Whether it was still due: somebody may have given it more time meanwhile."""
    held = due.select_for_update(of=("self",)).filter(pk=package.pk).first()
    if held is None:
        return False
    store.remove(held.file)
    held.deleted_at, held.sha256 = now, ""
    held.save(update_fields=["deleted_at", "sha256"])
    return True


def _forget_codes() -> None:
    """A code that opens nothing any more."""
    copies = Package.objects.filter(request=OuterRef("request"), deleted_at=None)
    DeliveryCode.objects.filter(~Exists(copies)).delete()


def remind_of_downloads(now: datetime) -> int:
    """Remind those who have not fetched a copy that is about to expire, once; how many."""
    return sum(delivering.remind(one, now=now) for one in list(delivering.due_reminders(now)))
