"""When the clock stood still, and why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models.base import Choice, ordered_days, vocabulary
from subjects.enums import PauseReason
from subjects.models.base import OFFICE, OURS, SAID, PartOfRequest, part_of_request


class Pause(PartOfRequest):
    """From the day our question left to the day the answer arrived."""

    reason = Choice(_("reason"), choices=PauseReason)
    asked_on = models.DateField(_("asked"))
    reminded_on = models.DateField(_("reminded"), null=True)
    answered_on = models.DateField(_("answered"), null=True)  # none: the clock stands still
    was_answered = models.BooleanField(_("the person answered"), default=False)

    personal_data = part_of_request(
        reason=OURS, asked_on=OURS, reminded_on=OFFICE, answered_on=SAID, was_answered=SAID
    )

    class Meta:
        verbose_name = _("pause of the clock")
        verbose_name_plural = _("pauses of the clock")
        ordering = ["asked_on", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("pause", "reason", PauseReason),
            models.CheckConstraint(
                condition=ordered_days("asked_on", "answered_on")
                & ordered_days("asked_on", "reminded_on"),
                name="pause_asked_before",
            ),
            models.CheckConstraint(
                condition=Q(was_answered=False) | Q(answered_on__isnull=False),
                name="pause_answered_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(answered_on__isnull=True),
                name="pause_runs_once",
            ),
        ]
