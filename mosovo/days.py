"""Days as they stand in a sentence, and when they begin. Templates say the same with Django's date filter."""

import datetime as dt
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")


def in_words(day: dt.date) -> str:
    """3 March 2026; of a moment, its day."""
    return f"{day:%-d %B %Y}"


def midnight(day: dt.date) -> dt.datetime:
    """The moment at which the day begins here."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=HERE)
