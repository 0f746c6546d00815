"""Changes that must be notified: names, addresses, details, release, homelessness (Sexual Offences Act 2003 s84)."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from cases.notification.answers import Deadline, Period, breach_of, by_day, gathered, none_due
from cases.notification.facts import Person
from cases.notification.happened import Advance, Change
from cases.notification.initial import counted, first_notifications, is_awaited
from cases.notification.law import Law
from cases.notification.spans import DAY, end_counting, end_of, merged, pause_on
from cases.notification.states import Duty, Event, Section, Spell
from mosovo.days import in_words

BASIS = "Sexual Offences Act 2003 s84(1) and (5)"
DUTIES = {
    Event.MOVED: (Duty.ADDRESS, "the change of home address"),
    Event.NAMED: (Duty.NAME, "the use of the new name"),
    Event.PRESCRIBED: (Duty.PRESCRIBED, "the change of prescribed details"),
    Event.RELEASED: (Duty.RELEASE, "release"),
}
RULES = {Event.PRESCRIBED: "prescribed.within"}


@dataclass(frozen=True)
class Heard:
    """What a notification in advance is worth: whether it met the duty, or until when it must be taken back."""

    is_valid: bool
    because: str
    has_failed: bool = False
    say_so_by: dt.date | None = None


def change_deadlines(person: Person, period: Period, law: Law) -> list[Deadline]:
    """Each change while subject to notification, each release, and what was announced but did not happen."""
    changes = [*person.changes, *_releases(person), *_homeless(person)]
    return gathered(
        (DUTIES[change.kind][0], change.id, partial(_deadlines, change, person, period, law)) for change in changes
    )


def _deadlines(change: Change, person: Person, period: Period, law: Law) -> list[Deadline]:
    duty, what = DUTIES[change.kind]
    result = []
    heard = heard_in_advance(change.advance, change.on, person, law) if change.advance else None
    if heard and change.advance and heard.has_failed and period.covers(change.advance.expected_on):
        result.append(_did_not_happen(change, change.advance, heard.say_so_by, person))
    if change.on is None or not period.covers(change.on):
        return result
    if heard and heard.is_valid:
        return [*result, none_due(duty, heard.because, "Sexual Offences Act 2003 s84(2)", change.id, change.on)]
    if change.kind is Event.RELEASED and is_awaited(change.on, person, period, law):
        because = "the first notification was still to be given in time, and tells of the release"
        return [*result, none_due(duty, because, "Sexual Offences Act 2003 s83(1)", change.id, change.on)]
    row = law.row(RULES.get(change.kind, "change.within"), change.on)
    why = counted(row, change.on, person.uncounted, what)
    deadline = by_day(
        duty,
        event_on=change.on,
        due_on=end_counting(row, change.on, person.uncounted),
        done_on=_told_on(change, person),
        today=person.today,
        why=f"{why}; {heard.because}" if heard else why,
        basis=BASIS if row.rule == "change.within" else row.basis,
        of=change.id,
        breach=breach_of(change.is_excused),
    )
    return [*result, deadline]


def heard_in_advance(advance: Advance, on: dt.date | None, person: Person, law: Law) -> Heard:
    """Section 84(2) to (4): void where the event comes more than two days early, or not within three days."""
    expected = advance.expected_on
    earliest = expected - law.row("advance.early", expected).value * DAY
    latest = end_of(law.row("advance.wait", expected), expected)
    named = f"the notification in advance named {in_words(expected)}"
    if on and on < earliest:
        return Heard(False, f"{named}, more than {(expected - earliest).days} days later, and is void (s84(3))")
    if on and on <= latest:
        return Heard(True, f"{named} and was given on {in_words(advance.on)}")
    has_failed = (on or person.today) > latest
    say_so = law.row("advance.say_so", expected)
    by = end_counting(say_so, expected, person.uncounted) if has_failed else None
    return Heard(False, f"{named}, but it had not happened by {in_words(latest)} (s84(4))", has_failed, by)


def _did_not_happen(change: Change, advance: Advance, due_on: dt.date | None, person: Person) -> Deadline:
    return by_day(
        Duty.DID_NOT_HAPPEN,
        event_on=advance.expected_on,
        due_on=due_on,
        done_on=advance.said_so_on,
        today=person.today,
        why=f"what was announced for {in_words(advance.expected_on)} did not happen in time; that day counts",
        basis="Sexual Offences Act 2003 s84(4)(b)",
        of=change.id,
        breach=breach_of(change.is_excused),
    )


def _told_on(change: Change, person: Person) -> dt.date | None:
    """The day it was notified. The first notification tells how everything is on its day; and a release is told by
    any later notification under section 84 that names no event."""
    if change.notified_on or change.on is None:
        return change.notified_on
    given = first_notifications(person)
    told = [] if any(on < change.on for on in given) else given
    if change.kind is Event.RELEASED:
        told += [note.on for note in person.notified if note.section is Section.CHANGE and note.on >= change.on]
    return min(told, default=None)


def _releases(person: Person) -> list[Change]:
    """Releases that follow from time in custody or hospital and are not told as events of their own."""
    told = {change.on for change in person.changes if change.kind is Event.RELEASED}
    ended = {pause.until for pause in merged(person.pauses(Spell.CUSTODY, Spell.HOSPITAL))} - told
    return [Change("", Event.RELEASED, day) for day in sorted(day for day in ended if day)]


def _homeless(person: Person) -> list[Change]:
    """To have no sole or main residence any longer, or one again, is a change of home address (s83(7), s84(1)(b))."""
    begun = [
        Change(time.id, Event.MOVED, time.begins_on, time.notified_on, is_excused=time.is_excused)
        for time in person.no_fixed_abode
    ]
    told = {change.on for change in person.changes if change.kind is Event.MOVED}
    ended = [
        Change(f"end of {time.id}", Event.MOVED, time.until)
        for time in person.no_fixed_abode
        if time.until and time.until <= person.today and time.until not in told
    ]
    pauses = merged(person.uncounted)
    return begun + [change for change in ended if change.on and not pause_on(pauses, change.on)]
