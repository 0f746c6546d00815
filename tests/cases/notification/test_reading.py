"""Records are read, or refused field by field in words that say what to do."""

from typing import Any

import pytest

from cases.notification import read, refused
from tests.cases.notification.cases import TODAY, answer, man, of

SENTENCE = {"id": "a", "kind": "imprisonment", "relevant_on": "2024-01-10", "months": 12}
CAUTION = {"kind": "caution", "relevant_on": "2024-01-10"}
MOVED = {"kind": "moved", "on": "2026-03-02"}


def faults(record: dict[str, Any]) -> dict[str, str]:
    return {fault.field: fault.message for fault in read(record, today=TODAY).faults}


@pytest.mark.parametrize(
    ("record", "field", "words"),
    [
        ({}, "date_of_birth", "This is needed."),
        (
            man(date_of_birth="17/05/1980"),
            "date_of_birth",
            "Write a date of the calendar as YYYY-MM-DD, not “17/05/1980”",
        ),
        (man(date_of_birth="1980-02-30"), "date_of_birth", "date of the calendar"),
        (man(date_of_birth="0001-01-01"), "date_of_birth", "must lie between 1900 and 2150"),
        (man(date_of_birth="2026-07-01"), "date_of_birth", "after the day that the record is looked at"),
        (man(date_of_birth="2024-01-10"), "disposals[0].relevant_on", "must be after the date of birth"),
        (man(id=7), "id", "Write a text of at most 200 characters, not 7."),
        (man(disposals="none"), "disposals", "Write a list of at most 100 objects, not “none”."),
        (man(disposals=[3]), "disposals[0]", "Write an object with fields, not 3."),
        (man(disposals=[{}]), "disposals[0].kind", "This is needed."),
        (man(disposals=[{**SENTENCE, "kind": "prison"}]), "disposals[0].kind", "Write one of life, public_protection"),
        (man(disposals=[{**SENTENCE, "months": True}]), "disposals[0].months", "whole number from 0 to 1188, not true"),
        (man(disposals=[{**SENTENCE, "months": None}]), "disposals[0].months", "Give the length of the imprisonment"),
        (man(disposals=[{**SENTENCE, "months": 0}]), "disposals[0].months", "Give the length"),
        (man(disposals=[{**SENTENCE, "kind": "caution"}]), "disposals[0].months", "kind caution has no length"),
        (man(disposals=[{**SENTENCE, "restriction": True}]), "disposals[0].restriction", "Only a hospital order"),
        (man(disposals=[{**SENTENCE, "restriction": "yes"}]), "disposals[0].restriction", "Write true or false"),
        (man(disposals=[{**SENTENCE, "made_on": "2024-01-09"}]), "disposals[0].made_on", "the conviction comes first"),
        (man(disposals=[{**SENTENCE, "relevant_on": "2026-07-01"}]), "disposals[0].relevant_on", "after the day that"),
        (man(disposals=[SENTENCE, SENTENCE]), "disposals[1].id", "Another disposal has the same id."),
        (man(disposals=[{**SENTENCE, "consecutive_to": "b"}]), "disposals[0].consecutive_to", "No other disposal"),
        (man(disposals=[{**SENTENCE, "overlap": {"days": 3}}]), "disposals[0].overlap", "with which sentence"),
        (
            man(orders=[{"kind": "shpo", "from": "2026-03-02", "until": "2026-03-01"}]),
            "orders[0].until",
            "before it began",
        ),
        (
            man(spells=[{"kind": "custody", "from": "2026-03-02", "until": "2026-03-01"}]),
            "spells[0].until",
            "before it",
        ),
        (man({"on": "2026-03-02"}), "events[1].kind", "This is needed."),
        (man({"kind": "moved"}), "events[1].on", "This is needed."),
        (man(MOVED | {"notified_on": "2026-03-01"}), "events[1].notified_on", "give it in “advance”"),
        (man(MOVED | {"on": "2026-07-01"}), "events", "moved 2: 2026-07-01 is after the day"),
        (
            man(MOVED | {"advance": {"on": "2026-03-05", "expected_on": "2026-03-01"}}),
            "events[1].advance.expected_on",
            "not",
        ),
        (man({"kind": "stay", "from": "2026-03-01"}), "events[1].premises", "Say which premises"),
        (man({"kind": "child_household", "from": "2026-03-01"}), "events[1].from", "Give the time too"),
        (man({"kind": "travel", "leaves": "2026-03-29T01:30"}), "events[1].leaves", "it was never on the clock"),
        (man({"kind": "travel", "leaves": "2025-10-26T01:30"}), "events[1].leaves", "add +01:00 for the first"),
        (man({"kind": "travel", "leaves": "2026-03-01T25:00"}), "events[1].leaves", "There is no such time"),
        (man({"kind": "travel"}), "events[1].leaves", "This is needed."),
        (
            man({"kind": "travel", "leaves": "2026-03-05", "returned_on": "2026-03-04"}),
            "events[1].returned_on",
            "before",
        ),
        (man(review={"years_until_next": 9}), "review.years_until_next", "Give it with refused: true"),
        (
            man(review={"decided_on": "2026-05-01", "refused": True, "years_until_next": 16}),
            "review.years_until_next",
            "This must be from 8 to 15.",
        ),
    ],
)
def test_fault_names_its_field_and_says_what_to_do(record: dict[str, Any], field: str, words: str) -> None:
    assert words in faults(record)[field]


def test_circle_of_sentences_and_overlap_longer_than_a_sentence_are_refused() -> None:
    circle = [SENTENCE | {"consecutive_to": "b"}, SENTENCE | {"id": "b", "consecutive_to": "a"}]
    assert "in a circle" in faults(man(disposals=circle))["disposals"]
    after = SENTENCE | {"id": "b", "consecutive_to": "a"}
    assert faults(man(disposals=[SENTENCE, after | {"overlap": {"years": 1}}])) == {}
    too_long = faults(man(disposals=[SENTENCE, after | {"overlap": {"years": 1, "days": 1}}]))
    assert too_long["disposals[1].overlap"] == "This is longer than one of the sentences that overlap."
    hospital = {"id": "b", "kind": "hospital", "relevant_on": "2024-01-10", "consecutive_to": "a"}
    assert (
        "Only one sentence with a length" in faults(man(disposals=[SENTENCE, hospital]))["disposals[1].consecutive_to"]
    )
    endless = [SENTENCE | {"id": str(number), "months": 1188} for number in range(6)]
    assert "longer than any together" in faults(man(disposals=endless))["disposals"]


def test_time_that_came_twice_is_taken_with_its_offset() -> None:
    twice = [
        {"kind": "travel", "leaves": f"2025-10-26T01:30{offset}", "known_on": "2025-10-25"}
        for offset in ("+01:00", "Z")
    ]
    due = [str(one.due_at) for one in of(answer(man(*twice)), "travel")]
    assert due == ["2025-10-25 12:30:00+00:00", "2025-10-25 13:30:00+00:00"]


def test_field_that_is_not_known_is_named_and_stops_nothing() -> None:
    reading = read(man(MOVED | {"colour": "red"}, shoe=9), today=TODAY)
    assert reading.person
    assert reading.warnings == ("These fields are not known and were not read: events[1].colour, shoe.",)


def test_event_without_a_duty_to_notify_is_named_as_not_looked_at() -> None:
    notified = {"kind": "notified", "section": "85", "on": "2023-03-02"}
    result = answer(man(MOVED | {"on": "2023-03-02"}, notified, disposals=[CAUTION]))
    assert result.warnings == (
        "moved 2 was on a day without a duty to notify, and was not looked at.",
        "The notification of 2 March 2023 was on a day without a duty to notify, and counts for nothing.",
    )


def test_sentence_without_time_in_custody_on_record_is_a_warning() -> None:
    spells = [{"kind": "custody", "from": "2024-02-01", "until": "2024-08-01"}]
    (warning,) = answer(man()).warnings
    assert warning.startswith("No time in custody or hospital is on record: days are counted as if")
    assert answer(man(spells=spells)).warnings == answer(man(disposals=[CAUTION])).warnings == ()


def test_record_with_faults_gets_no_answer() -> None:
    result = refused("A1", read({}, today=TODAY).faults)
    assert result["errors"] == [{"field": "date_of_birth", "message": "This is needed."}]
    assert (result["period"], result["next"], result["review"]) == (None, [], None)
