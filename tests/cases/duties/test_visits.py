"""The next home visit in the diary."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.duties.visits import due, gather
from cases.models import Case
from cases.states import CaseStatus, RiskLevel
from mosovo.diary.actions import refresh_cases
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.force_settings.keys import SETTINGS
from tests.factories.cases import CaseFactory
from tests.people import People

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 15)
DEFAULTS = {key: setting.default for key, setting in SETTINGS.items()}


def next_visit(case: Case) -> list[dt.date | None]:
    return [found.due_on for facts in gather([case.pk]) for found in due(facts, DEFAULTS, TODAY)]


@pytest.mark.parametrize(
    ("level", "due_on"),
    [
        (RiskLevel.VERY_HIGH, dt.date(2026, 2, 28)),
        (RiskLevel.HIGH, dt.date(2026, 4, 30)),
        (RiskLevel.MEDIUM, dt.date(2026, 7, 31)),
        (RiskLevel.LOW, dt.date(2027, 1, 31)),
    ],
)
def test_visits_follow_the_risk_level(level: RiskLevel, due_on: dt.date, people: People) -> None:
    case = CaseFactory(risk_level=level, last_visit_on=dt.date(2026, 1, 31))
    assert next_visit(case) == [due_on]


def test_first_visit_counts_from_the_allocation_and_before_one_from_the_opening(people: People) -> None:
    case = CaseFactory(opened_on=dt.date(2026, 1, 5), risk_level=RiskLevel.HIGH)
    assert next_visit(case) == [dt.date(2026, 4, 5)]
    case.allocated_on = dt.date(2026, 2, 1)
    case.save()
    assert next_visit(case) == [dt.date(2026, 5, 1)]


@pytest.mark.parametrize("status", [CaseStatus.CUSTODY, CaseStatus.ABROAD, CaseStatus.CLOSED])
def test_nobody_is_visited_at_home_who_is_not_there(status: CaseStatus, people: People) -> None:
    assert next_visit(CaseFactory(status=status)) == []


@pytest.mark.parametrize("cases", [1, 10])
def test_facts_of_many_cases_come_in_one_query(cases: int, people: People, django_assert_num_queries: object) -> None:
    ids = [CaseFactory().pk for _ in range(cases)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(list(gather(ids))) == cases


def test_going_into_custody_ends_the_visit_without_calling_it_done(people: People, case: Case) -> None:
    now, today = timezone.now(), timezone.localdate()
    refresh_cases([case.pk], now=now, today=today)
    case.status = CaseStatus.CUSTODY
    case.save()
    refresh_cases([case.pk], now=now, today=today)
    assert [row.state for row in Deadline.objects.filter(kind="home_visit")] == [DeadlineState.SUPERSEDED]
