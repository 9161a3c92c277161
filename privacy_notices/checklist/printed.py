"""Which facts the sections print: found by letting them print once more and taking notes."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from privacy_notices.assembly.facts import Facts
from privacy_notices.assembly.notice import PRINTERS
from privacy_notices.assembly.writer import Row, Writer
from privacy_notices.enums import BlockStyle, FactKind
from register.enums import Language


@dataclass(slots=True)
class Printed:
    """Rows by table and kinds of fact, each with the keys of the sections that print them."""

    rows: dict[str, dict[str, set[str]]] = field(default_factory=lambda: defaultdict(dict))
    kinds: dict[FactKind, set[str]] = field(default_factory=dict)

    def keys(self, table: str) -> Mapping[str, set[str]]:
        return self.rows.get(table, {})

    def sections_of(self, *kinds: FactKind) -> set[str]:
        return set().union(*(self.kinds.get(kind, ()) for kind in kinds))


class _NoteTaker(Writer):
    """A writer that remembers what it was asked to print."""

    def __init__(self, facts: Facts) -> None:
        places = {section.key: 1 for section in facts.notice.sections.all()}
        super().__init__(facts, Language.FI.value, places)
        self.picked: list[tuple[str, str]] = []

    def pick(
        self, table: str, rows: Iterable[Row], usual: Callable[[Row], bool] | None = None
    ) -> list[Row]:
        chosen: list[Any] = super().pick(table, rows, usual)
        self.picked += [(table, row.key) for row in chosen]
        return chosen


def printed(facts: Facts) -> Printed:
    """What is printed does not depend on the language."""
    notes, writer = Printed(), _NoteTaker(facts)
    for section in facts.notice.sections.all():
        for block in section.blocks.all():
            if not block.facts:
                continue
            writer.picked.clear()
            writer.turn_to(section.key, block)
            kind = FactKind(block.facts)
            # A pattern prints for each row what it likes: that the row is there is what counts.
            style = BlockStyle.AUTO if block.style == BlockStyle.EACH else block.style
            if not PRINTERS[kind](writer, style, ""):
                continue
            notes.kinds.setdefault(kind, set()).add(section.key)
            for table, key in writer.picked:
                notes.rows[table].setdefault(key, set()).add(section.key)
    return notes
