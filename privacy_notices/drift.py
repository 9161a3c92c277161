"""Drift: what is published against today's register. Fact by fact, and since when.

Compared with the version published last, also where it is still to come into force: what differs
from that one is what nobody has told yet. A notice that was withdrawn promises nothing any more.
The other comparison, with what the database holds of people, is made in `holdings.py`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from privacy_notices import served, trail
from privacy_notices.compare import Change, Plain, compare
from privacy_notices.files.writing import registers_as_plain
from privacy_notices.models import NoticeVersion
from privacy_notices.printed_facts import is_printed
from privacy_notices.snapshot import sha256
from privacy_notices.touched import Touch, last_touches
from privacy_notices.trail import Watched
from register.dates import add_months
from register.models import Register

MOST_COMPARED = 10  # registers that one view of the start page compares; the next one goes on
REMEMBERED = 7 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that is not as it was published: a text may differ in several languages."""

    changes: Sequence[Change]
    since: datetime | None  # None: some time after the publication
    is_printed: bool  # else it is kept on record only


@dataclass(frozen=True, slots=True)
class Drift:
    """How today's register stands to the version published last."""

    version: NoticeVersion
    differences: Sequence[Difference]

    @property
    def oldest(self) -> datetime | None:
        """Since when something differs; None where that of some difference is not known."""
        days = [one.since for one in self.differences]
        return None if None in days else min((day for day in days if day), default=None)


@dataclass(frozen=True, slots=True)
class Glance:
    """The drift of a register in short. Without a count: touched, and not compared yet."""

    version: NoticeVersion
    count: int | None = None
    oldest: datetime | None = None  # None: some time after the publication


def drift_of(register: Register, today: date) -> Drift | None:
    """None where nothing is published."""
    version = _published([register], today).get(register.pk)
    return _drifts([(register, version)])[register.pk] if version else None


def last_published(register: Register, today: date) -> NoticeVersion | None:
    """The version published last; None where nothing is, or it is withdrawn."""
    return _published([register], today).get(register.pk)


def published_facts(register: Register, today: date) -> Plain | None:
    """The facts of the version published last; None where nothing is, or it is withdrawn."""
    version = _published([register], today).get(register.pk)
    return _published_facts([version])[version.pk] if version else None


def moments(
    changes: Sequence[Change], version: NoticeVersion
) -> dict[tuple[str, str, str], datetime | None]:
    """Since when facts differ from a version, by fact. `changes` lead to today's register."""
    days = trail.since([Watched(change, version.published_at) for change in changes])
    found: dict[tuple[str, str, str], datetime | None] = {}
    for change, day in zip(changes, days, strict=True):
        known = [one for one in (found.get(change.fact), day) if one]
        found[change.fact] = min(known, default=None)
    return found


def glances(registers: Sequence[Register], today: date) -> dict[int, Glance]:
    """The registers that differ from what they published, by id.

    Bounded, for the start page: only registers that the audit log tells to be touched since are
    compared, and those whose version is older than the log; at most `MOST_COMPARED` of them in one
    go, and none again before it is touched again.
    """
    versions = _published(registers, today)
    if not versions:
        return {}
    oldest = min(version.published_at for version in versions.values())
    touches = {
        register: touch
        for register, touch in last_touches(registers, after=oldest).items()
        if register in versions and touch.at > versions[register].published_at
    }
    touches |= {
        register: Touch(version.published_at, 0, 0)  # perhaps: nothing is said before comparing
        for register, version in versions.items()
        if register not in touches and _is_older_than_the_log(version, today)
    }
    keys = {pk: _cache_key(versions[pk], touch) for pk, touch in touches.items()}
    known = cache.get_many(keys.values())
    new = [
        (one, versions[one.pk]) for one in registers if one.pk in keys and keys[one.pk] not in known
    ]
    for pk, drift in _drifts(new[:MOST_COMPARED]).items():
        known[keys[pk]] = (len(drift.differences), drift.oldest)
        cache.set(keys[pk], known[keys[pk]], REMEMBERED)
    found = {pk: Glance(versions[pk], *known.get(key, ())) for pk, key in keys.items()}
    return {
        pk: glance
        for pk, glance in found.items()
        if glance.count or (glance.count is None and touches[pk].entries)
    }


def _cache_key(version: NoticeVersion, touch: Touch) -> str:
    """New whenever the answer may be: nothing that is remembered is ever out of date."""
    told = (settings.RELEASE, version.sha256, *touch)
    return f"drift:{sha256(*(str(part).encode() for part in told))}"


def _is_older_than_the_log(version: NoticeVersion, today: date) -> bool:
    """Entries of its first days may have been removed when their time was over."""
    kept: int = settings.AUDIT_LOG_KEPT_MONTHS
    day = timezone.localdate(version.published_at)
    return bool(kept) and day < add_months(today, -kept)


def _published(registers: Sequence[Register], today: date) -> dict[int, NoticeVersion]:
    """The last version of each register, by the register's id; none where it is withdrawn."""
    later = NoticeVersion.objects.filter(notice=OuterRef("notice"), number__gt=OuterRef("number"))
    gone = served.withdrawals(today).filter(notice=OuterRef("notice"))
    last: QuerySet[NoticeVersion] = (
        NoticeVersion.objects.filter(~Exists(later), ~Exists(gone), notice__register__in=registers)
        .defer(*served.LIGHT)
        .select_related("notice")
        .order_by()
    )
    return {version.notice.register_id: version for version in last}


def _drifts(pairs: Sequence[tuple[Register, NoticeVersion]]) -> dict[int, Drift]:
    """Compared fact by fact, with as many queries for many registers as for one."""
    if not pairs:
        return {}
    published = _published_facts([version for _register, version in pairs])
    today = registers_as_plain([register for register, _version in pairs])
    compared = [
        (register, version, compare(published[version.pk], today[register.pk]))
        for register, version in pairs
    ]
    watched = [
        Watched(change, version.published_at)
        for _register, version, changes in compared
        for change in changes
    ]
    moments = iter(trail.since(watched))
    drifts = {}
    for register, version, changes in compared:
        told = [(change, next(moments)) for change in changes]
        facts = (published[version.pk], today[register.pk])
        drifts[register.pk] = Drift(version, _differences(told, *facts))
    return drifts


def _published_facts(versions: Sequence[NoticeVersion]) -> dict[int, Plain]:
    rows = NoticeVersion.objects.filter(pk__in=[version.pk for version in versions]).order_by()
    return {
        pk: json.loads(snapshot)["register"] for pk, snapshot in rows.values_list("pk", "snapshot")
    }


def _differences(
    told: Sequence[tuple[Change, datetime | None]], published: Plain, today: Plain
) -> list[Difference]:
    facts: dict[tuple[str, str, str], list[tuple[Change, datetime | None]]] = {}
    for change, moment in told:
        facts.setdefault(change.fact, []).append((change, moment))
    return [
        Difference(
            [change for change, _moment in same],
            min((moment for _change, moment in same if moment), default=None),
            is_printed(same[0][0], published, today),
        )
        for same in facts.values()
    ]
