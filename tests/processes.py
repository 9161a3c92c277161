"""Processes of their own: our commands on the database of the running test, and others' servers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 120  # seconds; only a broken program takes so long
LOCAL = "127.0.0.1"


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


def free_port() -> int:
    with socket.socket() as found:
        found.bind((LOCAL, 0))
        port: int = found.getsockname()[1]
    return port


class Server:
    """Starts and stops another's server; the port is chosen before and stays the same."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.port = free_port()

    def command(self) -> list[str]:
        """What Python is given to start it."""
        raise NotImplementedError

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", *self.command()],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self.is_up)

    def is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"{type(self).__name__} ended"
        return self.answers()

    def answers(self) -> bool:
        try:
            socket.create_connection((LOCAL, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
