"""What falls due in the coming months: counted at night, drawn and told."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from register.groups import Group
from register.models import JournalEntry
from retention.forecasting import forecast
from retention.models import Plan
from tests.admin_pages import signed_in, url

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def counted(world):
    """Two due for years; one on 1.3.2027; one on 1.11.2027, the day after what is counted."""
    for number, ended in (("B-1", date(2022, 2, 28)), ("B-2", date(2022, 10, 31))):
        world.person(number, relationship="former", relationship_ended_on=ended)
    return forecast(world.register, now=NOW)


def test_each_month_has_what_falls_due_in_it_and_the_first_what_is_due(counted):
    assert (counted[0].month, counted[-1].month) == (date(2026, 11, 1), date(2027, 10, 1))
    assert {row.month: row.people for row in counted if row.people} == {
        date(2026, 11, 1): 2,
        date(2027, 3, 1): 1,
    }


def test_counting_leaves_no_plan_and_no_trace_and_replaces_the_last(world, counted):
    entries = JournalEntry.objects.count()
    again = forecast(world.register, now=NOW)
    assert world.register.forecasts.count() == len(again) == 12
    assert (Plan.objects.count(), JournalEntry.objects.count()) == (0, entries)


def test_bars_and_table_have_the_same_figures(client, counted, officer):
    answer = client.get(url(Plan, "changelist"))
    chart = answer.context["chart"]
    assert [(month.name, month.people) for month in chart.months if month.total] == [
        ("November 2026", 2),
        ("March 2027", 1),
    ]
    high, low = (month.height for month in chart.months if month.total)
    assert high == 2 * low
    assert answer.content.decode().count("<rect") == 2


def test_the_start_page_shows_it_in_small_to_whom_it_concerns(client, counted, officer):
    words = "What falls due in the coming months"
    assert words in client.get(reverse("admin:index")).content.decode()
    signed_in(client, Group.STAFF)
    assert words not in client.get(reverse("admin:index")).content.decode()


def test_before_the_first_night_nothing_is_drawn(client, world, officer):
    assert client.get(url(Plan, "changelist")).context["chart"] is None
    assert client.get(reverse("admin:index")).status_code == 200
