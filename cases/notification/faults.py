"""What contradicts itself in a record that could be read."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from cases.notification import states
from cases.notification.facts import Disposal, Length, Person
from cases.notification.law import Law
from cases.notification.reading import Fault
from cases.notification.terms import Term, is_circular

# Sums beyond this are a slip of the pen, and beyond the calendar.
MOST_MONTHS = 6000


def contradictions(person: Person, law: Law) -> Iterator[Fault]:
    """Every one found, by field."""
    if person.born_on > person.today:
        yield Fault("date_of_birth", "This is after the day that the record is looked at.")
    names = Counter(disposal.id for disposal in person.disposals)
    for place, disposal in enumerate(person.disposals):
        path = f"disposals[{place}]"
        if names[disposal.id] > 1:
            yield Fault(f"{path}.id", "Another disposal has the same id.")
        for field, message in (*_dates(disposal, person), *_length(disposal), *_run(disposal, person)):
            yield Fault(f"{path}.{field}", message)
    if (
        sum(
            (disposal.length or Length()).months + (disposal.length or Length()).days // 28
            for disposal in person.disposals
        )
        > MOST_MONTHS
    ):
        yield Fault("disposals", "The sentences are longer than any together can be.")
    elif is_circular(person.disposals):
        yield Fault("disposals", "Sentences follow each other in a circle: take one consecutive_to out.")
    yield from _later_than_today(person)
    yield from _review(person, law)


def _dates(disposal: Disposal, person: Person) -> Iterator[tuple[str, str]]:
    if disposal.relevant_on > person.today:
        yield "relevant_on", "This is after the day that the record is looked at."
    if disposal.relevant_on <= person.born_on:
        yield "relevant_on", "This must be after the date of birth."
    if disposal.made_on < disposal.relevant_on:
        yield "made_on", "This is before the relevant date; the conviction comes first."


def _length(disposal: Disposal) -> Iterator[tuple[str, str]]:
    has_length = disposal.kind in states.WITH_LENGTH
    if has_length and (disposal.length is None or disposal.length == Length()):
        yield "months", f"Give the length of the {disposal.kind.replace('_', ' ')} in years, months or days."
    if not has_length and disposal.length is not None:
        yield "months", f"A disposal of the kind {disposal.kind} has no length here."
    if disposal.has_restriction and disposal.kind is not states.Disposal.HOSPITAL:
        yield "restriction", "Only a hospital order has a restriction."


def _run(disposal: Disposal, person: Person) -> Iterator[tuple[str, str]]:
    """What is wrong with one sentence following another."""
    before = next((other for other in person.disposals if other.id == disposal.consecutive_to), None)
    if disposal.consecutive_to is None:
        if disposal.overlap:
            yield "overlap", "Say in consecutive_to with which sentence it overlaps."
        return
    if before is None or before is disposal:
        yield "consecutive_to", "No other disposal has this id."
    elif not {before.kind, disposal.kind} <= states.OF_A_TERM or before.regime is not disposal.regime:
        yield "consecutive_to", "Only one sentence with a length can follow another, under the same Act."
    elif disposal.overlap and disposal.length and before.length:
        lengths = [_days(length, before.made_on) for length in (disposal.overlap, disposal.length, before.length)]
        if lengths[0] > min(lengths[1:]):
            yield "overlap", "This is longer than one of the sentences that overlap."


def _days(length: Length, day: dt.date) -> int:
    return Term(length, day, ()).days


def _later_than_today(person: Person) -> Iterator[Fault]:
    """What is told as having happened must have; only what was announced and journeys may lie ahead."""
    happened: list[tuple[str, dt.date | None]] = [("notification", notice.on) for notice in person.notified]
    for change in person.changes:
        happened += [(change.id, change.on), (change.id, change.notified_on)]
        if change.advance:
            happened += [(change.id, change.advance.on), (change.id, change.advance.said_so_on)]
    for stay in person.stays:
        happened += [(stay.id, stay.begins_on), (stay.id, stay.notified_on)]
    for household in person.households:
        happened += [(household.id, household.notified_on), (household.id, household.ended_notified_on)]
    for time in person.no_fixed_abode:
        happened += [(time.id, time.begins_on), (time.id, time.notified_on)]
    for trip in person.travels:
        given = [trip.notified, *(change.notified for change in trip.changes)]
        happened += [(trip.id, moment.day) for moment in given if moment]
        happened += [(trip.id, trip.returned_on), (trip.id, trip.return_notified_on)]
    for name, day in happened:
        if day and day > person.today:
            yield Fault("events", f"{name}: {day} is after the day that the record is looked at, {person.today}.")


def _review(person: Person, law: Law) -> Iterator[Fault]:
    years, day = person.review.years_until_next, person.review.decided_on
    if years is None:
        return
    if day is None or not person.review.is_refused:
        yield Fault("review.years_until_next", "Give it with refused: true and the day of the decision, decided_on.")
        return
    soonest, latest = (law.find(f"review.again_{name}", day) for name in ("soonest", "latest"))
    if soonest and latest and not soonest.value <= years <= latest.value:
        yield Fault("review.years_until_next", f"This must be from {soonest.value} to {latest.value}.")
