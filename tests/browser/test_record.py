"""The record of processing in a real browser: its file and its page in the admin."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from privacy_notices.files.loading import load_files
from privacy_notices.models import ProcessingRecord
from privacy_notices.record import rendering
from register.groups import Group
from register.models import Controller, ProcessingForOthers, Purpose
from tests.admin_pages import signed_in, url
from tests.browser.conftest import GRAVE, speak
from tests.privacy_notices.record.conftest import record_of

SCREENS = {"phone": (390, 844), "tablet": (820, 1000), "desk": (1366, 900)}


@pytest.fixture
def company(transactional_db):
    """With something to mend, something untranslated and somebody served."""
    load_files([Path("register/samples/complete.yaml")])
    company = Controller.objects.get(key="lankakuvitelma")
    register = company.registers.get()
    register.securitymeasure_set.all().delete()
    Purpose.objects.filter(register=register, key="accounting").update(name_sv="")
    ProcessingForOthers.objects.create(register=register, key="taru", name_fi="Taru Oy")
    return company


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_file_is_accessible_and_fits(page, axe_violations, tmp_path, company, language):
    file = tmp_path / "record.html"
    content = record_of(company.key, language)
    file.write_text(rendering.to_html(content), encoding="utf-8")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width, height in SCREENS.values():
            page.set_viewport_size({"width": width, "height": height})
            page.goto(file.as_uri())
            assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert axe_violations(page) == []


@pytest.fixture
def officer(client, page, live_server, company):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page.base = live_server.url
    return page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("spoken", "scheme"), [("fi", "light"), ("sv", "dark"), ("en", "light"), ("en", "dark")]
)
def test_the_page_is_accessible_and_fits(officer, company, axe_violations, spoken, scheme):
    speak(officer, spoken, officer.base)
    officer.emulate_media(color_scheme=scheme)
    address = officer.base + url(ProcessingRecord, "change", company.pk)
    for width, height in SCREENS.values():
        officer.set_viewport_size({"width": width, "height": height})
        for language in ("fi", "sv", "en"):
            officer.goto(f"{address}?language={language}")
            expect(officer.locator("html")).to_have_attribute("lang", spoken)
            expect(officer.get_by_role("heading", level=1)).to_have_text("Lankakuvitelma Oy")
            assert not officer.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert axe_violations(officer, impacts=GRAVE) == []


@pytest.mark.django_db(transaction=True)
def test_the_language_is_switched_and_the_file_is_taken(officer, company):
    officer.goto(officer.base + url(ProcessingRecord, "change", company.pk))
    officer.get_by_role("link", name="Svenska", exact=True).click()
    expect(officer.get_by_role("heading", name="Tidsfrister för radering")).to_be_visible()
    with officer.expect_download() as taken:
        officer.get_by_role("link", name="XLSX").click()
    assert taken.value.suggested_filename.startswith("register-over-behandling-lankakuvitelma-sv-")


@pytest.mark.django_db(transaction=True)
def test_a_narrow_table_is_still_a_table_to_those_who_listen(officer, company):
    officer.set_viewport_size({"width": 390, "height": 844})
    officer.goto(officer.base + url(ProcessingRecord, "change", company.pk) + "?language=fi")
    table = officer.get_by_role("table", name="Vastaanottajien ryhmät")
    expect(table.get_by_role("rowheader", name="Tilimallila Oy")).to_be_visible()
    expect(table.get_by_role("cell", name="Viranomaiset")).to_be_visible()
