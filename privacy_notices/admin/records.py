"""The record of processing of a controller: its check, a preview, and its files."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from privacy_notices.admin.checks import Card, Group, counts
from privacy_notices.admin.notices import sealed
from privacy_notices.admin.pages import OWN_NAMES, read, reader
from privacy_notices.admin.places import Page
from privacy_notices.checklist import Report, Severity, Target, check_record, completeness
from privacy_notices.checklist import record_facts as facts_of
from privacy_notices.checklist.articles import cited, gist
from privacy_notices.models import ProcessingRecord
from privacy_notices.record import rendering
from privacy_notices.record.facts import RecordRows, gather
from privacy_notices.record.writing import write
from register import audit, hub
from register.admin import scope
from register.admin.base import SelosteAdmin
from register.admin.hub import may_view
from register.admin.navigation import NOTICES, Place
from register.admin.words import words_of
from register.enums import Language
from register.hub import Link, Panel
from register.models import Controller, Register, RegisterController
from register.support.pdf import NotPrintable
from register.support.tables import TooLarge

MEANINGS = {
    Severity.ERROR: gettext_lazy("Article 30 requires these."),
    Severity.WARNING: gettext_lazy("Article 30 requires these where possible."),
    Severity.INFO: gettext_lazy("Worth a look; nothing has to be done."),
}
DOWNLOADS = ("pdf", "xlsx", "html")


@admin.register(ProcessingRecord)
class RecordAdmin(SelosteAdmin):
    list_display = ["name", "business_id", "registers_named"]
    list_display_links = ["name"]
    list_filter = [scope.OfRegister]
    search_fields = ["name", "business_id", "key"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("registers")

    def of_register(self, register_id: int) -> Q:
        companies = RegisterController.objects.filter(register=register_id)
        return Q(pk__in=companies.values("controller"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("registers"))
    def registers_named(self, row: Controller) -> str:
        return ", ".join(str(register) for register in row.registers.all())

    # The page of one record, and its files

    def get_urls(self) -> list[URLPattern]:
        download = path(
            "<int:controller_id>/<str:language>.<str:form>",
            self.admin_site.admin_view(require_GET(self.download)),
            name="privacy_notices_processingrecord_download",
        )
        return [download, *super().get_urls()]

    @method_decorator(require_safe)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """There is nothing to fill in: the record is read."""
        found = self.get_object(request, unquote(object_id)) if object_id else None
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        if found is None:
            raise Http404
        controller = Controller.objects.get(pk=found.pk)
        language = request.GET.get("language", (get_language() or "")[:2])
        if language not in Language.values:
            language = Language.FI.value
        rows = gather(controller)
        content = write(rows, language, today=timezone.localdate())
        report = check_record(facts_of(rows))
        plural = capfirst(str(self.opts.verbose_name_plural))
        context = {
            **self.admin_site.each_context(request),
            **rendering.context(content),
            "opts": self.opts,
            "title": capfirst(str(self.opts.verbose_name)),
            "heading": controller.name,
            "crumbs": [Link(plural, self.back_url(None)), Link(controller.name, "")],
            "links": company_links(request, controller),
            "figure": completeness(report),
            "counts": counts(report),
            "groups": groups(request, rows, report),
            "languages": [
                (code, name, scope.url_of(ProcessingRecord, "change", controller.pk))
                for code, name in OWN_NAMES.items()
            ],
            "files": [
                (form.upper(), download_url(controller, language, form)) for form in DOWNLOADS
            ],
            "gaps": len(content.gaps),
            "own_name": OWN_NAMES[language],
        }
        return TemplateResponse(request, "admin/privacy_notices/record.html", context)

    def download(
        self, request: HttpRequest, controller_id: int, language: str, form: str
    ) -> HttpResponse:
        """The record as a file of today; who took it stands in the audit log."""
        controller = get_object_or_404(Controller, pk=controller_id)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if language not in Language.values or form not in DOWNLOADS:
            raise Http404
        content = write(gather(controller), language, today=timezone.localdate())
        try:
            file = rendering.render(content, form)
        except (NotPrintable, TooLarge) as trouble:
            messages.error(request, _("The file cannot be made: %s") % trouble)
            return redirect(scope.url_of(ProcessingRecord, "change", controller.pk))
        audit.note_access(
            controller,
            by=reader(request),
            document=str(self.opts.verbose_name_raw),
            file=form.upper(),
            language=language,
        )
        answer = HttpResponse(file, content_type=rendering.MEDIA_TYPES[form])
        name = rendering.file_name(content, form)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return sealed(answer)


def download_url(controller: Controller, language: str, form: str) -> str:
    name = "admin:privacy_notices_processingrecord_download"
    return reverse(name, args=(controller.pk, language, form))


# The check


def groups(request: HttpRequest, rows: RecordRows, report: Report) -> list[Group]:
    """The findings by severity, those of the gravest first."""
    pages = pages_of(request, rows, {one for finding in report for one in finding.targets})
    language = (get_language() or "fi")[:2]
    found = []
    for severity in Severity:
        cards = [
            Card(
                finding=finding,
                message=read(finding.message),
                law=cited(finding.article, language),
                gist=gist(finding.article, language),
                pages=list(dict.fromkeys(pages[target] for target in finding.targets)),
                language="",
            )
            for finding in report.of(severity)
        ]
        if cards:
            label = read(severity.label)
            found.append(Group(severity, label, str(MEANINGS[severity]), cards))
    return found


def pages_of(request: HttpRequest, rows: RecordRows, targets: set[Target]) -> dict[Target, Page]:
    """Where each is mended. One query for each model named, however many rows."""
    wanted: dict[str, set[int]] = {}
    for target in targets:
        if target.pk is not None and not target.area:
            wanted.setdefault(target.model, set()).add(target.pk)
    found = {
        label: apps.get_model(label)._default_manager.in_bulk(keys)
        for label, keys in wanted.items()
    }
    names = {one.register.pk: words_of(one.register) for one in rows.registers}
    return {target: _page(request, target, found, names) for target in targets}


def _page(
    request: HttpRequest,
    target: Target,
    found: dict[str, dict[int, Any]],
    registers: dict[int, str],
) -> Page:
    if target.area and target.pk is not None:
        area = next(one for one in hub.AREAS if one.key == target.area)
        url = f"{scope.hub_url(target.pk)}#{area.key}"
        label = f"{registers[target.pk]}: {area.label}"
        return Page(label, url if may_view(request, Register) else "")
    model: Any = apps.get_model(target.model or "register.contactperson")
    row = found.get(target.model, {}).get(target.pk or 0)
    if row is None:
        url, label = scope.url_of(model, "changelist"), str(model._meta.verbose_name_plural)
    else:
        url, label = scope.url_of(model, "change", row.pk), str(model._meta.verbose_name)
        label = f"{label}: {words_of(row)}"
    return Page(capfirst(label), url if may_view(request, model) else "")


# Ways to the record


def record_links(request: HttpRequest, controller: Controller) -> Sequence[Link]:
    """On the controller's page."""
    if not may_view(request, ProcessingRecord):
        return []
    url = scope.url_of(ProcessingRecord, "change", controller.pk)
    return [Link(capfirst(str(ProcessingRecord._meta.verbose_name)), url)]


def company_links(request: HttpRequest, controller: Controller) -> Sequence[Link]:
    """From the record to the controller's own page."""
    if not may_view(request, Controller):
        return []
    return [Link(_("Open the company"), scope.url_of(Controller, "change", controller.pk))]


def record_panel(request: HttpRequest, register: Register) -> Panel | None:
    """On a register's page: the records it is part of."""
    if not may_view(request, ProcessingRecord):
        return None
    links = list(_records_of(register))
    if not links:
        return None
    title = capfirst(str(ProcessingRecord._meta.verbose_name))
    return Panel(title, _("What this register says stands in the record of:"), links)


def _records_of(register: Register) -> Iterator[Link]:
    for membership in register.memberships.select_related("controller"):
        url = scope.url_of(ProcessingRecord, "change", membership.controller_id)
        yield Link(membership.controller.name, url)


NOTICES.append(Place(ProcessingRecord, "list_alt"))
hub.COMPANY_LINKS.append(record_links)
hub.PANELS.append(record_panel)
