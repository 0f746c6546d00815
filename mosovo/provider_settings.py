"""The force's provider of sign-in, out of the environment (MOSOVO_OIDC_…): none unless it is named whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAMED = ("MOSOVO_OIDC_ISSUER", "MOSOVO_OIDC_CLIENT", "MOSOVO_OIDC_SECRET")


@dataclass(frozen=True)
class Provider:
    """acr, amr: the words by which it says that a second factor was asked for; none named: it never counts for one."""

    issuer: str
    client: str
    secret: str
    name: str
    acr: frozenset[str]
    amr: frozenset[str]
    demo: bool = False

    def may_be_asked_at(self, address: str) -> bool:
        """By TLS alone; in the demonstration also on this very machine."""
        parts = urlsplit(address)
        return parts.scheme == "https" or (self.demo and parts.scheme == "http" and parts.hostname == "127.0.0.1")

    @property
    def counts_for_two(self) -> bool:
        """Whether it can ever stand in for a second factor of ours."""
        return bool(self.acr or self.amr)


def provider_named(env: Mapping[str, str], *, demo: bool) -> Provider | None:
    """The provider; ImproperlyConfigured where it is named by half, or has no TLS."""
    given = issuer, client, secret = [env.get(name, "") for name in NAMED]
    if not any(given):
        return None
    if not all(given):
        raise ImproperlyConfigured(
            f"A provider of sign-in needs all of {', '.join(NAMED)}. Set the ones that are missing, or none."
        )
    found = Provider(
        issuer=issuer,
        client=client,
        secret=secret,
        name=env.get("MOSOVO_OIDC_NAME") or "your force account",
        acr=_words(env.get("MOSOVO_OIDC_ACR", "")),
        amr=_words(env.get("MOSOVO_OIDC_AMR", "")),
        demo=demo,
    )
    if not found.may_be_asked_at(found.issuer):
        raise ImproperlyConfigured("MOSOVO_OIDC_ISSUER must begin with https://: whoever stands between could sign in.")
    return found


def _words(given: str) -> frozenset[str]:
    return frozenset(given.replace(",", " ").split())
