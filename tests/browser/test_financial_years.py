"""The financial years of a company in a real browser: written, held against people, saved."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from register.enums import Relationship
from register.groups import Group
from register.models import Controller
from retention.admin import effects
from retention.enums import Rounding
from retention.models import FinancialYear
from tests.admin_pages import signed_in, url
from tests.browser.conftest import GRAVE, WAYS, speak
from tests.retention.desk.conftest import World

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
GOOD = {"axe": [], "sideways": False}
NEW = "#id_financial_years-3-ends_on"


@pytest.fixture
def world(transactional_db):
    """A rule counts by the years; one who left in January last year falls due by them."""
    world = World()
    world.rule.terms.update(length=1, rounding=Rounding.END_OF_FINANCIAL_YEAR)
    last_year = timezone.localdate().year - 1
    world.person(
        "A-5",
        relationship=Relationship.FORMER,
        relationship_ended_on=date(last_year, 1, 15),
    )
    for ago in (2, 3, 4):
        ends_on = date(last_year + 1 - ago, 12, 31)
        FinancialYear.objects.create(
            controller=world.controller,
            ends_on=ends_on,
            adopted_on=date(ends_on.year + 1, 4, 15),
        )
    world.new_end = date(last_year, 1, 31)
    return world


@pytest.fixture
def admin(client, page, live_server, world):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**session, "url": live_server.url}])
    page.base = live_server.url
    return page


def company_page(admin, world, language="en"):
    speak(admin, language, admin.base)
    admin.goto(admin.base + url(Controller, "change", world.controller.pk))
    admin.locator("#financial_years-group summary").click()


def write_a_year(admin, world):
    admin.locator("#financial_years-group a.add-row, #financial_years-group .add-row a").click()
    admin.locator(NEW).fill(f"{world.new_end:%d.%m.%Y}")


def save(admin):
    with admin.expect_navigation():
        admin.locator("[name=_save]").click()


def seen(admin, axe_violations):
    sideways = admin.evaluate("document.documentElement.scrollWidth > innerWidth")
    return {"axe": axe_violations(admin, impacts=GRAVE), "sideways": sideways}


@pytest.mark.parametrize(("language", "screen", "scheme"), WAYS)
def test_pages_are_accessible_and_fit(
    admin, world, axe_violations, monkeypatch, language, screen, scheme
):
    width, height = SCREENS[screen]
    admin.set_viewport_size({"width": width, "height": height})
    admin.emulate_media(color_scheme=scheme)
    found = {}
    company_page(admin, world, language)
    write_a_year(admin, world)
    found["years"] = seen(admin, axe_violations)
    admin.locator(NEW).fill("31.12.2099")
    save(admin)
    found["a fault"] = seen(admin, axe_violations)
    admin.locator(NEW).fill(f"{world.new_end:%d.%m.%Y}")
    save(admin)
    found["effect"] = seen(admin, axe_violations)
    monkeypatch.setattr(effects, "PATIENCE", 0)
    company_page(admin, world, language)
    write_a_year(admin, world)
    save(admin)
    found["uncounted"] = seen(admin, axe_violations)
    assert found == dict.fromkeys(found, GOOD)


def test_a_year_is_recorded_once_its_effect_has_been_read(admin, world):
    company_page(admin, world)
    write_a_year(admin, world)
    save(admin)
    expect(admin.get_by_role("heading", name="What the financial years change")).to_be_visible()
    admin.get_by_role("button", name="Save the company").click()
    expect(admin.get_by_text(f"Saved: {world.controller.name}.")).to_be_visible()
    assert FinancialYear.objects.filter(ends_on=world.new_end).exists()
