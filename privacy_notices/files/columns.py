"""The columns behind the fields of a register file."""

from typing import Any

from django.db import models
from django_countries.fields import CountryField

from privacy_notices.files import format as f
from register.texts import translated_fields

Column = models.Field[Any, Any]


def columns_of(model: type[models.Model], name: str) -> tuple[str, ...]:
    """The columns of a field of the file: three for a text."""
    text = translated_fields(model).get(name)
    return tuple(f"{name}_{language}" for language in text.fields) if text else (name,)


def column(model: type[models.Model], name: str) -> Column:
    """A column by its name, which must not be a relation seen from the other side."""
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{model._meta.label}.{name}")
    return found


def is_many(table: f.Table, name: str) -> bool:
    """The reference `name` may lead to several rows."""
    return isinstance(column(table.model, name), models.ManyToManyField)


def is_country(found: Column) -> bool:
    return isinstance(found, CountryField)


def pointing(model: type[models.Model]) -> frozenset[str]:
    """The columns that point to one other row."""
    relations = (models.ForeignKey, models.OneToOneField)
    return frozenset(
        found.name for found in model._meta.concrete_fields if isinstance(found, relations)
    )


def blank(table: f.Table) -> dict[str, Any]:
    """The columns of a table's fields with their defaults: what a file leaves out is not set."""
    return {
        name: column(table.model, name).get_default()
        for field in table.fields
        if field not in table.references
        for name in columns_of(table.model, field)
    }


def stored(instance: models.Model) -> dict[str, Any]:
    """The values of a row as the database has them, to see what changes."""
    return {
        found.attname: found.get_prep_value(getattr(instance, found.attname))
        for found in instance._meta.concrete_fields
    }
