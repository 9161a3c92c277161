"""Who the requester is, and whom of the register the request is about."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models import DataSubject
from register.models.base import Choice, vocabulary
from register.personal_data import IDENTIFIER, LINK, MOMENT, Erasing, PersonalData
from subjects.enums import IdentityMethod, Mandate
from subjects.models.base import BY_STAFF, OURS, WHEN, PartOfRequest, part_of_request


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
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
