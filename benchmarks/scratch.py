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


def peak_megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
