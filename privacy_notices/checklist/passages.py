"""What is printed, as lines to search in, each with its place and the kinds it answers for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from privacy_notices.checklist.findings import Target
from privacy_notices.content import (
    GAP_CLOSE,
    GAP_OPEN,
    Block,
    Entries,
    Item,
    ItemList,
    Lines,
    NoticeContent,
    Paragraph,
    SubHeading,
)

GAP = re.compile(f"{GAP_OPEN}[^{GAP_CLOSE}]*{GAP_CLOSE}")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäö])|\n")


@dataclass(frozen=True)
class Passage:
    """The body or the heading of a section, or a part of the frame, in one language."""

    place: str
    language: str
    kinds: frozenset[str]
    lines: tuple[str, ...]
    target: Target
    section: str = ""  # its key; "" for title, citation, introduction, closing and dates
    is_heading: bool = False
    led: tuple[str, ...] = ()  # list items after the words that lead to them
    text: str = field(init=False)
    lowered: str = field(init=False)  # for a quick look before a slow one

    def __post_init__(self) -> None:
        text = "\n".join(self.lines)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "lowered", text.lower())

    def sentences(self) -> Iterator[str]:
        return (sentence for sentence in SENTENCE_END.split(self.text) if sentence)

    def statements(self) -> Iterator[str]:
        """Sentences, and list items as they read: “Sinulla on oikeus: tarkastaa tietosi”."""
        yield from self.sentences()
        yield from self.led


def passages(
    content: NoticeContent,
    kinds: Mapping[str, frozenset[str]],
    targets: Mapping[str, Target],
) -> list[Passage]:
    """Every passage of one language; `kinds` and `targets` are those of the sections, by key."""
    language, notice = content.language, targets[""]
    frame = {
        "title": [content.title],
        "citation": [content.citation],
        "introduction": list(_block_lines(content.introduction)),
        "dates": [f"{entry.label}: {', '.join(entry.values)}" for entry in content.dates],
        "closing": list(_block_lines(content.closing)),
    }
    found = [
        Passage(f"notice/{name}", language, frozenset(), _clean(lines), notice)
        for name, lines in frame.items()
    ]
    for section in content.sections:
        place, target = f"notice/sections/{section.key}", targets.get(section.key, notice)
        answers_for = kinds.get(section.key, frozenset(section.kinds))
        heading, body = _clean([section.heading]), _clean(_block_lines(section.blocks))
        found.append(
            Passage(
                f"{place}/heading",
                language,
                answers_for,
                heading,
                target,
                section.key,
                is_heading=True,
            )
        )
        led = _clean(_led_items(section.blocks))
        found.append(Passage(place, language, answers_for, body, target, section.key, led=led))
    return [passage for passage in found if passage.lines]


def _clean(lines: Iterable[str]) -> tuple[str, ...]:
    """Without marks of missing texts, hyphens for line breaks and hard spaces."""
    cleaned = (
        GAP.sub(" ", line).replace("\N{SOFT HYPHEN}", "").replace("\N{NO-BREAK SPACE}", " ").strip()
        for line in lines
    )
    return tuple(line for line in cleaned if line)


def _block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text) | SubHeading(text):
                yield text
            case Lines(lines):
                yield from lines
            case ItemList(items):
                yield from _item_lines(items)
            case Entries(entries):
                for entry in entries:
                    yield from entry.values
            case _:
                assert_never(block)


def _led_items(blocks: Iterable[Block]) -> Iterator[str]:
    """Items of lists, each after the sentence before the list where that is unfinished."""
    lead = ""
    for block in blocks:
        if isinstance(block, ItemList) and lead:
            yield from (f"{lead} {line}" for line in _item_lines(block.items))
        lines = [] if isinstance(block, ItemList) else list(_block_lines([block]))
        lead = _unfinished(lines[-1]) if lines else ""


def _unfinished(words: str) -> str:
    """The last sentence of the words, if it leads to what follows."""
    *_, last = SENTENCE_END.split(words)
    return "" if last.endswith((".", "!", "?")) else last


def _item_lines(items: Iterable[Item]) -> Iterator[str]:
    """Labels of our own (“Esimerkki: …”) are not the author's words: values stand alone."""
    for item in items:
        yield from filter(None, (item.name, item.text))
        yield from _item_lines(item.items)


def sub_headings(content: NoticeContent) -> Iterator[tuple[str, str]]:
    """Headings inside sections, each with the section's key."""
    for section in content.sections:
        for block in section.blocks:
            if isinstance(block, SubHeading):
                yield section.key, block.text
