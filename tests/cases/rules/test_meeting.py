"""Rules of meetings, on plain values."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.meeting import (
    DISCLOSURE,
    FURTHEST_AHEAD,
    PARTS,
    WRITTEN,
    Standing,
    unready,
    why_late_next,
    why_not_call,
    why_not_held_on,
    why_not_next,
    why_not_quorate,
    why_not_record,
)
from cases.states import CaseStatus, DisclosureAnswer, Level, MeetingState

DAY = dt.date(2026, 3, 10)
COMPLETE = Standing(
    held=True,
    present=frozenset({"police", "probation"}),
    parts={prompt.code: "Invented words." for prompt in PARTS},
    outcome=DisclosureAnswer.DO_NOT_DISCLOSE,
    to_whom="",
    reasons="Invented reasons.",
    answers={prompt.code: "Invented words." for prompt in DISCLOSURE.prompts},
    next_on=DAY + dt.timedelta(weeks=8),
)


def lacking(standing: Standing) -> dict[str, str]:
    return unready(standing, least_agencies=2, today=DAY)


def test_level_1_has_no_meetings() -> None:
    assert why_not_call(level=Level.ONE, status=CaseStatus.COMMUNITY) == (
        "This case is managed at level 1, which has no MAPP meetings."
        " Refer it and have it screened to level 2 or 3 first."
    )


def test_closed_case_has_no_meetings() -> None:
    assert why_not_call(level=Level.THREE, status=CaseStatus.CLOSED) == (
        "This case is closed. A supervisor of the unit must reopen it before a meeting is called."
    )


@pytest.mark.parametrize("level", [Level.TWO, Level.THREE])
@pytest.mark.parametrize("status", [CaseStatus.COMMUNITY, CaseStatus.CUSTODY, CaseStatus.ABROAD])
def test_levels_2_and_3_have_meetings(level: Level, status: CaseStatus) -> None:
    assert why_not_call(level=level, status=status) is None


@given(st.integers(min_value=-1000, max_value=1000))
def test_meeting_is_called_for_today_until_a_year_ahead(days: int) -> None:
    refused = why_not_held_on(DAY + dt.timedelta(days=days), today=DAY)
    assert (refused is None) == (0 <= days <= FURTHEST_AHEAD.days)


@given(st.integers(min_value=-400, max_value=400), st.integers(min_value=-30, max_value=30))
def test_next_meeting_is_after_this_one_and_still_to_come(days: int, held: int) -> None:
    held_on, next_on = DAY + dt.timedelta(days=held), DAY + dt.timedelta(days=days)
    refused = why_not_next(next_on, held_on=held_on, today=DAY)
    assert (refused is None) == (next_on > held_on and 0 < days <= FURTHEST_AHEAD.days)


def test_record_opens_on_the_day_of_the_meeting() -> None:
    sentence = "This meeting is planned for 10 March 2026. It can be recorded from that day on."
    before = DAY - dt.timedelta(days=1)
    assert why_not_record(state=MeetingState.OPEN, held_on=DAY, today=before) == sentence
    assert why_not_record(state=MeetingState.OPEN, held_on=DAY, today=DAY) is None


def test_record_closes_with_the_signature() -> None:
    refused = why_not_record(state=MeetingState.SIGNED, held_on=DAY, today=DAY)
    assert refused is not None
    assert "closed" in refused


def test_warning_where_the_next_meeting_is_later_than_its_level_meets() -> None:
    in_time, late = DAY + dt.timedelta(weeks=8), DAY + dt.timedelta(weeks=8, days=1)
    assert why_late_next(in_time, held_on=DAY, level=3, weeks=8) is None
    assert why_late_next(late, held_on=DAY, level=3, weeks=8) == (
        "Level 3 cases meet every 8 weeks, so by 5 May 2026. Say why this is later."
    )


@pytest.mark.parametrize(
    ("present", "sentence"),
    [
        (set(), "Attendance: record who was there for the police."),
        ({"probation", "housing"}, "Attendance: record who was there for the police."),
        ({"police"}, "Attendance: at least 2 agencies must have been present; 1 is recorded."),
        ({"police", "probation"}, None),
    ],
)
def test_quorum(present: set[str], sentence: str | None) -> None:
    assert why_not_quorate(present, least=2) == sentence


def test_nothing_is_lacking_in_a_complete_record() -> None:
    assert lacking(COMPLETE) == {}


@pytest.mark.parametrize("code", [*(prompt.code for prompt in PARTS), "reasons"])
@pytest.mark.parametrize("text", ["", "  ", "too short"])
def test_part_left_out_is_named(code: str, text: str) -> None:
    standing = (
        replace(COMPLETE, reasons=text) if code == "reasons" else replace(COMPLETE, parts=COMPLETE.parts | {code: text})
    )
    assert lacking(standing) == {code: f"{WRITTEN[code].label}: write at least 10 characters."}


@pytest.mark.parametrize("prompt", DISCLOSURE.prompts, ids=lambda prompt: prompt.code)
def test_prompt_left_out_is_named(prompt) -> None:
    standing = replace(COMPLETE, answers=COMPLETE.answers | {prompt.code: ""})
    assert lacking(standing) == {prompt.code: f"{prompt.label}: answer this in at least 10 characters."}


@pytest.mark.parametrize(
    ("change", "place", "sentence"),
    [
        ({"held": False}, "details", "The meeting has not been held yet."),
        (
            {"outcome": ""},
            "outcome",
            "Decision on disclosure: decide whether to disclose or not; it cannot be left blank.",
        ),
        ({"outcome": DisclosureAnswer.DISCLOSE}, "outcome", "Decision on disclosure: say to whom."),
        ({"next_on": None}, "next", "Next meeting: set the day."),
        ({"next_on": DAY}, "next", "Next meeting: the day that was set has passed; set another."),
    ],
)
def test_what_else_is_lacking_is_named(change: dict[str, object], place: str, sentence: str) -> None:
    assert lacking(replace(COMPLETE, **change)) == {place: sentence}


def test_every_stage_and_every_test_is_asked_for() -> None:
    assert [prompt.code for prompt in DISCLOSURE.prompts] == [
        "ndm_information",
        "ndm_assessment",
        "ndm_powers",
        "ndm_options",
        "ndm_action",
        "lawful",
        "necessary",
        "proportionate",
        "secure",
        "accountable",
    ]
