"""From the public form to a letter that is read: a real browser without JavaScript, real mail."""

import re
from typing import Any

import pytest
from django.utils import timezone, translation
from playwright.sync_api import Browser, Page, expect

from register.enums import ContactRole, Language
from subjects.enums import Delivery, IdentityMethod, LetterKind, Status, Step
from subjects.models import Letter, Request
from subjects.public.links import address_link, status_link
from tests import factories as make
from tests.browser.conftest import WAYS
from tests.mail_server import MailServer
from tests.subjects.public.conftest import deliver_mail, letter_to, words_of
from tests.subjects.requests import LETTER, Office

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {
    "narrow": {"width": 320, "height": 640},
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1366, "height": 900},
}
PATIENCE = 60_000  # milliseconds
ADDRESS = "taimi.keksitty@haave.example"
BUTTONS = {
    "fi": ("Lähetä pyyntö", "Vahvista pyyntö", "Lähetä viesti", "Peruuta pyyntö"),
    "sv": ("Skicka begäran", "Bekräfta begäran", "Skicka meddelandet", "Återta begäran"),
    "en": ("Send the request", "Confirm the request", "Send the message", "Withdraw the request"),
}


@pytest.fixture
def office(settings: Any, live_server: Any) -> Office:
    settings.SITE_URL = live_server.url
    office = Office()
    make.an_address(controller=office.kept_by.controller)
    make.a_contact(
        office.kept_by.register, role=ContactRole.REGISTER, email="aino@esimerkki.example"
    )
    other = make.a_controller("toinen", name="Toinen Esimerkki Oy")
    make.a_membership(office.kept_by.register, other)
    return office


class Visitor:
    """Somebody with a browser in which no script runs; every page seen is looked over."""

    def __init__(self, browser: Browser, screen: str, scheme: Any, axe: Any) -> None:
        look: dict[str, Any] = {"viewport": SCREENS[screen], "color_scheme": scheme}
        self.contexts = [
            browser.new_context(**look, java_script_enabled=False),
            browser.new_context(**look),
        ]
        self.page, self.glass = (context.new_page() for context in self.contexts)
        self.page.set_default_timeout(PATIENCE)
        self.axe = axe
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))

    def look_over(self) -> None:
        """Nothing sideways, one main heading, nothing refused by the policy, nothing for axe.

        axe is a script: it looks at the same page in a second window.
        """
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        expect(self.page.locator("h1")).to_have_count(1)
        assert [fault for fault in self.faults if "Content Security" in fault] == []
        self.glass.set_content(self.page.content())
        assert self.axe(self.glass) == []
        self.faults.clear()

    def press(self, what: str, role: Any = "button") -> None:
        """Press what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=what).click()

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.mark.parametrize(("language", "screen", "scheme"), WAYS)
def test_from_the_form_to_a_letter_without_any_script(
    browser: Browser,
    office: Office,
    post: MailServer,
    live_server: Any,
    axe_violations: Any,
    language: str,
    screen: str,
    scheme: Any,
) -> None:
    send, confirm, write, withdraw = BUTTONS[language]
    visitor = Visitor(browser, screen, scheme, axe_violations)
    page = visitor.page

    # Nothing filled in: the summary leads to the fields.
    page.goto(f"{live_server.url}/{language}/pyynto/asiakkaat/")
    visitor.look_over()
    visitor.press(send)
    visitor.look_over()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(4)
    summary.get_by_role("link").nth(2).click()
    expect(page.locator("#id_name")).to_be_focused()

    page.locator("[name=controller]").first.check()
    page.locator("[name=rights][value=access]").check()
    page.locator("[name=name]").fill("Taimi Keksitty")
    page.locator("[name=email]").fill(ADDRESS)
    visitor.press(send)
    expect(page).to_have_url(re.compile("/lahetetty/(#.*)?$"))
    visitor.look_over()

    deliver_mail()
    link = re.search(rf"{live_server.url}/\S+", words_of(letter_to(post, ADDRESS)))
    assert link
    page.goto(link[0])
    visitor.look_over()
    visitor.press(confirm)
    expect(page).to_have_url(re.compile(f"/{language}/oma-pyynto/"))
    visitor.look_over()

    # A second visit to the used link is helped on.
    page.goto(link[0])
    visitor.look_over()
    page.go_back()

    page.locator("[name=body]").fill("Hei!\nMilloin vastaatte?")
    visitor.press(write)
    expect(page.locator(".said")).to_have_count(1)

    request = Request.objects.get()
    assert (request.status, request.language) == (Status.RECEIVED, language)
    now = timezone.now()
    with translation.override("en"):
        office.step(request, Step.ASK_IDENTITY, method=IdentityMethod.QUESTION, now=now)
        facts = {**LETTER, "delivery": Delivery.STATUS_PAGE, "now": now}
        office.send(request, LetterKind.IDENTITY_QUESTION, **facts)
    page.reload()
    visitor.look_over()
    question = Letter.objects.get(kind=LetterKind.IDENTITY_QUESTION)
    with page.expect_navigation():
        page.locator(f"a[href$='/kirje/{question.pk}/']").first.click()
    expect(page.locator("h1")).to_have_text(LETTER["title"])
    visitor.look_over()
    page.go_back()

    visitor.press(withdraw, "link")
    visitor.look_over()
    visitor.press(withdraw)
    visitor.look_over()
    request.refresh_from_db()
    assert request.status == Status.WITHDRAWN
    visitor.leave()


@pytest.mark.parametrize(
    "path", ["/fi/pyynto/ei-ole/", "/sv/uusi-linkki/", "/en/uusi-linkki/lahetetty/"]
)
def test_pages_around_the_form_are_clean(
    browser: Browser, office: Office, live_server: Any, axe_violations: Any, path: str
) -> None:
    visitor = Visitor(browser, "narrow", "light", axe_violations)
    visitor.page.goto(live_server.url + path)
    visitor.look_over()
    visitor.leave()


def test_a_flooded_form_keeps_what_was_typed(
    browser: Browser, office: Office, live_server: Any, axe_violations: Any, settings: Any
) -> None:
    settings.FORM_PER_REGISTER = 1
    visitor = Visitor(browser, "phone", "dark", axe_violations)
    page = visitor.page
    for words in ("ensimmäinen", "toinen"):
        page.goto(f"{live_server.url}/fi/pyynto/asiakkaat/")
        page.locator("[name=controller]").first.check()
        page.locator("[name=rights][value=erasure]").check()
        page.locator("[name=words]").fill(words)
        page.locator("[name=name]").fill("Taimi Keksitty")
        page.locator("[name=email]").fill(ADDRESS)
        visitor.press("Lähetä pyyntö")
    expect(page.get_by_role("alert")).to_contain_text("Kuvittelukatu 1, 00100 Helsinki")
    expect(page.locator("[name=words]")).to_have_value("toinen")
    visitor.look_over()
    visitor.leave()


def test_everything_is_reached_by_keyboard_and_the_trap_by_nobody(
    page: Page, office: Office, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/fi/pyynto/asiakkaat/")
    reached = []
    for _key in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.id"))
    assert {"rights", "words", "name", "email", "acting_as", "on_behalf_of"} <= set(reached)
    assert "remarks" not in reached


def test_no_page_is_told_where_somebody_comes_from(
    page: Page, office: Office, live_server: Any
) -> None:
    """The secret of an own page does not leave with the next request."""
    request = office.entered()
    page.goto(status_link(request, now=timezone.now()))
    told: list[str | None] = []
    page.on("request", lambda asked: told.append(asked.headers.get("referer")))
    with page.expect_navigation():
        page.get_by_role("link", name="In English").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Withdraw the request").click()
    assert told
    assert set(told) == {None}


@pytest.mark.parametrize(("language", "screen", "scheme"), [WAYS[0], WAYS[3]])
def test_an_address_that_staff_entered_is_confirmed_on_a_clean_page(
    browser: Browser,
    office: Office,
    live_server: Any,
    axe_violations: Any,
    language: str,
    screen: str,
    scheme: Any,
) -> None:
    request = office.entered(language=Language(language))
    visitor = Visitor(browser, screen, scheme, axe_violations)
    visitor.page.goto(address_link(request.contacts.get(), now=timezone.now()))
    visitor.look_over()
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button").click()
    expect(visitor.page).to_have_url(re.compile(f"/{language}/oma-pyynto/"))
    visitor.look_over()
    visitor.leave()
