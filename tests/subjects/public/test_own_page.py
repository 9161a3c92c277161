"""The request's own page, behind a secret link: where it stands, letters, messages, withdrawing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from register.models import OutgoingMail
from subjects import tokens
from subjects.enums import Delivery, IdentityMethod, LetterKind, Status, Step, TokenPurpose
from subjects.models import Letter, Message, Request
from tests.subjects.public.conftest import SECRET, Door, text_of
from tests.subjects.requests import EMAIL, Office

STATUSES = {
    Status.UNCONFIRMED: "Pyyntösi odottaa, että vahvistat sähköpostiosoitteesi.",
    Status.RECEIVED: "Olemme saaneet pyyntösi, ja se odottaa käsittelyä.",
    Status.IDENTIFIED: "Pyyntöäsi käsitellään.",
    Status.MATCHED: "Pyyntöäsi käsitellään.",  # not a word of whether anybody was found
    Status.DECIDED: "Pyyntösi on käyty läpi, ja vastausta valmistellaan.",
    Status.APPROVED: "Pyyntösi on käyty läpi, ja vastausta valmistellaan.",
    Status.CARRIED_OUT: "Pyyntösi on käyty läpi, ja vastausta valmistellaan.",
    Status.ANSWERED: "Olemme vastanneet pyyntöösi.",
    Status.CLOSED: "Olemme vastanneet pyyntöösi, ja sen käsittely on päättynyt.",
    Status.LAPSED: "Pyyntöäsi ei vahvistettu määräajassa, joten emme käsitelleet sitä.",
    Status.WITHDRAWN: "Olet peruuttanut pyyntösi, ja sen käsittely on päättynyt.",
    Status.JOINED: "Käsittelemme pyynnön yhdessä aiemman pyyntösi kanssa",
}
CAN_WRITE = {
    Status.RECEIVED,
    Status.IDENTIFIED,
    Status.MATCHED,
    Status.DECIDED,
    Status.APPROVED,
    Status.CARRIED_OUT,
    Status.ANSWERED,
}
CAN_WITHDRAW = {
    Status.UNCONFIRMED,
    Status.RECEIVED,
    Status.IDENTIFIED,
    Status.MATCHED,
    Status.DECIDED,
    Status.APPROVED,
}


def page_of(request: Request, language: str = "fi") -> str:
    text = tokens.issue(request, TokenPurpose.STATUS, now=timezone.now(), lasts=timedelta(days=1))
    return f"/{language}/oma-pyynto/{text}/"


@pytest.mark.parametrize("status", Status)
def test_each_standing_has_plain_words_and_only_what_can_be_done(
    client: Any, office: Office, status: Status
) -> None:
    request = office.at(status)
    answer = client.get(page_of(request))
    page, said = answer.content.decode(), text_of(answer)
    assert answer.status_code == 200
    assert STATUSES[status] in said
    assert ('name="body"' in page) == (status in CAN_WRITE)
    assert ("/peru/" in page) == (status in CAN_WITHDRAW)
    for name in ("Impi", "Tarulainen", EMAIL, office.handler.get_username()):
        assert name not in said


def test_by_when_an_answer_comes_is_told_with_target_and_limit(client: Any, office: Office) -> None:
    now = timezone.now()
    request = office.entered(at=now)
    said = text_of(client.get(page_of(request)))
    limit = request.limit_on
    assert f"Saat vastauksen viimeistään {limit.day}.{limit.month}.{limit.year}." in said


def test_who_is_late_says_so_and_where_to_complain(client: Any, office: Office) -> None:
    request = office.entered()  # in March
    said = text_of(client.get(page_of(request)))
    assert "Sinun olisi pitänyt saada vastauksemme viimeistään 10.4.2026." in said
    assert "tietosuojavaltuutetulle" in said


def test_what_we_wait_for_stands_there_and_a_message_is_the_answer(
    client: Any, office: Office
) -> None:
    request = office.step(office.confirmed(), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    office.send(request, LetterKind.IDENTITY_QUESTION, delivery=Delivery.STATUS_PAGE)
    own = page_of(request)
    said = text_of(client.get(own))
    assert "Olemme odottaneet vastaustasi 12.3.2026 alkaen." in said
    assert "Olemme pyytäneet sinua osoittamaan, että pyyntö on sinun." in said
    assert "Lue kysymyksemme" in said
    client.post(f"{own}viesti/", {"body": "Olen asiakkaanne vuodesta 2019."})
    pause = request.pauses.get()
    assert pause.was_answered
    assert "Tarvitsemme sinulta vastauksen" not in text_of(client.get(own))


def test_messages_go_both_ways_and_handlers_have_no_names(client: Any, office: Office) -> None:
    request = office.confirmed()
    own = page_of(request)
    answer = client.post(f"{own}viesti/", {"body": "Hei!\r\n<b>Milloin</b> {{ vastaatte }}?"})
    assert (answer.status_code, answer["Location"]) == (303, f"{own}?viesti")
    office.step(request, Step.WRITE, body="Tällä viikolla.", now=timezone.now())
    answer = client.get(own)
    said = text_of(answer)
    assert "&lt;b&gt;Milloin&lt;/b&gt; {{ vastaatte }}?" in answer.content.decode()
    assert "Sinä," in said
    assert "Pyynnön käsittelijä," in said
    assert office.handler.get_username() not in said
    assert list(Message.objects.values_list("from_person", flat=True)) == [True, False]


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        ("", 422, "Kirjoita ensin jotakin."),
        (" \n ", 422, "Kirjoita ensin jotakin."),
        ("131052-308T", 422, "Poista henkilötunnus."),
        ("a" * 5001, 422, "Lyhennä teksti enintään 5000 merkkiin."),
    ],
)
def test_a_message_with_a_fault_is_shown_again(
    client: Any, office: Office, body: str, status: int, problem: str
) -> None:
    answer = client.post(f"{page_of(office.entered())}viesti/", {"body": body})
    assert answer.status_code == status
    assert problem in text_of(answer)
    assert not Message.objects.exists()


def test_a_second_click_writes_one_message_and_many_are_too_many(
    client: Any, office: Office
) -> None:
    address = f"{page_of(office.entered())}viesti/"
    for _time in range(2):
        assert client.post(address, {"body": "Hei", "page_key": "k"}).status_code == 303
    assert Message.objects.count() == 1
    answers = [client.post(address, {"body": f"{number}"}).status_code for number in range(20)]
    assert answers == [303] * 19 + [429]


def test_where_nobody_reads_any_more_a_message_is_refused_in_words(
    client: Any, office: Office
) -> None:
    answer = client.post(f"{page_of(office.withdrawn())}viesti/", {"body": "Hei"})
    assert answer.status_code == 409
    assert not Message.objects.exists()


def test_withdrawing_takes_two_steps_and_a_second_click_does_nothing(
    client: Any, office: Office
) -> None:
    request = office.entered()
    own = page_of(request)
    for visit in (client.get, client.head):
        assert visit(f"{own}peru/").status_code == 200
    request.refresh_from_db()
    assert request.status == Status.RECEIVED
    for _time in range(2):
        answer = client.post(f"{own}peru/")
        assert (answer.status_code, answer["Location"]) == (303, own)
    request.refresh_from_db()
    assert (request.status, request.version) == (Status.WITHDRAWN, 2)


def test_what_is_done_already_is_not_withdrawn(client: Any, office: Office) -> None:
    request = office.carried_out()
    answer = client.post(f"{page_of(request)}peru/")
    assert answer.status_code == 409
    assert "Pyyntöä ei voi enää peruuttaa" in text_of(answer)
    request.refresh_from_db()
    assert request.status == Status.CARRIED_OUT


# Letters


def sent_letter(office: Office, delivery: Delivery, body: str = "Kerromme tästä.") -> Letter:
    request = office.send(office.confirmed(), LetterKind.RECEIPT, delivery=delivery, body=body)
    return Letter.objects.get(request=request)


@pytest.mark.parametrize("delivery", [Delivery.EMAIL, Delivery.STATUS_PAGE])
def test_a_letter_is_read_on_the_page_and_as_a_file(
    client: Any, office: Office, delivery: Delivery
) -> None:
    letter = sent_letter(office, delivery, "# Otsikko\n\n– yksi\n– kaksi\n\n<b>{{ x }}</b>")
    own = page_of(letter.request)
    address = f"{own}kirje/{letter.pk}/"
    assert address in client.get(own).content.decode()
    page = client.get(address).content.decode()
    assert "<h2>Otsikko</h2>" in page
    assert "<li>kaksi</li>" in page
    assert "&lt;b&gt;{{ x }}&lt;/b&gt;" in page
    file = client.get(f"{own}kirje/{letter.pk}.pdf")
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF-")
    assert file["Cache-Control"] == "no-store, private"
    assert file["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("delivery", [Delivery.POST, Delivery.BY_HAND])
def test_what_went_by_another_way_is_told_of_and_not_shown(
    client: Any, office: Office, delivery: Delivery
) -> None:
    letter = sent_letter(office, delivery, "Salaista.")
    own = page_of(letter.request)
    answer = client.get(own)
    assert "/kirje/" not in answer.content.decode()
    assert "12.3.2026" in text_of(answer)
    for ending in ("/", ".pdf"):
        answer = client.get(f"{own}kirje/{letter.pk}{ending}")
        assert answer.status_code == 404
        assert "Salaista." not in text_of(answer)


def test_a_letter_of_another_request_or_one_not_sent_is_not_there(
    client: Any, office: Office
) -> None:
    others = sent_letter(office, Delivery.EMAIL)
    request = office.entered()
    owed = Letter.objects.get(request=request)
    for number in (others.pk, owed.pk, 0):
        assert client.get(f"{page_of(request)}kirje/{number}/").status_code == 404


# The secret


def test_a_secret_page_is_told_to_nobody_else(client: Any, office: Office) -> None:
    own = page_of(office.entered())
    for address in (own, f"{own}peru/", "/fi/oma-pyynto/x/", "/fi/vahvistus/x/"):
        answer = client.get(address)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store, private"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert not answer.cookies


def test_secrets_are_kept_as_hashes_and_end(client: Any, office: Office) -> None:
    request = office.entered()
    own = page_of(request)
    [text] = SECRET.findall(own)
    assert text not in str(list(request.tokens.values()))
    request.tokens.update(
        made_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(days=1)
    )
    for address in (own, f"{own}peru/", f"{own}kirje/1/", f"{own}kirje/1.pdf"):
        assert client.get(address).status_code == 404
    assert client.post(f"{own}viesti/", {"body": "Hei"}).status_code == 404
    assert client.post(f"{own}peru/").status_code == 404


# A new link


def new_link(door: Door, **values: Any) -> Any:
    place = values.pop("place", "192.0.2.1")
    return door.client.post("/fi/uusi-linkki/", values, REMOTE_ADDR=place)


def mailed(kind: str = "request_new_link") -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind=kind))


def test_who_has_lost_the_link_gets_another_by_mail(door: Door) -> None:
    request, _own = door.confirmed()
    number = request.reference.lower()
    answer = new_link(door, reference=f" {number} ", email=EMAIL.upper())
    assert answer["Location"] == "/fi/uusi-linkki/lahetetty/"
    [mail] = mailed()
    assert mail.recipient == EMAIL
    found = re.search(r"http://localhost:8000(/fi/oma-pyynto/\S+)", mail.body)
    assert found
    assert request.reference in text_of(door.client.get(found[1]))
    assert "Taimi" not in mail.body


def test_a_request_that_waits_to_be_confirmed_gets_that_link(door: Door) -> None:
    request = door.asked()
    new_link(door, reference=request.reference, email=EMAIL)
    mail = mailed("request_confirmation")[-1]
    assert "/fi/vahvistus/" in mail.body


def test_the_answer_is_the_same_whether_there_is_such_a_request(door: Door) -> None:
    request, _own = door.confirmed()
    answers = [
        new_link(door, reference=reference, email=email)
        for reference, email in [
            (request.reference, EMAIL),
            (request.reference, "toinen@satumaa.example"),
            ("P-AAAA-AAAA", EMAIL),
        ]
    ]
    assert {(each.status_code, each["Location"], each.content) for each in answers} == {
        (303, "/fi/uusi-linkki/lahetetty/", b"")
    }
    assert len(mailed()) == 1


def test_new_links_have_an_end_that_nobody_sees(door: Door, settings: Any) -> None:
    settings.FORM_PER_ADDRESS = 5
    request, _own = door.confirmed()
    answers = [
        new_link(door, reference=request.reference, email=EMAIL, page_key=str(number))
        for number in range(6)
    ]
    assert [each.status_code for each in answers] == [303] * 5 + [429]
    assert len(mailed()) == 3


def test_a_bot_asks_for_no_link(door: Door) -> None:
    request, _own = door.confirmed()
    answer = new_link(door, reference=request.reference, email=EMAIL, remarks="x")
    assert answer["Location"] == "/fi/uusi-linkki/lahetetty/"
    assert mailed() == []
