"""Own words against the facts: what contradicts, and what only looks like it."""

import pytest

from privacy_notices.assembly.facts import gather
from privacy_notices.checklist import check, written
from privacy_notices.checklist.catalogue import ABOUT
from privacy_notices.checklist.law import Law
from privacy_notices.checklist.lengths import DAYS, lengths_in
from register.texts import Text
from retention.enums import Unit
from tests.privacy_notices.checklist.changes import (
    ABROAD,
    DPO_AMONG_CONTACTS,
    ELSEWHERE,
    TOLD_IN_TIME,
    add,
    drop,
    only,
    put,
    write,
)
from tests.privacy_notices.checklist.conftest import TODAY, loaded

pytestmark = pytest.mark.slow  # a register is loaded for every set of facts

SECTIONS = ("siirrot", "suojaus", "tarkoitus", "automaatio", "vastaanottajat", "yhteys", "lahteet",
            "sailytys", "oikeudet", "kielto")  # fmt: skip
NOTHING = []
OFFICER = [DPO_AMONG_CONTACTS]
TRANSFER = [drop("transfers"), add("transfers", **ABROAD, copy="Jäljennöksen saa meiltä.")]
PROFILING = [put("automated_processing/profilointi", state="exists")]
DECISIONS = [
    put(
        "automated_processing/paatokset",
        state="exists",
        logic="Luottotieto ratkaisee.",
        consequences="Tilaus hylätään.",
    )
]
NO_MARKETING = [put("purposes/uutiskirje", direct_marketing=False)]
PARTNER = [add("recipients", key="kumppani", kind="partner", name="kumppanit")]
REGISTER = [ELSEWHERE, *TOLD_IN_TIME]
# The small notice has rules of two years from the end of the relationship and of six years.

# variant, the facts, a sentence and the section it stands in
CONTRADICTED = [
    ("transfers", NOTHING, "siirrot", "Tietoja voidaan siirtää EU:n ulkopuolelle."),
    ("transfers", NOTHING, "suojaus", "Palvelimet sijaitsevat Yhdysvalloissa."),
    ("transfers", TRANSFER, "suojaus", "Tietoja ei siirretä EU:n tai ETA:n ulkopuolelle."),
    ("transfers", TRANSFER, "suojaus", "Emme luovuta tietoja kolmansiin maihin."),
    ("profiling", NOTHING, "tarkoitus", "Profiloimme asiakkaita ostosten perusteella."),
    ("profiling", NOTHING, "automaatio", "Tietoja käytetään profilointiin."),
    ("profiling", PROFILING, "tarkoitus", "Emme profiloi asiakkaita."),
    ("profiling", PROFILING, "tarkoitus", "Tietoja ei käytetä profilointiin."),
    ("profiling", PROFILING, "tarkoitus", "Profilointia ei tehdä."),
    ("decisions", NOTHING, "automaatio", "Käytämme automaattista päätöksentekoa."),
    ("decisions", DECISIONS, "tarkoitus", "Emme tee automaattisia päätöksiä."),
    ("decisions", DECISIONS, "tarkoitus", "Automaattisia päätöksiä ei tehdä."),
    ("recipients", PARTNER, "vastaanottajat", "Emme luovuta tietoja ulkopuolisille."),
    ("recipients", PARTNER, "vastaanottajat", "Tietoja ei luovuteta kolmansille osapuolille."),
    ("officer", OFFICER, "yhteys", "Emme ole nimenneet tietosuojavastaavaa."),
    ("officer", OFFICER, "yhteys", "Tietosuojavastaavaa ei ole nimitetty."),
    ("officer", OFFICER, "yhteys", "Meillä ei ole tietosuojavastaavaa."),
    ("sources", REGISTER, "lahteet", "Tiedot saadaan vain asiakkaalta itseltään."),
    ("sources", REGISTER, "lahteet", "Emme hanki tietoja muualta."),
    ("sources", NOTHING, "lahteet", "Osoitteet päivitetään väestötietojärjestelmästä."),
    ("sources", NOTHING, "lahteet", "Keräämme tietoja kaupparekisteristä."),
    ("marketing", NOTHING, "tarkoitus", "Emme käytä tietoja suoramarkkinointiin."),
    ("marketing", NOTHING, "tarkoitus", "Tietoja ei käytetä markkinointiin."),
    ("marketing", NO_MARKETING, "tarkoitus", "Käytämme tietoja suoramarkkinointiin."),
    ("retention", NOTHING, "sailytys", "Asiakastiedot säilytetään 5 vuotta asiakkuuden päätyttyä."),
    ("retention", NOTHING, "sailytys", "Tiedot poistetaan kymmenen (10) vuoden kuluttua."),
    (
        "retention",
        NOTHING,
        "sailytys",
        "Säilytämme tietoja 18 kuukautta asiakkuuden päättymisestä.",
    ),
]
AGREED = [
    (NOTHING, "siirrot", "Tietoja ei siirretä EU:n ulkopuolelle."),
    (NOTHING, "suojaus", "Palvelimet sijaitsevat Turussa."),
    (TRANSFER, "suojaus", "Tietoja ei siirretä EU:n ulkopuolelle ilman suojatoimia."),
    (TRANSFER, "suojaus", "Emme siirrä tietoja EU:n ulkopuolelle muualle kuin Yhdysvaltoihin."),
    (NOTHING, "tarkoitus", "Emme profiloi asiakkaita."),
    (PROFILING, "tarkoitus", "Profilointi ei vaikuta sopimuksen ehtoihin."),
    (PROFILING, "tarkoitus", "Profilointia ei tehdä ilman suostumustasi."),
    (NOTHING, "oikeudet", "Voit vastustaa sitä, että tietojasi käytetään profilointiin."),
    (NOTHING, "automaatio", "Emme tee automaattisia päätöksiä."),
    (DECISIONS, "tarkoitus", "Hallitus ei tee päätöksiä asiakkaista."),
    (PARTNER, "vastaanottajat", "Emme luovuta tietoja muille kuin tässä nimetyille."),
    (PARTNER, "siirrot", "Tietoja ei luovuteta EU:n ulkopuolelle."),
    (OFFICER, "yhteys", "Tietosuojavastaava ei vastaa laskutusta koskeviin asioihin."),
    (NOTHING, "yhteys", "Meillä ei ole tietosuojavastaavaa."),
    (REGISTER, "lahteet", "Asiakasnumero saadaan vain meiltä."),
    (REGISTER, "lahteet", "Tietoja ei kerätä muualta kuin yllä mainituista lähteistä."),
    (NOTHING, "lahteet", "Tiedot saadaan vain asiakkaalta itseltään."),
    (NOTHING, "lahteet", "Emme kerää tietoja sosiaalisesta mediasta."),
    (NOTHING, "tarkoitus", "Emme lähetä markkinointia, jos olet kieltänyt sen."),
    (NOTHING, "tarkoitus", "Emme käytä tietoja sähköiseen suoramarkkinointiin."),
    (NOTHING, "tarkoitus", "Emme luovuta tietoja muiden suoramarkkinointiin."),
    (NO_MARKETING, "tarkoitus", "Emme käytä tietoja suoramarkkinointiin."),
    (NO_MARKETING, "kielto", "Voit kieltää suoramarkkinoinnin."),
    (NOTHING, "sailytys", "Säilytämme asiakastietoja kaksi vuotta asiakkuuden päättymisestä."),
    (NOTHING, "sailytys", "Säilytämme asiakastietoja 24 kuukautta asiakkuuden päättymisestä."),
    (NOTHING, "sailytys", "Laskut säilytetään kuuden (6) vuoden ajan kalenterivuoden lopusta."),
    (NOTHING, "sailytys", "Varmuuskopiot säilytetään 30 päivää."),
    (NOTHING, "sailytys", "Säilytysaikoja arvioidaan kolmen vuoden välein."),
    (NOTHING, "sailytys", "Alle 13-vuotiaiden tietoja ei säilytetä."),
    (NOTHING, "oikeudet", "Pyynnöt säilytetään 3 vuotta."),
    (
        [put("retention/tositteet", form="criterion", terms=None, text="Lain mukaan.")],
        "sailytys",
        "Tositteet säilytetään kymmenen vuotta tilikauden päättymisestä.",
    ),
]


@pytest.fixture
def found_in(db, tmp_path):
    """The contradictions of the small notice, changed, when a section says this besides."""
    known = {}

    def find(changes, told_in, language, sentence):
        key = id(changes)
        if key not in known:
            facts = gather(
                loaded(*changes, *(write(each, "x") for each in SECTIONS), folder=tmp_path)
            )
            known[key] = facts
        facts = known[key]
        for one in facts.notice.sections.all():
            own = [block for block in one.blocks.all() if not block.facts]
            for block in own:
                said = {language: sentence} if one.key == told_in else {"fi": "Tästä tässä."}
                block.text = Text(**said)
        report = check(facts, written(facts), law=Law(), today=TODAY)
        return [one for one in report if one.id == "contradiction"]

    return find


@pytest.mark.parametrize("variant", ABOUT["contradiction"].variants)
def test_words_that_contradict_the_facts_are_found(found_in, variant):
    cases = [case for case in CONTRADICTED if case[0] == variant]
    assert cases
    for _, changes, section, sentence in cases:
        (found,) = found_in(changes, section, "fi", sentence)
        assert found.places == (f"notice/sections/{section}",)
        assert found.message == ABOUT["contradiction"].variants[variant]
        assert all(words in sentence for words in found.evidence)


def test_words_that_only_look_like_it_are_left_in_peace(found_in):
    wrong = [sentence for *case, sentence in AGREED if found_in(*case, "fi", sentence)]

    assert wrong == []


def test_a_rule_that_says_another_time_than_it_counts_is_found(checked):
    """The rule's own words are printed, and the rule is what erases."""
    report = checked(put("retention/asiakas", text="Viisi vuotta asiakkuuden päättymisestä."))

    (found,) = [one for one in report if one.id == "contradiction"]
    assert "retention/asiakas" in found.places
    assert "Viisi vuotta" in found.evidence


# Swedish and English, against the same facts

OTHERS = {
    "transfers": [
        ("sv", TRANSFER, "Uppgifter överförs inte till länder utanför EU eller EES."),
        ("en", TRANSFER, "Data are not transferred outside the EU."),
        ("sv", NOTHING, "Uppgifterna lagras på servrar i USA."),
        ("en", NOTHING, "The data are stored in the United States."),
    ],
    "profiling": [
        ("sv", PROFILING, "Vi profilerar inte kunder."),
        ("en", PROFILING, "We do not use the data for profiling."),
        ("sv", NOTHING, "Vi profilerar kunder."),
        ("en", NOTHING, "We profile customers."),
    ],
    "decisions": [
        ("sv", DECISIONS, "Inga automatiserade beslut fattas."),
        ("en", DECISIONS, "No automated decisions are made."),
    ],
    "officer": [
        ("sv", OFFICER, "Vi har inget dataskyddsombud."),
        ("en", OFFICER, "We have no data protection officer."),
    ],
    "marketing": [
        ("sv", NOTHING, "Vi använder inte uppgifterna för direktmarknadsföring."),
        ("en", NOTHING, "We do not use the data for direct marketing."),
        ("sv", NO_MARKETING, "Uppgifterna används för direktmarknadsföring."),
        ("en", NO_MARKETING, "The data are used for direct marketing."),
    ],
    "": [
        ("sv", TRANSFER, "Uppgifter överförs inte utanför EU utan skyddsåtgärder."),
        ("en", TRANSFER, "Data are not transferred outside the EU without safeguards."),
        ("sv", PROFILING, "Profileringen påverkar inte avtalet."),
        ("en", PROFILING, "Profiling does not affect the contract."),
        ("sv", OFFICER, "Dataskyddsombudet svarar inte på frågor om fakturor."),
        ("en", OFFICER, "The data protection officer does not answer about invoices."),
        ("sv", NOTHING, "Direktmarknadsföring skickas inte om du har förbjudit den."),
        ("en", NOTHING, "We do not send direct marketing if you have refused it."),
    ],
}


@pytest.mark.parametrize("variant", OTHERS)
def test_the_other_languages_are_held_to_the_same_facts(found_in, variant):
    expected = [ABOUT["contradiction"].variants[variant]] if variant else []
    wrong = [
        sentence
        for language, changes, sentence in OTHERS[variant]
        if [one.message for one in found_in(changes, "suojaus", language, sentence)] != expected
    ]

    assert wrong == []


# Periods in words


@pytest.mark.parametrize(
    ("language", "sentence", "lengths"),
    [
        ("fi", "viiden (5) vuoden ajan", [5 * DAYS[Unit.YEAR]]),
        ("fi", "18 kuukautta tai 30 päivää", [18 * DAYS[Unit.MONTH], 30]),
        ("fi", "kahdentoista kuukauden kuluttua", [12 * DAYS[Unit.MONTH]]),
        ("fi", "13-vuotiaat, 2 luvun 10 §, vuosi 2026", []),
        ("sv", "i fem (5) år och två veckor", [5 * DAYS[Unit.YEAR], 14]),
        ("sv", "13-åringar, året 2026", []),
        ("en", "for a year or six (6) months", [DAYS[Unit.YEAR], 6 * DAYS[Unit.MONTH]]),
        ("en", "a 13-year-old, in 2026", []),
    ],
)
def test_periods_are_read_from_words(language, sentence, lengths):
    found = [length for _, length in lengths_in(sentence, language)]

    assert sorted(found) == pytest.approx(sorted(lengths))


def test_a_section_that_tells_the_rule_in_own_words_agrees_with_it(checked):
    told = only("sailytys", "Säilytämme tietoja kaksi vuotta, laskuja kuusi vuotta.")

    assert "contradiction" not in {one.id for one in checked(told)}
