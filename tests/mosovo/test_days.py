"""Days and times in a sentence."""

import datetime as dt

import pytest

from mosovo.days import in_words, time_in_words


def test_day_in_words() -> None:
    assert in_words(dt.date(2026, 3, 2)) == "2 March 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "said"), [(0, 5, "12:05am"), (9, 32, "9:32am"), (12, 0, "12:00pm"), (23, 59, "11:59pm")]
)
def test_time_in_words(hour: int, minute: int, said: str) -> None:
    assert time_in_words(dt.datetime(2026, 1, 12, hour, minute, tzinfo=dt.UTC)) == said


def test_time_is_that_of_england_in_summer() -> None:
    assert time_in_words(dt.datetime(2026, 7, 1, 12, 5, tzinfo=dt.UTC)) == "1:05pm"
