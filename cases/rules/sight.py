"""Who may be given sight of a case, and for how long, on plain values."""

import datetime as dt

from mosovo.days import in_words


def why_not_until(until_on: dt.date, *, today: dt.date, days: int) -> str | None:
    """Why sight may not last until that day, counted, or None. Sight on need to know always has an end."""
    if until_on < today:
        return "The last day has passed already."
    latest = today + dt.timedelta(days=days)
    return f"It may last until {in_words(latest)} at most ({days} days)." if until_on > latest else None


def why_not_cover(from_on: dt.date, until_on: dt.date, *, today: dt.date, days: int) -> str | None:
    """Why cover may not run between these days, both counted, or None."""
    if from_on < today:
        return "Cover begins today at the earliest."
    if until_on < from_on:
        return "The last day of cover is before its first."
    latest = from_on + dt.timedelta(days=days)
    return f"Cover that begins then may last until {in_words(latest)} at most." if until_on > latest else None
