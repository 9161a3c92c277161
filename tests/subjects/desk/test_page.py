"""The request's page: everything on one screen, and each lawful step a small form."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from register.enums import DataCategory
from register.groups import Group
from subjects import erasing
from subjects.admin.step_forms import DecideForm
from subjects.enums import (
    NEVER_REFUSED,
    ActingAs,
    ExtensionGround,
    Ground,
    LetterKind,
    Outcome,
    RequestedKind,
    Status,
    Step,
)
from subjects.grounds import grounds_for
from subjects.models import Decision, Message, Request
from subjects.policies import Hand
from tests import factories as make
from tests.retention.desk.conftest import PASSWORD, with_password
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import LETTER, NOW

ALWAYS = {Step.ASSIGN, Step.SEND_LETTER, Step.WRITE, Step.ASK_ADDRESS, Step.CORRECT}
OPEN = {*ALWAYS, Step.WITHDRAW}
DECIDED = {*OPEN, Step.RECONSIDER, Step.TAKE_UP_AGAIN, Step.CARRY_OUT, Step.ADD_TASK}
OFFERED = {
    Status.UNCONFIRMED: {Step.WITHDRAW},
    Status.RECEIVED: {  # by letter, its address confirmed by nobody: no message goes there
        *(OPEN - {Step.WRITE}),
        Step.ASK_IDENTITY,
        Step.SEND_CODE,
        Step.ASK_SPECIFICATION,
        Step.SETTLE_IDENTITY,
        Step.DECIDE_ITEM,
        Step.JOIN,
    },
    Status.IDENTIFIED: {
        *(OPEN - {Step.WRITE}),
        Step.ASK_SPECIFICATION,
        Step.FIX_MATCH,
        Step.TAKE_UP_AGAIN,
    },
    Status.MATCHED: {
        *OPEN,
        Step.ASK_SPECIFICATION,
        Step.DECIDE_ITEM,
        Step.ADD_TASK,
        Step.TAKE_UP_AGAIN,
    },
    Status.DECIDED: DECIDED,
    Status.APPROVED: DECIDED,
    Status.CARRIED_OUT: {*ALWAYS, Step.ADD_TASK, Step.ANSWER},
    Status.ANSWERED: {Step.ASSIGN, Step.WRITE, Step.ASK_ADDRESS, Step.ADD_TASK, Step.CLOSE},
    Status.CLOSED: set(),
    Status.LAPSED: {Step.SEND_LETTER},
    Status.WITHDRAWN: {Step.SEND_LETTER},
    Status.JOINED: {Step.SEND_LETTER},
}


def text_of(page) -> str:
    return page.content.decode()


def outcomes_of(page) -> list[tuple[str, str]]:
    """What can be decided of the one right that is asked for."""
    [right] = page.context["page"].rights()
    return list(right.act.form.fields["outcome"].choices)


def offered(page) -> set[str]:
    return {act.step for act in page.context["steps"]}


class TestWhatItShows:
    def test_the_persons_own_words_are_text_and_nothing_else(self, office, desk):
        words = "Hei <script>alert(1)</script> {{ request }} {% now 'Y' %}\njavascript:alert(2)"
        page = text_of(desk.page(office.entered(words=words)))
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ request }} {% now" in page
        assert "<script>alert(1)" not in page
        assert 'href="javascript:' not in page

    def test_target_and_limit_stand_both_there(self, office, desk):
        """10.10.2026 is a Saturday: a request of 10.9. aims at it and ends on Monday."""
        at = timezone.datetime(2026, 9, 10, 9, tzinfo=timezone.get_current_timezone())
        page = desk.page(office.entered(at=at))
        assert page.context["time"].days == "target 10 Oct 2026, time limit 12 Oct 2026"
        assert page.context["time"].look == "is-lacking"

    def test_letters_are_told_with_where_they_stand(self, office, desk):
        request = office.asked_who()
        told = {line.kind: line.state for line in desk.page(request).context["page"].letters()}
        assert told["Confirmation that the request arrived"] == "owed"
        assert told["Question about identity"] == "sent"

    def test_the_timeline_tells_each_step_by_whom_and_in_words(self, office, desk):
        make_name(office.handler, "Kaisu", "Käsittelijä")
        request = office.decided()
        told = [(one.words, one.note) for one in desk.page(request).context["page"].timeline()]
        by = "Kaisu Käsittelijä"
        assert told == [
            ("The request arrived.", by),
            ("The identity was settled.", f"{by} · in person, identity document seen"),
            ("It was fixed whom the request is about.", by),
            ("An item was decided.", f"{by} · to see their data (Art. 15) · granted"),
            ("Everything was decided.", by),
        ]

    def test_everything_costs_the_same_however_much_there_is(self, office, desk):
        def statements(request) -> int:
            desk.page(request)
            with CaptureQueriesContext(connection) as asked:
                assert desk.page(request).status_code == 200
            return len(asked)

        request = office.decide(office.matched())
        task = {"title": "Tuloste", "owner": office.handler, "due_on": NOW.date()}
        request = office.step(request, Step.ADD_TASK, **task)
        request = office.step(request, Step.WRITE, body="Hei.")
        make.an_interaction(office.person)
        few = statements(request)
        for number in range(6):
            request = office.step(request, Step.ADD_TASK, **task)
            request = office.step(request, Step.WRITE, body=f"Hei {number}.")
            request = office.decide(request, category=list(DataCategory)[number])
            make.an_interaction(office.person)
        assert statements(request) == few

    @pytest.mark.parametrize(("status", "steps"), list(OFFERED.items()))
    def test_the_steps_offered_are_those_that_can_be_taken(self, office, desk, status, steps):
        """To a handler, of a request to see one's data whose time limit has passed."""
        page = desk.page(office.at(status))
        assert page.status_code == 200
        assert offered(page) == steps

    def test_other_requests_from_the_same_address_are_pointed_at(self, office, desk):
        other, request = office.entered(), office.entered()
        links = desk.page(request).context["page"].alike()
        assert [link.label for link in links] == [other.reference]


def make_name(user, first, last):
    user.first_name, user.last_name = first, last
    user.save()


class TestSteps:
    """One after another, from arrival to the decision, as a handler clicks them."""

    def test_the_way_from_arrival_to_the_decision(self, office, desk):
        request = office.entered(RequestedKind.ACCESS, RequestedKind.MARKETING_BAN)
        way = [
            (Step.ASSIGN, {"to": office.handler.pk}),
            (Step.SETTLE_IDENTITY, {"method": "in_person"}),
            (Step.FIX_MATCH, {"people": [office.person.pk]}),
            (Step.DECIDE_ITEM, {"right": "access", "outcome": "granted"}),
            (Step.DECIDE_ITEM, {"right": "marketing_ban", "outcome": "granted"}),
            (Step.FINISH_DECIDING, {}),
        ]
        for step, facts in way:
            assert step in offered(desk.page(request))
            answer = desk.take(request, step, **facts)
            assert answer.status_code == 302, answer.context["page"].refused.form.errors
        request.refresh_from_db()
        assert (request.status, request.assigned_to) == (Status.DECIDED, office.handler)
        assert request.decisions.count() == 2

    def test_every_other_step_has_its_form(self, office, desk):
        request = office.matched()
        due = timezone.localdate() + timedelta(days=5)
        task = {"title": "Paperikansio", "owner": office.handler.pk, "due_on": due.isoformat()}
        assert desk.take(request, Step.ADD_TASK, **task).status_code == 302
        done = {"task": request.tasks.get().pk}
        assert desk.take(request, Step.FINISH_TASK, **done).status_code == 302
        assert desk.take(request, Step.WRITE, body="Kysyisin vielä.").status_code == 302
        assert desk.take(request, Step.ASK_SPECIFICATION).status_code == 302
        assert desk.take(request, Step.WITHDRAW).status_code == 302
        request.refresh_from_db()
        assert request.status == Status.WITHDRAWN
        assert request.tasks.get().done_by == office.handler

    def test_an_answer_arrived_when_it_arrived(self, office, desk):
        request = office.asked_who()
        asked = request.pauses.get().asked_on
        early = desk.take(request, Step.NOTE_ANSWER, arrived_on=(asked - timedelta(days=1)))
        assert "The answer came after the question" in text_of(early)
        arrived = asked + timedelta(days=3)
        desk.take(request, Step.NOTE_ANSWER, arrived_on=arrived.isoformat())
        assert request.pauses.get().answered_on == arrived

    def test_more_time_is_taken_on_a_ground_with_a_reason(self, office, desk):
        at = timezone.now() - timedelta(days=3)
        request = office.entered(at=at)
        page = desk.take(request, Step.EXTEND, ground=ExtensionGround.NUMBER, reason=" ")
        assert page.context["page"].refused.form.errors.keys() == {"reason"}
        desk.take(request, Step.EXTEND, ground=ExtensionGround.NUMBER, reason="Paljon pyyntöjä.")
        request.refresh_from_db()
        assert request.extension_reason == "Paljon pyyntöjä."
        assert request.letters.filter(kind=LetterKind.EXTENSION).exists()

    def test_doubles_are_joined_by_reference(self, office, desk):
        earlier, request = office.entered(), office.entered()
        page = desk.take(request, Step.JOIN, to="P-0000-0000")
        assert "There is no such request" in text_of(page)
        desk.take(request, Step.JOIN, to=f" {earlier.reference.lower()} ")
        request.refresh_from_db()
        assert request.joined_to == earlier
        [link] = desk.page(earlier).context["page"].joined_here()
        assert str(link.label) == request.reference

    def test_whoever_asks_for_another_shows_that_they_may(self, office, desk):
        request = office.entered(acting_as=ActingAs.GUARDIAN, on_behalf_of="Impi Tarulainen")
        page = desk.take(request, Step.SETTLE_IDENTITY, method="in_person")
        assert page.context["page"].refused.form.errors.keys() == {"mandate"}
        desk.take(request, Step.SETTLE_IDENTITY, method="in_person", mandate="guardianship")
        assert request.identitychecks.get().mandate == "guardianship"

    def test_no_identity_code_goes_into_any_words(self, office, desk):
        page = desk.take(office.confirmed(), Step.WRITE, body="Koodini on 010190-900P")
        assert "This holds a personal identity code." in text_of(page)
        assert not Message.objects.exists()

    def test_a_get_changes_nothing_and_leads_to_the_page(self, office, desk):
        request = office.entered()
        address = reverse("admin:subjects_request_step", args=(request.pk, "withdraw"))
        assert desk.client.get(address).status_code == 302
        request.refresh_from_db()
        assert request.status == Status.RECEIVED


class TestDeciding:
    @pytest.mark.parametrize("right", RequestedKind)
    def test_only_grounds_that_fit_the_right_are_there_to_choose(self, office, right):
        def choices(request):
            form = DecideForm(about=request, user=office.handler, right=right, items=[("", "-")])
            outcomes = {value for value, _words in form.fields["outcome"].choices if value}
            field = form.fields.get("ground")
            return outcomes, {value for value, _words in field.choices if value} if field else set()

        fits = {ground.value for ground in grounds_for(right)}
        unknown = {"not_identified", "excessive"} & fits
        if right in NEVER_REFUSED:
            both = ({"granted"}, set())
            assert (choices(office.matched(right)), choices(office.entered(right))) == (both, both)
        else:
            known = fits - {"not_identified"}
            assert choices(office.matched(right)) == ({"granted", "refused"}, known)
            assert choices(office.entered(right)) == ({"refused"}, unknown)

    def test_a_ground_of_another_right_is_refused_whoever_sends_it(self, office, desk):
        facts = {"right": "access", "outcome": "refused", "ground": Ground.COMPELLING}
        page = desk.take(office.matched(), Step.DECIDE_ITEM, **facts)
        assert page.context["page"].refused.form.errors.keys() == {"ground"}
        assert not Decision.objects.exists()

    def test_a_question_asked_late_is_warned_of(self, office, desk):
        now = timezone.now()
        for days, words in ((1, ""), (9, "more than a week ago"), (50, "limit has passed")):
            request = office.entered(at=now - timedelta(days=days))
            forms = {act.step: act.form for act in desk.page(request).context["steps"]}
            for step in (Step.ASK_IDENTITY, Step.ASK_SPECIFICATION):
                assert words in str(forms[step].warns)
                assert bool(words) == bool(forms[step].warns)

    def test_everything_a_category_or_a_single_row_is_decided(self, office, desk):
        row = make.an_interaction(office.person)
        request = office.matched()
        granted = {"right": "access", "outcome": "granted"}
        refused = {"right": "access", "outcome": "refused", "ground": "others_rights"}
        desk.take(request, Step.DECIDE_ITEM, **granted)
        desk.take(request, Step.DECIDE_ITEM, **refused, item="category:invoice")
        item = f"row:register.Interaction:{row.pk}"
        desk.take(request, Step.DECIDE_ITEM, **refused, item=item)
        found = Decision.objects.order_by("pk").values_list("category", "model", "row", "outcome")
        assert list(found) == [
            ("", "", None, "granted"),
            ("invoice", "", None, "refused"),
            ("", "register.Interaction", row.pk, "refused"),
        ]
        [right] = desk.page(request).context["page"].rights()
        assert any("polkupyörän huoltoaikaa" in line.item for line in right.lines)

    def test_somebody_elses_row_cannot_be_chosen(self, office, desk):
        other = make.a_person(office.kept_by, family_name="Muu")
        item = f"row:register.Interaction:{make.an_interaction(other).pk}"
        facts = {"right": "access", "outcome": "granted", "item": item}
        page = desk.take(office.matched(), Step.DECIDE_ITEM, **facts)
        assert page.context["page"].refused.form.errors.keys() == {"item"}

    def test_deciding_the_same_item_anew_replaces_what_was_said(self, office, desk):
        request = office.matched()
        desk.take(request, Step.DECIDE_ITEM, right="access", outcome="granted")
        refused = {"outcome": "refused", "ground": "excessive", "explanation": "Toistuva."}
        desk.take(request, Step.DECIDE_ITEM, right="access", **refused)
        assert Decision.objects.get().outcome == Outcome.REFUSED

    def test_what_was_decided_by_mistake_is_taken_back(self, office, desk):
        request = office.matched()
        offered = [value for value, _words in outcomes_of(desk.page(request))]
        assert "not_decided" not in offered
        desk.take(request, Step.DECIDE_ITEM, right="access", outcome="granted")
        assert "not_decided" in [value for value, _words in outcomes_of(desk.page(request))]
        desk.take(request, Step.DECIDE_ITEM, right="access", outcome="not_decided")
        assert not Decision.objects.exists()
        told = [line.note for line in desk.page(request).context["page"].timeline()]
        assert "taken back" in told[-1]

    def test_a_sole_officer_signs_in_again_to_approve(self, office, db):
        office.officer.is_active = False
        office.officer.save()
        sole = make.a_user(Group.COMPLIANCE_OFFICER)
        with_password(sole)
        desk = Desk(sole)
        request = office.step(office.matched(), Step.DECIDE_ITEM, right="access", outcome="granted")
        office.step(request, Step.FINISH_DECIDING, by=sole)
        page = desk.take(request, Step.APPROVE, password="väärä")
        assert "This is not your password." in text_of(page)
        assert "väärä" not in page.content.decode()
        desk.take(request, Step.APPROVE, password=PASSWORD)
        request.refresh_from_db()
        assert (request.approved_by, request.approved_alone) == (sole, True)

    def test_a_wrong_count_is_told_in_the_words_of_the_request(self, office, db):
        office.officer.is_active = False
        office.officer.save()
        sole = make.a_user(Group.COMPLIANCE_OFFICER)
        with_password(sole)
        request = office.decide(office.matched(RequestedKind.ERASURE), RequestedKind.ERASURE)
        request = office.step(request, Step.FINISH_DECIDING, by=sole)
        digest = erasing.make_preview(request, Hand(sole, NOW)).digest
        facts = {"password": PASSWORD, "digest": digest, "count": 999}
        told = text_of(Desk(sole).take(request, Step.APPROVE, **facts))
        assert "The count is not that of the preview" in told

    def test_a_password_is_never_shown_though_the_step_is_gone_meanwhile(self, office, desk):
        request = office.decided()
        seen = request.version
        desk.take(request, Step.WITHDRAW)
        approver = Desk(office.officer)
        page = approver.take(request, Step.APPROVE, version=seen, password="Salainen sana")
        assert page.status_code == 409
        assert "Salainen sana" not in page.content.decode()

    def test_why_a_request_cannot_go_on_is_told_where_it_stands(self, office, desk):
        request = office.matched(RequestedKind.ACCESS, RequestedKind.PORTABILITY)
        assert "is not decided yet" in desk.page(request).content.decode()
        for right in ("access", "portability"):
            desk.take(request, Step.DECIDE_ITEM, right=right, outcome="granted")
        page = desk.page(request)
        assert "is not decided yet" not in page.content.decode()
        assert Step.FINISH_DECIDING in offered(page)

    def test_why_it_cannot_be_closed_is_told_to_whoever_works_on_it(self, office, desk):
        request = office.step(
            office.carry_out(office.decided(RequestedKind.OTHER)), Step.ANSWER, **LETTER
        )
        due = timezone.localdate() + timedelta(days=7)
        facts = {"title": "Vanha kassa", "owner": office.handler, "due_on": due}
        request = office.step(request, Step.ADD_TASK, **facts)
        says = "A task for another system is still open."
        assert says in desk.page(request).content.decode()
        assert says not in Desk(make.a_user(Group.AUDITOR)).page(request).content.decode()


class TestTwoAtOnce:
    """Nothing is overwritten, nothing typed is lost, and twice is once."""

    def test_who_comes_second_is_told_and_keeps_what_was_typed(self, office, desk):
        request = office.matched()
        seen = request.version
        Desk(office.other_handler).take(
            request, Step.DECIDE_ITEM, right="access", outcome="granted"
        )
        mine = {"right": "access", "outcome": "refused", "ground": "excessive"}
        page = desk.take(
            request, Step.DECIDE_ITEM, version=seen, **mine, explanation="Kolmas kerta viikossa."
        )
        assert page.status_code == 409
        told = text_of(page)
        assert "Somebody else has worked on this request since you opened the page." in told
        assert "Nothing was saved. What you wrote is kept below." in told
        assert "An item was decided." in [line.words for line in page.context["since"]]
        assert "Kolmas kerta viikossa." in told
        assert f'name="version" value="{seen + 1}"' in told  # having looked, they may send it
        assert Decision.objects.get().outcome == Outcome.GRANTED

    def test_what_was_typed_is_kept_also_where_the_step_is_gone(self, office, desk):
        request = office.confirmed()
        seen = request.version
        Desk(office.other_handler).take(request, Step.WITHDRAW)
        page = desk.take(request, Step.WRITE, version=seen, body="Pitkä viesti.")
        assert page.status_code == 409
        assert page.context["lost"] == [("Message", "Pitkä viesti.")]
        assert not Message.objects.exists()

    def test_a_form_that_is_both_stale_and_faulty_is_stale_first(self, office, desk):
        request = office.confirmed()
        seen = request.version
        Desk(office.other_handler).take(request, Step.WRITE, body="Hei.")
        assert desk.take(request, Step.WRITE, version=seen, body="").status_code == 409

    def test_the_second_of_two_clicks_does_nothing_and_tells_no_fault(self, office, desk):
        request = office.confirmed()
        facts = {"version": request.version, "body": "Kirjoitettu kerran."}
        for _click in range(2):
            answer = desk.take(request, Step.WRITE, **facts)
            assert answer.status_code == 302
        assert Message.objects.count() == 1

    def test_the_same_words_from_another_hand_are_no_second_click(self, office, desk):
        request = office.confirmed()
        facts = {"version": request.version, "body": "Kirjoitettu kerran."}
        desk.take(request, Step.WRITE, **facts)
        assert Desk(office.other_handler).take(request, Step.WRITE, **facts).status_code == 409
        assert Message.objects.count() == 1

    def test_a_form_without_a_version_is_stale(self, office, desk):
        request = office.confirmed()
        address = reverse("admin:subjects_request_step", args=(request.pk, "withdraw"))
        for sent in ({}, {"version": ""}, {"version": "1e3"}, {"version": "-1"}):
            assert desk.client.post(address, sent).status_code == 409
        assert Request.objects.get().status == Status.RECEIVED


class TestWhoMay:
    def test_only_staff_of_the_controller_who_handle_requests(self, office):
        request = office.entered()
        page = reverse("admin:subjects_request_change", args=(request.pk,))
        step = reverse("admin:subjects_request_step", args=(request.pk, "withdraw"))
        seek = reverse("admin:subjects_request_seek", args=(request.pk,))
        attach = reverse("admin:subjects_request_attach", args=(request.pk,))
        elsewhere = make.a_controller("b", name="B Oy")
        who = {
            "strange handler": make.a_user(Group.REQUEST_HANDLER, elsewhere),
            "service": make.a_user(Group.STAFF, office.kept_by.controller),
            "auditor": make.a_user(Group.AUDITOR),
            "administrator": make.a_user(Group.ADMINISTRATOR, office.kept_by.controller),
        }
        found = {}
        for name, user in who.items():
            client = Desk(user).client
            posted = [client.post(address, {"version": 1}) for address in (step, seek, attach)]
            found[name] = [client.get(page).status_code, *(one.status_code for one in posted)]
        assert found == {
            "strange handler": [404, 404, 404, 404],
            "service": [403, 403, 403, 403],
            "auditor": [200, 403, 403, 403],
            "administrator": [403, 403, 403, 403],
        }
        assert Request.objects.get().status == Status.RECEIVED

    def test_the_auditor_looks_and_has_no_button(self, office):
        page = Desk(make.a_user(Group.AUDITOR)).page(office.entered())
        assert offered(page) == set()
        assert "You may look at the request and not change it." in text_of(page)

    def test_whoever_decided_does_not_approve_and_a_handler_never_does(self, office, desk):
        request = office.decided()
        assert Step.APPROVE not in offered(desk.page(request))
        assert desk.take(request, Step.APPROVE).status_code == 403
        assert Step.APPROVE in offered(Desk(office.officer).page(request))

    def test_a_request_is_given_only_to_those_who_may_work_on_it(self, office, desk):
        strange = make.a_user(Group.REQUEST_HANDLER, make.a_controller("b", name="B Oy"))
        page = desk.take(office.entered(), Step.ASSIGN, to=strange.pk)
        assert page.context["page"].refused.form.errors.keys() == {"to"}

    def test_a_step_that_has_no_form_here_is_not_found(self, office, desk):
        request = office.submitted()
        for name in ("confirm", "lapse", "send_letter", "answer", "nonsense"):
            address = reverse("admin:subjects_request_step", args=(request.pk, name))
            assert desk.client.post(address, {"version": 1}).status_code == 404
