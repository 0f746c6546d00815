"""Every worked case comes out as it was worked out by hand."""

import pytest

from tests.cases.notification.cases import Case, outcome, worked_cases


@pytest.mark.parametrize("case", worked_cases(), ids=lambda case: case.id)
def test_case_comes_out_as_worked_out_by_hand(case: Case) -> None:
    assert outcome(case) == case.expected, case.working


def test_there_are_enough_cases_each_named_once_with_its_paragraph_and_its_working() -> None:
    cases = worked_cases()
    assert len(cases) >= 60
    assert len({case.id for case in cases}) == len(cases)
    assert all(case.law and case.working and case.expected for case in cases)
    assert len({str(case.facts) for case in cases}) == len(cases)
