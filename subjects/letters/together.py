"""What would be said of several rights in the same words is said once, after them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from subjects.enums import RequestedKind
from subjects.letters import copies, phrases, recipients
from subjects.letters.reading import within

if TYPE_CHECKING:
    from subjects.letters.composing import Told


def of_copies(told: Told, rights: Sequence[RequestedKind]) -> list[str]:
    """How several copies are given; nothing, where there is one or none."""
    made = copies.made(told, rights)
    return _of(told, made, copies.paragraphs(told, made)) if len(made) > 1 else []


def of_recipients(told: Told, rights: Sequence[RequestedKind]) -> list[str]:
    """Whom we told of several rights, where it is the same of each; nothing otherwise."""
    said = {right: found for right in rights if (found := recipients.paragraphs(told, right))}
    first, *rest = said.values() or [[]]
    return _of(told, list(said), first) if rest and all(one == first for one in rest) else []


def _of(told: Told, rights: Sequence[RequestedKind], said: Sequence[str]) -> list[str]:
    """Under the names of the rights."""
    name, *names = (told.say(phrases.OF_RIGHT[right]) for right in rights)
    first, *rest = said
    return [f"{', '.join((name, *map(within, names)))}: {within(first)}", *rest]
