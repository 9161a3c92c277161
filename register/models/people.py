"""What every row about a person has in common."""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from register.texts import tidy


class AboutPeople(models.Model):
    """A row that holds data on people: tidied whenever it is saved, deleted by one door only.

    Unlike a fact it may hold any letter of any script: a name is kept as its bearer writes it
    (Art. 5(1)(d)), whether or not our typeface has it. Only what is no letter at all is refused.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Raises ValidationError where a text holds control characters; nothing is saved then."""
        self.tidy_texts()
        self.check_own_columns()
        super().save(*args, **options)

    def clean(self) -> None:
        self.tidy_texts()
        super().clean()
        self.check_own_columns()

    def tidy_texts(self) -> None:
        """Composed letters, one kind of line end, no space around what stands on one line."""
        for field in _text_fields(self):
            value = getattr(self, field.attname)
            if isinstance(value, str):
                on_one_line = isinstance(field, models.CharField)
                setattr(self, field.attname, one_line(value) if on_one_line else tidy(value))
        self.derive()

    def derive(self) -> None:
        """Fill the columns that follow from others."""

    def check_own_columns(self) -> None:
        """Raises ValidationError for what this row's own columns make wrong."""
        faults = {
            field.name: _("This holds a character that cannot be stored, such as a control code.")
            for field in _text_fields(self)
            if has_control_characters(getattr(self, field.attname) or "")
        }
        if faults:
            raise ValidationError(faults)


def one_line(text: str) -> str:
    """The text without what surrounds it and with single spaces inside."""
    return " ".join(tidy(text).split())


def has_control_characters(text: str) -> bool:
    """Control codes, lone surrogates and characters that turn the direction of what follows."""
    return any(
        (unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t")
        or "\u202a" <= sign <= "\u202e"
        or "\u2066" <= sign <= "\u2069"
        for sign in text
    )


def _text_fields(row: models.Model) -> list["models.Field[Any, Any]"]:
    return [
        field
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]
