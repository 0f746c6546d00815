"""MAPP meetings: when one may be called and recorded, and what must be there before its chair signs.

The chair of a level 2 or 3 meeting decides whether to disclose, and the minutes record it (Managing information:
sharing with specific members of the public). No source names a quorum, so the least number of agencies is a setting.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cases.rules.status import why_closed
from cases.states import DisclosureAnswer, Level, MeetingState
from mosovo.days import in_words
from mosovo.reasons import is_no_reason
from mosovo.workflow.decisions import FIVE_TESTS, NATIONAL_DECISION_MODEL, DecisionKind, Prompt, unanswered

POLICE = "police"
# A meeting further off than this is a slip of the pen.
FURTHEST_AHEAD = dt.timedelta(days=366)

PARTS = (
    Prompt(
        "information", "Information shared", "What each agency brought. What it brought stays its own to answer for."
    ),
    Prompt(
        "risk", "Risk and how it is managed", "Who could be harmed, how and how soon; what each agency does about it."
    ),
    Prompt(
        "human_rights",
        "Human rights",
        "Articles 2 (life), 3 (inhuman treatment) and 8 (private and family life): of those at risk and of the person.",
    ),
    Prompt("diversity", "Diversity", "Language, disability, faith and other needs, and how they are met."),
)

DISCLOSURE = DecisionKind(
    code="meeting_disclosure",
    question="Should information about this person be disclosed to anyone outside the agencies at the meeting?",
    prompts=NATIONAL_DECISION_MODEL + FIVE_TESTS,
    outcomes=tuple((answer.value, answer.label) for answer in DisclosureAnswer),
)
REASONS = Prompt("reasons", "Reasons for the decision", "Why, in words that stand on their own.")

# What is written in a box of its own and kept as it is typed, by its code.
WRITTEN = {prompt.code: prompt for prompt in (*PARTS, REASONS, *DISCLOSURE.prompts)}
LONGEST = 20_000


@dataclass(frozen=True)
class Standing:
    """A meeting as it stands. present: codes of the agencies that were there. answers: prompt code -> text."""

    held: bool
    present: Collection[str]
    parts: Mapping[str, str]
    outcome: str
    to_whom: str
    reasons: str
    answers: Mapping[str, str]
    next_on: dt.date | None


def why_not_call(*, level: int, status: str) -> str | None:
    """Why no meeting can be called on a case managed at ``level``, or None. Level 1 has no formal meetings."""
    closed = why_closed(status, before="a meeting is called")
    if closed is None and level == Level.ONE:
        return (
            "This case is managed at level 1, which has no MAPP meetings."
            " Refer it and have it screened to level 2 or 3 first."
        )
    return closed


def why_not_held_on(day: dt.date, *, today: dt.date) -> str | None:
    """Why a meeting cannot be called for ``day``, or None."""
    if day < today:
        return "Call a meeting for today or a later day."
    if day > today + FURTHEST_AHEAD:
        return "Call a meeting for a day within the next year."
    return None


def why_not_record(*, state: str, held_on: dt.date, today: dt.date) -> str | None:
    """Why nothing may be written in the record today, or None: before its day, and after it is signed."""
    if state == MeetingState.SIGNED:
        return (
            "The chair has signed this meeting; its record is closed. A correction is a further version of the minutes."
        )
    if state == MeetingState.CANCELLED:
        return "This meeting was cancelled, so there is nothing to record."
    if today < held_on:
        return f"This meeting is planned for {in_words(held_on)}. It can be recorded from that day on."
    return None


def why_not_move(*, state: str, held_on: dt.date, today: dt.date) -> str | None:
    """Why the meeting can no longer be moved to another day, or None. From its own day on it stays as it was held."""
    if state == MeetingState.CANCELLED:
        return "This meeting was cancelled. Call another one instead."
    if state == MeetingState.SIGNED or held_on <= today:
        return "The day of this meeting has come, so it can no longer be moved."
    return None


def why_not_cancel(*, state: str, begun: bool) -> str | None:
    """Why the meeting can no longer be called off, or None. begun: something stands in its record already.

    A meeting of which nothing is recorded may not have taken place; without this it would stay open for ever.
    """
    if state == MeetingState.CANCELLED:
        return "This meeting was cancelled already."
    if begun or state == MeetingState.SIGNED:
        return "The record of this meeting has been begun, so it can no longer be cancelled."
    return None


def why_not_next(next_on: dt.date, *, held_on: dt.date, today: dt.date) -> str | None:
    """Why the next meeting cannot be on ``next_on``, or None."""
    if next_on <= max(held_on, today):
        return "The next meeting must be on a day still to come."
    if next_on > today + FURTHEST_AHEAD:
        return "The next meeting must be within the next year."
    return None


def why_late_next(next_on: dt.date, *, held_on: dt.date, level: int, weeks: int) -> str | None:
    """A warning where the next meeting is later than cases of its level meet, or None."""
    latest = held_on + dt.timedelta(weeks=weeks)
    if next_on <= latest:
        return None
    return f"Level {level} cases meet every {weeks} weeks, so by {in_words(latest)}. Say why this is later."


def why_not_quorate(present: Collection[str], *, least: int) -> str | None:
    """Why too few were there to decide anything, or None. The police keep the record and so must be among them."""
    if POLICE not in present:
        return "Attendance: record who was there for the police."
    agencies = len(set(present))
    if agencies < least:
        return f"Attendance: at least {least} agencies must have been present; {agencies} is recorded."
    return None


def unready(standing: Standing, *, least_agencies: int, today: dt.date) -> dict[str, str]:
    """What must still be done before the chair may sign: place on the page -> a sentence; empty when nothing."""
    lacking: dict[str, str] = {}
    if not standing.held:
        lacking["details"] = "The meeting has not been held yet."
    if few := why_not_quorate(standing.present, least=least_agencies):
        lacking["attendance"] = few
    for prompt in PARTS:
        if short := _short(prompt, standing.parts.get(prompt.code, "")):
            lacking[prompt.code] = short
    lacking |= _undecided(standing)
    if standing.next_on is None:
        lacking["next"] = "Next meeting: set the day."
    elif standing.next_on <= today:
        lacking["next"] = "Next meeting: the day that was set has passed; set another."
    return lacking


def _undecided(standing: Standing) -> dict[str, str]:
    lacking: dict[str, str] = {}
    if standing.outcome not in DisclosureAnswer.values:
        lacking["outcome"] = "Decision on disclosure: decide whether to disclose or not; it cannot be left blank."
    elif standing.outcome == DisclosureAnswer.DISCLOSE and not standing.to_whom.strip():
        lacking["outcome"] = "Decision on disclosure: say to whom."
    if short := _short(REASONS, standing.reasons):
        lacking["reasons"] = short
    return lacking | unanswered(DISCLOSURE, standing.answers)


def _short(prompt: Prompt, text: str) -> str | None:
    if is_no_reason(text, least=prompt.least):
        return f"{prompt.label}: write at least {prompt.least} characters."
    return None
