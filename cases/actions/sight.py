"""Who sees a case beyond the rights that come with a role: need to know, a locked case, exclusions.

Each locks the case and asks who may do it; each keeps a reason. Nobody gives themselves sight, and whoever locks
a case or excludes somebody keeps theirs, so that a supervisor always sees it.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from cases.access import why_not_cleared
from cases.actions.locking import lock_with_manager
from cases.models import Case
from cases.rules.sight import why_not_until
from mosovo import clock
from mosovo.access.actions import end_case_grants, end_of, grant_on_case, in_force_at_once
from mosovo.access.models import CaseGrant, CaseLock, Exclusion
from mosovo.access.policies import require
from mosovo.access.sight import is_excluded
from mosovo.access.states import CaseRight, GrantBasis
from mosovo.days import in_words
from mosovo.diary.actions import notify
from mosovo.errors import Conflict, refuse
from mosovo.force_settings.queries import number
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer
from mosovo.staff.rules import why_lapsed

RESTRICTED = (CaseRight.VIEW_SENSITIVE, CaseRight.VIEW_CONFIDENTIAL)
# What a supervisor can end here; the others end with the allocation, the cover, the meeting, the decision, the lock.
ENDED_HERE = (GrantBasis.NEED_TO_KNOW, GrantBasis.EMERGENCY)


@transaction.atomic
def give_sight(
    *,
    by: Officer,
    case: Case,
    to: Officer,
    rights: Iterable[CaseRight],
    reason: str,
    until_on: dt.date,
    now: dt.datetime,
    today: dt.date,
) -> None:
    """Let ``to`` see the case until a day, counted, and do in it what ``rights`` says; given again, this counts alone.

    Denied to all but the unit's supervisors. Conflict for themselves, for somebody excluded, not active or whose
    vetting has lapsed, for a restricted part that it does not reach, without a reason, and beyond the force's days.
    """
    held, _ = lock_with_manager(case)
    require(by, "sight.give", held)
    wanted = {CaseRight.VIEW_CASE, *rights}
    refuse(_why_not_to(to, held, by=by, wanted=wanted))
    refuse("Say why they need to see the case." if is_no_reason(reason) else None)
    refuse(why_not_until(until_on, today=today, days=number("need_to_know_days", today)))
    grant_on_case(
        by=by,
        to=to,
        case=held,
        rights=sorted(wanted),
        basis=GrantBasis.NEED_TO_KNOW,
        reason=reason.strip(),
        now=now,
        until=end_of(until_on),
    )
    rest = set(CaseRight) - wanted
    end_case_grants(
        to=to, case=held, basis=GrantBasis.NEED_TO_KNOW, now=now, by=by, reason="Given anew without it", rights=rest
    )
    text = f"{by.full_name} lets you see {held.reference} until {in_words(until_on)}."
    url = reverse("case", args=[held.reference])
    notify([to], key=f"sight:{held.pk}:{now:%Y-%m-%dT%H:%M:%S}", text=text, url=url, now=now)


@transaction.atomic
def end_sight(*, by: Officer, case: Case, to: Officer, reason: str, now: dt.datetime) -> None:
    """End at once what ``to`` was let see on need to know, or opened in an emergency.

    Denied to all but the unit's supervisors; Conflict without a reason, and where there is nothing to end.
    """
    held, _ = lock_with_manager(case)
    require(by, "sight.end", held)
    refuse("Say why their sight of the case ends." if is_no_reason(reason) else None)
    live = CaseGrant.objects.live().filter(user=to, content_object_id=held.pk, basis__in=ENDED_HERE)
    if not live.exists():
        raise Conflict(f"{to.full_name} holds nothing on this case that could be ended here.")
    for basis in ENDED_HERE:
        end_case_grants(to=to, case=held, basis=basis, now=now, by=by, reason=reason.strip())


@transaction.atomic
def lock_case(*, by: Officer, case: Case, reason: str, now: dt.datetime, also: Iterable[Officer] = ()) -> CaseLock:
    """Lock the case: rights on the unit count no longer. The offender manager, ``by`` and others named keep sight.

    also: other supervisors of the unit who are to see it too. Denied to all but the unit's supervisors; Conflict
    without a reason, where it is locked already, and for somebody excluded.
    """
    held, _ = lock_with_manager(case)
    require(by, "case.lock", held)
    refuse("This case is locked already." if held.locked else None)
    refuse("Say why the case is locked." if is_no_reason(reason) else None)
    lock = CaseLock.objects.create(case=held, reason=reason.strip(), made_by=by, made_at=now)
    for supervisor in {by, *also}:
        refuse(f"{supervisor.full_name} must not see this case." if is_excluded(supervisor, held) else None)
        grant_on_case(
            by=by,
            to=supervisor,
            case=held,
            rights=CaseRight,
            basis=GrantBasis.LOCK,
            reason=lock.reason,
            now=in_force_at_once(now),
        )
    held.locked = True
    held.save(update_fields=["locked"])
    return lock


@transaction.atomic
def unlock_case(*, by: Officer, case: Case, reason: str, now: dt.datetime) -> None:
    """Unlock the case: rights on the unit count again, and what was given for the lock's sake ends.

    Denied to all but those supervisors of the unit who see it; Conflict without a reason, and where it is not locked.
    """
    held, _ = lock_with_manager(case)
    require(by, "case.lock", held)
    refuse(None if held.locked else "This case is not locked.")
    refuse("Say why the case is unlocked." if is_no_reason(reason) else None)
    held.locked = False
    held.save(update_fields=["locked"])
    for lock in CaseLock.objects.filter(case=held, ended_at__isnull=True):
        _end(lock, by=by, reason=reason, now=now)
    end_case_grants(case=held, basis=GrantBasis.LOCK, now=now, by=by, reason="The case was unlocked")


@transaction.atomic
def exclude_person(*, by: Officer, case: Case, officer: Officer, reason: str, now: dt.datetime) -> Exclusion:
    """Keep somebody from ever seeing the case, whatever rights they hold; those by name on the case end.

    Denied to all but the unit's supervisors. Conflict for the offender manager until it is allocated elsewhere, for
    ``by`` themselves, without a reason, and where they are excluded already.
    """
    held, _ = lock_with_manager(case)
    require(by, "case.exclude", held)
    refuse(_why_not_exclude(officer, held, by=by))
    refuse("Say why they must not see the case." if is_no_reason(reason) else None)
    for basis in GrantBasis:
        why = "Excluded from the case"
        end_case_grants(to=officer, case=held, basis=basis, now=now, by=by, reason=why)
    return Exclusion.objects.create(case=held, officer=officer, reason=reason.strip(), made_by=by)


@transaction.atomic
def end_exclusion(*, by: Officer, case: Case, officer: Officer, reason: str, now: dt.datetime) -> None:
    """End an exclusion; the rights that come with roles count again. Denied and refused as the exclusion itself is."""
    held, _ = lock_with_manager(case)
    require(by, "case.exclude", held)
    refuse("Say why they may see the case again." if is_no_reason(reason) else None)
    exclusion = Exclusion.objects.filter(case=held, officer=officer, ended_at__isnull=True).first()
    if exclusion is None:
        raise Conflict(f"{officer.full_name} is not excluded from this case.")
    _end(exclusion, by=by, reason=reason, now=now)


def _end(row: Exclusion | CaseLock, *, by: Officer, reason: str, now: dt.datetime) -> None:
    row.ended_at, row.ended_by, row.ended_reason = now, by, reason.strip()
    row.save(update_fields=["ended_at", "ended_by", "ended_reason"])


def _why_not_to(to: Officer, case: Case, *, by: Officer, wanted: set[CaseRight]) -> str | None:
    if to.pk == by.pk:
        return "Nobody lets themselves see a case; ask another supervisor."
    if not to.is_active:
        return f"{to.full_name} may not sign in any longer."
    if is_excluded(to, case):
        return f"{to.full_name} is excluded from this case and may not see it."
    lapsed = why_lapsed(to.vetting_expires_on, today=clock.today())
    if lapsed:
        return f"{to.full_name} may be let see no case: {lapsed[:1].lower()}{lapsed[1:]}"
    wanting = why_not_cleared(to) if wanted.intersection(RESTRICTED) else None
    return f"{to.full_name} may open no restricted part: {wanting[:1].lower()}{wanting[1:]}" if wanting else None


def _why_not_exclude(officer: Officer, case: Case, *, by: Officer) -> str | None:
    if officer.pk == by.pk:
        return "Nobody excludes themselves; ask another supervisor of the unit."
    if officer.pk == case.officer_id:
        return f"{officer.full_name} is the offender manager. Allocate the case to somebody else first."
    if is_excluded(officer, case):
        return f"{officer.full_name} is excluded from this case already."
    return None
