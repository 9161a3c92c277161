"""A letter leaves as it was looked at, and a bare mail tells of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from register import outbox
from register.groups import Group
from register.models import JournalEntry, OutgoingMail
from subjects import tokens
from subjects.enums import CodeChannel, Ground, LetterKind, Outcome, Status, Step, TokenPurpose
from subjects.letters import undelivered
from subjects.models import IdentityCode, Letter, Request
from subjects.public import mails
from tests import factories as make
from tests.subjects.letters.test_texts import owed
from tests.subjects.requests import EMAIL, NOW, Office


def looking(page: Any, **said: Any) -> dict[str, Any]:
    form = shown(page, **said)
    return {**{name: form[name] for name in form if name != "send"}, "look": "look"}


@pytest.fixture
def desk(office: Office, client: Client) -> Client:
    client.force_login(office.handler)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def preview_of(letter: Letter) -> str:
    return reverse("admin:subjects_letter_preview", args=(letter.pk,))


def shown(page: Any, **said: Any) -> dict[str, Any]:
    """The form as the page shows it, sent with a button."""
    context = page.context
    return {
        "version": context["version"],
        "seen": context["seen"],
        "own_words": "",
        "delivery": context["form"]["delivery"].value(),
        "send": "send",
        **said,
    }


def test_what_was_looked_at_is_what_leaves(office: Office, desk: Client, asked: Any) -> None:
    letter = owed(asked("fi"), LetterKind.RECEIPT)
    page = desk.get(preview_of(letter))
    assert "Olemme saaneet henkilötietoja koskevan pyyntösi." in page.content.decode()
    desk.post(preview_of(letter), shown(page))
    letter.refresh_from_db()
    assert letter.title == "Pyyntösi on saapunut"
    assert letter.body == page.context["composed"].body
    assert letter.sent_by == office.handler
    sent = desk.get(preview_of(letter)).content.decode()
    assert "A letter that was sent is never changed." in sent
    paper = desk.get(reverse("admin:subjects_letter_pdf", args=(letter.pk,)))
    assert paper.content.startswith(b"%PDF-")
    assert "no-store" in paper["Cache-Control"]


def test_own_words_are_looked_at_first(office: Office, desk: Client, asked: Any) -> None:
    letter = owed(asked("fi"), LetterKind.RECEIPT)
    page = desk.get(preview_of(letter))
    unseen = desk.post(preview_of(letter), shown(page, own_words="Soita meille."))
    assert unseen.status_code == 409
    assert "Look at it again." in unseen.content.decode()
    assert not Letter.objects.get(pk=letter.pk).sent_at
    looked = desk.post(preview_of(letter), looking(page, own_words="Soita meille."))
    desk.post(preview_of(letter), shown(looked, own_words="Soita meille."))
    assert "\n\nSoita meille.\n\n" in Letter.objects.get(pk=letter.pk).body


def test_a_second_click_sends_no_second_letter(office: Office, desk: Client, asked: Any) -> None:
    letter = owed(asked("fi"), LetterKind.RECEIPT)
    letter.request.contacts.update(confirmed_at=NOW)
    form = shown(desk.get(preview_of(letter)))
    for _click in range(2):
        assert desk.post(preview_of(letter), form).status_code == 302
    assert OutgoingMail.objects.count() == 1


def test_what_changed_meanwhile_is_looked_at_again(
    office: Office, desk: Client, asked: Any
) -> None:
    request = office.refused()
    address = reverse("admin:subjects_letter_answer", args=(request.pk,))
    form = shown(desk.get(address))
    request = office.step(request, Step.RECONSIDER)
    request = office.decide(request, outcome=Outcome.REFUSED, ground=Ground.NOTHING_HELD)
    office.step(request, Step.FINISH_DECIDING)
    stale = desk.post(address, form)
    assert stale.status_code == 409
    assert "rekistereissämme ei ole tietoja sinusta" in stale.content.decode()
    desk.post(address, shown(stale))
    request.refresh_from_db()
    assert request.status == Status.ANSWERED


def test_the_answer_is_told_of_by_mail_and_read_on_the_page(
    office: Office, desk: Client, asked: Any
) -> None:
    request = office.refused()
    address = reverse("admin:subjects_letter_answer", args=(request.pk,))
    desk.post(address, shown(desk.get(address)))
    letter = request.letters.get(kind=LetterKind.DECISION)
    mail = OutgoingMail.objects.get(key=f"letter:{letter.pk}")
    assert mail.recipient == EMAIL
    assert mail.subject == f"Sinulle on uusi kirje pyynnöstäsi {request.reference}"
    lines = mail.body.splitlines()
    assert lines[0] == (
        f"Satumaan Leipä Oy on lähettänyt sinulle kirjeen pyynnöstä {request.reference}."
    )
    secret = lines[3].rstrip("/").rpartition("/")[2]
    found = tokens.look(secret, TokenPurpose.STATUS, now=NOW)
    assert found == request
    for word in ("Impi", "tietojen", "Päätös", "emme voi", "15 artikla"):
        assert word not in mail.body
    assert desk.get(address).status_code == 302  # it is answered: here is the letter


def test_a_mail_that_never_arrived_is_told_of(office: Office, desk: Client, asked: Any) -> None:
    letter = owed(asked("fi"), LetterKind.RECEIPT)
    letter.request.contacts.update(confirmed_at=NOW)
    desk.post(preview_of(letter), shown(desk.get(preview_of(letter))))
    OutgoingMail.objects.update(given_up_at=NOW)
    request = Request.objects.get()
    (found,) = undelivered.of_request(request)
    assert found.letter == letter
    assert list(undelivered.requests_of(office.handler)) == [request]
    assert not undelivered.requests_of(office.other_handler).exclude(pk=request.pk).exists()
    assert "could not be delivered" in desk.get(preview_of(letter)).content.decode()


@pytest.mark.parametrize(
    ("group", "looks", "sends"),
    [
        (Group.AUDITOR, 200, 403),
        (Group.STAFF, 403, 403),
        (Group.ADMINISTRATOR, 403, 403),
    ],
)
def test_who_only_looks_does_not_send(
    office: Office, client: Client, asked: Any, group: Group, looks: int, sends: int
) -> None:
    letter = owed(asked("fi"), LetterKind.RECEIPT)
    client.force_login(make.a_user(group, office.kept_by.controller))
    assert client.get(preview_of(letter)).status_code == looks
    said = {"send": "send", "version": 1, "delivery": "post", "seen": ""}
    assert client.post(preview_of(letter), said).status_code == sends
    assert not Letter.objects.get(pk=letter.pk).sent_at


def test_another_companys_letters_are_not_there(office: Office, client: Client, asked: Any) -> None:
    letter = owed(asked("fi"), LetterKind.RECEIPT)
    stranger = make.a_user(Group.REQUEST_HANDLER, make.a_controller("toinen", name="Toinen Oy"))
    client.force_login(stranger)
    assert client.get(preview_of(letter)).status_code == 404
    assert client.get(reverse("admin:subjects_letter_pdf", args=(letter.pk,))).status_code == 404


def test_looking_at_a_letter_is_looking_at_its_people(office: Office, desk: Client) -> None:
    request = office.refused()
    desk.get(reverse("admin:subjects_letter_answer", args=(request.pk,)))
    entry = JournalEntry.objects.get(act="viewed")
    assert (entry.uuid, entry.reference) == (office.person.uuid, request.reference)


def test_codes_and_confirmations_that_never_arrived_are_told_of(office: Office, asked: Any) -> None:
    """Whose confirmation failed lapses unless somebody looks."""
    coded, alone, among = asked("fi"), office.submitted(), office.submitted()
    code = IdentityCode.objects.create(
        request=coded,
        card=office.person.uuid,
        channel=CodeChannel.EMAIL,
        point="p" * 64,
        hash="h" * 64,
        sent_at=NOW,
        expires_at=NOW + timedelta(hours=24),
        sent_by=office.handler,
    )
    outbox.queue_mail(
        key=f"identity_code:{code.pk}", kind="identity_code", to=EMAIL, subject="Koodi", body="1"
    )
    mails.send_confirmation(alone, now=NOW)
    mails.send_collected([among], now=NOW)
    requests = [coded, alone, among]
    assert not any(undelivered.of_request(one) for one in requests)
    OutgoingMail.objects.update(given_up_at=NOW)
    assert [len(undelivered.of_request(one)) for one in requests] == [1, 1, 1]
    assert set(undelivered.requests_of(office.handler)) == set(requests)
