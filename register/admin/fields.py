"""How columns are laid out: three languages side by side, the seldom needed folded away."""

from typing import Any

from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _

from register.enums import Language

Row = str | tuple[str, ...]
Fieldset = tuple[Any, Any]


def texts(*names: str) -> list[Row]:
    """The columns of translated texts, a row each: Finnish first, Swedish and English beside it."""
    return [tuple(f"{name}_{language}" for language in Language.values) for name in names]


def main(*rows: Row | list[Row], title: Any = None) -> Fieldset:
    return title, {"fields": _flat(rows)}


def folded(title: Any, *rows: Row | list[Row]) -> Fieldset:
    """Shut, unless there is something in it."""
    return title, {"fields": _flat(rows), "classes": ["collapse"]}


TECHNICAL: Fieldset = (_("Technical"), {"fields": ["key"], "classes": ["collapse", "technical"]})


def _flat(rows: tuple[Row | list[Row], ...]) -> list[Row]:
    flat: list[Row] = []
    for row in rows:
        if isinstance(row, list):
            flat += row
        else:
            flat.append(row)
    return flat


def opened(fieldsets: Any, row: Model) -> list[Fieldset]:
    """The fieldsets with those unfolded in which `row` says something."""
    return [(title, {**options, "classes": _classes(options, row)}) for title, options in fieldsets]


def _classes(options: dict[str, Any], row: Model) -> list[str]:
    classes = list(options.get("classes", ()))
    if "technical" not in classes and any(_says(row, name) for name in _names(options)):
        classes = [name for name in classes if name != "collapse"]
    return classes


def _names(options: dict[str, Any]) -> list[str]:
    return [
        name
        for line in options["fields"]
        for name in (line if isinstance(line, tuple | list) else (line,))
    ]


def _says(row: Model, name: str) -> bool:
    columns = {field.name: field for field in row._meta.concrete_fields}
    if name not in columns:
        return False
    value = getattr(row, columns[name].attname)
    return value not in (None, "", columns[name].get_default())


def plain_choice(db_field: "Field[Any, Any]", options: dict[str, Any]) -> dict[str, Any]:
    """Choose nothing on the officer's behalf: an empty choice first, unless there is a default."""
    is_open = db_field.blank or not db_field.has_default()
    words = _("Not answered") if db_field.blank else _("Choose")
    options.setdefault(
        "choices", db_field.get_choices(include_blank=is_open, blank_choice=[("", words)])
    )
    return options
