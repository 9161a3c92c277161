"""How long our own records are kept: audit log, staff accounts, plans (domain reference 3.9).

The journal is pruned by its own door (`register/journal_seals.py`), in sealed blocks. Each act here
leaves one entry in the journal, with counts only.
"""

from datetime import date, datetime, timedelta

from auditlog.models import LogEntry
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from register import journal
from register.dates import add_months
from register.models import Act, Occasion, User
from register.support.many_ids import among
from register.support.tasks import task
from retention.approvals import STANDS_FOR
from retention.models import PlanItem, Run

AT_ONCE = 10_000
PLAN_ITEMS_KEPT = 12  # months after a plan's day; its figures, approval and run stay


@task()
def prune_audit_log() -> None:
    if settings.AUDIT_LOG_KEPT_MONTHS:
        prune_log(timezone.now(), months=settings.AUDIT_LOG_KEPT_MONTHS)


@task()
def forget_staff() -> None:
    if settings.STAFF_KEPT_MONTHS:
        forget_shut_accounts(timezone.now(), months=settings.STAFF_KEPT_MONTHS)


@task()
def forget_plan_items() -> None:
    now = timezone.now()
    forget_items(now, months=PLAN_ITEMS_KEPT)
    forget_days(now)


def prune_log(now: datetime, *, months: int) -> int:
    """Remove entries of the audit log older than `months`; how many. In bounded batches."""
    old = LogEntry.objects.filter(timestamp__date__lt=_day(now, months)).order_by("pk")
    removed = 0
    while keys := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        batch = LogEntry.objects.filter(pk__in=keys)
        removed += batch._raw_delete(batch.db) or 0
    if removed:
        _note(LogEntry, removed)
    return removed


def forget_items(now: datetime, *, months: int) -> int:
    """Remove the items, which name people by number, of plans older than `months`; how many."""
    old = PlanItem.objects.filter(plan__on__lt=_day(now, months))
    unfinished = Run.objects.filter(plan=OuterRef("plan"), finished_at=None, stop_asked_at=None)
    old = old.exclude(Exists(unfinished)).order_by("pk")
    removed = 0
    while keys := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        batch = PlanItem.objects.filter(pk__in=keys)
        removed += batch._raw_delete(batch.db) or 0
    return removed


def forget_days(now: datetime) -> int:
    """Blank the days in plans that nobody can carry out any more; how many items had some.

    What stood there may have gone by another plan since, and its days with it. A plan made for a
    request tells what was answered, and keeps its days as long as its items.
    """
    at_work = Run.objects.filter(
        plan=OuterRef("plan"), finished_at=None, beat_at__gte=now - timedelta(days=1)
    )
    dated = Q(event_on__isnull=False) | Q(due_on__isnull=False) | Q(kept_until__isnull=False)
    over = PlanItem.objects.filter(
        dated,
        plan__occasion=Occasion.RETENTION,
        plan__on__lt=timezone.localdate(now) - STANDS_FOR,
    )
    over = over.exclude(Exists(at_work)).order_by("pk")
    blanked = 0
    while keys := list(over.values_list("pk", flat=True)[:AT_ONCE]):
        batch = PlanItem.objects.filter(pk__in=among(keys))
        blanked += batch.update(event_on=None, due_on=None, kept_until=None)
    return blanked


def forget_shut_accounts(now: datetime, *, months: int) -> int:
    """Blank the names and addresses of accounts shut and not used for `months`; how many.

    The account stays under its number, so that the trails still tell one person's acts from
    another's; whose they were, nobody can say any more.
    """
    with transaction.atomic():
        accounts = list(_shut_accounts(now, months).select_for_update())
        for account in accounts:
            account.username = f"former-{account.pk}"
            account.first_name = account.last_name = account.email = ""
            account.password = make_password(None)
            account.last_login = None
            account.save()
            account.groups.clear()
            account.user_permissions.clear()
            account.controllers.clear()
        if accounts:
            LogEntry.objects.filter(actor__in=accounts).update(actor_email=None, remote_addr=None)
            _note(User, len(accounts))
    return len(accounts)


def _shut_accounts(now: datetime, months: int) -> QuerySet[User]:
    last_used = Greatest("date_joined", Coalesce("last_login", "date_joined"))
    blank = Q(email="", first_name="", last_name="", username__startswith="former-")
    shut = User.objects.filter(is_active=False).exclude(blank)
    return shut.alias(last_used=last_used).filter(last_used__date__lt=_day(now, months))


def _day(now: datetime, months: int) -> date:
    return add_months(timezone.localdate(now), -months)


def _note(model: type[LogEntry | User], count: int) -> None:
    journal.record(
        Act.ERASED, about=model, by=journal.JOB, occasion=Occasion.RETENTION, count=count
    )
