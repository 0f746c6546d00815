"""Stays: seven days at premises that were not notified, and twelve hours in a household with a child."""

import datetime as dt
from collections import defaultdict
from functools import partial

from cases.notification.answers import Deadline, Period, breach_of, by_day, gathered, none_due
from cases.notification.changes import BASIS
from cases.notification.facts import Person
from cases.notification.happened import Household, Stay
from cases.notification.initial import counted
from cases.notification.law import Law
from cases.notification.spans import DAY, day_of, end_counting, hours_before, last_day
from cases.notification.states import Duty
from mosovo.days import in_words


def stay_deadlines(person: Person, period: Period, law: Law) -> list[Deadline]:
    """One for each premises where the days of stays reached seven in any twelve months (s84(1)(c), (6))."""
    by_premises: dict[str, list[Stay]] = defaultdict(list)
    for stay in person.stays:
        by_premises[stay.premises.casefold().strip()].append(stay)
    return gathered(
        (Duty.STAY, stays[-1].id, partial(_of_premises, stays, person, period, law)) for stays in by_premises.values()
    )


def qualified_on(stays: list[Stay], today: dt.date, law: Law) -> dt.date | None:
    """The day with which the stays at one premises made a qualifying period; each day of them counts once."""
    days = sorted({day for stay in stays for day in _days(stay, today, law)})
    for place, day in enumerate(days):
        wanted, months = law.row("change.stay", day).value, law.row("change.stay_within", day).value
        recent = [before for before in days[: place + 1] if last_day(before, months) >= day]
        if len(recent) >= wanted:
            return day
    return None


def _days(stay: Stay, today: dt.date, law: Law) -> list[dt.date]:
    """The days of a stay, as many as can matter: with a qualifying period of its own the rest adds nothing."""
    length = min(((stay.last_on or today) - stay.begins_on).days + 1, law.row("change.stay", stay.begins_on).value)
    return [stay.begins_on + number * DAY for number in range(length)]


def _of_premises(stays: list[Stay], person: Person, period: Period, law: Law) -> list[Deadline]:
    within = [stay for stay in stays if period.covers(stay.begins_on)]
    day = qualified_on(within, person.today, law)
    if day is None or not period.covers(day):
        return []
    notified_on = min((stay.notified_on for stay in stays if stay.notified_on), default=None)
    of = within[-1].id
    if notified_on and notified_on < day:
        because = f"the address of “{within[0].premises}” was notified on {in_words(notified_on)}"
        return [none_due(Duty.STAY, because, "Sexual Offences Act 2003 s84(1)(c)", of, day)]
    row = law.row("change.within", day)
    what = f"the day that made a qualifying period at “{within[0].premises}”"
    deadline = by_day(
        Duty.STAY,
        event_on=day,
        due_on=end_counting(row, day, person.uncounted),
        done_on=notified_on,
        today=person.today,
        why=counted(row, day, person.uncounted, what),
        basis=BASIS,
        of=of,
        breach=breach_of(within[-1].is_excused),
    )
    return [deadline]


def household_deadlines(person: Person, period: Period, law: Law) -> list[Deadline]:
    """Twelve hours or more in a household with a child, and the end of that (SI 2012/1876 regs 10 and 13)."""
    return gathered(
        (Duty.CHILD_HOUSEHOLD, stay.id, partial(_of_household, stay, person, period, law)) for stay in person.households
    )


def _of_household(stay: Household, person: Person, period: Period, law: Law) -> list[Deadline]:
    begun_on = day_of(stay.begins_at)
    if not period.covers(begun_on):
        return []
    row = law.row("child_household.stay", begun_on)
    complete_at = hours_before(stay.begins_at, -row.value)
    if stay.ends_at and stay.ends_at < complete_at:
        because = f"the stay was shorter than {row.value} hours"
        return [none_due(Duty.CHILD_HOUSEHOLD, because, row.basis, stay.id, begun_on)]
    day = day_of(complete_at)
    if day > person.today:
        return []
    what = f"the day on which {row.value} hours in a household with a child were complete"
    result = [_household(Duty.CHILD_HOUSEHOLD, stay, day, stay.notified_on, what, person, law)]
    if stay.ends_at:
        ended_on = day_of(stay.ends_at)
        what = "the end of the stay in a household with a child"
        result.append(_household(Duty.CHILD_HOUSEHOLD_ENDED, stay, ended_on, stay.ended_notified_on, what, person, law))
    return result


def _household(
    duty: Duty, stay: Household, day: dt.date, done_on: dt.date | None, what: str, person: Person, law: Law
) -> Deadline:
    row = law.row("prescribed.within", day)
    return by_day(
        duty,
        event_on=day,
        due_on=end_counting(row, day, person.uncounted),
        done_on=done_on,
        today=person.today,
        why=counted(row, day, person.uncounted, what),
        basis=row.basis,
        of=stay.id,
        breach=breach_of(stay.is_excused),
    )
