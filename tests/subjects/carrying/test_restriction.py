"""A restriction really restricts, and nobody's ends before they have been told (Art. 18)."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from register import marketing, merging, outbox, restricting
from register.enums import MarketingChannel, MarketingScope
from register.groups import Group
from register.journal import JOB, THE_SUBJECT
from register.mailing import Mailing
from register.models import Act, DataSubject, JournalEntry, OutgoingMail
from subjects import forgetting, jobs
from subjects.enums import Delivery, Ground, LetterKind, Outcome, RequestedKind, Status, Step
from subjects.letters import sending
from subjects.letters.composing import compose, compose_answer
from subjects.models import CarriedRight, Letter, Request, TimelineEvent
from subjects.policies import Hand, NotAllowed, possible_steps
from tests import factories as make
from tests.subjects.requests import ARRIVED, LETTER, NOW, Office

pytestmark = pytest.mark.django_db

RESTRICTION, OBJECTION = RequestedKind.RESTRICTION, RequestedKind.OBJECTION


@pytest.fixture
def office() -> Office:
    return Office()


def restricted() -> set[int]:
    return set(DataSubject.objects.exclude(restricted_at=None).values_list("pk", flat=True))


def answered(office: Office, request: Request) -> Request:
    return office.step(office.carry_out(request), Step.ANSWER, **LETTER)


def told_of_the_end(
    office: Office, request: Request, *, now: datetime = NOW, **facts: object
) -> Request:
    request = office.step(request, Step.END_RESTRICTION, now=now)
    return office.send(request, LetterKind.RESTRICTION_END, now=now, **facts)


def days_later(days: int) -> datetime:
    return NOW + timedelta(days=days)


# It restricts


def test_the_processing_is_restricted_when_it_is_carried_out(office):
    beside = make.a_person(office.kept_by)
    absorbed = make.a_person(office.kept_by)
    DataSubject.objects.filter(pk=absorbed.pk).update(merged_into=office.person)
    request = office.decided(RESTRICTION)
    assert restricted() == set()
    office.carry_out(request)
    assert restricted() == {office.person.pk, absorbed.pk}
    assert beside.pk not in restricted()
    [entry] = JournalEntry.objects.filter(act=Act.RESTRICTED)
    assert (entry.uuid, entry.reference) == (office.person.uuid, request.reference)
    assert CarriedRight.objects.get(request=request).detail == {"people": 1}


def test_marketing_lists_and_those_who_may_not_see_it_leave_a_restricted_person_out(office):
    make.a_purpose(office.kept_by.register, direct_marketing=True)
    make.a_consent(office.person)
    beside = make.a_person(office.kept_by)
    make.a_contact_point(beside, "toinen@satumaa.example")
    make.a_consent(beside)
    mailing = Mailing(office.kept_by, MarketingChannel.EMAIL, MarketingScope.OWN, date(2026, 4, 1))
    everybody = DataSubject.objects.all()
    assert set(mailing.list_of(everybody).people) == {office.person, beside}
    office.carry_out(office.decided(RESTRICTION))
    office.person.refresh_from_db()
    assert set(mailing.list_of(everybody).people) == {beside}
    answer = marketing.may_market(
        office.person, MarketingChannel.POST, MarketingScope.OWN, date(2026, 4, 1)
    )
    assert answer.why == marketing.Why.RESTRICTED
    clerk = make.a_user(Group.STAFF, office.kept_by.controller)
    assert list(everybody.visible_to(clerk)) == [beside]
    assert office.person in everybody.visible_to(office.handler)


def test_nobody_found_is_not_carried_out_as_a_restriction(office):
    request = office.step(office.identified(RESTRICTION), Step.FIX_MATCH, people=[], nobody=True)
    request = office.step(office.decide(request, RESTRICTION), Step.FINISH_DECIDING)
    with pytest.raises(NotAllowed, match="Nobody was found"):
        office.carry_out(request)


# It ends


def test_it_is_lifted_by_itself_a_week_after_the_person_was_told(office):
    request = answered(office, office.decided(RESTRICTION))
    request = office.step(request, Step.CLOSE)
    assert jobs.lift_restrictions(days_later(100)) == 0  # nobody has been told
    request = office.step(request, Step.END_RESTRICTION)
    assert jobs.lift_restrictions(days_later(100)) == 0  # the letter is owed, and has not left
    request = office.send(request, LetterKind.RESTRICTION_END)
    assert jobs.lift_restrictions(days_later(6)) == 0
    assert restricted() == {office.person.pk}
    assert jobs.lift_restrictions(days_later(7)) == 1
    assert restricted() == set()
    assert jobs.lift_restrictions(days_later(8)) == 0
    [entry] = JournalEntry.objects.filter(act=Act.RESTRICTION_LIFTED)
    assert (entry.uuid, entry.reference) == (office.person.uuid, request.reference)
    last = TimelineEvent.objects.filter(request=request).latest("version")
    assert (last.step, last.detail) == (Step.LIFT_RESTRICTION, {"people": 1})
    assert Request.objects.get(pk=request.pk).status == Status.CLOSED


def test_staff_cannot_lift_it_past_the_letter(office):
    request = answered(office, office.decided(RESTRICTION))
    for by in (office.handler, JOB):
        with pytest.raises(NotAllowed):
            office.step(request, Step.LIFT_RESTRICTION, by=by)
    assert restricted() == {office.person.pk}


def test_the_letter_says_since_when_and_from_when(office):
    request = answered(office, office.decided(RESTRICTION))
    request = office.step(request, Step.END_RESTRICTION)
    letter = Letter.objects.get(request=request, kind=LetterKind.RESTRICTION_END)
    composed = compose(letter, today=date(2026, 3, 20), own_words="Tiedot on nyt oikaistu.")
    assert composed.title == "Tietojesi käsittelyn rajoitus päättyy"
    assert "käsittelyä 12.3.2026 alkaen" in composed.body
    assert "päättyy aikaisintaan 27.3.2026" in composed.body
    assert "Tiedot on nyt oikaistu." in composed.body


def test_a_letter_whose_mail_failed_has_told_nobody_until_it_is_sent_again(office):
    request = answered(office, office.decided(RESTRICTION))
    request = told_of_the_end(office, request, delivery=Delivery.STATUS_PAGE)
    letter = Letter.objects.get(request=request, kind=LetterKind.RESTRICTION_END)
    OutgoingMail.objects.filter(key=f"letter:{letter.pk}").update(given_up_at=NOW)
    assert jobs.lift_restrictions(days_later(30)) == 0
    again = {"letter": letter.pk, "delivery": Delivery.POST, "now": days_later(30)}
    office.step(request, Step.SEND_AGAIN, **again)
    assert jobs.lift_restrictions(days_later(36)) == 0
    assert jobs.lift_restrictions(days_later(37)) == 1


def test_a_mail_tells_from_the_day_it_left_and_not_while_it_is_tried_again(office):
    request = answered(office, office.decided(RESTRICTION))
    request = told_of_the_end(office, request, delivery=Delivery.STATUS_PAGE)
    letter = Letter.objects.get(request=request, kind=LetterKind.RESTRICTION_END)
    mail = OutgoingMail.objects.filter(key=f"letter:{letter.pk}")
    mail.update(given_up_at=NOW)
    outbox.try_again([mail.get().pk], now=days_later(20))
    assert jobs.lift_restrictions(days_later(20)) == 0
    gone = {"recipient": "", "subject": "", "body": ""}
    mail.update(sent_at=days_later(21), **gone)
    assert jobs.lift_restrictions(days_later(27)) == 0
    assert jobs.lift_restrictions(days_later(28)) == 1


def test_a_failed_mail_that_the_outbox_has_forgotten_has_told_nobody(office):
    request = answered(office, office.decided(RESTRICTION))
    request = told_of_the_end(office, request, delivery=Delivery.STATUS_PAGE)
    OutgoingMail.objects.update(given_up_at=NOW)
    with pytest.raises(NotAllowed, match="The person has been told, or will be"):
        office.step(request, Step.END_RESTRICTION)
    outbox.forget_old(timezone.now() + timedelta(days=401))
    later = days_later(401)
    assert jobs.lift_restrictions(later) == 0
    told_of_the_end(office, request, now=later)  # it can be told anew
    assert jobs.lift_restrictions(later + timedelta(days=7)) == 1


def test_it_stays_while_another_request_holds_it(office):
    first = answered(office, office.decided(RESTRICTION))
    second = answered(office, office.decided(RESTRICTION))
    told_of_the_end(office, first)
    jobs.lift_restrictions(days_later(7))
    assert restricted() == {office.person.pk}
    told_of_the_end(office, second, now=days_later(7))
    jobs.lift_restrictions(days_later(14))
    assert restricted() == set()


def test_one_that_was_there_before_any_request_is_not_lifted_with_it(office):
    restricting.restrict([office.person.pk], by=JOB, at=ARRIVED)
    request = answered(office, office.decided(RESTRICTION))
    told_of_the_end(office, request)
    assert jobs.lift_restrictions(days_later(7)) == 1
    assert restricted() == {office.person.pk}


def test_it_outlives_a_merge_with_a_card_that_another_request_has_restricted(office):
    other = make.a_person(office.kept_by)
    answered(office, office.decided(RESTRICTION))
    officer = make.a_user(is_superuser=True)
    note = merging.merge(other, office.person, by=officer, now=NOW)
    request = office.step(office.identified(OBJECTION), Step.FIX_MATCH, people=[other])
    merging.undo(note, by=officer, now=NOW)
    assert restricted() == {office.person.pk, other.pk}
    entry = JournalEntry.objects.filter(act=Act.RESTRICTED, uuid=other.uuid).latest("pk")
    assert entry.reference == request.reference
    office.step(request, Step.TAKE_UP_AGAIN)
    assert restricted() == {office.person.pk}


def test_a_merge_that_is_taken_apart_restricts_nobody_whom_no_request_holds(office):
    other = make.a_person(office.kept_by)
    restricting.restrict([office.person.pk], by=JOB, at=ARRIVED)
    officer = make.a_user(is_superuser=True)
    note = merging.merge(other, office.person, by=officer, now=NOW)
    merging.undo(note, by=officer, now=NOW)
    assert restricted() == {office.person.pk}


def test_the_request_is_kept_as_long_as_it_restricts_somebody(office, settings):
    settings.REQUEST_KEPT_MONTHS = 36
    closed = office.step(answered(office, office.decided(RESTRICTION)), Step.CLOSE)
    years_later = NOW.replace(year=NOW.year + 4)
    assert forgetting.forget_old(years_later) == 0
    told_of_the_end(office, closed, now=years_later)
    assert jobs.lift_restrictions(years_later + timedelta(days=7)) == 1
    assert forgetting.forget_old(years_later) == 1


def test_only_what_is_restricted_can_be_ended_and_only_once(office):
    def offers(request: Request) -> bool:
        return Step.END_RESTRICTION in possible_steps(request, Hand(office.handler, NOW))

    assert not offers(office.answered())  # access
    request = answered(office, office.decided(RESTRICTION))
    assert offers(request)
    assert not offers(told_of_the_end(office, request))


# Meanwhile: an objection (Art. 18(1)(d), 21(1))


def weighed(office: Office, outcome: Outcome, **facts: object) -> Request:
    request = office.decide(office.matched(OBJECTION), OBJECTION, outcome, **facts)
    return office.step(request, Step.FINISH_DECIDING)


def refused(office: Office) -> Request:
    why = {"ground": Ground.COMPELLING, "explanation": "Saatavaa peritään."}
    return weighed(office, Outcome.REFUSED, **why)


def test_an_objection_stops_the_processing_from_when_the_person_is_found(office):
    request = office.identified(OBJECTION)
    assert restricted() == set()
    office.step(request, Step.FIX_MATCH, people=[office.person])
    assert restricted() == {office.person.pk}
    [entry] = JournalEntry.objects.filter(act=Act.RESTRICTED)
    assert entry.reference == request.reference


def test_a_refused_objection_lets_go_once_the_answer_has_told_so(office):
    request = refused(office)
    body = compose_answer(request, today=NOW.date()).body
    assert "Rajoitus päättyy aikaisintaan 19.3.2026." in body
    assert jobs.lift_restrictions(days_later(30)) == 0
    request = office.step(request, Step.ANSWER, **LETTER)
    assert jobs.lift_restrictions(days_later(6)) == 0
    assert restricted() == {office.person.pk}
    assert jobs.lift_restrictions(days_later(7)) == 1
    assert restricted() == set()


def test_a_granted_objection_leaves_the_data_stored_and_says_so(office):
    request = office.carry_out(weighed(office, Outcome.GRANTED))
    body = compose_answer(request, today=NOW.date()).body
    assert "olemme lopettaneet käsittelyn, jota vastustit" in body
    assert "17 artiklan 1 kohdan c alakohta" in body
    assert "Rajoitus päättyy" not in body
    office.step(request, Step.ANSWER, **LETTER)
    assert jobs.lift_restrictions(days_later(400)) == 0
    assert restricted() == {office.person.pk}


def test_a_restriction_that_was_granted_beside_a_refused_objection_stays(office):
    request = office.matched(OBJECTION, RESTRICTION)
    why = {"ground": Ground.COMPELLING, "explanation": "Saatavaa peritään."}
    request = office.decide(request, OBJECTION, Outcome.REFUSED, **why)
    request = office.step(office.decide(request, RESTRICTION), Step.FINISH_DECIDING)
    answered(office, request)
    assert jobs.lift_restrictions(days_later(400)) == 0
    assert restricted() == {office.person.pk}


def test_an_objection_that_is_taken_back_lets_go_when_that_has_been_confirmed(office):
    request = office.step(office.matched(OBJECTION), Step.WITHDRAW, by=THE_SUBJECT)
    assert jobs.lift_restrictions(days_later(30)) == 0
    letter = Letter.objects.get(request=request, kind=LetterKind.WITHDRAWN)
    assert "Rajoitus päättyy aikaisintaan 19.3.2026." in compose(letter, today=NOW.date()).body
    sending.send(letter, by=JOB, now=NOW, delivery=Delivery.POST, expected_version=request.version)
    assert jobs.lift_restrictions(days_later(7)) == 1
    assert restricted() == set()


def test_of_a_granted_objection_that_is_taken_back_the_letter_tells_the_end_too(office):
    request = office.step(weighed(office, Outcome.GRANTED), Step.WITHDRAW, by=THE_SUBJECT)
    letter = Letter.objects.get(request=request, kind=LetterKind.WITHDRAWN)
    assert "Rajoitus päättyy aikaisintaan 19.3.2026." in compose(letter, today=NOW.date()).body


@pytest.mark.parametrize(
    ("right", "said", "never"),
    [
        (OBJECTION, "olemme lopettaneet käsittelyn, jota vastustit.", "Säilytämme tiedot"),
        (RESTRICTION, "käsittelyä ei ole enää tarpeen rajoittaa", "lemme rajoittaneet"),
    ],
)
def test_nothing_is_said_to_be_restricted_of_whom_nothing_is_left(office, right, said, never):
    request = office.matched(right, RequestedKind.ERASURE)
    request = office.decide(office.decide(request, right), RequestedKind.ERASURE)
    request = office.approve(office.step(request, Step.FINISH_DECIDING))
    request = office.carry_out(request)
    assert not DataSubject.objects.exists()
    body = compose_answer(request, today=NOW.date()).body
    assert said in body
    assert never not in body


def test_who_was_matched_by_mistake_is_let_go_at_once(office):
    office.step(office.matched(OBJECTION), Step.TAKE_UP_AGAIN)
    assert restricted() == set()
