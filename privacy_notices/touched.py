"""Which registers were touched since a moment, as the audit log tells it: a cheap first look.

The number of queries depends on how many kinds of row were touched, not on how many registers are
asked about nor on how long the log is. A register counts as touched rather than not: what really
differs is the matter of `drift.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, reduce
from typing import NamedTuple

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count, Max

from privacy_notices.files import format as f
from privacy_notices.files.companies import companies_of
from register.models import Controller, Register, RegisterController

Model = type[models.Model]
ENDS: tuple[Model, ...] = (Register, Controller)  # what rows belong to in the end


class Touch(NamedTuple):
    """What the log holds about something: another entry always makes another touch.

    The count is there for entries that are committed after later ones.
    """

    at: datetime
    entry: int
    entries: int

    def joined(self, other: "Touch | None") -> "Touch":
        if other is None:
            return self
        entry = max(self.entry, other.entry)
        return Touch(max(self.at, other.at), entry, self.entries + other.entries)


class Row(NamedTuple):
    """A row by its id, whether it is still there or not."""

    model: Model
    pk: int


def last_touches(registers: Sequence[Register], *, after: datetime) -> dict[int, Touch]:
    """What the log holds about each register, by its id; none for those that nobody touched."""
    last: dict[Row, Touch] = {}
    for row, touch in _traced(_touches(after)):
        last[row] = touch.joined(last.get(row))
    companies = {row.pk for row in last if row.model is Controller}
    named = companies_of(registers) if companies else {}
    found = {}
    for register in registers:
        ends = [Row(Register, register.pk)]
        ends += [Row(Controller, company.pk) for company in named.get(register.pk, ())]
        if touches := [last[end] for end in ends if end in last]:
            found[register.pk] = reduce(Touch.joined, touches)
    return found


def _touches(after: datetime) -> dict[Row, Touch]:
    """By row; entries about one that was deleted count for the row above it too."""
    types = ContentType.objects.get_for_models(*_owners(), *ENDS)
    models_of = {kind.pk: model for model, kind in types.items()}
    log = LogEntry.objects.filter(timestamp__gt=after, content_type__in=models_of).order_by()
    log = log.exclude(action=LogEntry.Action.ACCESS)
    newest = log.values_list("content_type_id", "object_id")
    touches = {
        Row(models_of[kind], pk): Touch(at, entry, count)
        for kind, pk, at, entry, count in newest.annotate(Max("timestamp"), Max("pk"), Count("pk"))
    }
    deleted = log.filter(action=LogEntry.Action.DELETE)
    columns = ("content_type_id", "timestamp", "pk", "changes")
    for kind, at, entry, changes in deleted.values_list(*columns):
        for above in _above(models_of[kind], changes or {}):
            touches[above] = Touch(at, entry, 1).joined(touches.get(above))
    return touches


def _above(model: Model, changes: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    for column, owner in _owners().get(model, {}).items():
        was = str(changes.get(column, [""])[0])
        if was.isdigit():
            yield Row(owner, int(was))


def _traced(touches: Mapping[Row, Touch]) -> Iterator[tuple[Row, Touch]]:
    """From rows to the registers and companies they belong to: a query for each kind of row.

    A row that is gone leads nowhere; the row above it was noted beside it.
    """
    by_model: dict[Model, set[int]] = defaultdict(set)
    for row, touch in touches.items():
        if row.model in ENDS:
            yield row, touch
        else:
            by_model[row.model].add(row.pk)
    for model, ids in by_model.items():
        ways = list(_ways_up(model))
        rows = model._default_manager.filter(pk__in=ids).order_by()
        for pk, *above in rows.values_list("pk", *(way for way, _end in ways)):
            for (_way, end), end_pk in zip(ways, above, strict=True):
                if end_pk is not None:
                    yield Row(end, end_pk), touches[Row(model, pk)]


def _ways_up(model: Model) -> Iterator[tuple[str, Model]]:
    """Lookups from a row to what it belongs to, such as `rule__register`."""
    for column, owner in _owners()[model].items():
        if owner in ENDS:
            yield column, owner
        else:
            yield from ((f"{column}__{way}", end) for way, end in _ways_up(owner))


@cache
def _owners() -> Mapping[Model, Mapping[str, Model]]:
    """The columns by which rows of a register file point to the row above them."""
    owners: dict[Model, dict[str, Model]] = defaultdict(dict)
    owners[RegisterController]["register"] = Register

    def walk(table: f.Table, above: Model) -> None:
        if table.owner and table.model is not above:
            owners[table.model][table.owner] = above
        for listed in table.lists.values():
            owners[listed.model][listed.owner] = table.model
        for below in (*table.children, *(single.table for single in table.singles)):
            walk(below, table.model)

    for table in (f.CONTROLLERS, *f.FACTS, f.NOTICE):
        walk(table, Register)
    for table in (f.LABELS, f.SECTIONS):
        walk(table, f.NOTICE.model)
    return dict(owners)
