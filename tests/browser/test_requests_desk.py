"""The desk of requests in a real browser: from a letter that came to the decision recorded."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from register.admin.people import url_of_person
from register.models import Register
from subjects.enums import IdentityMethod, LetterKind, RequestedKind, Status, Step
from subjects.models import Attachment, Request
from tests.browser.conftest import GRAVE
from tests.factories import an_interaction
from tests.subjects.desk.conftest import a_pdf
from tests.subjects.desk.test_desk import entered, taken
from tests.subjects.requests import LETTER, Office

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
GOOD = {"axe": [], "sideways": False}


@pytest.fixture
def office(transactional_db):
    office = Office()
    Register.objects.update(name_fi="Asiakasrekisteri")
    office.handler.first_name, office.handler.last_name = "Kaisu", "Käsittelijä"
    office.handler.save()
    an_interaction(office.person)
    return office


@pytest.fixture
def desk(client, page, live_server, office):
    """The handler's browser, in Finnish; every fault of a script is noted."""
    client.force_login(office.handler)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "fi"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.base = live_server.url
    yield page
    assert faults == []


def pages(office):
    """A page of each kind, with something in every part."""
    late = entered(office, 50, RequestedKind.ACCESS, RequestedKind.ERASURE)
    waits = taken(office, entered(office, 9), Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    letter = waits.letters.get(kind=LetterKind.IDENTITY_QUESTION)
    taken(office, waits, Step.SEND_LETTER, letter=letter.pk, **LETTER)
    matched = office.decide(office.matched())
    due = timezone.localdate() - timedelta(days=1)
    task = {"title": "Paperikansio", "owner": office.handler, "due_on": due}
    matched = office.step(matched, Step.ADD_TASK, **task)
    matched = office.step(matched, Step.WRITE, body="Kysyisin vielä yhtä asiaa.")
    answered = office.answered()
    listed = reverse("admin:subjects_request_changelist")
    return {
        "start": reverse("admin:index"),
        "desk": listed,
        "waiting": f"{listed}?show=waiting",
        "nobody": f"{listed}?show=ended",
        "enter": reverse("admin:subjects_request_enter"),
        "card": url_of_person(office.person),
        **{
            name: reverse("admin:subjects_request_change", args=(request.pk,))
            for name, request in {
                "late": late,
                "waits": waits,
                "matched": matched,
                "answered": answered,
            }.items()
        },
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_requests_are_accessible_and_fit(desk, office, axe_violations, screen, scheme):
    width, height = SCREENS[screen]
    desk.set_viewport_size({"width": width, "height": height})
    desk.emulate_media(color_scheme=scheme)
    addresses = pages(office)
    found = {}
    for name, address in addresses.items():
        desk.goto(desk.base + address)
        for details in desk.locator("main details").all():
            details.evaluate("one => { one.removeAttribute('name'); one.open = true }")
        sideways = desk.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[name] = {"axe": axe_violations(desk, impacts=GRAVE), "sideways": sideways}
    assert found == dict.fromkeys(addresses, GOOD)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_letter_is_entered_and_decided(desk, office, tmp_path: Path, screen):
    """In Finnish, as a handler does it: arrival, identity, the person, each right, the decision."""
    width, height = SCREENS[screen]
    desk.set_viewport_size({"width": width, "height": height})
    scan = tmp_path / "kirje.pdf"
    scan.write_bytes(a_pdf())
    arrived = timezone.localtime() - timedelta(days=2)

    desk.goto(desk.base + reverse("admin:subjects_request_changelist"))
    desk.get_by_role("link", name="Kirjaa pyyntö").last.click()
    desk.get_by_label("Miten pyyntö saapui").select_option("letter")
    desk.get_by_label("Milloin pyyntö saapui").fill(arrived.strftime("%Y-%m-%dT%H:%M"))
    desk.get_by_label("Omiin tietoihin tutustuminen").check()
    desk.get_by_label("Suoramarkkinoinnin kieltäminen").check()
    desk.get_by_label("Henkilön omin sanoin").fill("Lähettäkää tietoni.\n<b>Terveisin</b> Impi")
    desk.get_by_label("Pyytäjän nimi").fill("Impi Sylvia Tarulainen")
    desk.get_by_label("Sähköpostiosoite").fill("impi.tarulainen@satumaa.example")
    desk.get_by_label("Tiedostot").set_input_files(scan)
    desk.get_by_role("button", name="Kirjaa pyyntö").click()
    expect(desk.get_by_text("Pyyntö on kirjattu.")).to_be_visible()

    request = Request.objects.get()
    expect(desk.get_by_role("heading", level=1)).to_have_text(request.reference)
    expect(desk.get_by_text("<b>Terveisin</b> Impi")).to_be_visible()
    assert Attachment.objects.get().request == request

    desk.get_by_text("Valitse pyynnön käsittelijä").first.click()
    desk.get_by_role("button", name="Valitse", exact=True).click()
    expect(desk.get_by_text("Käsittelijä: Kaisu Käsittelijä")).to_be_visible()

    part = desk.locator("#identity")
    part.locator("summary").last.click()
    part.get_by_label("Miten se selvitettiin").select_option("in_person")
    part.get_by_role("button", name="Merkitse henkilöllisyys selvitetyksi").click()

    expect(desk.get_by_text("Sama sähköpostiosoite, sama nimi")).to_be_visible()
    desk.get_by_role("checkbox", name="Impi Sylvia Tarulainen").check()
    desk.get_by_role("button", name="Vahvista, ketä pyyntö koskee").click()

    for number in (0, 1):
        part = desk.locator("#decisions .seloste-right").nth(number)
        part.locator("summary").click()
        part.get_by_label("Päätös", exact=True).select_option("granted")
        part.get_by_role("button", name="Tee päätös").click()
        expect(part.get_by_text("Suostutaan").first).to_be_visible()

    desk.locator("#next").get_by_text("Vie päätöksenteko loppuun").first.click()
    desk.get_by_role("button", name="Vie päätöksenteko loppuun").click()
    expect(desk.get_by_text("Kaikki kohdat päätettiin.").first).to_be_visible()
    request.refresh_from_db()
    assert request.status == Status.DECIDED
    assert request.decisions.count() == 2


def test_two_officers_the_second_is_told_and_loses_no_words(desk, office):
    request = office.matched()
    desk.goto(desk.base + reverse("admin:subjects_request_change", args=(request.pk,)))
    desk.locator("#messages summary").click()
    desk.locator("#messages textarea").fill("Pitkä ja harkittu viesti.")
    office.step(request, Step.WRITE, body="Toinen ehti ensin.", by=office.other_handler)
    desk.get_by_role("button", name="Lähetä viesti").click()
    expect(desk.get_by_role("alert")).to_contain_text("Mitään ei tallennettu.")
    expect(desk.locator("#messages textarea")).to_have_value("Pitkä ja harkittu viesti.")
    desk.get_by_role("button", name="Lähetä viesti").click()
    expect(desk.locator("#messages .seloste-words")).to_have_text(
        ["Toinen ehti ensin.", "Pitkä ja harkittu viesti."]
    )


def test_it_works_without_scripts(browser, desk, office):
    request = office.entered()
    plain = browser.new_context(java_script_enabled=False, locale="fi-FI")
    plain.add_cookies(desk.context.cookies())
    page = plain.new_page()
    page.goto(desk.base + reverse("admin:subjects_request_change", args=(request.pk,)))
    page.locator("#next summary", has_text="Kysy, mitä pyyntö koskee").click()
    page.locator("#next details[open] button").click()
    expect(page.get_by_text("Päätettiin kysyä, mitä pyyntö koskee.").first).to_be_visible()
    request.refresh_from_db()
    assert request.version == 2
    plain.close()
