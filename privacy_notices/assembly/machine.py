"""The facts behind a notice for machines: what its sections print, nothing that is for the record.

In the form of the register file, with each text in the one language of the notice.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from privacy_notices.enums import FactKind as K
from privacy_notices.fact_kinds import TABLES
from privacy_notices.files import format as f
from privacy_notices.files.writing import Plain
from register.texts import Text, translated_fields

# Kept on record and never published (Art. 30, accountability): by table.
RECORD_ONLY: dict[str, frozenset[str]] = {
    "purposes": frozenset({"added_on"}),
    "legal_bases": frozenset({"started_on", "ended_on", "end_reason"}),
    "recipients": frozenset({"contract"}),
}

# Never carried along: the sections have what is printed of them, and a contact that no section
# prints is a person whose name is nobody's business.
LEFT_TO_THE_SECTIONS = {"statements", "contacts"}


def machine_facts(whole: Plain, language: str, printed: Iterable[str]) -> Plain:
    """The published tables of a register in plain form; a text missing in `language` is None."""
    told = {name for kind in printed for name in TABLES[K(kind)]} - LEFT_TO_THE_SECTIONS
    tables = {table.name: table for table in (f.CONTROLLERS, *f.FACTS)}
    return {
        name: [_row(row, tables[name], language) for row in rows if not row.get("ended_on")]
        for name, rows in whole.items()
        if name in told
    }


def _row(row: Mapping[str, Any], table: f.Table, language: str) -> Plain:
    texts = translated_fields(table.model)
    below = {child.name: child for child in table.children}
    left_out = RECORD_ONLY.get(table.name, frozenset()) | LEFT_TO_THE_SECTIONS
    below |= {single.name: single.table for single in table.singles}
    plain: Plain = {}
    for name, value in row.items():
        if name in left_out:
            continue
        if name in texts:
            plain[name] = _said(value, language, neutral=texts[name].neutral)
        elif name in below and isinstance(value, list):
            plain[name] = [_row(one, below[name], language) for one in value]
        elif name in below:
            plain[name] = _row(value, below[name], language)
        elif name not in f.MEMBERSHIP_FIELDS:
            plain[name] = value
    return plain


def _said(value: str | Mapping[str, str], language: str, *, neutral: bool) -> str | None:
    said = {"fi": value} if isinstance(value, str) else value
    return Text(**said, neutral=neutral).said_in(language) or None
