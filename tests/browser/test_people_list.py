"""The lists of people in a real browser: usable, and no identity code ever in an address."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from register import identity_codes, journal
from register.groups import Group
from register.models import DataSubject, Invoice, Organisation
from tests.admin_pages import signed_in, url
from tests.browser.conftest import GRAVE
from tests.factories import (
    a_contact_point,
    a_membership,
    a_person,
    an_identity_code_item,
    an_invoice,
    an_organisation,
)

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
CODE = "010190-900P"


@pytest.fixture
def coded(transactional_db):
    kept_by = a_membership()
    an_identity_code_item(kept_by.register)
    person = a_person(kept_by, organisation=an_organisation(kept_by))
    a_contact_point(person)
    an_invoice(person)
    identity_codes.record(person, CODE, by=journal.COMMAND)
    return person


@pytest.fixture
def visit(client, page, live_server, coded):
    """Signs somebody in; notes every address that the browser asks for."""
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))

    def sign_in(group):
        signed_in(client, group).controllers.add(coded.kept_by.controller)
        cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()
            ]
        )
        page.goto(live_server.url + reverse("admin:register_datasubject_changelist"))
        return page

    return sign_in


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_lists_are_accessible_and_fit(visit, live_server, axe_violations, screen, scheme):
    page = visit(Group.COMPLIANCE_OFFICER)
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    people = url(DataSubject, "changelist")
    found = {}
    for address in (
        people,
        f"{people}?q=tarulainen&kind=person_customer",
        f"{people}?q=nobody",
        url(Organisation, "changelist"),
        url(Invoice, "changelist"),
    ):
        page.goto(live_server.url + address)
        expect(page.locator("main h1").first).to_be_visible()
        found[address] = axe_violations(page, impacts=GRAVE)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_a_code_typed_into_the_search_box_opens_the_card_and_stands_in_no_address(visit, coded):
    page = visit(Group.COMPLIANCE_OFFICER)
    page.get_by_label("Search for").fill(CODE.lower())
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url.split("/hallinta/")[0] + url_of_card(coded))
    assert [address for address in page.asked if "900" in address] == []


def test_who_may_not_search_by_code_is_told_so_before_anything_is_sent(visit):
    page = visit(Group.STAFF)
    page.get_by_label("Search for").fill(CODE)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("This looks like a personal identity code.")).to_be_visible()
    expect(page.get_by_label("Search for")).to_have_value("")
    assert [address for address in page.asked if "900" in address or "q=" in address] == []


def url_of_card(person):
    return reverse("admin:register_datasubject_card", args=(person.pk,))
