"""What is refused at start-up, each in a sentence that says what to do: a wrong set-up never serves anybody."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LEAST_KEY, LEAST_KINDS = 50, 20
# Anybody can read these, here or in Django's own documentation.
KNOWN_KEYS = ("for-the-", "only-while-building-", "django-insecure-", "changeme", "secret")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
LOGINS = ("DATABASE_URL", "DATABASE_WORKER_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL")
MAKE_ONE = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


def refuse_wrong_start(env: Mapping[str, str], *, data: Path) -> None:
    """ImproperlyConfigured with everything that is wrong. data: where the embedded servers keep theirs."""
    wrong = list(_faults(env, data))
    if wrong:
        raise ImproperlyConfigured(" ".join(wrong))


def _faults(env: Mapping[str, str], data: Path) -> Iterator[str]:
    demo, serves = env.get("MOSOVO_DEMO") == "1", env.get("MOSOVO_PROCESS", "web") == "web"
    yield from _key(env.get("MOSOVO_SECRET_KEY", ""), public=serves and not demo)
    yield from (_demonstration if demo else _force)(env)
    if serves and not demo and env.get("MOSOVO_BEHIND_TLS_PROXY") not in {"0", "1"}:
        yield (
            "Set MOSOVO_BEHIND_TLS_PROXY=1 where a proxy in front ends TLS, or 0 where gunicorn does it itself: whose"
            " word counts for the address of a browser must not be left open."
        )
    yield from _databases(env)
    anchor = env.get("MOSOVO_AUDIT_ANCHOR")
    kept = [data, *([Path(env["PGDATA"])] if env.get("PGDATA") else [])]
    if anchor and any(Path(anchor).resolve().is_relative_to(folder.resolve()) for folder in kept):
        yield (
            "MOSOVO_AUDIT_ANCHOR lies in the database's own folder, where whoever changes the record could change it"
            " too. Name a place that the database's keepers cannot write."
        )


def _key(key: str, *, public: bool) -> Iterator[str]:
    if len(key) < LEAST_KEY:
        yield (
            f"MOSOVO_SECRET_KEY is missing or shorter than {LEAST_KEY} characters. Set it to a long random value, for"
            f" example the output of: {MAKE_ONE}"
        )
    elif public and (len(set(key)) < LEAST_KINDS or key.lower().startswith(KNOWN_KEYS)):
        yield f"MOSOVO_SECRET_KEY can be guessed. Set it to a random value, for example the output of: {MAKE_ONE}"


def _demonstration(env: Mapping[str, str]) -> Iterator[str]:
    if env.get("MOSOVO_BEHIND_TLS_PROXY") == "1":
        yield (
            "MOSOVO_DEMO=1 is for invented people on this machine alone, without a second factor. A force behind a"
            " proxy (MOSOVO_BEHIND_TLS_PROXY=1) runs without it."
        )
    if elsewhere := set(_named(env, "MOSOVO_HOSTS")) - LOOPBACK:
        yield (
            "MOSOVO_DEMO=1 is for invented people on this machine alone, and answers to no other name: take"
            f" {', '.join(sorted(elsewhere))} out of MOSOVO_HOSTS."
        )


def _force(env: Mapping[str, str]) -> Iterator[str]:
    if any(host.startswith((".", "*")) for host in _named(env, "MOSOVO_HOSTS")):
        yield "MOSOVO_HOSTS names hosts one by one: neither * nor a name that begins with a dot."
    for origin in (*_named(env, "MOSOVO_ORIGINS"), *_named(env, "MOSOVO_BASE_URL")):
        if not origin.startswith("https://") or "*" in origin:
            yield f"{origin} must begin with https:// and name one host (MOSOVO_ORIGINS, MOSOVO_BASE_URL)."


def _databases(env: Mapping[str, str]) -> Iterator[str]:
    found = {name: urlsplit(env[name]) for name in LOGINS if env.get(name)}
    for (one, first), (other, second) in combinations(found.items(), 2):
        if first.username != second.username and first.password and first.password == second.password:
            yield f"{one} and {other} have the same password. Give each login of the database one of its own."
    owner = found.get("DATABASE_OWNER_URL")
    for name in ("DATABASE_URL", "DATABASE_WORKER_URL"):
        if owner and owner.username and name in found and found[name].username == owner.username:
            yield f"{name} and DATABASE_OWNER_URL name the same login. The owner of the tables never serves anybody."


def _named(env: Mapping[str, str], name: str) -> list[str]:
    return [one for one in env.get(name, "").split(",") if one]
