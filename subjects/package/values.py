"""Values of a package as a person reads them, and as programs do."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime

from register.gathering import Coded, Stored
from register.support import tables
from subjects.enums import Ground
from subjects.package import words
from subjects.package.contents import Shown


def to_read(value: Shown, language: str) -> str:
    """As words, in the language that is active."""
    match value:
        case None:
            return ""
        case Ground():
            return words.WITHHELD.said_in(language).format(ground=value.label)
        case bool():
            return (words.YES if value else words.NO).said_in(language)
        case Coded():
            return value.words
        case datetime():
            return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
        case date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case Decimal() | int():
            return str(number_format(value, use_l10n=True, force_grouping=True))
        case Stored():
            return file_of(value)
    return value


def to_json(value: Shown) -> Any:
    """As JSON: days and moments in ISO 8601, amounts as text that no program rounds."""
    match value:
        case Ground():
            return {"withheld": value.value, "words": str(value.label)}
        case Coded():
            return {"code": value.code, "words": value.words}
        case datetime():
            return localtime(value).isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Stored():
            return {"file": file_of(value)}
    return value


def to_cell(value: Shown, language: str) -> tables.Value:
    """As a table's cell: what can be counted with stays so."""
    if isinstance(value, Decimal | date) and not isinstance(value, datetime):
        return value
    return to_read(value, language)


def file_of(file: Stored) -> str:
    """Where a stored file lies in the package: a name of ours, safe on every system."""
    return f"files/{file.model._meta.model_name}-{file.number}"
