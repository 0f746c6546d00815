"""Whoever writes a row puts their own name to it: no column that says by whom takes another's, whoever writes.

Row security is taken off here, so that nothing else refuses; whom it lets write at all is tried in other files.

Principle 5.
"""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Case
from mosovo.access.models import CaseLock, Exclusion
from mosovo.access.protection import protections
from mosovo.access.signatures import is_of_a_person, signatures
from mosovo.audit.models import LookingReview, UnusualLooking
from mosovo.identity import acting_as
from mosovo.outbox.models import Job
from mosovo.staff.models import FactorReset
from tests.factories.media_comms import ConsultationFactory, StatementFactory, UnitAnswerFactory
from tests.house.filled import fill_tables
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

SIGNED = {p.model._meta.db_table: columns for p in protections() if (columns := signatures(p.model))}
PLACES = [(table, column) for table, columns in SIGNED.items() for column in columns]
# Of a person, and not who did what the row is about; who may be named there is the table's own rule.
ABOUT = {
    "access_casegrant.user", "access_cover.covered", "access_cover.coverer", "access_emergencyaccess.officer",
    "access_exclusion.officer", "access_opening.officer", "access_unitgrant.user", "audit_ties.officer",
    "audit_unusuallooking.person", "audit_unusuallooking.reviewer", "cases_allocation.officer",
    "cases_capexception.officer", "cases_case.officer", "cases_flag.call_officer", "cases_covertnaming.officer",
    "cases_meeting.chair",
    "diary_deadline.officer", "diary_deadline.owner", "diary_notification.to",
    "mfa_authenticator.user", "sharing_delegation.delegate", "sharing_delegation.superintendent",
    "sharing_disclosurerequest.put_to", "staff_draft.officer", "staff_factorreset.officer", "staff_proposal.officer",
    "staff_providerlink.officer", "staff_roleholding.officer", "usersessions_usersession.user",
}  # fmt: skip
LATER = {
    "ended_by", "reviewed_by", "released_by", "withdrawn_by", "answer_recorded_by", "cancelled_by", "closed_by",
    "decided_by",
}  # fmt: skip
# The rule of the table asks for one's own name there.
BY_THEIR_RULE = {
    "access_casegrant.given_by", "access_unitgrant.given_by", "cases_document.made_by",
    "force_settings_forcesetting.set_by", "outbox_job.asked_by",
}  # fmt: skip
OWN_NAME = "is signed in one's own name"
COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
    " AND is_generated = 'NEVER'"
)


def test_every_column_of_a_person_says_who_did_it_or_whom_it_is_about() -> None:
    found = {
        f"{protection.model._meta.db_table}.{field.name}"
        for protection in protections()
        for field in protection.model._meta.concrete_fields
        if is_of_a_person(field) and field.column not in signatures(protection.model)
    }
    assert found == ABOUT


@pytest.fixture
def rows(people: People, case: Case) -> Iterator[None]:
    """A row in every table that somebody signs; no row security."""
    fill_tables(people, case)
    now, by = timezone.now(), people.supervisor
    CaseLock.objects.create(case=case, reason="Invented", made_by=by, made_at=now)
    Exclusion.objects.create(case=case, officer=people.stranger, reason="Invented", made_by=by)
    looking = UnusualLooking.objects.get()
    LookingReview.objects.create(
        looking=looking, outcome="justified", words="Invented", made_by=people.unit_manager, made_at=now
    )
    FactorReset.objects.create(officer=people.stranger, by=people.administrator, at=now, reason="Invented")
    Job.objects.create(name="invented", key="invented", asked_by=by, asked_at=now)
    for factory in (UnitAnswerFactory, ConsultationFactory, StatementFactory):
        factory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in SIGNED:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    with logged_in_as("mosovo_web"), acting_as(people.stranger):
        yield


def is_refused(statement: str, *values: object) -> bool:
    """Whether it is for the name in it; another refusal is none. Nothing is kept of it."""
    with transaction.atomic(), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement, values)
        except DatabaseError as error:
            return OWN_NAME in str(error)
        assert cursor.rowcount, "no row was reached"
        transaction.set_rollback(True)
    return False


def adding(table: str, column: str) -> str:
    """One more of a row that stands there, all signed by one's own name but for this column."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table])
        names = [name for (name,) in cursor.fetchall()]
    values = {name: f'"{name}"' for name in names}
    values |= {name: f"CASE WHEN {name} IS NOT NULL THEN sec.uid() END" for name in SIGNED[table]}
    values[column] = "%s"
    into = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({into}) SELECT {', '.join(values.values())} FROM {table} LIMIT 1"  # noqa: S608


def changing(table: str, column: str) -> str:
    return f"UPDATE {table} SET {column} = %s"  # noqa: S608 # our own names


def test_nobody_signs_with_the_name_of_another(rows: None, people: People) -> None:
    assert len(PLACES) > 45
    append_only = {p.model._meta.db_table for p in protections() if p.append_only}
    me, another = people.stranger.pk, people.lapsed_vetting_officer.pk
    for table, column in PLACES:
        place = f"{table}.{column}"
        assert is_refused(adding(table, column), another), f"added: {place}"
        assert not is_refused(adding(table, column), me), f"added: {place}"
        if table not in append_only:
            assert is_refused(changing(table, column), another), f"changed: {place}"
            assert not is_refused(changing(table, column), me), f"changed: {place}"


def test_no_name_is_left_out_or_taken_out(rows: None) -> None:
    for protection in protections():
        table = protection.model._meta.db_table
        for name in protection.signed:
            assert is_refused(adding(table, f"{name}_id"), None), f"added: {table}.{name}"
        if protection.append_only:
            continue
        for column in signatures(protection.model):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count({column}) FROM {table}")  # noqa: S608 # our own names
                [there] = cursor.fetchone()
            if there:
                kept = column.removesuffix("_id") not in protection.cleared
                assert is_refused(changing(table, column), None) == kept, f"{table}.{column}"


def test_what_may_be_empty_is_filled_later_or_asked_for() -> None:
    """Rows that the system writes for nobody are signed by nobody; a person's are, but for what is done later."""
    asked = {
        f"{protection.model._meta.db_table}.{field.name}"
        for protection in protections()
        for field in protection.model._meta.concrete_fields
        if field.column in signatures(protection.model) and field.null and field.name not in protection.signed
    }
    assert {place for place in asked if place.rpartition(".")[2] not in LATER} == BY_THEIR_RULE
