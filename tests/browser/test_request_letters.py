"""A letter is looked at, added to, sent and printed; a wording of one's own is tried and saved."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from register.enums import Language
from register.models import Controller, OutgoingMail
from subjects.enums import Ground, IdentityMethod, LetterKind, Outcome, RequestedKind, Step
from subjects.models import ContactKind, Letter, LetterTemplate, Request
from tests import factories as make
from tests.browser.conftest import GRAVE, WAYS, speak
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1366, "height": 900}}
WORDS = {
    "fi": ("Näytä kirje uudelleen", "Lähetä kirje", "Tulosta kirje (PDF)"),
    "sv": ("Visa brevet på nytt", "Skicka brevet", "Skriv ut brevet (PDF)"),
    "en": ("Show the letter again", "Send the letter", "Print the letter (PDF)"),
}
TITLES = {
    "fi": "Päätös: pyyntösi on toteutettu osittain",
    "sv": "Beslut: din begäran har genomförts delvis",
    "en": "Decision: your request has been carried out in part",
}
PREVIEW = {
    "fi": "Näytä, miltä kirje näyttää",
    "sv": "Visa hur brevet ser ut",
    "en": "Show what the letter looks like",
}


@pytest.fixture
def office(settings: Any, live_server: Any) -> Office:
    settings.SITE_URL = live_server.url
    office = Office()
    Controller.objects.filter(pk=office.kept_by.controller_id).update(
        name="Satumaan Leipä Oy", business_id="1234567-1"
    )
    make.an_address(controller=office.kept_by.controller)
    return office


def answerable(office: Office, language: str) -> Request:
    """Carried out in part, to be answered."""
    contacts = [(ContactKind.EMAIL, EMAIL), (ContactKind.ADDRESS, "Satukuja 3, 20100 Turku")]
    rights = (RequestedKind.ACCESS, RequestedKind.RECTIFICATION)
    request = office.entered(*rights, language=Language(language), contacts=contacts)
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    office.decide(request, RequestedKind.ACCESS)
    refusal = {"outcome": Outcome.REFUSED, "ground": Ground.DATA_CORRECT}
    request = office.decide(request, RequestedKind.RECTIFICATION, **refusal)
    request = office.step(request, Step.FINISH_DECIDING)
    return office.carry_out(request)


def opened(
    browser: Browser, server: Any, client: Any, user: Any, way: tuple[str, str, str]
) -> tuple[BrowserContext, Page]:
    language, screen, scheme = way
    context = browser.new_context(viewport=SCREENS[screen], color_scheme=scheme)
    page = context.new_page()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
    speak(page, language, server.url)
    return context, page


def look_over(page: Page, axe: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    expect(page.locator("h1")).to_have_count(1)
    assert axe(page, impacts=GRAVE) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(way))
def test_the_answer_is_looked_at_added_to_sent_and_printed(
    browser: Browser, office: Office, live_server: Any, client: Any, axe_violations: Any, way: Any
) -> None:
    language = way[0]
    again, send, printed = WORDS[language]
    request = answerable(office, language)
    context, page = opened(browser, live_server, client, office.handler, way)
    page.goto(f"{live_server.url}/hallinta/subjects/letter/answer/{request.pk}/")
    letter = page.locator(".seloste-letter")
    expect(letter.locator("h2")).to_have_text(TITLES[language])
    look_over(page, axe_violations)

    page.locator("#id_own_words").fill("<b>Soita</b> {{ reference }}\n\n# Kiitos")
    page.get_by_role("button", name=again).click()
    expect(letter).to_contain_text("<b>Soita</b> {{ reference }}")
    expect(letter.locator("b")).to_have_count(0)
    expect(page.locator("#id_own_words")).to_have_value("<b>Soita</b> {{ reference }}\n\n# Kiitos")
    look_over(page, axe_violations)

    page.get_by_role("button", name=send).click()
    link = page.get_by_role("link", name=printed)
    expect(link).to_be_visible()
    look_over(page, axe_violations)
    sent = Letter.objects.get(request=request, kind=LetterKind.DECISION)
    assert sent.title == TITLES[language]
    assert "<b>Soita</b> {{ reference }}" in sent.body
    mail = OutgoingMail.objects.get(key=f"letter:{sent.pk}")
    assert "Soita" not in mail.body
    paper = page.request.get(f"{live_server.url}{link.get_attribute('href')}")
    assert paper.body().startswith(b"%PDF-")
    context.close()


@pytest.mark.parametrize("way", WAYS[:2], ids=lambda way: "-".join(way))
def test_a_wording_is_looked_at_and_saved(
    browser: Browser, office: Office, live_server: Any, client: Any, axe_violations: Any, way: Any
) -> None:
    context, page = opened(browser, live_server, client, office.officer, way)
    chosen = f"controller={office.kept_by.controller_id}&kind=receipt&language=fi"
    page.goto(f"{live_server.url}/hallinta/subjects/lettertemplate/add/?{chosen}")
    look_over(page, axe_violations)
    body = page.locator("#id_body")
    body.fill(f"Hei {{name}}\n\n{body.input_value()}")
    with context.expect_page() as shown:
        page.get_by_role("button", name=PREVIEW[way[0]]).click()
    expect(shown.value.locator(".seloste-letter")).to_contain_text("Hei Maija Mallikas")
    look_over(shown.value, axe_violations)
    shown.value.close()
    page.locator("[name=_save]").click()
    page.wait_for_url("**/lettertemplate/")
    assert LetterTemplate.objects.get().body.startswith("Hei {name}\n\nOlemme saaneet")
    context.close()
