"""Rows of a file into the staging table: COPY on PostgreSQL, executemany on SQLite."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection

from register.models import Import, ImportFault, ImportOutcome, ImportRow

ROWS = ImportRow._meta.db_table
OUTCOMES = ImportOutcome._meta.db_table
FAULTS = ImportFault._meta.db_table
NO_TEXTS = {"id", "run_id", "number", "further", "address_protected"}
# Columns whose empty cell is an empty text, as they are written in SQL; "column" is a word of it.
TEXTS = {
    *(field.column for field in ImportRow._meta.concrete_fields if not field.null),
    *('"column"', "reason"),
} - NO_TEXTS


def batched(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(values)
    while portion := list(islice(rest, size)):
        yield portion


def put(table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Add rows to a table of ours, in the caller's transaction. Nothing of them is checked."""
    columns = ", ".join(names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # An empty cell is NULL in a day, and an empty text in a text.
            texts = ", ".join(name for name in names if name in TEXTS)
            never_null = f", FORCE_NOT_NULL ({texts})" if texts else ""
            command = f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv{never_null})"
            with cursor.copy(command) as copy:
                copy.write(_as_csv(rows))
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})",
                rows,
            )


def _as_csv(rows: Iterable[Sequence[Any]]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows(rows)
    return held.getvalue()


def analyse(table: str) -> None:
    """Tell PostgreSQL what a table holds that was filled a moment ago, or it plans blindly."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {table}")


def drop_rows(run: Import, *, at_once: int = 10_000) -> None:
    """Delete what the file held of people, a bounded, committed batch at a time."""
    for table in (OUTCOMES, ROWS):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT max(number) FROM {table} WHERE run_id = %s", [run.pk])
            last = cursor.fetchone()[0] or 0
            for low in range(0, last + 1, at_once):
                cursor.execute(
                    f"DELETE FROM {table} WHERE run_id = %s AND number >= %s AND number < %s",
                    [run.pk, low, low + at_once],
                )
