"""What must always hold, held by the database: written past the models and their doors."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction

from subjects.enums import Ground, Outcome, RequestedKind, Step, TokenPurpose
from subjects.models import (
    Attachment,
    Contact,
    Decision,
    IdentityCheck,
    Letter,
    Match,
    Message,
    Pause,
    Request,
    RequestedRight,
    Requester,
    Task,
    TimelineEvent,
    Token,
)
from tests.subjects.requests import LETTER, NOW, Office

R, O = RequestedKind, Outcome  # noqa: E741 # short beside a long table
ONE_DAY = timedelta(days=1)


def refused(row: Any) -> bool:
    """Does the database refuse the row?"""
    try:
        with transaction.atomic():
            type(row)._base_manager.bulk_create([row])  # no save, no clean
    except Error:
        return True
    return False


def refuses_change(request: Request, **values: Any) -> bool:
    try:
        with transaction.atomic():
            assert Request.objects.filter(pk=request.pk).update(**values) == 1
    except Error:
        return True
    return False


def a_decision(office: Office, request: Request, right: str, **values: Any) -> Decision:
    values = {"outcome": O.GRANTED, **values}
    return Decision(
        request=request, right=right, decided_at=NOW, decided_by=office.handler, **values
    )


CHECKED = "identity settled"


NOT_PORTABLE = {"outcome": O.REFUSED, "ground": Ground.NOT_PORTABLE}
DUTY = {"outcome": O.REFUSED, "ground": Ground.LEGAL_DUTY}


@pytest.mark.parametrize(
    ("right", "values", "lawful"),
    [
        (R.ACCESS, {}, False),
        (R.ACCESS, {CHECKED: True}, True),
        (R.ERASURE, {}, False),
        (R.RECTIFICATION, {}, False),
        (R.MARKETING_BAN, {}, True),
        (R.CONSENT_WITHDRAWAL, {}, True),
        (R.ACCESS, {"outcome": O.REFUSED, "ground": Ground.NOT_IDENTIFIED}, True),
        (R.ACCESS, {"outcome": O.REFUSED, "ground": Ground.EXCESSIVE}, False),
        (R.ACCESS, {"outcome": O.REFUSED, "ground": Ground.EXCESSIVE, "explanation": "a"}, True),
        (R.PORTABILITY, {**NOT_PORTABLE, CHECKED: True}, False),
        (R.PORTABILITY, {**NOT_PORTABLE, "explanation": "a", CHECKED: True}, True),
        (R.ACCESS, {"outcome": O.REFUSED, "ground": Ground.NOTHING_HELD}, False),
        (R.ACCESS, {"outcome": O.REFUSED, "ground": Ground.NOTHING_HELD, CHECKED: True}, True),
        (R.ACCESS, {"outcome": O.REFUSED, "ground": "", CHECKED: True}, False),
        (R.ACCESS, {"outcome": O.GRANTED, "ground": Ground.EXCESSIVE, CHECKED: True}, False),
        (R.ACCESS, {"outcome": O.REFUSED, "ground": Ground.LEGAL_DUTY, CHECKED: True}, False),
        (R.ERASURE, {**DUTY, CHECKED: True}, False),
        (R.ERASURE, {**DUTY, "kept_under": "a", CHECKED: True}, False),
        (R.ERASURE, {**DUTY, "explanation": "a", CHECKED: True}, False),
        (R.ERASURE, {**DUTY, "kept_under": "a", "explanation": "b", CHECKED: True}, True),
        (R.ERASURE, {**DUTY, "kept_under": "a", "kept_until": NOW.date(), CHECKED: True}, True),
        (R.OTHER, {"outcome": O.REFUSED, "ground": Ground.NOTHING_HELD, CHECKED: True}, False),
        ("free_coffee", {CHECKED: True}, False),
        (R.ACCESS, {"outcome": "maybe", CHECKED: True}, False),
        (R.ACCESS, {"category": "shoe_size", CHECKED: True}, False),
        (R.ACCESS, {"model": "register.Interaction", CHECKED: True}, False),
        (R.ACCESS, {"row": 1, CHECKED: True}, False),
        (R.ACCESS, {"model": "a", "row": 1, "category": "email", CHECKED: True}, False),
        (R.ACCESS, {"model": "a", "row": 1, CHECKED: True}, True),
    ],
)
def test_a_decision(office: Office, right: str, values: dict[str, Any], lawful: bool) -> None:
    request = office.identified()
    values = dict(values)
    if values.pop(CHECKED, False):
        values["identity_check"] = request.identitychecks.get()
    assert refused(a_decision(office, request, right, **values)) is not lawful


def test_a_ban_is_refused_on_no_ground_whatever(office: Office) -> None:
    request = office.identified()
    check = request.identitychecks.get()
    for right in (R.MARKETING_BAN, R.CONSENT_WITHDRAWAL):
        for ground in ("", *Ground):
            row = a_decision(
                office, request, right, outcome=O.REFUSED, ground=ground, identity_check=check
            )
            assert refused(row), (right, ground)


def test_an_item_is_decided_once(office: Office) -> None:
    request = office.identified()
    check = request.identitychecks.get()
    for values in ({}, {"category": "email"}, {"model": "register.Order", "row": 7}):
        assert not refused(a_decision(office, request, R.ACCESS, identity_check=check, **values))
        assert refused(a_decision(office, request, R.ACCESS, identity_check=check, **values))


def test_the_columns_of_a_request(office: Office) -> None:
    entered, form = office.entered(), office.submitted()
    decided, answered, closed = office.decided(), office.answered(), office.closed()
    handler, officer = office.handler, office.officer
    faults: list[tuple[Request, dict[str, Any]]] = [
        (entered, {"status": "lost"}),
        (entered, {"channel": "pigeon"}),
        (entered, {"language": "de"}),
        (entered, {"received_at": NOW + ONE_DAY}),
        (entered, {"target_on": date(2027, 1, 1)}),
        (entered, {"status": "unconfirmed"}),  # staff entered it
        (entered, {"status": "identified"}),
        (entered, {"status": "matched", "identified_at": NOW}),
        (form, {"matched_at": NOW}),  # nobody has confirmed it
        (entered, {"status": "matched", "matched_at": NOW}),  # the identity is open
        (entered, {"status": "identified", "matched_at": NOW}),
        (entered, {"status": "decided"}),
        (entered, {"decided_at": NOW}),
        (entered, {"status": "answered"}),
        (entered, {"status": "closed"}),
        (entered, {"closed_at": NOW}),
        (entered, {"status": "joined", "closed_at": NOW}),
        (entered, {"joined_to": decided}),
        (entered, {"status": "joined", "closed_at": NOW, "joined_to": entered}),
        (entered, {"extended_at": NOW}),
        (entered, {"extended_at": NOW, "extended_by": handler, "extension_ground": "complexity"}),
        (entered, {"extension_ground": "complexity"}),
        (form, {"status": "received"}),  # nobody has confirmed it
        (form, {"confirmed_at": NOW}),
        (decided, {"approved_at": NOW}),
        (decided, {"approved_at": NOW, "approved_by": handler}),  # who decided
        (decided, {"status": "approved"}),
        (decided, {"status": "carried_out"}),
        (decided, {"decided_by": None}),
        (answered, {"answered_at": None}),
        (closed, {"closed_at": None}),
        (closed, {"closed_at": NOW - timedelta(days=40)}),
    ]
    for request, values in faults:
        assert refuses_change(request, **values), values
    assert not refuses_change(decided, approved_at=NOW, approved_by=officer)
    alone = {"approved_at": NOW, "approved_by": handler, "approved_alone": True}
    assert not refuses_change(decided, **alone)
    assert not refuses_change(form, confirmed_at=NOW, status="received")


def test_the_rows_beside_a_request(office: Office) -> None:
    request, handler, today = office.entered(), office.handler, NOW.date()
    letter = {"request": request, "language": "fi", "owed_at": NOW}
    sent = {"title": "T", "body": "B", "delivery": "post", "sent_at": NOW, "sha256": "a" * 64}
    message = {"request": request, "written_at": NOW}
    token = {"request": request, "purpose": TokenPurpose.STATUS, "made_at": NOW}
    task = {"request": request, "owner": handler, "due_on": today, "added_at": NOW}
    check = {"request": request, "settled_at": NOW, "settled_by": handler}
    file = {
        "request": request,
        "name": "a.pdf",
        "sha256": "a" * 64,
        "content": b"",
        "added_at": NOW,
    }
    event = {"request": request, "at": NOW, "actor_kind": "user"}
    faults = [
        RequestedRight(request=request, right="free_coffee"),
        RequestedRight(request=request, right=R.ACCESS),  # a second time
        Requester(request=office.submitted(), name="Toinen"),
        Contact(request=request, kind="pigeon", value="x"),
        Contact(request=request, kind="phone", value=""),
        IdentityCheck(**check, method="name_and_code"),
        IdentityCheck(**check, method="strong", mandate="says so"),
        Pause(request=request, reason="holidays", asked_on=today),
        Pause(request=request, reason="identity", asked_on=today, answered_on=today - ONE_DAY),
        Pause(request=request, reason="identity", asked_on=today, was_answered=True),
        Letter(**letter, kind="valentine"),
        Letter(**letter, kind="receipt"),  # owed already
        Letter(**letter, kind="decision", **{**sent, "body": ""}),
        Letter(**letter, kind="decision", **{**sent, "sha256": ""}),
        Letter(**letter, kind="decision", **{**sent, "delivery": ""}),
        Letter(**letter, kind="decision", **{**sent, "delivery": "pigeon"}),
        Letter(**letter, kind="decision", **sent, overtaken_at=NOW),
        Letter(**letter, kind="decision", delivery="post"),
        Message(**message, body="", from_person=True),
        Message(**message, body="Hei", from_person=False),
        Message(**message, body="Hei", from_person=True, written_by=handler),
        Token(**token, hash="a" * 64, expires_at=NOW),
        Token(**{**token, "purpose": "party"}, hash="a" * 64, expires_at=NOW + ONE_DAY),
        Task(**task, title=""),
        Task(**task, title="Tyhjennä", done_at=NOW),
        Attachment(**file, kind="application/x-sh", size=1),
        Attachment(**file, kind="application/pdf", size=0),
        Attachment(**file, kind="application/pdf", size=10 * 1024 * 1024 + 1),
        TimelineEvent(**event, to="received", version=1),  # taken
        TimelineEvent(**event, to="lost", version=2),
        TimelineEvent(**event, to="received", version=2, step="fly"),
    ]
    for row in faults:
        assert refused(row), (type(row).__name__, row.__dict__)


def test_the_clock_stands_still_once_and_a_person_is_matched_once(office: Office) -> None:
    request = office.asked_who()
    assert refused(Pause(request=request, reason="specification", asked_on=NOW.date()))
    matched = office.matched()
    match = Match.objects.get(request=matched)
    match.pk = None
    assert refused(match)


def test_a_letter_that_left_is_not_changed_by_sql_either(office: Office) -> None:
    answered = office.step(office.refused(), Step.ANSWER, **LETTER)
    letter = answered.letters.get(kind="decision")
    with pytest.raises(Error, match="never changed"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(body="Toista.")
    with (
        pytest.raises(Error, match="never changed"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute("UPDATE subjects_letter SET sent_at = NULL WHERE id = %s", [letter.pk])
    if connection.vendor == "sqlite":  # REPLACE removes whoever is in its way, past the trigger
        columns = [field.column for field in Letter._meta.concrete_fields if not field.primary_key]
        listed = ", ".join(columns)
        for number in ("id", "id + 1000"):  # by its number, or as the one decision
            with (
                pytest.raises(Error, match="never changed"),
                transaction.atomic(),
                connection.cursor() as c,
            ):
                c.execute(
                    f"REPLACE INTO subjects_letter (id, {listed}) "  # noqa: S608 # our own names
                    f"SELECT {number}, {listed} FROM subjects_letter WHERE id = %s",
                    [letter.pk],
                )
    Letter.objects.filter(pk=letter.pk)._raw_delete("default")  # its own period is over
    assert not Letter.objects.filter(pk=letter.pk).exists()
