"""The company's own wording of a letter, in place of ours."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.enums import Language
from register.models import Controller
from register.models.base import Choice, Written, vocabulary
from subjects.enums import LetterKind


class LetterTemplate(Written):
    """Paragraphs with placeholders from a closed list (`letters/placeholders.py`)."""

    controller = models.ForeignKey(
        Controller,
        on_delete=models.PROTECT,
        related_name="letter_templates",
        verbose_name=_("controller"),
    )
    kind = Choice(pgettext_lazy("of a letter", "kind"), choices=LetterKind)
    language = Choice(_("language"), choices=Language)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("wording of a letter")
        verbose_name_plural = _("wordings of letters")
        ordering = ["controller", "kind", "language"]
        constraints = [
            vocabulary("lettertemplate", "kind", LetterKind),
            vocabulary("lettertemplate", "language", Language),
            models.CheckConstraint(condition=~Q(body=""), name="lettertemplate_says_something"),
            models.UniqueConstraint(
                fields=["controller", "kind", "language"],
                name="lettertemplate_once",
                violation_error_message=_("There is already a wording of this letter: edit it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.kind} {self.language}"

    def save(self, *args: Any, **options: Any) -> None:
        """Raises ValidationError where the letter would lack what the law wants in it."""
        self.tidy_texts()
        self.check_own_columns()
        super().save(*args, **options)

    def check_own_columns(self) -> None:
        # It needs the enums only, but stands above the models.
        from subjects.letters.placeholders import faults  # noqa: PLC0415

        super().check_own_columns()
        if self.kind not in LetterKind.values:
            return  # told by the field itself
        if found := list(faults(self.body, LetterKind(self.kind))):
            raise ValidationError({"body": found})
