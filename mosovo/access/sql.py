"""Row security, written out from the same declarations that ``visible`` reads.

Identity and rights are read by functions of the schema ``sec`` that give whole arrays and are called once a query
(inside a scalar subquery), never once a row. They run as the owner, so the grant tables need not be readable. A right
ends in the middle of a transaction too: what is written late in a long request is asked by the clock of its statement.
"""

from typing import Any

from django.db import models

from mosovo.access.guards import guard_functions
from mosovo.access.others import OTHERS, OTHERS_READ
from mosovo.access.protection import Protection, case_model, event_models, functions, protections
from mosovo.access.record import record_statements
from mosovo.access.states import RESTRICTED_RIGHTS, CaseRight, Compartment, UnitRight
from mosovo.identity import APP_ROLE, SYSTEM_ROLE

FUNCTIONS = """
CREATE SCHEMA IF NOT EXISTS sec;
GRANT USAGE ON SCHEMA sec TO mosovo_app, mosovo_system;

-- The key of seals, as HMAC takes it; readable by the owner alone.
CREATE TABLE IF NOT EXISTS sec.signing_key (
  single boolean PRIMARY KEY DEFAULT true CHECK (single), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL
);

-- Who acts: the person named, where the seal is the application's own, made for this person in this transaction.
CREATE OR REPLACE FUNCTION sec.uid() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said text := current_setting('app.uid', true);
  seal text := current_setting('app.seal', true);
BEGIN
  IF said IS NULL OR seal IS NULL OR said !~ '^[0-9]{1,18}$' THEN
    RETURN NULL;
  END IF;
  IF EXISTS (
    SELECT 1 FROM sec.signing_key k WHERE seal = encode(sha256(k.outer_pad || sha256(k.inner_pad ||
      convert_to(concat_ws('|', said, pg_backend_pid(), transaction_timestamp()), 'UTF8'))), 'hex')
  ) THEN
    RETURN said::bigint;
  END IF;
  RETURN NULL;
END $$;

-- Whether the system acts, or the owner looks: a login that may take its role, and has not taken the person's.
CREATE OR REPLACE FUNCTION sec.is_system() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_setting('role') <> 'mosovo_app' AND pg_has_role(session_user, 'mosovo_system', 'MEMBER')
$$;

CREATE OR REPLACE FUNCTION sec.today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (now() AT TIME ZONE 'Europe/London')::date
$$;

CREATE OR REPLACE FUNCTION sec.can(ability text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM staff_roleholding h JOIN staff_role r ON r.id = h.role_id JOIN staff_officer o ON o.id = h.officer_id
    WHERE h.officer_id = (SELECT sec.uid()) AND o.is_active AND ability = ANY (r.abilities)
      AND h.starts_on <= sec.today() AND (h.ends_on IS NULL OR h.ends_on >= sec.today()))
$$;

CREATE OR REPLACE FUNCTION sec.vetted() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM staff_officer o WHERE o.id = (SELECT sec.uid()) AND o.is_active
      AND o.vetting_level IN ('nppv2', 'nppv3', 'mv') AND o.vetting_expires_on >= sec.today())
$$;

CREATE OR REPLACE FUNCTION sec.units(codename text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(g.content_object_id), '{}') FROM access_unitgrant g
    JOIN auth_permission p ON p.id = g.permission_id
    JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'staff' AND t.model = 'unit'
    JOIN staff_officer o ON o.id = g.user_id AND o.is_active
    WHERE g.user_id = (SELECT sec.uid()) AND p.codename = units.codename
      AND g.valid_from <= statement_timestamp()
      AND (g.valid_until IS NULL OR g.valid_until > statement_timestamp())
$$;

CREATE OR REPLACE FUNCTION sec.cases(codename text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(g.content_object_id), '{}') FROM access_casegrant g
    JOIN auth_permission p ON p.id = g.permission_id
    JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'cases' AND t.model = 'case'
    JOIN staff_officer o ON o.id = g.user_id AND o.is_active
    WHERE g.user_id = (SELECT sec.uid()) AND p.codename = cases.codename
      AND g.valid_from <= statement_timestamp()
      AND (g.valid_until IS NULL OR g.valid_until > statement_timestamp())
$$;

CREATE OR REPLACE FUNCTION sec.excluded() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(x.case_id), '{}') FROM access_exclusion x
    WHERE x.officer_id = (SELECT sec.uid()) AND x.ended_at IS NULL
$$;

CREATE OR REPLACE FUNCTION sec.opened(compartment text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(o.case_id), '{}') FROM access_opening o
    WHERE o.officer_id = (SELECT sec.uid()) AND o.compartment = opened.compartment
      AND o.until > statement_timestamp()
$$;

-- What a person writes in their own row of staff_officer, and nothing else of it.
CREATE OR REPLACE FUNCTION sec.set_own_password(hash text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE staff_officer SET password = hash WHERE id = (SELECT sec.uid())
$$;

-- A session is a secret to all but its browser: it is had by its key, and no list of them is.
CREATE OR REPLACE FUNCTION sec.session(key text) RETURNS TABLE (session_data text, expire_date timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.session_data, s.expire_date FROM django_session s WHERE s.session_key = key
$$;

-- False where it must be new and is not, or must be there and is not.
CREATE OR REPLACE FUNCTION sec.keep_session(key text, content text, ends timestamptz, fresh boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF fresh THEN
    INSERT INTO django_session VALUES (key, content, ends) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE django_session s SET session_data = content, expire_date = ends WHERE s.session_key = key;
  END IF;
  RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION sec.end_session(key text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM django_session WHERE session_key = key
$$;

-- Every session of somebody but one, ended by themselves or an administrator, who learns no key by it: what comes back
-- are their names in the cache (mosovo/sessions.py).
CREATE OR REPLACE FUNCTION sec.end_sessions(officer bigint, but text) RETURNS TABLE (cached text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT coalesce(officer = sec.uid() OR sec.can('administer') OR sec.is_system(), false) THEN
    RAISE insufficient_privilege USING MESSAGE = 'sessions are ended by their person or an administrator';
  END IF;
  RETURN QUERY WITH listed AS (
    DELETE FROM usersessions_usersession l WHERE l.user_id = officer AND l.session_key <> but RETURNING l.session_key
  ), ended AS (
    DELETE FROM django_session s USING listed WHERE s.session_key = listed.session_key
  )
  SELECT encode(sha256(convert_to(listed.session_key, 'UTF8')), 'hex') FROM listed;
END $$;

-- At sign-in nobody acts yet.
CREATE OR REPLACE FUNCTION sec.note_sign_in(officer bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE staff_officer SET last_login = now() WHERE id = officer AND is_active
$$;

"""
CALLED_BY_THE_ROLES_ALONE = """
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sec FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA sec TO mosovo_app, mosovo_system;
"""


def _once(call: str) -> str:
    """The call as a scalar subquery: the planner runs it once a query and can use an index on its array."""
    return f"(SELECT {call})"


def _in(column: str, array_call: str) -> str:
    return f"{column} = ANY ({_once(array_call)}::bigint[])"


def unit_array(right: UnitRight) -> str:
    """SQL for the array of units on which the acting person holds ``right``, read once a query."""
    return f"(SELECT sec.units('{right.value}'))::bigint[]"


def _column(model: type[models.Model], path: str) -> str:
    """The column of ``model`` that leads to the case: one hop; longer paths go through ``_through``."""
    field = model._meta.get_field(path) if path else model._meta.pk
    return str(field.column)  # type: ignore[union-attr] # a declared path is a foreign key


def case_sight(alias: str = "") -> str:
    """SQL over the case table: the case is in the acting person's sight."""
    dot = f"{alias}." if alias else ""
    return (
        f"((({_in(dot + 'unit_id', f'sec.units($${UnitRight.VIEW_CASES.value}$$)')}) AND NOT {dot}locked)"
        f" OR {_in(dot + _case_key(), f'sec.cases($${CaseRight.VIEW_CASE.value}$$)')})"
        f" AND NOT {_in(dot + _case_key(), 'sec.excluded()')}"
    )


def changes_case(column: str) -> str:
    """SQL: the acting person sees the case with this key, and may change it."""
    rights = _has_right("seen", UnitRight.CHANGE_CASES, CaseRight.CHANGE_CASE)
    return f"EXISTS (SELECT 1 FROM {_case_table()} seen WHERE seen.{_case_key()} = {column} AND {rights})"


def _holds(compartment: Compartment, alias: str) -> str:
    return _has_right(alias, *RESTRICTED_RIGHTS[compartment])


def _has_right(alias: str, unit_right: UnitRight, case_right: CaseRight) -> str:
    key = f"{alias}.{_case_key()}"
    return (
        f"(({_in(f'{alias}.unit_id', f'sec.units($${unit_right.value}$$)')} AND NOT {alias}.locked)"
        f" OR {_in(key, f'sec.cases($${case_right.value}$$)')})"
    )


def policy_of(protection: Protection, table_model: type[models.Model] | None = None) -> str:
    """SQL over the model's table (or its event table): the row is visible to the acting person."""
    model = table_model or protection.model
    table = model._meta.db_table
    if protection.policy:
        return protection.policy
    first, _, rest = protection.path.partition("__")
    if rest:
        # Reached through a parent that has a policy of its own, which applies inside this subquery too.
        parent: Any = protection.model._meta.get_field(first).related_model
        return (
            f"EXISTS (SELECT 1 FROM {parent._meta.db_table} parent"
            f" WHERE parent.{parent._meta.pk.column} = {table}.{_column(model, first)})"
        )
    column = f"{table}.{_column(model, first)}"
    if not first and model is not protection.model:
        column = f"{table}.pgh_obj_id"
    if protection.compartment is Compartment.OPERATIONAL:
        everyone = _once("sec.can('see_flags')")
        seen = f"EXISTS (SELECT 1 FROM {_case_table()} seen WHERE seen.{_case_key()} = {column})"
        return f"({everyone} OR {seen}) AND NOT {_in(column, 'sec.excluded()')}"
    if protection.compartment is Compartment.CASE:
        if not first and model is protection.model:
            return case_sight()
        return f"EXISTS (SELECT 1 FROM {_case_table()} seen WHERE seen.{_case_key()} = {column})"
    return (
        f"{_once('sec.vetted()')} AND {_in(column, f'sec.opened($${protection.compartment.value}$$)')}"
        f" AND EXISTS (SELECT 1 FROM {_case_table()} seen WHERE seen.{_case_key()} = {column}"
        f" AND {_holds(protection.compartment, 'seen')})"
    )


def _case_table() -> str:
    return case_model()._meta.db_table


def _case_key() -> str:
    return _column(case_model(), "")


def changing(protection: Protection) -> str:
    """SQL over the model's table: the row is of a case that the acting person may change."""
    model = protection.model
    table = model._meta.db_table
    if model is case_model():
        return _has_right(table, UnitRight.CHANGE_CASES, CaseRight.CHANGE_CASE)
    first, _, rest = protection.path.partition("__")
    column = f"{table}.{_column(model, first)}"
    if not rest:
        return changes_case(column)
    parent: Any = model._meta.get_field(first).related_model
    return (
        f"EXISTS (SELECT 1 FROM {parent._meta.db_table} parent WHERE parent.{parent._meta.pk.column} = {column}"
        f" AND {changes_case(f'parent.{_column(parent, rest)}')})"
    )


def _writing(protection: Protection, seen: str) -> str:
    """Who writes the rows where the declaration names nobody."""
    follows_case = protection.compartment is not Compartment.PLAIN and not protection.policy
    return f"({seen}) AND {changing(protection)}" if follows_case else seen


def statements(protection: Protection) -> list[str]:
    """Everything the table of one declaration, and its event tables, need."""
    table = protection.model._meta.db_table
    privileges = "SELECT, INSERT"
    privileges += "" if protection.append_only else ", UPDATE"
    privileges += ", DELETE" if protection.deletable else ""
    lines = [*_reset(table), f"GRANT {privileges} ON {table} TO {APP_ROLE}, {SYSTEM_ROLE}"]
    if protection.has_rule:
        open_to_all = protection.compartment is Compartment.PLAIN and not protection.policy
        seen = "true" if open_to_all else policy_of(protection)
        writing = _writing(protection, seen)
        insert = protection.insert or writing
        before = protection.update or writing
        removed = protection.removed or before
        changed = protection.changed or before
        if protection.lockable:
            lines += _stored_function(protection.model, before)
            # What follows from the right to a case is asked of the case as it stands: a change may take the right away.
            stored = f"sec.stored_{table}({table}.{protection.model._meta.pk.column})"
            before, changed = seen, f"{stored} AND ({protection.update})" if protection.update else stored
        lines += policies(table, seen, added=insert, before=before, changed=changed, removed=removed)
    for event in event_models(protection.model):
        event_table = event._meta.db_table
        lines += [*_reset(event_table), f"GRANT SELECT ON {event_table} TO {APP_ROLE}, {SYSTEM_ROLE}"]
        if protection.compartment is not Compartment.PLAIN or protection.policy:
            lines += policies(event_table, _event_policy(protection, event))
    return lines


STORED = """
CREATE OR REPLACE FUNCTION sec.stored_{table}(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM {table} WHERE {table}.{key} = wanted AND ({rule}))
$$
"""


def _stored_function(model: type[models.Model], rule: str) -> list[str]:
    """A function that asks the rule of the stored row: a policy over the new one believes what is written there."""
    table, key = model._meta.db_table, model._meta.pk.column
    name = f"sec.stored_{table}(bigint)"
    return [
        STORED.format(table=table, key=key, rule=rule.replace("$$", "$_$")),
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {name} TO {APP_ROLE}, {SYSTEM_ROLE}",
    ]


def _event_policy(protection: Protection, event: type[models.Model]) -> str:
    if protection.policy:
        # The event table copies the columns, so the same rule holds over it.
        table = protection.model._meta.db_table
        return protection.policy.replace(f"{table}.", f"{event._meta.db_table}.")
    return policy_of(protection, event)


DROP_POLICIES = """
DO $do$ DECLARE p record; BEGIN
  FOR p IN SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = '{table}'
  LOOP EXECUTE format('DROP POLICY %I ON {table}', p.policyname); END LOOP;
END $do$
"""


def _reset(table: str) -> list[str]:
    return [
        f"REVOKE ALL ON {table} FROM PUBLIC, {APP_ROLE}, {SYSTEM_ROLE}",
        DROP_POLICIES.format(table=table),
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]


def policies(
    table: str,
    seen: str,
    *,
    added: str = "",
    before: str = "",
    changed: str = "",
    removed: str = "",
    freely: str = SYSTEM_ROLE,
) -> list[str]:
    """Row security over a table; a part left out is for those who see the row, deleting for those who may add it.

    before, changed: what a row must satisfy before a change and after it. freely: whom the table is open to.
    """
    before, changed = before or changed or seen, changed or seen
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY seen ON {table} FOR SELECT TO {APP_ROLE} USING ({seen})",
        f"CREATE POLICY added ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK ({added or seen})",
        f"CREATE POLICY changed ON {table} FOR UPDATE TO {APP_ROLE} USING ({before}) WITH CHECK ({changed})",
        f"CREATE POLICY removed ON {table} FOR DELETE TO {APP_ROLE} USING ({removed or added or seen})",
        f"CREATE POLICY system ON {table} TO {freely} USING (true) WITH CHECK (true)",
    ]


# Row triggers that write history must not be switched off from a session, and the application must not be able to write
# into the event tables itself: the trigger functions run as the owner, deaf to pgtrigger's own off-switch.
HARDEN_TRIGGERS = """
DO $do$ DECLARE f record; BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname = 'public' AND (p.proname LIKE 'pgtrigger\\_%' OR p.proname = '_pgh_attach_context')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp', f.signature);
    EXECUTE format('ALTER FUNCTION %s SET pgtrigger.ignore = %L', f.signature, '{}');
  END LOOP;
END $do$
"""


# Read whole by the job that seals the record; everybody else reads one by its number.
OTHERS_SEALED = ("pghistory_context",)
ROLES = f"{APP_ROLE}, {SYSTEM_ROLE}"
# The clock reads its schedules as itself, acting for nobody.
WORKER_LOGIN = "mosovo_worker"
FREE = f"{SYSTEM_ROLE}, {WORKER_LOGIN}"


def _of_others() -> list[str]:
    """Tables of other packages: what each needs of the application, and no more."""
    lines = []
    for table, writers in OTHERS.items():
        lines += [*_reset(table), f"REVOKE ALL ON {table} FROM {WORKER_LOGIN}"]
        if writers.privileges:
            lines.append(f"GRANT {', '.join(writers.privileges)} ON {table} TO {APP_ROLE}")
        lines.append(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {FREE}")
        rules = {"added": writers.added, "changed": writers.changed, "removed": writers.removed}
        lines += policies(table, writers.seen or "false", **rules, freely=FREE)
    return [*lines, *(f"GRANT SELECT ON {table} TO {ROLES}, {WORKER_LOGIN}" for table in OTHERS_READ)]


def all_statements() -> list[str]:
    """The whole of the database's guard, from the declarations; running it again gives the same state."""
    lines = ["GRANT USAGE ON SCHEMA public TO mosovo_app, mosovo_system", FUNCTIONS, *functions()]
    lines += [guard_functions(), CALLED_BY_THE_ROLES_ALONE]
    for protection in protections():
        lines += statements(protection)
    lines += _of_others()
    lines += [f"GRANT SELECT ON {table} TO {SYSTEM_ROLE}" for table in OTHERS_SEALED]
    # Identity columns of other packages' tables may be backed by plain sequences.
    lines.append(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES}, {WORKER_LOGIN}")
    return [*lines, *record_statements(case_sight=case_sight("seen")), HARDEN_TRIGGERS]
