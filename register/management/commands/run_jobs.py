"""`manage.py run_jobs`: the one command behind all background work."""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from register import jobs
from register.support.stopping import Stop

logger = logging.getLogger(__name__)

LOOKS_EVERY = 1.0  # seconds between looks into an empty queue


class Command(BaseCommand):
    """Several of these may run at once, on one machine or many."""

    help = "Queue the jobs that are due, queue lost and failed tasks again, and do what is queued."

    def add_arguments(self, parser: CommandParser) -> None:
        rhythm = parser.add_mutually_exclusive_group()
        rhythm.add_argument(
            "--once", action="store_true", help="until the queue is empty, then end"
        )
        rhythm.add_argument(
            "--every",
            type=float,
            default=60,
            metavar="SECONDS",
            help="look at the schedule so often",
        )
        parser.add_argument(
            "--no-work", action="store_true", help="only queue: db_worker processes do the tasks"
        )

    def handle(self, *, once: bool, every: float, no_work: bool, **options: Any) -> None:
        self.worker_id = f"run_jobs-{get_random_string(16)}"
        with Stop() as stop:
            if once:
                queue()
                while not (no_work or stop.asked) and self.do_one():
                    pass
                return
            while not stop.asked:
                self.go_on(stop, until=time.monotonic() + every, no_work=no_work)

    def go_on(self, stop: Stop, *, until: float, no_work: bool) -> None:
        """One look at the schedule, then work or rest until the next."""
        try:
            queue()
            while not stop.asked and time.monotonic() < until:
                if no_work or not self.do_one():
                    time.sleep(min(LOOKS_EVERY, max(until - time.monotonic(), 0)))
        except (OperationalError, InterfaceError) as trouble:
            # The database is away for a while, as at its restart. Its words may hold data.
            logger.error("no work for now: %s", type(trouble).__name__)
            while not stop.asked and time.monotonic() < until:
                time.sleep(LOOKS_EVERY)

    def do_one(self) -> bool:
        """Do one task of the queue; False where it is empty. A look costs no lock."""
        if not DBTaskResult.objects.ready().exists():
            close_old_connections()
            return False
        Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=LOOKS_EVERY,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=self.worker_id,
        ).run()
        return True


def queue() -> None:
    close_old_connections()
    now = timezone.now()
    jobs.queue_again(now, limit=settings.TASK_LIMIT)
    jobs.queue_due(settings.SCHEDULE, now)
