"""What even those pages share whose behaviour is Django's own, such as accounts."""

from typing import TYPE_CHECKING, Any

from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from unfold import admin as unfold

from register.admin.audit_log import changes_of
from register.admin.fields import plain_choice
from register.admin.values import Checkboxes

if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Any]
else:
    AdminBase = unfold.ModelAdmin

HISTORY = 100  # entries on one page


class PlainFields(AdminBase):
    """Labels above fields, checkboxes for several choices, nothing chosen beforehand."""

    compressed_fields = False

    def formfield_for_choice_field(self, db_field: Any, request: Any, **options: Any) -> Any:
        return super().formfield_for_choice_field(
            db_field, request, **plain_choice(db_field, options)
        )

    def formfield_for_manytomany(self, db_field: Any, request: Any, **options: Any) -> Any:
        return super().formfield_for_manytomany(
            db_field, request, **{"widget": Checkboxes, **options}
        )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Without the icons that open another row in a window of its own."""
        if isinstance(db_field, models.URLField):
            options.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class OneTrail(AdminBase):
    """The audit log tells who changed what; Django's own log would tell it again."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Left to the audit log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Left to the audit log."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Left to the audit log."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the audit log tells of one row."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if not request.user.has_perm("auditlog.view_logentry"):
            raise PermissionDenied
        entries = list(
            LogEntry.objects.get_for_object(row).select_related("actor", "content_type")[:HISTORY]
        )
        for entry in entries:
            entry.changes_table = changes_of(entry)
        context = {
            **self.admin_site.each_context(request),
            **self.place(request, object_id),
            "entries": entries,
            "opts": self.opts,
            "original": row,
            "subtitle": _("History"),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/register/history.html", context)

    def place(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """What a page says of where it stands."""
        return {}
