"""A notice as a value: what is said, in what order, in one language.

HTML, PDF, text and JSON are made of it.

Every string is plain text. A word in place of a missing translation stands between `GAP_OPEN` and
`GAP_CLOSE`, private characters that no author can save; renderings turn it into a visible mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

GAP_OPEN, GAP_CLOSE = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Gap:
    """A text that is said in another language and missing in this one."""

    place: str  # where the text stands in the register file, such as "purposes/billing/name"
    language: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class SubHeading:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: an optional name in front, the text, and items under it."""

    text: str
    name: str = ""
    items: "tuple[Item, ...]" = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A bulleted or numbered list."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Short lines that belong together, such as a name and an address."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and its value or values."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """Labels with values: “Name: …”."""

    entries: tuple[Entry, ...]


Block = Paragraph | SubHeading | ItemList | Lines | Entries


@dataclass(frozen=True, slots=True)
class SectionContent:
    """A section as printed. `number` is "1.", "§ 1" or ""; `anchor` is unique on the page."""

    key: str
    anchor: str
    number: str
    heading: str
    kinds: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def numbered_heading(self) -> str:
        return f"{self.number} {self.heading}" if self.number else self.heading


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """One language of a notice, ready to be rendered."""

    slug: str
    language: str
    title: str  # as printed; "" where the notice has none
    page_title: str  # never empty: the document must have a title (WCAG 2.4.2, PDF/UA)
    register_name: str
    controller_names: tuple[str, ...]
    citation: str
    introduction: tuple[Block, ...]
    dates: tuple[Entry, ...]
    dates_at_top: bool
    sections: tuple[SectionContent, ...]
    closing: tuple[Block, ...]
    drawn_up_on: date | None
    updated_on: date | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
