"""Which words of a text changed: pieces that stayed, went and came, in reading order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

WORDS = re.compile(r"\n|[^\S\n]+|[^\W_]+|[\W_]")
MOST_WORDS = 10_000  # spaces and commas included; comparing more of them would take seconds
CUT = "…"
LIKE_ENOUGH = 0.4  # of the shorter text; below this, marks make a puzzle of two different texts


class Mark(StrEnum):
    """What happened to words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that share a mark."""

    mark: Mark
    text: str


COMMA = Piece(Mark.SAME, ", ")


def marked(before: str, after: str) -> list[Piece]:
    """The way from `before` to `after`: lines first, then the words of those that differ.

    Without what was added it reads as `before`, without what was removed as `after`.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for act, first, last, new_first, new_last in SequenceMatcher(None, old, new).get_opcodes():
        was, now = old[first:last], new[new_first:new_last]
        if act == "equal":
            pieces.append(Piece(Mark.SAME, "".join(was)))
        elif len(was) == len(now):
            for line, other in zip(was, now, strict=True):
                pieces += _line(line, other)
        else:
            pieces += _line("".join(was), "".join(now))
    return _joined(pieces)


def _line(before: str, after: str) -> Iterator[Piece]:
    """The end of a line stays where both have one."""
    end = "\n" if before.endswith("\n") and after.endswith("\n") else ""
    yield from _words(before.removesuffix(end), after.removesuffix(end))
    yield Piece(Mark.SAME, end)


def replaced(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    """The way from some values to others, such as names: each a whole, in order."""
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for act, first, last, new_first, new_last in matcher.get_opcodes():
        mark = Mark.SAME if act == "equal" else Mark.REMOVED
        pieces += [Piece(mark, value) for value in before[first:last]]
        if act != "equal":
            pieces += [Piece(Mark.ADDED, value) for value in after[new_first:new_last]]
    if len(before) <= 1 and len(after) <= 1:
        return pieces
    return [one for piece in pieces for one in (COMMA, piece)][1:]


def elided(pieces: Sequence[Piece]) -> list[Piece]:
    """Without the lines in which nothing changed, but for one on each side of those that did."""
    if len(pieces) == 1:
        return list(pieces)
    shown = []
    for place, piece in enumerate(pieces):
        lines = piece.text.split("\n")
        first = 0 if place == 0 else 2  # what goes on from a change, and a line more
        last = 0 if place == len(pieces) - 1 else 2
        if piece.mark == Mark.SAME and len(lines) > first + last + 1:
            lines[first : len(lines) - last] = [CUT]
            piece = Piece(Mark.SAME, "\n".join(lines))
        shown.append(piece)
    return shown


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(str.isspace, old, new)  # a space is no sign of where one is
    is_long = len(old) + len(new) > MOST_WORDS
    stayed = 0 if is_long else sum(block.size for block in matcher.get_matching_blocks())
    if is_long or stayed < LIKE_ENOUGH * min(len(old), len(new)):
        yield from (Piece(Mark.REMOVED, before), Piece(Mark.ADDED, after))
        return
    for act, first, last, new_first, new_last in matcher.get_opcodes():
        if act == "equal":
            yield Piece(Mark.SAME, "".join(old[first:last]))
        else:
            yield Piece(Mark.REMOVED, "".join(old[first:last]))
            yield Piece(Mark.ADDED, "".join(new[new_first:new_last]))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Changes with nothing but space between them are one: first what went, then what came.

    The space at the end of a line stays where it is.
    """
    joined: list[Piece] = []
    for stays, run in groupby((piece for piece in pieces if piece.text), _stays):
        together = list(run)
        if stays or all(piece.mark == Mark.SAME for piece in together):
            joined.append(Piece(Mark.SAME, "".join(piece.text for piece in together)))
            continue
        for mark in (Mark.REMOVED, Mark.ADDED):
            text = "".join(piece.text for piece in together if piece.mark in (mark, Mark.SAME))
            joined += [Piece(mark, text)] if text else []
    return joined


def _stays(piece: Piece) -> bool:
    return piece.mark == Mark.SAME and (not piece.text.isspace() or "\n" in piece.text)
