"""Plans written by hand, row by row: a run must obey the rows, whoever wrote them."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from register.enums import Relationship
from register.models import (
    DataSubject,
    Invoice,
    JournalEntry,
    Order,
    Register,
    RegisterController,
    SuppressedIdentifier,
    User,
)
from register.personal_data import declared_models
from retention.approvals import approve
from retention.digests import items_digest, rules_digest
from retention.enums import Trigger, Unit
from retention.models import (
    ApprovalWay,
    LedgerEntry,
    Outcome,
    Part,
    Plan,
    PlanItem,
    RetentionRule,
    Term,
)
from tests import factories as make
from tests.whole_people import a_whole_person

ENDED = date(2015, 5, 31)
TODAY = timezone.localdate()


def a_carried_rule(
    register: Register,
    key: str = "asiakastiedot",
    trigger: str = Trigger.CUSTOMER_RELATIONSHIP_END,
    length: int = 5,
) -> RetentionRule:
    """So many years from the event."""
    rule = make.a_rule(register, key)
    Term.objects.create(rule=rule, key="a", trigger=trigger, length=length, unit=Unit.YEAR)
    return rule


def a_former_customer(kept_by: RegisterController, number: str, **values: Any) -> DataSubject:
    values = {
        "family_name": f"Entinen{number}",
        "given_names": "Aulis Oskari",
        "customer_number": number,
        "relationship": Relationship.FORMER,
        "relationship_ended_on": ENDED,
        **values,
    }
    return make.a_person(kept_by, **values)


def somebody_whole(kept_by: RegisterController, number: str, family_name: str) -> DataSubject:
    """With a row in every table, whose relationship ended long ago."""
    person = a_whole_person(kept_by, number, family_name)
    person.relationship_started_on, person.relationship_ended_on = date(2010, 1, 1), ENDED
    person.save()
    return person


def whole(person: DataSubject, rule: RetentionRule, **values: Any) -> PlanItem:
    return _item(person, rule, part=Part.PERSON, **values)


def category(person: DataSubject, name: str, rule: RetentionRule, **values: Any) -> PlanItem:
    return _item(person, rule, part=Part.CATEGORY, category=name, **values)


def row(one: models.Model, name: str, rule: RetentionRule, **values: Any) -> PlanItem:
    person = getattr(one, "subject", None)
    values = {"category": name, "model": one._meta.label, "row": one.pk, **values}
    return _item(person, rule, part=Part.ROW, **values)


def _item(person: DataSubject | None, rule: RetentionRule, **values: Any) -> PlanItem:
    return PlanItem(
        **{
            "uuid": person.uuid if person else None,
            "subject": person.pk if person else None,
            "outcome": Outcome.ERASE,
            "rule": rule,
            "due_on": ENDED + timedelta(days=5 * 365 + 2),
            **values,
        }
    )


def a_plan(register: Register, *items: PlanItem, **values: Any) -> Plan:
    """Complete, with its digests; not yet approved."""
    values = {"on": TODAY, "made_at": timezone.now(), "made_by": make.a_user(), **values}
    plan = Plan.objects.create(register=register, rules_digest=rules_digest(register), **values)
    for item in items:
        item.plan = plan
    PlanItem.objects.bulk_create(items)
    plan.digest, plan.complete = items_digest(plan), True
    plan.save()
    return plan


def an_approved_plan(
    register: Register, *items: PlanItem, by: User | None = None, **values: Any
) -> Plan:
    plan = a_plan(register, *items, **values)
    officer = by or make.a_user(is_superuser=True)
    approve(
        plan,
        by=officer,
        way=ApprovalWay.SECOND_PERSON,
        now=timezone.now(),
        digest=plan.digest,
    )
    return plan


def states(plan: Plan) -> list[str]:
    """What became of the items, in their order: done, why left alone, or "" where it waits."""
    return ["done" if item.done_at else item.skipped for item in plan.items.order_by("pk")]


class Picture:
    """All that a register holds on people, told without numbers that differ from run to run."""

    def __init__(self, kept_by: RegisterController) -> None:
        self.kept_by = kept_by
        people = DataSubject.objects.filter(kept_by=kept_by)
        self.names = dict(people.values_list("uuid", "customer_number"))

    def held(self) -> dict[str, Any]:
        """On people."""
        people = DataSubject.objects.filter(kept_by=self.kept_by)
        return {
            "people": sorted(
                people.values_list("customer_number", "sort_name", "relationship_ended_on")
            ),
            "rows": {
                model._meta.label: model._base_manager.filter(
                    **{f"{said.subject}__in": people.values("pk")}
                )
                .distinct()
                .count()
                for model, said in declared_models().items()
                if said.subject
            },
            "vouchers": sorted(
                Invoice.objects.filter(kept_by=self.kept_by).values_list(
                    "number", "buyer_name", "subject__customer_number"
                ),
                key=str,
            ),
            "orders": sorted(
                Order.objects.filter(kept_by=self.kept_by).values_list(
                    "number", "content", "subject__customer_number"
                ),
                key=str,
            ),
            "suppressed": SuppressedIdentifier.objects.filter(kept_by=self.kept_by).count(),
        }

    def now(self) -> dict[str, Any]:
        """With what is noted of runs."""
        return {
            **self.held(),
            "ledger": Counter(
                (self.names[uuid], *told)
                for uuid, *told in LedgerEntry.objects.filter(
                    uuid__in=list(self.names)
                ).values_list("uuid", "part", "category", "model", "outcome", "rows")
            ),
            "journal": Counter(
                (self.names[uuid], act)
                for uuid, act in JournalEntry.objects.filter(uuid__in=list(self.names)).values_list(
                    "uuid", "act"
                )
            ),
            "items": sorted(
                (self.names[item.uuid], item.part, item.category, bool(item.done_at), item.skipped)
                for item in PlanItem.objects.filter(plan__register=self.kept_by.register)
                if item.uuid
            ),
        }
