"""Values as texts and back: as a form takes them, as a proposal keeps them, as a row holds them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_countries.fields import Country

from register.hidden_codes import holds_identity_code

NOTHING = "–"  # written where a value is to be taken away
DASHES = frozenset({"-", "–", "—"})


def text_of(value: Any) -> str:
    """A value as a proposal keeps it: the same text for the same value, in no language."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Country):
        return str(value.code or "")
    return str(value)


def present(row: models.Model, column: str) -> str:
    return text_of(getattr(row, column))


def value_of(field: Any, text: str) -> Any:
    """A kept text as the column holds it."""
    if not text and field.null:
        return None
    if isinstance(field, models.DateTimeField):
        return parse_datetime(text)
    return field.to_python(text)


def shown(field: Any, text: str) -> str:
    """A kept text as people read it."""
    if not text:
        return ""
    value = value_of(field, text)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        return localize(value)
    if hasattr(field, "countries"):
        return str(dict(field.countries).get(text, text))
    choices = dict(field.flatchoices)
    return capfirst(str(choices[text])) if text in choices else text


def written(field: Any, said: str) -> str:
    """What somebody wrote in a form, as a proposal keeps it. Raises ValidationError."""
    if holds_identity_code(said):
        raise ValidationError(
            _(
                "This holds a personal identity code. It may stand only in its own place on "
                "the card, where it is encrypted and masked. Take it out of here."
            )
        )
    said = said.strip()
    if said in DASHES:
        if not (field.blank or field.null):
            raise ValidationError(_("This cannot be left empty on the card."))
        return text_of(None if field.null else field.get_default())
    if isinstance(field, models.DecimalField):
        amount = forms.DecimalField(
            max_digits=field.max_digits, decimal_places=field.decimal_places
        )
        return text_of(amount.clean("".join(said.split()).replace(",", ".")))
    if isinstance(field, models.DateTimeField):
        return text_of(forms.DateTimeField().clean(said))
    if isinstance(field, models.DateField):
        return text_of(forms.DateField().clean(said))
    return said


def put(row: Any, values: Mapping[str, str]) -> None:
    """Put kept texts on a row, not saved yet. Raises ValidationError by column.

    What the row's own rules find wrong is told at a column that was changed, or at the first.
    """
    for column, text in values.items():
        setattr(row, column, value_of(row._meta.get_field(column), text))
    try:
        row.full_clean()
    except ValidationError as fault:
        raise ValidationError(_at(fault, values)) from None


def _at(fault: ValidationError, columns: Iterable[str]) -> dict[str, list[str]]:
    known = list(columns)
    found: dict[str, list[str]] = {}
    for name, words in fault.message_dict.items():
        place = name if name in known else known[0]
        label = "" if name in (place, NON_FIELD_ERRORS) else f"{name}: "
        found.setdefault(place, []).extend(f"{label}{one}" for one in words)
    return found
