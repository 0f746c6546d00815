"""Into custody, out of it, abroad and back; closing a case and reopening it. Each change with its day and reason."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.urls import reverse

from cases.actions.locking import lock_with_manager
from cases.closing import why_not_close_yet
from cases.models import CapException, Case, CategoryPeriod, Flag, LevelPeriod, StatusChange
from cases.queries.status import last_change_on
from cases.rules.status import faults_in_change
from cases.states import CaseStatus
from mosovo.access.actions import end_case_grants
from mosovo.access.policies import require
from mosovo.access.states import GrantBasis
from mosovo.diary.actions import notify, refresh_cases, refresh_officers
from mosovo.errors import Conflict, Stale
from mosovo.staff.models import Officer


@transaction.atomic
def change_status(
    *,
    by: Officer,
    case: Case,
    status: CaseStatus,
    seen: str,
    on: dt.date,
    reason: str,
    now: dt.datetime,
    today: dt.date,
) -> StatusChange:
    """Record where the person is from a day on, close the case, or reopen it.

    ``seen`` is the status the person had before them. Closing ends the allocation with its rights, the categories, the
    level and exceptions from the cap; reopening begins category and level again and leaves the case unallocated.
    Denied to who may not write in the case and, for closing and reopening, to all but the unit's supervisors; Stale
    where the status is another by now; Conflict where the change breaks a rule (``faults_in_change``), and for closing
    while something is open in the case (``why_not_close_yet``).
    """
    held, _ = lock_with_manager(case)
    refuse_stale(held, seen)
    require(by, "status.close" if status == CaseStatus.CLOSED else "status.change", held)
    _refuse_faults(held, status, on=on, reason=reason, today=today)
    before = held.officer
    was_closed = held.status == CaseStatus.CLOSED
    change = write_status(held, status, on=on, reason=reason.strip(), by=by, now=now)
    held.save(update_fields=["status", "officer", "allocated_on"])
    if was_closed:
        _begin_again(held, on=on)
    refresh_cases([held.pk], now=now, today=today)
    refresh_officers([before.pk if before else None], now=now, today=today)
    if status == CaseStatus.CLOSED and before is not None and before.pk != by.pk:
        text = f"{held.reference} was closed by {by.full_name}. You are no longer its offender manager."
        notify([before], key=f"closed:{change.pk}", text=text, url=reverse("my-day"), now=now)
    return change


def _refuse_faults(case: Case, status: CaseStatus, *, on: dt.date, reason: str, today: dt.date) -> None:
    faults = faults_in_change(
        case.status,
        status,
        on=on,
        reason=reason,
        opened_on=case.opened_on,
        last_on=last_change_on(case),
        today=today,
    )
    if faults:
        raise Conflict(" ".join(faults.values()))
    open_matters = why_not_close_yet(case) if status == CaseStatus.CLOSED else None
    if open_matters:
        raise Conflict(open_matters)


def refuse_stale(case: Case, seen: str) -> None:
    """Stale where the case is not what the page showed any longer."""
    if case.status != seen:
        status = case.get_status_display().lower()
        raise Stale(f"The case was recorded as {status} while you had this page open. Open it again and look first.")


def write_status(
    case: Case, status: CaseStatus, *, on: dt.date, reason: str, by: Officer | None, now: dt.datetime
) -> StatusChange:
    """Write the change down and set the case's columns, which the caller saves; closing ends all that lasts."""
    case.status = status
    change = StatusChange.objects.create(case=case, status=status, on=on, reason=reason, recorded_by=by)
    if status == CaseStatus.CLOSED:
        _end_all(case, on=on, now=now)
    return change


def _end_all(case: Case, *, on: dt.date, now: dt.datetime) -> None:
    for periods in (case.allocations, case.categories, case.levels):
        periods.filter(until_on=None).update(until_on=Greatest(F("from_on"), on))
    CapException.objects.filter(case=case, ends_on__gt=on).update(ends_on=Greatest(F("from_on"), on))
    end_case_grants(case=case, basis=GrantBasis.COVER, now=now)
    if case.officer is not None:
        end_case_grants(to=case.officer, case=case, basis=GrantBasis.ALLOCATION, now=now)
        Flag.objects.filter(pk=case.nominal_id, call_officer=case.officer).update(call_officer=None)
        case.officer = case.allocated_on = None


def _begin_again(case: Case, *, on: dt.date) -> None:
    """The category and the level that held when the case was closed hold again from the day of reopening."""
    category = CategoryPeriod.objects.filter(case=case, category=case.category).first()
    if category is not None and category.until_on is not None:
        if category.until_on >= on:
            # Its last day counts as a whole, so a period that begins on it would overlap.
            category.until_on = None
            category.save(update_fields=["until_on"])
        else:
            CategoryPeriod.objects.create(case=case, category=case.category, from_on=on, grounds=category.grounds)
    level = LevelPeriod.objects.filter(case=case, level=case.level).first()
    if level is not None and level.until_on is not None:
        LevelPeriod.objects.create(
            case=case,
            level=case.level,
            lead_agency=level.lead_agency,
            from_on=max(on, level.until_on),
            reason=level.reason,
        )
