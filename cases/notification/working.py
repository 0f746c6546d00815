"""Everything for one person, from the facts alone."""

import datetime as dt
from collections.abc import Callable, Iterable

from cases.notification.absence import absence_deadlines
from cases.notification.answers import Answer, Deadline, Period, ReviewAnswer, none_due, not_worked_out
from cases.notification.changes import change_deadlines
from cases.notification.facts import Person
from cases.notification.initial import initial_deadlines
from cases.notification.law import Law, NotWorkedOut, standing_law
from cases.notification.other_acts import other_deadlines, terrorism_period, violent_offender_period
from cases.notification.period import notification_period
from cases.notification.periodic import periodic_deadlines
from cases.notification.review import review_answer
from cases.notification.spans import day_of
from cases.notification.states import OF_A_TERM, Disposal, Duty, Spell, Standing
from cases.notification.stays import household_deadlines, stay_deadlines
from cases.notification.travel import travel_deadlines
from mosovo.days import in_words

LOCKED_UP = OF_A_TERM - {Disposal.SUSPENDED} | {Disposal.LIFE, Disposal.PUBLIC_PROTECTION, Disposal.HOSPITAL}
LAPSING = frozenset({Standing.DUE, Standing.NOT_RUNNING, Standing.OVERDUE})
Asked = Callable[[Person, Period, Law], list[Deadline]]
ASKED: tuple[tuple[Duty, Asked], ...] = (
    (Duty.INITIAL, initial_deadlines),
    (Duty.ADDRESS, change_deadlines),
    (Duty.STAY, stay_deadlines),
    (Duty.CHILD_HOUSEHOLD, household_deadlines),
    (Duty.PERIODIC, periodic_deadlines),
    (Duty.ABSENCE, absence_deadlines),
    (Duty.TRAVEL, travel_deadlines),
)


def work_out(person: Person, law: Law | None = None) -> Answer:
    """The periods, the deadlines and the review of one person, by the law on file or by another.

    Never guesses: where the facts or the law on file do not give an answer, what is missing is said in its place.
    """
    law = law or standing_law()
    period = notification_period(person, law)
    terrorism, violent_offender = terrorism_period(person, law), violent_offender_period(person, law)
    deadlines = [deadline for duty, asked in ASKED for deadline in _each(duty, asked, person, period, law)]
    deadlines = [_unless_lapsed(deadline, period, person.today) for deadline in deadlines]
    review = _review(person, period, law)
    deadlines += [*review.deadlines, *other_deadlines(terrorism, violent_offender)]
    warnings = tuple(_outside(person, period))
    return Answer(period, terrorism, violent_offender, tuple(deadlines), review, warnings)


def _each(duty: Duty, asked: Asked, person: Person, period: Period, law: Law) -> list[Deadline]:
    if not period.stretches:
        return []
    try:
        return asked(person, period, law)
    except NotWorkedOut as reason:
        return [not_worked_out(duty, str(reason))]


def _unless_lapsed(deadline: Deadline, period: Period, today: dt.date) -> Deadline:
    """Whoever is no longer subject to notification before a time has run out need do nothing any more."""
    day = deadline.event_on
    if day is None or deadline.done_on or deadline.standing not in LAPSING:
        return deadline
    last_on = next((stretch.last_on for stretch in period.stretches if stretch.covers(day)), None)
    if last_on is None or last_on >= (deadline.due_on or today):
        return deadline
    because = f"the notification period ends with {in_words(last_on)}, before the time has run out"
    return none_due(deadline.duty, because, deadline.basis, deadline.of, day)


def _review(person: Person, period: Period, law: Law) -> ReviewAnswer:
    try:
        return review_answer(person, period, law)
    except NotWorkedOut as reason:
        return ReviewAnswer(False, None, (f"not worked out, because {reason}",))


def _outside(person: Person, period: Period) -> Iterable[str]:
    """Events on days without a duty to notify: they were not looked at, which may be a slip in the dates."""
    dated: list[tuple[str, dt.date | None]] = [(change.id, change.on) for change in person.changes]
    dated += [(stay.id, stay.begins_on) for stay in person.stays]
    dated += [(stay.id, day_of(stay.begins_at)) for stay in person.households]
    dated += [(time.id, time.begins_on) for time in person.no_fixed_abode]
    dated += [(time.id, time.begins_on) for time in person.absences]
    dated += [(trip.id, trip.leaves.day) for trip in person.travels]
    for name, on in dated:
        if on and not period.covers(on):
            yield f"{name} was on a day without a duty to notify, and was not looked at."
    is_locked_up = any(disposal.kind in LOCKED_UP for disposal in person.disposals)
    if is_locked_up and not person.pauses(Spell.CUSTODY, Spell.HOSPITAL):
        yield "No time in custody or hospital is on record: days are counted as if the sentence had brought none."
    for notice in person.notified:
        if not period.covers(notice.on):
            day = in_words(notice.on)
            yield f"The notification of {day} was on a day without a duty to notify, and counts for nothing."
