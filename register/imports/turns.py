"""One import at a time into one controller's people: the second is told.

The turn ends with the process, however it ends: PostgreSQL frees its lock with the connection,
Linux and macOS free a file's with the process. SQLite lives on one machine, so a file is enough.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from register.refusal import Refusal

OURS = 0x5E105E  # tells our locks from other programs'


class Busy(Refusal):
    """Raised where another import is at work in the same place."""


@contextmanager
def turn(kept_by: int) -> Iterator[None]:
    """Raises Busy. Inside, nobody else imports people of this controller into this register."""
    if connection.vendor == "postgresql":
        with _advisory_lock(kept_by):
            yield
    else:
        with _file_lock(kept_by):
            yield


@contextmanager
def _advisory_lock(kept_by: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [OURS, kept_by])
        if not cursor.fetchone()[0]:
            raise _busy()
        try:
            yield
        finally:
            if not connection.needs_rollback and connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [OURS, kept_by])


@contextmanager
def _file_lock(kept_by: int) -> Iterator[None]:
    database = Path(str(connection.settings_dict["NAME"]))
    file = os.open(f"{database}.import-{kept_by}", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy() from None
        yield
    finally:
        os.close(file)


def _busy() -> Busy:
    return Busy(_("Another import into this register is going on. Try again when it has ended."))
