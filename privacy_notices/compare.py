"""What differs between two states of a register: fact by fact, text by text, language by language.

Works on the plain form of `files.writing.register_as_plain`, so that a frozen version, today's
register and a file can all be compared with one another. Pure: asks the database nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from privacy_notices.files import format as f
from register.enums import Language
from register.texts import Text, translated_fields

Plain = Mapping[str, Any]


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


TABLES: dict[str, f.Table] = {
    table.name: table
    for table in (f.REGISTER, f.CONTROLLERS, f.RELATED_COMPANIES, *f.FACTS, f.NOTICE)
}
INSIDE_NOTICE = {table.name: table for table in (f.LABELS, f.SECTIONS)}


def compare(before: Plain, after: Plain) -> list[Change]:
    """Every difference from `before` to `after`, in the order of the file."""
    changes: list[Change] = []
    for name, table in TABLES.items():
        old, new = before.get(name), after.get(name)
        if table in (f.REGISTER, f.NOTICE):
            changes += _row(table, name, old or {}, new or {}, _parts(table))
        else:
            changes += _rows(table, name, old or [], new or [])
    return changes


def _parts(table: f.Table) -> Mapping[str, f.Table]:
    """The tables below a row, by the name under which its mapping holds them."""
    if table is f.NOTICE:
        return INSIDE_NOTICE
    singles = {single.name: single.table for single in table.singles}
    return {**singles, **{child.name: child for child in table.children}}


def _rows(
    table: f.Table, path: str, before: Sequence[Plain], after: Sequence[Plain]
) -> Iterator[Change]:
    """Rows are told apart by key; those without one by their place."""
    old, new = _by_key(table, before), _by_key(table, after)
    for key, row in old.items():
        if key not in new:
            yield Change(Kind.REMOVED, table, f"{path}/{key}", name_of(row, table))
    for key, row in new.items():
        here = f"{path}/{key}"
        if key not in old:
            yield Change(Kind.ADDED, table, here, name_of(row, table))
            continue
        yield from _row(table, here, old[key], row, _parts(table))
    yield from _moves(table, path, old, new)


def _by_key(table: f.Table, rows: Sequence[Plain]) -> dict[str, Plain]:
    if table is f.LABELS:
        return {str(row["field"]): row for row in rows}
    if table.keyed:
        return {str(row["key"]): row for row in rows}
    return {str(place): row for place, row in enumerate(rows, start=1)}


def _moves(
    table: f.Table, path: str, old: Mapping[str, Plain], new: Mapping[str, Plain]
) -> Iterator[Change]:
    """Rows that stand elsewhere among those that stayed: the fewest that explain the new order."""
    if not table.keyed:
        return
    stayed_before = [key for key in old if key in new]
    stayed_after = [key for key in new if key in old]
    kept = _longest_common_order(stayed_before, stayed_after)
    for key in stayed_after:
        if key not in kept:
            before, after = list(old).index(key) + 1, list(new).index(key) + 1
            name = name_of(new[key], table)
            place = f"{path}/{key}"
            yield Change(Kind.MOVED, table, place, name, "", "", str(before), str(after))


def _longest_common_order(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The most keys whose order did not change (longest increasing run of places)."""
    places = {key: place for place, key in enumerate(before)}
    runs: list[list[str]] = []  # runs[n] is the best run of length n + 1 so far
    for key in after:
        longer = next((n for n, run in enumerate(runs) if places[run[-1]] > places[key]), len(runs))
        run = [*(runs[longer - 1] if longer else []), key]
        runs[longer : longer + 1] = [run]
    return set(runs[-1]) if runs else set()


def _row(
    table: f.Table, path: str, before: Plain, after: Plain, parts: Mapping[str, f.Table]
) -> Iterator[Change]:
    texts = translated_fields(table.model)
    name = name_of(after or before, table)
    for field in (*table.fields, *table.lists, *f.MEMBERSHIP_FIELDS):
        old, new = before.get(field), after.get(field)
        if old == new:
            continue
        if field in texts or field in f.MEMBERSHIP_FIELDS:
            yield from _text(table, path, name, field, _as_text(old), _as_text(new))
        else:
            values = (_as_words(old), _as_words(new))
            yield Change(Kind.CHANGED, table, path, name, field, "", *values)
    for part, below in parts.items():
        old, new = before.get(part), after.get(part)
        if isinstance(old, Mapping) or isinstance(new, Mapping):
            yield from _row(below, f"{path}/{part}", old or {}, new or {}, _parts(below))
        else:
            yield from _rows(below, f"{path}/{part}", old or [], new or [])


def _text(
    table: f.Table, path: str, name: Text, field: str, old: Text, new: Text
) -> Iterator[Change]:
    for language in Language.values:
        before, after = getattr(old, language), getattr(new, language)
        if before != after:
            yield Change(Kind.CHANGED, table, path, name, field, language, before, after)


def _as_text(value: Any) -> Text:
    if value is None:
        return Text()
    return Text(fi=value) if isinstance(value, str) else Text(**value)


def _as_words(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def name_of(row: Plain, table: f.Table) -> Text:
    """What people call a row: its name, term or heading, else its text, else its key."""
    for field in ("name", "heading", "term", "title", "text", "slug", "key"):
        if row.get(field):
            named = _as_text(row[field])
            return Text(named.fi, named.sv, named.en, neutral=True)
    return Text()


# In words

SENTENCES = {
    Kind.ADDED: gettext_noop("Added: %(what)s “%(name)s”."),
    Kind.REMOVED: gettext_noop("Removed: %(what)s “%(name)s”."),
    Kind.MOVED: gettext_noop("Moved: %(what)s “%(name)s”."),
    Kind.CHANGED: gettext_noop("Changed: %(what)s “%(name)s”, %(field)s."),
}


def in_words(change: Change, language: str) -> str:
    """The change as a sentence for the change log."""
    with translation.override(language):
        words = {
            "what": str(change.table.model._meta.verbose_name),
            "name": change.name.said_in(language) or str(change.name),
            "field": field_label(change.table, change.field),
        }
        return _(SENTENCES[change.kind]) % words


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
