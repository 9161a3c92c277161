"""One spelling for what people write in many: names, e-mail addresses, phone numbers, identifiers.

Pure. What is stored as written stays as written; these are what it is compared and found by.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable

import phonenumbers

from register.enums import ContactPointKind

# Letters that Unicode does not decompose into a base letter and a mark.
BASE_LETTERS = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ŋ": "n",
        "ŧ": "t",
        "ħ": "h",
        "ı": "i",
        "ĸ": "k",
        "ʼ": "'",
        "’": "'",
        "‘": "'",
        "´": "'",
        "`": "'",
    }
)
HYPHENS = re.compile(r"[\u2010-\u2015\u2212\u00ad_-]+")
AT = re.compile(r"\s*[(\[{]\s*(?:at|ät|a)\s*[)\]}]\s*", re.IGNORECASE)
PARTS = re.compile(r"[^\W_]+")
DOT = re.compile(r"\s*[(\[{]\s*(?:dot|piste|punkt)\s*[)\]}]\s*", re.IGNORECASE)


def folded(text: str) -> str:
    """Small letters without marks; hyphens and punctuation are spaces: "makela anna liisa"."""
    bare = without_marks(text).replace("'", "")
    return " ".join(re.sub(r"[^\w@.+/]+", " ", HYPHENS.sub(" ", bare)).split())


def without_marks(text: str) -> str:
    """Case and diacritics folded: ä → a, Ø → o, ß → ss, Š → s."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(BASE_LETTERS)
    decomposed = unicodedata.normalize("NFKD", small)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def parts_of(text: str) -> list[str]:
    """The runs of letters and digits: "as-10/b" → as, 10, b."""
    return PARTS.findall(text)


def further_words(*, names: Iterable[str], codes: Iterable[str]) -> str:
    """The other spellings of one person's own words, besides the folded name; mostly none.

    Names: "Anna-Liisa" is annaliisa too, "O'Connor" o connor, "A. B." a b. Codes, such as customer
    numbers and user names: "AS-10/b" is as-10/b, as 10 b and as10b.
    """
    found = [spelling for name in names if not name.isalpha() for spelling in _spellings(name)]
    for code in codes:
        if not (code.isascii() and code.isalnum()):
            found += [without_marks(code), *_spellings(code)]
    return " ".join(filter(None, dict.fromkeys(found)))


def _spellings(text: str) -> list[str]:
    """The parts one by one, and joined."""
    parts = parts_of(without_marks(text))
    return [" ".join(parts), "".join(parts)] if len(parts) > 1 else parts


def normalised_email(written: str) -> str:
    """ "Aino (at) Esimerkki.FI" → "aino@esimerkki.fi"; what is no address comes back folded."""
    address = DOT.sub(".", AT.sub("@", unicodedata.normalize("NFKC", written).strip()))
    address = address.removeprefix("mailto:").removeprefix("MAILTO:").strip("<> ")
    return "".join(address.split()).casefold()


def normalised_phone(written: str) -> str:
    """E.164 where it is a number of the Finnish plan or an international one, else its digits."""
    try:
        number = phonenumbers.parse(written, "FI")
    except phonenumbers.NumberParseException:
        return digits(written)
    if not phonenumbers.is_possible_number(number):
        return digits(written)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalised_web(written: str) -> str:
    """An address without scheme, "www." and the slash at its end."""
    bare = re.sub(r"^[a-z]+://", "", written.strip().casefold())
    return bare.removeprefix("www.").rstrip("/")


def normalised_ip(written: str) -> str:
    try:
        return str(ipaddress.ip_address(written.strip()))
    except ValueError:
        return written.strip().casefold()


def digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")


def normalised_contact(kind: str, written: str) -> str:
    """The one spelling of a contact point; "" where nothing is left of it."""
    match kind:
        case ContactPointKind.EMAIL:
            return normalised_email(written)
        case ContactPointKind.PHONE:
            return normalised_phone(written)
        case ContactPointKind.IP_ADDRESS:
            return normalised_ip(written)
        case _:
            return normalised_web(written)
