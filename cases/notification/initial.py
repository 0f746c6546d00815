"""The first notification (Sexual Offences Act 2003 s83)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from cases.notification.answers import Deadline, Period, by_day, gathered, none_due
from cases.notification.facts import Person
from cases.notification.law import Law, Row
from cases.notification.period import notification_period
from cases.notification.spans import DAY, Pause, end_counting, end_of, in_numbers, merged, pause_on
from cases.notification.states import Duty, Regime, Section
from mosovo.days import in_words

BASIS = "Sexual Offences Act 2003 s83(1) and (6)"


def first_notifications(person: Person) -> list[dt.date]:
    """The days of notifications under section 83, in order."""
    return sorted(notice.on for notice in person.notified if notice.section is Section.INITIAL)


def initial_deadlines(person: Person, period: Period, law: Law) -> list[Deadline]:
    """One for each day that began a duty to notify, unless an earlier one that was notified still stands (s83(2))."""
    return gathered((Duty.INITIAL, "", partial(_deadlines, day, person, law)) for day in _begun(person, period))


def is_awaited(on: dt.date, person: Person, period: Period, law: Law) -> bool:
    """Whether nothing was notified before a day, and the time for the first notification had not run out by it."""
    if any(given < on for given in first_notifications(person)):
        return False
    days = [day for day in _begun(person, period) if day <= on]
    due = [end_counting(law.row("initial.within", day), day, person.uncounted) for day in days]
    return all(due_on is None or due_on >= on for due_on in due)


def _begun(person: Person, period: Period) -> list[dt.date]:
    """The days with which a duty to notify began."""
    begun = {disposal.relevant_on for disposal in person.disposals_under(Regime.SEXUAL)}
    return sorted(begun | {stretch.begins_on for stretch in period.stretches})


def _deadlines(day: dt.date, person: Person, law: Law) -> list[Deadline]:
    row = law.row("initial.within", day)
    due_on = end_counting(row, day, person.uncounted)
    standing = _standing_notification(day, due_on, person, law)
    if standing:
        because = f"the notification of {in_words(standing)} stands, and the earlier period goes on"
        return [none_due(Duty.INITIAL, because, "Sexual Offences Act 2003 s83(2)", event_on=day)]
    why = counted(row, day, person.uncounted, "the relevant date")
    done_on = next((on for on in first_notifications(person) if on >= day), None)
    today = person.today
    return [by_day(Duty.INITIAL, event_on=day, due_on=due_on, done_on=done_on, today=today, why=why, basis=BASIS)]


def _standing_notification(day: dt.date, due_on: dt.date | None, person: Person, law: Law) -> dt.date | None:
    """The notification of an earlier event that still binds all through the days for this one."""
    disposals = tuple(disposal for disposal in person.disposals if disposal.relevant_on < day)
    orders = tuple(order for order in person.orders if order.begins_on < day)
    earlier = notification_period(replace(person, disposals=disposals, orders=orders), law)
    stretch = next((stretch for stretch in earlier.stretches if stretch.covers(day - DAY)), None)
    if stretch is None or not stretch.covers(due_on or day):
        return None
    return next((on for on in first_notifications(person) if stretch.begins_on <= on < day), None)


def counted(row: Row, day: dt.date, pauses: Iterable[Pause], what: str) -> str:
    """In words: a limit of days, from which day it is counted, and what is left out of it."""
    standing = merged(pauses)
    pause = pause_on(standing, day)
    begins = f"{in_numbers(row)} beginning with"
    if pause and pause.until is None:
        return f"{begins} {what}, {in_words(day)}; time in custody, in hospital or abroad is not counted"
    if pause and pause.until:
        return f"{begins} {pause.ends_with} on {in_words(pause.until)}; the time before is not counted"
    due_on = end_counting(row, day, standing)
    gap = "" if due_on == end_of(row, day) else "; time in custody, in hospital or abroad is not counted"
    return f"{begins} {what}, {in_words(day)}{gap}"
