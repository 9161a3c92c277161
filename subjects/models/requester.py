"""Who asks, as they told it: compared with the register by people, never by the form."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import ContactPointKind, DataCategory
from register.models.base import Choice, vocabulary
from register.models.people import AboutPeople
from register.personal_data import Datum
from register.spellings import normalised_contact
from subjects.enums import ActingAs
from subjects.models.base import OURS, SAID, PartOfRequest, part_of_request

C = DataCategory


class ContactKind(models.TextChoices):
    """How a requester can be reached."""

    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    ADDRESS = "address", _("postal address")


class Requester(AboutPeople, PartOfRequest):
    """Whoever sent the request, and for whom; never a personal identity code."""

    request = models.OneToOneField(
        "subjects.Request",
        on_delete=models.PROTECT,
        related_name="requester",
        verbose_name=_("request"),
    )
    name = models.CharField(_("name"), max_length=300)
    customer_number = models.CharField(_("customer number"), max_length=60, blank=True, default="")
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, default="")
    acting_as = Choice(pgettext_lazy("request", "asks"), choices=ActingAs, default=ActingAs.SELF)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=300, blank=True, default="")

    personal_data = part_of_request(
        name=Datum((C.NAME,)),
        customer_number=Datum((C.CUSTOMER_NUMBER,)),
        organisation=Datum((C.ORGANISATION,)),
        acting_as=SAID,
        on_behalf_of=Datum((C.NAME,)),
    )

    class Meta:
        verbose_name = _("requester")
        verbose_name_plural = _("requesters")
        default_permissions = ("view",)
        indexes = [
            models.Index(
                Upper("customer_number"),
                condition=~Q(customer_number=""),
                name="requester_by_number",
            ),
        ]
        constraints = [
            vocabulary("requester", "acting_as", ActingAs),
            models.CheckConstraint(condition=~Q(name=""), name="requester_has_name"),
            models.CheckConstraint(
                condition=Q(acting_as=ActingAs.SELF, on_behalf_of="")
                | (~Q(acting_as=ActingAs.SELF) & ~Q(on_behalf_of="")),
                name="requester_says_for_whom",
            ),
        ]


class Contact(AboutPeople, PartOfRequest):
    """How the requester can be reached, as told; `confirmed_at` when a link to it was used."""

    kind = Choice(pgettext_lazy("kind of contact point", "kind"), choices=ContactKind)
    value = models.CharField(pgettext_lazy("contact point", "as written"), max_length=300)
    normalised = models.CharField(max_length=300, blank=True, default="", editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    personal_data = part_of_request(
        kind=SAID,
        value=Datum((C.EMAIL, C.PHONE, C.POSTAL_ADDRESS)),
        normalised=Datum((C.EMAIL, C.PHONE, C.POSTAL_ADDRESS), exported=False),
        confirmed_at=OURS,
    )

    class Meta:
        verbose_name = _("contact point of a requester")
        verbose_name_plural = _("contact points of requesters")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["normalised"], name="requester_by_spelling")]
        constraints = [
            vocabulary("requestercontact", "kind", ContactKind),
            models.CheckConstraint(condition=~Q(value=""), name="requestercontact_has_value"),
            models.UniqueConstraint(
                fields=["request", "kind", "value"], name="requestercontact_once"
            ),
        ]

    def derive(self) -> None:
        if self.kind in ContactPointKind.values:
            self.normalised = normalised_contact(self.kind, self.value)
