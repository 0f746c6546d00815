"""A provider of sign-in for the tests: a real one, on this machine, that signs whatever it is told to say."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mosovo.provider_settings import Provider

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
Sign = Callable[[dict[str, Any]], str]


def rightly(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})


class Issuer:
    """issuer: its address. says: what it claims besides what it must; sign: how it signs."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.says: dict[str, Any] = {"sub": "abc", "amr": ["pwd", "mfa"]}
        self.sign: Sign = rightly
        self.is_down = False
        self.asked: dict[str, str] = {}

    def named(self, *, amr: str = "mfa", acr: str = "") -> Provider:
        words = {"acr": frozenset(acr.split()), "amr": frozenset(amr.split())}
        return Provider(self.issuer, "mosovo", "a secret", "Testshire sign-in", **words, demo=True)

    def authorize(self, address: str) -> dict[str, str]:
        """What a browser sent to ``address`` is sent back with."""
        assert address.startswith(f"{self.issuer}/authorize?")
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return {"code": "a-code", "state": self.asked["state"], "iss": self.issuer}

    def answer(self, path: str, given: dict[str, str], authorization: str) -> dict[str, Any]:
        if path == "/.well-known/openid-configuration":
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return {"issuer": self.issuer, **{name: f"{self.issuer}/{place}" for name, place in places.items()}}
        if path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return {"keys": [{**key, "kid": "one", "use": "sig"}]}
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        secret = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        if (path, challenge, secret) != ("/token", self.asked["code_challenge"], "mosovo:a%20secret"):
            return {"error": "invalid_request"}
        now = int(time.time())
        must = {"iss": self.issuer, "aud": "mosovo", "iat": now, "exp": now + 300, "auth_time": now}
        claims = {**must, "nonce": self.asked["nonce"], **self.says}
        return {"id_token": self.sign({name: value for name, value in claims.items() if value is not None})}


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/authorize?"):
                self._send({})
                return
            sent = issuer.authorize(f"{issuer.issuer}{self.path}")
            self.send_response(302)
            self.send_header("Location", f"{issuer.asked['redirect_uri']}?{urlencode(sent)}")
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send({name: values[0] for name, values in parse_qs(body).items()})

        def _send(self, given: dict[str, str]) -> None:
            said = issuer.answer(self.path, given, self.headers.get("Authorization", ""))
            self.send_response(503 if issuer.is_down else 200)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        issuer = Issuer(server.server_port)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield issuer
        server.shutdown()
        thread.join()
