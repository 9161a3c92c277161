"""The journal on the screen: who may read it, what it tells, how it is paged and narrowed."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from register import journal_seals
from register.admin import journal as page
from register.admin.journal import of_day, state_of_sealing
from register.admin.people import url_of_person
from register.groups import Group
from register.journal import COMMAND, JOB, Actor, entry_of, record
from register.journal_seals import seal
from register.models import Act, JournalBlock, JournalEntry, Occasion
from tests.admin_pages import count_queries, signed_in, url
from tests.factories import a_contact_point, a_person, a_user
from tests.plans import plan_of, sorts_nothing

pytestmark = pytest.mark.django_db
LIST = "/hallinta/register/journalentry/"
NOON = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)  # 12 o'clock in Helsinki


@pytest.fixture
def auditor(client: Client) -> Any:
    return signed_in(client, Group.AUDITOR)


def acts(client: Client, query: str = "") -> list[list[str]]:
    """Each row of the list as words, the day left out."""
    html = client.get(LIST + query).content.decode()
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.S)
    return [
        [
            " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        ]
        for row in rows
    ]


def at(moment: datetime, **values: Any) -> JournalEntry:
    entry = entry_of(Act.VIEWED, about=None, by=JOB)
    entry.at = moment
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()
    return entry


@pytest.mark.parametrize("group", list(Group))
def test_officers_and_auditors_read_it_and_nobody_else(client: Client, group: Group) -> None:
    signed_in(client, group)
    may = group in {Group.COMPLIANCE_OFFICER, Group.AUDITOR}
    assert client.get(LIST).status_code == (200 if may else 403)


def test_nobody_changes_it(client: Client, admin_client: Client) -> None:
    number = record(Act.VIEWED, about=None, by=COMMAND).pk
    signed_in(client, Group.COMPLIANCE_OFFICER)
    for somebody in (client, admin_client):
        assert somebody.get(f"{LIST}add/").status_code in {302, 403}
        assert somebody.get(f"{LIST}{number}/change/").url == LIST  # type: ignore[attr-defined]
        assert somebody.post(f"{LIST}{number}/change/", {"count": 5}).status_code in {302, 403}
        assert somebody.post(f"{LIST}{number}/delete/", {"post": "yes"}).status_code == 403
        somebody.post(LIST, {"action": "delete_selected", "_selected_action": [number]})
    entry = JournalEntry.objects.get()
    assert (entry.pk, entry.count) == (number, 1)


def test_the_list_tells_who_did_what_when_and_what_for(client: Client, auditor: Any) -> None:
    staff = a_user(Group.STAFF, first_name="Onni", last_name="Satuinen")
    person = a_person()
    point = a_contact_point(person)
    record(Act.EXPORTED, about=None, by=COMMAND, count=12, detail={"columns": ["name", "email"]})
    record(
        Act.VIEWED,
        about=person,
        by=Actor.staff(staff),
        occasion=Occasion.REQUEST,
        reference="request-12",
        detail={"page": "card"},
    )
    record(Act.CHANGED, about=point, by=JOB)
    assert acts(client) == [
        ["Background job", "Changed", f"person {person.pk} · contact point {point.pk}", "", ""],
        [
            "Onni Satuinen",
            "Viewed",
            f"person {person.pk}",
            "Request of a data subject · request-12",
            "page: card",
        ],
        ["Command line", "Exported (12)", "", "", "columns: name, email"],
    ]
    html = client.get(LIST).content.decode()
    assert f'href="{url_of_person(person, origin="audit")}"' in html
    assert "Tarulainen" not in html


def test_a_person_who_is_gone_or_hidden_is_not_led_to(client: Client) -> None:
    signed_in(client, Group.COMPLIANCE_OFFICER)
    at(NOON, uuid=uuid4(), about="register.DataSubject", row=7)
    ((_who, _act, about, *_rest),) = acts(client)
    assert about == "a person who is no longer here, or not for you to see"


def test_an_account_that_is_gone_is_a_number(client: Client, auditor: Any) -> None:
    staff = a_user()
    number = staff.pk
    record(Act.VIEWED, about=None, by=Actor.staff(staff))
    staff.delete()
    assert acts(client)[0][0] == f"account {number}"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?act=exported", ["Exported"]),
        ("?occasion=billing", ["Exported"]),
        ("?who=command", ["Searched by identity code"]),
        ("?who={staff}", ["Viewed", "Exported"]),
        ("?who={staff}&act=viewed", ["Viewed"]),
        ("?act=merged", []),
    ],
)
def test_it_is_narrowed_by_act_occasion_and_who(
    client: Client, auditor: Any, query: str, found: list[str]
) -> None:
    staff = a_user()
    record(Act.EXPORTED, about=None, by=Actor.staff(staff), occasion=Occasion.BILLING)
    record(Act.SEARCHED_BY_CODE, about=None, by=COMMAND)
    record(Act.VIEWED, about=None, by=Actor.staff(staff))
    assert [row[1] for row in acts(client, query.format(staff=staff.pk))] == found


@pytest.mark.parametrize("wrong", ["?act=x", "?day=yesterday", "?who=x", "?q=Aino", "?page=2"])
def test_a_wrong_address_leads_to_the_whole_list(client: Client, auditor: Any, wrong: str) -> None:
    assert client.get(LIST + wrong).url == LIST  # type: ignore[attr-defined]


def test_a_day_is_helsinkis_and_found_through_the_blocks(
    client: Client, auditor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_seals, "BLOCK", 2)
    midnight = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)  # the beginning of 22 November
    second = timedelta(seconds=1)
    days = [midnight - second, midnight, NOON, midnight + timedelta(hours=24) - second]
    days += [NOON + timedelta(days=number) for number in range(-8, 8)]
    wanted = []
    for moment in sorted(days):
        entry = at(moment)
        seal(moment + timedelta(minutes=5))
        if midnight <= moment < midnight + timedelta(days=1):
            wanted.append(entry.pk)
    late = at(NOON)  # of a transaction that lasted until the next morning
    seal(NOON + timedelta(days=8))
    found = of_day(JournalEntry.objects.all(), "2026-11-22")
    assert set(found.values_list("pk", flat=True)) == {*wanted} - {late.pk}
    assert 'register_journalentry"."id" >' in str(found.query)
    assert len(acts(client, "?day=2026-11-22")) == len(wanted)
    assert acts(client, "?day=2020-01-01") == []


def test_an_entry_written_by_a_long_transaction_is_found_by_its_day() -> None:
    early, late = at(NOON - timedelta(hours=20)), at(NOON - timedelta(hours=20))
    at(NOON)
    seal(NOON)
    found = of_day(JournalEntry.objects.all(), "2026-11-21")
    assert set(found) == {early, late}


def test_pages_follow_one_another_without_counting(
    client: Client, auditor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.JournalAdmin, "list_per_page", 3)
    numbers = [record(Act.VIEWED, about=None, by=COMMAND, count=n + 2).pk for n in range(8)]
    seen, query = [], ""
    for _page in range(3):
        seen += [row[1] for row in acts(client, query)]
        html = unescape(client.get(LIST + query).content.decode())
        query = next(iter(re.findall(r'rel="next" href="(\?after=\d+)"', html)), "")
    assert seen == [f"Viewed ({n + 2})" for n in reversed(range(8))]
    back = unescape(client.get(f"{LIST}?after={numbers[2]}").content.decode())
    assert f'rel="prev" href="?before={numbers[1]}"' in back
    assert [row[1] for row in acts(client, f"?before={numbers[1]}")] == [
        f"Viewed ({n + 2})" for n in (4, 3, 2)
    ]
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST)
    counting = [one["sql"] for one in asked if "COUNT(" in one["sql"]]
    assert all("LIMIT" in sql for sql in counting)  # what waits to be sealed, to 10,000


@pytest.mark.parametrize("analysed", [False, True])
@pytest.mark.parametrize(
    "query",
    ["", "act=exported", "occasion=billing", "who=command", "who={staff}", "after={last}"],
)
def test_no_list_of_it_sorts_or_reads_what_it_does_not_show(
    client: Client, auditor: Any, query: str, analysed: bool
) -> None:
    staff = a_user()
    by = Actor.staff(staff)
    rare = record(Act.EXPORTED, about=None, by=COMMAND, occasion=Occasion.BILLING)
    record(Act.EXPORTED, about=None, by=by, occasion=Occasion.BILLING)
    entries = [entry_of(Act.VIEWED, about=None, by=JOB, count=n + 1) for n in range(3_000)]
    JournalEntry.objects.bulk_create(entries)
    last = rare.pk + 200
    if analysed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{LIST}?{query.format(staff=staff.pk, last=last)}").status_code == 200
    [statement] = [one["sql"] for one in asked if "LIMIT 51" in one["sql"]]
    plan = plan_of(statement)
    assert sorts_nothing(plan), plan
    filtered = query.partition("=")[0] in ("act", "occasion", "who")
    assert ("journal_by_" in plan) is filtered, plan


def test_many_rows_ask_no_more_than_one(client: Client, auditor: Any) -> None:
    staff = [a_user() for _number in range(5)]
    record(Act.VIEWED, about=a_person(), by=Actor.staff(staff[0]))
    count_queries(client, LIST)  # what is asked once is asked now
    one = count_queries(client, LIST)
    for number in range(10):
        record(Act.VIEWED, about=a_person(), by=Actor.staff(staff[number % 5]))
    assert count_queries(client, LIST) == one


def test_the_state_of_sealing_stands_above(
    client: Client, auditor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There is nothing to seal yet." in client.get(LIST).content.decode()
    for _number in range(3):
        record(Act.VIEWED, about=None, by=COMMAND)
    assert "3 entries wait to be sealed." in client.get(LIST).content.decode()
    seal(NOON)
    html = client.get(LIST).content.decode()
    block = JournalBlock.objects.get()
    assert "Every entry is sealed." in html
    assert f"1:{block.sha256}" in html
    monkeypatch.setattr(page, "MOST_COUNTED", 2)
    for _number in range(3):
        record(Act.VIEWED, about=None, by=COMMAND)
    assert "More than 2 entries wait to be sealed." in client.get(LIST).content.decode()


@pytest.mark.parametrize(("minutes", "late"), [(59, False), (61, True)])
def test_late_sealing_is_told(minutes: int, late: bool) -> None:
    at(NOON)
    assert state_of_sealing(NOON + timedelta(minutes=minutes)).late is late
    seal(NOON)
    assert state_of_sealing(NOON + timedelta(days=9)).late is False


def test_the_menu_leads_to_it(client: Client, auditor: Any) -> None:
    assert url(JournalEntry, "changelist") == LIST
    assert f'href="{LIST}"' in client.get("/hallinta/").content.decode()
