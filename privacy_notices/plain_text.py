"""A notice as plain text, laid out in lines that an e-mail shows as they are."""

from collections.abc import Iterable, Iterator
from textwrap import TextWrapper
from typing import assert_never

from privacy_notices.content import (
    GAP_CLOSE,
    GAP_OPEN,
    Block,
    Entries,
    Entry,
    ItemList,
    Lines,
    NoticeContent,
    Paragraph,
    SectionContent,
    SubHeading,
)

WIDTH = 78

BRACKETS = str.maketrans({GAP_OPEN: "[", GAP_CLOSE: "]"})
SOFT_HYPHEN = "\u00ad"


def without_gaps(text: str) -> str:
    """`text` with brackets around the words that stand for a missing translation."""
    return text.translate(BRACKETS)


def notice(content: NoticeContent) -> str:
    text = "\n\n".join(part for part in _parts(content) if part)
    return without_gaps(text).replace(SOFT_HYPHEN, "").strip() + "\n"


def _parts(content: NoticeContent) -> Iterator[str]:
    """What an empty line stands between; sections have two before them."""
    dates = _entries(content.dates)
    yield _underlined(content.title, "=")
    yield _wrapped(content.citation)
    yield dates if content.dates_at_top else ""
    yield _blocks(content.introduction)
    for section in content.sections:
        yield "\n" + _section(section)
    if closing := _blocks(content.closing):
        yield "\n" + closing
    yield "" if content.dates_at_top else dates


def _section(section: SectionContent) -> str:
    heading = _underlined(section.numbered_heading, "-")
    body = _blocks(section.blocks)
    return f"{heading}\n\n{body}" if body else heading


def _underlined(heading: str, line: str) -> str:
    if not heading:
        return ""
    wrapped = _wrapped(heading)
    return f"{wrapped}\n{line * max(map(len, wrapped.splitlines()))}"


def _blocks(blocks: Iterable[Block]) -> str:
    """Blocks with an empty line between them; a sub-heading stands right above its own."""
    text = ""
    after_heading = False
    for block in blocks:
        gap = "" if not text else "\n" if after_heading else "\n\n"
        text += gap + _block(block)
        after_heading = isinstance(block, SubHeading)
    return text


def _block(block: Block) -> str:
    match block:
        case Paragraph(text) | SubHeading(text):
            return _wrapped(text)
        case ItemList():
            return _list(block)
        case Lines(lines):
            return "\n".join(_wrapped(line) for line in lines)
        case Entries(entries):
            return _entries(entries)
        case _:
            assert_never(block)


def _list(block: ItemList, indent: str = "") -> str:
    lines = []
    for number, item in enumerate(block.items, start=1):
        marker = f"{number}. " if block.numbered else "- "
        text = ": ".join(filter(None, [item.name, item.text]))
        inner = indent + " " * len(marker)
        lines.append(_wrapped(text, first=indent + marker, rest=inner))
        if item.items:
            lines.append(_list(ItemList(item.items), inner))
    return "\n".join(lines)


def _entries(entries: Iterable[Entry]) -> str:
    return "\n".join(_entry(entry) for entry in entries)


def _entry(entry: Entry) -> str:
    label = labelled(entry.label)
    if len(entry.values) == 1:
        return _wrapped(f"{label} {entry.values[0]}", rest="  ")
    return "\n".join([label, *(_wrapped(value, first="  ", rest="  ") for value in entry.values)])


def labelled(label: str) -> str:
    """A label with its colon, unless its author ended it otherwise."""
    return label if label.endswith((":", "?")) else f"{label}:"


def _wrapped(text: str, *, first: str = "", rest: str = "") -> str:
    """Lines of at most WIDTH; an address that is longer stays whole, to be clicked."""
    lines: list[str] = []
    for line in text.splitlines():
        wrapper = TextWrapper(
            WIDTH,
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += wrapper.wrap(line)
    return "\n".join(lines) or first.rstrip()
