"""The clock of risk: a first assessment after allocation, then reviews as often as the level asks."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.urls import reverse

from cases.models import Case
from cases.states import ACTIVE_STATUSES, RiskLevel
from mosovo.days import in_words
from mosovo.diary.duties import Due, Duty, Settings, register
from mosovo.working_days import add_months, add_working_days
from risk.queries import REVIEW

REVIEW_BASIS = "Force setting for the review of risk; no national text names an interval"
FIRST_BASIS = "Force setting for first assessments, after the 15 days that APP gives where probation leads"


def gather(case_ids: Sequence[int]) -> Iterable[Case]:
    """The active cases among these, each with its nominal; one query."""
    return Case.objects.filter(pk__in=case_ids, status__in=ACTIVE_STATUSES).select_related("nominal")


def due(case: Case, settings: Settings, today: dt.date) -> Iterable[Due]:
    """One deadline a case: its first assessment, or its next review. Setting a level meets either."""
    since = case.risk_level_on
    title, due_on, why, basis = _review(case, since, settings) if since else _first(case, settings)
    yield Due(
        kind=REVIEW,
        subject=f"case:{case.pk}",
        title=title,
        due_on=due_on,
        why=why,
        basis=basis,
        url=reverse("case-risk", args=[case.reference]),
        owner_id=case.officer_id,
        case_id=case.pk,
        unit_id=case.unit_id,
        done_on=since,
    )


def _review(case: Case, since: dt.date, settings: Settings) -> tuple[str, dt.date, str, str]:
    months = int(settings[f"risk_review_months_{case.risk_level}"])
    every = "every month" if months == 1 else f"every {months} months"
    level = RiskLevel(case.risk_level).label.lower()
    why = f"Risk has been {level} since {in_words(since)}; it is reviewed {every}."
    return "Review the risk level", add_months(since, months), why, REVIEW_BASIS


def _first(case: Case, settings: Settings) -> tuple[str, dt.date, str, str]:
    days = int(settings["first_assessment_days"])
    event, day = ("allocated", case.allocated_on) if case.allocated_on else ("opened", case.opened_on)
    why = f"The case was {event} on {in_words(day)} and has no risk level; the first is set within {days} working days."
    return "Assess the risk for the first time", add_working_days(day, days), why, FIRST_BASIS


register(Duty(REVIEW, "case", gather, due))
