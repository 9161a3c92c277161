"""Requests go when their own period is over, whole, and nobody in the register goes with them."""

import logging
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps

from register.journal import JOB
from register.models import Act, DataSubject, JournalEntry
from register.refusal import Refusal
from retention import holds
from retention.models import Hold, HoldReason
from subjects import forgetting, tokens
from subjects.enums import IdentityMethod, LetterKind, Step, TokenPurpose
from subjects.models import (
    Attachment,
    Decision,
    IdentityCode,
    Letter,
    LetterTemplate,
    Match,
    Request,
    StaffReminder,
    TimelineEvent,
)
from tests.subjects.requests import ARRIVED, NOW, Office

DAY = timedelta(days=1)


def morning(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 4, 10, tzinfo=UTC)


def rows_of(request: Request) -> int:
    """In every table that refers to a request."""
    return sum(
        relation.related_model._default_manager.filter(**{relation.field.name: request.pk}).count()
        for relation in Request._meta.related_objects
    )


def filled_in(office: Office) -> Request:
    """With something in as many tables as can be."""
    request = office.closed()
    Attachment.objects.create(
        request=request, name="k.pdf", kind="application/pdf", size=1, content=b"%", added_at=NOW
    )
    tokens.issue(request, TokenPurpose.STATUS, now=NOW, lasts=DAY)
    StaffReminder.objects.create(request=request, kind="late", day=NOW.date(), queued_at=NOW)
    return request


def test_a_closed_request_goes_after_three_years_with_all_that_is_its(office: Office) -> None:
    request = filled_in(office)  # closed on 12.3.2026
    young = office.entered()
    people = list(DataSubject.objects.values())
    assert forgetting.forget_old(morning(2029, 3, 12)) == 0
    assert forgetting.forget_old(morning(2029, 3, 13)) == 1
    assert not Request.objects.filter(pk=request.pk).exists()
    assert rows_of(request) == 0
    assert not Match.objects.exists()
    assert not Decision.objects.exists()
    assert Request.objects.get() == young
    assert young.letters.exists()
    assert list(DataSubject.objects.values()) == people
    assert forgetting.forget_old(morning(2029, 3, 14)) == 0


def test_the_journal_tells_how_many_and_of_whom_nothing(office: Office) -> None:
    request = filled_in(office)
    before = JournalEntry.objects.count()
    forgetting.forget_old(morning(2029, 4, 1))
    (entry,) = list(JournalEntry.objects.order_by("pk"))[before:]
    assert (entry.act, entry.about, entry.row, entry.count) == (
        Act.ERASED,
        "subjects.Request",
        None,
        1,
    )
    assert entry.reference == ""
    assert request.reference not in str(entry.detail)


def test_one_that_nobody_confirmed_goes_sooner(office: Office, settings: Any) -> None:
    lapsed = office.lapsed()
    closed_on = (ARRIVED + timedelta(days=29)).date()
    assert lapsed.closed_at is not None
    last = datetime.combine(closed_on + 30 * DAY, datetime.min.time(), UTC)
    assert forgetting.forget_old(last + timedelta(hours=1)) == 0
    assert forgetting.forget_old(last + DAY + timedelta(hours=1)) == 1


@pytest.mark.parametrize("setting", ["REQUEST_KEPT_MONTHS", "REQUEST_LAPSED_KEPT_DAYS"])
def test_nought_keeps_them_for_good(office: Office, settings: Any, setting: str) -> None:
    kept = office.closed() if setting == "REQUEST_KEPT_MONTHS" else office.lapsed()
    setattr(settings, setting, 0)
    forgetting.forget_old(morning(2099, 1, 1))
    assert Request.objects.get() == kept


def test_a_joined_request_goes_with_the_earlier_one(office: Office) -> None:
    office.joined()
    earlier = Request.objects.get(joined_to__isnull=True)
    assert forgetting.forget_old(morning(2029, 3, 13)) == 1
    assert Request.objects.get() == earlier


def test_many_go_in_bounded_batches(office: Office, monkeypatch: Any) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    for _number in range(5):
        office.withdrawn()
    assert forgetting.forget_old(morning(2029, 3, 13)) == 5


def test_a_hold_on_the_person_holds_the_evidence_back(office: Office) -> None:
    office.closed()
    hold = holds.place(
        office.person,
        category="",
        reason=HoldReason.LEGAL_CLAIM,
        explanation="",
        review_on=date(2030, 1, 1),
        by=office.officer,
        today=date(2029, 1, 1),
    )
    assert forgetting.forget_old(morning(2029, 3, 13)) == 0
    holds.lift(hold, by=office.officer, today=date(2029, 4, 1))
    assert forgetting.forget_old(morning(2029, 4, 2)) == 1


def test_the_log_says_how_many_are_due_before_any_goes(office: Office, caplog: Any) -> None:
    caplog.set_level(logging.INFO, logger="subjects.forgetting")
    request = office.closed()
    forgetting.forget_old(morning(2029, 3, 13))
    assert "1 requests to be forgotten" in caplog.text
    assert request.reference not in caplog.text


def test_what_served_to_settle_the_identity_goes_when_the_request_ends(office: Office) -> None:
    request = office.matched()
    code = IdentityCode.objects.create(
        request=request,
        card=office.person.uuid,
        channel="post",
        point="a" * 64,
        hash="b" * 64,
        sent_at=NOW,
        sent_by=office.handler,
        expires_at=NOW + DAY,
    )
    forgetting.forget_identity_material(NOW + DAY)
    assert IdentityCode.objects.filter(pk=code.pk).exists()
    office.step(request, Step.WITHDRAW)
    assert forgetting.forget_identity_material(NOW + DAY) == 1
    assert not IdentityCode.objects.exists()
    assert request.identitychecks.exists()  # how, by whom and when: that is evidence


def test_every_table_of_a_request_is_reached() -> None:
    """A new one goes too, or says here why it stays."""
    stay = {LetterTemplate, Request}
    ours = {
        model
        for model in apps.get_app_config("subjects").get_models()
        if any(field.related_model is Request for field in model._meta.concrete_fields)
    }
    assert set(forgetting._parts()) == ours - stay


# Holds


def test_an_open_request_holds_its_people_back_until_it_ends(office: Office) -> None:
    request = office.matched()
    hold = Hold.objects.get()
    assert (hold.subject, hold.reason, hold.category) == (office.person, HoldReason.REQUEST, "")
    assert (hold.placed_by, hold.lifted_on) == (office.handler, None)
    with pytest.raises(Refusal, match="ends by itself"):
        holds.lift(hold, by=office.officer, today=NOW.date())
    office.step(request, Step.WITHDRAW)
    hold.refresh_from_db()
    assert (hold.lifted_on, hold.lifted_by) == (NOW.date(), None)


def test_of_two_open_requests_the_last_lets_go(office: Office) -> None:
    first, second = office.matched(), office.matched()
    assert Hold.objects.count() == 1
    office.step(first, Step.WITHDRAW)
    assert holds.in_force().exists()
    office.step(second, Step.WITHDRAW)
    assert not holds.in_force().exists()


def test_it_is_lifted_by_whoever_ends_the_request(office: Office) -> None:
    request = office.answered()
    for kind in list(request.letters.filter(sent_at=None, overtaken_at=None)):
        office.send(request, LetterKind(kind.kind))
    assert holds.in_force().exists()
    office.step(request, Step.CLOSE, by=JOB)
    assert not holds.in_force().exists()


def test_a_hold_for_a_claim_is_not_touched(office: Office) -> None:
    holds.place(
        office.person,
        category="",
        reason=HoldReason.DEBT,
        explanation="",
        review_on=date(2027, 1, 1),
        by=office.officer,
        today=NOW.date(),
    )
    office.step(office.matched(), Step.WITHDRAW)
    assert holds.in_force().get().reason == HoldReason.DEBT


def test_the_timeline_stays_as_long_as_the_request(office: Office) -> None:
    request = office.closed()
    forgetting.forget_old(morning(2029, 3, 1))
    assert TimelineEvent.objects.filter(request=request).exists()
    assert Letter.objects.filter(request=request).exists()
    assert IdentityMethod.IN_PERSON in {each.method for each in request.identitychecks.all()}
