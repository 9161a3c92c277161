"""References in texts that follow a reordered section: `{number:key}`, `{heading:key}`, `{date:…}`.

Only exactly these forms are references; any other brace is a brace.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

REFERENCE = re.compile(r"\{(number|heading|date):([a-z0-9_-]+)\}")
DATES = ("drawn_up", "updated")
QUOTES = ('"', "'", "”", "’", "“", "»")


class CrossReference(NamedTuple):
    """What is referred to: a section by its key, or one of the notice's dates."""

    kind: str  # "number", "heading" or "date"
    key: str
    quoted: bool = False  # its author has put quotation marks around it


def references_in(text: str) -> Iterator[CrossReference]:
    """The references of a text, in order."""
    for found in REFERENCE.finditer(text):
        yield CrossReference(found[1], found[2])


def is_unknown(reference: CrossReference, section_keys: set[str]) -> bool:
    """The reference leads nowhere in a notice with these sections."""
    known = set(DATES) if reference.kind == "date" else section_keys
    return reference.key not in known


def resolve(text: str, words_for: Callable[[CrossReference], str]) -> str:
    """The text with every reference replaced by its words."""

    def words(found: re.Match[str]) -> str:
        before = text[: found.start()]
        return words_for(CrossReference(found[1], found[2], before.endswith(QUOTES)))

    return REFERENCE.sub(words, text)
