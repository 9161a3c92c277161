"""The ledger: what must be repeated after a restore, and nothing about anybody.

A person is a random uuid: a number would be handed out again by a restored SQLite, and the replay
would erase a stranger. Either table can be copied into a file outside the database's backup.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory, MarketingChannel, MarketingScope
from register.models.base import Choice, vocabulary
from retention.models.plan import Outcome, Part


class Noted(models.Model):
    """What either kind of entry has."""

    # Tells an entry from every other, in the file too: its number comes again after a restore.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("when"))
    uuid = models.UUIDField(_("person"), null=True)
    filed = models.BooleanField(default=False)  # stands in the file outside the database
    to_repeat = models.BooleanField(default=False)  # came from the file: not yet done here

    class Meta:
        abstract = True


class LedgerEntry(Noted):
    """One erasure."""

    part = Choice(_("what"), choices=Part)
    category = Choice(_("data"), choices=DataCategory, blank=True)
    model = models.CharField(max_length=60, blank=True, default="")
    # Keyed hash of a row's number and of the moment it was written.
    row_key = models.CharField(max_length=64, blank=True, default="")
    outcome = Choice(_("outcome"), choices=Outcome)
    rule = models.CharField(_("rule"), max_length=170)  # register slug and key
    rows = models.PositiveIntegerField(_("rows"), default=0)
    # Rows that a request was refused for by name: "register.Attribute:" and the key, space after
    # space. No brace stands in it: by its last one a line of the file is known to be whole.
    spared = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("entry of the ledger of erasures")
        verbose_name_plural = _("ledger of erasures")
        ordering = ["pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["uuid"], name="ledger_by_person"),
            models.Index(fields=["row_key"], condition=~Q(row_key=""), name="ledger_by_row"),
            models.Index(fields=["id"], condition=Q(filed=False), name="ledger_to_file"),
            models.Index(fields=["id"], condition=Q(to_repeat=True), name="ledger_to_repeat"),
        ]
        constraints = [
            vocabulary("ledger", "part", Part),
            vocabulary("ledger", "category", DataCategory, blank=True),
            vocabulary("ledger", "outcome", Outcome),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Said(models.TextChoices):
    """What a person has said that a restore must not undo."""

    BANNED = "banned", pgettext_lazy("act", "direct-marketing ban recorded")
    BAN_LIFTED = "ban_lifted", pgettext_lazy("act", "direct-marketing ban lifted")
    CONSENT_WITHDRAWN = "consent_withdrawn", pgettext_lazy("act", "consent withdrawn")
    RESTRICTED = "restricted", pgettext_lazy("act", "restricted")
    RESTRICTION_LIFTED = "restriction_lifted", pgettext_lazy("act", "restriction lifted")


class LedgerChoice(Noted):
    """One no, withdrawal or restriction."""

    said = Choice(pgettext_lazy("of a person", "said"), choices=Said)
    channel = Choice(_("channel"), choices=MarketingChannel, blank=True)
    scope = Choice(pgettext_lazy("of marketing", "scope"), choices=MarketingScope, blank=True)
    text = models.CharField(max_length=170, blank=True, default="")  # key of the consent's words

    class Meta:
        verbose_name = _("choice in the ledger")
        verbose_name_plural = _("choices in the ledger")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["id"], condition=Q(filed=False), name="ledgerchoice_to_file"),
        ]
        constraints = [
            vocabulary("ledgerchoice", "said", Said),
            vocabulary("ledgerchoice", "channel", MarketingChannel, blank=True),
            vocabulary("ledgerchoice", "scope", MarketingScope, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
