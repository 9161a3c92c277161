"""Plans in the admin: made, looked at, approved, carried out."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from register.admin.people import url_of_person
from register.models import Act, DataSubject, Invoice, JournalEntry
from retention import approvals
from retention.background import carry_out
from retention.models import Approval, ApprovalWay, Outcome, Plan, PlanItem, Run
from tests.admin_pages import count_queries, url
from tests.factories import (
    a_contact_point,
    a_controller,
    a_membership,
    a_person,
    a_user,
    an_invoice,
)
from tests.retention.desk.conftest import PASSWORD, with_password

pytestmark = pytest.mark.django_db


def page(plan, name="page", *args):
    return url(Plan, name, plan.pk, *args)


def told(response):
    """What the officer is told at the top of the page that follows."""
    return [str(message) for message in response.context["messages"]]


def make(client, **said):
    said = {"on": timezone.localdate(), "newest": 0, **said}
    return client.post(url(Plan, "make"), said, follow=True)


# Making


def test_an_officer_makes_a_plan_for_a_day_and_sees_it(client, world, officer):
    day = timezone.localdate() + timedelta(days=14)
    answer = make(client, on=day, register=world.register.pk)
    plan = Plan.objects.get()
    assert (plan.on, plan.register, plan.made_by) == (day, world.register, officer)
    assert answer.redirect_chain[-1][0] == page(plan)
    assert told(answer) == ["The plan is made. Nothing is erased before it is approved."]


def test_a_second_click_shows_the_plan_of_the_first(client, world, officer):
    make(client, register=world.register.pk)
    answer = make(client, register=world.register.pk)
    assert answer.redirect_chain[-1][0] == page(Plan.objects.get())


@pytest.mark.parametrize("days", [-1, 15])
def test_no_plan_is_made_for_the_past_or_too_far_ahead(client, world, officer, days):
    answer = make(client, on=timezone.localdate() + timedelta(days=days))
    assert told(answer) == ["Choose a day from today to fourteen days ahead."]
    assert not Plan.objects.exists()


# Looking


def figures(response):
    return {figure.label: figure.count for figure in response.context["figures"].outcomes}


def test_the_page_tells_how_much_goes_and_how_much_needs_a_look(client, world, officer, voucher):
    answer = client.get(page(world.plan()))
    # Two people go whole; of the third the day is not known: each category of hers needs a look.
    looks = PlanItem.objects.filter(outcome=Outcome.LOOK)
    assert figures(answer) == {
        "Erase": 2,
        "Anonymise": 0,
        "Keep": 1,
        "Needs a look": looks.count(),
    }
    assert set(looks.values_list("subject", flat=True)) == {world.unknown.pk}


def test_nothing_due_is_said_in_words(client, world, officer):
    for number in range(3):
        world.register.pk = None
        world.register.slug = f"tyhja-{number}"
    world.register.save()
    answer = client.get(page(world.plan()))
    assert "Nothing is due on that day." in answer.content.decode()
    assert answer.context["approving"].in_the_way
    assert answer.context["standing"].badge == "nothing to erase"


def test_lists_are_entered_from_the_figures(client, world, officer):
    plan = world.plan()
    answer = client.get(page(plan))
    erased = next(one for one in answer.context["figures"].outcomes if one.label == "Erase")
    lines = client.get(erased.url).context["table"].lines
    assert [line.url for line in lines] == [
        url_of_person(person, origin=f"retention-{plan.pk}") for person in (world.gone, world.other)
    ]
    assert client.get(lines[0].url).status_code == 200
    viewed = JournalEntry.objects.filter(act=Act.VIEWED, uuid=world.gone.uuid).get()
    assert (viewed.occasion, viewed.reference) == ("retention", f"retention-{plan.pk}")


def test_an_item_names_the_rule_the_event_and_the_day(client, world, officer):
    items = f"{url(PlanItem, 'changelist')}?plan={world.plan().pk}&outcome=erase"
    said = [
        str(words)
        for cell in client.get(items).context["table"].lines[0].cells
        for words in cell.said
    ]
    assert said == [
        "The whole person",
        "Erase",
        "Asiakastiedot",
        "end of the customer relationship 19 Oct 2018",
        "20 Oct 2023",
    ]


def test_a_list_without_a_plan_leads_to_the_plans(client, world, officer):
    answer = client.get(url(PlanItem, "changelist"))
    assert answer.status_code == 302
    assert answer["Location"] == url(Plan, "changelist")


def test_nobody_is_named_to_whom_may_not_see_the_person(client, world):
    strange = a_user(None, a_controller("toinen", name="Vieras Oy"))
    names = ["view_plan", "view_planitem", "view_datasubject", "view_invoice"]
    strange.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(strange)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = client.get(f"{url(PlanItem, 'changelist')}?plan={world.plan().pk}&outcome=erase")
    assert [line.title for line in answer.context["table"].lines] == ["Not shown to you"] * 2
    assert "Tarulainen" not in answer.content.decode()


def test_a_page_asks_the_database_as_often_for_many_as_for_few(client, world, officer):
    few = world.plan()
    for number in range(20):
        person = world.person(
            f"B-{number}",
            relationship="former",
            relationship_ended_on=world.gone.relationship_ended_on,
        )
        a_contact_point(person, f"toinen-{number}@satumaa.example")
    many = world.plan()
    for address in (page, lambda plan: f"{url(PlanItem, 'changelist')}?plan={plan.pk}"):
        client.get(address(few))
        assert count_queries(client, address(many)) == count_queries(client, address(few))


# The report


def test_the_report_has_every_item_and_no_names(client, world, officer):
    plan = world.plan()
    answer = client.get(page(plan, "report", "csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 1 + plan.items.count()
    erased = next(row for row in rows if row[0] == str(world.gone.uuid))
    assert erased[5:10] == [
        "erase",
        "asiakkaat/asiakastiedot",
        "end of the customer relationship",
        "2018-10-19",
        "2023-10-20",
    ]
    assert "Tarulainen" not in text
    assert "satumaa" not in text


def test_the_report_as_a_spreadsheet_and_its_trace(client, world, officer):
    plan = world.plan()
    answer = client.get(page(plan, "report", "xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.max_row == 1 + plan.items.count()
    taken = JournalEntry.objects.get(act=Act.EXPORTED)
    assert (taken.about, taken.row, taken.count) == (
        "retention.Plan",
        plan.pk,
        plan.items.count(),
    )


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_report_tells_only_of_the_controllers_whose_people_one_may_see(client, world, form):
    elsewhere = a_membership(world.register, a_controller("muu"))
    long_ago = date(2018, 1, 1)
    theirs = a_person(elsewhere, relationship="former", relationship_ended_on=long_ago)
    for kept_by, number in ((elsewhere, "L-1"), (world.kept_by, "L-2")):
        year_end = date(2015, 12, 31)
        an_invoice(
            None, number, kept_by=kept_by, issued_on=date(2015, 1, 1), financial_year_end=year_end
        )
    plan = world.plan()
    reader = a_user(None, elsewhere.controller)
    reader.user_permissions.add(*Permission.objects.filter(codename__in=["view_plan"]))
    client.force_login(reader)
    answer = client.get(page(plan, "report", form))
    invoice = Invoice.objects.get(number="L-1")
    assert {(row[0], row[4]) for row in table_of(answer)} == {
        (str(theirs.uuid), None),
        ("", invoice.pk),
    }
    assert JournalEntry.objects.get(act=Act.EXPORTED).count == 2


def table_of(answer):
    """Rows without their headings: of the person, the random number; numbers as numbers."""
    content = answer.getvalue() if answer.streaming else answer.content
    if answer["Content-Type"].startswith("text/csv"):
        _headings, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
        return [[*row[:4], int(row[4]) if row[4] else None] for row in rows]
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    _headings, *found = sheet.iter_rows(values_only=True)
    return [[row[0] or "", *row[1:]] for row in found]


def test_there_is_no_other_kind_of_report(client, world, officer):
    assert client.get(page(world.plan(), "report", "html")).status_code == 404


# Approving


def approve(client, plan, **said):
    said = {"digest": plan.digest, **said}
    return client.post(page(plan, "approve"), said, follow=True)


def test_another_person_approves_by_the_button_alone(client, world, officer, second):
    plan = world.plan(by=second)
    answer = approve(client, plan)
    assert told(answer) == ["The plan is approved."]
    approval = Approval.objects.get()
    assert (approval.approved_by, approval.way) == (officer, ApprovalWay.SECOND_PERSON)
    assert answer.context["standing"].badge == "approved"


def test_who_made_the_plan_does_not_approve_it_where_another_could(client, world, officer, second):
    plan = world.plan(by=officer)
    words = "You made this plan: somebody else must approve it."
    assert client.get(page(plan)).context["approving"].in_the_way == words
    assert told(approve(client, plan)) == [words]
    assert not Approval.objects.exists()


def test_a_sole_officer_signs_in_again_and_types_the_count(client, world, officer):
    plan = world.plan(by=officer)
    assert client.get(page(plan)).context["approving"].sole
    with_password(officer)
    client.force_login(officer)
    answer = approve(client, plan, count=2, password=PASSWORD)
    assert told(answer) == ["The plan is approved."]
    assert Approval.objects.get().way == ApprovalWay.SOLE_OFFICER


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"count": 3, "password": PASSWORD}, "count", "The count is not that of the plan"),
        ({"count": 2, "password": "arvaus"}, "password", "This is not your password."),
        ({"count": 2}, "password", "This field is required."),
        ({"password": PASSWORD}, "count", "This field is required."),
    ],
)
def test_a_sole_officer_who_does_not_is_told_so(client, world, officer, said, field, words):
    with_password(officer)
    client.force_login(officer)
    answer = approve(client, world.plan(by=officer), **said)
    assert answer.context["approving"].form.errors[field][0].startswith(words)
    assert said.get("password", PASSWORD) not in answer.content.decode()
    assert not Approval.objects.exists()


def test_a_plan_that_is_another_than_was_looked_at_is_not_approved(client, world, officer):
    plan = world.plan()
    answer = approve(client, plan, digest="0" * 64)
    assert told(answer) == ["The plan is not the one you looked at: look at it again."]
    assert not Approval.objects.exists()


def test_a_second_click_approves_nothing_twice(client, world, officer):
    plan = world.plan()
    approve(client, plan)
    assert told(approve(client, plan)) == ["The plan is approved."]
    assert Approval.objects.count() == 1


# Carrying out


def approved(world, by):
    plan = world.plan()
    approvals.approve(
        plan, by=by, way=ApprovalWay.SECOND_PERSON, now=timezone.now(), digest=plan.digest
    )
    return plan


def queued():
    return DBTaskResult.objects.filter(task_path="retention.background.carry_out")


def work():
    """What a worker does with what is queued."""
    for task in queued():
        carry_out.func(*task.args_kwargs["args"])
        task.delete()


def test_an_approved_plan_is_carried_out_in_the_background(client, world, officer, voucher):
    plan = approved(world, officer)
    answer = client.post(page(plan, "run"), follow=True)
    assert answer.context["running"].queued
    work()
    running = client.get(page(plan)).context["running"]
    assert (running.finished, running.done, running.total) == (True, 2, 2)
    left = DataSubject.objects.order_by("pk")
    assert list(left) == [world.stays, world.unknown]
    assert Invoice.objects.get().subject is None
    erased = JournalEntry.objects.filter(act=Act.ERASED, about="register.DataSubject")
    assert {entry.actor for entry in erased} == {officer.pk}


def test_a_second_click_queues_nothing(client, world, officer):
    plan = approved(world, officer)
    client.post(page(plan, "run"), follow=True)
    answer = client.post(page(plan, "run"), follow=True)
    assert told(answer) == ["The run is in the queue already."]
    assert queued().count() == 1
    work()
    answer = client.post(page(plan, "run"), follow=True)
    assert told(answer) == ["The plan is carried out already."]


def test_without_approval_nothing_can_be_started(client, world, officer):
    plan = world.plan()
    assert client.get(page(plan)).context["running"] is None
    answer = client.post(page(plan, "run"), follow=True)
    assert told(answer) == ["Nobody has approved the plan."]
    assert not queued().exists()


def test_the_switch_in_the_settings_stops_everything(client, world, officer, settings):
    plan = approved(world, officer)
    settings.RETENTION_RUNS = False
    answer = client.get(page(plan))
    assert not answer.context["running"].may_start
    assert "Retention runs are switched off." in answer.content.decode()
    client.post(page(plan, "run"))
    assert not queued().exists()


def test_a_plan_made_by_other_rules_is_not_carried_out(client, world, officer):
    plan = approved(world, officer)
    term = world.rule.terms.get()
    term.length = 7
    term.save()
    answer = client.get(page(plan))
    assert not answer.context["running"].may_start
    assert "The retention rules have changed since the plan was made" in answer.content.decode()


def test_what_is_held_since_is_left_alone_and_told(client, world, officer):
    plan = approved(world, officer)
    client.post(
        reverse("admin:retention_hold_place", args=(world.gone.pk,)),
        {"reason": "dispute", "review_on": timezone.localdate() + timedelta(days=90)},
    )
    client.post(page(plan, "run"))
    work()
    answer = client.get(page(plan))
    [left] = answer.context["left"]
    assert (left.label, left.count) == ("A hold was placed after the plan", 1)
    assert [line.title for line in client.get(left.url).context["table"].lines] == [
        world.gone.full_name
    ]
    assert DataSubject.objects.filter(pk=world.gone.pk).exists()
    assert not DataSubject.objects.filter(pk=world.other.pk).exists()


def test_a_run_at_work_can_be_stopped_and_an_interrupted_one_resumed(client, world, officer):
    plan = approved(world, officer)
    now = timezone.now()
    run = Run.objects.create(plan=plan, started_at=now, beat_at=now)
    answer = client.get(page(plan))
    assert (answer.context["running"].may_stop, answer.context["running"].may_start) == (
        True,
        False,
    )
    answer = client.post(page(plan, "stop"), follow=True)
    assert told(answer) == ["The run stops after what it has in hand. It can be resumed."]
    assert answer.context["running"].stopping
    run.refresh_from_db()
    assert run.stop_asked_at is not None
    run.beat_at = now - timedelta(minutes=10)
    run.save()
    answer = client.get(page(plan))
    assert answer.context["standing"].badge == "interrupted"
    client.post(page(plan, "run"))
    work()
    assert client.get(page(plan)).context["running"].finished


def test_what_changes_something_is_never_done_by_a_link(client, world, officer):
    plan = world.plan()
    for name in ("approve", "run", "stop"):
        assert client.get(page(plan, name)).status_code == 405
    assert client.get(url(Plan, "make")).status_code == 405


# What needs a look


def test_what_is_missing_leads_to_the_page_that_mends_it(client, world, officer):
    plan = world.plan()
    found = client.get(page(plan, "look")).context["looks"]
    assert {one.why for one in found} == {"the day it is counted from is not known"}
    lines = client.get(found[0].list_url).context["table"].lines
    way = lines[0].cells[-1]
    assert (str(way.label), way.said) == ("To mend", ["Open the card"])
    assert client.get(way.url).status_code == 200


def test_data_without_a_rule_lead_to_making_one(client, world, officer):
    world.rule.delete()
    found = client.get(page(world.plan(), "look")).context["looks"]
    assert {one.why for one in found} == {"no rule covers it"}
    assert client.get(found[0].mend.url).status_code == 200


def test_where_nothing_needs_a_look_the_page_says_so(client, world, officer):
    world.unknown.relationship_ended_on = timezone.localdate()
    world.unknown.save()
    answer = client.get(page(world.plan(), "look"))
    assert "Nothing needs a look" in answer.content.decode()
