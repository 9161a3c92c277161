"""An erasure in a real browser: looked at, approved by another person, carried out, answered."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from register.enums import DataCategory
from register.models import DataSubject, Register
from retention.enums import Trigger, Unit
from subjects.enums import RequestedKind, Status, Step
from subjects.models import Request
from tests import factories as make
from tests.browser.conftest import GRAVE
from tests.retention.rules import a_rule_of
from tests.subjects.requests import Office

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SHOTS", "")  # a folder for pictures of every screen
SCREENS = {"phone": (390, 844), "desk": (1366, 900)}


@pytest.fixture
def office(transactional_db):
    office = Office()
    Register.objects.update(name_fi="Asiakasrekisteri")
    for user, name in ((office.handler, "Kaisu"), (office.officer, "Olli")):
        user.first_name, user.last_name = name, "Virkailija"
        user.save()
    make.an_interaction(office.person)
    make.an_invoice(office.person)
    duty = {"statutory": True, "source_fi": "kirjanpitolain 2 luvun 10 §"}
    a_rule_of(
        office.kept_by.register,
        (Trigger.INVOICE_DATE, 6, Unit.YEAR),
        of=(DataCategory.INVOICE,),
        key="kirjanpito",
        **duty,
    )
    return office


def is_good(page, axe_violations, name):
    """In both widths and both schemes."""
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.reload()  # the admin asks for the scheme when a page is opened
            sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert (axe_violations(page, impacts=GRAVE), sideways) == ([], False), (name, screen)
            if SHOTS:
                page.locator("#erasure").screenshot(path=f"{SHOTS}/{name}-{screen}-{scheme}.png")


def test_what_is_erased_was_looked_at_and_approved_by_another(office, journey, axe_violations):
    now = timezone.now()
    request = office.step(office.decided(RequestedKind.ERASURE), Step.ASSIGN, to=office.handler)
    handler, officer = journey.staff(office.handler), journey.staff(office.officer)

    handler.open(request)
    part = handler.page.locator("#erasure")
    expect(part).to_contain_text("Tietoja ei ole vielä katsottu.")
    handler.press(part.get_by_role("button", name="Katso poistettavat tiedot"))
    expect(part).to_contain_text("Koko henkilö: kortti ja kaikki sen rivit")
    expect(part).to_contain_text("Lasku")
    expect(part).to_contain_text("Laki edellyttää")
    expect(part).to_contain_text("kirjanpitolain 2 luvun 10 §")
    is_good(handler.page, axe_violations, "preview")
    assert DataSubject.objects.filter(pk=office.person.pk).exists()

    officer.open(request)
    officer.approve()
    handler.open(request)
    handler.carry_out()
    request = Request.objects.get(pk=request.pk)
    assert request.status == Status.CARRIED_OUT
    assert not DataSubject.objects.filter(pk=office.person.pk).exists()
    expect(part).to_contain_text("Poistetut tiedot")
    is_good(handler.page, axe_violations, "done")

    answer = handler.look_at_answer(request)
    assert "Olemme poistaneet kaikki sinua koskevat tiedot" in answer
    assert "Säilyttämisen peruste: kirjanpitolain 2 luvun 10 §." in answer
    assert request.carried_out_at >= now
