"""Who may write what by SQL alone, at the other end of the web's own login, with none of our code in between."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from psycopg.types.json import Jsonb

from cases.models import Case
from media_comms.models import EnquiryCase
from mosovo.access.protection import protections
from mosovo.access.states import CaseRight, Compartment
from mosovo.staff.models import Officer, Proposal, Role, RoleHolding, Unit
from tests.house.filled import fill_tables
from tests.logins import act_as
from tests.people import People, allocate, name_on_case, second_administrator

pytestmark = pytest.mark.django_db(transaction=True)

OF_GROUND = {"access", "audit", "diary"}  # grants and the record have tests of their own; deadlines follow from facts
# What only a few know of has tests of its own: rights on the case give nothing there.
ELSEWHERE = {Compartment.PLAIN, Compartment.COVERT}
TABLES = [
    p.model._meta.db_table
    for p in protections()
    if p.compartment not in ELSEWHERE and p.model._meta.app_label not in OF_GROUND
]
APPEND_ONLY = {p.model._meta.db_table for p in protections() if p.append_only}

Web = psycopg.Connection[tuple[object, ...]]


def _of_test(login: str) -> Web:
    known = connection.settings_dict
    where = {"host": known["HOST"], "port": known["PORT"], "dbname": known["NAME"], "user": login}
    return psycopg.connect(**{name: value for name, value in where.items() if value}, autocommit=True)


@pytest.fixture
def web(transactional_db: None) -> Iterator[Web]:
    """A connection with the login of gunicorn, to the database of this test."""
    with _of_test("mosovo_web") as opened:
        yield opened


def changed(web: Web, person: Officer | None, statement: str | sql.Composed, *values: object) -> int:
    """How many rows the person's statement reached; none where it was refused. Nothing is kept of it."""
    try:
        with web.transaction(force_rollback=True):
            act_as(web, person)
            return web.execute(statement, values).rowcount
    except InsufficientPrivilege:
        return 0
    except psycopg.errors.IntegrityError:
        return 1  # past the guard


def may_change(web: Web, person: Officer, table: str) -> bool:
    columns = [str(name) for (name,) in web.execute(COLUMNS, [table])]
    same = sql.SQL(", ").join(sql.SQL("{0} = {0}").format(sql.Identifier(name)) for name in columns)
    return changed(web, person, sql.SQL("UPDATE {} SET {}").format(sql.Identifier(table), same)) > 0


def may_add(web: Web, person: Officer, table: str, row: dict[str, object]) -> bool:
    """Whether a row like one that stands there, in the person's own name, would be let in."""
    row = {name: person.pk if name in SIGNED else value for name, value in row.items()}
    row = {name: Jsonb(value) if isinstance(value, dict) else value for name, value in row.items()}
    names = sql.SQL(", ").join(map(sql.Identifier, row))
    places = sql.SQL(", ").join([sql.Placeholder()] * len(row))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, places)
    return changed(web, person, statement, *row.values()) > 0


COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
    " AND is_generated = 'NEVER'"
)
# Whoever writes such a row puts their own name to it.
SIGNED = {
    "added_by_id",
    "allocated_by_id",
    "recorded_by_id",
    "decided_by_id",
    "made_by_id",
    "linked_by_id",
    "put_by_id",
    "assessed_by_id",
    "set_by_id",
}


@dataclass(frozen=True)
class Full:
    """A case with a row in every table, and one of each table as it stands."""

    case: Case
    rows: dict[str, dict[str, object]]


@pytest.fixture
def full(people: People, case: Case) -> Full:
    fill_tables(people, case)
    with _of_test(connection.settings_dict["USER"]) as owner:
        return Full(case, {table: _first(owner, table) for table in TABLES})


def _first(owner: Web, table: str) -> dict[str, object]:
    names = [str(name) for (name,) in owner.execute(COLUMNS, [table])]
    wanted = sql.SQL(", ").join(map(sql.Identifier, names))
    row = owner.execute(sql.SQL("SELECT {} FROM {} LIMIT 1").format(wanted, sql.Identifier(table))).fetchone()
    assert row, f"nothing in {table}"
    return dict(zip(names, row, strict=True))


MEETINGS = {"cases_meeting", "cases_meetingaction", "cases_attendance"}
RECORD = {"cases_attendance", "cases_meetingaction", "cases_meetingdecision", "cases_minutes", "cases_document"}
DECIDED = {"sharing_disclosuredecision"}
LINKED = {"media_comms_enquirycase"}
# Signed by the chair: not even those who may change the case write it for them.
OF_CHAIR = {"cases_attendance", "cases_meetingaction", "cases_meetingdecision", "cases_minutes"}


def test_whoever_only_sees_a_case_writes_nothing_in_it(web: Web, full: Full, people: People) -> None:
    for person in (people.same_unit_colleague, people.stranger, people.control_room, people.press_officer):
        assert [table for table in TABLES if may_change(web, person, table)] == [], person
        added = {table for table, row in full.rows.items() if may_add(web, person, table, row)}
        assert added == (LINKED if person == people.same_unit_colleague else set()), person


def test_whoever_may_change_a_case_writes_all_but_what_another_signs(web: Web, full: Full, people: People) -> None:
    person = people.offender_manager
    only_moved = {"cases_casefile"}  # withdrawn in their own name, or released when another added it
    unchanged = {table for table in TABLES if not may_change(web, person, table)}
    assert unchanged == APPEND_ONLY & set(TABLES) | only_moved
    added = {table for table, row in full.rows.items() if may_add(web, person, table, row)}
    assert set(TABLES) - added == OF_CHAIR | DECIDED


def test_the_chair_writes_the_record_of_the_meeting_alone(web: Web, full: Full, people: People) -> None:
    assert {table for table in TABLES if may_change(web, people.chair, table)} == MEETINGS
    assert {t for t, row in full.rows.items() if may_add(web, people.chair, t, row)} == RECORD


def test_whoever_decides_writes_the_decision_alone(web: Web, full: Full, people: People) -> None:
    person = people.superintendent
    assert {table for table in TABLES if may_change(web, person, table)} == {"sharing_disclosurerequest"}
    assert {table for table, row in full.rows.items() if may_add(web, person, table, row)} == DECIDED


def test_the_right_to_a_case_is_read_as_it_stands_and_not_as_it_is_written(
    web: Web, full: Full, people: People
) -> None:
    viewer, elsewhere = people.same_unit_colleague, people.other_unit_supervisor.unit_id
    allocate(full.case, people.offender_manager)
    for person in (viewer, people.other_unit_supervisor):
        assert changed(web, person, "UPDATE cases_case SET unit_id = %s", elsewhere) == 0
        assert changed(web, person, "UPDATE cases_case SET locked = false, unit_id = %s", elsewhere) == 0
    assert changed(web, viewer, "UPDATE cases_meeting SET chair_id = %s", viewer.pk) == 0


def test_a_locked_case_is_changed_by_those_named_on_it(web: Web, full: Full, people: People) -> None:
    assert changed(web, people.supervisor, "UPDATE cases_case SET level = level") == 1
    Case.objects.update(locked=True)
    assert changed(web, people.supervisor, "UPDATE cases_case SET level = level") == 0
    assert changed(web, people.offender_manager, "UPDATE cases_case SET level = level") == 1


# What each would be given by it: nobody but an administrator may, and an administrator not for themselves.
RAISED = (
    "UPDATE staff_officer SET vetting_level = 'mv', vetting_expires_on = '2099-01-01' WHERE id = {self}",
    "UPDATE staff_officer SET rank = 'chief_constable' WHERE id = {self}",
    "UPDATE staff_officer SET is_staff = true WHERE id = {self}",
    "UPDATE staff_officer SET password = 'known' WHERE id = {self}",
    "UPDATE staff_officer SET is_active = true, id = 999999, vetting_level = 'mv' WHERE id = {self}",
    "INSERT INTO staff_roleholding (officer_id, role_id, starts_on) SELECT {self}, id, '2020-01-01' FROM staff_role",
    "UPDATE staff_roleholding SET ends_on = NULL, role_id = {any_role} WHERE officer_id = {self}",
    "UPDATE staff_roleholding SET officer_id = {self} WHERE officer_id <> {self}",
    "DELETE FROM staff_roleholding",
    "DELETE FROM staff_officer",
    "DELETE FROM staff_unit",
    "DELETE FROM force_settings_forcesetting",
)
KEPT_BY_ADMINISTRATORS = (
    "UPDATE staff_officer SET vetting_level = 'mv' WHERE id = {other}",
    "UPDATE staff_unit SET name = 'Mine'",
    "UPDATE staff_force SET name = 'Mine'",
    (
        "INSERT INTO force_settings_forcesetting (key, value, starts_on, reason, set_by_id)"
        " VALUES ('cap_percent', '900', '2026-01-01', 'Invented reason', {self})"
    ),
    "UPDATE force_settings_forcesetting SET value = '900'",
    "UPDATE staff_role SET abilities = '{{}}' WHERE id = {other_role}",
    "UPDATE cases_agency SET name = 'Mine'",
    "UPDATE django_celery_beat_periodictask SET task = 'mine'",
    "UPDATE django_celery_beat_crontabschedule SET minute = '1'",
    (
        "INSERT INTO django_admin_log (action_time, object_repr, action_flag, change_message, user_id)"
        " VALUES (now(), 'Nothing', 1, '', {self})"
    ),
    "DELETE FROM knox_authtoken WHERE user_id = {other}",
)


# What reaches cases, or opens the way of somebody who does: done on the proposal of another administrator.
DONE_BY_TWO = (
    "UPDATE staff_role SET abilities = '{{administer}}' WHERE id = {other_role}",
    "UPDATE staff_officer SET password = 'known' WHERE id = {other}",
    "INSERT INTO staff_roleholding (officer_id, role_id, starts_on) VALUES ({other}, {other_role}, '2026-01-01')",
    ("INSERT INTO staff_factorreset (officer_id, by_id, at, reason) VALUES ({other}, {self}, now(), 'Lost')"),
    "DELETE FROM mfa_authenticator WHERE user_id = {other}",
)
NEVER_DONE = (
    "UPDATE staff_roleholding SET ends_on = '2099-01-01' WHERE ends_on IS NOT NULL",
    "UPDATE staff_roleholding SET role_id = {any_role}",
    (
        "UPDATE staff_proposal SET state = 'confirmed', decided_by_id = {self}, password = '', decided_at = now()"
        " WHERE asked_by_id = {self}"
    ),
    "UPDATE staff_proposal SET officer_id = {self}",
    (
        "INSERT INTO staff_proposal (kind, officer_id, abilities, unit_permissions, password, reason, asked_by_id,"
        " asked_at, state) SELECT 'holding', {other}, '{{}}', '{{}}', '', '', id, now(), 'waiting' FROM staff_officer"
        " WHERE id NOT IN ({self}, {other}) LIMIT 1"
    ),
    (
        "INSERT INTO access_unitgrant (user_id, permission_id, content_object_id, basis, reason, valid_from,"
        " given_by_id) SELECT {other}, p.id, u.id, 'role', 'Invented', now(), {self}"
        " FROM auth_permission p, staff_unit u WHERE p.codename = 'view_unit_cases' LIMIT 1"
    ),
)


def tried(web: Web, person: Officer, people: People, attacks: tuple[str, ...]) -> list[str]:
    """The attacks that reached a row."""
    roles = {role.code: role.pk for role in Role.objects.all()}
    other = people.stranger if person != people.stranger else people.press_officer
    told = {"self": person.pk, "other": other.pk, "any_role": roles["administrator"], "other_role": roles["auditor"]}
    return [attack for attack in attacks if changed(web, person, attack.format(**told)) > 0]


@pytest.fixture
def token_of_somebody(people: People) -> None:
    with connection.cursor() as cursor:
        for number, officer in enumerate((people.stranger, people.press_officer)):
            cursor.execute(
                "INSERT INTO knox_authtoken (digest, token_key, user_id, created, expiry)"
                " VALUES (%s, %s, %s, now(), now() + interval '1 hour')",
                [f"digest{number}", f"key{number}", officer.pk],
            )


def test_nobody_raises_themselves(web: Web, full: Full, people: People, token_of_somebody: None) -> None:
    for name, person in people.items():
        assert tried(web, person, people, RAISED) == [], name
        if name != "administrator":
            assert tried(web, person, people, KEPT_BY_ADMINISTRATORS) == [], name
    assert tried(web, people.administrator, people, KEPT_BY_ADMINISTRATORS) == list(KEPT_BY_ADMINISTRATORS)


def test_what_reaches_cases_is_done_by_two(web: Web, full: Full, people: People) -> None:
    first, second, about = people.administrator, second_administrator(), people.stranger
    assert tried(web, first, people, DONE_BY_TWO) == []
    auditor, now = Role.objects.get(code="auditor"), timezone.now()
    days = {"starts_on": dt.date(2026, 1, 1)}
    Proposal.objects.all().delete()
    for asked in (
        {"kind": "role", "role": auditor, "abilities": ["administer", "audit"]},
        {"kind": "password", "officer": about, "password": "known"},
        {"kind": "holding", "officer": about, "role": auditor, **days},
        {"kind": "factors", "officer": about, "reason": "Lost"},
    ):
        Proposal.objects.create(asked_by=second, asked_at=now, **asked)
    assert tried(web, second, people, DONE_BY_TWO) == [], "whoever proposed it does not do it"
    assert tried(web, people.unit_manager, people, DONE_BY_TWO) == []
    assert tried(web, first, people, DONE_BY_TWO) == list(DONE_BY_TWO)
    for person in (first, second):
        assert tried(web, person, people, NEVER_DONE) == []
    Proposal.objects.update(asked_at=now - dt.timedelta(days=8))
    assert tried(web, first, people, DONE_BY_TWO) == [], "too long ago"


def test_an_administrator_changes_no_role_they_hold(web: Web, people: People) -> None:
    person = people.administrator
    own = RoleHolding.objects.get(officer=person).role_id
    widened = "UPDATE staff_role SET unit_permissions = '{view_unit_cases}' WHERE id = %s"
    assert changed(web, person, widened, own) == 0


def test_own_password_is_set_and_no_other(web: Web, people: People) -> None:
    with web.transaction():
        act_as(web, people.stranger)
        web.execute("SELECT sec.set_own_password('mine')")
    assert set(Officer.objects.filter(password="mine")) == {people.stranger}
    with web.transaction():
        act_as(web, None)
        web.execute("SELECT sec.set_own_password('theirs')")
    assert not Officer.objects.filter(password="theirs").exists()


OTHERS_SESSION = "INSERT INTO django_session VALUES ('{}', 'invented', now() + interval '1 hour')"


def test_sessions_are_had_by_name_alone(web: Web, people: People) -> None:
    with connection.cursor() as cursor:
        cursor.execute(OTHERS_SESSION.format("first"))
        cursor.execute(OTHERS_SESSION.format("second"))
    for person in (None, people.administrator, people.stranger):
        assert changed(web, person, "DELETE FROM django_session") == 0
        assert changed(web, person, "SELECT session_key FROM django_session") == 0
        with web.transaction():
            act_as(web, person)
            assert web.execute("SELECT session_data FROM sec.session('second')").fetchall() == [("invented",)]
            assert web.execute("SELECT session_data FROM sec.session('third')").fetchall() == []


def test_what_stands_in_the_way_of_others_stays(web: Web, people: People) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO axes_accessattempt (user_agent, ip_address, username, http_accept, path_info, attempt_time,"
            " get_data, post_data, failures_since_start) VALUES ('', '::1', 'stranger', '', '', now(), '', '', 5)"
        )
    reset = "UPDATE axes_accessattempt SET failures_since_start = 0"
    assert changed(web, people.press_officer, reset) == 0
    assert changed(web, people.press_officer, "DELETE FROM axes_accessattempt") == 0
    assert changed(web, None, reset) == 1  # the door itself


TOKEN = (
    "INSERT INTO knox_authtoken (digest, token_key, user_id, created, expiry)"
    " VALUES ('known', 'known', %s, now(), now() + interval '1 year')"
)


def test_a_token_is_made_for_oneself_alone(web: Web, people: People, token_of_somebody: None) -> None:
    assert changed(web, people.stranger, TOKEN, people.stranger.pk) == 1
    assert changed(web, people.stranger, TOKEN, people.supervisor.pk) == 0
    assert changed(web, None, TOKEN, people.supervisor.pk) == 0
    assert changed(web, people.auditor, "UPDATE knox_authtoken SET user_id = %s", people.auditor.pk) == 0
    assert changed(web, people.auditor, "DELETE FROM knox_authtoken") == 0


def test_a_caseload_is_told_to_its_officer_and_those_above(web: Web, case: Case, people: People) -> None:
    manager = people.offender_manager.pk
    asked = [manager, people.other_unit_officer.pk]

    def told(person: Officer | None) -> set[object]:
        with web.transaction():
            act_as(web, person)
            return {row[0] for row in web.execute("SELECT * FROM caseload_figures(%s::bigint[])", [asked])}

    known = {name: told(person) for name, person in people.items()}
    whole = {"supervisor", "other_unit_supervisor", "unit_manager"}
    assert {name for name, rows in known.items() if rows == set(asked)} == whole
    assert known["offender_manager"] == {manager}
    assert known["other_unit_officer"] == {people.other_unit_officer.pk}
    assert told(None) == set()
    assert all(not known[name] for name in ("administrator", "stranger", "same_unit_colleague", "press_officer"))


def test_waiving_is_for_those_who_supervise(web: Web, full: Full, people: People) -> None:
    waive = (
        "UPDATE diary_deadline SET state = 'waived', ended_at = now(), ended_by_id = %s, ended_reason = 'Invented'"
        " WHERE kind = 'invented'"
    )
    for person in (people.offender_manager, people.same_unit_colleague, people.chair):
        assert changed(web, person, waive, person.pk) == 0
    assert changed(web, people.supervisor, waive, people.supervisor.pk) == 1
    assert changed(web, people.supervisor, waive, people.unit_manager.pk) == 0
    Case.objects.filter(pk=full.case.pk).update(locked=True)
    name_on_case(full.case, people.unit_manager, CaseRight.VIEW_CASE)
    assert changed(web, people.unit_manager, waive, people.unit_manager.pk) == 0
    name_on_case(full.case, people.unit_manager, CaseRight.CHANGE_CASE)
    assert changed(web, people.unit_manager, waive, people.unit_manager.pk) == 1


def test_everybody_still_reads_the_names_of_people_and_units(web: Web, people: People) -> None:
    for person in people.everybody():
        with web.transaction():
            act_as(web, person)
            assert web.execute("SELECT count(*) FROM staff_officer").fetchone() == (Officer.objects.count(),)
            assert web.execute("SELECT count(*) FROM staff_unit").fetchone() == (Unit.objects.count(),)


def test_a_case_is_linked_to_an_enquiry_by_its_unit_alone(web: Web, full: Full, people: People) -> None:
    row = full.rows[EnquiryCase._meta.db_table]
    able = {name for name, person in people.items() if may_add(web, person, EnquiryCase._meta.db_table, row)}
    of_unit = {"offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"}
    assert able == of_unit
