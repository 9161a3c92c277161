"""The rights as the notice states them, and how they are used (Art. 12–22, 77)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import ChannelKind, DataCategory, RequestForm, RightKind
from register.models.authority import SupervisoryAuthority
from register.models.base import (
    Choice,
    RegisterFact,
    belongs_to_same_register,
    must_say,
    vocabulary,
)
from register.models.contact import ContactPerson
from register.models.controller import Controller
from register.models.document import ExternalDocument
from register.personal_data import A_FACT, IDENTIFIER, LINK, Datum, OtherPeople, in_languages
from register.texts import Translated


class Right(RegisterFact):
    """A right of the data subject, as this notice states it."""

    right = Choice(_("right"), choices=RightKind)
    name = Translated(
        _("what the notice calls it"),
        max_length=200,
        help_text=_("Empty: the usual name, such as “Right of access”."),
    )
    text = Translated(
        _("as printed"),
        help_text=_("Your own words. Empty: a plain sentence that says what the right means."),
    )
    limits = Translated(
        _("limits"), help_text=_("When the right does not apply, such as Art. 17(3).")
    )
    procedure = Translated(_("how to use it"), help_text=_("Art. 12(2): must be easy."))
    form = Choice(
        _("form of request"),
        choices=RequestForm,
        blank=True,
        help_text=_("Do not demand more than is needed: no signed paper, no visit (Art. 12(2))."),
    )
    answer_time = Translated(
        _("when an answer comes"), help_text=_("Art. 12(3): within one month at the latest.")
    )
    authority = models.ForeignKey(
        SupervisoryAuthority,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rights",
        verbose_name=_("supervisory authority"),
        help_text=_("For the right to complain: whose contact details are printed."),
    )
    document = models.ForeignKey(
        ExternalDocument,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="rights",
        verbose_name=_("document"),
        help_text=_("Where another document tells how the right is used."),
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        constraints = [
            *RegisterFact.Meta.constraints,
            vocabulary("right", "right", RightKind),
            vocabulary("right", "form", RequestForm, blank=True),
            models.CheckConstraint(
                condition=~Q(right=RightKind.OTHER)
                | ~Q(text_fi="")
                | ~Q(text_sv="")
                | ~Q(text_en=""),
                name="right_other_has_words",
                violation_error_message=_("Write the other right in your own words."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        belongs_to_same_register(self, document=self.document)


class RequestChannel(RegisterFact):
    """A way to make a request."""

    kind = Choice(_("kind"), choices=ChannelKind)
    value = models.CharField(
        _("address or number"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("The e-mail address, web address, phone number or postal address."),
    )
    controller = models.ForeignKey(
        Controller,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="request_channels",
        verbose_name=_("controller"),
        help_text=_("Where each controller has a channel of its own."),
    )
    contact = models.ForeignKey(
        ContactPerson,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="request_channels",
        verbose_name=_("contact person"),
    )
    text = Translated(_("as printed"), help_text=_("Your own words for this channel."))

    personal_data = OtherPeople(
        who="contact persons",
        until="the row is deleted; published versions of the notice keep what they said",
        columns={
            **dict.fromkeys(("id", "key", "position"), IDENTIFIER),
            **dict.fromkeys(("register", "controller", "contact"), LINK),
            "kind": A_FACT,
            "value": Datum((DataCategory.EMAIL, DataCategory.PHONE, DataCategory.POSTAL_ADDRESS)),
            **in_languages(A_FACT, "text"),
        },
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("channel for requests")
        verbose_name_plural = _("channels for requests")
        constraints = [
            *RegisterFact.Meta.constraints,
            vocabulary("requestchannel", "kind", ChannelKind),
            models.CheckConstraint(
                condition=~Q(value="")
                | Q(contact__isnull=False)
                | Q(kind=ChannelKind.CONTACT)
                | ~Q(text_fi="")
                | ~Q(text_sv="")
                | ~Q(text_en=""),
                name="requestchannel_leads_somewhere",
                violation_error_message=_("Give an address, a contact person or your own words."),
            ),
        ]


class Definition(RegisterFact):
    """What a word means in this notice."""

    term = Translated(_("word"), max_length=200)
    text = Translated(_("meaning"), help_text=_("A whole sentence."))

    class Meta(RegisterFact.Meta):
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        constraints = [*RegisterFact.Meta.constraints, must_say("definition", "text")]
