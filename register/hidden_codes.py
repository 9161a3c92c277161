"""Personal identity codes where they do not belong: in names, notes and other free text.

A code has a column of its own, encrypted and masked (`identity_codes.py`); written anywhere else it
would be read, searched, exported and printed like any word (Data Protection Act s. 29(4)).
"""

import re
import unicodedata

from stdnum.fi import hetu

DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
LIKE_A_CODE = re.compile(
    r"(?<![0-9A-Z])([0-9]{6})\s?([-+ABCDEFUVWXY])\s?([0-9]{3}[0-9A-Z])(?![0-9A-Z])"
)


def holds_identity_code(text: str) -> bool:
    """Whether `text` holds what by its date and check character can only be a code.

    "040123-4567" is a way to write a phone number: without a true check character it passes.
    """
    plain = unicodedata.normalize("NFKC", text).translate(DASHES).upper()
    return any(
        hetu.is_valid("".join(found.groups()), allow_temporary=True)
        for found in LIKE_A_CODE.finditer(plain)
    )
