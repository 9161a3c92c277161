"""The plan of a granted erasure (Art. 17): everything of some people, sorted into goes and stays.

It goes by the same SQL, the same approval and the same run as what falls due by itself. What
differs is said in `decided.py`; and:

* The hold that the request itself placed holds back nothing. Every other hold keeps (Art.
  17(3)(e)).
* A restriction does not keep: it protects the person, who now asks for more (Art. 18(2)).
* A merge that could be undone is final: the person asks for both cards to go.
* A voucher that no statutory rule of the register covers needs a look: bookkeeping is a duty,
  whether or not it is on record here.
* All that stays is listed, with its ground.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from register.absorbed import every_card_of
from register.models import DataSubject, Occasion, Register, User
from register.support.many_ids import among
from retention import figures
from retention.approvals import DESTRUCTIVE
from retention.decided import Decided
from retention.digests import items_digest, rules_digest
from retention.models import Outcome, Part, Plan, PlanItem, Run, Skipped
from retention.parts import profiles_on_request
from retention.plan import drop_rows_of_whole_people, names_of_all_rules, write_items


@transaction.atomic
def make_plan(
    people: Collection[int],
    decided: Decided,
    *,
    reference: str,
    on: date,
    by: User | None,
    now: datetime,
) -> Plan:
    """The plan of these people, whichever of their cards are named; complete, with its digest."""
    standing = sorted(set(every_card_of(people).values()))
    registers = registers_of(standing)
    register = registers[0] if len(registers) == 1 else None
    plan = Plan.objects.create(
        occasion=Occasion.REQUEST,
        reference=reference,
        decided=decided.as_written(),
        on=on,
        register=register,
        made_at=now,
        made_by=by,
        rules_digest=rules_digest(register),
        rule_names=names_of_all_rules(register),
    )
    for one in registers:
        write_items(plan, profiles_on_request(one, on, people=standing, decided=decided))
    drop_rows_of_whole_people(plan)
    plan.counts = figures.counts_of(plan)
    plan.digest = items_digest(plan)
    plan.complete = True
    plan.save(update_fields=["counts", "digest", "complete"])
    return plan


def registers_of(people: Collection[int]) -> list[Register]:
    cards = DataSubject.objects.filter(pk__in=people).order_by()
    return list(Register.objects.filter(pk__in=cards.values("kept_by__register")).order_by("pk"))


def plans_of(reference: str) -> QuerySet[Plan]:
    return Plan.objects.filter(occasion=Occasion.REQUEST, reference=reference).order_by("pk")


def has_begun(reference: str) -> bool:
    """Something has gone that nobody brings back."""
    return Run.objects.filter(plan__in=plans_of(reference).values("pk"), done__gt=0).exists()


def items_left_alone(plan: Plan) -> QuerySet[PlanItem]:
    """Approved and not done: but for what was gone already, somebody has to look again."""
    items = PlanItem.objects.filter(plan=plan, outcome__in=DESTRUCTIVE, done_at__isnull=True)
    return items.exclude(skipped=Skipped.GONE)


def items_to_look_at(plan: Plan) -> QuerySet[PlanItem]:
    return PlanItem.objects.filter(plan=plan, outcome=Outcome.LOOK)


def rows_that_stay(plan: Plan, going: Collection[int]) -> dict[int, dict[str, set[int]]]:
    """By person: rows of the plan that their category does not take along, by model.

    `going`: the items that are carried out now.
    """
    found: dict[int, dict[str, set[int]]] = {}
    stays = PlanItem.objects.filter(
        plan=plan, part=Part.ROW, done_at__isnull=True, subject__isnull=False
    ).exclude(pk__in=among(going))
    for person, label, row in stays.order_by().values_list("subject", "model", "row"):
        found.setdefault(person or 0, {}).setdefault(label, set()).add(row or 0)
    return found


def forget(reference: str) -> None:
    """Earlier plans of a request are carried out no more; those nobody approved are gone."""
    earlier = plans_of(reference)
    earlier.filter(approval=None, run=None).delete()
    earlier.filter(run__finished_at=None).update(overtaken=True)
