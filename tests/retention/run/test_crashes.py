"""Killed, cut off, out of room, twice at once: what is left is what one undisturbed run leaves.

Two registers hold the same people. One is run undisturbed; the other is disturbed at random points
and resumed until the run is finished. Then both hold the same, nothing twice and nothing half.
"""

import os
import pwd
import random
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from shutil import which

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from register.enums import DataCategory, SubjectKind
from register.journal import JOB
from register.models import DataSubject, Interaction, SubjectGroup
from retention import run as running
from retention.enums import Action, Trigger
from retention.ledger import CannotFile
from retention.models import (
    LedgerChoice,
    LedgerEntry,
    Outcome,
    Plan,
    RetentionRule,
    RuleCategory,
    Run,
)
from retention.run import run
from tests import factories as make
from tests import processes
from tests.retention.run.planning import (
    Picture,
    a_carried_rule,
    a_former_customer,
    an_approved_plan,
    category,
    row,
    somebody_whole,
    states,
    whole,
)

pytestmark = pytest.mark.django_db(transaction=True)
C = DataCategory
SEED = int(os.environ.get("SEED", "0")) or random.randrange(1_000_000)  # noqa: S311 # told
PEOPLE = 10
BATCH = 3

# A run in a process of its own that the kernel kills at its n-th statement, wherever that is.
KILLED = """
import os, signal
from django.db import connection
from django.utils import timezone
from register.journal import JOB
from retention import run as running
from retention.models import Plan
running.AT_ONCE = {batch}
seen = 0
def count(execute, sql, params, many, context):
    global seen
    seen += 1
    if seen == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(count):
    running.run(Plan.objects.get(pk={plan}), actor=JOB, now=timezone.now())
print("statements:", seen)
"""


class World:
    """A register with people who go whole, in part, by rows or not at all, and its plan."""

    def __init__(self, slug: str) -> None:
        register = make.a_register(slug)
        self.kept_by = make.a_membership(register, make.a_controller(slug))
        rule = a_carried_rule(register)
        contacts = a_carried_rule(register, "yhteydet", Trigger.EVENT, length=0)
        RuleCategory.objects.create(rule=contacts, category=C.INTERACTION)
        figures = a_carried_rule(register, "luvut")
        RetentionRule.objects.filter(pk=figures.pk).update(action=Action.ANONYMISE)
        for one, kind in (
            (rule, SubjectKind.PERSON_CUSTOMER),
            (figures, SubjectKind.PROSPECT),
        ):
            group = SubjectGroup.objects.create(
                register=register, key=kind, kind=kind, name_fi=kind
            )
            one.subject_groups.add(group)
        items = []
        for number in range(PEOPLE):
            due = a_former_customer(self.kept_by, f"A-{number}")
            make.a_contact_point(due, f"entinen{number}@satumaa.example")
            items.append(whole(due, rule))
        one, other = (
            somebody_whole(self.kept_by, f"B-{number}", "Osittainen") for number in range(2)
        )
        DataSubject.objects.filter(pk=other.pk).update(kind=SubjectKind.PROSPECT)
        items += [
            category(one, C.PHONE, rule),
            category(one, C.EMAIL, rule),
            row(Interaction.objects.get(subject=other), C.INTERACTION, contacts),
            whole(other, figures, outcome=Outcome.ANONYMISE),
        ]
        self.stays = somebody_whole(self.kept_by, "C-1", "Pysyväinen")
        held = a_former_customer(self.kept_by, "A-99")
        items.append(whole(held, rule))
        self.plan: Plan = an_approved_plan(register, *items)
        DataSubject.objects.filter(pk=held.pk).update(restricted_at=timezone.now())
        self.picture = Picture(self.kept_by)
        self.statements = 0  # of its whole run, once it was run undisturbed

    def left(self):
        return self.picture.now()


@pytest.fixture
def undisturbed(monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", BATCH)
    world = World("rauhassa")

    def count(execute, sql, params, many, context):
        world.statements += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        run(world.plan, actor=JOB, now=timezone.now())
    return world


@pytest.fixture
def disturbed(undisturbed):
    return World("hairitty")


def finish(world):
    return run(world.plan, actor=JOB, now=timezone.now())


def is_as_if_undisturbed(disturbed, undisturbed):
    assert finish(disturbed).finished_at, f"SEED={SEED}"
    assert disturbed.left() == undisturbed.left(), f"SEED={SEED}"
    notes = [Run.objects.get(plan=world.plan) for world in (disturbed, undisturbed)]
    assert len({(note.done, note.skipped) for note in notes}) == 1
    assert states(disturbed.plan).count("done") == PEOPLE + 4
    assert disturbed.left()["ledger"].total() == PEOPLE + 4


def killed_at(plan, statement):
    """Whether the kernel killed it; False where it came to its end before."""
    script = KILLED.format(plan=plan.pk, at=statement, batch=BATCH)
    process = processes.start("shell", "-v", "0", "-c", script)
    said, _nothing = process.communicate(timeout=processes.PATIENCE)
    assert process.returncode in (0, -signal.SIGKILL), said
    return process.returncode != 0


@pytest.mark.slow
def test_killed_by_the_kernel_at_random_points(disturbed, undisturbed):
    draw, kills = random.Random(SEED), 0  # noqa: S311
    for _process in range(6):
        if not killed_at(disturbed.plan, draw.randrange(20, undisturbed.statements)):
            break
        kills += 1
    assert kills, f"SEED={SEED}"
    is_as_if_undisturbed(disturbed, undisturbed)


def test_killed_once_in_the_middle_of_a_batch(disturbed, undisturbed):
    assert killed_at(disturbed.plan, undisturbed.statements // 2)
    begun = Run.objects.get(plan=disturbed.plan)
    assert begun.finished_at is None
    assert begun.done + begun.skipped == sum(map(bool, states(disturbed.plan)))
    assert LedgerEntry.objects.filter(uuid__in=list(disturbed.picture.names)).count() == begun.done
    is_as_if_undisturbed(disturbed, undisturbed)


@pytest.mark.postgresql
def test_cut_off_from_the_database_at_random_points(disturbed, undisturbed):
    draw, cuts = random.Random(SEED), 0  # noqa: S311
    for _cut in range(8):
        cuts += cut_off_at(disturbed.plan, draw.randrange(20, undisturbed.statements))
    assert cuts, f"SEED={SEED}"
    is_as_if_undisturbed(disturbed, undisturbed)


def cut_off_at(plan, statement):
    seen = 0

    def count(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == statement:
            pid = connection.connection.info.backend_pid
            place = connection.get_connection_params()
            known = {name: place[name] for name in ("host", "user", "dbname")}
            with psycopg.connect(**known, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(count):
            run(plan, actor=JOB, now=timezone.now())
    except OperationalError:
        return True
    finally:
        connection.close()
    return False


@pytest.mark.sqlite
def test_out_of_room_in_the_database(disturbed, undisturbed):
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        full = 0
        for room in range(2, 40, 2):
            cursor.execute(f"PRAGMA max_page_count = {pages + room}")
            try:
                finish(disturbed)
            except OperationalError:
                full += 1
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert full
    is_as_if_undisturbed(disturbed, undisturbed)


MORE_ROOM = 64 * 1024
GROWING = ("retention_ledgerentry", "register_journalentry", "retention_planitem")


@pytest.fixture
def a_full_volume(transactional_db, tmp_path):
    """A small volume of its own for the tables that grow; filled, and given room bit by bit."""
    with tempfile.TemporaryDirectory(prefix="seloste-full-") as folder:
        owner = pwd.getpwnam("nobody")
        subprocess.run(
            [
                which("mount"),
                *("-t", "tmpfs", "-o", f"size=8m,uid={owner.pw_uid}"),
                "tmpfs",
                folder,
            ],
            check=True,
        )
        place, filler = Path(folder, "tables"), Path(folder, "filler")
        place.mkdir()
        os.chown(place, owner.pw_uid, owner.pw_gid)
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE TABLESPACE little LOCATION '{place}'")
                for table in GROWING:
                    cursor.execute(f"ALTER TABLE {table} SET (fillfactor = 10)")
                    cursor.execute(f"ALTER TABLE {table} SET TABLESPACE little")
            yield filler
            filler.unlink(missing_ok=True)
            with connection.cursor() as cursor:
                for table in GROWING:
                    cursor.execute(f"ALTER TABLE {table} RESET (fillfactor)")
                    cursor.execute(f"ALTER TABLE {table} SET TABLESPACE pg_default")
                cursor.execute("DROP TABLESPACE little")
        finally:
            subprocess.run([which("umount"), "--lazy", folder], check=True)


def fill(filler):
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"0" * 4096):
            pass


@pytest.mark.postgresql
@pytest.mark.volume
def test_out_of_room_on_the_volume(disturbed, undisturbed, a_full_volume):
    fill(a_full_volume)
    full = 0
    for _try in range(40):
        try:
            finish(disturbed)
            break
        except OperationalError as trouble:
            full += isinstance(trouble.__cause__, psycopg.errors.DiskFull)
        os.truncate(a_full_volume, max(0, a_full_volume.stat().st_size - MORE_ROOM))
    assert full > 1
    is_as_if_undisturbed(disturbed, undisturbed)


def test_out_of_room_for_the_ledgers_file(disturbed, undisturbed, settings, tmp_path):
    settings.LEDGER_FILE = "/dev/full"
    for _try in range(3):
        with pytest.raises(CannotFile, match="LEDGER_FILE"):
            finish(disturbed)
    settings.LEDGER_FILE = str(tmp_path / "ledger.jsonl")
    is_as_if_undisturbed(disturbed, undisturbed)
    lines = (tmp_path / "ledger.jsonl").read_text().splitlines()
    told = LedgerEntry.objects.count() + LedgerChoice.objects.count()
    assert len(lines) == len(set(lines)) == told


AT_WORK = """
import time
from pathlib import Path
from shutil import which
from django.utils import timezone
from register.journal import JOB
from retention import run as running
from retention.models import Plan
running.AT_ONCE = {batch}
def look(progress):
    if progress.done:
        Path({sign!r}).touch()
        while Path({sign!r}).exists():
            time.sleep(0.02)
running.run(Plan.objects.get(pk={plan}), actor=JOB, now=timezone.now(), progress=look)
"""


def test_of_two_at_once_one_does_the_work_and_the_other_says_so(disturbed, undisturbed, tmp_path):
    sign = tmp_path / "at work"
    script = AT_WORK.format(plan=disturbed.plan.pk, batch=100, sign=str(sign))
    first = processes.start("shell", "-v", "0", "-c", script)
    processes.wait_for(lambda: sign.exists() or first.poll() is not None)
    for command in (["run", "--plan", str(disturbed.plan.pk), "--resume"], ["run"]):
        with pytest.raises(CommandError, match="Another retention run is going on"):
            call_command("retention", *command)
    with pytest.raises(CommandError, match="Another retention run is going on"):
        call_command("replay_erasures")
    sign.unlink()
    assert first.wait(processes.PATIENCE) == 0, first.communicate()
    is_as_if_undisturbed(disturbed, undisturbed)
