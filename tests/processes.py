"""Our own commands as processes of their own, on the database of the running test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120  # seconds; only a broken program takes so long


started: "list[subprocess.Popen[str]]" = []


def environment(**more: str) -> dict[str, str]:
    """What such a process needs to meet the test's rows."""
    place: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        address = {"DATABASE_URL": f"sqlite:///{place['NAME']}"}
    else:
        address = {
            "DATABASE_URL": f"postgresql:///{place['NAME']}",
            "PGHOST": place["HOST"],
            "PGUSER": place["USER"],
        }
    return {**os.environ, **address, **more}


def start(*arguments: str, **more: str) -> "subprocess.Popen[str]":
    """Start `manage.py`; `stop_all` after the test."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    started.append(process)
    return process


def stop_all() -> None:
    """A test that failed leaves no process behind."""
    while started:
        with started.pop() as process:
            process.kill()


def output_of(process: "subprocess.Popen[str]") -> str:
    """Wait for its end, which must be a good one."""
    said, _nothing = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    return said


def wait_for(what: Callable[[], Any]) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)
