"""The worked cases of tests/data/notification_cases.csv, and one invented man for tests that change a fact or two."""

import csv
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cases.notification import Answer, Deadline, Law, Period, read, work_out
from cases.notification.spans import LONDON

FILE = Path(__file__).parents[2] / "data" / "notification_cases.csv"
TODAY = dt.date(2026, 6, 30)
LAW_FILE = Path(__file__).parents[3] / "cases" / "notification" / "law.csv"


@dataclass(frozen=True)
class Case:
    """One row: facts, what follows from them, and how that was worked out by hand."""

    id: str
    law: str
    facts: dict[str, Any]
    expected: dict[str, Any]
    working: str


@lru_cache(maxsize=1)
def worked_cases() -> list[Case]:
    """All rows, in their order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Case(row["id"], row["law"], json.loads(row["facts"]), json.loads(row["expected"]), row["working"])
            for row in csv.DictReader(file)
        ]


def answer(facts: dict[str, Any], law: Law | None = None) -> Answer:
    """The answer to a record that has no faults."""
    reading = read(facts, today=TODAY, law=law)
    assert (reading.faults, reading.unknown) == ((), ())
    assert reading.person
    return work_out(reading.person, law)


def man(*events: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A man of 46 with a sentence of a year of January 2024, who notified the next day; with events and changes."""
    record = {
        "date_of_birth": "1980-05-17",
        "today": str(TODAY),
        "disposals": [{"kind": "imprisonment", "relevant_on": "2024-01-10", "months": 12}],
        "events": [{"kind": "notified", "section": "83", "on": "2024-01-11"}, *events],
    }
    return record | changed


def of(result: Answer, duty: str) -> list[Deadline]:
    """The deadlines of one kind, in the order in which they are answered."""
    return [deadline for deadline in result.deadlines if deadline.duty == duty]


def end(period: Period) -> str | None:
    """The end of a period in the word or the day by which the worked cases name it."""
    if period.not_worked_out:
        return "not worked out"
    if not period.stretches:
        return None
    return str(period.last_on) if period.last_on else "indefinite" if period.is_indefinite else "open"


def with_rows(*rows: str, without: str = "") -> Law:
    """The law on file with rows added, and those of a rule left out."""
    lines = LAW_FILE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not without or not line.startswith(f"{without},")]
    return Law.read("\n".join([*kept, *rows]) + "\n")


BY_KIND: dict[str, Callable[[Deadline], object]] = {
    "due": lambda deadline: deadline.due_on and str(deadline.due_on),
    "at": lambda deadline: deadline.due_at and deadline.due_at.astimezone(LONDON).isoformat(),
    "state": lambda deadline: deadline.standing,
    "late": lambda deadline: deadline.late_days,
    "hours": lambda deadline: deadline.late_hours,
    "breach": lambda deadline: deadline.breach,
}
WHOLE: dict[str, Callable[[Answer], object]] = {
    "period": lambda result: end(result.period),
    "begins": lambda result: str(result.period.begins_on),
    "free": lambda result: str(result.period.free_on),
    "stretches": lambda result: [[str(part.begins_on), str(part.last_on)] for part in result.period.stretches],
    "terrorism": lambda result: end(result.terrorism),
    "violent_offender": lambda result: end(result.violent_offender),
    "qualifying": lambda result: result.review.qualifying_on and str(result.review.qualifying_on),
    "may_apply": lambda result: result.review.may_apply,
    "next": lambda result: str(result.review.next_soonest_on),
    "next_latest": lambda result: str(result.review.next_latest_on),
    "lacks": lambda result: [words for deadline in result.deadlines for words in deadline.lacks],
}


def outcome(case: Case, law: Law | None = None) -> dict[str, Any]:
    """What comes out, of everything that the case says what it must be."""
    result = answer(case.facts, law)
    found: dict[str, Any] = {}
    for name, expected in case.expected.items():
        if name in BY_KIND:
            found[name] = {duty: [BY_KIND[name](one) for one in of(result, duty)] for duty in expected}
        else:
            found[name] = WHOLE[name](result)
    return found
