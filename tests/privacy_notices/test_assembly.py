"""From a register file to what is printed: cards, facts, own order, gaps, number of queries."""

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from privacy_notices.assembly.facts import gather
from privacy_notices.assembly.notice import PRINTERS, write
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
    SubHeading,
)
from privacy_notices.enums import FactKind
from privacy_notices.fact_kinds import PLACEHOLDERS, TABLES
from privacy_notices.files.loading import Refused, load_files
from privacy_notices.phrases_rights import RIGHTS
from register.enums import RightKind
from register.models import Purpose, Register
from register.wording import RIGHT_NAME

COMPANY = {
    "key": "pajula",
    "name": "Pajula Oy",
    "business_id": "1234567-1",
    "email": "info@pajula.example",
    "postal_address": {
        "po_box": "18",
        "postal_code": "20101",
        "town": {"fi": "Turku", "sv": "Åbo"},
    },
}


@pytest.fixture
def printed(db, tmp_path):
    """Loads a register with one section (or several) and returns what it prints."""

    def load(*content, language="fi", notice=None, sections=None, register=None, **tables):
        sections = sections or [{"key": "s", "heading": "Otsikko", "content": list(content)}]
        whole = {
            "format": "seloste-register/1",
            "register": {"slug": "pajula", **(register or {})},
            "controllers": [COMPANY],
            **tables,
            "notice": {"title": "Seloste", **(notice or {}), "sections": sections},
        }
        path = tmp_path / "pajula.yaml"
        path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))
        load_files([path])
        return write(gather(Register.objects.get()), language)

    return load


@pytest.fixture
def blocks(printed):
    """The blocks of the one section; a section that prints nothing is not there."""

    def load(*content, **options):
        sections = printed(*content, **options).sections
        return list(sections[0].blocks) if sections else []

    return load


def bullets(*items):
    return ItemList(tuple(one if isinstance(one, Item) else Item(one) for one in items))


# Cards


def test_a_company_as_lines_labels_and_one_line(blocks):
    assert blocks({"facts": "controllers"}) == [
        Lines(
            (
                "Pajula Oy",
                "Y-tunnus: 1234567-1",
                "PL\N{NO-BREAK SPACE}18, 20101 Turku",
                "info@pajula.example",
            )
        )
    ]
    assert blocks({"facts": "controllers", "style": "labels"}, language="sv") == [
        Entries(
            (
                Entry("Namn", ("Pajula Oy",)),
                Entry("FO-nummer", ("1234567-1",)),
                Entry("Adress", ("PB\N{NO-BREAK SPACE}18, 20101 Åbo",)),
                Entry("E-post", ("info@pajula.example",)),
            )
        )
    ]
    assert blocks({"facts": "controllers", "style": "run_in"}) == [
        Paragraph(
            "Pajula Oy, Y-tunnus: 1234567-1, PL\N{NO-BREAK SPACE}18, 20101 Turku, "
            "info@pajula.example"
        )
    ]


def test_a_card_in_a_pattern_of_the_author(blocks):
    pattern = "{name} ({business_id})\n{address}\nPuh. {phone}"
    assert blocks({"facts": "controllers", "style": "each", "text": pattern}) == [
        Lines(("Pajula Oy (1234567-1)", "PL\N{NO-BREAK SPACE}18, 20101 Turku"))
    ]


def test_a_pattern_may_use_only_what_its_facts_have(blocks):
    with pytest.raises(Refused) as refused:
        blocks({"facts": "controllers", "style": "each", "text": "{name}: {interest}"})
    assert [fault.path for fault in refused.value.faults] == ["notice/sections/s/content/1/text"]


def test_contacts_are_introduced_by_their_own_words_or_their_topic(blocks):
    contacts = [
        {"key": "a", "label": "Yhteyshenkilö:", "name": "Aino Keksitty", "job_title": "päällikkö"},
        {"key": "b", "role": "topic", "topic": "Laskut", "name": "Laskutus", "kind": "unit"},
        {"key": "c", "name": "Asiakaspalvelu", "kind": "unit", "phone": "020 123 4567"},
    ]
    assert blocks({"facts": "contacts"}, contacts=contacts) == [
        Lines(("Yhteyshenkilö:", "Aino Keksitty, päällikkö")),
        Lines(("Laskut:", "Laskutus")),
        Lines(("Asiakaspalvelu", "Puhelin: 020 123 4567")),
    ]


def test_an_officer_is_introduced_unless_the_heading_does_it(blocks):
    contacts = [
        {"key": "dpo", "role": "data_protection_officer", "email": "dpo@pajula.example"},
        {"key": "a", "name": "Aino Keksitty"},
    ]
    officer = {"facts": "data_protection_officer"}
    assert blocks(officer, contacts=contacts) == [Lines(("dpo@pajula.example",))]
    assert blocks({"facts": "contacts"}, officer, contacts=contacts) == [
        Lines(("Aino Keksitty",)),
        Lines(("Tietosuojavastaava:", "dpo@pajula.example")),
    ]


# Facts in words


def test_own_words_stand_alone(blocks):
    bases = [{"key": "f", "basis": "f", "purposes": ["p"], "text": "Peruste on etumme."}]
    purposes = [{"key": "p", "name": "laskutus", "text": "Laskutukseen"}]
    assert blocks(
        {"facts": "purposes"}, {"facts": "legal_bases"}, purposes=purposes, legal_bases=bases
    ) == [
        Paragraph("Henkilötietoja käsitellään seuraaviin tarkoituksiin:"),
        bullets("Laskutukseen"),
        Paragraph("Käsittelyn oikeusperusteet:"),
        bullets("Peruste on etumme."),
    ]


def test_a_basis_in_our_words(blocks):
    bases = [{"key": "f", "basis": "f", "purposes": ["p"], "interest": "omien palvelujen myynti"}]
    purposes = [{"key": "p", "name": "suoramarkkinointi"}]
    assert blocks({"facts": "legal_bases"}, purposes=purposes, legal_bases=bases) == [
        bullets(
            Item(
                "omien palvelujen myynti",
                name="Rekisterinpitäjän tai kolmannen osapuolen oikeutettu etu "
                "(tietosuoja-asetuksen 6 artiklan 1 kohdan f alakohta)",
                items=(Item("suoramarkkinointi", name="Tarkoitus"),),
            )
        )
    ]


def test_recipients_stand_under_their_kind_two_deep(blocks):
    recipients = [
        {
            "key": "pilvi",
            "kind": "processor",
            "name": "Pilvipaja Oy",
            "named": True,
            "country": "SE",
            "description": {"fi": "ylläpitää järjestelmää", "sv": "upprätthåller systemet"},
        },
        {
            "key": "vero",
            "kind": "authority",
            "name": {"fi": "Verohallinto", "sv": "Skatteförvaltningen"},
        },
    ]
    assert blocks({"facts": "recipients"}, recipients=recipients, language="sv") == [
        Paragraph("Personuppgiftsbiträden:"),
        bullets(Item("Pilvipaja Oy (Sverige)", items=(Item("Upprätthåller systemet."),))),
        Paragraph("Myndigheter:"),
        bullets("Skatteförvaltningen"),
    ]


def test_an_explicit_none_comes_before_the_recipients(blocks):
    assert blocks(
        {"facts": "recipients", "style": "sentences"},
        statements=[{"key": "ei", "kind": "no_recipients", "text": "Tietoja ei luovuteta."}],
        recipients=[
            {"key": "j", "kind": "public", "name": "julkaisu", "text": "Tietoja voidaan julkaista."}
        ],
    ) == [Paragraph("Tietoja ei luovuteta. Tietoja voidaan julkaista.")]


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        ("passive", "Henkilötietoja siirretään EU:n tai ETA:n ulkopuolelle."),
        ("you", "Siirrämme henkilötietojasi EU:n tai ETA:n ulkopuolelle."),
    ],
)
def test_a_transfer_tells_country_and_safeguard_in_either_voice(blocks, voice, said):
    transfer = {
        "key": "us",
        "state": "exists",
        "countries": ["US"],
        "adequacy": "no",
        "mechanism": "standard_clauses",
    }
    assert blocks({"facts": "transfers"}, transfers=[transfer], notice={"voice": voice}) == [
        Paragraph(said),
        Entries(
            (
                Entry("Maa", ("Yhdysvallat",)),
                Entry("Komission päätös tietosuojan riittävyydestä", ("ei ole",)),
                Entry(
                    "Siirron peruste",
                    (
                        "Euroopan komission hyväksymät vakiolausekkeet "
                        "(tietosuoja-asetuksen 46 artiklan 2 kohdan c alakohta)",
                    ),
                ),
            )
        ),
    ]


def test_retention_in_words(blocks):
    rule = {
        "key": "a",
        "name": "asiakastiedot",
        "subject_groups": ["asiakkaat"],
        "action": "anonymise",
        "terms": [{"key": "t", "trigger": "customer_relationship_end", "length": 2}],
    }
    groups = [{"key": "asiakkaat", "name": "yksityisasiakkaat"}]
    assert blocks({"facts": "retention"}, retention=[rule], data_subjects=groups) == [
        bullets(
            Item(
                "2\N{NO-BREAK SPACE}vuotta asiakassuhteen päättymisestä",
                name="asiakastiedot",
                items=(
                    Item("yksityisasiakkaat", name="Rekisteröidyt"),
                    Item("Tämän jälkeen tiedot anonymisoidaan."),
                ),
            )
        )
    ]


@pytest.mark.parametrize(
    ("own", "told"),
    [
        ("", "rekisteröidyllä on erääntynyt maksamaton lasku"),
        ("asiakas on velkaa", "asiakas on velkaa"),
    ],
)
def test_a_case_is_printed_in_the_author_s_words_or_ours(blocks, own, told):
    rule = {
        "key": "a",
        "name": "velat",
        "applies_when": "in_debt",
        "terms": [{"key": "t", "trigger": "debt_paid", "length": 3}],
        **({"condition": own} if own else {}),
    }
    [block] = blocks({"facts": "retention"}, retention=[rule])
    [item] = block.items
    assert item.items == (Item(told, name="Edellytys"),)


def test_a_retention_schedule_that_has_no_name_in_the_language_is_a_gap(printed):
    content = printed(
        {"facts": "retention"},
        language="sv",
        documents=[{"key": "tos", "name": "tiedonohjaussuunnitelma"}],
        retention=[
            {"key": "a", "name": {"fi": "a", "sv": "a"}, "form": "external", "document": "tos"}
        ],
    )
    assert Gap("documents/tos/name", "sv") in content.gaps


def test_requests_go_on_from_their_lead(blocks):
    assert blocks(
        {"facts": "requests"},
        requests=[
            {"key": "e", "kind": "email", "value": "info@pajula.example"},
            {"key": "p", "kind": "post", "value": "Katu 1, 00100 Helsinki"},
        ],
        statements=[{"key": "i", "kind": "identity", "text": "Henkilöllisyys varmistetaan."}],
    ) == [
        Paragraph("Pyynnön voi tehdä:"),
        bullets(
            Item("info@pajula.example", name="sähköpostitse"),
            Item("Katu 1, 00100 Helsinki", name="postitse"),
        ),
        Paragraph("Henkilöllisyys varmistetaan."),
    ]


# Rights


def test_a_right_stands_under_its_own_heading_or_among_the_rights(printed):
    rights = [
        {"key": "a", "right": "access", "text": "Voit tarkastaa tietosi."},
        {"key": "o", "right": "objection", "text": "Voit vastustaa."},
    ]
    section = {"key": "r", "heading": "Oikeudet", "content": [{"facts": "rights"}]}
    apart = {"key": "o", "heading": "Vastustaminen", "content": [{"facts": "objection"}]}
    together = printed(rights=rights, sections=[section])
    assert together.sections[0].blocks == (
        Paragraph("Voit tarkastaa tietosi."),
        Paragraph("Voit vastustaa."),
    )
    separate = printed(rights=rights, sections=[section, apart])
    assert [section.blocks for section in separate.sections] == [
        (Paragraph("Voit tarkastaa tietosi."),),
        (Paragraph("Voit vastustaa."),),
    ]


def test_a_heading_that_names_the_right_is_not_repeated(printed):
    content = printed(
        sections=[
            {
                "key": "o",
                "heading": "Oikeus vastustaa käsittelyä",
                "content": [{"facts": "objection"}],
            }
        ],
        rights=[{"key": "o", "right": "objection"}],
    )
    (said,) = content.sections[0].blocks
    assert said == Paragraph(RIGHTS[RightKind.OBJECTION].passive.fi)


def test_rights_of_several_blocks_make_one_list(blocks):
    rights = [{"key": "a", "right": "access"}, {"key": "c", "right": "consent_withdrawal"}]
    (items,) = blocks({"facts": "rights"}, {"facts": "consent_withdrawal"}, rights=rights)
    assert [item.name for item in items.items] == [
        "Oikeus saada pääsy tietoihin",
        "Oikeus peruuttaa suostumus",
    ]


def test_the_authority_is_told_with_its_contact_details(blocks):
    (complaint,) = blocks(
        {"facts": "complaint"}, rights=[{"key": "v", "right": "complaint", "authority": "tsv"}]
    )
    (item,) = complaint.items
    assert item.items[0] == Item("Tietosuojavaltuutetun toimisto")
    assert Item("tietosuoja@om.fi", name="Sähköposti") in item.items


@pytest.mark.parametrize("right", [kind for kind in RightKind if kind != RightKind.OTHER])
def test_every_right_is_worded_in_every_language_and_both_voices(right):
    said = (RIGHTS[right].passive, RIGHTS[right].you, RIGHT_NAME[right])
    assert all(text.fi and text.sv and text.en for text in said)


# The author's order


THREE = [
    {"key": "a", "name": "laskutus"},
    {"key": "b", "name": "tuki"},
    {"key": "c", "name": "myynti"},
]


def test_a_block_prints_the_rows_it_names_in_its_order_and_others_the_rest(blocks):
    assert blocks(
        {"text": "Ensin:", "facts": "purposes", "only": ["c", "a"]},
        {"text": "Lisäksi:", "facts": "purposes"},
        purposes=THREE,
    ) == [
        Paragraph("Ensin:"),
        bullets("myynti", "laskutus"),
        Paragraph("Lisäksi:"),
        bullets("tuki"),
    ]


def test_a_block_may_name_only_rows_that_there_are(blocks):
    with pytest.raises(Refused) as refused:
        blocks({"facts": "purposes", "only": ["d"]}, purposes=THREE)
    assert [fault.path for fault in refused.value.faults] == ["notice/sections/s/content/1/only"]


def test_one_sentence_over_several_blocks(blocks):
    groups = [
        {"key": "t", "name": "työntekijät", "text": "työntekijöiden ja"},
        {"key": "y", "name": "yhteyshenkilöt", "text": "yhteyshenkilöiden"},
    ]
    situations = [{"key": "o", "name": "ostettaessa", "text": "heidän ostaessaan palveluja"}]
    assert blocks(
        {"text": "Saamme", "facts": "data_subjects", "style": "run_in"},
        {"text": "tietoja", "facts": "collection", "style": "run_in", "continues": True},
        {"text": "Muita lähteitä ei ole.", "continues": True},
        data_subjects=groups,
        collection=situations,
    ) == [
        Paragraph(
            "Saamme työntekijöiden ja yhteyshenkilöiden tietoja heidän ostaessaan palveluja. "
            "Muita lähteitä ei ole."
        )
    ]


def test_running_text_adds_nothing(blocks):
    rights = [
        {"key": "a", "right": "access", "text": "tarkastus-,", "procedure": "Kysy."},
        {"key": "b", "right": "erasure", "text": "ja poisto-oikeus"},
    ]
    assert blocks({"text": "Tietojen", "facts": "rights", "style": "running"}, rights=rights) == [
        Paragraph("Tietojen tarkastus-, ja poisto-oikeus")
    ]


def test_sub_headings_stand_before_their_text(blocks):
    assert blocks({"heading": "Muuta", "text": "Ei muuta."}) == [
        SubHeading("Muuta"),
        Paragraph("Ei muuta."),
    ]


SECTIONS = [
    {"key": "tyhja", "heading": "Tyhjä", "content": [{"facts": "purposes"}]},
    {"key": "edut", "heading": "Edut", "keep_if_empty": True},
    {"key": "muut", "heading": "Muut", "content": [{"text": "Ks. kohta {number:edut}."}]},
]


@pytest.mark.parametrize(
    ("notice", "numbered"),
    [
        ({}, ["1. Edut", "2. Muut"]),
        ({"numbering": "none"}, ["Edut", "Muut"]),
        (
            {"numbering": "section_sign", "heading_case": "upper"},
            ["§\N{NO-BREAK SPACE}1 EDUT", "§\N{NO-BREAK SPACE}2 MUUT"],
        ),
    ],
)
def test_a_section_that_prints_nothing_takes_no_number_unless_kept(printed, notice, numbered):
    content = printed(sections=SECTIONS, notice=notice)
    assert [section.numbered_heading for section in content.sections] == numbered


def test_a_reference_follows_its_section(printed):
    content = printed(sections=SECTIONS)
    assert content.sections[1].blocks == (Paragraph("Ks. kohta 1."),)


def test_dates_in_a_sentence(printed):
    content = printed(
        notice={
            "citation": "Laadittu {date:drawn_up}. Muutettu {date:updated}.",
            "drawn_up_on": "2026-05-04",
            "updated_on": "2026-09-01",
            "dates_place": "nowhere",
            "date_format": "padded",
        }
    )
    assert content.citation == "Laadittu 04.05.2026. Muutettu 01.09.2026."
    assert content.dates == ()


# Languages


def test_a_missing_translation_is_told_with_its_place_and_marked(printed):
    content = printed(
        {"facts": "purposes"},
        sections=[
            {
                "key": "s",
                "heading": {"fi": "Tarkoitus", "sv": "Ändamål"},
                "content": [{"facts": "purposes"}],
            }
        ],
        notice={"title": {"fi": "Seloste", "sv": "Beskrivning"}},
        purposes=[
            {"key": "a", "name": {"fi": "laskutus", "sv": "fakturering"}},
            {"key": "b", "name": "tuki"},
        ],
        language="sv",
    )
    assert content.gaps == (Gap("purposes/b/name", "sv"),)
    assert content.sections[0].blocks == (
        bullets("fakturering", f"{GAP_OPEN}texten saknas: purposes/b/name{GAP_CLOSE}"),
    )


# The whole


def test_every_kind_of_fact_can_be_printed():
    assert set(PRINTERS) == set(FactKind) == set(TABLES)
    assert set(PLACEHOLDERS) <= set(FactKind)


@pytest.mark.parametrize("kind", PLACEHOLDERS)
def test_every_placeholder_that_is_offered_can_be_filled_in(
    blocks, kind, django_assert_num_queries
):
    tables = {
        "contacts": [
            {"key": "a", "name": "Aino Keksitty"},
            {"key": "d", "role": "data_protection_officer", "name": "Tietosuoja"},
            {"key": "r", "role": "representative", "name": "Edustaja"},
        ],
        "data_subjects": [{"key": "a", "name": "asiakkaat"}],
        "collection": [{"key": "a", "name": "tilattaessa"}],
        "purposes": [{"key": "a", "name": "laskutus"}],
        "legal_bases": [{"key": "a", "basis": "f", "interest": "etu"}],
        "automated_processing": [
            {"key": "a", "kind": "decision", "state": "none"},
            {"key": "b", "kind": "profiling", "state": "none"},
        ],
        "data_items": [{"key": "a", "name": "nimi"}],
        "sources": [
            {"key": "a", "kind": "data_subject", "name": "rekisteröity"},
            {"key": "b", "kind": "authority", "name": "DVV", "regular": False},
        ],
        "recipients": [
            {"key": "a", "kind": "processor", "name": "Pilvi"},
            {"key": "b", "kind": "authority", "name": "Vero"},
        ],
        "transfers": [{"key": "a", "state": "none"}],
        "systems": [{"key": "a", "name": "CRM"}],
        "retention": [{"key": "a", "name": "kaikki", "form": "permanent"}],
        "security": [
            {"key": a, "kind": a, "name": "toimi"}
            for a in ("organisational", "electronic", "manual")
        ],
        "rights": [
            {"key": a.replace("_", "-"), "right": a}
            for a in ("access", "erasure", "objection", "consent_withdrawal", "complaint")
        ],
        "definitions": [{"key": "a", "term": "Yritys", "text": "Yritys on yhteisö."}],
        "documents": [{"key": "a", "name": "ohje"}],
        "statements": [
            {"key": a.replace("_", "-"), "kind": a, "text": "Lausuma."}
            for a in (
                "further_processing",
                "information_time",
                "children",
                "data_quality",
                "data_use",
                "storage",
                "cookies",
                "languages",
                "changes",
                "other",
            )
        ],
    }
    pattern = "Alku " + " ".join(f"{{{name}}}" for name in PLACEHOLDERS[kind])
    register = {"name": "Pajulan rekisteri", "other_name": "Pajulan klubi"}
    said = blocks(
        {"facts": kind.value, "style": "each", "text": pattern}, register=register, **tables
    )
    assert said
    assert all(isinstance(block, Paragraph) and block.text.startswith("Alku") for block in said)
    facts = gather(Register.objects.get())
    with django_assert_num_queries(0):
        write(facts, "fi")


def test_what_data_are_used_for_is_fetched_at_once(printed):
    """One piece of data or many, with what each is for and whose it is: the same queries."""
    asked = {}
    for count in (1, 40):
        printed(
            {
                "facts": "data_items",
                "style": "each",
                "text": "- {name}: {purposes} ({subject_groups})",
            },
            purposes=[{"key": "p", "name": "laskutus"}],
            data_subjects=[{"key": "g", "name": "asiakkaat"}],
            data_items=[
                {"key": f"d-{n}", "name": f"tieto {n}", "purposes": ["p"], "subject_groups": ["g"]}
                for n in range(count)
            ],
        )
        register = Register.objects.get()
        with CaptureQueriesContext(connection) as queries:
            content = write(gather(register), "fi")
        asked[count] = len(queries)
        told = bullets(*(f"tieto {n}: laskutus (asiakkaat)" for n in range(count)))
        assert content.sections[0].blocks == (told,)
    assert asked[1] == asked[40]


def test_the_number_of_queries_does_not_grow_with_the_register(printed, django_assert_num_queries):
    printed({"facts": "purposes"}, purposes=[{"key": "p-0", "name": "laskutus"}])
    register = Register.objects.get()
    with CaptureQueriesContext(
        connection,
    ) as one:
        gather(register)
    for number in range(1, 50):
        Purpose.objects.create(register=register, key=f"p-{number}", name_fi=f"tarkoitus {number}")
    with django_assert_num_queries(len(one)):
        facts = gather(register)
    with django_assert_num_queries(0):
        content = write(facts, "fi")
    (items,) = content.sections[0].blocks
    assert len(items.items) == 50


def test_words_that_lead_to_a_list_are_not_printed_without_it(blocks):
    lead = {"text": "Säilytämme tietoja seuraavat ajat:", "facts": "retention"}
    assert blocks(lead) == []
    assert blocks({**lead, "heading": "Ajat", "text": "Kerromme ajat.\n\nNe ovat:"}) == [
        SubHeading("Ajat"),
        Paragraph("Kerromme ajat."),
    ]
    assert blocks({**lead, "heading": "Ajat"}) == []
    told = blocks({"text": "Emme säilytä tietoja.", "facts": "retention"})
    assert told == [Paragraph("Emme säilytä tietoja.")]
