"""A ban or a withdrawal by letter, from somebody whom nobody asks for more (Art. 7(3), 21(3)).

Whom it is about is fixed without an identity, for these rights alone; nothing is told to anybody.
"""

import pytest

from register.gathering import parts_of
from register.merging import merge
from register.models import Consent, MarketingBan
from retention.holds import in_force
from subjects.enums import ActingAs, Ground, IdentityMethod, Outcome, RequestedKind, Status, Step
from subjects.jobs import send_owed_letters
from subjects.letters.composing import compose_answer
from subjects.models import ContactKind
from subjects.policies import NotAllowed, page_address
from tests import factories as make
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import EMAIL, LETTER, NOW, Office

pytestmark = pytest.mark.django_db
R = RequestedKind
BY_LETTER = {"contacts": [(ContactKind.ADDRESS, "Satukuja 3, 20100 Turku")]}


@pytest.fixture
def office() -> Office:
    return Office()


def a_letter(office, *rights, **values):
    return office.entered(*rights, **{**BY_LETTER, **values})


def matched(office, *rights, **values):
    request = a_letter(office, *rights, **values)
    return office.step(request, Step.FIX_MATCH, people=[office.person])


def banned():
    return set(MarketingBan.objects.filter(lifted_at=None).values_list("subject", flat=True))


def answered(office, request, *rights):
    for right in rights:
        request = office.decide(request, right)
    request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
    return compose_answer(request, today=NOW.date()).body.replace(request.reference, "")


def test_a_ban_by_letter_acts_at_once_on_the_card_that_was_ticked(office):
    request = matched(office, R.MARKETING_BAN)
    assert banned() == {office.person.pk}
    assert (request.status, request.identified_at) == (Status.RECEIVED, None)
    request = office.step(office.decide(request, R.MARKETING_BAN), Step.FINISH_DECIDING)
    request = office.step(office.carry_out(request), Step.ANSWER, **LETTER)
    assert office.step(request, Step.CLOSE).status == Status.CLOSED
    assert not in_force().exists()


def test_a_consent_is_withdrawn_by_letter_too(office):
    make.a_consent(office.person)
    matched(office, R.CONSENT_WITHDRAWAL)
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_nothing_else_is_matched_before_the_identity_is_settled(office):
    for right in set(R) - {R.MARKETING_BAN, R.CONSENT_WITHDRAWAL}:
        with pytest.raises(NotAllowed):
            matched(office, right)


def test_whoever_speaks_for_another_shows_first_that_they_may(office):
    for_another = {"acting_as": ActingAs.ATTORNEY, "on_behalf_of": "Impi Sylvia Tarulainen"}
    with pytest.raises(NotAllowed):
        matched(office, R.MARKETING_BAN, **for_another)
    assert banned() == set()


def test_a_copy_asked_in_the_same_letter_waits_for_the_identity_and_the_ban_does_not(office):
    request = matched(office, R.MARKETING_BAN, R.ACCESS)
    assert banned() == {office.person.pk}
    with pytest.raises(NotAllowed):
        office.decide(request, R.ACCESS)
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    assert request.matched_at is None
    assert not request.matches.exists()  # who was ticked for the ban is not who gets the copy
    with pytest.raises(NotAllowed):
        office.decide(request, R.ACCESS)
    other = make.a_person(office.kept_by, family_name="Naapuri")
    request = office.step(request, Step.FIX_MATCH, people=[other])
    assert request.status == Status.MATCHED
    assert [match.subject for match in request.matches.all()] == [other]


def test_whoever_is_never_identified_has_the_ban_and_no_copy(office):
    request = matched(office, R.MARKETING_BAN, R.ACCESS)
    request = office.step(request, Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
    request = office.send(request, "identity_question")
    request = office.step(request, Step.NOTE_ANSWER)
    refusal = {"outcome": Outcome.REFUSED, "ground": Ground.NOT_IDENTIFIED}
    request = office.decide(request, R.ACCESS, **refusal)
    said = answered(office, request, R.MARKETING_BAN)
    assert "kieltosi on voimassa" in said
    request = office.step(office.step(request, Step.ANSWER, **LETTER), Step.CLOSE)
    assert (request.status, request.identified_at) == (Status.CLOSED, None)
    assert banned() == {office.person.pk}
    assert not in_force().exists()


def test_an_objection_beside_it_restricts_nobody_before_the_identity_is_settled(office):
    matched(office, R.MARKETING_BAN, R.OBJECTION)
    office.person.refresh_from_db()
    assert office.person.restricted_at is None


def test_a_wrong_tick_is_mended_in_place(office):
    other = make.a_person(office.kept_by, family_name="Naapuri")
    request = a_letter(office, R.MARKETING_BAN)
    request = office.step(request, Step.FIX_MATCH, people=[other])
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    assert [match.subject for match in request.matches.all()] == [office.person]
    assert set(in_force().values_list("subject", flat=True)) == {office.person.pk}


def test_what_was_decided_of_somebody_unidentified_is_not_reconsidered_as_of_somebody_known(office):
    request = office.decide(matched(office, R.MARKETING_BAN), R.MARKETING_BAN)
    request = office.step(request, Step.FINISH_DECIDING)
    with pytest.raises(NotAllowed):
        office.step(request, Step.RECONSIDER)
    request = office.step(request, Step.TAKE_UP_AGAIN)
    assert request.status == Status.RECEIVED
    assert not in_force().exists()


@pytest.mark.parametrize("step", [Step.WITHDRAW, Step.JOIN])
def test_what_it_holds_ends_with_it(office, step):
    facts = {"to": a_letter(office, R.MARKETING_BAN)} if step == Step.JOIN else {}
    request = matched(office, R.MARKETING_BAN)
    assert in_force().exists()
    office.step(request, step, **facts)
    assert not in_force().exists()


def test_the_card_may_be_merged_before_it_is_carried_out(office):
    other = make.a_person(office.kept_by, family_name="Naapuri")
    request = a_letter(office, R.MARKETING_BAN)
    request = office.step(request, Step.FIX_MATCH, people=[other])
    merge(office.person, other, by=office.officer, now=NOW)
    answered(office, request, R.MARKETING_BAN)
    assert banned() == {office.person.pk}


# Whoever has the card is told nothing of whoever wrote


def test_the_letter_is_in_nobodys_copy_before_it_is_known_whose_it_is(office):
    """Art. 15(4): the tick is a guess of ours, and name, address and words may be a stranger's."""
    request = matched(office, R.MARKETING_BAN, name="Outo Muukalainen", words="Salainen asia")
    assert not {key for key in in_copy(office) if key.startswith("subjects.")}
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    assert not {key for key in in_copy(office) if key.startswith("subjects.")}
    office.step(request, Step.FIX_MATCH, people=[office.person])
    copy = in_copy(office)
    assert "Salainen asia" in str(copy["subjects.Request"])
    assert "Outo Muukalainen" in str(copy["subjects.Requester"])


def in_copy(office):
    """The tables of which there is anything in the copy of whoever has the card."""
    parts = {
        part.key: [row.values for row in part.rows()] for part in parts_of(office.person, "fi")
    }
    return {key: rows for key, rows in parts.items() if rows}


# Nobody is told who is known


@pytest.mark.parametrize("right", [R.MARKETING_BAN, R.CONSENT_WITHDRAWAL])
def test_the_letter_is_the_same_whether_a_card_was_found_or_not(office, right):
    make.a_consent(office.person)
    known = answered(office, matched(office, right), right)
    unknown = a_letter(office, right)
    unknown = office.step(unknown, Step.FIX_MATCH, people=[], nobody=True)
    assert known == answered(office, unknown, right)
    assert known == answered(office, office.entered(right), right)


def test_no_mail_leaves_by_an_address_only_because_it_stands_on_a_card(office):
    """Whether a letter comes by mail or by post would tell that it does."""
    request = office.entered(R.MARKETING_BAN, contacts=[(ContactKind.EMAIL, EMAIL)])
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    assert page_address(request) == ""
    assert send_owed_letters(NOW) == 0
    request = office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.IN_PERSON)
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    assert page_address(request) == EMAIL


def test_on_its_page_the_people_are_ticked_and_what_that_does_is_said(office):
    desk = Desk(office.handler)
    request = a_letter(office, R.MARKETING_BAN)
    page = desk.page(request).content.decode()
    assert 'name="people"' in page
    assert "serves the marketing ban or the withdrawal of consent alone" in page
    desk.take(request, Step.FIX_MATCH, people=[office.person.pk])
    assert banned() == {office.person.pk}
    page = desk.page(request).content.decode()
    assert "Fix it anew" in page
    assert 'name="people"' not in desk.page(a_letter(office, R.ACCESS)).content.decode()
