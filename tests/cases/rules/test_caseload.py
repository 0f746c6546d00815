import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.rules.caseload import (
    Caseload,
    figures_in_words,
    is_over,
    percent,
    share_in_words,
    why_not_allocate,
    why_not_except,
)
from cases.states import RiskLevel

counts = st.integers(0, 300)
caseloads = st.builds(Caseload, counts, counts, counts, counts, counts)
levels = st.sampled_from([*RiskLevel.values, ""])
caps = st.integers(0, 100)


@pytest.mark.parametrize(
    ("high", "total", "over"),
    [
        (1, 4, True),
        (1, 5, False),
        (2, 9, True),
        (2, 10, False),
        (0, 0, False),
        (1, 1, True),
        (0, 1, False),
        (20, 100, False),
    ],
)
def test_one_of_four_is_over_twenty_per_cent_and_one_of_five_is_not(high, total, over):
    assert is_over(Caseload(high=high, medium=total - high), 20) is over


def test_the_refusal_gives_the_figures():
    refusal = why_not_allocate(Caseload(very_high=1, high=1, medium=4, low=2), risk_level="high", cap_percent=20)
    assert refusal == "This would make 3 of 9 cases high or very high risk (33 per cent); the cap is 20 per cent."


def test_a_first_case_of_high_risk_is_over_any_cap_below_a_hundred():
    assert why_not_allocate(Caseload(), risk_level="high", cap_percent=99)
    assert why_not_allocate(Caseload(), risk_level="high", cap_percent=100) is None


def test_an_officer_with_nothing_but_high_risk_is_given_no_more_of_it():
    assert why_not_allocate(Caseload(high=3), risk_level="high", cap_percent=20)


@pytest.mark.parametrize("level", ["medium", "low", ""])
def test_a_case_that_is_not_high_may_go_to_somebody_over_the_cap_already(level):
    assert why_not_allocate(Caseload(high=3), risk_level=level, cap_percent=20) is None


def test_a_share_that_rounds_onto_the_cap_is_not_said_to_be_at_it():
    just_over = Caseload(high=21, medium=83)  # 20.19 per cent
    assert is_over(just_over, 20)
    assert share_in_words(just_over, 20) == "just over 20 per cent"
    assert (
        figures_in_words(Caseload(low=1), 20)
        == "0 of 1 case high or very high risk (0 per cent); the cap is 20 per cent"
    )


@given(caseloads, caps)
def test_whole_numbers_say_what_exact_fractions_say(caseload, cap):
    exact = Fraction(caseload.high_risk, caseload.total) if caseload.total else Fraction(0)
    assert is_over(caseload, cap) == (exact > Fraction(cap, 100))


@given(caseloads)
def test_the_percentage_shown_is_within_half_of_the_exact_one(caseload):
    exact = Fraction(caseload.high_risk * 100, caseload.total) if caseload.total else Fraction(0)
    assert abs(percent(caseload) - exact) <= Fraction(1, 2)


@given(caseloads, levels, caps)
def test_no_allocation_that_is_let_through_raises_a_share_above_the_cap(caseload, level, cap):
    after = caseload.adding(level)
    if why_not_allocate(caseload, risk_level=level, cap_percent=cap) is None:
        raised = Fraction(after.high_risk, after.total) > Fraction(caseload.high_risk, caseload.total or 1)
        assert not (raised and is_over(after, cap))


@given(caseloads, levels, caps)
def test_only_what_ends_above_the_cap_is_refused(caseload, level, cap):
    if why_not_allocate(caseload, risk_level=level, cap_percent=cap):
        assert is_over(caseload.adding(level), cap)


@given(caseloads, levels)
def test_a_case_given_and_taken_leaves_the_caseload_as_it_was(caseload, level):
    assert caseload.adding(level).adding(level, -1) == caseload
    assert caseload.adding(level).total == caseload.total + 1


@pytest.mark.parametrize(
    ("ends_on", "refused"),
    [("2026-11-20", True), ("2026-11-21", False), ("2027-02-21", False), ("2027-02-22", True)],
)
def test_an_exception_ends_within_the_time_set(ends_on, refused):
    today, latest = dt.date(2026, 11, 21), dt.date(2027, 2, 21)
    assert bool(why_not_except(dt.date.fromisoformat(ends_on), today=today, latest=latest)) is refused
