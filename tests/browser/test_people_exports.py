"""Export, mailing list and duplicates in a real browser: usable, accessible, one click one file."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from register.groups import Group
from register.models import Act, JournalEntry
from tests.admin_pages import signed_in
from tests.browser.conftest import GRAVE
from tests.factories import a_consent, a_contact_point, a_membership, a_person, a_purpose

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
EXPORT, DUPLICATES = "register_datasubject_export", "register_datasubject_duplicates"


@pytest.fixture
def kept_by(transactional_db):
    kept_by = a_membership()
    a_purpose(kept_by.register, direct_marketing=True)
    for number in ("A-1", "A-2"):
        person = a_person(kept_by, customer_number=number)
        a_contact_point(person, "sama@satumaa.example")
        a_consent(person)
    return kept_by


@pytest.fixture
def officer(client, page, live_server, kept_by):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "fi"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    return page


def pages(kept_by):
    mailing = reverse("admin:register_datasubject_mailing")
    which = f"kept_by={kept_by.pk}&channel=email&scope=own&on={timezone.localdate()}"
    return [
        reverse(f"admin:{EXPORT}"),
        f"{reverse(f'admin:{EXPORT}')}?q=nobody",
        mailing,
        f"{mailing}?{which}",
        reverse(f"admin:{DUPLICATES}"),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_are_accessible_and_fit(
    officer, live_server, kept_by, axe_violations, screen, scheme
):
    width, height = SCREENS[screen]
    officer.set_viewport_size({"width": width, "height": height})
    officer.emulate_media(color_scheme=scheme)
    found = {}
    for address in pages(kept_by):
        officer.goto(live_server.url + address)
        expect(officer.locator("main h1").first).to_be_visible()
        found[address] = axe_violations(officer, impacts=GRAVE)
        assert not officer.evaluate("document.documentElement.scrollWidth > innerWidth"), address
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_two_clicks_on_the_button_make_one_file(officer, live_server):
    officer.goto(live_server.url + reverse(f"admin:{EXPORT}"))
    officer.locator("[name=occasion]").select_option("audit")
    officer.locator("[name=file]").select_option("csv")
    with officer.expect_download() as download:
        officer.get_by_role("button", name="Tee tiedosto").dblclick()
    file = Path(download.value.path())
    rows = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [row[0] for row in rows] == ["Asiakasnumero", "A-1", "A-2"]
    assert download.value.suggested_filename.startswith("henkilot-")
    assert JournalEntry.objects.filter(act=Act.EXPORTED).count() == 3
