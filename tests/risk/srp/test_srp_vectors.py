"""Every published vector equals ours, but for those listed; and each of those listed really differs."""

import pytest

from tests.risk.srp.vectors import DECISIONS, OVERRULED, SUPERSEDED, VECTORS, Case, cases

CASES = {case.id: case for case in cases()}
STANDING = [case for name, case in CASES.items() if name not in OVERRULED | SUPERSEDED]


def rows_in(part: object) -> int:
    """How many vectors a part of the file holds, counted from the file alone."""
    if isinstance(part, dict):
        return sum(rows_in(value) for name, value in part.items() if name != "columns")
    return len(part) if isinstance(part, list) else 0


@pytest.mark.parametrize("case", STANDING, ids=lambda case: case.id)
def test_vector_is_equal(case: Case) -> None:
    assert case.ours() == case.published


@pytest.mark.parametrize("name", OVERRULED | SUPERSEDED)
def test_vector_set_aside_differs_and_is_listed_for_nothing_else(name: str) -> None:
    assert CASES[name].ours() != CASES[name].published


def test_the_lists_name_exactly_the_vectors_that_differ() -> None:
    assert {case.id for case in CASES.values() if not case.is_equal} == OVERRULED.keys() | SUPERSEDED.keys()


def test_each_overruled_vector_names_a_decision() -> None:
    assert set(OVERRULED.values()) <= DECISIONS.keys()
    assert not OVERRULED.keys() & SUPERSEDED.keys()


def test_no_vector_of_the_file_is_left_out() -> None:
    in_file = sum(rows_in(VECTORS[name]) for name in ("dc_srp", "iic_srp", "validation_sexual_predictors"))
    both_predictors = 2 * len(VECTORS["end_to_end"])
    assert len(CASES) == len(cases()) == in_file + both_predictors
