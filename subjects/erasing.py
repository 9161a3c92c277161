"""A granted erasure: what would go and what stays, the word for that very preview, and its state.

The preview is a plan of `retention.on_request`. Whoever approves names its digest; the run carries
out that plan and no other. What was left alone at the deed is looked at again, in a new preview.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from register.absorbed import every_card_of
from register.enums import DataCategory
from register.refusal import Refusal
from retention import approvals, on_request
from retention.decided import Decided
from retention.locks import Busy, turn
from retention.models import ApprovalWay, Plan, PlanItem, Run
from retention.run import is_stale
from subjects import policies, unmatched
from subjects.enums import NEVER_REFUSED, Outcome, RequestedKind, Status
from subjects.models import Match, Request, RequestedRight
from subjects.policies import Hand, NotAllowed
from subjects.transitions import FINAL
from subjects.unmatched import NEEDS_DATA


@dataclass(frozen=True, slots=True)
class Done:
    """What a request has erased so far, over all of its plans."""

    erased: int = 0
    anonymised: int = 0


def is_granted(request: Request) -> bool:
    return policies.grants(request, RequestedKind.ERASURE)


def newest_plan(request: Request) -> Plan | None:
    return on_request.plans_of(request.reference).last()


def preview_of(request: Request) -> Plan | None:
    """The newest plan of the request; none where it was voided."""
    newest = newest_plan(request)
    return None if newest is None or newest.overtaken else newest


def people_of(request: Request) -> list[int]:
    """The cards that the request is about and that are still there."""
    fixed = Match.objects.filter(request=request, subject__isnull=False)
    return sorted(fixed.values_list("subject", flat=True))


def decided_of(request: Request) -> Decided:
    """What was granted and refused, all of it or by category and row."""
    decisions = list(request.decisions.filter(right=RequestedKind.ERASURE))
    whole = {one.outcome for one in decisions if not (one.category or one.model)}
    told = {one.category: one.outcome for one in decisions if one.category}
    rows = {(one.model, one.row or 0): one.outcome for one in decisions if one.model}
    refused = {name for name, outcome in told.items() if outcome == Outcome.REFUSED}
    by_name = {name for name, outcome in told.items() if outcome == Outcome.GRANTED}
    with_rest: set[str] = set()
    if Outcome.GRANTED not in whole:
        with_rest = set(DataCategory.values) - by_name - refused
    return Decided(
        frozenset(refused | with_rest),
        frozenset(by_name),
        frozenset(row for row, outcome in rows.items() if outcome == Outcome.REFUSED),
        frozenset(row for row, outcome in rows.items() if outcome == Outcome.GRANTED),
        frozenset(with_rest),
    )


@transaction.atomic
def make_preview(request: Request, hand: Hand) -> Plan:
    """What would go and what stays, as it is now. Earlier previews are worth nothing from here on.

    Raises NotAllowed.
    """
    held: Request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    check_may_preview(held, hand)
    check_nothing_is_running(held)
    on_request.forget(held.reference)
    return on_request.make_plan(
        people_of(held),
        decided_of(held),
        reference=held.reference,
        on=hand.today,
        by=hand.user,
        now=hand.now,
    )


def check_may_preview(request: Request, hand: Hand) -> None:
    """Raises NotAllowed."""
    user = hand.staff()
    approves = user.has_perm("subjects.approve_request")
    policies.check_may_work(request, user, approving=approves)
    if request.status not in (Status.DECIDED, Status.APPROVED) or not is_granted(request):
        raise NotAllowed(_("What would be erased is looked at once the erasure has been granted."))
    check_nobody_else_asks(request)


def check_nobody_else_asks(request: Request) -> None:
    """Another request of the same people, not yet answered, needs their data. Raises NotAllowed.

    Known to be theirs: a match before the identity is settled serves a ban alone (`unmatched.py`).
    """
    cards = every_card_of(people_of(request))
    others = Match.objects.filter(
        subject__in=list(cards), request__identified_at__isnull=False
    ).exclude(request=request)
    over = sorted(FINAL | {Status.ANSWERED})
    needing = RequestedRight.objects.filter(right__in=sorted(NEEDS_DATA)).exclude(
        request__status__in=over
    )
    others = others.filter(request__in=needing.values("request"))
    other = others.select_related("request").first()
    if other is not None:
        words = _(
            "Request %(reference)s of the same person needs the data and is not answered yet: "
            "answer it first."
        )
        raise NotAllowed(words % {"reference": other.request.reference})


def check_nobody_may_need_the_data(request: Request) -> None:
    """At the deed: nor a request of which nobody knows yet whom it is about. Raises NotAllowed."""
    check_nobody_else_asks(request)
    for other in unmatched.perhaps_of_the_same(request):
        words = _(
            "Request %(reference)s may be the same person's and need the data: fix whom it is "
            "about, or note here that it is somebody else's."
        )
        raise NotAllowed(words % {"reference": other.reference})


def approve(request: Request, hand: Hand, *, digest: str, alone: bool, count: int | None) -> None:
    """Somebody's word for the very preview of this digest. Raises NotAllowed."""
    plan = preview_of(request)
    if plan is None or not digest:
        raise NotAllowed(_("Look at what would be erased first: the approval names it."))
    if digest != plan.digest:
        words = _("What would be erased has changed since you looked at it: look again.")
        raise NotAllowed(words)
    if is_outdated(request, plan) or is_stale(plan):
        words = _("The decision or the retention rules have changed since you looked: look again.")
        raise NotAllowed(words)
    if is_to_be_settled(request, plan):
        words = _(
            "Of some data nobody can tell whether they must be kept. Reconsider the decision, and "
            "grant or refuse each of these kinds of data by name."
        )
        raise NotAllowed(words)
    check_nobody_else_asks(request)
    way = ApprovalWay.SOLE_OFFICER if alone else ApprovalWay.SECOND_PERSON
    try:
        approvals.approve(plan, by=hand.staff(), way=way, now=hand.now, digest=digest, count=count)
    except Refusal as refusal:
        words = str(refusal)
        if refusal.about == "count":
            words = _("The count is not that of the preview: type how many things go.")
        raise NotAllowed(words, refusal.about) from refusal


def is_outdated(request: Request, plan: Plan) -> bool:
    """It was decided otherwise since the plan was made."""
    return Decided.read(plan.decided) != decided_of(request)


def has_begun(request: Request) -> bool:
    """Part of what was granted has been carried out: nobody decides it otherwise any more."""
    carried = request.carriedrights.exclude(right__in=sorted(NEVER_REFUSED))
    return on_request.has_begun(request.reference) or bool(carried.exists())


def is_to_be_settled(request: Request, plan: Plan) -> bool:
    """What nobody can tell is decided by name first. Once it has begun it is told as kept."""
    return not has_begun(request) and on_request.items_to_look_at(plan).exists()


def void(request: Request) -> None:
    """The decision is open again: what was looked at and approved is carried out no more."""
    on_request.forget(request.reference)


def approved_plan(request: Request) -> Plan | None:
    """The plan that the request's approval names."""
    if not request.approved_digest:
        return None
    plans = on_request.plans_of(request.reference).filter(approval__isnull=False)
    return plans.filter(digest=request.approved_digest).last()


def done(request: Request) -> Done:
    """What has gone already, in whichever of the previews that were approved."""
    items = PlanItem.objects.filter(plan__in=on_request.plans_of(request.reference).values("pk"))
    gone = items.filter(done_at__isnull=False)
    return Done(gone.filter(outcome="erase").count(), gone.filter(outcome="anonymise").count())


def check_nothing_is_running(request: Request) -> None:
    """Raises NotAllowed while somebody carries it out."""
    unfinished = Run.objects.filter(
        plan__in=on_request.plans_of(request.reference).values("pk"), finished_at=None
    )
    if not unfinished.exists():
        return
    try:
        with turn():
            return
    except Busy as busy:
        raise NotAllowed(str(busy)) from busy
