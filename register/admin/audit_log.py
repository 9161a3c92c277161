"""The audit log of facts, to be read and never changed."""

from typing import TYPE_CHECKING, Any

from auditlog.models import LogEntry
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

if TYPE_CHECKING:
    LogBase = admin.ModelAdmin[Any]
else:
    LogBase = ModelAdmin

admin.site.unregister(LogEntry)

FOLLOWED = ("register", "retention", "subjects", "privacy_notices")
UNINTERESTING = {"id", "position", "register"}


class OfKind(admin.SimpleListFilter):
    """Entries about one kind of row."""

    title = _("kind of row")
    parameter_name = "content_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = ContentType.objects.filter(app_label__in=FOLLOWED)
        named = ((str(kind.pk), capfirst(kind.name)) for kind in kinds if kind.model_class())
        return sorted(named, key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        if value and value.isdigit():
            return queryset.filter(content_type=int(value))
        return queryset


@admin.register(LogEntry)
class LogEntryAdmin(LogBase):
    compressed_fields = False
    list_display = ["timestamp", "actor", "action", "kind", "object_repr"]
    list_filter = ["action", OfKind]
    list_select_related = ["actor", "content_type"]
    search_fields = ["object_repr"]
    ordering = ["-timestamp", "-pk"]
    show_full_result_count = False
    list_per_page = 50
    fieldsets = [
        (None, {"fields": ["timestamp", "actor", "action", "kind", "object_repr", "remote_addr"]}),
        (_("Changes"), {"fields": ["changed"]}),
    ]
    readonly_fields = ["kind", "changed"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("kind of row"))
    def kind(self, row: Any) -> str:
        return str(capfirst(row.content_type.name))

    @admin.display(description=_("before and after"))
    def changed(self, row: Any) -> SafeString:
        return changes_of(row)


def changes_of(entry: Any) -> SafeString:
    """Each column with its value before and after; of a file that was taken, which it was."""
    if entry.action == LogEntry.Action.ACCESS:
        told = sorted((entry.additional_data or {}).items())
        return format_html("<p>{}</p>", ", ".join(value for _key, value in told))
    lines = []
    for name, values in (entry.changes_dict or {}).items():
        if isinstance(values, dict):
            before, after = values.get("operation", ""), ", ".join(values.get("objects", []))
        else:
            before, after = ("" if value == "None" else value for value in values)
        if (before or after) and name not in UNINTERESTING:
            lines.append((_label(entry, name), before, after))
    rows = format_html_join("", "<tr><th scope='row'>{}</th><td>{}</td><td>{}</td></tr>", lines)
    return format_html(
        "<table class='seloste-changes'><thead><tr><th scope='col'>{}</th><th scope='col'>{}</th>"
        "<th scope='col'>{}</th></tr></thead><tbody>{}</tbody></table>",
        _("Column"),
        _("Before"),
        _("After"),
        rows,
    )


def _label(entry: Any, name: str) -> str:
    model = entry.content_type.model_class()
    fields = {field.name: field for field in model._meta.get_fields()} if model else {}
    return capfirst(str(getattr(fields.get(name), "verbose_name", name)))
