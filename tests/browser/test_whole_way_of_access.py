"""Access (Art. 15) from the form to the file in the person's hands, in a real browser."""

import io
import json
import re
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from register.enums import Language
from register.models import Controller
from subjects.enums import Delivery, IdentityMethod, RequestedKind, Status
from subjects.models import Package, Request
from tests import factories as make
from tests.browser.journeys import Journey, Person
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)
PHONE: Any = {"viewport": {"width": 390, "height": 844}}
ACCESS = RequestedKind.ACCESS
TITLE = {
    "fi": "Päätös: pyyntösi on toteutettu",
    "sv": "Beslut: din begäran har genomförts",
    "en": "Decision: your request has been carried out",
}
TOLD = {
    "fi": ["Voit ladata tiedot pyynnön omalta sivulta", "lähetämme sinulle erikseen sähköpostilla"],
    "sv": ["Du kan hämta uppgifterna på begärans egen sida", "skickar separat till din e-post"],
    "en": ["You can download the data from the request's own page", "send to your e-mail"],
}
MASKED = {"fi": "[peitetty]", "sv": "[maskerat]", "en": "[masked]"}
WRONG = {"fi": "Koodi ei kelpaa", "sv": "Koden gäller inte", "en": "This code is not valid"}


@pytest.fixture
def office(transactional_db: None) -> Office:
    office = Office()
    Controller.objects.filter(pk=office.kept_by.controller_id).update(
        name="Satumaan Leipä Oy", business_id="1234567-1"
    )
    make.an_address(controller=office.kept_by.controller)
    make.a_person(office.kept_by, family_name="Nieminen", given_names="Aatu")
    make.an_interaction(office.person, summary="Naapuri Nieminen toi avaimen.")
    return office


def sideways(page: Page) -> int:
    """By how much the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def fetched(impi: Person, code: str) -> bytes:
    impi.page.fill("#code", code)
    with impi.page.expect_download() as started:
        impi.page.click("button[name=package]")
    with open(started.value.path(), "rb") as file:  # noqa: PTH123 # a path of the browser's
        return file.read()


@pytest.mark.parametrize("language", Language.values)
def test_from_the_form_to_the_file(
    journey: Journey, office: Office, language: str, axe_violations: Callable[..., list[str]]
) -> None:
    impi = journey.person(language, EMAIL, **PHONE)
    request = impi.ask(office.kept_by.register, ACCESS, name="Impi Tarulainen", words="Hei")
    impi.confirm()
    look_through_and_answer(journey, office, request, axe_violations)

    letter = impi.read(TITLE[language])
    assert all(words in letter for words in TOLD[language])
    impi.look()
    impi.press(impi.page.locator('a[href$="/lataus/"]'))
    assert sideways(impi.page) == 0
    impi.page.fill("#code", "0000 0000")
    impi.press(impi.page.locator("button[name=package]"))
    expect(impi.page.get_by_role("alert")).to_contain_text(WRONG[language])

    [link], mails = impi.links("lataus"), impi.mail()
    codes = [found for mail in mails for found in re.findall(r"^\d{4} \d{4}$", mail, re.M)]
    impi.go(link)  # from the mail, on another day
    content = fetched(impi, codes[-1])
    with ZipFile(io.BytesIO(content)) as archive:
        [card] = json.loads(archive.read("data.json"))["cards"]
    [row] = card["tables"]["interaction"]["rows"]
    assert row["summary"] == f"Naapuri {MASKED[language]} toi avaimen."
    package = Package.objects.get(request=request)
    assert (package.downloads, package.size) == (1, len(content))


def look_through_and_answer(
    journey: Journey, office: Office, request: Request, axe: Callable[..., list[str]]
) -> None:
    staff = journey.staff(office.handler)
    staff.open(request)
    staff.settle_identity(IdentityMethod.EMAIL_ON_FILE)
    staff.fix_match(office.person)
    staff.decide(ACCESS)
    staff.finish_deciding()
    staff.press(staff.page.locator("#copies a"))
    expect(staff.page.locator("mark")).to_have_text("Nieminen")
    assert axe(staff.page) == []
    assert sideways(staff.page) == 0
    staff.press(staff.page.locator("form:has(input[name=seen]) button"))
    expect(staff.page.locator("mark")).to_have_count(0)
    staff.open(request)
    staff.carry_out()
    assert axe(staff.page) == []
    expect(staff.page.locator("#copies .seloste-badge")).to_have_count(1)
    staff.look_at_answer(request)
    staff.send(Delivery.STATUS_PAGE)
    staff.open(request)
    staff.close()
    request.refresh_from_db()
    assert request.status == Status.CLOSED
