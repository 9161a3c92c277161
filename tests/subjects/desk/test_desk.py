"""The desk: what is open, by its time limit, with how long is left in colour and words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from register.groups import Group
from register.journal import JOB, THE_SUBJECT
from subjects import workflow
from subjects.admin.desk import RequestAdmin
from subjects.enums import Channel, IdentityMethod, LetterKind, RequestedKind, Step
from subjects.models import Request
from tests import factories as make
from tests.admin_pages import count_queries
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import LETTER, Office


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def entered(office: Office, days: int, *rights: RequestedKind) -> Request:
    """Arrived so many days ago, whatever today is."""
    at = days_ago(days)
    return workflow.enter(
        office.draft(*rights), channel=Channel.PHONE, received_at=at, by=office.handler, now=at
    )


def taken(office: Office, request: Request, step: Step, **facts) -> Request:
    return office.step(request, step, now=timezone.now(), **facts)


def asked_who(office: Office, days: int) -> Request:
    """One that waits for the person's answer."""
    request = entered(office, days)
    request = taken(office, request, Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    letter = request.letters.get(kind=LetterKind.IDENTITY_QUESTION)
    return taken(office, request, Step.SEND_LETTER, letter=letter.pk, **LETTER)


class TestViews:
    """Each view with its count, the earliest time limit first; what waits for the person last."""

    @pytest.fixture
    def requests(self, office):
        """One of every kind, by name."""
        made = {
            "fresh": entered(office, 1),
            "older": entered(office, 20),
            "late": entered(office, 50),
            "mine": entered(office, 10),
            "others": entered(office, 11),
            "waits": asked_who(office, 12),
            "withdrawn": entered(office, 70),
            "unconfirmed": office.submitted(at=days_ago(2)),
        }
        taken(office, made["mine"], Step.ASSIGN, to=office.handler)
        taken(office, made["others"], Step.ASSIGN, to=office.other_handler)
        taken(office, made["withdrawn"], Step.WITHDRAW)
        return made

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", ["late", "older", "others", "mine", "fresh", "waits"]),
            ("?show=mine", ["mine"]),
            ("?show=unassigned", ["late", "older", "fresh", "waits"]),
            ("?show=waiting", ["waits"]),
            ("?show=unconfirmed", ["unconfirmed"]),
            ("?show=ended", ["withdrawn"]),
        ],
    )
    def test_each_shows_its_own_by_time_limit(self, desk, requests, query, names):
        assert desk.listed(query) == [requests[name].reference for name in names]

    def test_the_counts_are_those_of_the_lists(self, desk, requests):
        tabs = desk.board().context["tabs"]
        assert {str(tab.label): tab.count for tab in tabs} == {
            "All open": 6,
            "Mine": 1,
            "Without a handler": 4,
            "Waiting for the person": 1,
            "Not confirmed yet": 1,
            "New messages": 0,
            "Waiting for approval": 0,
            "Ended": None,  # they only grow: nobody counts them
        }
        for tab in tabs[:7]:
            assert len(desk.listed(tab.url)) == tab.count

    def test_the_time_left_stands_in_colour_and_in_words_with_both_days(self, desk, requests):
        lines = {line.title: line for line in desk.board().context["table"].lines}

        def told(name):
            return "\n".join(map(str, lines[requests[name].reference].cells[0].lines))

        assert 'is-lacking">' in told("late")
        assert "days late." in told("late")
        assert 'is-done">' in told("fresh")
        assert "days left." in told("fresh")
        assert 'is-quiet">The clock stands still' in told("waits")
        assert all(
            "target" in told(name) and "time limit" in told(name) for name in ("late", "fresh")
        )

    def test_an_address_that_no_link_has_leads_to_the_whole_list(self, desk):
        assert desk.board("?show=everybody").status_code == 302
        assert desk.board("?status__exact=received").status_code == 302


class TestSearch:
    def test_a_reference_is_found_by_any_part_and_wherever_the_request_stands(self, office, desk):
        request = office.withdrawn()
        office.entered()
        whole = request.reference
        for written in (whole, whole.lower(), whole.replace("-", ""), whole[2:6], whole[-4:]):
            assert whole in desk.listed(f"?q={written}")
        assert desk.listed(f"?q={whole}") == [whole]

    def test_nobody_is_searched_for_by_name_or_by_code(self, office, desk):
        office.entered()
        assert desk.listed("?q=Tarulainen") == []
        answer = desk.board("?q=010190-900P")
        assert answer.status_code == 302
        assert "010190" not in answer.headers["Location"]


class TestPages:
    def test_the_list_is_paged_by_key_there_and_back(self, office, desk, monkeypatch):
        monkeypatch.setattr(RequestAdmin, "list_per_page", 2)
        made = [entered(office, days).reference for days in (30, 25, 20, 15, 10)]
        first = desk.board()
        second = desk.board(first.context["next"])
        third = desk.board(second.context["next"])
        pages = [[line.title for line in page.context["table"].lines] for page in (first, second)]
        assert [*pages, desk.listed(second.context["next"])] == [made[:2], made[2:4], made[4:]]
        assert desk.listed(third.context["previous"]) == made[2:4]

    def test_those_that_wait_for_the_person_come_last_on_every_page(
        self, office, desk, monkeypatch
    ):
        """Their limit is the earliest of all, and nothing can be done about it."""
        monkeypatch.setattr(RequestAdmin, "list_per_page", 2)
        waiting = [asked_who(office, days).reference for days in (28, 27, 26)]
        ours = [entered(office, days).reference for days in (15, 10, 5)]
        expected = [*ours, *waiting]
        addresses = ["", desk.board().context["next"]]
        addresses.append(desk.board(addresses[1]).context["next"])
        pages = [desk.listed(address) for address in addresses]
        assert pages == [expected[:2], expected[2:4], expected[4:]]
        assert desk.listed(desk.board(addresses[2]).context["previous"]) == expected[2:4]
        assert desk.listed("?show=waiting") == waiting[:2]

    def test_of_those_that_ended_the_latest_come_first_on_every_page(
        self, office, desk, monkeypatch
    ):
        monkeypatch.setattr(RequestAdmin, "list_per_page", 2)
        made = [entered(office, days) for days in (30, 25, 20, 15)]
        for request in made:
            taken(office, request, Step.WITHDRAW)
        newest = [request.reference for request in reversed(made)]
        first = desk.board("?show=ended")
        assert [line.title for line in first.context["table"].lines] == newest[:2]
        assert desk.listed(first.context["next"]) == newest[2:]

    def test_many_rows_cost_the_statements_of_one(self, office, desk):
        address = desk.board().request["PATH_INFO"]
        entered(office, 9, RequestedKind.ACCESS, RequestedKind.ERASURE)
        one = count_queries(desk.client, address)
        for days in range(12):
            entered(office, days, RequestedKind.ACCESS, RequestedKind.ERASURE)
        assert count_queries(desk.client, address) == one


class TestWhose:
    def test_a_handler_sees_the_requests_of_the_controllers_served(self, office):
        request = office.entered()
        strange = Desk(make.a_user(Group.REQUEST_HANDLER, make.a_controller("b", name="B Oy")))
        assert strange.listed() == []
        assert [tab.count for tab in strange.board().context["tabs"]] == [*[0] * 7, None]
        assert strange.listed(f"?q={request.reference}") == []
        assert Desk(office.officer).listed() == [request.reference]

    @pytest.mark.parametrize("group", [Group.STAFF, Group.ADMINISTRATOR, None])
    def test_others_have_no_desk(self, office, group):
        assert Desk(make.a_user(group, office.kept_by.controller)).board().status_code == 403


def test_a_lapsed_request_is_not_told_to_be_late(office, desk):
    """Nobody confirmed it, so nobody answers it."""
    request = office.submitted()
    office.step(request, Step.LAPSE, by=JOB, now=timezone.now())
    assert request.limit_on < timezone.localdate()
    page = desk.board("?show=ended")
    [line] = page.context["table"].lines
    words = "".join(map(str, line.cells[0].lines))
    assert "late" not in words
    assert "Lapsed" in words


def test_the_tabs_ask_once(office, desk):
    office.entered()
    with CaptureQueriesContext(connection) as asked:
        desk.board()
    counting = [one["sql"] for one in asked if "COUNT(" in one["sql"]]
    assert len(counting) == 1


def test_what_the_person_wrote_is_marked_until_staff_take_a_step(office, desk):
    request = office.confirmed()
    assert desk.listed("?show=news") == []
    office.step(request, Step.WRITE, by=THE_SUBJECT, body="Onko tietoa?")
    assert desk.listed("?show=news") == [request.reference]
    assert "New message" in desk.board().content.decode()
    assert "New message" in desk.page(request).content.decode()
    office.step(request, Step.ASSIGN, to=office.handler)
    assert desk.listed("?show=news") == []
    assert desk.page(request).context["news"] == ""


def test_what_waits_for_another_persons_approval_is_listed_and_said(office, desk):
    other = office.decided()  # nothing is erased
    erasure = office.decided(RequestedKind.ERASURE)
    assert desk.listed("?show=approval") == [erasure.reference]
    assert desk.page(erasure).context["needs_approval"] is True
    assert "Erasing needs the approval of another person" in desk.page(erasure).content.decode()
    assert Desk(office.officer).page(erasure).context["needs_approval"] is False
    office.step(other, Step.WITHDRAW)  # an erasure waits for what else the person asks
    office.approve(erasure)
    assert desk.listed("?show=approval") == []
