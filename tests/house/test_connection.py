"""The database by itself, at the other end of the web's own login, with none of our code in between."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from cases.models import Case, Nominal
from mosovo.access.protection import event_models, protections
from mosovo.access.states import Compartment
from mosovo.staff.models import Officer
from tests.factories.cases import CaseFactory, ConfidentialEntryFactory, FlagFactory, SensitiveEntryFactory
from tests.factories.staff import UnitFactory
from tests.logins import act_as
from tests.people import allocate, make_people

# Committed rows: another connection must be able to see them, if it may.
pytestmark = pytest.mark.django_db(transaction=True)

OF_CASES = [p.model for p in protections() if p.compartment is not Compartment.PLAIN]


@pytest.fixture
def web(transactional_db: None) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection with the login of gunicorn, to the database of this test."""
    known = connection.settings_dict
    where = {"host": known["HOST"], "port": known["PORT"], "dbname": known["NAME"], "user": "mosovo_web"}
    with psycopg.connect(**{name: value for name, value in where.items() if value}, autocommit=True) as opened:
        yield opened


@pytest.fixture
def manager(transactional_db: None) -> Officer:
    """The offender manager of a case with something in every compartment."""
    unit = UnitFactory()
    people = make_people(unit, UnitFactory())
    case: Case = CaseFactory(unit=unit)
    allocate(case, people.offender_manager)
    FlagFactory(nominal=case.nominal)
    SensitiveEntryFactory(case=case)
    ConfidentialEntryFactory(case=case)
    return people.offender_manager


def count(web: psycopg.Connection[tuple[object, ...]], table: str) -> object:
    row = web.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return row[0] if row else None


def test_without_an_identity_no_row_of_a_case_is_to_be_had(web, manager: Officer) -> None:
    tables = [model._meta.db_table for model in OF_CASES]
    tables += [event._meta.db_table for model in OF_CASES for event in event_models(model)]
    assert len(tables) > 40
    assert {table: count(web, table) for table in tables} == dict.fromkeys(tables, 0)


def test_identity_that_is_not_bound_to_the_transaction_is_none(web, manager: Officer) -> None:
    for setting in (
        f"SET app.uid = '{manager.pk}'",
        "SET app.seal = 'now'",
        "SET app.uid = '1 or 1=1'",
        "SET app.uid = '99999999999999999999999'",
        "SET app.uid = '-1'",
        "SET app.uid = ''",
        f"SET ROLE mosovo_app; SET app.uid = '{manager.pk}'",
    ):
        web.execute(setting)
        assert [count(web, model._meta.db_table) for model in OF_CASES] == [0] * len(OF_CASES), setting


def test_identity_ends_with_its_transaction(web, manager: Officer) -> None:
    with web.transaction():
        act_as(web, manager)
        assert count(web, "cases_case") == 1
    assert count(web, "cases_case") == 0
    # A connection that was left with a session-wide identity by a fault gives the next request nothing.
    with web.transaction():
        act_as(web, manager)
        web.execute(
            "SELECT set_config(name, current_setting(name), false) FROM unnest('{app.uid,app.seal}'::text[]) name"
        )
        assert count(web, "cases_case") == 1
    assert web.execute("SHOW app.uid").fetchone() == (str(manager.pk),)
    assert count(web, "cases_case") == 0


def test_the_key_of_seals_is_out_of_reach(web, manager: Officer) -> None:
    for role in ("mosovo_web", "mosovo_app"):
        web.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        for attack in (
            "TABLE sec.signing_key",
            "DELETE FROM sec.signing_key",
            "UPDATE sec.signing_key SET single = true",
        ):
            with pytest.raises(InsufficientPrivilege):
                web.execute(attack)


def test_person_sees_only_their_own_and_no_restricted_part_unopened(web, manager: Officer) -> None:
    CaseFactory(unit=UnitFactory())
    with web.transaction():
        act_as(web, manager)
        found = {name: count(web, name) for name in ("cases_case", "cases_sensitiveentry", "cases_confidentialentry")}
    assert found == {"cases_case": 1, "cases_sensitiveentry": 0, "cases_confidentialentry": 0}


def test_web_becomes_nobody_else(web) -> None:
    for role in ("mosovo_system", "mosovo_owner", "mosovo_worker", "mosovo_backup", "mosovo_audit"):
        with pytest.raises(InsufficientPrivilege):
            web.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


ATTACKS = (
    "DELETE FROM cases_nominalevent",
    "UPDATE cases_nominalevent SET family_name = 'Nobody'",
    "INSERT INTO cases_nominalevent (pgh_id) VALUES (1)",
    "TRUNCATE cases_nominalevent",
    "DELETE FROM pghistory_context",
    "UPDATE pghistory_context SET metadata = '{}'",
    "INSERT INTO pghistory_context (id, metadata) VALUES (gen_random_uuid(), '{}')",
    "DELETE FROM audit_look",
    "UPDATE audit_look SET person_id = 1",
    "TRUNCATE audit_look",
    "DELETE FROM audit_refusal",
    "DELETE FROM cases_case",
    "DELETE FROM cases_visit",
    "DELETE FROM access_casegrant",
    "UPDATE access_opening SET until = now() + interval '1 year'",
    "TRUNCATE cases_case CASCADE",
    "ALTER TABLE cases_nominal DISABLE TRIGGER ALL",
    "ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE cases_case NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY seen ON cases_case",
    "CREATE POLICY mine ON cases_case USING (true)",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION sec.uid() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "CREATE FUNCTION public.uid() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "CREATE TABLE mine (id int)",
    "ALTER ROLE mosovo_web BYPASSRLS",
    "GRANT mosovo_system TO mosovo_web",
    "COPY cases_case TO PROGRAM 'cat'",
)


def test_record_and_guard_cannot_be_touched(web, manager: Officer) -> None:
    def is_refused(attack: str) -> bool:
        try:
            with web.transaction():
                act_as(web, manager)
                web.execute(attack)
        except InsufficientPrivilege:
            return True
        return False

    assert [attack for attack in ATTACKS if not is_refused(attack)] == []


def test_no_transaction_is_left_prepared(web, manager: Officer) -> None:
    web.execute("BEGIN")
    act_as(web, manager)
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        web.execute("PREPARE TRANSACTION 'mine'")
    web.execute("ROLLBACK")
    assert web.execute("SELECT 1 FROM pg_prepared_xacts").fetchall() == []


def test_switching_the_triggers_off_from_the_session_does_not_stop_the_record(web, manager: Officer) -> None:
    nominal = Nominal.objects.get()
    event = event_models(Nominal)[0]
    before = event._default_manager.count()
    for value in ("{}", "{cases_nominal}", "{cases_nominal:update_update}", "{public.cases_nominal:update_update}"):
        with web.transaction():
            act_as(web, manager)
            web.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [value])
            web.execute("UPDATE cases_nominal SET cro_number = %s WHERE id = %s", [uuid.uuid4().hex[:8], nominal.pk])
    assert event._default_manager.count() == before + 4
