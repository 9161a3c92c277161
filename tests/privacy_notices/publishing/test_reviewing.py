"""A published notice is gone through and stands: noted beside the version, which never changes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.utils import translation

from privacy_notices.models import Notice, NoticeVersion, Review, Submission, Withdrawal, review_day
from privacy_notices.reviewing import NotReviewable, last_review, review
from register.models import User
from register.refusal import Refusal
from tests.privacy_notices.publishing.conftest import NOW, TODAY, change, digest
from tests.written_once import written_once

Publish = Callable[..., NoticeVersion]
NEXT_YEAR = date(2027, 9, 1)


@pytest.fixture
def version(publish_now: Publish) -> NoticeVersion:
    """The first version, to be gone through in three months."""
    day = date(2026, 12, 1)
    first = written_once("version with a review", lambda: publish_now(next_review_on=day).pk)
    return NoticeVersion.objects.get(pk=first)


def reviewed(notice: Notice, by: User, **values: object) -> Review:
    last = notice.versions.first()
    options = {
        "expected_digest": digest(notice),
        "after": last_review(last) if last else None,
        "next_review_on": NEXT_YEAR,
        "now": NOW,
        **values,
    }
    return review(notice, by=by, **options)  # type: ignore[arg-type] # by name


def refusal(notice: Notice, by: User, **values: object) -> str:
    with translation.override("en"), pytest.raises(Refusal) as refused:
        reviewed(notice, by, **values)
    assert not Review.objects.exists()
    return str(refused.value)


def test_a_review_tells_who_when_and_by_when_again(
    version: NoticeVersion, notice: Notice, officer: User
) -> None:
    noted = reviewed(notice, officer)
    assert (noted.version, noted.reviewed_by, noted.reviewed_at) == (version, officer, NOW)
    assert review_day(version) == NEXT_YEAR
    assert NoticeVersion.objects.get().next_review_on == date(2026, 12, 1)  # as it was frozen


def test_without_a_review_the_version_says_by_when(version: NoticeVersion) -> None:
    assert review_day(version) == date(2026, 12, 1)


def test_a_changed_register_is_published_and_not_noted(
    version: NoticeVersion, notice: Notice, officer: User
) -> None:
    seen = digest(notice)
    change(notice)
    assert "has changed since you opened" in refusal(notice, officer, expected_digest=seen)
    assert refusal(notice, officer) == (
        "The register is no longer what is published: publish a new version."
    )


def test_what_was_never_published_or_is_withdrawn_is_not_reviewed(
    notice: Notice, officer: User, publish_now: Publish
) -> None:
    assert refusal(notice, officer) == "Nothing has been published yet."
    publish_now()
    Withdrawal.objects.create(
        notice=notice, slug="complete", withdrawn_on=TODAY, withdrawn_by=officer
    )
    assert "no longer what is published" in refusal(notice, officer)


def test_the_next_day_is_to_come(version: NoticeVersion, notice: Notice, officer: User) -> None:
    assert refusal(notice, officer, next_review_on=TODAY) == "Choose a day to come."


def test_a_second_click_notes_nothing(
    version: NoticeVersion, notice: Notice, officer: User
) -> None:
    reviewed(notice, officer)
    twice = pytest.raises(NotReviewable, match="Somebody has just noted a review")
    with translation.override("en"), twice:
        reviewed(notice, officer, after=None)
    assert Review.objects.count() == 1
    assert reviewed(notice, officer, next_review_on=date(2027, 1, 1))  # who looked again may
    assert review_day(version) == date(2027, 1, 1)


def test_who_may_not_publish_notes_no_reviews(version: NoticeVersion, notice: Notice) -> None:
    reader = User.objects.create(username="reader")
    reader.user_permissions.add(Permission.objects.get(codename="view_notice"))
    assert refusal(notice, reader) == "You may not note reviews."


def test_a_review_leaves_no_submission_behind(
    version: NoticeVersion, notice: Notice, officer: User
) -> None:
    reviewed(notice, officer)
    assert not Submission.objects.exists()
