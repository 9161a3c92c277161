"""The text of a letter as it is kept: paragraphs with empty lines between them, and little else.

A paragraph that begins with “# ” is a heading; one whose every line begins with “– ” is a list.
Nothing else means anything: HTML and braces are text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from register.models.people import has_control_characters
from register.support.fonts import unprintable
from subjects.letters.placeholders import paragraphs

HEADING, ITEM = "# ", "– "
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a letter as a page draws it."""

    kind: Literal["heading", "list", "text"]
    lines: tuple[str, ...]


def blocks(body: str) -> Iterator[Block]:
    """The parts of a letter's text."""
    for paragraph in paragraphs(body):
        lines = tuple(paragraph.split("\n"))
        if len(lines) == 1 and paragraph.startswith(HEADING):
            yield Block("heading", (paragraph.removeprefix(HEADING),))
        elif all(line.startswith(ITEM) for line in lines):
            yield Block("list", tuple(line.removeprefix(ITEM) for line in lines))
        else:
            yield Block("text", lines)


def heading(text: str) -> str:
    return f"{HEADING}{text}"


def listed(items: Sequence[str]) -> str:
    return "\n".join(f"{ITEM}{item}" for item in items)


def one_line(words: str) -> str:
    """Somebody's words inside a sentence of ours."""
    return " ".join(printable(words).split())


def within(sentence: str) -> str:
    """A sentence of ours after a colon: none of them begins with a name."""
    return sentence[:1].lower() + sentence[1:]


def own_paragraphs(words: str) -> list[str]:
    """Somebody's words as paragraphs: none of them becomes a heading of ours."""
    return [
        "\n".join(
            line.replace(HEADING, f"#{NO_BREAK}", 1) if line.startswith(HEADING) else line
            for line in paragraph.split("\n")
        )
        for paragraph in paragraphs(printable(words.replace("\r\n", "\n").replace("\r", "\n")))
    ]


def printable(words: str) -> str:
    """The words without control characters, and a question mark for what no typeface of ours has.

    A name of letters we do not have must not keep an answer from being printed and sent in time.
    """
    plain = "".join(sign for sign in words.replace("\t", " ") if not has_control_characters(sign))
    for lacking in {each.character for each in unprintable(plain)}:
        plain = plain.replace(lacking, "?")
    return plain
