"""A fault in what decides a right refuses: whatever check fails while it is asked, nothing is shown and nothing done.

Each check of the application is made to raise, one at a time, and the addresses asked again that ask it; then each
function of the database that a rule of its rows asks.

Principles 1 and 6.
"""

import datetime as dt
import json
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from cases.actions.covert import name_person
from cases.models import Case, CovertNaming, CovertRecord, FileContent, Nominal
from cases.states import Level
from mosovo.access.models import CaseGrant, CaseLock, Exclusion
from mosovo.access.sight import visible
from mosovo.audit.models import LookingReview, UnusualLooking
from mosovo.identity import acting_as
from mosovo.staff.models import Draft, FactorReset, Officer
from sharing.models import DisclosureRequest
from tests.attack.broken import FAULT, checks, counted, failing, failing_in_database, times_asked
from tests.attack.facts import rows
from tests.attack.tally import Tally
from tests.cases.meetings import at_level
from tests.factories.media_comms import ConsultationFactory, StatementFactory, UnitAnswerFactory
from tests.house.filled import fill_tables
from tests.house.routes import routes
from tests.house.test_answers import address
from tests.logins import logged_in_as
from tests.people import People, signed_in
from tests.sharing.steps import put

pytestmark = pytest.mark.django_db

# Asked where a form is right in itself, or of one row by its download: tried by themselves below.
ASKED_BY_ACTIONS = {
    "mosovo.access.sight.is_excluded",
    "sharing.access.why_not_put_to",
    "cases.access.few.may_be_named",
    "cases.access.files._content_in_sight",
}
# Who asks for what in the small run, beside the offender manager for every third.
OF: dict[str, tuple[str, ...]] = {
    "supervisor": ("cases/<str:reference>/sight", "files/", "emergencies/", "cover/"),
    "unit_manager": ("looking/", "deadlines/"),
    "intelligence": ("covert/",),
    "press_officer": ("media/",),
    "superintendent": ("disclosures/",),
    "chair": ("meetings/",),
    "auditor": ("record/",),
    "control_room": ("people/", "search/"),
}


@dataclass(frozen=True)
class Asked:
    """One request, as it is asked."""

    browser: Client
    url: str
    method: str

    def again(self) -> tuple[int, bool]:
        """What is answered, and whether the answer holds anything of the person; whatever it writes is undone."""
        kind = {"content_type": "application/json"} if self.url.startswith("/api/") else {}
        with transaction.atomic():
            answer = self.browser.get(self.url) if self.method == "GET" else self.browser.post(self.url, {}, **kind)
            transaction.set_rollback(True)
        text = answer.content.decode(errors="replace")
        return answer.status_code, "Zzgivenzz" in text or "Zzfamilyzz" in text or FAULT in text


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Every fault is logged, with all that it went through."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def filled(people: People, case: Case) -> dict[str, str]:
    """Pattern -> address; a person with a name that is found again, and rows everywhere."""
    CaseGrant.objects.update(valid_from=timezone.now() - dt.timedelta(days=1))
    Nominal.objects.filter(pk=case.pk).update(family_name="Zzfamilyzz", given_names="Zzgivenzz")
    world = fill_tables(people, case)
    every = [route for route in routes() if "sign-out" not in route.pattern and not route.in_admin]
    return {route.pattern: address(route, world) for route in every}


@pytest.fixture
def requests(filled: dict[str, str], people: People, times: Callable[[int, int], int]) -> list[Asked]:
    found = []
    for name, person in people.items():
        browser = signed_in(person)
        browser.raise_request_exception = False
        small = list(filled.values())[::3] if name == "offender_manager" else []
        small += [url for pattern, url in filled.items() if pattern.startswith(OF.get(name, ()))]
        asked = small if times(1, 0) else filled.values()
        found += [Asked(browser, url, method) for url in asked for method in ("GET", "POST")[: times(1, 2)]]
    return found


def test_what_fails_while_the_application_decides_shows_nothing(
    requests: list[Asked], times: Callable[[int, int], int]
) -> None:
    tally = Tally("checks of the application that fail (leaked: shown or done all the same)", figure="V16.5.3")
    every = checks()
    asking: dict[str, list[tuple[bool, Asked]]] = defaultdict(list)
    for one in requests:
        with counted(every) as asked:
            _, shows = one.again()
        for place in asked:
            asking[place].append((shows, one))
    assert sum(any(shows for shows, _ in found) for found in asking.values()) > times(45, 60)
    faults = []
    for place, found in asking.items():
        for _, one in sorted(found, key=lambda pair: not pair[0])[: times(1, 12)]:
            with failing(every[place]):
                status, shows = one.again()
            tally.tried += 1
            if status < 500 or shows:
                faults.append(f"{place} fails, and {one.method} {one.url} is answered {status}")
    tally.leaked += len(faults)
    assert faults == []
    assert len(asking) > times(70, 90) / 100 * len(every)
    if times(0, 1):
        unasked = {place for place in set(every) - set(asking) if " of " not in place and "access._" not in place}
        assert unasked <= ASKED_BY_ACTIONS


def test_what_fails_while_an_action_decides_does_nothing(filled: dict[str, str], people: People, case: Case) -> None:
    today, record, by = timezone.localdate(), CovertRecord.objects.get(), people.intelligence
    at_level(case, Level.ONE)
    steps: dict[str, Callable[[], object]] = {
        "mosovo.access.sight.is_excluded": lambda: disclosure(people, case),
        "sharing.access.why_not_put_to": lambda: disclosure(people, case),
        "cases.access.few.may_be_named": lambda: name_person(
            by=by, record=record, officer=people.same_unit_colleague, leads=False, reason="An invented reason.",
            until_on=today + dt.timedelta(days=7), now=timezone.now(), today=today,
        ),
        "cases.access.files._content_in_sight": lambda: visible(people.supervisor, FileContent).count(),
    }  # fmt: skip
    assert set(steps) == ASKED_BY_ACTIONS
    every, before = checks(), written()
    for place, step in steps.items():
        with failing(every[place]), pytest.raises(RuntimeError, match=FAULT), acting_as(by):
            step()
        assert written() == before, place
        with transaction.atomic(), acting_as(by):
            step()  # it is the fault that was in the way
            transaction.set_rollback(True)


def disclosure(people: People, case: Case) -> object:
    return put(by=people.offender_manager, put_to=people.superintendent, case=case)


def written() -> list[int]:
    return [model._default_manager.count() for model in (DisclosureRequest, CovertNaming)]


# --------------------------------------------------------------------------------------------------- the database

# (table, command, function of the schema sec that its rule asks)
RULES = r"""
SELECT DISTINCT tablename, cmd, m[1] FROM pg_policies,
  regexp_matches(coalesce(qual, '') || ' ' || coalesce(with_check, ''), 'sec\.(\w+)\(', 'g') m
WHERE schemaname = 'public' AND 'mosovo_app' = ANY (roles) ORDER BY 1, 2, 3
"""
# What no rule asks by itself, and the functions in the rules ask.
INSIDE = {
    "is_vetted": ("cases_sensitiveentry", "SELECT"),
    "is_excluded": ("access_casegrant", "INSERT"),
    "lapses_before": ("access_casegrant", "INSERT"),
    "signs": ("cases_sensitiveentry", "INSERT"),
}
# Asked where what another asks first says no.
OTHERWISE = {"only_ends_on_unit": "UPDATE access_unitgrant SET valid_from = valid_from - interval '1 year'"}
TRIED_BY = (
    "offender_manager", "supervisor", "other_unit_supervisor", "chair", "superintendent", "press_officer",
    "intelligence", "administrator",
)  # fmt: skip
COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
    " AND is_generated = 'NEVER'"
)


@pytest.fixture
def full(filled: dict[str, str], people: People, case: Case) -> None:
    """A row also in the tables that the world leaves empty."""
    now, by = timezone.now(), people.supervisor
    CaseLock.objects.create(case=case, reason="Invented", made_by=by, made_at=now)
    Exclusion.objects.create(case=case, officer=people.stranger, reason="Invented", made_by=by)
    LookingReview.objects.create(
        looking=UnusualLooking.objects.get(), outcome="justified", words="Invented", made_by=by, made_at=now
    )
    FactorReset.objects.create(officer=people.stranger, by=people.administrator, at=now, reason="Invented")
    Draft.objects.create(officer=by, address="/", words="", kept_at=now)
    for factory in (UnitAnswerFactory, ConsultationFactory, StatementFactory):
        factory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def statement(table: str, deed: str, person: Officer) -> tuple[str, list[object]]:
    """What tries the deed on a row as it stands; a new one in the person's own name."""
    names = [str(name) for (name,) in rows(COLUMNS, [table])]
    if deed == "SELECT":
        return f"SELECT count(*) FROM {table}", []  # noqa: S608 # our own names
    if deed == "DELETE":
        return f"DELETE FROM {table}", []  # noqa: S608
    if deed == "UPDATE":
        return f'UPDATE {table} SET "{names[-1]}" = "{names[-1]}"', []  # noqa: S608
    found = rows(f"SELECT to_jsonb(t) FROM {table} t LIMIT 1")  # noqa: S608
    row = found[0][0] if found else {}
    row = json.loads(row) if isinstance(row, str) else row
    row |= {name: person.pk for name in names if name.endswith("by_id") and row.get(name)}
    into = ", ".join(f'"{name}"' for name in names)
    values = f"SELECT {into} FROM jsonb_populate_record(NULL::{table}, %s)"  # noqa: S608
    return f"INSERT INTO {table} ({into}) {values}", [json.dumps(row)]


def is_refused(person: Officer, asked: tuple[str, list[object]]) -> bool:
    """Whether the statement ends in an error; nothing of it is kept."""
    with transaction.atomic():
        try:
            with transaction.atomic(), logged_in_as("mosovo_web"), acting_as(person), connection.cursor() as cursor:
                cursor.execute(*asked)
        except DatabaseError:
            return True
        finally:
            transaction.set_rollback(True)
    return False


def test_what_fails_while_the_database_decides_gives_and_takes_no_row(
    full: None, people: People, times: Callable[[int, int], int]
) -> None:
    tally = Tally("functions of row security that fail (leaked: answered all the same)", figure="V16.5.3")
    rules = defaultdict(list)
    for table, deed, function in rows(RULES):
        rules[function].append((table, deed))
    for function, place in INSIDE.items():
        rules[function].append(place)
    persons = [getattr(people, name) for name in TRIED_BY]
    unasked, faults = set(rules), []
    for function, places in rules.items():
        with failing_in_database(function):
            for table, deed in places:
                for person in persons if times(function in unasked, True) else ():
                    before = times_asked()
                    otherwise = OTHERWISE.get(function)
                    refused = is_refused(person, (otherwise, []) if otherwise else statement(table, deed, person))
                    tally.tried += 1
                    if times_asked() > before:
                        unasked.discard(function)
                        faults += [] if refused else [f"{function} fails, and {person} does {deed} {table}"]
    tally.leaked += len(faults)
    assert faults == []
    assert unasked == set()


def test_what_fails_in_the_database_is_shown_on_no_page(
    requests: list[Asked], people: People, times: Callable[[int, int], int]
) -> None:
    tally = Tally("addresses asked while a function of row security fails", figure="V16.5.3")
    with logged_in_as("mosovo_web"):
        showing = [one for one in requests[:: times(3, 1)] if one.method == "GET" and one.again()[1]]
    assert len(showing) > 5
    faults = []
    for function in ("uid", "cases", "units", "excluded", "can", "vetted", "opened", "few"):
        with failing_in_database(function):
            for one in showing[:: times(1 + len(showing) // 6, 1)]:
                before = times_asked()
                with logged_in_as("mosovo_web"):
                    status, shows = one.again()
                tally.tried += 1
                if times_asked() > before and (status < 500 or shows):
                    faults.append(f"{function} fails, and {one.url} is answered {status}")
            assert times_asked() or function not in {"uid", "units", "excluded", "can"}, f"nothing asked {function}"
    tally.leaked += len(faults)
    assert faults == []
