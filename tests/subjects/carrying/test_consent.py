"""A withdrawal of consent counts from the day it arrived, and reaches every card (Art. 7(3))."""

from datetime import timedelta

import pytest

from register.journal import THE_SUBJECT
from register.models import Act, Consent, JournalEntry
from retention.models import LedgerChoice
from subjects.enums import RequestedKind, Step
from subjects.letters.composing import compose_answer
from subjects.models import CarriedRight, ContactKind
from tests import factories as make
from tests.subjects.requests import ARRIVED, EMAIL, NOW, Office

pytestmark = pytest.mark.django_db

WITHDRAWAL = RequestedKind.CONSENT_WITHDRAWAL
MEDICAL = {"channel": "", "scope": ""}


@pytest.fixture
def office() -> Office:
    return Office()


def in_force() -> set[int]:
    return set(Consent.objects.filter(withdrawn_at=None).values_list("pk", flat=True))


def carried_out(office, request):
    request = office.step(office.decide(request, WITHDRAWAL), Step.FINISH_DECIDING)
    return office.carry_out(request)


def test_marketing_consents_end_when_the_address_is_confirmed_and_no_others(office):
    newsletter = make.a_consent(office.person)
    health = make.a_consent(office.person, **MEDICAL)
    other = make.a_membership(make.a_register("muut"), make.a_controller("muu", name="Muu Oy"))
    stranger = make.a_person(other)
    make.a_contact_point(stranger, EMAIL)
    elsewhere = make.a_consent(stranger)
    request = office.submitted(WITHDRAWAL)
    assert in_force() == {newsletter.pk, health.pk, elsewhere.pk}
    office.step(request, Step.CONFIRM, by=THE_SUBJECT)
    assert in_force() == {health.pk, elsewhere.pk}
    newsletter.refresh_from_db()
    assert newsletter.withdrawn_at == ARRIVED
    [entry] = JournalEntry.objects.filter(act=Act.CONSENT_WITHDRAWN)
    assert (entry.uuid, entry.reference) == (office.person.uuid, request.reference)
    [choice] = LedgerChoice.objects.filter(said="consent_withdrawn")
    assert (choice.uuid, choice.at, choice.text) == (office.person.uuid, ARRIVED, "uutiskirje")


def test_by_a_mailbox_that_two_share_only_consents_to_be_reached_by_it_end(office):
    other = make.a_person(office.kept_by, given_names="Aamu")
    make.a_contact_point(other, EMAIL)
    newsletters = [make.a_consent(person).pk for person in (office.person, other)]
    texted = make.a_consent(other, channel="sms")
    assert in_force() == {*newsletters, texted.pk}
    office.entered(WITHDRAWAL)
    assert in_force() == {texted.pk}


def test_every_consent_of_the_people_who_were_found_ends_when_it_is_fixed_who_they_are(office):
    newsletter = make.a_consent(office.person)
    health = make.a_consent(office.person, **MEDICAL)
    club = make.a_person(office.kept_by)
    of_club = make.a_consent(club)
    request = office.entered(WITHDRAWAL)
    request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
    assert in_force() == {health.pk, of_club.pk}
    request = office.step(request, Step.FIX_MATCH, people=[office.person, club])
    assert in_force() == set()
    request = carried_out(office, request)
    days = set(Consent.objects.values_list("withdrawn_at", flat=True))
    assert days == {ARRIVED}  # and not the day somebody got to it
    assert newsletter.given_at < ARRIVED  # what was done by it before stays lawful
    assert CarriedRight.objects.get(request=request).detail == {"consents": 3}
    assert "suostumuksesi on peruutettu" in compose_answer(request, today=NOW.date()).body


def test_a_yes_that_was_given_after_the_request_stands(office):
    request = office.entered(WITHDRAWAL)
    anew = make.a_consent(office.person, given_at=ARRIVED + timedelta(days=1))
    carried_out(office, request)
    assert in_force() == {anew.pk}


def test_whoever_is_known_by_an_address_alone_is_not_told_whether_there_was_a_consent(office):
    def told(email):
        request = office.entered(WITHDRAWAL, contacts=[(ContactKind.EMAIL, email)])
        carried_out(office, request)
        return compose_answer(request, today=NOW.date()).body.replace(request.reference, "")

    make.a_consent(office.person)
    known = told(EMAIL)
    assert known == told("tuntematon@satumaa.example")
    assert "emme lähetä suoramarkkinointia siihen osoitteeseen tai numeroon" in known
    assert "muita suostumuksia, kerro meille, kuka olet, niin peruutamme nekin." in known


def test_what_ended_on_the_card_of_somebody_else_is_not_told_as_theirs(office):
    """By a wrong tick. Of who is ticked twice, what ended at the first time is theirs as before."""

    def told(*ticked):
        request = office.entered(WITHDRAWAL, contacts=[(ContactKind.ADDRESS, "Satukuja 3, Turku")])
        for person in ticked:
            request = office.step(request, Step.FIX_MATCH, people=[person])
        request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
        request = office.step(request, Step.FIX_MATCH, people=[office.person])
        return compose_answer(carried_out(office, request), today=NOW.date()).body

    other = make.a_person(office.kept_by, given_names="Aamu")
    make.a_consent(other)
    assert "meillä ei ole voimassa olevaa suostumustasi" in told(other)
    assert in_force() == set()
    make.a_consent(office.person)
    assert "suostumuksesi on peruutettu" in told(office.person)


def test_where_nothing_was_consented_to_the_letter_does_not_say_that_it_was_withdrawn(office):
    request = office.entered(WITHDRAWAL)
    request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    request = carried_out(office, request)
    body = compose_answer(request, today=NOW.date()).body
    assert "meillä ei ole voimassa olevaa suostumustasi" in body
