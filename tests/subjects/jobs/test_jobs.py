"""What becomes of requests by itself: on the right day, late or not, and once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from register.journal import THE_SUBJECT
from register.models import OutgoingMail, User
from subjects import jobs
from subjects.deadlines import HELSINKI
from subjects.enums import (
    Delivery,
    ExtensionGround,
    IdentityMethod,
    LetterKind,
    PauseReason,
    RequestedKind,
    Status,
    Step,
)
from subjects.models import (
    ContactKind,
    Letter,
    Pause,
    ReminderKind,
    Request,
    StaffReminder,
)
from subjects.policies import NotAllowed
from subjects.public import confirming
from tests.subjects.requests import ARRIVED, EMAIL, NOW, Office

DAY = timedelta(days=1)
MONTH = timedelta(days=31)


def at(year: int, month: int, day: int, hour: int = 6, minute: int = 30) -> datetime:
    """A moment of the office's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=HELSINKI)


def letter(request: Request, kind: LetterKind) -> Letter:
    found: Letter = request.letters.get(kind=kind)
    return found


def staff_mail() -> list[tuple[str, str]]:
    mails = OutgoingMail.objects.filter(kind="request_reminder").order_by("pk")
    return list(mails.values_list("recipient", "subject"))


@pytest.fixture
def staffed(office: Office) -> Office:
    """Everybody can be reached."""
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@satumaa.example")
    for user in (office.handler, office.other_handler, office.officer):
        user.refresh_from_db()
    return office


# Letters that need nobody's judgement


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (Office.confirmed, LetterKind.RECEIPT),
        (Office.withdrawn, LetterKind.WITHDRAWN),
        (Office.joined, LetterKind.JOINED),
    ],
)
def test_what_is_owed_leaves_once(office: Office, made: Any, kind: LetterKind) -> None:
    request = made(office)
    for _run in range(3):
        jobs.send_owed_letters(NOW + MONTH)
    sent = letter(request, kind)
    assert (sent.delivery, sent.sent_by, sent.sent_at) == (Delivery.EMAIL, None, NOW + MONTH)
    (mail,) = OutgoingMail.objects.filter(key=f"letter:{sent.pk}")
    assert mail.recipient == EMAIL


def test_a_receipt_follows_the_confirmation(office: Office) -> None:
    request = office.step(office.submitted(), Step.CONFIRM, by=THE_SUBJECT, now=ARRIVED + DAY)
    jobs.send_owed_letters(ARRIVED + DAY)
    assert letter(request, LetterKind.RECEIPT).sent_at == ARRIVED + DAY


@pytest.mark.parametrize("contacts", [[], [(ContactKind.EMAIL, "joku.muu@satumaa.example")]])
def test_to_whom_no_page_can_be_shown_staff_write(office: Office, contacts: Any) -> None:
    """No address was given, or one that nobody has confirmed and no card bears."""
    request = office.entered(contacts=contacts)
    assert jobs.send_owed_letters(NOW) == 0
    assert letter(request, LetterKind.RECEIPT).sent_at is None
    with pytest.raises(NotAllowed, match="by post or by hand"):
        office.send(request, LetterKind.RECEIPT, delivery=Delivery.EMAIL)
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    office.step(request, Step.FIX_MATCH, people=[office.person])
    assert jobs.send_owed_letters(NOW) == 0
    assert not OutgoingMail.objects.exists()


def test_an_address_on_the_card_is_written_to_once_the_card_is_known(office: Office) -> None:
    request = office.entered()
    assert jobs.send_owed_letters(NOW) == 0
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    office.step(request, Step.FIX_MATCH, people=[office.person])
    assert jobs.send_owed_letters(NOW) == 1
    assert OutgoingMail.objects.get().recipient == EMAIL


def test_questions_extensions_and_decisions_are_a_persons(office: Office) -> None:
    office.step(office.entered(), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    office.step(
        office.matched(), Step.EXTEND, ground=ExtensionGround.NUMBER, reason="Pyyntöjä on monta."
    )
    office.decided()
    jobs.send_owed_letters(NOW)
    assert set(Letter.objects.filter(sent_at__isnull=False).values_list("kind", flat=True)) == {
        LetterKind.RECEIPT
    }


# Unconfirmed requests


def mail_left(request: Request, when: datetime) -> Request:
    confirming.ask(request, now=when)
    OutgoingMail.objects.update(sent_at=when, recipient="", subject="", body="")
    confirming.note_left(when + timedelta(minutes=5))
    return Request.objects.get(pk=request.pk)


def test_a_request_lapses_when_fourteen_whole_days_have_passed(office: Office) -> None:
    left = at(2028, 2, 15, 23, 50)  # a leap year: the 14th day is the 29th
    request = mail_left(office.submitted(at=left), left)
    assert request.pauses.get().asked_on == date(2028, 2, 15)
    assert jobs.lapse_unconfirmed(at(2028, 2, 29, 23, 59)) == 0
    assert jobs.lapse_unconfirmed(at(2028, 3, 1, 0, 1)) == 1
    assert jobs.lapse_unconfirmed(at(2028, 3, 2)) == 0
    jobs.send_owed_letters(at(2028, 3, 2))
    assert letter(request, LetterKind.LAPSED).sent_at == at(2028, 3, 2)


def test_it_is_reminded_of_once_before(office: Office) -> None:
    left = at(2026, 1, 31, 12)
    mail_left(office.submitted(at=left), left)
    reminders = OutgoingMail.objects.filter(kind="request_confirmation", sent_at__isnull=True)
    confirming.remind(at(2026, 2, 6))
    assert not reminders.exists()
    for day in (7, 8, 13):
        confirming.remind(at(2026, 2, day))
    assert reminders.count() == 1


def test_a_job_that_was_away_lapses_and_does_not_remind(office: Office) -> None:
    """The link would no longer serve; the letter says so."""
    left = at(2026, 1, 31, 12)
    request = mail_left(office.submitted(at=left), left)
    late = at(2026, 3, 3)
    jobs.lapse_unconfirmed(late)
    confirming.remind(late)
    jobs.send_owed_letters(late)
    assert Request.objects.get(pk=request.pk).status == Status.LAPSED
    waiting = OutgoingMail.objects.filter(sent_at__isnull=True).values_list("kind", flat=True)
    assert list(waiting) == ["letter_lapsed"]


# The silent requester


def test_who_does_not_answer_is_reminded_once_and_a_person_decides(staffed: Office) -> None:
    request = staffed.asked_who()  # 12.3.
    assert jobs.remind_silent(at(2026, 3, 25)) == 0
    for day in (26, 27, 28):
        jobs.remind_silent(at(2026, 3, day))
        jobs.send_owed_letters(at(2026, 3, day))
    assert letter(request, LetterKind.REMINDER).sent_at == at(2026, 3, 26)
    assert Pause.objects.get(request=request).reminded_on == date(2026, 3, 26)
    jobs.remind_staff(at(2026, 4, 8))
    assert staff_mail() == []
    for day in (9, 10, 30):
        jobs.remind_staff(at(2026, 4, day))
    assert {subject for _to, subject in staff_mail()} == {
        f"Henkilö ei ole vastannut: pyyntö {request.reference}"
    }
    assert len(staff_mail()) == 2  # two handlers
    assert Request.objects.get(pk=request.pk).status == Status.RECEIVED


def test_after_weeks_without_a_worker_there_is_one_reminder(office: Office) -> None:
    request = office.asked_who()
    late = at(2026, 5, 31)
    assert jobs.remind_silent(late) == 1
    jobs.send_owed_letters(late)
    jobs.remind_silent(late + 60 * DAY)
    jobs.send_owed_letters(late + 60 * DAY)
    assert letter(request, LetterKind.REMINDER).sent_at == late


def test_who_answered_is_not_reminded(office: Office) -> None:
    office.step(office.asked_who(), Step.NOTE_ANSWER)
    assert jobs.remind_silent(at(2026, 4, 30)) == 0


# Staff


def test_each_reminder_of_staff_comes_once_on_its_day(staffed: Office) -> None:
    request = staffed.step(staffed.entered(), Step.ASSIGN, to=staffed.handler)
    told = {}
    for number in range(40):  # every morning from 12.3.; target and limit are 10.4.
        before = len(staff_mail())
        jobs.remind_staff(at(2026, 3, 12) + number * DAY)
        if new := staff_mail()[before:]:
            told[timezone.localdate(at(2026, 3, 12) + number * DAY)] = new
    mine, hers = staffed.handler.email, staffed.officer.email
    said = request.reference
    assert told == {
        date(2026, 4, 3): [(mine, f"Vastaa viimeistään 10.4.2026: pyyntö {said}")],
        date(2026, 4, 8): [(mine, f"Määräaika päättyy 10.4.2026: pyyntö {said}")],
        date(2026, 4, 11): [
            (mine, f"Määräaika on ylitetty: pyyntö {said}"),
            (hers, f"Määräaika on ylitetty: pyyntö {said}"),
        ],
    }


def test_a_job_that_was_away_tells_the_most_pressing_alone(staffed: Office) -> None:
    request = staffed.step(staffed.entered(), Step.ASSIGN, to=staffed.handler)
    for _run in range(2):
        jobs.remind_staff(at(2026, 4, 10))
    assert staff_mail() == [
        (staffed.handler.email, f"Määräaika päättyy 10.4.2026: pyyntö {request.reference}")
    ]
    kinds = StaffReminder.objects.values_list("kind", flat=True)
    assert set(kinds) == {ReminderKind.NEAR_TARGET, ReminderKind.NEAR_LIMIT}


def test_target_and_limit_apart_are_told_apart(staffed: Office) -> None:
    """Arrived on 24.11.2026: target Christmas Eve, limit 28.12."""
    staffed.entered(at=at(2026, 11, 24, 9))
    jobs.remind_staff(at(2026, 12, 17))
    jobs.remind_staff(at(2026, 12, 26))
    days = StaffReminder.objects.values_list("kind", "day")
    assert set(days) == {
        (ReminderKind.NEAR_TARGET, date(2026, 12, 24)),
        (ReminderKind.NEAR_LIMIT, date(2026, 12, 28)),
    }


def test_while_the_clock_stands_still_nobody_is_reminded_of_time(staffed: Office) -> None:
    staffed.asked_who()
    jobs.remind_staff(at(2026, 4, 30))
    assert staff_mail() == []


def test_a_question_after_the_limit_silences_no_reminder(staffed: Office) -> None:
    late = at(2026, 4, 20, 12)
    request = staffed.step(
        staffed.confirmed(), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION, now=late
    )
    staffed.send(request, LetterKind.IDENTITY_QUESTION, now=late)
    jobs.remind_staff(at(2026, 4, 21))
    jobs.remind_silent(at(2026, 5, 4))
    jobs.send_owed_letters(at(2026, 5, 4))
    for day in (18, 19):
        jobs.remind_staff(at(2026, 5, day))
    kinds = list(StaffReminder.objects.values_list("kind", flat=True).order_by("pk"))
    assert set(kinds[:3]) == {"near_target", "near_limit", "late"}
    assert kinds[3:] == ["silent"]
    assert {subject for _to, subject in staff_mail()} == {
        f"Määräaika on ylitetty: pyyntö {request.reference}",
        f"Henkilö ei ole vastannut: pyyntö {request.reference}",
    }


def test_one_broken_request_stops_no_other_part_of_the_morning(staffed: Office) -> None:
    """Its pause is spoilt past the door; the others are reminded of, and the fault shows."""
    spoilt, late = staffed.confirmed(), staffed.confirmed()
    spoilt.requester.delete()  # its receipt cannot be written
    with pytest.raises(Exception, match="requester"):
        jobs.look_at_days.func()
    assert letter(late, LetterKind.RECEIPT).sent_at is not None
    assert StaffReminder.objects.filter(request=late, kind=ReminderKind.LATE).exists()


def test_an_extension_has_reminders_of_its_own(staffed: Office) -> None:
    request = staffed.entered()
    jobs.remind_staff(at(2026, 4, 3))
    request = staffed.step(
        request, Step.EXTEND, ground=ExtensionGround.COMPLEXITY, reason="Laaja.", now=at(2026, 4, 7)
    )
    staffed.send(request, LetterKind.EXTENSION, now=at(2026, 4, 7))
    for day in (10, 11, 30):
        jobs.remind_staff(at(2026, 4, day))
    jobs.remind_staff(at(2026, 6, 3))
    assert list(StaffReminder.objects.values_list("kind", "day")) == [
        (ReminderKind.NEAR_TARGET, date(2026, 4, 10)),
        (ReminderKind.NEAR_TARGET, date(2026, 6, 10)),
    ]


def test_what_is_answered_reminds_nobody(staffed: Office) -> None:
    staffed.answered()
    staffed.withdrawn()
    jobs.remind_staff(at(2027, 1, 1))
    assert staff_mail() == []


def test_nothing_is_noted_while_nobody_can_be_reached(office: Office, caplog: Any) -> None:
    User.objects.update(email="")
    office.entered()
    jobs.remind_staff(at(2026, 4, 3))
    assert "nobody has an e-mail address" in caplog.text
    assert not StaffReminder.objects.exists()
    User.objects.filter(pk=office.handler.pk).update(email="kasittelija@satumaa.example")
    jobs.remind_staff(at(2026, 4, 4))
    assert [to for to, _subject in staff_mail()] == ["kasittelija@satumaa.example"]


def test_the_mail_names_nobody(staffed: Office) -> None:
    staffed.entered()
    jobs.remind_staff(at(2026, 4, 11))
    for mail in OutgoingMail.objects.filter(kind="request_reminder"):
        assert "Impi" not in mail.body
        assert "Tarulainen" not in mail.subject


def test_one_that_fails_keeps_no_other_waiting(office: Office) -> None:
    """A row that somebody has spoilt past the door: its letter fails, the next one leaves."""
    spoilt, whole = office.confirmed(), office.confirmed()
    spoilt.requester.delete()
    with pytest.raises(Exception, match="requester"):
        jobs.send_owed_letters(NOW)
    assert letter(whole, LetterKind.RECEIPT).sent_at == NOW
    assert letter(spoilt, LetterKind.RECEIPT).sent_at is None


def test_a_specification_is_reminded_of_as_well(office: Office) -> None:
    request = office.step(office.confirmed(RequestedKind.ACCESS), Step.ASK_SPECIFICATION)
    office.send(request, LetterKind.SPECIFICATION_QUESTION)
    jobs.remind_silent(at(2026, 3, 26))
    jobs.send_owed_letters(at(2026, 3, 26))
    sent = letter(request, LetterKind.REMINDER)
    assert "Pyysimme sinua tarkentamaan" in sent.body
    assert Pause.objects.get().reason == PauseReason.SPECIFICATION
