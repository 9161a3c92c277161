"""Whom the data went to, and that they were told what was done with the data (Art. 19)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory
from register.models import Recipient
from register.models.base import Choice, vocabulary
from register.models.people import AboutPeople
from register.personal_data import A_FACT, LINK, Datum
from subjects.enums import NoticeWay, RequestedKind
from subjects.models.base import (
    BY_STAFF,
    OFFICE,
    OURS,
    WHEN,
    PartOfRequest,
    part_of_request,
    together,
)
from subjects.models.decision import Task

NOT_TOLD = (NoticeWay.DISPROPORTIONATE, NoticeWay.IMPOSSIBLE)
# A granted objection restricts, too. Whoever was told of either is told of its end.
RESTRICTING = (RequestedKind.OBJECTION, RequestedKind.RESTRICTION)


class RecipientNotice(AboutPeople, PartOfRequest):
    """One recipient to be told of one right that was carried out, or that its restriction ended.

    Written down before the right is carried out: after an erasure nobody could say any more whom
    the data went to.
    """

    right = Choice(_("right"), choices=RequestedKind)
    ended = models.BooleanField(_("of the end of the restriction"), default=False)
    recipient = models.ForeignKey(
        Recipient,
        on_delete=models.SET_NULL,
        null=True,
        related_name="notices_of_rights",
        verbose_name=_("recipient"),
    )
    name = models.CharField(_("name or category"), max_length=300)
    categories = models.CharField(max_length=600, blank=True, default="")  # codes that went there
    disclosed_on = models.DateField(_("disclosed"), null=True)  # none: by the register's facts
    # By what the recipient knows the person. Emptied once nobody needs it any more.
    identifier = models.CharField(_("customer number"), max_length=200, blank=True, default="")
    noted_at = models.DateTimeField(_("noted"))
    way = Choice(_("how it was told"), choices=NoticeWay, blank=True)
    reason = models.TextField(_("reason"), blank=True, default="")
    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("task")
    )
    settled_at = models.DateTimeField(_("told"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("told by"),
    )

    personal_data = part_of_request(
        right=OURS,
        ended=OURS,
        recipient=OURS,
        name=A_FACT,
        categories=OFFICE,
        disclosed_on=OURS,
        identifier=Datum((DataCategory.CUSTOMER_NUMBER,)),
        noted_at=WHEN,
        way=OURS,
        reason=OURS,
        task=LINK,
        settled_at=OURS,
        settled_by=BY_STAFF,
    )

    class Meta:
        verbose_name = _("notice to a recipient")
        verbose_name_plural = _("notices to recipients")
        ordering = ["request", "right", "name", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("recipientnotice", "right", RequestedKind),
            vocabulary("recipientnotice", "way", NoticeWay, blank=True),
            models.CheckConstraint(condition=~Q(name=""), name="recipientnotice_has_name"),
            models.CheckConstraint(
                condition=together("settled_at", "settled_by")
                & (Q(way="", settled_at__isnull=True) | (~Q(way="") & Q(settled_at__isnull=False))),
                name="recipientnotice_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(way__in=sorted(NOT_TOLD)) | ~Q(reason=""),
                name="recipientnotice_not_told_for_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(way=NoticeWay.TASK) & Q(task__isnull=False))
                | (~Q(way=NoticeWay.TASK) & Q(task__isnull=True)),
                name="recipientnotice_by_its_task",
            ),
            models.CheckConstraint(
                condition=Q(ended=False) | Q(right__in=RESTRICTING),
                name="recipientnotice_ends_a_restriction",
            ),
            models.UniqueConstraint(
                fields=["request", "right", "ended", "recipient"], name="recipientnotice_once"
            ),
        ]
