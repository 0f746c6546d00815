"""Months, as deadlines count them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosovo.working_days import add_months


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (dt.date(2026, 1, 15), 1, dt.date(2026, 2, 15)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2028, 1, 31), 1, dt.date(2028, 2, 29)),
        (dt.date(2026, 8, 31), 3, dt.date(2026, 11, 30)),
        (dt.date(2026, 12, 1), 12, dt.date(2027, 12, 1)),
        (dt.date(2026, 3, 31), -1, dt.date(2026, 2, 28)),
        (dt.date(2026, 5, 5), 0, dt.date(2026, 5, 5)),
    ],
)
def test_same_day_months_later_or_the_last_of_a_shorter_month(day: dt.date, count: int, later: dt.date) -> None:
    assert add_months(day, count) == later


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 60))
def test_lands_in_the_month_counted_to(day: dt.date, count: int) -> None:
    later = add_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day <= day.day
