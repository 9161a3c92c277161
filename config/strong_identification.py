"""The settings of strong identification, looked at when the site starts, not when it is used."""

from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from config.environment import WrongSetting

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SHORTEST_RSA = 2048


def strong_identification(
    *, issuer: str, client_secret: str, client_key: str, decryption_key: str, **rest: Any
) -> dict[str, Any] | None:
    """The settings together; none where no issuer is set. Raises WrongSetting."""
    if not issuer:
        return None
    _check_issuer(issuer)
    if not rest["client_id"]:
        raise WrongSetting("STRONG_CLIENT_ID", "must be set where STRONG_ISSUER is.")
    if bool(client_secret) == bool(client_key):
        raise WrongSetting("STRONG_CLIENT_SECRET", "or STRONG_CLIENT_KEY must be set, not both.")
    _check_key("STRONG_CLIENT_KEY", client_key)
    _check_key("STRONG_DECRYPTION_KEY", decryption_key)
    if "openid" not in rest["scope"].split():
        raise WrongSetting("STRONG_SCOPE", "must hold openid.")
    return {
        "issuer": issuer,
        "client_secret": client_secret,
        "client_key": client_key,
        "decryption_key": decryption_key or client_key,
        **rest,
    }


def _check_issuer(issuer: str) -> None:
    """Only to itself does a machine talk without encryption."""
    parts = urlsplit(issuer)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe or not parts.hostname or parts.query or parts.fragment:
        raise WrongSetting("STRONG_ISSUER", "must be an address such as https://broker.example.fi.")


def _check_key(name: str, text: str) -> None:
    if not text:
        return
    try:
        key = load_pem_private_key(text.encode(), password=None)
    except (ValueError, TypeError):
        key = None
    is_rsa = isinstance(key, RSAPrivateKey) and key.key_size >= SHORTEST_RSA
    is_ec = isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1)
    if not (is_rsa or is_ec):
        raise WrongSetting(
            name, "must be a private key in PEM: RSA of 2048 bits or more, or P-256."
        ) from None
