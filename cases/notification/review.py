"""The review of an indefinite period (Sexual Offences Act 2003 s91A to s91F)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from cases.notification.answers import Deadline, Period, ReviewAnswer, by_day, not_worked_out
from cases.notification.facts import Disposal, Person
from cases.notification.law import Law, Row
from cases.notification.period import period_of
from cases.notification.spans import DAY, Pause, end_of, in_numbers, is_under, merged
from cases.notification.states import PREVENTIVE, Breach, Duty, Regime, Spell, Standing
from mosovo.days import in_words

BASIS = "Sexual Offences Act 2003 s91B(2)"


def review_answer(person: Person, period: Period, law: Law) -> ReviewAnswer:
    """Whether and from when the person may apply, and the limits of an application on record."""
    lasting = [one for one in person.disposals_under(Regime.SEXUAL) if _is_indefinite(one, person, law)]
    if not lasting:
        return ReviewAnswer(False, None, ("there is no indefinite period to review (s91A)",))
    dates = [_qualifying(disposal, person, law) for disposal in lasting]
    deadlines = tuple(_deadlines(person, law))
    soonest, latest = _next(person, law)
    unknown = list(dict.fromkeys(why for day, why in dates if day is None))
    if unknown:
        return ReviewAnswer(False, None, tuple(unknown), deadlines, soonest, latest)
    qualifying_on, why = max((day, why) for day, why in dates if day)
    reasons = [why]
    first_on = soonest or qualifying_on
    may_apply = period.is_indefinite and person.today >= first_on
    if soonest:
        reasons.append(f"after the refusal again from {in_words(soonest)} (s91B(3))")
    if not period.is_indefinite:
        reasons.append("the period is no longer indefinite")
    for order in person.orders:
        if order.kind in PREVENTIVE and Pause(order.begins_on, order.last_on and order.last_on + DAY).covers(
            person.today
        ):
            may_apply = False
            reasons.append(f"not while the order of {in_words(order.begins_on)} stands (s91A(2)(b))")
    return ReviewAnswer(may_apply, qualifying_on, tuple(reasons), deadlines, soonest, latest)


def _is_indefinite(disposal: Disposal, person: Person, law: Law) -> bool:
    return period_of(disposal, person, law)[0].last_on is None


def _qualifying(disposal: Disposal, person: Person, law: Law) -> tuple[dt.date | None, str]:
    """The day after 15 or 8 years beginning with the first notification after release."""
    first_on, missing = _relevant_notification(disposal, person)
    if first_on is None:
        return None, f"the qualifying date is not worked out, because {missing} ({BASIS})"
    young = is_under(law.row("period.young_below", disposal.relevant_on).value, person.born_on, disposal.relevant_on)
    row = law.row("review.young" if young else "review.adult", person.today)
    day = end_of(row, first_on) + DAY
    age = "under 18" if young else "18 or over"
    why = f"may apply from {in_words(day)}: the day after {in_numbers(row)} beginning with the first notification after"
    return day, f"{why} release, {in_words(first_on)}, being {age} on the relevant date ({row.basis})"


def _relevant_notification(disposal: Disposal, person: Person) -> tuple[dt.date | None, str]:
    if person.review.first_notified_on:
        return person.review.first_notified_on, ""
    released_on = disposal.relevant_on
    for pause in merged(person.pauses(Spell.CUSTODY, Spell.HOSPITAL)):
        if pause.covers(disposal.made_on) or pause.covers(disposal.relevant_on):
            if pause.until is None or pause.until > person.today:
                return None, "the person has not been released yet"
            released_on = pause.until
    days = sorted(on for on in person.notifications if on >= released_on)
    return (days[0], "") if days else (None, "no notification after release is on record")


def _next(person: Person, law: Law) -> tuple[dt.date | None, dt.date | None]:
    """After a refusal: the first day for the next application, by the years named, and the latest it could be."""
    review = person.review
    if not (review.is_refused and review.decided_on):
        return None, None
    soonest, latest = (law.row(f"review.again_{name}", review.decided_on) for name in ("soonest", "latest"))
    years = review.years_until_next or soonest.value
    chosen = Row(soonest.rule, soonest.applies_from, None, years, soonest.unit, soonest.basis, "")
    return end_of(chosen, review.decided_on) + DAY, end_of(latest, review.decided_on) + DAY


def _deadlines(person: Person, law: Law) -> Iterator[Deadline]:
    """What the chief officer, the bodies and the person have to do once an application has been received."""
    review = person.review
    if review.received_on is None:
        return

    def limit(duty: Duty, rule: str, day: dt.date, done_on: dt.date | None, what: str) -> Deadline:
        row = law.row(rule, day)
        how = "beginning with" if row.unit.value.endswith("beginning") else "after"
        why = f"{in_numbers(row)} {how} {what}, {in_words(day)}"
        due_on = end_of(row, day)
        today, basis = person.today, row.basis
        return by_day(
            duty, event_on=day, due_on=due_on, done_on=done_on, today=today, why=why, basis=basis, breach=Breach.NO
        )

    received = "receipt of the application"
    yield limit(Duty.REVIEW_ACKNOWLEDGE, "review.acknowledge", review.received_on, review.acknowledged_on, received)
    if review.bodies_told_on:
        told = "the notice to the responsible bodies"
        bodies = limit(Duty.REVIEW_BODIES, "review.bodies", review.bodies_told_on, review.bodies_replied_on, told)
        yield bodies
        if bodies.due_on:
            last = "the last day on which a body may reply"
            yield limit(Duty.REVIEW_DECIDE, "review.decide", bodies.due_on, review.decided_on, last)
    elif review.decided_on is None:
        yield not_worked_out(
            Duty.REVIEW_DECIDE, "six weeks run from the last day on which a body may reply: none was told"
        )
    if review.is_refused and review.told_on:
        yield _appeal(
            limit(Duty.REVIEW_APPEAL, "review.appeal", review.told_on, review.appealed_on, "receipt of the refusal")
        )


def _appeal(deadline: Deadline) -> Deadline:
    """An appeal is a right: once its time is over nothing is overdue."""
    if deadline.standing is Standing.OVERDUE:
        return replace(deadline, standing=Standing.NONE, late_days=0, why=f"no appeal was made: it was {deadline.why}")
    return deadline
