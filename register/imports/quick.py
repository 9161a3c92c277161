"""What `register/spellings.py` and `register/suppressions.py` say, for a million rows.

The ordinary case is a look-up; what is not ordinary goes there. A test holds the two equal.
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from register.enums import SuppressedKind
from register.spellings import HYPHENS, folded, normalised_email, normalised_phone, without_marks


def _folded_sign(sign: str) -> str | None:
    bare = HYPHENS.sub(" ", without_marks(sign).replace("'", ""))
    return re.sub(r"[^\w@.+/]+", " ", bare) or None


ASCII = {code: _folded_sign(chr(code)) for code in range(128)}
ORDINARY_EMAIL = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}[A-Za-z0-9])?\.)+[A-Za-z]{2,60}"
)
LONGEST_EMAIL = 254
# Finnish mobile numbers with all their digits, however they are grouped.
ORDINARY_PHONE = re.compile(r"(?:0|\+358)((?:4[0-8]|50)[0-9]{6,8})")
GROUPING = str.maketrans("", "", " -")


def quick_folded(text: str) -> str:
    small = text.lower().replace("ä", "a").replace("ö", "o").replace("å", "a")
    return " ".join(small.translate(ASCII).split()) if small.isascii() else folded(text)


@lru_cache(20_000)
def quick_folded_name(text: str) -> str:
    """The same for what is often repeated."""
    return quick_folded(text)


def quick_email(written: str) -> str:
    """The address in one spelling; "" where it is none."""
    if ORDINARY_EMAIL.fullmatch(written) and len(written) <= LONGEST_EMAIL:
        return written.lower()
    address = normalised_email(written)
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= LONGEST_EMAIL else ""


def quick_phone(written: str) -> str:
    found = ORDINARY_PHONE.fullmatch(written.translate(GROUPING))
    return f"+358{found[1]}" if found else normalised_phone(written)


def quick_hasher(kind: SuppressedKind) -> Callable[[str], str]:
    """`suppressions.hash_of` for many identifiers of one kind: the key is set up once."""
    begun = hmac.new(settings.LOOKUP_KEY.encode(), f"suppressed:{kind}\0".encode(), hashlib.sha256)

    def hash_of(normalised: str) -> str:
        whole = begun.copy()
        whole.update(normalised.encode())
        return whole.hexdigest()

    return hash_of
