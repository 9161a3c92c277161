"""Retention rules in a real browser: taken in from the law, and held against the notice."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from privacy_notices.files.loading import load_files
from privacy_notices.models import Notice, NoticeVersion
from privacy_notices.snapshot import draft_of
from register.groups import Group
from retention.models import RetentionRule
from retention.statutory import take_in
from tests.admin_pages import list_url, signed_in
from tests.browser.conftest import GRAVE

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
GOOD = {"axe": [], "sideways": False}


@pytest.fixture
def notice(transactional_db):
    load_files([Path("register/samples/complete.yaml")])
    return Notice.objects.get()


@pytest.fixture
def admin(client, page, live_server, notice):
    user = signed_in(client, Group.COMPLIANCE_OFFICER)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page.base = live_server.url
    as_published(notice, user)
    return page


def as_published(notice, user):
    """A version of the draft as it stands, without its pages."""
    draft = draft_of(notice.register)
    NoticeVersion.objects.create(
        notice=notice,
        slug=notice.register.slug,
        number=1,
        languages=["fi", "sv", "en"],
        effective_on=timezone.localdate(),
        published_at=timezone.now(),
        published_by=user,
        titles={},
        snapshot=draft.snapshot,
        draft_digest=draft.digest,
    )


def see_the_effect(admin):
    rule = RetentionRule.objects.get(key="customer-details")
    admin.goto(admin.base + reverse("admin:retention_retentionrule_change", args=(rule.pk,)))
    admin.locator("#id_terms-0-length").fill("9")
    admin.locator("[name=_save]").click()
    expect(admin.locator("#told")).to_be_visible()


def law_page(admin, notice):
    admin.goto(
        admin.base + reverse("admin:retention_retentionrule_law", args=(notice.register_id,))
    )


def seen(admin, axe_violations):
    sideways = admin.evaluate("document.documentElement.scrollWidth > innerWidth")
    return {"axe": axe_violations(admin, impacts=GRAVE), "sideways": sideways}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_are_accessible_and_fit(admin, notice, axe_violations, screen, scheme):
    width, height = SCREENS[screen]
    admin.set_viewport_size({"width": width, "height": height})
    admin.emulate_media(color_scheme=scheme)
    found = {}
    take_in(notice.register, ["member-list"])
    law_page(admin, notice)
    found["law"] = seen(admin, axe_violations)
    with admin.expect_navigation():
        admin.locator("[data-once] button").click()
    found["nothing ticked"] = seen(admin, axe_violations)
    see_the_effect(admin)
    found["effect"] = seen(admin, axe_violations)
    assert found == dict.fromkeys(found, GOOD)


def test_a_rule_of_law_is_ticked_and_taken_in_once_the_notice_has_been_compared(admin, notice):
    admin.goto(admin.base + list_url(RetentionRule, notice.register))
    admin.get_by_role("link", name="Rules of law").click()
    admin.get_by_label("Debts").check()
    admin.get_by_role("button", name="Take in").click()
    expect(admin.get_by_text("3 years from the due date")).to_be_visible()
    admin.get_by_role("button", name="Save the rule").click()
    expect(admin.get_by_text("Taken in: saatavat")).to_be_visible()
    assert RetentionRule.objects.filter(key="debt-limitation").exists()
