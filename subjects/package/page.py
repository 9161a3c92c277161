"""The package as a person reads it: one page, written row by row, which does nothing but show.

The same page, with the latest rows only, becomes the PDF. What stands in it is escaped; it holds
no script, no link out and loads nothing, and its policy forbids what would.
"""

import base64
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import override

from register.gathering import Use
from register.support import fonts, pdf
from register.texts import Text
from subjects.enums import Ground
from subjects.package import words
from subjects.package.contents import Card, Contents, Shown, Table
from subjects.package.values import to_read

IN_THE_REPORT = 200  # rows of a table, the latest: the PDF is for reading, data.json is whole
MISSING_SIGN = "¤"
Item = TypeVar("Item")


def pieces(
    contents: Contents, *, latest: int | None = None, note: Text = words.IN_FILES
) -> Iterator[str]:
    """The page in pieces of bounded size; of each table all rows, or the `latest` ones."""
    with override(contents.language):
        yield _opening(contents, note)
        for number, card in enumerate(contents.cards):
            yield from _card(card, contents.language, latest, contents.folder_of(number))
        yield "</main>\n</body>\n</html>\n"


def report(contents: Contents) -> bytes:
    """The page as an accessible PDF. What the typeface lacks is marked, never left out."""
    page = "".join(pieces(contents, latest=IN_THE_REPORT))
    unknown = {ord(each.character): MISSING_SIGN for each in fonts.unprintable(page)}
    if unknown:  # then, and only then, it is told what the sign stands for
        page = "".join(pieces(contents, latest=IN_THE_REPORT, note=words.NOT_IN_TYPEFACE))
    return pdf.to_pdf(page.translate(unknown))


def _opening(contents: Contents, note: Text) -> str:
    def say(text: Text) -> str:
        return text.said_in(contents.language)

    style = render_to_string("subjects/package/package.css").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    day = date_format(localtime(contents.made_at), "SHORT_DATE_FORMAT")
    return render_to_string(
        "subjects/package/opening.html",
        {
            "language": contents.language,
            "style": mark_safe(style),  # noqa: S308 # our own file
            "style_digest": f"sha256-{digest}",
            "title": say(words.TITLE),
            "made": say(words.MADE).format(day=day),
            "reference_label": say(words.REFERENCE),
            "reference": contents.reference,
            "note": say(note),
            "masked": words.masked_note(contents.language, contents.is_to_move)
            if contents.has_masked
            else "",
        },
    )


def _card(card: Card, language: str, latest: int | None, folder: str) -> Iterator[str]:
    yield format_html("<h2>{}</h2>\n", card.register)
    yield format_html("<p>{}: {}</p>\n", words.CONTROLLER.said_in(language), card.controller)
    empty = []
    for table in card.tables:
        rows = table.rows()
        first = next(rows, None)
        if first is None:
            empty.append(table.title)
        else:
            yield from _table(table, chain([first], rows), language, latest, folder)
    if empty:
        yield format_html(
            '<h3>{}</h3>\n<p class="note">{}</p>\n',
            words.NOTHING.said_in(language),
            ", ".join(empty),
        )
    yield from _uses(card, language, latest, folder)
    yield format_html("<h2>{}</h2>\n", words.ABOUT_PROCESSING.said_in(language))
    for one in card.statements:
        items = format_html_join("", "<li>{}</li>", ((item,) for item in one.items))
        yield format_html("<h3>{}</h3>\n<ul>{}</ul>\n", one.title, items)


def _table(
    table: Table, rows: Iterable[tuple[Shown, ...]], language: str, latest: int | None, folder: str
) -> Iterator[str]:
    yield format_html("<h3>{}</h3>\n", table.title)
    labels = [column.label for column in table.columns]
    chosen, total = _latest(rows, latest)
    if total:
        yield _only(len(chosen), total, f"{folder}/{table.key}.csv", language)
        rows = chosen
    for row in rows:
        yield _row(
            (label, to_read(value, language), "withheld" if isinstance(value, Ground) else "")
            for label, value in zip(labels, row, strict=True)
        )


def _uses(card: Card, language: str, latest: int | None, folder: str) -> Iterator[str]:
    yield format_html(
        '<h3>{}</h3>\n<p class="note">{}</p>\n',
        words.USES.said_in(language),
        words.USES_NOTE.said_in(language),
    )
    uses: Iterable[Use] = card.uses()
    chosen, total = _latest(uses, latest)
    if total:
        yield _only(len(chosen), total, f"{folder}/uses.csv", language)
        uses = chosen
    rest = iter(uses)
    first = next(rest, None)
    if first is None:
        yield format_html("<p>{}</p>\n", words.NO_USES.said_in(language))
        return
    heads = (words.WHEN, words.WHAT, words.WHO, words.WHY)
    labels = format_html_join(
        "", '<th scope="col">{}</th>', ((one.said_in(language),) for one in heads)
    )
    yield format_html("<table>\n<thead><tr>{}</tr></thead>\n<tbody>\n", labels)
    for use in chain([first], rest):  # a line each: of somebody well served there are many
        said = (to_read(use.at, language), use.act, use.actor, use.occasion)
        cells = format_html_join("", "<td>{}</td>", ((text,) for text in said))
        yield format_html("<tr>{}</tr>\n", cells)
    yield "</tbody>\n</table>\n"


def _row(values: Iterable[tuple[str, str, str]]) -> SafeString:
    """What is said of a row; what is empty is not."""
    pairs = format_html_join(
        "",
        '<div><dt>{}</dt><dd class="{}">{}</dd></div>',
        ((label, look, text) for label, text, look in values if text),
    )
    return format_html("<dl>{}</dl>\n", pairs)


def _latest(rows: Iterable[Item], latest: int | None) -> tuple[Sequence[Item], int]:
    """The last of the rows and how many there are; none and 0 where all are shown as they come."""
    if latest is None:
        return (), 0
    kept: deque[Item] = deque(maxlen=latest)
    total = 0
    for row in rows:
        kept.append(row)
        total += 1
    return kept, total


def _only(shown: int, total: int, file: str, language: str) -> str:
    if shown == total:
        return ""
    said = words.LATEST_ONLY.said_in(language).format(shown=shown, total=total, file=file)
    return format_html('<p class="note">{}</p>\n', said)
