"""The one door to publishing: checked, rendered, frozen, in one step or not at all.

draft → in review → published → superseded. The draft is the register itself; *in review* is a
submission whose digest is still the draft's; *superseded* is derived from what came later. A notice
that was withdrawn comes into force again by being published again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy_notices.checklist import Finding, Severity, check_register
from privacy_notices.models import Notice, NoticeVersion, Rendering, Submission, Withdrawal
from privacy_notices.snapshot import (
    Draft,
    Rendered,
    draft_of,
    file_sha256,
    render,
    version_sha256,
)
from register.enums import Language
from register.models import User
from register.refusal import Refusal
from register.texts import Text


class NotPublishable(Refusal):
    """The draft cannot be submitted, taken back or published."""


class State(StrEnum):
    """How today's register stands to what is published."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the officer decides when publishing."""

    effective_on: date
    summary: Text
    override_reason: str = ""
    next_review_on: date | None = None


@transaction.atomic
def submit(notice: Notice, *, by: User, expected_digest: str, now: datetime) -> Submission:
    """Hand the draft over for review; a submission of an earlier draft gives way."""
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    draft = draft_of(locked.register)
    check_unchanged(draft, expected_digest)
    check_can_submit(locked, draft, by=by, today=timezone.localdate(now))
    submission, _created = Submission.objects.update_or_create(
        notice=locked,
        defaults={"draft_digest": draft.digest, "submitted_by": by, "submitted_at": now},
    )
    return submission


@transaction.atomic
def take_back(notice: Notice, *, by: User) -> None:
    """The draft is no longer in review: its author goes on writing, or the reviewer returns it."""
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    check_can_take_back(locked, by=by)
    Submission.objects.get(notice=locked).delete()


def publish(
    notice: Notice, terms: Terms, *, by: User, expected_digest: str, now: datetime
) -> NoticeVersion:
    """Publish the draft whose digest the officer saw. Raises NotPublishable.

    Pages and PDFs are made before the lock is taken; under the lock only the draft's digest, the
    number and the days are looked at again, so that two officers get one version and one clear
    refusal, and no withdrawal is ended that was not seen.
    """
    draft = draft_of(notice.register)
    check_unchanged(draft, expected_digest)
    today = timezone.localdate(now)
    findings = check_register(notice.register, today=today).findings
    check_can_publish(notice, draft, by=by, today=today)
    _check_terms(notice, terms, findings, by=by, today=today)
    number, left = _next_number(notice), open_withdrawal(notice)
    snapshot = draft.snapshot
    rendered = render(snapshot, number=number, effective_on=terms.effective_on)
    with transaction.atomic():
        locked = Notice.objects.select_for_update().get(pk=notice.pk)
        if _next_number(locked) != number:
            raise NotPublishable(_("Somebody else has just published version %d.") % number)
        check_unchanged(draft_of(locked.register), expected_digest)
        submission = _reviewed(locked, draft, by=by)
        if open_withdrawal(locked) != left:
            raise NotPublishable(
                _("Somebody has just withdrawn the notice, or cancelled that. Look again.")
            )
        _check_days(locked, terms, today=today)
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
            sha256=version_sha256(snapshot, rendered),
            release=settings.RELEASE,
            next_review_on=terms.next_review_on,
        )
        version.summary = terms.summary
        version.save()
        Rendering.objects.bulk_create(_rows(version, rendered))
        if submission is not None:
            submission.delete()
        if left is not None and left.withdrawn_on <= today:
            left.back_on = terms.effective_on
            left.save(update_fields=["back_on"])
    return version


def state_of(notice: Notice, draft: Draft, *, today: date | None = None) -> State:
    """How today's register stands to what is published."""
    gone = is_withdrawn(notice, today or timezone.localdate())
    last = notice.versions.first()
    if last is not None and last.draft_digest == draft.digest and not gone:
        return State.PUBLISHED
    if Submission.objects.filter(notice=notice, draft_digest=draft.digest).exists():
        return State.IN_REVIEW
    return State.WITHDRAWN if gone else State.DRAFT


def open_withdrawal(notice: Notice) -> Withdrawal | None:
    """The withdrawal of the notice at its present address that nothing has ended."""
    return Withdrawal.objects.filter(slug=notice.register.slug, back_on=None).first()


def is_withdrawn(notice: Notice, today: date) -> bool:
    left = open_withdrawal(notice)
    return left is not None and left.withdrawn_on <= today


# Who may do what now. Screens ask the same before they offer a button.


def check_unchanged(draft: Draft, expected_digest: str) -> None:
    if draft.digest != expected_digest:
        raise NotPublishable(_("The register has changed since you opened this page. Look again."))


def check_can_submit(notice: Notice, draft: Draft, *, by: User, today: date) -> None:
    if not by.has_perm("privacy_notices.add_submission"):
        raise NotPublishable(_("You may not submit notices for review."))
    _check_is_new(notice, draft, today=today)
    if Submission.objects.filter(notice=notice, draft_digest=draft.digest).exists():
        raise NotPublishable(_("The notice is in review already."))


def check_can_take_back(notice: Notice, *, by: User) -> None:
    if not by.has_perm("privacy_notices.delete_submission"):
        raise NotPublishable(_("You may not take notices back from review."))
    if not Submission.objects.filter(notice=notice).exists():
        raise NotPublishable(_("The notice is not in review."))


def check_can_publish(notice: Notice, draft: Draft, *, by: User, today: date) -> None:
    """Whatever the terms: may this person publish this draft?"""
    if not by.has_perm("privacy_notices.publish_notice"):
        raise NotPublishable(_("You may not publish notices."))
    _check_is_new(notice, draft, today=today)
    _reviewed(notice, draft, by=by)


def _check_is_new(notice: Notice, draft: Draft, *, today: date) -> None:
    """What is published already is not published again, unless it is no longer in force."""
    last = notice.versions.first()
    if last is not None and last.draft_digest == draft.digest and not is_withdrawn(notice, today):
        raise NotPublishable(_("This is already published as version %d.") % last.number)
    if not draft.languages:
        raise NotPublishable(_("No language is complete: texts are missing in each of them."))


def _check_terms(
    notice: Notice, terms: Terms, findings: Sequence[Finding], *, by: User, today: date
) -> None:
    _check_days(notice, terms, today=today)
    if any(finding.severity == Severity.ERROR for finding in findings):
        _check_override(terms, by=by)


def _check_days(notice: Notice, terms: Terms, *, today: date) -> None:
    if terms.effective_on < today:
        words = _("A notice cannot come into force in the past.")
        raise NotPublishable(words, "effective_on")
    last = notice.versions.first()
    if last is not None and terms.effective_on < last.effective_on:
        words = _("Version %d comes into force later than this. Choose its day or a later one.")
        raise NotPublishable(words % last.number, "effective_on")
    left = open_withdrawal(notice)
    if left is not None and today < left.withdrawn_on <= terms.effective_on:
        words = _("The notice is withdrawn before this day. Cancel the withdrawal first.")
        raise NotPublishable(words, "effective_on")
    if terms.next_review_on is not None and terms.next_review_on <= today:
        raise NotPublishable(_("Choose a day to come."), "next_review_on")


def _check_override(terms: Terms, *, by: User) -> None:
    if not terms.override_reason.strip():
        words = _("The check finds errors. Mend them, or tell why you publish.")
        raise NotPublishable(words, "override_reason")
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


def _rows(version: NoticeVersion, rendered: Sequence[Rendered]) -> list[Rendering]:
    return [
        Rendering(
            version=version,
            language=one.language,
            html=one.html,
            pdf=one.pdf,
            json=one.json,
            html_sha256=file_sha256(one.html),
            pdf_sha256=file_sha256(one.pdf),
            json_sha256=file_sha256(one.json),
        )
        for one in rendered
    ]
