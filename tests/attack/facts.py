"""The facts of a force for the oracle, read by plain SQL from the tables themselves: no code of the application's."""

import datetime as dt

from django.db import connection

from tests.attack.oracle import Facts, Person, Right

PEOPLE = """
SELECT o.id, o.is_active, o.vetting_level, o.vetting_expires_on, EXISTS (
  SELECT 1 FROM staff_roleholding h JOIN staff_role r ON r.id = h.role_id
  WHERE h.officer_id = o.id AND 'see_flags' = ANY (r.abilities) AND h.starts_on <= %(today)s
    AND (h.ends_on IS NULL OR h.ends_on >= %(today)s))
FROM staff_officer o
"""
RIGHTS = """
SELECT g.user_id, p.codename, g.content_object_id, g.valid_from, g.valid_until
FROM {table} g JOIN auth_permission p ON p.id = g.permission_id
"""
NAMED = """
SELECT n.officer_id, 'named', r.case_id, n.from_on::timestamp AT TIME ZONE 'Europe/London',
  (n.until_on + 1)::timestamp AT TIME ZONE 'Europe/London'
FROM cases_covertnaming n JOIN cases_covertrecord r ON r.reference = n.record_id WHERE n.ended_at IS NULL
"""


def rows(sql: str, values: dict[str, object] | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def database_now() -> dt.datetime:
    """The moment that the database takes for now: when the transaction began."""
    moment: dt.datetime = rows("SELECT now()")[0][0]
    return moment


def read_facts(today: dt.date) -> Facts:
    """What counts about everybody and every case, as it stands in the tables now."""
    facts = Facts()
    for key, is_active, vetting, until, sees_flags in rows(PEOPLE, {"today": today}):
        facts.people[key] = Person(is_active, vetting, until, sees_flags)
    facts.cases = {
        key: (unit, locked) for key, unit, locked in rows("SELECT nominal_id, unit_id, locked FROM cases_case")
    }
    facts.on_units = [Right(*row) for row in rows(RIGHTS.format(table="access_unitgrant"))]
    facts.on_cases = [Right(*row) for row in rows(RIGHTS.format(table="access_casegrant"))]
    facts.never = set(rows("SELECT officer_id, case_id FROM access_exclusion WHERE ended_at IS NULL"))
    opened = "SELECT officer_id, compartment, case_id, opened_at, until FROM access_opening"
    facts.opened = [Right(*row) for row in rows(opened)]
    facts.named = [Right(*row) for row in rows(NAMED)]
    return facts
