"""Who receives data, and whether data leave the EU/EEA (Art. 13(1)(e)–(f), 28, 44–49)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from register.enums import Modality, RecipientKind, State, TransferMechanism, YesNo
from register.models.base import (
    Choice,
    RegisterFact,
    Written,
    belongs_to_same_register,
    must_say,
    vocabulary,
)
from register.models.controller import Controller
from register.models.purpose import Purpose
from register.texts import Translated


class Recipient(RegisterFact):
    """A recipient by name or by category, processors included (Art. 4(9))."""

    kind = Choice(_("kind"), choices=RecipientKind)
    name = Translated(
        _("name or category"),
        max_length=300,
        help_text=_("Art. 13(1)(e). A company's name, or a category such as “delivery firms”."),
    )
    text = Translated(_("as printed"), help_text=_("Your own words for the whole recipient."))
    named = models.BooleanField(
        _("named recipient"),
        default=False,
        help_text=_("Chosen: the name above is a company's or authority's own name."),
    )
    controller = models.ForeignKey(
        Controller,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="as_recipient",
        verbose_name=_("group company"),
        help_text=_("Where the recipient is itself a controller in this system."),
    )
    country = CountryField(verbose_name=_("country"), blank=True, default="")
    modality = Choice(_("how certain"), choices=Modality, blank=True)
    description = Translated(_("what it does with the data"))
    ground = Translated(
        _("ground"), max_length=300, help_text=_("The statute or agreement behind the disclosure.")
    )
    contract = Translated(
        _("processing agreement"),
        max_length=300,
        help_text=_("Art. 28(3): the agreement with a processor. For the record only."),
    )
    format = Translated(
        _("form of disclosure"), max_length=200, help_text=_("Such as “as a technical recording”.")
    )
    may_redisclose = models.BooleanField(_("may use or disclose the data further"), default=False)
    purposes: models.ManyToManyField[Purpose, models.Model] = models.ManyToManyField(
        Purpose, blank=True, related_name="recipients", verbose_name=_("purposes")
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("recipient", "name"),
            vocabulary("recipient", "kind", RecipientKind),
            vocabulary("recipient", "modality", Modality, blank=True),
        ]


class Transfer(RegisterFact):
    """A transfer outside the EU/EEA that exists or may happen, or the statement that none does."""

    state = Choice(
        _("is data transferred"),
        choices=State,
        help_text=_("Art. 13(1)(f). Say also when nothing is transferred: silence is ambiguous."),
    )
    recipient = models.ForeignKey(
        Recipient,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="transfers",
        verbose_name=_("recipient"),
    )
    adequacy = Choice(
        _("adequacy decision"),
        choices=YesNo,
        blank=True,
        help_text=_("Whether the Commission has found the country's protection adequate."),
    )
    mechanism = Choice(_("safeguard"), choices=TransferMechanism, blank=True)
    copy = Translated(
        _("where to get a copy"), help_text=_("Art. 13(1)(f): of the safeguards relied on.")
    )
    example = Translated(_("for example"), max_length=300)
    text = Translated(_("as printed"), help_text=_("Your own words for the whole statement."))

    class Meta(RegisterFact.Meta):
        verbose_name = _("transfer outside the EU/EEA")
        verbose_name_plural = _("transfers outside the EU/EEA")
        constraints = [
            *RegisterFact.Meta.constraints,
            vocabulary("transfer", "state", State),
            vocabulary("transfer", "adequacy", YesNo, blank=True),
            vocabulary("transfer", "mechanism", TransferMechanism, blank=True),
            models.CheckConstraint(
                condition=~Q(state=State.NONE) | Q(mechanism="", adequacy="", recipient=None),
                name="transfer_none_is_bare",
                violation_error_message=_(
                    "Where nothing is transferred there is no recipient, decision or safeguard."
                ),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        belongs_to_same_register(self, recipient=self.recipient)


class TransferCountry(Written):
    """A country outside the EU/EEA to which data go."""

    transfer = models.ForeignKey(
        Transfer, on_delete=models.CASCADE, related_name="countries", verbose_name=_("transfer")
    )
    country = CountryField(verbose_name=_("country"))

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["transfer", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "country"], name="transfer_country_once")
        ]

    def __str__(self) -> str:
        return str(self.country.code)
