"""What was decided, item by item, and what is left to do elsewhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory
from register.models import System
from register.models.base import Choice, vocabulary
from register.models.people import AboutPeople
from subjects.enums import Ground, Outcome, RequestedKind
from subjects.grounds import decision_is_lawful, identity_comes_first, reason_is_given
from subjects.models.base import (
    BY_STAFF,
    OFFICE,
    OURS,
    WHEN,
    PartOfRequest,
    part_of_request,
    together,
)
from subjects.models.identity import IdentityCheck


class Decision(AboutPeople, PartOfRequest):
    """One right on one item: all of the person's data, a category of them, or a single row."""

    right = Choice(_("right"), choices=RequestedKind)
    category = Choice(_("data"), choices=DataCategory, blank=True)
    model = models.CharField(max_length=60, blank=True, default="")  # "register.Interaction"
    row = models.BigIntegerField(null=True)
    outcome = Choice(_("decision"), choices=Outcome)
    ground = Choice(_("ground"), choices=Ground, blank=True)
    explanation = models.TextField(
        _("reason in words"),
        blank=True,
        default="",
        help_text=_("The person reads this in the answer. Art. 12(4)."),
    )
    kept_until = models.DateField(_("kept until"), null=True)
    kept_under = models.CharField(_("kept under"), max_length=200, blank=True, default="")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("automated decision", "reviewed by"),
        help_text=_("Who looked at the automated decision anew (Art. 22(3))."),
    )
    identity_check = models.ForeignKey(
        IdentityCheck,
        on_delete=models.PROTECT,
        null=True,
        related_name="decisions",
        verbose_name=_("identity check"),
    )
    decided_at = models.DateTimeField(_("decided"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )

    personal_data = part_of_request(
        right=OURS,
        category=OURS,
        model=OFFICE,
        row=OFFICE,
        outcome=OURS,
        ground=OURS,
        explanation=OURS,
        kept_until=OURS,
        kept_under=OURS,
        reviewed_by=BY_STAFF,
        identity_check=OFFICE,
        decided_at=WHEN,
        decided_by=BY_STAFF,
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["request", "right", "category", "pk"]
        default_permissions = ("view",)
        constraints = [
            vocabulary("decision", "right", RequestedKind),
            vocabulary("decision", "category", DataCategory, blank=True),
            vocabulary("decision", "outcome", Outcome),
            models.CheckConstraint(
                condition=decision_is_lawful(),
                name="decision_on_a_ground_that_fits",
                violation_error_message=_("This ground does not fit this right."),
            ),
            models.CheckConstraint(
                condition=reason_is_given(),
                name="decision_with_its_reason",
                violation_error_message=_("Give the reason in words: it is for us to show."),
            ),
            models.CheckConstraint(
                condition=identity_comes_first(),
                name="decision_after_identity",
                violation_error_message=_("Settle the identity first."),
            ),
            models.CheckConstraint(
                condition=Q(model="", row__isnull=True)
                | (~Q(model="") & Q(row__isnull=False, category="")),
                name="decision_of_one_item",
            ),
            models.UniqueConstraint(
                fields=["request", "right", "category"],
                condition=Q(model=""),
                name="decision_once_a_category",
            ),
            models.UniqueConstraint(
                fields=["request", "right", "model", "row"],
                condition=~Q(model=""),
                name="decision_once_a_row",
            ),
        ]


class Task(AboutPeople, PartOfRequest):
    """What this database cannot do by itself: another system, a paper folder, a supplier."""

    title = models.CharField(_("what is to be done"), max_length=300)
    system = models.ForeignKey(
        System,
        on_delete=models.PROTECT,
        null=True,
        related_name="request_tasks",
        verbose_name=_("system"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="request_tasks",
        verbose_name=_("who does it"),
    )
    due_on = models.DateField(_("to be done by"))
    added_at = models.DateTimeField(_("added"))
    done_at = models.DateTimeField(_("done"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("done by"),
    )

    personal_data = part_of_request(
        title=OURS,
        system=OFFICE,
        owner=BY_STAFF,
        due_on=OFFICE,
        added_at=WHEN,
        done_at=WHEN,
        done_by=BY_STAFF,
    )

    class Meta:
        verbose_name = _("task of a request")
        verbose_name_plural = _("tasks of requests")
        ordering = ["due_on", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="task_says_what"),
            models.CheckConstraint(
                condition=together("done_at", "done_by"), name="task_done_by_somebody"
            ),
        ]
