"""The notification every year, or every seven days without a home (Sexual Offences Act 2003 s85)."""

import datetime as dt
from itertools import pairwise

from cases.notification.answers import Deadline, Period, breach_of, by_day
from cases.notification.changes import heard_in_advance
from cases.notification.facts import Person
from cases.notification.law import Law, Row
from cases.notification.spans import end_of, in_numbers, merged, pause_on
from cases.notification.states import Duty, Event
from mosovo.days import in_words

BASIS = "Sexual Offences Act 2003 s85(1)"
EXTENDED = "Sexual Offences Act 2003 s85(3) and (4)"


def periodic_deadlines(person: Person, period: Period, law: Law) -> list[Deadline]:
    """From each notification to the next, and from the last one on; nothing where the period ends before."""
    given = resetting_days(person, period, law)
    result: list[Deadline] = []
    for stretch in period.stretches:
        days = [day for day in given if stretch.covers(day)]
        result += [_deadline(day, following, person, law) for day, following in pairwise(days)]
        if days:
            result.append(_deadline(days[-1], None, person, law))
    return result


def resetting_days(person: Person, period: Period, law: Law) -> list[dt.date]:
    """The days of notifications under sections 83, 84 and 85, from each of which the time runs anew."""
    days = {notice.on for notice in person.notified}
    for change in person.changes:
        notified_on = change.notified_on
        if notified_on and (change.kind is not Event.PRESCRIBED or _prescribed_resets(notified_on, person, law)):
            days.add(notified_on)
        if change.advance:
            heard = heard_in_advance(change.advance, change.on, person, law)
            days |= {change.advance.on} if heard.is_valid or not (change.on or heard.has_failed) else set()
    days |= {stay.notified_on for stay in person.stays if stay.notified_on}
    days |= {time.notified_on for time in person.no_fixed_abode if time.notified_on}
    for stay in person.households:
        told = (stay.notified_on, stay.ended_notified_on)
        days |= {day for day in told if day and _prescribed_resets(day, person, law)}
    return sorted(day for day in days if period.covers(day))


def _prescribed_resets(day: dt.date, person: Person, law: Law) -> bool:
    """Whether notifying one of the details of 2012 begins the year anew: the record's own word, or the law on file."""
    if person.do_prescribed_changes_reset is not None:
        return person.do_prescribed_changes_reset
    row = law.find("periodic.prescribed_resets", day)
    return bool(row and row.value)


def _applicable(day: dt.date, person: Person, law: Law) -> Row:
    """The year, or the seven days where the address last notified is none (s85(5) and (6))."""
    weekly = law.find("periodic.no_fixed_abode", day)
    is_homeless = any(time.pause.covers(day) for time in person.no_fixed_abode)
    return weekly if weekly and is_homeless else law.row("periodic.within", day)


def _deadline(day: dt.date, following: dt.date | None, person: Person, law: Law) -> Deadline:
    row = _applicable(day, person, law)
    due_on: dt.date | None = end_of(row, day)
    homeless = " without a sole or main residence" if row.rule == "periodic.no_fixed_abode" else ""
    why = f"{in_numbers(row)} after the notification of {in_words(day)}{homeless}"
    basis = BASIS if not homeless else row.basis
    pause = pause_on(merged(person.uncounted), due_on) if due_on else None
    if pause:
        basis = EXTENDED
        why += ", which would end in custody, in hospital or abroad"
        due_on = None
        if pause.until:
            extension = law.row("periodic.after_release", pause.until)
            due_on = end_of(extension, pause.until)
            why += f", so {in_numbers(extension)} beginning with {pause.ends_with} on {in_words(pause.until)}"
    return by_day(
        Duty.PERIODIC,
        event_on=day,
        due_on=due_on,
        done_on=following,
        today=person.today,
        why=why,
        basis=basis,
        breach=breach_of(None),
    )
