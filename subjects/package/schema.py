"""The JSON Schema of `data.json`, published in `docs/access.schema.json` and in each package."""

from typing import Any

from subjects.package.machine import FORMAT

TEXT = {"type": "string"}
MOMENT = {"type": "string", "format": "date-time"}
VALUE = {
    "anyOf": [
        {"type": ["string", "boolean", "integer", "null"]},
        {
            "description": "A value of a closed vocabulary, or a fact of the register.",
            "type": "object",
            "properties": {"code": TEXT, "words": TEXT},
            "required": ["code", "words"],
            "additionalProperties": False,
        },
        {
            "description": "Not given, on this ground.",
            "type": "object",
            "properties": {"withheld": TEXT, "words": TEXT},
            "required": ["withheld", "words"],
            "additionalProperties": False,
        },
        {
            "description": "A file of this package.",
            "type": "object",
            "properties": {"file": {"type": "string", "pattern": "^files/[a-z]+-[0-9]+$"}},
            "required": ["file"],
            "additionalProperties": False,
        },
    ]
}


def _object(description: str = "", **properties: Any) -> dict[str, Any]:
    said = {"description": description} if description else {}
    return {
        **said,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _array(items: Any, description: str = "") -> dict[str, Any]:
    said = {"description": description} if description else {}
    return {**said, "type": "array", "items": items}


SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A person's data from Seloste (GDPR Art. 15 and 20)",
    **_object(
        format={"const": FORMAT},
        language={"enum": ["fi", "sv", "en"]},
        made_at=MOMENT,
        reference={**TEXT, "description": "Of the request."},
        schema={**TEXT, "format": "uri", "description": "Where this schema is published."},
        masked={
            "type": ["string", "null"],
            "description": "How places are marked that tell of other people, and why (Art. 15(4)).",
        },
        cards=_array(
            _object(
                "What one controller holds on the person in one register.",
                register=TEXT,
                controller=TEXT,
                statements=_array(
                    _object(article=TEXT, title=TEXT, items=_array(TEXT)),
                    "What Art. 15(1)(a)-(h) and 15(2) want told.",
                ),
                tables={
                    "type": "object",
                    "additionalProperties": _object(
                        title=TEXT,
                        columns=_array(
                            _object(
                                name=TEXT,
                                label=TEXT,
                                categories=_array(TEXT),
                                origin={
                                    "enum": ["given", "observed", "derived", "elsewhere", None]
                                },
                            )
                        ),
                        rows=_array({"type": "object", "additionalProperties": VALUE}),
                    ),
                },
                uses=_array(
                    _object(at=MOMENT, act=TEXT, by=TEXT, occasion=TEXT),
                    "When and why the data were looked at, given or changed.",
                ),
            )
        ),
    ),
}
