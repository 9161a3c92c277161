"""What differs in the notice as it is printed: section by section, in one language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from privacy_notices.content import (
    Block,
    Entries,
    Entry,
    Item,
    ItemList,
    Lines,
    NoticeContent,
    Paragraph,
    SubHeading,
)
from privacy_notices.plain_text import SOFT_HYPHEN, labelled, without_gaps
from privacy_notices.word_marks import Piece, elided, marked

ABOVE, BELOW = "", "/"  # no section has such a key


@dataclass(frozen=True, slots=True)
class PrintedChange:
    """A section that reads otherwise; without a heading, what stands above or below them all.

    Its number does not count: it changes with what stands before.
    """

    heading: Sequence[Piece]
    pieces: Sequence[Piece]


def printed_changes(
    before: NoticeContent | None, after: NoticeContent | None
) -> list[PrintedChange]:
    """In the order of `after`, what is gone first. None: not in this language at all."""
    old, new = _parts(before), _parts(after)
    keys = [*(key for key in old if key not in new), *new]
    changes = []
    for key in keys:
        (old_heading, was), (new_heading, now) = old.get(key, ("", "")), new.get(key, ("", ""))
        if (old_heading, was) != (new_heading, now):
            heading = marked(old_heading, new_heading)
            changes.append(PrintedChange(heading, elided(marked(was, now))))
    return changes


def _parts(content: NoticeContent | None) -> dict[str, tuple[str, str]]:
    """Heading and text of each part, by the key of its section."""
    if content is None:
        return {}
    dates = list(_entries(content.dates))
    above = [content.title, content.citation, *_lines(content.introduction)]
    below = [*_lines(content.closing)]
    (above if content.dates_at_top else below).extend(dates)
    sections = {
        section.key: (section.heading, list(_lines(section.blocks))) for section in content.sections
    }
    parts = {ABOVE: ("", above), **sections, BELOW: ("", below)}
    return {key: (_clean([heading]), _clean(lines)) for key, (heading, lines) in parts.items()}


def _clean(lines: Iterable[str]) -> str:
    return without_gaps("\n".join(filter(None, lines))).replace(SOFT_HYPHEN, "")


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text) | SubHeading(text):
                yield text
            case Lines(lines):
                yield from lines
            case ItemList(items):
                yield from _items(items)
            case Entries(entries):
                yield from _entries(entries)
            case _:
                assert_never(block)


def _items(items: Iterable[Item], indent: str = "") -> Iterator[str]:
    for item in items:
        yield f"{indent}– {': '.join(filter(None, (item.name, item.text)))}"
        yield from _items(item.items, f"{indent}  ")


def _entries(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield f"{labelled(entry.label)} {', '.join(entry.values)}"
