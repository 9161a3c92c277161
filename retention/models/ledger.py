"""The ledger of erasures: enough to repeat them after a restore, nothing about anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory
from register.models.base import Choice, vocabulary
from retention.models.plan import Outcome, Part


class LedgerEntry(models.Model):
    """One erasure. A person is a random uuid: a number would be handed out again by a restored
    SQLite, and the replay would erase a stranger."""

    at = models.DateTimeField(_("when"))
    uuid = models.UUIDField(_("person"), null=True)
    part = Choice(_("what"), choices=Part)
    category = Choice(_("data"), choices=DataCategory, blank=True)
    model = models.CharField(max_length=60, blank=True, default="")
    row_key = models.CharField(
        max_length=64, blank=True, default=""
    )  # keyed hash of a row's number
    outcome = Choice(_("outcome"), choices=Outcome)
    rule = models.CharField(_("rule"), max_length=170)  # register slug and key
    rows = models.PositiveIntegerField(_("rows"), default=0)

    class Meta:
        verbose_name = _("entry of the ledger of erasures")
        verbose_name_plural = _("ledger of erasures")
        ordering = ["pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["uuid"], name="ledger_by_person")]
        constraints = [
            vocabulary("ledger", "part", Part),
            vocabulary("ledger", "category", DataCategory, blank=True),
            vocabulary("ledger", "outcome", Outcome),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
