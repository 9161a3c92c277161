"""A small register that can be published, and somebody who may."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.models import Group as GroupRow

from privacy_notices import publishing
from privacy_notices.models import Notice, NoticeVersion
from privacy_notices.publishing import Terms, publish
from privacy_notices.snapshot import draft_of
from register.groups import Group
from register.models import User
from register.texts import Text
from tests.written_once import load_once, written_once

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)
COMPLETE = Path("register/samples/complete.yaml")


@pytest.fixture(scope="session", autouse=True)
def _rendered_once() -> Iterator[None]:
    """Rendering is a pure function of the snapshot, so the same one need not be rendered again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "render", cache(publishing.render))
        yield


@pytest.fixture
def notice(db: None) -> Notice:
    """The complete sample: no errors, three languages."""
    return Notice.objects.get(register__slug=load_once(COMPLETE))


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.get(pk=written_once("officer", lambda: an_officer("officer").pk))


def an_officer(username: str) -> User:
    user = User.objects.create(username=username, is_staff=True)
    user.groups.add(GroupRow.objects.get(name=Group.COMPLIANCE_OFFICER.value))
    return user


def digest(notice: Notice) -> str:
    return draft_of(notice.register).digest


@pytest.fixture
def publish_now(notice: Notice, officer: User) -> Callable[..., NoticeVersion]:
    """Publish the draft as it stands."""

    def published(summary: str = "Ensimmäinen versio.", **values: object) -> NoticeVersion:
        terms = Terms(**{"effective_on": TODAY, "summary": Text(fi=summary), **values})  # type: ignore[arg-type] # by name
        return publish(notice, terms, by=officer, expected_digest=digest(notice), now=NOW)

    return published


@pytest.fixture
def version(publish_now: Callable[..., NoticeVersion]) -> NoticeVersion:
    """The first version, in force since today."""
    first = written_once("first version", lambda: publish_now().pk)
    return NoticeVersion.objects.get(pk=first)


def change(notice: Notice, words: str = "Uusi johdanto.") -> None:
    """Make the draft differ from what is published, in all languages."""
    fresh = Notice.objects.get(pk=notice.pk)
    fresh.introduction = Text(words, f"{words} sv", f"{words} en")
    fresh.save()
