"""Every rule of a notice, broken once and more, and what looks like breaking it and is not."""

from datetime import date

import pytest

from privacy_notices.checklist.checking import RULES
from tests.privacy_notices.checklist.changes import (
    add,
    drop,
    new_section,
    only,
    put,
    silence,
    write,
)

NO_BASES = drop("legal_bases")
BASIS_F = {"key": "etu", "basis": "f", "purposes": ["tilaukset"]}
ELSEWHERE = add("sources", key="ytj", kind="public_register", name="YTJ", public="yes")
TOLD_IN_TIME = (
    add("statements", key="aika", kind="information_time", text="Kerromme kuukauden kuluessa."),
    new_section("info", "Informointi", ["information"], {"facts": "information"}),
)
SECOND = add("controllers", key="toinen", name="Toinen Oy", email="info@toinen.example",
             business_id="2423017-7")  # fmt: skip
THREE_YEARS = [{"key": "loppu", "trigger": "customer_relationship_end", "length": 3, "unit": "year"}]
ABROAD = {"key": "usa", "state": "exists", "countries": ["US"], "mechanism": "standard_clauses"}

# id, severity, what is changed
BROKEN = [
    ("art13-1a", "error", [silence("rekisterinpitaja")]),
    ("art13-1a", "error", [put("controllers/mallila", email=None, postal_address=None), drop("contacts")]),
    ("art13-1a-rep", "error", [put("controllers/mallila", country="US", business_id=None)]),
    ("business-id", "info", [put("controllers/mallila", business_id=None)]),
    ("business-id", "warning", [write("rekisterinpitaja", "Y-tunnus: 1234567-8")]),
    ("contact-person", "warning", [drop("contacts")]),
    ("contact-person", "warning", [only("yhteys", "Kysy meiltä.")]),
    ("art13-1b", "error", [add("contacts", key="dpo", role="data_protection_officer", name="Pia Malli")]),
    (
        "art13-1b",
        "error",
        [add("contacts", key="dpo", role="data_protection_officer", name="P", email="dpo@x.example")],
    ),
    ("art13-1b", "error", [new_section("d", "D", ["other"], {"text": "Meillä on tietosuojavastaava."})]),
    ("register-name", "warning", [put("register", name=None)]),
    ("register-name", "warning", [only("rekisteri", "Tässä.")]),
    ("data-subjects", "warning", [drop("data_subjects")]),
    ("data-subjects", "warning", [put("notice/sections/rekisteri", content=[{"facts": "register_name"}])]),
    ("art13-1c-purpose", "error", [silence("tarkoitus")]),
    ("art13-1c-basis", "error", [NO_BASES]),
    ("art13-1c-basis", "error", [put("notice/sections/tarkoitus", content=[{"facts": "purposes"}])]),
    ("art13-1c-basis", "warning", [add("purposes", key="muu", name="tutkimus")]),
    ("art13-1c-law", "warning", [put("legal_bases/laki", statute=None)]),
    ("art9-2", "error", [add("data_items", key="terveys", name="allergiat", categories=["special"])]),
    (
        "art9-2",
        "warning",
        [add("data_items", key="terveys", name="allergiat", categories=["special"], special_condition="a")],
    ),
    ("dpa29-hetu", "error", [add("data_items", key="hetu", name="henkilötunnus", categories=["identity_code"])]),
    ("dpa29-hetu", "error", [write("tiedot", "Tallennamme myös henkilötunnuksen.")]),
    ("dpa29-hetu", "error", [write("oikeudet", "Tunnistamme pyytäjän henkilötunnuksella.")]),
    ("art10-criminal", "error", [add("data_items", key="rikos", name="näpistykset", categories=["criminal"])]),
    ("art13-1d", "error", [add("legal_bases", **BASIS_F)]),
    ("art13-1d", "error", [add("legal_bases", **BASIS_F, text="Peruste on rekisterinpitäjän oikeutettu etu.")]),
    ("art14-1d", "warning", [drop("data_items"), put("retention/asiakas", categories=None)]),
    ("art14-1d", "error", [drop("data_items"), ELSEWHERE]),
    ("art14-2f", "error", [ELSEWHERE, silence("lahteet")]),
    ("art14-2f", "info", [add("sources", key="muu", kind="third_party", name="luottotietoyhtiö"), *TOLD_IN_TIME]),
    ("art13-1e", "error", [drop("recipients")]),
    ("art13-1e", "error", [drop("recipients"), only("vastaanottajat", "Tietoja luovutetaan lain sallimissa rajoissa.")]),
    ("art13-1f", "error", [drop("transfers"), add("transfers", key="ehka", state="possible")]),
    ("art13-1f", "error", [drop("transfers"), add("transfers", **ABROAD)]),
    ("art13-1f", "error", [drop("transfers"), add("recipients", key="us", kind="processor", name="Cloud Inc", country="US")]),
    ("art13-1f", "error", [drop("transfers"), only("siirrot", "Tietoja voidaan siirtää EU:n ulkopuolelle.")]),
    ("art13-1f-none", "warning", [drop("transfers"), drop("notice/sections/siirrot")]),
    ("art13-2a", "error", [drop("retention"), only("sailytys", "Säilytämme tietoja lukituissa tiloissa.")]),
    ("art13-2a", "error", [silence("sailytys")]),
    ("art13-2a-vague", "warning", [put("retention/asiakas", form="criterion", terms=None, text="Tietoja säilytetään niin kauan kuin se on tarpeen.")]),
    ("art13-2a-vague", "warning", [put("retention/asiakas", form="criterion", terms=None, on_request=True, name="tiedot")]),
    ("art13-2a-trigger", "warning", [put("retention/asiakas", terms=[{"key": "a", "length": 3, "unit": "year"}])]),
    ("art13-2b-access", "error", [drop("rights/tarkastus")]),
    ("art13-2b-rectification", "error", [drop("rights/oikaisu")]),
    ("art13-2b-erasure", "error", [drop("rights/poisto")]),
    ("art13-2b-erasure", "error", [put("rights/poisto", text="Poistamme virheellisen tai vanhentuneen tiedon.")]),
    ("art13-2b-restriction", "error", [drop("rights/rajoitus")]),
    ("art13-2b-objection", "error", [add("legal_bases", **BASIS_F, interest="asiakassuhteen hoitaminen")]),
    ("art13-2b-objection", "warning", [NO_BASES]),
    ("art13-2b-portability", "error", [drop("rights/siirto")]),
    ("art13-2b-portability", "warning", [drop("rights/siirto"), NO_BASES]),
    ("art21-2", "error", [drop("rights/kielto")]),
    ("art21-4", "error", [drop("rights/kielto")]),
    ("art21-4", "warning", [drop("notice/sections/kielto")]),
    ("art13-2c", "error", [drop("rights/peruutus")]),
    ("art13-2c", "warning", [drop("rights/peruutus"), NO_BASES, write("lahteet", "Tiedot saadaan suostumuksella.")]),
    ("art13-2d", "error", [drop("rights/valitus")]),
    ("art13-2d-contact", "warning", [put("rights/valitus", authority=None)]),
    ("art13-2e", "error", [silence("tiedot")]),
    ("art13-2e", "warning", [silence("tiedot"), drop("legal_bases/sopimus"), drop("legal_bases/laki")]),
    ("art13-2f", "error", [put("automated_processing/paatokset", state="exists")]),
    ("art13-2f-none", "info", [drop("automated_processing/paatokset"), put("notice/sections/automaatio", heading="Profilointi", content=[{"facts": "profiling"}])]),
    ("profiling-consistency", "warning", [add("purposes", key="ryhmittely", name="asiakkaiden ryhmittely")]),
    ("art13-3", "warning", [put("purposes/uutiskirje", added_on=date(2026, 5, 1))]),
    ("art14-3", "warning", [ELSEWHERE]),
    ("art14-3", "warning", [put("data_subjects/asiakkaat", customer_relationship=False)]),
    ("art14-5", "warning", [write("lahteet", "Rekisteröidyille ei ilmoiteta erikseen.")]),
    ("art26-2", "warning", [SECOND]),
    ("art26-2", "error", [SECOND, put("register", joint_controllership="joint")]),
    ("art12-1-lang", "warning", [put("notice/sections/tiedot", heading={"fi": "Tiedot", "sv": "Uppgifter"})]),
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
    ("empty-section", "warning", [put("notice/sections/suojaus", content=None, keep_if_empty=True)]),
    ("template-leftover", "warning", [write("suojaus", "Esimerkki: palomuuri.")]),
    ("template-leftover", "warning", [write("suojaus", "Yritys [täydennä nimi] vastaa.")]),
    ("duplicate-date", "warning", [put("notice", closing="Päivitetty 31.1.2026")]),
    ("future-date", "warning", [put("notice", updated_on=date(2026, 11, 22))]),
    ("contact-mismatch", "warning", [put("contacts/yhteys", kind="trade_name", name="Malli24")]),
    ("contact-mismatch", "warning", [put("contacts/yhteys", organisation="Toinen Oy")]),
    ("cross-reference", "warning", [write("oikeudet", "Katso kohta 15.")]),
    ("cross-reference", "warning", [write("oikeudet", "Katso Yhteydenotot-kohdasta.")]),
    ("cross-reference", "warning", [write("oikeudet", "Luettelo on kohdassa ”Luovutukset”.")]),
    ("cross-reference", "warning", [put("notice/sections/suojaus", content=None), write("oikeudet", "Katso kohta {number:suojaus}.")]),
    ("basis-b2b", "warning", [put("legal_bases/sopimus", party="organisation")]),
    ("membership-not-basis", "warning", [write("tarkoitus", "Käsittelyn perusteena on asiakassuhde.")]),
    ("external-document", "warning", [write("oikeudet", "Pyynnöt käsitellään tietosuojaperiaatteidemme mukaisesti.")]),
    ("retention-ambiguity", "warning", [put("retention/asiakas", terms=[*THREE_YEARS, {"key": "b", "trigger": "last_order", "length": 3, "unit": "year"}])]),
    ("retention-ambiguity", "warning", [put("retention/asiakas", text="Kaksi vuotta sopimuksen päättymisestä tai viimeisestä tilauksesta.")]),
    ("processors-in-wrong-section", "warning", [drop("recipients"), add("statements", key="ei", kind="no_recipients", text="Tietoja ei luovuteta muille."), write("tarkoitus", "Käsittely voidaan ulkoistaa.")]),
    ("purpose-outside-section", "warning", [put("purposes/uutiskirje", name="tiedottaminen"), write("vastaanottajat", "Tietoja käytetään markkinointiin.")]),
    ("disclosure-for-marketing", "warning", [add("recipients", key="kumppani", kind="partner", name="kumppanit", may_redisclose=True)]),
    ("disclosure-for-marketing", "warning", [write("vastaanottajat", "Kumppaneilla on oikeus käyttää ja luovuttaa tietoja.")]),
    ("dm-after-contract", "warning", [NO_BASES, write("tarkoitus", "Asiakassuhteen päätyttyä tietoja käytetään suoramarkkinointiin.")]),
    ("dm-after-contract", "warning", [drop("legal_bases/suostumus"), put("retention/asiakas", purposes=["uutiskirje"])]),
    ("statutory-period-short", "warning", [put("retention/tositteet", terms=[{"key": "a", "trigger": "financial_year_end", "length": 6, "unit": "year"}])]),
    ("statutory-period-short", "warning", [drop("retention/tositteet"), write("sailytys", "Laskut säilytetään 6 vuotta tilikauden päättymisestä.")]),
    ("basis-mismatch-right", "warning", [add("rights", key="vastustus", right="objection")]),
    ("basis-mismatch-right", "warning", [write("oikeudet", "Sinulla ei ole oikeutta käsittelyn rajoittamiseen.")]),
    ("contradiction", "warning", [write("siirrot", "Tietoja voidaan siirtää EU:n ulkopuolelle.")]),
    ("contradiction", "warning", [write("automaatio", "Käytämme automaattista päätöksentekoa.")]),
]  # fmt: skip

# id, what is changed, though the rule is obeyed (None: and applies no more)
OBEYED = [
    ("art13-1a", [put("controllers/mallila", email=None)]),
    ("art13-1a-rep", [put("controllers/mallila", country="SE", business_id=None)]),
    ("art13-1b", [
        add("contacts", key="dpo", role="data_protection_officer", email="dpo@x.example"),
        new_section("dpo", "Tietosuojavastaava", ["data_protection_officer"], {"facts": "data_protection_officer"}),
    ]),
    ("art13-1b", [write("yhteys", "Tietosuojavastaavaa ei ole nimitetty.")]),
    ("business-id", [write("rekisterinpitaja", "Y-tunnus: 2423017-7. Puhelin 045 674 7595.")]),
    ("contact-person", [drop("contacts"), only("yhteys", "Kirjoita osoitteeseen apua@mallila.example.")]),
    ("art13-1c-basis", [NO_BASES, write("tarkoitus", "Käsittelyn oikeusperuste on sopimus.")]),
    ("art13-1c-law", [put("legal_bases/laki", statute=None, text="Peruste on kirjanpitolaki.")]),
    ("art9-2", [
        add("data_items", key="terveys", name="allergiat", categories=["special"], special_condition="a"),
        put("notice/sections/tiedot", content=[{"facts": "data_items"}, {"facts": "special_data"}, {"facts": "obligation"}]),
    ]),
    ("dpa29-hetu", [add("data_items", key="hetu", name="henkilötunnus", categories=["identity_code"], identity_code_ground="law")]),
    ("dpa29-hetu", [write("tiedot", "Henkilötunnusta ei kerätä.")]),
    ("art10-criminal", [add("data_items", key="rikos", name="r", categories=["criminal"], special_statute="7 §")]),
    ("art13-1d", [add("legal_bases", **BASIS_F, interest="asiakassuhteen hoitaminen")]),
    ("art13-1d", [add("legal_bases", **BASIS_F, text="Peruste on oikeutettu etu olla yhteydessä asiakkaisiin.")]),
    ("art13-1e", [drop("recipients"), only("vastaanottajat", "Tietoja luovutetaan viranomaisille.")]),
    ("art13-1e", [drop("recipients"), only("vastaanottajat", "Emme luovuta tietoja ulkopuolisille.")]),
    ("art13-1f", [drop("transfers"), add("transfers", **ABROAD, copy="Jäljennöksen saa meiltä.")]),
    ("art13-1f", [drop("transfers"), add("transfers", key="jp", state="exists", countries=["JP"], adequacy="yes")]),
    ("art13-1f-none", [drop("transfers"), only("siirrot", "Tietoja ei siirretä EU:n tai ETA:n ulkopuolelle.")]),
    ("art13-2a", [drop("retention"), only("sailytys", "Tiedot poistetaan kahden vuoden kuluttua ostoksesta.")]),
    ("art13-2a-vague", [put("retention/asiakas", text="Niin kauan kuin on tarpeen, kuitenkin enintään 2 vuotta.")]),
    ("art13-2a-vague", [put("retention/asiakas", text="Kirjanpitolainsäädännön edellyttämän ajan.")]),
    ("art13-2b-access", [drop("rights/tarkastus"), write("oikeudet", "Sinulla on oikeus tutustua tietoihisi.")]),
    ("art13-2b-restriction", [drop("rights/rajoitus"), write("oikeudet", "Voit vaatia tietojesi käsittelyn rajoittamista.")]),
    ("art13-2b-portability", [drop("rights/siirto"), put("register", automated=False)]),
    ("art21-2", [drop("rights/kielto"), write("kielto", "Voit aina kieltää suoramarkkinoinnin.")]),
    ("art21-4", [drop("rights/kielto"), write("kielto", "Voit aina kieltää suoramarkkinoinnin.")]),
    ("art13-2c", [drop("rights/peruutus"), write("oikeudet", "Suostumuksen voi peruuttaa milloin tahansa.")]),
    ("art13-2d", [drop("rights/valitus"), write("oikeudet", "Voit valittaa tietosuojavaltuutetulle.")]),
    ("art13-2d-contact", [put("rights/valitus", authority=None), write("oikeudet", "Tietosuojavaltuutetun toimisto, PL 800, 00531 Helsinki")]),
    ("art13-2e", [silence("tiedot"), write("tiedot", "Tietojen antaminen on vapaaehtoista.")]),
    ("art13-2f", [put("automated_processing/paatokset", state="exists", logic="Luottotieto ratkaisee.", consequences="Tilaus hylätään.")]),
    ("profiling-consistency", [add("purposes", key="ryhmittely", name="asiakkaiden ryhmittely"), put("automated_processing/profilointi", state="exists")]),
    ("art13-3", [put("purposes/uutiskirje", added_on=date(2026, 1, 1))]),
    ("art14-3", [ELSEWHERE, *TOLD_IN_TIME]),
    ("art26-2", [SECOND, put("register", joint_controllership="separate")]),
    ("art26-2", [
        SECOND, put("register", joint_controllership="joint"),
        add("statements", key="jako", kind="joint_arrangement", text="Mallila vastaa pyyntöihin."),
        new_section("yhteis", "Vastuunjako", ["joint_controllers"], {"facts": "joint_controllers"}),
    ]),
    ("art12-1-vague", [write("oikeudet", "Voit pyytää esimerkiksi jäljennöksen.")]),
    ("art12-2-channel", [drop("requests"), write("oikeudet", "Pyyntö lähetetään asiakaspalveluun.")]),
    ("art12-2-burden", [put("rights/tarkastus", form="written")]),
    ("art12-2-burden", [drop("requests"), write("oikeudet", "Voimme pyytää täsmentämään pyyntöä kirjallisesti.")]),
    ("art8-child", [put("register", offered_to_children=True), write("oikeudet", "Alle 13-vuotiaalta tarvitaan huoltajan suostumus.")]),
    ("date", [put("notice", dates_place="nowhere", closing="Laadittu {date:drawn_up}")]),
    ("pre-gdpr", [put("notice", drawn_up_on=date(2010, 1, 1), updated_on=date(2018, 5, 25))]),
    ("duplicate-date", [put("notice", updated_on=date(2026, 1, 31))]),
    ("future-date", [put("notice", updated_on=date(2026, 11, 21))]),
    ("contact-mismatch", [
        put("contacts/yhteys", kind="trade_name", name="Malli24"),
        put("controllers/mallila", trade_names=[{"key": "m", "name": "Malli24", "explanation": "Malli24 on aputoiminimi."}]),
    ]),
    ("cross-reference", [write("oikeudet", "Katso kohta 1 ja kohta {number:tiedot} sekä Säilytysaika-kohdasta.")]),
    ("cross-reference", [write("oikeudet", "Perusteena on asetuksen 6 artiklan 1 kohdan f alakohta.")]),
    ("basis-b2b", [put("legal_bases/sopimus", party="data_subject")]),
    ("membership-not-basis", [write("tarkoitus", "Asiakassuhde voi päättyä.")]),
    ("external-document", [
        write("oikeudet", "Katso tietosuojaperiaatteemme."),
        add("documents", key="p", name="Tietosuojaperiaatteet", url="https://mallila.example/p"),
    ]),
    ("retention-ambiguity", [put("retention/asiakas", text="Sopimuksen päättymisestä tai viimeisestä tilauksesta sen mukaan, kumpi on myöhempi.")]),
    ("processors-in-wrong-section", [write("vastaanottajat", "Käsittelyä on ulkoistettu.")]),
    ("purpose-outside-section", [put("purposes/uutiskirje", name="markkinointi"), write("vastaanottajat", "Tietoja käytetään markkinointiin.")]),
    ("disclosure-for-marketing", [put("recipients/tilitoimisto", may_redisclose=True)]),
    ("dm-after-contract", [put("retention/asiakas", purposes=["uutiskirje"])]),
    ("statutory-period-short", [put("retention/tositteet", terms=[{"key": "a", "trigger": "financial_year_end", "length": 7, "unit": "year"}])]),
    ("basis-mismatch-right", [add("legal_bases", **BASIS_F, interest="huolto"), add("rights", key="v", right="objection")]),
    ("contradiction", [write("automaatio", "Emme tee automaattisia päätöksiä.")]),
    ("contradiction", [write("vastaanottajat", "Emme luovuta tietoja muille kuin tässä nimetyille.")]),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "severity", "changes"), BROKEN)
def test_broken_rule_is_found(checked, id_, severity, changes):
    found = {finding.id: finding for finding in checked(*changes)}

    assert id_ in found
    assert found[id_].severity == severity
    assert all(found[id_].places)


@pytest.mark.parametrize(("id_", "changes"), OBEYED)
def test_obeyed_rule_is_silent(checked, id_, changes):
    assert id_ not in {finding.id for finding in checked(*changes)}


def test_every_rule_is_broken_and_obeyed_somewhere():
    """Obeyed: by the small notice, where the rule applies to it, or by one of the cases."""
    rules = {id_ for id_, _ in RULES}

    assert rules - {id_ for id_, _, _ in BROKEN} == {"lang-divergence"}  # test_languages.py


def test_rule_whose_condition_is_not_met_does_not_apply(checked):
    applied = checked().applied

    assert not applied & {"art13-1a-rep", "art13-1b", "art26-2", "art8-child", "art13-1d", "art9-2"}
    assert {"art13-1a", "art13-2c", "art13-2d"} <= applied
