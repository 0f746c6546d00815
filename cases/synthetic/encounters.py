"""Made-up home visits and conversations."""

import datetime as dt
from collections.abc import Iterable, Iterator
from random import Random

from django.db.models import Model

from cases.models import Contact, Visit
from cases.states import CaseStatus, VisitOutcome
from cases.synthetic.subject import Subject

# Months between visits where a plan sets none, as the force settings begin.
MONTHS = {"very_high": 1, "high": 3, "medium": 6, "low": 12}
MOST_VISITS = 7
OVERDUE_SHARE = 0.07
OUTCOMES = {VisitOutcome.SEEN: 86, VisitOutcome.NOT_IN: 11, VisitOutcome.REFUSED: 2, VisitOutcome.ELSEWHERE: 1}
SAFETY = (
    "No change since the last visit. Two officers, marked car close by.",
    "Dog at the address; asked to shut it in before going in.",
    "Neighbour dispute last month; no threat to officers known.",
    "Lives alone, no history of violence to police.",
)
SEEN = (
    "Seen in the living room. Calm, answered every question. Works three days a week at a warehouse.",
    "Seen at the door and then in the kitchen. Sees a sister on Sundays and, by own account, nobody else.",
    "Flat tidy, nothing new in it. Talked about the ending of the community order and what comes after.",
    "Low in mood since losing the job; says sleep is poor. Agreed to see the doctor.",
    "Showed both telephones when asked; history present, nothing of concern found.",
    "New bicycle in the hall, says it is for getting to work. Receipt seen.",
)
CONCERNS = (
    "",
    "",
    "",
    "",
    "A second telephone charger that fits neither telephone.",
    "Curtains to the front kept shut.",
)
NOT_SEEN = {
    VisitOutcome.NOT_IN: "Nobody answered after ten minutes. Card left.",
    VisitOutcome.REFUSED: "Opened the door on its chain and would not let officers in.",
    VisitOutcome.ELSEWHERE: "A new tenant answered, who has lived here for two weeks.",
}
WITH_WHOM = (
    "Probation practitioner",
    "Landlord",
    "Sister",
    "Employer",
    "Support worker",
    "The person, by telephone",
    "GP",
)
SAID = (
    "Attendance is good; no concerns at this time.",
    "Rent paid; no complaints from other tenants.",
    "Asked when the next visit would be; none was named.",
    "Has started a course on two evenings a week.",
    "Told us of a change of shift from Monday.",
    "Worried about a post on social media; advised to keep a copy and tell us.",
)


def visit_rows(subject: Subject) -> Iterable[Model]:
    """Visits back from the last at the interval of the risk level, for a person in the community with an officer."""
    facts = subject.facts
    if subject.officer is None or facts.status != CaseStatus.COMMUNITY:
        return
    visits = [(day, _visit(subject, subject.rng, day)) for day in _visit_days(subject)]
    # Only a visit at which the person was seen counts, as in a real write-up.
    subject.case.last_visit_on = next((day for day, visit in visits if visit.outcome == VisitOutcome.SEEN), None)
    yield from (visit for _, visit in visits)


def _visit_days(subject: Subject) -> Iterator[dt.date]:
    """Newest first. Some last visits are longer ago than the interval: those are overdue."""
    rng, today = subject.rng, subject.today
    interval = MONTHS[subject.facts.risk] * 30
    overdue = rng.random() < OVERDUE_SHARE
    ago = interval + rng.randint(5, 60) if overdue else rng.randint(1, max(interval - 3, 2))
    day = today - dt.timedelta(days=ago)
    for _ in range(MOST_VISITS):
        if day < subject.facts.opened_on:
            return
        yield day
        day -= dt.timedelta(days=max(7, interval + rng.randint(-20, 15)))


def _visit(subject: Subject, rng: Random, day: dt.date) -> Visit:
    outcome = rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    at = subject.moment(day)
    seen = outcome == VisitOutcome.SEEN
    return Visit(
        reference=subject.uuid(),
        case=subject.case,
        visited_at=at,
        announced=rng.random() < 0.3,
        safety_assessed_on=day,
        safety_notes=rng.choice(SAFETY),
        outcome=outcome,
        who_answered="The person" if seen else "",
        seen=rng.choice(SEEN) if seen else NOT_SEEN[outcome],
        devices="One telephone, one games console." if seen and rng.random() < 0.4 else "",
        concerns=rng.choice(CONCERNS) if seen else "",
        next_step="" if seen else "Try again within the week at another time of day.",
        recorded_by=subject.writer,
        recorded_at=min(at + dt.timedelta(hours=2), subject.now),
    )


def contact_rows(subject: Subject) -> Iterable[Model]:
    """Up to eight conversations over the last three years."""
    rng, facts = subject.rng, subject.facts
    if not facts.is_active:
        return
    first = max(facts.opened_on, subject.today - dt.timedelta(days=3 * 365))
    for _ in range(rng.randint(0, 8)):
        at = subject.moment(subject.day_between(first, subject.today))
        yield Contact(
            case=subject.case,
            at=at,
            with_whom=rng.choice(WITH_WHOM),
            text=rng.choice(SAID),
            recorded_by=subject.writer,
            recorded_at=min(at + dt.timedelta(minutes=20), subject.now),
        )
