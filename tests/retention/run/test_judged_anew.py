"""At the deed everything is judged once more: no rule that would keep the data now is passed over.

Here the plans are made by the rules themselves. In every test somebody else of the same plan goes.
"""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from register import journal, merging, restricting
from register.enums import DataCategory, KeyDateKind, Relationship
from register.erasure import Warrant, erase_categories
from register.journal import COMMAND, JOB
from register.models import (
    Act,
    Attribute,
    ContactPoint,
    DataSubject,
    Invoice,
    JournalEntry,
    Merge,
    Occasion,
)
from register.refusal import Refusal
from retention import run as running
from retention.approvals import DESTRUCTIVE, approve
from retention.drafts import DraftItem
from retention.enums import Action, AppliesWhen, Rounding, Trigger, Unit
from retention.items import Item
from retention.models import (
    ApprovalWay,
    FinancialYear,
    Hold,
    HoldReason,
    LedgerEntry,
    Plan,
    Run,
)
from retention.plan import make_plan
from retention.run import run
from tests import factories as make
from tests.retention.rules import a_rule_of
from tests.retention.run.planning import TODAY

pytestmark = pytest.mark.django_db
C, T = DataCategory, Trigger
LONG_AGO = date(2012, 5, 31)


@pytest.fixture
def register(kept_by):
    return kept_by.register


def somebody(kept_by, number, **values):
    values = {
        "family_name": f"Entinen{number}",
        "customer_number": number,
        "relationship": Relationship.FORMER,
        "relationship_ended_on": LONG_AGO,
        "collected_on": LONG_AGO,
        **values,
    }
    person = make.a_person(kept_by, **values)
    make.a_contact_point(person, f"entinen{number}@satumaa.example")
    return person


@pytest.fixture
def person(kept_by):
    return somebody(kept_by, "7001")


@pytest.fixture
def other(kept_by):
    return somebody(kept_by, "7002")


def planned(register) -> Plan:
    maker, officer = (make.a_user(is_superuser=True) for _each in range(2))
    plan = make_plan(TODAY, register=register, by=maker, now=timezone.now())
    way, now = ApprovalWay.SECOND_PERSON, timezone.now()
    approve(plan, by=officer, way=way, now=now, digest=plan.digest)
    return plan


def carry_out(plan):
    return run(plan, actor=JOB, now=timezone.now())


def became_of(plan, person) -> dict[str, str]:
    items = plan.items.filter(uuid=person.uuid, outcome__in=DESTRUCTIVE).order_by("pk")
    return {item.category or item.part: "done" if item.done_at else item.skipped for item in items}


def hold(person, category=""):
    return Hold.objects.create(
        subject=person,
        category=category,
        reason=HoldReason.DISPUTE,
        placed_on=TODAY,
        review_on=TODAY + timedelta(days=30),
        placed_by=make.a_user(),
    )


# Another rule than the one that decided


def test_who_is_a_customer_again_is_kept_by_the_rule_that_did_not_decide(
    register, kept_by, person, other
):
    """The longer of two periods decided; now the other one has not begun."""
    a_rule_of(register, (T.COLLECTED, 10, Unit.YEAR), key="kerays")
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR), key="suhde")
    plan = planned(register)
    DataSubject.objects.filter(pk=person.pk).update(
        relationship=Relationship.CUSTOMER, relationship_ended_on=None
    )
    carry_out(plan)
    assert became_of(plan, person) == {"person": "revived"}
    assert became_of(plan, other) == {"person": "done"}
    assert ContactPoint.objects.filter(subject=person).exists()


def test_who_owes_again_is_kept_by_the_rule_for_debtors(register, kept_by, person, other):
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR), key="suhde")
    a_rule_of(
        register,
        (T.COLLECTED, 30, Unit.YEAR),
        key="velalliset",
        applies_when=AppliesWhen.IN_DEBT,
    )
    for one in (person, other):
        make.an_invoice(
            one,
            f"L-{one.customer_number}",
            issued_on=LONG_AGO,
            due_on=LONG_AGO,
            paid_on=LONG_AGO,
        )
    plan = planned(register)
    Invoice.objects.filter(number="L-7001").update(paid_on=None)
    carry_out(plan)
    assert set(became_of(plan, person).values()) == {"revived"}
    assert set(became_of(plan, other).values()) == {"done"}
    assert Invoice.objects.get(number="L-7001").subject == person


def test_what_comes_out_otherwise_than_was_approved_waits(register, kept_by, person, other):
    """Erasing was approved; the rule that decides now would anonymise."""
    a_rule_of(register, (T.COLLECTED, 5, Unit.YEAR), key="kerays")
    a_rule_of(
        register,
        (T.CUSTOMER_RELATIONSHIP_END, 3, Unit.YEAR),
        key="suhde",
        action=Action.ANONYMISE,
    )
    plan = planned(register)
    later = TODAY - timedelta(days=4 * 366)
    DataSubject.objects.filter(pk=person.pk).update(relationship_ended_on=later)
    carry_out(plan)
    assert became_of(plan, person) == {"person": "revived"}
    assert became_of(plan, other) == {"person": "done"}


# What no rule sees


def corrected(person):
    """As somebody does in the admin: the card's log tells of it."""
    person.given_names = "Aino Maria"
    person.save()


def mended(person):
    point = ContactPoint.objects.get(subject=person)
    point.value = "uusi@satumaa.example"
    point.save()


def noted(person):
    journal.record(Act.CHANGED, about=person, by=COMMAND, occasion=Occasion.QUALITY)


@pytest.mark.parametrize("change", [corrected, mended, noted])
def test_a_new_value_in_an_old_row_spares_the_person(register, kept_by, person, other, change):
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR))
    plan = planned(register)
    change(person)
    carry_out(plan)
    assert became_of(plan, person) == {"person": "revived"}
    assert became_of(plan, other) == {"person": "done"}


def test_a_new_value_spares_its_own_category_only(register, kept_by, person):
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR), of=(C.EMAIL, C.PHONE))
    make.a_contact_point(person, "040 765 4321", "phone")
    plan = planned(register)
    corrected(person)
    mended_one = ContactPoint.objects.get(subject=person, kind="email")
    mended_one.value = "uusi@satumaa.example"
    mended_one.save()
    carry_out(plan)
    assert became_of(plan, person) == {"email": "revived", "phone": "done"}


# Holds


@pytest.mark.parametrize("category", [C.DEBT, C.PAYMENT, C.INVOICE])
def test_a_hold_on_any_category_of_a_voucher_keeps_it(register, kept_by, person, other, category):
    """A voucher with a due date that was paid is a debt and a payment too."""
    a_rule_of(register, (T.INVOICE_DATE, 1, Unit.YEAR), of=(C.INVOICE, C.DEBT, C.PAYMENT))
    for one in (person, other):
        make.an_invoice(
            one,
            f"L-{one.customer_number}",
            issued_on=LONG_AGO,
            due_on=LONG_AGO,
            paid_on=LONG_AGO,
        )
    plan = planned(register)
    hold(person, category)
    carry_out(plan)
    assert became_of(plan, person) == {"invoice": "held"}
    assert became_of(plan, other) == {"invoice": "done"}
    assert set(Invoice.objects.values_list("number", flat=True)) == {"L-7001"}


def test_a_hold_is_never_erased_with_what_it_belongs_to(register, kept_by, person, other):
    """Holds are data of the category “other” themselves."""
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR), of=(C.OTHER,))
    for one in (person, other):
        make.a_key_date(one, date(1961, 2, 3), kind=KeyDateKind.BIRTH)
        placed = hold(one, C.PHONE)
        Hold.objects.filter(pk=placed.pk).update(lifted_on=TODAY, lifted_by=placed.placed_by)
    plan = planned(register)
    placed = hold(person, C.EMAIL)
    carry_out(plan)
    assert set(became_of(plan, person).values()) == {"held"}
    assert Hold.objects.filter(pk=placed.pk).exists()
    assert set(became_of(plan, other).values()) == {"done"}
    assert not Hold.objects.filter(subject=other).exists()


def test_the_door_itself_keeps_a_hold_in_force(kept_by, person):
    placed, lifted = hold(person, C.EMAIL), hold(person, C.PHONE)
    Hold.objects.filter(pk=lifted.pk).update(lifted_on=TODAY, lifted_by=lifted.placed_by)
    erase_categories([person.pk], [C.OTHER], warrant=Warrant(digest="a" * 64, by=COMMAND))
    assert list(Hold.objects.all()) == [placed]


# Done once


def test_what_has_gone_already_is_not_done_twice(register, kept_by, person, other):
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR), of=(C.EMAIL,))
    first, second = planned(register), planned(register)
    carry_out(first)
    entries = LedgerEntry.objects.count()
    make.a_contact_point(other, "taas@satumaa.example")
    carry_out(second)
    assert became_of(second, person) == {"email": "gone"}
    assert became_of(second, other) == {"email": "revived"}
    assert LedgerEntry.objects.count() == entries


def test_judging_leaves_nothing_behind(register, kept_by, person):
    """Nor in the draft, which on SQLite outlives the transaction."""
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR))
    plan = planned(register)
    carry_out(plan)
    assert list(Plan.objects.all()) == [plan]
    assert plan.items.count() == 1
    assert not DraftItem._default_manager.exists()


def test_the_journal_tells_nobody_of_the_rows_of_others(register, kept_by, person, other):
    a_rule_of(register, (T.INVOICE_DATE, 1, Unit.YEAR), of=(C.INVOICE,))
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 90, Unit.YEAR), key="muut")
    for card in (person, other):
        make.an_invoice(card, f"L-{card.pk}", issued_on=LONG_AGO)
    carry_out(planned(register))
    entries = JournalEntry.objects.filter(act=Act.ERASED)
    assert [entry.detail for entry in entries] == [{"model": "register.Invoice"}] * 2


def test_a_run_killed_while_it_forgets_days_is_finished_afterwards(
    register, kept_by, person, other, monkeypatch
):
    """By then the items are no longer those that were approved; nothing is left to be done."""
    monkeypatch.setattr(running, "AT_ONCE", 1)
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR))
    plan = planned(register)
    among = running.among

    def killed(ids):
        if isinstance(ids, list) and not Item.of(running.waiting(plan)):
            killed.calls += 1
            if killed.calls == 3:  # the first of the two items is without its days
                raise KeyboardInterrupt
        return among(ids)

    killed.calls = 0
    monkeypatch.setattr(running, "among", killed)
    with pytest.raises(KeyboardInterrupt):
        carry_out(plan)
    monkeypatch.setattr(running, "among", among)
    assert Run.objects.get().finished_at is None
    assert plan.items.filter(event_on=None).count() == 1
    assert carry_out(plan).finished_at is not None
    assert not plan.items.filter(event_on__isnull=False).exists()


def test_rules_that_change_in_the_middle_of_a_run_stop_it(register, kept_by, monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 1)
    rule = a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR))
    people = [somebody(kept_by, str(7100 + number)) for number in range(3)]
    plan = planned(register)

    def change_after_the_first(progress):
        if progress.done == 1:
            rule.terms.update(length=40)

    with pytest.raises(Refusal, match="rules have changed"):
        run(plan, actor=JOB, now=timezone.now(), progress=change_after_the_first)
    left = DataSubject.objects.filter(pk__in=[one.pk for one in people]).count()
    assert (left, LedgerEntry.objects.count()) == (2, 1)


def test_financial_years_that_change_between_plan_and_run_stop_it(register, kept_by, person):
    years = FinancialYear.objects.create(controller=kept_by.controller, ends_on=date(2015, 6, 30))
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR, Rounding.END_OF_FINANCIAL_YEAR))
    plan = planned(register)
    FinancialYear.objects.filter(pk=years.pk).update(ends_on=date(2015, 3, 31))
    with pytest.raises(Refusal, match="or the financial years"):
        carry_out(plan)
    assert DataSubject.objects.filter(pk=person.pk).exists()
    carry_out(planned(register))
    assert not DataSubject.objects.filter(pk=person.pk).exists()


def test_financial_years_that_no_rule_counts_by_stop_nothing(register, kept_by, person):
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR))
    plan = planned(register)
    FinancialYear.objects.create(controller=kept_by.controller, ends_on=date(2015, 3, 31))
    carry_out(plan)
    assert not DataSubject.objects.filter(pk=person.pk).exists()


@pytest.fixture
def merged(kept_by, person, other):
    """Both cards had the same item; the merge can no longer be undone."""
    gone, kept = (make.an_attribute(card, value="yhteinen") for card in (person, other))
    at = timezone.now() - timedelta(days=settings.MERGE_UNDO_DAYS + 2)
    merging.merge(other, person, by=make.a_user(), now=at)
    return gone, kept


def test_what_is_left_on_an_absorbed_card_goes_by_its_own_rule(register, kept_by, other, merged):
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR), of=(C.OTHER,))
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 90, Unit.YEAR), key="muut")
    stays = make.an_attribute(make.a_person(kept_by), value="yhteinen")
    carry_out(planned(register))
    assert list(Attribute.objects.all()) == [stays]
    entries = LedgerEntry.objects.filter(part="row")
    assert set(entries.values_list("uuid", flat=True)) == {other.uuid}
    assert entries.count() == len(merged)


def long_merged(kept, gone):
    at = timezone.now() - timedelta(days=settings.MERGE_UNDO_DAYS + 2)
    merging.merge(kept, gone, by=make.a_user(), now=at)


def test_a_restriction_that_came_with_an_absorbed_card_and_is_lifted_stops_nothing(
    register, kept_by, person, other
):
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR))
    restricting.restrict([other.pk], by=JOB, at=timezone.now())
    long_merged(person, other)
    restricting.lift([person.pk], by=JOB, at=timezone.now())
    carry_out(planned(register))
    assert not DataSubject.objects.exists()


def test_a_contract_that_only_the_absorbed_card_had_stops_nothing_for_ever(
    register, kept_by, person, other
):
    """The plan asks the card that stands: what its officer has written there since the merge."""
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR))
    other.contract_ends_on = TODAY + timedelta(days=900)
    other.save()
    long_merged(person, other)
    DataSubject.objects.filter(pk=person.pk).update(contract_ends_on=LONG_AGO)
    plan = planned(register)
    assert [run.skipped for run in [carry_out(plan)]] == [0]
    assert not DataSubject.objects.exists()


def test_who_is_parted_after_the_plan_is_left_alone(register, kept_by, person, other, merged):
    """A restore, or an officer in the last hour: the row is its own card's again."""
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 1, Unit.YEAR), of=(C.OTHER,))
    a_rule_of(register, (T.CUSTOMER_RELATIONSHIP_END, 90, Unit.YEAR), key="muut")
    plan = planned(register)
    merging.take_apart(Merge.objects.get(), other, person)
    carry_out(plan)
    assert list(Attribute.objects.all()) == [merged[0]]
