"""How long requests are kept, and the one door through which they go (domain reference 3.9).

A closed request is evidence that its person was answered: it stays until claims have lapsed, three
years as a rule (Act 728/2003 s. 4). One that nobody confirmed is evidence of little and goes
sooner. What only served to settle an identity goes at the closing. Each act leaves one entry in the
journal, with counts only; the customer in the register is never touched.
"""

import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from graphlib import TopologicalSorter
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from register import journal
from register.dates import add_months
from register.models import Act, Occasion
from register.support.tasks import task
from retention.holds import in_force
from subjects import restricted
from subjects.enums import Status
from subjects.models import Match, RecipientNotice, Request

logger = logging.getLogger(__name__)

AT_ONCE = 1_000
LONGEST_TEST = timedelta(hours=1)


@task()
def forget_requests() -> None:
    now = timezone.now()
    forget_identity_material(now)
    forget_old(now)
    forget_self_tests(now)


def due(now: datetime) -> QuerySet[Request]:
    """Requests whose own period is over. `0` in a setting keeps its kind for good."""
    today, ended = timezone.localdate(now), Q(pk__in=[])
    lapsed = Q(status=Status.LAPSED)
    if settings.REQUEST_KEPT_MONTHS:
        ended |= ~lapsed & Q(closed_at__date__lt=add_months(today, -settings.REQUEST_KEPT_MONTHS))
    if settings.REQUEST_LAPSED_KEPT_DAYS:
        days = timedelta(days=settings.REQUEST_LAPSED_KEPT_DAYS)
        ended |= lapsed & Q(closed_at__date__lt=today - days)
    # A hold on its person (a claim, a dispute) holds the evidence back as well.
    held = Match.objects.filter(request=OuterRef("pk"), subject__holds__in=in_force())
    # What it keeps restricted would stay so for good: nobody would know why.
    restricts = restricted.in_force().filter(request=OuterRef("pk"))
    rows = Request.objects.filter(ended, closed_at__isnull=False)
    return rows.filter(~Exists(held), ~Exists(restricts), ~Exists(_told_lately(today)))


def _told_lately(today: date) -> QuerySet[RecipientNotice]:
    """Of a restriction's end, which may come after the closing: that it was told is evidence."""
    since = add_months(today, -settings.REQUEST_KEPT_MONTHS)
    recent = Q(settled_at__isnull=True) | Q(settled_at__date__gte=since)
    return RecipientNotice.objects.filter(recent, ended=True, request=OuterRef("pk"))


def forget_old(now: datetime) -> int:
    """Remove requests whose period is over, with all that belongs to them; how many.

    In bounded batches, each committed by itself: killed at any moment, it goes on where it was.
    """
    requests = due(now)
    logger.info("%d requests to be forgotten", requests.count())
    forgotten = 0
    # A request that was joined to another goes before it, or with it.
    ordered = requests.order_by("closed_at", "-pk")
    while keys := list(ordered.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            forgotten += _forget(keys)
    return forgotten


def forget_identity_material(now: datetime) -> int:
    """Remove what only served to settle the identity of requests that have ended; how many rows."""
    rows = 0
    for model in _parts():
        if not getattr(model, "goes_at_closing", False):
            continue
        ended = model._default_manager.filter(request__closed_at__lte=now)
        with transaction.atomic():
            count = _delete(ended)
            if count:
                _note(model, count)
        rows += count
    return rows


def forget_self_tests(now: datetime) -> int:
    """Remove what our own tries of the form left; how many. Nobody asked, so nothing is noted."""
    over = Q(self_test__ended_at__isnull=False) | Q(self_test__started_at__lt=now - LONGEST_TEST)
    keys = list(
        Request.everything.filter(over, self_test__isnull=False).values_list("pk", flat=True)
    )
    with transaction.atomic():
        return _remove(keys, Counter())


def _forget(keys: Collection[int]) -> int:
    counts = Counter[str]()
    count = _remove(keys, counts)
    _note(Request, count, counts)
    logger.info("%d requests forgotten", count)
    return count


def _remove(keys: Collection[int], counts: Counter[str]) -> int:
    """How many requests; the rows that went with them are counted by their table."""
    for model in _parts():
        counts[model._meta.label] = _delete(model._base_manager.filter(request__in=keys))
    return _delete(Request.everything.filter(pk__in=keys))


def _parts() -> Sequence[type[models.Model]]:
    """The tables whose rows belong to a request, those that refer to others of them first."""
    tables = {
        relation.related_model
        for relation in Request._meta.related_objects
        if relation.related_model is not Request and relation.field.name == "request"
    }
    refers: dict[Any, set[Any]] = {
        table: {
            field.related_model
            for field in table._meta.concrete_fields
            if field.related_model in tables and field.related_model is not table
        }
        for table in tables
    }
    return tuple(reversed(tuple(TopologicalSorter(refers).static_order())))


def _delete(rows: QuerySet[Any]) -> int:
    """Set-wise, past signals: what is declared to go, and nothing that hangs on it."""
    return rows._raw_delete(rows.db) or 0


def _note(model: type[models.Model], count: int, counts: Mapping[str, int] | None = None) -> None:
    journal.record(
        Act.ERASED,
        about=model,
        by=journal.JOB,
        occasion=Occasion.RETENTION,
        count=count,
        detail={"rows": sum((counts or {}).values())},
    )
