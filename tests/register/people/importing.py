"""What tests of imports need: files as offices have them, and what came of each row."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from register.imports.jobs import carry_on
from register.imports.reading import Format, settle
from register.imports.running import Work, begin
from register.imports.source import look_at
from register.imports.turns import turn
from register.models import Import, ImportOutcome, RegisterController
from register.models.imports import Outcome

TODAY = date(2026, 11, 20)


def a_file(folder: Path, text: str, name: str = "asiakkaat.csv", encoding: str = "utf-8") -> Path:
    """Lines without the indent they have in a test."""
    lines = [line.strip(" ") for line in text.strip("\n").splitlines()]
    path = folder / name
    path.write_bytes("".join(f"{line}\r\n" for line in lines if line).encode(encoding))
    return path


def work_on(kept_by: RegisterController, path: Path, **told: Any) -> Work:
    """An import that has been read and checked, and has changed nobody."""
    form = Format(**told.pop("format", {}))
    with path.open("rb") as file:
        facts = look_at(file)
        told.setdefault("told_columns", {})
        reading = settle(file, facts, form, register=kept_by.register, **told)
        run = begin(kept_by, facts, reading)
        work = Work(run, today=TODAY)
        work.read(file)
    work.check()
    return work


def outcomes(run: Import) -> dict[int, Any]:
    """Row → "new", "unchanged", the names of what changes, or (column, reason) of what is wrong."""
    found: dict[int, Any] = {}
    for row in ImportOutcome.objects.filter(run=run):
        is_changed = row.outcome == Outcome.CHANGED
        found[row.number] = row.changed.split(",")[:-1] if is_changed else row.outcome
    for fault in run.faults.order_by("number", "pk"):
        if not isinstance(found.get(fault.number), set):
            found[fault.number] = set()
        found[fault.number].add((fault.column, fault.reason))
    return dict(sorted(found.items()))


def command(*arguments: Any, **options: Any) -> str:
    """What `import_subjects` says; it ends with SystemExit where not all came in."""
    said = StringIO()
    options = {"register": "asiakkaat", **options}
    call_command("import_subjects", *map(str, arguments), stdout=said, **options)
    return said.getvalue()


def lines(*rows: Sequence[str]) -> str:
    return "\n".join(";".join(row) for row in rows)


def messages_of(answer: Any) -> str:
    """What a page says above everything else."""
    return " ".join(str(message) for message in answer.context["messages"])


def keep_files_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Uploaded files of a test, kept as everywhere but in a place of its own."""
    private: Any = settings.STORAGES["private"]
    options = {**private["OPTIONS"], "location": folder}
    kept = storages.create_storage({**private, "OPTIONS": options})
    patch.setattr(Import._meta.get_field("file"), "storage", kept)


def do_all() -> None:
    """What the worker would do; a real one closes the connection with the test's transaction."""
    while queued := DBTaskResult.objects.ready().first():
        carry_on.func(queued.args_kwargs["args"][0])
        DBTaskResult.objects.filter(pk=queued.pk).delete()


@contextmanager
def somebody_else_at_work(kept_by: RegisterController) -> Iterator[None]:
    """Another process has the turn: to the database, a connection of its own."""
    begun, done = threading.Event(), threading.Event()

    def work() -> None:
        with turn(kept_by.pk):
            begun.set()
            done.wait(60)
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait(60)
    try:
        yield
    finally:
        done.set()
        thread.join()
