"""The journal: what enters it, one by one and set-wise, and that nothing leaves it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import journal
from register.journal import COMMAND, Actor, NotForTheJournal, record, record_many
from register.models import Act, DataSubject, JournalEntry, Occasion
from tests.factories import a_contact_point, a_membership, a_person, a_user

pytestmark = pytest.mark.django_db


def people(count: int) -> list[DataSubject]:
    kept_by = a_membership()
    return [a_person(kept_by, family_name=f"Tarulainen{number}") for number in range(count)]


def noted() -> list[tuple[object, ...]]:
    return list(JournalEntry.objects.order_by("pk").values_list("act", "uuid", "row", "count"))


def test_an_act_names_the_person_by_the_random_number() -> None:
    point = a_contact_point(a_person())
    entry = record(Act.CHANGED, about=point, by=Actor.staff(a_user()), detail={"column": "value"})
    entry.refresh_from_db()
    assert (entry.about, entry.uuid, entry.row) == (
        "register.ContactPoint",
        point.subject.uuid,
        point.pk,
    )
    assert entry.detail == {"column": "value"}


@pytest.mark.parametrize(
    "detail",
    [
        {"name": "Impi Tarulainen"},
        {"to": "impi@satumaa.example"},
        {"ä": 1},
        {"rows": [1.5]},
        {"who": {"a": 1}},
        {"x": None},
        {"case": "131052-308T"},
    ],
)
def test_a_detail_is_a_number_or_a_name_of_ours(detail: dict[str, object]) -> None:
    with pytest.raises(NotForTheJournal) as refused:
        record(Act.CHANGED, about=None, by=COMMAND, detail=detail)
    assert "Impi" not in str(refused.value)
    assert "impi@" not in str(refused.value)
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    "reference",
    [
        *("Impi Tarulainen", "impi@satumaa.example", "-1", "a" * 41),
        *("131052-308T", "131052A308t", "T-131052-308T/2"),  # nobody's identity code
    ],
)
def test_a_reference_is_a_short_code(reference: str) -> None:
    with pytest.raises(NotForTheJournal):
        record(Act.EXPORTED, about=None, by=COMMAND, reference=reference)


def test_details_stand_in_the_order_in_which_postgresql_keeps_them() -> None:
    entry = record(Act.IMPORTED, about=None, by=COMMAND, detail={"rows": 1, "b": 2, "a": 3})
    assert list(entry.detail) == ["a", "b", "rows"]
    entry.refresh_from_db()
    assert list(entry.detail) == ["a", "b", "rows"]


def test_one_act_on_many_is_an_entry_for_each() -> None:
    first, second, third = people(3)
    staff = a_user()
    chosen = DataSubject.objects.exclude(pk=second.pk)
    count = record_many(
        Act.EXPORTED,
        chosen,
        by=Actor.staff(staff),
        occasion=Occasion.BILLING,
        reference="2026/7",
        detail={"columns": ["family_name", "email"]},
    )
    assert count == 2
    assert noted() == [("exported", first.uuid, first.pk, 1), ("exported", third.uuid, third.pk, 1)]
    alike = JournalEntry.objects.values_list(
        "about", "actor_kind", "actor", "occasion", "reference"
    )
    assert set(alike) == {("register.DataSubject", "user", staff.pk, "billing", "2026/7")}
    assert [entry.detail for entry in JournalEntry.objects.all()] == [
        {"columns": ["family_name", "email"]}
    ] * 2
    assert len(set(JournalEntry.objects.values_list("at"))) == 1


def test_an_entry_of_many_is_as_one_written_alone() -> None:
    """Same text of every column, or the two would seal differently."""
    (person,) = people(1)
    alone = record(Act.VIEWED, about=person, by=COMMAND, detail={"page": 2, "b": True})
    record_many(Act.VIEWED, [person.pk], by=COMMAND, detail={"b": True, "page": 2})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {JournalEntry._meta.db_table} ORDER BY id")  # noqa: S608
        names = [column[0] for column in cursor.description]
        one, other = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    assert {name for name in names if one[name] != other[name]} == {"id", "at"}
    assert type(one["at"]) is type(other["at"])
    assert alone.at.isoformat()[:10] == str(other["at"])[:10]


def test_whoever_is_named_twice_has_one_entry_and_nobody_has_none() -> None:
    first, second = people(2)
    assert record_many(Act.EXPORTED, [second.pk, first.pk, second.pk, 99_999], by=COMMAND) == 2
    joined = DataSubject.objects.filter(contact_points__kind__in=["email", "phone"])
    a_contact_point(first)
    a_contact_point(first, "045 000 1234", "phone")
    assert record_many(Act.VIEWED, joined, by=COMMAND) == 1
    assert record_many(Act.VIEWED, DataSubject.objects.none(), by=COMMAND) == 0
    assert record_many(Act.VIEWED, [], by=COMMAND) == 0


@pytest.mark.parametrize("how", ["queryset", "slice", "ids", "joined"])
def test_many_are_written_in_bounded_statements(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = people(7)
    monkeypatch.setattr(journal, "AT_ONCE", 3)
    monkeypatch.setattr(journal, "IDS_AT_ONCE", 3)
    chosen = {
        "queryset": DataSubject.objects.all(),
        "slice": DataSubject.objects.order_by("-pk")[:7],
        "ids": (person.pk for person in everybody),
        "joined": DataSubject.objects.filter(kept_by__register__slug="asiakkaat"),
    }[how]
    with CaptureQueriesContext(connection) as asked:
        assert record_many(Act.EXPORTED, chosen, by=COMMAND) == 7
    assert len([query for query in asked if query["sql"].startswith("INSERT")]) == 3
    assert {row for _act, _uuid, row, _count in noted()} == {person.pk for person in everybody}
