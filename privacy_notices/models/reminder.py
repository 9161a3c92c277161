"""Which reminders of a review have gone out, so that none goes twice for one day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy_notices.models.version import NoticeVersion
from register.models.base import Choice, vocabulary


class ReminderKind(models.TextChoices):
    """When a reminder goes."""

    AHEAD = "ahead", _("before the day")
    DUE = "due", _("on the day")


class ReviewReminder(models.Model):
    """The officers have been told that a version is to be reviewed by a day."""

    version = models.ForeignKey(
        NoticeVersion,
        on_delete=models.PROTECT,
        related_name="reminders",
        verbose_name=_("published version"),
    )
    kind = Choice(_("reminder"), choices=ReminderKind)
    review_on = models.DateField(_("day of the review"))
    queued_at = models.DateTimeField(_("queued"))

    class Meta:
        verbose_name = _("reminder of a review")
        verbose_name_plural = _("reminders of reviews")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "review_on"], name="review_reminder_once_a_day"
            ),
            vocabulary("reviewreminder", "kind", ReminderKind),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.kind}"
