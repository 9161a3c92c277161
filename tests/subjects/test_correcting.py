"""What staff entered wrongly is corrected: told by the names of the fields, never by values."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from register.journal import THE_SUBJECT
from register.models import JournalEntry, OutgoingMail
from subjects import jobs, tokens
from subjects.enums import (
    Channel,
    ExtensionGround,
    IdentityMethod,
    LetterKind,
    RequestedKind,
    Status,
    Step,
    TokenPurpose,
)
from subjects.models import ContactKind, Pause, Request
from subjects.policies import NotAllowed, failed_letters
from tests.subjects.requests import ARRIVED, EMAIL, NOW, Office

EARLIER = datetime(2026, 3, 3, 15, 30, tzinfo=UTC)
ADDRESS = "Haavekuja 7 B 21, 20100 Turku"
PHONE = "040 1234567"
EVERYTHING: dict[str, Any] = {
    "received_at": EARLIER,
    "channel": Channel.PHONE,
    "language": "sv",
    "contacts": {
        ContactKind.EMAIL: "impi@haave.example",
        ContactKind.PHONE: PHONE,
        ContactKind.ADDRESS: "",
    },
}


def entered(office: Office) -> Request:
    contacts = [(ContactKind.EMAIL, EMAIL), (ContactKind.ADDRESS, ADDRESS)]
    return office.entered(contacts=contacts)


def test_everything_at_once_told_by_names_alone(office: Office) -> None:
    request = office.step(entered(office), Step.CORRECT, **EVERYTHING)
    assert (request.received_at, request.channel, request.language) == (
        EARLIER,
        Channel.PHONE,
        "sv",
    )
    assert dict(request.contacts.values_list("kind", "value")) == {
        ContactKind.EMAIL: "impi@haave.example",
        ContactKind.PHONE: PHONE,
    }
    told = request.timelineevents.get(step=Step.CORRECT)
    fields = ["received_at", "channel", "language", "email", "phone", "address"]
    assert told.detail == {"fields": " ".join(fields)}
    entry = JournalEntry.objects.get(reference=request.reference, detail__step=Step.CORRECT)
    assert entry.detail == {
        "step": "correct",
        "left": "received",
        "to": "received",
        "fields": fields,
    }


def test_another_arrival_moves_target_and_limit(office: Office) -> None:
    request = entered(office)
    assert (request.target_on, request.limit_on) == (date(2026, 4, 10), date(2026, 4, 10))
    request = office.step(request, Step.CORRECT, received_at=EARLIER)
    # A month from 3 March 2026 is Good Friday: the limit rolls past Easter.
    assert (request.target_on, request.limit_on) == (date(2026, 4, 3), date(2026, 4, 7))


def test_what_is_owed_goes_in_the_new_language_and_by_the_new_days(office: Office) -> None:
    why = {"ground": ExtensionGround.COMPLEXITY, "reason": "Tietoja on monessa paikassa."}
    request = office.step(entered(office), Step.EXTEND, **why)
    request = office.step(request, Step.CORRECT, received_at=EARLIER, language="sv")
    receipt = request.letters.get(kind=LetterKind.RECEIPT)
    extension = request.letters.get(kind=LetterKind.EXTENSION)
    assert (receipt.language, receipt.due_on) == ("sv", None)
    assert (extension.language, extension.due_on) == ("sv", date(2026, 4, 7))


def test_a_letter_that_was_sent_stays_as_it_was(office: Office) -> None:
    request = office.send(entered(office), LetterKind.RECEIPT)
    request = office.step(request, Step.CORRECT, language="sv")
    assert request.letters.get().language == "fi"


@pytest.mark.parametrize("make", [Office.submitted, Office.confirmed])
def test_what_a_person_wrote_in_the_form_is_theirs(office: Office, make: Any) -> None:
    with pytest.raises(NotAllowed):
        office.step(make(office), Step.CORRECT, language="sv")


def test_not_after_the_answer_and_not_by_the_person(office: Office) -> None:
    answered = office.answered()
    assert answered.status == Status.ANSWERED
    with pytest.raises(NotAllowed):
        office.step(answered, Step.CORRECT, language="sv")
    with pytest.raises(NotAllowed, match="not yours"):
        office.step(office.entered(), Step.CORRECT, by=THE_SUBJECT, language="sv")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Nothing is different"),
        ({"language": "fi", "contacts": {ContactKind.EMAIL: EMAIL}}, "Nothing is different"),
        ({"received_at": NOW + timedelta(seconds=1)}, "before it is entered"),
        ({"channel": Channel.FORM}, "how the request arrived"),
        ({"channel": "pigeon"}, "how the request arrived"),
        ({"language": "de"}, "a language"),
    ],
)
def test_what_cannot_be_so(office: Office, facts: dict[str, Any], words: str) -> None:
    request = entered(office)
    with pytest.raises(NotAllowed, match=words):
        office.step(request, Step.CORRECT, **facts)
    request.refresh_from_db()
    assert (request.version, request.contacts.count()) == (1, 2)


def test_it_arrived_before_we_asked_and_before_what_was_joined_to_it(office: Office) -> None:
    asked = office.step(office.entered(), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    asked = office.send(asked, LetterKind.IDENTITY_QUESTION)
    Pause.objects.filter(request=asked).update(asked_on=ARRIVED.date())
    with pytest.raises(NotAllowed, match="before we ask"):
        office.step(asked, Step.CORRECT, received_at=ARRIVED + timedelta(days=1))

    first = office.entered(at=ARRIVED - timedelta(days=1))
    office.step(office.entered(RequestedKind.ACCESS), Step.JOIN, to=first)
    with pytest.raises(NotAllowed, match="joined"):
        office.step(first, Step.CORRECT, received_at=ARRIVED + timedelta(hours=1))


def test_an_address_that_the_person_confirmed_stays(office: Office) -> None:
    request = office.entered()
    contact = request.contacts.get()
    request = office.step(request, Step.CONFIRM_ADDRESS, by=THE_SUBJECT, contact=contact.pk)
    office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    with pytest.raises(NotAllowed, match="confirmed this address"):
        office.step(request, Step.CORRECT, contacts={ContactKind.EMAIL: "impi@haave.example"})


def test_a_stranger_who_confirmed_a_mistyped_address_is_shut_out(office: Office) -> None:
    request = office.entered()
    contact = request.contacts.get()
    request = office.step(request, Step.CONFIRM_ADDRESS, by=THE_SUBJECT, contact=contact.pk)
    jobs.send_owed_letters(NOW)  # the receipt, with a link
    page = tokens.issue(request, TokenPurpose.STATUS, now=NOW, lasts=timedelta(days=1))
    request = office.step(request, Step.CORRECT, contacts={ContactKind.EMAIL: "impi@haave.example"})
    assert tokens.look(page, TokenPurpose.STATUS, now=NOW) is None
    assert not OutgoingMail.objects.filter(recipient=EMAIL, given_up_at=None).exists()
    assert [letter.kind for letter in failed_letters(request)] == [LetterKind.RECEIPT]
    assert request.contacts.get().confirmed_at is None
