"""Retention rules: how long what is kept, counted from what, on whose authority.

The rule is a fact with its wording here; plan and run stand on it.
"""

from calendar import monthrange

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import DataCategory
from register.models import ExternalDocument, Purpose, SubjectGroup, System
from register.models.base import (
    Choice,
    Keyed,
    RegisterFact,
    Written,
    belongs_to_same_register,
    must_say,
    vocabulary,
)
from register.texts import Translated
from retention.enums import (
    Action,
    AppliesWhen,
    Combinator,
    Rounding,
    RuleForm,
    Trigger,
    Unit,
)
from retention.periods import Counted, Period, Span, WrongPeriod

UNDER_A_DAY = (Unit.MINUTE, Unit.HOUR)
MONTHS = range(1, 13)
NOT_A_LEAP_YEAR = 2025  # a cap comes every year: 29 February does not


class RetentionRule(RegisterFact):
    """How long some data are kept (Art. 5(1)(e), 13(2)(a))."""

    name = Translated(
        _("data concerned"),
        max_length=300,
        help_text=_("What the notice calls these data, such as “invoicing data”."),
    )
    text = Translated(
        _("as printed"), help_text=_("Your own words. Empty: the rule is put into words for you.")
    )
    form = Choice(_("kind of rule"), choices=RuleForm, default=RuleForm.PERIOD)
    subject_groups: models.ManyToManyField[SubjectGroup, models.Model] = models.ManyToManyField(
        SubjectGroup,
        blank=True,
        related_name="retention_rules",
        verbose_name=_("groups of data subjects"),
        help_text=_("None chosen: everyone in the register."),
    )
    purposes: models.ManyToManyField[Purpose, models.Model] = models.ManyToManyField(
        Purpose,
        blank=True,
        related_name="retention_rules",
        verbose_name=_("purposes"),
        help_text=_("None chosen: all purposes."),
    )
    combinator = Choice(
        _("if there are several terms"),
        choices=Combinator,
        blank=True,
        help_text=_("Which of them decides. Say it: “or” alone leaves it open."),
    )
    on_request = models.BooleanField(
        _("or at once when the person asks"),
        default=False,
        help_text=_("Never the only end: the burden must not be put on the person."),
    )
    condition = Translated(
        _("only when"), help_text=_("Such as “if the customer is in debt to the controller”.")
    )
    applies_when = Choice(
        _("applies when"),
        choices=AppliesWhen,
        blank=True,
        help_text=_("A case that the run can tell by itself. Empty: always."),
    )
    minimum_length = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    minimum_unit = Choice(_("unit of the minimum"), choices=Unit, blank=True)
    cap_day = models.PositiveSmallIntegerField(
        _("at the latest on day"),
        null=True,
        blank=True,
        help_text=_("A day and month of the following calendar year, such as 30 April."),
    )
    cap_month = models.PositiveSmallIntegerField(_("at the latest in month"), null=True, blank=True)
    statutory = models.BooleanField(_("required by law"), default=False)
    source = Translated(
        _("source in law"),
        max_length=300,
        help_text=_("Act, chapter and section, such as Accounting Act ch. 2 s. 10."),
    )
    action = Choice(_("what happens then"), choices=Action, default=Action.ERASE)
    system = models.ForeignKey(
        System,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="retention_rules",
        verbose_name=_("system"),
        help_text=_("The system that erases by itself; needed for periods under a day."),
    )
    document = models.ForeignKey(
        ExternalDocument,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="retention_rules",
        verbose_name=_("retention schedule"),
    )

    class Meta(RegisterFact.Meta):
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        constraints = [
            *RegisterFact.Meta.constraints,
            must_say("retentionrule", "name", "text"),
            vocabulary("retentionrule", "form", RuleForm),
            vocabulary("retentionrule", "combinator", Combinator, blank=True),
            vocabulary("retentionrule", "action", Action),
            vocabulary("retentionrule", "applies_when", AppliesWhen, blank=True),
            vocabulary("retentionrule", "minimum_unit", Unit, blank=True),
            models.CheckConstraint(
                condition=Q(minimum_length__isnull=True, minimum_unit="")
                | (Q(minimum_length__isnull=False, minimum_length__gt=0) & ~Q(minimum_unit="")),
                name="retentionrule_minimum_whole",
                violation_error_message=_("Give both the length and the unit of the minimum."),
            ),
            models.CheckConstraint(
                condition=Q(cap_day__isnull=True, cap_month__isnull=True)
                | Q(
                    cap_day__isnull=False,
                    cap_day__range=(1, 31),
                    cap_month__isnull=False,
                    cap_month__range=(1, 12),
                ),
                name="retentionrule_cap_whole",
                violation_error_message=_("Give both the day (1–31) and the month (1–12)."),
            ),
            models.CheckConstraint(
                condition=~Q(statutory=True)
                | ~Q(source_fi="")
                | ~Q(source_sv="")
                | ~Q(source_en=""),
                name="retentionrule_statutory_has_source",
                violation_error_message=_("Name the act that requires this."),
            ),
        ]

    def check_own_columns(self) -> None:
        super().check_own_columns()
        if self.cap_day is None or self.cap_month is None or self.cap_month not in MONTHS:
            return
        if self.cap_day > monthrange(NOT_A_LEAP_YEAR, self.cap_month)[1]:
            raise ValidationError({"cap_day": _("The month has no such day in every year.")})

    def clean(self) -> None:
        super().clean()
        belongs_to_same_register(self, system=self.system, document=self.document)


class RuleCategory(Written):
    """A category of data that a rule covers. A rule with none covers all data."""

    rule = models.ForeignKey(
        RetentionRule,
        on_delete=models.CASCADE,
        related_name="categories",
        verbose_name=_("retention rule"),
    )
    category = Choice(_("category"), choices=DataCategory)

    class Meta:
        verbose_name = _("category of data")
        verbose_name_plural = _("categories of data")
        ordering = ["rule", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "category"], name="rule_category_once"),
            vocabulary("rulecategory", "category", DataCategory),
        ]

    def __str__(self) -> str:
        return self.category


class Term(Keyed):
    """An event and a length. Without an event the rule can be printed, not carried out."""

    rule = models.ForeignKey(
        RetentionRule,
        on_delete=models.CASCADE,
        related_name="terms",
        verbose_name=_("retention rule"),
    )
    trigger = Choice(
        _("counted from"),
        choices=Trigger,
        blank=True,
        help_text=_("Without a starting event nobody can tell when the period ends."),
    )
    length = models.PositiveSmallIntegerField(_("length"), default=0)
    unit = Choice(_("unit"), choices=Unit, default=Unit.YEAR)
    rounding = Choice(
        _("start moved forward"),
        choices=Rounding,
        default=Rounding.NONE,
        help_text=_(
            "Accounting vouchers: six years from the end of the calendar year in which the "
            "financial year ended."
        ),
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "key"], name="term_key_once"),
            vocabulary("term", "trigger", Trigger, blank=True),
            vocabulary("term", "unit", Unit),
            vocabulary("term", "rounding", Rounding),
            models.CheckConstraint(
                condition=Q(length__gt=0) | ~Q(trigger=""),
                name="term_has_length_or_event",
                violation_error_message=_("Give a length, an event or both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.key}"


def check_rule(rule: RetentionRule, terms: list[Term]) -> None:
    """Raises ValidationError where a rule and its terms do not fit each other."""
    if rule.form == RuleForm.PERIOD and not terms:
        raise ValidationError({"form": _("A period needs at least one term.")})
    if rule.form == RuleForm.EXTERNAL and rule.document_id is None:
        raise ValidationError({"document": _("Choose the retention schedule.")})
    if rule.system_id is None and any(term.unit in UNDER_A_DAY for term in terms):
        raise ValidationError(
            {"system": _("A period under a day belongs to a system: choose which.")}
        )
    _check_minimum(rule, terms)


def _check_minimum(rule: RetentionRule, terms: list[Term]) -> None:
    """What is kept at least ten years cannot be kept five: somebody has to say which."""
    if not rule.minimum_length or not rule.minimum_unit:
        return
    in_days = [term for term in terms if term.unit not in UNDER_A_DAY]
    if rule.minimum_unit in UNDER_A_DAY or not in_days:
        return
    minimum = Span(rule.minimum_length, Unit(rule.minimum_unit))
    counted = [
        Counted(Trigger(term.trigger or Trigger.EVENT), Span(term.length, Unit(term.unit)))
        for term in in_days
    ]
    try:
        Period(counted, minimum=minimum).check()
    except WrongPeriod:
        raise ValidationError(
            {"minimum_length": _("The minimum is longer than the period itself.")}
        ) from None
