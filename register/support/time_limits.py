"""Work of the database that is given up when it takes longer than somebody waits for it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection

STEPS = 10_000  # of SQLite between two looks at the clock


class TookTooLong(Exception):
    """Raised where the time is over. The transaction that it happened in cannot be gone on with."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TookTooLong once the statements within have taken so long. Inside a transaction.

    SQLite takes the whole transaction back when a statement is cut off, savepoints and all, so
    catch it outside the outermost `atomic`.
    """
    ends = time.monotonic() + seconds
    limited = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    try:
        with limited(ends), connection.execute_wrapper(_checked(ends)):
            yield
    except OperationalError as cut_off:
        if time.monotonic() < ends:
            raise
        raise TookTooLong from cut_off


def _checked(ends: float) -> Callable[..., Any]:
    def execute(go_on: Callable[..., Any], *asked: Any) -> Any:
        if not _has_failed():  # else it is a savepoint that is rolled back
            left = ends - time.monotonic()
            if left <= 0:
                raise TookTooLong
            if connection.vendor == "postgresql":
                _limit(f"{left * 1000 + 1:.0f}")
        return go_on(*asked)

    return execute


def _has_failed() -> bool:
    """Whether PostgreSQL takes nothing more in this transaction."""
    if connection.vendor != "postgresql":
        return False
    return bool(connection.connection.info.transaction_status.name == "INERROR")


@contextmanager
def _on_postgresql(_ends: float) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        usual = cursor.fetchone()[0]
    yield
    _limit(usual)  # a transaction that failed forgets the limit by itself


def _limit(milliseconds: str) -> None:
    """By the driver, or this statement would be limited first."""
    connection.connection.execute(
        "SELECT set_config('statement_timeout', %s, true)", [milliseconds]
    )


@contextmanager
def _on_sqlite(ends: float) -> Iterator[None]:
    database = connection.connection
    database.set_progress_handler(lambda: time.monotonic() >= ends, STEPS)
    try:
        yield
    finally:
        database.set_progress_handler(None, 0)
