"""What the overview of a case shows, all of it through ``visible``."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case as Choice
from django.db.models import IntegerField, Value, When

from cases.models import (
    Address,
    Alias,
    Allocation,
    Case,
    CategoryPeriod,
    Conviction,
    Licence,
    Order,
)
from cases.states import RiskLevel
from mosovo.access.sight import visible
from mosovo.diary.models import Deadline
from mosovo.diary.rules import standing
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer


@dataclass(frozen=True)
class DueLine:
    """A deadline as a page shows it: how it stands on the day, and how many days late or to go."""

    deadline: Deadline
    state: str
    days: int


@dataclass(frozen=True)
class Overview:
    """Everything on the overview, newest or soonest first."""

    due: list[DueLine]
    orders: list[Order]
    licences: list[Licence]
    addresses: list[Address]
    aliases: list[Alias]
    convictions: list[Conviction]
    categories: list[CategoryPeriod]
    allocations: list[Allocation]


def overview(person: Officer, case: Case, *, today: dt.date) -> Overview:
    """The overview of ``case`` as ``person`` may see it; eight queries."""
    deadlines = visible(person, Deadline).filter(case=case, state=DeadlineState.OPEN).select_related("owner")
    allocations = visible(person, Allocation).filter(case=case).select_related("officer", "allocated_by")
    return Overview(
        due=[due_line(deadline, today=today) for deadline in deadlines],
        orders=list(visible(person, Order).filter(case=case)),
        licences=list(visible(person, Licence).filter(case=case)),
        addresses=list(visible(person, Address).filter(nominal=case.nominal_id)),
        aliases=list(visible(person, Alias).filter(nominal=case.nominal_id)),
        convictions=list(visible(person, Conviction).filter(case=case)),
        categories=list(visible(person, CategoryPeriod).filter(case=case)),
        allocations=list(allocations),
    )


def risk_rank(path: str = "") -> Choice:
    """An expression to sort by: 0 for very high down to 3 for low, 4 where there is no level or no case at ``path``."""
    ranks = [When(**{f"{path}risk_level": level}, then=Value(rank)) for rank, level in enumerate(RiskLevel)]
    return Choice(*ranks, default=Value(len(ranks)), output_field=IntegerField())


def due_line(deadline: Deadline, *, today: dt.date) -> DueLine:
    """How the deadline stands today."""
    return DueLine(deadline, *standing(deadline.due_on, today=today))
