"""Background work: nothing due is lost, nothing is done twice, a failure can be seen."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.auth.models import Group as GroupRow
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from register import jobs, outbox
from register.groups import Group
from register.management.commands import run_jobs
from register.models import ScheduledRun, User
from register.support.schedule import Daily, Every, Job
from register.support.stopping import STOPS
from tests import processes
from tests.register import job_tasks

NOW = datetime.fromisoformat("2026-11-22 12:00+02:00")
DAY = timedelta(days=1)
LIMIT = timedelta(minutes=60)
ADDRESS = "aino.keksitty@kuvitelma.example"
MORNING = Job("morning", "tests.register.job_tasks.run", Daily(at=time(7)))
NOTHING = Job("nothing", "register.jobs.tidy_up", Daily(at=time(7)))

in_the_database = pytest.mark.django_db
# Workers commit and close connections; processes see only what is committed.
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "notes")


def notes(file: str) -> list[str]:
    return Path(file).read_text().splitlines() if Path(file).exists() else []


def only_task() -> Any:
    return DBTaskResult.objects.get()


def do_all() -> None:
    """What a worker would do, here and now."""
    command = run_jobs.Command()
    command.worker_id = "test"
    while command.do_one():
        pass


def retry_now() -> None:
    """Queue again as the scheduler does, as if the wait had passed."""
    jobs.queue_again(timezone.now() - DAY, limit=LIMIT)


# The schedule


def test_every_job_of_the_schedule_is_a_task_with_a_name_of_its_own() -> None:
    assert [jobs.task_of(job).name for job in project.SCHEDULE]
    names = [job.name for job in project.SCHEDULE]
    assert len(set(names)) == len(names)


def test_a_job_that_is_no_task_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^Job x: register\.jobs\.forget_old is no task"):
        jobs.task_of(Job("x", "register.jobs.forget_old", Every(5)))


@committed
def test_a_due_job_is_queued_once() -> None:
    assert jobs.queue_due([NOTHING], NOW) == ["nothing"]
    do_all()
    assert jobs.queue_due([NOTHING], NOW + timedelta(hours=2)) == []
    run = ScheduledRun.objects.get()
    assert run.due_at == NOW.replace(hour=7)
    assert run.task_id == only_task().id


@committed
def test_what_was_missed_is_done_once() -> None:
    jobs.queue_due([NOTHING], NOW)
    do_all()
    assert jobs.queue_due([NOTHING], NOW + 30 * DAY) == ["nothing"]
    do_all()
    assert jobs.queue_due([NOTHING], NOW + 30 * DAY) == []
    assert [run.due_at for run in ScheduledRun.objects.all()] == [
        (NOW + 30 * DAY).replace(hour=7),
        NOW.replace(hour=7),
    ]


@committed
def test_runs_do_not_pile_up_while_nobody_works() -> None:
    assert jobs.queue_due([NOTHING], NOW) == ["nothing"]
    assert jobs.queue_due([NOTHING], NOW + DAY) == []
    do_all()
    assert jobs.queue_due([NOTHING], NOW + DAY) == ["nothing"]


@committed
def test_a_job_moved_to_an_earlier_hour_is_not_done_again_that_day() -> None:
    jobs.queue_due([NOTHING], NOW)
    do_all()
    earlier = Job(NOTHING.name, NOTHING.task, Daily(at=time(5)))
    assert jobs.queue_due([earlier], NOW) == []
    assert jobs.queue_due([earlier], NOW + DAY) == ["nothing"]


@in_the_database
def test_one_look_costs_as_much_for_many_jobs_as_for_one(django_assert_num_queries) -> None:
    many = [Job(f"job {number}", NOTHING.task, Daily(at=time(7))) for number in range(5)]
    jobs.queue_due(many, NOW)
    with django_assert_num_queries(1):
        assert jobs.queue_due(many, NOW) == []


def in_threads(work: Callable[[], Any], *, count: int) -> None:
    """Do the same thing `count` times at the same moment, each with its own connection."""
    together = threading.Barrier(count)
    faults: list[BaseException] = []

    def begin() -> None:
        try:
            together.wait(processes.PATIENCE)
            work()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(processes.PATIENCE)
    assert faults == []


@committed
def test_schedulers_at_the_same_moment_queue_a_job_once() -> None:
    many = [Job(f"job {number}", NOTHING.task, Daily(at=time(7))) for number in range(10)]
    in_threads(lambda: jobs.queue_due(many, NOW), count=4)
    assert ScheduledRun.objects.count() == DBTaskResult.objects.count() == len(many)
    assert set(ScheduledRun.objects.values_list("task_id", flat=True)) == set(
        DBTaskResult.objects.values_list("pk", flat=True)
    )


@committed
def test_a_job_is_queued_with_its_note_or_not_at_all() -> None:
    with pytest.raises(ImportError):
        jobs.queue_due([Job("broken", "register.jobs.nothing_here", Daily(at=time(7)))], NOW)
    assert not ScheduledRun.objects.exists()


# Processes


@committed
def test_commands_at_the_same_time_do_each_job_and_each_task_once(file) -> None:
    for _number in range(20):
        job_tasks.run.enqueue(file)
    commands = [processes.start("run_jobs", "--once") for _number in range(3)]
    for command in commands:
        processes.output_of(command)
    assert len(notes(file)) == 20
    due = sorted(job.name for job in project.SCHEDULE)
    # A five-minute job may fall due once more while this test runs.
    assert sorted(set(ScheduledRun.objects.values_list("job", flat=True))) == due
    assert DBTaskResult.objects.count() == 20 + ScheduledRun.objects.count()
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()
    assert {len(task.worker_ids) for task in DBTaskResult.objects.all()} == {1}


@committed
def test_task_of_a_killed_worker_is_done_again(file) -> None:
    job_tasks.hang_the_first_time.enqueue(file)
    command = processes.start("run_jobs", "--every", "600")
    processes.wait_for(lambda: notes(file))
    os.kill(command.pid, signal.SIGKILL)
    command.communicate(timeout=processes.PATIENCE)
    tasks = DBTaskResult.objects.filter(task_path__endswith="hang_the_first_time")
    assert tasks.get().status == "RUNNING"

    jobs.queue_again(timezone.now(), limit=project.TASK_LIMIT)
    assert tasks.get().status == "RUNNING"  # for all we know it is alive

    jobs.queue_again(timezone.now() + project.TASK_LIMIT, limit=project.TASK_LIMIT)
    assert tasks.get().status == "READY"
    tasks.update(run_after=timezone.now())
    processes.output_of(processes.start("run_jobs", "--once"))
    assert tasks.get().status == "SUCCESSFUL"
    assert len(notes(file)) == len(tasks.get().worker_ids) == 2


@committed
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_lets_the_task_in_hand_finish_and_leaves_the_others(file, tmp_path, number) -> None:
    may_end = tmp_path / "may end"
    first = job_tasks.go_on_when.enqueue(file, str(may_end))
    second = job_tasks.run.using(run_after=timezone.now() + DAY).enqueue(file)
    command = processes.start("run_jobs", "--every", "600")
    processes.wait_for(lambda: notes(file))
    DBTaskResult.objects.filter(pk=second.id).update(run_after=timezone.now() - DAY)
    command.send_signal(number)
    may_end.touch()
    processes.output_of(command)
    assert DBTaskResult.objects.get(pk=first.id).status == "SUCCESSFUL"
    assert DBTaskResult.objects.get(pk=second.id).status == "READY"


@committed
def test_an_idle_command_stops_when_asked_and_takes_what_comes_meanwhile(file) -> None:
    command = processes.start("run_jobs", "--every", "600")
    processes.wait_for(
        lambda: DBTaskResult.objects.filter(status="SUCCESSFUL").count() == len(project.SCHEDULE)
    )
    job_tasks.run.enqueue(file)  # found without waiting for the next look at the schedule
    processes.wait_for(lambda: notes(file))
    command.terminate()
    processes.output_of(command)


@committed
def test_workers_of_their_own_do_what_run_jobs_queues(file) -> None:
    job_tasks.run.enqueue(file)
    call_command("run_jobs", "--once", "--no-work")
    assert notes(file) == []
    assert DBTaskResult.objects.count() == len(project.SCHEDULE) + 1
    worker = ("db_worker", "--batch", "--no-startup-delay")
    workers = [processes.start(*worker) for _number in range(2)]
    for process in workers:
        processes.output_of(process)
    assert len(notes(file)) == 1
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


@committed
def test_the_command_gives_the_signals_back() -> None:
    before = [signal.getsignal(number) for number in STOPS]
    call_command("run_jobs", "--once")
    assert [signal.getsignal(number) for number in STOPS] == before


# Failures


@committed
def test_a_failed_task_is_tried_again_and_succeeds(file) -> None:
    job_tasks.fail_the_first_time.enqueue(file)
    do_all()
    assert only_task().status == "FAILED"
    retry_now()
    do_all()
    assert only_task().status == "SUCCESSFUL"
    assert len(notes(file)) == 2


@committed
def test_a_task_that_keeps_failing_is_left_as_failed(file) -> None:
    job_tasks.fail.enqueue(file)
    for _attempt in range(jobs.ATTEMPTS + 2):
        do_all()
        retry_now()
    task = only_task()
    assert task.status == "FAILED"
    assert len(notes(file)) == len(task.worker_ids) == jobs.ATTEMPTS
    assert task.exception_class_path == "builtins.ValueError"


@committed
def test_each_wait_is_longer_than_the_one_before(file) -> None:
    job_tasks.fail.enqueue(file)
    waits = []
    for _attempt in range(jobs.ATTEMPTS - 1):
        do_all()
        jobs.queue_again(NOW, limit=LIMIT)
        waits.append(only_task().run_after - NOW)
        DBTaskResult.objects.update(run_after=timezone.now() - DAY)
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 4, 16, 64)]


@in_the_database
def test_a_task_whose_workers_are_lost_every_time_is_left_as_failed(file) -> None:
    job_tasks.run.enqueue(file)
    lost = {"status": "RUNNING", "started_at": NOW - LIMIT - DAY}
    DBTaskResult.objects.update(**lost, worker_ids=["w"] * (jobs.ATTEMPTS - 1))
    assert jobs.queue_again(NOW, limit=LIMIT) == 1
    DBTaskResult.objects.update(**lost, worker_ids=["w"] * jobs.ATTEMPTS)
    assert jobs.queue_again(NOW, limit=LIMIT) == 0
    assert (only_task().status, only_task().finished_at) == ("FAILED", NOW)
    assert only_task().task_result.errors[0].exception_class is jobs.WorkerLost


@in_the_database
@pytest.mark.parametrize(("age", "again"), [(LIMIT, 0), (LIMIT + timedelta(seconds=1), 1)])
def test_a_task_is_lost_only_after_the_limit(file, age, again) -> None:
    job_tasks.run.enqueue(file)
    DBTaskResult.objects.update(status="RUNNING", started_at=NOW - age, worker_ids=["w"])
    assert jobs.queue_again(NOW, limit=LIMIT) == again


@committed
def test_what_a_person_gave_is_in_no_trace_of_a_failure(file, capfd) -> None:
    handler = logging.StreamHandler()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        job_tasks.fail.enqueue(file)
        do_all()
    finally:
        root.removeHandler(handler)
    said = capfd.readouterr().err
    assert "state=FAILED builtins.ValueError" in said
    task = only_task()
    assert "job_tasks.py" in task.traceback
    assert task.traceback.endswith("in fail\nbuiltins.ValueError")
    for trace in (said, task.traceback):
        assert "aino" not in trace


# Forgetting


@in_the_database
def test_finished_tasks_and_old_runs_go_and_undone_ones_stay(file) -> None:
    for status in ("READY", "RUNNING", "SUCCESSFUL", "FAILED"):
        for days in (13, 15, 61):
            task = DBTaskResult.objects.filter(pk=job_tasks.run.enqueue(file).id)
            task.update(status=status, finished_at=NOW - timedelta(days=days))
    for due_at in (NOW - timedelta(days=31), NOW - timedelta(days=29)):
        ScheduledRun.objects.create(job="x", due_at=due_at, enqueued_at=due_at)
    jobs.forget_old(NOW)
    left = DBTaskResult.objects.values_list("status", "finished_at")
    assert sorted((status, (NOW - when).days) for status, when in left) == [
        ("FAILED", 13), ("FAILED", 15),
        ("READY", 13), ("READY", 15), ("READY", 61),
        ("RUNNING", 13), ("RUNNING", 15), ("RUNNING", 61),
        ("SUCCESSFUL", 13),
    ]  # fmt: skip
    assert ScheduledRun.objects.get().due_at == NOW - timedelta(days=29)


@in_the_database
def test_ended_sessions_go_and_others_stay() -> None:
    for key, days in (("ended", -1), ("going-on", 1)):
        Session.objects.create(session_key=key, expire_date=NOW + timedelta(days=days))
    jobs.forget_old(NOW)
    assert [session.session_key for session in Session.objects.all()] == ["going-on"]


# The admin


def signed_in(client: Any, group: Group) -> None:
    user = User.objects.create_user("invented", is_staff=True)
    user.groups.add(GroupRow.objects.get(name=group.value))
    client.force_login(user)


PAGES = ["django_tasks_database_dbtaskresult", "register_scheduledrun", "register_outgoingmail"]


@in_the_database
@pytest.mark.parametrize(
    ("group", "sees"),
    [(Group.ADMINISTRATOR, True), (Group.AUDITOR, True), (Group.COMPLIANCE_OFFICER, False)],
)
def test_administrators_and_auditors_look_at_background_work(client, file, group, sees) -> None:
    job_tasks.fail.enqueue(file)
    jobs.queue_due([NOTHING], NOW)
    outbox.queue_mail(key="k", kind="x", to=ADDRESS, subject=ADDRESS, body=ADDRESS)
    signed_in(client, group)
    answers = [client.get(reverse(f"admin:{page}_changelist")) for page in PAGES]
    assert [answer.status_code for answer in answers] == [200 if sees else 403] * 3
    assert ADDRESS not in "".join(answer.content.decode() for answer in answers)


@committed
def test_nobody_changes_it_by_hand(client, file) -> None:
    job_tasks.fail.enqueue(file)
    do_all()
    client.force_login(User.objects.create_superuser("invented", password="x"))
    task = DBTaskResult.objects.get(status="FAILED")
    page = reverse("admin:django_tasks_database_dbtaskresult_change", args=[task.pk])
    shown = client.get(page)
    assert shown.status_code == 200
    assert "builtins.ValueError" in shown.content.decode()
    tasks = reverse("admin:django_tasks_database_dbtaskresult_changelist")
    found = {state: client.get(f"{tasks}?status={state}") for state in ("FAILED", "SUCCESSFUL")}
    assert [page in answer.content.decode() for answer in found.values()] == [True, False]
    assert client.post(page, {"status": "READY"}).status_code == 403
    assert client.get(reverse("admin:register_scheduledrun_add")).status_code == 403


# A database that is away


@committed
@pytest.mark.postgresql  # SQLite has no server to go away
def test_the_command_outlives_a_database_that_throws_it_out(file) -> None:
    command = processes.start("run_jobs", "--every", "1")
    processes.wait_for(
        lambda: DBTaskResult.objects.filter(status="SUCCESSFUL").count() == len(project.SCHEDULE)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    job_tasks.run.enqueue(file)
    processes.wait_for(lambda: notes(file))
    command.terminate()
    processes.output_of(command)
