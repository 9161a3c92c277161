"""A granted erasure, from the preview to the letter: what was approved goes, and nothing else.

Beside whoever asks stands a neighbour with the same data, who is there unchanged at every end.
"""

from datetime import date, timedelta

import pytest
from django.utils import translation

from register.enums import DataCategory, SuppressionReason
from register.journal import JOB
from register.models import (
    ContactPoint,
    DataSubject,
    Interaction,
    Invoice,
    JournalEntry,
    Occasion,
    SuppressedIdentifier,
)
from register.refusal import Refusal
from retention.enums import RuleForm, Trigger, Unit
from retention.holds import in_force, lift, place
from retention.models import HoldReason, LedgerEntry, Plan, RetentionRule, Run
from retention.nightly import carry_out_what_is_due
from retention.run import run
from subjects import erasing, forgetting
from subjects.carrying import erasure
from subjects.enums import Ground, Outcome, RequestedKind, Status, Step
from subjects.letters.composing import compose_answer
from subjects.models import CarriedRight, Match, RecipientNotice, Request
from subjects.policies import Hand, NotAllowed
from tests import factories as make
from tests.retention.rules import a_rule_of
from tests.retention.run.test_nothing_left import holding
from tests.subjects.requests import ARRIVED, LETTER, NOW, Office, held_since
from tests.whole_people import a_whole_person, everything_of

pytestmark = pytest.mark.django_db
C, R = DataCategory, RequestedKind
TODAY = NOW.date()
DUTY = {"statutory": True, "source_fi": "kirjanpitolain 2 luvun 10 §"}


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def office():
    made = Office()
    made.register = made.kept_by.register
    make.a_contact_point(made.person, "040 555 0199", "phone")
    make.an_interaction(made.person, summary="Kysyi purjeista.")
    make.an_attribute(made.person, value="purjehtii iltaisin")
    made.neighbour = a_whole_person(made.kept_by, "B-1", "Naapuri")
    a_rule_of(made.register, (Trigger.CUSTOMER_RELATIONSHIP_END, 10, Unit.YEAR), key="oma")
    held_since(ARRIVED - timedelta(days=90))
    made.of_neighbour = everything_of(made.neighbour)
    yield made
    assert everything_of(made.neighbour) == made.of_neighbour


def an_invoice(office, number="L-1", **values):
    made = make.an_invoice(office.person, number, issued_on=date(2022, 5, 5), **values)
    held_since(ARRIVED - timedelta(days=90))
    return made


def a_duty(office, **values):
    values = {"of": (C.INVOICE,), "key": "kirjanpito", **DUTY, **values}
    return a_rule_of(office.register, (Trigger.INVOICE_DATE, 6, Unit.YEAR), **values)


def is_there(office):
    return DataSubject.objects.filter(pk=office.person.pk).exists()


def test_who_asks_goes_whole_and_every_trail_tells_of_the_request(office):
    uuid = office.person.uuid
    request = office.carry_out(office.approved(R.ERASURE))
    assert request.status == Status.CARRIED_OUT
    assert not is_there(office)
    assert Match.objects.get(request=request).uuid == uuid
    told = JournalEntry.objects.filter(uuid=uuid, act="erased").get()
    assert (told.occasion, told.reference) == (Occasion.REQUEST, request.reference)
    assert LedgerEntry.objects.get(uuid=uuid).rule == "request"
    carried = CarriedRight.objects.get(request=request)
    plan = Plan.objects.get(reference=request.reference)
    assert carried.detail == {"plan": plan.pk, "erased": 1, "anonymised": 0, "kept": 0}


def test_who_was_erased_does_not_come_back_by_accident_and_a_ban_outlives_the_card(office):
    make.a_marketing_ban(office.person, channel="email")
    held_since(ARRIVED - timedelta(days=90))
    office.carry_out(office.approved(R.ERASURE))
    known = SuppressedIdentifier.objects.filter(reason=SuppressionReason.ERASURE_REQUEST)
    assert {one.until for one in known} == {date(2028, 3, 12)}
    assert {one.kind for one in known} == {"email", "phone"}
    assert SuppressedIdentifier.objects.filter(reason=SuppressionReason.MARKETING_BAN).count() == 1


def test_no_value_is_left_anywhere_but_on_the_voucher_and_in_the_request(office):
    a_duty(office)
    an_invoice(office, buyer_name="Impi Zyxwvuts", buyer_address="Kaatopaikkatie 3")
    values = ("0405550199", "040 555 0199", "purjehtii", "purjeista", "zyxwvuts", "kaatopaikkatie")
    assert holding(*values)
    office.carry_out(office.approved(R.ERASURE))
    left = holding(*values)
    assert {table for table, _value in left} == {"register_invoice"}
    assert {value for _table, value in left} == {"zyxwvuts", "kaatopaikkatie"}
    assert Invoice.objects.get(number="L-1").subject is None


def test_invoices_stay_until_their_day_and_then_go_by_the_law_alone(office, settings):
    settings.RETENTION_POLICY_SIZE = 1_000
    a_duty(office)
    an_invoice(office)
    request = office.carry_out(office.approved(R.ERASURE))
    assert not is_there(office)
    letter = compose_answer(request, today=TODAY)
    assert letter.title == "Päätös: pyyntösi on toteutettu osittain"
    assert "Olemme poistaneet kaikki sinua koskevat tiedot" in letter.body
    assert (
        "Laskut. Meidän on säilytettävä tiedot (tietosuoja-asetuksen 17 artiklan 3 kohdan b "
        "alakohta). Säilytämme tiedot 5.5.2028 saakka. Säilyttämisen peruste: kirjanpitolain "
        "2 luvun 10 §." in letter.body
    )
    Invoice.objects.filter(subject=office.neighbour).update(issued_on=date(2025, 1, 1))
    office.of_neighbour = everything_of(office.neighbour)
    last = NOW.replace(year=2028, month=5, day=5)
    carry_out_what_is_due(last, actor=JOB)
    assert Invoice.objects.filter(number="L-1").exists()
    carry_out_what_is_due(last + timedelta(days=1), actor=JOB)
    assert not Invoice.objects.filter(number="L-1").exists()


def test_what_was_refused_stays_and_the_rest_goes(office):
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    facts = {"ground": Ground.LEGAL_CLAIMS, "category": C.EMAIL}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    request = office.step(request, Step.FINISH_DECIDING)
    office.carry_out(office.approve(request))
    assert ContactPoint.objects.get(subject=office.person).kind == "email"
    assert not Interaction.objects.filter(subject=office.person).exists()
    assert not SuppressedIdentifier.objects.filter(reason="erasure_request").exists()


def test_a_single_row_that_was_refused_is_spared_by_its_category(office):
    item = make.a_data_item(office.register, C.OTHER, key="riita")
    spared = make.an_attribute(office.person, item, value="riidellään tästä")
    kept = ContactPoint.objects.get(subject=office.person, kind="phone")
    held_since(ARRIVED - timedelta(days=90))
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    for row in (("register.Attribute", spared.pk), ("register.ContactPoint", kept.pk)):
        facts = {"ground": Ground.LEGAL_CLAIMS, "row": row}
        request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))
    assert list(office.person.attributes.values_list("value", flat=True)) == ["riidellään tästä"]
    assert list(ContactPoint.objects.filter(subject=office.person)) == [kept]
    office.person.refresh_from_db()
    assert office.person.family_name == ""


def test_only_what_was_granted_by_name_goes_where_the_rest_was_refused(office):
    request = office.matched(R.ERASURE)
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, ground=Ground.NO_ERASURE_GROUND)
    request = office.decide(request, R.ERASURE, category=C.INTERACTION)
    office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))
    assert not Interaction.objects.filter(subject=office.person).exists()
    assert office.person.contact_points.count() == 2
    assert office.person.attributes.count() == 1


def test_what_nobody_can_tell_is_decided_by_name_before_anything_is_approved(office):
    a_rule_of(
        office.register,
        key="sanoin",
        form=RuleForm.CRITERION,
        text_fi="Niin kauan kuin tarpeen.",
        of=(C.INTERACTION,),
        **DUTY,
    )
    decided = office.decided(R.ERASURE)
    with pytest.raises(NotAllowed, match="nobody can tell"):
        office.approve(decided)
    request = office.step(decided, Step.RECONSIDER)
    request = office.decide(request, R.ERASURE, category=C.INTERACTION)
    request = office.step(request, Step.FINISH_DECIDING)
    office.carry_out(office.approve(request))
    assert not is_there(office)


def test_a_hold_placed_after_the_approval_keeps_and_is_approved_anew(office):
    approved = office.approved(R.ERASURE)
    a_hold(office)
    with pytest.raises(NotAllowed, match="1 thing that was approved was left alone"):
        office.carry_out(approved)
    assert is_there(office)
    assert not CarriedRight.objects.exists()
    digest = office.preview(approved)
    with pytest.raises(NotAllowed, match="looked at again"):
        office.carry_out(approved)
    again = office.step(approved, Step.APPROVE, by=office.officer, digest=digest)
    request = office.carry_out(again)
    assert is_there(office)
    letter = compose_answer(request, today=TODAY).body
    assert "Tietojen poistaminen: emme ole voineet poistaa tietojasi." in letter
    assert "Tiedot ovat tarpeen oikeusvaateen" in letter


def test_the_hold_of_the_request_itself_holds_nothing_back(office):
    approved = office.approved(R.ERASURE)
    assert in_force().get().reason == HoldReason.REQUEST
    office.carry_out(approved)
    assert not is_there(office)


def test_what_came_after_the_preview_was_not_approved(office):
    approved = office.approved(R.ERASURE)
    new = make.an_interaction(office.person, summary="Uusi asia.")
    Interaction.objects.filter(pk=new.pk).update(created_at=NOW + timedelta(minutes=5))
    with pytest.raises(NotAllowed, match="left alone"):
        office.carry_out(approved)
    assert is_there(office)
    again = office.approve(approved, now=NOW + timedelta(minutes=10))
    office.carry_out(again, now=NOW + timedelta(minutes=11))
    assert not is_there(office)


def test_another_decision_or_other_rules_void_the_preview(office):
    decided = office.decided(R.ERASURE)
    digest = office.preview(decided)
    RetentionRule.objects.update(action="anonymise")
    with pytest.raises(NotAllowed, match="rules have changed"):
        office.step(decided, Step.APPROVE, by=office.officer, digest=digest)
    approved = office.approve(decided)
    RetentionRule.objects.update(action="erase")
    with pytest.raises(NotAllowed, match="rules have changed"):
        office.carry_out(approved)
    again = office.step(approved, Step.RECONSIDER)
    facts = {"ground": Ground.LEGAL_CLAIMS, "category": C.EMAIL}
    again = office.decide(again, R.ERASURE, Outcome.REFUSED, **facts)
    again = office.step(again, Step.FINISH_DECIDING)
    with pytest.raises(NotAllowed, match="Look at what would be erased first"):
        office.step(again, Step.APPROVE, by=office.officer, digest=approved.approved_digest)
    assert is_there(office)


def test_another_open_request_of_the_person_needs_the_data(office):
    other = office.matched(R.ACCESS)
    decided = office.decided(R.ERASURE)
    with pytest.raises(NotAllowed, match=other.reference):
        office.preview(decided)


def test_no_other_way_carries_the_plan_out(office):
    approved = office.approved(R.ERASURE)
    plan = erasing.approved_plan(approved)
    with pytest.raises(Refusal, match="with the request"):
        run(plan, actor=JOB, now=NOW)
    carry_out_what_is_due(NOW, actor=JOB)
    assert is_there(office)
    office.step(approved, Step.RECONSIDER)
    with pytest.raises(Refusal, match="make a new one"):
        run(plan, actor=JOB, now=NOW, reference=approved.reference)
    assert is_there(office)


def test_what_was_interrupted_goes_on_and_is_neither_withdrawn_nor_unsaid(office):
    approved = office.approved(R.ERASURE)
    erasure.prepare(approved, Hand(office.handler, NOW))  # and then the machine died
    assert not is_there(office)
    for step in (Step.WITHDRAW, Step.TAKE_UP_AGAIN, Step.RECONSIDER):
        with pytest.raises(NotAllowed, match="erased already"):
            office.step(approved, step)
    assert office.carry_out(approved).status == Status.CARRIED_OUT
    assert Run.objects.get().done == 1


def test_a_run_that_did_not_end_is_not_noted_as_done(office):
    approved = office.approved(R.ERASURE)
    plan = erasing.approved_plan(approved)
    Run.objects.create(plan=plan, started_at=NOW, beat_at=NOW)
    with pytest.raises(NotAllowed, match="interrupted"):
        erasure.carry(approved, Hand(office.handler, NOW))


def test_runs_that_are_switched_off_erase_nothing(office, settings):
    settings.RETENTION_RUNS = False
    with pytest.raises(NotAllowed, match="switched off"):
        office.carry_out(office.approved(R.ERASURE))
    assert is_there(office)


def test_nobody_found_is_answered_without_erasing_anybody(office):
    request = office.step(office.identified(R.ERASURE), Step.FIX_MATCH, people=[], nobody=True)
    request = office.step(office.decide(request, R.ERASURE), Step.FINISH_DECIDING)
    with pytest.raises(NotAllowed, match="answer that no such data are held"):
        office.carry_out(office.approve(request))
    assert is_there(office)


def test_the_end_of_the_requests_own_time_touches_nobody_who_stayed(office):
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    facts = {"ground": Ground.LEGAL_CLAIMS, "category": C.EMAIL}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    request = office.approve(office.step(request, Step.FINISH_DECIDING))
    request = office.step(office.carry_out(request), Step.ANSWER, **LETTER)
    RecipientNotice.objects.all().delete()  # all of them were told
    office.step(request, Step.CLOSE)
    lift(in_force().get(), by=office.officer, today=TODAY)  # the claim is settled
    left = everything_of(office.person)
    assert forgetting.forget_old(NOW + timedelta(days=5 * 365)) == 1
    assert not Request.objects.exists()
    assert everything_of(office.person) | {"subjects.Match": []} == left | {"subjects.Match": []}


def a_hold(office, category=""):
    place(
        office.person,
        category=category,
        reason=HoldReason.LEGAL_CLAIM,
        explanation="",
        review_on=TODAY + timedelta(days=90),
        by=office.officer,
        today=TODAY,
    )
