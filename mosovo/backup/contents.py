"""What a database holds, read in one snapshot: rows counted and summed, and the guard as its catalogue has it."""

import hashlib
from typing import Any

import psycopg
from psycopg import sql

from mosovo.backup.folder import Manifest

Connection = psycopg.Connection[tuple[Any, ...]]

# However a session is set up, the same rows and rules read the same.
PLAIN = (
    "SET search_path = pg_catalog, public",
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO, YMD'",
    "SET IntervalStyle = 'postgres'",
    "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",
)
TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('public', 'sec') AND c.relkind IN ('r', 'p') AND c.oid <> 'sec.signing_key'::regclass ORDER BY 1, 2
"""
# Each row's own sum, added up: the order in which rows are read does not matter, and none can be swapped for another.
ROWS = """
SELECT count(*)::text,
  coalesce(sum(('x' || left(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 15))::bit(60)::bigint), 0)::text
FROM {} t
"""
SEQUENCES = """
SELECT schemaname || '.' || sequencename, coalesce(last_value::text, 'unused') FROM pg_sequences
WHERE schemaname IN ('public', 'sec')
"""
OURS = "n.nspname IN ('public', 'sec')"
NO_EXTENSION = "NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = {}.oid AND d.deptype = 'e')"
# Who owns the tables may be another after a restore, and what an owner holds says nothing.
GUARD = {
    "policies": "SELECT concat_ws(' | ', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)"
    " FROM pg_policies",
    "tables under row security": "SELECT concat_ws(' | ', c.relname, c.relrowsecurity, c.relforcerowsecurity)"
    f" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS} AND c.relkind IN ('r', 'p')",
    "grants on tables": "SELECT concat_ws(' | ', c.relname, a.grantee::regrole, a.privilege_type, a.is_grantable)"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a"
    f" WHERE {OURS} AND a.grantee <> c.relowner AND {NO_EXTENSION.format('c')}",
    "grants on functions": "SELECT concat_ws(' | ', p.oid::regprocedure, a.grantee::regrole, a.privilege_type)"
    " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,"
    " aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a"
    f" WHERE {OURS} AND a.grantee <> p.proowner AND {NO_EXTENSION.format('p')}",
    "functions": "SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    f" WHERE {OURS} AND p.prokind = 'f' AND {NO_EXTENSION.format('p')}",
    "triggers": "SELECT concat_ws(' | ', pg_get_triggerdef(t.oid), t.tgenabled) FROM pg_trigger t"
    f" JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE {OURS} AND NOT t.tgisinternal",
    # Their text may be written otherwise after a restore, with the same meaning.
    "constraints": "SELECT concat_ws(' | ', k.conrelid::regclass, k.conname, k.contype, k.convalidated)"
    f" FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE {OURS} AND k.contype <> 'n'",
    "roles": "SELECT concat_ws(' | ', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin,"
    " rolbypassrls) FROM pg_roles WHERE rolname LIKE 'mosovo\\_%'",
    "memberships of roles": "SELECT concat_ws(' | ', m.roleid::regrole, m.member::regrole) FROM pg_auth_members m"
    " WHERE m.member::regrole::text LIKE 'mosovo\\_%'",
}


def contents(connection: Connection, *, made_at: str) -> Manifest:
    """What the database holds, by a login that row security leaves nothing out for."""
    for statement in PLAIN:
        connection.execute(statement.replace("SET ", "SET LOCAL ", 1))
    tables = {}
    for schema, table in connection.execute(TABLES).fetchall():
        found = connection.execute(sql.SQL(ROWS).format(sql.Identifier(schema, table))).fetchone()
        tables[f"{schema}.{table}"] = list(found or ())
    return Manifest(
        made_at=made_at,
        server=str(connection.info.server_version),
        tables=tables,
        sequences=dict(connection.execute(SEQUENCES).fetchall()),
        guard={part: _sum(connection, query) for part, query in GUARD.items()},
    )


def _sum(connection: Connection, query: str) -> str:
    lines = sorted(str(line) for (line,) in connection.execute(query).fetchall())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
