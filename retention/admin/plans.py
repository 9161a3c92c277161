"""Plans in the admin: made, looked at, approved, carried out, stopped and resumed."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import authenticate, login
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from register import journal
from register.admin import scope
from register.admin.listing import Cell, Line, Table
from register.admin.people_access import reader
from register.admin.people_words import joined, moment, name_of
from register.admin.sending import sent_by
from register.hub import Link
from register.models import Act, Occasion, Register, User
from register.refusal import Refusal
from register.support.tables import (
    CSV_TYPE,
    XLSX_TYPE,
    About,
    Column,
    Sheet,
    TooLarge,
    csv_lines,
    write_xlsx,
)
from retention import approvals
from retention.admin.charts import chart_of
from retention.admin.figures import Figures, headings, left_alone
from retention.admin.items import plan_words, report_headings, report_rows, seen_by
from retention.admin.lists import DeskList
from retention.admin.looks import looks
from retention.admin.pages import demand, register_words, show
from retention.approvals import AHEAD, DESTRUCTIVE
from retention.background import carry_out
from retention.models import Approval, ApprovalWay, Plan, Run
from retention.plan import make_plan
from retention.run import ask_to_stop, check_not_overtaken, check_rules, is_stale

FORMS = ("csv", "xlsx")
SILENT = timedelta(minutes=3)  # a run that gives no sign of life for so long was interrupted


class MakeForm(forms.Form):
    """For which day and register a plan is made."""

    on = forms.DateField(label=gettext_lazy("For the day"), widget=UnfoldAdminDateWidget)
    register = forms.ModelChoiceField(
        label=gettext_lazy("Register"),
        queryset=Register.objects.all(),
        required=False,
        empty_label=gettext_lazy("All registers"),
        widget=UnfoldAdminSelectWidget,
    )

    def clean_on(self) -> Any:
        on, today = self.cleaned_data["on"], timezone.localdate()
        if not today <= on <= today + AHEAD:
            raise forms.ValidationError(_("Choose a day from today to fourteen days ahead."))
        return on


class ApproveForm(forms.Form):
    """The word of another person: the button alone."""

    digest = forms.CharField(widget=forms.HiddenInput)


class SoleForm(ApproveForm):
    """The word of a sole officer, who signs in again and types how much goes."""

    count = forms.IntegerField(
        label=gettext_lazy("How many things go"),
        min_value=0,
        widget=UnfoldAdminTextInputWidget({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Type the number that is told above."),
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=UnfoldAdminPasswordWidget({"autocomplete": "current-password"}),  # never sent back
        help_text=gettext_lazy("You sign in again, because nobody else looks at the plan."),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands: a badge, its look, and sentences."""

    badge: str
    look: str
    sentences: Sequence[str]


@admin.register(Plan)
class PlanAdmin(DeskList):
    order: ClassVar[str] = "id"
    newest_first = True
    nothing_yet = gettext_lazy("No plan has been made yet.")
    change_list_template = "admin/retention/plans.html"
    page_name = "plans"

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().rows_listed(request).filter(occasion=Occasion.RETENTION)
        return rows.select_related("register", "made_by", "approval", "run")

    def table(self, request: HttpRequest, rows: Sequence[Any]) -> Table:
        return Table(_("Plan"), [line(plan) for plan in rows])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context: dict[str, Any] = {"runs_are_off": not settings.RETENTION_RUNS}
        if request.user.has_perm("retention.add_plan"):
            context["form"] = MakeForm(initial={"on": timezone.localdate()})
        newest = Plan.objects.order_by("-pk").values_list("pk", flat=True).first()
        context |= {"newest": newest or 0, "chart": chart_of()}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, str, Callable[..., HttpResponseBase]]] = [
            ("make/", "make", sent_by("retention.add_plan")(make)),
            ("<int:plan_id>/", "page", plan_page),
            ("<int:plan_id>/look/", "look", look_page),
            ("<int:plan_id>/approve/", "approve", sent_by(approvals.PERMISSION)(approve)),
            ("<int:plan_id>/run/", "run", sent_by("retention.run_plan")(start)),
            ("<int:plan_id>/stop/", "stop", sent_by("retention.run_plan")(stop)),
            ("<int:plan_id>/report.<str:form>", "report", require_GET(report)),
        ]
        own = [
            path(address, self.admin_site.admin_view(view), name=f"retention_plan_{name}")
            for address, name, view in pages
        ]
        return [*own, *self.list_urls()]


def line(plan: Plan) -> Line:
    stands = standing(plan)
    made = joined((moment(plan.made_at), name_of(plan.made_by) if plan.made_by else _("by itself")))
    return Line(
        plan_words(plan),
        scope.url_of(Plan, "page", plan.pk),
        [
            Cell(_("Register"), [register_words(plan.register)]),
            Cell(_("Made"), [made]),
            Cell(pgettext("plan", "Where it stands"), [capfirst(stands.badge)]),
        ],
    )


# Making


def make(request: HttpRequest) -> HttpResponse:
    """Make a plan and show it. The second of two clicks shows the plan of the first."""
    demand(request, "retention.add_plan")
    by, form = reader(request), MakeForm(request.POST)
    if not form.is_valid():
        for fault in (fault for faults in form.errors.values() for fault in faults):
            messages.error(request, str(fault))
        return redirect(scope.url_of(Plan, "changelist"))
    said = form.cleaned_data
    newest = request.POST.get("newest", "")
    if newest.isascii() and newest.isdigit() and len(newest) < 16:
        same = Plan.objects.filter(
            pk__gt=int(newest), on=said["on"], register=said["register"], made_by=by
        ).first()
        if same is not None:
            return redirect(scope.url_of(Plan, "page", same.pk))
    try:
        plan = make_plan(said["on"], register=said["register"], by=by, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(scope.url_of(Plan, "changelist"))
    messages.success(request, _("The plan is made. Nothing is erased before it is approved."))
    return redirect(scope.url_of(Plan, "page", plan.pk))


# The plan's page


def opened(request: HttpRequest, plan_id: int) -> Plan:
    demand(request, "retention.view_plan")
    rows = Plan.objects.select_related("register", "made_by", "approval__approved_by", "run")
    # What goes on request is looked at on the request's own page.
    plan: Plan = get_object_or_404(rows, pk=plan_id, occasion=Occasion.RETENTION)
    return plan


def plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = opened(request, plan_id)
    if request.method not in ("GET", "HEAD"):
        raise Http404
    return shown(request, plan)


def shown(
    request: HttpRequest, plan: Plan, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    figures = Figures(plan)
    run = run_of(plan)
    return show(
        request,
        "plan",
        plan_words(plan),
        plan=plan,
        where=register_words(plan.register),
        standing=standing(plan),
        figures=figures,
        headings=headings(),
        digest=plan.digest,
        reports=[(name.upper(), scope.url_of(Plan, "report", plan.pk, name)) for name in FORMS],
        look_url=scope.url_of(Plan, "look", plan.pk),
        approving=approving(request, plan, figures, form),
        running=running(request, plan, figures),
        left=left_alone(plan) if run else [],
        runs_are_off=not settings.RETENTION_RUNS,
        outdated=is_outdated(plan) and not (run and run.finished_at),
        status=status,
    )


def look_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What the plan could not decide, by what is missing."""
    plan = opened(request, plan_id)
    found = looks(request, plan)
    crumbs = [Link(plan_words(plan), scope.url_of(Plan, "page", plan.pk))]
    return show(request, "look", _("Needs a look"), crumbs=crumbs, plan=plan, looks=found)


def standing(plan: Plan) -> Standing:
    made = {"when": moment(plan.made_at), "who": name_of(plan.made_by) if plan.made_by else ""}
    said = [_("Made by %(who)s, %(when)s.") if plan.made_by else _("Made by itself, %(when)s.")]
    sentences = [said[0] % made]
    if not plan.complete:
        return Standing(pgettext("plan", "being made"), "is-untranslated", sentences)
    approval = approval_of(plan)
    if approval is None and not any(plan.counts["outcomes"].get(one) for one in DESTRUCTIVE):
        return Standing(pgettext("plan", "nothing to erase"), "is-quiet", sentences)
    if approval is None:
        return Standing(pgettext("plan", "waits for approval"), "is-untranslated", sentences)
    sentences.append(approved_words(approval))
    run = run_of(plan)
    if run is None:
        return Standing(pgettext("plan", "approved"), "is-quiet", sentences)
    sentences.append(_("The run began %s.") % moment(run.started_at))
    if run.finished_at:
        sentences.append(_("It finished %s.") % moment(run.finished_at))
        return Standing(pgettext("plan", "carried out"), "is-done", sentences)
    if is_alive(run):
        return Standing(pgettext("plan", "is being carried out"), "is-quiet", sentences)
    return Standing(pgettext("plan", "interrupted"), "is-lacking", sentences)


def approved_words(approval: Approval) -> str:
    who = name_of(approval.approved_by) if approval.approved_by else ""
    words = {
        ApprovalWay.SECOND_PERSON: _("Approved by %(who)s, %(when)s."),
        ApprovalWay.SOLE_OFFICER: _("Approved by %(who)s alone, %(when)s."),
        ApprovalWay.POLICY: _("Approved by policy, %(when)s: it is smaller than the size set."),
    }[ApprovalWay(approval.way)]
    return words % {"who": who, "when": moment(approval.approved_at)}


def approval_of(plan: Plan) -> Approval | None:
    return getattr(plan, "approval", None)


def run_of(plan: Plan) -> Run | None:
    return getattr(plan, "run", None)


def is_alive(run: Run) -> bool:
    return run.finished_at is None and timezone.now() - run.beat_at < SILENT


# Approval


@dataclass(frozen=True, slots=True)
class Approving:
    """The card by which a plan is approved; `in_the_way` says why not."""

    count: int
    form: forms.Form | None = None
    sole: bool = False
    in_the_way: str = ""


def approving(
    request: HttpRequest, plan: Plan, figures: Figures, form: forms.Form | None
) -> Approving | None:
    if approval_of(plan) is not None or not plan.complete:
        return None
    if not request.user.has_perm(approvals.PERMISSION):
        return None
    if not figures.goes:
        return Approving(0, in_the_way=_("Nothing is to be erased: there is nothing to approve."))
    try:
        way = approvals.ways_for(plan, reader(request))
    except Refusal as refusal:
        return Approving(figures.goes, in_the_way=str(refusal))
    sole = way == ApprovalWay.SOLE_OFFICER
    kind = SoleForm if sole else ApproveForm
    return Approving(figures.goes, form or kind(initial={"digest": plan.digest}), sole)


@sensitive_post_parameters("password")
def approve(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The word that this very plan, as it was looked at, may be carried out."""
    plan, by = opened(request, plan_id), reader(request)
    demand(request, approvals.PERMISSION)
    try:
        way = approvals.ways_for(plan, by)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(scope.url_of(Plan, "page", plan.pk))
    form = (SoleForm if way == ApprovalWay.SOLE_OFFICER else ApproveForm)(request.POST)
    if not form.is_valid():
        return shown(request, plan, form)
    if way == ApprovalWay.SOLE_OFFICER:
        again = _signed_in_again(request, by, form.cleaned_data["password"])
        if again is None:
            form.add_error("password", _("This is not your password."))
            return shown(request, plan, form)
        by = again
    try:
        approvals.approve(
            plan,
            by=by,
            way=way,
            now=timezone.now(),
            digest=form.cleaned_data["digest"],
            count=form.cleaned_data.get("count"),
        )
    except Refusal as refusal:
        if refusal.about not in form.fields:
            messages.error(request, str(refusal))
            return redirect(scope.url_of(Plan, "page", plan.pk))
        form.add_error(refusal.about, str(refusal))
        return shown(request, plan, form)
    messages.success(request, _("The plan is approved."))
    return redirect(scope.url_of(Plan, "page", plan.pk))


def _signed_in_again(request: HttpRequest, by: User, password: str) -> User | None:
    """The same account, signed in anew; every rule of signing in applies."""
    found = authenticate(request, username=by.get_username(), password=password)
    if not isinstance(found, User) or found.pk != by.pk:
        return None
    login(request, found)
    return found


# The run


@dataclass(frozen=True, slots=True)
class Running:
    """The card of the run: how far it has come, and what can be done."""

    total: int
    done: int
    skipped: int
    alive: bool
    finished: bool
    stopping: bool
    queued: bool
    may_start: bool
    may_stop: bool
    in_the_way: str
    words: str

    @property
    def come(self) -> int:
        return self.done + self.skipped


def running(request: HttpRequest, plan: Plan, figures: Figures) -> Running | None:
    if approval_of(plan) is None:
        return None
    run = run_of(plan)
    may = request.user.has_perm("retention.run_plan")
    alive = run is not None and is_alive(run)
    finished = bool(run and run.finished_at)
    in_the_way = "" if finished else obstacle(plan)
    queued = not finished and not alive and is_queued(plan)
    done, skipped = (run.done, run.skipped) if run else (0, 0)
    words = ngettext("%(done)d of %(total)d thing", "%(done)d of %(total)d things", figures.goes)
    return Running(
        total=figures.goes,
        done=done,
        skipped=skipped,
        alive=alive,
        finished=finished,
        stopping=bool(run and run.stop_asked_at and not finished),
        queued=queued,
        may_start=may and not (finished or alive or queued or in_the_way),
        may_stop=may and alive and not (run and run.stop_asked_at),
        in_the_way=in_the_way,
        words=words % {"done": done + skipped, "total": figures.goes},
    )


def obstacle(plan: Plan) -> str:
    """Why the plan cannot be carried out now, in words; or ""."""
    if not settings.RETENTION_RUNS:
        return _("Retention runs are switched off in the settings (RETENTION_RUNS).")
    try:
        check_rules(plan)
        check_not_overtaken(plan)
        approvals.check_approved(plan, today=timezone.localdate())
    except Refusal as refusal:
        return str(refusal)
    return ""


def is_outdated(plan: Plan) -> bool:
    return plan.complete and is_stale(plan)


def start(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Begin or resume: the work is done in the background. A second click begins nothing."""
    plan, by = opened(request, plan_id), reader(request)
    demand(request, "retention.run_plan")
    run = run_of(plan)
    if run is not None and (run.finished_at or is_alive(run)):
        messages.info(request, _("The plan is carried out already."))
    elif in_the_way := obstacle(plan):
        messages.error(request, in_the_way)
    elif is_queued(plan):
        messages.info(request, _("The run is in the queue already."))
    else:
        carry_out.enqueue(plan.pk, by.pk)
        messages.success(
            request, _("The run is in the queue. This page shows how far it has come.")
        )
    return redirect(scope.url_of(Plan, "page", plan.pk))


def is_queued(plan: Plan) -> bool:
    """Whether a task that will carry out this plan waits for its turn, or is at work."""
    waiting = DBTaskResult.objects.filter(
        task_path=f"{carry_out.func.__module__}.{carry_out.func.__qualname__}",
        status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING),
    )
    return any(task.args_kwargs["args"][0] == plan.pk for task in waiting)


def stop(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The run ends after the batch in hand; it can be resumed."""
    plan = opened(request, plan_id)
    demand(request, "retention.run_plan")
    run = run_of(plan)
    if run is None or not is_alive(run):
        messages.info(request, _("No run is going on."))
    else:
        ask_to_stop(run, now=timezone.now())
        messages.success(request, _("The run stops after what it has in hand. It can be resumed."))
    return redirect(scope.url_of(Plan, "page", plan.pk))


# The report


def report(request: HttpRequest, plan_id: int, form: str) -> HttpResponseBase:
    """The plan as a table: random numbers, no names. That it was taken out is journalled.

    Only of the people whom one may see.
    """
    plan = opened(request, plan_id)
    items = seen_by(reader(request), plan.items.all())
    if form not in FORMS:
        raise Http404
    if not plan.complete:
        messages.error(request, _("The plan is still being made."))
        return redirect(scope.url_of(Plan, "page", plan.pk))
    name = f"retention-plan-{plan.pk}-{plan.on:%Y-%m-%d}.{form}"
    answer: HttpResponseBase
    if form == "csv":
        answer = StreamingHttpResponse(
            csv_lines(report_headings(), report_rows(plan, items)), content_type=CSV_TYPE
        )
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 # the answer closes it
        columns = [Column(words) for words in report_headings()]
        about = About(plan_words(plan), get_language() or settings.LANGUAGE_CODE, plan.on)
        try:
            write_xlsx(
                file, [Sheet(plan_words(plan), columns, report_rows(plan, items))], about=about
            )
        except TooLarge as trouble:
            file.close()
            messages.error(request, _("The file cannot be made: %s") % trouble)
            return redirect(scope.url_of(Plan, "page", plan.pk))
        file.seek(0)
        answer = FileResponse(file, content_type=XLSX_TYPE)
    journal.record(
        Act.EXPORTED,
        about=plan,
        by=journal.Actor.staff(reader(request)),
        occasion=Occasion.RETENTION,
        count=items.count(),
        detail={"file": form},
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
