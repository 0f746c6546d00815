"""The rules of where the person is: every pair of states, the day and the reason."""

import datetime as dt

import pytest

from cases.rules.status import MOVES_IN_WORDS, faults_in_change, moves_from, why_closed, why_not_become, why_not_on
from cases.states import CASE_MOVES, CaseStatus

COMMUNITY, CUSTODY, ABROAD, CLOSED = CaseStatus.COMMUNITY, CaseStatus.CUSTODY, CaseStatus.ABROAD, CaseStatus.CLOSED
TODAY = dt.date(2026, 11, 21)
OPENED = dt.date(2026, 1, 5)
LAST = dt.date(2026, 6, 1)

SENTENCES = {
    (COMMUNITY, COMMUNITY): "The case is on record as in the community already.",
    (COMMUNITY, CUSTODY): None,
    (COMMUNITY, ABROAD): None,
    (COMMUNITY, CLOSED): None,
    (CUSTODY, COMMUNITY): None,
    (CUSTODY, CUSTODY): "The case is on record as in custody already.",
    (CUSTODY, ABROAD): "The person is in custody. Record first that they came into the community; then record abroad.",
    (CUSTODY, CLOSED): None,
    (ABROAD, COMMUNITY): None,
    (ABROAD, CUSTODY): None,
    (ABROAD, ABROAD): "The case is on record as abroad already.",
    (ABROAD, CLOSED): None,
    (CLOSED, COMMUNITY): None,
    (CLOSED, CUSTODY): (
        "This case is closed. Reopen it first, which puts the person in the community; then record in custody."
    ),
    (
        CLOSED,
        ABROAD,
    ): "This case is closed. Reopen it first, which puts the person in the community; then record abroad.",
    (CLOSED, CLOSED): "The case is on record as closed already.",
}


def test_every_pair_is_in_the_table() -> None:
    assert set(SENTENCES) == {(before, after) for before in CaseStatus for after in CaseStatus}


@pytest.mark.parametrize(("before", "after"), SENTENCES)
def test_what_may_follow_what(before: CaseStatus, after: CaseStatus) -> None:
    assert why_not_become(before, after) == SENTENCES[before, after]
    assert why_not_become(str(before), str(after)) == SENTENCES[before, after]


def test_every_move_has_words_and_no_other() -> None:
    assert set(MOVES_IN_WORDS) == set(CASE_MOVES)


def test_moves_from_a_status() -> None:
    assert moves_from("custody") == [(COMMUNITY, "Came out of custody"), (CLOSED, "Close the case")]
    assert moves_from("closed") == [(COMMUNITY, "Reopen the case")]


@pytest.mark.parametrize(
    ("on", "last_on", "sentence"),
    [
        (TODAY, LAST, None),
        (LAST, LAST, None),
        (OPENED, None, None),
        (
            TODAY + dt.timedelta(days=1),
            LAST,
            "The day must be today or in the past; record the change once it has happened.",
        ),
        (
            LAST - dt.timedelta(days=1),
            LAST,
            "The day must be on or after 1 June 2026, the day of the last change.",
        ),
        (
            OPENED - dt.timedelta(days=1),
            None,
            "The day must be on or after 5 January 2026, when the case was opened.",
        ),
    ],
)
def test_the_day_of_a_change(on: dt.date, last_on: dt.date | None, sentence: str | None) -> None:
    assert why_not_on(on, opened_on=OPENED, last_on=last_on, today=TODAY) == sentence


@pytest.mark.parametrize(("reason", "faulty"), [("", True), ("  too short ", True), ("Ten enough", False)])
def test_the_reason_is_at_least_ten_characters(reason: str, faulty: bool) -> None:
    found = faults_in_change(COMMUNITY, CUSTODY, on=TODAY, reason=reason, opened_on=OPENED, last_on=LAST, today=TODAY)
    words = {"reason": "Say in a sentence what happened: at least 10 characters."}
    assert found == (words if faulty else {})


def test_every_fault_is_said_at_once() -> None:
    found = faults_in_change(CUSTODY, ABROAD, on=OPENED, reason="", opened_on=OPENED, last_on=LAST, today=TODAY)
    assert list(found) == ["status", "on", "reason"]


@pytest.mark.parametrize("status", CaseStatus)
def test_only_a_closed_case_must_be_reopened_first(status: CaseStatus) -> None:
    sentence = "This case is closed. A supervisor of the unit must reopen it before a visit is written down."
    expected = sentence if status == CaseStatus.CLOSED else None
    assert why_closed(status, before="a visit is written down") == expected
