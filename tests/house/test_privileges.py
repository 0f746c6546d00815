"""What each login and role may do with each table, and which functions that run as the owner each may call.

As the database answers: written down, and looked at when new.

After a change that is meant, write it anew with MOSOVO_WRITE_TABLES=1, and read the difference before it goes in.

Principles 1 and 5.
"""

import csv
import os
from pathlib import Path

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "privileges.csv"
FUNCTIONS = Path(__file__).parent / "functions.csv"
REWRITE = os.environ.get("MOSOVO_WRITE_TABLES") == "1"
# Of each column too: some may be written by column where the table may not.
ASKED = """
SELECT c.relname, r.rolname, CASE WHEN c.relrowsecurity THEN 'rows' ELSE 'all' END,
  concat_ws(' ', CASE WHEN has_any_column_privilege(r.oid, c.oid, 'SELECT') THEN 'select' END,
    CASE WHEN has_any_column_privilege(r.oid, c.oid, 'INSERT') THEN 'insert' END,
    CASE WHEN has_any_column_privilege(r.oid, c.oid, 'UPDATE') THEN 'update' END,
    CASE WHEN has_table_privilege(r.oid, c.oid, 'DELETE') THEN 'delete' END,
    CASE WHEN has_table_privilege(r.oid, c.oid, 'TRUNCATE') THEN 'truncate' END,
    CASE WHEN has_table_privilege(r.oid, c.oid, 'TRIGGER') THEN 'trigger' END)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN pg_roles r
WHERE n.nspname IN ('public', 'sec') AND c.relkind IN ('r', 'p', 'v', 'm')
  AND r.rolname IN ('mosovo_app', 'mosovo_system', 'mosovo_web', 'mosovo_worker', 'mosovo_backup', 'mosovo_audit')
ORDER BY c.relname COLLATE "C", r.rolname COLLATE "C"
"""
# Everybody: a function new and left as it was made. Nobody: asked by other functions or by triggers alone.
CALLED = """
SELECT p.oid::regprocedure::text, CASE WHEN EXISTS (
    SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) THEN 'everybody'
  ELSE coalesce((SELECT string_agg(r.rolname, ' ' ORDER BY r.rolname COLLATE "C") FROM pg_roles r
    WHERE r.rolname IN ('mosovo_app', 'mosovo_system', 'mosovo_web', 'mosovo_worker', 'mosovo_backup', 'mosovo_audit')
      AND has_function_privilege(r.oid, p.oid, 'EXECUTE')), 'nobody') END
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'sec' OR n.nspname = 'public' AND p.prosecdef AND p.prorettype <> 'trigger'::regtype
ORDER BY p.oid::regprocedure::text COLLATE "C"
"""


@pytest.mark.parametrize(
    ("asked", "heads", "path"),
    [(ASKED, ("table", "who", "sees", "may"), TABLE), (CALLED, ("function", "who may call it"), FUNCTIONS)],
)
def test_what_each_login_may_do_is_what_was_written_down(asked: str, heads: tuple[str, ...], path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(asked)
        found = [heads, *(row for row in cursor.fetchall() if row[-1])]
    if REWRITE:
        with path.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(found)
    with path.open() as file:
        kept = [tuple(row) for row in csv.reader(file)]
    assert found == kept


def test_no_function_that_runs_as_the_owner_is_called_by_everybody() -> None:
    with FUNCTIONS.open() as file:
        assert [row for row in csv.DictReader(file) if row["who may call it"] == "everybody"] == []


def test_no_login_that_answers_people_may_alter_a_table_or_its_triggers() -> None:
    with TABLE.open() as file:
        rows = list(csv.DictReader(file))
    assert [row for row in rows if {"truncate", "trigger"} & set(row["may"].split())] == []
    assert {row["may"] for row in rows if row["who"] in {"mosovo_backup", "mosovo_audit"}} == {"select"}
