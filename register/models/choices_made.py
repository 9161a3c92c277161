"""What people have said yes and no to: consents and direct-marketing bans."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import (
    DataCategory,
    GivenBy,
    MarketingChannel,
    MarketingScope,
)
from register.models.base import Choice, RegisterFact, must_say, ordered_days, vocabulary
from register.models.data_subject import DataSubject
from register.models.people import AboutPeople
from register.models.purpose import Purpose
from register.personal_data import (
    IDENTIFIER,
    LINK,
    MOMENT,
    Datum,
    Erasing,
    NotPersonal,
    PersonalData,
)
from register.texts import Translated

C = DataCategory


class ConsentText(RegisterFact):
    """The words people agreed to, in one wording. New words are a new row (Art. 7(1))."""

    purpose = models.ForeignKey(
        Purpose,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consent_texts",
        verbose_name=_("purpose"),
    )
    text = Translated(_("text of the consent"))
    used_from = models.DateField(_("in use from"), null=True, blank=True)
    used_until = models.DateField(_("in use until"), null=True, blank=True)

    class Meta(RegisterFact.Meta):
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("consenttext", "text"),
            models.CheckConstraint(
                condition=ordered_days("used_from", "used_until"),
                name="consenttext_begins_first",
            ),
        ]


class Consent(AboutPeople):
    """A person's yes, when and to which words; and its withdrawal."""

    subject = models.ForeignKey(
        DataSubject, on_delete=models.PROTECT, related_name="consents", verbose_name=_("person")
    )
    text = models.ForeignKey(
        ConsentText,
        on_delete=models.PROTECT,
        related_name="consents",
        verbose_name=_("text of the consent"),
    )
    # For marketing: what the yes is to. Both, or neither.
    channel = Choice(_("channel"), choices=MarketingChannel, blank=True)
    scope = Choice(pgettext_lazy("of marketing", "scope"), choices=MarketingScope, blank=True)
    given_at = models.DateTimeField(_("given"))
    given_by = Choice(_("given by"), choices=GivenBy, default=GivenBy.DATA_SUBJECT)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "text": Datum((C.CONSENT,)),
            "channel": Datum((C.CONSENT,)),
            "scope": Datum((C.CONSENT,)),
            "given_at": Datum((C.CONSENT,)),
            "given_by": Datum((C.CONSENT,)),
            "withdrawn_at": Datum((C.CONSENT,)),
            "recorded_by": NotPersonal("a member of staff"),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["subject", "-given_at", "-pk"]
        constraints = [
            vocabulary("consent", "channel", MarketingChannel, blank=True),
            vocabulary("consent", "scope", MarketingScope, blank=True),
            vocabulary("consent", "given_by", GivenBy),
            models.CheckConstraint(
                condition=Q(channel="", scope="") | (~Q(channel="") & ~Q(scope="")),
                name="consent_channel_with_scope",
                violation_error_message=_("A consent to marketing names channel and scope."),
            ),
            models.CheckConstraint(
                condition=ordered_days("given_at", "withdrawn_at"),
                name="consent_given_first",
                violation_error_message=_("A consent cannot be withdrawn before it is given."),
            ),
            models.UniqueConstraint(
                fields=["subject", "text", "channel", "scope"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_in_force_once",
                violation_error_message=_("This consent is already in force."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class MarketingBan(AboutPeople):
    """A person's no to direct marketing (Art. 21(2)–(3)): never refused, in force at once."""

    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        related_name="marketing_bans",
        verbose_name=_("person"),
    )
    channel = Choice(_("channel"), choices=MarketingChannel)
    scope = Choice(pgettext_lazy("of marketing", "scope"), choices=MarketingScope)
    given_at = models.DateTimeField(_("given"))
    given_by = Choice(_("given by"), choices=GivenBy, default=GivenBy.DATA_SUBJECT)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.DELETE,  # the suppression list keeps the ban, without the person
        columns={
            "id": IDENTIFIER,
            "subject": LINK,
            "channel": Datum((C.MARKETING_BAN,)),
            "scope": Datum((C.MARKETING_BAN,)),
            "given_at": Datum((C.MARKETING_BAN,)),
            "given_by": Datum((C.MARKETING_BAN,)),
            "lifted_at": Datum((C.MARKETING_BAN,)),
            "recorded_by": NotPersonal("a member of staff"),
            "created_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("direct-marketing ban")
        verbose_name_plural = _("direct-marketing bans")
        ordering = ["subject", "-given_at", "-pk"]
        constraints = [
            vocabulary("marketingban", "channel", MarketingChannel),
            vocabulary("marketingban", "scope", MarketingScope),
            vocabulary("marketingban", "given_by", GivenBy),
            models.CheckConstraint(
                condition=ordered_days("given_at", "lifted_at"),
                name="marketingban_given_first",
                violation_error_message=_("A ban cannot be lifted before it is given."),
            ),
            models.UniqueConstraint(
                fields=["subject", "channel", "scope"],
                condition=Q(lifted_at__isnull=True),
                name="marketingban_in_force_once",
                violation_error_message=_("This ban is already in force."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
