import datetime as dt

import pytest
from django.utils import timezone

from cases.models import CapException, Case
from mosovo.diary.actions import refresh_officers, sweep, waive_deadline
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.errors import Denied
from mosovo.working_days import add_working_days
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NOW = timezone.now()
DAY = dt.timedelta(days=1)


@pytest.fixture
def over(people, unit) -> list[Case]:
    """One of four of the offender manager's cases is of high risk."""
    return [
        CaseFactory(unit=unit, officer=people.offender_manager, risk_level=level)
        for level in ("high", "low", "low", "low")
    ]


def task(people, today: dt.date = TODAY) -> Deadline | None:
    refresh_officers([people.offender_manager.pk], now=NOW, today=today)
    return Deadline.objects.filter(kind="caseload_over_cap", state=DeadlineState.OPEN).first()


def test_over_the_cap_it_is_the_supervisors_task_within_the_days_set(people, over, unit):
    found = task(people)
    assert found is not None
    assert (found.owner, found.officer, found.unit) == (people.supervisor, people.offender_manager, unit)
    assert found.due_on == add_working_days(TODAY, 5)
    assert found.why.startswith("1 of 4 cases high or very high risk (25 per cent); the cap is 20 per cent.")


def test_it_keeps_its_day_as_the_days_go_by_and_the_figures_change(people, over, unit):
    first = task(people)
    CaseFactory(unit=unit, officer=people.offender_manager, risk_level="very_high")
    later = task(people, TODAY + 3 * DAY)
    assert (later.pk, later.due_on) == (first.pk, first.due_on)
    assert later.why.startswith("2 of 5 cases")


def test_put_right_it_ends(people, over, unit):
    task(people)
    CaseFactory(unit=unit, officer=people.offender_manager, risk_level="low")
    assert task(people) is None


def test_closing_a_low_risk_case_may_open_it(people, over, unit):
    extra = CaseFactory(unit=unit, officer=people.offender_manager, risk_level="low")
    assert task(people) is None
    Case.objects.filter(pk=extra.pk).update(status="closed")
    assert task(people) is not None


def test_an_exception_holds_it_off_until_the_day_after_its_end(people, over):
    CapException.objects.create(
        officer=people.offender_manager,
        case=over[0],
        reason="Invented",
        figures="1 of 4",
        from_on=TODAY,
        ends_on=TODAY + 10 * DAY,
        made_by=people.supervisor,
        made_at=NOW,
    )
    assert task(people) is None
    assert task(people, TODAY + 10 * DAY) is None
    found = task(people, TODAY + 11 * DAY)
    assert found.due_on == add_working_days(TODAY + 11 * DAY, 5)


def test_the_sweep_finds_it_and_it_is_not_waived(people, over):
    sweep(now=NOW, today=TODAY)
    found = Deadline.objects.get(kind="caseload_over_cap")
    with pytest.raises(Denied, match="record an exception"):
        waive_deadline(by=people.unit_manager, deadline=found, reason="Because", now=NOW)
