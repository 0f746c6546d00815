"""A caseload over the cap is put right, or excepted, within a set time: the supervisor's task.

It opens when the share passes the cap without an exception in force, most often because a risk level has risen (which
never waits for the cap), and keeps its day until the share is right, a case is given to somebody else, or an exception
is recorded. It is not waived: the exception is the way to say why it may stay, with an end.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case
from cases.queries.caseload import Load, loads
from cases.rules.caseload import figures_in_words, is_over
from cases.states import ACTIVE_STATUSES
from mosovo.diary.duties import Due, Duty, Settings, register, sweep_over
from mosovo.diary.models import Deadline
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer
from mosovo.staff.queries import posts_in
from mosovo.staff.rules import Post, chain
from mosovo.working_days import add_working_days

OVER_CAP = "caseload_over_cap"


@dataclass(frozen=True)
class Holder:
    """Somebody with cases: how many, whose supervisors, and by when they are asked to put it right already."""

    officer_id: int
    number: str
    name: str
    unit_id: int | None
    caseload: Load
    asked_by: dt.date | None
    unit_posts: tuple[Post, ...]


def gather(ids: Sequence[int]) -> list[Holder]:
    """Each officer of ``ids`` with their load; four queries."""
    officers = list(Officer.objects.filter(pk__in=ids))
    figures = loads(ids)
    by_unit = posts_in(officer.unit_id for officer in officers)
    asked = dict(
        Deadline.objects.filter(kind=OVER_CAP, state=DeadlineState.OPEN, officer__in=ids).values_list(
            "officer", "due_on"
        )
    )
    return [
        Holder(
            officer.pk,
            officer.number,
            str(officer),
            officer.unit_id,
            figures[officer.pk],
            asked.get(officer.pk),
            tuple(by_unit.get(officer.unit_id or 0, ())),
        )
        for officer in officers
    ]


def due(holder: Holder, settings: Settings, today: dt.date) -> Iterable[Due]:
    """One deadline for a caseload over the cap and not excepted today."""
    caseload, cap = holder.caseload.caseload, int(settings["cap_percent"])
    if not is_over(caseload, cap) or holder.caseload.is_excepted(today):
        return
    days = int(settings["cap_breach_days"])
    yield Due(
        kind=OVER_CAP,
        subject=f"officer:{holder.officer_id}",
        title=f"Put right the caseload of {holder.name}"[:120],
        due_on=holder.asked_by or add_working_days(today, days),
        why=f"{figures_in_words(caseload, cap)}. It is put right within {days} working days.",
        basis="APP, MOSOVO units: at most 20 per cent of a caseload; force settings for the cap and the days",
        url=f"{reverse('unit-dashboard')}#officer-{holder.number}",
        owner_id=chain(holder.unit_posts, today=today).supervisor_of(holder.officer_id),
        officer_id=holder.officer_id,
        unit_id=holder.unit_id,
    )


register(
    Duty(
        OVER_CAP,
        "officer",
        gather,
        due,
        instead="A caseload over the cap is not waived: allocate a case to somebody else, or record an exception.",
    )
)
sweep_over("case", lambda: Case.objects.filter(status__in=ACTIVE_STATUSES))
