"""What the person says is wrong on a card, and what is right: one row a field (Art. 16)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.models.base import Choice, vocabulary
from register.models.people import AboutPeople
from subjects.enums import Ground, ProposalOutcome
from subjects.models.base import (
    BY_STAFF,
    OFFICE,
    OURS,
    SAID,
    WHEN,
    PartOfRequest,
    part_of_request,
    together,
)

REFUSABLE = (Ground.DATA_CORRECT, Ground.NOTHING_HELD)


class ProposedChange(AboutPeople, PartOfRequest):
    """A proposed correction of one column of one row; of no column, a supplementary statement.

    The value that stood there is kept here and nowhere else, for as long as the request is: a
    dispute about which was right can be settled by it. A personal identity code never stands here:
    it is corrected on the card, where it is encrypted.
    """

    model = models.CharField(max_length=60)  # "register.ContactPoint"
    row = models.BigIntegerField()
    column = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=60, blank=True, default="")  # of the row: "phone"
    former = models.TextField(_("on the card when it was proposed"), blank=True, default="")
    proposed = models.TextField(_("proposed value"), blank=True, default="")
    outcome = Choice(_("decision"), choices=ProposalOutcome, default=ProposalOutcome.PENDING)
    ground = Choice(_("ground"), choices=Ground, blank=True)
    reason = models.TextField(
        _("reason in words"),
        blank=True,
        default="",
        help_text=_("The person reads this in the answer. Art. 12(4)."),
    )
    proposed_at = models.DateTimeField(_("proposed"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("written down by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    personal_data = part_of_request(
        model=OFFICE,
        row=OFFICE,
        column=OFFICE,
        kind=OFFICE,
        former=OURS,
        proposed=SAID,
        outcome=OURS,
        ground=OURS,
        reason=OURS,
        proposed_at=WHEN,
        proposed_by=BY_STAFF,
        decided_at=WHEN,
        decided_by=BY_STAFF,
    )

    class Meta:
        verbose_name = _("proposed correction")
        verbose_name_plural = _("proposed corrections")
        ordering = ["request", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("proposedchange", "outcome", ProposalOutcome),
            models.CheckConstraint(
                condition=(Q(outcome=ProposalOutcome.REFUSED) & Q(ground__in=sorted(REFUSABLE)))
                | (~Q(outcome=ProposalOutcome.REFUSED) & Q(ground="")),
                name="proposedchange_refused_on_a_ground",
            ),
            models.CheckConstraint(
                condition=together("decided_at", "decided_by")
                & (
                    Q(outcome=ProposalOutcome.PENDING, decided_at__isnull=True)
                    | (~Q(outcome=ProposalOutcome.PENDING) & Q(decided_at__isnull=False))
                ),
                name="proposedchange_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(column="") | ~Q(proposed=""), name="proposedchange_statement_says"
            ),
            models.UniqueConstraint(
                fields=["request", "model", "row", "column"], name="proposedchange_once_a_field"
            ),
        ]

    @property
    def is_statement(self) -> bool:
        return not self.column
