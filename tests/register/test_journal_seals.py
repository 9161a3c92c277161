"""Sealing, verifying and pruning the journal; every way of tampering with it is found."""

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.db.backends.sqlite3 import base as sqlite
from django.utils import timezone, translation

from register import journal_seals, journal_text
from register.journal import COMMAND, Actor, record, record_many
from register.journal_freezing import freeze, thaw
from register.journal_seals import Unsettled, prune, seal
from register.journal_text import Reading
from register.journal_verification import Anchor, Fault, Kind, verify
from register.models import Act, DataSubject, JournalBlock, JournalEntry, Occasion
from register.models.journal import AppendOnly
from tests.factories import a_membership, a_person, a_user

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def entries(count: int) -> list[int]:
    """So many entries of different acts; their numbers."""
    acts = list(Act)
    return [
        record(
            acts[number % len(acts)],
            about=None,
            by=COMMAND,
            occasion=Occasion.AUDIT if number % 3 else "",
            reference=f"2026/{number}",
            count=number + 1,
            detail={"rows": number, "columns": ["name", "email"]},
        ).pk
        for number in range(count)
    ]


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Three blocks of four entries, and three entries that are not sealed yet."""
    monkeypatch.setattr(journal_seals, "BLOCK", 4)
    numbers = entries(12)
    assert seal(NOW) == 12
    return numbers + entries(3)


def sql(statement: str, *values: Any) -> None:
    """Past model and triggers, as an intruder with the database's password would."""
    thaw(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    freeze(connection)


def alter_entry(number: int, change: str) -> None:
    sql(f"UPDATE register_journalentry SET {change} WHERE id = %s", number)  # noqa: S608


def alter_block(number: int, change: str) -> None:
    sql(f"UPDATE register_journalblock SET {change} WHERE number = %s", number)  # noqa: S608


def remove_entry(number: int) -> None:
    sql("DELETE FROM register_journalentry WHERE id = %s", number)


def faults() -> list[Fault]:
    return verify().faults


def blocks() -> list[tuple[int, int, int, int]]:
    return list(JournalBlock.objects.values_list("number", "first", "last", "entries"))


# Append-only


def test_model_and_queryset_refuse_to_change_or_remove() -> None:
    entries(2)
    seal(NOW)
    for model in (JournalEntry, JournalBlock):
        row = model.objects.get(pk=model.objects.values_list("pk", flat=True)[0])
        for forbidden in (
            row.save,
            row.delete,
            model.objects.all().delete,
            lambda model=model: model.objects.update(id=7),
            lambda model=model, row=row: model.objects.bulk_update([row], ["id"]),
        ):
            with pytest.raises(AppendOnly):
                forbidden()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_journalentry SET act = 'viewed'",
        "DELETE FROM register_journalentry",
        "DELETE FROM register_journalentry WHERE id = (SELECT max(id) FROM register_journalentry)",
        "DELETE FROM register_journalblock",
        "UPDATE register_journalblock SET entries = 1",
        "UPDATE register_journalblock SET pruned_at = sealed_at",  # keeps its content
        # The second one before the first; and with another change at the same time.
        "UPDATE register_journalblock SET pruned_at = sealed_at, content = '' WHERE number = 2",
        "UPDATE register_journalblock SET pruned_at = sealed_at, content = '', last = 99",
    ],
)
def test_the_database_refuses_whoever_comes_with_sql(sealed: list[int], statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert not faults()


@pytest.mark.parametrize(
    ("model", "changed"),
    [
        (JournalEntry, {"act": "'viewed'"}),
        (JournalBlock, {"entries": "1"}),
        (JournalBlock, {"entries": "1", "id": "id + 1000"}),  # the number is unique too
    ],
)
@pytest.mark.sqlite  # PostgreSQL has no REPLACE, and its ON CONFLICT is an UPDATE
def test_the_journal_cannot_be_replaced(
    sealed: list[int], model: Any, changed: dict[str, str]
) -> None:
    before = list(model.objects.values())
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(column, column) for column in columns)
    table = model._meta.db_table
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"REPLACE INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}"  # noqa: S608
        )
    assert list(model.objects.values()) == before


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["register_journalentry", "register_journalblock"])
def test_the_journal_cannot_be_truncated(sealed: list[int], table: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table}")


def test_a_pruned_block_cannot_be_made_whole_again(sealed: list[int]) -> None:
    prune(NOW + timedelta(days=400), months=12)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE register_journalblock SET pruned_at = NULL")


# Sealing


def test_blocks_follow_one_another(sealed: list[int]) -> None:
    assert blocks() == [
        (1, sealed[0], sealed[3], 4),
        (2, sealed[4], sealed[7], 4),
        (3, sealed[8], sealed[11], 4),
    ]
    one, two, three = JournalBlock.objects.all()
    assert one.previous_sha256 == "0" * 64
    assert (two.previous_sha256, three.previous_sha256) == (one.sha256, two.sha256)
    report = verify()
    assert (report.blocks, report.sealed, report.pruned, report.unsealed) == (3, 12, 0, 3)
    assert report.anchor == Anchor(3, three.sha256)
    assert not report.faults


def test_what_is_new_is_sealed_at_the_next_round_and_nothing_twice(sealed: list[int]) -> None:
    assert seal(NOW + timedelta(minutes=10)) == 3
    assert seal(NOW + timedelta(minutes=20)) == 0
    assert blocks()[-1] == (4, sealed[12], sealed[14], 3)
    assert verify().unsealed == 0


def test_an_empty_journal_has_nothing_to_seal() -> None:
    assert seal(NOW) == 0
    report = verify()
    assert (report.blocks, report.sealed, report.unsealed, report.anchor) == (0, 0, 0, None)


def test_sealing_tells_the_log_its_anchor(
    caplog: pytest.LogCaptureFixture, sealed: list[int]
) -> None:
    caplog.set_level(logging.INFO, logger="register.journal_seals")
    seal(NOW)
    (line,) = caplog.messages
    assert line == f"journal sealed: anchor 4:{JournalBlock.objects.get(number=4).sha256}"


@pytest.mark.django_db(transaction=True)
def test_several_sealers_make_one_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_seals, "BLOCK", 5)
    entries(40)
    done: list[int] = []

    def work() -> None:
        try:
            done.append(seal(NOW))
        finally:
            connection.close()

    together(*[work] * 4)
    assert sum(done) == 40
    assert [number for number, *_rest in blocks()] == list(range(1, 9))
    assert not faults()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_entry_that_shows_late_is_never_missed_by_a_seal() -> None:
    """A transaction takes a lower number and commits after a higher one has been sealed."""
    began, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                entries(1)
                began.set()
                go_on.wait(30)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    began.wait(30)
    entries(1)  # a higher number, committed first
    with pytest.raises(Unsettled):
        seal(NOW, patience=timedelta(seconds=0.3))
    assert not JournalBlock.objects.exists()
    threading.Timer(0.3, go_on.set).start()
    assert seal(NOW) == 2
    writer.join()
    assert (verify().sealed, verify().unsealed, faults()) == (2, 0, [])


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_sealing_keeps_nobody_from_writing() -> None:
    """Writers come and go while the sealer waits for a slow one."""
    began, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                entries(1)
                began.set()
                go_on.wait(30)
        finally:
            connection.close()

    def sealer() -> None:
        try:
            seal(NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=slow), threading.Thread(target=sealer)]
    threads[0].start()
    began.wait(30)
    threads[1].start()
    time.sleep(0.2)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '2s'")
    entries(3)
    go_on.set()
    for thread in threads:
        thread.join()
    assert not faults()


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_once_leave_a_whole_journal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal_seals, "BLOCK", 7)

    def write() -> None:
        try:
            for _round in range(10):
                with transaction.atomic():
                    entries(3)
        finally:
            connection.close()

    def seal_often() -> None:
        try:
            for _round in range(10):
                seal(NOW)
        finally:
            connection.close()

    together(write, seal_often, write, seal_often)
    seal(NOW)
    report = verify()
    assert (report.sealed, report.unsealed, report.faults) == (60, 0, [])


def together(*works: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# Tampering. `sealed` is 0–3, 4–7, 8–11 in three blocks.


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-01-01 00:00:00+00:00'",
        "act = 'viewed', count = 99",
        "actor_kind = 'job'",
        "actor_kind = 'user', actor = 5",
        "occasion = 'technical'",
        "reference = '2026/99'",
        "about = 'register.User'",
        "uuid = '0f8fad5b-d9cb-469f-a165-70867728950e'",
        '"row" = 12345',
        "count = 12345",
        "detail = '{}'",
    ],
)
def test_an_altered_entry_is_named(sealed: list[int], change: str) -> None:
    alter_entry(sealed[5], change)
    assert faults() == [Fault(Kind.ALTERED, 2, 1, (sealed[5],))]


def test_every_column_of_an_entry_is_sealed() -> None:
    """A column that is added later has to be sealed as well."""
    fields = {field.column for field in JournalEntry._meta.concrete_fields}
    assert fields == {"id", *journal_text.COLUMNS}


@pytest.mark.parametrize(
    ("place", "beside"), [(4, (3, 5)), (5, (4, 6)), (7, (6,)), (0, (1,)), (11, (10,))]
)
def test_a_removed_entry_is_missed(sealed: list[int], place: int, beside: tuple[int, ...]) -> None:
    remove_entry(sealed[place])
    (fault,) = faults()
    assert (fault.kind, fault.block, fault.count) == (Kind.REMOVED, place // 4 + 1, 1)
    in_block = {sealed[other] for other in beside if other // 4 == place // 4}
    assert set(fault.entries) == in_block


def test_a_whole_block_of_removed_entries_is_missed(sealed: list[int]) -> None:
    sql("DELETE FROM register_journalentry WHERE id BETWEEN %s AND %s", sealed[4], sealed[7])
    assert faults() == [Fault(Kind.REMOVED, 2, 4, ())]


def test_an_entry_put_in_is_named() -> None:
    """Under a number that was left free, such as that of a transaction which was undone."""
    numbers = entries(3)
    remove_entry(numbers[1])
    seal(NOW)
    (later,) = entries(1)
    alter_entry(later, f"id = {numbers[1]}")
    assert faults() == [Fault(Kind.INSERTED, 1, 1, (numbers[1],))]


def test_an_entry_under_another_number_is_found() -> None:
    numbers = entries(3)
    remove_entry(numbers[1])
    seal(NOW)
    alter_entry(numbers[2], f"id = {numbers[1]}")
    assert faults() == [Fault(Kind.RENUMBERED, 1)]


def test_entries_that_changed_places_are_named(sealed: list[int]) -> None:
    first, second = sealed[5], sealed[6]
    for old, new in ((first, -1), (second, first), (-1, second)):
        alter_entry(old, f"id = {new}")
    assert faults() == [Fault(Kind.REORDERED, 2, 2, (first, second))]


def test_an_entry_moved_to_another_block_is_missed_there_and_named_here(sealed: list[int]) -> None:
    alter_entry(sealed[9], "count = count + 1")
    remove_entry(sealed[2])
    assert [(fault.kind, fault.block) for fault in faults()] == [
        (Kind.REMOVED, 1),
        (Kind.ALTERED, 3),
    ]


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ("entries = 5", {Kind.BLOCK_ALTERED}),
        ("first = first - 1", {Kind.BLOCK_ALTERED}),
        ("sealed_at = '2020-01-01 00:00:00+00:00'", {Kind.BLOCK_ALTERED}),
        (f"content_sha256 = '{'a' * 64}'", {Kind.BLOCK_ALTERED}),
        (f"sha256 = '{'a' * 64}'", {Kind.BLOCK_ALTERED, Kind.CHAIN_BROKEN}),
        (f"previous_sha256 = '{'a' * 64}'", {Kind.BLOCK_ALTERED, Kind.CHAIN_BROKEN}),
        ("content = CAST('123456' AS {bytes})", {Kind.BLOCK_ALTERED}),
        ("pruned_at = '2026-12-01 00:00:00+00:00'", {Kind.PRUNED_OUT_OF_ORDER, Kind.INSERTED}),
    ],
)
def test_an_altered_block_is_found(sealed: list[int], change: str, kinds: set[Kind]) -> None:
    change = change.format(bytes="blob" if connection.vendor == "sqlite" else "bytea")
    alter_block(2, change)
    assert {fault.kind for fault in faults()} == kinds


@pytest.mark.parametrize("number", [1, 2])
def test_a_removed_block_is_missed(sealed: list[int], number: int) -> None:
    sql("DELETE FROM register_journalblock WHERE number = %s", number)
    assert Fault(Kind.BLOCK_REMOVED, number, 1) in faults()


def test_an_altered_entry_sealed_anew_in_its_block_breaks_the_chain(sealed: list[int]) -> None:
    """An intruder who makes the altered block right meets the next one."""
    alter_entry(sealed[5], "count = 77")
    block = JournalBlock.objects.get(number=2)
    sealing, marks = journal_text.Content(), b""
    for page in Reading(connection, after=sealed[3]).until(sealed[7]):
        sealing.add(page)
        marks += b"".join(map(journal_text.mark_of, page))
    block.content = sealing.sha256() + marks
    block.content_sha256 = hashlib.sha256(block.content).hexdigest()
    sql(
        "UPDATE register_journalblock SET content = %s, content_sha256 = %s, sha256 = %s "
        "WHERE number = 2",
        block.content,
        block.content_sha256,
        journal_seals.header_hash(block),
    )
    assert faults() == [Fault(Kind.CHAIN_BROKEN, 3)]


def test_only_an_anchor_kept_elsewhere_shows_a_journal_sealed_anew(sealed: list[int]) -> None:
    anchor = verify().anchor
    assert verify(anchor=anchor).faults == []
    sql("DELETE FROM register_journalblock")
    remove_entry(sealed[5])
    seal(NOW)
    assert verify().faults == []
    assert [fault.kind for fault in verify(anchor=anchor).faults] == [Kind.ANCHOR_MISSING]


def test_what_is_not_sealed_yet_is_told_apart(sealed: list[int]) -> None:
    remove_entry(sealed[13])
    report = verify()
    assert (report.sealed, report.unsealed, report.faults) == (12, 2, [])


# The command


def run(*arguments: str) -> tuple[str, int]:
    out = StringIO()
    try:
        with translation.override("en"):
            call_command("verify_journal", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


def test_the_command_tells_sealed_from_unsealed(sealed: list[int]) -> None:
    text, code = run()
    lines = text.splitlines()
    assert code == 0
    assert lines[:2] == [
        "Sealed entries: 12 in 3 blocks; 0 of them are pruned.",
        "Not sealed yet: 3.",
    ]
    assert lines[-1] == "Intact."


def test_the_command_fails_and_names_the_entry(sealed: list[int]) -> None:
    alter_entry(sealed[5], "count = 77")
    text, code = run("--format", "json")
    told = json.loads(text)
    assert code == 1
    assert (told["intact"], told["sealed"], told["unsealed"]) == (False, 12, 3)
    assert told["faults"] == [{"kind": "altered", "block": 2, "count": 1, "entries": [sealed[5]]}]
    text, code = run()
    assert code == 1
    assert text.splitlines()[-2:] == [
        f"Block 2: entries altered: 1 (numbers {sealed[5]})",
        "The journal is not as it was sealed.",
    ]


def test_the_command_compares_with_an_anchor(sealed: list[int]) -> None:
    last = JournalBlock.objects.get(number=3)
    assert run("--anchor", f"3:{last.sha256}")[1] == 0
    assert run("--anchor", f"3:{'0' * 64}")[1] == 1


# Pruning


def test_old_blocks_are_pruned_from_the_front_and_leave_their_anchor(sealed: list[int]) -> None:
    later = NOW + timedelta(days=100)
    seal(later)
    assert prune(NOW + timedelta(days=400), months=12) == 12
    assert set(JournalEntry.objects.values_list("pk", flat=True)) > set(sealed[12:])
    assert not JournalEntry.objects.filter(pk__lte=sealed[11]).exists()
    assert [block.pruned_at is not None for block in JournalBlock.objects.all()] == [
        *[True] * 3,
        False,
    ]
    report = verify()
    assert (report.blocks, report.sealed, report.pruned, report.faults) == (4, 15, 12, [])
    trace = JournalEntry.objects.latest("pk")
    assert (trace.act, trace.actor_kind, trace.occasion, trace.count, trace.detail) == (
        "erased",
        "job",
        "retention",
        12,
        {"last": 3, "blocks": 3},
    )


@pytest.mark.parametrize(
    ("day", "removed"), [(datetime(2027, 11, 22, 23, tzinfo=UTC), 12), (NOW, 0)]
)
def test_both_sides_of_the_last_day(sealed: list[int], day: datetime, removed: int) -> None:
    assert prune(day, months=12) == removed


def test_the_last_day_itself_is_kept(sealed: list[int]) -> None:
    assert prune(datetime(2027, 11, 22, 12, tzinfo=UTC), months=12) == 0
    assert prune(datetime(2027, 11, 23, 12, tzinfo=UTC), months=12) == 12


def test_what_is_not_sealed_is_never_pruned() -> None:
    entries(3)
    assert prune(NOW + timedelta(days=4000), months=1) == 0
    assert JournalEntry.objects.count() == 3


def test_a_row_put_back_where_a_block_was_pruned_is_found(sealed: list[int]) -> None:
    prune(NOW + timedelta(days=400), months=12)
    alter_entry(sealed[13], f"id = {sealed[6]}")
    assert faults() == [Fault(Kind.INSERTED, 2, 1)]


def test_a_pruned_block_still_shows_when_it_was_altered(sealed: list[int]) -> None:
    prune(NOW + timedelta(days=400), months=12)
    alter_block(1, "entries = 400")
    assert faults() == [Fault(Kind.BLOCK_ALTERED, 1)]


# Moved from one database to the other


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[str]:
    """An SQLite database with the journal's tables."""
    place = {
        **connections.databases["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "copy.sqlite3"),
        "OPTIONS": {},
    }
    # Under the name of the test's own database, or Django would keep the test away from it.
    wrapper = sqlite.DatabaseWrapper(place, DEFAULT_DB_ALIAS)
    connections.databases["copy"] = place
    connections["copy"] = wrapper
    with wrapper.schema_editor() as editor:
        for model in (JournalEntry, JournalBlock):
            editor.create_model(model)
    yield "copy"
    wrapper.close()
    del connections["copy"], connections.databases["copy"]


def test_a_journal_moved_to_the_other_database_still_verifies(copy: str) -> None:
    kept_by = a_membership()
    person = a_person(kept_by)
    a_person(kept_by)
    staff = Actor.staff(a_user())
    record(Act.VIEWED, about=person, by=staff, occasion=Occasion.BILLING, reference="A-1/2")
    record(Act.IMPORTED, about=None, by=COMMAND, count=3, detail={"zz": True, "a": 1, "b": [1]})
    record_many(Act.EXPORTED, DataSubject.objects.all(), by=staff, detail={"columns": ["a", "b"]})
    whole = JournalEntry(
        at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),  # without a fraction of a second
        act=Act.VIEWED,
        actor_kind="job",
        about="register.Order",
        row=2**40,
    )
    whole.save()
    record(Act.VIEWED, about=None, by=COMMAND).at = timezone.now()
    seal(NOW)
    for model in (JournalEntry, JournalBlock):
        model.objects.using(copy).bulk_create(model.objects.all())
    (here,) = Reading(connection, after=0).until(2**60)
    (there,) = Reading(connections[copy], after=0).until(2**60)
    assert there == here
    report = verify(using=copy)
    assert (report.sealed, report.unsealed, report.faults) == (6, 0, [])
