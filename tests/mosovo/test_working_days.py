import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosovo.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (dt.date(2026, 11, 20), True),  # a Friday
        (dt.date(2026, 11, 21), False),  # a Saturday
        (dt.date(2026, 12, 25), False),
        (dt.date(2026, 12, 28), False),  # Boxing Day, a Saturday, is kept on the Monday
        (dt.date(2026, 4, 3), False),  # Good Friday
        (dt.date(2026, 4, 6), False),  # Easter Monday, no holiday in Scotland
        (dt.date(2022, 9, 19), False),  # the state funeral
        (dt.date(2026, 1, 2), True),  # a holiday in Scotland alone
    ],
)
def test_is_working_day(day: dt.date, open_: bool) -> None:
    assert is_working_day(day) is open_


def test_add_working_days_skips_christmas() -> None:
    assert add_working_days(dt.date(2026, 12, 23), 3) == dt.date(2026, 12, 30)


def test_add_no_working_days_moves_to_the_next_one() -> None:
    assert add_working_days(dt.date(2026, 12, 25), 0) == dt.date(2026, 12, 29)


@pytest.mark.parametrize("count", [-1, 3661])
def test_add_working_days_refuses_a_count_out_of_range(count: int) -> None:
    with pytest.raises(ValueError, match="0 to 3660"):
        add_working_days(dt.date(2026, 1, 5), count)


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(day: dt.date, count: int) -> None:
    end = add_working_days(day, count)
    assert is_working_day(end)
    assert working_days_between(day, end) == count
    assert working_days_between(day, end - dt.timedelta(days=1)) == count - 1


def test_no_working_days_before_the_start() -> None:
    assert working_days_between(dt.date(2026, 1, 6), dt.date(2026, 1, 5)) == 0
