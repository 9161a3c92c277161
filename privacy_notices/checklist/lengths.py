"""Periods of time in words and in rules, to be compared: “viiden (5) vuoden” is five years."""

import re
from collections.abc import Iterator

from privacy_notices.checklist.stems.words import BRACKETED, NUMBER
from retention.enums import Unit
from retention.models import RetentionRule

Length = float  # in days, as near as a sentence is

DAYS = {
    Unit.MINUTE: 1 / 1440,
    Unit.HOUR: 1 / 24,
    Unit.DAY: 1.0,
    Unit.WEEK: 7.0,
    Unit.MONTH: 365 / 12,
    Unit.YEAR: 365.0,
}
UNITS = {  # as they stand after a number; “13-vuotias” is an age and no period
    "fi": {
        r"vuo(?:tta|den|sien|si)": Unit.YEAR,
        r"kuukau(?:tta|den|sien|si)": Unit.MONTH,
        r"viik(?:koa|on)": Unit.WEEK,
        r"päiv(?:ää|än)": Unit.DAY,
        r"tun(?:tia|nin)": Unit.HOUR,
    },
    "sv": {
        r"år": Unit.YEAR,
        r"månad(?:er)?": Unit.MONTH,
        r"veck(?:a|or)": Unit.WEEK,
        r"(?:dag(?:ar)?|dygn)": Unit.DAY,
        r"timm(?:e|ar)": Unit.HOUR,
    },
    "en": {
        r"years?": Unit.YEAR,
        r"months?": Unit.MONTH,
        r"weeks?": Unit.WEEK,
        r"days?": Unit.DAY,
        r"hours?": Unit.HOUR,
    },
}
VALUES = {
    1: "yksi yhden ett en a an one",
    2: "kaksi kahden två two",
    3: "kolme kolmen tre three",
    4: "neljä neljän fyra four",
    5: "viisi viiden fem five",
    6: "kuusi kuuden sex six",
    7: "seitsemän sju seven",
    8: "kahdeksan åtta eight",
    9: "yhdeksän nio nine",
    10: "kymmenen tio ten",
    12: "kaksitoista kahdentoista tolv twelve",
}
WORTH = {word: value for value, words in VALUES.items() for word in words.split()}
NEARLY = 0.04  # 30 days are a month, and 52 weeks are a year

_PATTERNS = {
    (language, unit): re.compile(
        rf"(?<![\w.,])({NUMBER[language]}){BRACKETED}{words}\b", re.IGNORECASE
    )
    for language, units in UNITS.items()
    for words, unit in units.items()
}


def lengths_in(sentence: str, language: str) -> Iterator[tuple[str, Length]]:
    """The periods that a sentence names, each with its words."""
    for (spoken, unit), pattern in _PATTERNS.items():
        if spoken != language:
            continue
        for found in pattern.finditer(sentence):
            number = found[1].lower()
            worth = int(number) if number.isdigit() else WORTH[number]
            yield found[0], worth * DAYS[unit]


def lengths_of(rule: RetentionRule) -> list[Length]:
    """The periods that a rule is made of."""
    parts: list[tuple[int | None, str]] = [(term.length, term.unit) for term in rule.terms.all()]
    parts.append((rule.minimum_length, rule.minimum_unit))
    return [length * DAYS[Unit(unit)] for length, unit in parts if length]


def differ(one: Length, other: Length) -> bool:
    return abs(one - other) > NEARLY * max(one, other)
