"""Days and times as they stand in a sentence, and when a day begins. Templates use Django's date filter."""

import datetime as dt
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/London")


def in_words(day: dt.date) -> str:
    """3 March 2026; of a moment, its day."""
    return f"{day:%-d %B %Y}"


def time_in_words(at: dt.datetime) -> str:
    """9:32am, in the time of England and Wales, of an aware moment."""
    local = at.astimezone(HERE)
    return f"{local:%-I:%M}{local:%p}".lower()


def midnight(day: dt.date) -> dt.datetime:
    """The moment at which the day begins here."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=HERE)
