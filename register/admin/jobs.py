"""Background work, to be looked at: the queue, what has been queued when, mail on its way.

Neither arguments of tasks nor addresses and texts of mail are shown.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django_tasks_db.models import DBTaskResult, get_date_max
from unfold.admin import ModelAdmin

from register import outbox
from register.admin.navigation import ADMINISTRATION, Place
from register.models import OutgoingMail, ScheduledRun

if TYPE_CHECKING:
    LookBase = admin.ModelAdmin[Any]
else:
    LookBase = ModelAdmin

admin.site.unregister(DBTaskResult)
ADMINISTRATION += [
    Place(DBTaskResult, "manufacturing", gettext_lazy("Background tasks")),
    Place(ScheduledRun, "schedule", gettext_lazy("Scheduled runs")),
    Place(OutgoingMail, "outgoing_mail", gettext_lazy("Outgoing mail")),
]


STATES = {  # the package's own labels are English
    "READY": gettext_lazy("queued"),
    "RUNNING": gettext_lazy("running"),
    "FAILED": gettext_lazy("failed"),
    "SUCCESSFUL": gettext_lazy("done"),
}


class InState(admin.SimpleListFilter):
    """Tasks that are queued, running, failed or done."""

    title = gettext_lazy("state")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(status=self.value()) if self.value() in STATES else queryset


class OnlyLook(LookBase):
    """Written by the machine."""

    compressed_fields = False
    list_per_page = 100
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DBTaskResult)
class TaskAdmin(OnlyLook):
    list_display = ["task_path", "state", "enqueued_at", "started_at", "finished_at", "attempts"]
    list_filter = [InState]
    search_fields = ["task_path"]
    ordering = ["-enqueued_at"]
    fields = [
        *("task_path", "state", "attempts", "enqueued_at", "not_before", "started_at"),
        *("finished_at", "exception_class_path", "traceback"),
    ]
    readonly_fields = ["state", "attempts", "not_before"]

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, row: Any) -> str:
        return str(STATES[row.status])

    @admin.display(description=gettext_lazy("attempts"))
    def attempts(self, row: Any) -> int:
        return len(row.worker_ids)

    @admin.display(description=gettext_lazy("not before"))
    def not_before(self, row: Any) -> Any:
        return None if row.run_after == get_date_max() else row.run_after


@admin.register(ScheduledRun)
class ScheduledRunAdmin(OnlyLook):
    list_display = ["job", "due_at", "enqueued_at", "task_id"]
    list_filter = ["job"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OnlyLook):
    list_display = ["key", "kind", "queued_at", "attempts", "sent_at", "given_up_at"]
    list_filter = ["kind", ("given_up_at", admin.EmptyFieldListFilter)]
    search_fields = ["key"]
    fields = [
        *("key", "kind", "queued_at", "attempts", "next_attempt_at", "sent_at", "given_up_at")
    ]
    actions = ["try_again"]

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("register.resend_outgoingmail")

    @admin.action(description=gettext_lazy("Try again to send"), permissions=["resend"])
    def try_again(self, request: HttpRequest, chosen: Any) -> None:
        count = outbox.try_again(chosen.values_list("pk", flat=True), now=timezone.now())
        words = ngettext("%d mail is tried again.", "%d mails are tried again.", count)
        self.message_user(request, words % count, messages.SUCCESS)
