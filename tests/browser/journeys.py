"""The whole way of a request in a real browser and through a real mail server, step by step.

A test composes what a person and the staff do: the fixture `journey` of `conftest.py` gives both.
Whatever leads to another page waits until that page is there; no step goes by words of a language,
so that the same steps serve in each, and what somebody reads is for the test to expect.
SHOTS, a folder, gets pictures of the pages that are looked over.
"""

import io
import os
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pypdf
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from register.models import DataSubject, Register, User
from retention.holds import in_force
from subjects import forgetting
from subjects.enums import Delivery, Ground, IdentityMethod, Outcome, RequestedKind, Step
from subjects.models import Letter, Request
from subjects.package import keeping
from tests.browser.conftest import GRAVE, speak
from tests.mail_server import MailServer
from tests.subjects.public.conftest import deliver_mail, words_of
from tests.whole_people import everything_of

PATIENCE = 60_000  # milliseconds
DESK: Any = {"width": 1366, "height": 900}
LOOK: Any = {"viewport": DESK}
PHONE: Any = {"viewport": {"width": 390, "height": 844}}
SCREENS = {"phone": PHONE["viewport"], "desk": DESK}
SHOTS = os.environ.get("SHOTS", "")


def held_on(person: DataSubject) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is held on somebody, but for the holds that have ended."""
    held = everything_of(person)
    held["retention.Hold"] = list(in_force().filter(subject=person).values_list())
    return held


class Journey:
    """A browser for everybody who takes part, and the mail between them."""

    def __init__(
        self, browser: Browser, home: str, post: MailServer, axe: Callable[..., list[str]]
    ) -> None:
        self.browser, self.home, self.post, self.axe = browser, home, post, axe
        self.contexts: list[BrowserContext] = []
        self.window: Page | None = None
        self.faults: list[str] = []  # what the browsers complained of

    def person(self, language: str, email: str, **look: Any) -> "Person":
        """Somebody who asks: without scripts, as the public pages need none."""
        page = self._page(java_script_enabled=False, **{**LOOK, **look})
        return Person(page, self, language, email)

    def staff(self, user: User, language: str = "fi", **look: Any) -> "Staff":
        """One of the staff, logged in."""
        page = self._page(**{**LOOK, **look})
        client = Client()
        client.force_login(user)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        page.context.add_cookies([{**session, "url": self.home}])  # type: ignore[list-item]
        speak(page, language, self.home)
        return Staff(page, self)

    def _page(self, **look: Any) -> Page:
        context = self.browser.new_context(**look)
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self._note)
        return page

    def _note(self, message: ConsoleMessage) -> None:
        """A page that refuses, as 404 and 409 do, is not a fault of the page."""
        if message.type == "error" and "status of 4" not in message.text:
            self.faults.append(message.text)

    def night(self, after: timedelta) -> None:
        """What the jobs of a night do, so much later."""
        then = timezone.now() + after
        keeping.remove_expired(then)
        forgetting.forget_identity_material(then)
        forgetting.forget_old(then)

    def glass(self, page: Page) -> Page:
        """A window in which scripts run, and in it what stands on a page where none do."""
        if not self.window:
            self.window = self._page(**LOOK)
        self.window.set_content(page.content())
        return self.window

    def end(self) -> None:
        for context in self.contexts:
            context.close()


class Visitor:
    """What everybody does with a page."""

    def __init__(self, page: Page, journey: Journey) -> None:
        self.page, self.journey = page, journey

    def go(self, address: str) -> None:
        home = self.journey.home
        self.page.goto(address if address.startswith(home) else f"{home}{address}")

    def press(self, what: Locator) -> None:
        """Press what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            what.click()

    def fill(self, within: Page | Locator, **values: Any) -> None:
        """Fields by their names: text, a choice, a day; True ticks, several values tick several."""
        for name, value in values.items():
            fields = within.locator(f'[name="{name}"]')
            if isinstance(value, list | tuple | set):
                for one in value:
                    within.locator(f'[name="{name}"][value="{one}"]').check()
            elif value is True:
                fields.check()
            elif fields.first.evaluate("field => field.tagName") == "SELECT":
                fields.select_option(str(value))
            elif fields.first.get_attribute("type") == "radio":
                within.locator(f'[name="{name}"][value="{value}"]').check()
            else:
                fields.fill(str(value))

    def reads(self) -> str:
        """The words of the page, as they stand on the screen."""
        return self.page.locator("main").first.inner_text()

    def look_over(self, name: str) -> None:
        """Nothing sideways on either screen, and nothing for axe; the page's name on pictures."""
        size = self.page.viewport_size
        for screen, look in SCREENS.items():
            self.page.set_viewport_size(look)
            assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            self._take_pictures(f"{name}-{screen}")
        self.page.set_viewport_size(size or DESK)
        assert self.for_axe() == []

    def for_axe(self) -> list[str]:
        """axe adds styles of its own, which the page's policy refuses: no fault of the page."""
        before = list(self.journey.faults)
        found = self.journey.axe(self.page, impacts=GRAVE)
        self.journey.faults[:] = before
        return found

    def _take_pictures(self, name: str) -> None:
        if SHOTS:
            self.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


class Person(Visitor):
    """Somebody who asks with the public form, and reads the answer on the request's own page."""

    def __init__(self, page: Page, journey: Journey, language: str, email: str) -> None:
        super().__init__(page, journey)
        self.language, self.email = language, email
        self.own_page = ""

    def for_axe(self) -> list[str]:
        """axe is a script: it looks at the same page in a second window. Nothing is too mild."""
        glass = self.journey.glass(self.page)
        return self.journey.axe(glass)

    def ask(self, register: Register, *rights: RequestedKind, name: str, **fields: Any) -> Request:
        """Fill in the form of a register and send it; the request."""
        self.go(f"/{self.language}/pyynto/{register.slug}/")
        asked = [right.value for right in rights]
        self.fill(self.page, rights=asked, name=name, email=self.email, **fields)
        self.press(self.page.locator("main form[method=post] button[type=submit]"))
        expect(self.page).to_have_url(re.compile("/lahetetty/"))
        return Request.objects.latest("pk")

    def mail(self) -> list[str]:
        """What has come to the person's mailbox by now, the newest last."""
        deliver_mail()
        letters = self.journey.post.letters()
        return [words_of(one) for one in letters if one["To"] == self.email]

    def links(self, kind: str) -> list[str]:
        """The secret links in all that came: to confirm ("vahvistus"), or to the own page."""
        pattern = rf"{re.escape(self.journey.home)}/\w\w/{kind}/\S+"
        return [link for text in self.mail() for link in re.findall(pattern, text)]

    def confirm(self) -> None:
        """Follow the link of the mail and press the button; the own page is there then.

        The request of the form, or the address that staff entered.
        """
        self.go(self.links("vahvistus")[-1])
        self.press(self.page.locator("main form[method=post] button"))
        expect(self.page).to_have_url(re.compile(f"/{self.language}/oma-pyynto/"))
        self.own_page = self.page.url.split("?")[0]

    def look(self) -> str:
        """Open the request's own page; its words."""
        self.go(self.own_page or self.links("oma-pyynto")[-1])
        return self.reads()

    def read(self, title: str) -> str:
        """Open a letter from the own page by its title; its words."""
        self.look()
        self.press(self.page.get_by_role("link", name=title))
        expect(self.page.locator("h1")).to_have_text(title)
        return self.reads()

    def codes(self) -> list[str]:
        """Those that came by mail, the newest last."""
        return [code for text in self.mail() for code in re.findall(r"^\d{4} \d{4}$", text, re.M)]

    def download(self, code: str) -> bytes:
        """The copy of the data, the page of the download being open."""
        self.fill(self.page, code=code)
        with self.page.expect_download() as started:
            self.page.locator("button[name=package]").click()
        return started.value.path().read_bytes()

    def unpacked(self, code: str) -> dict[str, bytes]:
        """The files of the copy by their names."""
        with ZipFile(io.BytesIO(self.download(code))) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    def file(self, link: Locator) -> bytes:
        """What a link of the page downloads."""
        address = link.get_attribute("href") or ""
        answer = self.page.request.get(f"{self.journey.home}{address}")
        assert answer.ok, answer.status
        return answer.body()

    def write(self, words: str) -> None:
        self.look()
        form = self.page.locator("form#message")
        self.fill(form, body=words)
        self.press(form.locator("button"))


class Staff(Visitor):
    """One of the staff, at the page of a request."""

    def open(self, request: Request) -> None:
        self.go(reverse("admin:subjects_request_change", args=(request.pk,)))

    def enter(
        self, *rights: RequestedKind, channel: str, name: str, arrived: str, **fields: Any
    ) -> Request:
        """Enter what came otherwise, the page of the request being open then.

        `arrived`: as a browser writes a local time.
        """
        self.go(reverse("admin:subjects_request_enter"))
        form = self.page.locator("main form[enctype]")
        asked = [right.value for right in rights]
        said = {"channel": channel, "received_at": arrived, "name": name}
        self.fill(form, rights=asked, **said, **fields)
        self.press(form.locator("button[type=submit]"))
        request = Request.objects.latest("pk")
        expect(self.page.locator("h1")).to_have_text(request.reference)
        return request

    def correct(self, **fields: Any) -> None:
        """What was entered wrongly: `email`, `phone`, `address`, `received_at`, `language`."""
        self.take(Step.CORRECT, **fields)

    def send_address_link(self) -> None:
        self.take(Step.ASK_ADDRESS)

    # The steps

    def form(self, step: Step, having: str = "") -> Locator:
        """The form of a step, with whatever it is folded into opened."""
        form = self.page.locator(f'form[action$="/step/{step.value}/"]')
        if having:
            form = form.filter(has=self.page.locator(having))
        folded = form.locator("xpath=ancestor::details[not(@open)]")
        for number in range(folded.count()):
            folded.nth(number).locator("summary").first.click()
        return form

    def try_to(self, step: Step, *, having: str = "", **fields: Any) -> str:
        """Take a step that is refused; why, as it stands on the page."""
        form = self.form(step, having)
        self.fill(form, **fields)
        self.press(form.locator("button[type=submit]"))
        return " ".join(self.page.get_by_role("alert").all_inner_texts())

    def take(self, step: Step, *, having: str = "", **fields: Any) -> None:
        """Take a step as its form asks; the request's page as it stands then is there."""
        form = self.form(step, having)
        self.fill(form, **fields)
        self.press(form.locator("button[type=submit]"))
        self.expect_taken()

    def expect_taken(self) -> None:
        expect(self.page.locator("h1")).to_have_count(1)
        faults = self.page.get_by_role("alert").all_inner_texts()
        assert faults == [], faults

    def settle_identity(self, method: IdentityMethod, **fields: Any) -> None:
        self.take(Step.SETTLE_IDENTITY, method=method.value, **fields)

    def fix_match(self, *people: DataSubject) -> None:
        """Tick those whom the request is about; none of them: that nobody was found."""
        if people:
            self.take(Step.FIX_MATCH, people=[person.pk for person in people])
        else:
            self.take(Step.FIX_MATCH, nobody=True)

    def decide(
        self,
        right: RequestedKind,
        outcome: Outcome = Outcome.GRANTED,
        ground: Ground | str = "",
        **fields: Any,
    ) -> None:
        of_right = f'input[name="right"][value="{right.value}"]'
        if ground:
            fields["ground"] = str(ground)
        self.take(Step.DECIDE_ITEM, having=of_right, outcome=outcome.value, **fields)

    def finish_deciding(self, **fields: Any) -> None:
        self.take(Step.FINISH_DECIDING, **fields)

    def approve(self, **fields: Any) -> None:
        """As a second person; `password` where nobody else may."""
        self.take(Step.APPROVE, **fields)

    def look_at_erasure(self) -> str:
        """Make the preview of what would be erased; its words."""
        part = self.page.locator("#erasure")
        self.press(part.locator('form[action$="/erasure/"] button'))
        self.expect_taken()
        return part.inner_text()

    def carry_out(self, **fields: Any) -> None:
        self.take(Step.CARRY_OUT, **fields)

    def close(self) -> None:
        self.take(Step.CLOSE)

    # Letters

    def look_at_answer(self, request: Request) -> str:
        """The decision as it would leave; its words."""
        self.go(reverse("admin:subjects_letter_answer", args=(request.pk,)))
        return self.page.locator(".seloste-letter").inner_text()

    def look_at(self, letter: Letter) -> str:
        """A letter that is owed as it would leave, or as it left; its words."""
        self.go(reverse("admin:subjects_letter_preview", args=(letter.pk,)))
        return self.page.locator(".seloste-letter").inner_text()

    def send(self, delivery: Delivery, own_words: str = "") -> None:
        """Send the letter that is looked at: with words of one's own it is shown again first."""
        form = self.page.locator("main form:has(button[name=send])")
        self.fill(form, delivery=delivery.value, own_words=own_words)
        if own_words:
            self.press(form.locator("button[name=look]"))
        self.press(form.locator("button[name=send]"))
        self.expect_taken()
        expect(self.page.locator("main form:has(button[name=send])")).to_have_count(0)

    def printed(self) -> str:
        """The words on paper of the letter that was sent and is looked at, in one line."""
        link = self.page.locator('main a[href$="/pdf/"]')
        answer = self.page.request.get(f"{self.journey.home}{link.get_attribute('href')}")
        assert answer.headers["content-type"] == "application/pdf"
        pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    def timeline(self) -> Sequence[str]:
        return self.page.locator("#timeline li").all_inner_texts()
