"""What SQL alone tells, or takes, under the login of the web: keys of sessions, reasons of exclusions, delegations."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.actions.sight import exclude_person
from cases.models import Case
from mosovo.access.models import Exclusion
from mosovo.access.sight import excluded_from, visible
from mosovo.identity import acting_as
from mosovo.sessions import SessionStore
from mosovo.staff.actions import end_sessions
from mosovo.staff.models import Officer, Proposal
from tests.logins import logged_in_as
from tests.people import People

pytestmark = pytest.mark.django_db

INSUFFICIENT_PRIVILEGE = "42501"


def asked(person: Officer, sql: str, *values: object) -> list[tuple[object, ...]]:
    """What the person's SQL brings; nothing where it is refused."""
    with logged_in_as("mosovo_web"), acting_as(person), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql, values)
                return cursor.fetchall() if cursor.description else [(cursor.rowcount,)] * cursor.rowcount
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") != INSUFFICIENT_PRIVILEGE:
                raise
            return []


@pytest.fixture
def session(people: People) -> SessionStore:
    """An open session of the offender manager, on their list."""
    store = SessionStore()
    store["_auth_user_id"] = people.offender_manager.pk
    store.save()
    UserSession.objects.create(user=people.offender_manager, session_key=store.session_key, ip="::1", user_agent="x")
    return store


def test_key_of_a_session_is_told_to_its_person_alone(people: People, session: SessionStore) -> None:
    key = session.session_key
    told = {name for name, one in people.items() if asked(one, "SELECT session_key FROM usersessions_usersession")}
    assert told == {"offender_manager"}
    for person in (people.administrator, people.stranger):
        ended = asked(person, "SELECT * FROM sec.end_sessions(%s, '')", people.offender_manager.pk)
        assert key not in str(ended)
        assert bool(ended) == (person == people.administrator)


@pytest.mark.parametrize("name", ["administrator", "offender_manager"])
def test_sessions_are_ended_in_database_and_cache(name: str, people: People, session: SessionStore) -> None:
    assert SessionStore(session.session_key).get("_auth_user_id") == people.offender_manager.pk
    with logged_in_as("mosovo_web"), acting_as(getattr(people, name)):
        end_sessions(officer=people.offender_manager)
    assert not SessionStore().exists(session.session_key)
    assert SessionStore(session.session_key).get("_auth_user_id") is None
    assert not UserSession.objects.exists()


def test_why_somebody_never_sees_a_case_is_told_to_its_supervisors_alone(people: People, case: Case) -> None:
    why, who = "Lives next door to him.", people.same_unit_colleague
    with acting_as(people.supervisor):
        exclude_person(by=people.supervisor, case=case, officer=who, reason=why, now=timezone.now())
    supervisors = {"supervisor", "unit_manager"}
    for table in ("access_exclusion", "access_exclusionevent"):
        told = {name for name, one in people.items() if asked(one, f"SELECT reason FROM {table}")}  # noqa: S608
        assert told == supervisors, table
    assert {name for name, one in people.items() if visible(one, Exclusion)} == supervisors
    # That they never see it, everybody is told who sees the case.
    knowing = {name for name, one in people.items() if asked(one, "SELECT sec.excluded_from(%s)", case.pk)}
    assert knowing == supervisors | {"offender_manager", "lapsed_vetting_officer"}
    with logged_in_as("mosovo_web"), acting_as(people.offender_manager):
        assert list(excluded_from(case)) == [who.pk]


def test_what_stands_in_the_way_of_somebody_is_told_to_nobody(people: People, case: Case) -> None:
    colleague, exclusion = people.same_unit_colleague, "SELECT sec.is_excluded(%s, %s)"
    with acting_as(people.supervisor):
        exclude_person(by=people.supervisor, case=case, officer=colleague, reason="Invented", now=timezone.now())
    for name, one in people.items():
        assert asked(one, exclusion, colleague.pk, case.pk) == [], name
        assert asked(one, "SELECT sec.is_vetted(%s)", colleague.pk) == [], name
        assert asked(one, "SELECT sec.lapses_before(%s, '2999-01-01')", colleague.pk) == [], name


@pytest.mark.parametrize("login", ["mosovo_audit", "mosovo_backup"])
def test_functions_of_the_apps_answer_no_login_but_those_that_serve_people(login: str) -> None:
    for call in ("files_waiting", "informant_days", "caseload_figures"):
        refused = pytest.raises(DatabaseError, match="permission denied for function")
        with logged_in_as(login), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {call}('{{}}')")  # noqa: S608


def test_a_new_password_s_hash_is_told_to_administrators_alone(people: People) -> None:
    made = {"asked_by": people.administrator, "officer": people.stranger, "asked_at": timezone.now()}
    Proposal.objects.create(kind="password", password="hash", **made)
    Proposal.objects.create(kind="factors", reason="Lost", **made)
    hashes = "SELECT password FROM staff_proposal WHERE password <> ''"
    assert {name for name, one in people.items() if asked(one, hashes)} == {"administrator"}
    assert asked(people.auditor, "SELECT kind FROM staff_proposal") == [("factors",)]
    assert len(asked(people.auditor, "SELECT kind FROM staff_proposalevent")) == 2


DELEGATE = (
    "INSERT INTO sharing_delegation (reference, superintendent_id, delegate_id, from_on, until_on, reason, made_at)"
    " VALUES (gen_random_uuid(), %s, %s, current_date, current_date, 'Invented', now())"
)


def test_a_delegation_is_given_in_one_s_own_name_and_to_somebody_else(people: People) -> None:
    boss, other = people.superintendent, people.stranger
    for name, person in people.items():
        for giver in {boss, person}:
            taken = asked(person, DELEGATE, giver.pk, other.pk if giver != other else people.auditor.pk)
            assert bool(taken) == (person == giver == boss), name
    with pytest.raises(DatabaseError, match="sharing_delegation_to_somebody_else"):
        asked(boss, DELEGATE, boss.pk, boss.pk)
    later = dt.date.today() + dt.timedelta(days=9)  # noqa: DTZ011
    for name, person in people.items():
        for change in ("delegate_id = %s", "superintendent_id = %s"):
            to = person.pk if person != boss else people.auditor.pk
            assert not changed(person, f"UPDATE sharing_delegation SET {change}", to), name  # noqa: S608
        assert not changed(person, "UPDATE sharing_delegation SET until_on = %s", later), name


def changed(person: Officer, sql: str, *values: object) -> bool:
    """Whether the statement changed a row; the triggers of the table refuse in words of their own."""
    try:
        with transaction.atomic(), logged_in_as("mosovo_web"), acting_as(person), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount > 0
    except DatabaseError:
        return False
