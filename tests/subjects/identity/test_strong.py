"""Strong identification against providers on this machine: what is believed, and of whom."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from register.enums import KeyDateKind
from register.identity_codes import columns_of
from register.journal import THE_SUBJECT
from register.models import Act, DataSubject, JournalEntry
from subjects.enums import ActingAs, Agreement, IdentityMethod, LetterKind, Mandate, Status, Step
from subjects.forgetting import forget_identity_material
from subjects.identity import provider
from subjects.models import Request, StrongComparison, StrongIdentification
from subjects.policies import NotAllowed
from subjects.public.links import status_link
from tests import factories as make
from tests.subjects.identity.providers import CODE, IMPI, LEVEL, Broker, Mock, query_of
from tests.subjects.requests import Office

A, M = Agreement, IdentityMethod
OTHER_CODE = "020290-902X"


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    provider = Mock()
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def broker(tmp_path_factory: Any) -> Iterator[Broker]:
    provider = Broker(tmp_path_factory.mktemp("broker"))
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def with_elliptic_broker(tmp_path: Path, settings: Any) -> Iterator[Broker]:
    provider = Broker(tmp_path, "ec")
    settings.STRONG_IDENTIFICATION = provider.settings()
    settings.IDENTITY_CODE_TEMPORARY = True
    provider.start()
    provider.says(IMPI)
    yield provider
    provider.stop()


@pytest.fixture
def asked(office: Office) -> Request:
    """A request whose sender was asked to identify strongly."""
    request = office.step(office.entered(), Step.ASK_IDENTITY, method=M.STRONG)
    return office.send(request, LetterKind.IDENTITY_QUESTION)


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def with_mock(mock: Mock, settings: Any) -> Mock:
    settings.STRONG_IDENTIFICATION = mock.settings()
    settings.IDENTITY_CODE_TEMPORARY = True
    mock.knows("impi", IMPI)
    return mock


@pytest.fixture
def with_broker(broker: Broker, settings: Any) -> Broker:
    settings.STRONG_IDENTIFICATION = broker.settings()
    settings.IDENTITY_CODE_TEMPORARY = True
    broker.says(IMPI)
    return broker


class Browser:
    """Somebody's browser on the page of their request."""

    def __init__(self, request: Request, client: Client | None = None) -> None:
        self.client = client or Client()
        self.page = urlsplit(status_link(request, now=timezone.now())).path + "tunnistus/"

    def begin(self) -> str:
        """Press the button; where the browser is led."""
        with translation.override("en"):  # the middleware leaves its language behind
            answer = self.client.post(f"{self.page}vahva/")
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])

    def come_back(self, address: str) -> Any:
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" == "http://localhost:8000"
        with translation.override("en"):
            return self.client.get(f"{parts.path}?{parts.query}")


def title(answer: Any) -> str:
    found = re.search(r"<h1>(.*?)</h1>", answer.content.decode())
    assert found
    return found[1]


def bears(person: DataSubject, code: str) -> None:
    DataSubject.objects.filter(pk=person.pk).update(**columns_of(code))


def compared(request: Request) -> set[tuple[Any, ...]]:
    rows = StrongComparison.objects.filter(request=request)
    return set(rows.values_list("card", "identity_code", "names", "birth_date"))


def nothing_changed(request: Request) -> bool:
    before = request.version
    request.refresh_from_db()
    return request.version == before and not StrongIdentification.objects.exists()


DONE = "Thank you: you have identified yourself"
CANCELLED = "The identification was broken off"
LOST = "This identification is no longer valid"
FAILED = "The identification could not be confirmed"
DOWN = "The identification service does not answer"
WEAK = "The identification was not strong enough"
OTHER = "The name is not the one in the request"


# There and back


def english(asked: Request) -> Browser:
    browser = Browser(asked)
    browser.page = browser.page.replace("/fi/", "/en/")
    return browser


def test_the_person_identifies_and_staff_settle_it(
    office: Office, asked: Request, with_mock: Mock
) -> None:
    bears(office.person, CODE)
    with pytest.raises(NotAllowed, match="Nobody has identified strongly"):
        office.step(asked, Step.SETTLE_IDENTITY, method=M.STRONG)
    browser = english(asked)
    answer = browser.come_back(with_mock.sign_in(browser.begin(), "impi"))
    assert (answer.status_code, title(answer)) == (200, DONE)
    asked.refresh_from_db()
    assert (asked.status, asked.pauses.get().was_answered) == (Status.RECEIVED, True)
    assert compared(asked) == {(office.person.uuid, A.AGREES, A.AGREES, A.NOT_COMPARED)}
    entry = JournalEntry.objects.get(act=Act.SEARCHED_BY_CODE)
    assert (entry.uuid, entry.reference) == (office.person.uuid, asked.reference)
    settled = office.step(asked, Step.SETTLE_IDENTITY, method=M.STRONG)
    assert office.step(settled, Step.FIX_MATCH, people=[office.person]).status == Status.MATCHED


def test_what_is_asked_of_the_provider(asked: Request, with_mock: Mock) -> None:
    said = query_of(english(asked).begin())
    assert {name: said[name] for name in ("scope", "response_type", "client_id", "acr_values")} == {
        "scope": "openid profile",
        "response_type": "code",
        "client_id": "seloste",
        "acr_values": LEVEL,
    }
    assert said["redirect_uri"] == "http://localhost:8000/tunnistus/paluu/"
    assert said["code_challenge_method"] == "S256"
    assert said["ui_locales"] == "en"
    assert min(len(said[name]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_nothing_that_was_told_is_kept(office: Office, asked: Request, with_mock: Mock) -> None:
    bears(office.person, CODE)
    browser = english(asked)
    browser.come_back(with_mock.sign_in(browser.begin(), "impi"))
    kept = [
        *StrongIdentification.objects.values(),
        *StrongComparison.objects.values(),
        *asked.timelineevents.values(),
        *JournalEntry.objects.values(),
    ]
    for secret in (CODE, "Tarulainen", "Impi", "1990"):
        assert secret not in str(kept)
    assert StrongIdentification.objects.get().level == LEVEL


def test_what_was_compared_goes_with_the_closing(
    office: Office, asked: Request, with_mock: Mock
) -> None:
    browser = english(asked)
    browser.come_back(with_mock.sign_in(browser.begin(), "impi"))
    assert StrongComparison.objects.exists()
    forget_identity_material(timezone.now())
    assert StrongComparison.objects.exists()
    closed = office.step(asked, Step.WITHDRAW, by=THE_SUBJECT, now=timezone.now())
    forget_identity_material(closed.closed_at)
    assert not StrongComparison.objects.exists()
    assert not StrongIdentification.objects.exists()


def test_the_session_lasts_for_the_way_there_and_back(asked: Request, with_mock: Mock) -> None:
    browser = english(asked)
    assert not browser.client.get(browser.page).cookies
    address = browser.begin()
    cookie = browser.client.cookies["sessionid"]
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
    token = browser.page.split("/")[3]
    assert token not in str(Session.objects.get().get_decoded())
    browser.come_back(with_mock.sign_in(address, "impi"))
    assert browser.client.cookies["sessionid"].value == ""
    assert not Session.objects.exists()


def test_it_is_offered_only_where_staff_had_reason_to_ask(office: Office, with_mock: Mock) -> None:
    browser = english(office.entered())
    assert b"mobile certificate" not in browser.client.get(browser.page).content
    assert browser.client.post(f"{browser.page}vahva/").status_code == 200
    assert not Session.objects.exists()


def test_it_is_off_without_settings(asked: Request, settings: Any) -> None:
    settings.STRONG_IDENTIFICATION = None
    browser = english(asked)
    assert b"mobile certificate" not in browser.client.get(browser.page).content
    assert browser.client.post(f"{browser.page}vahva/").status_code == 200


# Who it is


def test_a_namesake_is_told_apart_by_the_code_and_by_the_day_of_birth(
    office: Office, asked: Request, with_mock: Mock
) -> None:
    same = make.a_person(office.kept_by, given_names="Impi")
    other_code, other_day = make.a_person(office.kept_by), make.a_person(office.kept_by)
    bears(other_code, OTHER_CODE)
    for person, born in ((same, date(1990, 1, 1)), (other_day, date(1960, 5, 5))):
        make.a_key_date(person, born, kind=KeyDateKind.BIRTH)
    married = make.a_person(office.kept_by, family_name="Satunen")
    bears(married, CODE)
    make.a_person(office.kept_by, family_name="Tarulaine")
    make.a_person(office.kept_by, given_names="Aulis")
    browser = english(asked)
    browser.come_back(with_mock.sign_in(browser.begin(), "impi"))
    assert compared(asked) == {
        (office.person.uuid, A.NOT_COMPARED, A.AGREES, A.NOT_COMPARED),
        (same.uuid, A.NOT_COMPARED, A.AGREES, A.AGREES),
        (other_code.uuid, A.DIFFERS, A.AGREES, A.NOT_COMPARED),
        (other_day.uuid, A.NOT_COMPARED, A.AGREES, A.DIFFERS),
        (married.uuid, A.AGREES, A.DIFFERS, A.NOT_COMPARED),
    }
    settled = office.step(asked, Step.SETTLE_IDENTITY, method=M.STRONG)
    # Of the person's own card only the names agree: somebody of the same name has them, too.
    for wrong in (other_code, other_day, office.person):
        with pytest.raises(NotAllowed, match="not the person of this card"):
            office.step(settled, Step.FIX_MATCH, people=[same, wrong])
    asked.contacts.update(confirmed_at=asked.received_at)  # one more thing that agrees
    office.step(settled, Step.FIX_MATCH, people=[office.person, same, married])


def test_another_controllers_cards_are_not_looked_at(
    office: Office, asked: Request, with_mock: Mock
) -> None:
    elsewhere = make.a_person(
        make.a_membership(make.a_register("muut"), make.a_controller("toinen", name="Toinen Oy"))
    )
    bears(elsewhere, CODE)
    browser = english(asked)
    browser.come_back(with_mock.sign_in(browser.begin(), "impi"))
    assert {card for card, *_how in compared(asked)} == {office.person.uuid}


def test_the_page_says_nothing_of_whom_the_register_knows(
    office: Office, asked: Request, with_mock: Mock
) -> None:
    DataSubject.objects.filter(pk=office.person.pk).update(family_name="Muu", sort_name="muu impi")
    browser = english(asked)
    unknown = browser.come_back(with_mock.sign_in(browser.begin(), "impi"))
    assert compared(asked) == set()
    DataSubject.objects.filter(pk=office.person.pk).update(sort_name="tarulainen impi sylvia")
    DataSubject.objects.filter(pk=office.person.pk).update(family_name="Tarulainen")
    known = browser.come_back(with_mock.sign_in(browser.begin(), "impi"))
    assert unknown.content == known.content


def test_somebody_else_identified(asked: Request, with_mock: Mock) -> None:
    with_mock.knows("aulis", {**IMPI, "given_name": "Aulis", "urn:oid:1.2.246.21": OTHER_CODE})
    with_mock.knows("toisio", {**IMPI, "family_name": "Toisio"})
    with_mock.knows("nobody", {"acr": LEVEL})
    browser = english(asked)
    for who in ("aulis", "toisio", "nobody"):
        answer = browser.come_back(with_mock.sign_in(browser.begin(), who))
        assert title(answer) == OTHER
    assert nothing_changed(asked)


def test_whoever_acts_for_another_identifies_as_themselves(office: Office, with_mock: Mock) -> None:
    values = {"acting_as": ActingAs.GUARDIAN, "on_behalf_of": "Lapsi Tarulainen"}
    child = make.a_person(office.kept_by, given_names="Lapsi")
    request = office.step(office.entered(**values), Step.ASK_IDENTITY, method=M.STRONG)
    browser = english(request)
    assert title(browser.come_back(with_mock.sign_in(browser.begin(), "impi"))) == DONE
    mandate = Mandate.GUARDIANSHIP
    settled = office.step(request, Step.SETTLE_IDENTITY, method=M.STRONG, mandate=mandate)
    assert office.step(settled, Step.FIX_MATCH, people=[child]).status == Status.MATCHED


# What goes wrong, at either end


def test_the_person_breaks_off(asked: Request, with_mock: Mock) -> None:
    browser = english(asked)
    address = browser.begin()
    back = with_mock.deny(address)
    assert title(browser.come_back(back)) == CANCELLED
    said = urlencode({"error": "access_denied", "state": query_of(address)["state"]})
    answer = browser.come_back(f"http://localhost:8000/tunnistus/paluu/?{said}")
    assert title(answer) == CANCELLED
    assert f'href="{browser.page}"' in answer.content.decode()  # to begin again
    assert nothing_changed(asked)


def test_an_answer_is_taken_once(asked: Request, with_mock: Mock) -> None:
    browser = english(asked)
    back = with_mock.sign_in(browser.begin(), "impi")
    assert title(browser.come_back(back)) == DONE
    browser.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert title(browser.come_back(back)) == LOST
    assert StrongIdentification.objects.count() == 1


def test_anothers_answer_does_not_land_in_my_browser(
    office: Office, asked: Request, with_mock: Mock
) -> None:
    """Login CSRF: an attacker sends their own answer to the victim's browser."""
    attacker, victim = english(asked), english(asked)
    theirs = with_mock.sign_in(attacker.begin(), "impi")
    victim.begin()
    victim.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = victim.come_back(theirs)
    assert (answer.status_code, title(answer)) == (400, LOST)
    # Nor with my own state and their code: the verifier is not theirs.
    state = query_of(victim.begin())["state"]
    code = query_of(theirs)["code"]
    mixed = f"http://localhost:8000/tunnistus/paluu/?{urlencode({'code': code, 'state': state})}"
    assert title(victim.come_back(mixed)) == FAILED
    assert nothing_changed(asked)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=y", "?error=access_denied"])
def test_an_answer_nobody_asked_for(asked: Request, with_mock: Mock, query: str) -> None:
    client = Client(headers={"accept-language": "en"})
    answer = client.get(f"{reverse('request_strong_return')}{query}")
    assert (answer.status_code, title(answer)) == (400, LOST)
    assert not answer.cookies.get("sessionid") or not answer.cookies["sessionid"].value


def test_two_tabs_each_have_their_own(office: Office, asked: Request, with_mock: Mock) -> None:
    other = office.step(office.entered(), Step.ASK_IDENTITY, method=M.STRONG)
    one = english(asked)
    two = Browser(other, one.client)
    two.page = two.page.replace("/fi/", "/en/")
    first, second = one.begin(), two.begin()
    assert title(two.come_back(with_mock.sign_in(second, "impi"))) == DONE
    assert title(one.come_back(with_mock.sign_in(first, "impi"))) == DONE
    assert {row.request_id for row in StrongIdentification.objects.all()} == {asked.pk, other.pk}


def test_a_request_that_went_on_meanwhile(office: Office, asked: Request, with_mock: Mock) -> None:
    browser = english(asked)
    back = with_mock.sign_in(browser.begin(), "impi")
    office.step(asked, Step.SETTLE_IDENTITY, method=M.IN_PERSON)
    assert title(browser.come_back(back)) == "No identification is needed any more"
    assert not StrongIdentification.objects.exists()


def test_a_provider_that_is_down_before_and_after(asked: Request, settings: Any) -> None:
    provider = Mock()
    settings.STRONG_IDENTIFICATION = provider.settings()
    browser = english(asked)
    answer = browser.client.post(f"{browser.page}vahva/")
    assert (answer.status_code, title(answer)) == (503, DOWN)
    assert not Session.objects.exists()
    provider.start()
    try:
        provider.knows("impi", IMPI)
        back = provider.sign_in(browser.begin(), "impi")
    finally:
        provider.stop()
    assert title(browser.come_back(back)) == DOWN
    assert nothing_changed(asked)


def test_nothing_in_the_address_leads_elsewhere(asked: Request, with_mock: Mock) -> None:
    browser = english(asked)
    evil = urlencode({"next": "https://paha.example/", "redirect_uri": "https://paha.example/"})
    answer = browser.client.post(f"{browser.page}vahva/?{evil}", {"next": "https://paha.example/"})
    assert answer["Location"].startswith(with_mock.issuer)
    assert "paha" not in answer["Location"]
    back = with_mock.sign_in(answer["Location"], "impi")
    assert "paha" not in browser.come_back(f"{back}&{evil}").content.decode()


def test_the_secret_of_the_page_stays_out_of_what_others_see(
    asked: Request, with_mock: Mock
) -> None:
    browser = english(asked)
    token = browser.page.split("/")[3]
    shown = browser.client.get(browser.page)
    address = browser.begin()
    assert token not in address
    told = browser.come_back(with_mock.sign_in(address, "impi"))
    for answer in (shown, told):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


# As the Finnish Trust Network does it


@pytest.mark.parametrize("keys", ["with_broker", "with_elliptic_broker"])
def test_a_broker_that_knows_us_by_our_key_and_encrypts(
    office: Office, asked: Request, request: pytest.FixtureRequest, keys: str
) -> None:
    with_broker: Broker = request.getfixturevalue(keys)
    bears(office.person, CODE)
    browser = english(asked)
    address = browser.begin()
    assert set(query_of(address)) == {"client_id", "response_type", "scope", "request"}
    assert title(browser.come_back(with_broker.sign_in(address))) == DONE
    assert compared(asked) == {(office.person.uuid, A.AGREES, A.AGREES, A.NOT_COMPARED)}


def test_a_broker_that_has_taken_new_keys_into_use(asked: Request, with_broker: Broker) -> None:
    browser = english(asked)
    address = browser.begin()
    with_broker.says(IMPI, turn=True)
    assert title(browser.come_back(with_broker.sign_in(address))) == DONE


@pytest.mark.parametrize(
    ("twists", "told"),
    [
        ({"plain": True}, DONE),  # signed alone will do
        ({"late": 330}, DONE),  # the clocks of two machines differ
        ({"late": 400}, FAILED),
        ({"claims": {"exp": None}}, FAILED),
        ({"claims": {"iat": 4_000_000_000}}, FAILED),
        ({"claims": {"nonce": "another"}}, FAILED),
        ({"claims": {"nonce": None}}, FAILED),
        ({"claims": {"iss": "https://toinen.example"}}, FAILED),
        ({"claims": {"aud": "somebody-else"}}, FAILED),
        ({"claims": {"aud": ["seloste", "somebody-else"]}}, FAILED),
        ({"claims": {"azp": "somebody-else"}}, FAILED),
        ({"key": True}, FAILED),
        ({"unsigned": True}, FAILED),
        ({"unsigned": True, "plain": True}, FAILED),
        ({"claims": {"acr": "http://ftn.ficora.fi/2017/loa1"}}, WEAK),
        ({"claims": {"acr": None}}, WEAK),
    ],
)
def test_what_is_believed_of_a_broker(
    asked: Request, with_broker: Broker, twists: dict[str, Any], told: str
) -> None:
    with_broker.says(IMPI, **twists)
    browser = english(asked)
    assert title(browser.come_back(with_broker.sign_in(browser.begin()))) == told
    assert told == DONE or nothing_changed(asked)


def test_a_broker_that_falls_silent(
    asked: Request, with_broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider, "TIMEOUT", (1, 0.5))
    browser = english(asked)
    back = with_broker.sign_in(browser.begin())
    with_broker.says(IMPI, silent=3)
    assert title(browser.come_back(back)) == DOWN
    assert nothing_changed(asked)


def test_a_broker_under_another_name_is_not_asked(asked: Request, with_broker: Broker) -> None:
    with_broker.says(IMPI, issuer="https://toinen.example")
    browser = english(asked)
    assert title(browser.client.post(f"{browser.page}vahva/")) == DOWN


def test_an_answer_of_another_provider(asked: Request, with_broker: Broker) -> None:
    """RFC 9207: the answer names who gave it."""
    browser = english(asked)
    back = with_broker.sign_in(browser.begin())
    mixed = back.replace("iss=http", "iss=https")
    assert mixed != back
    assert title(browser.come_back(mixed)) == FAILED


# Settings


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"issuer": "http://broker.example.fi"}, "STRONG_ISSUER"),
        ({"issuer": "broker"}, "STRONG_ISSUER"),
        ({"client_id": ""}, "STRONG_CLIENT_ID"),
        ({"client_secret": ""}, "STRONG_CLIENT_SECRET"),
        ({"client_key": "not a key"}, "STRONG_CLIENT_SECRET"),
        ({"client_secret": "", "client_key": "not a key"}, "STRONG_CLIENT_KEY"),
        ({"decryption_key": "not a key"}, "STRONG_DECRYPTION_KEY"),
        ({"scope": "profile"}, "STRONG_SCOPE"),
    ],
)
def test_wrong_settings_stop_the_start(wrong: dict[str, Any], name: str) -> None:
    with pytest.raises(Exception, match=f"^{name} ") as raised:
        Mock().settings(**{"issuer": "https://broker.example.fi", **wrong})
    assert "not a key" not in str(raised.value)


def test_the_broker_is_told_our_public_keys(
    with_broker: Broker, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("strong_keys")
    told = capsys.readouterr().out
    assert '"use": "sig"' in told
    assert '"use": "enc"' in told
    assert '"d"' not in told
