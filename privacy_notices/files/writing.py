"""A register written as a file: readable, complete, and the same bytes every time.

What has its default value is left out, a text in Finnish alone is a plain string, paragraphs are
block texts. Loading what was written and writing it again gives the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml
from django.db import models

from privacy_notices.files import format as f
from privacy_notices.files.columns import column, columns_of, is_many
from privacy_notices.files.companies import related_companies
from privacy_notices.files.rows import Row
from privacy_notices.models import Notice
from register.enums import Language
from register.models import Controller, Register
from register.texts import translated_fields

Plain = dict[str, Any]


def write_register(register: Register) -> str:
    """The register file of `register`, as text that ends with a line break."""
    return "\n".join(_dump({name: part}) for name, part in register_as_plain(register).items())


def register_as_plain(register: Register) -> Plain:
    """The register as the dictionaries, lists and values that stand in its file."""
    memberships = {row.controller_id: row for row in register.memberships.all()}
    companies = related_companies(register)
    written = written_companies(companies)
    controllers = [
        told | _row(memberships[company.pk], f.MEMBERSHIP)
        for company, told in zip(companies, written, strict=True)
        if company.pk in memberships
    ]
    whole: Plain = {
        "format": f.FORMAT,
        "register": _row(register, f.REGISTER),
        "controllers": controllers,
        "related_companies": written[len(controllers) :],
        **{table.name: _rows(table, register) for table in f.FACTS},
    }
    return {
        **{name: part for name, part in whole.items() if part},
        "notice": _written_notice(register),
    }


def _written_notice(register: Register) -> Plain:
    """`sections` is always there: without it, loading makes the standard sections."""
    notice = Notice.objects.filter(register=register).first()
    if notice is None:
        return {"sections": []}
    written = _row(notice, f.NOTICE)
    _put(written, f.LABELS.name, _rows(f.LABELS, notice))
    return written | {"sections": _rows(f.SECTIONS, notice)}


def written_companies(companies: list[Controller]) -> list[Plain]:
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


def _rows(table: f.Table, owner: models.Model) -> list[Plain]:
    filters: dict[str, Any] = {table.owner: owner}
    filters |= {f"{name}__isnull": True for name in table.blank_owners}
    return _filled(list(table.model._default_manager.filter(**filters)), table)


def _filled(rows: list[Any], table: f.Table) -> list[Plain]:
    """The rows with their references, lists and children: a fixed number of queries a table."""
    models.prefetch_related_objects(
        rows, *(name for name in table.references if name in table.fields)
    )
    lists = {name: _listed(rows, listed) for name, listed in table.lists.items()}
    singles = {
        single.name: _below(rows, single.table, {single.kind[0]: single.kind[1]})
        for single in table.singles
    }
    children = {
        child.name: _below(rows, child, {f"{name}__isnull": True for name in child.blank_owners})
        for child in table.children
    }
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
    owners: Iterable[Any], table: f.Table, filters: Mapping[str, Any]
) -> dict[int, list[Plain]]:
    chosen = {f"{table.owner}__in": [owner.pk for owner in owners], **filters}
    rows = list(table.model._default_manager.filter(**chosen))
    by_owner: dict[int, list[Plain]] = defaultdict(list)
    for row, written in zip(rows, _filled(rows, table), strict=True):
        by_owner[getattr(row, f"{table.owner}_id")].append(written)
    return by_owner


def _listed(owners: Iterable[Any], listed: f.ValueList) -> dict[int, list[str]]:
    rows = listed.model._default_manager.filter(
        **{f"{listed.owner}__in": [owner.pk for owner in owners]}
    ).order_by("pk")
    by_owner: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        by_owner[getattr(row, f"{listed.owner}_id")].append(str(getattr(row, listed.column)))
    return by_owner


def _row(row: Any, table: f.Table) -> Plain:
    written: Plain = {"key": row.key} if table.keyed else {}
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


def _dump(part: Plain) -> str:
    return yaml.dump(
        part,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=100,
    )
