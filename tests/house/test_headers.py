"""What every answer of every address says about itself, errors and files included, as a force runs it."""

import re
import runpy
import secrets
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as ours
from django.test import Client

from cases.models import Case
from mosovo.audit.models import Look
from mosovo.staff.views import door
from tests.factors import passed
from tests.house.routes import routes
from tests.house.test_answers import address
from tests.house.world import make_world
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

A_YEAR = 365 * 24 * 3600
HOSTILE = cycle(
    ["null", "http://localhost", "https://testserver.example", "https://testserver@elsewhere.example", "file://"]
    + [f"https://elsewhere{number}.example" for number in range(15)]
)
AS_A_FORCE = (
    *("SECOND_FACTOR_REQUIRED", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"),
    *("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME", "SECURE_HSTS_SECONDS"),
    *("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"),
)


@pytest.fixture
def force(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings of a force in place of the demonstration's."""
    monkeypatch.setenv("MOSOVO_DEMO", "0")
    monkeypatch.setenv("MOSOVO_BEHIND_TLS_PROXY", "0")
    monkeypatch.setenv("MOSOVO_SECRET_KEY", secrets.token_urlsafe(64))
    found = runpy.run_path(str(Path(__file__).parents[2] / "mosovo" / "settings.py"))
    for name in AS_A_FORCE:
        setattr(settings, name, found[name])
    return


def faults(answer: Any, *, secure: bool = True, file: bool = False) -> list[str]:
    """What is wrong with an answer's headers and cookies."""
    said = {name.lower(): value for name, value in answer.headers.items()}
    policy = said.get("content-security-policy", "")
    strictly = re.fullmatch(r"max-age=(\d+); includeSubDomains; preload", said.get("strict-transport-security", ""))
    held = {
        "transport": not secure or (strictly is not None and int(strictly[1]) >= A_YEAR),
        "nosniff": said.get("x-content-type-options") == "nosniff",
        "policy": all(
            f"{name} 'none'" in policy for name in ("default-src", "object-src", "base-uri", "frame-ancestors")
        )
        and "unsafe" not in policy,
        "frames": said.get("x-frame-options") == "DENY",
        "store": file or "no-store" in said.get("cache-control", ""),
        "referrer": said.get("referrer-policy") == "same-origin",
        "permissions": "camera=()" in said.get("permissions-policy", ""),
        "opener": said.get("cross-origin-opener-policy") == "same-origin",
        "resource": said.get("cross-origin-resource-policy") == "same-origin",
        "cross-origin": not any(name.startswith("access-control-") for name in said),
        "server": not {"server", "x-powered-by"} & set(said),
    }
    for name, cookie in answer.cookies.items():
        held[f"cookie {name}"] = (
            name.startswith("__Host-")
            and bool(cookie["secure"] and (cookie["httponly"] or not cookie.value))
            and (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Strict", "/", "")
        )
    return [name for name, holds in held.items() if not holds]


def test_every_address_answers_so(force: None, people: People, case: Case) -> None:
    world, tried = make_world(people, case), 0
    browsers = [Client(), passed(people.supervisor), passed(people.administrator), signed_in(people.press_officer)]
    found = []
    for route in routes():
        url = address(route, world)
        for browser, method in zip(browsers, ("get", "get", "post", "get"), strict=True):
            if route.name == "sign-out" and method == "post":
                continue  # below; the others need this browser
            answer = getattr(browser, method)(url, {}, secure=True, HTTP_ORIGIN=next(HOSTILE))
            tried += 1
            found += [(route.pattern, method, answer.status_code, fault) for fault in faults(answer)]
    assert found == []
    assert tried > 500


def test_answers_that_no_view_gives_do_so_too(
    force: None, people: People, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, nobody = passed(people.supervisor), Client()
    strict = Client(enforce_csrf_checks=True)
    found: dict[str, tuple[int, Any]] = {
        "not there": (404, browser.get("/no-such-page/", secure=True)),
        "another's": (404, passed(people.stranger).get(f"/cases/{case.reference}/", secure=True)),
        "refused": (403, passed(people.stranger).get("/record/looks/", secure=True)),
        "forged": (403, strict.post("/sign-in/", {"username": "x", "password": "y"}, secure=True)),
        "method": (405, browser.put("/sessions/", secure=True)),
        "no text": (400, browser.get("/search/?q=%00", secure=True)),
        "host": (400, nobody.get("/", secure=True, HTTP_HOST="elsewhere.example")),
        "too large": (400, nobody.post("/sign-in/", {"username": "x" * 3_000_000}, secure=True)),
        "health": (503, nobody.get("/healthz", secure=True)),
        "API, nobody": (401, nobody.get("/api/v1/me/", secure=True)),
        "words": (204, browser.get("/words/?address=/search/", secure=True)),
    }
    for _ in range(6):
        found["too often"] = (429, nobody.post("/sign-in/", {"username": "x", "password": "y"}, secure=True))
    broken = Client(raise_request_exception=False)
    broken.cookies = browser.cookies
    monkeypatch.setattr(door, "first_place", lambda *_: 1 / 0)
    found["broken"] = (500, broken.get("/", secure=True))
    assert {name: (answer.status_code, faults(answer)) for name, (_, answer) in found.items()} == {
        name: (status, []) for name, (status, _) in found.items()
    }
    body = found["broken"][1].content.decode()
    assert not re.search(r"ZeroDivision|Traceback|door\.py|SELECT|line \d+", body)


def test_without_tls_everything_leads_to_tls(force: None) -> None:
    for url in ("/", "/sign-in/", "/api/v1/me/", "/static/css/mosovo.css"):
        answer = Client().get(url)
        assert (answer.status_code, answer.headers["Location"]) == (301, f"https://testserver{url}")
        assert faults(answer, secure=False) == []
    assert faults(Client().get("/", HTTP_HOST="elsewhere.example"), secure=False) == []


def test_files_answer_so(force: None, settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "a.css").write_text("p { color: red }")
    answer = Client().get("/static/a.css", secure=True)
    assert b"".join(answer.streaming_content) == b"p { color: red }"  # type: ignore[attr-defined] # a file's answer
    answer.close()
    assert faults(answer, file=True) == []


def test_cookies_of_signing_in_and_out(force: None, people: People) -> None:
    people.stranger.set_password("seven green kettles")
    people.stranger.save()
    browser = Client()
    page = browser.get("/sign-in/", secure=True)
    signing = browser.post("/sign-in/", {"username": "stranger", "password": "seven green kettles"}, secure=True)
    assert faults(page) + faults(signing) == []
    assert {"__Host-mosovo_session", "__Host-mosovo_browser"} <= set(signing.cookies)
    assert set(page.cookies) == {"__Host-mosovo_csrf"}
    leaving = browser.post("/sign-out/", secure=True)
    assert leaving.cookies["__Host-mosovo_session"].value == ""
    assert ours.MESSAGE_STORAGE.endswith("SessionStorage"), "no cookie holds a sentence about anybody"


CLAIMED = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_X_REAL_IP": "203.0.113.9",
    "HTTP_FORWARDED": "for=203.0.113.9",
    "HTTP_CLIENT_IP": "203.0.113.9",
    "HTTP_X_USER_ID": "1",
    "HTTP_REMOTE_USER": "administrator",
    "HTTP_X_FORWARDED_HOST": "elsewhere.example",
}


def test_nobody_says_where_they_come_from_or_who_they_are(people: People, case: Case) -> None:
    browser = signed_in(people.offender_manager)
    browser.get(f"/cases/{case.reference}/", REMOTE_ADDR="192.0.2.7", **CLAIMED)
    assert {str(look.address) for look in Look.objects.all()} == {"192.0.2.7"}
    assert Client().get("/my-activity/", **CLAIMED).status_code == 302
    found = [
        Client()
        .post(
            "/sign-in/",
            {"username": f"name{number}", "password": "wrong"},
            **CLAIMED | {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}"},
        )
        .status_code
        for number in range(12)
    ]
    assert found == [422] * 10 + [429] * 2
