"""A list of customers brought in with a real browser: upload, columns, a look, the decision."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from register.groups import Group
from register.models import DataSubject, Import
from tests.admin_pages import signed_in, url
from tests.browser.conftest import GRAVE
from tests.factories import a_controller, a_membership, a_person, a_register
from tests.register.people.importing import do_all, keep_files_in

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
TEXT = (
    "Avain;Sukunimi;Etunimi;Sähköposti;Asiakkuus alkoi\n"
    "1;Kuvitelma;Aino;aino@kuvitelma.example;1.9.2026\n"
    "2;Satunen;Eino;eino@kuvitelma.example;1.9.2026\n"
    "3;Haave;Impi;ei osoite;31.9.2026\n"
)


@pytest.fixture(autouse=True)
def _private_files(tmp_path, monkeypatch):
    keep_files_in(tmp_path / "private", monkeypatch)


@pytest.fixture
def kept_by(transactional_db):
    kept_by = a_membership(a_register(name_fi="Asiakasrekisteri"), a_controller())
    a_person(kept_by, customer_number="2", family_name="Satunen", given_names="Eino")
    return kept_by


@pytest.fixture
def staff(client, page, live_server, kept_by):
    """Customer service at work in Finnish; every fault of a script is noted."""
    signed_in(client, Group.STAFF).controllers.add(kept_by.controller)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "fi"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.base = live_server.url
    yield page
    assert faults == []


def upload(staff, tmp_path, text=TEXT):
    file = tmp_path / "asiakkaat.csv"
    file.write_bytes(text.encode("cp1252"))
    staff.goto(staff.base + url(Import, "add"))
    staff.get_by_label("Tiedosto (CSV tai XLSX)").set_input_files(file)
    staff.get_by_role("button", name="Lähetä").click()


def test_from_upload_to_the_people(staff, tmp_path):
    staff.goto(staff.base + reverse("admin:index"))
    staff.goto(staff.base + url(Import, "changelist"))
    expect(staff.get_by_role("heading", name="Mitään ei ole vielä tuotu.")).to_be_visible()
    staff.get_by_role("link", name="Tuo tiedosto").click()
    upload(staff, tmp_path)

    expect(staff.get_by_role("heading", name="Mitä sarakkeissa on")).to_be_visible()
    expect(staff.get_by_label("Merkistö")).to_have_value("latin-1")
    expect(staff.get_by_label("Sähköposti")).to_have_value("email")
    expect(staff.get_by_text("aino@kuvitelma.example")).to_be_visible()
    staff.get_by_role("button", name="Katso rivit").click()
    expect(staff.get_by_text("Korjaa ensin alla merkityt kohdat.")).to_be_visible()
    staff.get_by_label("Avain").select_option(label="Asiakasnumero")
    staff.get_by_role("button", name="Katso rivit").click()

    expect(staff.get_by_role("progressbar")).to_be_visible()
    do_all()
    expect(staff.get_by_role("heading", name="Mitä tapahtuu")).to_be_visible()  # by itself
    expect(staff.get_by_text("Asiakkuus alkoi: tällaista päivää ei ole")).to_be_visible()
    staff.get_by_role("link", name="Muuttuneet 1").click()
    expect(staff.get_by_text("Sähköpostiosoite")).to_be_visible()
    staff.get_by_role("button", name="Tuo 2 riviä").click()
    expect(staff.get_by_text("Valitse, tuodaanko kelvolliset rivit")).to_be_visible()
    staff.get_by_label("Tuo kelvolliset rivit, vaikka 1 rivi on virheellinen").check()
    staff.get_by_role("button", name="Tuo 2 riviä").click()
    expect(staff.get_by_role("progressbar")).to_be_visible()
    do_all()
    expect(staff.get_by_role("heading", name="Mitä tapahtui")).to_be_visible()
    with staff.expect_download() as waited:
        staff.get_by_role("link", name="Pois jätetyt rivit").click()
    assert waited.value.suggested_filename.startswith("tuonti-")
    assert sorted(DataSubject.objects.values_list("family_name", flat=True)) == [
        "Kuvitelma",
        "Satunen",
    ]


def test_without_scripts_the_page_refreshes(client, staff, tmp_path):
    upload(staff, tmp_path, TEXT.replace("Avain", "Asiakasnumero"))
    staff.get_by_role("button", name="Katso rivit").click()
    expect(staff.get_by_role("progressbar")).to_be_visible()
    said = client.get(staff.url.removeprefix(staff.base)).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_are_accessible_and_fit(staff, tmp_path, axe_violations, screen, scheme):
    width, height = SCREENS[screen]
    staff.set_viewport_size({"width": width, "height": height})
    staff.emulate_media(color_scheme=scheme)
    found = {}

    def look(name):
        expect(staff.locator("main h1, main h2").first).to_be_visible()
        found[name] = axe_violations(staff, impacts=GRAVE)
        overflows = "document.documentElement.scrollWidth > innerWidth"
        assert not staff.evaluate(overflows), name

    staff.goto(staff.base + url(Import, "changelist"))
    look("empty list")
    staff.goto(staff.base + url(Import, "add"))
    look("upload")
    upload(staff, tmp_path)
    look("columns")
    staff.get_by_role("button", name="Katso rivit").click()
    look("columns, refused")
    staff.get_by_label("Avain").select_option(label="Asiakasnumero")
    staff.get_by_role("button", name="Katso rivit").click()
    look("progress")
    do_all()
    staff.goto(staff.url)
    look("decision")
    staff.goto(f"{staff.url}?rows=changed")
    look("changed rows")
    staff.get_by_label("Tuo kelvolliset rivit").check()
    staff.get_by_role("button", name="Tuo 2 riviä").click()
    do_all()
    staff.goto(staff.base + url(Import, "change", Import.objects.get().pk))
    look("result")
    staff.goto(staff.base + url(Import, "changelist"))
    look("list")
    assert {name: faults for name, faults in found.items() if faults} == {}
