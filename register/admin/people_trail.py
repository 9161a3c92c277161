"""The journal of one person in words: who has looked, when and what for (CJEU C-579/21)."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.admin.people_words import joined, moment, name_of
from register.models import Act, ActorKind, JournalEntry, Occasion, User
from register.panels import Line


def trail_lines(rows: Sequence[JournalEntry]) -> list[Line]:
    """Entries in words, one line for what somebody did several times in a row on one day."""
    numbers = {row.actor for row in rows if row.actor is not None}
    users = User.objects.in_bulk(numbers)
    return [
        _trail_line(list(group), users)
        for _same, group in groupby(rows, key=lambda row: (*_what(row), timezone.localdate(row.at)))
    ]


def _what(row: JournalEntry) -> tuple[Any, ...]:
    return row.act, row.actor_kind, row.actor, row.occasion, row.reference


def _trail_line(group: list[JournalEntry], users: dict[int, User]) -> Line:
    row = group[0]
    act = capfirst(str(Act(row.act).label))
    if len(group) > 1:
        words = ngettext("%(act)s, %(count)d time", "%(act)s, %(count)d times", len(group))
        act = words % {"act": act, "count": len(group)}
    occasion = str(Occasion(row.occasion).label) if row.occasion else ""
    return Line(
        moment(row.at), joined((_actor(row, users), act)), joined((occasion, row.reference))
    )


def _actor(row: JournalEntry, users: dict[int, User]) -> str:
    user = users.get(row.actor) if row.actor is not None else None
    if user is not None:
        return name_of(user)
    if row.actor is not None:
        return _("account %d") % row.actor
    return capfirst(str(ActorKind(row.actor_kind).label))
