"""Periods under other Acts: terrorism (Counter-Terrorism Act 2008 Part 4), and violent offender orders.

The limits of their notifications could not be found in a source that was read, so no day is named for those.
"""

import datetime as dt

from cases.notification import states
from cases.notification.answers import Deadline, Period, Stretch, not_worked_out
from cases.notification.facts import Disposal, Person
from cases.notification.law import Law, NotWorkedOut, Row
from cases.notification.spans import end_disregarding, end_of, in_numbers, is_under
from cases.notification.states import Duty, Regime, Spell
from cases.notification.terms import Term, longest_term
from mosovo.days import in_words

DISREGARDED = "Counter-Terrorism Act 2008 s53(7)"
VIOLENT = "Criminal Justice and Immigration Act 2008 s98"
NO_LIMITS = "the limits of these notifications could not be found in the law on file; look them up in the Act"


def terrorism_period(person: Person, law: Law) -> Period:
    """30, 15 or 10 years from the day somebody was dealt with; custody, hospital and immigration detention left out."""
    stretches: list[Stretch] = []
    reasons: list[str] = []
    try:
        for disposal in person.disposals_under(Regime.TERRORISM):
            stretch, reason = _of_disposal(disposal, person, law)
            stretches += [stretch] if stretch else []
            reasons.append(reason)
    except NotWorkedOut as missing:
        return Period(not_worked_out=f"not worked out, because {missing}")
    stretches.sort(key=lambda stretch: (stretch.last_on or dt.date.max, stretch.begins_on))
    if not stretches:
        return Period(reasons=tuple(reasons))
    whole = Stretch(min(stretch.begins_on for stretch in stretches), stretches[-1].last_on)
    return Period((whole,), False, "Counter-Terrorism Act 2008 s53", tuple(reasons))


def _of_disposal(disposal: Disposal, person: Person, law: Law) -> tuple[Stretch | None, str]:
    day = disposal.made_on
    if because := _why_not_subject(disposal, person, law):
        return None, f"not subject: {because}"
    row, why = _line(disposal, person, law)
    pauses = person.pauses(Spell.CUSTODY, Spell.HOSPITAL, Spell.IMMIGRATION)
    plain = end_of(row, day)
    last_on = end_disregarding(day, plain, pauses)
    begins = f"{in_numbers(row)} beginning with {in_words(day)}, for {why} ({row.basis})"
    if last_on is None:
        return Stretch(day, None), f"no end yet, while custody or detention goes on ({DISREGARDED}): {begins}"
    days = (last_on - plain).days
    left_out = f"; {days} days in custody, hospital or detention are left out ({DISREGARDED})" if days else ""
    return Stretch(day, last_on), f"until the end of {in_words(last_on)}: {begins}{left_out}"


def _why_not_subject(disposal: Disposal, person: Person, law: Law) -> str | None:
    """Why Part 4 does not apply, if it does not (sections 44 and 45)."""
    youngest, least = (law.row(f"terrorism.{name}", disposal.made_on) for name in ("youngest", "sentence"))
    if is_under(youngest.value, person.born_on, disposal.made_on):
        return f"under {youngest.value} when dealt with ({youngest.basis})"
    if disposal.kind is states.Disposal.HOSPITAL or disposal.kind in states.INDETERMINATE:
        return None
    if disposal.kind not in states.OF_A_TERM:
        return f"neither custody nor a hospital order ({least.basis})"
    if not _term(disposal, person, law).is_at_least(least.value):
        return f"custody of less than {in_numbers(least)} ({least.basis})"
    return None


def _line(disposal: Disposal, person: Person, law: Law) -> tuple[Row, str]:
    """The row of section 53, and why."""
    day = disposal.made_on
    adult = law.row("terrorism.adult", day)
    if is_under(adult.value, person.born_on, day):
        return law.row("terrorism.otherwise", day), f"a person under {adult.value} when dealt with"
    if disposal.kind is states.Disposal.HOSPITAL:
        return law.row("terrorism.otherwise", day), "a hospital order"
    if disposal.kind in states.INDETERMINATE:
        return law.row("terrorism.long", day), "a sentence for life or without a fixed end"
    term = _term(disposal, person, law)
    for name in ("long", "medium"):
        threshold = law.row(f"terrorism.{name}_from", day)
        if term.is_at_least(threshold.value):
            return law.row(f"terrorism.{name}", day), f"custody of {in_numbers(threshold)} or more"
    return law.row("terrorism.otherwise", day), f"custody of less than {in_numbers(threshold)}"


def _term(disposal: Disposal, person: Person, law: Law) -> Term:
    return longest_term(disposal, person.disposals_under(Regime.TERRORISM), law)


def violent_offender_period(person: Person, law: Law) -> Period:
    """As long as the order says, which is two to five years; a renewal is an order of its own."""
    stretches: list[Stretch] = []
    reasons: list[str] = []
    for order in person.orders:
        if order.kind is not states.Order.VIOLENT_OFFENDER:
            continue
        day = order.begins_on
        if order.last_on is None:
            return Period(
                not_worked_out="not worked out, because a violent offender order states its last day: give it"
            )
        try:
            shortest, longest = (law.row(f"violent_offender.{name}", day) for name in ("shortest", "longest"))
        except NotWorkedOut as missing:
            return Period(not_worked_out=f"not worked out, because {missing}")
        if not end_of(shortest, day) <= order.last_on <= end_of(longest, day):
            limits = f"{shortest.value} to {longest.value} years"
            return Period(
                not_worked_out=f"not worked out, because the order of {in_words(day)} must last {limits} ({VIOLENT})"
            )
        stretches.append(Stretch(day, order.last_on))
        reasons.append(f"until the end of {in_words(order.last_on)}, as the order of {in_words(day)} says ({VIOLENT})")
    stretches.sort(key=lambda stretch: stretch.last_on or dt.date.max)
    return Period(tuple(stretches), False, VIOLENT if stretches else "", tuple(reasons))


def other_deadlines(terrorism: Period, violent_offender: Period) -> list[Deadline]:
    """That there are duties under the other Acts, and why no day is named for them."""
    result = [not_worked_out(Duty.TERRORISM, NO_LIMITS)] if terrorism.stretches else []
    return result + ([not_worked_out(Duty.VIOLENT_OFFENDER, NO_LIMITS)] if violent_offender.stretches else [])
