"""What the public pages ask: which version is in force, and its bytes. Reads no register table."""

from datetime import date, datetime, time
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from privacy_notices.models import NoticeVersion, Rendering, Withdrawal

# A version's snapshot and findings are large and not for serving.
LIGHT = ("snapshot", "findings")
MIME = {"html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json"}


def in_force(today: date) -> QuerySet[NoticeVersion]:
    """The version in force of every notice that is not withdrawn."""
    later = NoticeVersion.objects.filter(
        slug=OuterRef("slug"), number__gt=OuterRef("number"), effective_on__lte=today
    )
    withdrawn = Exists(withdrawals(today).filter(slug=OuterRef("slug")))
    return (
        NoticeVersion.objects.filter(~Exists(later), ~withdrawn, effective_on__lte=today)
        .defer(*LIGHT)
        .order_by("slug")
    )


class Current(NamedTuple):
    """What is in force at an address."""

    version: NoticeVersion
    is_withdrawn: bool  # the notice is no longer in force at all


def current_version(slug: str, today: date) -> Current | None:
    """The version of one notice that is in force, in one query."""
    withdrawn = Exists(withdrawals(today).filter(slug=OuterRef("slug")))
    versions = NoticeVersion.objects.filter(slug=slug, effective_on__lte=today)
    chosen = versions.annotate(is_withdrawn=withdrawn).defer(*LIGHT).order_by("-number")
    found = chosen.first()
    return Current(found, found.is_withdrawn) if found else None


def current_since(version: NoticeVersion) -> datetime:
    """When a version took the place of the one before it on the current page."""
    its_day = timezone.make_aware(datetime.combine(version.effective_on, time.min))
    return max(version.published_at, its_day)


def all_versions(slug: str) -> QuerySet[NoticeVersion]:
    """Every version of a notice, the newest first."""
    return NoticeVersion.objects.filter(slug=slug).defer(*LIGHT).order_by("-number")


def bytes_of(version: NoticeVersion, language: str, form: str) -> tuple[bytes, str] | None:
    """The frozen bytes of a page ("html"), file ("pdf") or data ("json"), with their digest.

    A version is published in the languages it names: a row added later is none of it.
    """
    if language not in version.languages:
        return None
    columns = (form, f"{form}_sha256")
    found = (
        Rendering.objects.filter(version=version, language=language).values_list(*columns).first()
    )
    return (bytes(found[0]), found[1]) if found else None


def file_name(version: NoticeVersion, language: str, form: str) -> str:
    """Tells register, version, language and date: “asiakkaat-v3-fi-2026-09-01.pdf”."""
    return f"{version.slug}-v{version.number}-{language}-{version.effective_on}.{form}"


def all_withdrawals(slug: str) -> QuerySet[Withdrawal]:
    """Of a notice, those too that a later publication ended."""
    return Withdrawal.objects.filter(slug=slug)


def withdrawals(today: date) -> QuerySet[Withdrawal]:
    """Those in effect: the day has come, and the notice has not come into force again."""
    still_gone = Q(back_on=None) | Q(back_on__gt=today)
    return Withdrawal.objects.filter(still_gone, withdrawn_on__lte=today)


def withdrawal(slug: str, today: date) -> Withdrawal | None:
    return withdrawals(today).filter(slug=slug).first()
