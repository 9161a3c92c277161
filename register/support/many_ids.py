"""Thousands of values as one parameter of a statement: quicker to build, send and parse than each.

A leaf: imports nothing of the project.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL


def among(ids: Iterable[int] | RawSQL) -> RawSQL:
    """For `filter(pk__in=among(ids))`. What it made once may be asked for many tables."""
    if isinstance(ids, RawSQL):
        return ids
    numbers = ",".join(map(str, ids))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{numbers}}}"])
    return RawSQL("SELECT value FROM json_each(%s)", [f"[{numbers}]"])


def in_columns(rows: Iterable[Iterable[Any]], types: str) -> tuple[str, list[str]]:
    """Rows of numbers, digits and words of ours: an item for FROM, and its parameters.

    `types`: of the columns, as PostgreSQL calls them, "bigint text"; the columns are c0, c1 and on.
    """
    given = types.split()
    names = [f"c{place}" for place in range(len(given))]
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{one}[]" for one in given)
        columns = list(zip(*rows, strict=True)) or [()] * len(given)
        return f"unnest({arrays}) g({', '.join(names)})", [_array(one) for one in columns]
    values = ", ".join(
        f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(names)
    )
    return f"(SELECT {values} FROM json_each(%s)) g", [json.dumps([list(row) for row in rows])]  # noqa: S608


def _array(values: Iterable[Any]) -> str:
    """PostgreSQL's own notation, which it reads quicker than the driver writes it of a list."""
    told = ["NULL" if value is None else f'"{value}"' for value in values]
    return f"{{{','.join(told)}}}"
