"""The record against the web's own login: nothing is forged, changed, taken out or kept from being written."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases.models import Case
from mosovo.access.protection import event_models, protections
from mosovo.access.record import event_tables, recorded_tables
from mosovo.audit.models import Look, Refusal
from mosovo.identity import acting_as
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

INSUFFICIENT_PRIVILEGE, NO_TEXT_OF_THE_KIND = "42501", "22P02"
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
    """What must stand for the record to be written: triggers and functions as they are."""
    return rows(
        "SELECT tgrelid::regclass::text, tgname::text, tgenabled::text FROM pg_trigger UNION ALL"
        " SELECT oid::regprocedure::text, md5(prosrc), proconfig::text FROM pg_proc WHERE pronamespace IN"
        " ('public'::regnamespace, 'sec'::regnamespace) UNION ALL"
        " SELECT relname::text, relacl::text, relrowsecurity::text FROM pg_class WHERE relkind = 'r' ORDER BY 1, 2, 3"
    )


def attempt(statement: str) -> None:
    """Refused for want of a right, or because a text is none; an attack misspelt is no attack."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") not in {INSUFFICIENT_PRIVILEGE, NO_TEXT_OF_THE_KIND}:
            raise


@pytest.fixture
def attacked(people: People, case: Case) -> Case:
    """A case with a history, looked at and refused."""
    with acting_as(people.supervisor, reason="Before the attack"):
        Case.objects.filter(pk=case.pk).update(locked=False, status="custody")
        Look.objects.create(
            person_id=people.supervisor.pk, case_ids=[case.pk], compartment="case", path="/", kind="page"
        )
        Refusal.objects.create(person_id=people.supervisor.pk, path="/", status=403, sentence="No.")
    return case


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_under_the_login_of_the_web_succeeds(attack: str, people: People, attacked: Case) -> None:
    uid = people.offender_manager.pk
    before, standing = on_record(), held()
    statement = ATTACKS[attack].format(
        "{}", uid=uid, other=people.supervisor.pk, context=next(iter(before["pghistory_context"]))
    )
    with logged_in_as("mosovo_web"), acting_as(people.offender_manager, reason="An attack"):
        attempt(statement)
    after = on_record()
    changed = Case.objects.filter(last_visit_on="2026-02-03").count()
    assert held() == standing
    for table, known in before.items():
        assert {key: after[table].get(key) for key in known} == known, table
    fresh = {table: set(after[table]) - set(before[table]) for table in before}
    assert len(fresh["cases_caseevent"]) == changed
    for table, keys in fresh.items():
        for key in keys:
            key_column = next(one.key for one in recorded_tables() if one.table == table)
            assert rows(f"SELECT _uid FROM {table} WHERE {key_column}::text = %s", key) == [(uid,)]  # noqa: S608


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


def test_context_that_is_used_again_with_other_words_is_another(people: People, case: Case) -> None:
    for reason in ("first", "second"):
        with acting_as(people.offender_manager, reason="outer"), acting_as(people.supervisor, reason=reason):
            Case.objects.filter(pk=case.pk).update(last_visit_on=f"2026-02-0{len(reason)}")
    events = Case.pgh_event_model.objects.filter(pgh_label="update").order_by("-pgh_id")[:2]
    assert [event.pgh_context.metadata["reason"] for event in events] == ["second", "first"]
    assert rows("SELECT _uid FROM cases_caseevent ORDER BY pgh_id DESC LIMIT 1") == [(people.supervisor.pk,)]


def test_context_is_read_by_its_number_alone(people: People, attacked: Case) -> None:
    number = rows("SELECT id FROM pghistory_context LIMIT 1")[0][0]
    with logged_in_as("mosovo_web"), acting_as(people.offender_manager):
        assert len(rows("SELECT * FROM sec.contexts(ARRAY[%s]::uuid[])", number)) == 1
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows("SELECT * FROM pghistory_context")


def test_every_table_of_the_record_says_in_which_transaction_and_for_whom() -> None:
    having = rows(
        "SELECT table_name FROM information_schema.columns WHERE column_name IN ('_xact', '_uid')"
        " AND table_schema = 'public' AND column_default IS NOT NULL GROUP BY 1 HAVING count(*) = 2 ORDER BY 1"
    )
    assert [name for (name,) in having] == [one.table for one in recorded_tables()]


def test_nobody_may_hang_a_history_trigger_on_a_table_of_their_own() -> None:
    found = rows(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"
        " AND (p.proname LIKE 'pgtrigger\\_%%' OR p.proname = '_pgh_attach_context')"
        " AND (has_function_privilege('mosovo_app', p.oid, 'EXECUTE')"
        " OR has_function_privilege('mosovo_worker', p.oid, 'EXECUTE'))"
    )
    assert found == []
    assert rows("SELECT has_database_privilege('mosovo_web', current_database(), 'TEMP')") == [(False,)]


def test_acting_roles_write_in_no_event_table() -> None:
    tables = [*(one.table for one in event_tables()), "pghistory_context"]
    found = rows(
        "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE table_name = ANY (%s) AND privilege_type <> 'SELECT'"
        " AND grantee IN ('mosovo_app', 'mosovo_system', 'mosovo_web', 'mosovo_worker', 'mosovo_audit', 'PUBLIC')",
        tables,
    )
    assert (found, len(tables) > 40) == ([], True)


@pytest.mark.parametrize(
    "protection",
    [one for one in protections() if event_models(one.model) and one.path],
    ids=lambda one: one.model._meta.label_lower,
)
def test_events_are_seen_by_the_rule_of_what_they_are_about(protection) -> None:
    table = protection.model._meta.db_table
    for event in event_models(protection.model):
        assert seen_by(event._meta.db_table).replace(event._meta.db_table, table) == seen_by(table)


def seen_by(table: str) -> str:
    return str(rows("SELECT max(qual) FROM pg_policies WHERE tablename = %s AND policyname = 'seen'", table)[0][0])
