"""An e-mail address that staff entered, confirmed by whoever has its mailbox and nobody else."""

import re
from datetime import timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from register.journal import THE_SUBJECT
from register.models import JournalEntry, OutgoingMail
from subjects import tokens, workflow
from subjects.enums import Channel, LetterKind, RequestedKind, Status, Step, TokenPurpose
from subjects.forgetting import forget_old
from subjects.jobs import send_owed_letters
from subjects.letters import undelivered
from subjects.models import ContactKind, Request, Token
from subjects.policies import NotAllowed, page_address
from subjects.public.links import address_link
from tests import factories as make
from tests.mail_server import MailServer
from tests.subjects.public.conftest import deliver_mail, letter_to, text_of, words_of
from tests.subjects.requests import EMAIL, Office

OTHER = "impi@haave.example"
SUBJECTS = {
    "fi": "Vahvista sähköpostiosoitteesi",
    "sv": "Bekräfta din e-postadress",
    "en": "Please confirm your e-mail",
}
LINK = re.compile(r"http://localhost:8000(/\w\w/vahvistus/[\w-]{43}/osoite/)")


@pytest.fixture
def office(db: None) -> Office:
    office = Office()
    make.an_address(controller=office.kept_by.controller)
    return office


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def entered(office: Office, **values: Any) -> Request:
    """By phone, today; a link to the address goes with it."""
    now = timezone.now()
    values = {"contacts": [(ContactKind.EMAIL, OTHER)], **values}
    return workflow.enter(
        office.draft(**values),
        channel=Channel.PHONE,
        received_at=now,
        by=office.handler,
        now=now,
        asks_address=True,
    )


def step(office: Office, request: Request, step: Step, **facts: Any) -> Request:
    with translation.override("en"):  # a page that was visited spoke another language
        return office.step(request, step, now=timezone.now(), **facts)


def links() -> list[str]:
    mails = OutgoingMail.objects.filter(kind="request_address").order_by("pk")
    return [found for mail in mails for found in LINK.findall(mail.body)]


@pytest.mark.parametrize("language", SUBJECTS)
def test_the_mail_says_no_more_than_needed(office: Office, post: MailServer, language: str) -> None:
    request = entered(office, language=language, words="Salainen asiani")
    deliver_mail()
    letter = letter_to(post, OTHER)
    words = words_of(letter)
    assert str(make_header(decode_header(letter["Subject"]))) == SUBJECTS[language]
    assert words.count("http://localhost:8000/") == 1
    assert LINK.search(words)
    assert request.reference in words
    words = LINK.sub("", words)  # whose secret is of any letters and digits
    for told_nobody in ("Impi", "Tarulainen", "Salainen", "15", "näh", "tillgång", "access"):
        assert told_nobody not in words, told_nobody


def test_without_the_tick_or_without_an_address_no_mail_goes(office: Office) -> None:
    office.entered()
    request = entered(office, contacts=[(ContactKind.PHONE, "040 1234567")])
    assert not OutgoingMail.objects.exists()
    assert request.version == 1


def test_pressing_the_button_confirms_and_leads_to_the_own_page(
    office: Office, visitor: Client
) -> None:
    request = entered(office, language="sv")
    assert page_address(request) == ""
    limit, (link,) = request.limit_on, links()
    page = visitor.get(link)
    assert "Bekräfta din e-postadress I begäran P-" in text_of(page)
    assert page["Referrer-Policy"] == "no-referrer"
    answer = visitor.post(link)
    assert answer.status_code == 302
    own = answer["Location"]
    assert own.startswith("/sv/oma-pyynto/")
    assert "Tack: din e-postadress är bekräftad." in text_of(visitor.get(own))

    request.refresh_from_db()
    assert request.contacts.get().confirmed_at is not None
    assert page_address(request) == OTHER
    assert (request.status, request.limit_on) == (Status.RECEIVED, limit)
    assert not request.pauses.exists()
    entry = JournalEntry.objects.get(detail__step=Step.CONFIRM_ADDRESS)
    assert entry.reference == request.reference
    # The receipt, owed since the entry, goes there now, and with it the link to the own page.
    assert send_owed_letters(timezone.now()) == 1
    assert request.letters.get(kind=LetterKind.RECEIPT).sent_at is not None


def test_a_scanner_that_follows_every_link_changes_nothing(office: Office, visitor: Client) -> None:
    request = entered(office)
    (link,) = links()
    for _time in range(3):
        for visit in (visitor.get, visitor.head, visitor.options):
            visit(link)
    request.refresh_from_db()
    assert request.contacts.get().confirmed_at is None
    assert Token.objects.get().used_at is None
    assert request.version == 2  # entered, and the link sent
    assert visitor.post(link).status_code == 302


def test_it_serves_once_and_for_a_time(office: Office, visitor: Client) -> None:
    request = entered(office)
    (link,) = links()
    visitor.post(link)
    version = Request.objects.get().version
    for visit in (visitor.get, visitor.post):
        assert visit(link).status_code == 404
    assert Request.objects.get().version == version

    late = entered(office)
    Token.objects.filter(request=late).update(
        made_at=timezone.now() - timedelta(days=15), expires_at=timezone.now()
    )
    for visit in (visitor.get, visitor.post):
        assert visit(links()[-1]).status_code == 404
    assert late.contacts.get().confirmed_at is None
    assert request.pk != late.pk


def test_a_link_opens_nothing_else_and_no_other_opens_it(office: Office, visitor: Client) -> None:
    request = entered(office)
    (link,) = links()
    text = link.split("/")[3]
    now = timezone.now()
    assert tokens.look(text, TokenPurpose.ADDRESS, now=now) == request
    for other in (f"/fi/vahvistus/{text}/", f"/fi/oma-pyynto/{text}/"):
        assert visitor.get(other).status_code == 404
        assert visitor.post(other).status_code in (404, 405)
    status = tokens.issue(request, TokenPurpose.STATUS, now=now, lasts=timedelta(days=1))
    for guess in (status, "A" * 43, "x"):
        assert visitor.post(f"/fi/vahvistus/{guess}/osoite/").status_code == 404
    assert request.contacts.get().confirmed_at is None


def test_another_site_confirms_nothing(office: Office, visitor: Client) -> None:
    entered(office)
    (link,) = links()
    assert visitor.post(link, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert visitor.post(link, headers={"sec-fetch-site": "same-origin"}).status_code == 302


def test_once_more_and_no_more(office: Office, visitor: Client) -> None:
    request = step(office, entered(office), Step.ASK_ADDRESS)
    first, second = links()
    assert first != second
    with pytest.raises(NotAllowed, match="twice"):
        step(office, request, Step.ASK_ADDRESS)
    assert visitor.post(second).status_code == 302
    assert visitor.post(first).status_code == 404  # all is well already, says the page
    with pytest.raises(NotAllowed, match="confirmed already"):
        step(office, request, Step.ASK_ADDRESS)


def test_a_corrected_address_is_asked_anew_and_its_old_links_open_nothing(
    office: Office, visitor: Client
) -> None:
    request = step(office, entered(office), Step.ASK_ADDRESS)
    old = links()
    gone = {"sent_at": timezone.now(), "recipient": "", "subject": "", "body": ""}
    OutgoingMail.objects.filter(key__endswith=":1").update(**gone)
    request = step(office, request, Step.CORRECT, contacts={ContactKind.EMAIL: EMAIL})
    assert links() == []  # what had not left does not leave any more
    assert [visitor.post(link).status_code for link in old] == [404, 404]
    assert request.contacts.get().confirmed_at is None
    step(office, request, Step.ASK_ADDRESS)
    mail = OutgoingMail.objects.latest("pk")
    assert mail.recipient == EMAIL
    assert visitor.post(links()[-1]).status_code == 302
    assert request.contacts.get().confirmed_at is not None


def test_the_form_has_its_own_confirmation(office: Office) -> None:
    for request in (office.submitted(), office.confirmed(RequestedKind.ACCESS)):
        with pytest.raises(NotAllowed):
            office.step(request, Step.ASK_ADDRESS)
        contact = request.contacts.get().pk
        with pytest.raises(NotAllowed):
            office.step(request, Step.CONFIRM_ADDRESS, by=THE_SUBJECT, contact=contact)


def test_a_mail_that_never_arrives_is_shown(office: Office) -> None:
    request = entered(office)
    now = timezone.now()
    OutgoingMail.objects.update(given_up_at=now)
    assert [one.given_up_at for one in undelivered.of_request(request)] == [now]
    assert list(undelivered.requests_of(office.handler)) == [request]


def test_the_link_goes_in_the_language_of_the_request(office: Office) -> None:
    with translation.override("fi"):
        entered(office, language="en")
        address_link(Request.objects.get().contacts.get(), now=timezone.now())
    assert links()[0].startswith("/en/")


def test_it_is_forgotten_with_its_request(office: Office) -> None:
    request = step(office, entered(office), Step.WITHDRAW)
    later = request.closed_at + timedelta(days=365 * 10)
    assert forget_old(later) == 1
    assert not Token.objects.exists()
