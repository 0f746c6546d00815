"""Minutes to be made, the next meeting to be held, actions to be done."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, LevelPeriod, Meeting, MeetingAction, Minutes
from cases.queries.meeting import SIGNED_OR_ATTENDED
from cases.states import ACTIVE_STATUSES, Level, MeetingState
from mosovo.days import in_words
from mosovo.diary.duties import Due, Duty, Settings, register
from mosovo.working_days import add_working_days

MINUTES_BASIS = "Force setting, after MAPPA practice; the chair's decisions stand in the minutes (APP)"
NEXT_BASIS = "The day the chair set, else the force setting after MAPPA practice"
ACTION_BASIS = "Undertaken at the meeting"


@dataclass(frozen=True)
class MinutesFacts:
    """A meeting, its chair, and the day its minutes were made, where they are."""

    meeting_id: int
    reference: str
    case_id: int
    unit_id: int
    chair_id: int
    level: int
    held_on: dt.date
    made_on: dt.date | None


@dataclass(frozen=True)
class NextFacts:
    """A case under level 2 or 3. next_on: what the chair of its last meeting set. since_on: its first day there."""

    case_id: int
    reference: str
    unit_id: int
    officer_id: int | None
    level: int
    since_on: dt.date
    last_on: dt.date | None
    next_on: dt.date | None
    planned_on: dt.date | None


@dataclass(frozen=True)
class ActionFacts:
    """An action of a meeting, and whoever manages the case."""

    action_id: int
    reference: str
    text: str
    agency: str
    held_on: dt.date
    case_id: int
    unit_id: int
    officer_id: int | None
    due_on: dt.date
    done_on: dt.date | None


def gather_minutes(case_ids: Sequence[int]) -> Iterator[MinutesFacts]:
    """Every meeting of these cases but the cancelled; two queries."""
    made = dict(Minutes.objects.filter(meeting__case__in=case_ids).values_list("meeting").annotate(Min("made_at")))
    held = Meeting.objects.filter(case__in=case_ids).exclude(state=MeetingState.CANCELLED)
    for meeting in held.select_related("case"):
        made_at = made.get(meeting.pk)
        yield MinutesFacts(
            meeting_id=meeting.pk,
            reference=str(meeting.reference),
            case_id=meeting.case_id,
            unit_id=meeting.case.unit_id,
            chair_id=meeting.chair_id,
            level=meeting.level,
            held_on=timezone.localdate(meeting.held_at),
            made_on=timezone.localdate(made_at) if made_at else None,
        )


def minutes_due(facts: MinutesFacts, settings: Settings, today: dt.date) -> Iterator[Due]:
    """Minutes within so many working days of the meeting; the chair signs, the worker makes them."""
    days = int(settings[f"minutes_days_level_{facts.level}"])
    yield Due(
        kind="minutes",
        subject=f"meeting:{facts.meeting_id}",
        title=f"Minutes of the level {facts.level} meeting",
        due_on=None if facts.made_on else add_working_days(facts.held_on, days),
        why=f"The meeting is on {in_words(facts.held_on)}; its minutes are due {days} working days after it.",
        basis=MINUTES_BASIS,
        url=reverse("meeting", args=[facts.reference]),
        owner_id=facts.chair_id,
        case_id=facts.case_id,
        unit_id=facts.unit_id,
        done_on=facts.made_on,
    )


def gather_next(case_ids: Sequence[int]) -> Iterator[NextFacts]:
    """These cases, those at level 2 or 3; four queries."""
    at_level = Case.objects.filter(pk__in=case_ids, level__gte=Level.TWO, status__in=ACTIVE_STATUSES)
    begun = LevelPeriod.objects.filter(case__in=case_ids, level__gte=Level.TWO)
    since = dict(begun.values_list("case").annotate(Max("from_on")))
    held = Meeting.objects.filter(SIGNED_OR_ATTENDED, case__in=case_ids).order_by("held_at")
    last = {meeting.case_id: meeting for meeting in held}
    planned = dict(
        Meeting.objects.filter(~SIGNED_OR_ATTENDED, state=MeetingState.OPEN, case__in=case_ids)
        .values_list("case")
        .annotate(Min("held_at"))
    )
    for case in at_level.select_related("nominal"):
        meeting, planned_at = last.get(case.pk), planned.get(case.pk)
        yield NextFacts(
            case_id=case.pk,
            reference=case.reference,
            unit_id=case.unit_id,
            officer_id=case.officer_id,
            level=case.level,
            since_on=since.get(case.pk, case.opened_on),
            last_on=timezone.localdate(meeting.held_at) if meeting else None,
            next_on=meeting.next_on if meeting else None,
            planned_on=timezone.localdate(planned_at) if planned_at else None,
        )


def next_due(facts: NextFacts, settings: Settings, today: dt.date) -> Iterator[Due]:
    """The next meeting: on the day the last chair set, else so many weeks after the last one or the level's start."""
    weeks = int(settings[f"meeting_weeks_level_{facts.level}"])
    yield Due(
        kind="meeting",
        subject=f"case:{facts.case_id}",
        title=f"Level {facts.level} meeting",
        due_on=facts.next_on or (facts.last_on or facts.since_on) + dt.timedelta(weeks=weeks),
        why=_why_next(facts, weeks),
        basis=NEXT_BASIS,
        url=reverse("case-meetings", args=[facts.reference]),
        owner_id=facts.officer_id,
        case_id=facts.case_id,
        unit_id=facts.unit_id,
        done_on=facts.last_on,
    )


def _why_next(facts: NextFacts, weeks: int) -> str:
    if facts.next_on and facts.last_on:
        why = f"The chair set this day at the meeting on {in_words(facts.last_on)}."
    elif facts.last_on:
        why = f"Level {facts.level} cases meet every {weeks} weeks; the last meeting was on {in_words(facts.last_on)}."
    else:
        why = (
            f"Level {facts.level} cases meet every {weeks} weeks; at it since {in_words(facts.since_on)}, not met yet."
        )
    return f"{why} Called for {in_words(facts.planned_on)}." if facts.planned_on else f"{why} None is called yet."


def gather_actions(case_ids: Sequence[int]) -> Iterator[ActionFacts]:
    """Every action of these cases' meetings; one query."""
    rows = MeetingAction.objects.filter(meeting__case__in=case_ids).select_related("meeting__case", "agency")
    for action in rows:
        case = action.meeting.case
        yield ActionFacts(
            action_id=action.pk,
            reference=str(action.reference),
            text=action.text,
            agency=action.agency.name,
            held_on=timezone.localdate(action.meeting.held_at),
            case_id=case.pk,
            unit_id=case.unit_id,
            officer_id=case.officer_id,
            due_on=action.due_on,
            done_on=action.done_on,
        )


def actions_due(facts: ActionFacts, settings: Settings, today: dt.date) -> Iterator[Due]:
    """An action by its day; other agencies do not sign in, so whoever manages the case follows it up."""
    yield Due(
        kind="meeting_action",
        subject=f"action:{facts.action_id}",
        title=f"Action of {facts.agency}"[:120],
        due_on=None if facts.done_on else facts.due_on,
        why=f"Undertaken at the meeting on {in_words(facts.held_on)}: {facts.text}"[:300],
        basis=ACTION_BASIS,
        url=reverse("meeting-action-complete", args=[facts.reference]),
        owner_id=facts.officer_id,
        case_id=facts.case_id,
        unit_id=facts.unit_id,
        done_on=facts.done_on,
    )


register(Duty("minutes", "case", gather_minutes, minutes_due))
register(Duty("meeting", "case", gather_next, next_due))
register(Duty("meeting_action", "case", gather_actions, actions_due))
