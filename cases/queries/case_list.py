"""A list of cases: filtered, sorted and paged by the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OrderBy, OuterRef, QuerySet, Subquery

from cases.models import Case
from cases.queries.case import risk_rank
from mosovo.access.sight import visible
from mosovo.diary.models import Deadline
from mosovo.diary.rules import standing
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer

DEFAULT_ORDER = "due"
# Name in the address -> what is sorted by.
ORDERS: dict[str, tuple[str, ...]] = {
    "name": ("nominal__family_name", "nominal__given_names"),
    "reference": ("nominal__reference",),
    "risk": ("risk",),
    "category": ("category",),
    "level": ("level",),
    "due": ("next_due_on",),
    "visit": ("last_visit_on",),
}


@dataclass(frozen=True)
class CaseLine:
    """A case in a list. category: a number, or PDP. state, days: how the next deadline stands; "" where none is."""

    case: Case
    category: str
    next_due_on: dt.date | None
    state: str
    days: int


def cases_in_sight(person: Officer) -> QuerySet[Case]:
    """Every case the person may see, with ``risk`` (a rank) and ``next_due_on``, the first open deadline's day."""
    # A deadline about a case is seen with the case, and the outer rows are those in sight: asking again for each would
    # double the time it takes to plan the query.
    due = Deadline.objects.filter(case=OuterRef("pk"), state=DeadlineState.OPEN).order_by("due_on")
    rows = visible(person, Case).select_related("nominal", "officer")
    return rows.annotate(risk=risk_rank(), next_due_on=Subquery(due.values("due_on")[:1]))


def in_order(rows: QuerySet[Case], order: str) -> QuerySet[Case]:
    """The rows sorted by a name of ORDERS, falling where it begins with "-"; what is missing comes last."""
    falling = order.startswith("-")
    fields = ORDERS[order.removeprefix("-")]
    return rows.order_by(*(OrderBy(F(field), descending=falling, nulls_last=True) for field in fields), "pk")


def order_asked_for(text: str) -> str:
    """The order named in an address, or the usual one."""
    return text if text.removeprefix("-") in ORDERS else DEFAULT_ORDER


def managers_of(rows: QuerySet[Case]) -> QuerySet[Officer]:
    """The offender managers of the cases, by name."""
    return Officer.objects.filter(pk__in=rows.order_by().values("officer"))


def lines(cases: Iterable[Case], *, today: dt.date) -> list[CaseLine]:
    """The cases as the list shows them; from ``cases_in_sight``."""
    found = []
    for case in cases:
        next_due_on: dt.date | None = case.next_due_on  # type: ignore[attr-defined] # annotated
        state, days = standing(next_due_on, today=today) if next_due_on else ("", 0)
        found.append(CaseLine(case, case.category.upper(), next_due_on, state, days))
    return found
