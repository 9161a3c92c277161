"""`import_subjects`: what it says; killed anywhere and run again, it ends as one run."""

import csv
import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.models import Q

from register.models import (
    ContactPoint,
    DataSubject,
    Import,
    ImportFault,
    ImportMapping,
    ImportOutcome,
    ImportRow,
    JournalEntry,
    MarketingBan,
    Organisation,
    RegisterController,
    SearchText,
    SubjectAddress,
)
from register.models.imports import Stage
from register.support.progress import Bar
from tests import processes
from tests.factories import a_controller, a_membership, a_person, a_register
from tests.register.people.importing import a_file, command

HEADINGS = "Asiakasnumero;Sukunimi;Etunimi;Sähköposti"
GOOD = f"{HEADINGS}\n1;Kuvitelma;Aino;aino@kuvitelma.example\n2;Satunen;Eino;\n"
BAD = f"{GOOD}3;Haave;Impi;ei osoite\n"

in_the_database = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept_by():
    return a_membership(a_register(), a_controller())


# What it says


@in_the_database
def test_a_rehearsal_tells_and_changes_nothing(kept_by, tmp_path):
    said = command(a_file(tmp_path, GOOD), dry_run=True)
    assert "2 new, 0 changed, 0 unchanged, 0 kept out, 0 bad." in said
    assert "nothing was changed" in said
    left = [DataSubject, Import, ImportRow, ImportOutcome, ImportMapping, JournalEntry]
    assert [model for model in left if model.objects.exists()] == []


@in_the_database
@pytest.mark.parametrize(
    ("text", "options", "status", "people"),
    [
        (GOOD, {}, 0, 2),
        (GOOD, {"dry_run": True}, 0, 0),
        (BAD, {}, 1, 0),
        (BAD, {"dry_run": True}, 1, 0),
        (BAD, {"accept_good": True}, 0, 2),
    ],
)
def test_the_exit_status_tells_whether_all_came_in_that_was_asked_for(
    kept_by, tmp_path, text, options, status, people
):
    path = a_file(tmp_path, text)
    ended = 0
    try:
        command(path, **options)
    except SystemExit as end:
        ended = int(end.code or 0)
    assert (ended, DataSubject.objects.count()) == (status, people)


@in_the_database
def test_bad_rows_are_listed_in_a_file_without_their_values(kept_by, tmp_path):
    errors = tmp_path / "virheet.csv"
    with pytest.raises(SystemExit):
        command(a_file(tmp_path, BAD), errors=errors)
    text = errors.read_text(encoding="utf-8-sig")
    assert list(csv.reader(text.splitlines(), delimiter=";")) == [
        ["Row", "Column", "Reason"],
        ["4", "Sähköposti", "not an e-mail address, such as nimi@esimerkki.fi"],
    ]
    assert Import.objects.get().stage == Stage.REFUSED


@in_the_database
def test_a_column_that_was_told_once_is_known_the_next_time(kept_by, tmp_path):
    text = GOOD.replace("Asiakasnumero", "Avain")
    with pytest.raises(CommandError, match="“Avain”: This heading is not known"):
        command(a_file(tmp_path, text))
    command(a_file(tmp_path, text), column=["Avain=customer_number"])
    command(a_file(tmp_path, "Avain;Sukunimi\n3;Unelma"))
    assert DataSubject.objects.count() == 3


@in_the_database
def test_the_same_file_is_not_imported_twice_by_mistake(kept_by, tmp_path):
    path = a_file(tmp_path, GOOD)
    command(path)
    assert "was imported before" in command(path)
    assert "2 unchanged" in command(path, again=True)


@in_the_database
def test_a_register_of_several_controllers_asks_whose_people_they_are(kept_by, tmp_path):
    second = a_membership(kept_by.register, a_controller("toinen", name="Toinen Oy"))
    with pytest.raises(CommandError, match="--controller"):
        command(a_file(tmp_path, GOOD))
    command(a_file(tmp_path, GOOD), controller="toinen")
    assert set(DataSubject.objects.values_list("kept_by", flat=True)) == {second.pk}


@in_the_database
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"register": "toinen"}, "no register of this name"),
        ({"reference": "Aino K"}, "short code"),
        ({"source": "ei-ole"}, "no source of this key"),
        ({"column": ["Avain"]}, "HEADING=MEANING"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_words(kept_by, tmp_path, arguments, words):
    with pytest.raises(CommandError, match=words):
        command(a_file(tmp_path, GOOD), **arguments)


def test_progress_is_drawn_for_who_waits_and_only_then():
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

        def write(self, text: str, ending: str = "") -> int:
            return super().write(text)

    terminal, pipe = Terminal(), StringIO()
    for stream in (terminal, pipe):
        bar = Bar(stream)
        bar.show(0.5, "being read, 10 rows")
        bar.show(1, "being read, 20 rows")
        bar.clear()
    assert "50% being read, 10 rows" in terminal.getvalue()
    assert "100% being read, 20 rows" in terminal.getvalue()
    assert pipe.getvalue() == ""


@committed
def test_a_fault_nobody_foresaw_is_told_without_anybodys_data(kept_by, tmp_path):
    """PostgreSQL quotes the row that it refuses; the command tells the kind and the place."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNIQUE INDEX one_name ON register_datasubject (family_name)")
    path = a_file(tmp_path, f"{HEADINGS}\n1;Haave;Impi;\n2;Haave;Eino;eino@haave.example\n")
    try:
        process = started(path, "--traceback")
        said, _nothing = process.communicate(timeout=processes.PATIENCE)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX one_name")
    assert process.returncode == 1
    assert "IntegrityError" in said
    assert "writing.py:" in said
    assert "haave" not in said.casefold()
    assert not DataSubject.objects.exists()


# Processes


def started(path: Path, *more: str, register: str = "asiakkaat") -> "subprocess.Popen[str]":
    return processes.start("import_subjects", str(path), "--register", register, *more)


@pytest.fixture(autouse=True)
def _nothing_goes_on() -> Iterator[None]:
    yield
    processes.stop_all()


def many(folder: Path, count: int, name: str = "monta.csv") -> Path:
    """New people, some with an organisation, an address, a ban; every thousandth row is bad."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="\r\n") as out:
        out.write("Asiakasnumero;Sukunimi;Etunimi;Sähköposti;Puhelin;Yritys;Osoite;Postinumero;")
        out.write("Postitoimipaikka;Markkinointikielto;Asiakkuus alkoi\n")
        for number in range(count):
            firm = f"Kuvitelma {number % 500} Oy" if number % 7 == 0 else ""
            home = "Tie 1;00100;Kylä" if number % 3 == 0 else ";;"
            ban = "kyllä" if number % 50 == 0 else ""
            day = "31.9.2020" if number % 1000 == 999 else "1.9.2020"
            out.write(f"N{number};Sepitetty{number};Aino;a{number}@k.example;04{number:08};")
            out.write(f"{firm};{home};{ban};{day}\n")
    return path


def known_before(kept_by: RegisterController) -> None:
    """Some whom the file changes, and some whom it leaves as they are."""
    people = [
        a_person(kept_by, customer_number=f"N{number}", family_name=f"Ennen{number}")
        for number in range(0, 200, 4)
    ]
    assert len(people) == 50


def held(kept_by: RegisterController) -> dict[str, str]:
    """A digest of everything an import writes, without numbers of rows and moments."""
    people = DataSubject.objects.filter(kept_by=kept_by)
    number = "subject__customer_number"
    names = dict(people.values_list("uuid", "customer_number"))
    entries = JournalEntry.objects.filter(uuid__in=names)
    rows: dict[str, Iterable[Any]] = {
        "people": people.values_list(
            *("customer_number", "family_name", "given_names", "sort_name", "kind"),
            *("relationship", "relationship_started_on", "organisation__name"),
        ),
        "contacts": of(ContactPoint, people, number, "kind", "value", "normalised"),
        "addresses": of(SubjectAddress, people, number, "street", "town", "normalised"),
        "bans": of(MarketingBan, people, number, "channel", "scope", "given_by"),
        "organisations": Organisation.objects.filter(kept_by=kept_by).values_list("name"),
        "search": of(SearchText, people, number, "words"),
        "journal": (
            (names[uuid], act, detail.get("outcome"), detail.get("columns"))
            for uuid, act, detail in entries.values_list("uuid", "act", "detail").iterator()
        ),
        "imports": Import.objects.filter(kept_by=kept_by).values_list(
            *("stage", "rows", "new", "changed", "unchanged", "suppressed", "bad")
        ),
        "faults": ImportFault.objects.filter(run__kept_by=kept_by).values_list(
            "number", "column", "reason"
        ),
    }
    return {name: digest(found) for name, found in rows.items()}


def of(model: Any, people: Any, *columns: str) -> Any:
    return model.objects.filter(subject__in=people).values_list(*columns)


def digest(rows: Iterable[Any]) -> str:
    ordered = sorted(map(repr, rows))
    return f"{len(ordered)} {hashlib.sha256(repr(ordered).encode()).hexdigest()}"


ORDER = [Stage.READING, Stage.CHECKING, Stage.WRITING, Stage.FINISHED]


def kill_at(stage: Stage, path: Path, register: str, *, least: float) -> None:
    """Kill an import in a stage of which it has done more than `least`."""
    process = started(path, "--accept-good", register=register)
    rows = Import.objects.filter(kept_by__register__slug=register)
    later = ORDER[ORDER.index(stage) + 1 :]
    there = rows.filter(Q(stage__in=later) | Q(stage=stage, share_done__gt=least))
    until = time.monotonic() + processes.PATIENCE
    while not there.exists():
        assert time.monotonic() < until, f"never came to {stage}"
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait(processes.PATIENCE)
    assert process.returncode == -signal.SIGKILL
    assert rows.get().stage == stage


@committed
@pytest.mark.slow
@pytest.mark.parametrize("count", [5_000, pytest.param(100_000, marks=pytest.mark.postgresql)])
def test_killed_at_three_places_it_ends_as_one_run(tmp_path, count):
    path = many(tmp_path, count)
    once = a_membership(a_register("kerralla"), a_controller())
    often = a_membership(a_register("usein"), a_controller("toinen", name="Toinen Oy"))
    known_before(once), known_before(often)
    processes.output_of(started(path, "--accept-good", register="kerralla"))
    for stage in (Stage.READING, Stage.CHECKING, Stage.WRITING):
        kill_at(stage, path, "usein", least=0 if count > 5_000 else -1)
    said = processes.output_of(started(path, "--accept-good", register="usein"))
    assert "jatkuu siitä, mihin se jäi" in said
    assert held(often) == held(once)
    assert DataSubject.objects.filter(kept_by=often).count() == count - count // 1000
    assert not ImportRow.objects.exists()
    assert not ImportOutcome.objects.exists()


@committed
def test_of_two_imports_at_once_the_second_is_told(kept_by, tmp_path):
    first = started(many(tmp_path, 5_000), "--accept-good")
    processes.wait_for(Import.objects.filter(stage=Stage.READING).exists)
    with pytest.raises(CommandError, match="Another import into this register is going on"):
        command(a_file(tmp_path, GOOD))
    processes.output_of(first)
    command(a_file(tmp_path, GOOD))
    assert DataSubject.objects.count() == 4_995 + 2


# A process of its own: to Linux a child has had, for a moment, the memory of its parent.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@committed
@pytest.mark.slow
def test_ten_times_the_rows_take_no_more_memory(tmp_path):
    def peak(count: int) -> float:
        """Megabytes."""
        register = f"muisti-{count}"
        a_membership(a_register(register), a_controller(register, name="Muisti Oy"))
        path = str(many(tmp_path, count, register))
        command = ("manage.py", "import_subjects", path, "--register", register, "--accept-good")
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, sys.executable, *command],
            cwd=processes.ROOT,
            env=processes.environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return int(done.stdout) / 1024

    small, large = peak(5_000), peak(50_000)
    assert large < small + 12
    assert large < 150
