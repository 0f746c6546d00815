"""Days as they stand in a sentence. Templates say the same with Django's date filter."""

import datetime as dt


def in_words(day: dt.date) -> str:
    """3 March 2026; of a moment, its day."""
    return f"{day:%-d %B %Y}"
