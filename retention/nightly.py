"""What retention does by itself at night: what was begun, what was approved, what policy allows.

A plan that needs somebody's word waits for it. The machine's own plan of an earlier day that nobody
has approved is replaced by today's, which says the same and more.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from register import suppressions
from register.imports import leftovers
from register.journal import JOB, Actor
from register.models import Occasion, Register
from register.refusal import Refusal
from register.support.tasks import task
from retention import approvals
from retention.digests import rules_digest
from retention.locks import Busy
from retention.models import Approval, ApprovalWay, Plan, PlanItem, Run
from retention.plan import make_plan
from retention.run import Progress, Stale, never, run

logger = logging.getLogger(__name__)

AT_ONCE = 20_000


@dataclass
class Night:
    """What came of it."""

    runs: list[Run] = field(default_factory=list)  # a run that was stopped is not finished
    waiting: list[Plan] = field(default_factory=list)  # for somebody's word
    refused: list[tuple[Plan, str]] = field(default_factory=list)  # with words


@dataclass
class _Work:
    actor: Actor
    now: datetime
    progress: Callable[[Plan, Progress], None]
    should_stop: Callable[[], bool]
    night: Night = field(default_factory=Night)

    def carry_out(self, plan: Plan) -> None:
        """Raises Busy."""
        if self.should_stop():
            return
        try:
            done = run(
                plan,
                actor=self.actor,
                now=self.now,
                progress=lambda progress: self.progress(plan, progress),
                should_stop=self.should_stop,
            )
        except Busy:
            raise
        except Stale as refusal:
            # The next plan has the rest; this one is not tried every night for nothing.
            self.give_up(plan)
            self.refuse(plan, refusal)
        except Refusal as refusal:
            self.refuse(plan, refusal)
        else:
            self.night.runs.append(done)

    def refuse(self, plan: Plan, refusal: Refusal) -> None:
        self.night.refused.append((plan, str(refusal)))

    def give_up(self, plan: Plan) -> None:
        """As if somebody had stopped the run, before its beginning where it has not begun."""
        begun = {"started_at": self.now, "beat_at": self.now, "stop_asked_at": self.now}
        found, is_new = Run.objects.get_or_create(plan=plan, defaults=begun)
        if not is_new and found.finished_at is None:
            Run.objects.filter(pk=found.pk).update(stop_asked_at=self.now)

    def go_on_with_interrupted(self) -> None:
        """Whoever pressed the stop button goes on himself."""
        for begun in _interrupted(self.now).select_related("plan"):
            self.carry_out(begun.plan)

    def carry_out_approved(self) -> None:
        today = timezone.localdate(self.now)
        due = Plan.objects.filter(
            approval__isnull=False,
            run__isnull=True,
            occasion=Occasion.RETENTION,  # a request's plan goes with the request
            on__range=(today - approvals.STANDS_FOR, today),
        )
        for plan in due.order_by("on", "pk"):
            self.carry_out(plan)

    def make_todays(self) -> None:
        for register in Register.objects.order_by("slug"):
            if self.should_stop():
                return
            plan = _plan_of(register, self.now)
            _forget_earlier(plan)
            if Run.objects.filter(plan=plan).exists() or not approvals.size_of(plan):
                continue
            if not self.is_approved(plan):
                self.night.waiting.append(plan)
            elif plan.pk not in {refused.pk for refused, _why in self.night.refused}:
                self.carry_out(plan)

    def is_approved(self, plan: Plan) -> bool:
        """By somebody, or now by policy. Nothing is approved that could not be carried out."""
        if Approval.objects.filter(plan=plan).exists():
            return True
        if not (settings.RETENTION_RUNS and approvals.policy_allows(plan)):
            return False
        try:
            approvals.approve(
                plan, by=None, way=ApprovalWay.POLICY, now=self.now, digest=plan.digest
            )
        except Refusal as refusal:  # somebody was quicker, or rules have changed
            self.refuse(plan, refusal)
        return True


def carry_out_what_is_due(
    now: datetime,
    *,
    actor: Actor,
    progress: Callable[[Plan, Progress], None] = lambda _plan, _progress: None,
    should_stop: Callable[[], bool] = never,
) -> Night:
    """Raises Busy where another run is at work."""
    work = _Work(actor, now, progress, should_stop)
    work.go_on_with_interrupted()
    work.carry_out_approved()
    work.make_todays()
    # An import that was at work when somebody was erased, when no run comes after it.
    leftovers.give_up_what_holds_erased(timezone.localdate(now))
    suppressions.forget_ended(timezone.localdate(now))
    return work.night


@task()
def run_retention() -> None:
    """By `config/schedule.py`."""
    try:
        night = carry_out_what_is_due(timezone.now(), actor=JOB)
    except Busy:
        logger.info("retention: another run is at work")
        return
    for plan in night.waiting:
        logger.info("retention plan %d waits for approval", plan.pk)
    for plan, why in night.refused:
        logger.warning("retention plan %d was not carried out: %s", plan.pk, why)


def _interrupted(now: datetime) -> QuerySet[Run]:
    """Those whose approval still stands; the rest is in the plans made since."""
    begun = Run.objects.filter(
        plan__occasion=Occasion.RETENTION, finished_at=None, stop_asked_at=None
    )
    return begun.filter(plan__on__gte=timezone.localdate(now) - approvals.STANDS_FOR).order_by("pk")


def _plan_of(register: Register, now: datetime) -> Plan:
    """Today's, made once; anew where the rules have changed since."""
    today: date = timezone.localdate(now)
    made = Plan.objects.filter(
        occasion=Occasion.RETENTION, register=register, on=today, made_by=None, complete=True
    )
    plan = made.order_by("-pk").first()
    if plan and not plan.overtaken and plan.rules_digest == rules_digest(register):
        return plan
    return make_plan(today, register=register, by=None, now=now)


def _forget_earlier(plan: Plan) -> None:
    """The machine's own plans that nobody approved and that today's replaces."""
    earlier = Plan.objects.filter(
        occasion=Occasion.RETENTION,
        register=plan.register,
        made_by=None,
        approval=None,
        run=None,
        pk__lt=plan.pk,
    )
    for number in list(earlier.values_list("pk", flat=True)):
        if not _give_up(earlier.filter(pk=number)):
            continue
        items = PlanItem.objects.filter(plan=number)
        while keys := list(items.values_list("pk", flat=True)[:AT_ONCE]):
            PlanItem.objects.filter(pk__in=keys).delete()
        Plan.objects.filter(pk=number).delete()


@transaction.atomic
def _give_up(unapproved: QuerySet[Plan]) -> bool:
    """Nobody can approve it from here on; False where somebody has.

    Locked like a plan that is being approved (`approvals.py`): one of the two comes first.
    """
    plan = unapproved.select_for_update(of=("self",)).first()
    if plan is None or Approval.objects.filter(plan=plan).exists():
        return False
    plan.complete = False
    plan.save(update_fields=["complete"])
    return True
