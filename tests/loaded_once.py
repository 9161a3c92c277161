"""A register's file, loaded once and remembered.

Reading a file takes over a second, and hundreds of tests begin with the same one. What the first of
them wrote is remembered row by row and put back for the others, as long as the database stands as
it stood before the first: then loading would write just these rows again.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from privacy_notices.files.loading import load_files

Rows = list[tuple[Any, ...]]
Standing = tuple[tuple[str, tuple[Any, ...]], ...]  # tables and the keys of their rows

_REMEMBERED: dict[tuple[bytes, Standing], tuple[str, dict[str, Rows]]] = {}  # by content of files


def load_once(path: Path) -> str:
    """Load one register's file; returns the slug of the register."""
    before = _standing()
    known = path.read_bytes(), before
    if known not in _REMEMBERED:
        (loaded,) = load_files([path])
        _REMEMBERED[known] = (loaded.slug, dict(_written_since(before)))
        return loaded.slug
    slug, written = _REMEMBERED[known]
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in written.items():
            values = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(f"INSERT INTO {_quoted(table)} VALUES ({values})", rows)  # noqa: S608
    return slug


def _standing() -> Standing:
    return tuple((table, tuple(_keys(table, key))) for table, key in _tables())


def _written_since(before: Standing) -> Iterator[tuple[str, Rows]]:
    """The rows that came, by table."""
    keys = dict(_tables())
    for table, known in before:
        old = set(known)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {_quoted(table)} ORDER BY {_quoted(keys[table])}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            at = names.index(keys[table])
            rows = [row for row in cursor.fetchall() if row[at] not in old]
        if rows:
            yield table, rows


def _tables() -> list[tuple[str, str]]:
    """The table of every model, with the column of its key."""
    models = apps.get_models(include_auto_created=True)
    return [
        (model._meta.db_table, str(model._meta.pk.column))
        for model in models
        if model._meta.managed and not model._meta.proxy
    ]


def _keys(table: str, key: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_quoted(key)} FROM {_quoted(table)} ORDER BY 1")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
