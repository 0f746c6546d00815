"""How a deadline stands on a day."""

import datetime as dt
from collections.abc import Iterable

SOON_DAYS = 7


def standing(due_on: dt.date, *, today: dt.date) -> tuple[str, int]:
    """(overdue, today, soon or later; whole days late or to go, never negative). Soon is within a week."""
    days = (due_on - today).days
    if days < 0:
        return "overdue", -days
    if days == 0:
        return "today", 0
    return ("soon" if days <= SOON_DAYS else "later"), days


def reminder_step(days_to_go: int, steps: Iterable[int]) -> int | None:
    """Which of the steps (so many days before) has been reached: the smallest that is not below; None before the first.

    Somebody first seen with five days to go is reminded once, not once for each step that was missed.
    """
    return min((step for step in steps if days_to_go <= step), default=None)
