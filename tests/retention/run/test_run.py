"""A run does what its plan says, never more, and less where something has happened since.

In every test somebody stands beside those who go, and is afterwards as he was.
"""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from register import erasure
from register.enums import DataCategory, Relationship, SuppressionReason
from register.erasure import Warrant
from register.journal import JOB
from register.models import (
    Act,
    Attribute,
    ContactPoint,
    DataSubject,
    Interaction,
    Invoice,
    JournalEntry,
    Order,
    SuppressedIdentifier,
)
from register.refusal import Refusal
from retention import run as running
from retention.enums import Action, Trigger
from retention.locks import turn
from retention.models import (
    Hold,
    HoldReason,
    LedgerEntry,
    Outcome,
    RetentionRule,
    RuleCategory,
    Run,
)
from retention.run import ask_to_stop, run
from tests import factories as make
from tests.retention.run.planning import (
    ENDED,
    TODAY,
    a_carried_rule,
    a_former_customer,
    a_plan,
    an_approved_plan,
    category,
    row,
    somebody_whole,
    states,
    whole,
)
from tests.whole_people import everything_of

pytestmark = pytest.mark.django_db
C = DataCategory


@pytest.fixture(autouse=True)
def _who_stays_is_as_he_was(stays):
    before = everything_of(stays)
    yield
    assert everything_of(stays) == before


@pytest.fixture
def goes(kept_by):
    return somebody_whole(kept_by, "9002", "Katoavainen")


def carry_out(plan, **values):
    return run(plan, **{"actor": JOB, "now": timezone.now(), **values})


# What goes


def test_a_whole_person_goes_and_everything_is_noted(kept_by, rule, goes, settings):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    rows = sum(map(len, everything_of(goes).values()))
    done = carry_out(plan)
    assert (done.done, done.skipped, bool(done.finished_at)) == (1, 0, True)
    assert states(plan) == ["done"]
    assert not any(everything_of(goes).values())
    assert Invoice.objects.get(number="L-9002").subject is None
    entry = JournalEntry.objects.get(act=Act.ERASED)
    assert (entry.uuid, entry.reference) == (goes.uuid, f"plan-{plan.pk}")
    ledger = LedgerEntry.objects.get()
    assert (ledger.uuid, ledger.part, ledger.outcome) == (goes.uuid, "person", "erase")
    assert ledger.rule == "asiakkaat/asiakastiedot"
    assert ledger.rows == rows - 1 - 1  # the voucher stays; search words are no row of anybody's
    kept_out = SuppressedIdentifier.objects.filter(reason=SuppressionReason.RETENTION)
    until = {TODAY + timedelta(days=settings.BACKUP_LAG_DAYS)}
    assert set(kept_out.values_list("until", flat=True)) == until


def test_the_plan_keeps_no_day_of_what_has_gone_and_no_way_to_who_was_anonymised(
    kept_by, rule, goes
):
    stays = somebody_whole(kept_by, "9005", "Jääväinen")
    RetentionRule.objects.update(action=Action.ANONYMISE)
    nobody = whole(goes, rule, outcome=Outcome.ANONYMISE)
    part = category(stays, C.EMAIL, rule, outcome=Outcome.ANONYMISE)
    nobody.event_on = part.event_on = ENDED
    plan = an_approved_plan(kept_by.register, nobody, part)
    carry_out(plan)
    of_person, of_part = plan.items.order_by("pk")
    assert (of_person.subject, of_person.event_on) == (None, None)
    assert (of_part.subject, of_part.event_on, of_part.due_on) == (stays.pk, None, None)


def test_a_person_is_anonymised(kept_by, rule, goes):
    RetentionRule.objects.update(action=Action.ANONYMISE)
    plan = an_approved_plan(kept_by.register, whole(goes, rule, outcome=Outcome.ANONYMISE))
    carry_out(plan)
    left = DataSubject.objects.get(pk=goes.pk)
    assert (left.family_name, left.customer_number) == ("", "")
    assert left.relationship_ended_on == date(2015, 1, 1)
    assert Order.objects.get(number="T-9002").subject is None
    assert LedgerEntry.objects.get().uuid == goes.uuid  # by which a backup knows the person


def test_categories_of_a_person_go_together(kept_by, rule, goes):
    """A datum that is of two categories goes when both do, whatever their order in the plan."""
    item = make.a_data_item(kept_by.register, C.PHONE, C.ROLE, key="vaihde")
    make.an_attribute(goes, item, "vaihteen hoitaja")
    other = make.a_data_item(kept_by.register, C.PHONE, C.SPECIAL, key="muu")
    make.an_attribute(goes, other, "jää tästä")
    plan = an_approved_plan(
        kept_by.register, category(goes, C.ROLE, rule), category(goes, C.PHONE, rule)
    )
    carry_out(plan)
    assert not Attribute.objects.filter(subject=goes, item=item).exists()
    assert Attribute.objects.filter(subject=goes, item=other).exists()
    assert [one.kind for one in ContactPoint.objects.filter(subject=goes)] == ["email"]
    assert DataSubject.objects.get(pk=goes.pk).family_name == "Katoavainen"
    told = LedgerEntry.objects.order_by("pk").values_list("part", "category")
    assert set(told) == {("category", name) for name in ("phone", "role")}


def test_a_category_is_anonymised_by_leaving_figures(kept_by, rule, goes):
    RetentionRule.objects.update(action=Action.ANONYMISE)
    anonymise = category(goes, C.ORDER, rule, outcome=Outcome.ANONYMISE)
    carry_out(an_approved_plan(kept_by.register, anonymise))
    order = Order.objects.get(number="T-9002")
    assert (order.subject, order.content, order.ordered_on) == (None, "", date(2026, 3, 3))


def test_single_rows_go_and_a_voucher_without_a_person_too(kept_by, rule, goes):
    old = Interaction.objects.get(subject=goes)
    nobodys = make.an_invoice(None, "L-77", kept_by=kept_by)
    stays_too = make.an_invoice(None, "L-78", kept_by=kept_by)
    order = Order.objects.get(subject=goes)
    of_vouchers = a_carried_rule(kept_by.register, "tositteet", Trigger.INVOICE_DATE, length=0)
    of_contacts = a_carried_rule(kept_by.register, "yhteydet", Trigger.EVENT, length=0)
    RuleCategory.objects.create(rule=of_contacts, category=C.INTERACTION)
    of_orders = a_carried_rule(kept_by.register, "tilaukset", Trigger.EVENT, length=0)
    RuleCategory.objects.create(rule=of_orders, category=C.ORDER)
    RetentionRule.objects.filter(pk=of_orders.pk).update(action=Action.ANONYMISE)
    plan = an_approved_plan(
        kept_by.register,
        row(old, C.INTERACTION, of_contacts),
        row(nobodys, C.INVOICE, of_vouchers),
        row(order, C.ORDER, of_orders, outcome=Outcome.ANONYMISE),
    )
    assert carry_out(plan).done == 3
    assert not Interaction.objects.filter(subject=goes).exists()
    assert set(Invoice.objects.values_list("number", flat=True)) == {"L-78", "L-9001", "L-9002"}
    order.refresh_from_db()
    assert (order.subject, order.content) == (None, "")
    assert stays_too.number == "L-78"
    assert all(len(entry.row_key) == 64 for entry in LedgerEntry.objects.all())


def test_what_is_to_be_kept_or_looked_at_is_not_touched(kept_by, rule, goes):
    plan = an_approved_plan(
        kept_by.register,
        whole(goes, rule, outcome=Outcome.LOOK, kept="unknown_event"),
        category(goes, C.PHONE, rule, outcome=Outcome.KEEP, kept="longer_rule"),
    )
    before = everything_of(goes)
    assert carry_out(plan).done == 0
    assert everything_of(goes) == before
    assert states(plan) == ["", ""]


def test_absorbed_cards_go_with_the_one_that_stands(kept_by, rule, goes):
    absorbed = make.a_person(kept_by, family_name="Kaksonen", customer_number="9003")
    DataSubject.objects.filter(pk=absorbed.pk).update(merged_into=goes)
    carry_out(an_approved_plan(kept_by.register, whole(goes, rule)))
    assert not DataSubject.objects.filter(pk__in=[goes.pk, absorbed.pk]).exists()


# What has happened since the plan


def hold(person, category=""):
    return Hold.objects.create(
        subject=person,
        category=category,
        reason=HoldReason.DISPUTE,
        placed_on=TODAY,
        review_on=TODAY + timedelta(days=30),
        placed_by=make.a_user(),
    )


def back_to_customer(person):
    DataSubject.objects.filter(pk=person.pk).update(
        relationship=Relationship.CUSTOMER, relationship_ended_on=None
    )


def ended_later(person):
    DataSubject.objects.filter(pk=person.pk).update(relationship_ended_on=TODAY)


def merged_away(person):
    other = make.a_person(person.kept_by, family_name="Toinen")
    DataSubject.objects.filter(pk=person.pk).update(merged_into=other)


def restrict(person):
    DataSubject.objects.filter(pk=person.pk).update(restricted_at=timezone.now())


SINCE = {
    "held": hold,
    "held in part": lambda person: hold(person, C.EMAIL),
    "restricted": restrict,
    "revived: customer again": back_to_customer,
    "revived: ended later than was thought": ended_later,
    "revived: a new order": lambda person: make.an_order(person, "T-1000"),
    "revived: a new contact": make.an_interaction,
    "merged: into another": merged_away,
    "revived: a contract": lambda person: DataSubject.objects.filter(pk=person.pk).update(
        contract_ends_on=TODAY + timedelta(days=90)
    ),
    "gone": lambda person: carry_out_elsewhere(person),
}


def carry_out_elsewhere(person):
    """At the person's own request."""
    with transaction.atomic():
        erasure.erase_people([person.pk], warrant=Warrant(digest="a" * 64, by=JOB))


@pytest.mark.parametrize("what", SINCE)
def test_who_has_been_in_it_since_is_left_alone(kept_by, rule, goes, what):
    person = a_former_customer(kept_by, "9010", family_name="Muuttuvainen")
    theirs = {"trigger": Trigger.CUSTOMER_RELATIONSHIP_END, "event_on": ENDED}
    plan = an_approved_plan(
        kept_by.register, whole(person, rule, **theirs), whole(goes, rule, **theirs)
    )
    SINCE[what](person)
    held = everything_of(person)
    done = carry_out(plan)
    assert states(plan) == [what.partition(":")[0].split()[0], "done"]
    assert (done.done, done.skipped) == (1, 1)
    assert everything_of(person) == held
    assert not any(everything_of(goes).values())


def test_a_hold_of_one_category_keeps_that_and_no_other(kept_by, rule, goes):
    plan = an_approved_plan(
        kept_by.register,
        category(goes, C.PHONE, rule),
        category(goes, C.EMAIL, rule),
        row(Interaction.objects.get(subject=goes), C.INTERACTION, rule),
    )
    hold(goes, C.PHONE)
    hold(goes, C.INTERACTION)
    carry_out(plan)
    assert states(plan) == ["held", "done", "held"]
    assert [one.kind for one in ContactPoint.objects.filter(subject=goes)] == ["phone"]


@pytest.mark.parametrize(
    ("held", "left_alone"), [(C.INVOICE, "held"), (C.DEBT, "held"), (C.PAYMENT, ""), (C.OTHER, "")]
)
def test_a_hold_of_debts_keeps_an_unpaid_voucher(kept_by, rule, goes, held, left_alone):
    vouchers = a_carried_rule(kept_by.register, "tositteet", Trigger.INVOICE_DATE, length=0)
    unpaid = Invoice.objects.get(subject=goes)
    Invoice.objects.filter(pk=unpaid.pk).update(due_on=unpaid.issued_on, paid_on=None)
    plan = an_approved_plan(kept_by.register, row(unpaid, C.INVOICE, vouchers))
    hold(goes, held)
    carry_out(plan)
    assert states(plan) == [left_alone or "done"]


def test_a_hold_of_other_data_keeps_them_and_the_person(kept_by, rule, goes):
    plan = an_approved_plan(
        kept_by.register, category(goes, C.OTHER, rule), category(goes, C.PHONE, rule)
    )
    hold(goes, C.OTHER)
    carry_out(plan)
    assert states(plan) == ["held", "done"]
    whole_plan = an_approved_plan(kept_by.register, whole(goes, rule))
    carry_out(whole_plan)
    assert states(whole_plan) == ["held"]


def test_a_lifted_hold_holds_nothing(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    placed = hold(goes)
    Hold.objects.filter(pk=placed.pk).update(lifted_on=TODAY, lifted_by=placed.placed_by)
    carry_out(plan)
    assert states(plan) == ["done"]


def test_a_category_with_something_new_in_it_is_left_alone(kept_by, rule, goes):
    plan = an_approved_plan(
        kept_by.register, category(goes, C.EMAIL, rule), category(goes, C.PHONE, rule)
    )
    make.a_contact_point(goes, "uusi@satumaa.example")
    carry_out(plan)
    assert states(plan) == ["revived", "done"]


def test_a_row_whose_own_day_was_mended_is_left_alone(kept_by, goes):
    rule = a_carried_rule(kept_by.register, "tositteet", Trigger.INVOICE_DATE, length=0)
    invoice = Invoice.objects.get(subject=goes)
    item = row(invoice, C.INVOICE, rule, trigger=Trigger.INVOICE_DATE, event_on=invoice.issued_on)
    plan = an_approved_plan(kept_by.register, item)
    Invoice.objects.filter(pk=invoice.pk).update(issued_on=date(2026, 5, 5))
    carry_out(plan)
    assert states(plan) == ["revived"]


def test_a_number_that_has_become_somebody_elses_is_nobodys(kept_by, rule, goes):
    """As after a restore: the number is the same, the person is not."""
    item = whole(goes, rule)
    item.uuid = make.a_person(kept_by, family_name="Muu").uuid
    plan = an_approved_plan(kept_by.register, item)
    carry_out(plan)
    assert states(plan) == ["gone"]
    assert DataSubject.objects.filter(pk=goes.pk).exists()


def test_what_falls_due_later_waits_for_the_next_plan(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    due_too = a_former_customer(kept_by, "9011", family_name="Erääntyväinen")
    carry_out(plan)
    assert DataSubject.objects.filter(pk=due_too.pk).exists()


# What refuses the whole run


def refuses(plan, words, **values):
    people, rows = DataSubject.objects.count(), ContactPoint.objects.count()
    with pytest.raises(Refusal, match=words):
        carry_out(plan, **values)
    assert (DataSubject.objects.count(), ContactPoint.objects.count()) == (people, rows)
    assert not LedgerEntry.objects.exists()


def test_the_switch_is_off(kept_by, rule, goes, settings):
    settings.RETENTION_RUNS = False
    refuses(an_approved_plan(kept_by.register, whole(goes, rule)), "switched off")


def test_nobody_has_approved(kept_by, rule, goes):
    refuses(a_plan(kept_by.register, whole(goes, rule)), "Nobody has approved")


def test_a_rule_has_changed(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    rule.terms.update(length=10)
    refuses(plan, "rules have changed")


def test_words_of_a_rule_may_change(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    rule.text_fi = "Tiedot poistetaan viiden vuoden kuluttua."
    rule.save()
    assert carry_out(plan).done == 1


@pytest.mark.parametrize(
    "change",
    [{"outcome": Outcome.ANONYMISE}, {"due_on": TODAY}, {"event_on": TODAY}],
    ids=lambda change: next(iter(change)),
)
def test_an_approved_item_has_changed(kept_by, rule, goes, change):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    plan.items.update(**change)
    refuses(plan, "not what was approved")


def test_an_item_was_added(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    more = whole(a_former_customer(kept_by, "9012", family_name="Lisätty"), rule)
    more.plan = plan
    more.save()
    refuses(plan, "not what was approved")


def test_the_digest_itself_has_changed(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    plan.digest = "f" * 64
    plan.save()
    refuses(plan, "changed since it was approved")


def test_the_approval_is_older_than_fourteen_days_before_the_day(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    plan.approval.approved_at -= timedelta(days=15)
    plan.approval.save()
    refuses(plan, "fourteen days")


# Stopped, resumed, twice


def several(kept_by, rule, count=9):
    people = [
        a_former_customer(kept_by, str(9100 + number), family_name=f"Jonottaja{number}")
        for number in range(count)
    ]
    return people, an_approved_plan(kept_by.register, *(whole(one, rule) for one in people))


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(running, "AT_ONCE", 2)


@pytest.mark.usefixtures("small_batches")
def test_a_run_is_stopped_between_batches_and_resumed(kept_by, rule):
    people, plan = several(kept_by, rule)
    seen = []

    def look(progress):
        seen.append((progress.done, progress.total))
        if progress.done == 4:
            ask_to_stop(Run.objects.get(plan=plan), now=timezone.now())

    stopped = carry_out(plan, progress=look)
    assert (stopped.done, stopped.finished_at) == (4, None)
    assert DataSubject.objects.filter(pk__in=[one.pk for one in people]).count() == 5
    finished = carry_out(plan)
    assert (finished.done, bool(finished.finished_at), finished.stop_asked_at) == (9, True, None)
    assert seen == [(0, 9), (2, 9), (4, 9)]
    assert LedgerEntry.objects.count() == JournalEntry.objects.filter(act=Act.ERASED).count() == 9


@pytest.mark.usefixtures("small_batches")
def test_who_calls_it_can_stop_it(kept_by, rule):
    _people, plan = several(kept_by, rule)
    asked = iter([False, False, True])
    stopped = carry_out(plan, should_stop=lambda: next(asked))
    assert (stopped.done, stopped.finished_at) == (4, None)


def test_a_finished_run_does_nothing_any_more(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    first = carry_out(plan)
    again = carry_out(plan)
    assert (again.finished_at, again.done) == (first.finished_at, 1)
    assert LedgerEntry.objects.count() == 1


@pytest.mark.usefixtures("small_batches")
def test_everything_of_one_person_goes_in_one_batch(kept_by, rule, goes):
    before, after = (a_former_customer(kept_by, number) for number in ("9020", "9021"))
    items = [category(goes, name, rule) for name in (C.PHONE, C.EMAIL, C.ROLE, C.POSTAL_ADDRESS)]
    plan = an_approved_plan(kept_by.register, whole(before, rule), *items, whole(after, rule))
    done = []
    carry_out(plan, progress=lambda progress: done.append(progress.done))
    assert done == [0, 4, 6]  # by the order of people, not of items
    assert states(plan) == ["done"] * 6


@pytest.mark.sqlite  # on PostgreSQL a session takes its own lock again: see test_crashes.py
@pytest.mark.usefixtures("small_batches")
def test_the_turn_is_taken_by_one_at_a_time(kept_by, rule, goes):
    plan = an_approved_plan(kept_by.register, whole(goes, rule))
    with turn(), pytest.raises(Refusal, match="Another retention run"):
        carry_out(plan)
    assert states(plan) == [""]


def test_many_people_cost_as_many_statements_as_one(kept_by, rule, goes):
    def statements(*people):
        plan = an_approved_plan(kept_by.register, *(whole(one, rule) for one in people))
        with CaptureQueriesContext(connection) as counted:
            carry_out(plan)
        assert set(states(plan)) == {"done"}
        return len(counted)

    many = [somebody_whole(kept_by, str(9200 + number), "Monta") for number in range(12)]
    assert statements(goes) == statements(*many)
