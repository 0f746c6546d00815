"""Rules about officers, as functions of plain values."""

import datetime as dt

from mosovo.staff.states import Rank, Vetting

RANK_ORDER = {rank.value: place for place, rank in enumerate(Rank)}
VETTING_ORDER = {level.value: place for place, level in enumerate(Vetting)}


def is_at_least(rank: str, least: Rank) -> bool:
    """Whether ``rank`` carries the authority of ``least``; police staff carry none."""
    return RANK_ORDER[rank] >= RANK_ORDER[least.value]


def why_not_vetted(level: str, expires_on: dt.date | None, *, least: str, today: dt.date) -> str | None:
    """Why this person may open no restricted part and be given no case today, or None.

    Post holders need at least NPPV2, renewed at least every three years (APP, MOSOVO officers). Vetting counts up to
    and including the day it expires.
    """
    if VETTING_ORDER[level] < VETTING_ORDER[least]:
        return f"Vetting is {Vetting(level).label}; the work needs at least {Vetting(least).label}."
    if expires_on is None:
        return "Vetting has no expiry date on record; ask the unit manager to have it recorded."
    if expires_on < today:
        return f"Vetting lapsed on {expires_on:%-d %B %Y}; it must be renewed first."
    return None
