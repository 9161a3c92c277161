"""Identity providers as processes of their own: oidc-provider-mock, and a broker of our own.

The mock knows neither client keys nor encryption, so the broker does as the Finnish Trust Network
demands: it takes signed requests only, knows us by our key, and encrypts its ID token. It is honest
unless it is told of a twist.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as ec_key
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as rsa_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from config.strong_identification import strong_identification
from tests.processes import Server

LEVEL = "http://ftn.ficora.fi/2017/loa2"
CODE = "010190-900P"  # of nobody: temporary
IMPI = {
    "family_name": "Tarulainen",
    "given_name": "Impi Sylvia",
    "birthdate": "1990-01-01",
    "urn:oid:1.2.246.21": CODE,
    "acr": LEVEL,
}
CLAIMS = {
    "scope": "openid profile",
    "levels": LEVEL,
    "identity_code": "urn:oid:1.2.246.21",
    "family_name": "family_name",
    "given_names": "given_name",
    "birth_date": "birthdate",
}


def pem(kind: str = "rsa") -> str:
    key = ec_key(SECP256R1()) if kind == "ec" else rsa_key(65537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


class Provider(Server):
    """One provider."""

    host = "localhost"

    @property
    def issuer(self) -> str:
        return f"http://{self.host}:{self.port}"

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=5).ok
        except requests.RequestException:
            return False


class Mock(Provider):
    """oidc-provider-mock: knows clients by a secret, signs its ID tokens."""

    def command(self) -> list[str]:
        return ["-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(self.port)]

    def knows(self, sub: str, claims: dict[str, Any]) -> None:
        requests.put(f"{self.issuer}/users/{sub}", json=claims, timeout=5).raise_for_status()

    def sign_in(self, address: str, sub: str) -> str:
        """What a person does at the provider; where the browser is led afterwards."""
        return self._sent(address, {"sub": sub})

    def deny(self, address: str) -> str:
        return self._sent(address, {"action": "deny"})

    def _sent(self, address: str, form: dict[str, str]) -> str:
        answer = requests.post(address, data=form, timeout=5, allow_redirects=False)
        return answer.headers["Location"]

    def settings(self, **values: Any) -> dict[str, Any] | None:
        whole = {
            "issuer": self.issuer,
            "client_id": "seloste",
            "client_secret": "a secret of tests",
            "client_key": "",
            "decryption_key": "",
            "signed_requests": True,
            **CLAIMS,
        }
        return strong_identification(**{**whole, **values})


class Broker(Provider):
    """`broker.py`: client keys, signed requests, encrypted ID tokens."""

    def __init__(self, folder: Path, kind: str = "rsa") -> None:
        super().__init__()
        self.client_key, self.decryption_key = pem(kind), pem(kind)
        self.folder = folder
        for name, text in (("sig", self.client_key), ("enc", self.decryption_key)):
            (folder / f"{name}.pem").write_text(text)  # of which it uses the public halves

    def command(self) -> list[str]:
        return ["-m", "tests.subjects.identity.broker", str(self.port), str(self.folder)]

    def says(self, person: dict[str, Any], **twists: Any) -> None:
        """Whom it identifies from now on, and how it is not honest."""
        said = {"claims": person, "twists": twists}
        requests.put(f"{self.issuer}/says", json=said, timeout=5).raise_for_status()

    def sign_in(self, address: str) -> str:
        answer = requests.get(address, timeout=5, allow_redirects=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def settings(self, **values: Any) -> dict[str, Any] | None:
        whole = {
            "issuer": self.issuer,
            "client_id": "seloste",
            "client_secret": "",
            "client_key": self.client_key,
            "decryption_key": self.decryption_key,
            "signed_requests": True,
            **CLAIMS,
        }
        return strong_identification(**{**whole, **values})


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
