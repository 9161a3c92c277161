"""Nothing is erased that an open request may need of which nobody knows yet whom it is about."""

import pytest
from django.utils import translation

from register.models import DataSubject
from retention.enums import Trigger, Unit
from subjects.enums import RequestedKind, Step
from subjects.models import ContactKind
from subjects.policies import NotAllowed
from subjects.unmatched import perhaps_of_the_same
from tests import factories as make
from tests.retention.rules import a_rule_of
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import EMAIL, Office

pytestmark = pytest.mark.django_db
R = RequestedKind
ELSEWHERE = [(ContactKind.EMAIL, "toinen@satumaa.example")]


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def office():
    made = Office()
    a_rule_of(made.kept_by.register, (Trigger.CUSTOMER_RELATIONSHIP_END, 10, Unit.YEAR), key="oma")
    return made


def is_there(office):
    return DataSubject.objects.filter(pk=office.person.pk).exists()


@pytest.mark.parametrize("right", [R.ACCESS, R.PORTABILITY, R.RECTIFICATION, R.RESTRICTION])
def test_an_erasure_waits_for_a_request_that_came_from_the_same_address(office, right):
    asked = office.entered(right)
    approved = office.approved(R.ERASURE)
    with pytest.raises(NotAllowed) as refusal:
        office.carry_out(approved)
    assert asked.reference in str(refusal.value)
    assert EMAIL not in str(refusal.value)
    assert "Tarulainen" not in str(refusal.value)
    assert is_there(office)


def test_one_whose_identity_is_settled_and_who_is_matched_by_nobody_is_waited_for(office):
    asked, approved = office.identified(R.ACCESS), office.approved(R.ERASURE)
    assert perhaps_of_the_same(approved) == [asked]


def test_one_that_was_matched_for_a_ban_alone_is_waited_for_and_can_be_noted(office):
    """Its copy waits for the identity: the tick tells nobody whose it is, and blocks nobody."""
    by_letter = {"contacts": [(ContactKind.ADDRESS, "Satukuja 3, 20100 Turku")]}
    asked = office.entered(R.MARKETING_BAN, R.ACCESS, **by_letter)
    office.step(asked, Step.FIX_MATCH, people=[office.person])
    approved = office.approved(R.ERASURE)
    with pytest.raises(NotAllowed):
        office.carry_out(approved)
    office.step(approved, Step.NOTE_ANOTHERS, other=asked.pk)
    office.carry_out(approved)
    assert not is_there(office)


def test_nor_is_one_forgotten_that_was_matched_to_somebody_else_for_a_ban_alone(office):
    asked = office.entered(R.MARKETING_BAN, R.ACCESS)
    other = make.a_person(office.kept_by, given_names="Aamu")
    office.step(asked, Step.FIX_MATCH, people=[other])
    assert perhaps_of_the_same(office.approved(R.ERASURE)) == [asked]


def test_it_goes_once_the_other_was_fixed_to_be_somebody_elses(office):
    asked, approved = office.identified(R.ACCESS), office.approved(R.ERASURE)
    other = make.a_person(office.kept_by, given_names="Aamu")
    office.step(asked, Step.FIX_MATCH, people=[other])
    office.carry_out(approved)
    assert not is_there(office)


def test_it_goes_once_it_was_noted_that_the_other_is_somebody_elses(office):
    asked, approved = office.entered(R.ACCESS), office.approved(R.ERASURE)
    office.step(approved, Step.NOTE_ANOTHERS, other=asked.pk)
    office.carry_out(approved)
    assert not is_there(office)


def test_what_was_noted_falls_when_it_is_fixed_anew_whom_the_erasure_is_about(office):
    asked, approved = office.entered(R.ACCESS), office.approved(R.ERASURE)
    request = office.step(approved, Step.NOTE_ANOTHERS, other=asked.pk)
    assert perhaps_of_the_same(request) == []
    request = office.step(request, Step.TAKE_UP_AGAIN)
    request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    assert perhaps_of_the_same(request) == [asked]


def test_only_a_request_that_may_need_the_data_can_be_noted(office):
    approved = office.approved(R.ERASURE)
    office.entered(R.ACCESS)
    far = office.entered(R.ACCESS, contacts=ELSEWHERE)
    with pytest.raises(NotAllowed):
        office.step(approved, Step.NOTE_ANOTHERS, other=far.pk)


def test_it_is_known_by_phone_number_and_by_customer_number_too(office):
    make.a_contact_point(office.person, "040 123 4567", "phone")
    DataSubject.objects.filter(pk=office.person.pk).update(customer_number="A-17")
    by_phone = office.entered(R.ACCESS, contacts=[(ContactKind.PHONE, "+358 40 1234567")])
    by_number = office.entered(R.ACCESS, contacts=ELSEWHERE, customer_number="a-17")
    approved = office.approved(R.ERASURE)
    assert set(perhaps_of_the_same(approved)) == {by_phone, by_number}


def test_what_needs_nothing_of_it_is_not_waited_for(office):
    approved = office.approved(R.ERASURE)
    office.entered(R.MARKETING_BAN)
    office.entered(R.ERASURE)
    office.entered(R.ACCESS, contacts=ELSEWHERE)
    office.submitted(R.ACCESS)  # not confirmed: anybody can have sent it
    office.step(office.entered(R.ACCESS), Step.WITHDRAW)
    assert perhaps_of_the_same(approved) == []


def test_a_request_to_another_company_needs_nothing_of_ours(office):
    approved = office.approved(R.ERASURE)
    theirs = Office.__new__(Office)
    theirs.kept_by = make.a_membership(
        make.a_register("muut"), make.a_controller("muu", name="Muu Oy")
    )
    theirs.handler = office.officer
    theirs.entered(R.ACCESS)
    assert perhaps_of_the_same(approved) == []


def test_it_is_asked_in_as_many_statements_however_many_there_are(
    office, django_assert_max_num_queries
):
    approved = office.approved(R.ERASURE)
    office.entered(R.ACCESS)
    with django_assert_max_num_queries(100) as few:
        perhaps_of_the_same(approved)
    for _number in range(5):
        office.entered(R.ACCESS)
    with django_assert_max_num_queries(len(few)):
        assert len(perhaps_of_the_same(approved)) == 6


def test_the_preview_shows_it_with_a_link_and_the_button_that_notes_it(office):
    asked, approved = office.entered(R.ACCESS), office.approved(R.ERASURE)
    desk = Desk(office.handler)
    page = desk.page(approved).content.decode()
    assert "they came from the same contact point" in page
    assert f"/{asked.pk}/change/#people" in page
    desk.take(approved, Step.NOTE_ANOTHERS, other=asked.pk)
    page = desk.page(approved).content.decode()
    assert "they came from the same contact point" not in page
