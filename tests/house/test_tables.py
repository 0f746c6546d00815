"""What the database itself grants: nothing beyond what each model's declaration says, and every trigger hardened."""

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from mosovo.access.checks import OURS
from mosovo.access.others import OTHERS, OTHERS_READ
from mosovo.access.protection import Protection, event_models, protections
from mosovo.access.sql import OTHERS_SEALED
from mosovo.access.states import Compartment

pytestmark = pytest.mark.django_db

FIELDS = Path(__file__).parent / "fields.csv"
REWRITE = os.environ.get("MOSOVO_WRITE_TABLES") == "1"
ROLES = ("mosovo_app", "mosovo_system")
# The database may not show them to the application, nor keep history of them: words alone, the record itself and its
# seals, openings (append-only already), what can be made again from what is recorded; secrets, sessions and drafts,
# which end; the content of files, whose sum is in the record.
WITHOUT_HISTORY = {
    "access.opening",
    "audit.look",
    "audit.lookingreview",
    "audit.refusal",
    "audit.seal",
    "audit.sealedrow",
    "audit.unusuallooking",
    "cases.agency",
    "cases.filecontent",
    "cases.nametoken",
    "cases.nameword",
    "diary.notification",
    "mfa.authenticator",
    "outbox.job",
    "staff.draft",
    "staff.factorreset",
    "staff.force",
    "staff.role",
    "usersessions.usersession",
}


def rows(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def granted() -> dict[tuple[str, str], set[str]]:
    """(role, table) -> what the role itself was granted."""
    found = defaultdict(set)
    sql = "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
    for role, table, privilege in rows(sql + " WHERE table_schema = 'public'"):
        found[str(role), str(table)].add(str(privilege))
    return found


def guarded() -> set[str]:
    """Tables with row security."""
    return {str(table) for (table,) in rows("SELECT relname FROM pg_class WHERE relrowsecurity")}


def policies() -> dict[str, set[tuple[object, ...]]]:
    found = defaultdict(set)
    for table, name, command, roles in rows("SELECT tablename, policyname, cmd, roles::text[] FROM pg_policies"):
        found[str(table)].add((name, command, tuple(roles)))  # type: ignore[arg-type]
    return found


def may(protection: Protection) -> set[str]:
    """What the application may do to the table of a declaration."""
    privileges = {"SELECT", "INSERT"}
    if not protection.append_only:
        privileges.add("UPDATE")
    if protection.deletable:
        privileges.add("DELETE")
    return privileges


def hides_rows(protection: Protection) -> bool:
    return protection.compartment is not Compartment.PLAIN or bool(protection.policy)


def table(model: type[models.Model]) -> str:
    return model._meta.db_table


def test_every_table_of_ours_is_declared() -> None:
    declared = {table(p.model) for p in protections()} | {
        table(e) for p in protections() for e in event_models(p.model)
    }
    ours = {table(m) for m in apps.get_models(include_auto_created=True) if m._meta.app_label in OURS}
    assert ours - declared == {"staff_officer_groups", "staff_officer_user_permissions"}


@pytest.mark.parametrize("protection", protections(), ids=lambda protection: protection.model._meta.label_lower)
def test_privileges_and_row_security_are_as_declared(protection: Protection) -> None:
    name, grants = table(protection.model), granted()
    for role in ROLES:
        assert grants[role, name] == may(protection), role
    assert (name in guarded()) == protection.has_rule
    for event in event_models(protection.model):
        for role in ROLES:
            assert grants[role, table(event)] == {"SELECT"}, role
        assert (table(event) in guarded()) == hides_rows(protection)


def test_row_security_speaks_for_both_roles_and_nobody_else() -> None:
    wanted = {
        *(
            (name, command, ("mosovo_app",))
            for name, command in (("seen", "SELECT"), ("added", "INSERT"), ("changed", "UPDATE"), ("removed", "DELETE"))
        ),
        ("system", "ALL", ("mosovo_system",)),
    }
    found = policies()
    assert set(found) == guarded()
    # The clock reads its schedules as itself.
    of_others = wanted - {("system", "ALL", ("mosovo_system",))} | {
        ("system", "ALL", ("mosovo_system", "mosovo_worker"))
    }
    assert {name for name, kept in found.items() if kept != (of_others if name in OTHERS else wanted)} == set()


def test_other_packages_tables_are_open_only_as_named() -> None:
    ours = {table(p.model) for p in protections()} | {table(e) for p in protections() for e in event_models(p.model)}
    beyond = {
        (role, name): privileges
        for (role, name), privileges in granted().items()
        if name not in ours
        and role not in {"mosovo_owner", connection.settings_dict["USER"]}
        and role != "mosovo_backup"
    }
    wide, narrow = {"SELECT", "INSERT", "UPDATE", "DELETE"}, {"SELECT"}
    free = {"mosovo_system", "mosovo_worker"}
    wanted = {("mosovo_app", name): set(writers.privileges) for name, writers in OTHERS.items() if writers.privileges}
    wanted |= {(role, name): wide for role in free for name in OTHERS}
    wanted |= {(role, name): narrow for role in {*ROLES, "mosovo_worker"} for name in OTHERS_READ}
    wanted |= {("mosovo_system", name): narrow for name in OTHERS_SEALED}
    assert beyond == wanted


def test_run_time_logins_are_granted_nothing_of_a_case() -> None:
    logins = {"mosovo_web", "PUBLIC"}
    assert [(role, name) for role, name in granted() if role in logins] == []
    of_cases = {table(p.model) for p in protections() if p.compartment is not Compartment.PLAIN}
    assert [name for role, name in granted() if role == "mosovo_worker" and name in of_cases] == []


def test_every_trigger_function_is_deaf_to_the_off_switch() -> None:
    found = rows(
        "SELECT p.proname, p.prosecdef, coalesce(p.proconfig, '{}')"
        " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'public' AND (p.proname LIKE 'pgtrigger\\_%%' OR p.proname = '_pgh_attach_context')"
    )
    assert len(found) > 100
    soft = [
        name
        for name, definer, settings in found
        if not definer or not {"pgtrigger.ignore={}", "search_path=pg_catalog, public, pg_temp"} <= set(settings)  # type: ignore[call-overload]
    ]
    assert soft == []


def test_every_definer_function_pins_its_search_path() -> None:
    loose = rows(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname IN ('sec', 'public')"
        " AND p.prosecdef AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=pg_catalog%%')"
    )
    assert loose == []


def test_changes_of_every_model_are_recorded_but_these() -> None:
    without = {p.model._meta.label_lower for p in protections() if not event_models(p.model)}
    through = {p.model._meta.label_lower for p in protections() if p.model._meta.auto_created}
    assert without - through == WITHOUT_HISTORY


def test_every_field_has_been_put_into_a_compartment() -> None:
    """A new field, or a model moved to another compartment, is somebody's decision: written down in fields.csv."""
    found = [
        (p.model._meta.label_lower, field.name, p.compartment.value)
        for p in sorted(protections(), key=lambda p: p.model._meta.label_lower)
        for field in p.model._meta.concrete_fields
    ]
    if REWRITE:
        with FIELDS.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("model", "field", "compartment"), *found])
    with FIELDS.open() as file:
        kept = [tuple(row) for row in csv.reader(file)][1:]
    assert found == kept
