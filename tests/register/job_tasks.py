"""Tasks that note in a file that they ran. Started by processes, so they stand in a module."""

import os
import time
from pathlib import Path

from register.support.tasks import task


def note(file: str) -> int:
    """Add a line; how many there are now."""
    with Path(file).open("a") as opened:
        opened.write(f"{os.getpid()}\n")
    return len(Path(file).read_text().splitlines())


@task()
def run(file: str) -> None:
    note(file)


@task()
def hang_the_first_time(file: str) -> None:
    if note(file) == 1:
        time.sleep(600)


@task()
def go_on_when(file: str, signal: str) -> None:
    """Goes on once the file `signal` is there."""
    note(file)
    while not Path(signal).exists():
        time.sleep(0.02)


@task()
def fail(file: str) -> None:
    note(file)
    raise ValueError("aino.keksitty@kuvitelma.example")


@task()
def fail_the_first_time(file: str) -> None:
    if note(file) == 1:
        raise ValueError("aino.keksitty@kuvitelma.example")
