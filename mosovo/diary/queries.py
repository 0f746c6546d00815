"""What is told to a person, and what is due in their team."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet

from mosovo.access.sight import visible
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.staff.models import Officer
from mosovo.staff.queries import units_where
from mosovo.staff.states import Ability


def told(person: Officer) -> QuerySet[Notification]:
    """Everything the person was told, newest first."""
    return visible(person, Notification).order_by("-at", "pk")


def team_deadlines(person: Officer, *, today: dt.date) -> QuerySet[Deadline]:
    """The open deadlines of the units that the person supervises, the oldest first, as far as they may see them."""
    units = units_where(person, Ability.SUPERVISE, today=today)
    rows = visible(person, Deadline).filter(state=DeadlineState.OPEN, unit__in=units.values("pk"))
    return rows.select_related("owner", "case__nominal", "officer", "unit").order_by("due_on", "pk")


def owners_of(rows: QuerySet[Deadline]) -> QuerySet[Officer]:
    """Those to whom any of the rows belongs, by name."""
    return Officer.objects.filter(pk__in=rows.order_by().values("owner")).order_by("family_name", "given_names", "pk")


def narrowed(rows: QuerySet[Deadline], chosen: Mapping[str, str], *, today: dt.date) -> QuerySet[Deadline]:
    """The rows that fit: officer (the owner's number, or "none"), age (a name of AGES, or "overdue")."""
    officer, age = chosen.get("officer", ""), chosen.get("age", "")
    if officer:
        rows = rows.filter(owner__isnull=True) if officer == "none" else rows.filter(owner__number=officer)
    if age == "overdue":
        rows = rows.filter(due_on__lt=today)
    elif age in AGES:
        least, most = AGES[age]
        rows = rows.filter(due_on__lte=today - dt.timedelta(days=least))
        rows = rows.filter(due_on__gte=today - dt.timedelta(days=most)) if most else rows
    return rows


# How late, in days: from and to, both included; None where it is longer than that by any amount.
AGES: dict[str, tuple[int, int | None]] = {"week": (1, 7), "month": (8, 30), "longer": (31, None)}
