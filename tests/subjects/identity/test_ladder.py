"""The ladder: the lightest way that will do, and none where none is needed (Art. 12(6))."""

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from auditlog.context import disable_auditlog

from register import journal
from register.journal import JOB, THE_SUBJECT
from register.models import Act, ContactPoint, OutgoingMail, SubjectAddress
from subjects import jobs, workflow
from subjects.enums import ActingAs, IdentityMethod, LetterKind, Step
from subjects.enums import RequestedKind as R
from subjects.identity import ladder
from subjects.identity.words import HOW_TO
from subjects.letters.composing import compose
from subjects.models import ContactKind, Request
from subjects.policies import NotAllowed, page_address
from tests import factories as make
from tests.subjects.identity.conftest import OTHER_EMAIL, aged
from tests.subjects.identity.providers import Mock
from tests.subjects.requests import ARRIVED, EMAIL, NOW, Office

M = IdentityMethod


def possible(request: Request, *people: Any) -> set[IdentityMethod]:
    return {rung.method for rung in ladder.rungs(request, people) if rung.is_possible}


def confirmed(office: Office, *rights: R) -> Request:
    return office.step(office.submitted(*rights), Step.CONFIRM, by=THE_SUBJECT)


@pytest.mark.parametrize("rights", [{R.MARKETING_BAN}, {R.MARKETING_BAN, R.CONSENT_WITHDRAWAL}])
def test_a_ban_or_a_withdrawal_of_consent_climbs_no_ladder(on_file: Office, rights: set[R]) -> None:
    request = on_file.entered(*rights)
    assert not ladder.rungs(request, [on_file.person])
    assert ladder.recommended(request, [on_file.person]) is None


def test_a_confirmed_address_that_is_on_the_card_is_enough(on_file: Office) -> None:
    request = confirmed(on_file, R.ACCESS, R.MARKETING_BAN)
    assert ladder.recommended(request, [on_file.person]) == M.EMAIL_ON_FILE


def test_otherwise_a_code_to_another_contact_point(on_file: Office) -> None:
    ContactPoint.objects.filter(value=EMAIL).delete()
    request = confirmed(on_file)
    assert M.EMAIL_ON_FILE not in possible(request, on_file.person)
    assert ladder.recommended(request, [on_file.person]) == M.CODE_TO_CONTACT


def test_otherwise_a_question(on_file: Office) -> None:
    ContactPoint.objects.all().delete()
    SubjectAddress.objects.all().delete()
    request = confirmed(on_file)
    assert ladder.recommended(request, [on_file.person]) == M.QUESTION


def test_of_nobody_nothing_can_be_asked(office: Office, settings: Any) -> None:
    settings.STRONG_IDENTIFICATION = None
    assert possible(office.entered()) == {M.IN_PERSON}
    settings.STRONG_IDENTIFICATION = Mock().settings()
    assert possible(office.entered()) == {M.STRONG, M.IN_PERSON}
    assert ladder.recommended(office.entered(), []) == M.STRONG
    # To be told that nothing was found, a confirmed address is enough.
    assert ladder.recommended(confirmed(office), []) == M.EMAIL_ON_FILE


@pytest.mark.parametrize(
    ("right", "is_on", "recommended"),
    [
        (R.ACCESS, True, M.STRONG),
        (R.PORTABILITY, True, M.STRONG),
        (R.ACCESS, False, M.IN_PERSON),
        (R.RECTIFICATION, True, M.EMAIL_ON_FILE),  # hands nothing out
    ],
)
def test_data_under_a_security_ban_are_handed_out_with_more_care(
    on_file: Office, settings: Any, right: R, is_on: bool, recommended: IdentityMethod
) -> None:
    settings.STRONG_IDENTIFICATION = Mock().settings() if is_on else None
    on_file.person.address_protected = True
    on_file.person.save()
    assert ladder.recommended(confirmed(on_file, right), [on_file.person]) == recommended


def test_somebodys_else_address_helps_nobody(on_file: Office) -> None:
    other = make.a_person(on_file.kept_by, family_name="Toisio")
    make.a_contact_point(other, "toisio@satumaa.example")
    aged(other)
    request = confirmed(on_file)
    assert M.EMAIL_ON_FILE not in possible(request, other)


def test_an_address_that_was_put_on_the_card_since_settles_nothing(office: Office) -> None:
    """Somebody asks in another's name, and rings to have their own address put on the card."""
    evil = "muka.impi@posti.example"
    draft = office.draft(R.ACCESS, contacts=[(ContactKind.EMAIL, evil)])
    request = office.step(workflow.submit(draft, now=ARRIVED), Step.CONFIRM, by=THE_SUBJECT)
    make.a_contact_point(office.person, evil)
    assert M.EMAIL_ON_FILE not in possible(request, office.person)
    request = office.step(request, Step.SETTLE_IDENTITY, method=M.EMAIL_ON_FILE)
    with pytest.raises(NotAllowed, match="not on every card"):
        office.step(request, Step.FIX_MATCH, people=[office.person])


@pytest.mark.parametrize("corrected", [False, True])
def test_an_old_address_that_was_overwritten_since_settles_nothing(
    office: Office, corrected: bool
) -> None:
    """By hand, which the audit log tells, or as a correction, which the journal tells."""
    request = confirmed(office, R.ACCESS)
    ContactPoint.objects.filter(subject=office.person).delete()
    point = make.a_contact_point(office.person, "ennen@satumaa.example")
    ContactPoint.objects.update(created_at=ARRIVED - timedelta(days=400))
    other = make.a_person(office.kept_by)
    beside = make.a_contact_point(other, EMAIL)
    ContactPoint.objects.filter(pk=beside.pk).update(created_at=ARRIVED - timedelta(days=400))
    assert possible(request, other) == {M.EMAIL_ON_FILE, M.QUESTION, M.IN_PERSON}
    with disable_auditlog() if corrected else nullcontext():
        point.value = EMAIL
        point.save()
    if corrected:
        journal.record(Act.CHANGED, about=point, by=JOB, detail={"column": "value"})
    assert possible(request, office.person) == {M.QUESTION, M.IN_PERSON}
    assert page_address(office.matched()) == ""


def test_no_link_goes_to_an_address_that_was_put_on_the_card_since(office: Office) -> None:
    evil = "muka.impi@posti.example"
    request = office.entered(contacts=[(ContactKind.EMAIL, evil)])
    make.a_contact_point(office.person, evil)
    request = office.step(request, Step.SETTLE_IDENTITY, method=M.IN_PERSON)
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    assert page_address(request) == ""
    assert jobs.send_owed_letters(NOW) == 0
    assert not OutgoingMail.objects.filter(recipient=evil).exists()
    ContactPoint.objects.filter(value=evil).update(created_at=ARRIVED - timedelta(days=1))
    assert page_address(request) == evil


def test_it_can_be_settled_only_by_what_was_shown(on_file: Office) -> None:
    assert set(ladder.can_be_settled_by(on_file.entered())) == {M.QUESTION, M.IN_PERSON}
    assert M.EMAIL_ON_FILE in ladder.can_be_settled_by(confirmed(on_file))
    for method in (M.CODE_TO_CONTACT, M.STRONG, M.EMAIL_ON_FILE):
        with pytest.raises(NotAllowed):
            on_file.step(on_file.entered(), Step.SETTLE_IDENTITY, method=method)


@pytest.mark.parametrize("method", ["name_and_identity_code", "identity_code", "id_copy"])
def test_a_name_with_an_identity_code_is_no_way_to_ask(office: Office, method: str) -> None:
    with pytest.raises(NotAllowed, match="how the person shows"):
        office.step(office.entered(), Step.ASK_IDENTITY, method=method)
    assert method not in IdentityMethod.values


@pytest.mark.parametrize("method", ladder.ASKED)
def test_the_letter_tells_what_to_do_and_not_whether_anybody_is_known(
    on_file: Office, method: IdentityMethod
) -> None:
    request = on_file.step(on_file.entered(), Step.ASK_IDENTITY, method=method)
    assert ladder.last_asked(request) == method
    letter = request.letters.get(kind=LetterKind.IDENTITY_QUESTION)
    body = compose(letter, today=letter.owed_at.date()).body
    assert HOW_TO[method].said_in("fi") in body
    for secret in (OTHER_EMAIL, "satumaa", "Haavekuja", "045"):
        assert secret not in body


def test_whoever_acts_for_another_shows_a_mandate_besides(office: Office) -> None:
    values = {"acting_as": ActingAs.ATTORNEY, "on_behalf_of": "Lapsi Tarulainen"}
    assert list(ladder.acts_for_another(office.entered(**values)))
    assert not list(ladder.acts_for_another(office.entered()))
