"""Every fact that a sample's notice prints stands on its page, in its PDF and in its data.

The files are read here as plain YAML, past our own reader, and looked for in what comes out.
"""

import html
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import page as validator
import pytest
import yaml
from pypdf import PdfReader

from privacy_notices import rendering
from privacy_notices.assembly.notice import assemble
from register.models import Register
from tests.written_once import load_once

SAMPLES = {path.stem: path for path in sorted(Path("register/samples").glob("*.yaml"))}
LANGUAGES = ("fi", "sv", "en")

# On record and never printed, whatever the row: keys, codes and choices that other words stand for,
# references (the row referred to is looked for itself), and what is kept for the Art. 30 record.
RECORD_ONLY = {
    "key", "kind", "role", "basis", "party", "state", "right", "form", "style", "facts", "kinds",
    "categories", "origin", "obligation", "modality", "public", "regular", "named", "country",
    "countries", "mechanism", "adequacy", "phone_kind", "special_condition", "identity_code_ground",
    "purposes", "subject_groups", "controller", "contact", "recipient", "supplier", "system",
    "document", "authority", "parent", "only", "continues", "keep_if_empty", "may_redisclose",
    "customer_relationship", "direct_marketing", "statutory", "on_request", "combinator", "action",
    "trigger", "unit", "rounding", "length", "minimum_length", "minimum_unit", "cap_day",
    "cap_month",
    "joint_controllership", "automated", "offered_to_children", "slug", "added_on", "started_on",
    "ended_on", "end_reason", "contract", "drawn_up_on", "updated_on", "dates_place", "date_format",
    "numbering", "heading_case", "voice", "field", "short_name", "legal_form",
}  # fmt: skip

# Own words ("text") stand in place of these fields of the same row.
TOLD_BY_OWN_WORDS = {
    "name", "interest", "statute", "purpose", "obtains", "ground", "description", "format",
    "example", "condition", "source", "value", "url", "term",
}  # fmt: skip

# What a sample has on record and prints nowhere in these words, as its seed does not.
NOT_PRINTED: dict[str, set[str]] = {
    "two-controllers": {"systems"},  # the introduction speaks of them in the plural
    "old-law-citation": {"data_subjects"},  # derivable only
    "trade-name-contact": {"data_subjects"},  # stand among the data instead
    "empty-section-po-box": {"documents"},  # named by the rights, inflected
    "section-sign-capitals": {
        "data_subjects",  # derivable only
        "purposes/supporting",  # told under another heading, inflected
    },
    "complete": set(),
}


@pytest.fixture(params=sorted(SAMPLES))
def sample(request: pytest.FixtureRequest, db: None) -> str:
    load_once(SAMPLES[request.param])
    return str(request.param)


def content_of(sample: str, language: str) -> Any:
    slug = plain(sample)["register"]["slug"]
    return assemble(Register.objects.get(slug=slug), language)


@cache
def plain(sample: str) -> dict[str, Any]:
    return dict(yaml.safe_load(SAMPLES[sample].read_text(encoding="utf-8")))


# What a reader sees in each form, without the breaks of lines and pages


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", text).casefold()


def page_text(content: Any) -> str:
    body = rendering.to_html(content).split("</style>", 1)[1]
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", body)))


def pdf_text(content: Any) -> str:
    pages = PdfReader(io.BytesIO(rendering.to_pdf(content))).pages
    return squeezed("".join(page.extract_text() for page in pages))


def data_text(content: Any) -> str:
    data = json.loads(rendering.to_json(content))
    data.pop("facts")  # what is printed, not what is carried along
    return squeezed("".join(strings(data)))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


FORMS: dict[str, Callable[[Any], str]] = {"page": page_text, "PDF": pdf_text, "data": data_text}


# What must be there


def facts(sample: str, language: str) -> Iterator[tuple[str, str]]:
    """Each printed fact of the file with its place."""
    for table, rows in plain(sample).items():
        if table in NOT_PRINTED[sample] or table in ("format", "processing_for_others"):
            continue
        for row in rows if isinstance(rows, list) else [rows]:
            place = f"{table}/{row.get('key', '')}"
            if place not in NOT_PRINTED[sample]:
                yield from row_facts(row, place, language)


def row_facts(row: dict[str, Any], place: str, language: str) -> Iterator[tuple[str, str]]:
    own_words = bool(row.get("text")) and "facts" not in row
    for name, value in row.items():
        if name in RECORD_ONLY or (own_words and name in TOLD_BY_OWN_WORDS):
            continue
        if isinstance(value, list):
            if own_words and name in ("items", "channels", "terms"):
                continue
            for number, below in enumerate(value, start=1):
                yield from row_facts(below, f"{place}/{name}/{below.get('key', number)}", language)
        elif isinstance(value, dict) and value.keys() <= set(LANGUAGES):
            said = value.get(language) or (value.get("fi") if name in NEUTRAL else None)
            if said:
                yield from lines(said, f"{place}/{name}")
        elif isinstance(value, dict):
            yield from row_facts(value, f"{place}/{name}", language)
        elif isinstance(value, str):
            yield from lines(value, f"{place}/{name}")
        else:
            raise TypeError(f"{place}/{name}: neither told nor kept for the record: {value!r}")


NEUTRAL = {"name", "town", "street", "extra", "group_name", "organisation", "parallel_name"}


def lines(text: str, place: str) -> Iterator[tuple[str, str]]:
    """Paragraphs and list items one by one, without what a reference is replaced by."""
    for line in text.split("\n"):
        for part in re.split(r"\{[a-z_]+(?::[a-z0-9_-]+)?\}", line.removeprefix("- ")):
            if part.strip(' .,:;”“"'):
                yield place, part


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_fact_stands_on_page_in_pdf_and_in_data(sample: str, language: str) -> None:
    content = content_of(sample, language)
    wanted = list(facts(sample, language))
    assert len(wanted) > 30
    missing = [
        f"{form}: {place}: {fact}"
        for form, read in FORMS.items()
        for text in [read(content)]
        for place, fact in wanted
        if squeezed(fact) not in text
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_breaks_no_rule_and_carries_its_fonts(sample: str, language: str) -> None:
    made = rendering.to_pdf(content_of(sample, language))
    for profile in (validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A):
        report = validator.validate_pdf_bytes(made, profile=profile)
        assert [f"{each.rule_id}: {each.message}" for each in report.failures] == []
    read = PdfReader(io.BytesIO(made))
    assert read.metadata is not None
    assert read.metadata.title == content_of(sample, language).page_title
    assert read.trailer["/Root"]["/Lang"] == language
    for page in read.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (below,) = font.get_object()["/DescendantFonts"]
            described = below.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys()
            assert "Source-Sans-Pro" in described["/FontName"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_in_any_language(sample: str, language: str) -> None:
    assert content_of(sample, language).gaps == ()


HEADINGS = {
    "two-controllers": [
        "1. Rekisterinpitäjien yhteystiedot:",
        "2. Henkilötietojen kerääminen",
        "3. Rekisterin tietosisältö",
        "4. Henkilötietojen käsittelyn tarkoitus",
        "5. Säilytysaika",
        "6. Henkilötietojen säännönmukaiset luovutukset ja tietojen siirtäminen "
        "Euroopan talousalueen ulkopuolelle",
        "7. Rekisteröidyn oikeudet",
        "8. Yhteydenotot",
        "9. Rekisterin suojauksen perusteet",
    ],
    "old-law-citation": [
        "1. Rekisterinpitäjä ja yhteystiedot",
        "2. Rekisterin nimi",
        "3. Oikeusperuste ja henkilötietojen käsittelyn tarkoitus",
        "4. Rekisterin tietosisältö",
        "5. Säännönmukaiset tietolähteet",
        "6. Tietojen säännönmukaiset luovutukset ja tietojen siirto EU:n tai ETA:n ulkopuolelle",
        "7. Rekisterin suojauksen periaatteet",
        "8. Tarkastusoikeus ja oikeus vaatia tiedon korjaamista",
        "9. Muut henkilötietojen käsittelyyn liittyvät oikeudet",
    ],
    "trade-name-contact": [
        "Rekisterinpitäjä",
        "Yhteystiedot rekisteriä koskevissa asioissa",
        "Rekisterin nimi",
        "Rekisterin käyttötarkoitus",
        "Rekisterin tietosisältö",
        "Säännönmukaiset tietolähteet",
        "Säännönmukaiset tietojen luovutukset",
        "Tietojen siirto EU:n tai Euroopan talousalueen ulkopuolelle",
        "Rekisterin suojauksen periaatteet",
    ],
    "empty-section-po-box": [
        "1. Rekisterinpitäjä",
        "2. Yhteyshenkilö rekisteriä koskevissa asioissa",
        "3. Rekisterin nimi",
        "4. Henkilötietojen käsittelyn tarkoitukset ja oikeusperuste",
        "5. Rekisterinpitäjän tai kolmannen osapuolen oikeutetut edut",
        "6. Rekisterin tietosisältö",
        "7. Säännönmukaiset tietolähteet",
        "8. Henkilötietojen vastaanottajaryhmät",
        "9. Tiedot tietojen siirrosta kolmansiin maihin ja käytettävistä suojatoimista",
        "10. Henkilötietojen säilyttämisaika / ajan määrittämiskriteerit",
        "11. Rekisterin suojauksen periaatteet",
        "12. Rekisteröidyn oikeudet",
        "13. Tiedot automaattisen päätöksenteon ja profiloinnin olemassaolosta",
    ],
    "section-sign-capitals": [
        "§ 1 REKISTERINPITÄJÄ",
        "§ 2 HENKILÖTIETOJEN KÄSITTELYN TARKOITUS",
        "§ 3 REKISTERIN TIETOSISÄLTÖ",
        "§ 4 SÄÄNNÖNMUKAISET TIETOJEN LUOVUTUKSET",
        "§ 5 SÄÄNNÖNMUKAISET TIETOLÄHTEET",
        "§ 6 REKISTERIN SUOJAUS",
        "§ 7 REKISTERÖIDYN OIKEUDET",
    ],
    "complete": [
        "1. Rekisterinpitäjä",
        "2. Yhteyshenkilö rekisteriä koskevissa asioissa",
        "3. Rekisterin nimi ja rekisteröidyt",
        "4. Henkilötietojen käsittelyn tarkoitukset ja oikeusperusteet",
        "5. Käsiteltävät henkilötiedot",
        "6. Tietolähteet",
        "7. Tietojen vastaanottajat",
        "8. Tietojen siirto EU:n tai ETA:n ulkopuolelle",
        "9. Säilytysajat",
        "10. Rekisterin suojauksen periaatteet",
        "11. Rekisteröidyn oikeudet ja niiden käyttäminen",
        "12. Oikeus vastustaa käsittelyä",
        "13. Automaattinen päätöksenteko ja profilointi",
    ],
}


def test_headings_stand_in_their_order_with_their_numbers(sample: str) -> None:
    page = rendering.to_html(content_of(sample, "fi"))
    printed = re.findall(r"<h2[^>]*>(.*?)</h2>", page, flags=re.DOTALL)
    headings = [
        re.sub(r"<[^>]+>", "", html.unescape(one)).replace("\u00a0", " ") for one in printed
    ]
    assert headings == HEADINGS[sample]


def test_an_empty_section_keeps_its_heading_and_number(db: None) -> None:
    load_once(SAMPLES["empty-section-po-box"])
    fifth = content_of("empty-section-po-box", "fi").sections[4]
    assert (fifth.number, fifth.blocks) == ("5.", ())


# Codes and figures of the complete sample in the words that stand for them.
WORDS = {
    "fi": [
        "Rekisterinpitäjän lakisääteinen velvoite "
        "(tietosuoja-asetuksen 6 artiklan 1 kohdan c alakohta)",
        "6 vuotta sen kalenterivuoden lopusta, jonka aikana tilikausi on päättynyt",
        "1 vuosi viimeisimmästä yhteydenotosta",
        "Laadittu: 12.1.2026",
        "Viro",
        "Emme siirrä henkilötietojasi EU:n tai ETA:n ulkopuolelle.",
        "Emme käytä tietojasi profilointiin.",
        "Tietosuojavaltuutetun toimisto",
    ],
    "sv": [
        "6 år från utgången av det kalenderår under vilket räkenskapsperioden har gått ut",
        "Estland",
        "Upprättad: 12.1.2026",
        "Dataombudsmannens byrå",
    ],
    "en": [
        "6 years from the end of the calendar year in which the financial year ended",
        "Estonia",
        "Drawn up: 12 January 2026",
        "Office of the Data Protection Ombudsman",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_and_figures_are_put_into_words(db: None, language: str) -> None:
    load_once(SAMPLES["complete"])
    text = page_text(content_of("complete", language))
    assert [words for words in WORDS[language] if squeezed(words) not in text] == []


def test_the_data_carry_no_contact_and_nothing_kept_for_the_record(db: None) -> None:
    load_once(SAMPLES["complete"])
    facts = json.loads(rendering.to_json(content_of("complete", "fi")))["facts"]
    assert {"controllers", "purposes", "recipients", "retention"} <= facts.keys()
    assert facts.keys().isdisjoint({"contacts", "statements", "processing_for_others"})
    carried = "".join(strings(facts))
    assert "Onni Mallila" not in carried
    assert "henkilötietojen käsittelysopimus" not in carried
