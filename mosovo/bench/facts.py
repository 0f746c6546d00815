"""What the measuring must know of the scratch force, read as superuser; and what the measuring has left in it."""

import json
from pathlib import Path

import psycopg

# How somebody might write down a name they have heard.
MISHEARD = "Umbrela"
RECORDS = 20_000


def facts_of(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, object]:
    """Who the officer is, their unit, every unit, and the case of theirs with the longest history."""
    found = connection.execute(
        "SELECT id, unit_id, (SELECT array_agg(id) FROM staff_unit WHERE manages_cases) FROM staff_officer"
        " WHERE sign_in = 'officer'"
    ).fetchone()
    case = connection.execute(
        "SELECT n.id, n.reference FROM cases_case c JOIN cases_nominal n ON n.id = c.nominal_id JOIN cases_visit v"
        " ON v.case_id = n.id WHERE c.officer_id = %s GROUP BY n.id ORDER BY count(*) DESC, n.id LIMIT 1",
        found[:1] if found else [None],
    ).fetchone()
    if found is None or case is None:
        raise LookupError("the scratch force has no officer with a visited case")
    return {
        "officer": found[0], "unit": [found[1]], "units": found[2], "case": case[0], "reference": case[1],
        "asked": MISHEARD,
    }  # fmt: skip


def count(connection: psycopg.Connection[tuple[object, ...]], sql: str) -> int:
    """One number."""
    row = connection.execute(sql).fetchone()
    return int(str(row[0])) if row else 0


def backends(connection: psycopg.Connection[tuple[object, ...]]) -> list[int]:
    """The database's processes that serve the web login."""
    rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE usename = 'mosovo_web'").fetchall()
    return [int(str(row[0])) for row in rows]


def write_records(connection: psycopg.Connection[tuple[object, ...]], path: Path) -> int:
    """A file of records for the predictors out of the assessments there are; how many."""
    rows = connection.execute("SELECT inputs FROM risk_staticassessment ORDER BY id LIMIT 2000").fetchall()
    lines = [json.dumps(row[0]) for row in rows]
    many = (lines * (RECORDS // max(len(lines), 1) + 1))[:RECORDS] if lines else []
    path.write_text("\n".join(many) + "\n")
    return len(many)
