"""Row security, written out from the same declarations that ``visible`` reads.

Identity and rights are read by functions of the schema ``sec`` that give whole arrays and are called once a query
(inside a scalar subquery), never once a row. They run as the owner, so the grant tables need not be readable.
"""

from typing import Any

from django.db import models

from mosovo.access.protection import Protection, case_model, event_models, protections
from mosovo.access.states import RESTRICTED_RIGHTS, CaseRight, Compartment, UnitRight
from mosovo.identity import APP_ROLE, SYSTEM_ROLE

FUNCTIONS = """
CREATE SCHEMA IF NOT EXISTS sec;
GRANT USAGE ON SCHEMA sec TO mosovo_app, mosovo_system;

CREATE OR REPLACE FUNCTION sec.uid() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN current_setting('app.xact', true) = transaction_timestamp()::text
               AND current_setting('app.uid', true) ~ '^[0-9]{1,18}$'
              THEN current_setting('app.uid', true)::bigint END
$$;

CREATE OR REPLACE FUNCTION sec.today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (now() AT TIME ZONE 'Europe/London')::date
$$;

CREATE OR REPLACE FUNCTION sec.can(ability text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM staff_roleholding h JOIN staff_role r ON r.id = h.role_id JOIN staff_officer o ON o.id = h.officer_id
    WHERE h.officer_id = sec.uid() AND o.is_active AND ability = ANY (r.abilities)
      AND h.starts_on <= sec.today() AND (h.ends_on IS NULL OR h.ends_on >= sec.today()))
$$;

CREATE OR REPLACE FUNCTION sec.vetted() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM staff_officer o WHERE o.id = sec.uid() AND o.is_active
      AND o.vetting_level IN ('nppv2', 'nppv3', 'mv') AND o.vetting_expires_on >= sec.today())
$$;

CREATE OR REPLACE FUNCTION sec.units(codename text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(g.content_object_id), '{}') FROM access_unitgrant g
    JOIN auth_permission p ON p.id = g.permission_id
    JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'staff' AND t.model = 'unit'
    JOIN staff_officer o ON o.id = g.user_id AND o.is_active
    WHERE g.user_id = sec.uid() AND p.codename = units.codename
      AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())
$$;

CREATE OR REPLACE FUNCTION sec.cases(codename text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(g.content_object_id), '{}') FROM access_casegrant g
    JOIN auth_permission p ON p.id = g.permission_id
    JOIN django_content_type t ON t.id = p.content_type_id AND t.app_label = 'cases' AND t.model = 'case'
    JOIN staff_officer o ON o.id = g.user_id AND o.is_active
    WHERE g.user_id = sec.uid() AND p.codename = cases.codename
      AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())
$$;

CREATE OR REPLACE FUNCTION sec.excluded() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(x.case_id), '{}') FROM access_exclusion x WHERE x.officer_id = sec.uid()
$$;

CREATE OR REPLACE FUNCTION sec.opened(compartment text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(array_agg(o.case_id), '{}') FROM access_opening o
    WHERE o.officer_id = sec.uid() AND o.compartment = opened.compartment AND o.until > now()
$$;

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


def _holds(compartment: Compartment, alias: str) -> str:
    unit_right, case_right = RESTRICTED_RIGHTS[compartment]
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


def statements(protection: Protection) -> list[str]:
    """Everything the table of one declaration, and its event tables, need."""
    table = protection.model._meta.db_table
    privileges = "SELECT, INSERT"
    privileges += "" if protection.append_only else ", UPDATE"
    if protection.deletable or (protection.compartment is Compartment.PLAIN and not protection.append_only):
        privileges += ", DELETE"
    lines = [*_reset(table), f"GRANT {privileges} ON {table} TO {APP_ROLE}, {SYSTEM_ROLE}"]
    if protection.compartment is not Compartment.PLAIN or protection.policy:
        lines += _policies(table, policy_of(protection), protection.insert, protection.update)
    for event in event_models(protection.model):
        event_table = event._meta.db_table
        lines += [*_reset(event_table), f"GRANT SELECT ON {event_table} TO {APP_ROLE}, {SYSTEM_ROLE}"]
        if protection.compartment is not Compartment.PLAIN or protection.policy:
            lines += _policies(event_table, _event_policy(protection, event))
    return lines


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


def _policies(table: str, using: str, insert: str | None = None, update: str | None = None) -> list[str]:
    before, after = update or using, update or insert or using
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY seen ON {table} FOR SELECT TO {APP_ROLE} USING ({using})",
        f"CREATE POLICY added ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK ({insert or using})",
        f"CREATE POLICY changed ON {table} FOR UPDATE TO {APP_ROLE} USING ({before}) WITH CHECK ({after})",
        f"CREATE POLICY removed ON {table} FOR DELETE TO {APP_ROLE} USING ({using})",
        f"CREATE POLICY system ON {table} TO {SYSTEM_ROLE} USING (true) WITH CHECK (true)",
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


# Tables of other packages: which the application writes, which it only reads. The rest it cannot touch.
OTHERS_WRITTEN = (
    "django_session",
    "knox_authtoken",
    "django_admin_log",
    "axes_accessattempt",
    "axes_accesslog",
    "axes_accessfailurelog",
    "axes_accessattemptexpiration",
    "django_celery_beat_clockedschedule",
    "django_celery_beat_crontabschedule",
    "django_celery_beat_intervalschedule",
    "django_celery_beat_solarschedule",
    "django_celery_beat_periodictask",
    "django_celery_beat_periodictasks",
)
OTHERS_READ = ("auth_permission", "auth_group", "auth_group_permissions", "django_content_type", "django_migrations")
ROLES = f"{APP_ROLE}, {SYSTEM_ROLE}"
# The clock reads its schedules as itself, acting for nobody.
WORKER_LOGIN = "mosovo_worker"


def all_statements() -> list[str]:
    """The whole of the database's guard, from the declarations; running it again gives the same state."""
    lines = ["GRANT USAGE ON SCHEMA public TO mosovo_app, mosovo_system", FUNCTIONS]
    for protection in protections():
        lines += statements(protection)
    lines += [f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {ROLES}, {WORKER_LOGIN}" for table in OTHERS_WRITTEN]
    lines += [f"GRANT SELECT ON {table} TO {ROLES}, {WORKER_LOGIN}" for table in OTHERS_READ]
    # Identity columns of other packages' tables may be backed by plain sequences.
    lines.append(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES}, {WORKER_LOGIN}")
    return [*lines, HARDEN_TRIGGERS]
