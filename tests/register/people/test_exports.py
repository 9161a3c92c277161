"""Lists of people as files: who is in them, what of them, and what the journal says first."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from register import exports, identity_codes, journal, merging, search
from register.admin import people_exports
from register.enums import ContactPointKind
from register.groups import Group
from register.models import Act, DataSubject, JournalEntry
from tests import factories as make
from tests.admin_pages import signed_in, url
from tests.register.people.test_lists import some_people, text_of

pytestmark = pytest.mark.django_db

EXPORT = "admin:register_datasubject_export"
CODE = "010190-900P"
ALL_NAMES = ["family_name", "given_names"]


def page(client, query=""):
    return client.get(f"{reverse(EXPORT)}{query}")


def sent(client, query="", shown=None, **values):
    """The page's form as a browser would send it."""
    shown = shown or page(client, query).context["shown"]
    values = {
        "columns": ALL_NAMES,
        "occasion": "audit",
        "reference": "T-2026-14",
        "file": "csv",
        **values,
    }
    return client.post(f"{reverse(EXPORT)}{query}", {**values, "shown": shown})


def rows_of(response) -> list[list[str]]:
    """The rows below the headings."""
    assert response.status_code == 200, response.status_code
    assert response.headers["Content-Disposition"].startswith("attachment"), text_of(response)
    held = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(held), delimiter=";"))[1:]


def headings_of(response) -> list[str]:
    held = b"".join(response.streaming_content).decode("utf-8-sig")
    return next(csv.reader(io.StringIO(held), delimiter=";"))


def exported() -> Iterator[JournalEntry]:
    return JournalEntry.objects.filter(act=Act.EXPORTED).order_by("pk")


# Who is in the file


def test_the_whole_list_leaves_and_not_a_page_of_it(officer, ours):
    some_people(ours, 120)
    assert page(officer, "?after=5").context["count"] == 120
    assert len(rows_of(sent(officer))) == 120


def test_what_the_list_is_narrowed_by_holds_for_the_file(officer, ours):
    make.a_person(ours, family_name="Entinen", relationship="former")
    make.a_person(ours, family_name="Nykyinen")
    query = "?relationship=former"
    assert "Relationship: former customer" in text_of(page(officer, query))
    assert rows_of(sent(officer, query)) == [["Entinen", "Impi Sylvia"]]


def test_what_is_searched_for_holds_for_the_file(officer, ours):
    make.a_person(ours, family_name="Löydetty")
    make.a_person(ours, family_name="Piilevä")
    query = "?q=loydetty"
    assert rows_of(sent(officer, query)) == [["Löydetty", "Impi Sylvia"]]


def test_a_search_that_finds_more_than_the_list_shows_is_narrowed_first(officer, ours, monkeypatch):
    monkeypatch.setattr(search, "MOST", 20)
    some_people(ours, 90)
    response = page(officer, "?q=samanen")
    assert "More than 20 people match" in text_of(response)
    assert response.context["form"] is None


@pytest.mark.parametrize("query", ["?kind=nobody", "?p=2", f"?q={CODE}"])
def test_an_address_no_list_has_exports_nobody_and_never_everybody(officer, ours, query):
    make.a_person(ours)
    response = page(officer, query)
    assert (response.status_code, response.headers["Location"]) == (
        302,
        url(DataSubject, "changelist"),
    )


def test_an_empty_list_has_no_button(officer, ours):
    response = page(officer, "?q=eiketaan")
    assert "There is nobody on the list" in text_of(response)
    assert b'method="post" data-once' not in response.content


def exporter(client, ours):
    """Customer service that may export, of our company."""
    user = signed_in(client, Group.STAFF)
    user.controllers.add(ours.controller)
    user.user_permissions.add(permission("export_people"))
    return client


def permission(codename):
    from django.contrib.auth.models import Permission  # noqa: PLC0415

    return Permission.objects.get(codename=codename)


def test_nobody_leaves_whom_the_exporter_may_not_see(client, ours, theirs):
    make.a_person(ours, family_name="Meikäläinen")
    make.a_person(theirs, family_name="Vierasmies")
    make.a_person(ours, family_name="Rajoitettu", restricted_at=timezone.now())
    absorbed = make.a_person(ours, family_name="Sulautunut")
    standing = make.a_person(ours, family_name="Pysyvä")
    merging.merge(standing, absorbed, by=make.a_user(), now=timezone.now())
    names = [row[0] for row in rows_of(sent(exporter(client, ours)))]
    assert names == ["Meikäläinen", "Pysyvä"]


def test_whoever_is_restricted_while_the_file_is_sent_stays(client, ours):
    first, second = make.a_person(ours), make.a_person(ours, family_name="Estynyt")
    response = sent(exporter(client, ours))
    DataSubject.objects.filter(pk=second.pk).update(restricted_at=timezone.now())
    assert rows_of(response) == [[first.family_name, first.given_names]]


def test_whoever_comes_after_the_journal_was_written_is_not_in_the_file(officer, ours):
    make.a_person(ours, family_name="Ensimmäinen")
    response = sent(officer)
    make.a_person(ours, family_name="Myöhäinen")
    assert [row[0] for row in rows_of(response)] == ["Ensimmäinen"]


@pytest.mark.parametrize("group", [Group.STAFF, Group.REQUEST_HANDLER, Group.AUDITOR])
def test_exporting_asks_for_its_permission(client, ours, group):
    make.a_person(ours)
    signed_in(client, group).controllers.add(ours.controller)
    assert page(client).status_code == 403
    assert client.post(reverse(EXPORT), {}).status_code == 403
    assert "Export this list" not in text_of(client.get(url(DataSubject, "changelist")))
    assert not exported().exists()


# What of them


def test_an_address_under_a_security_ban_leaves_only_where_it_is_allowed_and_asked_for(
    client, officer, ours
):
    hidden = make.a_person(ours, family_name="Suojattu", address_protected=True)
    make.a_home_address(hidden, street="Piilopolku 3")
    open_to_all = make.a_person(ours, family_name="Avoin")
    make.a_home_address(open_to_all)
    columns = ["family_name", "address"]
    assert rows_of(sent(officer, columns=columns)) == [
        ["Suojattu", "", "", "", "", ""],
        ["Avoin", "", "Haavekuja 7 B 21", "20100", "Turku", ""],
    ]
    both = [*columns, "protected_address"]
    assert rows_of(sent(officer, columns=both)) == [
        ["Suojattu", "", "Piilopolku 3", "20100", "Turku", "", "yes"],
        ["Avoin", "", "Haavekuja 7 B 21", "20100", "Turku", "", ""],
    ]
    client = exporter(client, ours)
    response = sent(client, columns=both)
    assert "columns" in response.context["form"].errors
    assert "protected_address" not in dict(page(client).context["form"].fields["columns"].choices)


def test_an_identity_code_is_masked(officer, ours):
    make.an_identity_code_item(ours.register)
    person = make.a_person(ours)
    identity_codes.record(person, CODE, by=journal.COMMAND)
    assert rows_of(sent(officer, columns=["family_name", "identity_code"])) == [
        ["Tarulainen", "010190-****"]
    ]


def test_no_text_is_a_formula_in_either_kind_of_file(officer, ours):
    make.a_person(ours, family_name="=HYPERLINK(1)", given_names="+Aada")
    assert rows_of(sent(officer)) == [["'=HYPERLINK(1)", "'+Aada"]]
    book = load_workbook(io.BytesIO(b"".join(sent(officer, file="xlsx").streaming_content)))
    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == [
        ["Family name", "Given names"],
        ["'=HYPERLINK(1)", "'+Aada"],
    ]


def test_every_column_can_leave(officer, ours):
    organisation = make.an_organisation(ours)
    person = make.a_person(
        ours,
        customer_number="A-17",
        user_id="impi",
        language="sv",
        organisation=organisation,
    )
    make.a_contact_point(person)
    make.a_contact_point(person, "020 000 1234", ContactPointKind.PHONE)
    make.a_contact_point(person, "toinen@satumaa.example")
    make.a_home_address(person)
    response = sent(officer, columns=[column.value for column in exports.Column])
    [row] = rows_of(response)
    assert row == [
        *("A-17", "Tarulainen", "Impi Sylvia", "impi", "private customer", "customer", "Swedish"),
        "Satumaan Sorvaamo Oy",
        "impi.tarulainen@satumaa.example, toinen@satumaa.example",
        "020 000 1234",
        *("", "Haavekuja 7 B 21", "20100", "Turku", "", "", ""),
        "Asiakkaat · Esimerkki Oy",
    ]


def test_a_file_for_other_programs_has_commas(officer, ours):
    make.a_person(ours)
    held = b"".join(sent(officer, file="plain_csv").streaming_content)
    assert held == b"Family name,Given names\r\nTarulainen,Impi Sylvia\r\n"


# What the journal says


def test_everybody_is_journalled_before_the_first_byte_leaves(officer, ours):
    people = some_people(ours, 3)
    sent(officer)  # nobody has read the answer yet
    *entries, whole = exported()
    assert [entry.uuid for entry in entries] == [person.uuid for person in people]
    assert {(one.occasion, one.reference, one.actor) for one in (*entries, whole)} == {
        ("audit", "T-2026-14", officer.user.pk)
    }
    number = whole.detail["list"]
    assert {one.detail["list"] for one in entries} == {number}
    assert (whole.uuid, whole.count) == (None, 3)
    assert whole.detail == {
        "list": number,
        "form": "csv",
        "columns": ["family_name", "given_names"],
    }


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"occasion": ""}, "occasion"),
        ({"occasion": "curiosity"}, "occasion"),
        ({"reference": "Aino Tarulainen"}, "reference"),
        ({"columns": []}, "columns"),
        ({"file": "pdf"}, "file"),
    ],
)
def test_without_a_reason_nobody_leaves(officer, ours, values, place):
    make.a_person(ours)
    response = sent(officer, **values)
    assert list(response.context["form"].errors) == [place]
    assert not exported().exists()


def test_looking_at_the_page_exports_nobody(officer, ours):
    make.a_person(ours)
    page(officer)
    assert not exported().exists()


def test_the_second_of_two_clicks_makes_no_second_file(officer, ours):
    some_people(ours, 2)
    shown = page(officer).context["shown"]
    assert len(rows_of(sent(officer, shown=shown))) == 2
    again = sent(officer, shown=shown)
    assert "This file was made already" in text_of(again)
    assert exported().count() == 3
    assert len(rows_of(sent(officer, shown=again.context["shown"]))) == 2


def test_a_list_that_has_changed_since_is_shown_again(officer, ours):
    make.a_person(ours)
    shown = page(officer).context["shown"]
    make.a_person(ours, family_name="Uusi")
    again = sent(officer, shown=shown)
    assert "The list has changed" in text_of(again)
    assert (again.context["count"], exported().count()) == (2, 0)


def test_a_long_list_is_counted_when_the_file_is_made_and_not_before(officer, ours, monkeypatch):
    monkeypatch.setattr(people_exports, "MOST_COUNTED", 10)
    some_people(ours, 12)
    with CaptureQueriesContext(connection) as asked:
        response = page(officer)
    counting = [one["sql"] for one in asked if "COUNT(" in one["sql"].upper()]
    assert len(counting) == 1
    assert "LIMIT 11" in counting[0]
    assert "More than 10 people" in text_of(response)
    make.a_person(ours)  # still more than ten
    assert len(rows_of(sent(officer, shown=response.context["shown"]))) == 13
    assert exported().last().count == 13
    in_a_workbook = sent(officer, file="xlsx")
    assert list(in_a_workbook.context["form"].errors) == ["file"]


def test_a_list_that_was_long_and_is_no_longer_is_shown_again(officer, ours, monkeypatch):
    monkeypatch.setattr(people_exports, "MOST_COUNTED", 10)
    people = some_people(ours, 12)
    shown = page(officer).context["shown"]
    numbers = [person.pk for person in people[:2]]
    DataSubject.objects.filter(pk__in=numbers).update(merged_into=people[5].pk)
    again = sent(officer, shown=shown)
    assert "The list has changed" in text_of(again)
    assert (again.context["count"], again.context["more"], exported().count()) == (10, False, 0)


def test_a_page_is_sent_for_its_own_list_only_and_not_for_ever(officer, ours):
    make.a_person(ours)
    of_another = page(officer, "?q=tarulainen").context["shown"]
    made_up = signing.dumps(["x", 1], salt="register.export")
    for shown in (of_another, made_up, "nonsense"):
        assert "This page has grown old" in text_of(sent(officer, shown=shown))
    assert not exported().exists()


# The file itself


def test_the_name_of_the_file_says_what_and_when_and_names_nobody(officer, ours):
    make.a_person(ours)
    response = sent(officer, "?q=tarulainen")
    name = re.search(r'filename="([^"]+)"', response.headers["Content-Disposition"])[1]
    assert re.fullmatch(r"people-2\d{3}-\d\d-\d\d-\d{4}\.csv", name), name
    assert "no-store" in response.headers["Cache-Control"]


def test_a_large_workbook_is_refused_in_words(officer, ours, monkeypatch):
    monkeypatch.setattr(people_exports, "MOST_IN_XLSX", 1)
    some_people(ours, 2)
    response = sent(officer, file="xlsx")
    assert response.context["form"].errors == {
        "file": ["A workbook holds 1 people at most here. Choose CSV."]
    }
    assert not exported().exists()


def test_a_file_is_read_in_portions_with_a_constant_number_of_questions(officer, ours, monkeypatch):
    monkeypatch.setattr(exports, "AT_ONCE", 10)
    for person in some_people(ours, 40):
        make.a_contact_point(person, f"n{person.pk}@osoite.example")
    columns = ["family_name", "email", "address", "organisation"]
    response = sent(officer, columns=columns)
    with CaptureQueriesContext(connection) as asked:
        lines = iter(response.streaming_content)
        assert len([next(lines) for _number in range(5)]) == 5
    assert len(asked) == 3  # ten people, their contact points, their addresses
    with CaptureQueriesContext(connection) as asked:
        list(lines)
    assert len(asked) == 10


def test_a_ban_on_the_list_that_is_long_past_hides_the_address_still(officer, ours):
    """As on the card: what ends a ban is somebody who takes it away."""
    until = timezone.localdate() - timedelta(days=30)
    person = make.a_person(ours, address_protected=True, address_protected_until=until)
    make.a_home_address(person)
    assert rows_of(sent(officer, columns=["address"])) == [["", "", "", "", ""]]
