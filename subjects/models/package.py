"""Copies of a person's data on their way to the person (Art. 15, 20), and what was masked in them.

The copies are files (`subjects/package/store.py`); here stands which there are and until when.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory, Origin
from register.models.base import Choice, vocabulary
from register.personal_data import Datum
from subjects.enums import CodeChannel, RequestedKind
from subjects.models.base import BY_STAFF, OFFICE, OURS, WHEN, PartOfRequest, part_of_request
from subjects.models.identity import MOST_TRIES

GIVEN_AS_FILE = (RequestedKind.ACCESS, RequestedKind.PORTABILITY)


class Package(PartOfRequest):
    """One file made for one right. It can be fetched from the answer on, until it expires."""

    right = Choice(_("right"), choices=RequestedKind)
    file = models.CharField(max_length=64, unique=True)  # a random name of ours
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(pgettext_lazy("of a file", "made"))
    expires_at = models.DateTimeField(_("expires"), null=True)  # none: not given to anybody yet
    deleted_at = models.DateTimeField(pgettext_lazy("of a file", "deleted"), null=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    downloads = models.PositiveIntegerField(_("downloads"), default=0)
    last_downloaded_at = models.DateTimeField(_("last downloaded"), null=True)

    personal_data = part_of_request(
        right=OURS,
        file=OFFICE,
        size=OFFICE,
        sha256=OFFICE,
        made_at=WHEN,
        expires_at=OFFICE,
        deleted_at=WHEN,
        reminded_at=WHEN,
        downloads=OFFICE,
        last_downloaded_at=OURS,
    )

    class Meta:
        verbose_name = _("copy of data")
        verbose_name_plural = _("copies of data")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("package", "right", RequestedKind),
            models.CheckConstraint(
                condition=Q(right__in=sorted(GIVEN_AS_FILE)), name="package_of_a_right"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("made_at")),
                name="package_expires",
            ),
            models.UniqueConstraint(
                fields=["request", "right"],
                condition=Q(deleted_at__isnull=True),
                name="package_stands_once",
            ),
        ]


class DeliveryCode(PartOfRequest):
    """The code that opens the copies of one request. Kept as a keyed hash alone.

    It stays behind a request that has been closed, for as long as the copies can be fetched.
    """

    channel = Choice(_("sent by"), choices=CodeChannel)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(pgettext_lazy("of a code", "made"))
    made_by = models.ForeignKey(  # none: by the machine
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    tries = models.PositiveSmallIntegerField(_("wrong guesses"), default=0)
    replaced_at = models.DateTimeField(_("replaced by a newer one"), null=True)

    personal_data = part_of_request(
        channel=OURS,
        hash=OFFICE,
        made_at=WHEN,
        made_by=BY_STAFF,
        tries=OFFICE,
        replaced_at=OFFICE,
    )

    class Meta:
        verbose_name = _("code of a copy")
        verbose_name_plural = _("codes of copies")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("deliverycode", "channel", CodeChannel),
            models.CheckConstraint(condition=Q(tries__lte=MOST_TRIES), name="deliverycode_tries"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(replaced_at__isnull=True),
                name="deliverycode_stands_once",
            ),
        ]


class Redaction(PartOfRequest):
    """A place of one text that somebody has looked at: masked, or left as it is (Art. 15(4)).

    What stands at the place is not told here. When the text changes its hash does, and the place
    is looked at anew. Of a file, which is given or withheld whole, the place is empty.
    """

    model = models.CharField(max_length=60)  # "register.Interaction"
    row = models.BigIntegerField()
    column = models.CharField(max_length=60)
    text = models.CharField(max_length=64)  # keyed hash
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    masked = models.BooleanField(_("masked"))
    decided_at = models.DateTimeField(_("decided"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )

    personal_data = part_of_request(
        model=OFFICE,
        row=OFFICE,
        column=OFFICE,
        text=Datum((DataCategory.INTERACTION,), Origin.DERIVED, exported=False),
        start=OFFICE,
        end=OFFICE,
        masked=OFFICE,
        decided_at=WHEN,
        decided_by=BY_STAFF,
    )

    class Meta:
        verbose_name = _("masked place")
        verbose_name_plural = _("masked places")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")), name="redaction_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["request", "model", "row", "column", "text", "start", "end"],
                name="redaction_once",
            ),
        ]
