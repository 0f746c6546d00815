"""Who covers for whom, and which cases that is about."""

import datetime as dt

from django.db.models import QuerySet

from cases.models import Case
from cases.states import ACTIVE_STATUSES
from mosovo.access.models import Cover
from mosovo.access.sight import visible
from mosovo.staff.models import Officer, Unit
from mosovo.staff.queries import officers_with, units_where
from mosovo.staff.states import Ability


def supervised(person: Officer, *, today: dt.date) -> QuerySet[Unit]:
    """The units in which the person gives cover."""
    return units_where(person, Ability.SUPERVISE, today=today)


def holders_in(units: QuerySet[Unit], *, today: dt.date) -> QuerySet[Officer]:
    """Those of the units who hold cases, and so may be covered or cover."""
    return officers_with(Ability.HOLD_CASES, today=today).filter(unit__in=units).select_related("unit")


def covers_in(units: QuerySet[Unit], *, today: dt.date) -> list[Cover]:
    """Cover in the units that runs or is still to come, and what ended in the last four weeks; the next first."""
    rows = Cover.objects.filter(unit__in=units, until_on__gte=today - dt.timedelta(days=28))
    return list(rows.select_related("covered", "coverer", "made_by", "ended_by", "unit").order_by("from_on", "pk"))


def lasting_covers(officer: Officer, *, today: dt.date) -> QuerySet[Cover]:
    """Cover for this officer that runs on ``today`` or is still to come."""
    return Cover.objects.filter(covered=officer, ended_at__isnull=True, until_on__gte=today).select_related("coverer")


def cases_to_cover(person: Officer, officer: Officer, unit: Unit) -> QuerySet[Case]:
    """The open cases of the unit that ``officer`` manages, as far as ``person`` sees them."""
    mine = visible(person, Case).filter(officer=officer, unit=unit, status__in=ACTIVE_STATUSES)
    return mine.select_related("nominal").order_by("pk")
