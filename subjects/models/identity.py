"""Who the requester is, and whom of the register the request is about."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory, Origin
from register.models import DataSubject
from register.models.base import Choice, ordered_days, vocabulary
from register.personal_data import (
    IDENTIFIER,
    LINK,
    MOMENT,
    Datum,
    Erasing,
    NotPersonal,
    PersonalData,
)
from subjects.enums import Agreement, CodeChannel, IdentityMethod, Mandate
from subjects.models.base import BY_STAFF, OFFICE, OURS, WHEN, PartOfRequest, part_of_request

C = DataCategory
MOST_TRIES = 5  # wrong guesses at one code


class IdentityCheck(PartOfRequest):
    """How the identity was settled, by whom and when. What was shown is not kept (Art. 5(1)(c))."""

    method = Choice(_("method"), choices=IdentityMethod)
    mandate = Choice(_("may act for another by"), choices=Mandate, blank=True)
    settled_at = models.DateTimeField(_("settled"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("settled by"),
    )

    personal_data = part_of_request(method=OURS, mandate=OURS, settled_at=WHEN, settled_by=BY_STAFF)

    class Meta:
        verbose_name = _("identity check")
        verbose_name_plural = _("identity checks")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("identitycheck", "method", IdentityMethod),
            vocabulary("identitycheck", "mandate", Mandate, blank=True),
        ]


class IdentityCode(PartOfRequest):
    """A code to a contact point on a card. `identity/codes.py` makes and compares them.

    Neither the code nor the contact point stands here: both as keyed hashes alone.
    """

    goes_at_closing = True

    card = models.UUIDField()  # of the person on whose card the contact point is
    channel = Choice(_("sent by"), choices=CodeChannel)
    point = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(pgettext_lazy("of a code", "sent"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("sent by"),
    )
    expires_at = models.DateTimeField(_("expires"))
    tries = models.PositiveSmallIntegerField(_("wrong guesses"), default=0)
    replaced_at = models.DateTimeField(_("replaced by a newer one"), null=True)
    entered_at = models.DateTimeField(_("entered"), null=True)

    personal_data = part_of_request(
        card=IDENTIFIER,
        channel=OURS,
        point=Datum((C.EMAIL, C.PHONE, C.POSTAL_ADDRESS), Origin.DERIVED, exported=False),
        hash=OFFICE,
        sent_at=OURS,
        sent_by=BY_STAFF,
        expires_at=OFFICE,
        tries=OFFICE,
        replaced_at=OFFICE,
        entered_at=OURS,
    )

    class Meta:
        verbose_name = _("identification code")
        verbose_name_plural = _("identification codes")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("identitycode", "channel", CodeChannel),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="identitycode_expires"
            ),
            models.CheckConstraint(condition=Q(tries__lte=MOST_TRIES), name="identitycode_tries"),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(entered_at__isnull=True),
                name="identitycode_ends_once",
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(replaced_at__isnull=True, entered_at__isnull=True),
                name="identitycode_stands_once",
            ),
        ]


class StrongIdentification(PartOfRequest):
    """That the requester identified strongly, and when. What the provider told is not kept."""

    goes_at_closing = True  # that it settled the identity stands in the check

    made_at = models.DateTimeField(_("made"))
    level = models.CharField(_("level of assurance"), max_length=200, blank=True, default="")

    personal_data = part_of_request(
        made_at=OURS, level=NotPersonal("one of the few levels that the settings name")
    )

    class Meta:
        verbose_name = _("strong identification")
        verbose_name_plural = _("strong identifications")
        ordering = ["request", "pk"]
        default_permissions = ("view",)


class StrongComparison(PartOfRequest):
    """How one card compared with what the provider told: yes or no, and nothing of what it was."""

    goes_at_closing = True

    identification = models.ForeignKey(
        StrongIdentification,
        on_delete=models.PROTECT,
        related_name="comparisons",
        verbose_name=_("strong identification"),
    )
    card = models.UUIDField()
    identity_code = Choice(_("identity code"), choices=Agreement)
    names = Choice(_("names"), choices=Agreement)
    birth_date = Choice(_("date of birth"), choices=Agreement)

    personal_data = part_of_request(
        identification=LINK, card=IDENTIFIER, identity_code=OURS, names=OURS, birth_date=OURS
    )

    class Meta:
        verbose_name = _("comparison with a card")
        verbose_name_plural = _("comparisons with cards")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("strongcomparison", "identity_code", Agreement),
            vocabulary("strongcomparison", "names", Agreement),
            vocabulary("strongcomparison", "birth_date", Agreement),
            models.UniqueConstraint(
                fields=["identification", "card"], name="strongcomparison_once"
            ),
        ]


class Match(models.Model):
    """A person of the register whom the request is about: fixed by a handler, never guessed.

    Outlives the person, whom it then names by the random uuid alone.
    """

    request = models.ForeignKey(
        "subjects.Request",
        on_delete=models.PROTECT,
        related_name="matches",
        verbose_name=_("request"),
    )
    subject = models.ForeignKey(
        DataSubject,
        on_delete=models.PROTECT,
        null=True,
        related_name="request_matches",
        verbose_name=_("person"),
    )
    uuid = models.UUIDField()
    fixed_at = models.DateTimeField(_("fixed"))
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("fixed by"),
    )
    # What this request has restricted, since when and until when; `restricted_before`: somebody
    # else had, for a reason of their own, and it is not for this request to lift.
    restricted_at = models.DateTimeField(_("processing restricted"), null=True)
    restricted_before = models.BooleanField(_("restricted before"), default=False)
    restriction_ended_at = models.DateTimeField(_("restriction ended"), null=True)

    personal_data = PersonalData(
        subject="subject",
        row=Erasing.KEEP,  # what was asked and answered is evidence after an erasure, too
        stands_alone=True,
        columns={
            "id": IDENTIFIER,
            "request": LINK,
            "subject": LINK,
            "uuid": IDENTIFIER,
            "fixed_at": MOMENT,
            "fixed_by": BY_STAFF,
            "restricted_at": MOMENT,
            "restricted_before": OFFICE,
            "restriction_ended_at": MOMENT,
        },
    )

    class Meta:
        verbose_name = _("person of a request")
        verbose_name_plural = _("people of requests")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["request", "subject"],
                condition=Q(subject__isnull=False),
                name="match_once",
            ),
            models.CheckConstraint(
                condition=ordered_days("restricted_at", "restriction_ended_at"),
                name="match_restricted_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
