"""Two people at the same moment: nothing is lost, nobody waits for ever."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections
from django.utils import timezone

from cases.actions.allocation import allocate_case
from cases.models import Case
from cases.states import RiskLevel
from mosovo.errors import Stale
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from risk.actions import set_risk_level
from risk.models import LevelDecision
from tests.factories.cases import CaseFactory
from tests.factories.staff import UnitFactory
from tests.people import People, allocate, make_people

REASONS = "He has moved in with a family with two small children."


@pytest.fixture
def made(transactional_db: None) -> tuple[People, Case]:
    """The people, and one of four medium cases that the offender manager has."""
    unit = UnitFactory(code="unit", name="North unit")
    people = make_people(unit, UnitFactory(code="other", name="South unit"))
    cases = [CaseFactory(unit=unit) for _ in range(4)]
    for case in cases:
        allocate(case, people.offender_manager)
    return people, cases[0]


def put(by: Officer, case: Case, level: RiskLevel) -> None:
    now = timezone.now()
    with acting_as(by):
        set_risk_level(
            by=by, case=case, level=level, reasons=REASONS, seen=None, now=now, today=timezone.localdate(now)
        )


def give(by: Officer, case: Case, officer: Officer, seen: int) -> None:
    now = timezone.now()
    with acting_as(by):
        allocate_case(
            by=by,
            case=case,
            officer=officer,
            reason="Shared out anew",
            seen=seen,
            now=now,
            today=timezone.localdate(now),
        )


def at_once(*works: Callable[[], None]) -> list[BaseException | None]:
    """Run all from one starting shot; what each raised."""
    together = threading.Barrier(len(works))
    raised: list[BaseException | None] = [None] * len(works)

    def run(place: int, work: Callable[[], None]) -> None:
        try:
            together.wait(timeout=10)
            work()
        except BaseException as error:  # noqa: BLE001 - looked at by the test
            raised[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return raised


def test_of_two_who_set_the_level_at_once_one_does_and_the_other_is_told(made: tuple[People, Case]) -> None:
    people, case = made
    raised = at_once(
        lambda: put(people.offender_manager, case, RiskLevel.LOW),
        lambda: put(people.supervisor, case, RiskLevel.HIGH),
    )
    assert sorted(type(error) for error in raised if error) == [Stale]
    decision = LevelDecision.objects.get()
    case.refresh_from_db()
    assert (case.risk_level, case.risk_level_on) == (decision.level, decision.set_on)


def test_level_and_allocation_at_once_wait_for_each_other(made: tuple[People, Case]) -> None:
    people, case = made
    to = people.same_unit_colleague
    raised = at_once(
        lambda: put(people.offender_manager, case, RiskLevel.LOW),
        lambda: give(people.supervisor, case, to, people.offender_manager.pk),
    )
    # Whoever comes second may find the case with another offender manager, who no longer or not yet may write.
    assert raised[1] is None
    case.refresh_from_db()
    assert case.officer == to
    assert case.allocated_on == timezone.localdate()
    assert LevelDecision.objects.count() == (0 if raised[0] else 1)
    assert case.risk_level == (RiskLevel.MEDIUM if raised[0] else RiskLevel.LOW)
