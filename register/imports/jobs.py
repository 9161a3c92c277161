"""Imports of the admin at work in the background; what an unfinished one held of people goes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from register.imports import checking
from register.imports.desk import AT_WORK, kept_file, start_again
from register.imports.running import Work, discard, forget_file
from register.imports.source import Undecided, Unreadable
from register.imports.turns import Busy, turn
from register.models import Import, ImportFault
from register.models.imports import UNFINISHED, Stage
from register.support.tasks import task

BUSY_FOR = timedelta(seconds=30)  # until another look whether the place is free
OVERTAKEN = "overtaken"  # the register changed between the look and the decision


@task()
def carry_on(import_id: int) -> None:
    """Take an import as far as it goes without anybody's decision."""
    run = Import.objects.filter(pk=import_id, stage__in=AT_WORK).first()
    if run is None:
        return
    try:
        with turn(run.kept_by_id):
            _work(run)
    except Busy:
        carry_on.using(run_after=timezone.now() + BUSY_FOR).enqueue(import_id)


def _work(run: Import) -> None:
    """Inside the turn."""
    work = Work(run, today=timezone.localdate())
    if run.stage == Stage.READING and not _read(work):
        return
    if run.stage == Stage.CHECKING:
        work.move(stage=Stage.WAITING, preview_sha256=_checked(work))
    elif run.stage == Stage.WRITING and (run.written_until or _is_as_it_was_seen(work)):
        work.write()
        forget_file(run)


def _read(work: Work) -> bool:
    """Whether the file could be read to its end."""
    run = work.run
    try:
        with kept_file(run) as file:
            work.read(file)
    except Unreadable as flaw:
        run.fault = flaw.about or "unreadable"
        run.save(update_fields=["fault"])
        discard(run, Stage.FAILED)
        return False
    except Undecided as question:
        start_again(run, fault=question.about)
        return False
    return True


def _checked(work: Work) -> str:
    """The digest of what would become of the rows. Killed here, it is checked once more."""
    work.check(then=Stage.CHECKING)
    return checking.digest(work.run)


def _is_as_it_was_seen(work: Work) -> bool:
    """Whether that would become of the rows to which somebody has agreed; else he looks again."""
    found = _checked(work)
    if found == work.run.preview_sha256:
        return True
    work.move(stage=Stage.WAITING, preview_sha256=found, fault=OVERTAKEN)
    return False


@task()
def forget_old_imports() -> None:
    forget_old(timezone.now())


def forget_old(now: datetime) -> None:
    """Give up what nobody has gone on with; forget which rows of earlier files were bad."""
    before = now - timedelta(days=settings.IMPORT_KEPT_DAYS)
    stale = Import.objects.filter(stage__in=UNFINISHED, moved_at__lt=before)
    for pk, kept_by in stale.values_list("pk", "kept_by_id"):
        _give_up(pk, kept_by, before)
    for run in Import.objects.exclude(stage__in=UNFINISHED).exclude(file=""):
        forget_file(run)  # whoever finished it was killed before
    ImportFault.objects.filter(run__finished_at__lt=before).delete()


def _give_up(pk: int, kept_by: int, before: datetime) -> None:
    """Looked at once more inside the turn: somebody may have gone on with it meanwhile."""
    try:
        with turn(kept_by):
            run = Import.objects.filter(pk=pk, stage__in=UNFINISHED, moved_at__lt=before).first()
            if run is not None:
                discard(run)
    except Busy:
        return
