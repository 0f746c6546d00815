"""Sign-in by the force's own provider: OpenID Connect, authorization code with PKCE. Off unless settings name one.

PyJWT checks what the provider signed against the keys it publishes; what the token then says is judged in the rules.
"""

import base64
import datetime as dt
import hashlib
import json
import secrets
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from mosovo.provider_settings import Provider
from mosovo.staff.models import Officer, ProviderLink
from mosovo.staff.rules import why_not_believed

BEGUN = "provider_begun"
BEGUN_SECONDS = 10 * 60
SIGN_IN, LINK, AGAIN = "sign-in", "link", "again"
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
NEEDED = ["iss", "sub", "aud", "exp", "iat", "auth_time"]
WAIT_SECONDS, LARGEST, KEPT_SECONDS = 5, 500_000, 10 * 60


class NotBelievedError(Exception):
    """What came back does not prove who is there. Said to nobody but the log: it would help a forger."""


def provider() -> Provider | None:
    """The force's provider; None where people sign in here alone."""
    found: Provider | None = settings.SIGN_IN_PROVIDER
    return found


def begin(request: HttpRequest, known: Provider, *, purpose: str, then: str, back: str, now: dt.datetime) -> str:
    """Where the browser goes to prove who is there; the session keeps what the answer must fit.

    purpose: AGAIN has the provider ask anew, however lately it did.
    """
    begun = {
        "state": secrets.token_urlsafe(32),
        "nonce": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(64),
        "purpose": purpose,
        "then": then,
        "back": back,
        "at": now.timestamp(),
    }
    request.session[BEGUN] = begun
    digest = hashlib.sha256(str(begun["verifier"]).encode()).digest()
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": known.client,
        "redirect_uri": back,
        "state": begun["state"],
        "nonce": begun["nonce"],
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "max_age": 0 if purpose == AGAIN else settings.SESSION_COOKIE_AGE,
    }
    if known.acr:
        asked["acr_values"] = " ".join(sorted(known.acr))
    address = _document(known)["authorization_endpoint"]
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"


def answered(request: HttpRequest, known: Provider, begun: dict[str, Any], *, now: dt.datetime) -> dict[str, Any]:
    """What the provider says of whoever came back, when all of it holds. NotBelievedError otherwise."""
    given = request.GET
    if (
        not constant_time_compare(given.get("state", ""), begun["state"])
        or now.timestamp() - begun["at"] > BEGUN_SECONDS
    ):
        raise NotBelievedError("the state is of no request of this session")
    if given.get("iss", known.issuer) != known.issuer or not given.get("code"):
        raise NotBelievedError("no code of this provider")
    claims = _verified(known, _token(known, str(given["code"]), begun))
    age = 0 if begun["purpose"] == AGAIN else settings.SESSION_COOKIE_AGE
    since = dt.datetime.fromtimestamp(begun["at"], dt.UTC) - dt.timedelta(seconds=age)
    if why_not := why_not_believed(claims, client=known.client, nonce=begun["nonce"], since=since, now=now):
        raise NotBelievedError(why_not)
    return claims


def linked_officer(known: Provider, subject: str) -> Officer | None:
    """Whose account this is, where they may sign in. Asked where nobody acts yet, so of a function of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.linked_officer(%s, %s)", [known.issuer, subject])
        (found,) = cursor.fetchone()
    return Officer.objects.filter(pk=found, is_active=True).first() if found else None


def link_of(person: Officer) -> ProviderLink | None:
    """The person's own link to the provider there is now."""
    known = provider()
    return ProviderLink.objects.filter(officer=person, issuer=known.issuer).first() if known else None


def _token(known: Provider, code: str, begun: dict[str, Any]) -> str:
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": begun["back"],
        "code_verifier": begun["verifier"],
    }
    document, headers = _document(known), {}
    methods = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in methods:
        pair = f"{quote(known.client, safe='')}:{quote(known.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        asked |= {"client_id": known.client, "client_secret": known.secret}
    found = _fetched(known, document["token_endpoint"], data=urlencode(asked).encode(), headers=headers)
    return str(found.get("id_token", ""))


def _verified(known: Provider, token: str) -> dict[str, Any]:
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = _key(known, kid, anew=False) or _key(known, kid, anew=True)
        if key is None:
            raise NotBelievedError("signed with a key that the provider does not publish")
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            algorithms=SIGNED_WITH,
            audience=known.client,
            issuer=known.issuer,
            leeway=30,
            options={"require": NEEDED},
        )
    except jwt.PyJWTError as error:
        raise NotBelievedError(type(error).__name__) from error
    return claims


def _key(known: Provider, kid: object, *, anew: bool) -> jwt.PyJWK | None:
    keys = _kept(known, _document(known)["jwks_uri"], anew=anew).get("keys", [])
    fit = [key for key in keys if key.get("kid") == kid and key.get("use", "sig") == "sig"]
    return jwt.PyJWK.from_dict(fit[0]) if len(fit) == 1 else None


def _document(known: Provider) -> dict[str, Any]:
    found = _kept(known, f"{known.issuer.rstrip('/')}/.well-known/openid-configuration", anew=False)
    if found.get("issuer") != known.issuer:
        raise NotBelievedError("the provider calls itself otherwise")
    return found


def _kept(known: Provider, address: str, *, anew: bool) -> dict[str, Any]:
    name = f"provider:{hashlib.sha256(address.encode()).hexdigest()}"
    found: dict[str, Any] | None = None if anew else cache.get(name)
    if found is None:
        found = _fetched(known, address)
        cache.set(name, found, KEPT_SECONDS)
    return found


class _Straight(HTTPRedirectHandler):
    """Nowhere else than asked: a redirect would carry the secret there."""

    def redirect_request(self, *args: Any) -> None:
        return None


def _fetched(
    known: Provider, address: str, *, data: bytes | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    if not known.may_be_asked_at(address):
        raise NotBelievedError("an address without TLS")
    asked = Request(address, data=data, headers={"Accept": "application/json", **(headers or {})})  # noqa: S310 # above
    try:
        with build_opener(_Straight).open(asked, timeout=WAIT_SECONDS) as answer:
            found = json.loads(answer.read(LARGEST))
    except (OSError, ValueError) as error:
        raise NotBelievedError(f"no answer: {type(error).__name__}") from error
    if not isinstance(found, dict):
        raise NotBelievedError("no answer that can be read")
    return found
