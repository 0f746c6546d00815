"""The record against every login of run time: nothing is forged, changed, taken out or kept from being written."""

import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Case
from mosovo.access.protection import event_models
from mosovo.access.record import recorded_tables
from mosovo.audit.models import Look, Refusal
from mosovo.audit.verifying import verify
from mosovo.identity import acting_as, acting_as_system
from mosovo.staff.models import Officer
from tests.attack.on_the_record import ATTACKS
from tests.attack.tally import Tally
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db


def rows(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def on_record() -> dict[str, dict[str, str]]:
    """Table -> key -> the row as text, of the record that the attacks aim at."""
    tables = [one for one in recorded_tables() if one.table.startswith(("cases_case", "pghistory", "audit_"))]
    return {
        one.table: dict(rows(f"SELECT {one.key}::text, t::text FROM {one.table} t"))  # type: ignore[arg-type] # noqa: S608
        for one in tables
    }


def held() -> list[tuple[object, ...]]:
    """What must stand for the record to be written: triggers, functions, privileges, settings, as they are."""
    return rows(
        "SELECT tgrelid::regclass::text, tgname::text, tgenabled::text FROM pg_trigger UNION ALL"
        " SELECT oid::regprocedure::text, md5(prosrc), proconfig::text FROM pg_proc WHERE pronamespace IN"
        " ('public'::regnamespace, 'sec'::regnamespace) UNION ALL"
        " SELECT relname::text, relacl::text, relrowsecurity::text || relowner FROM pg_class"
        " WHERE relkind IN ('r', 'v') UNION ALL"
        " SELECT polname::text, polrelid::regclass::text, pg_get_expr(polqual, polrelid) FROM pg_policy UNION ALL"
        " SELECT setdatabase::text, setrole::text, setconfig::text FROM pg_db_role_setting UNION ALL"
        " SELECT rolname::text, rolsuper::text, rolbypassrls::text FROM pg_roles UNION ALL"
        " SELECT roleid::regrole::text, member::regrole::text, '' FROM pg_auth_members UNION ALL"
        " SELECT 'extension', extname::text, '' FROM pg_extension UNION ALL"
        " SELECT 'large object', oid::text, '' FROM pg_largeobject_metadata UNION ALL"
        " SELECT 'rule', rulename::text, ev_class::regclass::text FROM pg_rewrite ORDER BY 1, 2, 3"
    )


@contextmanager
def person_in_the_web(person: Officer) -> Iterator[int | None]:
    with logged_in_as("mosovo_web"), acting_as(person, reason="An attack"):
        yield person.pk


@contextmanager
def nobody_in_the_web(person: Officer) -> Iterator[int | None]:
    with logged_in_as("mosovo_web"), transaction.atomic():
        yield None


@contextmanager
def person_in_the_worker(person: Officer) -> Iterator[int | None]:
    with logged_in_as("mosovo_worker"), acting_as(person, reason="An attack"):
        yield person.pk


@contextmanager
def system_in_the_worker(person: Officer) -> Iterator[int | None]:
    with logged_in_as("mosovo_worker"), acting_as_system("attack", reason="An attack"):
        yield None


@contextmanager
def nobody_in_the_worker(person: Officer) -> Iterator[int | None]:
    with logged_in_as("mosovo_worker"), transaction.atomic():
        yield None


ATTACKERS = (person_in_the_web, nobody_in_the_web, person_in_the_worker, system_in_the_worker, nobody_in_the_worker)
# Refused for want of a right, or because a text is none; an attack misspelt is no attack. Some find other things shut.
REFUSED = {
    "42501",  # no privilege
    "22P02",  # a text that is none of its kind
    "55000",  # prepared transactions are off
    "42704",  # no such language or parameter for them
    "25001",  # not inside a transaction
    "42883",  # a function out of their sight
}


def attempt(statement: str) -> str:
    """What the database said: the state of the error, or that there was none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return str(getattr(error.__cause__, "sqlstate", ""))
    return ""


@pytest.fixture
def attacked(people: People, case: Case, settings, tmp_path: Path) -> Case:
    """A case with a history, looked at and refused."""
    settings.AUDIT_ANCHOR = tmp_path / "anchor.jsonl"
    with acting_as(people.supervisor, reason="Before the attack"):
        Case.objects.filter(pk=case.pk).update(locked=False, status="custody")
    who = {"person_id": people.supervisor.pk, "path": "/"}
    Look.objects.create(case_ids=[case.pk], compartment="case", kind="page", **who)
    Refusal.objects.create(status=403, sentence="No.", **who)
    return case


def wrongs(before: dict[str, dict[str, str]], standing: list[tuple[object, ...]], uid: int | None) -> list[str]:
    """What an attack has done to the record, or to what writes it, that nobody may do."""
    after, found = on_record(), []
    found += ["what guards the record is another"] if held() != standing else []
    for table, known in before.items():
        found += [f"{table} is altered"] if {key: after[table].get(key) for key in known} != known else []
        key_column = next(one.key for one in recorded_tables() if one.table == table)
        for key in set(after[table]) - set(known):
            written_for = rows(f"SELECT _uid FROM {table} WHERE {key_column}::text = %s", key)  # noqa: S608
            found += [f"{table} has a row for {written_for}"] if written_for != [(uid,)] else []
    fresh = len(after["cases_caseevent"]) - len(before["cases_caseevent"])
    changed = Case.objects.filter(last_visit_on="2026-02-03").count()
    found += [f"{changed} changes left {fresh} events"] if fresh != changed else []
    said = rows("SELECT count(*) FROM audit_look WHERE person_id IS DISTINCT FROM _uid AND reason <> ''")
    found += ["a look in another's name"] if said != [(0,)] else []
    if rows("SELECT 1 FROM audit_seal"):
        found += [] if verify(now=timezone.now()).faults else ["a forged seal is believed"]
    return found


@pytest.mark.parametrize("attacker", ATTACKERS, ids=lambda attacker: attacker.__name__)
def test_no_attack_on_the_record_succeeds(
    attacker: Callable[[Officer], AbstractContextManager[int | None]],
    people: People,
    attacked: Case,
    times: Callable[[int, int], int],
) -> None:
    tally = Tally(f"{len(ATTACKS)} attacks on the record, {attacker.__name__.replace('_', ' ')}", figure="15")
    names = list(ATTACKS)
    if attacker is not person_in_the_web:
        names = random.Random(15).sample(names, times(25, len(names)))  # noqa: S311 # always the same
    before, standing = on_record(), held()
    context = next(iter(before["pghistory_context"]))
    succeeded, misspelt = {}, {}
    for name in names:
        told = {"uid": people.offender_manager.pk, "other": people.supervisor.pk, "context": context}
        with transaction.atomic():
            with attacker(people.offender_manager) as uid:
                state = attempt(ATTACKS[name].format("{}", **told))
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL search_path TO DEFAULT; SET LOCAL row_security TO DEFAULT")
            found = wrongs(before, standing, uid)
            transaction.set_rollback(True)
        tally.tried += 1
        tally.leaked += bool(found)
        if found:
            succeeded[name] = found
        if state not in REFUSED | {""}:
            misspelt[name] = state
    assert succeeded == {}
    assert misspelt == {}


def test_ways_round_the_off_switch_change_the_case_and_leave_their_event(people: People, attacked: Case) -> None:
    """The attacks that write at all: the database takes the change, and so the record has it."""
    events = event_models(Case)[0]._default_manager
    for number, name in enumerate(("ignore every trigger", "ignore by table", "rewrite another's context"), 1):
        context = rows("SELECT id FROM pghistory_context LIMIT 1")[0][0]
        statement = ATTACKS[name].format("{}", context=context).replace("02-03", f"02-0{number}")
        before = events.count()
        with logged_in_as("mosovo_web"), acting_as(people.offender_manager), connection.cursor() as cursor:
            cursor.execute(statement)
        assert events.count() == before + 1, name
    with logged_in_as("mosovo_web"), acting_as(people.offender_manager), pgtrigger.ignore():
        Case.objects.update(last_visit_on="2026-02-04")
    assert events.count() == before + 2
