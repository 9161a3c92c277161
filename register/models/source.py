"""Where data come from (Art. 14(2)(f))."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.enums import Modality, SourceKind, YesNo
from register.models.base import Choice, Keyed, RegisterFact, must_say, vocabulary
from register.models.subject_group import SubjectGroup
from register.texts import Translated


class Source(RegisterFact):
    """A source of data, with what is obtained from it and on what ground."""

    kind = Choice(_("kind"), choices=SourceKind)
    name = Translated(
        _("source"), max_length=300, help_text=_("Art. 14(2)(f). Such as “Trade Register”.")
    )
    text = Translated(_("as printed"), help_text=_("Your own words for the whole source."))
    obtains = Translated(_("what is obtained"))
    ground = Translated(_("why, on what ground"))
    purpose = Translated(_("what it is used for"))
    public = Choice(
        _("publicly accessible"),
        choices=YesNo,
        blank=True,
        help_text=_("Art. 14(2)(f): the notice tells whether the source is public."),
    )
    regular = models.BooleanField(_("regular source"), default=True)
    modality = Choice(_("how certain"), choices=Modality, blank=True)
    subject_groups: models.ManyToManyField[SubjectGroup, models.Model] = models.ManyToManyField(
        SubjectGroup,
        blank=True,
        related_name="sources",
        verbose_name=_("groups of data subjects"),
        help_text=_("None chosen: everyone in the register."),
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("source", "name"),
            vocabulary("source", "kind", SourceKind),
            vocabulary("source", "public", YesNo, blank=True),
            vocabulary("source", "modality", Modality, blank=True),
        ]


class SourceChannel(Keyed):
    """A way by which a source gives data: forms, phone, meetings."""

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="channels", verbose_name=_("source")
    )
    name = Translated(_("channel"), max_length=300)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="sourcechannel_key_once"),
            must_say("sourcechannel", "name"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.key}"
