"""Deadlines that end with an hour, in the time of London."""

import datetime as dt
from dataclasses import replace

from cases.notification.answers import Deadline, breach_of
from cases.notification.law import Row
from cases.notification.spans import LONDON, Moment, day_of, hours_between, midnight
from cases.notification.states import Duty, Standing
from mosovo.days import in_words


def by_hour(
    duty: Duty,
    event: Moment,
    due_at: dt.datetime,
    notified: Moment | None,
    today: dt.date,
    why: str,
    row: Row,
    of: str,
    is_excused: bool | None,
) -> Deadline:
    """A deadline that ends with an hour. A notice of which only the day is known may be unclear."""
    deadline = Deadline(
        duty,
        Standing.DUE,
        f"due by {clock(due_at)}: {why} ({row.basis}).",
        row.basis,
        of,
        event_on=event.day,
        due_on=day_of(due_at),
        due_at=due_at,
        done_on=notified.day if notified else None,
    )
    if notified is None:
        if midnight(today) < due_at:
            return deadline
        days = (today - day_of(due_at)).days
        return replace(deadline, standing=Standing.OVERDUE, late_days=days, breach=breach_of(is_excused))
    if notified.latest <= due_at:
        return replace(deadline, standing=Standing.MET)
    if not notified.has_hour and notified.earliest <= due_at:
        why = f"{deadline.why} It was notified that day, but nobody noted the hour: ask."
        return replace(deadline, standing=Standing.UNCLEAR, why=why, breach=breach_of(is_excused))
    days, hours = (notified.day - day_of(due_at)).days, hours_late(notified, due_at)
    return replace(deadline, standing=Standing.LATE, late_days=days, late_hours=hours, breach=breach_of(is_excused))


def hours_late(notified: Moment, due_at: dt.datetime) -> int | None:
    return hours_between(due_at, notified.earliest) if notified.has_hour else None


def clock(moment: dt.datetime) -> str:
    """14:30 on 3 March 2026, in London."""
    local = moment.astimezone(LONDON)
    return f"{local:%H:%M} on {in_words(local)}"
