"""Versions without pages, for what reads the facts and dates of a version alone."""

from datetime import date, datetime
from typing import Any

from privacy_notices.models import NoticeVersion
from privacy_notices.snapshot import draft_of
from register.models import Register, User
from tests.privacy_notices.publishing.conftest import NOW


def frozen(
    register: Register,
    by: User,
    *,
    number: int = 1,
    at: datetime = NOW,
    effective_on: date | None = None,
    **values: Any,
) -> NoticeVersion:
    """The register as it stands, as if it had been published."""
    fresh = Register.objects.get(pk=register.pk)
    draft = draft_of(fresh)
    values = {"languages": draft.languages, "titles": draft.titles(), **values}
    return NoticeVersion.objects.create(
        notice=fresh.notice,
        slug=fresh.slug,
        number=number,
        effective_on=effective_on or at.date(),
        published_at=at,
        published_by=by,
        snapshot=draft.snapshot,
        draft_digest=draft.digest,
        sha256=f"{fresh.slug} {number}",
        release="test",
        **values,
    )
