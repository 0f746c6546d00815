import datetime as dt

import pytest

from cases.models import Case
from cases.states import CaseStatus, RiskLevel
from mosovo.diary.actions import refresh_cases
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.force_settings.models import ForceSetting
from mosovo.identity import acting_as_system
from tests.factories.cases import NOON, CaseFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 4)


def refresh(case: Case, *, today: dt.date = TODAY) -> list[Deadline]:
    refresh_cases([case.pk], now=NOON, today=today)
    return list(Deadline.objects.filter(case=case, kind="risk_review").order_by("pk"))


@pytest.mark.parametrize(
    ("level", "due_on", "every"),
    [
        (RiskLevel.VERY_HIGH, dt.date(2026, 4, 30), "every 3 months"),
        (RiskLevel.HIGH, dt.date(2026, 7, 31), "every 6 months"),
        (RiskLevel.MEDIUM, dt.date(2027, 1, 31), "every 12 months"),
        (RiskLevel.LOW, dt.date(2027, 1, 31), "every 12 months"),
    ],
)
def test_level_sets_the_next_review(case: Case, level: RiskLevel, due_on: dt.date, every: str) -> None:
    case.risk_level, case.risk_level_on = level, dt.date(2026, 1, 31)
    case.save()
    (deadline,) = refresh(case)
    assert (deadline.due_on, deadline.state) == (due_on, DeadlineState.OPEN)
    assert deadline.why == f"Risk has been {level.label.lower()} since 31 January 2026; it is reviewed {every}."
    assert (deadline.owner_id, deadline.unit_id) == (case.officer_id, case.unit_id)
    assert deadline.url == f"/cases/{case.reference}/risk/"
    assert "setting" in deadline.basis


def test_setting_of_the_force_moves_the_review(case: Case) -> None:
    ForceSetting.objects.create(key="risk_review_months_medium", value="1", starts_on=TODAY, reason="Tried for a year")
    (deadline,) = refresh(case)
    assert deadline.due_on == dt.date(2026, 2, 5)
    assert deadline.why.endswith("it is reviewed every month.")


@pytest.mark.parametrize(
    ("allocated_on", "due_on", "event"),
    [
        # Good Friday and Easter Monday 2026 are 3 and 6 April.
        (dt.date(2026, 3, 20), dt.date(2026, 4, 14), "allocated on 20 March 2026"),
        (None, dt.date(2026, 1, 26), "opened on 5 January 2026"),
    ],
)
def test_first_assessment_is_due_in_working_days(
    case: Case, allocated_on: dt.date | None, due_on: dt.date, event: str
) -> None:
    case.risk_level, case.risk_level_on, case.allocated_on = "", None, allocated_on
    case.save()
    (deadline,) = refresh(case)
    assert deadline.due_on == due_on
    assert event in deadline.why
    assert "15 working days" in deadline.why


def test_first_level_meets_the_first_assessment_and_opens_the_review(case: Case) -> None:
    case.risk_level, case.risk_level_on = "", None
    case.save()
    refresh(case)
    case.risk_level, case.risk_level_on = RiskLevel.HIGH, TODAY
    case.save()
    first, review = refresh(case)
    assert (first.state, review.state) == (DeadlineState.MET, DeadlineState.OPEN)
    assert review.due_on == dt.date(2026, 9, 4)


@pytest.mark.parametrize("status", CaseStatus)
def test_closed_cases_have_no_review(case: Case, status: CaseStatus) -> None:
    refresh(case)
    if status != CaseStatus.COMMUNITY:
        case.status = status
        case.save()
    (deadline,) = refresh(case)
    closed = status == CaseStatus.CLOSED
    assert deadline.state == (DeadlineState.SUPERSEDED if closed else DeadlineState.OPEN)


def test_many_cases_are_refreshed_and_a_second_time_changes_nothing(unit: object) -> None:
    cases = [CaseFactory(unit=unit) for _ in range(3)]
    ids = [case.pk for case in cases]
    with acting_as_system("sweep", reason="Tried"):
        assert refresh_cases(ids, now=NOON, today=TODAY) >= 3
        assert refresh_cases(ids, now=NOON, today=TODAY) == 0
    assert Deadline.objects.filter(kind="risk_review", case__in=ids).count() == 3
