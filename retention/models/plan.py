"""What falls due on a day, what is to happen to it, who approved, and how far the run has come.

Rows here name people by random uuid and rows by number: nothing that is erased is copied here.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import DataCategory
from register.models import Occasion, Register
from register.models.base import Choice, vocabulary
from retention.enums import Trigger
from retention.models.rule import RetentionRule


class Part(models.TextChoices):
    """How much of a person an item is about."""

    PERSON = "person", pgettext_lazy("in a plan", "the whole person")
    CATEGORY = "category", pgettext_lazy("in a plan", "one category of a person's data")
    ROW = "row", pgettext_lazy("in a plan", "one row, such as an invoice")


class Outcome(models.TextChoices):
    """What the plan says of an item."""

    ERASE = "erase", _("erase")
    ANONYMISE = "anonymise", _("anonymise")
    KEEP = "keep", pgettext_lazy("in a plan", "keep")
    LOOK = "look", _("needs a look")


class Kept(models.TextChoices):
    """Why something due is kept, or why nobody can tell."""

    LONGER_RULE = "longer_rule", _("a longer duty covers it")
    HOLD = "hold", _("a hold is in force")
    RESTRICTION = "restriction", _("the processing is restricted (Art. 18)")
    MERGE = "merge", _("a merge of the card can still be undone")
    UNKNOWN_EVENT = "unknown_event", _("the day it is counted from is not known")
    NO_RULE = "no_rule", _("no rule covers it")
    NOT_A_PERIOD = "not_a_period", _("the rule is in words and cannot be carried out")
    CONDITION = "condition", _("the rule has a condition that a person must judge")
    REVIEW = "review", _("the rule asks for a review by a person")
    REFUSED = "refused", _("its erasure was refused")


class Skipped(models.TextChoices):
    """Why a run left an approved item alone."""

    HELD = "held", _("a hold was placed after the plan")
    RESTRICTED = "restricted", _("the processing was restricted after the plan")
    REVIVED = "revived", _("the relationship or the data are in use again")
    MERGED = "merged", _("the card was merged into another after the plan")
    GONE = "gone", _("already gone")


class Plan(models.Model):
    """What is due on one day, or goes because a person asked, as it was when the plan was made."""

    occasion = Choice(_("occasion"), choices=Occasion, default=Occasion.RETENTION)
    reference = models.CharField(max_length=20, blank=True, default="")  # of the request
    # Of a request: which categories and rows may go and which not (`decided.Decided`).
    decided = models.JSONField(default=dict)
    on = models.DateField(_("for the day"))
    register = models.ForeignKey(
        Register,
        on_delete=models.PROTECT,
        null=True,
        related_name="retention_plans",
        verbose_name=_("register"),
    )
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    complete = models.BooleanField(default=False)  # every item is written
    counts = models.JSONField(_("figures"), default=dict)  # by outcome, rule and category
    rules_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, blank=True, default="")
    # By number, with their keys: rules may be renamed or deleted.
    rule_names = models.JSONField(default=dict)
    # People of this plan went by another one since: what is said of them here was blanked.
    overtaken = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("retention plan")
        verbose_name_plural = _("retention plans")
        ordering = ["-pk"]
        default_permissions = ("add", "view")
        permissions = [
            ("approve_plan", _("Can approve retention plans")),
            ("run_plan", _("Can run approved retention plans")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(complete=False) | ~Q(digest=""), name="plan_complete_has_digest"
            ),
            models.CheckConstraint(
                condition=Q(occasion=Occasion.RETENTION, reference="")
                | (Q(occasion=Occasion.REQUEST) & ~Q(reference="")),
                name="plan_of_a_request_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class PlanItem(models.Model):
    """One thing that is due: by which rule, since when, what happens to it."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="items", verbose_name=_("retention plan")
    )
    part = Choice(pgettext_lazy("of a plan", "what"), choices=Part)
    uuid = models.UUIDField(_("person"), null=True)  # null for a voucher whose person has gone
    subject = models.BigIntegerField(null=True)  # the person's number while there is one
    category = Choice(_("data"), choices=DataCategory, blank=True)
    model = models.CharField(max_length=60, blank=True, default="")
    row = models.BigIntegerField(null=True)
    outcome = Choice(_("outcome"), choices=Outcome)
    # The number stays when the rule is deleted; the plan knows what it was called (`rule_names`).
    rule = models.ForeignKey(
        RetentionRule,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        verbose_name=_("retention rule"),
        db_index=False,
        db_constraint=False,
    )
    trigger = Choice(_("counted from"), choices=Trigger, blank=True)
    event_on = models.DateField(_("event"), null=True)
    due_on = models.DateField(_("due since"), null=True)
    kept = Choice(_("why kept"), choices=Kept, blank=True)
    kept_until = models.DateField(_("kept until"), null=True)
    kept_by_rule = models.ForeignKey(
        RetentionRule,
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        verbose_name=_("longer rule"),
        db_index=False,
        db_constraint=False,
    )
    done_at = models.DateTimeField(_("done"), null=True)
    skipped = Choice(_("left alone"), choices=Skipped, blank=True)
    # Of a plan made on request: what was granted goes without any rule having run out.
    on_request = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("item of a plan")
        verbose_name_plural = _("items of a plan")
        ordering = ["pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["plan", "outcome", "id"], name="planitem_by_outcome"),
            models.Index(fields=["plan", "subject"], name="planitem_by_person"),
            models.Index(  # a run walks the people, so that everything of one goes together
                fields=["plan", "subject", "id"],
                condition=Q(
                    done_at__isnull=True,
                    skipped="",
                    outcome__in=[Outcome.ERASE, Outcome.ANONYMISE],
                ),
                name="planitem_to_do",
            ),
        ]
        constraints = [
            vocabulary("planitem", "part", Part),
            vocabulary("planitem", "category", DataCategory, blank=True),
            vocabulary("planitem", "outcome", Outcome),
            vocabulary("planitem", "trigger", Trigger, blank=True),
            vocabulary("planitem", "kept", Kept, blank=True),
            vocabulary("planitem", "skipped", Skipped, blank=True),
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.ERASE, Outcome.ANONYMISE], rule__isnull=False)
                | Q(outcome__in=[Outcome.ERASE, Outcome.ANONYMISE], on_request=True)
                | (Q(outcome__in=[Outcome.KEEP, Outcome.LOOK]) & ~Q(kept="")),
                name="planitem_has_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(skipped=""),
                name="planitem_done_or_skipped",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True)
                | Q(outcome__in=[Outcome.ERASE, Outcome.ANONYMISE]),
                name="planitem_kept_is_never_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ApprovalWay(models.TextChoices):
    """How a plan was approved."""

    SECOND_PERSON = "second_person", _("by another person than the one who made the plan")
    SOLE_OFFICER = "sole_officer", _("by one person who signed in again and typed the count")
    POLICY = "policy", _("by policy: the plan is smaller than the size set for it")


class Approval(models.Model):
    """Somebody's word that this very plan may be carried out."""

    plan = models.OneToOneField(
        Plan, on_delete=models.PROTECT, related_name="approval", verbose_name=_("retention plan")
    )
    digest = models.CharField(max_length=64)
    way = Choice(_("how"), choices=ApprovalWay)
    approved_at = models.DateTimeField(_("approved"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
    )

    class Meta:
        verbose_name = _("approval of a plan")
        verbose_name_plural = _("approvals of plans")
        default_permissions = ("view",)
        constraints = [
            vocabulary("approval", "way", ApprovalWay),
            models.CheckConstraint(
                condition=Q(way=ApprovalWay.POLICY, approved_by__isnull=True)
                | (~Q(way=ApprovalWay.POLICY) & Q(approved_by__isnull=False)),
                name="approval_by_somebody_or_policy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.plan_id}"


class Run(models.Model):
    """The carrying out of an approved plan; one a plan, resumed after any interruption."""

    plan = models.OneToOneField(
        Plan, on_delete=models.PROTECT, related_name="run", verbose_name=_("retention plan")
    )
    started_at = models.DateTimeField(_("started"))
    beat_at = models.DateTimeField(_("last sign of life"))
    stop_asked_at = models.DateTimeField(_("asked to stop"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    skipped = models.PositiveIntegerField(_("left alone"), default=0)

    class Meta:
        verbose_name = _("retention run")
        verbose_name_plural = _("retention runs")
        ordering = ["-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
