"""Of which name may a word be a form? Finnish cases, and the genitive of Swedish and English.

Pure. Guesses more than there is, and knows no name: whoever asks keeps the guesses that somebody
bears, and a person looks. Written by hand from the paradigms of Finnish nouns, as surnames follow
them; what is rare (Manner: Manteren) is left to the reader.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

VOWELS = "aeiouyäöå"
SHORTEST = 2  # signs of a stem
LONGEST = 60  # of a word: what is longer is no name, and costs more than in proportion to look at
CACHED = 4_000  # words: some kilobytes each, with all that they may be forms of
# The longest first is not needed: every ending that fits is tried.
ENDINGS = (
    *("n", "t", "a", "ä", "ta", "tä", "tta", "ttä"),  # Salon, Salot, Saloa, Lainetta
    *("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "na", "nä", "ksi"),
    *("seen", "han", "hen", "hin", "hon", "hun", "hyn", "hän", "hön"),  # Laineeseen, Suohon
    *("ten", "en", "jen"),  # of several: Virtasten, Mäkien, Salojen
)
CLITICS = re.compile(r"(?<=..)(?:kin|kaan|kään|ko|kö|han|hän|pa|pä)\Z")  # Virtanenkin
GENITIVE = re.compile(r"['’]?s\Z")  # Nymans, Smith's
# What stands before the last vowel or vowels of a stem, weak and strong (astevaihtelu). In both
# directions: Lahti has Lahde-, Kangas has Kankaa-.
GRADES = (
    ("p", "pp"),
    ("t", "tt"),
    ("k", "kk"),
    ("mm", "mp"),
    ("nn", "nt"),
    ("ng", "nk"),
    ("ll", "lt"),
    ("rr", "rt"),
    ("lj", "lk"),
    ("rj", "rk"),
    ("hj", "hk"),
    ("l", "lk"),
    ("r", "rk"),
    ("h", "hk"),
    ("v", "p"),
    ("v", "k"),  # Suku: Suvun
    ("d", "t"),
    ("j", "ik"),  # Poika: Pojan
    ("'", "k"),  # Ruoko: Ruo'on
    ("’", "k"),
)
LAST = re.compile(rf"([^{VOWELS}]*)([{VOWELS}]+)\Z")


@lru_cache(maxsize=CACHED)
def bases_of(word: str) -> frozenset[str]:
    """What the word may be a form of, in small letters; itself is not among them.

    Of a name in two parts with a hyphen the last is inflected.
    """
    if len(word) > LONGEST:
        return frozenset()
    front, hyphen, last = word.lower().rpartition("-")
    found = {base for form in _without_clitic(last) for base in _bases(form)}
    return frozenset(f"{front}{hyphen}{base}" for base in found if base != last)


def _without_clitic(word: str) -> Iterator[str]:
    yield word
    shorter = CLITICS.sub("", word)
    if shorter != word:
        yield shorter


def _bases(form: str) -> Iterator[str]:
    yield form  # Virtanenkin, without its clitic
    if GENITIVE.search(form):
        yield GENITIVE.sub("", form)
    for ending in ENDINGS:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= SHORTEST:
            yield from _nominatives(stem)


def _nominatives(stem: str) -> frozenset[str]:
    """The names that may have this stem."""
    found: set[str] = set()
    for one in {stem, *_shortened(stem)}:
        for graded in {one, *_strong(one)}:
            found.update((graded, *_of_other_vowel(graded)))
        found.update(_longer(one))
    return frozenset(name for name in found if len(name) > SHORTEST)


def _shortened(stem: str) -> Iterator[str]:
    """The long vowel of "into": Virtaa-n, Mäkee-n."""
    if len(stem) > SHORTEST and stem[-1] == stem[-2] and stem[-1] in VOWELS:
        yield stem[:-1]


def _of_other_vowel(stem: str) -> Iterator[str]:
    """Of a name whose last vowel is another in its forms, or that has none there."""
    if stem.endswith("e"):
        yield f"{stem[:-1]}i"  # Mäke-: Mäki
        yield stem[:-1]  # Jäsene-: Jäsen
    if stem.endswith("i"):
        yield stem[:-1]  # Wrighti-: Wright
    if stem.endswith("o"):
        yield f"{stem[:-1]}a"  # of several, Virto-: Virta
    if stem.endswith("de"):
        yield f"{stem[:-2]}si"  # Sude-: Susi


def _longer(stem: str) -> Iterator[str]:
    """Of a name whose end is another in its forms."""
    for end in ("se", "si", "s"):
        if stem.endswith(end):
            yield f"{stem.removesuffix(end)}nen"  # Virtase-, Virtas-: Virtanen
    if stem.endswith("kse"):
        yield f"{stem[:-3]}s"  # Ilvekse-: Ilves
    if stem.endswith("me"):
        yield f"{stem[:-2]}n"  # Puhelime-: Puhelin
    if len(stem) > SHORTEST and stem[-1] == stem[-2] and stem[-1] in VOWELS:
        for one in {stem[:-1], *_weak(stem[:-1])}:
            yield one  # Lainee-: Laine, Rantee-: Ranne
            yield f"{one}s"  # Kankaa-: Kangas


def _strong(stem: str) -> Iterator[str]:
    """The stems of which this may be the weak grade."""
    found = LAST.search(stem)
    if found is None:
        return
    front, consonants, vowels = stem[: found.start()], found[1], found[2]
    for weak, strong in GRADES:
        if consonants.endswith(weak):
            yield f"{front}{consonants.removesuffix(weak)}{strong}{vowels}"
    if len(vowels) > 1:  # k is lost between vowels: Mäe-, Joe-, Haa-
        yield f"{front}{consonants}{vowels[:-1]}k{vowels[-1]}"


def _weak(stem: str) -> Iterator[str]:
    """The stems of which this may be the strong grade."""
    found = LAST.search(stem)
    if found is None:
        return
    front, consonants, vowels = stem[: found.start()], found[1], found[2]
    for weak, strong in GRADES:
        if consonants.endswith(strong):
            yield f"{front}{consonants.removesuffix(strong)}{weak}{vowels}"
    if consonants == "k":
        yield f"{front}{vowels}"
