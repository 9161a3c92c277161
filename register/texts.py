"""A text in Finnish, Swedish and English: one value, three columns, no active language.

Whoever reads a text names the language. What is missing stays missing and can be seen to be:
nothing here falls back to another language in silence (ADR 0003). Proper names (`neutral=True`)
are the one exception, and an open one: a town or a trade name stands for every language until its
owner has another name for it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Self, overload

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from register.enums import Language
from register.support.fonts import Unprintable, unprintable

Words = str | Promise

# More than this no layout can carry, and nobody reads.
LONGEST_TEXT = 100_000
MOST_LINES = 2_000
LONGEST_WORD = 500
WORD = re.compile(r"[^ \n]+")
DRAWS_NOTHING = re.compile(r"[\s\u00ad]*\Z")


@dataclass(frozen=True, slots=True)
class Text:
    """What is said in each language; an empty string means that nothing is."""

    fi: str = ""
    sv: str = ""
    en: str = ""
    neutral: bool = False

    def __bool__(self) -> bool:
        return bool(self.fi or self.sv or self.en)

    def __str__(self) -> str:
        """The master for screens and lists; never for what is published."""
        return self.fi or self.sv or self.en

    def said_in(self, language: str) -> str:
        """The text in `language` ("fi", "sv" or "en"); "" where it is missing."""
        own: str = getattr(self, Language(language).value)
        return own or (self.fi if self.neutral else "")

    def is_missing_in(self, language: str) -> bool:
        """Something is said, but not in `language`."""
        return bool(self) and not self.said_in(language)


class Translated:
    """Declares the columns `<name>_fi`, `<name>_sv`, `<name>_en` and reads them as one `Text`.

    `neutral` is for proper names. `max_length` makes one-line columns; without it the texts may
    have several paragraphs. That something must be said is a constraint of the model (`must_say`):
    Finnish is the master, but a notice may be written in Swedish alone.
    """

    def __init__(
        self,
        verbose_name: Words,
        *,
        neutral: bool = False,
        max_length: int | None = None,
        help_text: Words = "",
    ) -> None:
        self.neutral, self.max_length = neutral, max_length
        self.verbose_name = verbose_name
        # Made here, not in contribute_to_class: Django orders fields by when they were made.
        self.fields = {
            language.value: self._column(language, help_text if language == Language.FI else "")
            for language in Language
        }

    def _column(self, language: Language, help_text: Words) -> "models.Field[str, str]":
        options: dict[str, Any] = {
            "verbose_name": format_lazy("{} ({})", self.verbose_name, language.label),
            "help_text": help_text,
            "blank": True,
            "default": "",
        }
        if self.max_length:
            return models.CharField(max_length=self.max_length, **options)
        return models.TextField(**options)

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        self.name = name
        for language, field in self.fields.items():
            cls.add_to_class(f"{name}_{language}", field)
        setattr(cls, name, self)

    @overload
    def __get__(self, instance: None, owner: type[models.Model]) -> Self: ...
    @overload
    def __get__(self, instance: models.Model, owner: type[models.Model]) -> Text: ...
    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Self | Text:
        if instance is None:
            return self
        said = {language: getattr(instance, f"{self.name}_{language}") for language in self.fields}
        return Text(**said, neutral=self.neutral)

    def __set__(self, instance: models.Model, text: Text) -> None:
        for language in self.fields:
            setattr(instance, f"{self.name}_{language}", getattr(text, language))


@cache
def translated_fields(model: type[models.Model]) -> Mapping[str, Translated]:
    """The translated texts of `model` by name, in the order they are declared."""
    found = {
        name: value
        for parent in reversed(model.__mro__)
        for name, value in vars(parent).items()
        if isinstance(value, Translated)
    }
    in_order = sorted(found.items(), key=lambda item: item[1].fields["fi"].creation_counter)
    return MappingProxyType(dict(in_order))


def tidy(text: str) -> str:
    """The text as it is stored: composed letters, one kind of line end, no space at line ends."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in composed.split("\n")).strip("\n")


def cannot_be_printed(found: Unprintable) -> str:
    """The fault in words. The character itself stays out: it may be invisible."""
    words = _("Character %(place)d, %(name)s (%(code)s), cannot be printed.")
    name = found.name or _("a character without a name")
    return words % {"place": found.position, "name": name, "code": found.code_point}


def cannot_be_read(text: str) -> Iterator[str]:
    """What makes a text of printable characters unreadable all the same, in words."""
    if text and DRAWS_NOTHING.match(text):
        yield _("Nothing of this can be seen.")
    if len(text) > LONGEST_TEXT:
        yield _("This is longer than %d characters.") % LONGEST_TEXT
    if text.count("\n") >= MOST_LINES:
        yield _("This has more than %d lines.") % MOST_LINES
    endless = next((w for w in WORD.finditer(text) if len(w[0]) > LONGEST_WORD), None)
    if endless is not None:
        words = _("Character %(place)d begins a word of more than %(most)d characters.")
        yield words % {"place": endless.start() + 1, "most": LONGEST_WORD}


def check_printable(instance: models.Model) -> None:
    """Refuse characters that the packaged fonts lack, each with its field and place.

    A notice that shows an empty box where a letter should be is not "intelligible" (Art. 12(1)),
    and PDF/A allows no font but an embedded one. Neither is one that goes on without end.
    """
    faults: dict[str, list[str]] = {}
    for field in instance._meta.concrete_fields:
        if not isinstance(field, models.CharField | models.TextField) or field.choices:
            continue
        value = getattr(instance, field.attname)
        if not isinstance(value, str):
            continue
        told = [cannot_be_printed(found) for found in unprintable(value)] or [
            *cannot_be_read(value)
        ]
        if isinstance(field, models.CharField) and "\n" in value:
            told.append(_("Keep this on one line."))
        if told:
            faults[field.name] = told[:5]
    if faults:
        raise ValidationError(faults)


def check_lengths(instance: models.Model) -> None:
    """Refuse what a column cannot hold. PostgreSQL would too, nameless, and SQLite would not."""
    faults = {}
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        most = getattr(field, "max_length", None)
        if isinstance(field, models.CharField) and most and len(str(value or "")) > most:
            faults[field.name] = _("This is longer than %d characters.") % most
    if faults:
        raise ValidationError(faults)
