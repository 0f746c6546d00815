"""Keeping the diary: refresh from the facts, waive, tell people, sweep, send digests. Split by noun."""

from mosovo.diary.actions.deadlines import refresh_cases, refresh_officers, waive_deadline
from mosovo.diary.actions.digests import queue_digests
from mosovo.diary.actions.notifications import Line, mark_all_read, mark_read, notify, tell
from mosovo.diary.actions.sweeping import Swept, sweep

__all__ = [
    "Line",
    "Swept",
    "mark_all_read",
    "mark_read",
    "notify",
    "queue_digests",
    "refresh_cases",
    "refresh_officers",
    "sweep",
    "tell",
    "waive_deadline",
]
