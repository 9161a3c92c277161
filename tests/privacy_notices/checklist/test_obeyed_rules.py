"""What looks like breaking a rule and is not. The small notice itself obeys them all."""

from datetime import date

import pytest

from tests.privacy_notices.checklist.changes import (
    ABROAD,
    BASIS_F,
    ELSEWHERE,
    NO_BASES,
    SECOND,
    TOLD_IN_TIME,
    add,
    drop,
    new_section,
    only,
    put,
    silence,
    write,
)

pytestmark = pytest.mark.slow  # a register is loaded for each; the samples are the quick test

# id, what is changed, though the rule is obeyed (None: and applies no more)
OBEYED = [
    (
        "art13-1c-purpose",
        [
            drop("purposes"),
            drop("legal_bases"),
            only("tarkoitus", "Käytämme tietoja laskutukseen."),
        ],
    ),
    ("art14-1d", [drop("data_items"), only("tiedot", "Tallennamme nimen ja osoitteen.")]),
    ("art13-1a", [put("controllers/mallila", email=None)]),
    ("art13-1a-rep", [put("controllers/mallila", country="SE", business_id=None)]),
    (
        "art13-1b",
        [
            add("contacts", key="dpo", role="data_protection_officer", email="dpo@x.example"),
            new_section(
                "dpo",
                "Tietosuojavastaava",
                ["data_protection_officer"],
                {"facts": "data_protection_officer"},
            ),
        ],
    ),
    ("art13-1b", [write("yhteys", "Tietosuojavastaavaa ei ole nimitetty.")]),
    ("business-id", [write("rekisterinpitaja", "Y-tunnus: 2423017-7. Puhelin 045 674 7595.")]),
    (
        "contact-person",
        [drop("contacts"), only("yhteys", "Kirjoita osoitteeseen apua@mallila.example.")],
    ),
    ("art13-1c-basis", [NO_BASES, write("tarkoitus", "Käsittelyn oikeusperuste on sopimus.")]),
    ("art13-1c-law", [put("legal_bases/laki", statute=None, text="Peruste on kirjanpitolaki.")]),
    (
        "art9-2",
        [
            add(
                "data_items",
                key="terveys",
                name="allergiat",
                categories=["special"],
                special_condition="a",
            ),
            put(
                "notice/sections/tiedot",
                content=[
                    {"facts": "data_items"},
                    {"facts": "special_data"},
                    {"facts": "obligation"},
                ],
            ),
        ],
    ),
    (
        "dpa29-hetu",
        [
            add(
                "data_items",
                key="hetu",
                name="henkilötunnus",
                categories=["identity_code"],
                identity_code_ground="law",
            )
        ],
    ),
    ("dpa29-hetu", [write("tiedot", "Henkilötunnusta ei kerätä.")]),
    (
        "art10-criminal",
        [add("data_items", key="rikos", name="r", categories=["criminal"], special_statute="7 §")],
    ),
    ("art13-1d", [add("legal_bases", **BASIS_F, interest="asiakassuhteen hoitaminen")]),
    (
        "art13-1d",
        [
            add(
                "legal_bases",
                **BASIS_F,
                text="Peruste on oikeutettu etu olla yhteydessä asiakkaisiin.",
            )
        ],
    ),
    (
        "art13-1e",
        [drop("recipients"), only("vastaanottajat", "Tietoja luovutetaan viranomaisille.")],
    ),
    (
        "art13-1e",
        [drop("recipients"), only("vastaanottajat", "Emme luovuta tietoja ulkopuolisille.")],
    ),
    ("art13-1f", [drop("transfers"), add("transfers", **ABROAD, copy="Jäljennöksen saa meiltä.")]),
    (
        "art13-1f",
        [
            drop("transfers"),
            add("transfers", key="jp", state="exists", countries=["JP"], adequacy="yes"),
        ],
    ),
    (
        "art13-1f-none",
        [drop("transfers"), only("siirrot", "Tietoja ei siirretä EU:n tai ETA:n ulkopuolelle.")],
    ),
    (
        "art13-2a",
        [
            drop("retention"),
            only("sailytys", "Tiedot poistetaan kahden vuoden kuluttua ostoksesta."),
        ],
    ),
    (
        "art13-2a-vague",
        [put("retention/asiakas", text="Niin kauan kuin on tarpeen, kuitenkin enintään 2 vuotta.")],
    ),
    (
        "art13-2a-vague",
        [put("retention/asiakas", text="Kirjanpitolainsäädännön edellyttämän ajan.")],
    ),
    (
        "art13-2b-access",
        [drop("rights/tarkastus"), write("oikeudet", "Sinulla on oikeus tutustua tietoihisi.")],
    ),
    (
        "art13-2b-restriction",
        [
            drop("rights/rajoitus"),
            write("oikeudet", "Voit vaatia tietojesi käsittelyn rajoittamista."),
        ],
    ),
    ("art13-2b-portability", [drop("rights/siirto"), put("register", automated=False)]),
    ("art21-2", [drop("rights/kielto"), write("kielto", "Voit aina kieltää suoramarkkinoinnin.")]),
    ("art21-4", [drop("rights/kielto"), write("kielto", "Voit aina kieltää suoramarkkinoinnin.")]),
    (
        "art13-2c",
        [drop("rights/peruutus"), write("oikeudet", "Suostumuksen voi peruuttaa milloin tahansa.")],
    ),
    (
        "art13-2d",
        [drop("rights/valitus"), write("oikeudet", "Voit valittaa tietosuojavaltuutetulle.")],
    ),
    (
        "art13-2d-contact",
        [
            put("rights/valitus", authority=None),
            write("oikeudet", "Tietosuojavaltuutetun toimisto, PL 800, 00531 Helsinki"),
        ],
    ),
    ("art13-2e", [silence("tiedot"), write("tiedot", "Tietojen antaminen on vapaaehtoista.")]),
    (
        "art13-2f",
        [
            put(
                "automated_processing/paatokset",
                state="exists",
                logic="Luottotieto ratkaisee.",
                consequences="Tilaus hylätään.",
            )
        ],
    ),
    (
        "profiling-consistency",
        [
            add("purposes", key="ryhmittely", name="asiakkaiden ryhmittely"),
            put("automated_processing/profilointi", state="exists"),
        ],
    ),
    ("art13-3", [put("purposes/uutiskirje", added_on=date(2026, 1, 1))]),
    ("art14-3", [ELSEWHERE, *TOLD_IN_TIME]),
    ("art26-2", [SECOND, put("register", joint_controllership="separate")]),
    (
        "art26-2",
        [
            SECOND,
            put("register", joint_controllership="joint"),
            add(
                "statements",
                key="jako",
                kind="joint_arrangement",
                text="Mallila vastaa pyyntöihin.",
            ),
            new_section(
                "yhteis", "Vastuunjako", ["joint_controllers"], {"facts": "joint_controllers"}
            ),
        ],
    ),
    ("art12-1-vague", [write("oikeudet", "Voit pyytää esimerkiksi jäljennöksen.")]),
    (
        "art12-2-channel",
        [drop("requests"), write("oikeudet", "Pyyntö lähetetään asiakaspalveluun.")],
    ),
    ("art12-2-burden", [put("rights/tarkastus", form="written")]),
    (
        "art12-2-burden",
        [drop("requests"), write("oikeudet", "Voimme pyytää täsmentämään pyyntöä kirjallisesti.")],
    ),
    (
        "art8-child",
        [
            put("register", offered_to_children=True),
            write("oikeudet", "Alle 13-vuotiaalta tarvitaan huoltajan suostumus."),
        ],
    ),
    ("date", [put("notice", dates_place="nowhere", closing="Laadittu {date:drawn_up}")]),
    ("pre-gdpr", [put("notice", drawn_up_on=date(2010, 1, 1), updated_on=date(2018, 5, 25))]),
    ("duplicate-date", [put("notice", updated_on=date(2026, 1, 31))]),
    ("future-date", [put("notice", updated_on=date(2026, 11, 21))]),
    (
        "contact-mismatch",
        [
            put("contacts/yhteys", kind="trade_name", name="Malli24"),
            put(
                "controllers/mallila",
                trade_names=[
                    {"key": "m", "name": "Malli24", "explanation": "Malli24 on aputoiminimi."}
                ],
            ),
        ],
    ),
    (
        "cross-reference",
        [write("oikeudet", "Katso kohta 1 ja kohta {number:tiedot} sekä Säilytysaika-kohdasta.")],
    ),
    (
        "cross-reference",
        [write("oikeudet", "Perusteena on asetuksen 6 artiklan 1 kohdan f alakohta.")],
    ),
    ("basis-b2b", [put("legal_bases/sopimus", party="data_subject")]),
    ("membership-not-basis", [write("tarkoitus", "Asiakassuhde voi päättyä.")]),
    (
        "external-document",
        [
            write("oikeudet", "Katso tietosuojaperiaatteemme."),
            add(
                "documents", key="p", name="Tietosuojaperiaatteet", url="https://mallila.example/p"
            ),
        ],
    ),
    (
        "retention-ambiguity",
        [
            put(
                "retention/asiakas",
                text="Sopimuksen päättymisestä tai viimeisestä tilauksesta, "
                "sen mukaan kumpi on myöhempi.",
            )
        ],
    ),
    ("processors-in-wrong-section", [write("vastaanottajat", "Käsittelyä on ulkoistettu.")]),
    (
        "purpose-outside-section",
        [
            put("purposes/uutiskirje", name="markkinointi"),
            write("vastaanottajat", "Tietoja käytetään markkinointiin."),
        ],
    ),
    ("disclosure-for-marketing", [put("recipients/tilitoimisto", may_redisclose=True)]),
    ("dm-after-contract", [put("retention/asiakas", purposes=["uutiskirje"])]),
    (
        "statutory-period-short",
        [
            put(
                "retention/tositteet",
                terms=[{"key": "a", "trigger": "financial_year_end", "length": 7, "unit": "year"}],
            )
        ],
    ),
    (
        "basis-mismatch-right",
        [
            add("legal_bases", **BASIS_F, interest="huolto"),
            add("rights", key="v", right="objection"),
        ],
    ),
    ("contradiction", [write("automaatio", "Emme tee automaattisia päätöksiä.")]),
    (
        "contradiction",
        [write("vastaanottajat", "Emme luovuta tietoja muille kuin tässä nimetyille.")],
    ),
]


@pytest.mark.parametrize(("id_", "changes"), OBEYED)
def test_obeyed_rule_is_silent(checked, id_, changes):
    assert id_ not in {finding.id for finding in checked(*changes)}


def test_rule_whose_condition_is_not_met_does_not_apply(checked):
    applied = checked().applied

    assert not applied & {"art13-1a-rep", "art13-1b", "art26-2", "art8-child", "art13-1d", "art9-2"}
    assert {"art13-1a", "art13-2c", "art13-2d"} <= applied
