"""Working days of England and Wales: Monday to Friday, bank holidays left out. And months, as deadlines count them."""

import calendar
import datetime as dt
from functools import lru_cache

import holidays

MAX_DAYS = 3660


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: dt.date) -> bool:
    """Whether offices in England and Wales are open on ``day``."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The ``count``-th working day after ``day``; ``day`` itself is never counted.

    ``count`` is 0 to 3,660; 0 gives ``day``, or the next working day when ``day`` is none.
    """
    if not 0 <= count <= MAX_DAYS:
        raise ValueError(f"count must be 0 to {MAX_DAYS}, not {count}")
    if count == 0:
        while not is_working_day(day):
            day += dt.timedelta(days=1)
        return day
    while count:
        day += dt.timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Working days after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    weekdays = weeks * 5 + sum((start + dt.timedelta(days=n)).weekday() < 5 for n in range(1, rest + 1))
    years = range(start.year, end.year + 1)
    return weekdays - sum(start < day <= end and day.weekday() < 5 for year in years for day in _bank_holidays(year))


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day ``count`` months later; where that month has no such day, its last."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
