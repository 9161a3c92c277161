"""A code to a contact point on file: who gets one, what it is worth, and for how long."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import translation

from register.enums import AddressKind, Language
from register.journal import THE_SUBJECT
from register.models import ContactPoint, JournalEntry, OutgoingMail, SubjectAddress
from subjects.enums import CodeChannel, IdentityMethod, LetterKind, Status, Step
from subjects.enums import RequestedKind as R
from subjects.identity import acts, codes
from subjects.identity.acts import Entered
from subjects.identity.points import points_for
from subjects.models import IdentityCode, Request
from subjects.policies import NotAllowed, Stale
from tests import factories as make
from tests.subjects.identity.conftest import OTHER_EMAIL, PHONE, aged
from tests.subjects.requests import ARRIVED, EMAIL, NOW, Office

M = IdentityMethod


def key_of(office: Office, request: Request, channel: CodeChannel, value: str = "") -> str:
    return next(
        point.key
        for point in points_for(request, [office.person])
        if point.channel == channel and value in point.value
    )


def send(
    office: Office, request: Request, channel: CodeChannel, value: str = "", *, now=NOW
) -> str | None:
    """Somebody who has just looked sends a code."""
    request.refresh_from_db()
    return acts.send_code(
        request,
        person=office.person.pk,
        key=key_of(office, request, channel, value),
        by=office.handler,
        now=now,
        expected_version=request.version,
    ).code


def mailed() -> str:
    """The code in the newest mail."""
    body = OutgoingMail.objects.filter(kind="identity_code").latest("pk").body
    return next(line for line in body.splitlines() if line[:1].isdigit())


def enter(request: Request, said: str, *, now=NOW) -> Entered:
    return acts.enter_code(request, said, now=now)


# Where it may go


def test_it_goes_where_the_card_pointed_before_anybody_asked(on_file: Office) -> None:
    confirmed = on_file.step(on_file.submitted(), Step.CONFIRM, by=THE_SUBJECT)
    make.a_contact_point(on_file.person, "uusi@satumaa.example")  # put there after the request
    ContactPoint.objects.filter(value="uusi@satumaa.example").update(
        created_at=ARRIVED + timedelta(hours=1)
    )
    found = [(one.channel, one.value) for one in points_for(confirmed, [on_file.person])]
    assert found == [  # and not to the address that was confirmed already
        (CodeChannel.EMAIL, OTHER_EMAIL),
        (CodeChannel.PHONE, PHONE),
        (CodeChannel.POST, "Haavekuja 7 B 21\n20100 Turku"),
    ]


def test_a_visiting_address_gets_no_post(on_file: Office) -> None:
    SubjectAddress.objects.update(kind=AddressKind.VISITING)
    channels = {one.channel for one in points_for(on_file.entered(), [on_file.person])}
    assert channels == {CodeChannel.EMAIL, CodeChannel.PHONE}


def test_under_a_security_ban_only_the_machine_writes_and_nothing_is_hinted_at(
    on_file: Office,
) -> None:
    on_file.person.address_protected = True
    on_file.person.save()
    found = points_for(on_file.entered(), [on_file.person])
    assert {(one.channel, one.hint) for one in found} == {(CodeChannel.EMAIL, "")}


def test_others_know_a_contact_point_by_a_hint(on_file: Office) -> None:
    hints = [one.hint for one in points_for(on_file.entered(), [on_file.person])]
    assert hints == ["i…n@satumaa.example", "i…a@satumaa.example", "…234", "20100 Turku"]


def test_nobody_sends_to_a_card_out_of_reach_or_to_anything_else(on_file: Office) -> None:
    request = on_file.entered()
    key = key_of(on_file, request, CodeChannel.PHONE)
    elsewhere = make.a_person(
        make.a_membership(make.a_register("muut"), make.a_controller("toinen", name="Toinen Oy"))
    )
    make.a_contact_point(elsewhere, "vieras@satumaa.example")
    aged(elsewhere)
    other = ContactPoint.objects.get(subject=elsewhere)
    for person, chosen in [
        (elsewhere.pk, f"email-{other.pk}"),
        (on_file.person.pk, f"email-{other.pk}"),
        (elsewhere.pk, key),
        (on_file.person.pk, "impi@muualla.example"),
    ]:
        with pytest.raises(NotAllowed, match="cannot be sent to this"):
            acts.send_code(
                request,
                person=person,
                key=chosen,
                by=on_file.handler,
                now=NOW,
                expected_version=request.version,
            )
    assert not IdentityCode.objects.exists()


def test_a_ban_alone_needs_no_code(on_file: Office) -> None:
    request = on_file.entered(R.MARKETING_BAN, R.CONSENT_WITHDRAWAL)
    with pytest.raises(NotAllowed, match="needs no proof"):
        send(on_file, request, CodeChannel.EMAIL)


def test_a_page_that_is_past_sends_nothing(on_file: Office) -> None:
    request = on_file.entered()
    key = key_of(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL)
    send(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL)
    with pytest.raises(Stale):
        acts.send_code(
            request,
            person=on_file.person.pk,
            key=key,
            by=on_file.handler,
            now=NOW,
            expected_version=1,
        )
    assert OutgoingMail.objects.filter(kind="identity_code").count() == 1


# What leaves and what is kept


def test_the_mail_says_no_more_than_it_must(on_file: Office) -> None:
    request = on_file.entered(words="Haluan nähdä reseptini.")
    assert send(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL) is None
    mail = OutgoingMail.objects.get(kind="identity_code")
    assert mail.recipient == OTHER_EMAIL
    assert mail.subject == f"Koodi tunnistautumista varten: {request.controller.name}"
    assert request.reference in mail.body
    for secret in ("Impi", "Tarulainen", "resepti", "http", EMAIL):
        assert secret not in f"{mail.subject} {mail.body}"


def test_the_mail_speaks_the_language_of_the_card(on_file: Office) -> None:
    on_file.person.language = Language.SV
    on_file.person.save()
    send(on_file, on_file.entered(), CodeChannel.EMAIL, OTHER_EMAIL)
    assert "Om det var du" in OutgoingMail.objects.get(kind="identity_code").body


def test_neither_the_code_nor_the_contact_point_stands_in_its_row(on_file: Office) -> None:
    request = on_file.entered()
    told = send(on_file, request, CodeChannel.PHONE)
    assert told is not None
    kept = str(IdentityCode.objects.values().get())
    for secret in (told, told.replace(" ", ""), PHONE, "0450001234", "450001234"):
        assert secret not in kept
    assert not OutgoingMail.objects.filter(kind="identity_code").exists()


def test_it_is_noted_and_journalled_about_whose_contact_point_it_is(on_file: Office) -> None:
    request = on_file.entered()
    told = send(on_file, request, CodeChannel.POST)
    request.refresh_from_db()
    note = request.timelineevents.last()
    assert (note.step, note.detail) == (Step.SEND_CODE, {"way": "post"})
    entry = JournalEntry.objects.get(uuid=on_file.person.uuid, detail__step="send_code")
    assert (entry.actor, entry.reference) == (on_file.handler.pk, request.reference)
    assert str(told) not in str(list(JournalEntry.objects.values()))


# What it is worth


def test_the_right_code_shows_who_the_person_is_and_staff_settle_it(on_file: Office) -> None:
    request = on_file.step(on_file.entered(), Step.ASK_IDENTITY, method=M.CODE_TO_CONTACT)
    request = on_file.send(request, LetterKind.IDENTITY_QUESTION)
    with pytest.raises(NotAllowed, match="No code has been rightly entered"):
        on_file.step(request, Step.SETTLE_IDENTITY, method=M.CODE_TO_CONTACT)
    send(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL)
    with pytest.raises(NotAllowed, match="No code has been rightly entered"):
        on_file.step(request, Step.SETTLE_IDENTITY, method=M.CODE_TO_CONTACT)
    assert enter(request, mailed()) == Entered.RIGHT
    request.refresh_from_db()
    assert request.status == Status.RECEIVED  # staff settle it
    assert request.pauses.get().was_answered  # and the clock runs again
    settled = on_file.step(request, Step.SETTLE_IDENTITY, method=M.CODE_TO_CONTACT)
    assert settled.status == Status.IDENTIFIED
    assert on_file.step(settled, Step.FIX_MATCH, people=[on_file.person]).status == Status.MATCHED


def test_it_may_be_written_as_people_write(on_file: Office) -> None:
    request = on_file.entered()
    told = send(on_file, request, CodeChannel.PHONE)
    assert told is not None
    assert enter(request, f" {told[:2]}-{told[2:]} ") == Entered.RIGHT


def test_it_serves_once(on_file: Office) -> None:
    request = on_file.entered()
    send(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL)
    code = mailed()
    assert [enter(request, code), enter(request, code)] == [Entered.RIGHT, Entered.WRONG]


def test_it_is_no_code_for_another_request(on_file: Office) -> None:
    mine, other = on_file.entered(), on_file.entered()
    send(on_file, mine, CodeChannel.EMAIL, OTHER_EMAIL)
    code = mailed()
    send(on_file, other, CodeChannel.PHONE)
    assert enter(other, code) == Entered.WRONG
    assert enter(mine, code) == Entered.RIGHT


def test_a_newer_one_takes_its_place(on_file: Office) -> None:
    request = on_file.entered()
    send(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL)
    old = mailed()
    send(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL)
    assert [enter(request, old), enter(request, mailed())] == [Entered.WRONG, Entered.RIGHT]


@pytest.mark.parametrize(
    ("channel", "lasts"),
    [
        (CodeChannel.PHONE, timedelta(minutes=15)),
        (CodeChannel.EMAIL, timedelta(hours=24)),
        (CodeChannel.POST, timedelta(days=14)),
    ],
)
def test_it_expires_by_how_it_went(on_file: Office, channel: CodeChannel, lasts: timedelta) -> None:
    request = on_file.entered()
    code = send(on_file, request, channel, OTHER_EMAIL if channel == "email" else "") or mailed()
    assert enter(request, code, now=NOW + lasts) == Entered.WRONG
    assert enter(request, code, now=NOW + lasts - timedelta(seconds=1)) == Entered.RIGHT


def test_five_wrong_guesses_and_the_right_one_no_longer_serves(on_file: Office) -> None:
    request = on_file.entered()
    send(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL)
    right = mailed()
    wrong = "0000 0000" if right != "0000 0000" else "1111 1111"
    assert [enter(request, wrong) for _time in range(5)] == [Entered.WRONG] * 5
    assert enter(request, right) == Entered.WRONG
    assert IdentityCode.objects.get().tries == 5
    send(on_file, request, CodeChannel.EMAIL, OTHER_EMAIL)
    assert enter(request, mailed()) == Entered.RIGHT


@pytest.mark.parametrize("said", ["", " ", "١٢٣٤٥٦٧٨", "code", "1" * 40])
def test_anything_else_is_a_wrong_guess(on_file: Office, said: str) -> None:
    request = on_file.entered()
    send(on_file, request, CodeChannel.PHONE)
    assert enter(request, said) == Entered.WRONG


def test_without_a_code_the_answer_is_the_same(on_file: Office) -> None:
    assert enter(on_file.entered(), "1234 5678") == Entered.WRONG


def test_a_request_that_asks_no_more_takes_no_code(on_file: Office) -> None:
    request = on_file.entered()
    told = send(on_file, request, CodeChannel.PHONE)
    on_file.step(request, Step.SETTLE_IDENTITY, method=M.IN_PERSON)
    assert enter(request, str(told)) == Entered.TOO_LATE


def test_staff_enter_what_the_person_tells_them(on_file: Office) -> None:
    request = on_file.entered()
    with pytest.raises(NotAllowed, match="No code waits"):
        on_file.step(request, Step.PROVE_IDENTITY, method=M.CODE_TO_CONTACT)
    told = send(on_file, request, CodeChannel.POST)
    assert acts.enter_code(request, str(told), now=NOW, by=on_file.handler) == Entered.RIGHT
    request.refresh_from_db()
    assert request.timelineevents.last().actor == on_file.handler.pk


def test_staff_cannot_say_that_somebody_identified_strongly(on_file: Office) -> None:
    request = on_file.entered()
    send(on_file, request, CodeChannel.PHONE)
    with pytest.raises(NotAllowed):
        on_file.step(request, Step.PROVE_IDENTITY, method=M.STRONG)


# Whose card it opens


def settled(office: Office) -> Request:
    request = office.entered()
    send(office, request, CodeChannel.EMAIL, OTHER_EMAIL)
    assert enter(request, mailed()) == Entered.RIGHT
    return office.step(request, Step.SETTLE_IDENTITY, method=M.CODE_TO_CONTACT)


def test_it_opens_no_other_card(on_file: Office) -> None:
    namesake = make.a_person(on_file.kept_by)
    housemate = make.a_person(on_file.kept_by, given_names="Aulis")
    make.a_contact_point(housemate, OTHER_EMAIL)
    request = settled(on_file)
    for people in ([namesake], [housemate], [on_file.person, namesake]):
        with pytest.raises(NotAllowed, match="no contact point of this card"):
            on_file.step(request, Step.FIX_MATCH, people=people)


def test_it_opens_the_same_persons_card_in_another_register(on_file: Office) -> None:
    elsewhere = make.a_membership(make.a_register("jasenet"), on_file.kept_by.controller)
    again = make.a_person(elsewhere)
    make.a_contact_point(again, OTHER_EMAIL.upper())
    matched = on_file.step(settled(on_file), Step.FIX_MATCH, people=[on_file.person, again])
    assert matched.matches.count() == 2


# At once


@pytest.fixture
def standing(transactional_db: None) -> tuple[Office, Request, str]:
    office = Office()
    aged(office.person)
    request = office.entered()
    with translation.override("en"):
        send(office, request, CodeChannel.EMAIL)
    return office, request, mailed()


def test_two_guesses_at_once_are_counted_twice(standing: tuple[Office, Request, str]) -> None:
    _office, request, right = standing
    wrong = "0000 0000" if right != "0000 0000" else "1111 1111"
    ready, said = threading.Barrier(3), []

    def guess() -> None:
        try:
            ready.wait(timeout=10)
            said.append(enter(request, wrong))
        finally:
            connection.close()

    guessers = [threading.Thread(target=guess) for _one in range(3)]
    for one in guessers:
        one.start()
    for one in guessers:
        one.join()
    connections.close_all()
    assert said == [Entered.WRONG] * 3
    assert IdentityCode.objects.get().tries == 3


def test_codes_are_drawn_from_all_of_them() -> None:
    drawn = {codes.draw() for _one in range(200)}
    assert all(len(code) == 8 and code.isdigit() for code in drawn)
    assert len(drawn) > 190
