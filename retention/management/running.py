"""`manage.py retention run`: carry out an approved plan, or whatever is approved and due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.journal import COMMAND
from register.models import Occasion
from register.refusal import Refusal
from register.support.progress import Bar
from register.support.stopping import Stop
from retention.models import Plan, Run
from retention.nightly import Night, carry_out_what_is_due
from retention.run import Progress, is_stale, run


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--plan", type=int, metavar="ID", help="an approved plan; else what is due")
    parser.add_argument(
        "--resume", action="store_true", help="go on with a run that was stopped or interrupted"
    )


def handle(command: BaseCommand, *, plan: int | None, resume: bool, **_options: Any) -> None:
    """Raises CommandError, with words, where nothing may be done. What waits is no error."""
    with Stop() as stop:
        looks = _Looks(command)
        try:
            if plan is not None or resume:
                chosen = _chosen(plan, resume=resume)
                done = run(
                    chosen,
                    actor=COMMAND,
                    now=timezone.now(),
                    progress=lambda progress: looks.show(chosen, progress),
                    should_stop=lambda: stop.asked,
                )
                looks.clear()
                command.stdout.write(in_words(done))
            else:
                night = carry_out_what_is_due(
                    timezone.now(),
                    actor=COMMAND,
                    progress=looks.show,
                    should_stop=lambda: stop.asked,
                )
                looks.clear()
                _tell(command, night)
        except Refusal as refusal:
            looks.clear()
            raise CommandError(str(refusal)) from refusal


def _chosen(number: int | None, *, resume: bool) -> Plan:
    if number is None:
        unfinished = Run.objects.filter(plan__occasion=Occasion.RETENTION, finished_at=None)
        begun = unfinished.select_related("plan").order_by("-pk")
        plans = [one.plan for one in begun]
        if not plans:
            raise Refusal(_("No run waits to be resumed."))
        return next((plan for plan in plans if not is_stale(plan)), plans[0])
    plan = Plan.objects.filter(pk=number).first()
    if plan is None:
        raise Refusal(_("There is no plan %d.") % number)
    if not resume and Run.objects.filter(plan=plan, finished_at=None).exists():
        raise Refusal(_("This run was begun and not finished: go on with --resume."))
    return plan


def _tell(command: BaseCommand, night: Night) -> None:
    for done in night.runs:
        command.stdout.write(in_words(done))
    for plan in night.waiting:
        command.stdout.write(_("Plan %d waits for approval.") % plan.pk)
    for plan, why in night.refused:
        words = _("Plan %(plan)d was not carried out: %(why)s") % {"plan": plan.pk, "why": why}
        command.stdout.write(words)
    if not (night.runs or night.waiting or night.refused):
        command.stdout.write(_("Nothing is due."))


def in_words(run: Run) -> str:
    words = ngettext(
        "Plan %(plan)d: %(count)d thing erased or anonymised, %(skipped)d left alone.",
        "Plan %(plan)d: %(count)d things erased or anonymised, %(skipped)d left alone.",
        run.done,
    ) % {"plan": run.plan_id, "count": run.done, "skipped": run.skipped}
    if run.finished_at is None:
        stopped = _("Stopped before its end: go on with --resume.")
        return f"{words} {stopped}"
    return words


class _Looks:
    """A bar for each plan in turn."""

    def __init__(self, command: BaseCommand) -> None:
        self.bar = Bar(command.stdout)

    def show(self, plan: Plan, progress: Progress) -> None:
        words = _("plan %(plan)d: %(done)d of %(total)d, %(skipped)d left alone") % {
            "plan": plan.pk,
            "done": progress.done,
            "total": progress.total,
            "skipped": progress.skipped,
        }
        self.bar.show(progress.share, words)

    def clear(self) -> None:
        self.bar.clear()
