"""Writes the facts of one notice in one language, in its author's order and voice."""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from django.db import models
from django.utils import formats, translation

from privacy_notices import phrases
from privacy_notices.assembly.facts import Facts
from privacy_notices.assembly.speaker import Speaker
from privacy_notices.content import (
    Block,
    Entries,
    Entry,
    Item,
    ItemList,
    Lines,
    Paragraph,
)
from privacy_notices.cross_references import CrossReference
from privacy_notices.enums import BlockStyle, DateFormat, FactKind, LabelField, Numbering, Voice
from privacy_notices.fact_kinds import PLACEHOLDER, PLACEHOLDERS, SIDES, TABLES
from privacy_notices.models import Block as BlockRow
from privacy_notices.phrases import LABELS, Phrase
from register.support.fonts import in_capitals
from register.texts import Text

INSIDE_QUOTES = Text("”%s”", "”%s”", "“%s”")

Row = TypeVar("Row", bound=models.Model)
Special = Mapping[str, Callable[[], str]]  # the {names} of a pattern that are no field of the row


class Writer(Speaker):
    """One language of one notice. `gaps` grows as texts are asked for.

    `places` are the numbers of the sections that print, by key.
    """

    def __init__(self, facts: Facts, language: str, places: Mapping[str, int]) -> None:
        super().__init__(language)
        self.facts, self.places = facts, places
        self.spoken_to = facts.notice.voice == Voice.YOU
        self.own_labels = {label.field: label.text for label in facts.notice.labels.all()}
        self.sections = {section.key: section for section in facts.notice.sections.all()}
        self.named = _rows_named_by_blocks(facts)
        self.kind = FactKind.OTHER  # this and the next three are of the block at hand
        self.only: tuple[str, ...] = ()
        self.section_key = ""
        self.alone = True  # no other facts stand under the same heading
        self.stop_added = False  # the last paragraph's full stop is ours, not the author's

    # Rows

    def turn_to(self, section_key: str, block: BlockRow) -> None:
        """From here on, `pick` answers for this block."""
        self.kind = FactKind(block.facts) if block.facts else FactKind.OTHER
        self.only = tuple(row.key for row in block.only.all())
        self.section_key = section_key
        beside = [one for one in self.sections[section_key].blocks.all() if one.facts]
        self.alone = len(beside) < 2

    def pick(
        self, table: str, rows: Iterable[Row], usual: Callable[[Row], bool] | None = None
    ) -> list[Row]:
        """The rows that the block at hand prints, of those of a table.

        They are those it names, in its order; or else all `usual` ones that no other block names.
        """
        if self.only:
            by_key = {row.key: row for row in rows}  # type: ignore[attr-defined] # facts have it
            return [by_key[key] for key in self.only if key in by_key]
        taken = self.named.get(_side(self.kind, table), set())
        return [
            row
            for row in rows
            if row.key not in taken and (usual is None or usual(row))  # type: ignore[attr-defined] # see above
        ]

    def prints(self, kind: FactKind) -> bool:
        """The notice prints facts of this kind under words of their own."""
        return any(
            block.facts == kind
            for section in self.sections.values()
            for block in section.blocks.all()
        )

    # Texts

    def phrase(self, words: Text | Phrase) -> str:
        """One of the notice's own sentences, in its voice."""
        if isinstance(words, Phrase):
            words = words.you if self.spoken_to and words.you else words.passive
        return words.said_in(self.language)

    def label(self, field: LabelField) -> str:
        own = self.own_labels.get(field)
        return self.say(own, f"notice/labels/{field}") if own else self.phrase(LABELS[field])

    # References and dates

    def refer(self, reference: CrossReference, place: str) -> str:
        if reference.kind == "date":
            days = {
                "drawn_up": self.facts.notice.drawn_up_on,
                "updated": self.facts.notice.updated_on,
            }
            day = days.get(reference.key)
            return self.day(day) if day else self.mark(place)
        if reference.key not in self.places:
            return self.mark(place)
        heading = self.own_heading(reference.key)
        quoted = heading if reference.quoted else self.phrase(INSIDE_QUOTES) % heading
        if reference.kind == "heading":
            return quoted
        number = self.places[reference.key]
        return {
            Numbering.NONE: quoted,
            Numbering.DECIMAL: str(number),
            Numbering.SECTION_SIGN: f"§\N{NO-BREAK SPACE}{number}",
        }[Numbering(self.facts.notice.numbering)]

    def own_heading(self, key: str) -> str:
        """A section's heading; a heading refers to no other."""
        heading = self.sections[key].heading
        place = f"notice/sections/{key}/heading"
        if heading.is_missing_in(self.language):
            return self.mark(place)
        return heading.said_in(self.language)

    def day(self, day: date) -> str:
        """A date as the notice prints its dates."""
        style = DateFormat(self.facts.notice.date_format)
        if style == DateFormat.PADDED:
            return f"{day:%d.%m.%Y}"
        if style == DateFormat.SHORT and self.language != "en":
            return f"{day.day}.{day.month}.{day.year}"
        with translation.override(self.language):
            long = {"fi": r"j. E Y", "sv": r"\d\e\n j F Y", "en": "j F Y"}
            return formats.date_format(day, long[self.language])

    # Lists

    def printed(
        self,
        rows: Sequence[Row],
        item: Callable[[Row], Item],
        style: str,
        *,
        lead: str = "",
        usual: BlockStyle,
        special: Callable[[Row], Special] = lambda row: {},
    ) -> list[Block]:
        """Rows as blocks in the chosen style, after the words that lead to them."""
        if style == BlockStyle.EACH:
            return self.each(rows, lead, special)
        if style == BlockStyle.RUNNING:
            return self.running([self.own_words(row) or item(row).text for row in rows], lead)
        return self.listed([item(row) for row in rows], style, lead=lead, usual=usual)

    def plain(self, row: models.Model) -> Item:
        """A row that prints its own words or its name."""
        words = self.own_words(row)
        return Item(words or (self.own(row, "name") if hasattr(row, "name") else ""))

    def own_words(self, row: models.Model) -> str:
        """The words that a fact is printed in, where its author has given them."""
        return self.own(row, "text") if hasattr(row, "text") else ""

    def listed(
        self, parts: Sequence[Item], style: str, *, lead: str = "", usual: BlockStyle
    ) -> list[Block]:
        """Items as blocks in the chosen style, after the words that lead to them."""
        chosen = usual if style in (BlockStyle.AUTO, BlockStyle.EACH) else BlockStyle(style)
        if not parts:
            return own_blocks(lead)
        if chosen == BlockStyle.RUN_IN:
            return self.run_in(parts, lead)
        if chosen == BlockStyle.RUNNING:
            return self.running([self.inline(part) for part in parts], lead)
        if chosen == BlockStyle.SENTENCES:
            words = " ".join(sentence(self.inline(part)) for part in parts)
            return joined(own_blocks(lead), [Paragraph(words)])
        blocks: list[Block] = own_blocks(lead)
        if chosen in (BlockStyle.BULLETS, BlockStyle.NUMBERED):
            return [*blocks, ItemList(tuple(parts), numbered=chosen == BlockStyle.NUMBERED)]
        if chosen == BlockStyle.PARAGRAPHS:
            return [*blocks, *(block for part in parts for block in self.item_blocks(part))]
        if chosen == BlockStyle.LABELS:
            return [*blocks, *self.labelled(parts)]
        return [*blocks, Lines(tuple(self.inline(part) for part in parts))]

    def labelled(self, parts: Sequence[Item]) -> list[Block]:
        """Labels and values; an item without a name of its own stands as a paragraph."""
        blocks: list[Block] = []
        entries: list[Entry] = []
        for part in parts:
            if part.name or part.items:
                named = part if part.name else replace(part, name=part.text, text="")
                entries.append(Entry(named.name, _values(named)))
                continue
            blocks += [Entries(tuple(entries))] if entries else []
            entries = []
            blocks += own_blocks(part.text)
        return [*blocks, Entries(tuple(entries))] if entries else blocks

    def run_in(self, parts: Sequence[Item], lead: str) -> list[Block]:
        """All in one sentence: “Tietoja ovat: nimi, asema ja puhelinnumero.”"""
        words = self.series([self.inline(part) for part in parts])
        if not lead:
            words = capitalised(words)
        blocks = joined(own_blocks(lead), [Paragraph(sentence(words))])
        self.stop_added = sentence(words) != words
        return blocks

    def running(self, words: Sequence[str], lead: str) -> list[Block]:
        """The author's words one after another, with nothing added."""
        text = " ".join(filter(None, words))
        return joined(own_blocks(lead), own_blocks(text))

    def each(
        self, rows: Sequence[Row], pattern: str, special: Callable[[Row], Special]
    ) -> list[Block]:
        """The pattern filled in once for every row; list items of all rows make one list."""
        known = PLACEHOLDERS.get(self.kind, ())
        filled = [fill(pattern, self.filler(row, special(row)), known) for row in rows]
        if NUMBERED.match(pattern):
            filled = [NUMBERED.sub(f"{n}. ", words) for n, words in enumerate(filled, start=1)]
        between = "\n" if re.match(r"- |\d+[.)] ", pattern) else "\n\n"
        return own_blocks(between.join(filled))

    def filler(self, row: models.Model, special: Special) -> Callable[[str], str]:
        """Says what stands for {name}: a field of the row, or what it is put into words as."""

        def words_for(name: str) -> str:
            if name in special:
                return special[name]()
            value = getattr(row, name)
            return self.own(row, name) if isinstance(value, Text) else str(value)

        return words_for

    def inline(self, part: Item) -> str:
        """An item and what stands under it, in one line: “yhteystiedot (puhelinnumero, osoite)”."""
        words = f"{part.name}: {part.text}" if part.name and part.text else part.name or part.text
        if not part.items:
            return words
        between = "; " if any(below.name for below in part.items) else ", "
        below = between.join(self.inline(one) for one in part.items)
        if words.endswith(")"):  # one pair of brackets is enough
            return f"{words[:-1]}; {below})"
        return f"{words} ({below})" if words else below

    def item_blocks(self, part: Item) -> list[Block]:
        """An item as a paragraph, and its details under it."""
        head = f"{part.name}: {part.text}" if part.name and part.text else part.name or part.text
        blocks = own_blocks(head)
        return [*blocks, ItemList(part.items)] if part.items else blocks

    def detail(self, label: Text, words: str) -> list[Item]:
        """A detail under an item: “Peruste: kirjanpitolaki”."""
        return [Item(words, name=self.phrase(label))] if words else []

    def purposes(self, rows: Iterable[models.Model]) -> list[Item]:
        """A detail that names the purposes something serves."""
        chosen = list(rows)
        label = phrases.PURPOSE if len(chosen) == 1 else phrases.PURPOSES
        return self.detail(label, self.names(chosen))


def _side(kind: FactKind, table: str) -> str:
    """What a block uses up when it names a row: the row, or one side of it."""
    return kind.value if kind in SIDES else table


def _rows_named_by_blocks(facts: Facts) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for section in facts.notice.sections.all():
        for block in section.blocks.all():
            kind = FactKind(block.facts) if block.facts else None
            keys = {row.key for row in block.only.all()}
            for table in TABLES[kind] if kind else ():
                named.setdefault(_side(FactKind(block.facts), table), set()).update(keys)
    return named


def fill(pattern: str, words_for: Callable[[str], str], known: Container[str]) -> str:
    """The pattern with its {names} filled in; a line whose names all say nothing is left out.

    Any other brace is a brace.
    """
    filled = []
    for line in pattern.split("\n"):
        said = {name: words_for(name) for name in PLACEHOLDER.findall(line) if name in known}
        if said and not any(said.values()):
            continue
        filled.append(PLACEHOLDER.sub(lambda found: said.get(found[1], found[0]), line))  # noqa: B023 # used at once
    return "\n".join(filled)


LIST_LINE = re.compile(r"(?P<indent>\s*)(?P<mark>-|\d{1,2}[.)]) (?P<words>.+)")
NUMBERED = re.compile(r"\d+[.)] ")
DEEPEST_LIST = 6  # lists inside each other; what is indented further stands beside the deepest


def own_blocks(text: str) -> list[Block]:
    """An author's text as blocks: empty lines part paragraphs, “- ” or “1. ” begins a list item.

    A list item that is indented stands under the one before it. Numbers are a list when they run
    from one; else they are the author's words, as are numbers inside a list.
    """
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        while lines:
            listed = _list_length(lines)
            taken, lines = _taken(lines, listed)
            if listed:
                numbered = NUMBERED.match(taken[0].lstrip()) is not None
                blocks.append(ItemList(_items(taken, numbered=numbered), numbered=numbered))
            elif len(taken) == 1:
                blocks.append(Paragraph(taken[0].strip()))
            else:
                blocks.append(Lines(tuple(line.strip() for line in taken)))
    return blocks


def _taken(lines: list[str], listed: int) -> tuple[list[str], list[str]]:
    """The list at the start, or what stands before the next list; and the rest."""
    end = listed or next((n for n in range(1, len(lines)) if _list_length(lines[n:])), len(lines))
    return lines[:end], lines[end:]


def _list_length(lines: Sequence[str]) -> int:
    """How many lines from the first make a list: 0 if none do."""
    first = LIST_LINE.fullmatch(lines[0])
    if first is None:
        return 0
    bulleted, numbers, length = first["mark"] == "-", 0, 0
    for line in lines:
        found = LIST_LINE.fullmatch(line)
        if found is None:
            break
        if len(found["indent"]) <= len(first["indent"]):
            if bulleted and found["mark"] != "-":
                break
            if not bulleted and found["mark"][:-1] != str(numbers + 1):
                break
            numbers += 1
        length += 1
    return length if bulleted or numbers > 1 else 0  # one line with a number may be anything


def _items(
    lines: Sequence[str], *, numbered: bool = False, deepest: int = DEEPEST_LIST
) -> tuple[Item, ...]:
    """List lines as items, deeper lines under the shallower line before them."""
    items: list[Item] = []
    depth = _indent(lines[0])
    place = 0
    while place < len(lines):
        end = place + 1
        while deepest > 1 and end < len(lines) and _indent(lines[end]) > depth:
            end += 1
        below = _items(lines[place + 1 : end], deepest=deepest - 1) if end > place + 1 else ()
        items.append(Item(_words(lines[place], numbered=numbered), items=below))
        place = end
    return tuple(items)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _words(line: str, *, numbered: bool) -> str:
    """A list line without the mark that the list prints itself."""
    found = LIST_LINE.fullmatch(line)
    own_mark = found is None or (found["mark"] != "-" and not numbered)
    return line.strip() if found is None or own_mark else found["words"].strip()


def joined(before: Sequence[Block], after: Sequence[Block]) -> list[Block]:
    """Blocks one after another; two paragraphs that meet become one."""
    if before and after and isinstance(before[-1], Paragraph) and isinstance(after[0], Paragraph):
        end, start = before[-1].text, after[0].text
        between = "" if start[:1] in ",.;:)" else " "
        return [*before[:-1], Paragraph(f"{end}{between}{start}"), *after[1:]]
    return [*before, *after]


def sentence(words: str) -> str:
    """The words with a full stop where they have no end of their own."""
    return words if not words or words[-1] in ".!?:…" else f"{words}."


def capitalised(words: str) -> str:
    """The words with a capital first letter, the rest untouched."""
    return in_capitals(words[:1]) + words[1:]


def _values(part: Item) -> tuple[str, ...]:
    below = tuple(f"{one.name}: {one.text}" if one.name else one.text for one in part.items)
    return (*((part.text,) if part.text else ()), *below)
