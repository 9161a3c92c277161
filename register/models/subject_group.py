"""Groups of data subjects, and the situations in which their data are collected."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.enums import SubjectKind
from register.models.base import Choice, RegisterFact, must_say, vocabulary
from register.texts import Translated


class SubjectGroup(RegisterFact):
    """A category of data subjects (Art. 30(1)(c))."""

    kind = Choice(_("kind"), choices=SubjectKind, default=SubjectKind.OTHER)
    name = Translated(
        _("who they are"),
        max_length=300,
        help_text=_("Such as “contact persons of customer companies”."),
    )
    text = Translated(_("as printed"), help_text=_("Your own words, printed in place of the name."))
    customer_relationship = models.BooleanField(
        _("in a customer relationship"),
        default=True,
        help_text=_(
            "People without one, such as technical contacts named by a customer, must be informed "
            "under Art. 14."
        ),
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("group of data subjects")
        verbose_name_plural = _("groups of data subjects")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("subjectgroup", "name"),
            vocabulary("subjectgroup", "kind", SubjectKind),
        ]


class CollectionSituation(RegisterFact):
    """A situation in which data are collected: neither a purpose nor a source."""

    name = Translated(
        _("situation"),
        max_length=300,
        help_text=_("Such as “when a customer orders a service”."),
    )
    text = Translated(_("as printed"), help_text=_("Your own words, printed in place of it."))

    class Meta(RegisterFact.Meta):
        verbose_name = _("situation of collection")
        verbose_name_plural = _("situations of collection")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("collectionsituation", "name"),
        ]
