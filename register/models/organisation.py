"""Customer organisations, for which contact persons stand."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory, Origin
from register.identifiers import validate_business_id
from register.models.people import AboutPeople
from register.models.register import RegisterController
from register.personal_data import (
    IDENTIFIER,
    LINK,
    MOMENT,
    Datum,
    Erasing,
    PersonalData,
)
from register.spellings import folded


class Organisation(AboutPeople):
    """A company, association or authority that is a customer."""

    kept_by = models.ForeignKey(
        RegisterController,
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("register and controller"),
    )
    name = models.CharField(_("name"), max_length=200)
    business_id = models.CharField(
        _("Business ID"), max_length=9, blank=True, default="", validators=[validate_business_id]
    )
    foreign_id = models.CharField(_("foreign business ID"), max_length=40, blank=True, default="")
    sort_name = models.CharField(max_length=200, blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="people",
        row=Erasing.KEEP,
        columns={
            "id": IDENTIFIER,
            "kept_by": LINK,
            "name": Datum((DataCategory.ORGANISATION,), erasure=Erasing.KEEP),
            "business_id": Datum((DataCategory.BUSINESS_ID,), erasure=Erasing.KEEP),
            "foreign_id": Datum((DataCategory.BUSINESS_ID,), erasure=Erasing.KEEP),
            "sort_name": Datum(
                (DataCategory.ORGANISATION,), Origin.DERIVED, exported=False, erasure=Erasing.KEEP
            ),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_name", "pk"]
        indexes = [
            models.Index(fields=["kept_by", "sort_name", "id"], name="organisation_by_name"),
            models.Index(fields=["sort_name", "id"], name="organisation_by_name_anywhere"),
            models.Index(
                fields=["business_id"], condition=~Q(business_id=""), name="organisation_by_number"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_name"),
            models.UniqueConstraint(
                fields=["kept_by", "business_id"],
                condition=~Q(business_id=""),
                name="organisation_number_once",
                violation_error_message=_("Another organisation has this Business ID."),
            ),
        ]

    def __str__(self) -> str:
        """Reaches logs: a sole trader's name is a person's."""
        return f"organisation {self.pk}"

    def derive(self) -> None:
        self.sort_name = folded(self.name)[:200]
