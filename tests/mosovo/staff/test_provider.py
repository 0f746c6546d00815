"""Signing in by the force's provider: whom it lets in, and that nothing forged does."""

import base64
import datetime as dt
import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

import jwt
import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.test import Client

from mosovo.access.sight import visible
from mosovo.provider_settings import provider_named
from mosovo.staff.door import PASSED
from mosovo.staff.models import Officer, ProviderLink
from mosovo.staff.rules import proves_second_factor
from tests.attack.tally import Tally
from tests.factories.staff import OfficerFactory
from tests.factors import code_now, give_app, passed
from tests.people import People, signed_in
from tests.provider import KEY, OTHER_KEY, PUBLIC, Issuer, rightly, running_issuer

pytestmark = pytest.mark.django_db
BACK = "/sign-in/provider/back/"


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    settings.SECOND_FACTOR_REQUIRED = True
    with running_issuer() as issuer:
        settings.SIGN_IN_PROVIDER = issuer.named()
        yield issuer


@pytest.fixture
def officer(db: None, issuer: Issuer) -> Officer:
    officer: Officer = OfficerFactory(sign_in="officer", email="officer@testshire.example")
    ProviderLink.objects.create(
        officer=officer, issuer=issuer.issuer, subject="abc", linked_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    )
    return officer


def began(
    browser: Client, issuer: Issuer, *, at: str = "/sign-in/provider/", then: str = "/my-activity/"
) -> dict[str, str]:
    page = browser.post(at, {"next": then})
    assert page.status_code == 200
    there = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())
    assert there
    return issuer.authorize(unescape(there[1]))


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def signs_in(browser: Client, issuer: Issuer, **change: str) -> Any:
    return browser.get(BACK, began(browser, issuer) | change)


def test_linked_officer_is_let_in_with_a_new_session_and_a_factor_proved(officer: Officer, issuer: Issuer) -> None:
    browser = Client()
    sent = began(browser, issuer)
    before = browser.session.session_key
    answer = browser.get(BACK, sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/my-activity/")
    assert browser.session.session_key != before
    assert browser.get("/my-activity/").status_code == 200
    assert issuer.asked["scope"] == "openid", "no name and no e-mail is asked for"


def test_answer_without_our_cookie_comes_again_by_itself(officer: Officer, issuer: Issuer) -> None:
    browser = Client()
    sent = began(browser, issuer)
    page = Client().get(BACK, sent).content.decode()
    there = re.search(r'content="0; url=([^"]+)"', page)
    assert there
    assert browser.get(unescape(there[1])).headers["Location"] == "/my-activity/"
    assert not is_in(stranger := Client())
    assert stranger.get(unescape(there[1])).headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("says", [{"amr": None}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"amr": [["mfa"]]}])
def test_where_the_provider_does_not_speak_of_a_second_factor_ours_is_asked(
    officer: Officer, issuer: Issuer, says: dict[str, Any]
) -> None:
    give_app(officer)
    issuer.says |= says
    browser = Client()
    assert signs_in(browser, issuer).headers["Location"] == "/sign-in/second-factor/"
    assert not is_in(browser)
    assert browser.post("/sign-in/second-factor/", {"code": code_now()}).headers["Location"] == "/my-activity/"
    assert is_in(browser)


def test_class_that_the_force_names_must_be_said(officer: Officer, issuer: Issuer, settings: Any) -> None:
    assert proves_second_factor({"acr": "two", "amr": ["x"]}, acr={"two"}, amr=()) is True
    assert proves_second_factor({"acr": "two"}, acr={"two"}, amr={"mfa"}) is False
    assert proves_second_factor({"acr": "two", "amr": ["mfa"]}, acr=(), amr=()) is False
    settings.SIGN_IN_PROVIDER = issuer.named(amr="", acr="two")
    give_app(officer)
    for acr, there in (("one", "/sign-in/second-factor/"), ("two", "/my-activity/")):
        issuer.says |= {"acr": acr}
        assert signs_in(Client(), issuer).headers["Location"] == there
        assert issuer.asked["acr_values"] == "two"


NOW = int(time.time())
FORGED: dict[str, dict[str, Any]] = {
    "for another system": {"aud": "another"},
    "for two, and made for the other": {"aud": ["mosovo", "another"], "azp": "another"},
    "for two, and made for nobody": {"aud": ["mosovo", "another"]},
    "for nobody": {"aud": None},
    "from another provider": {"iss": "https://elsewhere.example"},
    "from nobody": {"iss": None},
    "expired": {"exp": NOW - 100},
    "without end": {"exp": None},
    "of tomorrow": {"iat": NOW + 86_400},
    "with another's nonce": {"nonce": "another"},
    "without a nonce": {"nonce": None},
    "proved the day before": {"auth_time": NOW - 86_400},
    "proved tomorrow": {"auth_time": NOW + 86_400},
    "proved at no time": {"auth_time": None},
    "proved at a word": {"auth_time": "now"},
    "of somebody unknown": {"sub": "unknown"},
    "of nobody": {"sub": None},
    "of an e-mail address": {"sub": "officer@testshire.example", "email": "officer@testshire.example"},
    "of a sign-in name": {"sub": "officer", "preferred_username": "officer"},
}


def hs256(claims: dict[str, Any]) -> str:
    """As a forger does who signs with the key that everybody knows."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (HS256, claims)]
    signed = b".".join(parts)
    return (signed + b"." + base64.urlsafe_b64encode(hmac.new(PUBLIC, signed, hashlib.sha256).digest())).decode()


HS256 = {"alg": "HS256", "kid": "one"}
SIGNED = {
    "by another key": lambda claims: jwt.encode(claims, OTHER_KEY, algorithm="RS256", headers={"kid": "one"}),
    "by a key that is not published": lambda claims: jwt.encode(
        claims, OTHER_KEY, algorithm="RS256", headers={"kid": "x"}
    ),
    "by no named key": lambda claims: jwt.encode(claims, KEY, algorithm="RS256"),
    "by nobody": lambda claims: jwt.encode(claims, None, algorithm="none", headers={"kid": "one"}),
    "with the public key as a secret": hs256,
    "and cut short": lambda claims: rightly(claims).rpartition(".")[0] + ".",
    "and changed": lambda claims: rightly(claims).replace(".", ".e30", 1),
    "as no token": lambda claims: "nonsense",
}


def test_nothing_forged_lets_anybody_in(officer: Officer, issuer: Issuer) -> None:
    tally = Tally("sign-in by a provider, forged (leaked: let in)")
    rights = dict(issuer.says)

    def attempt(what: str, **change: str) -> None:
        browser = Client()
        answer = browser.get(BACK, began(browser, issuer) | change)
        tally.tried += 1
        inside = is_in(browser) or "factor_pending" in browser.session
        tally.leaked += inside
        assert not inside, what
        assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in/"), what

    for what, says in FORGED.items():
        issuer.says = rights | says
        attempt(what)
    issuer.says = rights
    for what, sign in SIGNED.items():
        issuer.sign = sign
        attempt(what)
    issuer.sign = rightly
    for change in ({"state": "another"}, {"state": ""}, {"iss": "https://elsewhere.example"}, {"code": ""}):
        attempt(f"sent back with {change}", **change)
    officer.is_active = False
    officer.save()
    attempt("a closed account")
    assert Officer.objects.count() == 1, "no account is ever made"
    assert tally.leaked == 0


def test_an_answer_is_good_once_and_for_ten_minutes(officer: Officer, issuer: Issuer) -> None:
    browser = Client()
    sent = began(browser, issuer)
    browser.get(BACK, sent)
    browser.post("/sign-out/")
    assert browser.get(BACK, sent | {"again": "1"}).headers["Location"] == "/sign-in/"
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False) as clock:
        late = Client()
        sent = began(late, issuer)
        clock.shift(dt.timedelta(minutes=10, seconds=1))
        assert late.get(BACK, sent).headers["Location"] == "/sign-in/"
    assert not is_in(browser)
    assert not is_in(late)


def test_provider_that_is_away_is_told_of_and_lets_nobody_in(officer: Officer, issuer: Issuer) -> None:
    browser = Client()
    sent = began(browser, issuer)
    issuer.is_down = True
    answer = browser.get(BACK, sent, follow=True)
    assert "did not work. Try again, or sign in with your name and password." in answer.content.decode()
    assert not is_in(browser)


def test_next_never_leads_off_the_site(officer: Officer, issuer: Issuer) -> None:
    browser = Client()
    assert browser.get(BACK, began(browser, issuer, then="//elsewhere.example")).headers["Location"] == "/"


# ------------------------------------------------------------------------------------------------------- linking


def test_whoever_has_just_proved_their_own_factor_links_their_account(issuer: Issuer) -> None:
    officer = OfficerFactory()
    give_app(officer)
    browser = passed(officer)
    assert "Link Testshire sign-in" in browser.get("/second-factor/").content.decode()
    assert (
        browser.get(BACK, began(browser, issuer, at="/second-factor/provider/")).headers["Location"]
        == "/second-factor/"
    )
    assert (ProviderLink.objects.get().officer, ProviderLink.objects.get().subject) == (officer, "abc")
    fresh = Client()
    signs_in(fresh, issuer)
    assert is_in(fresh)
    assert browser.post("/second-factor/provider/remove/").status_code == 303
    assert not ProviderLink.objects.exists()
    again = Client()
    signs_in(again, issuer)
    assert not is_in(again)


def test_nobody_links_without_a_factor_just_proved(issuer: Issuer) -> None:
    officer = OfficerFactory()
    assert passed(officer).post("/second-factor/provider/").status_code == 409
    give_app(officer)
    stale = passed(officer, ago=dt.timedelta(minutes=6)).post("/second-factor/provider/")
    assert stale.headers["Location"].startswith("/second-factor/again/")
    assert signed_in(officer).post("/second-factor/provider/").headers["Location"] == "/second-factor/"


def test_account_that_is_linked_is_linked_to_nobody_else(officer: Officer, issuer: Issuer) -> None:
    other = OfficerFactory()
    give_app(other)
    browser = passed(other)
    answer = browser.get(BACK, began(browser, issuer, at="/second-factor/provider/"))
    assert answer.status_code == 409
    assert "is linked already" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProviderLink.objects.create(
            officer=other, issuer=issuer.issuer, subject="abc", linked_at=dt.datetime.now(dt.UTC)
        )


def test_links_are_seen_by_whose_they_are(people: People, officer: Officer) -> None:
    assert visible(officer, ProviderLink).exists()
    assert not visible(people.administrator, ProviderLink).exists()


# ------------------------------------------------------------------------------------------------ a factor anew


def test_factor_is_proved_anew_with_the_provider(officer: Officer, issuer: Issuer) -> None:
    browser = passed(officer, ago=dt.timedelta(minutes=6))
    assert "Prove it with Testshire sign-in" in browser.get("/second-factor/again/").content.decode()
    answer = browser.get(BACK, began(browser, issuer, at="/second-factor/provider/again/", then="/sessions/"))
    assert answer.headers["Location"] == "/sessions/"
    assert issuer.asked["max_age"] == "0"
    assert time.time() - browser.session[PASSED] < 60


def test_factor_proved_by_a_clock_ahead_of_ours_is_fresh(officer: Officer, issuer: Issuer) -> None:
    browser = passed(officer, ago=dt.timedelta(minutes=6))
    issuer.says |= {"auth_time": int(time.time()) + 20}
    browser.get(BACK, began(browser, issuer, at="/second-factor/provider/again/", then="/sessions/"))
    assert 0 <= time.time() - browser.session[PASSED] < 60


@pytest.mark.parametrize(
    "says", [{"auth_time": NOW - 3600}, {"amr": ["pwd"]}, {"sub": "another"}, {"nonce": "another"}]
)
def test_factor_is_not_proved_by_less(officer: Officer, issuer: Issuer, says: dict[str, Any]) -> None:
    browser = passed(officer, ago=dt.timedelta(minutes=6))
    issuer.says |= says
    browser.get(BACK, began(browser, issuer, at="/second-factor/provider/again/"))
    assert time.time() - browser.session[PASSED] > 300


# ------------------------------------------------------------------------------------------------------- set up


def test_there_is_none_unless_it_is_named(people: People) -> None:
    for path in ("", "back/"):
        assert Client().get(f"/sign-in/provider/{path}").status_code in {404, 405}
    assert Client().post("/sign-in/provider/").status_code == 404
    assert "provider" not in Client().get("/sign-in/").content.decode()
    assert provider_named({}, demo=False) is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"MOSOVO_OIDC_SECRET": ""}, "needs all of"),
        ({"MOSOVO_OIDC_ISSUER": "http://force.example"}, "begin with https"),
    ],
)
def test_named_by_half_or_without_tls_it_is_refused(change: dict[str, str], sentence: str) -> None:
    whole = {
        "MOSOVO_OIDC_ISSUER": "https://force.example",
        "MOSOVO_OIDC_CLIENT": "mosovo",
        "MOSOVO_OIDC_SECRET": "secret",
    }
    assert provider_named(whole | {"MOSOVO_OIDC_AMR": "mfa, hwk"}, demo=False).amr == {"mfa", "hwk"}  # type: ignore[union-attr]
    with pytest.raises(ImproperlyConfigured, match=sentence):
        provider_named(whole | change, demo=False)
