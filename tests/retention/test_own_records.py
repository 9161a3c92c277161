"""Our own records have periods of their own: audit log and staff accounts; holds are reviewed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from auditlog.models import LogEntry

from register.groups import Group
from register.models import Act, JournalEntry, Occasion, OutgoingMail, User
from retention import holds
from retention.models import Hold, Plan, PlanItem, Run
from retention.own_records import forget_days, forget_items, forget_shut_accounts, prune_log
from tests.factories import a_controller, a_person, a_purpose, a_register, a_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


# The audit log


def written(day: datetime) -> LogEntry:
    """An entry of that day."""
    a_purpose(a_register(f"rekisteri-{LogEntry.objects.count()}"))
    entry = LogEntry.objects.order_by("-pk").first()
    LogEntry.objects.filter(pk=entry.pk).update(timestamp=day)
    return entry


def test_old_entries_go_and_the_journal_tells_how_many():
    old = written(datetime(2016, 11, 21, 12, 0, tzinfo=UTC))
    kept = written(datetime(2016, 11, 22, 12, 0, tzinfo=UTC))  # ten years old today, not older
    assert prune_log(NOW, months=120) == 1
    left = set(LogEntry.objects.values_list("pk", flat=True))
    assert kept.pk in left
    assert old.pk not in left
    told = JournalEntry.objects.get(act=Act.ERASED)
    assert (told.about, told.count, told.occasion) == ("auditlog.LogEntry", 1, "retention")


def test_where_nothing_is_old_nothing_is_told():
    written(NOW)
    assert prune_log(NOW, months=120) == 0
    assert not JournalEntry.objects.filter(act=Act.ERASED).exists()


# Plans


def test_the_items_of_old_plans_go_and_the_figures_stay():
    register = a_register()
    old, young, begun = (
        Plan.objects.create(register=register, on=on, made_at=NOW, rules_digest="", counts={"a": 1})
        for on in (date(2025, 11, 21), date(2025, 11, 22), date(2025, 11, 21))
    )
    Run.objects.create(plan=begun, started_at=NOW, beat_at=NOW)  # it may still go on
    for plan in (old, young, begun):
        plan.items.create(part="person", outcome="keep", kept="hold")
    assert forget_items(NOW, months=12) == 1
    assert set(PlanItem.objects.values_list("plan", flat=True)) == {young.pk, begun.pk}
    old.refresh_from_db()
    assert old.counts == {"a": 1}


def test_what_nobody_can_carry_out_any_more_tells_no_days():
    """Its rows may have gone by another plan, whose own days went with them."""
    register = a_register()
    too_old = date(2026, 11, 7)

    def a_plan(on=too_old, **said):
        return Plan.objects.create(register=register, on=on, made_at=NOW, rules_digest="", **said)

    over, stands, at_work, killed, asked = (
        a_plan(),
        a_plan(date(2026, 11, 8)),
        a_plan(),
        a_plan(),
        a_plan(occasion=Occasion.REQUEST, reference="2026-0001"),
    )
    Run.objects.create(plan=at_work, started_at=NOW, beat_at=NOW - timedelta(hours=1))
    Run.objects.create(plan=killed, started_at=NOW, beat_at=NOW - timedelta(days=2))
    days = {"event_on": date(2019, 3, 12), "due_on": date(2024, 3, 13), "kept_until": TODAY}
    for plan in (over, stands, at_work, killed, asked):
        plan.items.create(part="row", row=7, outcome="keep", kept="longer_rule", **days)
        plan.items.create(part="row", row=8, outcome="look", kept="no_rule")
    assert forget_days(NOW) == 2
    dated = PlanItem.objects.filter(event_on__isnull=False, due_on__isnull=False)
    assert set(dated.values_list("plan", flat=True)) == {
        stands.pk,
        at_work.pk,
        asked.pk,
    }
    assert PlanItem.objects.filter(kept_until__isnull=False).count() == 3
    assert PlanItem.objects.count() == 10
    assert forget_days(NOW) == 0


# Staff accounts


def an_account(*, used: datetime, **values) -> User:
    values = {"first_name": "Väinö", "email": "vaino@satumaa.example", **values}
    user = a_user(Group.STAFF, a_controller(f"yritys-{User.objects.count()}"), **values)
    User.objects.filter(pk=user.pk).update(
        last_login=used, date_joined=datetime(2020, 1, 1, tzinfo=UTC)
    )
    user.refresh_from_db()
    return user


def test_a_shut_account_loses_its_name_and_keeps_its_number():
    gone = an_account(used=datetime(2023, 11, 21, tzinfo=UTC), is_active=False)
    in_use = an_account(used=datetime(2023, 11, 21, tzinfo=UTC))
    recent = an_account(used=datetime(2024, 1, 1, tzinfo=UTC), is_active=False)
    assert forget_shut_accounts(NOW, months=36) == 1
    gone.refresh_from_db()
    assert (gone.username, gone.first_name, gone.email) == (f"former-{gone.pk}", "", "")
    assert not gone.has_usable_password()
    assert (gone.groups.count(), gone.controllers.count()) == (0, 0)
    for user in (in_use, recent):
        user.refresh_from_db()
        assert user.first_name == "Väinö"


def test_a_second_night_finds_nothing_more():
    an_account(used=datetime(2023, 1, 1, tzinfo=UTC), is_active=False)
    forget_shut_accounts(NOW, months=36)
    assert forget_shut_accounts(NOW, months=36) == 0
    assert JournalEntry.objects.filter(act=Act.ERASED, about="register.User").count() == 1


# Reminders of holds


def a_hold(review_on: date, by: User, **values) -> Hold:
    return Hold.objects.create(
        subject=a_person(),
        reason="dispute",
        placed_on=date(2026, 1, 1),
        review_on=review_on,
        placed_by=by,
        **values,
    )


def mails() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("recipient", flat=True))


@pytest.fixture
def officer() -> User:
    return a_user(Group.COMPLIANCE_OFFICER, email="virkailija@seloste.example")


@pytest.fixture
def handler() -> User:
    return a_user(Group.REQUEST_HANDLER, email="kasittelija@seloste.example")


def test_who_placed_a_hold_and_the_officers_are_reminded_once_before_and_once_on_the_day(
    officer, handler
):
    a_hold(TODAY + timedelta(days=14), handler)
    assert holds.remind(TODAY - timedelta(days=1)) == 0
    assert holds.remind(TODAY) == 2
    assert mails() == [handler.email, officer.email]
    assert holds.remind(TODAY + timedelta(days=1)) == 0
    assert holds.remind(TODAY + timedelta(days=14)) == 2
    assert holds.remind(TODAY + timedelta(days=40)) == 0


def test_holds_of_one_day_are_in_one_mail_that_names_nobody(officer):
    for _each in range(3):
        a_hold(TODAY, officer)
    holds.remind(TODAY)
    mail = OutgoingMail.objects.get()
    assert "3 " in mail.body
    assert "/hallinta/retention/hold/" in mail.body
    assert "Tarulainen" not in mail.subject + mail.body


def test_a_lifted_hold_is_not_reminded_of(officer):
    a_hold(TODAY, officer, lifted_on=TODAY, lifted_by=officer)
    assert holds.remind(TODAY) == 0
