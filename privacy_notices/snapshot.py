"""A notice frozen: all that a version tells and all that it was made of, in one JSON value.

Pages and PDFs of a version are a pure function of its snapshot and edition, so that they can be
made again years later and compared, byte for byte, with what was published.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from privacy_notices import rendering
from privacy_notices.assembly.facts import gather
from privacy_notices.assembly.notice import assemble_all
from privacy_notices.content import (
    Block,
    Entries,
    Entry,
    Gap,
    Item,
    ItemList,
    Lines,
    NoticeContent,
    Paragraph,
    SectionContent,
    SubHeading,
)
from privacy_notices.files.writing import register_as_plain
from register.enums import Language
from register.models import Register

FORMAT = "seloste-version/1"


@dataclass(frozen=True)
class Draft:
    """Today's register as it could be published."""

    facts: Mapping[str, Any]  # the register file's form
    contents: Mapping[str, NoticeContent]  # every language, complete or not

    @property
    def languages(self) -> list[str]:
        """The languages in which nothing is missing."""
        return [language for language, content in self.contents.items() if not content.gaps]

    @cached_property
    def digest(self) -> str:
        """Changes when anything does that a version would freeze."""
        return sha256(self.snapshot.encode())

    @cached_property
    def snapshot(self) -> str:
        """What a version freezes, as JSON text."""
        notices = {
            language: json.loads(rendering.to_json(self.contents[language]))
            for language in self.languages
        }
        whole = {"format": FORMAT, "register": self.facts, "notices": notices}
        return json.dumps(whole, ensure_ascii=False, indent=1, default=_day_as_text)

    def titles(self) -> dict[str, str]:
        return {language: self.contents[language].page_title for language in self.languages}


def _day_as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot stand in a snapshot.")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One language of a version, as the bytes that are served."""

    language: str
    html: bytes
    pdf: bytes
    json: bytes


def draft_of(register: Register) -> Draft:
    """The register as it stands. Raises Notice.DoesNotExist where it has no notice."""
    plain = register_as_plain(register)
    return Draft(plain, assemble_all(plain, gather(register), Language.values))


def render(snapshot: str, *, number: int, effective_on: date) -> list[Rendered]:
    """Every language of a version. The same snapshot always gives the same bytes."""
    notices = json.loads(snapshot)["notices"]
    slug = next(iter(notices.values()))["slug"]
    alternates = [
        rendering.Alternate(
            language, page_url(slug, language), permanent=version_url(slug, language, number)
        )
        for language in notices
    ]
    rendered = []
    for language, notice in notices.items():
        content = content_of(notice)
        edition = rendering.Edition(number, effective_on, versions_url(slug, language))
        page = rendering.to_html(
            content,
            alternates=alternates if len(alternates) > 1 else (),
            pdf_url=version_url(slug, language, number, "pdf"),
            edition=edition,
        )
        rendered.append(
            Rendered(
                language,
                page.encode(),
                rendering.to_pdf(content, edition=edition),
                rendering.to_json(content).encode(),
            )
        )
    return rendered


# Addresses are part of what is frozen, so they are written out; a test holds `urls.py` to them.


def page_url(slug: str, language: str) -> str:
    return f"/{language}/tietosuoja/{slug}/"


def versions_url(slug: str, language: str) -> str:
    return f"{page_url(slug, language)}versiot/"


def version_url(slug: str, language: str, number: int, ending: str = "") -> str:
    """A permanent address of a version: its page, or the file with an ending."""
    page = f"{page_url(slug, language)}v/{number}"
    return f"{page}.{ending}" if ending else f"{page}/"


# Digests


def sha256(*parts: bytes) -> str:
    """A digest over parts, each with its length, so that none can lend bytes to the next."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def file_sha256(content: bytes) -> str:
    """The digest of one file, as `sha256sum` tells it of the file somebody has saved."""
    return hashlib.sha256(content).hexdigest()


def version_sha256(snapshot: str, rendered: Iterable[Rendered]) -> str:
    """The digest of a whole version: its snapshot, and its files in the order of its languages."""
    parts = [part for one in rendered for part in (one.html, one.pdf, one.json)]
    return sha256(snapshot.encode(), *parts)


# JSON read back; `rendering.to_json` writes it


def content_of(notice: Mapping[str, Any]) -> NoticeContent:
    """The content that `rendering.to_json` wrote."""
    return NoticeContent(
        slug=notice["slug"],
        language=notice["language"],
        title=notice["title"],
        page_title=notice["pageTitle"],
        register_name=notice["registerName"],
        controller_names=tuple(notice["controllers"]),
        citation=notice["citation"],
        introduction=_blocks(notice["introduction"]),
        dates=tuple(_entry(entry) for entry in notice["dates"]),
        dates_at_top=notice["datesAtTop"],
        sections=tuple(_section(section) for section in notice["sections"]),
        closing=_blocks(notice["closing"]),
        drawn_up_on=_day(notice["drawnUpOn"]),
        updated_on=_day(notice["updatedOn"]),
        facts=notice["facts"],
        gaps=tuple(Gap(gap["place"], gap["language"]) for gap in notice["gaps"]),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _section(section: Mapping[str, Any]) -> SectionContent:
    return SectionContent(
        key=section["key"],
        anchor=section["anchor"],
        number=section["number"],
        heading=section["heading"],
        kinds=tuple(section["kinds"]),
        blocks=_blocks(section["content"]),
    )


def _blocks(blocks: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(_block(block) for block in blocks)


def _block(block: Mapping[str, Any]) -> Block:
    match block["type"]:
        case "paragraph":
            return Paragraph(block["text"])
        case "subheading":
            return SubHeading(block["text"])
        case "list":
            return ItemList(tuple(map(_item, block["items"])), numbered=block["numbered"])
        case "lines":
            return Lines(tuple(block["lines"]))
        case "entries":
            return Entries(tuple(map(_entry, block["entries"])))
        case unknown:
            raise ValueError(f"A block of unknown type: {unknown}")


def _item(item: Mapping[str, Any]) -> Item:
    return Item(item["text"], item["name"], tuple(map(_item, item["items"])))


def _entry(entry: Mapping[str, Any]) -> Entry:
    return Entry(entry["label"], tuple(entry["values"]))
