"""Controllers: who answers for a register, and where they are found (Art. 4(7), 13(1)(a))."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from register.enums import AddressKind, DataCategory, PhoneKind
from register.identifiers import validate_business_id
from register.models.base import Choice, Keyed, Written, vocabulary
from register.personal_data import A_FACT, IDENTIFIER, LINK, Datum, OtherPeople, in_languages
from register.texts import Translated


class Reachable(Written):
    """How somebody is reached."""

    email = models.EmailField(_("e-mail"), blank=True, default="")
    phone = models.CharField(
        _("phone"),
        max_length=40,
        blank=True,
        default="",
        help_text=_("Printed exactly as you write it, such as 044 123 4567."),
    )
    phone_kind = Choice(_("kind of number"), choices=PhoneKind, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True, default="")

    class Meta:
        abstract = True


class Controller(Keyed, Reachable):
    """A company or other body that decides why and how personal data are processed."""

    key = models.CharField(
        _("key"), max_length=80, unique=True, validators=Keyed._meta.get_field("key").validators
    )
    name = models.CharField(
        _("registered name"),
        max_length=200,
        help_text=_("The name in the Trade Register. Art. 13(1)(a)."),
    )
    parallel_name = Translated(
        _("registered name in another language"),
        neutral=True,
        max_length=200,
        help_text=_("Only where the Trade Register holds a parallel name."),
    )
    short_name = models.CharField(
        _("short name"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("What the notice calls the company after the first time."),
    )
    legal_form = models.CharField(_("legal form"), max_length=60, blank=True, default="")
    business_id = models.CharField(
        _("Business ID"),
        max_length=9,
        blank=True,
        default="",
        validators=[validate_business_id],
        help_text=_("The Finnish Business ID, such as 1234567-1."),
    )
    country = CountryField(
        verbose_name=_("country of establishment"),
        default="FI",
        help_text=_("A controller outside the EU/EEA needs a representative (Art. 27)."),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subsidiaries",
        verbose_name=_("parent company"),
    )
    group_name = Translated(_("name of the group"), neutral=True, max_length=200)

    class Meta:
        verbose_name = _("controller")
        verbose_name_plural = _("controllers")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="controller_has_name"),
            models.CheckConstraint(condition=~Q(key=""), name="controller_has_key"),
            models.CheckConstraint(
                condition=Q(business_id="") | Q(Exact(Length("business_id"), 9)),
                name="controller_business_id_whole",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="controller_not_own_parent",
                violation_error_message=_("A company is not its own parent."),
            ),
            vocabulary("controller", "phone_kind", PhoneKind, blank=True),
        ]

    def __str__(self) -> str:
        return self.name


class TradeName(Keyed):
    """An auxiliary or brand name under which a controller is known to its customers."""

    controller = models.ForeignKey(
        Controller,
        on_delete=models.CASCADE,
        related_name="trade_names",
        verbose_name=_("controller"),
    )
    name = Translated(_("trade name"), neutral=True, max_length=200)
    explanation = Translated(
        _("relation to the controller"),
        help_text=_("One sentence, such as “Kuvaamo is a trade name of Esimerkki Oy.”"),
    )

    class Meta:
        verbose_name = _("trade name")
        verbose_name_plural = _("trade names")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["controller", "key"], name="tradename_key_once"),
            models.CheckConstraint(condition=~Q(name_fi=""), name="tradename_has_name"),
        ]

    def __str__(self) -> str:
        return self.name.fi


class ForeignBusinessId(Keyed):
    """A registration number from another country: kind, country and value, unchecked."""

    controller = models.ForeignKey(
        Controller,
        on_delete=models.CASCADE,
        related_name="foreign_business_ids",
        verbose_name=_("controller"),
    )
    kind = Translated(
        _("what the number is called"),
        neutral=True,
        max_length=80,
        help_text=_("Such as organisationsnummer or VAT number."),
    )
    country = CountryField(verbose_name=_("country"))
    value = models.CharField(_("number"), max_length=40)

    class Meta:
        verbose_name = _("foreign business ID")
        verbose_name_plural = _("foreign business IDs")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["controller", "key"], name="foreignid_key_once"),
            models.CheckConstraint(condition=~Q(value=""), name="foreignid_has_value"),
            models.CheckConstraint(
                condition=~Q(country="FI"),
                name="foreignid_is_foreign",
                violation_error_message=_("Write a Finnish number as the Business ID."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country.code} {self.value}"


class Address(Written):
    """A postal or visiting address of a controller or of a contact."""

    controller = models.ForeignKey(
        Controller,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="addresses",
        verbose_name=_("controller"),
    )
    contact = models.ForeignKey(
        "register.ContactPerson",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="addresses",
        verbose_name=_("contact person"),
    )
    kind = Choice(_("kind"), choices=AddressKind)
    po_box = models.CharField(
        _("P.O. box"),
        max_length=10,
        blank=True,
        default="",
        help_text=_("The number only: the notice writes PL, PB or P.O. Box before it."),
    )
    street = Translated(_("street address"), neutral=True, max_length=200)
    extra = Translated(_("floor, building or business park"), neutral=True, max_length=200)
    postal_code = models.CharField(_("postal code"), max_length=12)
    town = Translated(
        _("town"),
        neutral=True,
        max_length=100,
        help_text=_("Another language only where the town has a name in it: Turku, Åbo."),
    )
    country = CountryField(
        verbose_name=_("country"), blank=True, default="", help_text=_("Only where it is printed.")
    )

    personal_data = OtherPeople(
        who="contact persons, and sole traders who are controllers",
        until="the row is deleted; published versions of the notice keep what they said",
        columns={
            "id": IDENTIFIER,
            **dict.fromkeys(("controller", "contact"), LINK),
            **dict.fromkeys(("kind", "country"), A_FACT),
            **dict.fromkeys(("po_box", "postal_code"), Datum((DataCategory.POSTAL_ADDRESS,))),
            **in_languages(Datum((DataCategory.POSTAL_ADDRESS,)), "street", "extra", "town"),
        },
    )

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(controller__isnull=True, contact__isnull=False)
                | Q(controller__isnull=False, contact__isnull=True),
                name="address_has_one_owner",
            ),
            models.UniqueConstraint(
                fields=["controller", "kind"],
                name="controller_address_kind_once",
                violation_error_message=_("There is already an address of this kind."),
            ),
            models.UniqueConstraint(
                fields=["contact", "kind"],
                name="contact_address_kind_once",
                violation_error_message=_("There is already an address of this kind."),
            ),
            models.CheckConstraint(
                condition=~Q(street_fi="") | ~Q(po_box=""),
                name="address_has_street_or_box",
                violation_error_message=_("Give a street address or a P.O. box."),
            ),
            models.CheckConstraint(
                condition=~Q(town_fi="") & ~Q(postal_code=""), name="address_has_town"
            ),
            models.CheckConstraint(
                condition=~Q(kind=AddressKind.VISITING, po_box__gt=""),
                name="address_no_visits_to_a_box",
                violation_error_message=_("A P.O. box cannot be visited."),
            ),
            vocabulary("address", "kind", AddressKind),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"

    def check_own_columns(self) -> None:
        super().check_own_columns()
        faults = {}
        if self.po_box and not self.po_box.isdecimal():
            faults["po_box"] = _("Give the number only, such as 180.")
        domestic = self.country in ("", "FI")
        code = self.postal_code
        if domestic and code and not (len(code) == 5 and code.isascii() and code.isdecimal()):
            faults["postal_code"] = _("A Finnish postal code has five digits.")
        if faults:
            raise ValidationError(faults)
