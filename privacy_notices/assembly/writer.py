"""Says texts in one language, and writes down every text that cannot be said in it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from django.db import models
from django.utils import formats, translation
from django_countries import countries

from privacy_notices import phrases
from privacy_notices.assembly.facts import Facts
from privacy_notices.content import (
    GAP_CLOSE,
    GAP_OPEN,
    Block,
    Entries,
    Entry,
    Gap,
    Item,
    ItemList,
    Lines,
    Paragraph,
)
from privacy_notices.cross_references import CrossReference, resolve
from privacy_notices.enums import BlockStyle, DateFormat, FactKind, LabelField, Numbering, Voice
from privacy_notices.fact_kinds import PLACEHOLDER, SIDES, TABLES
from privacy_notices.models import Block as BlockRow
from privacy_notices.phrases import LABELS, Phrase
from register.enums import Modality
from register.texts import Text
from register.wording import ON_REQUEST

MISSING = Text("teksti puuttuu", "texten saknas", "text missing")
AND = Text("ja", "och", "and")
AND_LONG = Text("sekä", "samt", "as well as")
INSIDE_QUOTES = Text("”%s”", "”%s”", "“%s”")
# A part of a series that ends in one of these brings its own joint to the next.
JOINTS = {
    "fi": (",", ";", " ja", " sekä", " tai", " taikka", " eli", " kuten"),
    "sv": (",", ";", " och", " samt", " eller", " såsom"),
    "en": (",", ";", " and", " or", " as well as", " such as"),
}

Row = TypeVar("Row", bound=models.Model)
Special = Mapping[str, Callable[[], str]]  # the {names} of a pattern that are no field of the row


class Writer:
    """One language of one notice. `gaps` grows as texts are asked for.

    `places` are the numbers of the sections that print, by key.
    """

    def __init__(self, facts: Facts, language: str, places: Mapping[str, int]) -> None:
        self.facts, self.language, self.places = facts, language, places
        self.gaps: dict[Gap, None] = {}  # in the order found, each once
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

    def say(self, text: Text, place: str) -> str:
        """The author's text, references resolved; a mark and a gap where it is missing."""
        if text.is_missing_in(self.language):
            return self.mark(place)
        return resolve(text.said_in(self.language), lambda found: self.refer(found, place))

    def mark(self, place: str) -> str:
        self.gaps[Gap(place, self.language)] = None
        return f"{GAP_OPEN}{MISSING.said_in(self.language)}: {place}{GAP_CLOSE}"

    def own(self, row: models.Model, name: str, below: str = "") -> str:
        """The text `name` of a fact; "" where the fact says nothing in any language."""
        text: Text = getattr(row, name)
        return self.say(text, f"{place_of(row)}{below}/{name}") if text else ""

    def phrase(self, words: Text | Phrase) -> str:
        """One of the notice's own sentences, in its voice."""
        if isinstance(words, Phrase):
            words = words.you if self.spoken_to and words.you else words.passive
        return words.said_in(self.language)

    def label(self, field: LabelField) -> str:
        own = self.own_labels.get(field)
        return self.say(own, f"notice/labels/{field}") if own else self.phrase(LABELS[field])

    def country(self, code: str) -> str:
        with translation.override(self.language):
            return str(countries.name(code))

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
        filled = [fill(pattern, self.filler(row, special(row))) for row in rows]
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

    def series(self, words: Sequence[str]) -> str:
        """“a, b ja c”; “sekä” where a part has an “and” of its own. A part may bring its joint."""
        joints = JOINTS[self.language]
        short = self.phrase(AND)
        final = (
            self.phrase(AND_LONG) if any(f" {short} " in f"{part} " for part in words) else short
        )
        said = ""
        for place, part in enumerate(words):
            if not said or said.endswith(joints):
                between = " " if said else ""
            elif place == len(words) - 1:
                between = f" {final} "
            else:
                between = ", "
            said += between + part
        return said

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

    def names(self, rows: Iterable[models.Model]) -> str:
        """The names of rows in their order, as a series."""
        ordered = sorted(rows, key=lambda row: (row.position, row.pk))  # type: ignore[attr-defined] # facts have it
        return self.series([self.own(row, "name") for row in ordered])

    def how_certain(self, modality: str, possible: Text) -> list[str]:
        """A remark where something is not certain; `possible` says what only may be."""
        if modality == Modality.POSSIBLE:
            return [self.phrase(possible)]
        return [self.phrase(ON_REQUEST)] if modality == Modality.ON_REQUEST else []

    def remarked(self, name: str, remarks: Sequence[str]) -> str:
        """“Kaupparekisteri (julkinen lähde)”; after a bracket of its own, with a comma."""
        if not remarks:
            return name
        said = ", ".join(remarks)
        return f"{name}, {said}" if name.endswith(")") else f"{name} ({said})"

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


def fill(pattern: str, words_for: Callable[[str], str]) -> str:
    """The pattern with its {names} filled in; a line whose names all say nothing is left out."""
    filled = []
    for line in pattern.split("\n"):
        said = {name: words_for(name) for name in PLACEHOLDER.findall(line)}
        if said and not any(said.values()):
            continue
        filled.append(PLACEHOLDER.sub(lambda found: said[found[1]], line))  # noqa: B023 # used at once
    return "\n".join(filled)


LIST_LINE = re.compile(r"(?P<indent>\s*)(?P<mark>-|\d{1,2}[.)]) (?P<words>.+)")


def own_blocks(text: str) -> list[Block]:
    """An author's text as blocks: empty lines part paragraphs, “- ” or “1. ” begins a list item.

    A list item that is indented stands under the one before it.
    """
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        while lines:
            taken = _same_kind(lines)
            lines = lines[len(taken) :]
            if _is_list_line(taken[0], lines_together=len(taken)):
                numbered = not taken[0].lstrip().startswith("-")
                blocks.append(ItemList(_items(taken), numbered=numbered))
            elif len(taken) == 1:
                blocks.append(Paragraph(taken[0].strip()))
            else:
                blocks.append(Lines(tuple(line.strip() for line in taken)))
    return blocks


def _is_list_line(line: str, *, lines_together: int = 2) -> bool:
    """One line with a number may be anything; two are a list."""
    found = LIST_LINE.fullmatch(line)
    return found is not None and (found["mark"] == "-" or lines_together > 1)


def _same_kind(lines: Sequence[str]) -> list[str]:
    first = _is_list_line(lines[0])
    end = next((n for n, line in enumerate(lines) if _is_list_line(line) != first), len(lines))
    return list(lines[:end])


def _items(lines: Sequence[str]) -> tuple[Item, ...]:
    """List lines as items, deeper lines under the shallower line before them."""
    items: list[Item] = []
    depth = len(lines[0]) - len(lines[0].lstrip())
    place = 0
    while place < len(lines):
        end = place + 1
        while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > depth:
            end += 1
        found = LIST_LINE.fullmatch(lines[place])
        below = _items(lines[place + 1 : end]) if end > place + 1 else ()
        items.append(Item(found["words"].strip() if found else lines[place].strip(), items=below))
        place = end
    return tuple(items)


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
    return words[:1].upper() + words[1:]


def _values(part: Item) -> tuple[str, ...]:
    below = tuple(f"{one.name}: {one.text}" if one.name else one.text for one in part.items)
    return (*((part.text,) if part.text else ()), *below)


PLACES = {
    "subjectgroup": "data_subjects",
    "collectionsituation": "collection",
    "purpose": "purposes",
    "legalbasis": "legal_bases",
    "automatedprocessing": "automated_processing",
    "dataitem": "data_items",
    "source": "sources",
    "sourcechannel": "sources",
    "recipient": "recipients",
    "transfer": "transfers",
    "system": "systems",
    "retentionrule": "retention",
    "securitymeasure": "security",
    "right": "rights",
    "requestchannel": "requests",
    "statement": "statements",
    "definition": "definitions",
    "externaldocument": "documents",
    "contactperson": "contacts",
    "controller": "controllers",
    "tradename": "controllers",
    "foreignbusinessid": "controllers",
    "register": "register",
    "supervisoryauthority": "authorities",
}


def place_of(row: models.Model) -> str:
    """Where a fact stands in the register file, such as "purposes/billing"."""
    table = PLACES[str(row._meta.model_name)]
    key = getattr(row, "key", "")
    return f"{table}/{key}" if key else table
