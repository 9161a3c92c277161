"""What is asked again before and at the deed of a granted erasure, and what is told of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from register import journal
from register.enums import DataCategory, SuppressionReason
from register.journal import JOB
from register.models import (
    Act,
    Consent,
    ContactPoint,
    DataSubject,
    Interaction,
    Invoice,
    SuppressedIdentifier,
)
from retention import grants
from retention import replay as replaying
from retention import run as running
from retention.enums import RuleForm, Trigger, Unit
from retention.holds import in_force
from retention.models import LedgerEntry, Plan, PlanItem, RetentionRule, Run
from retention.nightly import carry_out_what_is_due
from subjects.admin.carrying_erasure import erasure_panel
from subjects.carrying import erasure
from subjects.enums import Ground, Outcome, RequestedKind, Status, Step
from subjects.letters.composing import compose_answer
from subjects.models import CarriedRight, Match, RecipientNotice
from subjects.policies import Hand, NotAllowed
from subjects.rectifying import acts
from tests import factories as make
from tests.retention.rules import a_rule_of, said
from tests.subjects.carrying.test_erasure import DUTY, a_duty, a_hold, an_invoice, is_there
from tests.subjects.carrying.test_rectification import accept, draft, propose
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import ARRIVED, LETTER, NOW, Office, held_since

pytestmark = pytest.mark.django_db
C, R = DataCategory, RequestedKind
TODAY = NOW.date()
LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def office():
    made = Office()
    made.register = made.kept_by.register
    a_rule_of(made.register, (Trigger.CUSTOMER_RELATIONSHIP_END, 10, Unit.YEAR), key="oma")
    held_since(ARRIVED - timedelta(days=90))
    return made


@pytest.fixture
def meanwhile(monkeypatch):
    """Something is committed after the run was let begin and before its first batch."""

    def plan_it(act):
        let_begin = running.check_may_run

        def check_may_run(plan, *, now):
            let_begin(plan, now=now)
            act()

        monkeypatch.setattr(running, "check_may_run", check_may_run)

    return plan_it


def letter_of(request):
    return compose_answer(request, today=TODAY).body


# At the deed


def test_a_decision_taken_back_while_the_run_begins_erases_nobody(office, meanwhile):
    approved = office.approved(R.ERASURE)
    meanwhile(lambda: office.step(approved, Step.RECONSIDER))
    with pytest.raises(NotAllowed, match="Somebody else has worked on this request"):
        office.carry_out(approved)
    assert is_there(office)
    assert not LedgerEntry.objects.exists()
    approved.refresh_from_db()
    assert approved.status == Status.MATCHED


def test_a_request_matched_while_the_run_begins_keeps_its_data(office, meanwhile):
    approved, other = office.approved(R.ERASURE), office.identified(R.ACCESS)
    office.step(approved, Step.NOTE_ANOTHERS, other=other.pk)  # and it turns out to be theirs
    meanwhile(lambda: office.step(other, Step.FIX_MATCH, people=[office.person]))
    with pytest.raises(NotAllowed, match=other.reference):
        office.carry_out(approved)
    assert is_there(office)


def test_a_preview_made_while_the_run_begins_is_approved_first(office, meanwhile):
    approved = office.approved(R.ERASURE)
    meanwhile(lambda: office.preview(approved, now=LATER))
    with pytest.raises(NotAllowed, match="looked at again"):
        office.carry_out(approved)
    assert is_there(office)


def test_the_batch_asks_once_more_when_it_has_the_cards(office, monkeypatch):
    """What waited for nothing but the cards may have been committed in between."""
    approved, other = office.approved(R.ERASURE), office.identified(R.ACCESS)
    office.step(approved, Step.NOTE_ANOTHERS, other=other.pk)  # and it turns out to be theirs

    class Slow(running.Batch):
        def __init__(self, *args):
            super().__init__(*args)
            office.step(other, Step.FIX_MATCH, people=[office.person])

    monkeypatch.setattr(running, "Batch", Slow)
    with pytest.raises(NotAllowed, match=other.reference):
        office.carry_out(approved)
    assert is_there(office)


# Before anything is carried out


def test_what_is_lacking_is_said_before_another_right_is_carried_out(office):
    request = office.matched(R.RESTRICTION, R.ERASURE)
    request = office.decide(office.decide(request, R.RESTRICTION), R.ERASURE)
    approved = office.approve(office.step(request, Step.FINISH_DECIDING))
    RetentionRule.objects.update(action="anonymise")
    with pytest.raises(NotAllowed, match="rules have changed"):
        office.carry_out(approved)
    assert not CarriedRight.objects.exists()
    office.step(approved, Step.RECONSIDER)


def test_after_another_right_was_carried_out_what_nobody_can_tell_is_told_as_kept(office):
    request = office.matched(R.OTHER, R.ERASURE)
    request = office.decide(office.decide(request, R.OTHER), R.ERASURE)
    approved = office.approve(office.step(request, Step.FINISH_DECIDING))
    new = make.an_invoice(office.person, "L-9")
    Invoice.objects.filter(pk=new.pk).update(created_at=NOW + timedelta(minutes=5))
    with pytest.raises(NotAllowed, match="left alone"):
        office.carry_out(approved, now=LATER)
    assert CarriedRight.objects.get().right == R.OTHER
    again = office.approve(approved, now=LATER)
    assert erasure_panel(again, office.officer)["looks"] is False
    request = office.carry_out(again, now=LATER)
    assert request.status == Status.CARRIED_OUT
    assert "Selvitämme vielä, velvoittaako laki" in letter_of(request)


def test_what_nobody_can_tell_is_decided_by_name_as_long_as_nothing_was_carried_out(office):
    an_invoice(office)
    decided = office.decided(R.ERASURE)
    office.preview(decided)
    assert erasure_panel(decided, office.officer)["looks"] is True


def test_two_who_ask_to_be_erased_do_not_wait_for_each_other(office):
    one, other = office.decided(R.ERASURE), office.decided(R.ERASURE)
    assert office.carry_out(office.approve(one)).status == Status.CARRIED_OUT
    assert not is_there(office)
    approved = office.approve(other)
    with pytest.raises(NotAllowed, match="Nobody was found"):
        office.carry_out(approved)
    again = office.step(approved, Step.RECONSIDER)
    facts = {"ground": Ground.NOTHING_HELD}
    again = office.decide(again, R.ERASURE, Outcome.REFUSED, **facts)
    assert office.step(again, Step.FINISH_DECIDING).status == Status.DECIDED


def test_a_run_that_ended_is_noted_though_nobody_is_found_any_more(office):
    approved = office.approved(R.ERASURE)
    erasure.prepare(approved, Hand(office.handler, NOW))  # and then the machine died
    RetentionRule.objects.update(action="anonymise")
    assert office.carry_out(approved).status == Status.CARRIED_OUT


# The letter


def test_where_nothing_went_nothing_is_said_of_backups(office):
    a_hold(office)
    letter = letter_of(office.carry_out(office.approve(office.decided(R.ERASURE))))
    assert "emme ole voineet poistaa tietojasi" in letter
    assert "varmuuskopioissa" not in letter
    assert "Poistamme nämä tiedot, kun säilyttämisen peruste lakkaa" in letter  # the hold


def test_where_nothing_was_left_to_erase_the_letter_does_not_say_that_data_were_erased(office):
    request = office.matched(R.OTHER, R.ERASURE)
    request = office.decide(office.decide(request, R.OTHER), R.ERASURE)
    approved = office.approve(office.step(request, Step.FINISH_DECIDING))
    CarriedRight.objects.create(request=approved, right=R.OTHER, carried_at=NOW)
    Match.objects.update(subject=None)  # gone by another way
    request = office.carry_out(office.approve(approved))
    letter = letter_of(request)
    assert "sinusta ei ollut enää tietoja, jotka olisimme voineet poistaa." in letter
    assert "Olemme poistaneet" not in letter
    assert "varmuuskopioissa" not in letter


def test_what_the_law_keeps_for_good_is_told_so(office):
    a_rule_of(office.register, key="pysyva", form=RuleForm.PERMANENT, of=(C.NAME,), **DUTY)
    request = office.carry_out(office.approve(office.decided(R.ERASURE)))
    assert "Laki velvoittaa säilyttämään tiedot pysyvästi." in letter_of(request)
    assert "alkaa vasta myöhemmin" not in letter_of(request)
    assert "Seuraavia tietoja emme voi poistaa:" in letter_of(request)
    assert "Poistamme nämä tiedot" not in letter_of(request)  # there is no end to promise
    assert "Voit milloin tahansa kysyä" in letter_of(request)
    groups = erasure_panel(request, office.officer)["groups"]
    told = [line.why for group in groups for line in group.lines]
    assert any(why.endswith("kept for good") for why in told)


def test_of_what_the_law_keeps_for_good_beside_the_rest_no_end_is_promised(office):
    a_rule_of(office.register, key="pysyva", form=RuleForm.PERMANENT, of=(C.NAME,), **DUTY)
    a_hold(office, category=C.EMAIL)
    letter = letter_of(office.carry_out(office.approve(office.decided(R.ERASURE))))
    assert "Pysyvästi säilytettäviä lukuun ottamatta poistamme nämä tiedot" in letter


def test_no_end_is_promised_of_a_kind_of_data_of_which_a_part_was_refused(office):
    """Of that kind all rules count again: the company's own may keep longer than the hold."""
    other = make.a_contact_point(office.person, "toinen@satumaa.example")
    held_since(ARRIVED - timedelta(days=90))
    a_hold(office, category=C.EMAIL)
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    facts = {"ground": Ground.LEGAL_CLAIMS, "row": ("register.ContactPoint", other.pk)}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    letter = letter_of(office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING))))
    assert "Seuraavia tietoja emme ole voineet vielä poistaa:" in letter
    assert "Poistamme nämä tiedot" not in letter


def test_what_the_first_of_two_previews_kept_is_not_forgotten(office):
    a_duty(office)
    an_invoice(office)
    other = make.a_person(office.kept_by, customer_number="Z2", family_name="Tarulainen")
    held_since(ARRIVED - timedelta(days=90))
    people = [office.person, other]
    request = office.step(office.identified(R.ERASURE), Step.FIX_MATCH, people=people)
    request = office.step(office.decide(request, R.ERASURE), Step.FINISH_DECIDING)
    approved = office.approve(request)
    office.person, asks = other, office.person
    a_hold(office)
    office.person = asks
    with pytest.raises(NotAllowed, match="left alone"):
        office.carry_out(approved)
    letter = letter_of(office.carry_out(office.approve(approved)))
    assert "Laskut. Meidän on säilytettävä tiedot" in letter
    assert "Tiedot ovat tarpeen oikeusvaateen" in letter


def test_of_a_category_of_which_a_row_stays_only_a_part_went(office):
    kept = ContactPoint.objects.get(subject=office.person)
    make.a_contact_point(office.person, "toinen@satumaa.example")
    held_since(ARRIVED - timedelta(days=90))
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    facts = {"ground": Ground.LEGAL_CLAIMS, "row": ("register.ContactPoint", kept.pk)}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    request = office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))
    assert list(ContactPoint.objects.all()) == [kept]
    assert "Sähköpostiosoite (osa tiedoista)" in letter_of(request)
    assert "Nimi (osa" not in letter_of(request)


# What was refused


def closed(office, request):
    request = office.step(request, Step.ANSWER, **LETTER)
    RecipientNotice.objects.all().delete()  # all of them were told
    return office.step(request, Step.CLOSE)


def page_of_card(office):
    address = reverse("admin:register_datasubject_card", args=(office.person.pk,))
    return Desk(office.officer).client.get(address).content.decode()


def test_a_card_that_was_not_emptied_does_not_say_that_it_is(office):
    office.decided(R.ERASURE)
    assert "Why the card is empty" not in page_of_card(office)


def test_an_invoice_that_was_refused_does_not_go_the_night_after(office, settings):
    settings.RETENTION_POLICY_SIZE = 1_000
    an_invoice(office)
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    facts = {"category": C.INVOICE, "kept_until": date(2031, 12, 31), "kept_under": "2:10"}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, ground=Ground.LEGAL_DUTY, **facts)
    request = office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))
    assert DataSubject.objects.get().family_name == ""
    assert not ContactPoint.objects.exists()
    closed(office, request)
    hold = in_force().get()
    assert (hold.category, hold.reason, hold.review_on) == ("invoice", "other", date(2031, 12, 31))
    assert hold.explanation == "2:10"
    assert "Why the card is empty" in (card := page_of_card(office))
    assert "The data were erased at the person" in card
    assert "A hold keeps it until it is reviewed, by" in card
    for days in (1, 365 * 5):
        carry_out_what_is_due(NOW + timedelta(days=days), actor=JOB)
    assert Invoice.objects.get().subject == office.person


def test_a_row_refused_for_a_claim_is_held_by_its_category(office):
    spared = make.an_interaction(office.person)
    held_since(ARRIVED - timedelta(days=90))
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    facts = {"ground": Ground.LEGAL_CLAIMS, "row": ("register.Interaction", spared.pk)}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    facts = {"ground": Ground.EXPRESSION, "category": C.EMAIL}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    request = office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))
    closed(office, request)
    hold = in_force().get()
    told = (hold.category, hold.reason, hold.review_on)
    assert told == ("interaction", "legal_claim", date(2026, 9, 12))


# What a voucher is, what was said since, and what a restore brings back


def test_a_voucher_is_decided_as_the_invoice_that_it_is(office):
    paid = {"due_on": date(2022, 6, 5), "paid_on": date(2022, 6, 1)}
    an_invoice(office, **paid)
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    request = office.decide(request, R.ERASURE, category=C.INVOICE)
    office.approve(office.step(request, Step.FINISH_DECIDING))
    plan = Plan.objects.get(reference=request.reference)
    assert any("L-1 erase" in line for line in said(plan))


def test_an_invoice_granted_by_name_goes_where_the_rest_is_refused(office):
    an_invoice(office, due_on=date(2022, 6, 5))
    request = office.matched(R.ERASURE)
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, ground=Ground.NO_ERASURE_GROUND)
    request = office.decide(request, R.ERASURE, category=C.INVOICE)
    office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))
    assert not Invoice.objects.exists()


def test_a_payment_refused_by_name_keeps_its_voucher(office):
    an_invoice(office, paid_on=date(2022, 6, 1))
    request = office.matched(R.ERASURE)
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, ground=Ground.NO_ERASURE_GROUND)
    request = office.decide(request, R.ERASURE, category=C.INVOICE)
    facts = {"ground": Ground.LEGAL_CLAIMS, "category": C.PAYMENT}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    office.approve(office.step(request, Step.FINISH_DECIDING))
    plan = Plan.objects.get(reference=request.reference)
    assert any("L-1 keep refused" in line for line in said(plan))


def test_a_consent_given_after_the_approval_was_not_approved(office):
    approved = office.approved(R.ERASURE)
    given = make.a_consent(office.person)
    Consent.objects.filter(pk=given.pk).update(created_at=NOW + timedelta(minutes=5))
    with pytest.raises(NotAllowed, match="left alone"):
        office.carry_out(approved, now=LATER)
    assert Consent.objects.exists()


def test_a_ban_given_after_the_approval_changes_nothing(office):
    approved = office.approved(R.ERASURE)
    given = make.a_marketing_ban(office.person, channel="email")
    type(given).objects.filter(pk=given.pk).update(created_at=NOW + timedelta(minutes=5))
    office.carry_out(approved, now=LATER)
    assert not is_there(office)


def test_a_restore_leaves_the_suppression_of_who_asked_as_long_as_it_was(office):
    """Also where a rule of the register had run out, which the plan names."""
    a_rule_of(office.register, (Trigger.COLLECTED, 1, Unit.YEAR), key="laki", of=(C.NAME,), **DUTY)
    DataSubject.objects.filter(pk=office.person.pk).update(collected_on=date(2020, 1, 1))
    uuid = office.person.uuid
    office.carry_out(office.approve(office.decided(R.ERASURE)))
    assert set(LedgerEntry.objects.values_list("rule", flat=True)) == {"request"}
    LedgerEntry.objects.update(at=NOW)
    SuppressedIdentifier.objects.all().delete()
    back = make.a_person(office.kept_by, family_name="Tarulainen")
    DataSubject.objects.filter(pk=back.pk).update(uuid=uuid)
    make.a_contact_point(back, "impi@satumaa.example")
    assert replaying.replay(None).people == 1
    told = set(SuppressedIdentifier.objects.values_list("reason", "until"))
    assert told == {(SuppressionReason.ERASURE_REQUEST, date(2028, 3, 12))}
    assert not Run.objects.filter(finished_at=None).exists()


# Beside a correction of the same request


def corrected_and_erased(office, *drafts):
    """Both granted, approved once."""
    request = office.matched(R.RECTIFICATION, R.ERASURE)
    for change in propose(office, request, *drafts):
        accept(office, change)
    for right in (R.RECTIFICATION, R.ERASURE):
        request = office.decide(request, right)
    return office.approve(office.step(request, Step.FINISH_DECIDING))


def a_phone(office):
    made = make.a_contact_point(office.person, "040 123 4567", "phone")
    held_since(ARRIVED - timedelta(days=90))
    return made


def test_what_the_request_itself_corrects_needs_no_second_approval(office):
    statement = acts.statement_on(office.person)
    approved = corrected_and_erased(
        office,
        draft(a_phone(office), "value", "045 765 4321"),
        draft(office.person, "given_names", "Impi Maria"),
        acts.Draft(statement, "Muistan toisin.", ""),
    )
    request = office.carry_out(approved, now=LATER)
    assert request.status == Status.CARRIED_OUT
    assert not is_there(office)
    assert not PlanItem.objects.exclude(skipped="").exists()
    [correction] = CarriedRight.objects.filter(request=request, right=R.RECTIFICATION)
    assert correction.detail == {"corrected": 2, "statements": 1, "refused": 0}


def test_what_the_request_itself_corrects_does_not_end_what_it_grants(office):
    a_hold(office, category=C.EMAIL)
    statement = acts.Draft(acts.statement_on(office.person), "Muistan toisin.", "")
    phone = draft(a_phone(office), "value", "045 765 4321")
    office.carry_out(corrected_and_erased(office, phone, statement), now=LATER)
    assert grants.in_force().get(subject__isnull=False).subject == office.person
    grants.end_where_something_new_came(timezone.now())
    assert grants.in_force().count() == 1
    make.an_interaction(office.person)
    grants.end_where_something_new_came(timezone.now())
    assert not grants.in_force().exists()


def test_what_somebody_else_writes_meanwhile_still_does(office):
    approved = corrected_and_erased(office, draft(a_phone(office), "value", "045 765 4321"))
    journal.record(Act.CHANGED, about=office.person, by=JOB, detail={"column": "given_names"})
    with pytest.raises(NotAllowed, match="left alone"):
        office.carry_out(approved, now=LATER)
    assert is_there(office)


def test_a_statement_is_not_taken_along_by_its_category(office):
    make.an_interaction(office.person)
    held_since(ARRIVED - timedelta(days=90))
    request = office.matched(R.RECTIFICATION, R.ERASURE)
    statement = acts.Draft(acts.statement_on(office.person), "Muistan toisin.", "")
    for change in propose(office, request, statement):
        accept(office, change)
    request = office.decide(request, R.RECTIFICATION)
    request = office.decide(request, R.ERASURE, category=C.INTERACTION)
    refused = {"ground": Ground.NO_ERASURE_GROUND}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **refused)
    approved = office.approve(office.step(request, Step.FINISH_DECIDING))
    with pytest.raises(NotAllowed, match="left alone"):
        office.carry_out(approved, now=LATER)
    assert Interaction.objects.filter(summary__contains="Muistan toisin.").exists()
