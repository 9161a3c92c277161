"""Erasure carried out (Art. 17): the approved plan, by the one run that erases anything.

`prepare` erases, batch by batch, and may be killed; `carry` notes it as done only where the run has
come to its end and nothing that was approved is left.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.refusal import Refusal
from retention import on_request
from retention.models import Outcome, Plan, PlanItem, Run
from retention.run import run, waiting
from subjects import erasing
from subjects.carrying.carrier import Carrier, Detail
from subjects.models import Request
from subjects.policies import Hand, NotAllowed


def prepare(request: Request, hand: Hand) -> None:
    """Run the plan to its end, from where an earlier attempt came to. Raises NotAllowed."""
    plan = _plan(request)
    if not Run.objects.filter(plan=plan, finished_at__isnull=False).exists():
        erasing.check_nobody_else_asks(request)
    try:
        run(plan, actor=hand.actor, now=hand.now, reference=request.reference)
    except Refusal as refusal:  # other rules by now, too late, switched off, or another run at work
        raise NotAllowed(str(refusal)) from refusal


def carry(request: Request, _hand: Hand) -> Detail:
    plan = _plan(request)
    finished = Run.objects.filter(plan=plan, finished_at__isnull=False)
    if not finished.exists() or waiting(plan).exists():
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
        words = _("What would be erased was looked at again: let it be approved again.")
        raise NotAllowed(words)
    return plan


CARRIER = Carrier(carry, prepare)
