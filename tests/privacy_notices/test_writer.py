"""Texts in one language: series, an author's own blocks, patterns, references, dates."""

from datetime import date

import pytest

from privacy_notices.assembly.facts import gather
from privacy_notices.assembly.writer import (
    DEEPEST_LIST,
    Writer,
    capitalised,
    fill,
    joined,
    own_blocks,
    sentence,
)
from privacy_notices.content import (
    GAP_CLOSE,
    GAP_OPEN,
    Entries,
    Entry,
    Gap,
    Item,
    ItemList,
    Lines,
    Paragraph,
)
from privacy_notices.enums import BlockStyle, DateFormat, Numbering
from privacy_notices.layout import make_notice
from register.texts import Text
from tests.factories import a_register


@pytest.fixture
def writer(db):
    """A writer for a new register's standard notice, every section printed."""
    register = a_register()
    notice = make_notice(register)

    def make(language: str = "fi", **changes: str) -> Writer:
        for name, value in changes.items():
            setattr(notice, name, value)
        notice.save()
        facts = gather(register)
        places = {row.key: n for n, row in enumerate(facts.notice.sections.all(), start=1)}
        return Writer(facts, language, places)

    return make


def parts(*words: str) -> list[Item]:
    return [Item(one) for one in words]


# Series


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["nimi"], "nimi"),
        (["nimi", "asema"], "nimi ja asema"),
        (["nimi", "asema", "osoite"], "nimi, asema ja osoite"),
        (["etu- ja sukunimi", "osoite"], "etu- ja sukunimi sekä osoite"),
        (["nimi", "laskutustiedot,", "muut tiedot"], "nimi, laskutustiedot, muut tiedot"),
        (["nimi", "osoite sekä", "muut tiedot"], "nimi, osoite sekä muut tiedot"),
        (["nimi ja", "asema", "osoite"], "nimi ja asema sekä osoite"),
        (["suostumus tai", "sopimus"], "suostumus tai sopimus"),
    ],
)
def test_a_series_as_finnish_says_it(writer, words, said):
    assert writer().series(words) == said


def test_a_series_in_the_other_languages(writer):
    assert writer("sv").series(["namn", "titel", "adress"]) == "namn, titel och adress"
    assert writer("sv").series(["för- och efternamn", "adress"]) == "för- och efternamn samt adress"
    assert writer("en").series(["sales", "research and development"]) == (
        "sales as well as research and development"
    )


def test_run_in_makes_one_sentence_after_its_lead(writer):
    items = [Item("nimi"), Item("yhteystiedot", items=(Item("puhelin"), Item("osoite")))]
    assert writer().listed(
        items, BlockStyle.RUN_IN, lead="Tietoja ovat:", usual=BlockStyle.BULLETS
    ) == [Paragraph("Tietoja ovat: nimi ja yhteystiedot (puhelin, osoite).")]


def test_run_in_without_a_lead_begins_with_a_capital(writer):
    blocks = writer().listed(parts("nimi", "asema"), BlockStyle.RUN_IN, usual=BlockStyle.BULLETS)
    assert blocks == [Paragraph("Nimi ja asema.")]


@pytest.mark.parametrize(
    ("style", "blocks"),
    [
        (BlockStyle.AUTO, [Paragraph("Näin:"), Paragraph("yksi"), Paragraph("kaksi.")]),
        (BlockStyle.BULLETS, [Paragraph("Näin:"), ItemList((Item("yksi"), Item("kaksi.")))]),
        (
            BlockStyle.NUMBERED,
            [Paragraph("Näin:"), ItemList((Item("yksi"), Item("kaksi.")), numbered=True)],
        ),
        (BlockStyle.SENTENCES, [Paragraph("Näin: yksi. kaksi.")]),
        (BlockStyle.RUNNING, [Paragraph("Näin: yksi kaksi.")]),
        (BlockStyle.LINES, [Paragraph("Näin:"), Lines(("yksi", "kaksi."))]),
    ],
)
def test_styles(writer, style, blocks):
    items = parts("yksi", "kaksi.")
    assert writer().listed(items, style, lead="Näin:", usual=BlockStyle.PARAGRAPHS) == blocks


def test_an_item_without_a_name_has_no_label(writer):
    items = [Item("Oma lause."), Item("kyllä", name="Tallennetaan"), Item("CRM", items=parts("a"))]
    assert writer().listed(items, BlockStyle.LABELS, usual=BlockStyle.BULLETS) == [
        Paragraph("Oma lause."),
        Entries((Entry("Tallennetaan", ("kyllä",)), Entry("CRM", ("a",)))),
    ]


def test_details_in_one_line_make_one_pair_of_brackets(writer):
    item = Item("YTJ (julkinen lähde)", items=(Item("nimi", name="Saatavat tiedot"),))
    assert writer().inline(item) == "YTJ (julkinen lähde; Saatavat tiedot: nimi)"


def test_a_remark_after_a_bracket_stands_after_a_comma(writer):
    assert writer().remarked("Kaupparekisteri", ["julkinen lähde"]) == (
        "Kaupparekisteri (julkinen lähde)"
    )
    assert writer().remarked("Rekisteri (YTJ)", ["julkinen lähde"]) == (
        "Rekisteri (YTJ), julkinen lähde"
    )


# An author's own text


def test_own_text_has_paragraphs_lines_and_lists():
    text = "Ensin.\n\nKatu 1\n00100 Helsinki\n\nSitten:\n- yksi\n- kaksi\nLopuksi."
    assert own_blocks(text) == [
        Paragraph("Ensin."),
        Lines(("Katu 1", "00100 Helsinki")),
        Paragraph("Sitten:"),
        ItemList((Item("yksi"), Item("kaksi"))),
        Paragraph("Lopuksi."),
    ]


def test_own_lists_may_be_nested():
    assert own_blocks("- nimi\n- yhteystiedot\n  - puhelin\n  - osoite\n    - katu\n- muut") == [
        ItemList(
            (
                Item("nimi"),
                Item(
                    "yhteystiedot", items=(Item("puhelin"), Item("osoite", items=(Item("katu"),)))
                ),
                Item("muut"),
            )
        )
    ]


def test_own_lists_may_be_numbered_but_one_number_is_no_list():
    assert own_blocks("1. kirjoita\n2. odota") == [
        ItemList((Item("kirjoita"), Item("odota")), numbered=True)
    ]
    assert own_blocks("1. päivänä tammikuuta alkaen") == [Paragraph("1. päivänä tammikuuta alkaen")]
    assert own_blocks("") == []


@pytest.mark.parametrize("text", ["2. toinen\n3. kolmas", "1. eka\n1. toka", "1. eka\n3. kolmas"])
def test_numbers_that_do_not_run_from_one_are_the_authors_words(text):
    assert own_blocks(text) == [Lines(tuple(text.split("\n")))]


def test_numbers_inside_a_list_are_the_authors_words():
    assert own_blocks("- a\n  1. b\n  2. c\n1. d") == [
        ItemList((Item("a", items=(Item("1. b"), Item("2. c"))),)),
        Paragraph("1. d"),
    ]


def test_what_is_indented_ever_deeper_stands_in_the_deepest_list():
    (made,) = own_blocks("\n".join(f"{' ' * depth}- {depth}" for depth in range(400)))
    depth, items = 0, made.items
    while items:
        depth, deepest, items = depth + 1, items, items[0].items
    assert depth == DEEPEST_LIST
    assert len(deepest) == 400 - DEEPEST_LIST + 1


def test_two_paragraphs_that_meet_become_one():
    assert joined([Paragraph("a.")], [Paragraph("B.")]) == [Paragraph("a. B.")]
    assert joined([Paragraph("a")], [Paragraph(", b.")]) == [Paragraph("a, b.")]
    lists = [ItemList((Item("a"),))]
    assert joined(lists, [Paragraph("B.")]) == [*lists, Paragraph("B.")]


def test_sentences():
    assert [sentence(words) for words in ("", "a", "a.", "a:", "a?")] == [
        "",
        "a.",
        "a.",
        "a:",
        "a?",
    ]
    assert capitalised("äiti ja isä") == "Äiti ja isä"
    assert capitalised("ʒiuʹddi") == "ʒiuʹddi"  # whose capital the typeface lacks


# Patterns


def test_a_pattern_is_filled_in_and_a_line_that_says_nothing_is_left_out():
    known = {"name": "Esimerkki Oy", "email": "", "phone": ""}
    pattern = "{name}\nSähköposti: {email}\nPuh. {phone}\nSuomi"
    assert fill(pattern, known.__getitem__, known) == "Esimerkki Oy\nSuomi"


def test_a_brace_that_is_no_known_name_stays_a_brace():
    assert (
        fill("{evil} {name} {0} {{}}", {"name": "a"}.__getitem__, {"name"}) == "{evil} a {0} {{}}"
    )


# References and dates


def test_references_follow_numbering(writer):
    text = Text("Ks. kohta {number:purposes}, {heading:data} ja ”{heading:data}”.")
    decimal = writer().say(text, "x")
    assert decimal == "Ks. kohta 4, ”Käsiteltävät henkilötiedot” ja ”Käsiteltävät henkilötiedot”."
    signed = writer(numbering=Numbering.SECTION_SIGN).say(Text("Ks. {number:purposes}."), "x")
    assert signed == "Ks. §\N{NO-BREAK SPACE}4."
    unnumbered = writer(numbering=Numbering.NONE).say(Text("Ks. {number:data}."), "x")
    assert unnumbered == "Ks. ”Käsiteltävät henkilötiedot”."


def test_quotation_marks_are_those_of_the_language(writer):
    assert writer("sv").say(Text(sv="{heading:data}"), "x") == "”Personuppgifter som behandlas”"
    assert writer("en").say(Text(en="{heading:data}"), "x") == "“Personal data processed”"


def test_a_reference_that_leads_nowhere_is_marked(writer):
    w = writer()
    assert w.say(Text("Ks. {number:pois}."), "statements/muu/text") == (
        f"Ks. {GAP_OPEN}teksti puuttuu: statements/muu/text{GAP_CLOSE}."
    )
    assert list(w.gaps) == [Gap("statements/muu/text", "fi")]


def test_other_braces_are_braces(writer):
    assert writer().say(Text("{tähän} {number} {number:A}"), "x") == "{tähän} {number} {number:A}"


def test_a_missing_translation_is_marked_and_no_other_language_put_in_its_place(writer):
    w = writer("sv")
    said = w.say(Text("laskutus"), "purposes/laskutus/name")
    assert said == f"{GAP_OPEN}texten saknas: purposes/laskutus/name{GAP_CLOSE}"
    assert list(w.gaps) == [Gap("purposes/laskutus/name", "sv")]
    assert w.say(Text("Oulu", neutral=True), "x") == "Oulu"


@pytest.mark.parametrize(
    ("style", "fi", "sv", "en"),
    [
        (DateFormat.SHORT, "1.9.2026", "1.9.2026", "1 September 2026"),
        (DateFormat.PADDED, "01.09.2026", "01.09.2026", "01.09.2026"),
        (DateFormat.LONG, "1. syyskuuta 2026", "den 1 september 2026", "1 September 2026"),
    ],
)
def test_dates(writer, style, fi, sv, en):
    said = [writer(lang, date_format=style).day(date(2026, 9, 1)) for lang in ("fi", "sv", "en")]
    assert said == [fi, sv, en]
