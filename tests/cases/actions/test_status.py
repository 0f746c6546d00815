"""Recording where the person is, closing and reopening, each as the person under row security."""

import dataclasses
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from cases.actions.allocation import allocate_case
from cases.actions.meeting import cancel_meeting
from cases.actions.status import change_status
from cases.models import Allocation, CapException, Case, CategoryPeriod, LevelPeriod, StatusChange
from cases.states import CASE_MOVES, CaseStatus, Category, Level, RiskLevel
from mosovo.access.models import CaseGrant
from mosovo.diary.actions import refresh_cases
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict, Denied, Stale
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from tests.cases.meetings import at_level, called
from tests.factories.cases import AgencyFactory, CaseFactory, FlagFactory
from tests.people import People

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
EARLIER = TODAY - dt.timedelta(days=9)
NAMES = [field.name for field in dataclasses.fields(People)]
COMMUNITY, CUSTODY, ABROAD, CLOSED = CaseStatus.COMMUNITY, CaseStatus.CUSTODY, CaseStatus.ABROAD, CaseStatus.CLOSED


def change(by: Officer, case: Case, status: CaseStatus, **more: object) -> StatusChange:
    """Change as the person would in a request: under row security."""
    asked = {
        "seen": case.status,
        "on": TODAY,
        "reason": "An invented reason",
        "now": timezone.now(),
        "today": TODAY,
    } | more
    with acting_as(by):
        return change_status(by=by, case=case, status=status, **asked)  # type: ignore[arg-type]


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def in_status(case: Case, status: CaseStatus) -> Case:
    """The case as closed or elsewhere by a short way through the legal moves."""
    if status != COMMUNITY:
        Case.objects.filter(pk=case.pk).update(status=status)
    return fresh(case)


def test_the_change_is_on_record_with_its_day_and_reason(people: People, case: Case) -> None:
    made = change(people.offender_manager, case, CUSTODY, on=EARLIER, reason="  Remanded by the court ")
    assert (made.status, made.on, made.reason, made.recorded_by) == (
        CUSTODY,
        EARLIER,
        "Remanded by the court",
        people.offender_manager,
    )
    assert (fresh(case).status, fresh(case).officer) == (CUSTODY, people.offender_manager)


@pytest.mark.parametrize("name", NAMES)
def test_who_records_custody(name: str, people: People, case: Case) -> None:
    may = {"offender_manager", "supervisor", "unit_manager"}
    refused_unless(name in may, getattr(people, name), case, CUSTODY)


@pytest.mark.parametrize("name", NAMES)
def test_who_closes(name: str, people: People, case: Case) -> None:
    refused_unless(name in {"supervisor", "unit_manager"}, getattr(people, name), case, CLOSED)


@pytest.mark.parametrize("name", NAMES)
def test_who_reopens(name: str, people: People, case: Case) -> None:
    closed = in_status(case, CLOSED)
    refused_unless(name in {"supervisor", "unit_manager"}, getattr(people, name), closed, COMMUNITY)


def refused_unless(may: bool, person: Officer, case: Case, status: CaseStatus) -> None:
    if may:
        assert change(person, case, status).recorded_by == person
        assert fresh(case).status == status
    else:
        with pytest.raises((Denied, Case.DoesNotExist)):
            change(person, case, status)
        assert fresh(case).status == case.status
        assert not StatusChange.objects.exists()


@pytest.mark.parametrize(("before", "after"), [(one, other) for one in CaseStatus for other in CaseStatus])
def test_only_the_moves_of_the_table_are_made(
    before: CaseStatus, after: CaseStatus, people: People, case: Case
) -> None:
    held = in_status(case, before)
    if (before, after) in CASE_MOVES:
        change(people.supervisor, held, after)
        assert fresh(case).status == after
    else:
        with pytest.raises(Conflict):
            change(people.supervisor, held, after)
        assert not StatusChange.objects.exists()


@pytest.mark.parametrize(("before", "after"), [(one, other) for one in CaseStatus for other in CaseStatus])
def test_the_database_makes_no_other_move_either(before: CaseStatus, after: CaseStatus, case: Case) -> None:
    in_status(case, before)
    if before == after or (before, after) in CASE_MOVES:
        assert Case.objects.filter(pk=case.pk).update(status=after) == 1
    else:
        with pytest.raises(Error, match="transition"), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(status=after)
        assert fresh(case).status == before


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"on": TODAY + dt.timedelta(days=1)}, "in the past"),
        ({"on": dt.date(2025, 1, 1)}, "when the case was opened"),
        ({"reason": "short"}, "at least 10"),
    ],
)
def test_rules_hold_whoever_calls(more: dict[str, object], says: str, people: People, case: Case) -> None:
    with pytest.raises(Conflict, match=says):
        change(people.supervisor, case, CUSTODY, **more)


def test_case_with_an_open_meeting_is_not_closed(people: People, case: Case) -> None:
    meeting = called(people, at_level(case, Level.TWO), now=timezone.now())
    with pytest.raises(Conflict, match=f"Still open: the {meeting}, to be signed or cancelled"):
        change(people.supervisor, case, CLOSED)
    assert fresh(case).status == COMMUNITY
    change(people.supervisor, case, CUSTODY)
    now = timezone.now()
    with acting_as(people.supervisor):
        cancel_meeting(by=people.supervisor, meeting=meeting, reason="By mistake", now=now, today=TODAY)
    assert change(people.supervisor, fresh(case), CLOSED).status == CLOSED


def test_exception_from_the_cap_ends_with_the_case(people: People, case: Case) -> None:
    facts = {"case": case, "officer": people.offender_manager, "reason": "Invented", "figures": "Invented"}
    facts |= {"made_by": people.supervisor, "made_at": timezone.now()}
    week = dt.timedelta(days=7)
    running = CapException.objects.create(**facts, from_on=EARLIER - week, ends_on=TODAY + week)
    later = CapException.objects.create(**facts, from_on=TODAY, ends_on=TODAY + week)
    over = CapException.objects.create(**facts, from_on=EARLIER - week, ends_on=EARLIER - week)
    change(people.supervisor, case, CLOSED, on=EARLIER)
    days = {row.pk: row.ends_on for row in CapException.objects.all()}
    assert days == {running.pk: EARLIER, later.pk: TODAY, over.pk: EARLIER - week}


def test_no_change_before_the_last_one(people: People, case: Case) -> None:
    change(people.supervisor, case, CUSTODY, on=EARLIER)
    with pytest.raises(Conflict, match="last change"):
        change(people.supervisor, fresh(case), COMMUNITY, on=EARLIER - dt.timedelta(days=1))


def test_a_change_made_meanwhile_is_not_overwritten(people: People, case: Case) -> None:
    change(people.supervisor, case, CUSTODY)
    with pytest.raises(Stale, match="in custody while you had this page open"):
        change(people.offender_manager, case, ABROAD)


def periods_of(case: Case) -> tuple[CategoryPeriod, LevelPeriod]:
    category = CategoryPeriod.objects.create(
        case=case, category=Category.MAPPA_1, from_on=case.opened_on, grounds="Invented"
    )
    level = LevelPeriod.objects.create(
        case=case, level=Level.ONE, lead_agency=AgencyFactory(), from_on=case.opened_on, reason="Invented"
    )
    return category, level


def test_closing_ends_what_lasts_and_tells_the_offender_manager(people: People, case: Case) -> None:
    manager = people.offender_manager
    flag = FlagFactory(nominal=case.nominal, call_officer=manager)
    allocation = Allocation.objects.create(case=case, officer=manager, from_on=case.opened_on, reason="First")
    category, level = periods_of(case)
    change(people.supervisor, case, CLOSED, on=EARLIER)
    for lasting in (allocation, category, level):
        lasting.refresh_from_db()
        assert lasting.until_on == EARLIER
    flag.refresh_from_db()
    assert (fresh(case).officer, fresh(case).allocated_on, flag.call_officer) == (None, None, None)
    assert not CaseGrant.objects.filter(user=manager, valid_until=None).exists()
    assert "You are no longer its offender manager" in Notification.objects.get(to=manager).text


@pytest.mark.parametrize("days_later", [0, 9])
def test_reopening_begins_category_and_level_again(days_later: int, people: People, case: Case) -> None:
    periods_of(case)
    change(people.supervisor, case, CLOSED, on=EARLIER)
    on = EARLIER + dt.timedelta(days=days_later)
    change(people.supervisor, fresh(case), COMMUNITY, on=on)
    category = CategoryPeriod.objects.get(case=case, until_on=None)
    level = LevelPeriod.objects.get(case=case, until_on=None)
    assert (category.category, category.from_on) == (Category.MAPPA_1, on if days_later else case.opened_on)
    assert (level.level, level.from_on) == (Level.ONE, on)


def test_a_reopened_case_can_be_given_to_an_officer(people: People, case: Case) -> None:
    change(people.supervisor, case, CLOSED)
    change(people.supervisor, fresh(case), COMMUNITY)
    with acting_as(people.supervisor):
        allocate_case(
            by=people.supervisor,
            case=fresh(case),
            officer=people.same_unit_colleague,
            reason="Knows the area",
            seen=None,
            now=timezone.now(),
            today=TODAY,
        )
    assert fresh(case).officer == people.same_unit_colleague


def visits_due(case: Case) -> list[str]:
    return list(
        Deadline.objects.filter(case=case, kind="home_visit", state=DeadlineState.OPEN).values_list("kind", flat=True)
    )


def test_the_diary_follows(people: People, case: Case) -> None:
    refresh_cases([case.pk], now=NOW, today=TODAY)
    assert visits_due(case) == ["home_visit"]
    change(people.offender_manager, case, CUSTODY)
    assert visits_due(case) == []
    change(people.offender_manager, fresh(case), COMMUNITY)
    assert visits_due(case) == ["home_visit"]


def test_closing_a_low_risk_case_may_put_the_former_manager_over_the_cap(people: People, unit: object) -> None:
    manager = people.offender_manager
    levels = [RiskLevel.HIGH, *[RiskLevel.LOW] * 4]
    *_, low = [CaseFactory(unit=unit, officer=manager, risk_level=level) for level in levels]
    change(people.supervisor, low, CLOSED)
    assert Deadline.objects.get(kind="caseload_over_cap").officer == manager


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_recorded_and_the_other_told(people: People, case: Case) -> None:
    gate = Barrier(2)

    def once(asked: tuple[Officer, CaseStatus]) -> object:
        try:
            gate.wait(timeout=30)
            return change(asked[0], case, asked[1])
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(once, [(people.supervisor, CUSTODY), (people.unit_manager, ABROAD)]))
    assert sorted(type(one).__name__ for one in found) == ["Stale", "StatusChange"]
    assert StatusChange.objects.get().status == fresh(case).status
