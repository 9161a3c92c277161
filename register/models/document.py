"""Documents outside the notice that it refers to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.models.base import RegisterFact, must_say
from register.texts import Translated


class ExternalDocument(RegisterFact):
    """Such as a company's privacy principles or a retention schedule."""

    name = Translated(_("document"), max_length=300)
    url = models.URLField(
        _("web address"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("A reader must be able to open what the notice refers to."),
    )
    text = Translated(_("as printed"))

    class Meta(RegisterFact.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [*RegisterFact.Meta.constraints, must_say("externaldocument", "name")]
