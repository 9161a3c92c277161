"""A small broker as the Finnish Trust Network wants them; run as a process by `providers.py`.

What it is asked to twist: any claim of the ID token (`claims`), the key it signs with (`key`), the
algorithm (`unsigned`), whether it encrypts (`plain`), its own name (`issuer`), new keys (`turn`),
how many seconds too old its token is (`late`), how many seconds it says nothing (`silent`).
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwe, jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

PORT, FOLDER = int(sys.argv[1]), Path(sys.argv[2])
ISSUER = f"http://localhost:{PORT}"
CLIENT = "seloste"


def new_key() -> RSAKey:
    key = RSAKey.generate_key(2048, {"use": "sig"})
    key.ensure_kid()
    return key


def public(name: str) -> RSAKey | ECKey:
    key: Any = load_pem_private_key((FOLDER / f"{name}.pem").read_bytes(), None)
    kind = RSAKey if hasattr(key, "decrypt") else ECKey
    return kind.import_key(key.public_key())


STATE: dict[str, Any] = {"key": new_key(), "claims": {}, "twists": {}, "codes": {}}
KNOWN = {"sig": public("sig"), "enc": public("enc")}
ALGORITHM = "ES256" if isinstance(KNOWN["sig"], ECKey) else "RS256"


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass

    def answer(self, what: Any, status: int = 200, **headers: str) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_PUT(self) -> None:
        STATE.update(json.loads(self.body()))
        if STATE["twists"].get("turn"):
            STATE["key"] = new_key()
        self.answer({})

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        match parts.path:
            case "/.well-known/openid-configuration":
                self.answer(
                    {
                        "issuer": STATE["twists"].get("issuer", ISSUER),
                        "authorization_endpoint": f"{ISSUER}/authorize",
                        "token_endpoint": f"{ISSUER}/token",
                        "jwks_uri": f"{ISSUER}/jwks",
                    }
                )
            case "/jwks":
                self.answer(KeySet([STATE["key"]]).as_dict(private=False))
            case "/authorize":
                self.authorize(dict(parse_qsl(parts.query)))
            case _:
                self.answer({}, 404)

    def authorize(self, query: dict[str, str]) -> None:
        """Takes what was signed, and nothing that stands beside it."""
        if set(query) != {"client_id", "response_type", "scope", "request"}:
            return self.answer({"error": "unsigned"}, 400)
        signed = jwt.decode(query["request"], KNOWN["sig"], algorithms=[ALGORITHM]).claims
        fits = (
            signed["aud"] == ISSUER
            and signed["iss"] == signed["client_id"] == query["client_id"] == CLIENT
            and signed["exp"] > time.time()
            and signed["code_challenge_method"] == "S256"
            and signed["acr_values"]
            and signed["nonce"]
        )
        if not fits:
            return self.answer({"error": "invalid_request_object"}, 400)
        code = secrets.token_urlsafe(16)
        STATE["codes"][code] = signed
        back = urlencode({"code": code, "state": signed["state"], "iss": ISSUER})
        return self.answer({}, 302, Location=f"{signed['redirect_uri']}?{back}")

    def do_POST(self) -> None:
        form = dict(parse_qsl(self.body().decode()))
        time.sleep(STATE["twists"].get("silent", 0))
        asked = STATE["codes"].pop(form.get("code", ""), None)
        if asked is None or not self.knows_client(form):
            return self.answer({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return self.answer({"error": "invalid_grant"}, 400)
        token = self.token(asked)
        return self.answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def knows_client(self, form: dict[str, str]) -> bool:
        token = jwt.decode(form["client_assertion"], KNOWN["sig"], algorithms=[ALGORITHM])
        claims = token.claims
        return (
            claims["iss"] == claims["sub"] == CLIENT
            and claims["aud"] == f"{ISSUER}/token"
            and claims["exp"] > time.time()
            and bool(claims["jti"] and token.header["kid"])
            and "client_secret" not in form
        )

    def token(self, asked: dict[str, Any]) -> str:
        twists, now = STATE["twists"], int(time.time())
        claims = {
            "iss": ISSUER,
            "sub": secrets.token_hex(8),
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300 - twists.get("late", 0),
            "nonce": asked["nonce"],
            **STATE["claims"],
            **twists.get("claims", {}),
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        key = new_key() if twists.get("key") else STATE["key"]
        signed = jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)
        if twists.get("unsigned"):
            parts = [json.dumps({"alg": "none"}).encode(), json.dumps(claims).encode()]
            flat = [base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts]
            signed = ".".join([*flat, ""])
        if twists.get("plain"):
            return signed
        ways = "ECDH-ES" if isinstance(KNOWN["enc"], ECKey) else "RSA-OAEP"
        header = {"alg": ways, "enc": "A128GCM", "cty": "JWT"}
        return jwe.encrypt_compact(
            header, signed.encode(), KNOWN["enc"], algorithms=[ways, "A128GCM"]
        )


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
