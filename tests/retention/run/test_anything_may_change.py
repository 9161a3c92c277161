"""Registers changed at random between plan and run: nothing goes that is not due by then."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from register.enums import DataCategory, KeyDateKind, Relationship
from register.journal import JOB
from register.models import DataSubject, Disclosure, Interaction, Invoice, KeyDate, Order
from retention.approvals import DESTRUCTIVE, approve
from retention.models import ApprovalWay, Hold, HoldReason, Part, Plan, PlanItem
from retention.plan import make_plan
from retention.run import run
from tests import factories as make
from tests.retention.histories import History
from tests.retention.run.planning import TODAY

pytestmark = pytest.mark.django_db
LATELY = TODAY - timedelta(days=1)
Change = Callable[[DataSubject, Random], object]


def card(person: DataSubject, **values: object) -> None:
    """Past every trail: only the rows tell."""
    DataSubject.objects.filter(pk=person.pk).update(**values)


def hold(person: DataSubject, draw: Random) -> None:
    Hold.objects.create(
        subject=person,
        category=draw.choice(["", *DataCategory]),
        reason=HoldReason.DISPUTE,
        placed_on=TODAY,
        review_on=TODAY,
        placed_by=make.a_user(),
    )


def a_day(person: DataSubject, draw: Random) -> None:
    kind = draw.choice(list(KeyDateKind))
    KeyDate.objects.filter(subject=person, kind=kind).delete()
    make.a_key_date(person, LATELY, kind=kind)


CHANGES: list[Change] = [
    hold,
    hold,
    a_day,
    lambda person, _draw: card(
        person, relationship=Relationship.CUSTOMER, relationship_ended_on=None
    ),
    lambda person, _draw: card(person, collected_on=LATELY),
    lambda person, _draw: card(person, contract_ends_on=LATELY),
    lambda person, _draw: card(person, kind="user"),
    lambda person, _draw: card(person, restricted_at=timezone.now()),
    lambda person, _draw: make.an_interaction(person),
    lambda person, _draw: make.an_order(person, f"T-{person.pk}-uusi", ordered_on=LATELY),
    lambda person, _draw: Invoice.objects.filter(subject=person).update(paid_on=None),
    lambda person, _draw: Invoice.objects.filter(subject=person).update(financial_year_end=None),
    lambda person, _draw: Order.objects.filter(subject=person).update(ordered_on=LATELY),
    lambda person, _draw: Interaction.objects.filter(subject=person).update(at=timezone.now()),
    lambda person, _draw: Disclosure.objects.filter(subject=person).update(disclosed_on=LATELY),
]


def an_approved_plan(history: History) -> Plan:
    maker, officer = (make.a_user(is_superuser=True) for _each in range(2))
    plan = make_plan(TODAY, register=history.register, by=maker, now=timezone.now())
    way, now = ApprovalWay.SECOND_PERSON, timezone.now()
    approve(plan, by=officer, way=way, now=now, digest=plan.digest)
    return plan


def is_due(item: PlanItem, now: Plan) -> bool:
    """By the other plan: by itself, or with the whole person."""
    due = now.items.filter(outcome=item.outcome, outcome__in=DESTRUCTIVE)
    same = due.filter(
        part=item.part,
        uuid=item.uuid,
        category=item.category,
        model=item.model,
        row=item.row,
    )
    if same.exists():
        return True
    is_voucher = item.model == Invoice._meta.label
    return not is_voucher and due.filter(part=Part.PERSON, uuid=item.uuid).exists()


@pytest.mark.parametrize("seed", range(6))
def test_nothing_goes_that_a_plan_made_at_the_run_would_not_name(seed):
    history = History(seed, people=10)
    plan = an_approved_plan(history)
    draw = Random(seed)  # noqa: S311 # the same changes from the same seed
    cards = DataSubject.objects.filter(kept_by=history.kept_by, merged_into=None)
    changed = draw.sample(list(cards.order_by("pk")), 5)
    for person in changed:
        for change in draw.sample(CHANGES, 2):
            change(person, draw)
    now = make_plan(TODAY, register=history.register, by=None, now=timezone.now())
    named = list(plan.items.filter(outcome__in=DESTRUCTIVE))
    due = {item.pk for item in named if is_due(item, now)}
    run(plan, actor=JOB, now=timezone.now())
    done = set(plan.items.filter(done_at__isnull=False).values_list("pk", flat=True))
    assert done <= due
    as_they_were = {item.pk for item in named if item.uuid not in {one.uuid for one in changed}}
    assert as_they_were <= done  # and whoever is as he was is not spared


def test_the_seeds_do_change_what_is_due():
    """Or the test above would show nothing."""
    history = History(2, people=20)
    plan = an_approved_plan(history)
    for person in DataSubject.objects.filter(kept_by=history.kept_by):
        card(person, relationship=Relationship.CUSTOMER, relationship_ended_on=None)
        card(person, collected_on=LATELY)
    now = make_plan(TODAY, register=history.register, by=None, now=timezone.now())
    items = list(plan.items.filter(outcome__in=DESTRUCTIVE))
    assert 0 < sum(is_due(item, now) for item in items) < len(items)


@pytest.mark.parametrize("seed", range(6))
def test_where_nothing_changes_all_goes_and_nothing_is_due_again(seed):
    """Whatever the run alone spares, it would spare every night."""
    history = History(seed, people=12)
    plan = an_approved_plan(history)
    assert run(plan, actor=JOB, now=timezone.now()).skipped == 0
    again = make_plan(TODAY, register=history.register, by=None, now=timezone.now())
    assert not again.items.filter(outcome__in=DESTRUCTIVE).exists()
