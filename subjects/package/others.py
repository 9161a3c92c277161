"""Where a text may tell of somebody else: simple marks that a person then looks at.

Proposals only. Whoever goes through them decides; a name in an inflected form, or one that no card
bears, is found by nobody but a reader.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
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

CODE = re.compile(LIKE_A_CODE.pattern, re.IGNORECASE)
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"']+@[^\s@<>()\[\],;:\"']+\.[^\W\d_]{2,}")
PHONE = re.compile(r"(?<![\w.+-])(?<!\d[ \u00a0])(?:\+\d|0)\d(?:[ \u00a0-]?\d){4,11}(?![\w-])")
NAME = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
SHORTEST_NAME = 3  # Aho, Elo: a shorter word is too often something else
GAP = re.compile(r"[ \u00a0]+")  # between the words of one name
AT_ONCE = 500  # names in one question, texts looked at together
Item = TypeVar("Item")


class Clue(TextChoices):
    """Why a place may tell of somebody else. Not stored."""

    EMAIL = "email", _("an e-mail address")
    PHONE = "phone", _("a phone number")
    IDENTITY_CODE = "identity_code", _("a personal identity code")
    NAME = "name", _("the name of somebody else, perhaps a relative")
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
        request__matches__subject__in=cards, request__requester__acting_as=ActingAs.SELF
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
        Found(word.start(), word.end(), Clue.NAME)
        for word in _names(text)
        if (name := folded(word[0])) in family_names and name not in known.names
    ]
    for first, second in _pairs(text):
        if _is_of_another(folded(first[0]), folded(second[0]), first, known, family_names):
            found.append(Found(first.start(), second.end(), Clue.NAME))
    return _apart(found)


def _is_of_another(
    first: str, second: str, written: re.Match[str], known: Known, family_names: Collection[str]
) -> bool:
    """Two words as one family name, "von Wright"; or the person's own with another's first name."""
    if {first, second} <= known.names:
        return False
    if f"{first} {second}" in family_names:
        return True
    if not written[0][0].isupper():
        return False
    return (second in known.family_names and first not in known.names) or (
        first in known.family_names and second not in known.names
    )


def names_in(text: str) -> set[str]:
    """The words of a text that could be family names, as cards write them; two together, too."""
    words = {word[0] for word in _names(text)}
    for first, second in _pairs(text):
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
