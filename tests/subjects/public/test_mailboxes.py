"""A mailbox that somebody else fills: its owner's own request goes on, and few mails come."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from register.models import OutgoingMail
from register.outbox import NOTHING_LEFT
from subjects import jobs, tokens, workflow
from subjects.enums import LetterKind, RequestedKind, Status, TokenPurpose
from subjects.letters.placeholders import faults
from subjects.models import LetterTemplate, Request, Token
from subjects.public import confirming, mails
from tests.subjects.requests import EMAIL, Office

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def asked(office: Office, now: datetime, *rights: RequestedKind) -> Request:
    request = office.submitted(*rights, at=now)
    confirming.ask(request, now=now)
    return request


def links(mail: OutgoingMail) -> list[str]:
    return re.findall(r"http://localhost:8000(/fi/vahvistus/[^/\s]+/)", mail.body)


def leave(now: datetime) -> list[OutgoingMail]:
    """What waits leaves, as the mail server takes it: what that was."""
    waiting = OutgoingMail.objects.filter(sent_at=None).order_by("pk")
    gone = list(waiting)
    waiting.update(sent_at=now, **NOTHING_LEFT)
    return gone


def test_who_goes_on_for_two_days_keeps_nobody_from_confirming(office: Office) -> None:
    """Nine forms an hour in somebody's name, each hour before that one's own, too."""
    per_hour: Counter[int] = Counter()
    own: list[Request] = []
    gone: list[OutgoingMail] = []
    for hour in range(48):
        begins = NOW + hour * HOUR
        for number in range(9):
            asked(office, begins + number * MINUTE)
        if hour in (0, 20):
            own.append(asked(office, begins + 9 * MINUTE))
        before = OutgoingMail.objects.count()
        confirming.note_left(begins + 10 * MINUTE)
        confirming.note_left(begins + 15 * MINUTE)
        per_hour[hour] = OutgoingMail.objects.count()
        gone += leave(begins + 20 * MINUTE)
        confirming.note_left(begins + 25 * MINUTE)
        assert OutgoingMail.objects.count() == per_hour[hour] >= before
    sent = [per_hour[hour] - per_hour[hour - 1] for hour in range(48)]
    assert max(sent) <= 6
    for request in own:  # within the hour
        pause = request.pauses.get()
        left = mails.of_request(request).get().sent_at
        assert left is not None
        assert left - request.received_at < HOUR
        assert pause.asked_on == timezone.localdate(left)
    (about,) = [
        part for mail in gone for part in mail.body.split("\n\n") if own[0].reference in part
    ]
    (found,) = re.findall(r"http://localhost:8000(/fi/vahvistus/[^/\s]+/)", about)
    assert "10.3.2026" in about
    assert tokens.look(found.split("/")[-2], TokenPurpose.CONFIRM, now=NOW + 48 * HOUR) == own[0]


def test_a_collected_mail_confirms_each_of_its_requests_by_itself(
    office: Office, client: Client, settings: Any
) -> None:
    settings.FORM_MAILS_PER_MAILBOX = 1
    now = timezone.now().replace(minute=30)  # one hour's mail
    for number in range(4):
        asked(office, now - number * MINUTE)
    confirming.note_left(now)
    confirming.note_left(now)
    (collected,) = OutgoingMail.objects.filter(key__startswith="confirm_all:")
    assert len(links(collected)) == 3
    assert "Esimerkki Oy" in collected.body
    assert "Impi" not in collected.body
    assert client.post(links(collected)[1]).status_code == 302
    assert Request.objects.filter(status=Status.RECEIVED).count() == 1
    leave(now)
    assert confirming.note_left(now) == 3
    assert confirming.note_left(now) == 0


def test_each_language_is_told_in_its_own_words(office: Office, settings: Any) -> None:
    settings.FORM_MAILS_PER_MAILBOX = 1
    asked(office, NOW)
    for language in ("sv", "en", "sv"):
        workflow.submit(office.draft(language=language), now=NOW)
    confirming.note_left(NOW + MINUTE)
    (collected,) = OutgoingMail.objects.filter(key__startswith="confirm_all:")
    assert collected.body.count("/sv/vahvistus/") == 2
    assert collected.body.count("/en/vahvistus/") == 1
    assert collected.body.count("If you sent it, open this link") == 1  # one in English alone
    assert collected.body.count("Bekräfta bara det som du själv har skickat") == 1


def test_what_fails_keeps_no_other_waiting(office: Office) -> None:
    first, second = asked(office, NOW), asked(office, NOW)
    leave(NOW)
    end_of_time = datetime(9999, 12, 31, 23, tzinfo=UTC)  # no day in Finland
    mails.of_request(first).update(sent_at=end_of_time, **NOTHING_LEFT)
    with pytest.raises(OverflowError):
        confirming.note_left(NOW + HOUR)
    assert second.pauses.exists()
    assert not first.pauses.exists()


def test_idle_requests_cost_a_few_questions(
    office: Office, django_assert_max_num_queries: Any, settings: Any
) -> None:
    settings.FORM_MAILS_PER_MAILBOX = 0
    for _number in range(40):
        asked(office, NOW)
    with django_assert_max_num_queries(6):
        assert confirming.note_left(NOW + HOUR) == 0


# Reminders and lapses


def test_one_reminder_and_one_lapse_a_day_reach_a_mailbox(office: Office, settings: Any) -> None:
    settings.FORM_MAILS_PER_MAILBOX = 0
    requests = [asked(office, NOW) for _number in range(20)]
    leave(NOW)
    confirming.note_left(NOW + MINUTE)
    OutgoingMail.objects.all().delete()
    gone = []
    for day in range(5, 20):
        now = NOW + day * DAY
        jobs.lapse_unconfirmed(now)
        confirming.remind(now)
        jobs.send_owed_letters(now)
        gone += leave(now)
    reminder, lapse = gone
    assert len(links(reminder)) == 20
    assert lapse.kind == "letter_lapsed"
    assert all(request.reference in lapse.body for request in requests)


def test_reminders_of_two_days_come_on_two_days(office: Office) -> None:
    for hours in (0, 30):
        asked(office, NOW + hours * HOUR)
        leave(NOW + hours * HOUR)
        confirming.note_left(NOW + hours * HOUR)
    sent = [confirming.remind(NOW + day * DAY) for day in range(5, 16)]
    assert sent == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0]


def test_the_limit_of_a_reminder_goes_by_the_day_in_finland(office: Office) -> None:
    asked(office, NOW)
    leave(NOW)
    confirming.note_left(NOW)
    eve = datetime(2026, 3, 16, 22, 30, tzinfo=UTC)  # in Helsinki 0.30 of the 17th
    assert confirming.remind(eve - HOUR) == 0
    assert confirming.remind(eve) == 1


def test_the_lapse_is_told_in_the_mail_itself_without_a_link(office: Office) -> None:
    request = asked(office, NOW, RequestedKind.ERASURE)
    leave(NOW)
    confirming.note_left(NOW)
    jobs.lapse_unconfirmed(NOW + 16 * DAY)
    jobs.send_owed_letters(NOW + 16 * DAY)
    mail = OutgoingMail.objects.get(kind="letter_lapsed")
    assert mail.recipient == EMAIL
    assert "http" not in mail.body.replace("https://tietosuoja.fi", "")
    assert "oma-pyynto" not in mail.body
    assert not Token.objects.filter(purpose=TokenPurpose.STATUS).exists()
    assert request.reference in mail.body
    for said in ("ei vahvistettu määräajassa", "valituksen valvontaviranomaiselle", "79 artikla"):
        assert said in mail.body
    for told_nobody in ("Impi", "poist", "# "):
        assert told_nobody not in mail.body


def test_where_the_first_mail_never_left_nobody_is_told(office: Office) -> None:
    asked(office, NOW)
    for day in range(31):
        jobs.lapse_unconfirmed(NOW + day * DAY)
        confirming.remind(NOW + day * DAY)
        jobs.send_owed_letters(NOW + day * DAY)
    assert Request.objects.get().status == Status.LAPSED
    assert OutgoingMail.objects.count() == 1


def test_no_link_goes_out_for_what_lapsed(office: Office) -> None:
    request = asked(office, NOW)
    jobs.lapse_unconfirmed(NOW + 31 * DAY)
    request.refresh_from_db()
    mails.send_new_link(request, now=NOW + 32 * DAY)
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("name", ["name", "asked", "follow"])
def test_a_companys_wording_tells_nobody_who_asked_and_what(office: Office, name: str) -> None:
    body = f"Hei!\n\n{{{name}}}\n\n{{lapsed}}\n\n{{complaint}}"
    assert list(faults(body, LetterKind.LAPSED))
    assert not list(faults(body.replace(f"{{{name}}}\n\n", ""), LetterKind.LAPSED))
    LetterTemplate.objects.create(
        controller=office.kept_by.controller,
        kind=LetterKind.LAPSED,
        language="fi",
        body="Hei!\n\n{lapsed}\n\n{complaint}",
    )
    LetterTemplate.objects.update(body=body)
    asked(office, NOW)
    leave(NOW)
    confirming.note_left(NOW)
    jobs.lapse_unconfirmed(NOW + 16 * DAY)
    jobs.send_owed_letters(NOW + 16 * DAY)
    mail = OutgoingMail.objects.get(kind="letter_lapsed")
    assert "Impi" not in mail.body
    assert "omien tietojen" not in mail.body
    assert "Hei!" not in mail.body  # written before this rule: ours goes instead
