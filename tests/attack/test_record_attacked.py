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
from tests.attack.tally import Tally
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

IGNORE = "SELECT set_config('pgtrigger.ignore', '{0}', true);"
CHANGE = "UPDATE cases_case SET last_visit_on = '2026-02-03'"
TRIGGER = "(SELECT quote_ident(proname) FROM pg_proc WHERE starts_with(proname, 'pgtrigger_insert_insert') LIMIT 1)"
ATTACKS = {
    # Change, take out or empty what is on record.
    "change an event": "UPDATE cases_caseevent SET status = 'closed'",
    "delete an event": "DELETE FROM cases_caseevent",
    "empty the events": "TRUNCATE cases_caseevent",
    "change whom an event was written for": "UPDATE cases_caseevent SET _uid = 1",
    "change a context": "UPDATE pghistory_context SET metadata = '{{}}'",
    "delete a context": "DELETE FROM pghistory_context",
    "empty the contexts": "TRUNCATE pghistory_context CASCADE",
    "change a look": "UPDATE audit_look SET reason = 'none'",
    "delete a look": "DELETE FROM audit_look",
    "empty the looks": "TRUNCATE audit_look",
    "change a refusal": "UPDATE audit_refusal SET sentence = 'none'",
    "delete a refusal": "DELETE FROM audit_refusal",
    "empty the refusals": "TRUNCATE audit_refusal",
    # Write what did not happen.
    "forge an event": "INSERT INTO cases_caseevent SELECT * FROM cases_caseevent",
    "copy events in": "COPY cases_caseevent FROM STDIN",
    "forge a context": "INSERT INTO pghistory_context (id, metadata) VALUES (gen_random_uuid(), '{{}}')",
    "call the writer of contexts": "SELECT _pgh_attach_context()",
    "a look for somebody else": "INSERT INTO audit_look (id, at, person_id, system, path, kind, case_ids, compartment,"
    " reason) VALUES (gen_random_uuid(), now(), {other}, '', '/', 'page', '{{1}}', 'case', '')",
    "a look for the system": "INSERT INTO audit_look (id, at, system, path, kind, case_ids, compartment, reason)"
    " VALUES (gen_random_uuid(), now(), 'sweep', '/', 'page', '{{1}}', 'case', '')",
    "a refusal for somebody else": "INSERT INTO audit_refusal (id, at, person_id, system, path, status, sentence)"
    " VALUES (gen_random_uuid(), now(), {other}, '', '/', 403, '')",
    "a look that says another wrote it": "INSERT INTO audit_look (id, at, person_id, system, path, kind, case_ids,"
    " compartment, reason, _uid, _xact) VALUES (gen_random_uuid(), now(), {uid}, '', '/', 'page', '{{1}}', 'case', '',"
    " {other}, 3)",
    "a trigger on a table of one's own": "DO $$ BEGIN CREATE TEMP TABLE mine (LIKE cases_case); END $$",
    "a history trigger on a table one may write": f"DO $$ BEGIN EXECUTE"
    f" 'CREATE TRIGGER t AFTER INSERT ON django_session FOR EACH ROW EXECUTE FUNCTION ' || {TRIGGER} || '()'; END $$",
    "call a trigger function": f"DO $$ BEGIN EXECUTE 'SELECT ' || {TRIGGER} || '()'; END $$",
    "a view in place of the table": "CREATE TEMP VIEW cases_caseevent AS SELECT 1",
    # Switch the writing off.
    "ignore every trigger": IGNORE + CHANGE,
    "ignore by table": IGNORE.replace("{0}", "{{cases_case:update_update}}") + CHANGE,
    "ignore by schema": IGNORE.replace("{0}", "{{public.cases_case:update_update}}") + CHANGE,
    "ignore for the session": "SET pgtrigger.ignore = '{{public.cases_case:update_update}}';" + CHANGE,
    "ignore with a text that is none": IGNORE.replace("{0}", "x") + CHANGE,
    "disable the triggers": "ALTER TABLE cases_case DISABLE TRIGGER ALL",
    "disable the triggers of users": "ALTER TABLE cases_case DISABLE TRIGGER USER",
    "be a replica": "SET session_replication_role = replica",
    "drop the stamp": "DROP TRIGGER stamped ON audit_look",
    "replace the stamp": "CREATE OR REPLACE FUNCTION sec.stamped() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RETURN NEW; END'",
    "replace the writer of contexts": "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql AS"
    " 'SELECT null::uuid'",
    "soften a trigger function": f"DO $$ BEGIN EXECUTE 'ALTER FUNCTION ' || {TRIGGER} || '() RESET ALL'; END $$",
    "shadow a function by the path": "CREATE SCHEMA mine; SET search_path = mine, public",
    "write without a context": "SELECT set_config('pghistory.context_id', '', true);" + CHANGE,
    "write with a context that is none": "SELECT set_config('pghistory.context_id', 'x', true),"
    " set_config('pghistory.context_metadata', 'x', true);" + CHANGE,
    "rewrite another's context": "SELECT set_config('pghistory.context_id', '{context}', true),"
    ' set_config(\'pghistory.context_metadata\', \'{{"person": 1, "reason": "rewritten"}}\', true);' + CHANGE,
    "set the words of a function aside": "ALTER FUNCTION sec.stamped() RESET ALL",
    "reset the path of a function": "ALTER FUNCTION sec.uid() SET search_path = public",
    "drop the guard of identity": "DROP FUNCTION sec.uid() CASCADE",
    "an event trigger": "CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION sec.stamped()",
    "a rule instead of the insert": "CREATE RULE r AS ON INSERT TO audit_look DO INSTEAD NOTHING",
    "a rule on a history table": "CREATE RULE r AS ON UPDATE TO cases_case DO INSTEAD NOTHING",
    "a column of one's own": "ALTER TABLE cases_caseevent ADD COLUMN mine text",
    "drop a column": "ALTER TABLE audit_look DROP COLUMN _uid CASCADE",
    "another default": "ALTER TABLE cases_caseevent ALTER COLUMN _uid SET DEFAULT 1",
    "drop the table": "DROP TABLE cases_caseevent CASCADE",
    "rename the table": "ALTER TABLE audit_look RENAME TO audit_gone",
    "detach by inheritance": "CREATE TABLE mine () INHERITS (audit_look)",
    "an index that raises": "CREATE UNIQUE INDEX one ON audit_look ((1))",
    "shadow a table": "CREATE TEMP TABLE audit_look (id int)",
    "shadow a function": "CREATE FUNCTION pg_temp.uid() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "the path with temp first": "SELECT set_config('search_path', 'pg_temp, public', true);" + CHANGE,
    "the path without public": "SELECT set_config('search_path', '', true); UPDATE public.cases_case"
    " SET last_visit_on = '2026-02-03'",
    "the role off and on": "SELECT set_config('role', 'none', true), set_config('role', 'mosovo_app', true);" + CHANGE,
    "no rows shown": "SELECT set_config('row_security', 'off', true); UPDATE audit_look SET reason = 'x'",
    "a block of code": "DO $$ BEGIN UPDATE cases_caseevent SET status = 'closed'; END $$",
    "a block of code in another language": "DO LANGUAGE plpython3u $$ pass $$",
    "a cursor to update by": "DECLARE c CURSOR FOR SELECT * FROM audit_look FOR UPDATE",
    "lock it against writers": "LOCK TABLE audit_look IN ACCESS EXCLUSIVE MODE",
    "lock the events": "LOCK TABLE cases_caseevent IN SHARE MODE",
    "merge into it": "MERGE INTO audit_look l USING (SELECT 1) o ON true WHEN MATCHED THEN UPDATE SET reason = 'x'",
    "insert over it": "INSERT INTO audit_look (id, at, person_id, system, path, kind, case_ids, compartment, reason)"
    " SELECT id, now(), {uid}, '', '/', 'page', '{{1}}', 'case', 'x' FROM audit_look LIMIT 1"
    " ON CONFLICT (id) DO UPDATE SET reason = 'x'",
    "copy it away": "COPY cases_caseevent TO '/tmp/events'",
    "copy to a program": "COPY audit_look TO PROGRAM 'cat'",
    "read a file": "SELECT pg_read_file('/etc/passwd')",
    "write a file by a large object": "SELECT lo_export(lo_from_bytea(0, 'x'), '/tmp/mine')",
    "read a file by a large object": "SELECT lo_import('/etc/passwd')",
    "change the catalogue": "UPDATE pg_trigger SET tgenabled = 'D'",
    "change the privileges in the catalogue": "UPDATE pg_class SET relacl = NULL WHERE relname = 'audit_look'",
    "change the setting of the server": "ALTER SYSTEM SET session_replication_role = 'replica'",
    "change the setting of the database": "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || quote_ident(current_database())"
    " || ' SET session_replication_role = replica'; END $$",
    "change the setting of the login": "ALTER ROLE CURRENT_USER SET session_replication_role = replica",
    "an extension": "CREATE EXTENSION dblink",
    "the key of identities": "SELECT * FROM sec.signing_key",
    "the key by an operator of one's own": "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text,"
    " FUNCTION = texteq)",
    "a cast of one's own": "CREATE CAST (text AS uuid) WITH INOUT AS IMPLICIT",
    "end other connections": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mosovo_owner'"
    " AND pg_has_role('mosovo_owner', 'MEMBER')",
    "the numbers of events": "SELECT setval('cases_caseevent_pgh_id_seq', 1)",
    "restart the numbers of events": "ALTER SEQUENCE cases_caseevent_pgh_id_seq RESTART",
    # Forge or alter what is sealed.
    "forge a seal": "INSERT INTO audit_seal (number, sealed_at, count, first, until, seen, columns, rows_hash,"
    " previous, hash) VALUES (99, now(), 0, 0, 1, 1, '{{}}', 'x', '', 'x')",
    "forge a sealed row": "INSERT INTO audit_sealedrow (seal_id, place, source, key, digest) VALUES (1, 99, 'x', 'x',"
    " sha256('x'))",
    "alter a seal": "UPDATE audit_seal SET hash = ''",
    "delete the seals": "DELETE FROM audit_seal",
    "empty the seals": "TRUNCATE audit_seal CASCADE",
    "delete sealed rows": "DELETE FROM audit_sealedrow",
    # Become somebody who may.
    "become the system": "SET ROLE mosovo_system",
    "become the owner": "SET ROLE mosovo_owner",
    "be given the owner": "GRANT mosovo_owner TO mosovo_web",
    "be given the table": "GRANT ALL ON cases_caseevent TO mosovo_app",
    "own the table": "ALTER TABLE audit_look OWNER TO mosovo_web",
    "open row security": "ALTER TABLE audit_look DISABLE ROW LEVEL SECURITY",
    "a policy of one's own": "CREATE POLICY mine ON audit_look USING (true)",
}


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
