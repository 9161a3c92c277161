"""Erasure carried out (Art. 17): the approved plan, by the one run that erases anything.

`prepare` erases, batch by batch, and may be killed; `carry` notes it as done only where the run has
come to its end and nothing that was approved is left.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.refusal import Refusal
from retention import on_request
from retention.approvals import check_approved
from retention.models import Outcome, Plan, PlanItem, Run
from retention.run import is_stale, run, waiting
from subjects import erasing, policies
from subjects.carrying.carrier import Carrier, Detail
from subjects.carrying.kept_back import hold_what_was_refused, remember_the_grant
from subjects.enums import RequestedKind, Step
from subjects.models import Request
from subjects.policies import Hand, NotAllowed


def check(request: Request, hand: Hand) -> None:
    """Asked before any right is carried out, as far as it is seen without reading all items."""
    if request.carriedrights.filter(right=RequestedKind.ERASURE).exists():
        return
    _check_anybody(request)
    plan = _plan(request)
    if _finished(plan).exists():
        return  # only the note of it is lacking
    if is_stale(plan):
        words = _("The decision or the retention rules have changed since you looked: look again.")
        raise NotAllowed(words)
    try:
        check_approved(plan, today=hand.today)
    except Refusal as refusal:
        raise NotAllowed(str(refusal)) from refusal
    erasing.check_nobody_may_need_the_data(request)


def prepare(request: Request, hand: Hand) -> None:
    """Run the plan to its end, from where an earlier attempt came to. Raises NotAllowed."""
    plan = _plan(request)
    if not _finished(plan).exists():
        erasing.check_nobody_may_need_the_data(request)

    def guard() -> None:
        _check_still_granted(request, plan, hand)

    try:
        run(plan, actor=hand.actor, now=hand.now, reference=request.reference, guard=guard)
    except NotAllowed:
        raise
    except Refusal as refusal:  # other rules by now, too late, switched off, or another run at work
        raise NotAllowed(str(refusal)) from refusal


def _check_still_granted(request: Request, plan: Plan, hand: Hand) -> None:
    """In the transaction of each batch: nobody has taken it back since, nor needs the data.

    The request is locked before the cards, as by every step (`workflow.move`).
    """
    held: Request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    policies.check_is_current(held, request.version)
    policies.check_can_take(held, Step.CARRY_OUT, hand)
    if _plan(held) != plan:
        raise NotAllowed(_looked_at_again())
    erasing.check_nobody_may_need_the_data(held)


def carry(request: Request, hand: Hand) -> Detail:
    _check_anybody(request)
    plan = _plan(request)
    if not _finished(plan).exists() or waiting(plan).exists():
        raise NotAllowed(_("The erasing was interrupted: carry it out again, and it goes on."))
    left = on_request.items_left_alone(plan).count()
    if left:
        words = ngettext(
            "%(count)d thing that was approved was left alone, because something has happened "
            "since. Look again at what would be erased, and let it be approved.",
            "%(count)d things that were approved were left alone, because something has happened "
            "since. Look again at what would be erased, and let it be approved.",
            left,
        )
        raise NotAllowed(words % {"count": left})
    hold_what_was_refused(request, plan, hand)
    remember_the_grant(request, hand)
    done = erasing.done(request)
    stays = PlanItem.objects.filter(plan=plan, outcome=Outcome.KEEP).count()
    return {
        "plan": plan.pk,
        "erased": done.erased,
        "anonymised": done.anonymised,
        "kept": stays,
    }


def _plan(request: Request) -> Plan:
    plan = erasing.approved_plan(request)
    if plan is None or plan.overtaken or plan != erasing.newest_plan(request):
        raise NotAllowed(_looked_at_again())
    return plan


def _looked_at_again() -> str:
    return _("What would be erased was looked at again: let it be approved again.")


def _finished(plan: Plan) -> QuerySet[Run]:
    return Run.objects.filter(plan=plan, finished_at__isnull=False)


def _check_anybody(request: Request) -> None:
    """Nobody is told that data were erased of whom none were found."""
    if not erasing.has_begun(request) and not erasing.people_of(request):
        words = _(
            "Nobody was found whose data could be erased: reconsider, and answer that no such "
            "data are held."
        )
        raise NotAllowed(words)


CARRIER = Carrier(carry, prepare, check)
