"""The OpenID Connect provider: where to send the person, and what the answer says.

Authorization code flow with PKCE, state and nonce. We show who we are by a secret or by our own key
(`private_key_jwt`); requests are signed with it, and answers may be encrypted to it, as the Finnish
Trust Network demands of its brokers. What a provider sends is believed only under its own keys.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.core.cache import cache
from joserfc import jwe, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

if TYPE_CHECKING:
    from joserfc.jwk import KeySetSerialization

TIMEOUT = (3.05, 8)  # seconds to connect, and of silence
KEPT = 60 * 60  # seconds: the provider's description of itself, and its keys
SKEW = 60  # seconds that the two clocks may differ
REQUEST_LASTS = 300
LARGEST = 256 * 1024
SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
ENCRYPTED_BY = (
    *("RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A256KW"),
    *("A128GCM", "A256GCM", "A128CBC-HS256", "A256CBC-HS512"),
)
PARTS_OF_ENCRYPTED = 5


class ProviderDown(Exception):
    """The provider does not answer, or says nothing that can be understood."""


class NotBelieved(Exception):
    """The answer is not what an honest provider sends to this very question."""


class TooWeak(Exception):
    """The person identified, but not strongly enough."""


class Rejected(Exception):
    """The provider does not take the code: used, expired or not ours."""


@dataclass(frozen=True, slots=True)
class Question:
    """What has to come back with the answer, known to this browser's session alone."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Provider:
    """One provider, as the settings name it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    client_key: str = field(repr=False)
    decryption_key: str = field(repr=False)
    signed_requests: bool
    scope: str
    levels: str
    identity_code: str
    family_name: str
    given_names: str
    birth_date: str

    @classmethod
    def of_settings(cls) -> "Provider | None":
        told: dict[str, Any] | None = settings.STRONG_IDENTIFICATION
        return cls(**told) if told else None

    # Our keys

    @cached_property
    def key(self) -> RSAKey | ECKey | None:
        return key_of(self.client_key, "sig")

    @cached_property
    def opener(self) -> RSAKey | ECKey | None:
        return key_of(self.decryption_key, "enc")

    # The provider of itself

    def described(self) -> Mapping[str, Any]:
        """Its metadata (OpenID Connect Discovery). Raises ProviderDown."""
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self._kept("metadata", address)
        if found.get("issuer") != self.issuer:
            raise ProviderDown("the provider calls itself by another name")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            self._check_place(found.get(name))
        return found

    def keys(self, *, anew: bool = False) -> KeySet:
        """Its public keys. Raises ProviderDown."""
        address = self.described()["jwks_uri"]
        found = self._kept("keys", address, anew=anew)
        try:
            return KeySet.import_key_set(cast("KeySetSerialization", found))
        except (JoseError, KeyError, TypeError, ValueError):
            raise ProviderDown("the provider's keys cannot be read") from None

    def _kept(self, what: str, address: str, *, anew: bool = False) -> Mapping[str, Any]:
        name = f"strong:{what}:{address}"
        found = None if anew else cache.get(name)
        if found is None:
            found = _fetched(address)
            cache.set(name, found, KEPT)
        return cast("Mapping[str, Any]", found)

    def _check_place(self, address: object) -> None:
        """Nobody is led from an encrypted place to an open one."""
        scheme = urlsplit(self.issuer).scheme
        if not isinstance(address, str) or urlsplit(address).scheme not in {"https", scheme}:
            raise ProviderDown("the provider's addresses cannot be used")

    # The question

    def ask(self, question: Question, *, back: str, language: str) -> str:
        """The address to which the person is sent. Raises ProviderDown."""
        endpoint = self.described()["authorization_endpoint"]
        with self._session(back) as session:
            said = {"acr_values": self.levels} if self.levels else {}
            address, _state = session.create_authorization_url(
                endpoint,
                state=question.state,
                nonce=question.nonce,
                code_verifier=question.verifier,
                ui_locales=language,
                **said,
            )
        if self.key is None or not self.signed_requests:
            return str(address)
        return self._signed(str(address), endpoint)

    def _signed(self, address: str, endpoint: str) -> str:
        """The same as one signed object (RFC 9101)."""
        said = dict(parse_qsl(urlsplit(address).query))
        now = int(time.time())
        claims = {
            **said,
            "iss": self.client_id,
            "aud": self.issuer,
            "iat": now,
            "exp": now + REQUEST_LASTS,
        }
        key = self.key
        if key is None:
            raise TypeError("There is no key to sign with.")
        header = {"alg": _algorithm(key), "kid": key.kid, "typ": "oauth-authz-req+jwt"}
        signed = jwt.encode(header, claims, key, algorithms=[_algorithm(key)])
        names = ("client_id", "response_type", "scope")
        short = {**{name: said[name] for name in names}, "request": signed}
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(short)}"

    # The answer

    def answer(self, code: str, question: Question, *, back: str) -> Mapping[str, Any]:
        """The claims of the ID token that the code buys.

        Raises ProviderDown, Rejected, NotBelieved or TooWeak.
        """
        endpoint = self.described()["token_endpoint"]
        with self._session(back) as session:
            try:
                told = session.fetch_token(
                    endpoint,
                    code=code,
                    code_verifier=question.verifier,
                    grant_type="authorization_code",
                    timeout=TIMEOUT,
                    allow_redirects=False,
                )
            except OAuthError:
                raise Rejected from None  # its words may repeat the code
            except (requests.RequestException, ValueError):
                raise ProviderDown("the provider does not answer") from None
        token = told.get("id_token")
        if not isinstance(token, str):
            raise NotBelieved("there is no ID token")
        claims = self._opened(token)
        self._check(claims, question)
        return claims

    def _opened(self, token: str) -> Mapping[str, Any]:
        try:
            if token.count(".") == PARTS_OF_ENCRYPTED - 1:
                token = self._decrypted(token)
            try:
                return jwt.decode(token, self.keys(), algorithms=SIGNED_BY).claims
            except (JoseError, ValueError):  # it may have taken new keys into use
                return jwt.decode(token, self.keys(anew=True), algorithms=SIGNED_BY).claims
        except (JoseError, ValueError, TypeError, KeyError):
            raise NotBelieved("the ID token cannot be verified") from None

    def _decrypted(self, token: str) -> str:
        if self.opener is None:
            raise NotBelieved("there is no key to open the ID token with")
        opened = jwe.decrypt_compact(token, self.opener, algorithms=ENCRYPTED_BY)
        return (opened.plaintext or b"").decode()

    def _check(self, claims: Mapping[str, Any], question: Question) -> None:
        """OpenID Connect Core 3.1.3.7."""
        rules = jwt.JWTClaimsRegistry(
            leeway=SKEW,
            iss={"essential": True, "value": self.issuer},
            sub={"essential": True},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": question.nonce},
        )
        try:
            rules.validate(dict(claims))
        except JoseError:
            raise NotBelieved("the ID token is not for this question") from None
        audience, party = claims["aud"], claims.get("azp")
        is_ours = party == self.client_id
        if (party is not None and not is_ours) or (
            isinstance(audience, list) and len(audience) > 1 and not is_ours
        ):
            raise NotBelieved("the ID token is for somebody else")
        if self.levels and claims.get("acr") not in self.levels.split():
            raise TooWeak

    def _session(self, back: str) -> OAuth2Session:
        key = self.key
        session = OAuth2Session(
            self.client_id,
            self.client_secret if key is None else key,
            scope=self.scope,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method=(
                "client_secret_basic" if key is None else PrivateKeyJWT.name
            ),
        )
        session.trust_env = False  # no .netrc of the machine speaks for us
        if key is not None:
            header = {"kid": key.kid}
            endpoint = self.described()["token_endpoint"]
            method = PrivateKeyJWT(endpoint, headers=header, alg=_algorithm(key))
            session.register_client_auth_method(method)
        return session


def key_of(text: str, use: str) -> RSAKey | ECKey | None:
    """A private key, named by its thumbprint (RFC 7638)."""
    if not text:
        return None
    kind = ECKey if _is_ec(text) else RSAKey
    key = kind.import_key(text, {"use": use})
    key.ensure_kid()
    return key


def _is_ec(text: str) -> bool:
    return isinstance(load_pem_private_key(text.encode(), None), EllipticCurvePrivateKey)


def _algorithm(key: RSAKey | ECKey) -> str:
    return "ES256" if isinstance(key, ECKey) else "RS256"


def _fetched(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        found = answer.json() if answer.ok and len(answer.content) <= LARGEST else None
    except (requests.RequestException, ValueError):
        found = None
    if not isinstance(found, dict):
        raise ProviderDown("the provider does not describe itself")
    return found
