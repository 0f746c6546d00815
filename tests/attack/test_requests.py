"""What a request may do by itself: nothing by reading, nothing without its token, nothing more than its form has.

And where something breaks in the middle of one, the answer says so and no more.

Principles 2, 4 and 6.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from cases.models import Case, Visit
from mosovo.access.models import CaseGrant
from mosovo.access.protection import protections
from mosovo.staff.models import Officer
from risk.models import LevelDecision
from tests.api import program
from tests.attack.facts import rows
from tests.attack.tally import Tally
from tests.attack.test_every_address import answered
from tests.house.routes import Route, routes
from tests.house.test_answers import address
from tests.house.world import World, make_world
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
# What is written by looking: the record of it, and that somebody is still there.
OF_LOOKING = {"audit_look", "audit_refusal", "django_session", "usersessions_usersession"}


@pytest.fixture
def world(people: People, case: Case) -> World:
    # A right given later than the transaction began is not yet one for the database.
    CaseGrant.objects.update(valid_from=timezone.now() - dt.timedelta(days=1))
    return make_world(people, case)


def contents() -> dict[str, str]:
    """What each table holds, as one digest of all its rows."""
    tables = sorted(set(connection.introspection.table_names()) - OF_LOOKING)
    digest = "SELECT '{0}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{0}\" t"
    return dict(rows(" UNION ALL ".join(digest.format(table) for table in tables)))


def changed(before: dict[str, str]) -> list[str]:
    now = contents()
    return sorted(table for table in now if now[table] != before.get(table))


# ---------------------------------------------------------------------------------------------------- reading


def test_reading_changes_nothing(people: People, world: World, times: Callable[[int, int], int]) -> None:
    tally = Tally("addresses read, and every table compared", figure="V3.5.3")
    readers = [people.supervisor, people.administrator, people.offender_manager, people.auditor, people.chair]
    browsers = [(person, signed_in(person)) for person in readers[: times(2, 5)]]
    before = contents()
    for person, browser in browsers:
        for route in routes():
            if route.in_admin and person != people.administrator:
                continue
            for method in ("GET", "HEAD", "OPTIONS")[: times(1, 3)]:
                browser.generic(method, address(route, world))
                tally.tried += 1
    found = changed(before)
    tally.leaked += len(found)
    assert found == []


# ------------------------------------------------------------------------------------------------------ tokens


def tokens(browser: Client, other: Client) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """(what is wrong, headers, form): everything but the token of this very browser from this very place."""
    browser.get("/second-factor/")
    other.get("/second-factor/")
    name = next(name for name in browser.cookies if "csrf" in name)
    foreign, own = other.cookies[name].value, browser.cookies[name].value
    yield "no token", {}, {}
    yield "another's token", {}, {"csrfmiddlewaretoken": foreign}
    yield "another's token in the header", {"HTTP_X_CSRFTOKEN": foreign}, {}
    yield "a token made up", {}, {"csrfmiddlewaretoken": "x" * 64}
    yield "a page of elsewhere", {"HTTP_ORIGIN": "https://elsewhere.example"}, {"csrfmiddlewaretoken": own}
    yield "a page of nowhere", {"HTTP_ORIGIN": "null"}, {"csrfmiddlewaretoken": own}


def test_nothing_is_accepted_without_the_browsers_own_token(
    people: People, world: World, times: Callable[[int, int], int]
) -> None:
    tally = Tally("forged requests, without the token or with another's", figure="V3.5.1")
    browser, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    for one, person in ((browser, people.supervisor), (other, people.stranger)):
        one.force_login(person, backend="mosovo.staff.backends.AbilityBackend")
    ways, before, faults = list(tokens(browser, other)), contents(), []
    for number, route in enumerate(routes()):
        if route.name == "api-token":
            continue  # it asks for the password itself, and takes no cookie
        for wrong, headers, form in ways if times(0, 1) else [ways[number % len(ways)]]:
            for method in UNSAFE[: times(1, 4)]:
                kind = "application/json" if route.pattern.startswith("api/") else "application/x-www-form-urlencoded"
                body = "&".join(f"{name}={value}" for name, value in form.items())
                answer = browser.generic(
                    method, address(route, world), "{}" if "json" in kind else body, kind, **headers
                )
                tally.tried += 1
                if answer.status_code not in {401, 403}:
                    faults.append(f"{method} {route.pattern} with {wrong}: {answer.status_code}")
    tally.leaked += len(faults)
    assert faults == []
    assert changed(before) == []


# ------------------------------------------------------------------------------------------------ more than asked


def every_field() -> dict[str, str]:
    """Every column of every table of ours, with what somebody would like to stand there."""
    names = {field.name for p in protections() for field in p.model._meta.concrete_fields}
    names |= {field.attname for p in protections() for field in p.model._meta.concrete_fields}
    names |= {field.name for field in apps.get_model("staff.Officer")._meta.get_fields()}
    liked = {"id": "1", "state": "signed", "status": "closed", "is_superuser": "on", "is_staff": "on", "locked": "on"}
    return {name: liked.get(name, "1") for name in sorted(names)}


def test_no_form_takes_more_than_it_shows(people: People, world: World, times: Callable[[int, int], int]) -> None:
    tally = Tally("every column of every table sent to every address", figure="V15.3.3")
    hostile, faults = every_field(), []
    askers = [people.supervisor, people.offender_manager, people.press_officer, people.stranger]
    for person in askers[: times(1, 4)]:
        browser = signed_in(person)
        before = contents()
        for route in routes():
            if "sign-out" in route.pattern:
                continue  # whoever has gone sends nothing more
            with transaction.atomic():
                kind = {"content_type": "application/json"} if route.pattern.startswith("api/") else {}
                answer = browser.post(address(route, world), hostile, **kind)
                # What was refused is undone; the tables are compared where it was not.
                done = answer.status_code < 400
                # Where all there is to send is the sending, the act is done, and its own table may change.
                found = set(changed(before)) - ACTS.get(route.name, set()) - BESIDES if done else set()
                transaction.set_rollback(True)
            tally.tried += 1
            tally.leaked += bool(found)
            faults += [f"{person} {route.pattern}: {answer.status_code} {sorted(found)}"] if found else []
    assert not faults, "\n".join(faults)


BESIDES = {"pghistory_context", "staff_draft"}
# Addresses to which there is nothing to send but the sending, or words in boxes called as the columns are.
ACTS = {
    "notification-read": {"diary_notification"},
    "disclosure-withdraw": {
        *("sharing_disclosurerequest", "sharing_disclosurerequestevent", "diary_deadline", "diary_deadlineevent"),
        *("access_casegrant", "access_casegrantevent"),
    },
    "enquiry-consult": {"media_comms_consultation", "media_comms_consultationevent"},
    "factor-remove": {"mfa_authenticator"},
    "panel-renew": {"access_casegrant", "access_casegrantevent"},
    "notification-read-all": {"diary_notification"},
    "api-token-session": {"knox_authtoken"},
}

VISIT = {
    "announced": False, "safety_notes": "Two officers.", "outcome": "not_in", "seen": "Nobody answered.",
}  # fmt: skip


def test_a_write_sets_what_it_is_for_and_nothing_else(people: People, case: Case) -> None:
    tally = Tally("writes with every column of every table beside what they take", figure="V15.3.3")
    now = timezone.now()
    hostile: dict[str, Any] = dict(every_field())
    manager, supervisor = (program(one).client for one in (people.offender_manager, people.supervisor))
    own = {"case": case.reference, "visited_at": now.isoformat(), "safety_assessed_on": str(now.date()), **VISIT}
    plain = manager.post("/api/v1/visits/", own, content_type="application/json")
    with_more = manager.post("/api/v1/visits/", {**without(hostile, "visits"), **own}, content_type="application/json")
    assert (plain.status_code, with_more.status_code) == (201, 201)
    first, second = Visit.objects.order_by("pk")
    kept = {"id", "reference", "recorded_at", "visited_at", "corrects"}
    for field in Visit._meta.concrete_fields:
        if field.name not in kept:
            tally.tried += 1
            assert getattr(first, field.attname) == getattr(second, field.attname), field.name
    level = {"case": case.reference, "level": "high", "reasons": "Invented reasons that are long enough."}
    sent = {**without(hostile, "risk"), **level, "seen": None}
    answer = supervisor.post("/api/v1/risk-levels/", sent, content_type="application/json")
    assert answer.status_code == 201, answer.content
    for decision in LevelDecision.objects.all():
        assert decision.set_by_id == people.supervisor.pk
    case.refresh_from_db()
    assert (case.unit_id, case.locked, case.officer_id) == (
        people.supervisor.unit_id,
        False,
        people.offender_manager.pk,
    )
    assert not Officer.objects.filter(is_superuser=True).exists()


def without(hostile: dict[str, Any], endpoint: str) -> dict[str, Any]:
    """What is sent besides; not what the endpoint takes by right, which another value would only make wrong."""
    takes = {
        "visits": {
            "reference",
            "corrects",
            "who_answered",
            "present",
            "devices",
            "concerns",
            "next_step",
            "visited_at",
        },
        "risk": {"assessment", "differs_because", "seen"},
    }[endpoint]
    return {name: value for name, value in hostile.items() if name not in takes}


# ------------------------------------------------------------------------------------------------------ faults

SECRET = "qzfault SELECT warning FROM cases_flag WHERE password = 'x'"
TOLD = re.compile(r"qzfault|Traceback|SELECT |File \"|RuntimeError|psycopg|/site-packages/", re.IGNORECASE)


@contextmanager
def broken_at(number: int) -> Iterator[list[int]]:
    """The database breaks at the so many-th statement, and says more than anybody may read; how many there were."""
    count = [0]

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        count[0] += 1
        if count[0] == number:
            raise RuntimeError(SECRET)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield count


def test_a_fault_says_that_it_is_one_and_nothing_else(
    people: People, world: World, case: Case, times: Callable[[int, int], int]
) -> None:
    tally = Tally("faults in the middle of a request", figure="V16.5.1")
    faults = []
    for person in (people.offender_manager, people.administrator)[: times(1, 2)]:
        browser = signed_in(person)
        browser.raise_request_exception = False
        for place, route in enumerate(routes()):
            last = 60 if times(0, 1) else 0
            for number in range(1, last, 2) if last else (8 + place % 9,):
                answer, reached = with_fault(browser, route, world, number)
                if not reached:
                    break
                tally.tried += 1
                text = answer.content.decode(errors="replace")
                told = TOLD.findall(text) + ([case.nominal.family_name] if case.nominal.family_name in text else [])
                if answer.status_code < 500 or told or "nothing you sent was saved" not in text.lower():
                    faults.append(f"{route.pattern} at {number}: {answer.status_code} {told}")
    tally.leaked += len(faults)
    assert faults == []
    assert tally.tried > 50


def with_fault(browser: Client, route: Route, world: World, number: int) -> tuple[Any, bool]:
    with transaction.atomic():
        try:
            with broken_at(number) as count:
                answer = browser.get(address(route, world))
        finally:
            transaction.set_rollback(True)
    return answer, count[0] >= number


# ------------------------------------------------------------------------------------------------- without a cache


def test_without_the_cache_nothing_opens(
    people: People, world: World, monkeypatch: pytest.MonkeyPatch, times: Callable[[int, int], int]
) -> None:
    tally = Tally("addresses asked while the cache is down", figure="V16.5.2")
    browsers = [Client(), *(signed_in(person) for person in (people.stranger, people.press_officer)[: times(1, 2)])]
    for browser in browsers:
        browser.raise_request_exception = False
    urls = [address(route, world) for route in routes() if "sign-out" not in route.pattern]
    before = [[answered(browser, url, "GET").status_code for url in urls] for browser in browsers]
    monkeypatch.setattr(caches["default"], "_servers", ["unix:///nowhere/valkey.sock"])
    monkeypatch.delitem(caches["default"].__dict__, "_cache", raising=False)
    without_it = [[answered(browser, url, "GET").status_code for url in urls] for browser in browsers]
    opened = [
        (url, was, now)
        for one, two in zip(before, without_it, strict=True)
        for url, was, now in zip(urls, one, two, strict=True)
        if now not in {was, 500, 503}
    ]
    tally.tried += len(urls) * len(browsers)
    tally.leaked += len(opened)
    assert opened == []
    guess = Client(raise_request_exception=False)
    told = [guess.post("/sign-in/", {"username": "stranger", "password": "wrong"}).status_code for _ in range(9)]
    assert 302 not in told
    assert 303 not in told
