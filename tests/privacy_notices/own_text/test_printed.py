"""A nasty text in every place of a register: page, PDF, text and JSON stay whole and say it all."""

import io
import json
import re
from dataclasses import replace
from itertools import cycle

import page as validator
import pypdf
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy_notices.assembly.facts import gather
from privacy_notices.assembly.notice import assemble, write
from privacy_notices.assembly.writer import own_blocks
from privacy_notices.rendering import style_hash, to_html, to_json, to_pdf, to_text
from register.support.fonts import printable_characters, unprintable
from register.texts import LONGEST_TEXT, LONGEST_WORD, MOST_LINES, Text, cannot_be_read, tidy
from tests.privacy_notices.own_text.nasty import GOOD, HARMLESS, every_slot, mixed, register_saying
from tests.privacy_notices.own_text.page import Page, as_a_browser_reads_it, flat
from tests.privacy_notices.sample_notice import NOTICE, section

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def strings_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings_in(each)


def count(text, said):
    """How often it is said; the first letter aside, which a sentence may make a capital."""
    return flat(said).count(flat(text)[1:])


@pytest.fixture
def facts(saying):
    """The register that says the same harmless words everywhere, as it came in by its file."""
    return gather(saying(HARMLESS))


def rows_of(facts):
    """Every row fetched, and what was fetched with it."""
    found, left = {}, [row for value in astuple(facts) for row in as_list(value)]
    while left:
        row = left.pop()
        if id(row) in found:
            continue
        found[id(row)] = row
        for related in getattr(row, "_prefetched_objects_cache", {}).values():
            left += list(related)
        left += [each for each in row._state.fields_cache.values() if each is not None]
    return found.values()


def astuple(facts):
    return [getattr(facts, name) for name in facts.__dataclass_fields__]


def as_list(value):
    return list(value) if isinstance(value, list | tuple) else [value]


def put(facts, old, new):
    """The rows say `new` where they said `old`."""
    for row in rows_of(facts):
        for name, value in vars(row).items():
            if value == old:
                setattr(row, name, new)


def in_json(content):
    return "\n".join(strings_in(json.loads(to_json(content))))


@pytest.fixture
def harmless(facts):
    """What the register looks like that says nothing nasty."""
    content = write(facts, "fi")
    page = Page(to_html(content))
    counts = [count(HARMLESS, said) for said in (page.text, to_text(content), in_json(content))]
    assert min(counts) > 250
    return page, counts, style_hash(to_html(content))


def test_the_register_has_a_text_in_every_place():
    whole = register_saying(HARMLESS)
    written = yaml.safe_dump(whole)
    named = {name for _table, name in every_slot()}
    assert {name for name in named if f"{name}: {HARMLESS}" not in written} == set()


def test_nasty_texts_change_nothing_but_the_words(facts, harmless):
    calm, counts, policy = harmless
    said = HARMLESS
    for name, text in GOOD.items():
        stored = tidy(text)
        put(facts, said, stored)
        said = stored
        content = write(facts, "fi")
        assert not content.gaps
        html = to_html(content)
        page = Page(html)
        assert page.skeleton == calm.skeleton, name
        assert as_a_browser_reads_it(html) == page.tags, name
        assert (page.style, style_hash(html)) == (calm.style, policy), name
        everywhere = (page.text, to_text(content), in_json(content))
        assert [count(stored, one) for one in everywhere] == counts, name


def test_nasty_headings_are_printed_in_capitals_too(facts):
    facts.notice.heading_case = "upper"
    for row, text in zip(facts.notice.sections.all(), cycle(GOOD.values()), strict=False):
        row.heading = Text(tidy(text))
    content = write(facts, "fi")
    assert Page(to_html(content)).tags
    assert to_pdf(content).startswith(b"%PDF-")


def test_the_pdf_is_whole_and_says_it_all(load):
    content = assemble(load(mixed([*GOOD.values()])), "fi")
    made = to_pdf(content)
    for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A):
        report = validator.validate_pdf_bytes(made, profile=profile)
        assert [f"{each.rule_id}: {each.message}" for each in report.failures] == []
    reader = pypdf.PdfReader(io.BytesIO(made))
    printed = "".join(page.extract_text() for page in reader.pages)
    letters = re.sub(r"[\s\u00ad-]+", "", printed)
    for name, text in GOOD.items():
        if name not in ("marks", "letters"):  # their order in a PDF is the shaper's business
            assert re.sub(r"[\s\u00ad-]+", "", text) in letters, name
    (attached,) = reader.attachments.values()
    assert json.loads(attached[0]) == json.loads(to_json(content))


LONG = {
    "words": "sana " * (LONGEST_TEXT // 5 - 1),
    "endless words": f"{'x' * LONGEST_WORD} " * 15,
    "hyphens": f"{'tieto-' * 80} " * 15,
    "lines": "rivi\n" * (MOST_LINES - 1),
    "items": "- kohta\n" * 300,
    "ever deeper": "\n".join(f"{' ' * depth}- {depth}" for depth in range(150)),
    "paragraphs": "\n\n".join("kappale" for _ in range(300)),
    "numbers": "1. " * 3000,
    "tags": "<p> " * 3000,
    "addresses": "a@b.example " * 300,
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts_go_through(name):
    text = tidy(LONG[name])
    assert [*cannot_be_read(text)] == []
    content = replace(NOTICE, sections=(section("own", "1.", HARMLESS, *own_blocks(text)),))
    page = Page(to_html(content))
    assert as_a_browser_reads_it(to_html(content)) == page.tags
    missing = [word for word in set(text.split()) - {"-"} if word not in page.text]
    assert missing == []
    assert len(flat(to_text(content))) >= len(flat(text).replace("- ", ""))
    assert to_pdf(content).startswith(b"%PDF-")


# Any mixture of it

PIECES = st.one_of(
    st.sampled_from([*GOOD.values()]),
    st.sampled_from([*"<>&\"'`{}%\\/()[]=;:#*_-~|@!?\u00a0\u00ad"]),
    st.text(st.sampled_from(sorted(printable_characters() - set("\r\n"))), max_size=8),
)
MIXTURES = (
    st.lists(PIECES, min_size=1, max_size=6)
    .map(lambda parts: tidy(f"Ä{''.join(parts)}"[:80].strip()))
    .filter(lambda text: not unprintable(text))
    .filter(lambda text: not text.endswith(":"))  # which leads to a list, or is left out without
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=MIXTURES)
def test_any_mixture_leaves_the_page_whole(facts, harmless, text):
    calm, counts, policy = harmless
    put(facts, HARMLESS, text)
    try:
        content = write(facts, "fi")
    finally:
        put(facts, text, HARMLESS)
    html = to_html(content)
    page = Page(html)
    assert page.skeleton == calm.skeleton
    assert as_a_browser_reads_it(html) == page.tags
    assert (page.style, style_hash(html)) == (calm.style, policy)
    said = [count(text, one) for one in (page.text, to_text(content), in_json(content))]
    assert all(one >= least for one, least in zip(said, counts, strict=True))
