"""Who holds what today."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Q, QuerySet

from mosovo.identity import recalled
from mosovo.sealed import unseal
from mosovo.sessions import SessionStore
from mosovo.staff.door import SEEN
from mosovo.staff.models import Draft, Officer, RoleHolding, Unit
from mosovo.staff.rules import DRAFT_KEPT_FOR, Chain, Post, chain
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
    return recalled(
        ("abilities", person.pk, today), lambda: frozenset(ability for abilities in rows for ability in abilities)
    )


def officers_with(ability: Ability, *, today: dt.date, unit: Unit | None = None) -> QuerySet[Officer]:
    """Active officers whose roles, in ``unit`` where one is given, carry ``ability`` on ``today``."""
    holdings = current_holdings(today=today).filter(role__abilities__contains=[ability.value])
    if unit is not None:
        holdings = holdings.filter(unit=unit)
    return Officer.objects.filter(is_active=True, pk__in=holdings.values("officer"))


def draft_at(person: Officer, address: str, *, now: dt.datetime) -> tuple[dict[str, list[str]], dt.datetime] | None:
    """The half-written words that the person's form at ``address`` was left with, and when; None after a day."""
    kept = Draft.objects.filter(officer=person, address=address, kept_at__gte=now - DRAFT_KEPT_FOR).first()
    if kept is None:
        return None
    try:
        return json.loads(unseal(kept.words)), kept.kept_at
    except ValueError:  # sealed with a key that is gone
        return None


def sessions_of(person: Officer, *, now: dt.datetime) -> list[UserSession]:
    """The person's sessions that are still open, newest first; not those that nobody came back to in time."""
    rows = UserSession.objects.filter(user=person).order_by("-created_at")
    stores = ((row, SessionStore(row.session_key)) for row in rows)
    since = now.timestamp() - settings.IDLE_SECONDS
    return [row for row, store in stores if "_auth_user_id" in store and store.get(SEEN, now.timestamp()) >= since]


def units_where(person: Officer, ability: Ability, *, today: dt.date) -> QuerySet[Unit]:
    """Units in which ``person`` holds a role with ``ability`` on ``today``."""
    holdings = current_holdings(today=today).filter(officer=person, role__abilities__contains=[ability.value])
    return Unit.objects.filter(pk__in=holdings.values("unit"))


def posts_in(unit_ids: Iterable[int | None]) -> dict[int, list[Post]]:
    """Unit -> everything ever held in it by officers who are still active; for ``chain``. One query."""
    ids = {unit_id for unit_id in unit_ids if unit_id is not None}
    found = _posts("unit", RoleHolding.objects.filter(unit__in=ids, officer__is_active=True))
    return {unit_id: found.get(unit_id, []) for unit_id in ids}


def posts_of(officer_ids: Iterable[int]) -> dict[int, list[Post]]:
    """Officer -> everything they ever held, in whatever unit; one query."""
    return _posts("officer", RoleHolding.objects.filter(officer__in=officer_ids))


def _posts(by: str, rows: QuerySet[RoleHolding]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = {}
    held = rows.order_by("officer", "pk").values_list(by, "officer", "role__abilities", "starts_on", "ends_on")
    for key, officer_id, abilities, starts_on, ends_on in held:
        found.setdefault(key, []).append(Post(officer_id, frozenset(abilities), starts_on, ends_on))
    return found


def chains(unit_ids: Iterable[int | None], *, today: dt.date) -> dict[int, Chain]:
    """Unit -> who stands above its officers today, for each of ``unit_ids``; one query."""
    return {unit_id: chain(posts, today=today) for unit_id, posts in posts_in(unit_ids).items()}
