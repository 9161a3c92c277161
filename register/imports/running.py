"""An import from its first row to its last, in stages; killed anywhere, it goes on from there.

Reading and writing are done in bounded batches, each a transaction that also notes how far it came.
Checking changes nothing and is cheap, so it is begun anew. One import at a time works in one place
(`turns.py`).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from register.imports import checking, staging, writing
from register.imports.checking import AT_ONCE, Part
from register.imports.columns import Allowed
from register.imports.conversion import Converter
from register.imports.reading import Reading, opened
from register.imports.source import Facts, Rows
from register.journal import COMMAND, Actor, record
from register.models import Act, Import, RegisterController, User
from register.models.imports import Outcome, Stage

logger = logging.getLogger(__name__)

TRIES = 3
ANALYSED_AFTER = frozenset(4**power for power in range(5))  # batches: while a table is being filled
RESUMABLE = (Stage.READING, Stage.CHECKING, Stage.WAITING, Stage.WRITING)
FAULT_COLUMNS = ("run_id", "number", '"column"', "reason", "checked")

Progress = Callable[[Import], None]


def nobody_looks(_run: Import) -> None:
    """No progress is shown."""


def begun_before(kept_by: RegisterController, facts: Facts, reading: Reading) -> Import | None:
    """A command's import of the same file, read the same way, that was not finished."""
    return (
        Import.objects.filter(
            kept_by=kept_by,
            by=None,
            file="",
            sha256=facts.sha256,
            reading_sha256=reading.sha256,
            stage__in=RESUMABLE,
        )
        .order_by("-pk")
        .first()
    )


def finished_before(kept_by: RegisterController, facts: Facts) -> Import | None:
    """The last import that brought this very file in."""
    done = Import.objects.filter(kept_by=kept_by, sha256=facts.sha256, stage=Stage.FINISHED)
    return done.order_by("-pk").first()


def begin(kept_by: RegisterController, facts: Facts, reading: Reading) -> Import:
    return Import.objects.create(
        kept_by=kept_by,
        sha256=facts.sha256,
        size=facts.size,
        reading=reading.as_json(),
        reading_sha256=reading.sha256,
        stage=Stage.READING,
    )


@dataclass
class Work:
    """One import at work. Make it inside `turn`."""

    run: Import
    today: date
    progress: Progress = nobody_looks

    def __post_init__(self) -> None:
        self.run.refresh_from_db()
        self.reading = Reading.of(self.run)
        self.allowed = Allowed.by(self.run.kept_by.register)
        self.names = frozenset(self.converter().names)

    def converter(self, rows: Rows | None = None) -> Converter:
        epoch = {"epoch": rows.epoch} if rows is not None else {}
        return Converter(self.reading.columns, allowed=self.allowed, today=self.today, **epoch)

    # Reading

    def read(self, file: BinaryIO) -> None:
        """All rows into the staging table, from where an earlier process came to."""
        with opened(file, self.run.size, self.reading.format) as rows:
            converter = self.converter(rows)
            batch = _Batch()
            number = self.run.read_until
            for row in rows:
                if row.number <= self.run.read_until:
                    continue
                number = row.number
                made = converter.convert(row)
                if made is None:
                    continue
                batch.add(self.run.pk, number, *made)
                if batch.count >= AT_ONCE:
                    self.stage_rows(batch, converter, number, rows.share_read())
                    batch = _Batch()
            with transaction.atomic():
                self.stage_rows(batch, converter, number, 1)
                staging.analyse(staging.ROWS)
                checking.find_repeated(self.run, self.reading, self.names)
                self.move(stage=Stage.CHECKING, share_done=0)

    @transaction.atomic
    def stage_rows(self, batch: "_Batch", converter: Converter, number: int, share: float) -> None:
        if batch.good:
            staging.put(staging.ROWS, ["run_id", "number", *converter.names], batch.good)
        if batch.faults:
            staging.put(staging.FAULTS, FAULT_COLUMNS, batch.faults)
        self.move(read_until=number, rows=self.run.rows + batch.count, share_done=share)

    # Checking

    def check(self, then: Stage = Stage.WAITING) -> None:
        """What would become of every row; the counts. Changes nobody."""
        with transaction.atomic():
            checking.forget_outcomes(self.run)
            self.move(stage=Stage.CHECKING, share_done=0)
        for part in self.parts(0):
            with transaction.atomic():
                checking.check(part, today=self.today)
                self.move(share_done=self.share(part))
        with transaction.atomic():
            checking.find_double(self.run, self.reading, self.names)
            self.move(stage=then, share_done=1, **checking.count(self.run))
        staging.analyse(staging.OUTCOMES)

    def parts(self, done: int) -> "list[Part]":
        sees_protected = may(self.run, "register.see_protected_address")
        return [
            Part(self.run, self.reading, self.names, first, first + AT_ONCE - 1, sees_protected)
            for first in range(done + 1, self.run.read_until + 1, AT_ONCE)
        ]

    def share(self, part: Part) -> float:
        return min(part.last / max(self.run.read_until, 1), 1)

    # Writing

    def write(self) -> None:
        """What was checked, into the register, from where an earlier process came to."""
        if not self.run.written_until:
            with transaction.atomic():
                self.move(stage=Stage.WRITING, share_done=0)
                writing.add_organisations(Part(self.run, self.reading, self.names, 0, 0))
        for place, part in enumerate(self.parts(self.run.written_until), start=1):
            self.write_part(part)
            if place in ANALYSED_AFTER:
                for table in writing.FILLED:
                    staging.analyse(table)
        staging.drop_rows(self.run)
        with transaction.atomic():
            self.move(stage=Stage.FINISHED, share_done=1, finished_at=timezone.now())
            self.write_down()
        logger.info("import %d finished: %d rows", self.run.pk, self.run.rows)

    def write_part(self, part: Part) -> None:
        """Once more where somebody else got in between: by then the check sees what he did."""
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    left_out = writing.write(part, by=actor_of(self.run), today=self.today)
                    self.move(
                        written_until=min(part.last, self.run.read_until),
                        share_done=self.share(part),
                        new=self.run.new - left_out[Outcome.NEW.value],
                        changed=self.run.changed - left_out[Outcome.CHANGED.value],
                        bad=self.run.bad + sum(left_out.values()),
                    )
            except (IntegrityError, OperationalError):
                self.run.refresh_from_db()
                if attempt == TRIES:
                    raise
            else:
                return

    def write_down(self) -> None:
        run = self.run
        record(
            Act.IMPORTED,
            about=run,
            by=actor_of(run),
            occasion=run.suppressed_occasion,
            reference=run.suppressed_reference,
            count=run.new + run.changed,
            detail={
                "sha256": run.sha256,
                **{outcome.value: getattr(run, outcome.value) for outcome in Outcome},
            },
        )

    def move(self, **columns: Any) -> None:
        """Note how far it has come."""
        for name, value in {**columns, "moved_at": timezone.now()}.items():
            setattr(self.run, name, value)
        self.run.save(update_fields=[*columns, "moved_at"])
        self.progress(self.run)


class _Batch:
    """Rows of the file that are staged together."""

    def __init__(self) -> None:
        self.good: list[list[Any]] = []
        self.faults: list[tuple[Any, ...]] = []
        self.count = 0

    def add(self, run: int, number: int, row: list[Any], faults: list[Any]) -> None:
        self.count += 1
        if faults:
            self.faults += [(run, number, *fault, False) for fault in faults]
        else:
            self.good.append([run, number, *row])


def may(run: Import, permission: str) -> bool:
    """Whether who imports may do this: a command is the operator's own, and keeps no file."""
    return run.by.has_perm(permission) if run.by else not run.file


def actor_of(run: Import) -> Actor:
    return Actor.staff(run.by) if isinstance(run.by, User) else COMMAND


def discard(run: Import, stage: Stage = Stage.ABANDONED) -> None:
    """Throw away what the file held of people; inside `turn`. What was written stays written."""
    staging.drop_rows(run)
    run.stage, run.finished_at = stage, timezone.now()
    run.save(update_fields=["stage", "finished_at"])
    forget_file(run)


def forget_file(run: Import) -> None:
    if run.file:
        run.file.delete(save=True)
