"""How rows are called on screens: by what they say, never by their key alone."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from register.enums import Language, YesNo
from register.models import RegisterController
from register.texts import translated_fields

LONGEST = 120


def words_of(row: Model) -> str:
    """The first thing a row says, in Finnish where it does; its key where it says nothing."""
    own: str | None = getattr(row, "shown_as", None)
    if own:
        return own
    if isinstance(row, RegisterController):
        return row.controller.name
    name: Any = getattr(row, "name", "")
    texts = (name, *(getattr(row, text) for text in translated_fields(type(row))))
    said = next((str(text) for text in texts if text), "")
    return Truncator(said).chars(LONGEST) or str(getattr(row, "key", row))


def missing_languages(row: Model) -> list[str]:
    """The languages in which something of this row is unsaid."""
    texts = [getattr(row, name) for name in translated_fields(type(row))]
    return [
        language.value
        for language in Language
        if any(text.is_missing_in(language) for text in texts)
    ]


def marks(languages: list[str]) -> SafeString:
    """Small marks that name languages."""
    return format_html_join(
        " ",
        '<span class="seloste-mark" title="{}">{}</span>',
        ((Language(language).label, language.upper()) for language in languages),
    )


def ticked(name: str, description: Any) -> Callable[[Any], str]:
    """A column that says yes or nothing: a red cross would look like a fault."""

    def column(row: Any) -> str:
        return str(YesNo.YES.label) if getattr(row, name) else ""

    return admin.display(column, description=description, ordering=name)
