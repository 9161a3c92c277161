"""What the journal costs: appending set-wise and one by one, sealing, verifying.

    .venv/bin/python -m benchmarks.journal --database postgresql --rows 1000000

The floor of appending is a hand-written INSERT … SELECT of the same rows: into the journal itself,
and into a bare table of the same columns and indexes, without constraints and triggers. The peer is
django-auditlog.
"""

import argparse
from collections.abc import Callable

from benchmarks.scratch import peak_megabytes, scratch_database, seconds

PEOPLE = 100_000
SINGLE = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rows", type=int, default=1_000_000, help="entries to verify")
    arguments = parser.parse_args()
    with scratch_database(arguments.database):
        measure(arguments.rows)


def measure(rows: int) -> None:
    from django.utils import timezone  # noqa: PLC0415 # Django is set up only now

    from register.journal_seals import seal  # noqa: PLC0415
    from register.journal_verification import verify  # noqa: PLC0415
    from register.models import JournalEntry  # noqa: PLC0415

    make_people()
    make_plain_table()
    ways: dict[str, Callable[[], object]] = {
        "by hand": lambda: by_hand("register_journalentry"),
        "record_many": record_many,
        "by hand, bare table": lambda: by_hand("plain"),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _round in range(max(rows // PEOPLE // 2, 1)):  # in turns, so that all meet the same machine
        for name, work in ways.items():
            best[name] = min(best[name], seconds(work))
    for name, spent in best.items():
        say(f"appended set-wise, {name} ({spent / best['by hand']:.2f} x)", PEOPLE, spent)
    floor = seconds(one_by_one_by_hand)
    for name, work in {"journal": one_by_one, "django-auditlog": auditlog}.items():
        spent = seconds(work)
        say(f"appended one by one, {name} ({spent / floor:.2f} x)", SINGLE, spent)
    say("appended one by one, by hand", SINGLE, floor)
    count = JournalEntry.objects.count()
    say("sealed", count, seconds(lambda: seal(timezone.now())))
    before = peak_megabytes()
    say("verified", count, seconds(verify))
    print(f"memory while verifying: {before:.0f} -> {peak_megabytes():.0f} MB")  # noqa: T201
    assert not verify().faults  # noqa: S101


def say(what: str, count: int, spent: float) -> None:
    print(f"{what:50} {count:>9,} rows  {spent:8.2f} s  {count / spent:>10,.0f} rows/s")  # noqa: T201


def make_people() -> None:
    from register.models import (  # noqa: PLC0415
        Controller,
        DataSubject,
        Register,
        RegisterController,
    )

    kept_by = RegisterController.objects.create(
        register=Register.objects.create(slug="mitattavat"),
        controller=Controller.objects.create(key="mitta", name="Mitta Oy"),
    )
    people = (DataSubject(kept_by=kept_by, kind="other") for _number in range(PEOPLE))
    DataSubject.objects.bulk_create(people, batch_size=5_000)


def make_plain_table() -> None:
    """The journal's columns and indexes, without its triggers."""
    from django.db import connection, models  # noqa: PLC0415

    from register.models import JournalEntry  # noqa: PLC0415

    fields = {field.name: field.clone() for field in JournalEntry._meta.concrete_fields}
    indexes = [
        models.Index(fields=index.fields, condition=index.condition, name=f"plain_{number}")
        for number, index in enumerate(JournalEntry._meta.indexes)
    ]
    meta = type("Meta", (), {"app_label": "register", "db_table": "plain", "indexes": indexes})
    plain = type("Plain", (models.Model,), {**fields, "Meta": meta, "__module__": __name__})
    with connection.schema_editor() as editor:
        editor.create_model(plain)


def execute(sql: str, *values: object) -> None:
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


COLUMNS = 'at, act, actor_kind, actor, occasion, reference, about, uuid, "row", count, detail'


def by_hand(table: str) -> None:
    execute(
        f"INSERT INTO {table} ({COLUMNS}) "  # noqa: S608 # our own names
        "SELECT %s, 'exported', 'command', NULL, 'migration', '', 'register.DataSubject', "
        "uuid, id, 1, '{}' FROM register_datasubject ORDER BY id",
        "2026-11-22 10:00:00+00:00",
    )


def record_many() -> None:
    from register import journal  # noqa: PLC0415
    from register.models import Act, DataSubject, Occasion  # noqa: PLC0415

    everybody = DataSubject.objects.all()
    journal.record_many(Act.EXPORTED, everybody, by=journal.COMMAND, occasion=Occasion.MIGRATION)


def one_after_another(work: Callable[[object], object]) -> None:
    from register.models import DataSubject  # noqa: PLC0415

    for person in list(DataSubject.objects.all()[:SINGLE]):
        work(person)


def one_by_one_by_hand() -> None:
    one_after_another(
        lambda person: execute(
            f"INSERT INTO plain ({COLUMNS}) VALUES (%s, 'viewed', 'command', "  # noqa: S608
            "NULL, 'audit', '', 'register.DataSubject', %s, %s, 1, '{}')",
            *("2026-11-22 10:00:00+00:00", person.uuid.hex, person.pk),  # type: ignore[attr-defined]
        )
    )


def one_by_one() -> None:
    from register.journal import COMMAND, record  # noqa: PLC0415
    from register.models import Act, Occasion  # noqa: PLC0415

    one_after_another(
        lambda person: record(
            Act.VIEWED,
            about=person,
            by=COMMAND,
            occasion=Occasion.AUDIT,  # type: ignore[arg-type]
        )
    )


def auditlog() -> None:
    from auditlog.models import LogEntry  # noqa: PLC0415

    one_after_another(
        lambda person: LogEntry.objects.log_create(
            person, force_log=True, action=LogEntry.Action.ACCESS
        )
    )


if __name__ == "__main__":
    main()
