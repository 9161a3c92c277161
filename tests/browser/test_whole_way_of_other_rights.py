"""Objection, review of an automated decision and withdrawal of consent, from the form to the end.

In Finnish; each until the request has been closed, and what is left of it then.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from register.models import Consent, DataSubject
from subjects import jobs
from subjects.enums import Delivery, Ground, IdentityMethod, Outcome, RequestedKind, Status, Step
from subjects.models import Request
from tests import factories as make
from tests.browser.journeys import PHONE, Journey, Person, Staff, held_on
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db(transaction=True)
R = RequestedKind
CARRIED_OUT = "Päätös: pyyntösi on toteutettu"
REFUSED = "Päätös: emme voi toteuttaa pyyntöäsi"
PERIOD = timedelta(days=3 * 366)  # for which a request is kept
WHY = "Petosten selvittäminen on kesken, ja tarvitsemme tietoja siihen."
OUTCOME = "Luottoa ei myönnetty. Arvion jälkeen myönnämme sinulle 500 euroa."


def asked(journey: Journey, office: Office, right: R, words: str) -> tuple[Person, Request]:
    """By Impi, on a phone, and confirmed."""
    impi = journey.person("fi", EMAIL, **PHONE)
    name = "Impi Tarulainen"
    request = impi.ask(office.kept_by.register, right, name=name, words=words)
    impi.confirm()
    return impi, request


def known(staff: Staff, request: Request, person: DataSubject) -> None:
    staff.open(request)
    staff.settle_identity(IdentityMethod.EMAIL_ON_FILE)
    staff.fix_match(person)


def answered(staff: Staff, impi: Person, request: Request, title: str) -> str:
    """What the person reads, and nothing else is left to do."""
    staff.look_at_answer(request)
    staff.send(Delivery.STATUS_PAGE)
    impi.mail()
    letter = impi.read(title)
    staff.open(request)
    staff.close()
    request.refresh_from_db()
    assert request.status == Status.CLOSED
    return letter


def is_restricted(person: DataSubject) -> bool:
    return DataSubject.objects.get(pk=person.pk).restricted_at is not None


def test_an_objection_stops_the_processing_while_it_is_weighed_and_for_good(
    journey: Journey, office: Office
) -> None:
    impi, request = asked(journey, office, R.OBJECTION, "En halua, että minua profiloidaan.")
    staff = journey.staff(office.handler)
    known(staff, request, office.person)
    assert is_restricted(office.person)
    effects = staff.page.locator("#effects")
    expect(effects).to_contain_text("1 henkilön tietojen käsittely on rajoitettu.")
    staff.look_over("objection-weighed")

    staff.decide(R.OBJECTION)
    staff.finish_deciding()
    staff.carry_out()
    letter = answered(staff, impi, request, CARRIED_OUT)
    assert "olemme lopettaneet käsittelyn, jota vastustit." in letter
    jobs.lift_restrictions(timezone.now() + timedelta(days=8))
    assert is_restricted(office.person)
    journey.night(PERIOD)
    assert Request.objects.filter(pk=request.pk).exists()  # it tells why they are restricted
    assert journey.faults == []


def test_an_objection_that_is_refused_ends_the_restriction_a_week_after_the_person_was_told(
    journey: Journey, office: Office
) -> None:
    impi, request = asked(journey, office, R.OBJECTION, "En halua, että minua profiloidaan.")
    staff = journey.staff(office.handler, **PHONE, color_scheme="dark")
    known(staff, request, office.person)
    staff.decide(R.OBJECTION, Outcome.REFUSED, Ground.COMPELLING, explanation=WHY)
    staff.finish_deciding()
    effects = staff.page.locator("#effects")
    expect(effects).to_contain_text("viikon kuluttua siitä, kun siitä on kerrottu")
    staff.look_over("objection-refused")
    letter = answered(staff, impi, request, REFUSED)
    assert WHY in letter
    assert "Rajoitimme tietojesi käsittelyä siksi ajaksi, kun arvioimme vastustamistasi." in letter
    impi.look_over("objection-letter")

    jobs.lift_restrictions(timezone.now() + timedelta(days=5))
    assert is_restricted(office.person)
    jobs.lift_restrictions(timezone.now() + timedelta(days=8))
    assert not is_restricted(office.person)
    staff.open(request)
    expect(effects).to_contain_text("Purettu.")
    journey.night(PERIOD)
    assert not Request.everything.exists()
    assert journey.faults == []


def test_an_automated_decision_is_not_said_to_be_reviewed_before_somebody_has_done_it(
    journey: Journey, office: Office
) -> None:
    reviewer = office.other_handler
    reviewer.first_name, reviewer.last_name = "Aune", "Arvioija"
    reviewer.save()
    before = held_on(office.person)
    impi, request = asked(journey, office, R.HUMAN_REVIEW, "Kone hylkäsi hakemukseni.")
    staff = journey.staff(office.handler)
    known(staff, request, office.person)
    staff.decide(R.HUMAN_REVIEW)
    staff.finish_deciding()
    assert "kuka automaattisen päätöksen on arvioinut" in staff.try_to(Step.CARRY_OUT)
    staff.look_over("review-lacking")
    staff.take(Step.RECONSIDER)
    staff.decide(R.HUMAN_REVIEW, reviewed_by=reviewer.pk, explanation=OUTCOME)
    staff.look_over("review-decided")
    staff.finish_deciding()
    staff.carry_out()
    letter = answered(staff, impi, request, CARRIED_OUT)
    assert "on arvioinut uudelleen Aune Arvioija." in letter
    assert OUTCOME in letter

    journey.night(PERIOD)
    assert not Request.everything.exists()
    assert held_on(office.person) == before
    assert journey.faults == []


def test_a_consent_ends_when_the_address_is_confirmed_and_all_others_when_we_know_who_asks(
    journey: Journey, office: Office
) -> None:
    make.a_consent(office.person)
    health = make.a_consent(office.person, channel="", scope="")

    def in_force() -> set[int]:
        return set(Consent.objects.filter(withdrawn_at=None).values_list("pk", flat=True))

    impi, request = asked(journey, office, R.CONSENT_WITHDRAWAL, "Perun kaiken.")
    assert in_force() == {health.pk}
    impi.look_over("withdrawal-own-page")
    staff = journey.staff(office.handler)
    staff.open(request)
    effects = staff.page.locator("#effects")
    expect(effects).to_contain_text("1 suostumus peruutettiin.")
    known(staff, request, office.person)
    staff.decide(R.CONSENT_WITHDRAWAL)
    staff.finish_deciding()
    staff.carry_out()
    expect(effects).to_contain_text("2 suostumusta peruutettiin.")
    staff.look_over("withdrawal-done")
    assert in_force() == set()
    letter = answered(staff, impi, request, CARRIED_OUT)
    assert "suostumuksesi on peruutettu" in letter

    journey.night(PERIOD)
    assert not Request.everything.exists()
    days = set(Consent.objects.values_list("withdrawn_at", flat=True))
    assert days == {request.received_at}  # what was given and withdrawn stays on the card
    assert journey.faults == []
