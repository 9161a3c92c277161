"""Which copies of a request there are, and for how long they can be fetched."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from subjects.models import Package, Request


def lasts() -> timedelta:
    """From the answer on."""
    return timedelta(days=max(settings.PACKAGE_DAYS, 1))


def standing(request: Request) -> QuerySet[Package]:
    """The copies that have not been deleted."""
    return Package.objects.filter(request=request, deleted_at=None)


def given(request: Request) -> QuerySet[Package]:
    """All that was ever given, the newest of each right; what has expired shows as that."""
    newest = Package.objects.filter(request=request, expires_at__isnull=False)
    rights = dict(newest.order_by("pk").values_list("right", "pk"))
    return Package.objects.filter(pk__in=rights.values())


def can_be_fetched(package: Package, now: datetime) -> bool:
    ends = package.expires_at
    return package.deleted_at is None and ends is not None and now < ends
