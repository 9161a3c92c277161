"""What must hold within a row, and between the rows of a file, before anything is saved."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from privacy_notices.cross_references import DATES, is_unknown, references_in
from privacy_notices.enums import FactKind
from privacy_notices.fact_kinds import TABLES
from privacy_notices.files import format as f
from privacy_notices.files.columns import pointing
from privacy_notices.files.faults import not_known
from privacy_notices.files.rows import Place, RegisterFile, Row, every_row, name_in_file
from privacy_notices.layout import STANDARD_SECTIONS
from privacy_notices.models import ChosenRow, Notice, Section
from register.enums import Language
from register.models import SupervisoryAuthority
from register.models.base import Choice, Written

A_ROW_NOT_THERE_YET = 1  # stands for what a reference leads to, while a row is checked alone

# Within one row


class RowFault(NamedTuple):
    """What a model demands of a row."""

    column: str  # "" where it concerns several
    name: str  # the field of the file at whose line it is told
    reason: str


def check_row(row: Row, *, whole: bool) -> Iterator[RowFault]:
    """What the model itself demands. `whole`: everything in and below the row could be read."""
    instance = row.build()
    for name, references in row.references.items():
        if name in pointing(row.table.model) and references:
            setattr(instance, f"{name}_id", A_ROW_NOT_THERE_YET)
    told = set(row.faulty)
    for column, reason in _column_faults(instance, row):
        if column not in row.faulty:
            yield RowFault(column, name_in_file(row.table, column), reason)
            told.add(column)
    yield from _constraint_faults(instance, row, told)
    if whole and row.table.check is not None:
        children = [below.build() for rows in row.children.values() for below in rows]
        try:
            row.table.check(instance, children)
        except ValidationError as refused:
            for column, reason in _reasons(refused):
                yield RowFault(column, name_in_file(row.table, column), reason)


def _column_faults(instance: models.Model, row: Row) -> Iterator[tuple[str, str]]:
    try:
        instance.clean_fields(exclude=pointing(row.table.model) | row.faulty)
    except ValidationError as refused:
        yield from _reasons(refused)
    if isinstance(instance, Written):
        try:
            instance.check_own_columns()
        except ValidationError as refused:
            yield from _reasons(refused)


def _reasons(refused: ValidationError) -> Iterator[tuple[str, str]]:
    if not hasattr(refused, "error_dict"):
        yield from (("", reason) for reason in refused.messages)
        return
    for column, reasons in refused.message_dict.items():
        yield from ((column, reason) for reason in reasons)


def _constraint_faults(instance: models.Model, row: Row, told: set[str]) -> Iterator[RowFault]:
    owners = {row.table.owner, *row.table.blank_owners, "key"} - {""}
    for constraint, columns in checks_of(row.table.model):
        if columns & (owners | told):
            continue
        try:
            constraint.validate(row.table.model, instance)
        except ValidationError as refused:
            names = sorted({name_in_file(row.table, column) for column in columns} - {""})
            given = [name for name in names if any(_is_of(c, name) for c in row.places)]
            reason = refused.messages[0]
            if asks_to_fill_in(constraint):
                reason = _("This is needed: %s.") % ", ".join(names)
            column = f"{names[0]}" if len(names) == 1 else ""
            yield RowFault(column, given[-1] if given else "", reason)


def _is_of(column: str, name: str) -> bool:
    return column == name or column.rpartition("_")[0] == name


def asks_to_fill_in(constraint: models.CheckConstraint) -> bool:
    """It says no more than that something must be there, and has no words of its own."""
    return constraint.violation_error_message == constraint.default_violation_error_message


@cache
def checks_of(model: type[models.Model]) -> list[tuple[models.CheckConstraint, frozenset[str]]]:
    """The check constraints with their columns; each costs a query.

    Vocabularies are left out: reading itself holds a value to its vocabulary.
    """
    found = []
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint):
            continue
        columns = frozenset(cast("Q", constraint.condition).referenced_base_fields)
        if len(columns) == 1 and isinstance(model._meta.get_field(next(iter(columns))), Choice):
            continue
        found.append((constraint, columns))
    return found


# Between rows


def check_file(read: RegisterFile) -> Iterator[tuple[Place, str]]:
    """What is wrong between the rows of a file."""
    yield from _check_references(read)
    yield from _check_companies(read)
    yield from _check_contacts_named_once(read)
    yield from _check_items(read)
    yield from _check_labels(read)
    yield from _check_chosen_rows(read)
    yield from _check_cross_references(read)


def _check_references(read: RegisterFile) -> Iterator[tuple[Place, str]]:
    keys = {name: {row.key for row in rows} for name, rows in read.facts.items()}
    keys[f.CONTROLLERS.name] = {row.key for row in read.companies}
    keys[f.CONTACTS.name] |= {
        contact.key for row in read.companies for contact in row.children[f.CONTACTS.name]
    }
    keys[f.AUTHORITIES.name] = set(SupervisoryAuthority.objects.values_list("key", flat=True))
    for row in read.every_row():
        for name, references in row.references.items():
            table = row.table.references[name]
            for reference in references:
                if reference.key in keys[table]:
                    continue
                elsewhere = sorted(other for other in keys if reference.key in keys[other])
                hint = _("It stands in %s.") % ", ".join(elsewhere) if elsewhere else ""
                reason = not_known(reference.key, keys[table], where=table, hint=hint)
                yield Place(reference.line, f"{row.path}/{name}"), reason


def _check_companies(read: RegisterFile) -> Iterator[tuple[Place, str]]:
    rows: dict[str, Row] = {}
    for row in read.companies:
        if row.key in rows and row.table is f.RELATED_COMPANIES:
            reason = _("The key “%(key)s” is already on line %(line)d.")
            yield (
                Place(row.line, row.path),
                reason % {"key": row.key, "line": rows[row.key].line},
            )
        rows.setdefault(row.key, row)
    parents = {
        key: reference.key
        for key, row in rows.items()
        for reference in row.references.get("parent", ())
    }
    for key, row in rows.items():
        for reference in row.references.get("parent", ()):
            if key in _line_of_parents(reference.key, parents):
                reason = _("A company is not its own parent.")
                yield Place(reference.line, f"{row.path}/parent"), reason


def _line_of_parents(key: str, parents: dict[str, str]) -> set[str]:
    """The company and all above it."""
    found: set[str] = set()
    while key and key not in found:
        found.add(key)
        key = parents.get(key, "")
    return found


def _check_contacts_named_once(read: RegisterFile) -> Iterator[tuple[Place, str]]:
    """A channel names a contact by its key: it must be clear which."""
    own = [row.key for row in read.facts[f.CONTACTS.name]]
    others = [c.key for row in read.companies for c in row.children[f.CONTACTS.name]]
    times = Counter([*own, *others])
    for row in read.every_row():
        for name, references in row.references.items():
            if row.table.references[name] != f.CONTACTS.name:
                continue
            for reference in references:
                if times[reference.key] > 1:
                    reason = _("Several contacts have the key “%s”.") % reference.key
                    yield Place(reference.line, f"{row.path}/{name}"), reason


def _check_items(read: RegisterFile) -> Iterator[tuple[Place, str]]:
    """A key is used once among all data items, whatever group they stand in."""
    places: dict[str, Place] = {}
    for row in every_row(read.facts[f.DATA_ITEMS.name]):
        known = places.setdefault(row.key, Place(row.line, row.path.rpartition("/")[0]))
        # In one and the same list, reading has told it.
        if row.key and known.path != row.path.rpartition("/")[0]:
            reason = _("The key “%(key)s” is already on line %(line)d.")
            yield Place(row.line, row.path), reason % {"key": row.key, "line": known.line}
        columns = {
            f"{name}_{language}" for name in ("name", "text") for language in Language.values
        }
        says = any(row.values.get(name) for name in columns) or columns & row.faulty
        if not says and not row.children.get("items"):
            reason = _("Name the data, or list the items of the group.")
            yield Place(row.line, row.path), reason


def _check_labels(read: RegisterFile) -> Iterator[tuple[Place, str]]:
    lines: dict[str, int] = {}
    for row in read.labels:
        field = row.values.get("field")
        if field in lines:
            reason = _("The label “%(label)s” is already on line %(line)d.")
            yield row.place_of("field"), reason % {"label": field, "line": lines[field]}
        elif field is not None:
            lines[field] = row.place_of("field").line


def _check_chosen_rows(read: RegisterFile) -> Iterator[tuple[Place, str]]:
    """What a part of a section names with `only` is a row that it can print."""
    keys = {name: {row.key for row in rows} for name, rows in read.facts.items()}
    keys[f.CONTROLLERS.name] = {row.key for row in read.controllers}
    keys[f.CONTACTS.name] |= {
        contact.key for row in read.controllers for contact in row.children[f.CONTACTS.name]
    }
    for kind, key, place in _chosen_rows(read):
        tables = TABLES[FactKind(kind)] if kind else ()
        known = {key for table in tables for key in keys[table]}
        if key not in known:
            yield place, not_known(key, known, where=", ".join(tables) or "–")


def _chosen_rows(read: RegisterFile) -> Iterator[tuple[str, str, Place]]:
    """Kind of facts, key and place: of the file's sections, or of those that are kept."""
    for section in read.sections or []:
        for part in section.children["content"]:
            for key in part.lists.get("only", ()):
                yield part.values.get("facts", ""), key, part.place_of("only")
    if read.sections is None:
        kept = ChosenRow.objects.filter(block__section__notice__register__slug=read.slug)
        columns = ("block__facts", "key", "block__section__key")
        for kind, key, section_key in kept.order_by("pk").values_list(*columns):
            yield kind, key, Place(1, f"notice/sections/{section_key}")


def _check_cross_references(read: RegisterFile) -> Iterator[tuple[Place, str]]:
    """`{number:key}` and the like must lead to a section of this register's notice."""
    known = _section_keys(read)
    for row in read.every_row():
        for column, value in row.values.items():
            for reference in references_in(value) if isinstance(value, str) else ():
                if is_unknown(reference, known):
                    where, names = ("sections", known)
                    if reference.kind == "date":
                        where, names = ("dates", set(DATES))
                    yield row.place_of(column), not_known(reference.key, names, where=where)


def _section_keys(read: RegisterFile) -> set[str]:
    """The sections the notice has once the file is loaded."""
    if read.sections is not None:
        return {row.key for row in read.sections}
    kept = Section.objects.filter(notice__register__slug=read.slug)
    keys = set(kept.values_list("key", flat=True))
    has_notice = bool(keys) or Notice.objects.filter(register__slug=read.slug).exists()
    return keys if has_notice else {section.key for section in STANDARD_SECTIONS}
