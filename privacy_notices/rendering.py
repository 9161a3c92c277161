"""A notice as page, PDF, JSON and plain text. The same content always gives the same bytes.

`docs/notice.schema.json` describes the JSON.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never

from django.template.loader import render_to_string
from django.utils import formats, translation

from privacy_notices import plain_text
from privacy_notices.content import (
    Block,
    Entries,
    Entry,
    Item,
    ItemList,
    Lines,
    NoticeContent,
    Paragraph,
    SectionContent,
    SubHeading,
)
from privacy_notices.page_words import PAGE_WORDS
from privacy_notices.plain_text import without_gaps
from register.support import pdf

FORMAT = "seloste-notice/1"

SECTIONS_WORTH_A_LIST = 3

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Alternate:
    """Where the notice stands in one language.

    A published page leads to the same version in another language: to `permanent`, not to whatever
    is in force by then.
    """

    language: str
    url: str
    permanent: str = ""

    @property
    def own_name(self) -> str:
        return PAGE_WORDS[self.language].own_name


@dataclass(frozen=True, slots=True)
class Edition:
    """Which published version a page or PDF is, and where all of them are listed."""

    number: int
    effective_on: date
    versions_url: str = ""

    def in_words(self, language: str) -> str:
        """“Versio 3, voimassa 1.9.2026 alkaen”"""
        words = PAGE_WORDS[language]
        with translation.override(language):
            day = formats.date_format(self.effective_on, "SHORT_DATE_FORMAT")
        return f"{words.version.format(number=self.number)}, {words.in_force.format(day=day)}"


def to_html(
    content: NoticeContent,
    *,
    alternates: Sequence[Alternate] = (),
    pdf_url: str = "",
    edition: Edition | None = None,
) -> str:
    """The whole page, its style inside: no script, and nothing fetched from anywhere.

    `alternates` are the languages to choose from, its own among them, in the order printed.
    """
    title = content.title or content.page_title
    has_contents = len(content.sections) >= SECTIONS_WORTH_A_LIST
    classes = [
        "numbered" if any(section.number for section in content.sections) else "",
        "with-contents" if has_contents else "",
    ]
    context = {
        "notice": content,
        "words": PAGE_WORDS[content.language],
        "document_title": without_gaps(content.page_title),
        "title": title,
        "letterhead": [name for name in content.controller_names if name not in title],
        "has_contents": has_contents,
        "classes": " ".join(filter(None, classes)),
        "alternates": alternates,
        "pdf_url": pdf_url,
        "edition": edition and edition.in_words(content.language),
        "versions_url": edition.versions_url if edition else "",
    }
    return without_empty_lines(render_to_string("privacy_notices/notice.html", context))


def without_empty_lines(page: str) -> str:
    """Template tags leave many; a frozen page is read by people too."""
    return "\n".join(line for line in page.split("\n") if line.strip()) + "\n"


def style_hash(page: str) -> str:
    """What Content-Security-Policy's style-src must allow for `page` and nothing more.

    Taken from the page, as a frozen one keeps the style of its day.
    """
    style = STYLE.search(page)
    if style is None:
        raise ValueError("This is no page of ours: it has no <style>.")
    digest = hashlib.sha256(style[1].encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def to_pdf(
    content: NoticeContent,
    *,
    attachments: Sequence[pdf.Attachment] = (),
    edition: Edition | None = None,
) -> bytes:
    """The page as PDF/UA-1 and PDF/A-3a, its JSON inside, `attachments` beside that."""
    data = pdf.Attachment(
        name=f"{content.slug}-{content.language}.json",
        content=to_json(content).encode(),
        mime_type="application/json",
        description=PAGE_WORDS[content.language].data_file,
    )
    # In a PDF a link to another page of the site would lead nowhere.
    printed = replace(edition, versions_url="") if edition else None
    return pdf.to_pdf(to_html(content, edition=printed), attachments=[data, *attachments])


def to_text(content: NoticeContent) -> str:
    """The notice for an e-mail: 78 columns at most, but for a word that is longer."""
    return plain_text.notice(content)


def to_json(content: NoticeContent) -> str:
    """The notice for machines; its keys always stand in this order."""
    notice = {
        "format": FORMAT,
        "slug": content.slug,
        "language": content.language,
        "title": content.title,
        "pageTitle": content.page_title,
        "registerName": content.register_name,
        "controllers": list(content.controller_names),
        "citation": content.citation,
        "introduction": _blocks(content.introduction),
        "dates": [_entry(entry) for entry in content.dates],
        "datesAtTop": content.dates_at_top,
        "sections": [_section(section) for section in content.sections],
        "closing": _blocks(content.closing),
        "drawnUpOn": content.drawn_up_on and content.drawn_up_on.isoformat(),
        "updatedOn": content.updated_on and content.updated_on.isoformat(),
        "facts": dict(content.facts),
        "gaps": [{"place": gap.place, "language": gap.language} for gap in content.gaps],
    }
    return without_gaps(json.dumps(notice, ensure_ascii=False, indent=2)) + "\n"


def block_type(block: Block) -> str:
    """The block's name in the JSON, and of the template that prints it."""
    match block:
        case Paragraph():
            return "paragraph"
        case SubHeading():
            return "subheading"
        case ItemList():
            return "list"
        case Lines():
            return "lines"
        case Entries():
            return "entries"
        case _:
            assert_never(block)


def _section(section: SectionContent) -> dict[str, Any]:
    return {
        "key": section.key,
        "anchor": section.anchor,
        "number": section.number,
        "heading": section.heading,
        "kinds": list(section.kinds),
        "content": _blocks(section.blocks),
    }


def _blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [{"type": block_type(block), **_said(block)} for block in blocks]


def _said(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text) | SubHeading(text):
            return {"text": text}
        case ItemList(items, numbered):
            return {"numbered": numbered, "items": [_item(item) for item in items]}
        case Lines(lines):
            return {"lines": list(lines)}
        case Entries(entries):
            return {"entries": [_entry(entry) for entry in entries]}
        case _:
            assert_never(block)


def _item(item: Item) -> dict[str, Any]:
    return {"name": item.name, "text": item.text, "items": [_item(each) for each in item.items]}


def _entry(entry: Entry) -> dict[str, Any]:
    return {"label": entry.label, "values": list(entry.values)}
