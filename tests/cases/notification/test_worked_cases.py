"""Every worked case comes out as it was worked out by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from cases.notification import Answer, Deadline
from cases.notification.spans import LONDON
from tests.cases.notification.cases import Case, answer, end, of, worked_cases

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


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case.id)
def test_case_comes_out_as_worked_out_by_hand(case: Case) -> None:
    result = answer(case.facts)
    found: dict[str, Any] = {}
    for name, expected in case.expected.items():
        if name in BY_KIND:
            found[name] = {duty: [BY_KIND[name](one) for one in of(result, duty)] for duty in expected}
        else:
            found[name] = WHOLE[name](result)
    assert found == case.expected, case.working


def test_there_are_enough_cases_each_named_once_with_its_paragraph_and_its_working() -> None:
    cases = worked_cases()
    assert len(cases) >= 60
    assert len({case.id for case in cases}) == len(cases)
    assert all(case.law and case.working and case.expected for case in cases)
    assert len({str(case.facts) for case in cases}) == len(cases)
