"""What an import of people costs: every row checked, matched, written, indexed and journalled.

    .venv/bin/python -m benchmarks.people_import --database postgresql --rows 100000

The floor: the very rows that the import leaves behind, put into the same tables by COPY
(PostgreSQL) or executemany (SQLite), in one transaction, with nothing read, checked or matched.
"""

import argparse
import io
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.scratch import peak_megabytes, scratch_database, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rows", type=int, default=100_000)
    arguments = parser.parse_args()
    with scratch_database(arguments.database), tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "people.csv", arguments.rows)


def measure(path: Path, rows: int) -> None:
    write_file(path, rows)
    bring_in(path, a_place("full"))  # what is measured comes into a register that has people
    place = a_place("measured")
    spent = bring_in(path, place)
    memory = peak_megabytes()
    whole = sum(spent.values())
    floor = put_again(place, a_place("floor"))
    for stage, took in spent.items():
        say(stage, rows, took, floor)
    say("import", rows, whole, floor)
    say("floor", rows, floor, floor)
    again = bring_in(path, place)
    say("the same file again: nothing changes", rows, sum(again.values()), floor)
    print(f"memory of the process at its most: {memory:.0f} MB")  # noqa: T201


def say(what: str, rows: int, took: float, floor: float) -> None:
    ratio = took / floor
    print(f"{what:40} {took:8.2f} s  {rows / took:>10,.0f} rows/s  {ratio:6.2f} x")  # noqa: T201


def write_file(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write("Asiakasnumero;Sukunimi;Etunimi;Sähköposti;Puhelin;Osoite;Postinumero;")
        out.write("Postitoimipaikka;Asiakkuus alkoi\n")
        for number in range(rows):
            out.write(f"N{number};Mitattava{number};Aino Maria;a{number}@mitta.example;")
            out.write(f"04{number:08};Mittatie {number % 99};00100;Helsinki;1.9.2020\n")


def a_place(slug: str) -> Any:
    from register.models import Controller, Register, RegisterController  # noqa: PLC0415

    controller, _is_new = Controller.objects.get_or_create(key="mitta", name="Mitta Oy")
    register = Register.objects.create(slug=slug)
    return RegisterController.objects.create(register=register, controller=controller)


def bring_in(path: Path, place: Any) -> dict[str, float]:
    """Seconds of each stage."""
    from datetime import date  # noqa: PLC0415

    from register.imports.reading import Format, settle  # noqa: PLC0415 # Django is set up only now
    from register.imports.running import Work, begin  # noqa: PLC0415
    from register.imports.source import look_at  # noqa: PLC0415

    with path.open("rb") as file:
        facts = look_at(file)
        reading = settle(file, facts, Format(), register=place.register, told_columns={})
        work = Work(begin(place, facts, reading), today=date(2026, 11, 22))
        spent = {
            "read": seconds(lambda: work.read(file)),
            "check": seconds(work.check),
            "write": seconds(work.write),
        }
    assert not work.run.bad  # noqa: S101
    return spent


def put_again(place: Any, other: Any) -> float:
    """The rows of one place once more, as another's; the seconds that alone takes."""
    from django.db import connection, transaction  # noqa: PLC0415

    held = [
        (table, names, taken(table, values, chosen))
        for table, names, values, chosen in tables(place, other)
    ]

    def put() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, names, rows in held:
                if connection.vendor == "postgresql":
                    command = f"COPY {table} ({names}) FROM STDIN"
                    with cursor.copy(command) as copy:
                        copy.write(rows)
                else:
                    marks = ", ".join("%s" for _name in names.split(", "))
                    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
                    cursor.executemany(statement, rows)

    return seconds(put)


def taken(table: str, values: str, chosen: str) -> Any:
    from django.db import connection  # noqa: PLC0415

    statement = f"SELECT {values} FROM {table} WHERE {chosen}"  # noqa: S608 # our own names
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            out = io.BytesIO()
            with cursor.copy(f"COPY ({statement}) TO STDOUT") as copy:
                for piece in copy:
                    out.write(piece)
            return out.getvalue()
        cursor.execute(statement)
        return cursor.fetchall()


def tables(place: Any, other: Any) -> list[tuple[str, str, str, str]]:
    """Table, its columns, how each is taken, and which rows: people and all that hangs on them."""
    from django.db import connection  # noqa: PLC0415

    from register.models import (  # noqa: PLC0415
        ContactPoint,
        DataSubject,
        JournalEntry,
        SearchText,
        SubjectAddress,
    )

    people = DataSubject._meta.db_table
    theirs = f"SELECT id FROM {people} WHERE kept_by_id = {place.pk}"  # noqa: S608 # a number
    uuids = f"SELECT uuid FROM {people} WHERE kept_by_id = {place.pk}"  # noqa: S608
    chosen = {
        DataSubject: f"kept_by_id = {place.pk}",
        ContactPoint: f"subject_id IN ({theirs})",
        SubjectAddress: f"subject_id IN ({theirs})",
        SearchText: f"subject_id IN ({theirs})",
        JournalEntry: f"uuid IN ({uuids})",
    }
    random_uuid = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}
    found = []
    for model, which in chosen.items():
        fields: Any = [one for one in model._meta.concrete_fields if not one.generated]
        taking = []
        for field in fields:
            column = f'"{field.column}"'
            if column in ('"id"', '"subject_id"'):
                taking.append(f"{column} + 10000000")
            elif column == '"kept_by_id"':
                taking.append(str(other.pk))
            elif column == '"uuid"':
                taking.append(random_uuid[connection.vendor])
            else:
                taking.append(column)
        names = ", ".join(f'"{field.column}"' for field in fields)
        found.append((model._meta.db_table, names, ", ".join(taking), which))
    return found


if __name__ == "__main__":
    main()
