"""How a deadline stands on a day."""

import datetime as dt

SOON_DAYS = 7


def standing(due_on: dt.date, *, today: dt.date) -> tuple[str, int]:
    """(overdue, today, soon or later; whole days late or to go, never negative). Soon is within a week."""
    days = (due_on - today).days
    if days < 0:
        return "overdue", -days
    if days == 0:
        return "today", 0
    return ("soon" if days <= SOON_DAYS else "later"), days
