"""A right that has ended, by any of the ways in which rights end: the next request has nothing any more."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cases.actions.cover import end_cover, give_cover
from cases.actions.emergency import open_in_emergency
from cases.actions.meeting import cancel_meeting
from cases.actions.sight import end_sight, exclude_person, give_sight, lock_case
from cases.models import Case
from cases.states import Level
from mosovo.access.actions import open_restricted_part, save_holding
from mosovo.access.models import CaseGrant, UnitGrant
from mosovo.access.states import Compartment, EmergencyReason, GrantBasis, OpeningReason
from mosovo.identity import acting_as
from mosovo.staff.actions import issue_token, save_officer
from mosovo.staff.models import Officer, RoleHolding
from tests.attack.tally import Tally
from tests.cases.meetings import at_level, called
from tests.factories.cases import ConfidentialEntryFactory
from tests.logins import logged_in_as
from tests.people import People, signed_in

# Each step is a transaction of its own, as in a force.
pytestmark = pytest.mark.django_db(transaction=True)

WHY, SECRET, DAY = "An invented reason of the test.", "Zzsecretzz", dt.timedelta(days=1)
# Gives the right and says whose it is; what comes after the yield takes it away.
Way = Callable[[People, Case], Iterator[Officer]]


def grant_ended(people: People, case: Case) -> Iterator[Officer]:
    by, to, today = people.supervisor, people.stranger, timezone.localdate()
    with acting_as(by):
        give_sight(
            by=by, case=case, to=to, rights=[], reason=WHY, until_on=today + DAY, now=timezone.now(), today=today
        )
    yield to
    with acting_as(by):
        end_sight(by=by, case=case, to=to, reason=WHY, now=timezone.now())


def cover_ended(people: People, case: Case) -> Iterator[Officer]:
    by, to, today = people.supervisor, people.same_unit_colleague, timezone.localdate()
    UnitGrant.objects.filter(user=to).delete()  # by the role alone the colleague sees the case
    covered = {"covered": people.offender_manager, "coverer": to, "from_on": today, "until_on": today + DAY}
    with acting_as(by):
        cover = give_cover(by=by, reason=WHY, now=timezone.now(), today=today, **covered)
    yield to
    with acting_as(by):
        end_cover(by=by, cover=cover, reason=WHY, now=timezone.now(), today=today)


def role_ended(people: People, case: Case) -> Iterator[Officer]:
    holding = RoleHolding.objects.get(officer=people.same_unit_colleague)
    yield people.same_unit_colleague
    holding.ends_on = timezone.localdate() - DAY
    with acting_as(people.administrator):
        save_holding(by=people.administrator, holding=holding, now=timezone.now())


def vetting_lapsed(people: People, case: Case) -> Iterator[Officer]:
    officer = people.offender_manager
    with acting_as(officer):
        open_restricted_part(
            by=officer,
            case=case,
            compartment=Compartment.CONFIDENTIAL,
            reason=OpeningReason.VISIT,
            sentence=WHY,
            now=timezone.now(),
        )
    yield officer
    Officer.objects.filter(pk=officer.pk).update(vetting_expires_on=timezone.localdate() - DAY)


def exclusion_made(people: People, case: Case) -> Iterator[Officer]:
    by = people.supervisor
    yield people.same_unit_colleague
    with acting_as(by):
        exclude_person(by=by, case=case, officer=people.same_unit_colleague, reason=WHY, now=timezone.now())


def case_locked(people: People, case: Case) -> Iterator[Officer]:
    yield people.same_unit_colleague
    with acting_as(people.supervisor):
        lock_case(by=people.supervisor, case=case, reason=WHY, now=timezone.now())


def emergency_run_out(people: People, case: Case) -> Iterator[Officer]:
    officer = people.other_unit_officer
    with acting_as(officer):
        open_in_emergency(
            by=officer,
            nominal=case.nominal,
            compartment=Compartment.CASE,
            reason=EmergencyReason.CHILD,
            sentence=WHY,
            now=timezone.now(),
            today=timezone.localdate(),
        )
    yield officer
    # The hour passes, by the clock of the database, which no test moves.
    CaseGrant.objects.filter(user=officer, basis=GrantBasis.EMERGENCY).update(valid_until=timezone.now())


def account_disabled(people: People, case: Case) -> Iterator[Officer]:
    officer = people.same_unit_colleague
    yield officer
    officer.is_active = False
    with acting_as(people.administrator):
        save_officer(officer=officer)


def panel_ended(people: People, case: Case) -> Iterator[Officer]:
    now = timezone.now()
    meeting = called(people, at_level(case, Level.TWO), now=now, held_at=now + DAY)
    yield people.chair
    with acting_as(people.supervisor):
        cancel_meeting(by=people.supervisor, meeting=meeting, reason=WHY, now=now, today=timezone.localdate(now))


WAYS: tuple[Way, ...] = (
    *(grant_ended, cover_ended, role_ended, vetting_lapsed, exclusion_made),
    *(case_locked, emergency_run_out, account_disabled, panel_ended),
)
TOUCHED = (
    *("access_casegrant", "access_unitgrant", "access_cover", "access_exclusion", "access_caselock"),
    *("access_emergencyaccess", "access_opening", "cases_meeting", "cases_case", "staff_roleholding", "staff_officer"),
    *("diary_deadline", "django_session", "knox_authtoken", "usersessions_usersession"),
)


@contextmanager
def put_back() -> Iterator[None]:
    """The tables in which rights stand are afterwards as they were."""
    with connection.cursor() as cursor:
        for table in TOUCHED:
            cursor.execute(f"CREATE TEMP TABLE before_{table} AS TABLE {table}")
        yield
        cursor.execute("SET session_replication_role = replica")
        for table in TOUCHED:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            cursor.execute(f"INSERT INTO {table} TABLE before_{table}")
            cursor.execute(f"DROP TABLE before_{table}")
        cursor.execute("RESET session_replication_role")


def is_shown(browser: Client, url: str, case: Case) -> bool:
    """Whether the answer, as of the web's own login, has anything of the case."""
    with logged_in_as("mosovo_web"):
        answer = browser.get(url)
    body = answer.content.decode()
    return answer.status_code == 200 and (case.nominal.family_name in body or SECRET in body)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_next_request_after_a_right_has_ended_has_nothing(
    way: Way, people: People, case: Case, times: Callable[[int, int], int]
) -> None:
    tally = Tally(f"requests after a right has ended, {way.__name__.replace('_', ' ')}", figure="8")
    ConfidentialEntryFactory(case=case, text=SECRET)
    page = f"/cases/{case.reference}/{'confidential/' if way is vetting_lapsed else ''}"
    endpoint = f"/api/v1/cases/{case.reference}/"
    for _ in range(times(1, 112)):
        with put_back():
            steps = way(people, case)
            who = next(steps)
            token, _ = issue_token(officer=who, now=timezone.now())
            asked = [(signed_in(who), page)]
            asked += [(Client(HTTP_AUTHORIZATION=f"Token {token}"), endpoint)] * (way is not vetting_lapsed)
            # A session, and a token, that have just read it.
            assert [is_shown(browser, url, case) for browser, url in asked] == [True] * len(asked)
            assert next(steps, None) is None
            for browser, url in asked:
                tally.tried += 1
                tally.leaked += is_shown(browser, url, case)
        who.is_active = True
    assert tally.leaked == 0
