"""Which jobs have been queued, and for when: what keeps two schedulers from doing it twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledRun(models.Model):
    """One due moment of one job of `config/schedule.py`. Old ones are removed."""

    job = models.CharField(_("job"), max_length=60)
    due_at = models.DateTimeField(_("due"))
    enqueued_at = models.DateTimeField(_("queued"))
    # No foreign key: the queue is another package's table, and is emptied by its own rules.
    task_id = models.UUIDField(_("task"), null=True)

    class Meta:
        verbose_name = _("scheduled run")
        verbose_name_plural = _("scheduled runs")
        ordering = ["-due_at", "job"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="job_due_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.due_at:%Y-%m-%d %H:%M}"
