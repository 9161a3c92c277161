"""Acts that notices refer to: data with a day on which it was checked, not code."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.enums import StatuteStatus
from register.models.base import Choice, Written, valid_key, vocabulary
from register.texts import Translated


class StatuteReference(Written):
    """An act, and the words by which notices name it or used to name it.

    The check of a notice looks for the wordings: those of a repealed act, or a former name of an
    act in force, are findings. Law changes between releases; an officer edits it here.
    """

    key = models.CharField(_("key"), max_length=80, unique=True, validators=[valid_key])
    name = Translated(_("name of the act"), max_length=300)
    number = models.CharField(
        _("number"), max_length=20, blank=True, default="", help_text=_("Such as 1050/2018.")
    )
    status = Choice(_("status"), choices=StatuteStatus, default=StatuteStatus.IN_FORCE)
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    outdated_wordings = models.TextField(
        _("outdated wordings"),
        blank=True,
        default="",
        help_text=_(
            "One a line, as a notice may still print it. A star stands for any ending: "
            "“henkilötietolai*”."
        ),
    )
    checked_on = models.DateField(
        _("checked on"), help_text=_("When these details were last compared with the source.")
    )

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_fi=""),
                name="statute_has_name",
                violation_error_message=_("Write the name in Finnish."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatuteStatus.REPEALED) | Q(repealed_on__isnull=True),
                name="statute_in_force_is_not_repealed",
                violation_error_message=_("An act in force has no day of repeal."),
            ),
            vocabulary("statute", "status", StatuteStatus),
        ]

    def __str__(self) -> str:
        return f"{self.name.fi} ({self.number})" if self.number else self.name.fi

    @property
    def wordings(self) -> list[str]:
        """The outdated wordings, one each."""
        lines = (line.strip() for line in self.outdated_wordings.split("\n"))
        return [line for line in lines if line.strip("* ")]

    def check_own_columns(self) -> None:
        super().check_own_columns()
        if self.replaced_by_id is not None and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": _("An act does not replace itself.")})
