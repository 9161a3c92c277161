"""A ban that acts when it is confirmed, and a restriction until its end, as each side sees them.

In Finnish, from the form to the answer that is read.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from register.models import DataSubject, MarketingBan
from subjects import jobs
from subjects.enums import Delivery, IdentityMethod, LetterKind, RequestedKind, Status, Step
from subjects.models import Letter
from tests import factories as make
from tests.browser.conftest import GRAVE
from tests.browser.journeys import Journey, Staff
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = {"axe": [], "sideways": False}
PHONE = {"viewport": {"width": 390, "height": 844}}


def look_of(staff: Staff, axe_violations) -> dict[str, object]:
    sideways = staff.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return {"axe": axe_violations(staff.page, impacts=GRAVE), "sideways": sideways}


def test_a_ban_is_in_force_before_anybody_has_looked_at_the_request(
    journey: Journey, office: Office, axe_violations
) -> None:
    club = make.a_person(make.a_membership(make.a_register("klubi"), office.kept_by.controller))
    make.a_contact_point(club, EMAIL)
    impi = journey.person("fi", EMAIL)
    request = impi.ask(office.kept_by.register, RequestedKind.MARKETING_BAN, name="Impi Tarulainen")
    assert not MarketingBan.objects.exists()
    impi.confirm()
    banned = set(MarketingBan.objects.values_list("subject", flat=True))
    assert banned == {office.person.pk, club.pk}
    assert "kortille" not in impi.reads()  # whether somebody was found is told to nobody

    staff = journey.staff(office.handler, **PHONE, color_scheme="dark")
    staff.open(request)
    effects = staff.page.locator("#effects")
    expect(effects).to_contain_text("Markkinointikielto merkittiin 2 kortille heti.")
    assert look_of(staff, axe_violations) == GOOD
    staff.decide(RequestedKind.MARKETING_BAN)
    staff.finish_deciding()
    staff.carry_out()
    assert "Suoramarkkinointikielto: kieltosi on voimassa." in staff.look_at_answer(request)
    staff.send(Delivery.STATUS_PAGE)
    assert "kieltosi on voimassa" in impi.read("Päätös: pyyntösi on toteutettu")
    staff.open(request)
    staff.close()
    request.refresh_from_db()
    assert request.status == Status.CLOSED


def test_a_restriction_ends_when_the_person_has_been_told(
    journey: Journey, office: Office, axe_violations
) -> None:
    impi = journey.person("fi", EMAIL)
    request = impi.ask(office.kept_by.register, RequestedKind.RESTRICTION, name="Impi Tarulainen")
    impi.confirm()
    staff = journey.staff(office.handler)
    staff.open(request)
    effects = staff.page.locator("#effects")
    expect(effects).to_contain_text("Alkaa, kun pyyntö toteutetaan.")
    staff.settle_identity(IdentityMethod.EMAIL_ON_FILE)
    staff.fix_match(office.person)
    staff.decide(RequestedKind.RESTRICTION)
    staff.finish_deciding()
    staff.carry_out()
    expect(effects).to_contain_text("1 henkilön tietojen käsittely on rajoitettu.")
    expect(staff.page.locator("#people")).to_contain_text("Tarulainen")  # still the handler's case
    staff.look_at_answer(request)
    staff.send(Delivery.STATUS_PAGE)
    staff.open(request)
    staff.take(Step.END_RESTRICTION)
    staff.look_at(Letter.objects.get(request=request, kind=LetterKind.RESTRICTION_END))
    staff.send(Delivery.EMAIL, "Tietosi on nyt oikaistu.")
    letter = impi.read("Tietojesi käsittelyn rajoitus päättyy")
    assert "päättyy aikaisintaan" in letter
    assert "Tietosi on nyt oikaistu." in letter
    staff.open(request)
    expect(effects).to_contain_text("viikon kuluttua siitä, kun kirje on lähtenyt.")
    impi.mail()
    staff.open(request)
    expect(effects).to_contain_text("Rajoitus puretaan itsestään")
    expect(staff.form(Step.END_RESTRICTION)).to_have_count(0)
    assert look_of(staff, axe_violations) == GOOD
    staff.close()
    assert DataSubject.objects.get(pk=office.person.pk).restricted_at is not None
    jobs.lift_restrictions(timezone.now() + timedelta(days=8))
    assert DataSubject.objects.get(pk=office.person.pk).restricted_at is None
    staff.open(request)
    expect(effects).to_contain_text("Purettu.")
    assert any("Käsittelyn rajoitus purettiin." in line for line in staff.timeline())
