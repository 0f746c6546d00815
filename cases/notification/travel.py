"""Journeys out of the United Kingdom (Sexual Offences Act 2003 s86, SI 2004/1220 as amended by SI 2012/1876)."""

import datetime as dt
from dataclasses import replace
from functools import partial

from cases.notification.answers import Deadline, Period, breach_of, by_day, gathered, none_due
from cases.notification.facts import Person
from cases.notification.happened import Travel, TravelChange
from cases.notification.hours import by_hour, clock, hours_late
from cases.notification.law import Law
from cases.notification.spans import (
    DAY,
    LONDON,
    Moment,
    end_of,
    hours_before,
    in_numbers,
)
from cases.notification.states import Duty, Standing
from mosovo.days import in_words

# What section 86(2) wants in every case, and what regulation 6 wants where the person holds it.
MUST_TELL = {
    "leaves_on": "the date of leaving",
    "first_country": "the first country",
    "arrival_point": "the point of arrival there",
}
TELLS_IF_HELD = {
    "further_countries": "points of arrival in further countries",
    "stay_dates": "dates of staying in each country",
    "accommodation": "accommodation",
    "carriers": "carriers",
    "returns_on": "the date of return",
    "return_point": "the point of arrival on return",
}
NEEDS_EXCUSE = "notice between the two is allowed with a reasonable excuse only"


def travel_deadlines(person: Person, period: Period, law: Law) -> list[Deadline]:
    """For each journey while subject to notification: before it, of changes to it, and after the return."""
    trips = [trip for trip in person.travels if not trip.is_cancelled]
    return gathered((Duty.TRAVEL, trip.id, partial(_of_trip, trip, person.today, period, law)) for trip in trips)


def _of_trip(trip: Travel, today: dt.date, period: Period, law: Law) -> list[Deadline]:
    result: list[Deadline] = []
    if period.covers(trip.leaves.day):
        result.append(_with_contents(_before_leaving(trip, today, law), trip))
        result += [_change(trip, change, today, law) for change in trip.changes]
    if trip.returned_on and period.covers(trip.returned_on):
        result.append(_return(trip, trip.returned_on, today, law))
    return result


def _before_leaving(trip: Travel, today: dt.date, law: Law) -> Deadline:
    """Seven days before where it was known by then, otherwise twelve hours before; where unknown, both are told."""
    known, least = (law.row(rule, trip.leaves.day) for rule in ("travel.known", "travel.at_least"))
    early_on, latest_at = trip.leaves.day - known.value * DAY, hours_before(trip.leaves.earliest, least.value)
    leaving = f"leaving on {in_words(trip.leaves.day)}"
    if trip.known_on and trip.known_on >= early_on:
        why = f"known on {in_words(trip.known_on)}, so as soon as practicable and {in_numbers(least)} before {leaving}"
        why += _hour(trip.leaves)
        return by_hour(Duty.TRAVEL, trip.leaves, latest_at, trip.notified, today, why, least, trip.id, trip.is_excused)
    if trip.known_on is None and trip.notified is None and today > early_on:
        why = f"{in_numbers(least)} before {leaving}{_hour(trip.leaves)}; it was due {in_words(early_on)} if then known"
        return by_hour(Duty.TRAVEL, trip.leaves, latest_at, None, today, why, least, trip.id, trip.is_excused)
    why = f"{in_numbers(known)} before {leaving}, and never later than {clock(latest_at)}; {NEEDS_EXCUSE}"
    deadline = by_day(
        Duty.TRAVEL,
        event_on=trip.leaves.day,
        due_on=early_on,
        done_on=trip.notified.day if trip.notified else None,
        today=today,
        why=why,
        basis=known.basis,
        of=trip.id,
        breach=breach_of(trip.is_excused),
    )
    return _after_seven_days(deadline, trip, latest_at)


def _after_seven_days(deadline: Deadline, trip: Travel, latest_at: dt.datetime) -> Deadline:
    """Notified after the seven days: also by how many hours, or whether it was known too late for them."""
    if deadline.standing is not Standing.LATE or trip.notified is None:
        return deadline
    if trip.notified.latest > latest_at:
        return replace(deadline, late_hours=hours_late(trip.notified, latest_at))
    if trip.is_excused:
        return _excused(deadline)
    if trip.known_on is None:
        why = f"{deadline.why} Ask when it was known: if no more than seven days before, it was in time."
        return replace(deadline, standing=Standing.UNCLEAR, why=why)
    return deadline


def _hour(leaves: Moment) -> str:
    return f" at {leaves.earliest.astimezone(LONDON):%H:%M}" if leaves.has_hour else ", counted from its beginning"


def _with_contents(deadline: Deadline, trip: Travel) -> Deadline:
    """With what the notification lacks, and what is to be asked: the person may not have held it (regulation 6)."""
    if trip.notified is None:
        return deadline
    lacks = tuple(words for name, words in MUST_TELL.items() if name not in trip.told)
    to_ask = tuple(words for name, words in TELLS_IF_HELD.items() if name not in trip.told)
    deadline = replace(deadline, lacks=lacks, to_ask=to_ask)
    if lacks and deadline.standing is Standing.MET:
        why = f"{deadline.why} It lacked {' and '.join(lacks)} (s86(2))."
        return replace(deadline, standing=Standing.INCOMPLETE, why=why, breach=breach_of(trip.is_excused))
    return deadline


def _change(trip: Travel, change: TravelChange, today: dt.date, law: Law) -> Deadline:
    """Regulation 7: twelve hours before leaving at the least, and under twenty-four only with a reasonable excuse."""
    basis = "SI 2004/1220 reg 7"
    if change.arose_on > trip.leaves.day:
        return none_due(Duty.TRAVEL_CHANGE, "it arose after leaving", basis, change.id, change.arose_on)
    rows = [law.row(f"travel.{name}", trip.leaves.day) for name in ("change_without_excuse", "change_at_least")]
    sooner, later = rows
    latest_at = hours_before(trip.leaves.earliest, later.value)
    why = f"{in_numbers(sooner)} before leaving on {in_words(trip.leaves.day)}{_hour(trip.leaves)}"
    why += f", and never later than {clock(latest_at)}; {NEEDS_EXCUSE}"
    due_at = hours_before(trip.leaves.earliest, sooner.value)
    args = (trip.leaves, due_at, change.notified, today, why, sooner, change.id, change.is_excused)
    deadline = by_hour(Duty.TRAVEL_CHANGE, *args)
    in_time = change.is_excused and change.notified and change.notified.latest <= latest_at
    return _excused(deadline) if in_time and deadline.standing is Standing.LATE else deadline


def _excused(deadline: Deadline) -> Deadline:
    """The reasonable excuse was found that makes the later limit enough."""
    why = f"{deadline.why} There was a reasonable excuse, and it was notified by the later limit."
    return replace(deadline, standing=Standing.MET, late_days=0, late_hours=None, why=why)


def _return(trip: Travel, returned_on: dt.date, today: dt.date, law: Law) -> Deadline:
    """Regulations 8 and 9: within three days, unless date and point of arrival were notified before and were right."""
    row = law.row("travel.return", returned_on)
    as_told = trip.notified and trip.returns_on == returned_on and trip.return_point
    if as_told and trip.return_point.casefold().strip() == trip.returned_point.casefold().strip():
        because = "date and point of arrival were notified before leaving, and so it was"
        return none_due(Duty.RETURN, because, "SI 2004/1220 reg 9", trip.id, returned_on)
    return by_day(
        Duty.RETURN,
        event_on=returned_on,
        due_on=end_of(row, returned_on),
        done_on=trip.return_notified_on,
        today=today,
        why=f"{in_numbers(row)} after the return on {in_words(returned_on)}",
        basis=row.basis,
        of=trip.id,
        breach=breach_of(trip.is_return_excused),
    )
