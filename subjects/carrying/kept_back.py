"""What stays after an erasure: what was refused is held, what was granted is remembered.

The nightly plan knows rules and holds, and no decision. So what was refused because of a legal
claim or a duty of law is held by category until somebody has reviewed it. What was granted, and
kept by a duty or a hold, goes when that ends, and by no longer rule of the company's own.
"""

from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from register.absorbed import every_card_of
from register.dates import add_months
from register.enums import DataCategory
from register.models import DataSubject, Invoice
from retention import grants, holds, on_request
from retention.models import HoldReason, Kept, Part, Plan, PlanItem
from subjects import erasing
from subjects.enums import Ground, Outcome, RequestedKind
from subjects.models import Decision, Request
from subjects.policies import Hand

REASONS = {Ground.LEGAL_CLAIMS: HoldReason.LEGAL_CLAIM, Ground.LEGAL_DUTY: HoldReason.OTHER}
REVIEWED_AFTER = 6  # months, where the decision names no day to come
OF_VOUCHERS = (DataCategory.DEBT, DataCategory.PAYMENT)  # what an invoice may be too


def hold_what_was_refused(request: Request, plan: Plan, hand: Hand) -> None:
    """On the cards that stayed; a hold that stands for the same reason is left as it is.

    Until the request is closed its own hold keeps everything: so it is early enough to do this
    when the erasure is noted as done.
    """
    decisions = list(request.decisions.filter(right=RequestedKind.ERASURE, outcome=Outcome.REFUSED))
    found: dict[tuple[int, str, HoldReason], Decision] = {}
    refused = PlanItem.objects.filter(plan=plan, kept=Kept.REFUSED, subject__isnull=False)
    for item in refused.order_by("pk"):
        decision = _behind(item, decisions)
        if decision is not None and decision.ground in REASONS:
            reason = REASONS[Ground(decision.ground)]
            found.setdefault((item.subject or 0, item.category, reason), decision)
    people = DataSubject.objects.in_bulk(sorted({person for person, _category, _reason in found}))
    for (person, category, reason), decision in sorted(found.items(), key=lambda one: one[0]):
        if person in people:
            _hold(people[person], category, reason, decision, hand)


def remember_the_grant(request: Request, hand: Hand) -> None:
    """Of the cards that stayed, and of the vouchers that outlive a card (Art. 17(3)(b))."""
    decided_at = request.decisions.filter(right=RequestedKind.ERASURE).aggregate(
        last=Max("decided_at")
    )["last"]
    grants.note(
        on_request.plans_of(request.reference).filter(run__isnull=False),
        set(every_card_of(erasing.people_of(request)).values()),
        erasing.decided_of(request),
        reference=request.reference,
        decided_on=timezone.localdate(decided_at) if decided_at else hand.today,
        now=hand.now,
    )


def _behind(item: PlanItem, decisions: Sequence[Decision]) -> Decision | None:
    """The narrowest decision that speaks of it."""
    of_row = {(one.model, one.row): one for one in decisions if one.model}
    of_category = {one.category: one for one in decisions if not one.model}
    if item.part == Part.ROW and (item.model, item.row) in of_row:
        return of_row[item.model, item.row]
    also = OF_VOUCHERS if item.model == Invoice._meta.label else ()
    told = (item.category or DataCategory.OTHER, *also, "")
    return next((of_category[one] for one in told if one in of_category), None)


def _hold(
    person: DataSubject, category: str, reason: HoldReason, decision: Decision, hand: Hand
) -> None:
    same = holds.in_force().filter(subject=person, category=category, reason=reason)
    if same.exists():
        return
    until = decision.kept_until
    if until is None or until <= hand.today:
        until = add_months(hand.today, REVIEWED_AFTER)
    holds.place(
        person,
        category=category,
        reason=reason,
        explanation=decision.kept_under or decision.explanation,
        review_on=until,
        by=hand.staff(),
        today=hand.today,
    )
