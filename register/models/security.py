"""How data are protected, where they live, and what is processed for others."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from register.enums import MeasureKind, StatementKind, SystemKind
from register.models.base import (
    Choice,
    RegisterFact,
    belongs_to_same_register,
    must_say,
    vocabulary,
)
from register.models.recipient import Recipient
from register.texts import Translated


class SecurityMeasure(RegisterFact):
    """A technical or organisational measure (Art. 32, 30(1)(g))."""

    kind = Choice(_("kind"), choices=MeasureKind)
    name = Translated(_("measure"), help_text=_("Art. 32. A general description is enough."))
    text = Translated(_("as printed"), help_text=_("Your own words, printed in place of it."))

    class Meta(RegisterFact.Meta):
        verbose_name = _("security measure")
        verbose_name_plural = _("security measures")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("securitymeasure", "name"),
            vocabulary("securitymeasure", "kind", MeasureKind),
        ]


class System(RegisterFact):
    """A system or archive in which the data live."""

    kind = Choice(_("kind"), choices=SystemKind, default=SystemKind.SOFTWARE)
    name = Translated(_("system"), neutral=True, max_length=200)
    supplier = models.ForeignKey(
        Recipient,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="systems",
        verbose_name=_("supplier"),
        help_text=_("The processor that keeps the system, if it is not your own."),
    )
    country = CountryField(verbose_name=_("where the data are kept"), blank=True, default="")
    text = Translated(_("as printed"))

    class Meta(RegisterFact.Meta):
        verbose_name = _("system")
        verbose_name_plural = _("systems")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("system", "name"),
            vocabulary("system", "kind", SystemKind),
        ]

    def clean(self) -> None:
        super().clean()
        belongs_to_same_register(self, supplier=self.supplier)


class Statement(RegisterFact):
    """A fact that is a statement in words and needs no columns of its own."""

    kind = Choice(_("about"), choices=StatementKind)
    text = Translated(_("statement"))

    class Meta(RegisterFact.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("statement", "text"),
            vocabulary("statement", "kind", StatementKind),
        ]


class ProcessingForOthers(RegisterFact):
    """Processing carried out for another controller (Art. 30(2)): for the record only."""

    name = Translated(_("controller served"), neutral=True, max_length=200)
    contact = Translated(_("its contact details"), neutral=True)
    processing = Translated(
        _("categories of processing"), help_text=_("Art. 30(2)(b): what is done for it.")
    )
    transfers = Translated(_("transfers outside the EU/EEA"), help_text=_("Art. 30(2)(c)."))
    security = Translated(_("security measures"), help_text=_("Art. 30(2)(d)."))

    class Meta(RegisterFact.Meta):
        verbose_name = _("processing for another controller")
        verbose_name_plural = _("processing for other controllers")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("processingforothers", "name"),
        ]
