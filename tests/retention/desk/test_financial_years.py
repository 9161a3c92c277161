"""The financial years of a company: recorded on its page, once their effect has been seen."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone

from register.enums import Relationship
from register.groups import Group
from register.models import Controller
from retention.enums import Rounding, Trigger
from retention.models import FinancialYear, check_year
from tests import factories as make
from tests.admin_pages import filled, signed_in, url
from tests.retention.desk.test_plans import told
from tests.retention.rules import day

pytestmark = pytest.mark.django_db
YEARS = "financial_years"


@pytest.fixture
def this_year():
    return timezone.localdate().year


@pytest.fixture
def counted(world, this_year):
    """A year from the end of the financial year, for one who left in January last year."""
    world.rule.terms.update(length=1, rounding=Rounding.END_OF_FINANCIAL_YEAR)
    world.left = world.person(
        "A-5",
        relationship=Relationship.FORMER,
        relationship_ended_on=date(this_year - 1, 1, 15),
    )
    return world


def page(world):
    return url(Controller, "change", world.controller.pk)


def written(client, world, *years, **said):
    """The company's page as opened, with other years and words."""
    sent = {**filled(client.get(page(world))), **said}
    known = int(sent[f"{YEARS}-INITIAL_FORMS"])
    for number, (ends_on, adopted_on) in enumerate(years, start=known):
        sent |= {
            f"{YEARS}-{number}-ends_on": ends_on or "",
            f"{YEARS}-{number}-adopted_on": adopted_on or "",
        }
    return {**sent, f"{YEARS}-TOTAL_FORMS": str(known + len(years))}


def save(client, world, *years, **said):
    return client.post(page(world), written(client, world, *years, **said))


def once_seen(client, world, shown, *years, **said):
    seen = {shown.context["seen_name"]: shown.context["seen"]}
    return client.post(page(world), {**dict(shown.context["sent"]), **seen}, follow=True)


def recorded(world):
    years = FinancialYear.objects.filter(controller=world.controller).order_by("ends_on")
    return list(years.values_list("ends_on", "adopted_on"))


def figures(answer):
    return {change.label: (change.before, change.after) for change in answer.context["changes"]}


def end_of_january(this_year):
    """Whoever left that month falls due a year later, from February."""
    first = timezone.localdate().replace(day=1)
    return date(this_year - 1, 1, 31), f"{max(first, date(this_year, 2, 1)):%B %Y}"


def test_what_falls_due_is_shown_and_nothing_is_saved(client, counted, this_year, officer):
    ends_on, month = end_of_january(this_year)
    shown = save(client, counted, (ends_on, None))
    assert figures(shown)[month][1] == figures(shown)[month][0] + 1
    assert "What the financial years change" in shown.content.decode()
    assert recorded(counted) == []


def test_it_is_saved_once_seen_and_the_audit_log_tells_by_whom(client, counted, this_year, officer):
    ends_on, _month = end_of_january(this_year)
    answer = once_seen(client, counted, save(client, counted, (ends_on, None)))
    assert told(answer) == [f"Saved: {counted.controller.name}."]
    assert recorded(counted) == [(ends_on, None)]
    entry = LogEntry.objects.get_for_model(FinancialYear).get()
    assert (entry.action, entry.actor) == (LogEntry.Action.CREATE, officer)
    assert entry.changes["ends_on"] == ["None", str(ends_on)]


def test_all_registers_of_the_company_are_counted(client, counted, this_year, officer):
    other = make.a_register("jasenet", name_fi="Jäsenrekisteri")
    kept_by = make.a_membership(other, counted.controller)
    rule = make.a_rule(other)
    rule.terms.create(
        key="ehto",
        length=1,
        unit="year",
        trigger=Trigger.CUSTOMER_RELATIONSHIP_END,
        rounding=Rounding.END_OF_FINANCIAL_YEAR,
    )
    left = date(this_year - 1, 1, 15)
    make.a_person(kept_by, relationship=Relationship.FORMER, relationship_ended_on=left)
    ends_on, month = end_of_january(this_year)
    shown = figures(save(client, counted, (ends_on, None)))[month]
    assert shown[1] == shown[0] + 2


def test_the_day_statements_were_adopted_shows_its_effect(client, world, this_year, officer):
    ended, adopted = date(this_year - 4, 12, 31), date(this_year - 3, 4, 15)
    FinancialYear.objects.create(controller=world.controller, ends_on=ended)
    world.vouchers.terms.update(
        trigger=Trigger.FINANCIAL_STATEMENTS_ADOPTED, length=1, rounding=Rounding.NONE
    )
    make.an_invoice(
        world.gone, kept_by=world.kept_by, issued_on=ended, due_on=ended, financial_year_end=ended
    )
    shown = save(client, world, **{f"{YEARS}-0-adopted_on": adopted})
    assert figures(shown)["Single rows, such as invoices"] == (0, 1)
    once_seen(client, world, shown)
    assert recorded(world) == [(ended, adopted)]


def test_where_no_rule_counts_by_the_years_they_are_saved_at_once(client, world, officer):
    answer = save(client, world, (date(2025, 6, 30), date(2025, 9, 1)))
    assert answer.status_code == 302
    assert recorded(world) == [(date(2025, 6, 30), date(2025, 9, 1))]


def test_what_does_not_concern_the_years_is_saved_at_once(client, counted, officer):
    FinancialYear.objects.create(controller=counted.controller, ends_on=date(2024, 6, 30))
    FinancialYear.objects.create(controller=counted.controller, ends_on=date(2020, 6, 30))
    answer = save(client, counted, short_name="Esimerkki")
    assert answer.status_code == 302
    assert Controller.objects.get(pk=counted.controller.pk).short_name == "Esimerkki"


def test_who_saves_second_is_told(client, world, officer):
    sent = written(client, world, (date(2025, 6, 30), None))
    FinancialYear.objects.create(controller=world.controller, ends_on=date(2025, 12, 31))
    answer = client.post(page(world), sent)
    assert "Somebody else saved this" in str(answer.context["adminform"].form.non_field_errors())
    assert recorded(world) == [(date(2025, 12, 31), None)]


# What cannot be


@pytest.mark.parametrize(
    ("before", "ends_on", "adopted_on", "wrong"),
    [
        ("", "31.12.2025", "", []),
        ("31.12.2024", "31.12.2025", "1.4.2026", []),
        ("30.6.2021", "31.12.2022", "", []),  # eighteen months
        ("30.6.2021", "31.1.2023", "", ["ends_on"]),
        ("31.8.2020", "28.2.2022", "", []),
        ("31.12.2025", "31.3.2026", "", []),  # a short year, where the end was changed
        ("", "22.5.2028", "", []),  # begun today at the latest
        ("", "23.5.2028", "", ["ends_on"]),
        ("", "31.12.2025", "22.11.2026", []),
        ("", "31.12.2025", "23.11.2026", ["adopted_on"]),
    ],
)
def test_a_year_lasts_eighteen_months_at_most(before, ends_on, adopted_on, wrong):
    year = FinancialYear(ends_on=day(ends_on), adopted_on=day(adopted_on) if adopted_on else None)
    found = []
    try:
        check_year(year, before=day(before) if before else None, today=date(2026, 11, 22))
    except ValidationError as faults:
        found = list(faults.message_dict)
    assert found == wrong


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (
            [("2020-12-31", ""), ("2024-12-31", "")],
            "the end recorded before this one is 31 Dec 2020",
        ),
        ([("2099-12-31", "")], "This financial year has not begun"),
        ([("2024-12-31", "2099-04-01")], "This day has not come yet."),
        ([("2024-12-31", "2024-04-01")], "Statements are adopted after the year has ended."),
        ([("2024-12-31", ""), ("2024-12-31", "")], "The same day stands here twice."),
        ([("", "2024-04-01")], "This field is required."),
    ],
)
def test_the_fault_is_told_where_it_is(client, world, officer, years, words):
    answer = save(client, world, *years)
    assert words in answer.content.decode()
    assert recorded(world) == []


def test_a_year_in_the_middle_is_not_taken_away(client, world, officer):
    ends = [date(year, 12, 31) for year in (2023, 2024, 2025)]
    for ends_on in ends:
        FinancialYear.objects.create(controller=world.controller, ends_on=ends_on)
    answer = save(client, world, **{f"{YEARS}-1-DELETE": "on"})  # the newest stands first
    assert "record the years between too" in answer.content.decode()
    assert save(client, world, **{f"{YEARS}-0-DELETE": "on"}).status_code == 302
    assert [ends_on for ends_on, _adopted in recorded(world)] == ends[:2]


# Who may


@pytest.mark.parametrize("group", [Group.STAFF, Group.REQUEST_HANDLER, Group.AUDITOR])
def test_others_read_the_years_and_change_nothing(client, world, group):
    FinancialYear.objects.create(controller=world.controller, ends_on=date(2025, 12, 31))
    signed_in(client, group)
    shown = client.get(page(world)).content.decode()
    assert "31 Dec 2025" in shown
    assert f"{YEARS}-0-ends_on" not in shown
    assert client.post(page(world), {}).status_code == 403


def test_only_those_change_them_who_may_see_the_companys_people(client, world):
    keeper = make.a_user()
    for name in ("change_controller", "view_financialyear", "add_financialyear"):
        keeper.user_permissions.add(Permission.objects.get(codename=name))
    client.force_login(keeper)
    save(client, world, (date(2025, 12, 31), None))
    assert recorded(world) == []
    keeper.controllers.add(world.controller)
    save(client, world, (date(2025, 12, 31), None))
    assert recorded(world) == [(date(2025, 12, 31), None)]
