"""The plan of a granted erasure: what goes, what a duty of law or a decision keeps, and until when.

Beside the person who asks stands a neighbour with the same data, of whom nothing is ever said.
"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from register import merging
from register.enums import DataCategory, Relationship
from register.models import ContactPoint, Occasion
from register.refusal import Refusal
from retention.approvals import approve, policy_allows
from retention.decided import Decided
from retention.digests import items_digest
from retention.enums import RuleForm, Trigger, Unit
from retention.models import ApprovalWay, Hold, HoldReason, Kept, Outcome, Part, Plan, PlanItem
from retention.on_request import make_plan
from tests import factories as make
from tests.retention.rules import NOW, a_rule_of, day, said

pytestmark = pytest.mark.django_db
C = DataCategory
TODAY = day("22.11.2026")
NOTHING_SPECIAL = Decided()


@pytest.fixture
def world():
    return World()


class World:
    """A register whose company keeps everything for ten years, and what the law adds to it."""

    def __init__(self) -> None:
        self.kept_by = make.a_membership()
        self.register = self.kept_by.register
        self.own = a_rule_of(
            self.register, (Trigger.CUSTOMER_RELATIONSHIP_END, 10, Unit.YEAR), key="oma"
        )
        self.asks = self.a_customer("a1", "Impi")
        self.neighbour = self.a_customer("b1", "Aino")

    def a_customer(self, number, given_names):
        person = make.a_person(
            self.kept_by,
            customer_number=number,
            given_names=given_names,
            family_name="Tarulainen",
            relationship=Relationship.CUSTOMER,
            relationship_started_on=date(2020, 1, 1),
        )
        make.a_contact_point(person, f"{number}@satumaa.example")
        make.an_interaction(person)
        return person

    def a_duty(self, *terms, key="kirjanpito", **values):
        values = {"statutory": True, "source_fi": "kirjanpitolaki 2:10", **values}
        return a_rule_of(self.register, *terms, key=key, **values)

    def plan(self, decided=NOTHING_SPECIAL, people=None, on=TODAY):
        cards = [self.asks.pk] if people is None else people
        return make_plan(cards, decided, reference="P-2345-6789", on=on, by=None, now=NOW)


def test_what_the_company_keeps_for_itself_goes_at_once(world):
    plan = world.plan()
    assert said(plan) == ["a1 person erase"]
    item = plan.items.get()
    assert (item.rule_id, item.due_on, item.event_on) == (None, None, None)
    assert (plan.occasion, plan.reference) == (Occasion.REQUEST, "P-2345-6789")


def test_invoices_stay_until_their_day_and_the_person_goes(world):
    duty = world.a_duty((Trigger.INVOICE_DATE, 6, Unit.YEAR), of=(C.INVOICE,))
    make.an_invoice(world.asks, "L-1", issued_on=day("22.11.2020"))
    make.an_invoice(world.asks, "L-2", issued_on=day("21.11.2020"))
    make.an_invoice(world.neighbour, "L-3", issued_on=day("1.1.2001"))
    plan = world.plan()
    assert said(plan) == ["a1 L-1 keep longer_rule", "a1 L-2 erase", "a1 person erase"]
    kept = plan.items.get(outcome=Outcome.KEEP)
    assert (kept.kept_until, kept.kept_by_rule_id) == (day("22.11.2026"), duty.pk)


def test_an_invoice_needs_a_look_where_no_duty_is_on_record(world):
    make.an_invoice(world.asks, "L-1")
    assert said(world.plan()) == ["a1 L-1 look no_rule", "a1 person erase"]
    granted = Decided(by_name=frozenset({C.INVOICE, C.PAYMENT, C.DEBT}))
    assert said(world.plan(granted)) == ["a1 L-1 erase", "a1 person erase"]


def test_a_duty_keeps_what_it_covers_and_nothing_else(world):
    world.a_duty((Trigger.CUSTOMER_RELATIONSHIP_END, 5, Unit.YEAR), of=(C.NAME,))
    plan = world.plan()
    assert sorted(said(plan)) == [
        "a1 customer_number erase",
        "a1 email erase",
        "a1 interaction erase",
        "a1 name keep longer_rule",
        "a1 relationship keep longer_rule",
    ]
    assert plan.items.get(category=C.NAME).kept_until is None  # the relationship goes on


def test_what_nobody_can_tell_is_kept_and_looked_at(world):
    world.a_duty((Trigger.COLLECTED, 5, Unit.YEAR), of=(C.EMAIL,), key="keratty")
    world.a_duty(key="sanoin", form=RuleForm.CRITERION, text_fi="Niin.", of=(C.INTERACTION,))
    assert sorted(said(world.plan())) == [
        "a1 customer_number erase",
        "a1 email look unknown_event",
        "a1 interaction look not_a_period",
        "a1 name erase",
        "a1 relationship keep longer_rule",
    ]


def test_what_nobody_can_tell_goes_once_it_is_granted_by_name(world):
    world.a_duty(key="sanoin", form=RuleForm.CRITERION, text_fi="Niin.", of=(C.INTERACTION,))
    by_name = Decided(by_name=frozenset({C.INTERACTION}))
    assert said(world.plan(by_name)) == ["a1 person erase"]


def test_a_duty_that_runs_is_not_granted_away(world):
    world.a_duty((Trigger.CUSTOMER_RELATIONSHIP_END, 5, Unit.YEAR), of=(C.NAME,))
    by_name = Decided(by_name=frozenset(C.values))
    assert "a1 name keep longer_rule" in said(world.plan(by_name))


def test_what_was_refused_stays(world):
    refused = Decided(refused=frozenset({C.EMAIL}))
    assert sorted(said(world.plan(refused))) == [
        "a1 customer_number erase",
        "a1 email keep refused",
        "a1 interaction erase",
        "a1 name erase",
        "a1 relationship keep longer_rule",
    ]


def test_a_single_row_may_be_refused_or_granted(world):
    spared, *_others = ContactPoint.objects.filter(subject=world.asks)
    make.a_contact_point(world.asks, "toinen@satumaa.example")
    label = ContactPoint._meta.label
    plan = world.plan(Decided(rows_refused=frozenset({(label, spared.pk)})))
    assert said(plan)[:2] == [
        "a1 contactpoint-row keep refused",
        "a1 contactpoint-row erase",
    ]
    assert plan.items.get(kept=Kept.REFUSED).row == spared.pk
    assert "a1 person erase" not in said(plan)
    assert "a1 email erase" not in said(plan)
    plan = world.plan(
        Decided(refused=frozenset(C.values), rows_by_name=frozenset({(label, spared.pk)}))
    )
    assert [item.row for item in plan.items.filter(outcome=Outcome.ERASE)] == [spared.pk]


def test_a_hold_keeps_and_that_of_the_request_does_not(world):
    a_hold(world.asks, HoldReason.REQUEST)
    assert said(world.plan()) == ["a1 person erase"]
    a_hold(world.asks, HoldReason.LEGAL_CLAIM)
    assert said(world.plan()) == ["a1 person keep hold"]


def test_a_hold_on_a_category_keeps_that_category(world):
    a_hold(world.asks, HoldReason.REQUEST)
    a_hold(world.asks, HoldReason.DISPUTE, category=C.EMAIL)
    told = said(world.plan())
    assert "a1 email keep hold" in told
    assert "a1 name erase" in told


def test_a_restriction_protects_the_person_who_now_asks_to_go(world):
    world.asks.restricted_at = timezone.now()
    world.asks.save()
    assert said(world.plan()) == ["a1 person erase"]


def test_both_cards_of_a_fresh_merge_go_whichever_is_named(world):
    other = world.a_customer("a2", "Impi Sylvia")
    merging.merge(world.asks, other, by=make.a_user(), now=NOW)
    assert said(world.plan()) == ["a1 person erase"]
    assert said(world.plan(people=[other.pk])) == ["a1 person erase"]


def test_the_digest_tells_what_was_decided_and_for_whom(world):
    plan = world.plan()
    assert plan.digest == items_digest(plan) == world.plan().digest
    other = world.plan(Decided(by_name=frozenset({C.EMAIL})))
    assert said(other) == said(plan)
    assert other.digest != plan.digest


def test_policy_never_approves_an_erasure_on_request(world, settings):
    settings.RETENTION_POLICY_SIZE = 1_000
    plan = world.plan()
    assert not policy_allows(plan)
    with pytest.raises(Refusal):
        approve(plan, by=None, way=ApprovalWay.POLICY, now=NOW, digest=plan.digest)


def test_only_a_request_lets_go_what_no_rule_has_ended(world):
    plan = Plan.objects.create(on=TODAY, made_at=NOW)
    item = {"plan": plan, "part": Part.PERSON, "uuid": world.asks.uuid, "outcome": Outcome.ERASE}
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanItem.objects.create(**item)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(on=TODAY, made_at=NOW, occasion=Occasion.REQUEST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(on=TODAY, made_at=NOW, reference="P-2345-6789")


def a_hold(person, reason, **values):
    return Hold.objects.create(
        subject=person,
        reason=reason,
        placed_on=TODAY,
        review_on=TODAY + timedelta(days=90),
        placed_by=make.a_user(),
        **values,
    )
