"""That staff have been reminded of a request's time: once for each occasion and day."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.models.base import Choice, vocabulary
from subjects.models.base import PartOfRequest


class ReminderKind(models.TextChoices):
    """What staff are reminded of, the most pressing last."""

    SILENT = "silent", _("the person has not answered our reminder")
    NEAR_TARGET = "near_target", _("the target is near")
    NEAR_LIMIT = "near_limit", _("the time limit is near")
    LATE = "late", _("the time limit has passed")


class StaffReminder(PartOfRequest):
    """A reminder that left. A day that moves (a pause, an extension) has reminders of its own."""

    kind = Choice(pgettext_lazy("of a reminder", "kind"), choices=ReminderKind)
    day = models.DateField(_("day"))
    queued_at = models.DateTimeField(_("queued"))

    class Meta:
        verbose_name = _("reminder of a request")
        verbose_name_plural = _("reminders of requests")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("staffreminder", "kind", ReminderKind),
            # Two workers at once, or one killed in between: the second finds the first one's row.
            models.UniqueConstraint(fields=["request", "kind", "day"], name="staffreminder_once"),
        ]
