"""Makes SQLite overwrite what it deletes, which else stays in the file until the place is used.

PostgreSQL does the like by itself when it vacuums. A leaf: imports nothing of the project.
"""

from django.db import OperationalError, connection


def overwrite_deleted() -> None:
    """From now on, on this connection."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def empty_log() -> None:
    """Take out of the write-ahead log how pages were before. Where somebody reads, he comes first;
    the next checkpoint does it then."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except OperationalError:
            return
