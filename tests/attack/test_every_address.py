"""Everybody at every address of every case, by every method: what is out of sight is as if it were not there.

The answer for a case out of sight must be that for a reference that does not exist, no answer of any kind may hold a
word of what its reader may not see, and whoever may see a case reads it. Who may is the oracle's to say.

Principles 1 and 3.
"""

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client

from cases.models import Case, CaseFile, CovertRecord, Document, Informant, Meeting, MeetingAction, Visit
from mosovo.access.models import EmergencyAccess
from mosovo.access.states import CaseRight, Compartment, UnitRight
from mosovo.diary.models import Deadline
from mosovo.staff.models import Officer
from risk.models import LevelDecision, StaticAssessment
from sharing.models import DisclosureRequest
from tests.attack.canaries import Canary
from tests.attack.conftest import FULL
from tests.attack.ground import Ground, make_ground
from tests.attack.tally import Tally
from tests.house.routes import Route, routes
from tests.house.test_answers import address
from tests.house.test_urls import OPEN
from tests.people import signed_in

pytestmark = pytest.mark.django_db

PARTS = 4 if FULL else 1  # side by side
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE") if FULL else ("GET", "POST")
# Start of an address -> the table its record lies in, the way to its case, and the compartment; the longest that fits.
RECORDS: dict[str, tuple[type[Model], str, Compartment]] = {
    "cases/": (Case, "pk", Compartment.CASE),
    "people/": (Case, "pk", Compartment.OPERATIONAL),
    "visits/": (Visit, "case", Compartment.CASE),
    "srp/": (StaticAssessment, "case", Compartment.CASE),
    "static-assessments/": (StaticAssessment, "case", Compartment.CASE),
    "risk-levels/": (LevelDecision, "case", Compartment.CASE),
    "disclosures/<uuid": (DisclosureRequest, "case", Compartment.CASE),
    "disclosure-requests/": (DisclosureRequest, "case", Compartment.CASE),
    "meetings/": (Meeting, "case", Compartment.CASE),
    "meeting-actions/": (MeetingAction, "meeting__case", Compartment.CASE),
    "documents/": (Document, "case", Compartment.CASE),
    "files/<uuid": (CaseFile, "case", Compartment.CASE),
    "deadlines/": (Deadline, "case", Compartment.CASE),
    "emergencies/": (EmergencyAccess, "case", Compartment.CASE),
    "confidential/<uuid": (Informant, "case", Compartment.CONFIDENTIAL),
    "covert/<uuid": (CovertRecord, "case", Compartment.COVERT),
    "covert/make/": (Case, "pk", Compartment.OPERATIONAL),
}
# To whom a row of such a kind belongs, who sees it without the case: the oracle's word for it is that of its canary.
OWN = {EmergencyAccess: "access.emergencyaccess.sentence"}
# A case out of sight may be opened here, in an emergency, by those who find the person.
BREAKING_IN = "people/<str:reference>/emergency/"
# Where somebody else than those who may change the case has something to send.
OTHERS_SEND = (
    "sensitive/",
    "confidential/",
    "emergency/",
    "disclosures/",
    "meetings/<",
    "meeting-actions/",
    "emergencies/",
    "covert/",
)
# What is read, not filled in: whoever sees the case is answered with it.
READ = {
    *("cases/<str:reference>/", "cases/<str:reference>/timeline/", "cases/<str:reference>/risk/"),
    *("cases/<str:reference>/sharing/", "cases/<str:reference>/meetings/", "visits/<uuid:reference>/"),
    *("srp/<uuid:reference>/", "documents/<uuid:reference>/", "meetings/<uuid:reference>/"),
    *("disclosures/<uuid:reference>/", "cases/<str:reference>/sight/"),
}


@dataclass(frozen=True)
class Attempt:
    """One person asks for one address; of a case where it is of one."""

    person: Officer | None
    route: Route
    method: str
    url: str
    case: int | None = None
    part: Compartment = Compartment.PLAIN
    nowhere: str = ""
    canary: Canary | None = None

    @property
    def covers(self) -> tuple[str, str, int | None]:
        return self.route.pattern, self.method, self.person and self.person.pk

    @property
    def is_read(self) -> bool:
        of_api = self.route.pattern.startswith("api/") and "allocation" not in self.route.pattern
        return self.method == "GET" and (of_api or self.route.pattern in READ)


@pytest.fixture
def ground(db: None, times: Callable[[int, int], int]) -> Ground:
    return make_ground(cases=times(5, 14), people=times(8, 10), changes=times(250, 500))


def record_of(route: Route) -> tuple[type[Model], str, Compartment] | None:
    pattern = route.pattern.removeprefix("api/v1/^")
    if route.name == "covert-end":
        return None  # names a person too, who need not be named to it
    starts = [start for start in RECORDS if pattern.startswith(start)]
    return RECORDS[max(starts, key=len)] if starts and {"reference", "pk"} & set(route.arguments) else None


class Addresses:
    """Where the routes lead in this ground, and where they would lead to nothing."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._records: dict[tuple[type[Model], int], Any] = {}

    def attempt(self, route: Route, method: str, person: Officer | None, case: int) -> Attempt:
        found = record_of(route)
        if found is None or "delegations" in route.pattern:
            return Attempt(person, route, method, address(route, self.ground.world))
        model, way, part = found
        record = self._record(model, way, case)
        by_key = "pk" in route.arguments or model is Deadline
        here = record.nominal.reference if model is Case else record.pk if by_key else record.reference
        nowhere = {int: 10**9, str: "N9999999", uuid.UUID: uuid.UUID(int=9)}[type(here)]
        urls = [address(route, Elsewhere(self.ground, value)) for value in (here, nowhere)]  # type: ignore[arg-type]
        canary = None
        if model in OWN:
            canary = Canary(OWN[model], case, part, record.officer_id, record.unit_id)
        return Attempt(person, route, method, urls[0], case, part, urls[1], canary)

    def _record(self, model: type[Model], way: str, case: int) -> Any:
        if (model, case) not in self._records:
            self._records[model, case] = model._default_manager.filter(**{way: case}).order_by("pk").first()
        return self._records[model, case]


class Elsewhere:
    """The world, with another record at its address."""

    def __init__(self, ground: Ground, value: object) -> None:
        self.world, self.value = ground.world, value

    def argument(self, route: Route, name: str) -> str:
        return str(self.value) if name in {"reference", "pk"} else self.world.argument(route, name)


def answered(browser: Client, url: str, method: str) -> Any:
    """The answer, and whatever it changed undone."""
    with transaction.atomic():
        if method == "POST" and not url.startswith("/api/"):
            answer = browser.post(url, {})
        else:
            answer = browser.generic(method, url, b"" if method == "GET" else b"{}", "application/json")
        transaction.set_rollback(True)
    return answer


def plan(ground: Ground, most: int) -> Iterator[Attempt]:
    """Every address by every method for everybody, then more at random; where fewer are wanted, each address once."""
    chance = random.Random(7)  # noqa: S311 # always the same
    addresses, askers = Addresses(ground), [*ground.askers, None]
    known = [case.pk for case in ground.cases]
    every = [(route, method) for route in routes() for method in METHODS]
    whole = len(every) * len(askers) <= most
    done = 0
    for number, (route, method) in enumerate(every):
        for person in askers if whole else [askers[number % len(askers)]]:
            yield addresses.attempt(route, method, person, chance.choice(known))
            done += 1
    of_cases = [route for route in routes() if record_of(route)]
    for _ in range(most - done):
        method = chance.choice(("GET", "GET", "POST"))
        yield addresses.attempt(chance.choice(of_cases), method, chance.choice(ground.askers), chance.choice(known))


class Judge:
    """What is wrong with an answer, in words, by the oracle."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.aviary = ground, ground.aviary
        self.browsers = {person.pk: signed_in(person) for person in ground.askers} | {None: Client()}

    def leaks(self, attempt: Attempt, answer: Any, key: int | None) -> list[str]:
        body = answer.content.decode(errors="replace") + str(answer.headers)
        found = self.aviary.out_of_sight(key, body)
        if answer.status_code >= 500:
            found.append("a fault of ours")
        if attempt.person is None:
            if answer.status_code not in {302, 401, 403, 405} and attempt.route.name not in OPEN:
                found.append("open to nobody")
        elif attempt.case is not None and not self.may_see(attempt) and attempt.route.pattern != BREAKING_IN:
            nothing = answered(self.browsers[key], attempt.nowhere, attempt.method)
            if answer.status_code != nothing.status_code:
                found.append(f"answered {nothing.status_code} where there is nothing")
        elif attempt.case is not None and attempt.method != "GET" and not self.may_change(attempt):
            sends = any(part in attempt.route.pattern for part in OTHERS_SEND) or attempt.route.pattern in READ
            if not sends and answer.status_code not in {400, 403, 404, 405, 409, 415}:
                found.append("let somebody write who may not change the case")
        return found

    def may_see(self, attempt: Attempt) -> bool:
        assert attempt.person is not None
        assert attempt.case is not None
        if attempt.canary is not None:
            return self.aviary.may(attempt.person.pk, attempt.canary)
        return attempt.case in self.aviary.seen(attempt.person.pk, attempt.part)

    def may_change(self, attempt: Attempt) -> bool:
        assert attempt.person is not None
        facts, now = self.aviary.facts, self.aviary.now
        return facts.holds(attempt.person.pk, attempt.case, UnitRight.CHANGE_CASES, CaseRight.CHANGE_CASE, now)

    def is_wrongly_refused(self, attempt: Attempt, answer: Any) -> bool:
        if attempt.case is None or attempt.person is None or attempt.method != "GET" or not self.may_see(attempt):
            return False
        # What the API's list of a press officer's or a flag's rows needs besides is asked in the table of answers.
        return answer.status_code == 404 or (attempt.is_read and answer.status_code != 200)


@pytest.mark.parametrize("part", range(PARTS))
def test_out_of_sight_is_answered_as_if_it_were_not_there(
    part: int, ground: Ground, times: Callable[[int, int], int], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL")  # a refusal is a line, and thousands of them are kept for nobody
    tally = Tally(f"everybody at every address, every method, part {part + 1} of {PARTS}", figure="1")
    judge, most = Judge(ground), times(450, 30_000)
    faults: list[str] = []
    words: set[str] = set()
    planned = list(plan(ground, most))
    for attempt in planned[part::PARTS]:
        key = attempt.person and attempt.person.pk
        if "sign-out" in attempt.route.pattern and attempt.method == "POST":
            continue  # it ends the session of the run; tests/mosovo/staff has it
        answer = answered(judge.browsers[key], attempt.url, attempt.method)
        words |= ground.aviary.found(answer.content.decode(errors="replace"))
        leaked, wrongly = judge.leaks(attempt, answer, key), judge.is_wrongly_refused(attempt, answer)
        tally.tried += 1
        tally.leaked += bool(leaked)
        tally.refused += wrongly
        if leaked or wrongly:
            faults.append(f"{attempt.person} {attempt.method} {attempt.url}: {answer.status_code} {leaked}")
    assert not faults, "\n".join(faults)
    covered = {attempt.covers for attempt in planned}
    everybody = [None, *(person.pk for person in ground.askers)]
    wanted = {(route.pattern, method) for route in routes() for method in METHODS}
    if len(wanted) * len(everybody) <= most:
        assert {(*asked, person) for asked in wanted for person in everybody} <= covered
    assert wanted <= {(pattern, method) for pattern, method, _ in covered}  # type: ignore[misc]
    # It would hold as well where nobody is shown anything.
    assert {ground.aviary.planted[word].part for word in words} >= {Compartment.OPERATIONAL, Compartment.CASE}


def test_every_address_of_a_record_is_known_to_the_oracle() -> None:
    of_case = {"cases", "people", "visits", "meetings", "documents", "srp", "risk-levels", "static-assessments"}
    unknown = [
        route.pattern
        for route in routes()
        if route.pattern.removeprefix("api/v1/^").split("/")[0] in of_case
        and {"reference", "pk"} & set(route.arguments)
        and record_of(route) is None
    ]
    assert unknown == []
