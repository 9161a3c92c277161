"""From when until when each version was in force. Nowhere written: it follows from what came later.

Pure: `today` is handed in, and a version is in force on both its first and its last day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from privacy_notices.models import NoticeVersion, Withdrawal

DAY = timedelta(days=1)


class Phase(StrEnum):
    """Where a version is in its life."""

    COMING = "coming"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Lifespan:
    """The days on which a version is in force."""

    version: NoticeVersion
    first: date
    last: date | None  # None: until further notice
    phase: Phase

    @property
    def is_cut_short(self) -> bool:
        """Another took its place, or the notice was withdrawn, on its first day or before that."""
        return self.last is not None and self.last < self.first

    def in_words(self) -> str:
        """In the active language, such as “in force 1 September 2026 – 31 October 2026”."""
        words = {"first": _day(self.first), "last": _day(self.last) if self.last else ""}
        if self.is_cut_short:
            if self.phase == Phase.WITHDRAWN:
                return _("withdrawn before its first day, %(first)s, was over") % words
            return _("replaced before its first day, %(first)s, was over") % words
        if self.phase == Phase.COMING:
            return _("comes into force on %(first)s") % words
        if self.last is None:
            return _("in force from %(first)s") % words
        if self.phase == Phase.IN_FORCE:
            return _("in force from %(first)s until %(last)s") % words
        return _("was in force from %(first)s until %(last)s") % words

    def phase_in_words(self) -> str:
        return {
            Phase.COMING: _("not yet in force"),
            Phase.IN_FORCE: _("in force"),
            Phase.SUPERSEDED: _("superseded"),
            Phase.WITHDRAWN: pgettext("notice", "withdrawn"),
        }[self.phase]


def lifespans(
    versions: Iterable[NoticeVersion], withdrawals: Sequence[Withdrawal], *, today: date
) -> list[Lifespan]:
    """Of all versions of one notice, the newest first."""
    newest_first = sorted(versions, key=lambda version: -version.number)
    spans = []
    taken_over: date | None = None  # the first day of a later version
    for version in newest_first:
        gone = _gone(version.effective_on, taken_over, withdrawals)
        ends = [day for day in (taken_over, gone) if day is not None]
        last = min(ends) - DAY if ends else None
        phase = _phase(version.effective_on, last, today)
        if phase == Phase.SUPERSEDED and gone is not None:
            phase = Phase.WITHDRAWN
        spans.append(Lifespan(version, version.effective_on, last, phase))
        taken_over = min(version.effective_on, taken_over or version.effective_on)
    return spans


def _gone(first: date, taken_over: date | None, withdrawals: Sequence[Withdrawal]) -> date | None:
    """The day on which a version was withdrawn, if that was before another took its place."""
    days = [
        left.withdrawn_on
        for left in withdrawals
        if (left.back_on is None or left.back_on > first)
        and (taken_over is None or left.withdrawn_on < taken_over)
    ]
    return min(days, default=None)


def _phase(first: date, last: date | None, today: date) -> Phase:
    if last is not None and (last < today or last < first):
        return Phase.SUPERSEDED
    return Phase.COMING if first > today else Phase.IN_FORCE


def _day(day: date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
