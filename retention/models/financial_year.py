"""The financial years of a controller: vouchers and statements are counted from their ends."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from register.dates import add_months
from register.models import Controller
from register.models.base import ordered_days
from retention.periods import LONGEST_YEAR, follows


class FinancialYear(models.Model):
    """One financial year (Accounting Act 1:4); it need not be a calendar year."""

    controller = models.ForeignKey(
        Controller,
        on_delete=models.CASCADE,
        related_name="financial_years",
        verbose_name=_("controller"),
    )
    ends_on = models.DateField(
        _("ends"),
        help_text=_(
            "The last day of the year. Years before the first one recorded are taken to end on the "
            "same day as it does: if the first year was long, record the end of the one before too."
        ),
    )
    adopted_on = models.DateField(
        _("statements adopted"),
        null=True,
        blank=True,
        help_text=_("The day the financial statements were adopted."),
    )

    class Meta:
        verbose_name = _("financial year")
        verbose_name_plural = _("financial years")
        ordering = ["controller", "-ends_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "ends_on"],
                name="financialyear_once",
                violation_error_message=_("This financial year is already recorded."),
            ),
            models.CheckConstraint(
                condition=ordered_days("ends_on", "adopted_on"),
                name="financialyear_ends_first",
                violation_error_message=_("Statements are adopted after the year has ended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {date_format(self.ends_on, 'SHORT_DATE_FORMAT')}"


def check_year(year: FinancialYear, *, before: date | None, today: date) -> None:
    """Raises ValidationError where it cannot be so; `before` is the end recorded before it."""
    faults: dict[str, ValidationError] = {}
    if before is not None and not follows(before, year.ends_on):
        words = _(
            "A financial year lasts eighteen months at most, and the end recorded before this one "
            "is %(day)s: record the years between too (Accounting Act 1:4)."
        )
        day = date_format(before, "SHORT_DATE_FORMAT")
        faults["ends_on"] = ValidationError(words, params={"day": day})
    elif year.ends_on > add_months(today, LONGEST_YEAR):
        faults["ends_on"] = ValidationError(
            _(
                "This financial year has not begun: a year lasts eighteen months at most "
                "(Accounting Act 1:4)."
            )
        )
    if year.adopted_on is not None and year.adopted_on > today:
        faults["adopted_on"] = ValidationError(_("This day has not come yet."))
    if faults:
        raise ValidationError(faults)
