"""The table of answers: who is told what at every address of the project.

A route that is not in the table, or is answered otherwise than it says, fails. After a change that is meant, write it
anew with MOSOVO_WRITE_TABLES=1, by one process, and read the difference before it goes in. It is asked in parts, so
that all workers share it.
"""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.models import Case
from tests.house.routes import Route, routes
from tests.house.test_urls import OPEN
from tests.house.world import World, make_world
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "answers.csv"
PARTS = 6
OF_ADMIN = {"administrator", "auditor", "supervisor", "offender_manager", "control_room", "nobody"}
REWRITE = os.environ.get("MOSOVO_WRITE_TABLES") == "1"


@pytest.fixture
def world(people: People, case: Case) -> World:
    return make_world(people, case)


def address(route: Route, world: World) -> str:
    """Where the route leads in this world; KeyError for an argument that nobody has said how to fill."""
    values = {name: world.argument(route, name) for name in route.arguments}
    if route.name in {"admin:", ""}:  # Django's own, without a name: what is left over, and ids without a verb
        pattern = route.pattern
        for name, value in values.items():
            pattern = pattern.replace(f"<path:{name}>", value).replace(f"(?P<{name}>.*)$", value)
        return f"/{pattern}"
    return reverse(route.name, kwargs=values)


def posted(browser: Client, url: str) -> int:
    """The answer to an empty form; what it changed is undone, so that the next is asked in the same world."""
    kind = {"content_type": "application/json"} if url.startswith("/api/") else {}
    with transaction.atomic():
        answer = browser.post(url, {}, **kind)
        transaction.set_rollback(True)
    return int(answer.status_code)


def answers_of(route: Route, browsers: dict[str, Client], ask: Callable[[Client], int]) -> tuple[str, ...]:
    """What each is told. Before Django admin stands one check (test_urls.py), so some are asked there and no others."""
    return tuple(
        str(ask(browser)) if not route.in_admin or name in OF_ADMIN else "-" for name, browser in browsers.items()
    )


def kept() -> list[tuple[str, ...]]:
    with TABLE.open() as file:
        return [tuple(row) for row in csv.reader(file)]


@pytest.mark.parametrize("part", range(PARTS))
def test_table_of_answers_holds(part: int, people: People, world: World) -> None:
    browsers = {name: signed_in(person) for name, person in people.items()} | {"nobody": Client()}
    found, head = [], ("address", "method", *browsers)
    asked = sorted(routes(), key=lambda route: route.pattern)[part::PARTS]
    for route in asked:
        url = address(route, world)
        told = answers_of(route, browsers, lambda browser: browser.get(url).status_code)  # noqa: B023 # asked at once
        found.append((route.pattern, "GET", *told))
        if "405" in told and route.name not in OPEN | {"api-sign-out"}:
            told = answers_of(route, browsers, lambda browser: posted(browser, url))  # noqa: B023 # asked at once
            found.append((route.pattern, "POST", *told))
    patterns = {route.pattern for route in asked}
    if REWRITE:
        every = {route.pattern for route in routes()}
        others = [row for row in kept()[1:] if row[0] not in patterns and row[0] in every]
        # By address, and GET before POST as they stand in the alphabet.
        with TABLE.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([head, *sorted([*others, *found])])
    assert kept()[0] == head
    assert found == [row for row in kept() if row[0] in patterns]


def test_table_names_every_route_and_no_other() -> None:
    assert {row[0] for row in kept()[1:]} == {route.pattern for route in routes()}


def test_table_refuses_whoever_has_not_signed_in() -> None:
    with TABLE.open() as file:
        table = list(csv.DictReader(file))
    provider = {"sign-in/provider/", "sign-in/provider/back/"}
    open_to_all = {"sign-in/", "sign-out/", "api/v1/token/", "admin/login/"} | provider
    answered = {row["address"] for row in table if row["nobody"] not in {"302", "401"}}
    assert answered <= open_to_all


def test_table_never_holds_a_fault_of_ours() -> None:
    with TABLE.open() as file:
        assert [row for row in csv.reader(file) if any(status.startswith("5") for status in row[2:])] == []


def test_control_room_is_answered_by_search_flag_and_what_is_its_own_alone() -> None:
    own = {
        "sign-in/",
        "password/",
        *("second-factor/", "second-factor/app/", "second-factor/passkey/", "sessions/", "stay/"),
        "my-activity/",
        "my-rights/",
        "notifications/",
        "my-day/",
        "search/",
        "people/<str:reference>/flag/",
        *(f"api/v1/{name}/" for name in ("me", "schema", "docs")),
    }
    with TABLE.open() as file:
        table = [row for row in csv.DictReader(file) if row["control_room"] == "200"]
    pages = {row["address"] for row in table if "^" not in row["address"]}
    assert pages <= own
    endpoints = {row["address"] for row in table if "^" in row["address"] and "(?P" in row["address"]}
    assert {endpoint.split("^")[1].split("/")[0] for endpoint in endpoints} == {"people", "units", "officers"}
