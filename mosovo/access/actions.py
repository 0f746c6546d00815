"""Giving and ending rights. The rows are the only truth; each says why, from when, until when, and who gave it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from mosovo.access.models import CaseGrant, Cover, Opening, UnitGrant
from mosovo.access.protection import case_model
from mosovo.access.rules import why_not_own_rights
from mosovo.access.states import CaseRight, Compartment, GrantBasis, OpeningReason, UnitRight
from mosovo.days import midnight
from mosovo.errors import Conflict
from mosovo.force_settings.queries import number
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer, Role, RoleHolding, Unit


def permission_for(right: UnitRight | CaseRight) -> Permission:
    """The permission row of a right on units or on cases."""
    kind = ContentType.objects.get_for_model(Unit if isinstance(right, UnitRight) else case_model())
    return Permission.objects.get(content_type=kind, codename=right.value)


@transaction.atomic
def grant_on_case(
    *,
    by: Officer | None,
    to: Officer,
    case: models.Model,
    rights: Iterable[CaseRight],
    basis: GrantBasis,
    reason: str,
    now: dt.datetime,
    until: dt.datetime | None = None,
) -> None:
    """Give ``to`` these rights on the case; a right already held on this basis takes the new reason and end.

    What they hold on another basis stays as it is. Conflict without a reason. Whether ``by`` may give them is for the
    calling action's policy to say.
    """
    if is_no_reason(reason):
        raise Conflict("Say why the right is given.")
    # In hand already: the case may be out of sight until this very right is given.
    in_hand: Any = case
    for right in rights:
        CaseGrant.objects.update_or_create(
            user=to,
            content_object=in_hand,
            permission=permission_for(right),
            basis=basis,
            defaults={
                "content_object": in_hand,
                "reason": reason,
                "valid_from": now,
                "valid_until": until,
                "given_by": by,
                "ended_by": None,
                "ended_reason": "",
            },
        )


@transaction.atomic
def grant_for_a_while(
    *,
    by: Officer,
    to: Officer,
    case: models.Model,
    rights: Iterable[CaseRight],
    basis: GrantBasis,
    reason: str,
    now: dt.datetime,
    until: dt.datetime,
) -> None:
    """Give ``to`` these rights on the case until a moment; one they hold longer on this same basis keeps its end.

    Whatever they hold on another basis, longer or shorter, stays as it is and ends when it would have.
    """
    same = CaseGrant.objects.live().filter(user=to, content_object_id=case.pk, basis=basis)
    lasting = same.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=until))
    held = set(lasting.values_list("permission__codename", flat=True))
    missing = [right for right in rights if right.value not in held]
    grant_on_case(by=by, to=to, case=case, rights=missing, basis=basis, reason=reason, now=now, until=until)


def end_case_grants(
    *,
    to: Officer | None = None,
    case: models.Model,
    basis: GrantBasis,
    now: dt.datetime,
    by: Officer | None = None,
    reason: str = "",
    rights: Iterable[CaseRight] = tuple(CaseRight),
) -> None:
    """End the rights on the case on this basis, also those still to come; rights on another basis stay.

    to: whose (None: everybody's). by, reason: where somebody ends them before their time, who and why.
    """
    whose = {} if to is None else {"user": to}
    lasting = CaseGrant.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=now))
    of_this_basis = lasting.filter(
        content_object_id=case.pk, basis=basis, permission__codename__in=[right.value for right in rights], **whose
    )
    for grant in of_this_basis:
        grant.valid_until, grant.ended_by, grant.ended_reason = max(now, grant.valid_from), by, reason
        grant.save(update_fields=["valid_until", "ended_by", "ended_reason"])


def take_cover_back(cover: Cover, *, now: dt.datetime) -> None:
    """End whatever the coverer holds by this cover, which has ended, and by no other; on every case, seen or not.

    The database does it, for a supervisor of the cover's unit alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.take_cover_back(%s, %s)", [cover.pk, now])


def in_force_at_once(now: dt.datetime) -> dt.datetime:
    """A moment from which a right counts at once, even where this host's clock is ahead of the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        began: dt.datetime = cursor.fetchone()[0]
    return min(now, began)


@transaction.atomic
def give_role(
    *,
    by: Officer | None,
    officer: Officer,
    role: Role,
    unit: Unit | None,
    starts_on: dt.date,
    now: dt.datetime,
    ends_on: dt.date | None = None,
) -> RoleHolding:
    """Give a role, and with it the role's rights on the unit's cases for as long as it is held."""
    holding = RoleHolding.objects.create(officer=officer, role=role, unit=unit, starts_on=starts_on, ends_on=ends_on)
    sync_unit_grants(by=by, officer=officer, now=now)
    return holding


@transaction.atomic
def save_holding(*, by: Officer, holding: RoleHolding, now: dt.datetime) -> None:
    """Keep a new or changed holding as an administrator typed it; the officer's grants on units follow at once.

    Conflict where it is the administrator's own.
    """
    if sentence := why_not_own_rights(own=holding.officer_id == by.pk):
        raise Conflict(sentence)
    holding.save()
    sync_unit_grants(by=by, officer=holding.officer, now=now)


@transaction.atomic
def save_role(*, by: Officer, role: Role, now: dt.datetime) -> None:
    """Keep a new or changed role; the grants of everybody who holds it follow at once.

    Conflict where the administrator has ever held it.
    """
    if sentence := why_not_own_rights(own=role.pk is not None and by.holdings.filter(role=role).exists()):
        raise Conflict(sentence)
    role.save()
    for officer in Officer.objects.filter(holdings__role=role).distinct():
        sync_unit_grants(by=by, officer=officer, now=now)


@transaction.atomic
def sync_unit_grants(*, by: Officer | None, officer: Officer, now: dt.datetime) -> None:
    """Make the officer's grants on units follow from the roles they hold; rights no role gives any longer end now."""
    today = timezone.localdate(now)
    wanted: dict[tuple[int, str], tuple[dt.datetime, dt.datetime | None, str]] = {}
    for holding in officer.holdings.select_related("role").exclude(unit=None):
        if holding.ends_on is not None and holding.ends_on < today:
            continue
        span = (
            midnight(holding.starts_on),
            midnight(holding.ends_on + dt.timedelta(days=1)) if holding.ends_on else None,
        )
        for right in holding.role.unit_permissions:
            key = (holding.unit_id or 0, right)
            before = wanted.get(key)
            wanted[key] = (*(_wider(before[:2], span) if before else span), holding.role.name)
    for (unit_id, right), (valid_from, valid_until, role_name) in wanted.items():
        UnitGrant.objects.update_or_create(
            user=officer,
            content_object_id=unit_id,
            permission=permission_for(UnitRight(right)),
            defaults={
                "basis": GrantBasis.ROLE,
                "reason": f"Role: {role_name}",
                "valid_from": valid_from,
                "valid_until": valid_until,
                "given_by": by,
            },
        )
    for grant in UnitGrant.objects.live().filter(user=officer, basis=GrantBasis.ROLE).select_related("permission"):
        if (grant.content_object_id, grant.permission.codename) not in wanted:
            grant.valid_until = max(now, grant.valid_from)
            grant.save(update_fields=["valid_until"])


Span = tuple[dt.datetime, dt.datetime | None]


def _wider(one: Span, other: Span) -> Span:
    """One right out of two roles lasts from the earlier start to the later end."""
    until = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return min(one[0], other[0]), until


def end_of(day: dt.date) -> dt.datetime:
    """The moment at which ``day`` has wholly passed: until then lasts what lasts to that day, counted."""
    return midnight(day + dt.timedelta(days=1))


def open_restricted_part(
    *,
    by: Officer,
    case: models.Model,
    compartment: Compartment,
    reason: OpeningReason,
    sentence: str,
    now: dt.datetime,
) -> Opening:
    """Open a restricted part of the case for a while (force setting), with a reason; rights are checked before."""
    if len(sentence.strip()) < 10:
        raise Conflict("Say in a sentence what you need it for.")
    minutes = number("restricted_minutes", timezone.localdate(now))
    return Opening.objects.create(
        case_id=case.pk,
        officer=by,
        compartment=compartment,
        reason=reason,
        sentence=sentence.strip(),
        opened_at=now,
        until=now + dt.timedelta(minutes=minutes),
    )
