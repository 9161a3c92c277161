"""Where a notice stands, in words: its state, languages, and what changed since it was told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from privacy_notices import change_log
from privacy_notices.admin.pages import OWN_NAMES
from privacy_notices.admin.places import Page, pages_of
from privacy_notices.compare import Change, compare
from privacy_notices.models import Notice, NoticeVersion, Submission
from privacy_notices.publishing import State, is_withdrawn, open_withdrawal, state_of
from privacy_notices.snapshot import Draft
from register.refusal import Refusal
from register.texts import Text

MOST_PAGES = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """The state as a badge, and sentences about it."""

    badge: str
    look: str  # the badge's class
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A language of the draft: whether it would be published, and where texts are missing."""

    code: str
    name: str
    is_complete: bool
    was_published: bool
    lacking: int
    pages: Sequence[Page]  # the first ones


def standing(notice: Notice, draft: Draft, *, today: date) -> Standing:
    last = notice.versions.select_related("published_by").first()
    state = state_of(notice, draft, today=today)
    sentences = [_version_words(last, today=today)] if last else []
    if last is not None and last.draft_digest != draft.digest:
        sentences.append(_("The register has changed since then."))
    sentences += [*_state_words(notice, state), *_withdrawal_words(notice, today)]
    badge, look = {
        State.DRAFT: (pgettext("notice", "draft"), "is-untranslated"),
        State.IN_REVIEW: (pgettext("notice", "in review"), "is-untranslated"),
        State.PUBLISHED: (pgettext("notice", "published"), "is-done"),
        State.WITHDRAWN: (pgettext("notice", "withdrawn"), "is-lacking"),
    }[state]
    return Standing(badge, look, sentences)


def _version_words(version: NoticeVersion, *, today: date) -> str:
    words = {
        "number": version.number,
        "day": day_words(version.effective_on),
        "who": version.published_by.get_username(),
        "when": moment_words(version.published_at),
    }
    if version.effective_on > today:
        said = _("Version %(number)d comes into force on %(day)s. Published by %(who)s, %(when)s.")
    else:
        said = _("Version %(number)d, in force from %(day)s. Published by %(who)s, %(when)s.")
    return said % words


def _state_words(notice: Notice, state: State) -> list[str]:
    if state == State.PUBLISHED:
        return [_("The register is as it was published.")]
    submission = Submission.objects.select_related("submitted_by").filter(notice=notice).first()
    if submission is None:
        return [] if notice.versions.exists() else [_("Nothing has been published yet.")]
    words = {
        "who": submission.submitted_by.get_username(),
        "when": moment_words(submission.submitted_at),
    }
    if state == State.IN_REVIEW:
        return [_("Submitted for review by %(who)s, %(when)s.") % words]
    return [
        _("%(who)s submitted an earlier draft for review, %(when)s. It has changed since.") % words
    ]


def _withdrawal_words(notice: Notice, today: date) -> list[str]:
    left = open_withdrawal(notice)
    if left is None:
        return []
    if left.withdrawn_on > today:
        return [_("The notice will be withdrawn on %s.") % day_words(left.withdrawn_on)]
    return [
        _(
            "The notice was withdrawn on %s, and its public page says so. Publishing takes it into "
            "use again."
        )
        % day_words(left.withdrawn_on)
    ]


def language_rows(
    request: HttpRequest, notice: Notice, draft: Draft, last: NoticeVersion | None
) -> list[LanguageRow]:
    """Each language, with the pages where its missing texts are written."""
    gaps = {code: [gap.place for gap in made.gaps] for code, made in draft.contents.items()}
    pages = pages_of(request, notice, {place for places in gaps.values() for place in places})
    published = last.languages if last else []
    rows = []
    for code, places in gaps.items():
        found = list(dict.fromkeys(pages[place] for place in places))
        rows.append(
            LanguageRow(
                code,
                OWN_NAMES[code],
                not places,
                code in published,
                len(places),
                found[:MOST_PAGES],
            )
        )
    return rows


# What changed


def changes_since(last: NoticeVersion | None, draft: Draft) -> list[Change]:
    return compare(last.opened["register"], draft.facts) if last else []


def proposal(notice: Notice, last: NoticeVersion | None, draft: Draft, *, today: date) -> Text:
    """What to tell of the new version, for the officer to go on from."""
    if last is None:
        return change_log.FIRST
    told = change_log.propose(
        last.opened["register"],
        draft.facts,
        published=last.languages,
        to_publish=draft.languages,
    )
    return change_log.joined(change_log.BACK, told) if is_withdrawn(notice, today) else told


# Words


def day_words(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def moment_words(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def obstacle(check: Callable[..., object], *args: Any, **options: Any) -> str:
    """What stands in the way of an act, in the words of its own rule; or ""."""
    try:
        check(*args, **options)
    except Refusal as refusal:
        return str(refusal)
    return ""
