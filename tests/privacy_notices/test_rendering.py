"""A notice becomes a page, a PDF, JSON and plain text, the same each time."""

import base64
import hashlib
import io
import json
import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import page as validator
import pypdf
import pytest
from jsonschema import Draft202012Validator

from privacy_notices.content import (
    GAP_CLOSE,
    GAP_OPEN,
    Entries,
    Entry,
    Gap,
    Item,
    ItemList,
    Paragraph,
    SubHeading,
)
from privacy_notices.page_words import PAGE_WORDS
from privacy_notices.rendering import Alternate, style_hash, to_html, to_json, to_pdf, to_text
from privacy_notices.templatetags.notice_text import notice_text
from register.support import pdf
from tests.privacy_notices.sample_notice import NOTICE, section

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"

ALTERNATES = (Alternate("fi", "/fi/tietosuoja/a/"), Alternate("sv", "/sv/tietosuoja/a/"))
COMPOUND = "Yhdistelmäajoneuvonkuljettajienkoulutustietojenkäsittelyjärjestelmän"
BARE = replace(
    NOTICE, title="", citation="", introduction=(), dates=(), closing=(), controller_names=()
)
NOTICES = {
    "numbered": NOTICE,
    "bare": replace(BARE, sections=tuple(replace(each, number="") for each in NOTICE.sections)),
    "capitals": replace(
        NOTICE,
        dates_at_top=False,
        sections=tuple(
            replace(each, number=f"§ {number}", heading=each.heading.upper())
            for number, each in enumerate(NOTICE.sections, start=1)
        ),
    ),
    "empty": replace(BARE, sections=()),
    "forty sections": replace(
        NOTICE,
        title=f"{COMPOUND} <i>&</i>",
        sections=tuple(
            section(f"s{number}", f"{number}.", COMPOUND, Entries((Entry(COMPOUND, ("x", "y")),)))
            for number in range(1, 41)
        ),
    ),
}
every_notice = pytest.mark.parametrize("content", NOTICES.values(), ids=list(NOTICES))


class Outline(HTMLParser):
    """A page's headings, ids and what points to them."""

    def __init__(self, page):
        super().__init__()
        self.headings, self.ids, self.pointers = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"])
        if given.get("href", "").startswith("#"):
            self.pointers.append(given["href"][1:])
        if "aria-labelledby" in given:
            self.pointers.append(given["aria-labelledby"])


def without_style(page):
    return re.sub(r"(?s)<style>.*</style>", "<style></style>", page)


def body(page):
    return page[page.index("<body") :]


# The page


def test_page_is_the_one_we_looked_at():
    page = to_html(NOTICE, alternates=ALTERNATES, pdf_url="/fi/tietosuoja/a.pdf")
    assert without_style(page) == (GOLDEN / "notice.html").read_text()


@every_notice
def test_page_asks_for_nothing_and_runs_nothing(content):
    page = to_html(content, alternates=ALTERNATES, pdf_url="/a.pdf")
    assert not re.search(r"<script|<img|<iframe|\bsrc=|@import|url\(|\sstyle=|\son\w+=", page)
    assert re.findall(r"<link [^>]*>", page) == [
        f'<link rel="alternate" hreflang="{each.language}" href="{each.url}">'
        for each in ALTERNATES
    ]


@every_notice
def test_headings_begin_with_one_h1_and_skip_no_level(content):
    levels = Outline(to_html(content)).headings
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@every_notice
def test_ids_are_unique_and_pointers_find_them(content):
    outline = Outline(to_html(content))
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.pointers) <= set(outline.ids)


def test_sub_headings_outside_sections_skip_no_level():
    content = replace(NOTICE, introduction=(SubHeading("a"),), closing=(SubHeading("b"),))
    assert Outline(to_html(content)).headings == [1, 2, 2, 3, 3, 2, 2, 2, 2]


def test_page_without_title_has_a_quiet_heading():
    page = to_html(NOTICES["bare"])
    assert '<h1 class="quiet">Asiakasrekisterin tietosuojaseloste</h1>' in page


def test_texts_are_escaped_everywhere():
    nasty = "<b>&\"'"
    content = replace(
        NOTICE,
        title=nasty,
        page_title=nasty,
        citation=nasty,
        controller_names=(nasty + "!",),
        introduction=(Paragraph(nasty), ItemList((Item(nasty, name=nasty),))),
        dates=(Entry(nasty, (nasty,)),),
        sections=tuple(section(f"s{n}", "1.", nasty, SubHeading(nasty)) for n in range(3)),
    )
    page = to_html(content)
    assert "<b>" not in page
    assert "&amp;amp;" not in page
    assert page.count("&lt;b&gt;&amp;&quot;&#x27;") == 18


@pytest.mark.parametrize(("sections", "listed"), [(2, False), (3, True)])
def test_contents_are_listed_when_there_is_something_to_choose(sections, listed):
    page = to_html(replace(NOTICE, sections=NOTICE.sections[:sections]))
    assert ('<nav class="contents"' in page) is listed


def test_controllers_are_not_said_twice():
    named = replace(NOTICE, title="Pajula Digi Oy:n rekisteriseloste")
    assert '<p class="controllers"><span>Pajulan Kirjapaino Oy</span> </p>' in to_html(named)


def test_nothing_stands_above_when_there_is_nothing_to_say():
    assert "masthead" not in body(to_html(BARE))


def test_empty_section_is_its_heading():
    shown = re.search(r'(?s)<section id="interests".*?</section>', to_html(NOTICE))[0]
    assert re.sub(r"<[^>]*>", "", shown).split() == ["2.", "Oikeutetut", "edut"]


def test_language_of_the_page_is_no_link():
    page = body(to_html(NOTICE, alternates=ALTERNATES))
    assert '<span aria-current="page">Suomeksi</span>' in page
    assert '<a href="/sv/tietosuoja/a/" hreflang="sv" lang="sv">På svenska</a>' in page


@pytest.mark.parametrize("language", PAGE_WORDS)
def test_furniture_speaks_the_language_of_the_notice(language):
    words = PAGE_WORDS[language]
    page = to_html(replace(NOTICE, language=language), pdf_url="/a.pdf")
    assert f'<html lang="{language}">' in page
    for said in (words.skip, words.contents, words.download_pdf):
        assert f">{said}</" in page


def test_gap_is_marked_on_the_page_and_bracketed_elsewhere():
    gap = f"{GAP_OPEN}puuttuu ruotsiksi{GAP_CLOSE}"
    content = replace(
        NOTICE,
        title=gap,
        page_title=gap,
        sections=(section("a", "1.", gap, Paragraph(f"Kirje: {gap}.")), *NOTICE.sections),
        gaps=(Gap("notice/title", "sv"),),
    )
    page = to_html(content)
    assert '<h1><mark class="gap">puuttuu ruotsiksi</mark></h1>' in page
    assert "<title>[puuttuu ruotsiksi]</title>" in page
    assert "Kirje: [puuttuu ruotsiksi]." in to_text(content)
    assert json.loads(to_json(content))["title"] == "[puuttuu ruotsiksi]"
    for rendered in (page, to_text(content), to_json(content)):
        assert GAP_OPEN not in rendered
        assert GAP_CLOSE not in rendered


def test_policy_allows_just_the_style_of_the_page():
    page = to_html(NOTICE)
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert style_hash(page) == f"'sha256-{digest}'"
    assert style_hash(page) == style_hash(to_html(BARE))
    assert style_hash(page) != style_hash(page.replace("</style>", " </style>"))


def test_policy_of_something_else_is_refused():
    with pytest.raises(ValueError, match="no page of ours"):
        style_hash("<p>")


# Addresses in texts


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Kysy: info@a-b.example.",
            'Kysy: <a href="mailto:info@a-b.example">info@a-b.example</a>.',
        ),
        (
            "(etunimi.sukunimi+x@a.example)",
            '(<a href="mailto:etunimi.sukunimi+x@a.example">etunimi.sukunimi+x@a.example</a>)',
        ),
        (
            "info@yhtiö.example",
            '<a href="mailto:info@yhti%C3%B6.example">info@yhtiö.example</a>',
        ),
        (
            "Katso https://a.example/b?c=1&d=2, tai",
            'Katso <a href="https://a.example/b?c=1&amp;d=2">'
            "https://a.example/b?c=1&amp;d=2</a>, tai",
        ),
        (
            "(www.a.example/x_(y)).",
            '(<a href="https://www.a.example/x_(y)">www.a.example/x_(y)</a>).',
        ),
        ("”http://a.example”", '”<a href="http://a.example">http://a.example</a>”'),
        ("puh. 044 123 4567", 'puh. <a href="tel:0441234567">044 123 4567</a>'),
        ("+358 44 123 4567.", '<a href="tel:+358441234567">+358 44 123 4567</a>.'),
        ("09-1234 5678,", '<a href="tel:0912345678">09-1234 5678</a>,'),
        ("rivi\nrivi", "rivi<br>rivi"),
        ('"><script>@a.example', "&quot;&gt;&lt;script&gt;@a.example"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_addresses_become_links(text, html):
    assert notice_text(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "1234567-1",
        "00531 Helsinki",
        "PL 18, 20101 Turku",
        "24.05.2018",
        "01.09.2026",
        "917/2014 §§ 200, 202",
        "DIN 32757",
        "kumu.example",
        "a@b",
        "@nimimerkki",
        "www.",
        "https://",
        "0123 456/2020",
        "0,5 12",
    ],
)
def test_other_texts_stay_as_they_are(text):
    assert notice_text(text) == text


@pytest.mark.parametrize("text", ["a." * 20_000, "0 " * 20_000, "www." * 20_000, "(" * 40_000])
def test_long_texts_take_no_time(text):
    assert notice_text(text)  # a backtracking expression would not come back


# The PDF


@every_notice
def test_pdf_is_accessible_and_archivable(content):
    made = to_pdf(content)
    for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A):
        report = validator.validate_pdf_bytes(made, profile=profile)
        assert [f"{each.rule_id}: {each.message}" for each in report.failures] == []


def test_pdf_is_the_same_in_another_process():
    code = (
        "import django, sys; django.setup()\n"
        "from privacy_notices.rendering import to_pdf\n"
        "from tests.privacy_notices.sample_notice import NOTICE\n"
        "sys.stdout.buffer.write(to_pdf(NOTICE))\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        check=True,
        capture_output=True,
    )
    assert other.stdout == to_pdf(NOTICE)


def test_pdf_carries_the_notice_as_data_and_what_is_given():
    extra = pdf.Attachment("snapshot.json", b"{}", "application/json", "Snapshot")
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(NOTICE, attachments=[extra])))
    assert {name: files[0] for name, files in reader.attachments.items()} == {
        "asiakasrekisteri-fi.json": to_json(NOTICE).encode(),
        "snapshot.json": b"{}",
    }


def test_pdf_has_bookmarks_and_a_footer_in_its_language():
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(replace(NOTICE, language="en"))))
    title, under_title = reader.outline
    assert title.title == NOTICE.title
    assert [each.title for each in under_title if not isinstance(each, list)] == [
        each.numbered_heading for each in NOTICE.sections
    ]
    printed = reader.pages[0].extract_text()
    assert "Page 1 of 1" in printed
    assert "Contents" not in printed
    assert "Skip to content" not in printed


def test_style_says_nothing_that_the_printer_ignores(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        to_pdf(NOTICE)
    assert caplog.messages == []


# Plain text


def test_text_is_the_one_we_looked_at():
    assert to_text(NOTICE) == (GOLDEN / "notice.txt").read_text()


@every_notice
def test_text_keeps_to_78_columns_but_for_longer_words(content):
    for line in to_text(content).splitlines():
        assert len(line) <= 78 or " " not in line.strip()
        assert line == line.rstrip()


def test_text_leaves_addresses_whole():
    address = "https://pajula.example/" + "x-" * 60
    content = replace(NOTICE, introduction=(Paragraph(f"Katso {address} tai kysy."),))
    assert f"\n{address}\n" in to_text(content)


def test_text_drops_soft_hyphens():
    content = replace(NOTICE, introduction=(Paragraph("tieto\u00adsuoja"),))
    assert "tietosuoja\n" in to_text(content)


def test_text_of_nothing_is_empty():
    assert to_text(NOTICES["empty"]) == "\n"


# JSON


@every_notice
def test_json_follows_its_schema(content):
    schema = json.loads((ROOT / "docs/notice.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(to_json(content)))


def test_json_says_what_the_notice_says():
    said = json.loads(to_json(NOTICE))
    assert list(said) == [
        "format", "slug", "language", "title", "pageTitle", "registerName", "controllers",
        "citation", "introduction", "dates", "datesAtTop", "sections", "closing", "drawnUpOn",
        "updatedOn", "facts", "gaps",
    ]  # fmt: skip
    assert said["updatedOn"] == "2026-09-01"
    assert said["sections"][2] == {
        "key": "purposes",
        "anchor": "purposes",
        "number": "3.",
        "heading": "Käsittelyn tarkoitus",
        "kinds": ["purposes"],
        "content": [
            {"type": "paragraph", "text": "Käsittelemme henkilötietoja, jotta voimme hoitaa:"},
            {
                "type": "list",
                "numbered": False,
                "items": [
                    {"name": "", "text": "tilaukset", "items": []},
                    {
                        "name": "Laskutus",
                        "text": "kirjanpitolain mukaan",
                        "items": [
                            {"name": "", "text": "ostolaskut", "items": []},
                            {"name": "", "text": "myyntilaskut", "items": []},
                        ],
                    },
                ],
            },
        ],
    }


def test_json_is_readable_and_ends_its_line():
    assert "Käsittelyn" in to_json(NOTICE)
    assert to_json(NOTICE).endswith("}\n")
