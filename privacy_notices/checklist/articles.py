"""What the articles behind the findings are about, for readers who are no lawyers.

References are written as in the tables of rules: "13(1)(c), 14(1)(c); tietosuojalaki 29 §".
"""

import re
from collections.abc import Iterator
from functools import partial

from register.texts import Text

NO_LAW = "–"
TOKEN = re.compile(r"(\d+(?:–\d+)?)(?:\((\d+)\)(?:–\((\d+)\))?)?(?:\((\w)\)(?:–\((\w)\))?)?")
PARAGRAPHS = re.compile(r"\([^)]*\)(?:–\([^)]*\))*")
ARTICLE = re.compile(r"(\d+)(?:–(\d+))?")

CUSTOM = Text(
    "Laki ei vaadi tätä, mutta se on hyvä tapa.",
    "Lagen kräver inte detta, men det är god sed.",
    "No law asks for this, but it is good practice.",
)
GDPR = Text("EU:n tietosuoja-asetus,", "EU:s dataskyddsförordning, art.", "GDPR, Art.")
# Acts and guidelines as the tables of rules name them, with their names in each language.
ACTS = {
    "tietosuojalaki": Text("tietosuojalaki", "dataskyddslagen", "Data Protection Act"),
    "kirjanpitolaki": Text("kirjanpitolaki", "bokföringslagen", "Accounting Act"),
    "917/2014": Text(
        "laki sähköisen viestinnän palveluista (917/2014)",
        "lagen om tjänster inom elektronisk kommunikation (917/2014)",
        "Act on Electronic Communications Services (917/2014)",
    ),
    "WP260": Text(
        "tietosuojaryhmän ohje läpinäkyvyydestä (WP260)",
        "dataskyddsgruppens riktlinjer om öppenhet (WP260)",
        "guidelines on transparency (WP260)",
    ),
}
ABOUT_ACTS = {
    "tietosuojalaki": Text(
        "Suomen laki, joka täydentää tietosuoja-asetusta.",
        "Den finländska lag som kompletterar dataskyddsförordningen.",
        "The Finnish act that supplements the GDPR.",
    ),
    "kirjanpitolaki": Text(
        "Kuinka kauan kirjanpidon aineisto on säilytettävä.",
        "Hur länge bokföringsmaterial ska bevaras.",
        "How long accounting material must be kept.",
    ),
    "917/2014": Text(
        "Milloin sähköiseen suoramarkkinointiin tarvitaan suostumus.",
        "När elektronisk direktmarknadsföring kräver samtycke.",
        "When electronic direct marketing needs consent.",
    ),
    "WP260": Text(
        "Euroopan tietosuojaviranomaisten ohje siitä, miten ihmisille kerrotaan selkeästi.",
        "De europeiska tillsynsmyndigheternas råd om hur man informerar tydligt.",
        "The European authorities' advice on how to inform people clearly.",
    ),
}
ABOUT_ARTICLES = {
    4: Text("Mitä asetuksen sanat tarkoittavat.", "Vad orden betyder.", "What the words mean."),
    5: Text(
        "Periaatteet: tietoja käsitellään avoimesti, vain tarpeeseen ja vain tarpeellinen aika.",
        "Principerna: öppet, bara för angivna ändamål och bara så länge det behövs.",
        "The principles: openly, for stated purposes only, and no longer than needed.",
    ),
    6: Text(
        "Käsittelylle on oltava jokin laissa lueteltu peruste, kuten sopimus tai suostumus.",
        "Behandlingen kräver någon av lagens grunder, till exempel avtal eller samtycke.",
        "Processing needs one of the grounds listed in law, such as a contract or consent.",
    ),
    7: Text(
        "Suostumuksen voi peruuttaa milloin tahansa yhtä helposti kuin sen antoi.",
        "Ett samtycke kan återkallas när som helst, lika lätt som det gavs.",
        "Consent can be withdrawn at any time, as easily as it was given.",
    ),
    8: Text(
        "Lapsen suostumus verkkopalvelussa: Suomessa ikäraja on 13 vuotta.",
        "Barns samtycke i nättjänster: i Finland är åldersgränsen 13 år.",
        "A child's consent in online services: in Finland the age limit is 13.",
    ),
    9: Text(
        "Arkaluonteisia tietoja, kuten terveystietoja, saa käsitellä vain erityisellä perusteella.",
        "Känsliga uppgifter, till exempel om hälsa, kräver en särskild grund.",
        "Sensitive data, such as health data, need a ground of their own.",
    ),
    10: Text(
        "Rikoksia koskevien tietojen käsittelyä on rajoitettu.",
        "Behandlingen av uppgifter om brott är begränsad.",
        "Processing data on offences is restricted.",
    ),
    12: Text(
        "Ihmisille kerrotaan selkeällä kielellä, ja pyynnön tekeminen on tehtävä helpoksi.",
        "Informationen ges på ett klart språk, och det ska vara lätt att göra en begäran.",
        "People are told in plain language, and making a request must be easy.",
    ),
    13: Text(
        "Mitä ihmiselle on kerrottava, kun tiedot saadaan häneltä itseltään.",
        "Vad en människa ska få veta när uppgifterna fås av henne själv.",
        "What people must be told when the data come from themselves.",
    ),
    14: Text(
        "Mitä ihmiselle on kerrottava, kun tiedot saadaan muualta.",
        "Vad en människa ska få veta när uppgifterna fås någon annanstans ifrån.",
        "What people must be told when the data come from elsewhere.",
    ),
    15: Text(
        "Oikeus nähdä omat tietonsa.",
        "Rätten att få se sina egna uppgifter.",
        "The right to see one's own data.",
    ),
    16: Text(
        "Oikeus saada virheelliset tiedot korjatuiksi.",
        "Rätten att få felaktiga uppgifter rättade.",
        "The right to have wrong data corrected.",
    ),
    17: Text(
        "Oikeus saada tietonsa poistetuiksi.",
        "Rätten att få sina uppgifter raderade.",
        "The right to have one's data erased.",
    ),
    18: Text(
        "Oikeus saada tietojen käyttö keskeytetyksi, kun asiaa selvitetään.",
        "Rätten att få användningen av uppgifterna pausad medan en sak utreds.",
        "The right to have the use of data paused while a matter is examined.",
    ),
    19: Text(
        "Oikaisusta ja poistosta kerrotaan niille, joille tietoja on annettu.",
        "Rättelse och radering meddelas dem som har fått uppgifterna.",
        "Those who received the data are told of corrections and erasures.",
    ),
    20: Text(
        "Oikeus saada tietonsa siirretyiksi toiseen palveluun.",
        "Rätten att få sina uppgifter överförda till en annan tjänst.",
        "The right to have one's data moved to another service.",
    ),
    21: Text(
        "Oikeus vastustaa käsittelyä. Suoramarkkinoinnin voi kieltää aina.",
        "Rätten att invända mot behandlingen. Direktmarknadsföring kan alltid förbjudas.",
        "The right to object. Direct marketing can always be refused.",
    ),
    22: Text(
        "Milloin kone saa päättää ihmistä koskevan asian.",
        "När en maskin får fatta beslut om en människa.",
        "When a machine may decide on a person's matter.",
    ),
    25: Text(
        "Tietosuoja rakennetaan järjestelmiin valmiiksi.",
        "Dataskyddet byggs in i systemen från början.",
        "Data protection is built into systems from the start.",
    ),
    26: Text(
        "Kun useampi yritys päättää käsittelystä yhdessä, vastuunjako kerrotaan.",
        "När flera företag bestämmer tillsammans berättas hur ansvaret är fördelat.",
        "Where several companies decide together, people are told who answers for what.",
    ),
    27: Text(
        "EU:n ulkopuolisella yrityksellä on oltava edustaja EU:ssa.",
        "Ett företag utanför EU ska ha en företrädare i EU.",
        "A company outside the EU must have a representative in the EU.",
    ),
    30: Text(
        "Rekisterinpitäjän oma luettelo siitä, miten se käsittelee henkilötietoja.",
        "Den personuppgiftsansvariges egen förteckning över sin behandling.",
        "The controller's own record of how it processes personal data.",
    ),
    32: Text(
        "Tiedot on suojattava hyvin.",
        "Uppgifterna ska skyddas väl.",
        "The data must be well protected.",
    ),
    37: Text(
        "Milloin on nimitettävä tietosuojavastaava.",
        "När ett dataskyddsombud ska utses.",
        "When a data protection officer must be designated.",
    ),
    77: Text(
        "Oikeus valittaa tietosuojavaltuutetulle.",
        "Rätten att klaga hos dataombudsmannen.",
        "The right to complain to the Data Protection Ombudsman.",
    ),
    87: Text(
        "Henkilötunnuksen käytöstä säädetään kansallisessa laissa.",
        "Användningen av personbeteckning regleras i nationell lag.",
        "National law says when personal identity codes may be used.",
    ),
    99: Text(
        "Asetusta on sovellettu 25.5.2018 alkaen.",
        "Förordningen började tillämpas den 25 maj 2018.",
        "The GDPR has applied since 25 May 2018.",
    ),
}
TRANSFERS = Text(
    "Millä ehdoilla tietoja saa siirtää EU:n ja ETA:n ulkopuolelle.",
    "På vilka villkor uppgifter får överföras till länder utanför EU och EES.",
    "On what conditions data may leave the EU and EEA.",
)
ABOUT_ARTICLES |= dict.fromkeys(range(44, 50), TRANSFERS)


def cited(reference: str, language: str) -> str:
    """The reference as a reader of `language` would look it up; "" where no law stands behind."""
    if reference == NO_LAW:
        return ""
    parts = [part.strip() for part in reference.split(";")]
    said = [_named(part, language) for part in parts]
    return "; ".join(said)


def _named(part: str, language: str) -> str:
    for act, name in ACTS.items():
        if part.startswith(act):
            place = part.removeprefix(act)
            if language == "en":
                place = re.sub(r" (.+) §$", r" s. \1", place)
            return f"{name.said_in(language)}{place}"
    return f"{GDPR.said_in(language)} {TOKEN.sub(partial(_article, language), part)}"


def _article(language: str, token: re.Match[str]) -> str:
    """“13(1)(c)” as Finns and Swedes write it: “13 art. 1 kohdan c alakohta”, “13.1 c”."""
    number, first, last, letter, last_letter = token.groups()
    paragraph = f"{first}–{last}" if last else first
    point = f"{letter}–{last_letter}" if last_letter else letter
    if language == "en" or (language == "sv" and not paragraph):
        return token[0]
    if language == "sv":
        return f"{number}.{paragraph} {point}" if point else f"{number}.{paragraph}"
    if point:
        return f"{number} art. {paragraph} kohdan {point} alakohta"
    return f"{number} art. {paragraph} kohta" if paragraph else f"{number} art."


def gist(reference: str, language: str) -> list[str]:
    """What the articles of a reference are about, each said once."""
    if reference == NO_LAW:
        return [CUSTOM.said_in(language)]
    return list(dict.fromkeys(text.said_in(language) for text in _subjects(reference)))


def _subjects(reference: str) -> Iterator[Text]:
    for part in reference.split(";"):
        act = next((act for act in ACTS if part.strip().startswith(act)), None)
        if act is not None:
            yield ABOUT_ACTS[act]
            continue
        for number in _articles(part):
            yield ABOUT_ARTICLES[number]


def _articles(part: str) -> Iterator[int]:
    """Numbers of articles, not of their paragraphs: “15–21” names seven."""
    for first, last in ARTICLE.findall(PARAGRAPHS.sub("", part)):
        yield from range(int(first), int(last or first) + 1)
