"""How patterns for an author's own words are written down, and the words that many of them share.

A sentence counts when the pattern of its language is found and the `unless` is not. In a pattern
“…” stands for some words of the same sentence.
"""

import re

Says = dict[str, re.Pattern[str]]


def says(fi: str, sv: str, en: str) -> Says:
    """The three patterns."""
    return {"fi": anywhere(fi), "sv": anywhere(sv), "en": anywhere(en)}


def anywhere(pattern: str) -> re.Pattern[str]:
    """A pattern that serves every language."""
    return re.compile(pattern.replace("…", r"[^.\n]{0,120}?"), re.IGNORECASE)


def either(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one.pattern})" for one in patterns), re.IGNORECASE)


DENIED = anywhere(
    r"\bei(?:vät)?\b|\bemme\b|\beikä\b|\bälä\b|\binte\b|\bing(?:en|et|a)\b|\bnot\b|\bnever\b|\bnone\b|\bneither\b|\bnor\b|\bvarken\b"
    r"|\bno\b(?! (?:later|longer|more|less))"
)
EXCEPT = anywhere(r"\bkuin\b|paitsi|lukuun ottamatta|\bän\b|\butom\b|\bthan\b|\bexcept\b")
_BUT = anywhere(r"\bmutta\b|kuitenkin|\bmen\b|\bdock\b|\bbut\b|\bhowever\b")
NOT_ALTOGETHER = either(EXCEPT, _BUT)
# What is said under a condition denies nothing altogether.
_CONDITION = anywhere(
    r"\bjos\b|\bmikäli\b|\bellei|\bilman\b|\bvain\b|\bainoastaan\b|säännönmukais|pääsääntö|lähtökoht"
    r"|yleensä|kielt|kieltä|\bom\b|\butan\b|\bendast\b|\benbart\b|\bbara\b|regelmässig|i regel"
    r"|huvudsak|förbj|\bif\b|\bwithout\b|\bunless\b|\bonly\b|regularly|as a rule|mainly|refused"
)
CONDITIONAL = either(NOT_ALTOGETHER, _CONDITION)
# Those who work with the data: what they may do is no right of the people in the register.
STAFF = anywhere(
    r"työnteki|henkilöst|henkilökun|pääkäyttäj|ylläpitäj|\bpersonal(?:en)?\b|anställd|medarbetar"
    r"|administratör|\bstaff\b|employee|administrator"
)
STAFF_ONLY = re.compile(
    rf"^(?=.*(?:{STAFF.pattern}))(?=.*(?:\bvain\b|ainoastaan|nimety|pääkäyttäj|ylläpitäj|\bendast\b"
    r"|\benbart\b|\bbara\b|behörig|administratör|\bonly\b|authori[sz]|administrator))",
    re.IGNORECASE,
)
NUMBER = {  # up to what a period may be, in the forms that stand before a unit
    "fi": r"\d+|yksi|yhden|kaksi|kahden|kolme|kolmen|neljä|neljän|viisi|viiden|kuusi|kuuden"
    r"|seitsemän|kahdeksan|yhdeksän|kymmenen|kaksitoista|kahdentoista",
    "sv": r"\d+|ett|en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv",
    "en": r"\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve",
}
BRACKETED = r"\s+(?:\(\d+\)\s+)?"  # between a number and its unit: “viiden (5) vuoden”


def whole_words(text: str, found: re.Match[str]) -> str:
    """The words of which a part was found, to be quoted."""
    start, end = found.span()
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]
