"""What was done with a request, step by step. Holds steps, numbers and times; nobody's data."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.models import ActorKind
from register.models.base import Choice, vocabulary
from subjects.enums import Status, Step
from subjects.models.base import PartOfRequest
from subjects.models.correspondence import Frozen


class TimelineEvent(PartOfRequest):
    """One step. Added by `workflow.py`, never changed."""

    at = models.DateTimeField(_("when"))
    step = Choice(_("step"), choices=Step, blank=True)  # none: the request arrived
    actor_kind = Choice(_("who"), choices=ActorKind)
    actor = models.BigIntegerField(_("number of the account"), null=True)
    left = Choice(_("status before"), choices=Status, blank=True)
    to = Choice(_("status after"), choices=Status)
    version = models.PositiveIntegerField()
    detail = models.JSONField(default=dict)  # names of ours and numbers

    class Meta:
        verbose_name = pgettext_lazy("of a request", "event")
        verbose_name_plural = pgettext_lazy("of a request", "timeline")
        ordering = ["request", "version"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("timelineevent", "step", Step, blank=True),
            vocabulary("timelineevent", "actor_kind", ActorKind),
            vocabulary("timelineevent", "left", Status, blank=True),
            vocabulary("timelineevent", "to", Status),
            # Two who decide at once cannot both have taken this step.
            models.UniqueConstraint(fields=["request", "version"], name="timeline_one_step_a_time"),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise Frozen("A timeline is only added to.")
        super().save(*args, **options)
