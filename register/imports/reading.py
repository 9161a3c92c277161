"""How one file is read: its format, what its columns mean, what is the same for all its rows.

Settled before the first row is read and kept with the import, so that whoever goes on with a killed
import reads the file exactly as it was begun.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any, BinaryIO, Self

from django.utils.translation import gettext as _

from register.enums import SubjectKind
from register.imports.columns import Allowed, Column, Meaning, check, check_headings, understood
from register.imports.csv_rows import CsvRows
from register.imports.encodings import told
from register.imports.source import Facts, Kind, Rows, Undecided
from register.imports.xlsx_rows import XlsxRows
from register.models import Import, ImportMapping, Register, User

BANS = frozenset(
    (Meaning.BAN, Meaning.BAN_EMAIL, Meaning.BAN_SMS, Meaning.BAN_PHONE, Meaning.BAN_POST)
)


@dataclass(frozen=True, slots=True)
class Format:
    """How the cells of a file are found; what is "" is recognised, or asked for."""

    kind: str = ""
    encoding: str = ""
    separator: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read, with nothing left open."""

    format: Format
    columns: Sequence[Column]
    kind: str = SubjectKind.PERSON_CUSTOMER  # of a person without an organisation
    source: int | None = None  # number of the Source the people come from

    def as_json(self) -> dict[str, Any]:
        return {
            "format": asdict(self.format),
            "columns": [[column.heading, column.meaning] for column in self.columns],
            "kind": str(self.kind),
            "source": self.source,
        }

    @classmethod
    def of(cls, run: Import) -> Self:
        held = run.reading
        return cls(
            Format(**held["format"]),
            [Column(place, *column) for place, column in enumerate(held["columns"])],
            held["kind"],
            held["source"],
        )

    @property
    def sha256(self) -> str:
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    @property
    def has_bans(self) -> bool:
        return any(column.meaning in BANS for column in self.columns)

    @property
    def has_codes(self) -> bool:
        return any(column.meaning == Meaning.IDENTITY_CODE for column in self.columns)

    def heading(self, meaning: str) -> str:
        """What the file calls the column; "" where it has none."""
        return next((one.called for one in self.columns if one.meaning == meaning), "")


@contextmanager
def opened(file: BinaryIO, size: int, form: Format) -> Iterator[Rows]:
    """The rows of a file. Raises Unreadable and Undecided."""
    if form.kind == Kind.XLSX:
        rows = XlsxRows(file, sheet=form.sheet)
        try:
            yield rows
        finally:
            rows.close()
        return
    if not form.encoding:
        raise Undecided(_("In which encoding is the file written? It cannot be told."), "encoding")
    yield CsvRows(file, size, encoding=form.encoding, separator=form.separator)


def recognised(facts: Facts, wanted: Format) -> Format:
    """What is wanted, with what the file itself tells."""
    encoding = told(wanted.encoding or facts.encoding, facts.encoding)
    return replace(wanted, kind=facts.kind.value, encoding=encoding)


def remembered(register: Register, name: str) -> dict[str, str]:
    """What the columns of this register's files have meant so far, by the headings' spelling."""
    found = ImportMapping.objects.filter(register=register, name=name).first()
    return dict(found.columns) if found else {}


def remember(register: Register, name: str, meanings: Mapping[str, str]) -> None:
    """Keep what was told of columns, beside what was told before."""
    mapping, _is_new = ImportMapping.objects.get_or_create(register=register, name=name)
    mapping.columns = {**mapping.columns, **meanings}
    mapping.save()


def settle(
    file: BinaryIO,
    facts: Facts,
    wanted: Format,
    *,
    register: Register,
    told_columns: Mapping[str, str],
    ignore_unknown: bool = False,
    kind: str = SubjectKind.PERSON_CUSTOMER,
    source: int | None = None,
    by: User | None = None,
) -> Reading:
    """How the file is to be read. Raises Unreadable, and Undecided where something must be told.

    `by` is None for the command.
    """
    form = recognised(facts, wanted)
    with opened(file, facts.size, form) as rows:
        check_headings(rows.headings, told_columns)
        columns = understood(
            rows.headings,
            allowed=Allowed.by(register, by),
            told=told_columns,
            ignore_unknown=ignore_unknown,
        )
        check(columns)
        form = replace(form, separator=rows.separator, sheet=rows.sheet)
    return Reading(form, columns, kind, source)
