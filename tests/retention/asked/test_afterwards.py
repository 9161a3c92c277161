"""After a granted erasure: what a duty or a hold kept goes when that ends, not when we would like.

The company keeps for twenty years, the law for six or ten. Beside who asked stands a neighbour with
the same data and days, who goes by the company's own rule.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from register import merging
from register.enums import DataCategory, Relationship, SuppressionReason
from register.journal import JOB
from register.models import DataSubject, Invoice, SuppressedIdentifier
from retention import grants
from retention.approvals import approve
from retention.decided import Decided
from retention.enums import Trigger, Unit
from retention.models import (
    ApprovalWay,
    GrantedErasure,
    Hold,
    HoldReason,
    Outcome,
    Part,
    PlanItem,
    RetentionRule,
)
from retention.nightly import carry_out_what_is_due
from retention.on_request import make_plan, plans_of
from retention.plan import make_plan as make_ordinary_plan
from retention.run import run
from tests import factories as make
from tests.retention.rules import a_rule_of, day, said
from tests.subjects.requests import held_since

pytestmark = pytest.mark.django_db
C = DataCategory
TODAY = timezone.localdate()
REFERENCE = "P-2345-6789"
LEFT = day("30.6.2024")  # both have left on this day
BOUGHT = day("14.3.2024")
LONG_AGO = datetime(2024, 6, 30, 12, tzinfo=UTC)


@pytest.fixture
def world():
    return World()


class World:
    """The company keeps all for 20 years; the law vouchers for 6 and names for 10."""

    def __init__(self) -> None:
        self.kept_by = make.a_membership()
        self.register = self.kept_by.register
        a_rule_of(self.register, (Trigger.CUSTOMER_RELATIONSHIP_END, 20, Unit.YEAR), key="oma")
        a_rule_of(
            self.register, (Trigger.INVOICE_DATE, 20, Unit.YEAR), key="omat-laskut", of=(C.INVOICE,)
        )
        self.a_duty((Trigger.INVOICE_DATE, 6, Unit.YEAR), of=(C.INVOICE,), key="kirjanpito")
        self.asks = self.a_former_customer("a1", "Impi")
        self.neighbour = self.a_former_customer("b1", "Aino")
        make.an_invoice(self.asks, "L-1", issued_on=BOUGHT)
        make.an_invoice(self.neighbour, "L-9", issued_on=BOUGHT)
        held_since(LONG_AGO)

    def a_former_customer(self, number, given_names):
        person = make.a_person(
            self.kept_by,
            customer_number=number,
            given_names=given_names,
            family_name="Tarulainen",
            relationship=Relationship.FORMER,
            relationship_ended_on=LEFT,
        )
        make.a_contact_point(person, f"{number}@satumaa.example")
        return person

    def a_duty(self, *terms, key, **values):
        return a_rule_of(
            self.register, *terms, key=key, statutory=True, source_fi="kirjanpitolaki", **values
        )

    def of_names(self):
        """A duty that keeps the card, for ten years."""
        ten = (Trigger.CUSTOMER_RELATIONSHIP_END, 10, Unit.YEAR)
        return self.a_duty(ten, key="nimet", of=(C.NAME,))

    def grant(self, decided=None, people=None):
        """The erasure that was asked for, carried out and noted today."""
        decided, now = decided or Decided(), timezone.now()
        people = people or [self.asks.pk]
        plan = make_plan(people, decided, reference=REFERENCE, on=TODAY, by=None, now=now)
        officer = make.a_user(is_superuser=True)
        way = ApprovalWay.SECOND_PERSON
        approve(plan, by=officer, way=way, now=timezone.now(), digest=plan.digest)
        run(plan, actor=JOB, now=timezone.now(), reference=REFERENCE)
        stay = DataSubject.objects.filter(pk__in=people).values_list("pk", flat=True)
        self.note(decided, set(stay))

    def note(self, decided, people):
        grants.note(
            plans_of(REFERENCE),
            people,
            decided,
            reference=REFERENCE,
            decided_on=TODAY,
            now=timezone.now(),
        )

    def plan(self, on):
        return make_ordinary_plan(on, register=self.register, by=None, now=timezone.now())

    def due(self, on):
        """What a plan of that day lets go or lists, without the neighbour's."""
        return sorted(self.said(on))

    def said(self, on):
        return [one for one in said(self.plan(on)) if not one.startswith("b1 ")]


def erased_on(world, last_day, what):
    """It is let go on the day after `last_day`, and on that day itself it is not."""
    assert what not in world.due(last_day)
    assert what in world.due(last_day + timedelta(days=1))


# Vouchers


def test_a_voucher_of_nobody_goes_when_the_law_lets_it_and_the_neighbours_stays(world):
    world.grant()
    assert not DataSubject.objects.filter(pk=world.asks.pk).exists()
    assert Invoice.objects.get(number="L-1").subject is None
    erased_on(world, day("14.3.2030"), "- L-1 erase")
    later = said(world.plan(day("15.3.2030")))
    assert later == ["b1 L-9 keep longer_rule", "- L-1 erase"]
    item = PlanItem.objects.filter(outcome=Outcome.ERASE).latest("pk")
    assert (item.due_on, item.event_on, item.on_request) == (day("15.3.2030"), BOUGHT, True)


def test_without_the_grant_the_companys_longer_rule_keeps_it(world):
    world.grant()
    GrantedErasure.objects.all().delete()
    assert world.due(day("15.3.2030")) == ["- L-1 keep longer_rule"]


def test_the_grant_outlives_the_request_and_goes_with_the_voucher(world, settings):
    settings.RETENTION_POLICY_SIZE = 1_000
    world.grant()
    plans_of(REFERENCE).update(overtaken=True)  # nothing of the request is asked any more
    carry_out_what_is_due(datetime(2030, 3, 14, 12, tzinfo=UTC), actor=JOB)
    assert GrantedErasure.objects.count() == 1
    carry_out_what_is_due(datetime(2030, 3, 15, 12, tzinfo=UTC), actor=JOB)
    assert not Invoice.objects.filter(number="L-1").exists()
    assert not GrantedErasure.objects.exists()
    assert Invoice.objects.get(number="L-9").subject == world.neighbour
    assert world.neighbour.contact_points.count() == 1


def test_a_voucher_that_no_duty_covers_is_still_looked_at(world):
    world.grant()
    RetentionRule.objects.filter(register=world.register, key="kirjanpito").delete()
    assert world.due(TODAY) == ["- L-1 look no_rule"]


def test_a_voucher_that_was_refused_by_name_goes_by_all_rules(world):
    voucher = Invoice.objects.get(number="L-1")
    other = make.an_invoice(world.asks, "L-2", issued_on=BOUGHT)
    held_since(LONG_AGO)
    world.grant(Decided(rows_refused=frozenset({("register.Invoice", voucher.pk)})))
    assert [one.invoice for one in GrantedErasure.objects.filter(subject=None)] == [other]
    assert world.due(day("15.3.2030")) == ["L-1 keep longer_rule", "L-2 erase"]
    # It keeps the emptied card with it, as on the day of the decision, and both go in the end.
    assert world.due(day("15.3.2044")) == ["L-1 erase", "L-2 erase"]
    voucher.delete()
    assert "person erase" in world.due(TODAY)


# Cards


def test_what_a_duty_keeps_of_a_card_goes_with_the_card_when_it_ends(world):
    world.of_names()
    world.grant()
    world.asks.refresh_from_db()
    assert (world.asks.family_name, world.asks.customer_number) == ("Tarulainen", "")
    assert world.asks.contact_points.count() == 0
    erased_on(world, day("30.6.2034"), "person erase")
    assert said(world.plan(day("1.7.2034"))).count("b1 person erase") == 0
    assert "b1 person erase" in said(world.plan(day("1.7.2044")))


def test_what_a_hold_kept_goes_on_the_day_after_it_is_lifted(world):
    hold = a_hold(world.asks)
    world.grant()
    assert world.asks.contact_points.count() == 1
    assert world.due(TODAY) == ["a1 person keep hold"]
    lift(hold)
    assert world.due(TODAY) == ["a1 person erase"]
    item = PlanItem.objects.get(part=Part.PERSON, outcome=Outcome.ERASE, subject=world.asks.pk)
    assert item.on_request
    assert (item.rule_id, item.due_on) == (None, None)


def test_a_hold_of_one_category_keeps_the_card_until_it_is_lifted(world):
    hold = a_hold(world.asks, category=C.EMAIL)
    world.grant()
    world.asks.refresh_from_db()
    assert world.asks.family_name == ""
    assert "email keep hold" in world.due(TODAY)
    lift(hold)
    assert "person erase" in world.due(TODAY)


def test_what_was_refused_by_name_goes_by_all_rules(world):
    world.grant(Decided(refused=frozenset({C.EMAIL})))
    assert GrantedErasure.objects.get(subject=world.asks).refused == ["email"]
    last = day("30.6.2044")
    assert world.due(last) == ["L-1 erase", "relationship keep longer_rule"]
    assert world.due(last + timedelta(days=1)) == ["L-1 erase", "person erase"]


def test_a_row_that_was_refused_takes_its_category_out_of_the_grant(world):
    spared = world.asks.contact_points.get()
    label = "register.ContactPoint"
    world.grant(Decided(rows_refused=frozenset({(label, spared.pk)})))
    assert GrantedErasure.objects.get(subject=world.asks).refused == ["email"]
    assert world.due(day("14.3.2030")) == ["relationship keep longer_rule"]
    assert list(world.asks.contact_points.all()) == [spared]


def test_what_nobody_can_tell_is_kept_and_looked_at(world):
    world.of_names()
    world.grant()
    DataSubject.objects.filter(pk=world.asks.pk).update(relationship_ended_on=None)
    assert "name look unknown_event" in world.due(day("1.7.2034"))
    assert "person erase" not in world.due(day("1.7.2034"))


def test_a_restriction_that_came_since_keeps(world):
    hold = a_hold(world.asks)
    world.grant()
    lift(hold)
    DataSubject.objects.filter(pk=world.asks.pk).update(restricted_at=timezone.now())
    assert world.due(TODAY) == ["a1 person keep restriction"]


# Data given anew


def came_back(world):
    world.asks.refresh_from_db()
    world.asks.relationship, world.asks.relationship_ended_on = Relationship.CUSTOMER, None
    world.asks.save()


def a_new_order(world):
    make.an_order(world.asks)


def a_new_address(world):
    make.a_contact_point(world.asks, "uusi@satumaa.example")


def a_new_consent(world):
    make.a_consent(world.asks)


def a_new_login(world):
    make.a_key_date(world.asks, TODAY)


def a_new_role(world):
    make.a_subject_role(world.asks)


@pytest.mark.parametrize(
    "what", [came_back, a_new_order, a_new_address, a_new_consent, a_new_login, a_new_role]
)
def test_who_has_given_data_since_is_judged_by_all_rules_but_for_the_vouchers(world, what):
    hold = a_hold(world.asks)
    world.grant()
    lift(hold)
    what(world)
    new = make.an_invoice(world.asks, "L-2", issued_on=BOUGHT)
    assert world.due(TODAY) == []
    assert GrantedErasure.objects.get(subject=world.asks).ended_on == TODAY
    assert world.due(day("15.3.2030")) == ["a1 L-1 erase", "a1 L-2 keep longer_rule"]
    assert new in world.asks.invoices.all()


def test_what_the_office_writes_of_the_request_ends_nothing(world):
    hold = a_hold(world.asks)
    world.grant()
    make.a_marketing_ban(world.asks, channel="email")
    hold.explanation = "Riita jatkuu."
    hold.save()
    assert LogEntry.objects.filter(object_id=hold.pk, action=LogEntry.Action.UPDATE).exists()
    lift(hold)
    assert "a1 person erase" in world.due(TODAY)
    assert GrantedErasure.objects.get(subject=world.asks).ended_on is None


def test_a_bill_paid_since_and_a_day_written_of_what_had_ended_end_nothing(world):
    """What is kept is still looked after; only so can the clock of a duty be mended."""
    world.of_names()
    DataSubject.objects.filter(pk=world.asks.pk).update(relationship_ended_on=None)
    world.grant()
    assert "name look unknown_event" in world.due(day("1.7.2034"))
    voucher, card = Invoice.objects.get(number="L-1"), DataSubject.objects.get(pk=world.asks.pk)
    voucher.paid_on = TODAY
    voucher.save()
    card.relationship_ended_on = LEFT
    card.save()
    assert LogEntry.objects.filter(action=LogEntry.Action.UPDATE).count() == 2
    erased_on(world, day("30.6.2034"), "person erase")


def test_a_day_after_the_grant_tells_of_somebody_who_came_back(world):
    hold = a_hold(world.asks)
    world.grant()
    lift(hold)
    card = DataSubject.objects.get(pk=world.asks.pk)
    card.relationship_ended_on = TODAY + timedelta(days=1)
    card.save()
    assert "a1 person erase" not in world.due(TODAY)


def test_the_last_contact_that_a_run_notes_ends_nothing(world, settings):
    settings.RETENTION_POLICY_SIZE = 1_000
    a_rule_of(world.register, (Trigger.LAST_CONTACT, 30, Unit.YEAR), key="yhteys", of=(C.PHONE,))
    world.of_names()
    make.an_interaction(world.asks, at=LONG_AGO)
    held_since(LONG_AGO)
    hold = a_hold(world.asks, category=C.INTERACTION)
    world.grant()
    lift(hold)
    carry_out_what_is_due(timezone.now(), actor=JOB)
    world.asks.refresh_from_db()
    assert not world.asks.interactions.exists()
    assert [one.happened_on for one in world.asks.key_dates.all()] == [LEFT]
    erased_on(world, day("30.6.2034"), "person erase")


def test_what_came_after_the_run_and_before_it_was_noted_as_done_ends_the_grant(world):
    hold = a_hold(world.asks)
    world.grant()
    GrantedErasure.objects.all().delete()  # the machine stopped before the note
    a_new_address(world)
    world.note(Decided(), {world.asks.pk})
    lift(hold)
    assert "a1 person erase" not in world.due(TODAY)


def test_days_that_passed_quietly_are_not_looked_through_again(world):
    hold = a_hold(world.asks)
    world.grant()
    noted = GrantedErasure.objects.get(subject=world.asks).quiet_until
    later = noted + timedelta(days=400)
    make_ordinary_plan(TODAY, register=world.register, by=None, now=later)
    granted = GrantedErasure.objects.get(subject=world.asks)
    assert granted.quiet_until == later - grants.OVERLAP
    lift(hold)


def test_both_cards_of_an_earlier_merge_are_one_person(world):
    world.of_names()
    other = world.a_former_customer("a2", "Impi Sylvia")
    held_since(LONG_AGO)
    merging.merge(world.asks, other, by=make.a_user(), now=LONG_AGO)
    world.grant()
    assert [one.subject_id for one in grants.in_force()] == [world.asks.pk]
    erased_on(world, day("30.6.2034"), "person erase")


def test_a_merge_since_ends_the_grant_of_the_card(world):
    hold = a_hold(world.asks)
    world.grant()
    lift(hold)
    other = world.a_former_customer("a2", "Impi Sylvia")
    held_since(LONG_AGO)
    merging.merge(other, world.asks, by=make.a_user(), now=timezone.now())
    assert world.due(TODAY + timedelta(days=400)) == []
    assert not grants.in_force().exists()


def test_a_voucher_refused_later_is_granted_no_more(world):
    world.of_names()
    world.grant()
    voucher = Invoice.objects.get(number="L-1")
    assert GrantedErasure.objects.filter(invoice=voucher).exists()
    world.grant(Decided(rows_refused=frozenset({("register.Invoice", voucher.pk)})))
    assert not GrantedErasure.objects.filter(invoice=voucher).exists()
    assert "L-1 keep longer_rule" in world.due(day("15.3.2030"))


def test_an_erasure_granted_again_takes_the_place_of_the_first(world):
    hold = a_hold(world.asks)
    world.grant(Decided(refused=frozenset({C.EMAIL})))
    a_new_address(world)
    world.plan(TODAY)
    world.grant()
    granted = GrantedErasure.objects.get(subject=world.asks)
    assert (granted.refused, granted.ended_on) == ([], None)
    lift(hold)
    assert world.due(TODAY) == ["a1 person erase"]


# The deed


def test_at_the_deed_it_is_judged_in_the_same_way(world, settings):
    settings.RETENTION_POLICY_SIZE = 1_000
    hold = a_hold(world.asks)
    DataSubject.objects.filter(pk=world.asks.pk).update(contract_ends_on=date(2040, 1, 1))
    world.grant()
    lift(hold)
    night = carry_out_what_is_due(timezone.now(), actor=JOB)
    assert [one.done for one in night.runs] == [1]
    assert not DataSubject.objects.filter(pk=world.asks.pk).exists()
    assert GrantedErasure.objects.get().invoice.number == "L-1"
    assert world.neighbour.contact_points.count() == 1
    kept_out = SuppressedIdentifier.objects.get(kind="email")
    assert kept_out.reason == SuppressionReason.ERASURE_REQUEST
    assert kept_out.until > TODAY + timedelta(days=settings.BACKUP_LAG_DAYS)


@pytest.mark.parametrize("what", [a_new_address, lambda world: a_hold(world.asks)])
def test_what_came_between_plan_and_deed_keeps(world, what):
    hold = a_hold(world.asks)
    world.grant()
    lift(hold)
    plan = world.plan(TODAY)
    assert "a1 person erase" in said(plan)
    officer = make.a_user(is_superuser=True)
    way = ApprovalWay.SECOND_PERSON
    approve(plan, by=officer, way=way, now=timezone.now(), digest=plan.digest)
    what(world)
    run(plan, actor=JOB, now=timezone.now())
    assert DataSubject.objects.filter(pk=world.asks.pk).exists()
    assert PlanItem.objects.get(plan=plan, part=Part.PERSON).skipped in ("revived", "held")


# Cost


def test_more_grants_cost_no_more_queries_and_none_cost_nothing(world):
    def queries():
        with CaptureQueriesContext(connection) as found:
            world.plan(TODAY)
        return [one["sql"] for one in found]

    without = queries()
    assert sum("grantederasure" in sql for sql in without) == 3
    others = [world.a_former_customer(f"c{n}", "Aune") for n in range(12)]
    for place, person in enumerate(others):
        make.an_invoice(person, f"M-{place}", issued_on=BOUGHT)
    held_since(LONG_AGO)
    for person in others:
        a_hold(person)
    world.grant(people=[person.pk for person in others[:2]])
    few = queries()
    world.note(Decided(), {person.pk for person in others})
    assert len(queries()) == len(few)


def a_hold(person, **values):
    values = {"reason": HoldReason.LEGAL_CLAIM, **values}
    return Hold.objects.create(
        subject=person,
        placed_on=TODAY,
        review_on=TODAY + timedelta(days=90),
        placed_by=make.a_user(),
        **values,
    )


def lift(hold):
    Hold.objects.filter(pk=hold.pk).update(lifted_on=TODAY, lifted_by=hold.placed_by)
