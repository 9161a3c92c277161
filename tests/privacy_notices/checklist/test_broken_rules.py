"""Every rule of a notice, broken once and more."""

from datetime import date

import pytest

from privacy_notices.checklist.checking import RULES
from tests.privacy_notices.checklist.changes import (
    ABROAD,
    BASIS_ALL,
    BASIS_F,
    DPO_AMONG_CONTACTS,
    ELSEWHERE,
    NO_BASES,
    SECOND,
    THREE_YEARS,
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

# id, severity, what is changed
BROKEN = [
    ("art13-1a", "error", [silence("rekisterinpitaja")]),
    (
        "art13-1a",
        "error",
        [put("controllers/mallila", email=None, postal_address=None), drop("contacts")],
    ),
    ("art13-1a-rep", "error", [put("controllers/mallila", country="US", business_id=None)]),
    ("business-id", "info", [put("controllers/mallila", business_id=None)]),
    ("business-id", "warning", [write("rekisterinpitaja", "Y-tunnus: 1234567-8")]),
    ("contact-person", "warning", [drop("contacts")]),
    ("contact-person", "warning", [only("yhteys", "Kysy meiltä.")]),
    (
        "art13-1b",
        "error",
        [add("contacts", key="dpo", role="data_protection_officer", name="Pia Malli")],
    ),
    (
        "art13-1b",
        "error",
        [
            add(
                "contacts",
                key="dpo",
                role="data_protection_officer",
                name="P",
                email="dpo@x.example",
            )
        ],
    ),
    (
        "art13-1b",
        "error",
        [new_section("d", "D", ["other"], {"text": "Meillä on tietosuojavastaava."})],
    ),
    ("register-name", "warning", [put("register", name=None)]),
    ("register-name", "warning", [only("rekisteri", "Tässä.")]),
    ("data-subjects", "warning", [drop("data_subjects")]),
    (
        "data-subjects",
        "warning",
        [put("notice/sections/rekisteri", content=[{"facts": "register_name"}])],
    ),
    ("art13-1c-purpose", "error", [silence("tarkoitus")]),
    (
        "art13-1c-purpose",
        "error",
        [drop("purposes"), drop("legal_bases"), add("legal_bases", **BASIS_ALL)],
    ),
    ("contact-person", "warning", [drop("contacts"), DPO_AMONG_CONTACTS]),
    (
        "security",
        "info",
        [drop("security"), put("notice/sections/suojaus", content=[{"facts": "data_items"}])],
    ),
    ("art13-1c-basis", "error", [NO_BASES]),
    (
        "art13-1c-basis",
        "error",
        [put("notice/sections/tarkoitus", content=[{"facts": "purposes"}])],
    ),
    ("art13-1c-basis", "warning", [add("purposes", key="muu", name="tutkimus")]),
    ("art13-1c-law", "warning", [put("legal_bases/laki", statute=None)]),
    (
        "art9-2",
        "error",
        [add("data_items", key="terveys", name="allergiat", categories=["special"])],
    ),
    (
        "art9-2",
        "warning",
        [
            add(
                "data_items",
                key="terveys",
                name="allergiat",
                categories=["special"],
                special_condition="a",
            )
        ],
    ),
    (
        "dpa29-hetu",
        "error",
        [add("data_items", key="hetu", name="henkilötunnus", categories=["identity_code"])],
    ),
    ("dpa29-hetu", "error", [write("tiedot", "Tallennamme myös henkilötunnuksen.")]),
    ("dpa29-hetu", "error", [write("oikeudet", "Tunnistamme pyytäjän henkilötunnuksella.")]),
    (
        "art10-criminal",
        "error",
        [add("data_items", key="rikos", name="näpistykset", categories=["criminal"])],
    ),
    ("art13-1d", "error", [add("legal_bases", **BASIS_F)]),
    (
        "art13-1d",
        "error",
        [add("legal_bases", **BASIS_F, text="Peruste on rekisterinpitäjän oikeutettu etu.")],
    ),
    ("art14-1d", "warning", [drop("data_items"), put("retention/asiakas", categories=None)]),
    ("art14-1d", "error", [drop("data_items"), ELSEWHERE]),
    ("art14-2f", "error", [ELSEWHERE, silence("lahteet")]),
    (
        "art14-2f",
        "info",
        [add("sources", key="muu", kind="third_party", name="luottotietoyhtiö"), *TOLD_IN_TIME],
    ),
    ("art13-1e", "error", [drop("recipients")]),
    (
        "art13-1e",
        "error",
        [
            drop("recipients"),
            only("vastaanottajat", "Tietoja luovutetaan lain sallimissa rajoissa."),
        ],
    ),
    ("art13-1f", "error", [drop("transfers"), add("transfers", key="ehka", state="possible")]),
    ("art13-1f", "error", [drop("transfers"), add("transfers", **ABROAD)]),
    (
        "art13-1f",
        "error",
        [
            drop("transfers"),
            add("recipients", key="us", kind="processor", name="Cloud Inc", country="US"),
        ],
    ),
    (
        "art13-1f",
        "error",
        [drop("transfers"), only("siirrot", "Tietoja voidaan siirtää EU:n ulkopuolelle.")],
    ),
    ("art13-1f-none", "warning", [drop("transfers"), drop("notice/sections/siirrot")]),
    (
        "art13-2a",
        "error",
        [drop("retention"), only("sailytys", "Säilytämme tietoja lukituissa tiloissa.")],
    ),
    ("art13-2a", "error", [silence("sailytys")]),
    (
        "art13-2a-vague",
        "warning",
        [
            put(
                "retention/asiakas",
                form="criterion",
                terms=None,
                text="Tietoja säilytetään niin kauan kuin se on tarpeen.",
            )
        ],
    ),
    (
        "art13-2a-vague",
        "warning",
        [put("retention/asiakas", form="criterion", terms=None, on_request=True, name="tiedot")],
    ),
    (
        "art13-2a-trigger",
        "warning",
        [put("retention/asiakas", terms=[{"key": "a", "length": 3, "unit": "year"}])],
    ),
    ("art13-2b-access", "error", [drop("rights/tarkastus")]),
    ("art13-2b-rectification", "error", [drop("rights/oikaisu")]),
    ("art13-2b-erasure", "error", [drop("rights/poisto")]),
    (
        "art13-2b-erasure",
        "error",
        [put("rights/poisto", text="Poistamme virheellisen tai vanhentuneen tiedon.")],
    ),
    ("art13-2b-restriction", "error", [drop("rights/rajoitus")]),
    (
        "art13-2b-objection",
        "error",
        [add("legal_bases", **BASIS_F, interest="asiakassuhteen hoitaminen")],
    ),
    ("art13-2b-objection", "warning", [NO_BASES]),
    ("art13-2b-portability", "error", [drop("rights/siirto")]),
    ("art13-2b-portability", "warning", [drop("rights/siirto"), NO_BASES]),
    ("art21-2", "error", [drop("rights/kielto")]),
    ("art21-4", "error", [drop("rights/kielto")]),
    ("art21-4", "warning", [drop("notice/sections/kielto")]),
    ("art13-2c", "error", [drop("rights/peruutus")]),
    (
        "art13-2c",
        "warning",
        [drop("rights/peruutus"), NO_BASES, write("lahteet", "Tiedot saadaan suostumuksella.")],
    ),
    ("art13-2d", "error", [drop("rights/valitus")]),
    ("art13-2d-contact", "warning", [put("rights/valitus", authority=None)]),
    ("art13-2e", "error", [silence("tiedot")]),
    (
        "art13-2e",
        "warning",
        [silence("tiedot"), drop("legal_bases/sopimus"), drop("legal_bases/laki")],
    ),
    ("art13-2f", "error", [put("automated_processing/paatokset", state="exists")]),
    (
        "art13-2f-none",
        "info",
        [
            drop("automated_processing/paatokset"),
            put(
                "notice/sections/automaatio",
                heading="Profilointi",
                content=[{"facts": "profiling"}],
            ),
        ],
    ),
    (
        "profiling-consistency",
        "warning",
        [add("purposes", key="ryhmittely", name="asiakkaiden ryhmittely")],
    ),
    ("art13-3", "warning", [put("purposes/uutiskirje", added_on=date(2026, 5, 1))]),
    ("art14-3", "warning", [ELSEWHERE]),
    ("art14-3", "warning", [put("data_subjects/asiakkaat", customer_relationship=False)]),
    ("art14-5", "warning", [write("lahteet", "Rekisteröidyille ei ilmoiteta erikseen.")]),
    ("art26-2", "warning", [SECOND]),
    ("art26-2", "error", [SECOND, put("register", joint_controllership="joint")]),
    (
        "art12-1-lang",
        "warning",
        [put("notice/sections/tiedot", heading={"fi": "Tiedot", "sv": "Uppgifter"})],
    ),
    ("art12-1-vague", "warning", [write("tiedot", "Keräämme mm. seuraavia tietoja.")]),
    ("art12-1-vague", "info", [write("vastaanottajat", "Tietoja voidaan luovuttaa.")]),
    ("art12-2-channel", "warning", [drop("requests")]),
    ("art12-2-burden", "warning", [put("rights/tarkastus", form="signed")]),
    ("art12-2-burden", "warning", [put("rights/tarkastus", form="written"), drop("requests")]),
    ("art12-2-burden", "warning", [write("oikeudet", "Liitä mukaan kopio henkilökortista.")]),
    ("art8-child", "warning", [put("register", offered_to_children=True)]),
    ("security", "info", [drop("security")]),
    ("date", "warning", [put("notice", drawn_up_on=None)]),
    ("date", "warning", [put("notice", dates_place="nowhere")]),
    ("pre-gdpr", "error", [put("notice", drawn_up_on=date(2018, 5, 24))]),
    ("pre-gdpr", "error", [put("notice", drawn_up_on=None, title="Seloste 12.11.2010")]),
    # Quality
    ("title", "warning", [put("notice", title=None)]),
    (
        "empty-section",
        "warning",
        [put("notice/sections/suojaus", content=None, keep_if_empty=True)],
    ),
    ("template-leftover", "warning", [write("suojaus", "Esimerkki: palomuuri.")]),
    ("template-leftover", "warning", [write("suojaus", "Yritys [täydennä nimi] vastaa.")]),
    ("duplicate-date", "warning", [put("notice", closing="Päivitetty 31.1.2026")]),
    ("future-date", "warning", [put("notice", updated_on=date(2026, 11, 22))]),
    ("contact-mismatch", "warning", [put("contacts/yhteys", kind="trade_name", name="Malli24")]),
    ("contact-mismatch", "warning", [put("contacts/yhteys", organisation="Toinen Oy")]),
    ("cross-reference", "warning", [write("oikeudet", "Katso kohta 15.")]),
    ("cross-reference", "warning", [write("oikeudet", "Katso Yhteydenotot-kohdasta.")]),
    ("cross-reference", "warning", [write("oikeudet", "Luettelo on kohdassa ”Luovutukset”.")]),
    (
        "cross-reference",
        "warning",
        [
            put("notice/sections/suojaus", content=None),
            write("oikeudet", "Katso kohta {number:suojaus}."),
        ],
    ),
    ("basis-b2b", "warning", [put("legal_bases/sopimus", party="organisation")]),
    (
        "membership-not-basis",
        "warning",
        [write("tarkoitus", "Käsittelyn perusteena on asiakassuhde.")],
    ),
    (
        "external-document",
        "warning",
        [write("oikeudet", "Pyynnöt käsitellään tietosuojaperiaatteidemme mukaisesti.")],
    ),
    (
        "retention-ambiguity",
        "warning",
        [
            put(
                "retention/asiakas",
                terms=[
                    *THREE_YEARS,
                    {"key": "b", "trigger": "last_order", "length": 3, "unit": "year"},
                ],
            )
        ],
    ),
    (
        "retention-ambiguity",
        "warning",
        [
            put(
                "retention/asiakas",
                text="Kaksi vuotta sopimuksen päättymisestä tai viimeisestä tilauksesta.",
            )
        ],
    ),
    (
        "processors-in-wrong-section",
        "warning",
        [
            drop("recipients"),
            add("statements", key="ei", kind="no_recipients", text="Tietoja ei luovuteta muille."),
            write("tarkoitus", "Käsittely voidaan ulkoistaa."),
        ],
    ),
    (
        "purpose-outside-section",
        "warning",
        [
            put("purposes/uutiskirje", name="tiedottaminen"),
            write("vastaanottajat", "Tietoja käytetään markkinointiin."),
        ],
    ),
    (
        "disclosure-for-marketing",
        "warning",
        [add("recipients", key="kumppani", kind="partner", name="kumppanit", may_redisclose=True)],
    ),
    (
        "disclosure-for-marketing",
        "warning",
        [write("vastaanottajat", "Kumppaneilla on oikeus käyttää ja luovuttaa tietoja.")],
    ),
    (
        "dm-after-contract",
        "warning",
        [
            NO_BASES,
            write("tarkoitus", "Asiakassuhteen päätyttyä tietoja käytetään suoramarkkinointiin."),
        ],
    ),
    (
        "dm-after-contract",
        "warning",
        [drop("legal_bases/suostumus"), put("retention/asiakas", purposes=["uutiskirje"])],
    ),
    (
        "statutory-period-short",
        "warning",
        [
            put(
                "retention/tositteet",
                terms=[{"key": "a", "trigger": "financial_year_end", "length": 6, "unit": "year"}],
            )
        ],
    ),
    (
        "statutory-period-short",
        "warning",
        [
            drop("retention/tositteet"),
            write("sailytys", "Laskut säilytetään 6 vuotta tilikauden päättymisestä."),
        ],
    ),
    ("basis-mismatch-right", "warning", [add("rights", key="vastustus", right="objection")]),
    (
        "basis-mismatch-right",
        "warning",
        [write("oikeudet", "Sinulla ei ole oikeutta käsittelyn rajoittamiseen.")],
    ),
    ("contradiction", "warning", [write("siirrot", "Tietoja voidaan siirtää EU:n ulkopuolelle.")]),
    ("contradiction", "warning", [write("automaatio", "Käytämme automaattista päätöksentekoa.")]),
]


@pytest.mark.parametrize(("id_", "severity", "changes"), BROKEN)
def test_broken_rule_is_found(checked, id_, severity, changes):
    found = {finding.id: finding for finding in checked(*changes)}

    assert id_ in found
    assert found[id_].severity == severity
    assert all(found[id_].places)


def test_every_rule_is_broken_somewhere():
    rules = {id_ for id_, _ in RULES}

    assert rules - {id_ for id_, _, _ in BROKEN} == {"lang-divergence"}  # see test_check.py
