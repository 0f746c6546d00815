"""A day in a sentence."""

import datetime as dt

import pytest

from mosovo.days import in_words


@pytest.mark.parametrize(
    ("day", "words"),
    [(dt.date(2026, 3, 3), "3 March 2026"), (dt.datetime(2026, 12, 31, 23, 59, tzinfo=dt.UTC), "31 December 2026")],
)
def test_a_day_is_written_without_a_leading_zero(day: dt.date, words: str) -> None:
    assert in_words(day) == words
