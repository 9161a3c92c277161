"""The typeface our PDFs carry: where its files are, and which characters it can print.

A leaf: imports nothing of the project.
"""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from fontTools.ttLib import TTFont

# Not the typeface's own name: a machine that has some Source Sans Pro installed must not mix its
# version with ours. The name shows in a PDF's list of fonts.
FAMILY = "Source Sans Pro Packaged"
SCHEME = "packaged-font"

UPRIGHT = ("Regular", "Bold")
FACES = {  # the file's name, and what @font-face says of it; semibold falls on bold
    "Regular": "font-weight: 400; font-style: normal",
    "It": "font-weight: 400; font-style: italic",
    "Bold": "font-weight: 700; font-style: normal",
    "BoldIt": "font-weight: 700; font-style: italic",
}

# They end a line and are not drawn. A tab is not here: it prints as one space, or unforeseeably.
LINE_BREAKS = frozenset("\n\r")
# The typeface has it and draws nothing: it would part words that look whole, and end no line.
INVISIBLE = frozenset("\N{ZERO WIDTH NO-BREAK SPACE}")


@dataclass(frozen=True)
class Unprintable:
    """One character our PDFs cannot print, and where it stands in the text."""

    index: int
    character: str

    @property
    def position(self) -> int:
        """Its place as people count: the first character is 1."""
        return self.index + 1

    @property
    def code_point(self) -> str:
        return f"U+{ord(self.character):04X}"

    @property
    def name(self) -> str:
        """The Unicode name; empty for the characters that have none, as control characters."""
        return unicodedata.name(self.character, "")

    def __str__(self) -> str:
        # The character itself stays out: it may be invisible, or turn the line around.
        return f"{self.code_point} {self.name}".rstrip() + f" ({self.position})"


def unprintable(text: str) -> list[Unprintable]:
    """The characters of `text` that the packaged typeface lacks, in their order; [] if none."""
    allowed = printable_characters()
    if allowed.issuperset(text):
        return []
    return [
        Unprintable(index, character)
        for index, character in enumerate(text)
        if character not in allowed
    ]


def in_capitals(text: str) -> str:
    """The text in capitals, but for letters such as “ʒ” whose capital the typeface lacks."""
    return "".join(letter if unprintable(letter.upper()) else letter.upper() for letter in text)


@cache
def printable_characters() -> frozenset[str]:
    """What both upright faces have, and line breaks.

    The italics have half of it (no Sámi ŋ, no Cyrillic, no Greek); a character they lack is
    taken from the upright face of the same weight, as it is of the same family and so comes
    before any font of the machine. A test prints every character in all faces.
    """
    sets = []
    for face in UPRIGHT:
        with TTFont(io.BytesIO(_file(face).read_bytes()), lazy=True) as font:
            sets.append(frozenset(map(chr, font.getBestCmap())))
    return (frozenset.intersection(*sets) | LINE_BREAKS) - INVISIBLE


def font_face_css() -> str:
    """The @font-face rules of every packaged face, under addresses that `font_bytes` knows."""
    return "\n".join(
        f'@font-face {{ font-family: "{FAMILY}"; {style}; src: url("{SCHEME}:{face}") }}'
        for face, style in FACES.items()
    )


def font_bytes(address: str) -> bytes:
    """The TrueType file at an address of `font_face_css`; raises KeyError for any other address."""
    scheme, _, face = address.partition(":")
    if scheme != SCHEME or face not in FACES:
        raise KeyError(address)
    return _file(face).read_bytes()


def _file(face: str) -> Traversable:
    return resources.files("font_source_sans_pro") / "files" / f"SourceSansPro-{face}.ttf"
