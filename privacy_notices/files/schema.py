"""The format as a JSON Schema (draft 7), by which editors complete and explain a register file.

Loading does not use it: its own messages are for an office. A test holds the two in agreement.
"""

from typing import Any

from django.utils import translation
from django_countries import countries

from privacy_notices.files import format as f
from privacy_notices.files.describing import Field, Kind, about, fields_of
from privacy_notices.files.reading import FINNISH_DAY, ISO_DAY
from register.enums import Language

Schema = dict[str, Any]

KEY_PATTERN = "^[a-z0-9]+(?:-[a-z0-9]+)*$"
WORDS = {"type": ["string", "number"]}  # YAML takes 00100 for a number; loading takes it as written


def register_schema() -> Schema:
    """The schema of a whole file."""
    with translation.override("en"):
        properties: Schema = {
            "format": {
                "description": "The first line of every register file.",
                "const": f.FORMAT,
            },
            f.REGISTER.name: _row(f.REGISTER),
            f.CONTROLLERS.name: _rows(f.CONTROLLERS) | {"minItems": 1},
            f.RELATED_COMPANIES.name: _rows(f.RELATED_COMPANIES),
            **{table.name: _rows(table) for table in f.FACTS},
            f.NOTICE.name: _notice(),
        }
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": f.FORMAT,
            "description": "A register: facts, retention rules and notice. Explained in "
            "docs/register-file.md; made by manage.py register_schema.",
            "type": "object",
            "additionalProperties": False,
            "required": ["format", f.REGISTER.name, f.CONTROLLERS.name],
            "properties": properties,
            "definitions": {
                "country": {"enum": sorted(dict(countries))},
                "day": {
                    "type": "string",
                    "pattern": f"^(?:{ISO_DAY.pattern}|{FINNISH_DAY.pattern})$",
                },
            },
        }


def _notice() -> Schema:
    notice = _row(f.NOTICE)
    notice["properties"] |= {table.name: _rows(table) for table in (f.LABELS, f.SECTIONS)}
    return notice


def _rows(table: f.Table) -> Schema:
    return {"type": "array", "description": about(table), "items": _row(table)}


def _row(table: f.Table) -> Schema:
    fields = fields_of(table)
    singles = {single.name: _row(single.table) for single in table.singles}
    children = {child.name: _rows(child) for child in table.children}
    row: Schema = {
        "type": "object",
        "description": about(table),
        "additionalProperties": False,
        "properties": {field.name: _described(field) for field in fields} | singles | children,
    }
    needed = [field.name for field in fields if field.needed]
    return row | {"required": needed} if needed else row


def _described(field: Field) -> Schema:
    said = field.description
    if field.choices:
        said += "\n\n" + "\n".join(f"- {value}: {label}" for value, label in field.choices.items())
    value = _value(field)
    if field.many:
        value = {"type": "array", "uniqueItems": True, "items": value}
    if field.default:
        told = {"true": True, "false": False}.get(field.default, field.default)
        value["default"] = int(field.default) if field.kind == Kind.NUMBER else told
    return {"description": said, **value}


def _value(field: Field) -> Schema:
    match field.kind:
        case Kind.KEY | Kind.REFERENCE:
            return {**WORDS, "pattern": KEY_PATTERN, "maxLength": 80}
        case Kind.TEXT:
            one = _limits(field)
            languages = {language.value: one for language in Language}
            several = {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": languages,
            }
            return {"anyOf": [one, several]}
        case Kind.CHOICE:
            return {"enum": list(field.choices)}
        case Kind.COUNTRY:
            return {"allOf": [{"$ref": "#/definitions/country"}]}
        case Kind.BOOLEAN:
            return {"type": "boolean"}
        case Kind.DAY:
            return {"allOf": [{"$ref": "#/definitions/day"}]}
        case Kind.NUMBER:
            return {"type": "integer", "minimum": 0, "maximum": 9999}
        case _:
            pattern = KEY_PATTERN if field.name == "slug" else field.pattern
            return _limits(field) | ({"pattern": pattern} if pattern else {})


def _limits(field: Field) -> Schema:
    return {
        **WORDS,
        **({"minLength": 1} if field.needed else {}),
        **({"maxLength": field.longest} if field.longest else {}),
    }
