"""The record against the web's own login: nothing is forged, changed, taken out or kept from being written."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases.models import Case
from mosovo.access.protection import event_models, protections
from mosovo.access.record import event_tables, recorded_tables
from mosovo.identity import acting_as
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db


def rows(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def test_context_that_is_used_again_with_other_words_is_another(people: People, case: Case) -> None:
    for reason in ("first", "second"):
        with acting_as(people.offender_manager, reason="outer"), acting_as(people.supervisor, reason=reason):
            Case.objects.filter(pk=case.pk).update(last_visit_on=f"2026-02-0{len(reason)}")
    events = Case.pgh_event_model.objects.filter(pgh_label="update").order_by("-pgh_id")[:2]
    assert [event.pgh_context.metadata["reason"] for event in events] == ["second", "first"]
    assert rows("SELECT _uid FROM cases_caseevent ORDER BY pgh_id DESC LIMIT 1") == [(people.supervisor.pk,)]


def test_context_is_read_by_its_number_alone(people: People, case: Case) -> None:
    with acting_as(people.supervisor, reason="Before"):
        Case.objects.filter(pk=case.pk).update(status="custody")
    number = rows("SELECT id FROM pghistory_context LIMIT 1")[0][0]
    with logged_in_as("mosovo_web"), acting_as(people.offender_manager):
        assert len(rows("SELECT * FROM sec.contexts(ARRAY[%s]::uuid[])", number)) == 1
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows("SELECT * FROM pghistory_context")


def test_every_table_of_the_record_says_in_which_transaction_and_for_whom() -> None:
    having = rows(
        "SELECT table_name FROM information_schema.columns WHERE column_name IN ('_xact', '_uid')"
        " AND table_schema = 'public' AND column_default IS NOT NULL GROUP BY 1 HAVING count(*) = 2 ORDER BY 1"
    )
    assert [name for (name,) in having] == [one.table for one in recorded_tables()]


def test_nobody_may_hang_a_history_trigger_on_a_table_of_their_own() -> None:
    found = rows(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"
        " AND (p.proname LIKE 'pgtrigger\\_%%' OR p.proname = '_pgh_attach_context')"
        " AND (has_function_privilege('mosovo_app', p.oid, 'EXECUTE')"
        " OR has_function_privilege('mosovo_worker', p.oid, 'EXECUTE'))"
    )
    assert found == []
    assert rows("SELECT has_database_privilege('mosovo_web', current_database(), 'TEMP')") == [(False,)]


def test_acting_roles_write_in_no_event_table() -> None:
    tables = [*(one.table for one in event_tables()), "pghistory_context"]
    found = rows(
        "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
        " WHERE table_name = ANY (%s) AND privilege_type <> 'SELECT'"
        " AND grantee IN ('mosovo_app', 'mosovo_system', 'mosovo_web', 'mosovo_worker', 'mosovo_audit', 'PUBLIC')",
        tables,
    )
    assert (found, len(tables) > 40) == ([], True)


@pytest.mark.parametrize(
    "protection",
    [one for one in protections() if event_models(one.model) and one.path],
    ids=lambda one: one.model._meta.label_lower,
)
def test_events_are_seen_by_the_rule_of_what_they_are_about(protection) -> None:
    table = protection.model._meta.db_table
    for event in event_models(protection.model):
        assert seen_by(event._meta.db_table).replace(event._meta.db_table, table) == seen_by(table)


def seen_by(table: str) -> str:
    return str(rows("SELECT max(qual) FROM pg_policies WHERE tablename = %s AND policyname = 'seen'", table)[0][0])
