"""What the published notice tells of a register's retention rules, and they no longer say.

Shown before a rule is saved: a notice and a run must not differ (Art. 5(1)(a), 13(2)(a)).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from privacy_notices.admin.drift import LOOK
from privacy_notices.admin.pages import OWN_NAMES, ways
from privacy_notices.admin.standing import day_words
from privacy_notices.compare import Plain
from privacy_notices.drift import last_published, published_facts
from privacy_notices.files.writing import register_as_plain
from privacy_notices.models import NoticeVersion
from privacy_notices.promises import carried_of, carried_out, said, words_in
from register.admin.words import words_of
from register.hub import Link
from register.models import Register
from retention.admin.effects import TOLD, Said, Told

PAGES = ("compare", "publish", "versions")


@dataclass(frozen=True, slots=True)
class Side:
    """A rule on one side of the comparison: its row, None where there is none, and all else."""

    row: Plain | None
    facts: Plain

    def said(self, language: str) -> str:
        return said(self.row, self.facts, language) if self.row is not None else ""

    def carried_out(self, language: str) -> str:
        return carried_out(self.row, self.facts, language) if self.row is not None else ""


def told(request: HttpRequest, register: Register) -> list[Told]:
    """The rules that are not as the version published last tells them."""
    today = timezone.localdate()
    if not request.user.has_perm(LOOK):
        return []
    version, published = last_published(register, today), published_facts(register, today)
    if version is None or published is None:
        return []
    where, links = version_words(register, version), _links(version)
    return [
        Told(where, name, lines, links)
        for name, lines in _differing(published, register_as_plain(register), version.languages)
    ]


def version_words(register: Register, version: NoticeVersion) -> str:
    words = _("%(register)s, version %(number)d, published on %(day)s")
    day = day_words(timezone.localdate(version.published_at))
    return words % {"register": words_of(register), "number": version.number, "day": day}


def _links(version: NoticeVersion) -> tuple[Link, ...]:
    pages = ways(version.notice)
    return tuple(Link(str(pages[name].label), pages[name].url) for name in PAGES)


def _differing(
    published: Plain, today: Plain, languages: list[str]
) -> Iterator[tuple[str, tuple[Said, ...]]]:
    before, after = (
        {row["key"]: row for row in facts.get("retention", ())} for facts in (published, today)
    )
    for key in {**before, **after}:
        old, new = Side(before.get(key), published), Side(after.get(key), today)
        lines = tuple(
            Said(language, OWN_NAMES[language], *words)
            for language in languages
            if (words := _words(old, new, language))
        )
        if lines:
            yield _name(new.row or old.row or {}), lines


def _words(old: Side, new: Side, language: str) -> tuple[str, str] | None:
    """What is told and what would be; None where it is the same.

    Where the author's own words stayed and the rule below them did not, the rule speaks.
    """
    was, would_be = old.said(language), new.said(language)
    if was == would_be and old.row is not None and new.row is not None:
        if carried_of(old.row) == carried_of(new.row):
            return None
        would_be = new.carried_out(language)
    return (was, would_be) if was != would_be else None


def _name(row: Plain) -> str:
    """What people call the rule, in the reader's language if it has a name in it."""
    name = row.get("name")
    return words_in(name, (get_language() or "fi")[:2]) or words_in(name, "fi") or str(row["key"])


TOLD.append(told)
