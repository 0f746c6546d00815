"""Home visits: what an entry must say, and when the next one is due."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cases.states import CaseStatus, RiskLevel, VisitOutcome
from mosovo.days import in_words
from mosovo.working_days import add_months

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class VisitEntry:
    """A home visit as somebody writes it down. visited_at: aware."""

    visited_at: dt.datetime
    announced: bool
    safety_assessed_on: dt.date
    safety_notes: str
    outcome: VisitOutcome
    seen: str
    who_answered: str = ""
    present: str = ""
    devices: str = ""
    concerns: str = ""
    next_step: str = ""

    @property
    def visited_on(self) -> dt.date:
        """The day of the visit in England and Wales."""
        return day_of(self.visited_at)


def day_of(moment: dt.datetime) -> dt.date:
    """The day of an aware moment in England and Wales."""
    return moment.astimezone(LONDON).date()


def faults_in_visit(entry: VisitEntry, *, opened_on: dt.date, assessment_days: int, now: dt.datetime) -> dict[str, str]:
    """What is wrong with the entry: field -> sentence; empty where nothing is.

    A visit is not written down before it happened or before the case was opened. Its safety assessment was made on the
    day or at most ``assessment_days`` days before (force setting), never after it. Whoever was seen was let in by
    somebody.
    """
    faults = {}
    day = entry.visited_on
    if entry.visited_at > now:
        faults["visited_at"] = "The visit must be in the past; plan one with the next date instead."
    elif day < opened_on:
        faults["visited_at"] = f"The visit must be on or after {in_words(opened_on)}, when the case was opened."
    if entry.safety_assessed_on > day:
        faults["safety_assessed_on"] = "The safety assessment must be made before the visit, on its day at the latest."
    elif (day - entry.safety_assessed_on).days > assessment_days:
        faults["safety_assessed_on"] = (
            f"The safety assessment must be made at most {_count(assessment_days, 'day')} before the visit: "
            f"on {in_words(day - dt.timedelta(days=assessment_days))} or later."
        )
    if entry.outcome == VisitOutcome.SEEN and not entry.who_answered.strip():
        faults["who_answered"] = "Say who answered the door."
    return faults


def why_not_yet(at: dt.datetime, *, now: dt.datetime) -> str | None:
    """Why a conversation cannot be written down yet, or None."""
    return "The conversation must be in the past." if at > now else None


@dataclass(frozen=True)
class VisitFacts:
    """What the next visit follows from. since_on: allocation, or opening where the case was never allocated."""

    case_id: int
    reference: str
    status: str
    risk_level: str
    last_visit_on: dt.date | None
    since_on: dt.date
    since: str
    officer_id: int | None
    unit_id: int


def visit_due_on(facts: VisitFacts, *, months: int) -> dt.date:
    """``months`` months after the last visit, or after the case came to its manager where there was none."""
    return add_months(facts.last_visit_on or facts.since_on, months)


def why_visit_is_due(facts: VisitFacts, *, months: int) -> str:
    """The sentence beside the deadline."""
    risk = RiskLevel(facts.risk_level).label.lower()
    every = "every month" if months == 1 else f"every {months} months"
    if facts.last_visit_on:
        return f"Risk is {risk} and the last visit was on {in_words(facts.last_visit_on)}; visits are {every}."
    return (
        f"Risk is {risk} and no visit is on record since the case was {facts.since} "
        f"on {in_words(facts.since_on)}; visits are {every}."
    )


def is_visited_at_home(facts: VisitFacts) -> bool:
    """Visits are due to people who live in the community and whose risk has been assessed."""
    return facts.status == CaseStatus.COMMUNITY and bool(facts.risk_level)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
