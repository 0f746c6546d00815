"""Getting in uninvited: guessing, spraying, codes used twice, cookies planted or kept, asking who is there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from mosovo.access.sight import visible
from mosovo.middleware import SecondFactor
from mosovo.staff.actions import new_codes
from mosovo.staff.models import Officer
from tests.attack.tally import Tally
from tests.factories.staff import OfficerFactory
from tests.factors import code_now, give_app, passed
from tests.house.routes import routes
from tests.house.test_answers import address
from tests.house.world import make_world
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "seven green kettles"
DOORS = ("page", "API", "Django admin")


@pytest.fixture
def officer(db: None, settings: Any) -> Officer:
    settings.SECOND_FACTOR_REQUIRED = True
    officer: Officer = OfficerFactory(sign_in="officer")
    officer.set_password(PASSWORD)
    officer.save()
    give_app(officer)
    return officer


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords for which a hash was worked out."""
    found: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        found.append(password)
        return str(encode(hasher, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return found


def place(number: int) -> str:
    return f"10.{number // 62_500}.{number // 250 % 250}.{number % 250}"


def try_door(door: str, name: str, password: str, *, at: str) -> Any:
    browser = Client(REMOTE_ADDR=at)
    if door == "API":
        return browser.post("/api/v1/token/", {"sign_in": name, "password": password}, content_type="application/json")
    way = "/admin/login/" if door == "Django admin" else "/sign-in/"
    return browser.post(way, {"username": name, "password": password}, follow=True)


def is_in(browser: Client) -> bool:
    return browser.get("/my-activity/").status_code == 200


def test_a_name_is_guessed_five_times_from_however_many_places(
    officer: Officer, hashes: list[str], times: Callable[[int, int], int]
) -> None:
    tally = Tally("guessing one password from ever new places (leaked: beyond five)", figure="18")
    for number in range(times(60, 3000)):
        try_door(DOORS[number % 3], "officer", f"guess {number}", at=place(number))
        tally.tried += 1
    tally.leaked = max(0, len([one for one in hashes if one.startswith("guess")]) - 5)
    assert tally.leaked == 0
    assert try_door("page", "officer", PASSWORD, at=place(5)).status_code == 429


def test_many_names_from_one_place_are_tried_ten_times(
    officer: Officer, hashes: list[str], times: Callable[[int, int], int]
) -> None:
    tally = Tally("spraying one password over names (leaked: beyond ten a minute)", figure="18")
    for number in range(times(60, 2000)):
        try_door(DOORS[number % 2], f"name{number}", "autumn leaves 2026", at="10.0.0.1")
        tally.tried += 1
    tally.leaked = max(0, len(hashes) - 10)
    assert tally.leaked == 0


def test_codes_are_guessed_five_times(officer: Officer, times: Callable[[int, int], int]) -> None:
    tally = Tally("guessing codes with the password known (leaked: let in, or beyond five)", figure="18")
    right = code_now()
    guesses = [guess for guess in (f"{number:06}" for number in range(times(60, 3000))) if guess != right]
    statuses = []
    for number, guess in enumerate(guesses):
        browser = Client(REMOTE_ADDR=place(number))
        browser.post("/sign-in/", {"username": "officer", "password": PASSWORD})
        answer = browser.post("/sign-in/second-factor/", {"code": guess})
        statuses.append(answer.status_code)
        tally.tried += 1
        tally.leaked += is_in(browser)
    tally.leaked += max(0, statuses.count(422) - 5)
    assert tally.leaked == 0
    body = {"sign_in": "officer", "password": PASSWORD, "code": code_now(steps=1)}
    assert Client(REMOTE_ADDR=place(1)).post("/api/v1/token/", body, content_type="application/json").status_code != 201


def test_a_code_opens_once(officer: Officer, times: Callable[[int, int], int], monkeypatch: pytest.MonkeyPatch) -> None:
    tally = Tally("codes used again, of the app and of recovery (leaked: let in)", figure="18")
    used = [code_now(), *new_codes(officer=officer)]

    def open_with(code: str, number: int) -> bool:
        # Each finds the counters empty: what is asked here is the code alone.
        monkeypatch.setattr(caches["default"], "key_prefix", f"attempt{number}")
        browser = Client(REMOTE_ADDR=place(number))
        browser.post("/sign-in/", {"username": "officer", "password": PASSWORD})
        browser.post("/sign-in/second-factor/", {"code": code})
        return is_in(browser)

    assert [open_with(code, number) for number, code in enumerate(used[:6])] == [True] * 6
    for number in range(times(4, 4)):
        tally.tried += 1
        tally.leaked += open_with(used[number], 100 + number)
    assert tally.leaked == 0


def test_nobody_learns_who_exists(officer: Officer, hashes: list[str], times: Callable[[int, int], int]) -> None:
    tally = Tally("asking which names exist (leaked: answered otherwise, or another number of hashes)", figure="18")
    closed = OfficerFactory(sign_in="closed", is_active=False)
    closed.set_password(PASSWORD)
    closed.save()
    for door in DOORS:
        for _number in range(times(2, 200)):
            seen = set()
            for name in ("officer", "closed", "nobody"):
                before = len(hashes)
                # Another address for each: what is compared is the name.
                answer = try_door(door, name, "wrong", at=place(tally.tried))
                body = answer.content.decode().replace(name, "NAME")
                tokens = [part for part in body.split('"') if len(part) == 64]
                for token in tokens:
                    body = body.replace(token, "")
                seen.add((answer.status_code, len(hashes) - before, body))
                tally.tried += 1
            tally.leaked += len(seen) - 1
    assert tally.leaked == 0


def test_cookies_that_were_planted_or_kept_open_nothing(officer: Officer, times: Callable[[int, int], int]) -> None:
    tally = Tally("planted session ids, and those of before a sign-out (leaked: let in)", figure="18")
    for number in range(times(8, 1000)):
        browser = Client(REMOTE_ADDR="10.9.9.9")
        browser.cookies["mosovo_session"] = f"planted{number:025}"
        browser.force_login(officer, backend="mosovo.staff.backends.AbilityBackend")
        session = browser.session
        session["factor_at"] = 4_000_000_000.0
        session.save()
        kept = browser.cookies["mosovo_session"].value
        assert is_in(browser)
        browser.post("/sign-out/")
        for cookie in (f"planted{number:025}", kept):
            replay = Client()
            replay.cookies["mosovo_session"] = cookie
            tally.tried += 1
            tally.leaked += is_in(replay)
    assert tally.leaked == 0


def test_password_alone_is_given_nothing_at_any_address(people: People, case: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    tally = Tally("every address with a password alone (leaked: answered)", figure="19")
    world = make_world(people, case)
    before = {reverse(name) for name in SecondFactor.BEFORE}
    browser = signed_in(people.supervisor)
    assert visible(people.supervisor, type(case)).exists()
    for route in routes():
        url = address(route, world)
        if url in before:
            continue
        for answer in (browser.get(url), browser.post(url, {})):
            tally.tried += 1
            sent_away = (answer.status_code, answer.headers.get("Location")) == (303, "/second-factor/")
            told = answer.status_code == 403 and b"Set up your second factor" in answer.content
            tally.leaked += not (sent_away or told)
    assert tally.leaked == 0
    assert passed(people.supervisor).get(f"/cases/{case.reference}/").status_code == 200
