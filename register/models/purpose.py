"""Why data are processed, on what legal basis, and what is decided or profiled by machine."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import AutomatedKind, BasisParty, LegalBasisCode, State
from register.models.base import (
    Choice,
    RegisterFact,
    must_say,
    ordered_days,
    vocabulary,
)
from register.models.subject_group import SubjectGroup
from register.texts import Translated


class Purpose(RegisterFact):
    """A purpose of processing (Art. 5(1)(b), 13(1)(c))."""

    name = Translated(
        _("purpose"),
        max_length=300,
        help_text=_("Art. 13(1)(c). One purpose a row, in its basic form: “invoicing”."),
    )
    text = Translated(
        _("as printed"),
        help_text=_("Your own words, printed in place of the purpose, such as an inflected form."),
    )
    direct_marketing = models.BooleanField(
        _("direct marketing"),
        default=False,
        help_text=_("The notice must then name the right to object to it (Art. 21(2))."),
    )
    added_on = models.DateField(
        _("added on"),
        null=True,
        blank=True,
        help_text=_("A purpose added after collection calls for new information (Art. 13(3))."),
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        constraints = [*RegisterFact.Meta.constraints, must_say("purpose", "name")]


class LegalBasis(RegisterFact):
    """A basis of Art. 6(1) for some or all purposes, for some or all groups of data subjects.

    A basis is not swapped for another later: it is ended with a reason, and the row stays as
    history.
    """

    basis = Choice(_("basis"), choices=LegalBasisCode, max_length=1)
    purposes: models.ManyToManyField[Purpose, models.Model] = models.ManyToManyField(
        Purpose,
        blank=True,
        related_name="legal_bases",
        verbose_name=_("purposes"),
        help_text=_("None chosen: all purposes of the register."),
    )
    subject_groups: models.ManyToManyField[SubjectGroup, models.Model] = models.ManyToManyField(
        SubjectGroup,
        blank=True,
        related_name="legal_bases",
        verbose_name=_("groups of data subjects"),
        help_text=_("None chosen: everyone in the register."),
    )
    interest = Translated(
        _("the interest in words"),
        help_text=_("Art. 13(1)(d): for (f), “legitimate interest” alone is not enough."),
    )
    statute = Translated(
        _("statute"),
        max_length=300,
        help_text=_("Art. 6(3): for (c) and (e), the act that lays down the duty or task."),
    )
    party = Choice(
        _("given or agreed by"),
        choices=BasisParty,
        blank=True,
        help_text=_(
            "Consent must be the person's own (Art. 4(11)); under (b) the person must be a party."
        ),
    )
    text = Translated(_("as printed"), help_text=_("Your own words for this basis."))
    started_on = models.DateField(_("in use from"), null=True, blank=True)
    ended_on = models.DateField(_("in use until"), null=True, blank=True)
    end_reason = Translated(
        _("why it ended"), help_text=_("Kept on record; not printed on the notice.")
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        constraints = [
            *RegisterFact.Meta.constraints,
            vocabulary("legalbasis", "basis", LegalBasisCode),
            vocabulary("legalbasis", "party", BasisParty, blank=True),
            models.CheckConstraint(
                condition=ordered_days("started_on", "ended_on"),
                name="legalbasis_days_in_order",
                violation_error_message=_("It cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | ~Q(end_reason_fi="")
                | ~Q(end_reason_sv="")
                | ~Q(end_reason_en=""),
                name="legalbasis_end_has_reason",
                violation_error_message=_("Tell why the basis ended."),
            ),
        ]

    @property
    def in_use(self) -> bool:
        return self.ended_on is None


class AutomatedProcessing(RegisterFact):
    """Automated decisions (Art. 22) or profiling (Art. 4(4)), or the statement of none."""

    kind = Choice(_("kind"), choices=AutomatedKind)
    state = Choice(_("is it done"), choices=State)
    purposes: models.ManyToManyField[Purpose, models.Model] = models.ManyToManyField(
        Purpose,
        blank=True,
        related_name="automated_processing",
        verbose_name=_("purposes"),
        help_text=_("None chosen: the whole register."),
    )
    purpose = Translated(_("what for"), help_text=_("Such as “forming target groups”."))
    logic = Translated(
        _("the logic involved"), help_text=_("Art. 13(2)(f): how the decision is reached.")
    )
    consequences = Translated(
        _("significance and consequences"),
        help_text=_("Art. 13(2)(f): what it means for the person."),
    )
    text = Translated(_("as printed"), help_text=_("Your own words for the whole statement."))

    class Meta(RegisterFact.Meta):
        verbose_name = _("automated decision or profiling")
        verbose_name_plural = _("automated decisions and profiling")
        constraints = [
            *RegisterFact.Meta.constraints,
            vocabulary("automatedprocessing", "kind", AutomatedKind),
            vocabulary("automatedprocessing", "state", State),
        ]
