"""The next home visit."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.urls import reverse

from cases.models import Case
from cases.rules.visits import VisitFacts, is_visited_at_home, visit_due_on, why_visit_is_due
from mosovo.diary.duties import Due, Duty, Settings, register

BASIS = "Force setting, after the national template in use until 29 June 2017; a plan may set its own frequency"


def gather(case_ids: Sequence[int]) -> Iterator[VisitFacts]:
    """The facts of these cases, in one query."""
    for case in Case.objects.filter(pk__in=case_ids).select_related("nominal"):
        yield VisitFacts(
            case_id=case.pk,
            reference=case.reference,
            status=case.status,
            risk_level=case.risk_level,
            last_visit_on=case.last_visit_on,
            since_on=case.allocated_on or case.opened_on,
            since="allocated" if case.allocated_on else "opened",
            officer_id=case.officer_id,
            unit_id=case.unit_id,
        )


def due(facts: VisitFacts, settings: Settings, today: dt.date) -> Iterator[Due]:
    """One visit, of those who live in the community and whose risk has been assessed."""
    if not is_visited_at_home(facts):
        return
    months = int(settings[f"visit_months_{facts.risk_level}"])
    yield Due(
        kind="home_visit",
        subject=f"case:{facts.case_id}",
        title="Home visit",
        due_on=visit_due_on(facts, months=months),
        why=why_visit_is_due(facts, months=months),
        basis=BASIS,
        url=reverse("visit-record", args=[facts.reference]),
        owner_id=facts.officer_id,
        case_id=facts.case_id,
        unit_id=facts.unit_id,
        done_on=facts.last_visit_on,
    )


register(Duty("home_visit", "case", gather, due))
