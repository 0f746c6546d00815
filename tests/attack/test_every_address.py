"""Every address of a record, asked by everybody for every case: what is out of sight is as if it were not there.

The answer for a case out of sight must be that for a reference that does not exist, and no page of any kind may hold a
word of what its reader may not see: each text of the force carries a word of its own.
"""

import datetime as dt
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions.names import refresh_name_tokens
from cases.models import Case, CaseFile, Document, Meeting, Visit
from cases.states import Level
from mosovo.access.states import Compartment
from mosovo.diary.models import Deadline
from mosovo.staff.models import Officer
from risk.models import LevelDecision, StaticAssessment
from sharing.models import DisclosureRequest
from tests.attack.force import RandomForce, word
from tests.attack.tally import Tally
from tests.factories.risk import StaticAssessmentFactory
from tests.house.routes import Route, routes
from tests.people import signed_in

pytestmark = pytest.mark.django_db

# Start of an address -> the table its record lies in and the compartment it is seen with; the longest that fits.
RECORDS: dict[str, tuple[type[Model], Compartment]] = {
    "cases/": (Case, Compartment.CASE),
    "people/": (Case, Compartment.OPERATIONAL),
    "visits/": (Visit, Compartment.CASE),
    "srp/": (StaticAssessment, Compartment.CASE),
    "static-assessments/": (StaticAssessment, Compartment.CASE),
    "risk-levels/": (LevelDecision, Compartment.CASE),
    "disclosures/<uuid": (DisclosureRequest, Compartment.CASE),
    "disclosure-requests/": (DisclosureRequest, Compartment.CASE),
    "meetings/": (Meeting, Compartment.CASE),
    "documents/": (Document, Compartment.CASE),
    "files/": (CaseFile, Compartment.CASE),
    "deadlines/": (Deadline, Compartment.CASE),
}
# Pages about nobody in particular, which may name anybody in sight.
LISTS = (
    "my-day",
    "caseload",
    "unit",
    "files/waiting",
    "deadlines",
    "disclosures",
    "meetings",
    "notifications",
    "media",
    "my-activity",
)
SEARCHES = ("/search/?q={}", "/api/v1/people/?q={}")


@dataclass(frozen=True)
class Attempt:
    """One person asks for one address of one case."""

    person: Officer
    route: Route
    case: Case
    part: Compartment
    here: dict[str, object]
    nowhere: dict[str, object]


@pytest.fixture
def force(times: Callable[[int, int], int]) -> RandomForce:
    chance = random.Random(5)  # noqa: S311 # always the same
    made = RandomForce(chance, timezone.now(), units=3, cases=times(8, 14), people=times(10, 16))
    made.change(500)
    for _ in range(40):
        made.role()
    for case in made.cases:
        add_records(made, case)
    refresh_name_tokens([case.nominal for case in made.cases])
    return made


def add_records(force: RandomForce, case: Case) -> None:
    """One record of every kind that has an address."""
    by, now, said = force.people[0], force.now, word(Compartment.CASE, case.pk)
    StaticAssessmentFactory(case=case, assessed_by=by, warnings=[said])
    Meeting.objects.create(case=case, level=Level.TWO, held_at=now + dt.timedelta(days=7), place=said, chair=by)
    DisclosureRequest.objects.create(case=case, proposal=said, to_whom=said, put_by=by, put_to=by, put_at=now)
    Document.objects.create(
        case=case, title=said, content=b"%PDF-1.7", size=8, sha256="0" * 64, made_at=now, made_by=by
    )
    CaseFile.objects.create(
        case=case,
        part="case",
        title=said,
        name=f"{said}.txt",
        kind="txt",
        size=8,
        sha256="0" * 64,
        added_by=by,
        added_at=now,
    )
    Deadline.objects.create(
        kind="invented",
        subject=f"case:{case.pk}",
        case=case,
        owner=by,
        unit=by.unit,
        title=said,
        due_on=force.today,
        opened_on=force.today,
    )


def record_of(route: Route) -> tuple[type[Model], Compartment] | None:
    pattern = route.pattern.removeprefix("api/v1/^")
    starts = [start for start in RECORDS if pattern.startswith(start)]
    return RECORDS[max(starts, key=len)] if starts and {"reference", "pk"} & set(route.arguments) else None


def attempts(force: RandomForce) -> Iterator[Attempt]:
    for route in routes():
        found = record_of(route)
        if found is None:
            continue
        model, part = found
        way = "pk" if model is Case else "case"
        for case in force.cases:
            record: Any = model._default_manager.get(**{way: case.pk})
            for person in force.people:
                name = "pk" if "pk" in route.arguments else "reference"
                here = record.pk if "pk" in route.arguments or model is Deadline else record.reference
                rest = {"compartment": "sensitive", "part": "information", "number": force.people[1].number}
                others = {argument: rest[argument] for argument in route.arguments if argument != name}
                nowhere = {int: 10**9, str: "N9999999", uuid.UUID: uuid.uuid4()}[type(here)]
                yield Attempt(person, route, case, part, {name: here, **others}, {name: nowhere, **others})


def answered(browser: Client, url: str, method: str) -> Any:
    """The answer, and whatever it changed undone."""
    kind = {"content_type": "application/json"} if url.startswith("/api/") else {}
    with transaction.atomic():
        answer = browser.get(url) if method == "GET" else browser.post(url, {}, **kind)
        transaction.set_rollback(True)
    return answer


def words_out_of_sight(force: RandomForce, person: Officer, body: str) -> list[str]:
    """The words in ``body`` that the person may not see."""
    found = []
    for part in (Compartment.OPERATIONAL, Compartment.CASE, Compartment.SENSITIVE, Compartment.CONFIDENTIAL):
        right = force.facts.seen(person.pk, part, now=force.now, today=force.today)
        found += [
            f"z{part.value}{pk}z" for pk in force.facts.cases if pk not in right and f"z{part.value}{pk}z" in body
        ]
    return found


def names_out_of_sight(force: RandomForce, person: Officer, body: str) -> list[str]:
    """The names in ``body`` of people whose flag and whose case are both out of sight."""
    seen = {
        pk
        for part in (Compartment.OPERATIONAL, Compartment.CASE)
        for pk in force.facts.seen(person.pk, part, now=force.now, today=force.today)
    }
    return [
        case.nominal.family_name
        for case in force.cases
        if case.pk not in seen and f"{case.nominal.family_name}<" in body
    ]


def test_out_of_sight_is_answered_as_if_it_were_not_there(force: RandomForce, times: Callable[[int, int], int]) -> None:
    tally = Tally("everybody at every address of every case")
    everything = [(attempt, method) for attempt in attempts(force) for method in ("GET", "POST")]
    chance = random.Random(7)  # noqa: S311 # always the same
    browsers = {person.pk: signed_in(person) for person in force.people}
    faults = []
    for attempt, method in chance.sample(everything, min(times(250, 25_000), len(everything))):
        right = force.facts.seen(attempt.person.pk, attempt.part, now=force.now, today=force.today)
        browser = browsers[attempt.person.pk]
        answer = answered(browser, reverse(attempt.route.name, kwargs=attempt.here), method)
        body = answer.content.decode(errors="replace")
        told = words_out_of_sight(force, attempt.person, body) + names_out_of_sight(force, attempt.person, body)
        leaked = bool(told)
        if attempt.case.pk not in right:
            nothing = answered(browser, reverse(attempt.route.name, kwargs=attempt.nowhere), method)
            leaked = leaked or answer.status_code != nothing.status_code
        wrongly = attempt.case.pk in right and answer.status_code == 404
        tally.tried += 1
        tally.leaked += leaked
        tally.refused += wrongly
        if leaked or wrongly:
            faults.append(f"{attempt.person} {method} {attempt.route.pattern}: {answer.status_code} {told}")
    assert not faults, "\n".join(faults)


def test_lists_and_searches_hold_no_word_of_what_is_out_of_sight(force: RandomForce) -> None:
    tally = Tally("lists and searches")
    api = [f"/{route.pattern}".replace("^", "").rstrip("$") for route in routes() if route.pattern.endswith("s/$")]
    searches = [search.format(case.nominal.family_name) for search in SEARCHES for case in force.cases]
    faults = []
    for person in force.people:
        browser = signed_in(person)
        for url in [*(f"/{name}/" for name in LISTS), *(url for url in api if url.startswith("/api/")), *searches]:
            body = answered(browser, url, "GET").content.decode()
            told = words_out_of_sight(force, person, body) + names_out_of_sight(force, person, body)
            tally.tried += 1
            tally.leaked += bool(told)
            if told:
                faults.append(f"{person} {url}: {told}")
    assert not faults, "\n".join(faults)
