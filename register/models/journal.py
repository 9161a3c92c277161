"""The journal: every act on people. Holds keys and counts, no names, so it outlives erasure.

Its rows are frozen three times over: here, in every queryset, and by triggers in the database
(`register/journal_freezing.py`).
"""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.models.base import Choice, vocabulary


class Act(models.TextChoices):
    """What was done."""

    VIEWED = "viewed", pgettext_lazy("act", "viewed")
    SEARCHED_BY_CODE = "searched_by_code", pgettext_lazy("act", "searched by identity code")
    UNMASKED = "unmasked", pgettext_lazy("act", "identity code read")
    EXPORTED = "exported", pgettext_lazy("act", "exported")
    IMPORTED = "imported", pgettext_lazy("act", "imported")
    CREATED = "created", pgettext_lazy("act", "created")
    CHANGED = "changed", pgettext_lazy("act", "changed")
    BANNED = "banned", pgettext_lazy("act", "direct-marketing ban recorded")
    BAN_LIFTED = "ban_lifted", pgettext_lazy("act", "direct-marketing ban lifted")
    CONSENT_GIVEN = "consent_given", pgettext_lazy("act", "consent recorded")
    CONSENT_WITHDRAWN = "consent_withdrawn", pgettext_lazy("act", "consent withdrawn")
    CODE_RECORDED = "code_recorded", pgettext_lazy("act", "identity code recorded")
    CODE_REMOVED = "code_removed", pgettext_lazy("act", "identity code removed")
    DISCLOSED = "disclosed", pgettext_lazy("act", "disclosed")
    MERGED = "merged", pgettext_lazy("act", "merged")
    MERGE_UNDONE = "merge_undone", pgettext_lazy("act", "merge undone")
    RESTRICTED = "restricted", pgettext_lazy("act", "restricted")
    RESTRICTION_LIFTED = "restriction_lifted", pgettext_lazy("act", "restriction lifted")
    ANONYMISED = "anonymised", pgettext_lazy("act", "anonymised")
    ERASED = "erased", pgettext_lazy("act", "erased")
    MOVED = "moved", pgettext_lazy("act", "request moved")
    PUBLISHED = "published", pgettext_lazy("act", "published")


class ActorKind(models.TextChoices):
    """Who did it."""

    USER = "user", pgettext_lazy("actor", "member of staff")
    SUBJECT = "subject", pgettext_lazy("actor", "the data subject")
    COMMAND = "command", pgettext_lazy("actor", "command line")
    JOB = "job", pgettext_lazy("actor", "background job")


class Occasion(models.TextChoices):
    """Why people's data were looked at or used: a closed list, so that no reason names anybody."""

    CUSTOMER_SERVICE = "customer_service", _("customer service")
    REQUEST = "request", _("request of a data subject")
    BILLING = "billing", _("billing or collection")
    MARKETING = "marketing", _("marketing allowed to us")
    QUALITY = "quality", _("keeping the data accurate")
    AUTHORITY = "authority", _("inquiry of an authority")
    AUDIT = "audit", _("audit or supervision")
    MIGRATION = "migration", _("moving data between systems")
    RETENTION = "retention", _("retention")
    TECHNICAL = "technical", _("finding out a technical fault")


class AppendOnly(Exception):
    """Raised where somebody would change or remove what the journal holds."""


class AppendOnlyRows(models.QuerySet[Any]):
    """Rows can be added and read."""

    def update(self, **values: Any) -> NoReturn:
        raise AppendOnly("The journal is never changed.")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly("The journal is never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("The journal is pruned by its own door only.")


class AppendOnlyRow(models.Model):
    """Saved once."""

    objects = AppendOnlyRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None and not self._state.adding:
            raise AppendOnly("The journal is never changed.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnly("The journal is pruned by its own door only.")


class JournalEntry(AppendOnlyRow):
    """One act. Added, never changed; removed only as part of a sealed block that is pruned."""

    at = models.DateTimeField(_("when"))
    act = Choice(pgettext_lazy("in the journal", "act"), choices=Act)
    actor_kind = Choice(_("who"), choices=ActorKind)
    actor = models.BigIntegerField(_("number of the account"), null=True)
    occasion = Choice(_("occasion"), choices=Occasion, blank=True)
    # A number or code of the case, such as a request's; its form admits no name.
    reference = models.CharField(_("reference"), max_length=40, blank=True, default="")
    about = models.CharField(_("about what"), max_length=60)  # "register.DataSubject"
    uuid = models.UUIDField(_("about whom"), null=True)
    row = models.BigIntegerField(_("number of the row"), null=True)
    count = models.PositiveIntegerField(_("how many"), default=1)
    # Names of columns, counts, digests: never a value. `journal.py` lets nothing else in.
    detail = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        default_permissions = ("view",)
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["uuid", "-id"], name="journal_by_person"),
            models.Index(fields=["act", "-id"], name="journal_by_act"),
            models.Index(
                fields=["actor", "-id"], condition=Q(actor__isnull=False), name="journal_by_actor"
            ),
            models.Index(
                fields=["actor_kind", "-id"],
                condition=Q(actor__isnull=True),
                name="journal_by_kind",
            ),
            models.Index(
                fields=["occasion", "-id"], condition=~Q(occasion=""), name="journal_by_occasion"
            ),
        ]
        constraints = [
            vocabulary("journal", "act", Act),
            vocabulary("journal", "actor_kind", ActorKind),
            vocabulary("journal", "occasion", Occasion, blank=True),
            models.CheckConstraint(
                condition=Q(actor_kind=ActorKind.USER, actor__isnull=False)
                | (~Q(actor_kind=ActorKind.USER) & Q(actor__isnull=True)),
                name="journal_user_has_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class JournalBlock(AppendOnlyRow):
    """Entries sealed together: their hash, chained to the block before.

    A block covers every number after the last of the block before, up to its own last.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    first = models.BigIntegerField(_("first entry"))
    last = models.BigIntegerField(_("last entry"))
    entries = models.PositiveIntegerField(_("entries"))
    sealed_at = models.DateTimeField(_("sealed"))
    previous_sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)  # of `content`
    sha256 = models.CharField(max_length=64)  # of all of the above
    # The hash of the entries' text, then a few bytes of each entry's own, to tell which is wrong.
    content = models.BinaryField()
    pruned_at = models.DateTimeField(_("pruned"), null=True)

    class Meta:
        verbose_name = _("sealed block of the journal")
        verbose_name_plural = _("sealed blocks of the journal")
        default_permissions = ("view",)
        ordering = ["number"]
        indexes = [
            models.Index(fields=["sealed_at"], name="journalblock_by_day"),
            models.Index(
                fields=["last"], condition=Q(pruned_at__isnull=False), name="journalblock_pruned"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")), name="journalblock_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"
