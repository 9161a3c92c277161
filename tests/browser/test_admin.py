"""The admin in a real browser: usable, by day and by night, on a desk and on a phone."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from privacy_notices.layout import make_notice
from register.groups import Group
from register.models import DataItem, Purpose, Register, Source
from retention.models import RetentionRule
from tests.admin_pages import add_url, list_url, signed_in, url
from tests.browser.conftest import GRAVE
from tests.factories import a_contact, a_controller, a_purpose, a_register, a_rule

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}


@pytest.fixture
def register(transactional_db):
    register = a_register(name_fi="Asiakasrekisteri")
    make_notice(register)
    register.memberships.create(controller=a_controller())
    a_contact(register)
    for place, name in enumerate(("laskutus", "markkinointi")):
        a_purpose(register, name, name_fi=name, position=place)
    item = DataItem.objects.create(register=register, key="nimi", name_fi="nimi")
    item.categories.create(category="name")
    a_rule(register).terms.create(key="term", length=5, trigger="contract_end")
    source = Source.objects.create(
        register=register, key="s", kind="data_subject", name_fi="asiakas"
    )
    source.channels.create(key="puhelin", name_fi="puhelin")
    return register


@pytest.fixture
def officer(client, page, live_server, register):
    """A page signed in, that notes every fault of a script and every call to elsewhere."""
    signed_in(client, Group.COMPLIANCE_OFFICER)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: (
            faults.append(asked.url)
            if urlsplit(asked.url).scheme in ("http", "https")
            and not asked.url.startswith(live_server.url)
            else None
        ),
    )
    page.base = live_server.url
    yield page
    assert faults == []


def pages(register: Register) -> dict[str, str]:
    purpose = register.purpose_set.first()
    return {
        "start": reverse("admin:index"),
        "hub": reverse("admin:register_register_hub", args=(register.pk,)),
        "basics": url(Register, "change", register.pk),
        "list": list_url(Purpose, register),
        "data": list_url(DataItem, register),
        "add": add_url(Purpose, register),
        "item": url(DataItem, "change", register.dataitem_set.get().pk),
        "rule": url(RetentionRule, "change", register.retentionrule_set.get().pk),
        "section": url(
            type(register.notice.sections.first()), "change", register.notice.sections.first().pk
        ),
        "history": url(Purpose, "history", purpose.pk),
        "delete": url(Purpose, "delete", purpose.pk),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_are_accessible_and_fit(officer, register, axe_violations, screen, scheme):
    width, height = SCREENS[screen]
    officer.set_viewport_size({"width": width, "height": height})
    officer.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in pages(register).items():
        officer.goto(officer.base + address)
        expect(officer.locator("main h1, header h1").first).to_be_visible()
        found[name] = axe_violations(officer, impacts=GRAVE)
        overflows = "document.documentElement.scrollWidth > innerWidth"
        assert not officer.evaluate(overflows), name
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_purpose_is_written_and_found_in_the_list(officer, register):
    officer.goto(officer.base + reverse("admin:register_register_hub", args=(register.pk,)))
    officer.locator("#purposes").get_by_role("link", name="Add: Purposes").click()
    officer.get_by_label("Purpose (Finnish)").fill("Työ")
    officer.get_by_role("button", name="Save", exact=True).click()
    expect(officer.get_by_text("Saved: Työ.")).to_be_visible()
    expect(officer.get_by_role("link", name="Työ", exact=True)).to_be_visible()
    officer.get_by_role("link", name="Asiakasrekisteri").first.click()
    expect(officer.get_by_role("heading", name="What to do next")).to_be_visible()


def test_a_part_is_added_and_taken_away(officer, register):
    source = register.source_set.get()
    address = officer.base + url(Source, "change", source.pk)
    officer.goto(address)
    officer.get_by_text("Add another Channel").click()
    officer.locator("#id_channels-1-name_fi").fill("lomake")
    officer.get_by_role("button", name="Save", exact=True).click()
    expect(officer.get_by_text("Saved: asiakas.")).to_be_visible()
    assert list(source.channels.values_list("name_fi", flat=True)) == ["puhelin", "lomake"]


def test_two_officers_do_not_overwrite_each_other(officer, register):
    purpose = register.purpose_set.get(key="laskutus")
    address = officer.base + url(Purpose, "change", purpose.pk)
    officer.goto(address)
    other = officer.context.new_page()
    other.goto(address)
    other.get_by_label("Purpose (Finnish)").fill("laskuttaminen")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.get_by_text("Saved: laskuttaminen.")).to_be_visible()
    officer.get_by_label("Purpose (Finnish)").fill("perintä")
    officer.get_by_role("button", name="Save", exact=True).click()
    expect(officer.get_by_text("Somebody else saved this after you opened it")).to_be_visible()
    expect(officer.get_by_label("Purpose (Finnish)")).to_have_value("perintä")
    purpose.refresh_from_db()
    assert purpose.name_fi == "laskuttaminen"


def test_rows_are_put_in_order_from_the_keyboard(officer, register):
    officer.goto(officer.base + list_url(Purpose, register))
    officer.get_by_label("Place of markkinointi").fill("0")
    officer.get_by_label("Place of laskutus").fill("1")
    officer.get_by_role("button", name="Save", exact=True).click()
    expect(officer.get_by_role("link", name="markkinointi")).to_be_visible()
    assert list(register.purpose_set.values_list("key", flat=True)) == ["markkinointi", "laskutus"]


def test_the_preview_keeps_its_seal(officer, register):
    officer.goto(officer.base + reverse("admin:register_register_hub", args=(register.pk,)))
    officer.get_by_role("link", name="Svenska", exact=True).click()
    expect(officer.locator("html")).to_have_attribute("lang", "sv")
