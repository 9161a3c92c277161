"""Since when facts are what they are, as the audit log tells it. One query, however many facts.

The log knows rows by their id, columns by name, and what a deleted row was. Where it tells nothing
of a change (made past the log, or of a company that another register brought along), nothing is
guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from privacy_notices.compare import Change, Kind
from privacy_notices.files import format as f
from register.models import RegisterController

Model = type[models.Model]
CREATE, DELETE = LogEntry.Action.CREATE, LogEntry.Action.DELETE


class Watched(NamedTuple):
    """A difference between today's register and what was published at a moment."""

    change: Change
    published_at: datetime


class Entry(NamedTuple):
    """A line of the audit log."""

    model: Model
    row: int | None
    action: int
    at: datetime
    said: str
    changes: Mapping[str, Any]

    def values(self, column: str) -> tuple[str, str]:
        """Before and after, as text; a choice of several rows is logged otherwise."""
        found = self.changes.get(column)
        return (str(found[0]), str(found[1])) if isinstance(found, list) else ("", "")


@dataclass(frozen=True, slots=True)
class _Clue:
    """Which entries tell of a change: of these rows and this column, or of a row like this."""

    model: Model
    rows: frozenset[int] = frozenset()
    column: str = ""
    actions: frozenset[int] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)
    said_last: str = ""

    def fits(self, entry: Entry) -> bool:
        if entry.model is not self.model:
            return False
        if entry.row in self.rows:
            return self.column in entry.changes
        return (
            entry.action in self.actions
            and entry.said.endswith(self.said_last)
            and all(value in entry.values(column) for column, value in self.values.items())
        )


def since(watched: Sequence[Watched]) -> list[datetime | None]:
    """When each change was made, in the same order; None where the log does not tell."""
    memberships = _memberships([change for change, _published_at in watched])
    clues = [_clue(change, memberships) for change, _published_at in watched]
    entries = _entries(clues, after=min((at for _change, at in watched), default=None))
    return [
        _moment([entry for entry in entries.about(clue) if entry.at > at], change, clue)
        for (change, at), clue in zip(watched, clues, strict=True)
    ]


def _moment(entries: Sequence[Entry], change: Change, clue: _Clue) -> datetime | None:
    """The last time that the published value was left, as it may have come back in between."""
    if change.kind == Kind.CHANGED and clue.column:
        left = [entry.at for entry in entries if entry.values(clue.column)[0] == change.before]
        if left:
            return max(left)
    return min((entry.at for entry in entries), default=None)


class _Entries:
    """Entries found, by model and row."""

    def __init__(self) -> None:
        self.of_model: dict[Model, list[Entry]] = defaultdict(list)
        self.of_row: dict[tuple[Model, int | None], list[Entry]] = defaultdict(list)

    def note(self, entry: Entry) -> None:
        self.of_model[entry.model].append(entry)
        self.of_row[entry.model, entry.row].append(entry)

    def about(self, clue: _Clue) -> list[Entry]:
        candidates = self.of_model[clue.model]
        if not clue.actions:
            candidates = [one for row in clue.rows for one in self.of_row[clue.model, row]]
        return [entry for entry in candidates if clue.fits(entry)]


def _entries(clues: Iterable[_Clue], *, after: datetime | None) -> _Entries:
    found = _Entries()
    rows: dict[tuple[Model, frozenset[int]], set[int]] = defaultdict(set)
    for clue in clues:
        rows[clue.model, clue.actions] |= clue.rows
    if after is None:
        return found
    types = ContentType.objects.get_for_models(*{model for model, _actions in rows})
    wanted = Q()
    for (model, actions), ids in rows.items():
        wanted |= Q(content_type=types[model]) & (Q(object_id__in=ids) | Q(action__in=actions))
    models_of = {kind.pk: model for model, kind in types.items()}
    log = LogEntry.objects.filter(wanted, timestamp__gt=after)
    columns = ("object_id", "action", "timestamp", "object_repr", "changes")
    for kind, row, action, at, said, changes in log.values_list("content_type_id", *columns):
        found.note(Entry(models_of[kind], row, action, at, said, changes or {}))
    return found


# What to look for


Memberships = Mapping[tuple[int | None, int], int]  # register and company -> row between them


def _memberships(changes: Iterable[Change]) -> Memberships:
    """Asked only where controllers came, moved or answer for something else."""
    registers = {change.owner for change in changes if change.table is f.CONTROLLERS}
    if not registers:
        return {}
    rows = RegisterController.objects.filter(register__in=registers)
    return {
        (register, company): pk
        for register, company, pk in rows.values_list("register_id", "controller_id", "pk")
    }


def _clue(change: Change, memberships: Memberships) -> _Clue:
    of_membership = change.kind != Kind.CHANGED or change.field in f.MEMBERSHIP_FIELDS
    if change.table is f.CONTROLLERS and of_membership:
        return _membership_clue(change, memberships)
    table, rows = change.table, frozenset(change.rows)
    match change.kind:
        case Kind.REMOVED:
            return _Clue(table.model, actions=frozenset({DELETE}), values=_gone(change))
        case Kind.ADDED:
            # A data item may also have come from another group.
            column = "parent" if table.model is f.DATA_ITEMS.model else table.owner or "key"
            return _Clue(table.model, rows, column)
        case Kind.MOVED:
            return _Clue(table.model, rows, "position")
    listed = table.lists.get(change.field)
    if listed is not None:
        owner = {listed.owner: "".join(map(str, change.rows))}
        return _Clue(listed.model, actions=frozenset({CREATE, DELETE}), values=owner)
    if not rows:  # an address that is no more
        return _Clue(table.model, actions=frozenset({DELETE}), values=_gone(change))
    column = f"{change.field}_{change.language}" if change.language else change.field
    return _Clue(table.model, rows, column)


def _membership_clue(change: Change, memberships: Memberships) -> _Clue:
    """Controllers are rows of their own; which register has them is told by the row between."""
    rows = {memberships.get((change.owner, company)) for company in change.rows} - {None}
    if change.kind == Kind.REMOVED:
        return _Clue(
            RegisterController,
            actions=frozenset({DELETE}),
            values={"register": str(change.owner)},
            said_last=f": {change.name}",
        )
    columns = {Kind.ADDED: "controller", Kind.MOVED: "position"}
    column = columns.get(change.kind, f"{change.field}_{change.language}")
    return _Clue(RegisterController, frozenset(filter(None, rows)), column)


def _gone(change: Change) -> dict[str, str]:
    """What the log keeps of a row that is no more, as far as it tells it from its like."""
    table, last = change.table, change.path.rpartition("/")[2]
    owner = {table.owner: str(change.owner)} if table.owner else {}
    if table.keyed:
        return {**owner, "key": last}
    if table is f.LABELS:
        return {**owner, "field": last}
    if last in ADDRESS_KINDS:
        return {**owner, "kind": ADDRESS_KINDS[last]}
    return {**owner, "facts": str(change.whole.get("facts", ""))}


ADDRESS_KINDS = {single.name: single.kind[1] for single in f.CONTROLLERS.singles}
