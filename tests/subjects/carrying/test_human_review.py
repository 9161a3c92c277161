"""An automated decision is reviewed by a person, who is named with what came of it (Art. 22(3))."""

from datetime import date

import pytest
from django.urls import reverse

from subjects.enums import Outcome, RequestedKind, Step
from subjects.letters.composing import compose_answer
from subjects.models import Decision
from subjects.policies import NotAllowed
from tests.subjects.requests import Office

pytestmark = pytest.mark.django_db

REVIEW = RequestedKind.HUMAN_REVIEW
OUTCOME = "Luottoa ei myönnetty; arvion jälkeen sinulle myönnetään 500 euroa."


@pytest.fixture
def office() -> Office:
    office = Office()
    office.other_handler.first_name, office.other_handler.last_name = "Aune", "Arvioija"
    office.other_handler.save()
    return office


def test_it_is_not_carried_out_before_somebody_has_reviewed_it(office):
    for facts in ({}, {"reviewed_by": office.other_handler}, {"explanation": OUTCOME}):
        request = office.decide(office.matched(REVIEW), REVIEW, Outcome.GRANTED, **facts)
        request = office.step(request, Step.FINISH_DECIDING)
        with pytest.raises(NotAllowed, match="who has reviewed"):
            office.carry_out(request)


def test_the_answer_says_who_reviewed_it_and_what_came_of_it(office):
    facts = {"reviewed_by": office.other_handler, "explanation": OUTCOME}
    request = office.decide(office.matched(REVIEW), REVIEW, Outcome.GRANTED, **facts)
    request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
    body = compose_answer(request, today=date(2026, 3, 12)).body
    assert "on arvioinut uudelleen Aune Arvioija." in body
    assert OUTCOME in body


def test_the_handler_says_it_where_the_right_is_decided(client, office):
    request = office.matched(REVIEW, RequestedKind.ACCESS)
    client.force_login(office.handler)
    address = reverse("admin:subjects_request_step", args=(request.pk, Step.DECIDE_ITEM))
    page = client.get(reverse("admin:subjects_request_change", args=(request.pk,)))
    forms = [part.act.form for part in page.context["page"].rights()]
    assert ["reviewed_by" in form.fields for form in forms] == [True, False]
    said = {"right": REVIEW, "item": "", "outcome": "granted", "ground": "", "explanation": OUTCOME}
    said |= {"reviewed_by": office.other_handler.pk, "version": request.version}
    assert client.post(address, said).status_code == 302
    decision = Decision.objects.get()
    assert (decision.reviewed_by, decision.explanation) == (office.other_handler, OUTCOME)


def test_a_reviewer_belongs_to_no_other_right(office):
    request = office.matched(RequestedKind.RESTRICTION)
    office.decide(request, RequestedKind.RESTRICTION, reviewed_by=office.other_handler)
    assert Decision.objects.get().reviewed_by is None
