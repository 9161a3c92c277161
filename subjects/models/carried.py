"""Which of the rights that were granted has been carried out: done, and not only decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.base import Choice, vocabulary
from subjects.enums import RequestedKind
from subjects.models.base import BY_STAFF, OFFICE, OURS, WHEN, PartOfRequest, part_of_request


class CarriedRight(PartOfRequest):
    """One right, carried out in full. Written in the transaction of the deed."""

    right = Choice(_("right"), choices=RequestedKind)
    carried_at = models.DateTimeField(_("carried out"))
    carried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,  # a ban acts by itself
        related_name="+",
        verbose_name=_("carried out by"),
    )
    detail = models.JSONField(default=dict)  # names of ours and numbers, nobody's data

    personal_data = part_of_request(right=OURS, carried_at=WHEN, carried_by=BY_STAFF, detail=OFFICE)

    class Meta:
        verbose_name = _("right carried out")
        verbose_name_plural = _("rights carried out")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("carriedright", "right", RequestedKind),
            models.UniqueConstraint(fields=["request", "right"], name="right_carried_once"),
        ]
