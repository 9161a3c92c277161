"""A record as page, PDF, workbook and JSON. The same content always gives the same bytes."""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import formats, translation

from privacy_notices.assembly.writer import capitalised
from privacy_notices.page_words import PAGE_WORDS
from privacy_notices.plain_text import SOFT_HYPHEN, without_gaps
from privacy_notices.record import words
from privacy_notices.record.content import Cell, Part, RecordContent, Table
from privacy_notices.record.words import PARTS
from privacy_notices.rendering import without_empty_lines
from register.support import pdf, tables

FORMAT = "seloste-record/1"
FORMS = ("html", "pdf", "xlsx", "json")
MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": tables.XLSX_TYPE,
    "json": "application/json",
}
OF_THE_WHOLE = (Part.PARTIES, Part.SERVED)  # the other parts are told register by register


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as a template prints it."""

    key: str
    heading: str
    article: str
    columns: Sequence[str]
    rows: Sequence[Sequence[tuple[str, Cell]]]  # each cell under its column's heading
    nothing: str  # said in place of the rows where there are none
    listed: bool  # several lines of a cell are a list, not an address
    required: bool  # that there are no rows is a gap


def render(content: RecordContent, form: str) -> bytes:
    """One of `FORMS`. Raises pdf.NotPrintable or tables.TooLarge, each with its words."""
    match form:
        case "html":
            return to_html(content).encode()
        case "pdf":
            return to_pdf(content)
        case "xlsx":
            return to_xlsx(content)
        case "json":
            return to_json(content).encode()
    raise ValueError(form)


def file_name(content: RecordContent, form: str) -> str:
    """“seloste-kasittelytoimista-esimerkki-fi-2026-11-22.pdf”"""
    called = words.FILE_NAME.said_in(content.language)
    return f"{called}-{content.controller_key}-{content.language}-{content.day}.{form}"


def context(content: RecordContent) -> dict[str, Any]:
    """What the record's templates need, on its own page and on the admin's."""
    language = content.language
    return {
        "record": content,
        "record_title": words.TITLE.said_in(language),
        "describes": words.DESCRIBES.said_in(language).format(day=_day(content)),
        "parties": shown(content.parties, language),
        "chapters": [
            (chapter, [shown(table, language) for table in chapter.tables])
            for chapter in content.chapters
        ],
        "no_registers": words.NO_REGISTERS.said_in(language),
        "served": shown(content.served, language),
    }


def shown(table: Table, language: str) -> Shown:
    about = PARTS[table.part]
    columns = [heading.said_in(language) for heading, _width in about.columns]
    nothing = words.SERVES_NOBODY if table.part == Part.SERVED else words.NOT_RECORDED
    return Shown(
        key=table.part.value,
        heading=about.heading.said_in(language),
        article=about.article.said_in(language),
        columns=columns,
        rows=[list(zip(columns, row, strict=True)) for row in table.rows],
        nothing=capitalised(nothing.said_in(language)),
        listed=table.part not in OF_THE_WHOLE,
        required=table.part not in (Part.SERVED, Part.SYSTEMS),
    )


def _day(content: RecordContent) -> str:
    with translation.override(content.language):
        return str(formats.date_format(content.day, "SHORT_DATE_FORMAT"))


def document_title(content: RecordContent) -> str:
    title = words.TITLE.said_in(content.language)
    return f"{title}: {content.controller_name}, {_day(content)}"


def to_html(content: RecordContent) -> str:
    """The whole page, its style inside: no script, and nothing fetched from anywhere."""
    page_words = PAGE_WORDS[content.language]
    more = {"words": page_words, "document_title": document_title(content)}
    page = render_to_string("privacy_notices/record/page.html", context(content) | more)
    return without_empty_lines(page)


def to_pdf(content: RecordContent) -> bytes:
    """The page as PDF/UA-1 and PDF/A-3a."""
    return pdf.to_pdf(to_html(content))


def to_xlsx(content: RecordContent) -> bytes:
    """A sheet for each part, with the registers in its first column."""
    out = io.BytesIO()
    about = tables.About(document_title(content), content.language, content.day)
    tables.write_xlsx(out, _sheets(content), about=about)
    return out.getvalue()


def _sheets(content: RecordContent) -> Iterator[tables.Sheet]:
    language = content.language
    columns = [
        tables.Column(heading.said_in(language), width)
        for heading, width in zip(words.ABOUT_COLUMNS, (30, 70), strict=True)
    ]
    title = words.ABOUT_SHEET.said_in(language)
    yield tables.Sheet(title, columns, _about(content), wrapped=True)
    for part in Part:
        rows = list(_lines(content, part))
        columns = [tables.Column(t.said_in(language), width) for t, width in PARTS[part].columns]
        if part not in OF_THE_WHOLE:
            columns.insert(0, tables.Column(words.REGISTER.said_in(language), 30))
        yield tables.Sheet(PARTS[part].sheet.said_in(language), columns, rows, wrapped=True)


def _about(content: RecordContent) -> Iterator[tables.Row]:
    language = content.language
    facts = (
        (words.DOCUMENT, words.TITLE.said_in(language)),
        (words.CONTROLLER, content.controller_name),
        (words.BUSINESS_ID, content.business_id),
        (words.DAY, content.day),
        (words.LANGUAGE, words.OWN_NAME[language]),
        (words.REGISTERS, _plain(tuple(chapter.name for chapter in content.chapters))),
        (words.MISSING_TEXTS, len(content.gaps)),
    )
    for label, value in facts:
        yield label.said_in(language), value


def _lines(content: RecordContent, part: Part) -> Iterator[tables.Row]:
    """The rows of a part for all registers; what is not recorded is told for each."""
    if part in OF_THE_WHOLE:
        table = content.parties if part == Part.PARTIES else content.served
        yield from _filled(table, content.language)
        return
    for chapter in content.chapters:
        (table,) = (table for table in chapter.tables if table.part == part)
        for row in _filled(table, content.language):
            yield _plain((chapter.name,)), *row


def _filled(table: Table, language: str) -> Iterator[tables.Row]:
    for row in table.rows:
        yield tuple(_plain(cell) for cell in row)
    if not table.rows:
        empty = shown(table, language)
        yield empty.nothing, *(None for _column in empty.columns[1:])


def _plain(cell: Sequence[str]) -> str:
    return without_gaps("\n".join(cell)).replace(SOFT_HYPHEN, "")


def to_json(content: RecordContent) -> str:
    """The record for machines; its keys always stand in this order."""
    record = {
        "format": FORMAT,
        "controller": {
            "key": content.controller_key,
            "name": content.controller_name,
            "businessId": content.business_id,
        },
        "language": content.language,
        "day": content.day.isoformat(),
        "parties": _table(content.parties, content.language),
        "registers": [
            {
                "slug": chapter.slug,
                "name": chapter.name,
                "tables": [_table(table, content.language) for table in chapter.tables],
            }
            for chapter in content.chapters
        ],
        "processingForOthers": _table(content.served, content.language),
        "gaps": [{"place": gap.place, "language": gap.language} for gap in content.gaps],
    }
    return without_gaps(json.dumps(record, ensure_ascii=False, indent=2)) + "\n"


def _table(table: Table, language: str) -> dict[str, Any]:
    printed = shown(table, language)
    return {
        "part": printed.key,
        "heading": printed.heading,
        "article": printed.article,
        "columns": list(printed.columns),
        "rows": [[list(cell) for cell in row] for row in table.rows],
    }
