"""Imports of people in the admin: the list of them, and the way to the pages of each.

The work itself is done in the background (`register/imports/jobs.py`); the pages
(`people_import_steps.py`) tell how far it has come and what there is to decide.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from register.admin import scope
from register.admin.listing import Cell, KeysetList, Line, Table
from register.admin.navigation import PEOPLE, Place
from register.admin.people_access import reader, serves_nobody
from register.admin.people_import_steps import MAY, import_view, upload_view, url_of, urls
from register.admin.people_words import kept_in, moment, name_of
from register.hub import Link
from register.imports import desk, report
from register.models import Import
from register.querysets import of_visible

PEOPLE += [Place(Import, "upload_file")]


@admin.register(Import)
class ImportAdmin(KeysetList):
    """Earlier imports and those on their way, the newest first."""

    change_list_template = "admin/register/import_list.html"
    search_fields = ()
    order = "id"
    newest_first = True
    nothing_yet = gettext_lazy("Nothing has been imported yet.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return of_visible(super().get_queryset(request), reader(request))

    def rows_listed(self, request: HttpRequest) -> QuerySet[Any]:
        return self.get_queryset(request).select_related(
            "by", "kept_by__register", "kept_by__controller"
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        return [*urls(), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"is_unassigned": serves_nobody(reader(request)), **(extra_context or {})}
        return super().changelist_view(request, context)

    def list_links(self, request: HttpRequest, register: Any) -> list[Link]:
        if not self.has_add_permission(request) or serves_nobody(reader(request)):
            return []
        return [Link(_("Import a file"), scope.url_of(Import, "add"))]

    def table(self, request: HttpRequest, rows: Any) -> Table:
        now = timezone.now()
        lines = [
            Line(
                moment(run.started_at),
                url_of(run),
                [
                    Cell(gettext_lazy("Register and controller"), [kept_in(run.kept_by)]),
                    Cell(
                        pgettext_lazy("import", "By"),
                        [name_of(run.by) if run.by else _("command line")],
                    ),
                    Cell(pgettext_lazy("import", "State"), [capfirst(run.get_stage_display())]),
                    Cell(
                        pgettext_lazy("import", "Rows"), [report.in_words(run) if run.rows else ""]
                    ),
                ],
                mark=pgettext("import", "stopped") if desk.is_interrupted(run, now) else "",
            )
            for run in rows
        ]
        return Table(pgettext_lazy("import", "Begun"), lines)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if object_id is None:
            return upload_view(request)
        if not object_id.isdecimal() or len(object_id) > 15:
            raise Http404
        return import_view(request, int(object_id))
