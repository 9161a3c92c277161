"""Secret links. What is kept is a keyed hash: the database does not open them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.models.base import Choice, vocabulary
from register.personal_data import LINK
from subjects.enums import TokenPurpose
from subjects.models.base import OFFICE, WHEN, PartOfRequest, part_of_request


class Token(PartOfRequest):
    """One link to one person. `tokens.py` makes and redeems them."""

    purpose = Choice(_("purpose"), choices=TokenPurpose)
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(pgettext_lazy("of a link", "used"), null=True)
    contact = models.ForeignKey(  # the address that it confirms, entered by staff
        "subjects.Contact",
        on_delete=models.PROTECT,
        null=True,
        related_name="tokens",
        verbose_name=_("contact point"),
    )

    personal_data = part_of_request(
        purpose=OFFICE, hash=OFFICE, made_at=WHEN, expires_at=WHEN, used_at=WHEN, contact=LINK
    )

    class Meta:
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("token", "purpose", TokenPurpose),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="token_expires"),
            models.CheckConstraint(
                condition=Q(purpose=TokenPurpose.ADDRESS, contact__isnull=False)
                | (~Q(purpose=TokenPurpose.ADDRESS) & Q(contact__isnull=True)),
                name="token_of_an_address",
            ),
        ]
