"""The one door to publishing: checked, rendered, frozen, in one step or not at all.

draft → in review → published → superseded. The draft is the register itself; *in review* is a
submission whose digest is still the draft's; *superseded* is derived from what came later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy_notices.checklist import Finding, Severity, check_register
from privacy_notices.models import Notice, NoticeVersion, Rendering, Submission
from privacy_notices.snapshot import Draft, Rendered, draft_of, render, sha256
from register.enums import Language
from register.models import User
from register.texts import Text


class NotPublishable(Exception):
    """Raised with words the officer can act on; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the officer decides when publishing."""

    effective_on: date
    summary: Text
    override_reason: str = ""
    next_review_on: date | None = None


def submit(notice: Notice, *, by: User, expected_digest: str, now: datetime) -> Submission:
    """Hand the draft over for review; an earlier submission gives way."""
    draft = draft_of(notice.register)
    _check_unchanged(draft, expected_digest)
    submission, _created = Submission.objects.update_or_create(
        notice=notice,
        defaults={"draft_digest": draft.digest, "submitted_by": by, "submitted_at": now},
    )
    return submission


def publish(
    notice: Notice, terms: Terms, *, by: User, expected_digest: str, now: datetime
) -> NoticeVersion:
    """Publish the draft whose digest the officer saw. Raises NotPublishable.

    Pages and PDFs are made before the lock is taken; under the lock only the draft's digest and the
    number are looked at again, so that two officers get one version and one clear refusal.
    """
    draft = draft_of(notice.register)
    _check_unchanged(draft, expected_digest)
    today = timezone.localdate(now)
    findings = check_register(notice.register, today=today).findings
    _check_terms(notice, draft, terms, findings, by=by, today=today)
    number = _next_number(notice)
    snapshot = draft.snapshot()
    rendered = render(snapshot, number=number, effective_on=terms.effective_on)
    with transaction.atomic():
        locked = Notice.objects.select_for_update().get(pk=notice.pk)
        if _next_number(locked) != number:
            raise NotPublishable(_("Somebody else has just published version %d.") % number)
        _check_unchanged(draft_of(locked.register), expected_digest)
        submission = _reviewed(locked, draft, by=by)
        version = NoticeVersion(
            notice=locked,
            slug=locked.register.slug,
            number=number,
            effective_on=terms.effective_on,
            languages=[one.language for one in rendered],
            published_at=now,
            published_by=by,
            submitted_by=submission.submitted_by if submission else None,
            override_reason=terms.override_reason,
            findings=[_as_plain(finding) for finding in findings],
            titles=draft.titles(),
            snapshot=snapshot,
            draft_digest=draft.digest,
            sha256=_digest(snapshot, rendered),
            release=settings.RELEASE,
            next_review_on=terms.next_review_on,
        )
        version.summary = terms.summary
        version.save()
        Rendering.objects.bulk_create(_rows(version, rendered))
        if submission is not None:
            submission.delete()
    return version


def state_of(notice: Notice, draft: Draft) -> str:
    """ "draft", "in_review" or "published": how today's register stands to what is published."""
    last = notice.versions.first()
    if last is not None and last.draft_digest == draft.digest:
        return "published"
    submission = Submission.objects.filter(notice=notice).first()
    in_review = submission is not None and submission.draft_digest == draft.digest
    return "in_review" if in_review else "draft"


def _check_unchanged(draft: Draft, expected_digest: str) -> None:
    if draft.digest != expected_digest:
        raise NotPublishable(_("The register has changed since you opened this page. Look again."))


def _check_terms(
    notice: Notice,
    draft: Draft,
    terms: Terms,
    findings: Sequence[Finding],
    *,
    by: User,
    today: date,
) -> None:
    if not by.has_perm("privacy_notices.publish_notice"):
        raise NotPublishable(_("You may not publish notices."))
    last = notice.versions.first()
    if last is not None and last.draft_digest == draft.digest:
        raise NotPublishable(_("This is already published as version %d.") % last.number)
    if not draft.languages:
        raise NotPublishable(_("No language is complete: texts are missing in each of them."))
    if terms.effective_on < today:
        raise NotPublishable(_("A notice cannot come into force in the past."))
    if last is not None and terms.effective_on < last.effective_on:
        raise NotPublishable(
            _("Version %d comes into force later than this. Choose the same day or a later one.")
            % last.number
        )
    if any(finding.severity == Severity.ERROR for finding in findings):
        _check_override(terms, by=by)


def _check_override(terms: Terms, *, by: User) -> None:
    if not terms.override_reason.strip():
        raise NotPublishable(_("The check finds errors. Mend them, or tell why you publish."))
    if not by.has_perm("privacy_notices.override_checks"):
        raise NotPublishable(_("You may not publish while the check finds errors."))


def _reviewed(notice: Notice, draft: Draft, *, by: User) -> Submission | None:
    """The submission behind this version; with four eyes it must be somebody else's."""
    submission = Submission.objects.filter(notice=notice, draft_digest=draft.digest).first()
    if not settings.NOTICE_FOUR_EYES:
        return submission
    if submission is None:
        raise NotPublishable(_("Submit the notice for review first: another person publishes it."))
    if submission.submitted_by_id == by.pk:
        raise NotPublishable(_("You submitted this notice, so another person publishes it."))
    return submission


def _next_number(notice: Notice) -> int:
    last = notice.versions.values_list("number", flat=True).first()
    return (last or 0) + 1


def _as_plain(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept on the version."""
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "article": finding.article,
        "places": list(finding.places),
        "message": {code: finding.message.said_in(code) for code in Language.values},
    }


def _digest(snapshot: str, rendered: Sequence[Rendered]) -> str:
    parts = [part for one in rendered for part in (one.html, one.pdf, one.json)]
    return sha256(snapshot.encode(), *parts)


def _rows(version: NoticeVersion, rendered: Sequence[Rendered]) -> list[Rendering]:
    return [
        Rendering(
            version=version,
            language=one.language,
            html=one.html,
            pdf=one.pdf,
            json=one.json,
            html_sha256=sha256(one.html),
            pdf_sha256=sha256(one.pdf),
            json_sha256=sha256(one.json),
        )
        for one in rendered
    ]
