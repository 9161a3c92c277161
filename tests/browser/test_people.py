"""Daily work with people in a real browser: found, opened, written to, and seen to be looked at."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from register.groups import Group
from register.models import Act, ContactPoint, DataSubject, Interaction, JournalEntry, MarketingBan
from tests.admin_pages import signed_in, url
from tests.browser.conftest import GRAVE
from tests.factories import (
    a_consent,
    a_contact_point,
    a_controller,
    a_home_address,
    a_marketing_ban,
    a_membership,
    a_person,
    a_purpose,
    a_register,
    an_interaction,
    an_invoice,
    an_order,
    an_organisation,
)

pytestmark = pytest.mark.django_db(transaction=True)
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}


@pytest.fixture
def person(transactional_db):
    ours = a_membership(a_register(name_fi="Asiakasrekisteri"), a_controller())
    a_purpose(ours.register).legal_bases.create(register=ours.register, key="b", basis="b")
    person = a_person(
        ours,
        organisation=an_organisation(ours),
        kind="contact_person",
        address_protected=True,
        restricted_at=datetime(2026, 4, 1, tzinfo=UTC),
        collected_on=date(2026, 1, 2),
    )
    a_contact_point(person, "020 000 1234", "phone")
    a_home_address(person)
    an_interaction(person)
    an_order(person)
    an_invoice(person)
    a_consent(person)
    a_marketing_ban(person)
    return person


@pytest.fixture
def at_work(client, page, live_server, person):
    """Somebody signed in, in Finnish, on a page that notes every fault of a script."""

    def sign_in(group, language="fi"):
        user = signed_in(client, group)
        user.controllers.add(person.kept_by.controller)
        cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
        page.context.add_cookies(
            [
                {"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()
            ]
        )
        return page

    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.base = live_server.url
    yield sign_in
    assert faults == []


def pages(person):
    card = reverse("admin:register_datasubject_card", args=(person.pk,))
    point = person.contact_points.get()
    return {
        "start": reverse("admin:index"),
        "card": card,
        "all": f"{card}all/interactions/",
        "form": url(DataSubject, "change", person.pk),
        "new": f"{url(DataSubject, 'add')}?kept_by={person.kept_by_id}",
        "part": url(ContactPoint, "change", point.pk),
        "delete": url(ContactPoint, "delete", point.pk),
        "contact": f"{url(Interaction, 'add')}?person={person.pk}",
        "ban": f"{card}ban/",
        "consent": f"{card}consent/",
        "correct": f"{card}correct/",
        "code": f"{card}code/",
        "organisation": reverse("admin:register_organisation_card", args=(person.organisation_id,)),
        "serving": reverse(
            "admin:register_datasubject_serving", args=(person.kept_by.controller_id,)
        ),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_pages_are_accessible_and_fit(at_work, person, axe_violations, screen, scheme):
    officer = at_work(Group.COMPLIANCE_OFFICER)
    width, height = SCREENS[screen]
    officer.set_viewport_size({"width": width, "height": height})
    officer.emulate_media(color_scheme=scheme)
    found = {}
    for name, address in pages(person).items():
        officer.goto(officer.base + address)
        if name == "card":
            for act in officer.locator(".seloste-acts summary").all():
                act.click()
        expect(officer.locator("main h1, main h2").first).to_be_visible()
        found[name] = axe_violations(officer, impacts=GRAVE)
        overflows = "document.documentElement.scrollWidth > innerWidth"
        assert not officer.evaluate(overflows), name
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_card_in_swedish(at_work, person, axe_violations):
    officer = at_work(Group.COMPLIANCE_OFFICER, "sv")
    officer.goto(officer.base + pages(person)["card"])
    expect(officer.get_by_role("heading", name="Vem har tittat")).to_be_visible()
    assert axe_violations(officer, impacts=GRAVE) == []


def test_a_day_at_customer_service(at_work, person):
    """Found, opened, a contact and a ban recorded, a phone number put right; and all of it seen."""
    DataSubject.objects.update(restricted_at=None)
    staff = at_work(Group.STAFF)
    staff.goto(staff.base + reverse("admin:index"))
    staff.get_by_role("searchbox").fill("020000 1234")
    staff.get_by_role("button", name="Hae").click()
    staff.get_by_role("link", name="Tarulainen, Impi Sylvia").first.click()
    expect(staff.get_by_role("heading", name="Impi Sylvia Tarulainen")).to_be_visible()

    staff.locator("summary", has_text="Kirjaa yhteydenotto").click()
    form = staff.locator("details[open] form")
    form.get_by_label("Kanava").select_option(label="puhelin")
    form.get_by_label("Mitä sovittiin").fill("Kysyi laskun eräpäivää.")
    form.get_by_role("button", name="Tallenna").click()
    expect(staff.locator("#interactions").get_by_text("Kysyi laskun eräpäivää.")).to_be_visible()

    staff.locator("summary", has_text="Kirjaa kielto").click()
    form = staff.locator("details[open] form")
    form.get_by_role("button", name="Tallenna").click()
    expect(staff.get_by_text("Kielto on kirjattu ja voimassa.")).to_be_visible()
    chosen = staff.locator("#choices").get_by_text("Posti: oma markkinointi", exact=True)
    expect(chosen).to_be_visible()

    staff.get_by_role("link", name="Muokkaa: Puhelinnumero").click()
    staff.get_by_label("Yhteystieto").fill("020 000 4321")
    staff.get_by_role("button", name="Tallenna", exact=True).click()
    expect(staff.locator("#contact").get_by_text("020 000 4321")).to_be_visible()

    expect(staff.locator("#trail").get_by_text("suoramarkkinointikielto").first).to_be_visible()
    assert Interaction.objects.filter(summary="Kysyi laskun eräpäivää.").count() == 1
    assert MarketingBan.objects.filter(scope="own", lifted_at=None).count() == 6
    assert JournalEntry.objects.filter(act=Act.VIEWED, uuid=person.uuid).count() >= 4


def test_an_organisation_is_chosen_while_its_name_is_typed(at_work, person):
    an_organisation(person.kept_by, name="Äyräpään Puu Oy")
    officer = at_work(Group.COMPLIANCE_OFFICER)
    officer.goto(officer.base + pages(person)["form"])
    officer.locator(".field-organisation .select2-selection").click()
    officer.locator(".select2-search__field").last.fill("ayrap")
    officer.locator(".select2-results__option", has_text="Äyräpään Puu Oy").click()
    officer.get_by_role("button", name="Tallenna", exact=True).click()
    expect(officer.locator("#who").get_by_text("Äyräpään Puu Oy")).to_be_visible()


def test_likely_duplicates_stand_above_the_form(at_work, person):
    staff = at_work(Group.COMPLIANCE_OFFICER)
    staff.goto(staff.base + pages(person)["new"])
    staff.get_by_label("Sukunimi").fill("Uusi")
    staff.get_by_label("Laji").select_option(label="yksityisasiakas")
    staff.get_by_label("Puhelinnumero").fill("+358200001234")
    staff.get_by_role("button", name="Tallenna", exact=True).click()
    expect(staff.get_by_role("heading", name="Onko kyseessä joku näistä?")).to_be_visible()
    expect(staff.get_by_role("link", name="Impi Sylvia Tarulainen")).to_be_visible()
    staff.get_by_role("button", name="Tallenna", exact=True).click()
    expect(staff.get_by_role("heading", name="Uusi")).to_be_visible()


def test_a_wrong_number_is_deleted_after_a_question(at_work, person):
    staff = at_work(Group.COMPLIANCE_OFFICER)
    staff.goto(staff.base + pages(person)["part"])
    staff.get_by_role("link", name="Poista yhteystieto").click()
    expect(staff.get_by_role("heading", name="Poistetaanko tämä lopullisesti?")).to_be_visible()
    staff.get_by_role("button", name="Poista").click()
    expect(staff.get_by_text("Poistettu: yhteystieto.")).to_be_visible()
    assert not ContactPoint.objects.exists()
