"""What every field of a register file takes and means, in English: for the schema and the handbook.

Everything is read from the format and the models, so that it cannot differ from what loading does.
"""

from dataclasses import dataclass, field
from enum import Enum

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from privacy_notices.files import format as f
from privacy_notices.files.checking import asks_to_fill_in, check_row, checks_of
from privacy_notices.files.columns import Column, column, is_country, is_many
from privacy_notices.files.rows import Row, name_in_file
from register.models.base import Keyed
from register.texts import translated_fields


class Kind(Enum):
    """What is written after the colon."""

    KEY = "key"
    TEXT = "text"  # in up to three languages
    STRING = "string"
    CHOICE = "choice"
    COUNTRY = "country"
    BOOLEAN = "boolean"
    DAY = "day"
    NUMBER = "number"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a table, as its author needs to know it."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    needed: bool = False
    many: bool = False  # a list
    neutral: bool = False  # a proper name, the same in all languages unless told otherwise
    several_lines: bool = False
    longest: int | None = None
    choices: dict[str, str] = field(default_factory=dict)
    table: str = ""  # that a reference leads to
    default: str = ""
    pattern: str = ""

    @property
    def description(self) -> str:
        return ". ".join(part.rstrip(".") for part in (self.label, self.help) if part) + "."


def fields_of(table: f.Table) -> list[Field]:
    """The plain fields of a table in the order of the file: neither children nor addresses."""
    needed = _needed(table)
    found = [_key_field()] if table.keyed else []
    found += [_field(table, name, needed=name in needed) for name in table.fields]
    if table.name == f.CONTROLLERS.name:
        found += [_field(f.MEMBERSHIP, name, needed=False) for name in f.MEMBERSHIP.fields]
    for name, listed in table.lists.items():
        found.append(_of_column(column(listed.model, listed.column), name, many=True))
    return found


def about(table: f.Table) -> str:
    """What a row of the table is: the model's own words."""
    paragraphs = (table.model.__doc__ or "").strip().split("\n\n")
    return " ".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _needed(table: f.Table) -> frozenset[str]:
    """The fields that a row cannot do without: those that an empty one is refused for."""
    row = Row(table, 1, "", key="key")
    columns = {fault.column for fault in check_row(row, whole=False)}
    for constraint, together in checks_of(table.model):
        try:
            constraint.validate(table.model, table.model())
        except ValidationError:
            columns |= together if asks_to_fill_in(constraint) else set()
    return frozenset({name_in_file(table, column) for column in columns} - {""})


def _key_field() -> Field:
    key = column(Keyed, "key")
    return Field(
        "key",
        Kind.KEY,
        capfirst(str(key.verbose_name)),
        str(key.help_text),
        needed=True,
        longest=key.max_length,
    )


def _field(table: f.Table, name: str, *, needed: bool) -> Field:
    text = translated_fields(table.model).get(name)
    if text is not None:
        return Field(
            name,
            Kind.TEXT,
            capfirst(str(text.verbose_name)),
            str(text.fields["fi"].help_text),
            needed=needed,
            neutral=text.neutral,
            several_lines=not text.max_length,
            longest=text.max_length,
        )
    found = column(table.model, name)
    if name in table.references:
        return Field(
            name,
            Kind.REFERENCE,
            capfirst(str(found.verbose_name)),
            str(found.help_text),
            many=is_many(table, name),
            table=table.references[name],
        )
    return _of_column(found, name, needed=needed)


def _of_column(found: Column, name: str, *, needed: bool = False, many: bool = False) -> Field:
    label, help_text = capfirst(str(found.verbose_name)), str(found.help_text)
    default = "" if many else _default(found)
    kind, choices = _kind(found), {}
    if kind == Kind.CHOICE:
        choices = {str(value): str(words) for value, words in found.flatchoices if value}
    return Field(
        name,
        kind,
        label,
        help_text,
        needed=needed,
        many=many,
        longest=found.max_length if kind == Kind.STRING else None,
        several_lines=isinstance(found, models.TextField),
        choices=choices,
        default=default,
        pattern=r"^\d{7}-\d$" if name == "business_id" else "",
    )


def _kind(found: Column) -> Kind:
    if is_country(found):
        return Kind.COUNTRY
    if isinstance(found, models.BooleanField):
        return Kind.BOOLEAN
    if isinstance(found, models.DateField):
        return Kind.DAY
    if isinstance(found, models.IntegerField):
        return Kind.NUMBER
    return Kind.CHOICE if found.choices else Kind.STRING


def _default(found: Column) -> str:
    default = found.get_default() if found.has_default() else None
    if isinstance(default, bool):
        return "true" if default else "false"
    return "" if default in (None, "") else str(getattr(default, "value", default))
