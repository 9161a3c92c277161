"""`data.json`: the package for programs, written row by row. `schema.json` tells its form."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from django.conf import settings
from django.utils.timezone import localtime

from register.gathering import Use
from subjects.package.contents import Card, Contents, Shown, Table
from subjects.package.values import to_json
from subjects.package.words import masked_note

FORMAT = "seloste-access/1"
SCHEMA_PLACE = "/schemas/seloste-access-1.json"  # stays for as long as the format does
Item = TypeVar("Item")


def schema_address() -> str:
    """Where the form of the file is published."""
    return f"{settings.SITE_URL}{SCHEMA_PLACE}"


def pieces(contents: Contents) -> Iterator[str]:
    """The file in pieces of bounded size."""
    yield _open(
        format=FORMAT,
        language=contents.language,
        made_at=localtime(contents.made_at).isoformat(),
        reference=contents.reference,
        schema=schema_address(),
        masked=masked_note(contents.language, contents.is_to_move) if contents.has_masked else None,
    )
    yield ', "cards": ['
    for number, card in enumerate(contents.cards):
        yield "" if number == 0 else ","
        yield from _card(card)
    yield "\n]}\n"


def _card(card: Card) -> Iterator[str]:
    yield "\n" + _open(
        register=card.register,
        controller=card.controller,
        statements=[
            {"article": one.article, "title": one.title, "items": list(one.items)}
            for one in card.statements
        ],
    )
    yield ', "tables": {'
    for number, table in enumerate(card.tables):
        yield "\n " if number == 0 else ",\n "
        yield f"{_text(table.key)}: "
        yield from _table(table)
    yield '\n}, "uses": '
    yield from _array(card.uses(), _use)
    yield "}"


def _table(table: Table) -> Iterator[str]:
    columns = [
        {
            "name": column.name,
            "label": column.label,
            "categories": sorted(column.datum.categories) if column.datum else [],
            "origin": column.datum.origin.value if column.datum else None,
        }
        for column in table.columns
    ]
    yield _open(title=table.title, columns=columns)
    yield ', "rows": '
    names = [column.name for column in table.columns]

    def of_row(row: tuple[Shown, ...]) -> dict[str, Any]:
        return {name: to_json(value) for name, value in zip(names, row, strict=True)}

    yield from _array(table.rows(), of_row)
    yield "}"


def _use(use: Use) -> dict[str, str]:
    return {
        "at": localtime(use.at).isoformat(),
        "act": use.act,
        "by": use.actor,
        "occasion": use.occasion,
    }


def _array(items: Iterable[Item], told: Callable[[Item], Any]) -> Iterator[str]:
    yield "["
    for number, item in enumerate(items):
        yield f"{',' if number else ''}\n  {_text(told(item))}"
    yield "]"


def _open(**members: Any) -> str:
    """An object with these members that is not closed yet."""
    return _text(members)[:-1]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
