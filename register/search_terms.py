"""What somebody means by what they write into a search box.

Pure. What is searched in is a line of words in one spelling, with a space before, between and after
them (`search.py`). What is written becomes groups: each group must be met by one of its
alternatives, and an alternative is met when the line holds all its pieces. A piece is found
anywhere in the line; a space in it stands where a word must begin or end.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from register.spellings import (
    AT,
    DOT,
    digits,
    normalised_web,
    parts_of,
    without_marks,
)

LONGEST = 120  # characters; what is longer was pasted by mistake
MOST_WORDS = 12
WHOLE = 3  # shorter words are looked for as whole words: the indexes know three letters and more
PHONE_DIGITS = range(7, 16)  # E.164 allows 15
LONGEST_NUMBER, LETTERS_OF_A_NUMBER = 40, 4

DASHES = re.compile(r"[\u2010-\u2015\u2212]")
ADDRESS_SIGN = re.compile(rf"{AT.pattern}(?=[\w-]+\s*[.(\[{{])", AT.flags)
SPACED_SIGN = re.compile(r"(?<=\w)\s*@\s*(?=\w)")
# What people copy along with an address or a number.
MAILTO = re.compile(r"mailto:\s*", re.IGNORECASE)
LABEL = re.compile(
    r"(?<!\w)(?:puhelin|puh|gsm|tel|tfn|mob|phone|y-?tunnus|fo-?nummer|business id|vat|alv|p(?=\.))"
    r"[\s.:]*(?=(?:FI[\s-]?|[+(]\s*)?\d(?:[\s().-]*\d){6})",
    re.IGNORECASE,
)
BUSINESS_ID = re.compile(r"(?<![\w-])(?:FI[\s-]?)?(\d{6,7})\s?-\s?(\d)(?![\w-])", re.IGNORECASE)
VAT_NUMBER = re.compile(r"(?<![\w-])FI[\s-]?(\d{8})(?![\w-])", re.IGNORECASE)
FIGURES = re.compile(r"[\d+()./-]*\d[\d+()./-]*[,;]?")
TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
WEB = re.compile(r"[a-z]+://|www\.", re.IGNORECASE)
BETWEEN = re.compile(r"[\s,;:|<>\[\]{}()\"“”„«»*?!=#%\\^~]+")
AROUND = ".,-+/_'’&$ "

Alternative = tuple[str, ...]
Group = tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is looked for."""

    groups: tuple[Group, ...] = ()
    number: str = ""  # the whole, joined, where it reads like one number: "AS 10023" is as10023
    cut: bool = False  # more was written than is looked for

    def __bool__(self) -> bool:
        return bool(self.groups)


def terms_of(written: str) -> Terms:
    """Read a search box. Nothing to look for is falsy: it never means everything."""
    text, cut = _shortened(_legible(written))
    groups = list(dict.fromkeys(_groups(text)))
    return Terms(
        groups=tuple(groups[:MOST_WORDS]),
        number=_number(without_marks(text)),
        cut=cut or len(groups) > MOST_WORDS,
    )


def _number(text: str) -> str:
    """Figures, with few letters among them."""
    joined = "".join(parts_of(text))
    letters = re.findall(r"[^\W\d_]+", text)
    few = all(len(run) <= LETTERS_OF_A_NUMBER for run in letters)
    fits = WHOLE < len(joined) <= LONGEST_NUMBER and not {"+", "@"} & set(text)
    return joined if few and fits and digits(joined) else ""


def _legible(written: str) -> str:
    """Composed letters, plain digits and hyphens, nothing that nobody sees, addresses with @."""
    text = unicodedata.normalize("NFKC", written.replace("\u00ad", ""))
    signs = (" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    seen = "".join(sign for sign in signs if unicodedata.category(sign) not in {"Cf", "Cs"})
    seen = SPACED_SIGN.sub("@", ADDRESS_SIGN.sub("@", seen))
    seen = MAILTO.sub(" ", seen)
    return LABEL.sub(" ", DOT.sub(".", DASHES.sub("-", seen)))


def _shortened(text: str) -> tuple[str, bool]:
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text, False
    whole_words, _space, _rest = text[: LONGEST + 1].rpartition(" ")
    return whole_words or text[:LONGEST], True


def _groups(text: str) -> Iterator[Group]:
    """One group for each word, number and identifier."""
    for pattern in (VAT_NUMBER, BUSINESS_ID):
        for found in pattern.finditer(text):
            yield _business_id(found)
        text = pattern.sub(" ", text)
    tokens = text.split()
    run: list[str] = []
    for token in [*tokens, ""]:
        is_figures = FIGURES.fullmatch(token)
        if is_figures:
            run.append(token)
        if run and (not is_figures or token.endswith((",", ";"))):
            yield from _figures(run, alone=run == tokens)
            run = []
        if not is_figures:
            yield from _words(token)


def _business_id(found: re.Match[str]) -> Group:
    """1234567-1, FI12345671, 123456-7 as older ones are written; or a number that looks so."""
    joined = "".join(found.groups())
    return _any_of([(joined.zfill(8),), (joined,), (found[0].casefold(),)])


def _figures(run: list[str], *, alone: bool) -> Iterator[Group]:
    """Figures that stand together: one telephone number, or one number each."""
    text = TRUNK_ZERO.sub("", " ".join(run)).strip("(,; ")
    joined = digits(text)
    if text.startswith(("0", "+", "358")) and len(joined) in PHONE_DIGITS:
        yield _any_of(_phone(text, joined))
    elif alone and len(run) > 1:
        yield ((_piece(joined),),)
    else:
        for token in run:
            yield from _words(token)


def _phone(text: str, joined: str) -> Iterator[Alternative]:
    """A Finnish number as it is dialled in Finland, another as the whole world dials it.

    With a trunk zero it may also be a number of another country, as it is dialled there.
    """
    world = joined.removeprefix("00")
    if world.startswith("358"):
        yield (f"0{world[3:].lstrip('0')}",)
        if text.startswith("358"):
            yield (joined,)
    elif text.startswith("+") or world != joined:
        yield (world,)
    else:
        yield from ((joined,), (f"{joined[1:]} ",))


def _words(token: str) -> Iterator[Group]:
    for word in [normalised_web(token)] if WEB.match(token) else BETWEEN.split(token):
        if group := _word(word):
            yield group


def _word(written: str) -> Group:
    """A word with what may stand inside it: mäki-petäjä, o'connor, as-10/23, aino@esimerkki.fi."""
    small = written.strip(AROUND).casefold()
    bare = without_marks(small)
    parts = parts_of(bare)
    if not parts:
        return ()
    if "@" in bare:  # found as it is, or not at all; with its marks, as addresses are kept
        return _any_of([(_piece(small),), (_piece(bare),)])
    if parts == [bare]:
        return ((_piece(bare),),)
    joined = "".join(parts)
    if digits(joined):  # its parts only as words of their own: any figures would have them
        return ((_piece(bare),), tuple(f" {part} " for part in parts), (_piece(joined),))
    pieces = tuple(_piece(part) for part in parts)
    marked = [(_piece(small),)] if "." in small else []
    if all(len(part) >= WHOLE for part in parts):  # these are in it however it is joined
        return _any_of([pieces, *marked])
    return _any_of([(_piece(bare),), pieces, (_piece(joined),), *marked])


def _piece(word: str) -> str:
    return word if len(word) >= WHOLE else f" {word} "


def _any_of(alternatives: Iterable[Alternative]) -> Group:
    return tuple(dict.fromkeys(alternatives))
