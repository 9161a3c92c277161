"""Drift in words: on the start page, on the page of a register and on that of its notice."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from privacy_notices.admin.pages import page_url, read
from privacy_notices.admin.standing import day_words
from privacy_notices.checklist import Report, Severity
from privacy_notices.compare import in_words
from privacy_notices.drift import Difference, Drift, Glance, drift_of, glances
from privacy_notices.holdings import look
from privacy_notices.models import NoticeVersion
from register import hub
from register.hub import Link, Panel
from register.models import Register

MOST_LINES = 5
LOOK = "privacy_notices.view_noticeversion"


def short_form(count: int, oldest: datetime | None, version: NoticeVersion) -> str:
    """How many facts differ and since when, in a sentence."""
    if oldest is None:
        words = ngettext(
            "%(count)d fact differs from the notice published on %(day)s.",
            "%(count)d facts differ from the notice published on %(day)s.",
            count,
        )
    else:
        words = ngettext(
            "%(count)d fact differs from the notice, changed on %(day)s.",
            "%(count)d facts differ from the notice, the oldest change is of %(day)s.",
            count,
        )
    return words % {"count": count, "day": _day(oldest or version.published_at)}


def _day(moment: datetime) -> str:
    return day_words(timezone.localdate(moment))


# The start page


def remarks(request: HttpRequest, registers: Sequence[Register]) -> Mapping[int, Link]:
    """Registers that drifted, with a link to what differs."""
    if not request.user.has_perm(LOOK):
        return {}
    found = glances(registers, timezone.localdate())
    return {
        register: Link(_remark(glance), page_url(glance.version.notice, "compare"))
        for register, glance in found.items()
    }


def _remark(glance: Glance) -> str:
    if glance.count is None:
        words = _("Changed after the notice was published on %s.")
        return words % _day(glance.version.published_at)
    return short_form(glance.count, glance.oldest, glance.version)


# A register's own page


def drift_panel(request: HttpRequest, register: Register) -> Panel | None:
    """What differs from the notice published last; nothing where nothing is published."""
    if not request.user.has_perm(LOOK):
        return None
    drift = drift_of(register, timezone.localdate())
    if drift is None:
        return None
    notice = drift.version.notice
    held = held_words(look(register, timezone.localdate()))
    check = f"{page_url(notice, 'check')}#held"
    return Panel(
        _("Published notice"),
        standing_words(drift),
        [
            *([Link(_("Compare"), page_url(notice, "compare"))] if drift.differences else []),
            *([Link(_("What the database holds"), check)] if held else []),
            Link(_("Published versions"), page_url(notice, "versions")),
        ],
        [*lines(drift), *held],
    )


def held_words(report: Report) -> list[str]:
    """What people were told otherwise, or not at all: each in a sentence, with what is held."""
    return [
        f"{read(finding.message)} ({', '.join(finding.evidence)})"
        if finding.evidence
        else read(finding.message)
        for finding in (*report.errors, *report.of(Severity.WARNING))
    ]


def standing_words(drift: Drift) -> str:
    if not drift.differences:
        words = _("The register is as version %(number)d told it, published on %(day)s.")
        published = _day(drift.version.published_at)
        return words % {"number": drift.version.number, "day": published}
    return short_form(len(drift.differences), drift.oldest, drift.version)


def lines(drift: Drift) -> list[str]:
    """The first differences, each with its day; what is on record only says so."""
    told = [_line(one, drift.version) for one in drift.differences[:MOST_LINES]]
    more = len(drift.differences) - len(told)
    if more:
        told.append(ngettext("and %d more", "and %d more", more) % more)
    return told


def _line(difference: Difference, version: NoticeVersion) -> str:
    day = _day(difference.since or version.published_at)
    when = day if difference.since else _("after %s") % day
    words = in_words(difference.changes[0], get_language() or settings.LANGUAGE_CODE)
    on_record = "" if difference.is_printed else _("Not printed in the notice.")
    return " ".join(filter(None, (f"{when} –", words, on_record)))


hub.REMARKS.append(remarks)
