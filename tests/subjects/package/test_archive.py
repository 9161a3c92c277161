"""The access package: complete, readable, for programs too, and safe to open."""

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import jsonschema
import pytest

from register import journal
from register.enums import DataCategory
from register.gathering import parts_of
from register.models import Act, ActorKind, Interaction, Occasion
from subjects.enums import Ground
from subjects.package import archive, page
from subjects.package.contents import Withheld, contents_of
from subjects.package.machine import pieces
from subjects.package.portability import contents_to_move
from subjects.package.schema import SCHEMA
from tests import factories as make
from tests.memory import peak_of
from tests.whole_people import a_whole_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}{% load x %}"


@pytest.fixture
def person():
    return a_whole_person(make.a_membership(), "3001", "Kokoniemi")


def contents(person, language="fi", **values):
    return contents_of([person], language=language, made_at=NOW, reference="P-2345-6789", **values)


def package(person, language="fi", **values):
    out = io.BytesIO()
    archive.write(out, contents(person, language, **values))
    return ZipFile(out)


def data(found):
    return json.loads(found.read("data.json"))


def test_all_that_is_held_is_in_every_form(person):
    found = package(person)
    for said in ("Kokoniemi", "3001", "kalle.3001@satumaa.example", "040 123 4567", "Unelmatie 12"):
        assert said in found.read("index.html").decode(), said
        assert said in found.read("data.json").decode(), said
    held = {
        part.key.rpartition(".")[2].lower() for part in parts_of(person, "fi") if list(part.rows())
    }
    tables = data(found)["cards"][0]["tables"]
    assert held == {key for key, table in tables.items() if table["rows"]}
    assert {f"csv/{key}.csv" for key in tables} <= set(found.namelist())
    assert tables["interaction"]["rows"][0]["summary"] == "Palautti rikkinäisen lampun."


def test_programs_find_what_the_schema_promises(person):
    jsonschema.validate(data(package(person)), SCHEMA)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_tables_open_in_a_spreadsheet_and_hold_no_formula(person):
    make.an_interaction(person, summary='=HYPERLINK("http://paha.example";"x")')
    text = package(person).read("csv/interaction.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 3
    assert "'=HYPERLINK" in rows[2][-1]


def test_what_art_15_wants_told_is_told(person):
    articles = [one["article"] for one in data(package(person))["cards"][0]["statements"]]
    assert {"15(1)(b)", "15(1)(c)", "15(1)(g)", "15(1)(h)", "15(2)"} <= set(articles)


def test_when_and_why_the_data_were_used_is_told_without_staff(person):
    user = make.a_user(first_name="Veera", last_name="Virkailija", username="veera")
    journal.record(
        Act.VIEWED, about=person, by=journal.Actor.staff(user), occasion=Occasion.CUSTOMER_SERVICE
    )
    found = package(person)
    uses = data(found)["cards"][0]["uses"]
    assert [use["occasion"] for use in uses if use["occasion"]] == ["asiakaspalvelu"]
    everything = b"".join(found.read(name) for name in found.namelist() if name != "report.pdf")
    assert b"Virkailija" not in everything
    assert b"veera" not in everything


def test_a_look_at_the_data_is_a_line_of_one_table(person):
    for actor in (journal.JOB, journal.THE_SUBJECT, journal.Actor(ActorKind.COMMAND)):
        journal.record(Act.VIEWED, about=person, by=actor, occasion=Occasion.BILLING)
    found = package(person, "en")
    read = found.read("index.html").decode()
    assert read.count("<table>") == 1
    lines = re.findall(r"<tr>(?:<td>[^<]*</td>){4}</tr>", read)
    assert len(lines) == len(data(found)["cards"][0]["uses"])
    by = [re.findall(r"<td>([^<]*)</td>", line)[2] for line in lines[-3:]]
    assert by == ["the system", "you yourself", "the system"]
    assert [use["by"] for use in data(found)["cards"][0]["uses"][-3:]] == by


def test_rows_come_in_the_order_of_time_however_they_were_entered(person, monkeypatch):
    """Across the portions in which they are read; of one moment, as they were entered."""
    monkeypatch.setattr("register.gathering.AT_ONCE", 2)
    days = [5, 1, 3, 3, 2, 4]
    for number, day in enumerate(days):
        at = NOW - timedelta(days=10 - day)
        make.an_interaction(person, at=at, summary=f"{day}/{number}")
    rows = data(package(person))["cards"][0]["tables"]["interaction"]["rows"]
    told = [row["summary"] for row in rows if "/" in row["summary"]]
    assert told == ["1/1", "2/4", "3/2", "3/3", "4/5", "5/0"]


def test_what_is_refused_is_told_where_it_would_stand(person):
    row = make.an_interaction(person, summary="Naapuri Nieminen soitti.")
    withheld = Withheld(
        categories={DataCategory.POSTAL_ADDRESS: Ground.OTHERS_RIGHTS},
        rows={("register.Interaction", row.pk): Ground.OTHERS_RIGHTS},
    )
    found = package(person, withheld=withheld)
    page = found.read("index.html").decode()
    assert "Nieminen" not in page
    assert "Unelmatie" not in page
    assert "Ei anneta" in page
    tables = data(found)["cards"][0]["tables"]
    assert tables["interaction"]["rows"][1]["summary"]["withheld"] == "others_rights"
    assert tables["interaction"]["rows"][0]["summary"] == "Palautti rikkinäisen lampun."


def test_others_are_masked_in_free_text(person):
    make.an_interaction(person, summary="Kertoi, että Nieminen tietää.")

    def mask(model, row, column, text):
        return text.replace("Nieminen", "[…]")

    found = package(person, mask=mask)
    for name in ("index.html", "data.json", "csv/interaction.csv"):
        assert "Nieminen" not in found.read(name).decode()
        assert "Kertoi, että […] tietää." in found.read(name).decode()


def test_the_page_names_the_files_where_they_lie(person):
    other = a_whole_person(person.kept_by, "3002", "Toisio")
    for subject in (person, other):
        for _number in range(2):
            make.an_interaction(subject)
    one = contents(person)
    two = contents_of([person, other], language="fi", made_at=NOW, reference="P-2345-6789")
    for told, folders in ((one, {"csv"}), (two, {"csv/1", "csv/2"})):
        read = "".join(page.pieces(told, latest=1))
        named = set(re.findall(r"csv[\w/]*\.csv", read))
        assert {f"{folder}/interaction.csv" for folder in folders} <= named
        out = io.BytesIO()
        archive.write(out, told)
        assert named <= set(ZipFile(out).namelist())


def test_the_note_on_masking_cites_the_article_of_the_copy(person):
    told = {"language": "fi", "made_at": NOW, "reference": "P-2345-6789", "has_masked": True}
    assert "15 artiklan 4 kohta" in "".join(pieces(contents_of([person], **told)))
    assert "20 artiklan 4 kohta" in "".join(pieces(contents_to_move([person], **told)))


def test_nothing_in_it_runs_or_loads(person):
    make.an_interaction(person, summary=NASTY)
    page = package(person).read("index.html").decode()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7|add:7 }}" in page
    assert "default-src 'none'" in page
    assert re.findall(r'(?:href|src|action)="', page) == []


def test_its_names_are_safe_on_every_system(person):
    found = package(person)
    for name in found.namelist():
        assert re.fullmatch(r"(?:csv/|files/)?[a-z]+(?:-[0-9]+)?(?:\.[a-z]+)?", name), name
    assert len(set(found.namelist())) == len(found.namelist())


def test_the_same_contents_give_the_same_bytes(person):
    first, second = io.BytesIO(), io.BytesIO()
    archive.write(first, contents(person))
    archive.write(second, contents(person))
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize(
    ("language", "title", "held"),
    [
        ("fi", "Sinua koskevat henkilötiedot", "Entinen asiakas"),
        ("sv", "Dina personuppgifter", "Tidigare kund"),
        ("en", "Your personal data", "Former customer"),
    ],
)
def test_it_is_in_the_persons_language(person, language, title, held):
    page = package(person, language).read("index.html").decode()
    assert f'<html lang="{language}">' in page
    assert f"<h1>{title}</h1>" in page
    assert held.lower() in page.lower()


def test_more_rows_take_no_more_memory(person):
    def write():
        for _piece in pieces(contents(person)):
            pass

    def add(count):
        Interaction.objects.bulk_create(
            Interaction(
                subject=person,
                at=NOW,
                channel="phone",
                direction="incoming",
                kind="service",
                summary="Soitto.",
            )
            for _number in range(count)
        )

    add(3_000)
    peak_of(write)
    few = peak_of(write)
    add(9_000)
    assert peak_of(write) < few * 1.2
