"""What a visit's entry must say, and when the next visit is due."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.visits import (
    LONDON,
    VisitEntry,
    VisitFacts,
    faults_in_visit,
    is_visited_at_home,
    visit_due_on,
    why_visit_is_due,
)
from cases.states import CaseStatus, RiskLevel, VisitOutcome

NOW = dt.datetime(2026, 6, 15, 18, tzinfo=LONDON)
OPENED = dt.date(2026, 1, 5)
ENTRY = VisitEntry(
    visited_at=dt.datetime(2026, 6, 15, 10, tzinfo=LONDON),
    announced=False,
    safety_assessed_on=dt.date(2026, 6, 14),
    safety_notes="Invented",
    outcome=VisitOutcome.SEEN,
    seen="Invented",
    who_answered="The person",
)
FACTS = VisitFacts(
    case_id=1,
    reference="N0000001",
    status=CaseStatus.COMMUNITY,
    risk_level=RiskLevel.HIGH,
    last_visit_on=dt.date(2026, 3, 3),
    since_on=dt.date(2026, 1, 5),
    since="allocated",
    officer_id=1,
    unit_id=1,
)


def faults(**changes: object) -> dict[str, str]:
    entry = dataclasses.replace(ENTRY, **changes)  # type: ignore[arg-type]
    return faults_in_visit(entry, opened_on=OPENED, assessment_days=14, now=NOW)


def test_entry_in_order_has_no_faults() -> None:
    assert faults() == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"visited_at": NOW + dt.timedelta(minutes=1)}, "visited_at"),
        ({"visited_at": dt.datetime(2026, 1, 4, 23, 59, tzinfo=LONDON), "safety_assessed_on": OPENED}, "visited_at"),
        ({"safety_assessed_on": dt.date(2026, 6, 16)}, "safety_assessed_on"),
        ({"safety_assessed_on": dt.date(2026, 5, 31)}, "safety_assessed_on"),
        ({"who_answered": " "}, "who_answered"),
    ],
)
def test_fault_is_named_at_its_field(changes: dict[str, object], field: str) -> None:
    assert field in faults(**changes)


@pytest.mark.parametrize("day", [dt.date(2026, 6, 15), dt.date(2026, 6, 1)])
def test_safety_assessment_counts_from_fourteen_days_before_to_the_day(day: dt.date) -> None:
    assert faults(safety_assessed_on=day) == {}


@pytest.mark.parametrize("outcome", [outcome for outcome in VisitOutcome if outcome != VisitOutcome.SEEN])
def test_nobody_need_have_answered_where_the_person_was_not_seen(outcome: VisitOutcome) -> None:
    assert faults(outcome=outcome, who_answered="") == {}


@given(st.integers(1, 60), st.integers(0, 90))
def test_assessment_is_refused_exactly_when_older_than_the_setting(most: int, age: int) -> None:
    entry = dataclasses.replace(ENTRY, safety_assessed_on=ENTRY.visited_on - dt.timedelta(days=age))
    found = faults_in_visit(entry, opened_on=OPENED, assessment_days=most, now=NOW)
    assert bool(found) == (age > most)


def test_visit_late_in_the_evening_belongs_to_the_day_in_england() -> None:
    entry = dataclasses.replace(ENTRY, visited_at=dt.datetime(2026, 6, 14, 23, 30, tzinfo=dt.UTC))
    assert entry.visited_on == dt.date(2026, 6, 15)


def test_next_visit_counts_from_the_last_one() -> None:
    assert visit_due_on(FACTS, months=3) == dt.date(2026, 6, 3)
    assert (
        why_visit_is_due(FACTS, months=3)
        == "Risk is high and the last visit was on 3 March 2026; visits are every 3 months."
    )


def test_first_visit_counts_from_the_allocation() -> None:
    facts = dataclasses.replace(FACTS, last_visit_on=None)
    assert visit_due_on(facts, months=1) == dt.date(2026, 2, 5)
    assert why_visit_is_due(facts, months=1) == (
        "Risk is high and no visit is on record since the case was allocated on 5 January 2026; visits are every month."
    )


@pytest.mark.parametrize(
    ("status", "risk", "visited"),
    [
        (CaseStatus.COMMUNITY, RiskLevel.LOW, True),
        (CaseStatus.COMMUNITY, "", False),
        (CaseStatus.CUSTODY, RiskLevel.HIGH, False),
        (CaseStatus.ABROAD, RiskLevel.HIGH, False),
        (CaseStatus.CLOSED, RiskLevel.HIGH, False),
    ],
)
def test_visits_are_to_people_in_the_community_whose_risk_is_known(status: str, risk: str, visited: bool) -> None:
    assert is_visited_at_home(dataclasses.replace(FACTS, status=status, risk_level=risk)) is visited
