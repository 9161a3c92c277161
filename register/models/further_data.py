"""What a register holds besides: values of data items of its own, and disclosures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory, Origin
from register.models.base import Choice, vocabulary
from register.models.data_item import DataItem
from register.models.data_subject import DataSubject
from register.models.people import AboutPeople
from register.models.recipient import Recipient
from register.personal_data import IDENTIFIER, LINK, MOMENT, Datum, Erasing, PersonalData


class Attribute(AboutPeople):
    """A value for which there is no column of its own, bound to a data item the notice declares."""

    subject = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, related_name="attributes", verbose_name=_("person")
    )
    item = models.ForeignKey(
        DataItem, on_delete=models.PROTECT, related_name="values", verbose_name=_("data item")
    )
    value = models.TextField(_("value"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        kind="item__categories__category",
        kinds={category: (category,) for category in DataCategory},
        explained_by=("item",),
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "item": LINK,
            "value": Datum(),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("further datum")
        verbose_name_plural = _("further data")
        ordering = ["subject", "item", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(value=""), name="attribute_has_value"),
            models.UniqueConstraint(
                fields=["subject", "item"],
                name="attribute_item_once",
                violation_error_message=_("This is already recorded: change it there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Disclosure(AboutPeople):
    """Data of a person given to a recipient: feeds Art. 15(1)(c) and the notices of Art. 19."""

    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        related_name="disclosures",
        verbose_name=_("person"),
    )
    recipient = models.ForeignKey(
        Recipient,
        on_delete=models.PROTECT,
        related_name="disclosures",
        verbose_name=_("recipient"),
    )
    category = Choice(_("data"), choices=DataCategory)
    disclosed_on = models.DateField(_("disclosed"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        kind="category",
        kinds={category: (category,) for category in DataCategory},
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "recipient": Datum(origin=Origin.OBSERVED),
            "category": Datum(origin=Origin.OBSERVED),
            "disclosed_on": Datum(origin=Origin.OBSERVED),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        ordering = ["subject", "-disclosed_on", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "category"], name="disclosure_by_recipient"),
        ]
        constraints = [
            vocabulary("disclosure", "category", DataCategory),
            models.UniqueConstraint(
                fields=["subject", "recipient", "category", "disclosed_on"],
                name="disclosure_once",
                violation_error_message=_("This disclosure is already recorded."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
