"""A turn that one process has at a time, on whichever machine of ours; the others are told.

The turn ends with the process, however it ends: PostgreSQL frees its lock with the connection,
Linux and macOS free a file's with the process. SQLite lives on one machine, so a file is enough.
A leaf: imports nothing of the project.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

OURS = 0x5E105E  # tells our locks from other programs'


class Taken(Exception):
    """Raised where another process has the turn."""


@contextmanager
def turn(name: str, number: int, *, group: int = 0) -> Iterator[None]:
    """Raises Taken. Inside, nobody else is in the turn of this name and number.

    `group` tells the turns of one name from those of another on PostgreSQL, which knows no names.
    """
    if connection.vendor == "postgresql":
        with _advisory_lock(OURS + group, number):
            yield
    else:
        with _file_lock(f"{name}-{number}"):
            yield


@contextmanager
def _advisory_lock(group: int, number: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [group, number])
        if not cursor.fetchone()[0]:
            raise Taken
        try:
            yield
        finally:
            if not connection.needs_rollback and connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [group, number])


@contextmanager
def _file_lock(name: str) -> Iterator[None]:
    database = Path(str(connection.settings_dict["NAME"]))
    file = os.open(f"{database}.{name}", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken from None
        yield
    finally:
        os.close(file)
