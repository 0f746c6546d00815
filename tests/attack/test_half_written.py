"""What fails in the middle of an action is undone whole; a right that ends in the middle ends the action too."""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.actions.allocation import allocate_case
from cases.actions.cover import give_cover
from cases.actions.emergency import open_in_emergency
from cases.actions.meeting import call_meeting, cancel_meeting
from cases.actions.sight import exclude_person, give_sight, lock_case
from cases.actions.status import change_status
from cases.models import Case
from cases.states import CaseStatus, Level
from mosovo.access.models import CaseGrant
from mosovo.access.states import Compartment, EmergencyReason
from mosovo.errors import DomainError
from mosovo.identity import acting_as
from mosovo.staff.actions import confirm_proposal, save_officer
from mosovo.staff.models import Officer, Proposal, Role
from mosovo.staff.states import ProposalKind
from sharing.actions import put_disclosure
from tests.attack.tally import Tally
from tests.cases.meetings import at_level, called
from tests.factories.cases import CaseFactory
from tests.logins import logged_in_as
from tests.people import People, allocate, second_administrator

pytestmark = pytest.mark.django_db

WHY, DAY = "An invented reason of the test.", dt.timedelta(days=1)
Action = tuple[Officer, Callable[[], object]]


def actions(people: People, case: Case) -> dict[str, Action]:
    """Actions that write in more than one table, each with who does it."""
    boss, manager, now, today = people.supervisor, people.offender_manager, timezone.now(), timezone.localdate()
    at_level(case, Level.TWO)
    held = called(people, case, now=now, held_at=now + DAY)
    day = {"now": now, "today": today}
    of_case = {"case": case, "reason": WHY, "now": now}
    colleague = people.same_unit_colleague
    leaver = Officer.objects.get(pk=people.lapsed_vetting_officer.pk)
    leaver.is_active = False
    span = {"from_on": today, "until_on": today + DAY}
    child = {"compartment": Compartment.SENSITIVE, "reason": EmergencyReason.CHILD, "sentence": WHY}
    supervisor = Role.objects.get(code="supervisor")
    asked = Proposal.objects.create(
        kind=ProposalKind.HOLDING,
        officer=people.stranger,
        role=supervisor,
        unit=case.unit,
        starts_on=today,
        asked_by=second_administrator(),
        asked_at=now,
    )
    by_supervisor: dict[str, Callable[[], object]] = {
        "lock": partial(lock_case, also=[people.unit_manager], **of_case),
        "exclude": partial(exclude_person, officer=colleague, **of_case),
        "sight": partial(give_sight, case=case, to=people.stranger, rights=[], reason=WHY, until_on=today + DAY, **day),
        "cover": partial(give_cover, covered=manager, coverer=colleague, reason=WHY, **span, **day),
        "allocate": partial(allocate_case, case=case, officer=colleague, reason=WHY, seen=manager.pk, **day),
        "meeting": partial(call_meeting, case=case, chair=people.chair, held_at=now + 3 * DAY, place="Here", **day),
        "cancel": partial(cancel_meeting, meeting=held, reason=WHY, **day),
    }
    put = {"reference": uuid.uuid4(), "put_to": people.superintendent, "to_whom": "Somebody", "proposal": WHY}
    others: dict[str, Action] = {
        "status": (manager, partial(change_status, case=case, **STATUS, on=today, **day)),
        "emergency": (people.other_unit_officer, partial(open_in_emergency, nominal=case.nominal, **child, **day)),
        "role": (
            people.administrator,
            partial(confirm_proposal, proposal=asked, now=now),
        ),
        "disclosure": (manager, partial(put_disclosure, case=at_level(other_case(people), Level.ONE), **put, **day)),
    }
    signed = {name: (boss, action) for name, action in by_supervisor.items()} | others
    found: dict[str, Action] = {name: (by, partial(action, by=by)) for name, (by, action) in signed.items()}
    return found | {"close_account": (people.administrator, partial(save_officer, officer=leaver))}


def other_case(people: People) -> Case:
    case: Case = CaseFactory(unit=people.offender_manager.unit)
    allocate(case, people.offender_manager)
    return case


STATUS = {"status": CaseStatus.CUSTODY, "seen": CaseStatus.COMMUNITY, "reason": WHY}
NAMES = (
    *("lock", "exclude", "sight", "cover", "allocate", "meeting", "cancel", "status", "emergency", "role"),
    *("close_account", "disclosure"),
)


def sum_of_all() -> str:
    """A checksum over every row of every table."""
    tables = sorted(connection.introspection.table_names())
    sums = " UNION ALL ".join(
        f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" t"  # noqa: S608
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(sums)
        return sha256(repr(sorted(cursor.fetchall())).encode()).hexdigest()


class Failure(Exception):
    """What the n-th statement ends in."""


class FailsAt:
    """Lets so many statements through, and fails at the next. asked: how many came."""

    def __init__(self, place: int | None) -> None:
        self.place, self.asked = place, 0

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if str(sql).startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return execute(sql, *rest)
        self.asked += 1
        if self.asked == self.place:
            raise Failure
        return execute(sql, *rest)


def done(person: Officer, action: Callable[[], object], place: int | None) -> tuple[int, bool]:
    """How many statements the action took, and whether it was done."""
    failing = FailsAt(place)
    try:
        with logged_in_as("mosovo_web"), acting_as(person), connection.execute_wrapper(failing):
            action()
    except Failure:
        return failing.asked, False
    return failing.asked, True


@pytest.mark.parametrize("name", NAMES)
def test_what_fails_at_any_statement_leaves_nothing(
    name: str, people: People, case: Case, times: Callable[[int, int], int]
) -> None:
    tally = Tally(f"failures in the middle, {name.replace('_', ' ')} (leaked: half written)", figure="V2.3.3")
    person, action = actions(people, case)[name]
    before = sum_of_all()
    with transaction.atomic():
        statements, was_done = done(person, action, None)
        assert was_done
        assert sum_of_all() != before
        transaction.set_rollback(True)
    halves = []
    for place in range(1, statements + 1, times(max(1, statements // 3), 1)):
        _, was_done = done(person, action, place)
        tally.tried += 1
        if was_done or sum_of_all() != before:
            tally.leaked += 1
            halves.append(place)
    assert halves == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["right", "account", "exclusion"])
def test_right_that_ends_in_the_middle_of_a_request_ends_the_action(ends: str, people: People, case: Case) -> None:
    """The request has read the case and goes on to write; meanwhile another connection takes the right away."""
    tally = Tally(f"writes of requests whose right ended meanwhile: {ends}", figure="V15.4.2")
    manager, now = people.offender_manager, timezone.now()
    other = connection.copy()
    statement = {
        "right": f"UPDATE access_casegrant SET valid_until = clock_timestamp() WHERE user_id = {manager.pk}",  # noqa: S608
        "account": f"UPDATE staff_officer SET is_active = false WHERE id = {manager.pk}",  # noqa: S608
        "exclusion": "INSERT INTO access_exclusion (case_id, officer_id, reason, made_by_id, made_at, ended_reason)"  # noqa: S608
        f" VALUES ({case.pk}, {manager.pk}, 'Invented', {people.supervisor.pk}, now(), '')",
    }[ends]
    writes: dict[str, Callable[[], object]] = {
        "action": partial(
            change_status, by=manager, case=case, **STATUS, on=timezone.localdate(), now=now, today=timezone.localdate()
        ),
        "update": lambda: Case.objects.filter(pk=case.pk).update(status=CaseStatus.CUSTODY),
        "raw SQL": lambda: connection.cursor().execute("UPDATE cases_case SET status = 'custody'"),
    }
    try:
        for write in writes.values():
            try:
                with transaction.atomic(), logged_in_as("mosovo_web"), acting_as(manager):
                    assert Case.objects.filter(pk=case.pk).exists()
                    with other.cursor() as cursor:
                        cursor.execute(statement)
                    write()
            except (DomainError, DatabaseError, Case.DoesNotExist):
                pass
            tally.tried += 1
            tally.leaked += Case.objects.get().status == CaseStatus.CUSTODY
            Case.objects.update(status=CaseStatus.COMMUNITY)
            with other.cursor() as cursor:
                cursor.execute("DELETE FROM access_exclusion")
            Officer.objects.filter(pk=manager.pk).update(is_active=True)
            CaseGrant.objects.filter(user=manager).update(valid_until=None)
    finally:
        other.close()
    assert tally.leaked == 0
