"""Attacks on the record, as SQL: {uid}, {other}: the acting person, and another; {context}: a context on record."""

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
