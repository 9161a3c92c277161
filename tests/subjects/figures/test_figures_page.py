"""The figures of a year in the admin: who reads them, and the same numbers as a workbook."""

import io
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from register.groups import Group
from register.models import JournalEntry, User
from subjects import workflow
from subjects.enums import Channel, RequestedKind
from subjects.models import Request
from tests import factories as make
from tests.subjects.figures.conftest import Desk, at

pytestmark = pytest.mark.django_db
PAGE, FILE = "admin:subjects_request_figures", "admin:subjects_request_figures_file"


def looks(user: User, query: str = "", name: str = PAGE) -> Any:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client.get(f"{reverse(name)}{query}")


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def sheets(answer: Any) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(answer.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.usefixtures("year")
def test_the_page_tells_the_figures_in_short_and_in_columns(desk: Desk, settings: Any) -> None:
    """As the year stands long after it: what was open then has passed its time limit."""
    settings.REQUEST_KEPT_MONTHS = 0
    said = words(looks(desk.officer, "?year=2025"))
    for line in (
        "Received 11 Answered in time 5 Answered late 1 Open past the time limit 2",
        "Median days to the answer 31.5",
        "Answered requests that concerns: 1; days in all: 10.",
        "This year: 1 not confirmed, 1 lapsed.",
        "Closed requests are kept for good, so the figures of all years are complete.",
        "Those that lapsed are erased after 30 days",
        "January 0 February 1 March 3 April 0 May 1",
        "To see their data (Art. 15) 3",
        "A copy would harm others' rights (Art. 15(4)) 2",
        "Granted 4 Granted in part 1 Refused 1",
        "The request is complex 1",
        "Answered within the extended time: 1.",
    ):
        assert line in said


@pytest.mark.usefixtures("year")
def test_the_workbook_holds_the_same_and_is_journalled(desk: Desk) -> None:
    answer = looks(desk.officer, "?year=2025", FILE)
    found = sheets(answer)
    figures: dict[Any, Any] = dict(found["Figures"][1:])
    assert figures["Year"] == 2025
    assert (figures["Received"], figures["Answered late"]) == (11, 1)
    assert figures["Median days to the answer"] == 31.5
    assert found["By month"][3] == ("March", 3)
    access = ("To see their data (Art. 15)", 3, 2, 0, 1, 22.5, 0, 0, 2)
    assert access in found["Each right"]
    assert ("A copy would harm others' rights (Art. 15(4))", 2) in found["Grounds of refusal"]
    entry = JournalEntry.objects.latest("pk")
    assert (entry.act, entry.about, entry.row, entry.count) == (
        "exported",
        "subjects.Request",
        None,
        11,
    )


def test_a_year_without_requests_says_so(desk: Desk) -> None:
    assert "No request arrived this year." in words(looks(desk.officer))
    assert "No request arrived this year." in words(looks(desk.officer, "?year=nothing"))


def test_a_year_from_which_requests_are_gone_says_so(desk: Desk, settings: Any) -> None:
    settings.REQUEST_KEPT_MONTHS = 1
    desk.came(at(10, 3), RequestedKind.OTHER)
    said = words(looks(desk.officer, "?year=2025"))
    assert "not complete: requests are erased 1 months after they were closed" in said
    settings.REQUEST_KEPT_MONTHS = 36
    assert "All requests that arrived since" in words(looks(desk.officer))


def test_a_handler_sees_the_figures_of_the_controllers_served(desk: Desk) -> None:
    desk.came(at(10, 3), RequestedKind.OTHER)
    second = make.a_membership(
        make.a_register("toinen"), make.a_controller("toinen", name="=1+1 Oy")
    )
    draft = desk.draft(RequestedKind.ACCESS, controller=second.controller, register=second.register)
    come: dict[str, Any] = {"received_at": at(11, 3), "now": at(11, 3), "by": desk.officer}
    workflow.enter(draft, channel=Channel.EMAIL, **come)
    theirs = make.a_user(Group.REQUEST_HANDLER, second.controller)
    ours = f"?year=2025&controller={desk.kept_by.controller_id}"

    assert "Received 1 " in words(looks(theirs, "?year=2025"))
    assert "To see their data" in words(looks(theirs, "?year=2025"))
    assert looks(theirs, ours).status_code == 404
    assert looks(theirs, ours, FILE).status_code == 404
    assert "Received 2 " in words(looks(desk.officer, "?year=2025"))
    narrowed = words(looks(desk.officer, ours))
    assert ("Received 1 " in narrowed, "To see their data" in narrowed) == (True, False)
    named = [row[0] for row in sheets(looks(desk.officer, "?year=2025", FILE))["Each controller"]]
    assert "'=1+1 Oy" in named  # never a formula


@pytest.mark.parametrize("group", [Group.STAFF, Group.ADMINISTRATOR])
def test_whoever_sees_no_requests_sees_no_figures(group: Group) -> None:
    user = make.a_user(group)
    assert looks(user).status_code == 403
    assert looks(user, "", FILE).status_code == 403


def test_the_desk_and_the_start_page_lead_there(desk: Desk) -> None:
    address = f'href="{reverse(PAGE)}"'
    for name in ("admin:subjects_request_changelist", "admin:index"):
        assert address in looks(desk.officer, "", name).content.decode()
    assert Request.objects.count() == 0
