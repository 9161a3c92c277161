"""The retention desk in a real browser: looked at by axe, on a phone, and without scripts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from register.admin.people import url_of_person
from register.groups import Group
from retention import approvals, holds
from retention.background import carry_out
from retention.forecasting import forecast
from retention.models import ApprovalWay, Hold, LedgerEntry, Plan, RetentionRule, Run
from tests.admin_pages import signed_in, url
from tests.browser.conftest import GRAVE
from tests.factories import a_user
from tests.retention.desk.conftest import World

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}
GOOD = {"axe": [], "sideways": False}


@pytest.fixture
def world(transactional_db):
    return World()


@pytest.fixture
def officer(client, world):
    user = signed_in(client, Group.COMPLIANCE_OFFICER)
    forecast(world.register, now=datetime(2026, 11, 22, tzinfo=UTC))
    holds.place(
        world.other,
        category="",
        reason="debt",
        explanation="",
        review_on=timezone.localdate() + timedelta(days=30),
        by=user,
        today=timezone.localdate(),
    )
    return user


@pytest.fixture
def admin(client, page, live_server, officer):
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page.base = live_server.url
    return page


def approved(world, officer):
    plan = world.plan()
    approvals.approve(
        plan, by=officer, way=ApprovalWay.SECOND_PERSON, now=timezone.now(), digest=plan.digest
    )
    return plan


def pages(world, plans):
    waiting, going_on, done = (url(Plan, "page", plan.pk) for plan in plans)
    return {
        "start": reverse("admin:index"),
        "plans": url(Plan, "changelist"),
        "waits": waiting,
        "is carried out": going_on,
        "carried out": done,
        "look": url(Plan, "look", plans[0].pk),
        "items": f"{reverse('admin:retention_planitem_changelist')}?plan={plans[0].pk}",
        "ledger": url(LedgerEntry, "changelist"),
        "holds": url(Hold, "changelist"),
        "place": reverse("admin:retention_hold_place", args=(world.stays.pk,)),
        "card": url_of_person(world.other),
    }


def every_plan(world, officer):
    """One that waits for approval, one that is being carried out, one that is done."""
    waiting, going_on, done = (
        world.plan(by=officer),
        approved(world, officer),
        approved(world, officer),
    )
    now = timezone.now()
    carry_out.func(done.pk, officer.pk)
    Run.objects.create(plan=going_on, started_at=now, beat_at=now)
    return waiting, going_on, done


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_of_the_desk_are_accessible_and_fit(
    admin, world, officer, axe_violations, screen, scheme
):
    width, height = SCREENS[screen]
    admin.set_viewport_size({"width": width, "height": height})
    admin.emulate_media(color_scheme=scheme)
    addresses = pages(world, every_plan(world, officer))
    found = {}
    for name, address in addresses.items():
        admin.goto(admin.base + address)
        for details in admin.locator("main details").all():
            details.evaluate("one => one.open = true")
        sideways = admin.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[name] = {"axe": axe_violations(admin, impacts=GRAVE), "sideways": sideways}
    assert found == dict.fromkeys(addresses, GOOD)


def test_a_plan_is_made_approved_and_started_without_scripts(browser, admin, world, officer):
    cookies = admin.context.cookies()
    plain = browser.new_context(java_script_enabled=False, locale="fi-FI")
    plain.add_cookies(cookies)
    page = plain.new_page()
    page.goto(admin.base + url(Plan, "changelist"))
    page.get_by_role("button", name="Make a plan").click()
    expect(page.get_by_role("heading", name="Approve", exact=True)).to_be_visible()
    plan = Plan.objects.get()
    Plan.objects.update(made_by=a_user())
    page.reload()
    page.get_by_role("button", name="Approve the plan").click()
    page.get_by_role("button", name="Carry out the plan").click()
    expect(page.get_by_text("The run waits for its turn.")).to_be_visible()
    carry_out.func(plan.pk, officer.pk)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("status")).to_have_text("1 of 1 thing")
    plain.close()


def test_a_run_shows_how_far_it_has_come_by_itself(admin, world, officer):
    plan, now = approved(world, officer), timezone.now()
    Run.objects.create(plan=plan, started_at=now, beat_at=now)
    admin.goto(admin.base + url(Plan, "page", plan.pk))
    expect(admin.get_by_role("status")).to_have_text("0 of 1 thing")
    Run.objects.update(done=1, finished_at=now)
    expect(admin.get_by_text("carried out", exact=True)).to_be_visible(timeout=15_000)


def test_an_effect_is_seen_before_a_rule_is_saved(admin, world, officer):
    admin.goto(admin.base + reverse("admin:retention_retentionrule_change", args=(world.rule.pk,)))
    admin.locator("#id_terms-0-length").fill("19")
    admin.get_by_role("button", name="Save", exact=True).click()
    expect(admin.get_by_role("heading", name="What the rule changes")).to_be_visible()
    admin.get_by_role("button", name="Save the rule").click()
    expect(admin.get_by_text("Saved: asiakastiedot.")).to_be_visible()
    assert world.rule.terms.get().length == 19


@pytest.mark.parametrize(("screen", "scheme"), [("phone", "dark"), ("desk", "light")])
def test_an_effect_is_seen_before_a_rule_is_deleted(
    admin, world, officer, axe_violations, screen, scheme
):
    width, height = SCREENS[screen]
    admin.set_viewport_size({"width": width, "height": height})
    admin.emulate_media(color_scheme=scheme)
    admin.goto(admin.base + reverse("admin:retention_retentionrule_delete", args=(world.rule.pk,)))
    admin.locator("main form[method=post] [type=submit]").first.click()
    expect(admin.get_by_role("heading", name="What changes without the rule")).to_be_visible()
    sideways = admin.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert {"axe": axe_violations(admin, impacts=GRAVE), "sideways": sideways} == GOOD
    admin.get_by_role("button", name="Delete the rule").click()
    expect(admin.get_by_text("What changes without the rule")).to_have_count(0)
    assert list(RetentionRule.objects.all()) == [world.vouchers]
