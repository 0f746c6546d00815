"""What is measured: the pages, who asks for them, the aim, and the bare SQL that reads the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass

# From the study of other systems: list of 50, a whole case, a search by sound; milliseconds at the middle.
LIST_AIM, CASE_AIM, SEARCH_AIM = 60, 80, 50
CLIENTS, CLIENTS_AIM = 8, 40


@dataclass(frozen=True)
class Measured:
    """A page: who asks, where, the aim in milliseconds (None: none was set), and the SQL that reads the same rows."""

    label: str
    who: str
    path: str
    bare: tuple[str, ...]
    aim: float | None = None


DUE = """
SELECT d.*, n.reference, n.given_names, n.family_name, c.risk_level FROM diary_deadline d
LEFT JOIN cases_case c ON c.nominal_id = d.case_id LEFT JOIN cases_nominal n ON n.id = c.nominal_id
WHERE d.owner_id = %(officer)s AND d.state = 'open' AND d.due_on <= current_date + 7
ORDER BY array_position(ARRAY['very_high', 'high', 'medium', 'low'], c.risk_level::text), d.due_on LIMIT 200
"""
UNREAD = "SELECT * FROM diary_notification WHERE to_id = %(officer)s AND read_at IS NULL ORDER BY at DESC LIMIT 10"
OWN_COUNT = "SELECT count(*) FROM cases_case WHERE officer_id = %(officer)s AND status <> 'closed'"
LATEST = """
SELECT c.*, n.* FROM (SELECT DISTINCT unnest(case_ids) AS id FROM (SELECT case_ids FROM audit_look
WHERE person_id = %(officer)s AND kind = 'page' AND compartment = 'case' ORDER BY at DESC LIMIT 60) looks LIMIT 6) seen
JOIN cases_case c ON c.nominal_id = seen.id JOIN cases_nominal n ON n.id = seen.id
"""
LIST = """
SELECT c.*, n.*, o.* FROM cases_case c JOIN cases_nominal n ON n.id = c.nominal_id
LEFT JOIN staff_officer o ON o.id = c.officer_id
WHERE c.status <> 'closed' AND c.unit_id = ANY (%({units})s) ORDER BY c.next_due_on NULLS LAST, c.nominal_id LIMIT 50
"""
COUNT = "SELECT count(*) FROM cases_case WHERE status <> 'closed' AND unit_id = ANY (%({units})s)"
MANAGERS = """
SELECT * FROM staff_officer WHERE id IN (SELECT officer_id FROM cases_case WHERE unit_id = ANY (%({units})s))
ORDER BY family_name, given_names
"""
OF_CASE = tuple(
    f"SELECT * FROM {table} WHERE {column} = %(case)s"
    for table, column in (
        ("cases_order", "case_id"), ("cases_licence", "case_id"), ("cases_address", "nominal_id"),
        ("cases_alias", "nominal_id"), ("cases_conviction", "case_id"), ("cases_categoryperiod", "case_id"),
    )
)  # fmt: skip
CASE = """
SELECT * FROM cases_case c JOIN cases_nominal n ON n.id = c.nominal_id JOIN staff_unit u ON u.id = c.unit_id
LEFT JOIN staff_officer o ON o.id = c.officer_id WHERE n.reference = %(reference)s
"""
CASE_DUE = """
SELECT * FROM diary_deadline d LEFT JOIN staff_officer o ON o.id = d.owner_id
WHERE d.case_id = %(case)s AND d.state = 'open' ORDER BY d.due_on
"""
ALLOCATIONS = """
SELECT * FROM cases_allocation a JOIN staff_officer o ON o.id = a.officer_id LEFT JOIN staff_officer b
ON b.id = a.allocated_by_id WHERE a.case_id = %(case)s ORDER BY a.from_on DESC
"""
HAPPENED = """
(SELECT visited_at, seen, recorded_by_id FROM cases_visit WHERE case_id = %(case)s ORDER BY 1 DESC LIMIT 51)
UNION ALL
(SELECT at, text, recorded_by_id FROM cases_contact WHERE case_id = %(case)s ORDER BY 1 DESC LIMIT 51)
UNION ALL
(SELECT recorded_at, reasons, set_by_id FROM risk_leveldecision WHERE case_id = %(case)s ORDER BY 1 DESC LIMIT 51)
UNION ALL
(SELECT recorded_at, dc_band, assessed_by_id FROM risk_staticassessment WHERE case_id = %(case)s
ORDER BY 1 DESC LIMIT 51)
UNION ALL
(SELECT held_at, information, chair_id FROM cases_meeting WHERE case_id = %(case)s ORDER BY 1 DESC LIMIT 51)
ORDER BY 1 DESC LIMIT 51
"""
SEARCH = """
SELECT n.*, c.risk_level, max(greatest(similarity(w.word, upper(%(asked)s)), 0.6)) AS fit
FROM cases_nameword w JOIN cases_nametoken t ON t.word = w.word JOIN cases_nominal n ON n.id = t.nominal_id
JOIN cases_case c ON c.nominal_id = n.id
WHERE w.word %% upper(%(asked)s) OR w.sound IN (dmetaphone(%(asked)s), dmetaphone_alt(%(asked)s))
   OR w.other_sound IN (dmetaphone(%(asked)s), dmetaphone_alt(%(asked)s))
GROUP BY n.id, c.risk_level ORDER BY fit DESC LIMIT 51
"""
LOADS = """
SELECT o.*, count(c.*) FILTER (WHERE c.risk_level = 'very_high'), count(c.*) FILTER (WHERE c.risk_level = 'high'),
count(c.*) FILTER (WHERE c.risk_level = 'medium'), count(c.*) FILTER (WHERE c.risk_level = 'low'), count(c.*)
FROM staff_officer o LEFT JOIN cases_case c ON c.officer_id = o.id AND c.status <> 'closed'
WHERE o.id IN (SELECT officer_id FROM staff_roleholding WHERE unit_id = ANY (%(unit)s)) GROUP BY o.id
"""
LATE = """
SELECT d.owner_id, count(*) FROM diary_deadline d WHERE d.unit_id = ANY (%(unit)s) AND d.state = 'open'
AND d.due_on < current_date GROUP BY 1
"""
WAITING = """
SELECT c.*, n.* FROM cases_case c JOIN cases_nominal n ON n.id = c.nominal_id WHERE c.unit_id = ANY (%(unit)s)
AND c.officer_id IS NULL AND c.status <> 'closed' ORDER BY c.opened_on LIMIT 10
"""
EXCEPTIONS = """
SELECT x.* FROM cases_capexception x JOIN cases_case c ON c.nominal_id = x.case_id
WHERE c.unit_id = ANY (%(unit)s) AND x.ends_on >= current_date
"""


def _list(units: str) -> tuple[str, ...]:
    return LIST.format(units=units), COUNT.format(units=units), MANAGERS.format(units=units)


def pages(facts: Mapping[str, object]) -> list[Measured]:
    """The pages, with the references and words that the scratch force gives them."""
    case = f"/cases/{facts['reference']}/"
    return [
        Measured("My day", "officer", "/my-day/", (DUE, UNREAD, OWN_COUNT, LATEST)),
        Measured("List of 50, own unit", "officer", "/caseload/?officer=all", _list("unit"), LIST_AIM),
        Measured("List of 50 with count", "supervisor", "/caseload/", _list("unit"), LIST_AIM),
        Measured("List of 50, every unit", "manager", "/caseload/", _list("units"), LIST_AIM),
        Measured("A whole case", "officer", case, (CASE, *OF_CASE, CASE_DUE, ALLOCATIONS), CASE_AIM),
        Measured("Its timeline", "officer", f"{case}timeline/", (CASE, HAPPENED), CASE_AIM),
        Measured("Name by sound", "officer", f"/search/?q={facts['asked']}", (SEARCH,), SEARCH_AIM),
        Measured("Name by sound", "control", f"/search/?q={facts['asked']}", (SEARCH,), SEARCH_AIM),
        Measured("Caseload dashboard", "supervisor", "/unit/", (LOADS, LATE, WAITING, EXCEPTIONS)),
    ]
