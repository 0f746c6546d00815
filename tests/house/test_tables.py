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
from mosovo.access.record import recorded_tables
from mosovo.access.statements import OTHERS_SEALED
from mosovo.access.states import Compartment

pytestmark = pytest.mark.django_db

FIELDS = Path(__file__).parent / "fields.csv"
REWRITE = os.environ.get("MOSOVO_WRITE_TABLES") == "1"
ROLES = ("mosovo_app", "mosovo_system")
RECORD, SECRET, ENDS = "the record itself, append-only", "a secret of its person", "ends by itself"
REFERENCE, MADE_AGAIN = "words that migrations bring", "made again from what is recorded"
# Table -> why there is no history of its changes. Any other table of the database is recorded.
WITHOUT_HISTORY = {
    **dict.fromkeys(("audit_look", "audit_refusal", "audit_seal", "audit_sealedrow", "pghistory_context"), RECORD),
    **dict.fromkeys(("audit_lookingreview", "staff_factorreset"), "append-only already"),
    "access_opening": "append-only already, and a look besides",
    "cases_agency": "reference data, kept in Django admin, which logs it",
    "staff_force": "reference data, kept in Django admin, which logs it",
    "staff_role": "kept in Django admin, which logs it; who holds one is recorded",
    "cases_filecontent": "written once, its sum in the record; destroyed where it was found bad",
    "cases_nametoken": MADE_AGAIN,
    "cases_nameword": "words alone, tied to nobody",
    "media_comms_unitanswer_agencies": "append-only already, by whoever gave the answer, which is recorded",
    "diary_notification": "tells of what is recorded where it happened",
    "outbox_job": "numbers of work to do; what it does is recorded",
    "staff_draft": ENDS,
    **dict.fromkeys(("mfa_authenticator", "usersessions_usersession", "django_session", "knox_authtoken"), SECRET),
    **dict.fromkeys(("axes_accesslog", "axes_accessfailurelog"), "the record of the door"),
    **dict.fromkeys(("axes_accessattempt", "axes_accessattemptexpiration"), ENDS),
    "django_admin_log": "a log itself",
    **dict.fromkeys(
        [f"django_celery_beat_{name}" for name in ("clockedschedule", "crontabschedule", "intervalschedule")]
        + [f"django_celery_beat_{name}" for name in ("solarschedule", "periodictask", "periodictasks")],
        "when jobs run, kept in Django admin, which logs it",
    ),
    **dict.fromkeys(
        ("auth_permission", "auth_group", "auth_group_permissions", "django_content_type", "django_migrations"),
        REFERENCE,
    ),
    **dict.fromkeys(
        (
            *("staff_officer_groups", "staff_officer_user_permissions", "guardian_groupobjectpermission"),
            *("guardian_userobjectpermission", "account_emailaddress", "account_emailconfirmation"),
        ),
        "never used: the application has no right to it",
    ),
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
    # And the login outside the application reads the record.
    of_record = wanted | {("outside", "SELECT", ("mosovo_audit",))}
    record = {one.table for one in recorded_tables()}

    def meant(name: str) -> set[tuple[object, ...]]:
        return of_others if name in OTHERS else of_record if name in record else wanted

    assert {name for name, kept in found.items() if kept != meant(name)} == set()


def test_the_login_outside_reads_the_record_whole_and_nothing_else() -> None:
    assert {name: held for (role, name), held in granted().items() if role == "mosovo_audit"} == {
        one.table: {"SELECT"} for one in recorded_tables()
    }


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
    wanted |= {(role, name): narrow for role in ("mosovo_system", "mosovo_audit") for name in OTHERS_SEALED}
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


def test_changes_of_every_table_are_recorded_but_of_these() -> None:
    tables = {str(name) for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    events = {table(event) for p in protections() for event in event_models(p.model)}
    recorded = {table(p.model) for p in protections() if event_models(p.model)}
    for kind in ("insert", "update", "delete"):
        with_trigger = rows(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname ~ %s", f"^pgtrigger_{kind}_{kind}_"
        )
        assert {str(name) for (name,) in with_trigger} == recorded, kind
    assert tables - events - recorded == set(WITHOUT_HISTORY)


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
