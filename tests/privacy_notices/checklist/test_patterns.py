"""Wording: inflected forms are found, look-alikes are not."""

import pytest

from privacy_notices.checklist.findings import Target
from privacy_notices.checklist.law import wording_pattern
from privacy_notices.checklist.passages import Passage
from privacy_notices.checklist.patterns import STATUTE_FINDINGS, WORDINGS
from privacy_notices.checklist.wording import spots
from privacy_notices.enums import FactKind as K
from register.statutes import ACTS


def ids_in(text, language="fi", kinds=(), place="notice/sections/x"):
    """The findings that the table makes of one passage."""
    passage = Passage(place, language, frozenset(kinds), (text,), Target())
    return {wording.id for wording in WORDINGS for _ in spots(wording, [passage])}


FOUND = [
    ("art12-1-vague", "fi", "tietoja ovat mm. nimi", [K.DATA_ITEMS]),
    ("art12-1-vague", "fi", "ovat mm.:", [K.SOURCES]),
    ("art12-1-vague", "fi", "Tiedot tulevat lähtökohtaisesti itseltä.", [K.SOURCES]),
    ("art12-1-vague", "fi", "pääasiallisia tarkoituksia ovat", [K.PURPOSES]),
    ("art12-1-vague", "fi", "kulloinkin voimassa olevan lain", [K.RECIPIENTS]),
    ("art12-1-vague", "fi", "muun osoite- tai muuta vastaavaa palvelua", [K.SOURCES]),
    ("art12-1-vague", "fi", "sekä näitä tukeviin toimintoihin", [K.DATA_USE]),
    ("art12-1-vague", "fi", "perusteltuja käyttötarkoituksia varten", [K.RECIPIENTS]),
    ("art12-1-vague", "fi", "muita asiakassuhteen kannalta olennaisia tietoja", [K.DATA_ITEMS]),
    ("art12-1-vague", "fi", "Tietoja voidaan luovuttaa.", [K.RECIPIENTS]),
    ("art12-1-vague", "sv", "bl.a. namn", [K.DATA_ITEMS]),
    ("art12-1-vague", "sv", "Uppgifterna kan komma att lämnas ut.", [K.RECIPIENTS]),
    ("art12-1-vague", "en", "for example names", [K.DATA_ITEMS]),
    ("art13-2a-vague", "fi", "niin kauan kuin on tarpeen", [K.RETENTION]),
    ("art13-2a-vague", "fi", "niin pitkään, kun on tarpeen asiakkaan vuoksi", [K.RETENTION]),
    ("art13-2a-vague", "fi", "niin kauan kuin se on tarpeen", [K.RETENTION]),
    ("art13-2a-vague", "fi", "toistaiseksi", [K.RETENTION]),
    ("art13-2a-vague", "fi", "kunnes asiakas pyytää tietojen poistamista", [K.RETENTION]),
    ("art13-2a-vague", "fi", "lainsäädännön edellyttämän ajan", [K.RETENTION]),
    ("art13-2a-vague", "sv", "så länge det är nödvändigt", [K.RETENTION]),
    ("art13-2a-vague", "en", "as long as necessary", [K.RETENTION]),
    ("art12-2-burden", "fi", "Pyyntö tulee lähettää kirjallisesti.", [K.RIGHTS]),
    ("art12-2-burden", "fi", "Vastustamispyynnöt osoitetaan kirjallisesti meille.", [K.RIGHTS]),
    ("art12-2-burden", "fi", "omakätisesti allekirjoitetulla asiakirjalla", [K.RIGHTS]),
    ("art12-2-burden", "fi", "allekirjoitettu pyyntö", [K.RIGHTS]),
    ("art12-2-burden", "fi", "kirjallisesti ja henkilökohtaisesti", [K.RIGHTS]),
    ("art12-2-burden", "fi", "jäljennös henkilötodistuksesta", [K.RIGHTS]),
    ("art12-2-burden", "sv", "En begäran ska göras skriftligen.", [K.RIGHTS]),
    ("art12-2-burden", "en", "Requests must be made in writing.", [K.RIGHTS]),
    ("old-fee-rule", "fi", "Tarkastaminen on maksutonta kerran vuodessa.", []),
    ("old-fee-rule", "fi", "edellisestä on vähemmän kuin yksi vuosi", [K.RIGHTS]),
    ("old-fee-rule", "sv", "kostnadsfritt högst en gång per år, utan kostnad", []),
    ("old-deadline", "fi", "Vastaamme kolmen kuukauden kuluessa.", [K.RIGHTS]),
    ("old-authority", "fi", "Viestintäviraston määräysten mukaisesti", []),
    ("old-authority", "sv", "Kommunikationsverkets föreskrifter", []),
    ("old-authority", "fi", "tietosuojalautakunnan lupa", []),
    ("old-authority", "sv", "datasekretessnämnden", []),
    ("old-authority", "fi", "Väestörekisterikeskuksesta", []),
    ("old-authority", "fi", "maistraatista", []),
    ("old-transfer-tool", "fi", "Privacy Shield -järjestely", []),
    ("old-transfer-tool", "en", "the Safe Harbour list", []),
    ("old-term", "sv", "den registeransvariges", []),
    ("dated-term", "fi", "ATK-pohjaisessa järjestelmässä", []),
    ("dated-term", "fi", "faksilla", []),
    ("dated-term", "fi", "telefaxilla", []),
    ("old-standard", "fi", "DIN 32757 -standardin", []),
    ("vendor-names", "fi", "Yhdistysnetistä", []),
]


@pytest.mark.parametrize(("id_", "language", "text", "kinds"), FOUND)
def test_wording_is_found_in_its_forms(id_, language, text, kinds):
    assert id_ in ids_in(text, language, kinds)


LOOK_ALIKES = [
    ("dated-term", "fi", "analytiikka- ja markkinointiratkaisut", []),
    ("dated-term", "fi", "faksimile", []),
    ("art12-1-vague", "fi", "mme. Curie ja 5 mm.n reikä", [K.DATA_ITEMS]),
    ("art12-1-vague", "fi", "Kerromme. Ota yhteyttä.", [K.DATA_ITEMS]),
    ("art12-1-vague", "fi", "Voit pyytää esimerkiksi kopion.", [K.RIGHTS]),
    ("art12-1-vague", "fi", "muut yhteystiedot sisältäen osoitteet", [K.DATA_ITEMS]),
    ("art12-1-vague", "fi", "muiden yritysten edustajien tietoja", [K.SOURCES]),
    ("old-authority", "fi", "Liikenne- ja viestintäviraston (Traficom)", []),
    ("old-authority", "sv", "Transport- och kommunikationsverket Traficom", []),
    ("art13-2a-vague", "fi", "kirjanpitolainsäädännön edellyttämän ajan", [K.RETENTION]),
    ("art13-2a-vague", "fi", "kunnes asiakassuhteen voidaan katsoa päättyneen", [K.RETENTION]),
    ("art13-2a-vague", "fi", "niin kauan kuin on tarpeen, enintään 2 vuotta", [K.RETENTION]),
    ("art12-2-burden", "fi", "täsmentämään pyyntöään kirjallisesti", [K.REQUESTS]),
    ("art12-2-burden", "fi", "Pyyntö tehdään kirjallisesti tai sähköpostitse.", [K.RIGHTS]),
    ("art12-2-burden", "sv", "att precisera begäran skriftligen", [K.REQUESTS]),
    ("old-deadline", "fi", "Aikaa voidaan jatkaa kolmen kuukauden kuluessa.", [K.RIGHTS]),
    ("old-deadline", "fi", "poistetaan kolmen kuukauden kuluessa", [K.RETENTION]),
    ("old-fee-rule", "fi", "Tiedot tarkistetaan kerran vuodessa.", []),
]


@pytest.mark.parametrize(("id_", "language", "text", "kinds"), LOOK_ALIKES)
def test_look_alikes_are_left_in_peace(id_, language, text, kinds):
    assert id_ not in ids_in(text, language, kinds)


def test_old_title_is_looked_for_in_the_title_only():
    assert ids_in("Rekisteriseloste", place="notice/title") == {"old-title"}
    assert ids_in("Rekisteri- ja tietosuojaseloste", place="notice/title") == {"old-title"}
    assert ids_in("Tietosuojaseloste", place="notice/title") == set()
    assert ids_in("Tämä rekisteriseloste kertoo") == set()


def finding_for(text):
    return {
        STATUTE_FINDINGS.get(act.key, ("old-act",))[0]
        for act in ACTS
        for wording in act.wordings
        if wording_pattern(wording).search(text)
    }


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("henkilötietolaki", "old-personal-data-act"),
        ("Henkilötietolain mukaista", "old-personal-data-act"),
        ("henkilötietolakia", "old-personal-data-act"),
        ("henkilötietolaissa", "old-personal-data-act"),
        ("henkilötietolaista", "old-personal-data-act"),
        ("henkilötietolakiin", "old-personal-data-act"),
        ("laki (523/1999)", "old-personal-data-act"),
        ("laki (532/1999)", "old-personal-data-act"),
        ("523/99", "old-personal-data-act"),
        ("selosteena (10 ja 24 §)", "old-personal-data-act"),
        ("enligt personuppgiftslagen", "old-personal-data-act"),
        ("henkilörekisterilain", "old-personal-data-act"),
        ("471/1987", "old-personal-data-act"),
        ("sähköisen  viestinnän\ntietosuojalain", "old-eprivacy-act"),
        ("sähköisen viestinnän tietosuojalaki", "old-eprivacy-act"),
        ("516/2004", "old-eprivacy-act"),
        ("tietoyhteiskuntakaaren", "old-act"),
        ("Kirkkolaki (1054/1993)", "old-act"),
        ("159/2007", "old-act"),
        ("784/2021", "old-act"),
    ],
)
def test_repealed_act_is_found(text, id_):
    assert finding_for(text) == {id_}


@pytest.mark.parametrize(
    "text",
    [
        "tietosuojalain (1050/2018)",
        "henkilötietolaite",
        "lagring av uppgifter, personuppgiftslagring",
        "Kirkkolaki (652/2023)",
        "laki sähköisen viestinnän palveluista (917/2014)",
        "1523/1999",
        "10 ja 24 artikla",
    ],
)
def test_act_in_force_and_look_alikes_are_left_in_peace(text):
    assert finding_for(text) == set()


@pytest.mark.parametrize("wording", ["a*", "*", "* *", "((((", "[a", "\\", "x" * 300, "ä ö*"])
def test_officers_wording_is_never_a_faulty_pattern(wording):
    wording_pattern(wording).search("aaa " * 1000)


def test_every_stem_is_in_small_letters_and_every_pattern_keeps_to_a_sentence():
    for wording in WORDINGS:
        assert wording.stem == wording.stem.lower(), wording
        assert not wording.compiled.search(""), wording
