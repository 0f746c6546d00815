"""What a meeting makes due, from plain facts; and the diary before and after, from rows."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from cases.actions.minutes import make_minutes, sign_meeting
from cases.duties.meetings import ActionFacts, MinutesFacts, NextFacts, actions_due, minutes_due, next_due
from cases.models import Agency, Case, LevelPeriod
from cases.states import CaseStatus, Level
from mosovo.diary.actions import refresh_cases
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.force_settings.keys import SETTINGS
from mosovo.identity import acting_as
from tests.cases.meetings import WEEK, at_level, called, complete_record
from tests.people import People

DEFAULTS = {key: setting.default for key, setting in SETTINGS.items()}
REFERENCE = "6f1c2f1e-0000-4000-8000-000000000001"
TODAY = dt.date(2026, 4, 20)
MINUTES = MinutesFacts(
    meeting_id=7,
    reference=REFERENCE,
    case_id=1,
    unit_id=2,
    chair_id=3,
    level=2,
    held_on=dt.date(2026, 4, 1),
    made_on=None,
)
NEXT = NextFacts(
    case_id=1,
    reference="N0000001",
    unit_id=2,
    officer_id=4,
    level=3,
    since_on=dt.date(2026, 1, 5),
    last_on=None,
    next_on=None,
    planned_on=None,
)
ACTION = ActionFacts(
    action_id=9,
    reference=REFERENCE,
    text="Visit",
    agency="Housing authority",
    held_on=dt.date(2026, 4, 1),
    case_id=1,
    unit_id=2,
    officer_id=4,
    due_on=dt.date(2026, 4, 15),
    done_on=None,
)


@pytest.mark.parametrize(
    ("level", "due_on"),
    [
        # Easter 2026: Good Friday is 3 April, Easter Monday 6 April.
        (2, dt.date(2026, 4, 17)),
        (3, dt.date(2026, 4, 10)),
    ],
)
def test_minutes_are_due_within_the_levels_working_days(level: int, due_on: dt.date) -> None:
    (due,) = minutes_due(replace(MINUTES, level=level), DEFAULTS, TODAY)
    assert (due.due_on, due.owner_id, due.subject, due.done_on) == (due_on, 3, "meeting:7", None)
    assert "1 April 2026" in due.why


def test_minutes_that_are_made_are_due_no_more() -> None:
    (due,) = minutes_due(replace(MINUTES, made_on=dt.date(2026, 4, 2)), DEFAULTS, TODAY)
    assert (due.due_on, due.done_on) == (None, dt.date(2026, 4, 2))


@pytest.mark.parametrize(
    ("facts", "due_on", "why"),
    [
        ({}, dt.date(2026, 3, 2), "Level 3 cases meet every 8 weeks; at it since 5 January 2026, not met yet."),
        ({"level": 2}, dt.date(2026, 4, 27), "Level 2 cases meet every 16 weeks; at it since 5 January 2026"),
        ({"last_on": dt.date(2026, 3, 2)}, dt.date(2026, 4, 27), "the last meeting was on 2 March 2026."),
        (
            {"last_on": dt.date(2026, 3, 2), "next_on": dt.date(2026, 5, 1)},
            dt.date(2026, 5, 1),
            "The chair set this day at the meeting on 2 March 2026.",
        ),
        ({"planned_on": dt.date(2026, 2, 9)}, dt.date(2026, 3, 2), "Called for 9 February 2026."),
    ],
)
def test_next_meeting_is_due(facts: dict[str, object], due_on: dt.date, why: str) -> None:
    (due,) = next_due(replace(NEXT, **facts), DEFAULTS, TODAY)
    assert (due.due_on, due.owner_id, due.subject, due.done_on) == (due_on, 4, "case:1", facts.get("last_on"))
    assert why in due.why


def test_action_is_due_until_it_is_done() -> None:
    (due,) = actions_due(ACTION, DEFAULTS, TODAY)
    assert (due.due_on, due.owner_id, due.title) == (dt.date(2026, 4, 15), 4, "Action of Housing authority")
    (done,) = actions_due(replace(ACTION, done_on=TODAY), DEFAULTS, TODAY)
    assert (done.due_on, done.done_on) == (None, TODAY)


def test_long_action_fits_the_diary() -> None:
    (due,) = actions_due(replace(ACTION, text="x" * 300, agency="y" * 120), DEFAULTS, TODAY)
    assert (len(due.title), len(due.why)) == (120, 300)


def open_kinds(case: Case) -> dict[str, dt.date]:
    kinds = ("minutes", "meeting", "meeting_action")
    return dict(
        Deadline.objects.filter(case=case, state=DeadlineState.OPEN, kind__in=kinds).values_list("kind", "due_on")
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("level", "status", "kinds"),
    [
        (Level.ONE, CaseStatus.COMMUNITY, set()),
        (Level.TWO, CaseStatus.COMMUNITY, {"meeting"}),
        (Level.THREE, CaseStatus.CUSTODY, {"meeting"}),
        (Level.TWO, CaseStatus.CLOSED, set()),
    ],
)
def test_only_active_cases_at_level_2_and_3_meet(level, status, kinds, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(level=level, status=status)
    LevelPeriod.objects.create(
        case=case,
        level=level,
        lead_agency=Agency.objects.get(code="police"),
        from_on=dt.date(2026, 1, 5),
        reason="Invented",
    )
    refresh_cases([case.pk], now=timezone.now(), today=timezone.localdate())
    assert set(open_kinds(case)) == kinds


@pytest.mark.django_db
def test_meeting_and_its_minutes_pass_through_the_diary(people: People, case: Case) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    meeting = called(people, at_level(case, Level.TWO), now=now)
    assert set(open_kinds(case)) == {"minutes", "meeting"}
    complete_record(people.chair, meeting, now=now)
    with acting_as(people.chair):
        sign_meeting(by=people.chair, meeting=meeting, now=now, today=today)
    assert open_kinds(case)["meeting"] == today + 8 * WEEK
    with acting_as(people.chair):
        make_minutes(by=people.chair, meeting=meeting.pk, now=now)
    assert set(open_kinds(case)) == {"meeting"}
    assert refresh_cases([case.pk], now=now, today=today) == 0
