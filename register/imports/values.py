"""Texts of a file as values: days, yes and no, languages, names. What is unclear is a fault."""

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from django.utils import translation
from django_countries import countries
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fi import ytunnus

from register.enums import Language, Relationship
from register.imports.source import EPOCH, Number
from register.models.imports import Reason
from register.models.people import has_control_characters, one_line
from register.spellings import folded


class Fault(Exception):
    """Raised for a value that cannot be taken; holds the reason, not the value."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


# Tidy as it is: words of composed Latin letters and signs with one space between them.
TIDY = re.compile(r"[!-~À-ÖØ-öø-ž]+(?: [!-~À-ÖØ-öø-ž]+)*")


def text(written: str, most: int) -> str:
    """One tidy line of at most so many characters."""
    if not TIDY.fullmatch(written):
        written = _tidied(written)
    if len(written) > most:
        raise Fault(Reason.TOO_LONG)
    return written


def _tidied(written: str) -> str:
    stripped = written.strip()
    if "\n" in stripped or "\r" in stripped:
        raise Fault(Reason.LINE_BREAK)
    tidied = one_line(stripped)
    if has_control_characters(tidied):
        raise Fault(Reason.CONTROL)
    return tidied


# Days

FINNISH = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
TIME = re.compile(r"(?:\s+(?:klo|kl\.?)?\s*|T)\d{1,2}[.:]\d{2}(?:[.:]\d{2}(?:[.,]\d+)?)?Z?$")
SERIAL = re.compile(r"[1-9]\d{4}")
FIRST_YEAR, LAST_YEAR = 1900, 2199


@lru_cache(10_000)
def day(written: str, epoch: date = EPOCH) -> str:
    """The day in ISO form: of 1.9.2026, 01.09.2026, 2026-09-01 or Excel's number 46266.

    A time of day is left out. Two figures for a year, or an order of its own, is a fault.
    """
    bare = TIME.sub("", written.strip())
    if found := FINNISH.fullmatch(bare):
        if len(found[3]) == 2:
            raise Fault(Reason.SHORT_YEAR)
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := ISO.fullmatch(bare):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if SERIAL.fullmatch(bare):
        return (epoch + timedelta(days=int(bare))).isoformat()
    raise Fault(Reason.DAY)


def _day(year: int, month: int, number: int) -> str:
    try:
        found = date(year, month, number)
    except ValueError:
        raise Fault(Reason.NO_SUCH_DAY) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Fault(Reason.NO_SUCH_DAY)
    return found.isoformat()


# Words of a closed list

YES = frozenset(["kyllä", "k", "x", "1", "true", "tosi", "on", "ja", "j", "yes", "y"])
NO = frozenset(["ei", "e", "0", "false", "epätosi", "nej", "n", "no", "-", "–"])


def yes_or_no(written: str) -> bool:
    word = written.strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Fault(Reason.YES_OR_NO)


LANGUAGES = {
    **dict.fromkeys(("fi", "fin", "suomi", "finska", "finnish"), Language.FI),
    **dict.fromkeys(("sv", "swe", "ruotsi", "svenska", "swedish"), Language.SV),
    **dict.fromkeys(("en", "eng", "englanti", "engelska", "english"), Language.EN),
}


@lru_cache(1_000)
def language(written: str) -> str:
    try:
        return LANGUAGES[written.strip().casefold()].value
    except KeyError:
        raise Fault(Reason.LANGUAGE) from None


ALSO = {
    **dict.fromkeys(("entinen", "päättynyt", "tidigare", "former"), Relationship.FORMER),
    **dict.fromkeys(("prospekti", "prospekt"), Relationship.PROSPECT),
    **dict.fromkeys(("ei asiakas", "inte kund", "not a customer"), Relationship.NONE),
}


@lru_cache(1_000)
def relationship(written: str) -> str:
    """By the words of our own screens, in any of the three languages, and some others."""
    try:
        return _relationships()[folded(written)]
    except KeyError:
        raise Fault(Reason.RELATIONSHIP) from None


@cache
def _relationships() -> dict[str, str]:
    found = {folded(word): meant.value for word, meant in ALSO.items()}
    for code in Language.values:
        with translation.override(code):
            found |= {folded(str(meant.label)): meant.value for meant in Relationship}
    return found


@cache
def _countries() -> dict[str, str]:
    """Names in three languages, and codes."""
    found = {code.casefold(): code for code, _name in countries}
    for code in Language.values:
        with translation.override(code):
            found |= {folded(str(name)): country for country, name in countries}
    return found


@lru_cache(1_000)
def country(written: str) -> str:
    """The code of a country; "" for Finland, as everywhere in addresses."""
    known = _countries()
    code = known.get(written.strip().casefold()) or known.get(folded(written))
    if code is None:
        raise Fault(Reason.COUNTRY)
    return "" if code == "FI" else code


# Identifiers


@lru_cache(10_000)
def business_id(written: str) -> str:
    """In its one form, "1234567-1", also from "FI12345671" and from six figures."""
    compact = "".join(written.split()).upper().removeprefix("FI").replace("-", "").zfill(8)
    try:
        ytunnus.validate(compact)
    except StdnumError:
        raise Fault(Reason.BUSINESS_ID) from None
    return f"{compact[:7]}-{compact[7]}"


def postal_code(written: str) -> str:
    """A number cell has lost the zeros that Finnish codes of the south begin with."""
    return written.zfill(5) if isinstance(written, Number) else written


# Names

PARTICLES = frozenset(
    ["af", "av", "da", "de", "del", "den", "der", "di", "du", "la", "le", "ter", "van", "von", "zu"]
)


def family_first(written: str) -> tuple[str, str]:
    """ "von Kuvitelma, Aino Maria" or "von Kuvitelma Aino Maria" → family name, given names."""
    family, comma, given = written.partition(",")
    if comma:
        return _both(family.strip(), given.strip())
    words = written.split()
    end = 1
    while end < len(words) and words[end - 1].casefold() in PARTICLES:
        end += 1
    return _both(" ".join(words[:end]), " ".join(words[end:]))


def given_first(written: str) -> tuple[str, str]:
    """ "Aino Maria von Kuvitelma" → family name, given names."""
    if "," in written:
        raise Fault(Reason.NAME)
    words = written.split()
    begin = len(words) - 1
    while begin > 1 and words[begin - 1].casefold() in PARTICLES:
        begin -= 1
    return _both(" ".join(words[begin:]), " ".join(words[:begin]))


def _both(family: str, given: str) -> tuple[str, str]:
    if not family or not given or "," in given:
        raise Fault(Reason.NAME)
    return family, given
