"""The figures of a year in a real browser: readable on every screen, and the workbook comes."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from subjects.enums import Channel, RequestedKind
from tests.browser.conftest import GRAVE
from tests.subjects.figures.conftest import Desk, at

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
ACCESS, PORTABILITY, OTHER = (
    RequestedKind.ACCESS,
    RequestedKind.PORTABILITY,
    RequestedKind.OTHER,
)


@pytest.fixture
def year(transactional_db):
    """2025 with requests of several kinds."""
    desk = Desk()
    for month in range(1, 13):
        for day in range(1, 2 + month % 3):
            rights = [(ACCESS,), (OTHER,), (PORTABILITY, ACCESS)][day % 3]
            channel = [Channel.LETTER, Channel.PHONE, Channel.EMAIL][month % 3]
            request = desk.came(at(day, month), *rights, channel=channel)
            if month < 10:
                desk.answer(request, at(day + 9 * (month % 3), month), ACCESS)
    desk.extend(desk.came(at(4, 11), OTHER), at(12, 11))
    return desk


@pytest.fixture
def reading(client, page, live_server, year):
    """The officer's browser, in Finnish."""
    client.force_login(year.officer)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "fi"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page.address = f"{live_server.url}{reverse('admin:subjects_request_figures')}"
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_figures_are_accessible_and_fit(reading, axe_violations, screen, scheme):
    width, height = SCREENS[screen]
    reading.set_viewport_size({"width": width, "height": height})
    reading.emulate_media(color_scheme=scheme)
    for query in ("?year=2025", ""):
        reading.goto(reading.address + query)
        for details in reading.locator("main details").all():
            details.evaluate("one => { one.open = true }")
        assert axe_violations(reading, impacts=GRAVE) == []
        assert not reading.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_year_is_chosen_and_taken_along(reading):
    reading.goto(reading.address)
    expect(reading.get_by_text("Tänä vuonna ei ole saapunut pyyntöjä.")).to_be_visible()
    reading.get_by_label("Vuosi").select_option("2025")
    reading.get_by_role("button", name="Näytä").click()
    expect(reading.get_by_role("heading", level=1)).to_have_text("Pyynnöt lukuina, 2025")
    with reading.expect_download() as coming:
        reading.get_by_role("link", name="Lataa XLSX-tiedostona").click()
    assert coming.value.suggested_filename.startswith("requests-2025-")
