"""From the mail to a confirmed request: looking uses nothing up, pressing the button does."""

import re
from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from django.test import Client
from django.utils import timezone

from register.models import OutgoingMail
from subjects import policies, tokens
from subjects.enums import PauseReason, Status, Step, TokenPurpose
from subjects.models import Request, TimelineEvent, Token
from subjects.public import confirming
from tests.mail_server import MailServer
from tests.subjects.public.conftest import (
    Door,
    confirm_address,
    deliver_mail,
    letter_to,
    text_of,
    words_of,
)
from tests.subjects.requests import EMAIL

SUBJECTS = {
    "fi": "Vahvista pyyntösi, joka koskee henkilötietoja",
    "sv": "Bekräfta din begäran som gäller personuppgifter",
    "en": "Confirm your request concerning personal data",
}


@pytest.mark.parametrize("language", SUBJECTS)
def test_the_mail_comes_in_the_forms_language_and_says_no_more_than_needed(
    door: Door, post: MailServer, language: str
) -> None:
    request = door.asked(
        language,
        words="Salainen asiani",
        rights=["erasure"],
        phone="044 123 4567",
        customer_number="A-17",
    )
    deliver_mail()
    letter = letter_to(post, EMAIL)
    words = words_of(letter)
    assert str(make_header(decode_header(letter["Subject"]))) == SUBJECTS[language]
    assert words.count("http://localhost:8000/") == 1
    assert f"/{language}/vahvistus/" in words
    assert request.reference in words
    assert "Esimerkki Oy" in words
    told = re.sub(r"http://localhost:8000/\S+", "", words)  # its secret is random letters
    for told_nobody in ("Taimi", "Salainen", "044", "A-17", "poist", "rader", "eras", EMAIL):
        assert told_nobody not in told
    # Art. 12(4): what happens where it is not confirmed, and where to turn then.
    assert "14" in words
    assert "tietosuoja.fi" in words


def test_a_subject_is_one_line_in_the_mail_server(door: Door, post: MailServer) -> None:
    door.asked(name="Taimi\r\nBcc: kaikki@satumaa.example")
    deliver_mail()
    letter = letter_to(post, EMAIL)
    assert letter["Bcc"] is None
    assert set(letter.keys()) >= {"Subject", "Auto-Submitted", "Message-ID"}


def test_a_scanner_that_follows_every_link_changes_nothing(door: Door) -> None:
    request = door.asked()
    address = confirm_address(request)
    before = Token.objects.values_list("used_at", "expires_at").get()
    for _time in range(3):
        for visit in (door.client.get, door.client.head, door.client.options):
            visit(address)
        for found in re.findall(r'href="(/[^"]+)"', door.client.get(address).content.decode()):
            assert door.client.get(found).status_code == 200
            assert door.client.head(found).status_code == 200
    request.refresh_from_db()
    assert (request.status, request.version) == (Status.UNCONFIRMED, 1)
    assert Token.objects.values_list("used_at", "expires_at").get() == before
    assert door.client.post(address).status_code == 302


def test_pressing_the_button_confirms_and_leads_to_the_requests_own_page(door: Door) -> None:
    request, own = door.confirmed("sv")
    assert request.status == Status.RECEIVED
    assert request.confirmed_at is not None
    assert request.contacts.get().confirmed_at is not None
    assert own.startswith("/sv/oma-pyynto/")
    assert request.reference in text_of(door.client.get(own))


def test_a_link_serves_once(door: Door) -> None:
    request = door.asked()
    address = confirm_address(request)
    door.client.post(address)
    version = Request.objects.get().version
    for visit in (door.client.get, door.client.post):
        answer = visit(address)
        assert answer.status_code == 404
        assert "Olet jo vahvistanut pyyntösi" in text_of(answer)
    assert Request.objects.get().version == version


def test_used_old_unknown_and_broken_links_get_one_and_the_same_page(door: Door) -> None:
    request = door.asked()
    used = confirm_address(request)
    door.client.post(used)
    old = tokens.issue(
        request,
        TokenPurpose.CONFIRM,
        now=timezone.now() - timedelta(days=46),
        lasts=timedelta(days=45),
    )
    guessed = "A" * 43
    of_another_kind = tokens.issue(
        request, TokenPurpose.STATUS, now=timezone.now(), lasts=timedelta(days=1)
    )
    addresses = [
        used,
        *(f"/fi/vahvistus/{text}/" for text in (old, guessed, of_another_kind, "x", "a%00b")),
        f"{used[:-5]}/",
        "/fi/vahvistus/",
    ]
    pages = {
        re.sub(r'"/(?:sv|en)/[^"]*"', "", door.client.get(one).content.decode())
        for one in addresses
    }
    assert len(pages) == 1
    assert {door.client.get(one).status_code for one in addresses} == {404}
    assert {door.client.post(one).status_code for one in addresses} == {404}


def test_a_request_that_has_lapsed_is_confirmed_no_more(door: Door) -> None:
    request = door.asked()
    Request.objects.update(
        received_at=timezone.now() - timedelta(days=29),
        registered_at=timezone.now() - timedelta(days=29),
    )
    answer = door.client.post(confirm_address(request))
    assert answer.status_code == 404
    request.refresh_from_db()
    assert request.status == Status.UNCONFIRMED
    assert Token.objects.get().used_at is None  # undone with the step


def test_another_sites_button_confirms_nothing(door: Door) -> None:
    request = door.asked()
    answer = door.client.post(confirm_address(request), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    request.refresh_from_db()
    assert request.status == Status.UNCONFIRMED


def test_who_is_signed_in_makes_no_difference(door: Door, client: Client) -> None:
    request = door.asked()
    assert client.post(confirm_address(request)).status_code == 302
    assert not client.cookies


# The clock stands still once the mail has left


def test_the_clock_stands_still_from_the_day_the_mail_left(door: Door, post: MailServer) -> None:
    request = door.asked()
    assert confirming.note_left(timezone.now()) == 0  # nothing has left
    deliver_mail()
    left = timezone.now() - timedelta(days=3)
    OutgoingMail.objects.update(sent_at=left)
    assert confirming.note_left(timezone.now()) == 1
    assert confirming.note_left(timezone.now()) == 0
    pause = request.pauses.get()
    assert (pause.reason, pause.asked_on) == (PauseReason.IDENTITY, timezone.localdate(left))
    event = TimelineEvent.objects.get(step=Step.NOTE_CONFIRMATION_LEFT)
    assert (event.at, event.actor_kind) == (left, "job")


def test_confirming_ends_the_pause_even_where_no_job_has_run(door: Door, post: MailServer) -> None:
    request = door.asked()
    address = confirm_address(request)
    deliver_mail()
    OutgoingMail.objects.update(sent_at=timezone.now() - timedelta(days=3))
    door.client.post(address)
    pause = request.pauses.get()
    assert (pause.answered_on - pause.asked_on).days == 3
    assert pause.was_answered
    request.refresh_from_db()
    assert request.status == Status.RECEIVED


def test_a_mail_server_that_is_down_stops_no_clock_and_loses_no_request(
    door: Door, post: MailServer
) -> None:
    post.stop()
    request = door.asked()
    deliver_mail()
    confirming.note_left(timezone.now())
    assert not request.pauses.exists()
    assert policies.lapses_at(request) > timezone.now() + timedelta(days=27)
    post.start()
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    deliver_mail()
    assert letter_to(post, EMAIL)
    assert confirming.note_left(timezone.now()) == 1


def test_one_reminder_a_week_after_the_mail_left(door: Door, post: MailServer) -> None:
    request = door.asked("en")
    deliver_mail()
    now = timezone.now()
    confirming.note_left(now)
    sent = [confirming.remind(now + timedelta(days=days)) for days in (6, 7, 8, 13)]
    assert sent == [0, 1, 0, 0]
    OutgoingMail.objects.filter(sent_at=None).update(next_attempt_at=now)
    deliver_mail()
    _first, reminder = sorted(post.letters(), key=lambda letter: len(str(letter["Subject"])))
    assert reminder["Subject"] == "Reminder: confirm your request concerning personal data"
    found = re.search(r"http://localhost:8000(/en/vahvistus/\S+)", words_of(reminder))
    assert found
    assert door.client.post(found[1]).status_code == 302
    request.refresh_from_db()
    assert request.status == Status.RECEIVED


def test_who_has_confirmed_is_not_reminded(door: Door, post: MailServer) -> None:
    request = door.asked()
    address = confirm_address(request)
    deliver_mail()
    confirming.note_left(timezone.now())
    door.client.post(address)
    assert confirming.remind(timezone.now() + timedelta(days=8)) == 0
