"""Background work: queues what is due, queues again what was lost or failed, forgets what is old.

The schedule is data (`config/schedule.py`), the queue is django-tasks-db's table. Every task may be
run a second time, after a failure or because its worker was lost, so each must be able to be.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from register import outbox
from register.models import ScheduledRun
from register.support.schedule import Job, due_between
from register.support.tasks import Task, task

logger = logging.getLogger(__name__)

LONG_AGO = datetime.min.replace(tzinfo=UTC)
ATTEMPTS = 5
SUCCESSFUL_KEPT = timedelta(days=14)
FAILED_KEPT = timedelta(days=60)
RUNS_KEPT = timedelta(days=30)  # longer than any rhythm: the last run must be known
UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


class WorkerLost(Exception):
    """Stands on a task whose every worker disappeared in the middle of it."""


def queue_due(schedule: Iterable[Job], now: datetime) -> list[str]:
    """Queue the jobs that are due; their names.

    What was missed while nothing ran is done once, not n times. A job whose last run is still
    queued, running or to be tried again waits for it.
    """
    last = dict(ScheduledRun.objects.values_list("job").annotate(Max("due_at")))
    queued = []
    for job in schedule:
        due_at = next(due_between(job.when, last.get(job.name, LONG_AGO), now), None)
        if due_at and not _is_unfinished(job) and _queue_once(job, due_at, now):
            logger.info("job %s queued, due %s", job.name, f"{due_at:%Y-%m-%d %H:%M} UTC")
            queued.append(job.name)
    return queued


def task_of(job: Job) -> Task[Any, Any]:
    found = import_string(job.task)
    if not isinstance(found, Task):
        raise TypeError(f"Job {job.name}: {job.task} is no task.")
    return found


def _is_unfinished(job: Job) -> bool:
    runs = ScheduledRun.objects.filter(job=job.name, task_id__isnull=False)
    return DBTaskResult.objects.filter(
        pk__in=runs.values("task_id"), status__in=UNFINISHED
    ).exists()


@transaction.atomic
def _queue_once(job: Job, due_at: datetime, now: datetime) -> bool:
    """The row comes first: of two schedulers one gets it, the other waits and finds it there."""
    run, is_ours = ScheduledRun.objects.get_or_create(
        job=job.name, due_at=due_at, defaults={"enqueued_at": now}
    )
    if is_ours:
        run.task_id = task_of(job).enqueue().id
        run.save(update_fields=["task_id"])
    return is_ours


def queue_again(now: datetime, *, limit: timedelta) -> int:
    """Queue again what failed, and what has run longer than `limit`: its worker was killed.

    How many. Each waits longer than the time before; after `ATTEMPTS` a task is left as it failed.
    """
    lost = DBTaskResult.objects.running().filter(started_at__lt=now - limit)
    failed = DBTaskResult.objects.failed()
    again = 0
    for tasks in (lost, failed):
        for attempts, ids in _by_attempts(tasks).items():
            if attempts < ATTEMPTS:
                # The condition once more: another scheduler may have been here.
                again += tasks.filter(pk__in=ids).update(
                    status=TaskResultStatus.READY, run_after=now + wait_after(attempts)
                )
            elif tasks is lost:
                _give_up(tasks.filter(pk__in=ids), now)
    if again:
        logger.warning("%d tasks queued again", again)
    return again


def wait_after(attempts: int) -> timedelta:
    """1, 4, 16 and 64 minutes."""
    return timedelta(minutes=4 ** max(attempts - 1, 0))


def _by_attempts(tasks: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, workers in tasks.values_list("pk", "worker_ids"):
        found[len(workers)].append(pk)
    return found


def _give_up(tasks: Any, now: datetime) -> None:
    lost = f"{WorkerLost.__module__}.{WorkerLost.__qualname__}"
    given_up = tasks.update(
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path=lost,
        traceback=lost,
    )
    if given_up:
        logger.error("%d tasks given up: their workers were lost", given_up)


@task()
def tidy_up() -> None:
    forget_old(timezone.now())


def forget_old(now: datetime) -> None:
    """Remove finished tasks, old runs, old mail and ended sessions. What is not done stays."""
    Session.objects.filter(expire_date__lt=now).delete()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - SUCCESSFUL_KEPT).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - FAILED_KEPT).delete()
    ScheduledRun.objects.filter(due_at__lt=now - RUNS_KEPT).delete()
    outbox.forget_old(now)


def keep_only_places(sender: Any, instance: Any, **_options: Any) -> None:
    """Of a failure the queue keeps where and of what kind: its message may hold people's data."""
    if instance.traceback:
        places = [line for line in instance.traceback.splitlines() if line.startswith('  File "')]
        instance.traceback = "\n".join([*places, instance.exception_class_path])
