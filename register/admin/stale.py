"""Two officers, one row: whoever saves second is told, and nothing is overwritten.

A form carries a short digest of every stored value it shows. Saving compares them with what is
stored by then, the row locked.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Below:
    """Rows that are edited on the page of the row they belong to."""

    model: type[Model]
    owner: str  # the column that points to that row

    def digest(self, row: Model) -> str:
        rows = self.model._base_manager.filter(**{self.owner: row})
        return _digest(list(rows.order_by("pk").values_list()))


def stamp(row: Model, names: Iterable[str], below: Sequence[Below]) -> dict[str, str]:
    """Digests of the stored columns `names` of `row`, and of the rows below it."""
    columns = {field.name: field for field in row._meta.concrete_fields}
    choices = {field.name for field in row._meta.many_to_many}
    wanted = sorted(set(names))
    return {
        **{name: _digest(columns[name].value_to_string(row)) for name in wanted if name in columns},
        **{
            name: _digest(sorted(getattr(row, name).values_list("pk", flat=True)))
            for name in wanted
            if name in choices
        },
        **{part.model._meta.label_lower: part.digest(row) for part in below},
    }


def as_text(stamped: dict[str, str]) -> str:
    return json.dumps(stamped, sort_keys=True)


def from_text(text: str) -> dict[str, Any]:
    """What a form sent back; nothing where it cannot be read."""
    try:
        stamped = json.loads(text)
    except ValueError:
        return {}
    return stamped if isinstance(stamped, dict) else {}


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=6).hexdigest()
