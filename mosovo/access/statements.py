"""Row security, written out: what the tables of each declaration, and those of other packages, need in the database."""

from django.db import models

from mosovo.access.functions import CALLED_BY_THE_ROLES_ALONE, FUNCTIONS
from mosovo.access.guards import guard_functions
from mosovo.access.others import OTHERS, OTHERS_READ
from mosovo.access.protection import Protection, event_models, functions, protections
from mosovo.access.record import record_statements
from mosovo.access.signatures import SIGNED, signing
from mosovo.access.sql import case_sight, policy_of, writing_rule
from mosovo.access.states import Compartment
from mosovo.identity import APP_ROLE, SYSTEM_ROLE


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
        writing = writing_rule(protection, seen)
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
    lines += signing(protection.model, signed=protection.signed, cleared=protection.cleared)
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
    return [STORED.format(table=table, key=key, rule=rule.replace("$$", "$_$"))]


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
    lines = ["GRANT USAGE ON SCHEMA public TO mosovo_app, mosovo_system", FUNCTIONS, SIGNED, guard_functions()]
    lines += functions()  # what the apps bring may ask the guard
    for protection in protections():
        lines += statements(protection)
    lines += _of_others()
    lines += [f"GRANT SELECT ON {table} TO {SYSTEM_ROLE}" for table in OTHERS_SEALED]
    # Identity columns of other packages' tables may be backed by plain sequences.
    lines.append(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLES}, {WORKER_LOGIN}")
    lines += record_statements(case_sight=case_sight("seen"))
    return [*lines, CALLED_BY_THE_ROLES_ALONE, HARDEN_TRIGGERS]
