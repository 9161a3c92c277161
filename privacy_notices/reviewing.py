"""The one door to a review without changes: somebody went through the notice and it stands."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy_notices.models import Notice, NoticeVersion, Review
from privacy_notices.publishing import State, check_unchanged, state_of
from privacy_notices.snapshot import Draft, draft_of
from register.models import User
from register.refusal import Refusal


class NotReviewable(Refusal):
    """There is nothing to note as reviewed."""


@transaction.atomic
def review(
    notice: Notice,
    *,
    by: User,
    expected_digest: str,
    after: int | None,
    next_review_on: date,
    now: datetime,
) -> Review:
    """Note that the published notice was gone through. `after` is the last review the officer saw.

    The row stands beside the version, which never changes.
    """
    locked = Notice.objects.select_for_update().get(pk=notice.pk)
    draft = draft_of(locked.register)
    check_unchanged(draft, expected_digest)
    today = timezone.localdate(now)
    version = check_can_review(locked, draft, by=by, today=today)
    if last_review(version) != after:
        raise NotReviewable(_("Somebody has just noted a review. Look again."))
    if next_review_on <= today:
        raise NotReviewable(_("Choose a day to come."), "next_review_on")
    return Review.objects.create(
        version=version, reviewed_by=by, reviewed_at=now, next_review_on=next_review_on
    )


def check_can_review(notice: Notice, draft: Draft, *, by: User, today: date) -> NoticeVersion:
    """The version that would be reviewed: the last one, with a draft that is still the same."""
    if not by.has_perm("privacy_notices.publish_notice"):
        raise NotReviewable(_("You may not note reviews."))
    version = notice.versions.first()
    if version is None:
        raise NotReviewable(_("Nothing has been published yet."))
    if state_of(notice, draft, today=today) != State.PUBLISHED:
        raise NotReviewable(
            _("The register is no longer what is published: publish a new version.")
        )
    return version


def last_review(version: NoticeVersion) -> int | None:
    return version.reviews.values_list("pk", flat=True).first()
