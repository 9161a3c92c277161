"""A notice on its way to the public, in a real browser: checked, submitted, published, changed."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from privacy_notices.models import Notice, NoticeVersion
from privacy_notices.snapshot import draft_of
from register.groups import Group
from register.models import Register, User
from tests.admin_pages import signed_in
from tests.browser.conftest import GRAVE, WAYS, speak
from tests.browser.conftest import PATIENCE as OTHERWISE

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1366, "height": 900}}
PAGE = "/fi/tietosuoja/complete/"
PATIENCE = 120_000  # milliseconds; publishing makes three PDFs, on a machine that does much else


@pytest.fixture
def officer(client: Client, page: Page, live_server):
    """A page signed in, that notes every fault of a script and every call to elsewhere."""
    signed_in(client, Group.COMPLIANCE_OFFICER)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("request", lambda asked: faults.extend(elsewhere(asked.url, live_server.url)))
    page.base = live_server.url
    yield page
    expect.set_options(timeout=OTHERWISE)
    assert faults == []


def elsewhere(address: str, home: str) -> list[str]:
    is_web = urlsplit(address).scheme in ("http", "https")
    return [address] if is_web and not address.startswith(home) else []


def load_the_sample(page: Page) -> Notice:
    page.goto(page.base + reverse("admin:index"))
    page.get_by_role("button", name="complete", exact=True).click()
    expect(page.get_by_text("The example was loaded.")).to_be_visible()
    return Notice.objects.get()


def own(page: Page, notice: Notice, name: str) -> None:
    page.goto(page.base + reverse(f"admin:privacy_notices_notice_{name}", args=(notice.pk,)))


def as_published(notice: Notice) -> None:
    """A version of the draft as it stands, without its pages."""
    NoticeVersion.objects.create(
        notice=notice,
        slug=notice.register.slug,
        number=1,
        languages=["fi"],
        effective_on=timezone.localdate(),
        published_at=timezone.now(),
        published_by=User.objects.get(),
        titles={},
        snapshot="{}",
        draft_digest=draft_of(notice.register).digest,
    )


def test_from_the_sample_to_the_second_version(officer, axe_violations) -> None:
    notice = load_the_sample(officer)
    officer.get_by_role("link", name="Check", exact=True).first.click()
    expect(officer.locator(".seloste-figure")).to_have_text(re.compile("100"))
    officer.get_by_role("link", name="Go on to publishing").click()

    officer.get_by_role("button", name="Submit for review").click()
    expect(officer.locator(".seloste-badge", has_text="in review")).to_be_visible()
    expect(officer.get_by_label("What changed (Finnish)")).to_have_value(
        "Ensimmäinen julkaistu versio."
    )
    officer.locator(".seloste-form").get_by_role("button", name="Publish").click()
    expect(officer.get_by_text("Version 1 is published.")).to_be_visible()
    officer.get_by_role("link", name="Suomi", exact=True).first.click()
    expect(officer.get_by_text("Versio 1, voimassa").first).to_be_visible()
    assert officer.url.endswith("/fi/tietosuoja/complete/v/1/")
    assert "Versio 1, voimassa" in officer.request.get(officer.base + PAGE).text()
    assert axe_violations(officer) == []

    register = Register.objects.get()
    purpose = register.purpose_set.first()
    officer.goto(officer.base + reverse("admin:register_purpose_change", args=(purpose.pk,)))
    for language, words in (
        ("Finnish", "tilausten hoito"),
        ("Swedish", "skötsel av beställningar"),
    ):
        officer.get_by_label(f"Purpose ({language})").fill(words)
    officer.get_by_role("button", name="Save", exact=True).click()
    expect(officer.get_by_text("Saved: tilausten hoito.")).to_be_visible()

    own(officer, notice, "publish")
    expect(officer.get_by_label("What changed (Finnish)")).to_have_value(
        "Muutettu käyttötarkoitus: ”tilausten hoito”."
    )
    expect(officer.get_by_label("What changed (Swedish)")).to_have_value(
        "Ett ändamål har ändrats: ”skötsel av beställningar”."
    )
    officer.get_by_label("What changed (Finnish)").fill("Tilaukset hoidetaan toisin.")
    officer.locator(".seloste-form").get_by_role("button", name="Publish").click()
    expect(officer.get_by_text("Version 2 is published.")).to_be_visible()
    officer.goto(officer.base + PAGE)
    expect(officer.get_by_text("tilausten hoito").first).to_be_visible()
    officer.goto(f"{officer.base}{PAGE}versiot/")
    expect(officer.get_by_text("Tilaukset hoidetaan toisin.")).to_be_visible()
    assert NoticeVersion.objects.count() == 2


def test_a_double_click_sends_one_form_and_says_that_it_is_busy(officer) -> None:
    notice = load_the_sample(officer)
    own(officer, notice, "publish")
    sent = []
    officer.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    button = officer.locator(".seloste-form").get_by_role("button")
    button.evaluate("button => { button.click(); button.click(); }")
    expect(officer.get_by_text("Version 1 is published.")).to_be_visible()
    assert len(sent) == 1
    assert NoticeVersion.objects.count() == 1


@pytest.mark.parametrize(("language", "screen", "scheme"), WAYS)
def test_the_pages_are_accessible_and_fit(
    officer, axe_violations, language, screen, scheme
) -> None:
    notice = load_the_sample(officer)
    speak(officer, language, officer.base)
    notice.register.purpose_set.all().delete()  # findings of every kind, and languages left out
    other = notice.sections.get(key="rights")
    other.heading_sv = ""
    other.save()
    officer.set_viewport_size(SCREENS[screen])
    officer.emulate_media(color_scheme=scheme)
    found = {}
    for name in ("check", "publish", "review", "withdraw"):
        if name == "review":
            as_published(notice)
        own(officer, notice, name)
        expect(officer.locator("html")).to_have_attribute("lang", language)
        if name != "check":
            officer.locator("[name=next_review_on], [name=withdrawn_on]").fill("1.1.2020")
            officer.locator(".seloste-form").get_by_role("button").click()
            expect(officer.get_by_role("alert")).to_be_visible()
        for more in officer.locator("main details").all():
            more.evaluate("details => details.open = true")
        found[name] = axe_violations(officer, impacts=GRAVE)
        assert not officer.evaluate("document.documentElement.scrollWidth > innerWidth"), name
    assert {name: faults for name, faults in found.items() if faults} == {}
