"""Legal holds: what must not be erased although its time is up (Art. 17(3)(e), 18(1)(c))."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory, Origin
from register.models import DataSubject
from register.models.base import Choice, ordered_days, vocabulary
from register.models.people import AboutPeople
from register.personal_data import (
    IDENTIFIER,
    LINK,
    Datum,
    Erasing,
    NotPersonal,
    PersonalData,
)


class HoldReason(models.TextChoices):
    """Why data are held back from erasure."""

    LEGAL_CLAIM = "legal_claim", _("a legal claim is made or expected")
    DEBT = "debt", _("a debt is being collected")
    DISPUTE = "dispute", _("a dispute about a delivery or an invoice")
    AUTHORITY = "authority", _("an authority has asked for the data")
    REQUEST = "request", _("the person's own request is being handled")
    OTHER = "other", pgettext_lazy("reason for a hold", "another reason")


class Hold(AboutPeople):
    """A person's data held until somebody lifts the hold. Stops erasure, not access."""

    subject = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, related_name="holds", verbose_name=_("person")
    )
    category = Choice(
        _("data"),
        choices=DataCategory,
        blank=True,
        help_text=_("Empty: everything held on the person."),
    )
    reason = Choice(_("reason"), choices=HoldReason)
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        default="",
        help_text=_("The person has the right to read this. Art. 15."),
    )
    placed_on = models.DateField(_("held from"))
    review_on = models.DateField(_("to be reviewed"))
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("placed by"),
    )
    lifted_on = models.DateField(_("lifted"), null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("lifted by"),
    )

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,  # once lifted it says nothing that the journal does not
        binds_until="lifted_on",
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "category": Datum((DataCategory.OTHER,), Origin.DERIVED),
            "reason": Datum((DataCategory.OTHER,), Origin.DERIVED),
            "explanation": Datum((DataCategory.OTHER,), Origin.DERIVED),
            "placed_on": Datum((DataCategory.OTHER,), Origin.DERIVED),
            "review_on": Datum((DataCategory.OTHER,), Origin.DERIVED),
            "placed_by": NotPersonal("a member of staff"),
            "lifted_on": Datum((DataCategory.OTHER,), Origin.DERIVED),
            "lifted_by": NotPersonal("a member of staff"),
        },
    )

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["review_on", "pk"]
        default_permissions = ("add", "change", "view")
        indexes = [
            models.Index(
                fields=["review_on"], condition=Q(lifted_on__isnull=True), name="hold_to_review"
            )
        ]
        constraints = [
            vocabulary("hold", "category", DataCategory, blank=True),
            vocabulary("hold", "reason", HoldReason),
            models.CheckConstraint(
                condition=ordered_days("placed_on", "review_on"),
                name="hold_reviewed_after",
                violation_error_message=_("The review comes after the hold begins."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False)
                | Q(lifted_on__isnull=False, reason=HoldReason.REQUEST),  # ends with the request
                name="hold_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
