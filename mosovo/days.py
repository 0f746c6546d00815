"""Days and times as they stand in a sentence. Templates say the same with Django's date filter."""

import datetime as dt

from django.utils import timezone


def in_words(day: dt.date) -> str:
    """3 March 2026; of a moment, its day."""
    return f"{day:%-d %B %Y}"


def time_in_words(at: dt.datetime) -> str:
    """9:32am, in the time of England and Wales, of an aware moment."""
    local = timezone.localtime(at)
    return f"{local:%-I:%M}{local:%p}".lower()
