"""Every step at every status: what is lawful is written here by hand, all else is refused."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from register import binding
from register.journal import JOB, THE_SUBJECT
from register.models import OutgoingMail
from subjects import erasing
from subjects.carrying import granted_rights
from subjects.enums import (
    CodeChannel,
    Delivery,
    ExtensionGround,
    IdentityMethod,
    LetterKind,
    Outcome,
    PauseReason,
    RequestedKind,
    Status,
    Step,
)
from subjects.identity.points import Point
from subjects.models import CarriedRight, Letter, Match, Pause, Request, Task, TimelineEvent
from subjects.policies import NotAllowed
from subjects.transitions import arrows
from tests import factories as make
from tests.subjects.requests import ARRIVED, LETTER, NOW, Office

S = Status

# From one status to another: by hand, from design.md §6.
LAWFUL = {
    (S.UNCONFIRMED, Step.CONFIRM, S.RECEIVED),
    (S.UNCONFIRMED, Step.LAPSE, S.LAPSED),
    (S.UNCONFIRMED, Step.WITHDRAW, S.WITHDRAWN),
    (S.RECEIVED, Step.SETTLE_IDENTITY, S.IDENTIFIED),
    (S.RECEIVED, Step.FINISH_DECIDING, S.DECIDED),  # not identified, or a ban alone
    (S.RECEIVED, Step.WITHDRAW, S.WITHDRAWN),
    (S.RECEIVED, Step.JOIN, S.JOINED),
    (S.IDENTIFIED, Step.FIX_MATCH, S.MATCHED),
    (S.IDENTIFIED, Step.WITHDRAW, S.WITHDRAWN),
    (S.MATCHED, Step.FINISH_DECIDING, S.DECIDED),
    (S.MATCHED, Step.WITHDRAW, S.WITHDRAWN),
    (S.DECIDED, Step.RECONSIDER, S.MATCHED),
    # Who asks, or whom it is about, turned out otherwise: until something has been done
    (S.IDENTIFIED, Step.TAKE_UP_AGAIN, S.RECEIVED),
    (S.MATCHED, Step.TAKE_UP_AGAIN, S.RECEIVED),
    (S.DECIDED, Step.TAKE_UP_AGAIN, S.RECEIVED),
    (S.APPROVED, Step.TAKE_UP_AGAIN, S.RECEIVED),
    (S.DECIDED, Step.APPROVE, S.APPROVED),
    (S.DECIDED, Step.CARRY_OUT, S.CARRIED_OUT),  # nothing is erased
    (S.DECIDED, Step.ANSWER, S.ANSWERED),  # nothing is granted
    (S.DECIDED, Step.WITHDRAW, S.WITHDRAWN),
    (S.APPROVED, Step.RECONSIDER, S.MATCHED),
    (S.APPROVED, Step.APPROVE, S.APPROVED),  # what would be erased was looked at again
    (S.APPROVED, Step.CARRY_OUT, S.CARRIED_OUT),
    (S.APPROVED, Step.WITHDRAW, S.WITHDRAWN),
    (S.CARRIED_OUT, Step.ANSWER, S.ANSWERED),
    (S.ANSWERED, Step.CLOSE, S.CLOSED),
}
# Steps that leave the request where it is.
UNDECIDED = {S.RECEIVED, S.IDENTIFIED, S.MATCHED}
UNANSWERED = UNDECIDED | {S.DECIDED, S.APPROVED, S.CARRIED_OUT}
AFTER_MATCH = {S.MATCHED, S.DECIDED, S.APPROVED, S.CARRIED_OUT, S.ANSWERED}
STAYS = {
    Step.NOTE_CONFIRMATION_LEFT: {S.UNCONFIRMED},
    Step.ASSIGN: UNANSWERED | {S.ANSWERED},
    Step.ASK_IDENTITY: {S.RECEIVED},
    Step.ASK_ADDRESS: UNANSWERED | {S.ANSWERED},
    Step.CONFIRM_ADDRESS: UNANSWERED | {S.ANSWERED},
    Step.CORRECT: UNANSWERED,
    Step.SEND_CODE: {S.RECEIVED},
    Step.PROVE_IDENTITY: {S.RECEIVED},
    Step.FIX_MATCH: {S.RECEIVED},  # for a ban or a withdrawal alone
    Step.NOTE_ANOTHERS: {S.DECIDED, S.APPROVED},
    Step.ASK_SPECIFICATION: UNDECIDED,
    Step.REMIND: UNDECIDED,
    Step.NOTE_ANSWER: UNDECIDED,
    Step.DECIDE_ITEM: {S.RECEIVED, S.MATCHED},
    Step.ADD_TASK: AFTER_MATCH,
    Step.FINISH_TASK: AFTER_MATCH,
    Step.EXTEND: UNANSWERED,
    Step.SEND_LETTER: set(S) - {S.UNCONFIRMED},
    Step.SEND_AGAIN: set(S) - {S.UNCONFIRMED},
    Step.WRITE: UNANSWERED | {S.ANSWERED},
    Step.END_RESTRICTION: {S.ANSWERED, S.CLOSED},
    Step.LIFT_RESTRICTION: {S.ANSWERED, S.CLOSED, S.WITHDRAWN},
    Step.LIFT_BANS: set(S) - {S.UNCONFIRMED},
}
EXPECTED = {(now, step): to for now, step, to in LAWFUL} | {
    (now, step): now for step, statuses in STAYS.items() for now in statuses
}

BY_JOB = {Step.NOTE_CONFIRMATION_LEFT, Step.LAPSE, Step.LIFT_RESTRICTION}
# What decides alone which variant of a status a step needs.
VARIANTS: dict[tuple[Status, Step], Callable[[Office], Request]] = {
    (S.DECIDED, Step.ANSWER): Office.refused,
    (S.RECEIVED, Step.FINISH_DECIDING): lambda office: office.decide(
        office.entered(RequestedKind.MARKETING_BAN), RequestedKind.MARKETING_BAN
    ),
    (S.RECEIVED, Step.DECIDE_ITEM): lambda office: office.entered(
        RequestedKind.ACCESS, RequestedKind.MARKETING_BAN
    ),
    (S.RECEIVED, Step.FIX_MATCH): lambda office: office.entered(
        RequestedKind.ACCESS, RequestedKind.MARKETING_BAN
    ),
    (S.DECIDED, Step.NOTE_ANOTHERS): lambda office: office.decided(RequestedKind.ERASURE),
    (S.APPROVED, Step.NOTE_ANOTHERS): lambda office: looked_at_again(office),
    (S.MATCHED, Step.FINISH_DECIDING): lambda office: office.decide(office.matched()),
    (S.APPROVED, Step.APPROVE): lambda office: looked_at_again(office),
}


def looked_at_again(office: Office) -> Request:
    """Approved, and then somebody looked once more at what would be erased."""
    Match.objects.all().delete()  # nobody else's request needs the person
    approved = office.approved(RequestedKind.ERASURE)
    office.preview(approved)
    return approved


def test_the_table_holds_the_lawful_moves_and_no_other():
    assert set(arrows()) == LAWFUL


@pytest.mark.parametrize("now", S)
def test_every_step_at_a_status_does_what_is_written_by_hand(office: Office, now: Status) -> None:
    plain = office.at(now)
    for step in Step:
        with transaction.atomic():
            request = VARIANTS.get((now, step), lambda _office, held=plain: held)(office)
            assert request.status == now
            facts = prepared(office, request, step)
            expected = EXPECTED.get((now, step))
            notes = TimelineEvent.objects.count()
            if expected is None:
                with pytest.raises(NotAllowed):
                    office.step(request, step, **facts)
                request.refresh_from_db()
                assert (request.status, TimelineEvent.objects.count()) == (now, notes)
            else:
                moved = office.step(request, step, **facts)
                note = TimelineEvent.objects.get(request=moved, version=moved.version)
                assert moved.status == expected, step
                assert (note.left, note.to, note.step) == (now, expected, step)
            transaction.set_rollback(True)


def prepared(office: Office, request: Request, step: Step) -> dict[str, Any]:
    """What the step needs besides the status, so that the status alone decides."""
    facts: dict[str, Any] = {"by": JOB} if step in BY_JOB else {}
    if step == Step.CONFIRM:
        facts["by"] = THE_SUBJECT
    if step == Step.LAPSE:
        facts["now"] = ARRIVED + timedelta(days=29)
    if step in (Step.REMIND, Step.NOTE_ANSWER):
        Pause.objects.get_or_create(
            request=request,
            answered_on=None,
            defaults={"reason": PauseReason.SPECIFICATION, "asked_on": NOW.date()},
        )
    if step == Step.ASK_IDENTITY:
        facts["method"] = IdentityMethod.QUESTION
    if step == Step.CONFIRM_ADDRESS:
        facts |= {"by": THE_SUBJECT, "contact": request.contacts.get().pk}
    if step == Step.CORRECT:
        facts["language"] = "sv"
    if step == Step.SEND_CODE:
        facts |= {"point": point_of(office), "code": "12345678"}
    if step == Step.PROVE_IDENTITY:
        facts |= {"by": THE_SUBJECT, "method": IdentityMethod.STRONG}
    if step == Step.SETTLE_IDENTITY:
        facts["method"] = IdentityMethod.IN_PERSON
    if step == Step.FIX_MATCH:
        facts |= {"people": [], "nobody": True}
    if step == Step.DECIDE_ITEM:
        right = RequestedKind.MARKETING_BAN if request.status == S.RECEIVED else "access"
        facts |= {"right": right, "outcome": Outcome.GRANTED}
    if step == Step.APPROVE:
        preview = erasing.preview_of(request)
        facts |= {"by": office.officer, "digest": preview.digest if preview else ""}
    if step == Step.CARRY_OUT:
        for right in granted_rights(request):
            by = {"carried_at": NOW, "carried_by": office.handler}
            CarriedRight.objects.get_or_create(request=request, right=right, defaults=by)
    if step == Step.ADD_TASK:
        facts |= {"title": "Tyhjennä kansio", "owner": office.handler, "due_on": NOW.date()}
    if step == Step.FINISH_TASK:
        facts["task"] = Task.objects.create(
            request=request,
            title="Tyhjennä kansio",
            owner=office.handler,
            due_on=NOW.date(),
            added_at=NOW,
        ).pk
    if step == Step.EXTEND:
        facts |= {"ground": ExtensionGround.COMPLEXITY, "reason": "Tietoja on monessa paikassa."}
    if step == Step.SEND_LETTER:
        letter, _made = Letter.objects.get_or_create(
            request=request,
            kind=LetterKind.RECEIPT,
            sent_at=None,
            overtaken_at=None,
            defaults={"language": "fi", "owed_at": NOW},
        )
        facts |= {"letter": letter.pk, **LETTER}
    if step == Step.WRITE:
        facts |= {"by": THE_SUBJECT, "body": "Soittakaa huomenna."}
    if step == Step.SEND_AGAIN:
        facts |= {"letter": failed(request).pk, "delivery": Delivery.POST}
    if step in (Step.END_RESTRICTION, Step.LIFT_RESTRICTION):
        restrict(office, request, told=step == Step.LIFT_RESTRICTION)
        facts["now"] = NOW + timedelta(days=7)
    if step == Step.LIFT_BANS:
        facts["person"] = banned_by_mistake(office, request)
    if step == Step.NOTE_ANOTHERS:
        facts["other"] = office.entered().pk  # from the same address
    if step == Step.ANSWER:
        facts |= LETTER
    if step == Step.ASSIGN:
        facts["to"] = office.other_handler
    if step == Step.JOIN:
        facts["to"] = office.entered(at=ARRIVED - timedelta(days=1))
    return facts


def restrict(office: Office, request: Request, *, told: bool) -> None:
    """The request restricts the processing of somebody, who was told of its end or not."""
    people = {"subject": office.person, "uuid": office.person.uuid}
    by = {"fixed_at": NOW, "fixed_by": office.handler}
    Match.objects.get_or_create(request=request, **people, defaults=by)
    Match.objects.filter(request=request).update(restricted_at=NOW)
    if told:
        sent(request, LetterKind.RESTRICTION_END)


def banned_by_mistake(office: Office, request: Request) -> int:
    """Somebody else's card, on which it put a ban before the address was corrected."""
    other = make.a_person(office.kept_by, family_name="Naapuri")
    given = {"given_at": request.received_at, "reference": request.reference}
    binding.ban_everywhere([other.pk], by=JOB, **given)
    CarriedRight.objects.get_or_create(
        request=request, right=RequestedKind.MARKETING_BAN, defaults={"carried_at": NOW}
    )
    version = {"version": 1_000, "to": request.status, "left": request.status}
    by_job = {"at": NOW, "actor_kind": JOB.kind, "detail": {"fields": "email"}}
    TimelineEvent.objects.create(request=request, step=Step.CORRECT, **version, **by_job)
    return other.pk


def sent(request: Request, kind: LetterKind) -> Letter:
    letter: Letter = Letter.objects.create(
        request=request,
        kind=kind,
        language="fi",
        owed_at=NOW,
        sent_at=NOW,
        sha256="a" * 64,
        **LETTER,
    )
    return letter


def failed(request: Request) -> Letter:
    """A letter that was sent and whose mail was given up."""
    letter = sent(request, LetterKind.WITHDRAWN)
    times = {"queued_at": NOW, "next_attempt_at": NOW, "given_up_at": NOW}
    OutgoingMail.objects.create(key=f"letter:{letter.pk}", kind="letter", **times)
    return letter


def point_of(office: Office) -> Point:
    held = office.person.contact_points.get()
    return Point.of(CodeChannel.EMAIL, held, held.value)


def test_no_pair_was_forgotten():
    assert len(list(product(S, Step))) == 12 * 35
    assert set(STAYS) | {step for _now, step, _to in LAWFUL} == set(Step)


def test_the_picture_is_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("request_diagram", check=True)


def test_an_old_picture_is_told(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path
    page = tmp_path / "docs" / "requests.md"
    page.parent.mkdir()
    begins = "<!-- drawn from subjects/transitions.py -->"
    page.write_text(f"Ennen\n{begins}\nold\n<!-- end of what is drawn -->\nJälkeen\n")
    with pytest.raises(SystemExit):
        call_command("request_diagram", check=True)
    call_command("request_diagram")
    text = page.read_text()
    assert "unconfirmed --> received: confirm" in text
    assert "\nold\n" not in text
    assert (text[:6], text[-8:]) == ("Ennen\n", "Jälkeen\n")
    call_command("request_diagram", check=True)
