"""Encryption at rest and keyed hashes: what must be read back, and what need only be found again.

The two keys are made from different secrets, so that whoever holds one learns nothing of the other.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Undecipherable(Exception):
    """Raised for what none of the keys opens. Says nothing of what was to be opened."""


def encrypt(text: str, secrets: Sequence[str]) -> str:
    """The text under the first (newest) of the secrets."""
    return _box(secrets).encrypt(text.encode()).decode("ascii")


def decrypt(token: str, secrets: Sequence[str]) -> str:
    """The text again, whichever of the secrets it is under. Raises Undecipherable."""
    try:
        return _box(secrets).decrypt(token.encode("ascii")).decode()
    except (InvalidToken, UnicodeError):
        raise Undecipherable from None  # the cause would carry the token


def rotate(token: str, secrets: Sequence[str]) -> str:
    """The same text under the newest secret. Raises Undecipherable."""
    return encrypt(decrypt(token, secrets), secrets)


def keyed_hash(purpose: str, text: str, secret: str) -> str:
    """64 hexadecimal digits by which `text` can be found again, but not read.

    Equal texts hash differently for different purposes ("identity_code", "suppressed:email").
    """
    message = f"{purpose}\0{text}".encode()
    return hmac.digest(secret.encode(), message, "sha256").hex()


def _box(secrets: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    """Fernet wants 32 bytes. Our secrets are random already, so one hash is enough."""
    return base64.urlsafe_b64encode(
        hashlib.sha256(b"seloste encryption\0" + secret.encode()).digest()
    )
