"""Versions and what differs, in a real browser: the admin, and public pages around notices."""

from datetime import date, timedelta
from functools import cache

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from privacy_notices.files.loading import load_files
from privacy_notices.models import Notice, Rendering, Withdrawal
from privacy_notices.snapshot import file_sha256, render
from register.groups import Group
from register.models import Purpose, Recipient, SecurityMeasure, User
from register.texts import Text
from tests.admin_pages import signed_in
from tests.browser.conftest import GRAVE, MILD, WAYS, speak
from tests.factories import a_register
from tests.privacy_notices.publishing.conftest import COMPLETE
from tests.privacy_notices.publishing.frozen import frozen

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
LANGUAGES = ["fi", "sv", "en"]
DAY = timedelta(days=1)
render_once = cache(render)  # its PDFs take seconds, and the same snapshot gives the same bytes


@pytest.fixture
def notice(transactional_db):
    """A version that was in force, one that is, one to come; and the register has changed since."""
    [loaded] = load_files([COMPLETE])
    notice = Notice.objects.get(register__slug=loaded.slug)
    officer = User.objects.create_user("officer")
    today = timezone.localdate()
    summary = {f"summary_{code}": "Kaikki on uutta.\nToinen rivi." for code in LANGUAGES}
    for number, day in enumerate((today - 30 * DAY, today, today + 30 * DAY), start=1):
        reason = "Vuosikatsaus." if number == 1 else ""
        frozen(notice.register, officer, number=number, effective_on=day, override_reason=reason,
               **summary)  # fmt: skip
    purpose = Purpose.objects.filter(register=notice.register).first()
    purpose.text = Text("Uusi teksti.", "Ny text.", "New text.")
    purpose.save()
    Recipient.objects.create(register=notice.register, key="r", kind="processor", name_fi="Pilvi")
    SecurityMeasure.objects.filter(register=notice.register).first().delete()
    return notice


def withdraw(notice):
    row = Withdrawal(
        notice=notice,
        slug=notice.register.slug,
        withdrawn_on=date(2026, 1, 1),
        withdrawn_by=User.objects.get(username="officer"),
        successor="toinen",
    )
    row.reason = Text(fi="Verkkokauppa on lopettanut toimintansa.")
    row.save()


def looks_right(page, axe_violations, *, impacts):
    return {
        "axe": axe_violations(page, impacts=impacts),
        "sideways": page.evaluate("document.documentElement.scrollWidth > innerWidth"),
    }


GOOD = {"axe": [], "sideways": False}


# In the admin


@pytest.fixture
def admin(client, page, live_server, notice):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page.base = live_server.url
    return page


def own_pages(notice):
    return {
        name: reverse(f"admin:privacy_notices_notice_{name}", args=(notice.pk,))
        for name in ("versions", "compare", "change")
    }


@pytest.mark.parametrize(("language", "screen", "scheme"), WAYS)
def test_pages_of_versions_are_accessible_and_fit(
    admin, notice, axe_violations, language, screen, scheme
):
    speak(admin, language, admin.base)
    width, height = SCREENS[screen]
    admin.set_viewport_size({"width": width, "height": height})
    admin.emulate_media(color_scheme=scheme)
    hub = reverse("admin:register_register_hub", args=(notice.register_id,))
    pages = {**own_pages(notice), "start": reverse("admin:index"), "hub": hub}
    found = {}
    for name, address in pages.items():
        admin.goto(admin.base + address)
        expect(admin.locator("html")).to_have_attribute("lang", language)
        for details in admin.locator("main details").all():
            details.evaluate("one => one.open = true")
        found[name] = looks_right(admin, axe_violations, impacts=GRAVE)
    assert found == dict.fromkeys(pages, GOOD)


def test_two_states_are_chosen_and_compared(admin, notice):
    admin.goto(admin.base + own_pages(notice)["compare"])
    expect(admin.get_by_role("heading", name="Facts and texts")).to_be_visible()
    expect(admin.locator("ins").first).to_contain_text("Uusi teksti")
    admin.get_by_label("Texts in").select_option("sv")
    admin.get_by_role("button", name="Compare", exact=True).click()
    expect(admin.locator("ins").first).to_contain_text("Ny text")
    admin.get_by_label("Starting point").select_option("2")
    admin.get_by_label("Compared with").select_option("1")
    admin.get_by_role("button", name="Compare", exact=True).click()
    expect(admin.get_by_text("Nothing differs.")).to_be_visible()


def test_marks_can_be_told_apart_without_colour(admin, notice):
    admin.goto(admin.base + own_pages(notice)["compare"])
    added, removed = admin.locator("ins").first, admin.locator(".is-removed").first
    expect(added).to_have_css("text-decoration-line", "underline")
    expect(removed).to_contain_text("removed")


def test_a_line_to_copy_is_chosen_whole_by_a_click(admin, notice):
    admin.goto(admin.base + own_pages(notice)["versions"])
    field = admin.get_by_label("A link: Suomi")
    field.click()
    chosen = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    assert field.evaluate(chosen) == field.input_value()


# Public


@pytest.fixture
def published(notice):
    """The version in force with its pages, and notices that cannot be read, or not yet."""
    version = notice.versions.get(number=2)
    for one in render_once(version.snapshot, number=2, effective_on=version.effective_on):
        files = {"html": one.html, "pdf": one.pdf, "json": one.json}
        digests = {f"{form}_sha256": file_sha256(content) for form, content in files.items()}
        Rendering.objects.create(version=version, language=one.language, **files, **digests)
    for language in LANGUAGES:
        others = [code for code in LANGUAGES if code != language]
        another(f"ei-{language}", timezone.localdate(), others)
    another("tuleva", timezone.localdate() + DAY, LANGUAGES)
    withdraw(another("lopetettu", timezone.localdate(), LANGUAGES))


def another(slug, day, languages):
    officer = User.objects.get(username="officer")
    notice = Notice.objects.create(register=a_register(slug))
    titles = dict.fromkeys(languages, "Seloste")
    frozen(notice.register, officer, effective_on=day, languages=languages, titles=titles)
    return notice


def public_pages(language):
    return {
        "notice": ("/{}/tietosuoja/complete/", 200),
        "permalink": ("/{}/tietosuoja/complete/v/2/", 200),
        "versions": ("/{}/tietosuoja/complete/versiot/", 200),
        "controller": ("/{}/tietosuoja/yritys/lankakuvitelma/", 200),
        "unknown": ("/{}/tietosuoja/tuntematon/", 404),
        "no such version": ("/{}/tietosuoja/complete/v/9/", 404),
        "other languages": (f"/{{}}/tietosuoja/ei-{language}/", 404),
        "not yet in force": ("/{}/tietosuoja/tuleva/", 404),
        "gone": ("/{}/tietosuoja/lopetettu/", 410),
    }


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_are_accessible_and_fit(
    page, live_server, published, axe_violations, language, screen
):
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    said = []
    page.on("console", lambda message: said.append(message.text))
    found = {}
    for name, (address, status) in public_pages(language).items():
        response = page.goto(live_server.url + address.format(language))
        assert response.status == status
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert [line for line in said if "Content Security Policy" in line] == []
        found[name] = looks_right(page, axe_violations, impacts=GRAVE | MILD)
        said.clear()
    assert found == dict.fromkeys(found, GOOD)


def test_a_reader_changes_the_language_and_stays(page, live_server, notice):
    page.goto(f"{live_server.url}/fi/tietosuoja/complete/versiot/")
    page.get_by_role("link", name="På svenska").click()
    expect(page.locator("h1")).to_have_text("Dataskyddsbeskrivningens versioner")
    page.goto(f"{live_server.url}/sv/tietosuoja/complete/v/9/")
    page.get_by_role("link", name="In English").click()
    expect(page.locator("h1")).to_have_text("No such privacy notice")
    page.get_by_role("link", name="All versions of the privacy notice").click()
    expect(page.get_by_role("heading", name="Version 2")).to_be_visible()
