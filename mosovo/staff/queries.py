"""Who holds what today."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from mosovo.staff.models import Officer, RoleHolding, Unit
from mosovo.staff.states import Ability

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def current_holdings(*, today: dt.date) -> QuerySet[RoleHolding]:
    """Role holdings in force on ``today``."""
    return RoleHolding.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)


def abilities_of(person: "Officer | AnonymousUser", *, today: dt.date) -> frozenset[str]:
    """What the roles ``person`` holds on ``today`` let them do; nothing for a person who may not sign in."""
    if not isinstance(person, Officer) or not person.is_active:
        return frozenset()
    rows = current_holdings(today=today).filter(officer=person).values_list("role__abilities", flat=True)
    return frozenset(ability for abilities in rows for ability in abilities)


def officers_with(ability: Ability, *, today: dt.date, unit: Unit | None = None) -> QuerySet[Officer]:
    """Active officers whose roles, in ``unit`` where one is given, carry ``ability`` on ``today``."""
    holdings = current_holdings(today=today).filter(role__abilities__contains=[ability.value])
    if unit is not None:
        holdings = holdings.filter(unit=unit)
    return Officer.objects.filter(is_active=True, pk__in=holdings.values("officer"))


def units_where(person: Officer, ability: Ability, *, today: dt.date) -> QuerySet[Unit]:
    """Units in which ``person`` holds a role with ``ability`` on ``today``."""
    holdings = current_holdings(today=today).filter(officer=person, role__abilities__contains=[ability.value])
    return Unit.objects.filter(pk__in=holdings.values("unit"))
