"""A migrated database of a benchmark's own, on SQLite or PostgreSQL, gone afterwards.

PostgreSQL is started as the tests start it, without fsync, so read ratios within one run: both
sides of a ratio are spared the same.
"""

import os
import resource
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.postgresql import running_server


@contextmanager
def scratch_database(vendor: str) -> Iterator[None]:
    """Import models only inside."""
    with ExitStack() as stack:
        if vendor == "postgresql":
            socket = stack.enter_context(running_server())
            address = "postgresql:///postgres"
            os.environ |= {"PGHOST": str(socket), "PGUSER": "postgres"}
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = f"sqlite:///{Path(folder) / 'scratch.sqlite3'}"
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ENV_FILE": "",
            "DEBUG": "off",  # else every statement is kept
            "DATABASE_URL": address,
            "HTTPS": "off",
            "STATIC_COLLECTED": "off",
            "IDENTITY_CODE_TEMPORARY": "on",
            **{
                name: secrets.token_urlsafe(64)
                for name in ("SECRET_KEY", "IDENTITY_CODE_KEYS", "LOOKUP_KEY")
            },
        }
        import django  # noqa: PLC0415 # reads the settings that were just set

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connection.close()


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def cpu_seconds() -> float:
    """What this process has worked so far, and PostgreSQL's for it."""
    from django.db import connection  # noqa: PLC0415

    ours = resource.getrusage(resource.RUSAGE_SELF)
    return ours.ru_utime + ours.ru_stime + _of_postgresql(connection)


def _of_postgresql(connection: Any) -> float:
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def peak_megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
