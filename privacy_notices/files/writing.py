"""A register written as a file: readable, complete, and the same bytes every time.

What has its default value is left out, a text in Finnish alone is a plain string, paragraphs are
block texts. Loading what was written and writing it again gives the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import yaml
from django.db import models

from privacy_notices.files import format as f
from privacy_notices.files.columns import column, columns_of, is_many
from privacy_notices.files.companies import companies_of
from privacy_notices.files.rows import Row
from privacy_notices.models import Notice
from register.enums import Language
from register.models import Controller, Register, RegisterController
from register.texts import translated_fields

Plain = dict[str, Any]


def write_register(register: Register) -> str:
    """The register file of `register`, as text that ends with a line break."""
    return "\n".join(_dump({name: part}) for name, part in register_as_plain(register).items())


class Told(Plain):
    """A row in plain form that knows the row it was written from: the audit log goes by it."""

    __slots__ = ("pk",)

    def __init__(self, pk: int, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.pk = pk


def register_as_plain(register: Register) -> Plain:
    """The register as the dictionaries, lists and values that stand in its file."""
    return registers_as_plain([register])[register.pk]


def registers_as_plain(registers: Sequence[Register]) -> dict[int, Plain]:
    """Several registers, by id, with as many queries as one takes."""
    memberships = _by_owner(RegisterController, "register", registers)
    companies = companies_of(registers)
    every = {company.pk: company for named in companies.values() for company in named}
    told = dict(zip(every, written_companies(list(every.values())), strict=True))
    facts = {table.name: _rows(table, registers) for table in f.FACTS}
    notices = _written_notices(registers)
    return {
        register.pk: _whole(
            register,
            {row.controller_id: row for row in memberships.get(register.pk, ())},
            [told[company.pk] for company in companies[register.pk]],
            {name: rows.get(register.pk, []) for name, rows in facts.items()},
        )
        | {"notice": notices.get(register.pk, {"sections": []})}
        for register in registers
    }


def _whole(
    register: Register,
    memberships: Mapping[int, RegisterController],
    companies: list[Told],
    facts: Mapping[str, list[Told]],
) -> Plain:
    """All but the notice; what is empty is left out."""
    controllers = [
        Told(told.pk, told | _row(memberships[told.pk], f.MEMBERSHIP))
        for told in companies
        if told.pk in memberships
    ]
    whole: Plain = {
        "format": f.FORMAT,
        "register": _row(register, f.REGISTER),
        "controllers": controllers,
        "related_companies": companies[len(controllers) :],
        **facts,
    }
    return {name: part for name, part in whole.items() if part}


def _written_notices(registers: Sequence[Register]) -> dict[int, Told]:
    """By register. `sections` is always there: without it, loading makes the standard sections."""
    notices = list(Notice.objects.filter(register__in=registers))
    labels, sections = _rows(f.LABELS, notices), _rows(f.SECTIONS, notices)
    written = {notice.register_id: _row(notice, f.NOTICE) for notice in notices}
    for told in written.values():
        _put(told, f.LABELS.name, labels.get(told.pk, []))
        told["sections"] = sections.get(told.pk, [])
    return written


def written_companies(companies: list[Controller]) -> list[Told]:
    """Controllers with everything below them, as a file has it."""
    return _filled(companies, f.CONTROLLERS)


def written_row(row: Row) -> Plain:
    """A row of a file in the same form, to be compared with what is stored."""
    written: Plain = {"key": row.key} if row.table.keyed else {}
    for name in row.table.fields:
        if name in row.table.references:
            keys = [reference.key for reference in row.references.get(name, ())]
            _put(written, name, keys if is_many(row.table, name) else "".join(keys))
        else:
            columns = columns_of(row.table.model, name)
            values = {column: row.values[column] for column in columns if column in row.values}
            _put(written, name, _plain(row.table.model, name, values))
    for name in row.table.lists:
        _put(written, name, row.lists.get(name, []))
    for single in row.table.singles:
        if single.name in row.singles:
            written[single.name] = written_row(row.singles[single.name])
    for child in row.table.children:
        _put(written, child.name, [written_row(below) for below in row.children[child.name]])
    return written


# Rows of the database as plain values, a table at a time


def _rows(table: f.Table, owners: Sequence[models.Model]) -> dict[int, list[Told]]:
    """By owner."""
    return _below(owners, table, {f"{name}__isnull": True for name in table.blank_owners})


def _filled(rows: list[Any], table: f.Table) -> list[Told]:
    """The rows with their references, lists and children: a fixed number of queries a table."""
    models.prefetch_related_objects(
        rows, *(name for name in table.references if name in table.fields)
    )
    lists = {name: _listed(rows, listed) for name, listed in table.lists.items()}
    singles = {
        single.name: _below(rows, single.table, {single.kind[0]: single.kind[1]})
        for single in table.singles
    }
    children = {child.name: _rows(child, rows) for child in table.children}
    filled = []
    for row in rows:
        written = _row(row, table)
        for name in table.lists:
            _put(written, name, lists[name].get(row.pk, []))
        for single in table.singles:
            for below in singles[single.name].get(row.pk, ()):
                written[single.name] = below
        for child in table.children:
            _put(written, child.name, children[child.name].get(row.pk, []))
        filled.append(written)
    return filled


def _below(
    owners: Sequence[models.Model], table: f.Table, filters: Mapping[str, Any]
) -> dict[int, list[Told]]:
    by_owner = _by_owner(table.model, table.owner, owners, filters)
    rows = [row for below in by_owner.values() for row in below]
    told = iter(_filled(rows, table))
    return {owner: [next(told) for _row in below] for owner, below in by_owner.items()}


def _by_owner(
    model: type[models.Model],
    owner: str,
    owners: Sequence[models.Model],
    filters: Mapping[str, Any] | None = None,
) -> dict[int, list[Any]]:
    """Rows in their own order, one query for all owners."""
    chosen = {f"{owner}__in": [one.pk for one in owners], **(filters or {})}
    found: dict[int, list[Any]] = defaultdict(list)
    for row in model._default_manager.filter(**chosen):
        found[getattr(row, f"{owner}_id")].append(row)
    return found


def _listed(owners: Iterable[Any], listed: f.ValueList) -> dict[int, list[str]]:
    rows = listed.model._default_manager.filter(
        **{f"{listed.owner}__in": [owner.pk for owner in owners]}
    ).order_by("pk")
    by_owner: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        by_owner[getattr(row, f"{listed.owner}_id")].append(str(getattr(row, listed.column)))
    return by_owner


def _row(row: Any, table: f.Table) -> Told:
    written = Told(row.pk, {"key": row.key} if table.keyed else {})
    for name in table.fields:
        if name in table.references:
            _put(written, name, _keys(row, name))
        else:
            values = {column: getattr(row, column) for column in columns_of(table.model, name)}
            _put(written, name, _plain(table.model, name, values))
    return written


def _keys(row: Any, name: str) -> str | list[str]:
    field = row._meta.get_field(name)
    if isinstance(field, models.ManyToManyField):
        chosen = sorted(getattr(row, name).all(), key=lambda one: (one.position, one.pk))
        return [one.key for one in chosen]
    referred = getattr(row, name)
    return referred.key if referred is not None else ""


def _plain(model: type[models.Model], name: str, values: Mapping[str, Any]) -> Any:
    """One field as the file has it; None where it has its default and is left out."""
    if name in translated_fields(model):
        said = {language: values.get(f"{name}_{language}", "") for language in Language.values}
        said = {language: words for language, words in said.items() if words}
        return said["fi"] if said.keys() == {"fi"} else said
    default = column(model, name).get_default()
    value = values.get(name, default)
    if value == default:
        return None
    return value if isinstance(value, bool | int | date) else str(value)


def _put(written: Plain, name: str, value: Any) -> None:
    if value not in (None, "", [], {}):
        written[name] = value


# YAML


class _Dumper(yaml.SafeDumper):
    """Lists stand under their name, short lists of words on one line, paragraphs as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if "\n" in text:  # as a block, which reading tidies of its last line break
        return dumper.represent_scalar("tag:yaml.org,2002:str", f"{text}\n", style="|")
    return dumper.represent_scalar("tag:yaml.org,2002:str", text)


def _represent_list(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.SequenceNode:
    words = all(isinstance(value, str) and len(value) <= 80 for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=words)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(Told, yaml.SafeDumper.represent_dict)


def _dump(part: Plain) -> str:
    return yaml.dump(
        part,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=100,
    )
