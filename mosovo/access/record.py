"""What the database itself adds to every row of the record: in which transaction it came, and for whom it was written.

The words of a context are what the application claims; ``_uid`` is the identity that row security went by. ``_xact``
puts rows in the order in which transactions began to write, by which they are sealed. Both begin with a line: they are
the database's own columns, of no model, and a later event table gets them without a migration.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models

from mosovo.access.protection import Protection, case_model, event_models, protections
from mosovo.access.states import Compartment

# One cluster counts its transactions; a database restored into another begins a new era, so that numbers still rise.
ERA_BITS = 48


@dataclass(frozen=True)
class Recorded:
    """A table of the record: the column of its key, and the one that says when."""

    table: str
    key: str
    at: str


CONTEXTS = Recorded("pghistory_context", "id", "created_at")
# Written by the application, not by triggers alone.
WRITTEN = (Recorded("audit_look", "id", "at"), Recorded("audit_refusal", "id", "at"))


def event_tables() -> list[Recorded]:
    """The tables that history triggers write, in order of name."""
    events: list[type[models.Model]] = [event for one in protections() for event in event_models(one.model)]
    return [Recorded(name, "pgh_id", "pgh_created_at") for name in sorted({event._meta.db_table for event in events})]


def recorded_tables() -> list[Recorded]:
    """Every table of the record, in order of name."""
    return sorted([*event_tables(), CONTEXTS, *WRITTEN], key=lambda one: one.table)


ERA = f"""
DO $do$ DECLARE era bigint := 0; reached bigint; BEGIN
  IF to_regclass('public.audit_seal') IS NOT NULL THEN
    EXECUTE 'SELECT max(until) FROM audit_seal' INTO reached;
    era := coalesce(reached, 0) >> {ERA_BITS};
    IF (era << {ERA_BITS}) + pg_current_xact_id()::text::bigint < reached THEN era := era + 1; END IF;
  END IF;
  EXECUTE format('CREATE OR REPLACE FUNCTION sec.era() RETURNS bigint LANGUAGE sql STABLE'
    ' AS $f$ SELECT %s::bigint << {ERA_BITS} $f$', era);
END $do$
"""  # our own number

FUNCTIONS = """
CREATE OR REPLACE FUNCTION sec.xact() RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT sec.era() + pg_current_xact_id()::text::bigint
$$;

CREATE OR REPLACE FUNCTION sec.stamped() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW._xact := sec.xact();
  NEW._uid := sec.uid();
  IF NEW.person_id IS DISTINCT FROM NEW._uid AND NOT pg_has_role(session_user, 'mosovo_owner', 'MEMBER') THEN
    RAISE insufficient_privilege USING MESSAGE = 'a look or a refusal is written in one''s own name';
  END IF;
  RETURN NEW;
END $$;

-- The package's own writes a context over when its number comes again, and whoever has a number could so rewrite the
-- reasons of others' changes. Here the number follows from the words, the transaction and the identity.
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE LANGUAGE plpgsql AS $$
DECLARE
  claimed text := nullif(current_setting('pghistory.context_id', true), '');
  words jsonb := nullif(current_setting('pghistory.context_metadata', true), '');
  number uuid;
BEGIN
  IF claimed IS NULL OR words IS NULL THEN RETURN NULL; END IF;
  number := encode(substring(sha256(convert_to(
    concat_ws('|', sec.xact(), coalesce(sec.uid()::text, ''), claimed, words), 'UTF8')) FROM 1 FOR 16), 'hex')::uuid;
  INSERT INTO pghistory_context (id, metadata, created_at, updated_at) VALUES (number, words, now(), now())
    ON CONFLICT (id) DO NOTHING;
  RETURN number;
END $$;

-- A context is read by its number, which only the events in one's sight tell.
CREATE OR REPLACE FUNCTION sec.contexts(numbers uuid[]) RETURNS TABLE (id uuid, metadata jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id, c.metadata FROM pghistory_context c WHERE c.id = ANY (numbers)
$$;
"""

COLUMNS = """
ALTER TABLE {table} ADD COLUMN IF NOT EXISTS _xact bigint NOT NULL DEFAULT sec.xact();
ALTER TABLE {table} ADD COLUMN IF NOT EXISTS _uid bigint DEFAULT sec.uid();
CREATE INDEX IF NOT EXISTS {table}__xact ON {table} USING brin (_xact) WITH (autosummarize = on);
"""

STAMP = """
CREATE OR REPLACE TRIGGER stamped BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION sec.stamped();
"""

# The login outside the application reads the record whole, whoever it is about.
OUTSIDE = """
GRANT USAGE ON SCHEMA public TO mosovo_audit;
GRANT SELECT ON {table} TO mosovo_audit;
DO $do$ BEGIN
  IF (SELECT relrowsecurity FROM pg_class WHERE oid = '{table}'::regclass) THEN
    CREATE POLICY outside ON {table} FOR SELECT TO mosovo_audit USING (true);
  END IF;
END $do$;
"""

# Who could make a table of their own and hang a history trigger on it would write events of what never happened: the
# trigger functions write as the owner. A trigger in place needs no right to its function.
SHUT = """
DO $do$ DECLARE f record; BEGIN
  FOR f IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
           WHERE n.nspname = 'public' AND (p.proname LIKE 'pgtrigger\\_%' OR p.proname = '_pgh_attach_context')
  LOOP EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.signature); END LOOP;
  EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
END $do$
"""


# Which case an address names: by the reference of its person, or of a record of it.
CASE_AT = """
CREATE OR REPLACE FUNCTION sec.case_at(address text) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
  WITH parts AS (SELECT unnest(string_to_array(address, '/')) AS part),
    numbers AS (SELECT part::uuid AS number FROM parts
      WHERE part ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$')
  SELECT coalesce({places})
$body$;

-- A refusal keeps the case that its address named then; it outlives both and so refers to neither. Of what only a
-- few know of, the app that keeps it says whose matter an address is, and how much of one is told to others.
CREATE OR REPLACE FUNCTION sec.placed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.case_id := sec.case_at(NEW.path);
  NEW.matter := coalesce(NEW.matter, sec.matter_at(NEW.path));
  IF NEW.matter IS NULL THEN NEW.path := sec.told_path(NEW.path); END IF;
  RETURN NEW;
END $$;
"""
PLACED = "CREATE OR REPLACE TRIGGER placed BEFORE INSERT ON audit_refusal FOR EACH ROW EXECUTE FUNCTION sec.placed()"

# Who, when, in which table: no column of a row is read, so that a change in a part that is shut can be told without it.
CHANGES_OF = """
-- A time of day before another, or over midnight where the other comes first; null is any.
CREATE OR REPLACE FUNCTION sec.at_hours(asked time, from_time time, to_time time) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN from_time > to_time THEN asked >= from_time OR asked < to_time
    ELSE asked >= coalesce(from_time, '00:00') AND (to_time IS NULL OR asked < to_time) END
$$;

DROP FUNCTION IF EXISTS sec.changes_of(bigint, timestamptz, timestamptz, bigint[], int);
CREATE OR REPLACE FUNCTION sec.changes_of(
  the_case bigint, since timestamptz, before timestamptz, by bigint[], from_time time, to_time time, most int)
RETURNS TABLE (source text, event bigint, at timestamptz, uid bigint, label text, context uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
  SELECT * FROM ({changes}) found
  WHERE (sec.can('audit') OR (sec.can('supervise') AND EXISTS (
      SELECT 1 FROM {case_table} seen WHERE seen.{case_key} = the_case AND {case_sight})))
    AND (since IS NULL OR found.at >= since) AND (before IS NULL OR found.at < before)
    AND (by IS NULL OR found.uid = ANY (by))
    AND sec.at_hours((found.at AT TIME ZONE 'Europe/London')::time, from_time, to_time)
  ORDER BY found.at DESC, found.event DESC LIMIT least(most, 2000)
$body$;
"""


def events_of_cases() -> list[tuple[Protection, type[models.Model]]]:
    """What is protected as a part of a case, with the table of its events; never what a few alone know of."""
    return [
        (one, event)
        for one in protections()
        if one.compartment not in {Compartment.PLAIN, Compartment.COVERT}
        for event in event_models(one.model)
    ]


def _changes(protection: Protection, event: type[models.Model]) -> str:
    table = event._meta.db_table
    first, _, rest = protection.path.partition("__")
    column = f"e.{event._meta.get_field(first).column}" if first else "e.pgh_obj_id"  # type: ignore[union-attr]
    of_case = f"{column} = the_case"
    if rest:
        parent = protection.model._meta.get_field(first).related_model
        key, case = parent._meta.pk.column, parent._meta.get_field(rest).column  # type: ignore[union-attr]
        of_case = f"{column} IN (SELECT p.{key} FROM {parent._meta.db_table} p WHERE p.{case} = the_case)"  # type: ignore[union-attr]
    return (
        f"SELECT '{table}' AS source, e.pgh_id::bigint AS event, e.pgh_created_at AS at, e._uid AS uid,"
        f" e.pgh_label AS label, e.pgh_context_id AS context FROM {table} e WHERE {of_case}"
    )


def _places() -> list[str]:
    """SQL for the case that one of the ``parts``, or ``numbers``, of an address names, by each table in turn.

    Never by what a few alone know of: a refusal at its address is like one at an address that leads nowhere.
    """
    case = case_model()._meta
    named: models.ForeignKey[Any, Any] = case.get_field("nominal")  # type: ignore[assignment] # what a case is about
    person = named.related_model._meta
    by_person = (
        f"(SELECT c.{case.pk.column} FROM {case.db_table} c JOIN {person.db_table} p"
        f" ON p.{person.pk.column} = c.{named.column} WHERE p.reference IN (SELECT part FROM parts) LIMIT 1)"
    )
    found = [by_person]
    for one in protections():
        table, (first, _, rest) = one.model._meta, one.path.partition("__")
        columns = [field.column for field in table.concrete_fields if isinstance(field, models.UUIDField)]
        if one.compartment in {Compartment.PLAIN, Compartment.COVERT} or not first or not columns:
            continue
        field: Any = table.get_field(first)
        case_of = f"r.{field.column}"
        if rest:
            parent = field.related_model._meta
            case_of = (
                f"(SELECT p.{parent.get_field(rest).column} FROM {parent.db_table} p"
                f" WHERE p.{parent.pk.column} = {case_of})"
            )
        found += [
            f"(SELECT {case_of} FROM {table.db_table} r WHERE r.{column} IN (SELECT number FROM numbers) LIMIT 1)"
            for column in columns
        ]
    return found


def record_statements(*, case_sight: str) -> list[str]:
    """The columns, functions and triggers of the record; after those of ``functions.py``, before their hardening.

    case_sight: SQL for whether the case called ``seen`` is in the acting person's sight.
    """
    changes = CHANGES_OF.format(
        changes=" UNION ALL ".join(_changes(*one) for one in events_of_cases()),
        case_table=case_model()._meta.db_table,
        case_key=case_model()._meta.pk.column,
        case_sight=case_sight,
    )
    columns = [COLUMNS.format(table=one.table) for one in recorded_tables()]
    case_at = CASE_AT.format(places=", ".join(_places()))
    lines = [ERA, FUNCTIONS, *columns, case_at, changes]
    lines += [OUTSIDE.format(table=one.table) for one in recorded_tables()]
    return [*lines, *(STAMP.format(table=one.table) for one in WRITTEN), PLACED, SHUT]
