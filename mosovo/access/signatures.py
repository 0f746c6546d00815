"""Whoever writes a row puts their own name to it: the columns whose name ends in ``_by``, held by the database.

The system, which acts for nobody or hands on what another did, puts any name or none.
"""

from django.conf import settings
from django.db import models

SIGNED = """
CREATE OR REPLACE FUNCTION sec.signs(named bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT sec.is_system() OR coalesce(named = sec.uid(), false)
$$;

CREATE OR REPLACE FUNCTION sec.refuse_name() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = format('a row of %s is signed in one''s own name', TG_TABLE_NAME);
END $$
"""
TRIGGER = "CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW WHEN ({rule}) EXECUTE FUNCTION sec.refuse_name()"


def signatures(model: type[models.Model]) -> list[str]:
    """The columns that say who did what the row is about."""
    people = (field for field in model._meta.concrete_fields if is_of_a_person(field))
    return [str(field.column) for field in people if field.name == "by" or field.name.endswith("_by")]


def is_of_a_person(field: models.Field) -> bool:  # type: ignore[type-arg]
    """Whether the column names somebody who signs in."""
    return bool(field.related_model and field.related_model._meta.label == settings.AUTH_USER_MODEL)


def signing(model: type[models.Model], *, signed: tuple[str, ...], cleared: tuple[str, ...]) -> list[str]:
    """Statements by which the columns take the name of whoever acts and no other.

    signed: those that a person never leaves empty. cleared: those out of which a name is taken again.
    """
    table, columns = model._meta.db_table, signatures(model)
    filled = {column: f"NEW.{column} IS NOT NULL AND " for column in columns}
    added = filled | {f"{name}_id": "" for name in signed}
    changed = {column: f"NEW.{column} IS DISTINCT FROM OLD.{column} AND " for column in columns}
    changed |= {f"{name}_id": changed[f"{name}_id"] + filled[f"{name}_id"] for name in cleared}
    lines = []
    for deed, asked in (("INSERT", added), ("UPDATE", changed)):
        name = f"named_on_{deed.lower()}"  # before those of the app's own, by the alphabet
        rule = " OR ".join(f"{first}NOT sec.signs(NEW.{column})" for column, first in asked.items())
        lines.append(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        if rule:
            lines.append(TRIGGER.format(name=name, deed=deed, table=table, rule=rule))
    return lines
