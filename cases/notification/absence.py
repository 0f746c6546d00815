"""Absence from the sole or main residence, where the law wants it notified. No row of law.csv does so far."""

from cases.notification.answers import Deadline, Period, none_due, not_worked_out
from cases.notification.facts import Person
from cases.notification.happened import Absence
from cases.notification.hours import by_hour
from cases.notification.law import Law
from cases.notification.spans import Moment, hours_before, in_numbers, midnight
from cases.notification.states import Duty
from mosovo.days import in_words


def absence_deadlines(person: Person, period: Period, law: Law) -> list[Deadline]:
    """One for each absence while subject to notification, by the law in force on its first day."""
    return [_deadline(time, person, law) for time in person.absences if period.covers(time.begins_on)]


def _deadline(time: Absence, person: Person, law: Law) -> Deadline:
    longer, notice = (law.find(f"absence.{name}", time.begins_on) for name in ("longer_than", "notice"))
    if longer is None or notice is None:
        because = f"no law on file wanted an absence to be notified on {in_words(time.begins_on)}"
        return not_worked_out(Duty.ABSENCE, because, time.id)
    days = ((time.last_on or person.today) - time.begins_on).days + 1
    if days <= longer.value:
        because = f"it is no longer than {in_numbers(longer)}"
        return none_due(Duty.ABSENCE, because, longer.basis, time.id, time.begins_on)
    leaves = Moment.on(time.begins_on)
    why = f"{in_numbers(notice)} before an absence of more than {in_numbers(longer)} from {in_words(time.begins_on)}"
    due_at = hours_before(midnight(time.begins_on), notice.value)
    return by_hour(Duty.ABSENCE, leaves, due_at, time.notified, person.today, why, notice, time.id, time.is_excused)
