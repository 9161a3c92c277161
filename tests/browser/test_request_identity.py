"""Showing who one is, in a real browser: a code, strong identification, and the handler's part."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from register.groups import Group
from register.identity_codes import columns_of
from register.models import DataSubject, OutgoingMail
from subjects.enums import CodeChannel, IdentityMethod, LetterKind, Step
from subjects.models import Request, StrongIdentification
from subjects.public.links import status_link
from tests import factories as make
from tests.admin_pages import signed_in
from tests.browser.conftest import GRAVE
from tests.subjects.identity.conftest import OTHER_EMAIL, PHONE, aged
from tests.subjects.identity.providers import CODE, IMPI, Broker, Mock
from tests.subjects.identity.test_pages import send
from tests.subjects.requests import Office

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
MACHINE_LANGUAGE = re.compile(r"(?i)\b(none|null|undefined)\b|%\(")


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
def office(transactional_db: None) -> Office:
    cache.clear()
    office = Office()
    make.a_contact_point(office.person, OTHER_EMAIL)
    make.a_contact_point(office.person, PHONE, "phone")
    make.a_home_address(office.person)
    aged(office.person)
    return office


@pytest.fixture
def asked(office: Office, live_server: Any, settings: Any) -> Request:
    """Somebody who has been asked to identify strongly."""
    settings.SITE_URL = live_server.url
    settings.IDENTITY_CODE_TEMPORARY = True
    request = office.step(office.entered(), Step.ASK_IDENTITY, method=IdentityMethod.STRONG)
    return office.send(request, LetterKind.IDENTITY_QUESTION)


def page_of(request: Request, language: str = "fi") -> str:
    link = status_link(request, now=timezone.now())
    return link.replace("/fi/", f"/{language}/") + "tunnistus/"


def screens(page: Page) -> Iterator[str]:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for name, (width, height) in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            yield f"{name}-{scheme}"


def look_at(page: Page, axe: Any, *, impacts: Any = None) -> None:
    for screen in screens(page):
        found = axe(page, impacts=impacts) if impacts else axe(page)
        assert found == [], (screen, found)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.evaluate("innerWidth"), screen


def test_a_code_is_entered(
    office: Office, page: Page, live_server: Any, settings: Any, axe_violations: Any
) -> None:
    settings.SITE_URL = live_server.url
    request = office.entered()
    page.goto(page_of(request).removesuffix("tunnistus/"))
    page.get_by_role("link", name="Oletko saanut meiltä koodin? Syötä se tässä").click()
    look_at(page, axe_violations)
    page.get_by_label("Koodi", exact=True).fill("1234 5678")
    page.get_by_role("button", name="Lähetä koodi").click()
    expect(page.get_by_role("alert")).to_contain_text("Tämä koodi ei kelpaa")
    expect(page.get_by_label("Koodi", exact=True)).to_have_attribute("aria-invalid", "true")
    look_at(page, axe_violations)
    code = send(office, request, CodeChannel.PHONE)
    page.get_by_label("Koodi", exact=True).fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("koodi oli oikein")
    look_at(page, axe_violations)
    assert page.context.cookies() == []
    assert request.identitycodes.get().entered_at


def test_the_person_identifies_at_the_provider(
    office: Office, asked: Request, mock: Mock, page: Page, settings: Any, axe_violations: Any
) -> None:
    settings.STRONG_IDENTIFICATION = mock.settings()
    mock.knows("impi", IMPI)
    DataSubject.objects.filter(pk=office.person.pk).update(**columns_of(CODE))
    referers: list[str] = []
    page.on("request", lambda sent: referers.append(sent.headers.get("referer", "")))
    page.goto(page_of(asked))
    look_at(page, axe_violations)
    token = page.url.split("/")[5]
    page.get_by_role("button", name="Tunnistaudu").click()
    expect(page).to_have_url(re.compile(f"^{mock.issuer}/"))
    assert token not in page.url
    page.get_by_placeholder("sub").first.fill("impi")
    page.get_by_role("button", name="Authorize").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos, olet tunnistautunut")
    look_at(page, axe_violations)
    assert page.context.cookies() == []
    assert not any(token in referer for referer in referers)
    assert StrongIdentification.objects.get().request_id == asked.pk
    page.get_by_role("link", name="Takaisin pyyntöön").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(asked.reference)


def test_breaking_off_is_told_and_one_can_begin_again(
    asked: Request, mock: Mock, page: Page, settings: Any, axe_violations: Any
) -> None:
    settings.STRONG_IDENTIFICATION = mock.settings()
    page.goto(page_of(asked, "sv"))
    page.get_by_role("button", name="Identifiera dig").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Identifieringen avbröts")
    look_at(page, axe_violations)
    page.get_by_role("link", name="Börja om").click()
    expect(page.get_by_role("button", name="Identifiera dig")).to_be_visible()
    assert not StrongIdentification.objects.exists()


def test_a_broker_of_the_trust_network_leads_there_and_back(
    asked: Request, broker: Broker, page: Page, settings: Any
) -> None:
    settings.STRONG_IDENTIFICATION = broker.settings()
    broker.says(IMPI)
    page.goto(page_of(asked))
    page.get_by_role("button", name="Tunnistaudu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos, olet tunnistautunut")
    page.reload()  # the answer is taken once
    title = "Tämä tunnistautuminen ei ole enää voimassa"
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert StrongIdentification.objects.count() == 1


def test_the_handler_sends_a_code_and_settles_the_identity(
    office: Office, client: Any, page: Page, live_server: Any, axe_violations: Any
) -> None:
    request = office.entered()
    user = signed_in(client, Group.REQUEST_HANDLER)
    user.controllers.add(office.kept_by.controller)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "fi"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page.goto(live_server.url + reverse("admin:subjects_request_change", args=(request.pk,)))
    part = page.locator("#identity")
    expect(part).to_contain_text("Miten henkilöllisyyden voi osoittaa")
    part.get_by_text("Lähetä koodi", exact=True).first.click()
    look_at(page, axe_violations, impacts=GRAVE)
    assert not MACHINE_LANGUAGE.search(part.inner_text())
    part.get_by_label(re.compile("Puhelimessa")).check()
    part.get_by_role("button", name="Lähetä koodi").click()
    expect(page.locator(".seloste-code")).to_have_text(re.compile(r"^\d{4} \d{4}$"))
    look_at(page, axe_violations, impacts=GRAVE)
    code = page.locator(".seloste-code").inner_text()
    page.get_by_role("link", name="Takaisin pyyntöön").click()
    part.get_by_text("Syötä koodi, jonka asianomainen on kertonut sinulle").click()
    part.get_by_label("Koodi", exact=True).fill(code)
    part.get_by_role("button", name="Tarkista koodi").click()
    expect(page.get_by_text("Koodi oli oikein.")).to_be_visible()
    expect(part).to_contain_text("syötetty oikein")
    look_at(page, axe_violations, impacts=GRAVE)
    part.get_by_text("Selvitä henkilöllisyys").first.click()
    part.locator("select[name=method]").select_option(IdentityMethod.CODE_TO_CONTACT)
    part.locator("form[action*=settle_identity] button").click()
    expect(page.get_by_text("Henkilöllisyys selvitetty").first).to_be_visible()
    request.refresh_from_db()
    assert request.identitychecks.get().method == IdentityMethod.CODE_TO_CONTACT
    assert not OutgoingMail.objects.filter(kind="identity_code").exists()
