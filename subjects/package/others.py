"""Where a text may tell of somebody else: simple marks that a person then looks at.

Proposals only. Whoever goes through them decides; a name that no card bears, and a nickname, are
found by nobody but a reader.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from register import identity_codes
from register.enums import ContactPointKind
from register.hidden_codes import DASHES, LIKE_A_CODE, holds_identity_code
from register.models import ContactPoint, Controller, DataSubject, SupervisoryAuthority
from register.refusal import Refusal
from register.spellings import folded, normalised_email, normalised_phone
from subjects.enums import ActingAs
from subjects.models import Contact
from subjects.package.inflections import CACHED, bases_of

CODE = re.compile(LIKE_A_CODE.pattern, re.IGNORECASE)
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;:\"']+\.[^\W\d_]{2,}")
PHONE = re.compile(r"(?<![\w.+-])(?<!\d[ \u00a0])(?:\+\d|0)\d(?:[ \u00a0-]?\d){4,11}(?![\w-])")
NAME = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
SHORTEST_NAME = 3  # Aho, Elo: a shorter word is too often something else
GAP = re.compile(r"[ \u00a0]+")  # between the words of one name
PARTICLES = frozenset({"af", "de", "der", "di", "du", "la", "le", "van", "von"})  # of family names
# Words before a name, folded, that are no first name however a sentence begins.
TITLES = frozenset(
    (
        *(
            "asiakas",
            "herra",
            "jasen",
            "laakari",
            "neiti",
            "potilas",
            "rouva",
            "tilaaja",
            "tohtori",
        ),
        *("doktor", "froken", "fru", "herr", "kund", "kunden", "medlem", "medlemmen", "patient"),
        *("client", "customer", "doctor", "dr", "member", "miss", "mr", "mrs", "ms"),
    )
)
AT_ONCE = 500  # names in one question, texts looked at together
Item = TypeVar("Item")


class Clue(TextChoices):
    """Why a place may tell of somebody else. Not stored."""

    EMAIL = "email", _("an e-mail address")
    PHONE = "phone", _("a phone number")
    IDENTITY_CODE = "identity_code", _("a personal identity code")
    NAME = "name", _("the name of somebody else, perhaps a relative")
    LOOK = "look", _("perhaps the name of somebody else: look here")
    CHANGED = "changed", _("a text that has changed since it was looked at")
    FILE = "file", _("a file: look into it")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A place in a text, and why it was found."""

    start: int
    end: int
    clue: Clue


@dataclass(frozen=True, slots=True)
class Known:
    """What tells of nobody else: the person's own, the company's and the authority's."""

    emails: frozenset[str]
    phones: frozenset[str]
    names: frozenset[str]  # folded words
    codes: frozenset[str]  # hashes
    family_names: frozenset[str] = frozenset()  # folded words: relatives bear them, too


def known_of(people: Collection[DataSubject], *, with_codes: bool) -> Known:
    """Of these cards, all of one person; `with_codes`: the person's own code may be shown."""
    cards = [person.pk for person in people]
    points = ContactPoint.objects.filter(subject__in=cards).values_list("kind", "normalised")
    emails = {value for kind, value in points if kind == ContactPointKind.EMAIL}
    phones = {value for kind, value in points if kind == ContactPointKind.PHONE}
    told = Contact.objects.filter(  # by themselves, as was settled since
        request__matches__subject__in=cards,
        request__identified_at__isnull=False,
        request__requester__acting_as=ActingAs.SELF,
    )
    for kind, value in told.values_list("kind", "normalised"):
        (emails if kind == ContactPointKind.EMAIL else phones).add(value)
    ours: list[Any] = list(Controller.objects.all())
    ours += SupervisoryAuthority.objects.all()
    emails |= {normalised_email(one.email) for one in ours if one.email}
    phones |= {normalised_phone(str(one.phone)) for one in ours if one.phone}
    names = " ".join(f"{one.family_name} {one.given_names}" for one in people)
    codes = {one.identity_code_hash for one in people if one.identity_code_hash and with_codes}
    family_names = " ".join(one.family_name for one in people)
    return Known(
        frozenset(emails),
        frozenset(phones),
        _folded_words(names),
        frozenset(codes),
        _folded_words(family_names),
    )


def find(text: str, known: Known, family_names: Collection[str] = ()) -> list[Found]:
    """The places of one text, in their order; `family_names` are those that others bear, folded."""
    found = [*_codes(text, known), *_emails(text, known), *_phones(text, known)]
    found += [
        Found(word.start(), word.end(), clue)
        for word in _names(text)
        if (clue := _clue_of(word[0], known, family_names))
    ]
    pairs = (_of_pair(first, second, known, family_names) for first, second in _pairs(text))
    return _apart([*found, *(pair for pair in pairs if pair)])


def _clue_of(word: str, known: Known, family_names: Collection[str]) -> Clue | None:
    """Of one word: another's name as a card writes it, or what may be a form of such a name."""
    name = folded(word)
    if name in known.names:
        return None
    if name in family_names:
        return Clue.NAME
    forms = _forms(word) - known.names
    return Clue.LOOK if any(base in family_names for base in forms) else None


def _of_pair(
    first: re.Match[str], second: re.Match[str], known: Known, family_names: Collection[str]
) -> Found | None:
    """Two words as one family name, "von Wright"; or the person's own with another's first name."""
    one, two = folded(first[0]), folded(second[0])
    whole = first.start(), second.end()
    if {one, two} <= known.names:
        return None
    if f"{one} {two}" in family_names:
        return Found(*whole, Clue.NAME)
    forms = _forms(second[0])
    if one in PARTICLES and any(f"{one} {base}" in family_names for base in forms):
        return Found(*whole, Clue.LOOK)
    if not first[0][0].isupper():
        return None
    if one in TITLES or _forms(first[0]) & TITLES:
        is_own = two in known.family_names or forms & known.family_names
        return Found(second.start(), second.end(), Clue.LOOK) if is_own else None
    if _is_first_name(one, first[0], known):
        if two in known.family_names:
            return Found(*whole, Clue.NAME)
        if forms & known.family_names:
            return Found(*whole, Clue.LOOK)
    if _is_first_name(two, second[0], known):
        if one in known.family_names:
            return Found(*whole, Clue.NAME)
        if _forms(first[0]) & known.family_names:  # "Tarulaisen Matti"
            return Found(*whole, Clue.LOOK)
    return None


def _is_first_name(name: str, written: str, known: Known) -> bool:
    """Another's, as far as one can tell: in "Tarulainen Impille" it is the person's own."""
    return name not in known.names and not _forms(written) & known.names


@lru_cache(maxsize=CACHED)
def _forms(word: str) -> frozenset[str]:
    """The names, folded, that the word may be a form of."""
    return frozenset(folded(base) for base in bases_of(word))


def names_in(text: str) -> set[str]:
    """The words of a text that could be family names, as cards write them; two together, too.

    Of a word that may be inflected, what it may be a form of.
    """
    words = {word[0] for word in _names(text)}
    words |= {base.title() for word in words for base in bases_of(word)}
    for first, second in _pairs(text):
        if first[0].lower() in PARTICLES:
            bases = bases_of(second[0])
            words |= {f"{first[0].lower()} {base.title()}" for base in bases}
        words |= {f"{first[0]} {second[0]}", f"{first[0].lower()} {second[0]}"}
        if second[0].isupper():
            words.add(f"{first[0].lower()} {second[0].title()}")
    return words | {word.title() for word in words if word.isupper()}


def borne_by_others(names: Collection[str], people: Collection[DataSubject]) -> set[str]:
    """Which of these are family names of somebody else in the registers of these people, folded."""
    rows = DataSubject.objects.filter(kept_by__in={person.kept_by_id for person in people})
    others = rows.exclude(pk__in=[person.pk for person in people]).order_by()
    found: set[str] = set()
    for some in in_portions(sorted(names)):
        borne = others.filter(family_name__in=some).values_list("family_name", flat=True)
        found |= {folded(name) for name in borne.distinct()}
    return found


def places_of(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand, in whatever case."""
    for match in re.finditer(re.escape(words), text, re.IGNORECASE):
        yield match.start(), match.end()


def in_portions(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _codes(text: str, known: Known) -> Iterator[Found]:
    seen = False
    for match in CODE.finditer(text.translate(DASHES)):
        written = "".join(match.groups())
        if holds_identity_code(written):
            seen = True
            if _hash(written) not in known.codes:
                yield Found(match.start(), match.end(), Clue.IDENTITY_CODE)
    if not seen and holds_identity_code(text):  # in signs that look like others
        yield Found(0, len(text), Clue.IDENTITY_CODE)


def _hash(written: str) -> str:
    try:
        return identity_codes.hash_of(identity_codes.normalised(written))
    except Refusal:
        return ""


def _emails(text: str, known: Known) -> Iterator[Found]:
    for match in EMAIL.finditer(text):
        if normalised_email(match[0]) not in known.emails:
            yield Found(match.start(), match.end(), Clue.EMAIL)


def _phones(text: str, known: Known) -> Iterator[Found]:
    for match in PHONE.finditer(text):
        number = normalised_phone(match[0])
        if number.startswith("+") and number not in known.phones:
            yield Found(match.start(), match.end(), Clue.PHONE)


def _names(text: str) -> Iterator[re.Match[str]]:
    for match in NAME.finditer(text):
        if len(match[0]) >= SHORTEST_NAME and match[0][0].isupper():
            yield match


def _pairs(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Words that stand together, the second with a capital letter."""
    for first, second in pairwise(NAME.finditer(text)):
        if second[0][0].isupper() and GAP.fullmatch(text, first.end(), second.start()):
            yield first, second


def _folded_words(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in NAME.findall(text))


def _apart(found: Iterable[Found]) -> list[Found]:
    """Of places that meet, the first and longest."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
