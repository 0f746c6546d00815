"""A list of cases: filtered, sorted and paged by the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OrderBy, QuerySet

from cases.models import Case
from cases.queries.case import risk_rank
from mosovo.access.sight import visible
from mosovo.diary.rules import standing
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
    state: str
    days: int


def cases_in_sight(person: Officer) -> QuerySet[Case]:
    """Every case the person may see, with ``risk``, a rank."""
    return visible(person, Case).select_related("nominal", "officer").annotate(risk=risk_rank())


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
        state, days = standing(case.next_due_on, today=today) if case.next_due_on else ("", 0)
        found.append(CaseLine(case, case.category.upper(), state, days))
    return found
