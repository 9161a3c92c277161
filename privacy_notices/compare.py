"""What differs between two states of a register: fact by fact, text by text, language by language.

Works on the plain form of `files.writing.register_as_plain`, so that a frozen version, today's
register and a file can all be compared with one another. Pure: asks the database nothing.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from privacy_notices.files import format as f
from register.enums import AddressKind, Language
from register.texts import Text, translated_fields

Plain = Mapping[str, Any]
NAMELESS = Text()


class Kind(StrEnum):
    """What happened to a fact."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `field` is "" for a whole row, `language` is "" for what is no text."""

    kind: Kind
    table: f.Table
    path: str  # such as "purposes/billing", or "data_items/contact/items/phone"
    name: Text  # what people call the row
    field: str = ""
    language: str = ""
    before: str = ""
    after: str = ""
    inside: Text = NAMELESS  # what people call the row above
    whole: Plain = dataclasses.field(default_factory=dict, compare=False)  # what came or went
    # Where `after` is today's register: its rows that this is about, and the row above them.
    rows: tuple[int, ...] = dataclasses.field(default=(), compare=False)
    owner: int | None = dataclasses.field(default=None, compare=False)

    @property
    def fact(self) -> tuple[str, str, str]:
        """What it is about, whatever the language."""
        return self.kind, self.path, self.field


TABLES: dict[str, f.Table] = {
    table.name: table
    for table in (f.REGISTER, f.CONTROLLERS, f.RELATED_COMPANIES, *f.FACTS, f.NOTICE)
}
INSIDE_NOTICE = {table.name: table for table in (f.LABELS, f.SECTIONS)}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where rows of a table stand."""

    table: f.Table
    path: str
    above: Plain = dataclasses.field(default_factory=dict)
    above_table: f.Table = f.REGISTER
    owner: int | None = None

    def at(self, key: str) -> str:
        return f"{self.path}/{key}"

    def change(self, kind: Kind, path: str, row: Plain, **more: Any) -> Change:
        inside = name_of(self.above, self.above_table)
        name = name_of(row, self.table)
        return Change(kind, self.table, path, name, inside=inside, owner=self.owner, **more)


def compare(before: Plain, after: Plain) -> list[Change]:
    """Every difference from `before` to `after`, in the order of the file."""
    register = _id(after.get(f.REGISTER.name))
    changes: list[Change] = []
    for name, table in TABLES.items():
        place = _Place(table, name, owner=register)
        old, new = before.get(name), after.get(name)
        if table in (f.REGISTER, f.NOTICE):
            changes += _row(place, name, old or {}, new or {})
        else:
            changes += _rows(place, old or [], new or [])
    return changes


def contents(change: Change) -> list[Change]:
    """What came with a row that was added, or went with one that was removed."""
    place = _Place(change.table, change.path)
    if change.kind == Kind.ADDED:
        return list(_row(place, change.path, {}, change.whole))
    if change.kind == Kind.REMOVED:
        return list(_row(place, change.path, change.whole, {}))
    return []


def _id(row: Any) -> int | None:
    """Rows written from the database know theirs; those of a snapshot or file have none."""
    return getattr(row, "pk", None)


def _ids(*rows: Plain) -> tuple[int, ...]:
    return tuple(pk for row in rows if (pk := _id(row)) is not None)


def _parts(table: f.Table) -> Mapping[str, f.Table]:
    """The tables below a row, by the name under which its mapping holds them."""
    if table is f.NOTICE:
        return INSIDE_NOTICE
    singles = {single.name: single.table for single in table.singles}
    return {**singles, **{child.name: child for child in table.children}}


def _rows(place: _Place, before: Sequence[Plain], after: Sequence[Plain]) -> Iterator[Change]:
    """Rows are told apart by key; those without one by their place."""
    for key, old, new in _paired(place.table, before, after):
        here = place.at(key)
        if new is None and old is not None:
            yield place.change(Kind.REMOVED, here, old, whole=old)
        elif old is None and new is not None:
            yield place.change(Kind.ADDED, here, new, whole=new, rows=_ids(new))
        elif old is not None and new is not None:
            yield from _row(place, here, old, new)
    if place.table.keyed:
        yield from _moves(place, before, after)


Pair = tuple[str, Plain | None, Plain | None]


def _paired(table: f.Table, before: Sequence[Plain], after: Sequence[Plain]) -> Iterator[Pair]:
    """What went, then what is there now, each with what it was."""
    name = "key" if table.keyed else "field" if table is f.LABELS else ""
    if not name:
        yield from _paired_by_place(before, after)
        return
    old, new = ({str(row[name]): row for row in rows} for rows in (before, after))
    for key, row in old.items():
        if key not in new:
            yield key, row, None
    for key, row in new.items():
        yield key, old.get(key), row


def _paired_by_place(before: Sequence[Plain], after: Sequence[Plain]) -> Iterator[Pair]:
    """Rows that are the same stay a pair wherever they stand; between them the places count."""
    old_rows, new_rows = ([_frozen(row) for row in rows] for rows in (before, after))
    runs = SequenceMatcher(None, old_rows, new_rows, autojunk=False).get_opcodes()
    for same, first, last, new_first, new_last in runs:
        if same == "equal":
            continue
        places = zip_longest(range(first, last), range(new_first, new_last))
        for old, new in places:
            if new is None:
                yield str(old + 1), before[old], None
            else:
                yield str(new + 1), None if old is None else before[old], after[new]


def _frozen(row: Plain) -> str:
    return json.dumps(row, default=str, sort_keys=True)


def _moves(place: _Place, before: Sequence[Plain], after: Sequence[Plain]) -> Iterator[Change]:
    """Rows that stand elsewhere among those that stayed: the fewest that explain the new order."""
    old = [row["key"] for row in before]
    new = {row["key"]: row for row in after}
    stayed = [key for key in new if key in set(old)]
    kept = _longest_common_order([key for key in old if key in new], stayed)
    rows = _ids(*(new[key] for key in stayed))
    for key in stayed:
        if key not in kept:
            places = {"before": str(old.index(key) + 1), "after": str(list(new).index(key) + 1)}
            yield place.change(Kind.MOVED, place.at(key), new[key], rows=rows, **places)


def _longest_common_order(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The most keys whose order did not change (longest increasing run of places)."""
    places = {key: place for place, key in enumerate(before)}
    runs: list[list[str]] = []  # runs[n] is the best run of length n + 1 so far
    for key in after:
        longer = next((n for n, run in enumerate(runs) if places[run[-1]] > places[key]), len(runs))
        run = [*(runs[longer - 1] if longer else []), key]
        runs[longer : longer + 1] = [run]
    return set(runs[-1]) if runs else set()


def _row(place: _Place, path: str, before: Plain, after: Plain) -> Iterator[Change]:
    table = place.table
    texts = translated_fields(table.model)
    row, rows = after or before, _ids(after)
    for field in (*table.fields, *table.lists, *f.MEMBERSHIP_FIELDS):
        old, new = before.get(field), after.get(field)
        if old == new or (field in table.references and _same_rows(old, new)):
            continue
        if field in texts or field in f.MEMBERSHIP_FIELDS:
            words = _texts(_as_text(old), _as_text(new))
        else:
            words = [("", _as_words(old), _as_words(new))]
        for language, was, now in words:
            if was != now:
                told = {"field": field, "language": language, "before": was, "after": now}
                yield place.change(Kind.CHANGED, path, row, rows=rows, **told)
    for name, part in _parts(table).items():
        old, new = before.get(name), after.get(name)
        below = _Place(part, f"{path}/{name}", row, table, _id(after))
        if isinstance(old, Mapping) or isinstance(new, Mapping):
            yield from _row(below, below.path, old or {}, new or {})
        else:
            yield from _rows(below, old or [], new or [])


def _same_rows(old: Any, new: Any) -> bool:
    """Rows referred to stand in their own order, so that a move of theirs is told there."""
    return isinstance(old, list) and isinstance(new, list) and sorted(old) == sorted(new)


def _texts(old: Text, new: Text) -> list[tuple[str, str, str]]:
    return [(code, getattr(old, code), getattr(new, code)) for code in Language.values]


def _as_text(value: Any) -> Text:
    if value is None:
        return Text()
    return Text(fi=value) if isinstance(value, str) else Text(**value)


def _as_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


# What people call a row

NAMES = ("name", "heading", "term", "title", "label", "topic")
TELLING_CHOICES = ("right", "basis", "facts", "trigger", "field")
OTHERWISE = ("text", "slug", "kind", "state", "role", "key")
CHOICES = {*TELLING_CHOICES, "kind", "state", "role"}


def name_of(row: Plain, table: f.Table) -> Text:
    """What people call a row: its name, term or heading, else what it is about, else its key."""
    for field in (*NAMES, *TELLING_CHOICES, *OTHERWISE):
        value = row.get(field)
        if not value:
            continue
        if field in table.fields and (label := _label(table, field, value)):
            return label
        if field not in CHOICES:
            named = _as_text(value)
            return Text(named.fi, named.sv, named.en, neutral=True)
    return NAMELESS


def _label(table: f.Table, field: str, value: Any) -> Text | None:
    if field not in CHOICES:
        return None
    label = dict(getattr(table.model._meta.get_field(field), "flatchoices", ())).get(value)
    if label is None:
        return None
    fi, sv, en = (_in_language(label, code) for code in ("fi", "sv", "en"))
    return Text(fi, sv, en)


def _in_language(label: Any, language: str) -> str:
    with translation.override(language):
        return str(label)


# In words

SENTENCES = {
    Kind.ADDED: gettext_noop("Added: %(what)s “%(name)s”."),
    Kind.REMOVED: gettext_noop("Removed: %(what)s “%(name)s”."),
    Kind.MOVED: gettext_noop("Moved: %(what)s “%(name)s”."),
    Kind.CHANGED: gettext_noop("Changed: %(what)s “%(name)s”, %(field)s."),
}
LONGEST_NAME = 80
ADDRESSES = {single.name: AddressKind(single.kind[1]).label for single in f.CONTROLLERS.singles}


def in_words(change: Change, language: str) -> str:
    """The change as a sentence."""
    with translation.override(language):
        words = {
            "what": what(change),
            "name": shortened(said(change.name or change.inside, language)),
            "field": field_label(change.table, change.field),
        }
        return _(SENTENCES[change.kind]) % words


def said(name: Text, language: str) -> str:
    """A name for a screen: in another language rather than not at all."""
    return name.said_in(language) or str(name)


def shortened(name: str) -> str:
    return Truncator(" ".join(name.split())).chars(LONGEST_NAME)


def what(change: Change) -> str:
    """What kind of row it is, in the active language."""
    single = change.path.rpartition("/")[2]
    if single in ADDRESSES:
        return str(ADDRESSES[single])
    if change.table is f.RELATED_COMPANIES:
        return _("other company")
    return str(change.table.model._meta.verbose_name)


def field_label(table: f.Table, field: str) -> str:
    """What the screens call a field."""
    model = f.MEMBERSHIP.model if field in f.MEMBERSHIP_FIELDS else table.model
    text = translated_fields(model).get(field)
    if text is not None:
        return str(text.verbose_name)
    if field in table.lists:
        listed = table.lists[field]
        return _column_label(listed.model, listed.column)
    return _column_label(model, field) if field else ""


def _column_label(model: type[models.Model], name: str) -> str:
    column = model._meta.get_field(name)
    return str(column.verbose_name) if isinstance(column, models.Field) else name
