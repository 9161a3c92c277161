"""The pages of one import: each step is a page or a POST, and tells what there is to decide."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from register.admin import scope
from register.admin.people_access import reader, served
from register.admin.people_import_forms import ColumnsForm, FileForm, FormatForm, LetInForm
from register.admin.people_import_rows import chosen, page, tabs
from register.admin.people_words import day_of, kept_in, moment, name_of
from register.hub import Link
from register.imports import desk, report
from register.imports.jobs import OVERTAKEN, carry_on
from register.imports.reading import Reading
from register.imports.source import Unreadable, flaw_in_words
from register.models import DataSubject, Import
from register.models.imports import UNFINISHED, Reason, Stage
from register.querysets import of_visible
from register.refusal import Refusal
from register.support import tables

MAY = "register.import_people"
MAY_LET_IN = "register.import_suppressed_people"
ERASED = (Reason.ERASED_ON_REQUEST, Reason.ERASED_IN_TIME)
View = Callable[..., HttpResponse]


def urls() -> list[URLPattern]:
    steps: list[tuple[str, View]] = [
        ("columns", columns_view),
        ("format", require_POST(format_view)),
        ("erased", let_in_view),
        ("confirm", require_POST(confirm_view)),
        ("again", require_POST(choose_again_view)),
        ("resume", require_POST(go_on_view)),
        ("abandon", require_POST(give_up_view)),
    ]
    wrap = admin.site.admin_view
    return [
        *(
            path(f"<int:import_id>/{name}/", wrap(_asked(view)), name=_name(name))
            for name, view in steps
        ),
        path("<int:import_id>/faults/", wrap(faults_view), name=_name("faults")),
    ]


def url_of(run: Import, page: str = "change") -> str:
    return reverse(f"admin:{_name(page)}", args=(run.pk,))


def _name(page: str) -> str:
    return f"register_import_{page}"


# The file


def upload_view(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(MAY):
        raise PermissionDenied
    places = served(reader(request))
    is_post = request.method == "POST"
    form = FileForm(*((request.POST, request.FILES) if is_post else ()), places=places)
    if form.is_valid():
        try:
            upload = form.cleaned_data["file"].file
            run = desk.take(form.cleaned_data["kept_by"], upload, by=reader(request))
        except Unreadable as flaw:
            form.add_error("file", str(flaw))
        else:
            return redirect(url_of(run, "columns"))
    return _page(
        request,
        _("Import a file"),
        "import_upload",
        form=form,
        is_unassigned=not places.exists(),
        days=settings.IMPORT_KEPT_DAYS,
    )


# How it is read


def columns_view(request: HttpRequest, run: Import) -> HttpResponse:
    if run.stage != Stage.UPLOADED:
        return redirect(url_of(run))
    try:
        look = desk.look(run)
    except Unreadable as flaw:
        return _columns_page(request, run, unreadable=str(flaw))
    if look.undecided is not None:
        return _columns_page(request, run, look=look)
    sent = request.POST if request.method == "POST" else None
    form = ColumnsForm(sent, run=run, look=look, user=reader(request))
    if form.is_valid():
        chosen_source = form.cleaned_data["source"]
        try:
            with transaction.atomic():
                desk.settle_columns(
                    run,
                    form.meanings,
                    by=reader(request),
                    kind=form.cleaned_data["kind"],
                    source=chosen_source.pk if chosen_source else None,
                )
                carry_on.enqueue(run.pk)
        except desk.Stale as refusal:
            return _refused(request, run, refusal)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(url_of(run))
    return _columns_page(request, run, look=look, form=form)


def _columns_page(
    request: HttpRequest,
    run: Import,
    *,
    look: desk.Look | None = None,
    form: Any = None,
    unreadable: str = "",
) -> HttpResponse:
    question = unreadable or (str(look.undecided) if look and look.undecided else "")
    if run.fault == "encoding":
        question = _("The file is not written in that encoding: choose another.")
    before = desk.brought_in_before(run)
    return _page(
        request,
        _("What the columns hold"),
        "import_columns",
        run=run,
        what=kept_in(run.kept_by),
        form=form,
        format_form=FormatForm(look=look) if look else None,
        question=question,
        before=_before_in_words(request, run, before) if before else "",
        urls=_urls(run),
    )


def _before_in_words(request: HttpRequest, run: Import, before: Import) -> str:
    given = {"day": day_of(before.started_at), "where": kept_in(before.kept_by)}
    if before.kept_by_id == run.kept_by_id:
        return _("This very file was imported here before, on %(day)s.") % given
    if not served(reader(request)).filter(pk=before.kept_by_id).exists():
        return _("This very file has been imported for another controller: is it the right one?")
    return _("This very file was imported on %(day)s into another place: %(where)s.") % given


def format_view(request: HttpRequest, run: Import) -> HttpResponse:
    try:
        form = FormatForm(request.POST, look=desk.look(run))
        if not form.is_valid():
            messages.error(request, _("Choose how the file is to be read."))
        else:
            desk.tell_format(run, **form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, run, refusal)
    return redirect(url_of(run, "columns"))


# The import itself


def import_view(request: HttpRequest, import_id: int) -> HttpResponse:
    """Where it stands: how far it has come, what would happen, what has happened."""
    run = _run(request, import_id)
    may = request.user.has_perm(MAY)
    if run.stage == Stage.UPLOADED and may and run.file:
        return redirect(url_of(run, "columns"))
    context: dict[str, Any] = {}
    if run.stage not in desk.AT_WORK and may:
        shown = chosen(request, run)
        context = {"tabs": tabs(run, shown), **page(request, run, shown)}
    erased = run.faults.filter(reason__in=ERASED)
    return _page(
        request,
        capfirst(run.get_stage_display()),
        "import",
        run=run,
        may=may,
        what=kept_in(run.kept_by),
        begun=_("Begun %(moment)s by %(who)s.")
        % {
            "moment": moment(run.started_at),
            "who": name_of(run.by) if run.by else _("command line"),
        },
        counts=report.in_words(run),
        percent=round(run.share_done * 100),
        is_at_work=run.stage in desk.AT_WORK,
        is_interrupted=desk.is_interrupted(run, timezone.now()),
        is_overtaken=run.fault == OVERTAKEN,
        unreadable=flaw_in_words(run.fault) if run.stage == Stage.FAILED else "",
        good=run.new + run.changed,
        has_bans=run.suppressed > 0 and Reading.of(run).has_bans,
        may_let_in=request.user.has_perm(MAY_LET_IN) and erased.exists(),
        has_left_out=run.faults.exists(),
        may_give_up=may and run.stage in UNFINISHED,
        urls=_urls(run),
        **context,
    )


def let_in_view(request: HttpRequest, run: Import) -> HttpResponse:
    """People whose data were erased come back only by somebody who may, and says why."""
    if not request.user.has_perm(MAY_LET_IN):
        raise PermissionDenied
    if run.stage != Stage.WAITING:
        return redirect(url_of(run))
    sent = request.POST if request.method == "POST" else None
    form = LetInForm(sent, initial={"seen": run.preview_sha256})
    if form.is_valid():
        said = form.cleaned_data
        return _step(
            request,
            run,
            lambda: desk.let_in(
                run,
                seen=said["seen"],
                occasion=said["occasion"],
                reference=said["reference"],
                by=reader(request),
            ),
        )
    return _page(
        request,
        _("Bring in people whose data were erased"),
        "import_erased",
        run=run,
        what=kept_in(run.kept_by),
        form=form,
        count=run.faults.filter(reason__in=ERASED).values("number").distinct().count(),
        urls=_urls(run),
    )


def confirm_view(request: HttpRequest, run: Import) -> HttpResponse:
    return _step(
        request,
        run,
        lambda: desk.confirm(
            run,
            seen=request.POST.get("seen", ""),
            accept_good="accept_good" in request.POST,
            by=reader(request),
        ),
    )


def go_on_view(request: HttpRequest, run: Import) -> HttpResponse:
    return _step(request, run, lambda: desk.take_up(run))


def _step(request: HttpRequest, run: Import, step: Callable[[], None]) -> HttpResponse:
    """A step after which the background work goes on."""
    try:
        with transaction.atomic():
            step()
            carry_on.enqueue(run.pk)
    except Refusal as refusal:
        return _refused(request, run, refusal)
    return redirect(url_of(run))


def choose_again_view(request: HttpRequest, run: Import) -> HttpResponse:
    try:
        desk.choose_again(run)
    except Refusal as refusal:
        return _refused(request, run, refusal)
    return redirect(url_of(run, "columns"))


def give_up_view(request: HttpRequest, run: Import) -> HttpResponse:
    try:
        desk.give_up(run)
    except Refusal as refusal:
        return _refused(request, run, refusal)
    messages.success(request, _("The import is given up, and the file is deleted."))
    return redirect(url_of(run))


def faults_view(request: HttpRequest, import_id: int) -> HttpResponse:
    """Numbers of rows, columns and reasons: no value of anybody."""
    run = _run(request, import_id)
    answer = StreamingHttpResponse(report.as_stream(run), content_type=tables.CSV_TYPE)
    name = _("import-%d-rows-left-out.csv") % run.pk
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer  # type: ignore[return-value] # one answer is as good as another here


# What they share


def _asked(view: View) -> View:
    """The view of one import, for those who may import and serve whose customers they are."""

    def page(request: HttpRequest, import_id: int) -> HttpResponse:
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        return view(request, _run(request, import_id))

    return page


def _run(request: HttpRequest, number: int) -> Import:
    """Raises Http404 for what was imported into a place the reader does not serve."""
    if not request.user.has_perm("register.view_import"):
        raise PermissionDenied
    rows = Import.objects.select_related("by", "kept_by__register", "kept_by__controller")
    run: Import | None = of_visible(rows, reader(request)).filter(pk=number).first()
    if run is None:
        raise Http404
    return run


def _refused(request: HttpRequest, run: Import, refusal: Refusal) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect(url_of(run))


def _urls(run: Import) -> dict[str, str]:
    pages = (
        *("change", "columns", "format", "erased", "confirm"),
        *("again", "resume", "abandon", "faults"),
    )
    return {page: url_of(run, page) for page in pages}


def _page(request: HttpRequest, title: str, name: str, **context: Any) -> TemplateResponse:
    answer = TemplateResponse(
        request,
        f"admin/register/{name}.html",
        {
            **admin.site.each_context(request),
            "opts": Import._meta,
            "title": title,
            "crumbs": [
                Link(_("People"), scope.url_of(DataSubject, "changelist")),
                Link(
                    capfirst(str(Import._meta.verbose_name_plural)),
                    scope.url_of(Import, "changelist"),
                ),
                Link(title, ""),
            ],
            "list_url": scope.url_of(Import, "changelist"),
            **context,
        },
    )
    answer["Cache-Control"] = "no-store"
    return answer
