"""The whole way of a rectification: asked for, corrected field by field, recipients told, answered.

Beside the person stand two who must not be touched: somebody of the same name with the same phone
number, and a spouse at the same address.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from register.enums import ContactPointKind, DataCategory
from register.models import DataSubject, OutgoingMail
from subjects.enums import Delivery, IdentityMethod, RequestedKind, Status
from subjects.models import Request
from tests import factories as make
from tests.browser.conftest import GRAVE
from tests.browser.journeys import Journey, Staff
from tests.subjects.public.conftest import deliver_mail, words_of
from tests.subjects.requests import EMAIL, Office
from tests.whole_people import everything_of

pytestmark = pytest.mark.django_db(transaction=True)
R = RequestedKind
BUREAU = "tietosuoja@tilitoimisto.example"


@pytest.fixture
def office(office: Office) -> Office:
    office.person.customer_number = "A-4711"
    office.person.save()
    make.a_contact_point(office.person, "040 123 4567", ContactPointKind.PHONE)
    make.a_home_address(office.person, street="Satukuja 3")
    bureau = make.a_recipient(office.kept_by.register, name_fi="Tilitoimisto Satu Oy")
    make.a_disclosure(office.person, bureau, category=DataCategory.PHONE)
    return office


@pytest.fixture
def others(office: Office) -> list[DataSubject]:
    twin = make.a_person(office.kept_by, given_names=office.person.given_names)
    spouse = make.a_person(office.kept_by, given_names="Toivo")
    make.a_contact_point(twin, "040 123 4567", ContactPointKind.PHONE)
    make.a_home_address(spouse, street="Satukuja 3")
    return [twin, spouse]


def check_page(page: Page, axe: Callable[..., list[str]]) -> None:
    assert axe(page, impacts=GRAVE) == []
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"scrolls sideways by {wide} px"


def write_down(staff: Staff, request: Request, right: dict[str, str]) -> None:
    """Open the page of corrections and fill some of its fields in by their labels."""
    staff.open(request)
    staff.press(staff.page.get_by_role("link", name="Kirjaa oikaisuja"))
    for label, value in right.items():
        staff.page.get_by_label(label, exact=True).fill(value)
    staff.press(staff.page.get_by_role("button", name="Kirjaa", exact=True))


def test_corrected_field_by_field_and_the_recipient_told(
    journey: Journey, office: Office, others: list[DataSubject], axe_violations: Any
) -> None:
    before = [everything_of(one) for one in others]
    impi = journey.person("fi", EMAIL)
    words = "Puhelinnumeroni on 045 765 4321, ja nimeni on nykyään Satulainen."
    request = impi.ask(
        office.kept_by.register, R.RECTIFICATION, name="Impi Tarulainen", words=words
    )
    impi.confirm()

    staff = journey.staff(office.handler, viewport={"width": 390, "height": 844})
    page = staff.page
    staff.open(request)
    staff.settle_identity(IdentityMethod.EMAIL_ON_FILE)
    staff.fix_match(office.person)

    # A number that is none comes back with the reason, at its place; nothing is saved.
    write_down(staff, request, {"Puhelinnumero": "ei ole", "Sukunimi": "Satulainen"})
    expect(page.get_by_role("alert")).to_contain_text("Mitään ei tallennettu")
    expect(page.locator(".seloste-correct.errors")).to_have_count(1)
    check_page(page, axe_violations)
    page.get_by_label("Puhelinnumero", exact=True).fill("045 765 4321")
    staff.press(page.get_by_role("button", name="Kirjaa", exact=True))

    # The present value beside the proposed one; one is accepted, the other refused with a reason.
    part = page.locator("#corrections")
    expect(part).to_contain_text("040 123 4567")
    expect(part).to_contain_text("045 765 4321")
    check_page(page, axe_violations)
    staff.press(part.get_by_role("button", name="Hyväksy: Puhelinnumero"))
    name = part.locator(".seloste-change", has_text="Satulainen")
    name.locator("summary").click()
    name.locator("select").select_option("data_correct")
    name.locator("textarea").fill("Väestötietojärjestelmässä nimi on Tarulainen.")
    staff.press(name.get_by_role("button", name="Hylkää: Sukunimi"))
    staff.decide(R.RECTIFICATION)
    staff.finish_deciding()
    staff.carry_out()

    # The recipient is told by a mail that was looked at; it holds neither name nor number.
    staff.press(page.get_by_role("link", name="Ilmoita: Tilitoimisto Satu Oy"))
    expect(page.locator(".seloste-mail")).to_contain_text("Kenen tiedot: A-4711")
    check_page(page, axe_violations)
    page.locator("[name=to]").fill(BUREAU)
    staff.press(page.get_by_role("button", name="Näytä viesti"))
    staff.press(page.get_by_role("button", name="Lähetä viesti"))
    expect(page.locator("#recipients")).to_contain_text("viesti on matkalla")
    deliver_mail()
    [told] = [words_of(one) for one in journey.post.letters() if one["To"] == BUREAU]
    assert "Mitkä tiedot:\n– Puhelinnumero" in told
    assert not [known for known in ("Tarulainen", "Impi", "040", "045") if known in told]
    assert not OutgoingMail.objects.exclude(body="").exists()

    preview = staff.look_at_answer(request)
    assert "Päätös: pyyntösi on toteutettu osittain" in preview
    staff.send(Delivery.STATUS_PAGE)
    letter = impi.read("Päätös: pyyntösi on toteutettu osittain")
    for said in (
        "Tietojen oikaiseminen: olemme oikaisseet seuraavat tiedot:",
        "Puhelinnumero",
        "Sukunimi. Tieto on oikein (tietosuoja-asetuksen 16 artikla). Väestötietojärjestelmässä",
        "Olemme ilmoittaneet tästä niille, jotka ovat saaneet tietojasi meiltä:",
        "Tilitoimisto Satu Oy",
    ):
        assert said in letter
    staff.open(request)
    check_page(page, axe_violations)
    staff.close()

    request.refresh_from_db()
    assert request.status == Status.CLOSED
    held = everything_of(DataSubject.objects.get(pk=office.person.pk))
    assert "+358457654321" in str(held["register.ContactPoint"])
    assert "Tarulainen" in str(held["register.DataSubject"])
    assert [everything_of(one) for one in others] == before


def test_a_recipient_that_waits_keeps_the_request_open(journey: Journey, office: Office) -> None:
    """On a desk: the closing is refused with the reason, until it is noted why nobody is told."""
    request = office.matched(R.RECTIFICATION)
    staff = journey.staff(office.handler)
    page = staff.page
    write_down(staff, request, {"Puhelinnumero": "045 765 4321"})
    staff.press(page.get_by_role("button", name="Hyväksy: Puhelinnumero"))
    staff.decide(R.RECTIFICATION)
    staff.finish_deciding()
    staff.carry_out()
    staff.look_at_answer(request)
    staff.send(Delivery.POST)
    staff.open(request)
    expect(page.locator('form[action$="/step/close/"]')).to_have_count(0)

    notice = request.recipientnotices.get()
    staff.go(reverse("admin:subjects_request_recipient", args=(notice.pk,)))
    folded = page.locator("details", has_text="Vastaanottajalle ei voi ilmoittaa")
    folded.locator("summary").click()
    folded.locator("select").select_option("impossible")
    folded.locator("textarea").fill("Yritys on lopettanut toimintansa.")
    staff.press(folded.locator("button"))
    expect(page.locator("#recipients")).to_contain_text("ilmoittaminen on mahdotonta")
    staff.close()
    request.refresh_from_db()
    assert request.status == Status.CLOSED
