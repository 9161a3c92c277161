"""How people and organisations are reached: e-mail, phone, addresses."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_countries.fields import CountryField

from register.enums import AddressKind, ContactPointKind, DataCategory, Origin
from register.models.base import Choice, vocabulary
from register.models.data_subject import DataSubject
from register.models.organisation import Organisation
from register.models.people import AboutPeople
from register.models.source import Source
from register.personal_data import IDENTIFIER, LINK, MOMENT, Datum, Erasing, PersonalData
from register.spellings import folded, normalised_contact

C = DataCategory
ONE_OWNER = Q(subject__isnull=True, organisation__isnull=False) | Q(
    subject__isnull=False, organisation__isnull=True
)


class ContactPoint(AboutPeople):
    """An e-mail address, a phone number, a website, a profile, an IP address."""

    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_points",
        verbose_name=gettext_lazy("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_points",
        verbose_name=gettext_lazy("organisation"),
    )
    kind = Choice(pgettext_lazy("kind of contact point", "kind"), choices=ContactPointKind)
    value = models.CharField(pgettext_lazy("contact point", "as written"), max_length=254)
    # One spelling of what can be written in many, by which it is found and compared.
    normalised = models.CharField(max_length=254, editable=False)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("source"),
    )
    created_at = models.DateTimeField(gettext_lazy("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        explained_by=("source",),
        kind="kind",
        kinds={
            ContactPointKind.EMAIL: (C.EMAIL,),
            ContactPointKind.PHONE: (C.PHONE,),
            ContactPointKind.WEB: (C.WEB_PROFILE,),
            ContactPointKind.SOCIAL: (C.WEB_PROFILE,),
            ContactPointKind.IP_ADDRESS: (C.ONLINE_IDENTIFIER,),
        },
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "organisation": LINK,
            "kind": Datum(erasure=Erasing.KEEP),
            "value": Datum(),
            "normalised": Datum(origin=Origin.DERIVED, exported=False),
            "source": LINK,
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = gettext_lazy("contact point")
        verbose_name_plural = gettext_lazy("contact points")
        ordering = ["kind", "pk"]
        indexes = [
            models.Index(fields=["normalised"], name="contact_point_by_spelling"),
            models.Index(
                fields=["kind"],
                condition=~Q(kind__in=[ContactPointKind.EMAIL, ContactPointKind.PHONE]),
                name="contact_point_of_rare_kind",
            ),
        ]
        constraints = [
            vocabulary("contactpoint", "kind", ContactPointKind),
            models.CheckConstraint(condition=ONE_OWNER, name="contactpoint_has_one_owner"),
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(normalised=""), name="contactpoint_has_value"
            ),
            models.UniqueConstraint(
                fields=["subject", "kind", "normalised"],
                name="person_contactpoint_once",
                violation_error_message=gettext_lazy("This is already on the person's card."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "normalised"],
                name="organisation_contactpoint_once",
                violation_error_message=gettext_lazy("This is already on the organisation's card."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def derive(self) -> None:
        self.normalised = normalised_contact(self.kind, self.value)

    def check_own_columns(self) -> None:
        super().check_own_columns()
        if self.kind == ContactPointKind.EMAIL:
            try:
                validate_email(self.normalised)
            except ValidationError:
                words = _("This is not an e-mail address, such as nimi@esimerkki.fi.")
                raise ValidationError({"value": words}) from None
        elif not self.normalised:
            raise ValidationError({"value": _("There is nothing here by which to reach anybody.")})


class SubjectAddress(AboutPeople):
    """A postal or visiting address of a person or an organisation."""

    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="addresses",
        verbose_name=gettext_lazy("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="addresses",
        verbose_name=gettext_lazy("organisation"),
    )
    kind = Choice(pgettext_lazy("kind of address", "kind"), choices=AddressKind)
    care_of = models.CharField(gettext_lazy("c/o"), max_length=150, blank=True, default="")
    street = models.CharField(
        gettext_lazy("street address or P.O. box"),
        max_length=200,
        help_text=gettext_lazy("Such as “Kuvittelukatu 1 B 21” or “PL 180”."),
    )
    postal_code = models.CharField(gettext_lazy("postal code"), max_length=12)
    town = models.CharField(gettext_lazy("town"), max_length=100)
    country = CountryField(
        verbose_name=gettext_lazy("country"),
        blank=True,
        default="",
        help_text=gettext_lazy("Empty means Finland."),
    )
    normalised = models.CharField(max_length=320, blank=True, default="", editable=False)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("source"),
    )
    created_at = models.DateTimeField(gettext_lazy("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        explained_by=("source",),
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "organisation": LINK,
            "kind": Datum((C.POSTAL_ADDRESS,), erasure=Erasing.KEEP),
            "care_of": Datum((C.POSTAL_ADDRESS,)),
            "street": Datum((C.POSTAL_ADDRESS,)),
            "postal_code": Datum((C.POSTAL_ADDRESS,)),
            "town": Datum((C.POSTAL_ADDRESS,)),
            "country": Datum((C.POSTAL_ADDRESS,)),
            "normalised": Datum((C.POSTAL_ADDRESS,), Origin.DERIVED, exported=False),
            "source": LINK,
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = gettext_lazy("address")
        verbose_name_plural = gettext_lazy("addresses")
        ordering = ["kind", "pk"]
        constraints = [
            vocabulary("subjectaddress", "kind", AddressKind),
            models.CheckConstraint(condition=ONE_OWNER, name="subjectaddress_has_one_owner"),
            models.CheckConstraint(
                condition=~Q(street="") & ~Q(postal_code="") & ~Q(town=""),
                name="subjectaddress_is_whole",
            ),
            models.UniqueConstraint(
                fields=["subject", "kind"],
                name="person_address_kind_once",
                violation_error_message=gettext_lazy("There is already an address of this kind."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                name="organisation_address_kind_once",
                violation_error_message=gettext_lazy("There is already an address of this kind."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def derive(self) -> None:
        self.normalised = folded(f"{self.street} {self.postal_code} {self.town}")[:320]

    def check_own_columns(self) -> None:
        super().check_own_columns()
        code = self.postal_code
        domestic = self.country in ("", "FI")
        if domestic and not (len(code) == 5 and code.isascii() and code.isdecimal()):
            raise ValidationError({"postal_code": _("A Finnish postal code has five digits.")})
