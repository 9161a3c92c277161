"""The suppression list: whom not to market to, and who must not come back by accident."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import (
    DataCategory,
    MarketingChannel,
    MarketingScope,
    Origin,
    SuppressedKind,
    SuppressionReason,
)
from register.models.base import Choice, vocabulary
from register.models.register import RegisterController
from register.personal_data import A_FACT, IDENTIFIER, LINK, MOMENT, Datum, OtherPeople


class SuppressedIdentifier(models.Model):
    """A keyed hash of an identifier. Personal data still (Art. 4(5)), so it ends (`until`)."""

    kept_by = models.ForeignKey(
        RegisterController,
        on_delete=models.PROTECT,
        related_name="suppressed_identifiers",
        verbose_name=_("register and controller"),
    )
    kind = Choice(pgettext_lazy("kind of identifier", "kind"), choices=SuppressedKind)
    hash = models.CharField(max_length=64)
    reason = Choice(_("why"), choices=SuppressionReason)
    channel = Choice(_("channel"), choices=MarketingChannel, blank=True)
    scope = Choice(pgettext_lazy("of marketing", "scope"), choices=MarketingScope, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True)  # none: while the controller markets at all

    personal_data = OtherPeople(
        who="people who said no, or whose data were erased",
        until="`until`; a ban while the controller markets at all",
        columns={
            "id": IDENTIFIER,
            "kept_by": LINK,
            "kind": A_FACT,
            "hash": Datum((DataCategory.OTHER,), Origin.DERIVED, exported=False),
            "reason": Datum((DataCategory.MARKETING_BAN,), Origin.DERIVED, exported=False),
            "channel": Datum((DataCategory.MARKETING_BAN,), exported=False),
            "scope": Datum((DataCategory.MARKETING_BAN,), exported=False),
            "since": MOMENT,
            "until": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("suppressed identifier")
        verbose_name_plural = _("suppression list")
        default_permissions = ("view",)
        ordering = ["kept_by", "pk"]
        indexes = [models.Index(fields=["hash", "kept_by"], name="suppressed_by_hash")]
        constraints = [
            vocabulary("suppressed", "kind", SuppressedKind),
            vocabulary("suppressed", "reason", SuppressionReason),
            vocabulary("suppressed", "channel", MarketingChannel, blank=True),
            vocabulary("suppressed", "scope", MarketingScope, blank=True),
            models.CheckConstraint(
                condition=(
                    Q(reason=SuppressionReason.MARKETING_BAN) & ~Q(channel="") & ~Q(scope="")
                )
                | (~Q(reason=SuppressionReason.MARKETING_BAN) & Q(channel="", scope="")),
                name="suppressed_ban_names_channel",
            ),
            models.UniqueConstraint(
                fields=["kept_by", "kind", "hash", "reason", "channel", "scope"],
                name="suppressed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"suppressed identifier {self.pk}"
