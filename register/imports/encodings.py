"""In which encoding a text file is written: recognised where it can be, else asked.

UTF-8 is strict enough to be told by itself. What is not UTF-8 is Latin-1 or its sibling CP1252 in
the offices of Finland and Sweden; the two differ in 0x80–0x9F only, which Latin-1 does not use.
Those bytes also hold the letters ä, ö and å of old DOS and Macintosh files. Where they stand as no
CP1252 text has them, nothing is guessed.
"""

import codecs
import re
from collections.abc import Iterable

UTF_8, UTF_8_MARKED, UTF_16 = "utf-8", "utf-8-sig", "utf-16"
LATIN_1, CP1252, CP850, MAC_ROMAN = "latin-1", "cp1252", "cp850", "mac-roman"
KNOWN = (UTF_8, UTF_16, LATIN_1, CP1252, CP850, MAC_ROMAN)  # what may be told
MARKS = {codecs.BOM_UTF8: UTF_8_MARKED, codecs.BOM_UTF16_LE: UTF_16, codecs.BOM_UTF16_BE: UTF_16}

C1 = re.compile(rb"[\x80-\x9f]")
NOT_CP1252 = re.compile(
    rb"[\x81\x8d\x8f\x90\x9d]"  # mean nothing there
    rb"|[A-Za-z][\x80\x82\x84-\x89\x8b\x93-\x95\x98\x99\x9b][A-Za-z]"  # a sign amid letters
    rb"|[a-z][\x8a\x8c\x8e\x9f]"  # a capital after a small letter
)
OVERLAP = 2


class Utf8:
    """Told piece by piece what a file holds, says in the end whether that is UTF-8."""

    def __init__(self) -> None:
        self.fits, self.has_nul = True, False
        self._decoder = codecs.getincrementaldecoder(UTF_8)()

    def look_at(self, piece: bytes, *, last: bool = False) -> None:
        self.has_nul = self.has_nul or b"\x00" in piece
        if self.fits:
            try:
                self._decoder.decode(piece, last)
            except UnicodeDecodeError:
                self.fits = False


def mark_of(beginning: bytes) -> str:
    """The encoding told by a byte order mark; "" without one."""
    return next((name for mark, name in MARKS.items() if beginning.startswith(mark)), "")


def one_byte_encoding(pieces: Iterable[bytes]) -> str:
    """Latin-1 or CP1252, of a file that is no UTF-8; "" where it has to be told."""
    has_c1, tail = False, b""
    for piece in pieces:
        seen = tail + piece
        has_c1 = has_c1 or C1.search(seen) is not None
        if has_c1 and NOT_CP1252.search(seen):
            return ""
        tail = piece[-OVERLAP:]
    return CP1252 if has_c1 else LATIN_1


def told(encoding: str, found: str) -> str:
    """The encoding as Python reads it: a mark at the beginning is no part of the text."""
    return UTF_8_MARKED if encoding == UTF_8 and found == UTF_8_MARKED else encoding
