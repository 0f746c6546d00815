"""The comparison with the oracle catches a fault in either layer: each of these is planted, and must be found.

A fault is one condition taken out of, or turned round in, what decides. ``make attack`` counts one that is not found
as leaked.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.db import connection, transaction
from django.utils import timezone

from mosovo.access import holdings, sight
from mosovo.access.functions import FUNCTIONS
from mosovo.access.statements import all_statements
from mosovo.access.states import RESTRICTED_RIGHTS
from tests.attack.force import RandomForce
from tests.attack.layers import TABLES, Layer, answers, by_the_application, by_the_database
from tests.attack.tally import Tally
from tests.kept import Kept

pytestmark = pytest.mark.django_db
ROUNDS = 25

STARTED = "held.valid_from <= statement_timestamp()"
NOT_ENDED = "(held.valid_until IS NULL OR held.valid_until > statement_timestamp())"
# (what stands in the application's one statement, which time it occurs, what is planted in its place)
IN_HELD = [
    (STARTED, 1, "true"),
    (STARTED, 2, "true"),
    (NOT_ENDED, 1, "true"),
    (NOT_ENDED, 2, "true"),
    (NOT_ENDED, 1, "held.valid_until IS NULL"),
    (NOT_ENDED, 2, "held.valid_until IS NULL"),
    (NOT_ENDED, 1, "held.valid_until > statement_timestamp()"),
    (NOT_ENDED, 2, "held.valid_until > statement_timestamp()"),
    ("held.user_id = %(person)s", 1, "true"),
    ("held.user_id = %(person)s", 2, "true"),
    ("officer_id = %(person)s", 1, "true"),
    ("officer_id = %(person)s", 1, "false"),
    (" AND ended_at IS NULL", 1, ""),
    ("officer_id = %(person)s", 2, "true"),
    ("until > %(now)s", 1, "true"),
    ("until > %(now)s", 1, "false"),
    ("compartment, case_id", 1, "'sensitive', case_id"),
    ("permission.codename", 1, "'view_unit_cases'"),
    ("permission.codename", 2, "'view_case'"),
    ("access_unitgrant", 1, "access_casegrant"),
]
VALID = (
    "g.valid_from <= statement_timestamp()\n      AND (g.valid_until IS NULL OR g.valid_until > statement_timestamp())"
)
# (what stands in the database's functions, which time it occurs, what is planted in its place)
IN_FUNCTIONS = [
    (VALID, 1, "true"),
    (VALID, 2, "true"),
    ("g.valid_from <= statement_timestamp()", 1, "true"),
    ("g.valid_from <= statement_timestamp()", 2, "true"),
    ("g.valid_until > statement_timestamp()", 1, "true"),
    ("g.valid_until > statement_timestamp()", 2, "true"),
    ("g.valid_until IS NULL OR", 1, ""),
    ("g.valid_until IS NULL OR", 2, ""),
    ("g.user_id = (SELECT sec.uid())", 1, "true"),
    ("g.user_id = (SELECT sec.uid())", 2, "true"),
    ("p.codename = units.codename", 1, "true"),
    ("p.codename = cases.codename", 1, "true"),
    ("o.id = g.user_id AND o.is_active", 1, "o.id = g.user_id"),
    ("o.id = g.user_id AND o.is_active", 2, "o.id = g.user_id"),
    ("x.officer_id = (SELECT sec.uid())", 1, "true"),
    ("x.officer_id = (SELECT sec.uid())", 1, "false"),
    (" AND x.ended_at IS NULL", 1, ""),
    ("o.officer_id = (SELECT sec.uid())", 1, "true"),
    ("o.compartment = opened.compartment", 1, "true"),
    ("o.until > statement_timestamp()", 1, "true"),
    ("o.vetting_level IN ('nppv2', 'nppv3', 'mv')", 1, "true"),
    ("o.vetting_level IN ('nppv2', 'nppv3', 'mv')", 1, "o.vetting_level IN ('nppv3', 'mv')"),
    ("o.vetting_expires_on >= sec.today()", 1, "true"),
    ("o.vetting_expires_on >= sec.today()", 1, "o.vetting_expires_on > sec.today()"),
    ("o.is_active AND ability", 1, "ability"),
    ("ability = ANY (r.abilities)", 1, "true"),
    ("h.starts_on <= sec.today()", 1, "true"),
    ("h.ends_on >= sec.today()", 1, "true"),
    ("h.ends_on >= sec.today()", 1, "h.ends_on > sec.today()"),
]


def planted(text: str, old: str, which: int, new: str) -> str:
    """The text with the ``which``-th occurrence of ``old`` replaced; ValueError where it does not occur so often."""
    parts = text.split(old)
    if len(parts) <= which:
        raise ValueError(f"{old} occurs {len(parts) - 1} times")
    return old.join(parts[:which]) + new + old.join(parts[which:])


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally("planted faults (leaked: not found)", figure="4")


kept_force: Kept[RandomForce] = Kept()


@pytest.fixture
def force() -> RandomForce:
    def make() -> RandomForce:
        made = RandomForce(random.Random(3), timezone.now(), units=3, cases=16, people=12)  # noqa: S311 # always the same
        made.change(900)
        return made

    found = kept_force.begin(make)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table that awaits its checks cannot be altered
    return found


@contextmanager
def statements(*sql: str) -> Iterator[None]:
    """A state of the database that is undone again."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in sql:
                cursor.execute(statement)
        yield
        transaction.set_rollback(True)


def is_found(force: RandomForce, layer: Layer, tally: Tally) -> bool:
    """Whether the comparison finds anything in this force, or in what becomes of it; it is as before afterwards."""
    found, later = False, deepcopy(force)
    with transaction.atomic():
        for _ in range(ROUNDS):
            found = any(answer.told != answer.right for answer in answers(later, layer))
            if found:
                break
            later.change(60)
        transaction.set_rollback(True)
    tally.tried += 1
    tally.leaked += not found
    return found


def test_nothing_is_found_where_nothing_is_planted(force: RandomForce) -> None:
    for layer in (by_the_application, by_the_database):
        assert [str(answer) for answer in answers(force, layer) if answer.told != answer.right] == []


def test_faults_in_what_the_application_reads_are_found(force, tally, monkeypatch: pytest.MonkeyPatch) -> None:
    missed = []
    whole = holdings.HELD
    for fault in IN_HELD:
        monkeypatch.setattr(holdings, "HELD", planted(whole, *fault))
        missed += [] if is_found(force, by_the_application, tally) else [fault]
    assert missed == []


def test_faults_in_how_the_application_puts_it_together_are_found(
    force: RandomForce, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    swapped = dict(zip(RESTRICTED_RIGHTS, reversed(RESTRICTED_RIGHTS.values()), strict=True))
    among, nobody = sight._among, sight.NONE
    faults = {
        "the rights of the two parts are swapped": ("RESTRICTED_RIGHTS", swapped),
        "vetting is not asked": ("why_not_vetted", lambda *_, **__: None),
        "vetting is always wanting": ("why_not_vetted", lambda *_, **__: "Not vetted."),
        "flags are for everybody": ("abilities_of", lambda *_, **__: frozenset({"see_flags"})),
        "flags are for nobody": ("abilities_of", lambda *_, **__: frozenset()),
        "exclusions do not count": ("_among", lambda path, cases, *, but=False: ~nobody if but else among(path, cases)),
        "a right on a case does not count": ("_among", lambda path, cases, *, but=False: nobody),
    }
    missed = []
    for words, (name, fault) in faults.items():
        with monkeypatch.context() as patch:
            patch.setattr(sight, name, fault)
            missed += [] if is_found(force, by_the_application, tally) else [words]
    assert missed == []


def test_faults_in_the_databases_functions_are_found(force: RandomForce, tally: Tally) -> None:
    missed = []
    for fault in IN_FUNCTIONS:
        with statements(planted(FUNCTIONS, *fault)):
            missed += [] if is_found(force, by_the_database, tally) else [fault]
    assert missed == []


def test_policies_that_are_missing_are_found(force: RandomForce, tally: Tally) -> None:
    missed = []
    for model, _, _ in TABLES:
        table = model._meta.db_table
        for fault in (f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY", f"DROP POLICY seen ON {table}"):
            with statements(fault):
                missed += [] if is_found(force, by_the_database, tally) else [fault]
    assert missed == []


def test_locks_that_do_not_count_are_found(force: RandomForce, tally: Tally) -> None:
    policies = [line for line in all_statements() if line.startswith("CREATE POLICY seen") and ".locked" in line]
    policies += [line for line in all_statements() if line.startswith("CREATE POLICY seen ON cases_case ")]
    missed = []
    for line in policies:
        table = line.split()[4]
        unlocked = line.replace("AND NOT locked", "").replace("AND NOT seen.locked", "")
        assert unlocked != line
        with statements(f"DROP POLICY seen ON {table}", unlocked):
            if table in {model._meta.db_table for model, _, _ in TABLES}:
                missed += [] if is_found(force, by_the_database, tally) else [table]
    assert missed == []
