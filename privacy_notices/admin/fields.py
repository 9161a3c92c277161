"""Fields of the forms by which an officer acts on a notice."""

from typing import Any

from django import forms
from unfold.widgets import (
    SELECT_CLASSES,
    UnfoldAdminDateWidget,
    UnfoldAdminTextareaWidget,
)

from register.enums import Language
from register.texts import Text, tidy


class DayField(forms.DateField):
    """A day, written as everywhere in the admin: a browser's own field follows its own country."""

    widget = UnfoldAdminDateWidget


class WordsField(forms.CharField):
    """A text of some lines, tidied as texts of facts are."""

    def __init__(self, *, rows: int = 3, language: str = "", **options: Any) -> None:
        attributes = {"rows": rows, **({"lang": language} if language else {})}
        super().__init__(widget=UnfoldAdminTextareaWidget(attributes), **options)

    def clean(self, value: Any) -> str:
        words: str = super().clean(tidy(value or ""))
        return words


class ChoiceField(forms.ChoiceField):
    widget = forms.Select(attrs={"class": " ".join(SELECT_CLASSES)})


def words_in_languages(label: str, **options: Any) -> dict[str, WordsField]:
    """A field for each language, such as “What changed (Finnish)”."""
    return {
        language.value: WordsField(
            label=f"{label} ({language.label})", language=language.value, **options
        )
        for language in Language
    }


def text_of(cleaned: dict[str, Any], name: str) -> Text:
    """The words of three fields as one text."""
    return Text(**{language: cleaned[f"{name}_{language}"] for language in Language.values})
