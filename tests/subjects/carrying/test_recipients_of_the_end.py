"""Whoever was told of a restriction is told that it has ended (Art. 19, 18(3))."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from register.enums import Modality
from register.models import DataSubject, JournalEntry, OutgoingMail, Recipient
from subjects import forgetting, jobs
from subjects.enums import LetterKind, NoticeWay, RequestedKind, Status, Step
from subjects.letters import undelivered
from subjects.letters.composing import compose
from subjects.models import Letter, RecipientNotice, Request
from subjects.policies import Hand, NotAllowed
from subjects.recipients import acts, ends, mail, untold
from tests import factories as make
from tests.subjects.carrying.test_restriction import answered, days_later, told_of_the_end
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import LETTER, NOW, Office

pytestmark = pytest.mark.django_db
R = RequestedKind
WEEK = 7


@pytest.fixture
def bureau(office: Office) -> Recipient:
    """Gets data of everybody, and knows the person by the customer number."""
    DataSubject.objects.filter(pk=office.person.pk).update(customer_number="A-4711")
    return make.a_recipient(office.kept_by.register, "tilitoimisto", name_fi="Tilitoimisto Satu Oy")


def by(office: Office, at: datetime = NOW) -> Any:
    return {"by": office.handler, "now": at}


def restricted(office: Office, right: RequestedKind = R.RESTRICTION) -> Request:
    return answered(office, office.decided(right))


def told(office: Office, request: Request) -> Request:
    """Each of its recipients was told of the restriction, by phone."""
    for notice in untold.untold(request):
        acts.note_as_told(notice, reason="puhelimitse", **by(office))
    return request


def lifted(office: Office, request: Request, *, days: int = WEEK) -> list[RecipientNotice]:
    """The person is told, a week goes by; who waits to be told then."""
    told_of_the_end(office, request, now=days_later(days - WEEK))
    assert jobs.lift_restrictions(days_later(days)) == 1
    return list(untold.untold(request))


class TestWhoIsTold:
    @pytest.mark.parametrize("right", [R.RESTRICTION, R.OBJECTION])
    def test_whoever_was_told_that_it_began_as_soon_as_it_is_lifted(self, office, bureau, right):
        request = told(office, restricted(office, right))
        request = told_of_the_end(office, request)
        jobs.lift_restrictions(days_later(WEEK - 1))
        assert untold.untold(request) == []
        jobs.lift_restrictions(days_later(WEEK))
        [notice] = untold.untold(request)
        assert (notice.recipient, notice.right, notice.ended) == (bureau, right, True)
        assert jobs.lift_restrictions(days_later(WEEK + 1)) == 0
        assert RecipientNotice.objects.count() == 2

    def test_nobody_to_whom_it_was_impossible_to_tell_the_beginning(self, office, bureau):
        request = restricted(office)
        why = {"way": NoticeWay.IMPOSSIBLE, "reason": "Yritys on lopettanut."}
        acts.note_as_not_told(untold.untold(request)[0], **why, **by(office))
        assert lifted(office, request) == []

    def test_who_was_never_reached_is_told_of_both_at_once(self, office, bureau):
        request = restricted(office)
        composed = mail.compose(untold.untold(request)[0], language="fi", identifier="A-4711")
        to = {"to": "tietosuoja@tilitoimisto.example", "composed": composed}
        acts.tell_by_mail(untold.untold(request)[0], **to, **by(office))
        OutgoingMail.objects.filter(kind="recipient_notice").update(given_up_at=NOW)
        [notice] = lifted(office, request)
        assert (notice.ended, notice.way, notice.settled_by) == (True, "", None)
        assert RecipientNotice.objects.count() == 1

    def test_a_mail_that_fails_after_the_end_is_told_of_the_end_alone_and_only_once(
        self, office, bureau
    ):
        request = restricted(office)
        composed = mail.compose(untold.untold(request)[0], language="fi", identifier="A-4711")
        to = {"to": "tietosuoja@tilitoimisto.example", "composed": composed}
        acts.tell_by_mail(untold.untold(request)[0], **to, **by(office))
        mine = RecipientNotice.objects.get()
        ends.note_ends([office.person.pk], Hand(office.handler, NOW))
        [end] = untold.untold(request)
        OutgoingMail.objects.filter(kind="recipient_notice").update(given_up_at=NOW)
        assert untold.untold(request) == [end]
        assert not undelivered.requests_of(office.handler).exists()
        page = Desk(office.handler).page(request).content.decode()
        assert f"/recipients/{end.pk}/" in page
        assert f"/recipients/{mine.pk}/" not in page
        ends.note_ends([office.person.pk], Hand(office.handler, NOW))
        assert untold.untold(request) == [end]

    def test_one_whom_staff_had_added_by_name_alone(self, office):
        request = office.carry_out(office.decided(R.RESTRICTION))
        acts.add(request, right=R.RESTRICTION, name="Painotalo Oy", **by(office))
        told(office, request)
        request = office.step(request, Step.ANSWER, **LETTER)
        assert [one.name for one in lifted(office, request)] == ["Painotalo Oy"]

    def test_nobody_while_another_request_keeps_the_person_restricted(self, office, bureau):
        first, second = told(office, restricted(office)), told(office, restricted(office))
        assert lifted(office, first) == []
        # Then each under the request by which it was told: the recipient knows no other.
        assert len(lifted(office, second, days=2 * WEEK)) == 1
        assert len(untold.untold(first)) == 1

    def test_not_again_of_a_restriction_that_ended_before(self, office, bureau):
        first = told(office, restricted(office))
        [notice] = lifted(office, first)
        acts.note_as_told(notice, **by(office))
        again = office.entered(R.RESTRICTION, at=days_later(10))
        again = office.step(again, Step.SETTLE_IDENTITY, method="in_person", now=days_later(10))
        again = office.step(again, Step.FIX_MATCH, people=[office.person], now=days_later(10))
        again = office.decide(again, R.RESTRICTION, now=days_later(10))
        again = office.step(again, Step.FINISH_DECIDING, now=days_later(10))
        again = office.carry_out(again, now=days_later(10))
        told(office, again)
        again = office.step(again, Step.ANSWER, now=days_later(10), **LETTER)
        assert [one.request for one in lifted(office, again, days=20)] == [again]
        assert untold.untold(first) == []

    def test_nobody_of_a_restriction_that_only_stood_while_an_objection_was_weighed(
        self, office, bureau
    ):
        office.step(office.matched(R.OBJECTION), Step.TAKE_UP_AGAIN)
        assert not RecipientNotice.objects.filter(ended=True).exists()


class TestTelling:
    def test_the_mail_says_that_it_has_ended_and_no_more_than_is_needed(self, office, bureau):
        [notice] = lifted(office, told(office, restricted(office)))
        composed = mail.compose(notice, language="fi", identifier="A-4711")
        assert composed.subject == (
            "Ilmoitus: luovutettujen henkilötietojen käsittelyn rajoitus on päättynyt "
            f"({notice.request.reference})"
        )
        assert composed.body.startswith(
            "Olemme rajoittaneet sellaisten henkilötietojen käsittelyä, joita olemme luovuttaneet "
            "teille. Rajoitus on nyt päättynyt. Meidän puolestamme tietojen käsittelyä ei enää "
            "tarvitse rajoittaa teidänkään järjestelmissänne.\n\nKenen tiedot: A-4711\n\n"
        )
        assert "Begränsningen har nu upphört." in (
            mail.compose(notice, language="sv", identifier="A-4711").body
        )
        assert mail.task_title(notice) == (
            "Käsittelyn rajoituksen päättymisestä ilmoittaminen: Tilitoimisto Satu Oy"
        )
        for known in (office.person.family_name, office.person.given_names):
            assert known not in f"{composed.subject} {composed.body}"

    def test_the_request_is_not_closed_before_and_the_journal_tells_that_it_was_told(
        self, office, bureau
    ):
        request = told(office, restricted(office))
        [notice] = lifted(office, request)
        with pytest.raises(NotAllowed, match="has not been told yet"):
            office.step(request, Step.CLOSE, now=days_later(8))
        acts.make_task(
            notice, owner=office.other_handler, due_on=days_later(9).date(), **by(office)
        )
        office.step(request, Step.FINISH_TASK, task=request.tasks.get().pk)
        request = office.step(request, Step.CLOSE, now=days_later(9))
        assert request.status == Status.CLOSED
        entry = JournalEntry.objects.filter(detail__part="recipient_of_end").get()
        assert (entry.reference, entry.detail["way"]) == (request.reference, "task")

    def test_a_request_that_was_closed_long_ago_tells_still_and_by_no_task(self, office, bureau):
        request = office.step(told(office, restricted(office)), Step.CLOSE)
        [notice] = lifted(office, request)
        assert Request.objects.visible_to(office.handler).telling().get() == request
        with pytest.raises(NotAllowed, match="no task can be given"):
            acts.make_task(notice, owner=office.handler, due_on=days_later(9).date(), **by(office))
        desk = Desk(office.handler)
        page = desk.page(request).content.decode()
        assert "That the restriction of processing has ended" in page
        assert "Add a recipient" not in page
        assert "nothing is left to do" not in page
        composed = mail.compose(notice, language="fi", identifier="A-4711")
        acts.tell_by_mail(notice, to="a@b.example", composed=composed, **by(office))
        assert not Request.objects.visible_to(office.handler).telling().exists()
        assert not undelivered.requests_of(office.handler).exists()
        # A mail that never arrived is seen, and the recipient waits again.
        OutgoingMail.objects.filter(kind="recipient_notice").update(given_up_at=NOW)
        assert list(undelivered.requests_of(office.handler)) == [request]
        acts.note_as_told(untold.untold(request)[0], **by(office, days_later(9)))
        assert not undelivered.requests_of(office.handler).exists()

    def test_the_customer_number_is_read_from_the_card_and_kept_nowhere(self, office, bureau):
        request = office.step(told(office, restricted(office)), Step.CLOSE)
        [notice] = lifted(office, request)
        assert set(RecipientNotice.objects.values_list("identifier", flat=True)) == {""}
        desk = Desk(office.handler)
        page = desk.client.get(f"/hallinta/subjects/request/recipients/{notice.pk}/")
        assert page.status_code == 200
        assert "A-4711" in page.content.decode()
        assert "Give it to somebody as a task" not in page.content.decode()

    def test_the_letter_to_the_person_says_that_they_will_be_told(self, office, bureau):
        says = "ilmoitamme siitä myös niille, joille olemme ilmoittaneet rajoituksesta"

        def letter_of(request: Request) -> str:
            office.step(request, Step.END_RESTRICTION)
            letter = Letter.objects.get(request=request, kind=LetterKind.RESTRICTION_END)
            return compose(letter, today=NOW.date()).body

        assert says in letter_of(told(office, restricted(office)))
        Recipient.objects.update(modality=Modality.ON_REQUEST)
        assert says not in letter_of(restricted(office))

    def test_the_proof_is_kept_its_full_time_though_the_request_was_closed_before(
        self, office, bureau, settings
    ):
        settings.REQUEST_KEPT_MONTHS = 36
        request = office.step(told(office, restricted(office)), Step.CLOSE)
        years_later = NOW + timedelta(days=4 * 365)
        told_of_the_end(office, request, now=years_later)
        jobs.lift_restrictions(years_later + timedelta(days=WEEK))
        at = years_later + timedelta(days=WEEK)
        assert forgetting.forget_old(at + timedelta(days=1)) == 0  # the recipient waits
        [notice] = untold.untold(request)
        acts.note_as_told(notice, **by(office, at))
        assert forgetting.forget_old(at + timedelta(days=3 * 365 - 2)) == 0
        assert forgetting.forget_old(at + timedelta(days=3 * 366)) == 1
