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
from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from register import suppressions
from register.enums import DataCategory, SuppressedKind, SuppressionReason
from register.models import (
    Attribute,
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
    Source,
    SubjectAddress,
    SuppressedIdentifier,
)
from register.models.imports import Stage
from register.support.progress import Bar
from register.support.secrets import decrypt
from tests import processes
from tests.factories import (
    a_controller,
    a_data_item,
    a_membership,
    a_person,
    a_register,
    an_identity_code_item,
)
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
        ({"reference": "131052-308T"}, "short code"),
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


EVERYTHING = (
    *("Asiakasnumero", "Sukunimi", "Etunimi", "Käyttäjätunnus", "Henkilötunnus", "Sähköposti"),
    *("Puhelin", "Matkapuhelin", "Verkkosivut", "C/o", "Osoite", "Postinumero", "Postitoimipaikka"),
    *("Maa", "Turvakielto", "Yritys", "Y-tunnus", "Ammattinimike", "Kieli", "Asiakassuhde"),
    *("Asiakkuus alkoi", "Asiakkuus päättyi", "Sopimus päättyy", "Tiedot kerätty", "Informoitu"),
    *("Markkinointikielto", "Kengänkoko"),
)
LAST_SIGN = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def everything(folder: Path, count: int) -> Path:
    """A file that fills every column there is, on some of its rows; every thousandth is bad."""
    path = folder / "kaikkea.csv"
    with path.open("w", encoding="utf-8", newline="\r\n") as out:
        out.write(";".join(EVERYTHING) + "\n")
        out.writelines(";".join(cells_of(number)) + "\n" for number in range(count))
    return path


def cells_of(number: int) -> list[str]:
    def on(every: int, *cells: str) -> list[str]:
        return list(cells) if number % every == 0 else [""] * len(cells)

    digits = f"{1 + number // 97 % 28:02}{1 + number // 97 // 28 % 12:02}5{number % 10}"
    order = f"{100 + number // 97 % 700}"
    code = f"{digits}-{order}{LAST_SIGN[int(digits + order) % 31]}"
    return [
        *(f"N{number}", f"Sepitetty{number}", "Aino"),
        *(*on(5, f"tunnus{number}"), *on(97, code), f"a{number}@k.example", f"04{number:08}"),
        *(*on(6, f"050{number:07}"), *on(11, f"k{number}.example"), *on(9, "Naapuri")),
        *(on(3, f"Tie {number}", "00100", "Kylä") + on(9, "Suomi") + on(13, "kyllä")),
        *(on(7, f"Kuvitelma {number % 50} Oy") if number % 70 else ["Numero Oy"]),
        *(*on(70, "1234567-1"), *on(8, "puuseppä"), *on(4, "ruotsi")),
        *(["entinen asiakas", "1.9.2020", "1.9.2024"] if number % 17 == 0 else ["", "", ""]),
        *(*on(19, "31.12.2030"), *on(12, "1.2.2021"), *on(14, "2.2.2021")),
        *(*on(50, "kyllä"), "31" if number % 1000 else "\x07"),
    ]


def known_before(kept_by: RegisterController) -> None:
    """What the file meets: some whom it changes, a source, further data, a no to marketing."""
    for number in range(0, 200, 4):
        a_person(kept_by, customer_number=f"N{number}", family_name=f"Ennen{number}")
    Source.objects.create(
        register=kept_by.register, key="ostettu", kind="third_party", name_fi="ostettu"
    )
    an_identity_code_item(kept_by.register)
    a_data_item(kept_by.register, DataCategory.OTHER, key="koko")
    for number, reason in enumerate([*SuppressionReason] * 4, start=1):
        is_ban = reason == SuppressionReason.MARKETING_BAN
        SuppressedIdentifier.objects.create(
            kept_by=kept_by,
            kind=SuppressedKind.EMAIL,
            hash=suppressions.hash_of(SuppressedKind.EMAIL, f"a{number}@k.example"),
            reason=reason,
            since=timezone.localdate(),
            **({"channel": "email", "scope": "partners"} if is_ban else {}),
        )


TOLD = ("--accept-good", "--source", "ostettu", "--column", "Kengänkoko=item:koko")
# What differs between two runs: numbers of rows, moments, and how a code is encrypted.
OF_ONE_RUN = {"id", "uuid", "created_at", "given_at", "kept_by", "identity_code"}
ITS_KEY = {
    "subject": "subject__customer_number",
    "organisation": "organisation__name",
    "source": "source__key",
    "item": "item__key",
}
PARTS = (ContactPoint, SubjectAddress, Attribute, MarketingBan, SearchText)


def held(kept_by: RegisterController) -> dict[str, str]:
    """A digest of every declared column that an import writes, and of what it tells."""
    people = DataSubject.objects.filter(kept_by=kept_by)
    names = dict(people.values_list("uuid", "customer_number"))
    entries = JournalEntry.objects.filter(uuid__in=names)
    codes = people.exclude(identity_code="").values_list("customer_number", "identity_code")
    rows: dict[str, Iterable[Any]] = {
        "people": people.values_list(*columns_of(DataSubject)),
        "codes": ((number, decrypt(code, settings.IDENTITY_CODE_KEYS)) for number, code in codes),
        "organisations": Organisation.objects.filter(kept_by=kept_by).values_list(
            *columns_of(Organisation)
        ),
        **{
            part.__name__: part._base_manager.filter(subject__in=people).values_list(
                *columns_of(part)
            )
            for part in PARTS
        },
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


def columns_of(model: Any) -> list[str]:
    """All that are declared; a row of another table by its key."""
    declared = [name for name in model.personal_data.columns if name not in OF_ONE_RUN]
    return [ITS_KEY.get(name, name) for name in declared]


def digest(rows: Iterable[Any]) -> str:
    ordered = sorted(map(repr, rows))
    return f"{len(ordered)} {hashlib.sha256(repr(ordered).encode()).hexdigest()}"


ORDER = [Stage.READING, Stage.CHECKING, Stage.WRITING, Stage.FINISHED]


def kill_at(stage: Stage, path: Path, register: str, *options: str) -> None:
    """Kill an import in the middle of a stage: something of it is done, and not all."""
    process = started(path, *options, register=register)
    rows = Import.objects.filter(kept_by__register__slug=register)
    later = ORDER[ORDER.index(stage) + 1 :]
    there = rows.filter(Q(stage__in=later) | Q(stage=stage, share_done__gt=0))
    until = time.monotonic() + processes.PATIENCE
    while not there.exists():
        assert time.monotonic() < until, f"never came to {stage}"
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait(processes.PATIENCE)
    assert process.returncode == -signal.SIGKILL
    found = rows.get()
    assert found.stage == stage
    assert 0 < found.share_done < 1


def killed_and_done_at_once(path: Path, *options: str) -> tuple[dict[str, str], dict[str, str]]:
    """What a register holds after three kills, and another after a run without any."""
    once = a_membership(a_register("kerralla"), a_controller())
    often = a_membership(a_register("usein"), a_controller("toinen", name="Toinen Oy"))
    known_before(once), known_before(often)
    processes.output_of(started(path, *options, register="kerralla"))
    for stage in (Stage.READING, Stage.CHECKING, Stage.WRITING):
        kill_at(stage, path, "usein", *options)
    said = processes.output_of(started(path, *options, register="usein"))
    assert "jatkuu siitä, mihin se jäi" in said
    assert not ImportRow.objects.exists()
    assert not ImportOutcome.objects.exists()
    return held(often), held(once)


@committed
@pytest.mark.slow
def test_killed_in_the_middle_of_three_stages_it_ends_as_one_run(tmp_path):
    often, once = killed_and_done_at_once(everything(tmp_path, 20_000), *TOLD)
    assert often == once
    assert [name for name, found in once.items() if found.startswith("0 ")] == []
    assert list(Import.objects.values_list("bad", "suppressed")) == [(20, 6)] * 2
    filled = set(DataSubject.objects.values_list("source__key", "address_protected"))
    assert {("ostettu", True), ("ostettu", False), (None, False)} <= filled


@committed
@pytest.mark.slow
def test_a_hundred_thousand_rows_killed_at_three_places_end_as_one_run(tmp_path):
    count = 100_000
    path = tmp_path / "kapea.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write("Asiakasnumero;Sukunimi;Sähköposti\n")
        out.writelines(f"N{n};Sepitetty{n};a{n}@k.example\n" for n in range(count))
    often, once = killed_and_done_at_once(path, "--accept-good")
    assert often == once
    assert once["people"].startswith(f"{count - 6} ")  # as many were erased


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
