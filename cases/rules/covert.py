"""Covert material, on plain values: for how long somebody is named."""

import datetime as dt

from mosovo.days import in_words


def why_not_named_until(until_on: dt.date | None, *, leads: bool, today: dt.date, days: int) -> str | None:
    """Why somebody may not be named until that day, counted, or None. One who leads has no last day, others do."""
    if leads:
        return "One who leads has no last day: leave it empty." if until_on else None
    if until_on is None:
        return "Say the last day on which they are named; only one who leads has none."
    if until_on < today:
        return "The last day has passed already."
    latest = today + dt.timedelta(days=days)
    return f"They may be named until {in_words(latest)} at most ({days} days)." if until_on > latest else None
