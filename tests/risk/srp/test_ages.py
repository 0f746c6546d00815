import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from risk.srp.ages import completed_years

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("1980-06-15", "2000-06-14", 19),
        ("1980-06-15", "2000-06-15", 20),
        ("1988-02-29", "2009-02-28", 20),  # row 12 of the Ministry's regression file
        ("1988-02-29", "2009-03-01", 21),
        ("1988-02-29", "2008-02-28", 19),
        ("1988-02-29", "2008-02-29", 20),
        ("2020-02-29", "2025-02-28", 4),
        ("2020-02-29", "2025-03-01", 5),
        ("2000-01-01", "2000-01-01", 0),
        ("2000-01-02", "2000-01-01", -1),
    ],
)
def test_years_are_completed_on_the_day_and_a_leap_birthday_on_1_march(start: str, end: str, years: int) -> None:
    assert completed_years(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == years


@given(DAYS, DAYS)
def test_a_day_later_is_never_a_year_younger(start: dt.date, end: dt.date) -> None:
    assert 0 <= completed_years(start, end + dt.timedelta(days=1)) - completed_years(start, end) <= 1
