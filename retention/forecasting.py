"""What falls due in the coming months: one plan for the end of them, counted and thrown away."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from register.dates import add_months
from register.models import Register
from register.support.tasks import task
from retention.approvals import DESTRUCTIVE
from retention.models import Forecast, Part, Plan
from retention.plan import draft_plan

MONTHS_AHEAD = 12
COLUMNS = {Part.PERSON: "people", Part.CATEGORY: "parts", Part.ROW: "rows"}


@task()
def forecast_every_night() -> None:
    now = timezone.now()
    for register in Register.objects.order_by("pk"):
        forecast(register, now=now)


def forecast(register: Register, *, now: datetime) -> list[Forecast]:
    """Count anew what falls due month by month; this month holds what is due already, too."""
    first = timezone.localdate(now).replace(day=1)
    months = [add_months(first, ahead) for ahead in range(MONTHS_AHEAD)]
    counts = count_ahead(register, now=now)
    made = [
        Forecast(
            register=register,
            made_at=now,
            month=month,
            **{column: counts[month, part] for part, column in COLUMNS.items()},
        )
        for month in months
    ]
    with transaction.atomic():
        Register.objects.select_for_update(of=("self",)).get(pk=register.pk)
        Forecast.objects.filter(register=register).delete()
        return Forecast.objects.bulk_create(made)


def count_ahead(register: Register, *, now: datetime) -> Counter[tuple[date, str]]:
    """How much falls due by the rules as they stand: by month (its first day) and part."""
    first = timezone.localdate(now).replace(day=1)
    found = Counter[tuple[date, str]]()
    with transaction.atomic():
        end = add_months(first, MONTHS_AHEAD)
        plan = draft_plan(end, register=register, by=None, now=now)
        for month, part, count in _by_month(plan):
            found[max(month, first), part] += count
        transaction.set_rollback(True)
    return found


def _by_month(plan: Plan) -> list[tuple[date, str, int]]:
    due = plan.items.filter(outcome__in=DESTRUCTIVE, due_on__lt=plan.on).order_by()
    return list(due.values_list(TruncMonth("due_on"), "part").annotate(Count("pk")))
