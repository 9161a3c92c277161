"""The figures of a year, counted by hand beside the requests they are made of."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from register import erasure
from register.erasure import Warrant
from register.groups import Group
from register.journal import JOB, THE_SUBJECT
from register.models import DataSubject
from retention.models import Hold
from subjects import figures, workflow
from subjects.enums import Channel, RequestedKind, Step
from subjects.figures import Decided, Figures, Paused, Tally, figures_of, median_of
from subjects.models import Request
from tests import factories as make
from tests.subjects.figures.conftest import ACCESS, OTHER, TODAY, Desk, at, shown


@pytest.mark.django_db
def test_what_was_withdrawn_before_it_was_confirmed_was_never_received(desk: Desk) -> None:
    desk.step(desk.submitted(OTHER, at=at(1, 6)), Step.WITHDRAW, by=THE_SUBJECT, now=at(2, 6))
    confirmed = desk.submitted(OTHER, at=at(1, 6))
    confirmed = desk.step(confirmed, Step.CONFIRM, by=THE_SUBJECT, now=at(2, 6))
    desk.step(confirmed, Step.WITHDRAW, by=THE_SUBJECT, now=at(3, 6))
    found = shown(2025)
    assert found.all.tally == Tally(received=1, withdrawn=1)
    assert found.unconfirmed == 1


@pytest.mark.django_db
def test_each_request_stands_in_one_column(year: Figures) -> None:
    assert year.all.tally == Tally(
        received=11, in_time=5, late=1, open=1, waiting=1, overdue=1, withdrawn=1, joined=1
    )
    assert (year.unconfirmed, year.lapsed) == (1, 1)
    # January … December: by Helsinki's calendar.
    assert year.months == [0, 1, 3, 0, 1, 0, 0, 0, 1, 1, 1, 3]


def test_days_are_counted_from_true_arrival_to_the_answer(year: Figures) -> None:
    assert year.all.median == 31.5  # of 0, 7, 31, 32, 38 and 94
    assert year.paused == Paused(requests=1, days=10)


def test_rights_count_in_each_request_that_names_them(year: Figures) -> None:
    told = {group.key: (group.tally, group.decided, group.median) for group in year.by_right}
    assert told == {
        "access": (Tally(3, in_time=2, waiting=1), Decided(refused=2), 22.5),  # 38, 7
        "marketing_ban": (Tally(1, in_time=1), Decided(granted=1), 0),
        "other": (  # 31, 32, 94, 7
            Tally(8, in_time=3, late=1, open=1, overdue=1, withdrawn=1, joined=1),
            Decided(granted=4),
            31.5,
        ),
    }


def test_the_rights_stand_in_the_order_in_which_they_are_asked_for(desk: Desk) -> None:
    asked = [RequestedKind.RECTIFICATION, RequestedKind.ERASURE, RequestedKind.PORTABILITY]
    desk.came(at(1, 12), *reversed(asked))
    assert [group.key for group in shown(2025).by_right] == asked


def test_channels_and_controllers(year: Figures) -> None:
    told = {group.key: (group.tally.received, group.median) for group in year.by_channel}
    assert told == {"letter": (9, 31.5), "phone": (2, 19)}  # 7, 31, 32, 94; 0, 38
    assert [group.tally.received for group in year.by_controller] == [11]


def test_outcomes_grounds_and_extensions(year: Figures) -> None:
    assert year.all.decided == Decided(granted=4, partly=1, refused=1)
    assert year.grounds == {"others_rights": 2}
    assert year.extensions == {"complexity": 1}
    assert year.extended_in_time == 1


@pytest.mark.parametrize(
    ("arrived", "of"),
    [
        (at(31, 12, 21, 59, year=2024), 2024),
        (at(31, 12, 22, 0, year=2024), 2025),  # midnight in Helsinki
        (at(31, 12, 21, 59), 2025),
        (at(31, 12, 22, 0), 2026),
    ],
)
def test_a_year_ends_at_midnight_in_helsinki(desk: Desk, arrived: datetime, of: int) -> None:
    desk.came(arrived, OTHER)
    found = {each: shown(each).all.tally.received for each in (2024, 2025, 2026)}
    assert found == {2024: 0, 2025: 0, 2026: 0, of: 1}


@pytest.mark.parametrize(
    ("answered", "days"),
    [
        (at(30, 3, 20, 59), 1),  # 23.59 in summer time
        (at(30, 3, 21, 0), 2),  # midnight, an hour sooner than the night before
    ],
)
def test_days_end_at_midnight_in_helsinki(desk: Desk, answered: datetime, days: int) -> None:
    desk.answer(desk.came(at(29, 3, 21, 59), OTHER), answered)
    assert shown(2025).all.median == days


def test_a_year_of_nothing(desk: Desk) -> None:
    empty = shown(2025)
    assert (empty.all.tally, empty.all.median) == (Tally(), None)
    assert (empty.by_right, empty.grounds, empty.extensions) == ([], {}, {})


def test_a_question_after_the_limit_and_the_same_day_twice_stop_nothing(desk: Desk) -> None:
    request = desk.ask(desk.came(at(3, 2), ACCESS), at(5, 2))
    request = desk.step(request, Step.NOTE_ANSWER, now=at(8, 2))  # 3 days: until 6.3.
    request = desk.ask(request, at(8, 2, 12))
    request = desk.step(request, Step.NOTE_ANSWER, now=at(10, 2))  # 2 more: until 8.3., so 10.3.
    request = desk.ask(request, at(11, 3))  # too late
    request = desk.step(request, Step.NOTE_ANSWER, now=at(20, 3))
    desk.answer(request, at(20, 3))
    found = shown(2025)
    assert found.paused == Paused(requests=1, days=5)
    assert (found.all.tally.late, found.all.median) == (1, 45)


def test_figures_of_two_controllers_and_of_those_one_serves(desk: Desk) -> None:
    from_us = desk.answer(desk.came(at(10, 3), OTHER), at(12, 3))
    second = make.a_membership(
        make.a_register("toinen"), make.a_controller("toinen", name="Toinen Oy")
    )
    draft = desk.draft(OTHER, controller=second.controller, register=second.register)
    come = {"channel": Channel.EMAIL, "received_at": at(11, 3), "now": at(11, 3)}
    workflow.enter(draft, by=desk.officer, **come)
    found = {group.key: group.tally for group in shown(2025).by_controller}
    assert found == {
        from_us.controller_id: Tally(1, in_time=1),
        second.controller.pk: Tally(1, overdue=1),
    }
    theirs = make.a_user(Group.REQUEST_HANDLER, second.controller)
    seen = figures_of(Request.objects.visible_to(theirs), 2025, today=TODAY)
    assert (seen.all.tally, seen.all.median) == (Tally(1, overdue=1), None)
    assert [group.key for group in seen.by_channel] == ["email"]


def test_a_person_who_is_gone_stays_counted(desk: Desk) -> None:
    desk.answer(desk.came(at(10, 3), OTHER), at(12, 3))
    before = shown(2025)
    Hold.objects.all().delete()
    erasure.erase_people([desk.person.pk], warrant=Warrant(digest="0" * 64, by=JOB))
    assert not DataSubject.objects.exists()
    assert (shown(2025), before.all.tally.in_time) == (before, 1)


def test_requests_whose_own_period_is_over_are_missed_and_since_when_is_told(
    settings: LazySettings,
) -> None:
    settings.REQUEST_KEPT_MONTHS = 36
    assert figures.whole_since(date(2025, 12, 30)) == date(2022, 12, 30)
    settings.REQUEST_KEPT_MONTHS = 0
    assert figures.whole_since(date(2025, 12, 30)) is None


def test_years_to_choose_from(desk: Desk) -> None:
    assert list(figures.years_of(Request.objects.all(), today=TODAY)) == [2025]
    desk.came(at(31, 12, 22, 30, year=2022), OTHER)  # the first of January
    assert list(figures.years_of(Request.objects.all(), today=TODAY)) == [2025, 2024, 2023]


@pytest.mark.parametrize(
    ("counts", "median"),
    [
        ({}, None),
        ({4: 1}, 4),
        ({4: 1, 7: 1}, 5.5),
        ({30: 1, 2: 2}, 2),
        ({1: 2, 9: 2}, 5),
        ({0: 1, 1: 1, 90: 3}, 90),
    ],
)
def test_median(counts: dict[int, int], median: float | None) -> None:
    assert median_of(counts) == median


def test_more_requests_ask_the_database_no_more(
    desk: Desk, django_assert_num_queries: Callable[[int], Any]
) -> None:
    statements = 14
    desk.answer(desk.came(at(10, 3), OTHER), at(12, 3))
    with django_assert_num_queries(statements):
        shown(2025)
    for day in range(1, 6):
        desk.answer(desk.came(at(day, 3), OTHER, ACCESS), at(day, 3) + timedelta(days=day))
        desk.step(desk.submitted(at=at(day, 5)), Step.CONFIRM, by=THE_SUBJECT, now=at(day, 5))
    with django_assert_num_queries(statements):
        shown(2025)
