"""Who is offender manager of a case. An allocation, and an exception from the cap, each with its reason.

Every action here locks the officers concerned, in order of number, before the case: two supervisors who allocate to one
officer at the same moment wait for each other, and the second reckons with what the first has done.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from cases.actions.cover import cover_case
from cases.actions.locking import lock_with_manager
from cases.models import Allocation, CapException, Case, Flag
from cases.queries.allocation import Candidate, candidates, why_not_take
from cases.queries.caseload import loads
from cases.rules.caseload import Caseload, figures_in_words, is_over, why_not_allocate, why_not_except
from cases.rules.status import why_closed
from cases.states import HIGH_RISK
from mosovo.access.actions import end_case_grants, grant_on_case
from mosovo.access.policies import require
from mosovo.access.states import OFFENDER_MANAGER_RIGHTS, GrantBasis
from mosovo.diary.actions import notify, refresh_cases, refresh_officers
from mosovo.errors import Conflict, Stale
from mosovo.force_settings.queries import number
from mosovo.reasons import is_no_reason
from mosovo.staff.models import Officer
from mosovo.working_days import add_months


@dataclass(frozen=True)
class CapExceptionGiven:
    """Why a caseload may pass the cap, and the last day on which it may."""

    reason: str
    ends_on: dt.date


class OverCap(Conflict):
    """The allocation would take the officer above the cap; an exception lets it through."""


@transaction.atomic
def allocate_case(
    *,
    by: Officer,
    case: Case,
    officer: Officer,
    reason: str,
    seen: int | None,
    now: dt.datetime,
    today: dt.date,
    exception: CapExceptionGiven | None = None,
) -> Allocation:
    """Make ``officer`` the offender manager: the file, its grants, its flag, the diary and the officer are told.

    ``seen`` is the number of the offender manager the supervisor had before them. Asked again for the officer who has
    the case already, it gives back the allocation there is. Denied to all but the unit's supervisors; Conflict where
    the officer may not take it or no reason is given; OverCap, with the figures and who could take it, above the cap
    without an exception; Stale where the case went to somebody else meanwhile.
    """
    held, taker = _lock(case, officer)
    require(by, "case.allocate", held)
    standing = Allocation.objects.filter(case=held, until_on=None).first()
    if held.officer_id == taker.pk and standing is not None:
        return standing
    if held.officer_id != seen:
        raise Stale(f"{_manager(held)} became offender manager while you had this page open. Look again first.")
    _refuse_unless_able(held, taker, reason, today=today)
    figures = _within_cap_or_excepted(held, taker, by=by, exception=exception, today=today)
    before = held.officer
    if standing is not None:
        standing.until_on = max(today, standing.from_on)
        standing.save(update_fields=["until_on"])
    allocation = Allocation.objects.create(
        case=held, officer=taker, from_on=today, reason=reason.strip(), allocated_by=by
    )
    if exception is not None and figures:
        _record_exception(held, taker, exception, figures=figures, by=by, now=now, today=today)
    held.officer, held.allocated_on = taker, today
    held.save(update_fields=["officer", "allocated_on"])
    _move_rights(held, before, taker, by=by, now=now)
    Flag.objects.filter(pk=held.nominal_id).update(call_officer=taker, call_unit=held.unit)
    refresh_cases([held.pk], now=now, today=today)
    refresh_officers([before.pk if before else None, taker.pk], now=now, today=today)
    _tell(held, allocation, before, by=by, now=now)
    return allocation


def _lock(case: Case, officer: Officer) -> tuple[Case, Officer]:
    held, officers = lock_with_manager(case, officer)
    return held, officers[officer.pk]


def _manager(case: Case) -> str:
    return case.officer.full_name if case.officer else "Nobody any longer"


def _refuse_unless_able(case: Case, officer: Officer, reason: str, *, today: dt.date) -> None:
    closed = why_closed(case.status, before="somebody is given it")
    if closed:
        raise Conflict(closed)
    if is_no_reason(reason):
        raise Conflict("Say why the case goes to this officer.")
    why_not = why_not_take(case, officer, today=today)
    if why_not:
        raise Conflict(why_not)


def _within_cap_or_excepted(
    case: Case, officer: Officer, *, by: Officer, exception: CapExceptionGiven | None, today: dt.date
) -> str:
    """The figures that an exception must cover, "" where the cap does not stand in the way; OverCap without one."""
    cap = number("cap_percent", today)
    before = loads([officer.pk])[officer.pk].caseload
    refusal = why_not_allocate(before, risk_level=case.risk_level, cap_percent=cap)
    if refusal is None:
        return ""
    if exception is None:
        raise OverCap(f"{refusal} {_who_could(candidates(case, today=today))}")
    _refuse_exception(exception, officer, by=by, today=today)
    return figures_in_words(before.adding(case.risk_level), cap)


def _who_could(found: list[Candidate]) -> str:
    names = [candidate.officer.full_name for candidate in found if candidate.may_take]
    if not names:
        return "Nobody in the unit could take it within the cap."
    return f"Within the cap it could go to: {', '.join(names)}."


def _refuse_exception(exception: CapExceptionGiven, officer: Officer, *, by: Officer, today: dt.date) -> None:
    if officer.pk == by.pk:
        raise Conflict("Nobody gives an exception for their own caseload; ask another supervisor.")
    if is_no_reason(exception.reason):
        raise Conflict("Say why the caseload may pass the cap.")
    latest = add_months(today, number("cap_exception_months", today))
    why_not = why_not_except(exception.ends_on, today=today, latest=latest)
    if why_not:
        raise Conflict(why_not)


def _record_exception(
    case: Case,
    officer: Officer,
    exception: CapExceptionGiven,
    *,
    figures: str,
    by: Officer,
    now: dt.datetime,
    today: dt.date,
) -> CapException:
    return CapException.objects.create(
        officer=officer,
        case=case,
        reason=exception.reason.strip(),
        figures=figures,
        from_on=today,
        ends_on=exception.ends_on,
        made_by=by,
        made_at=now,
    )


def _move_rights(case: Case, before: Officer | None, officer: Officer, *, by: Officer, now: dt.datetime) -> None:
    if before is not None:
        end_case_grants(to=before, case=case, basis=GrantBasis.ALLOCATION, now=now)
    grant_on_case(
        by=by,
        to=officer,
        case=case,
        rights=OFFENDER_MANAGER_RIGHTS,
        basis=GrantBasis.ALLOCATION,
        reason="Offender manager of the case",
        now=now,
    )
    cover_case(case, by=by, now=now)


def _tell(case: Case, allocation: Allocation, before: Officer | None, *, by: Officer, now: dt.datetime) -> None:
    url = reverse("case", args=[case.reference])
    key = f"allocated:{allocation.pk}"
    taker = allocation.officer
    notify([taker], key=key, text=f"{case.reference} is now yours, given by {by.full_name}.", url=url, now=now)
    if before is not None:
        text = f"{case.reference} has gone to {taker.full_name}. You are no longer its offender manager."
        notify([before], key=key, text=text, url=url, now=now)


@transaction.atomic
def except_caseload(
    *, by: Officer, case: Case, exception: CapExceptionGiven, now: dt.datetime, today: dt.date
) -> CapException:
    """Let the caseload of the case's offender manager stay over the cap for a while: for a risk that has risen.

    The case is the high or very high risk one that the exception is about. Denied to all but the unit's supervisors;
    Conflict where the case is not of that risk or has no offender manager, the caseload is not over, or as for an
    allocation's exception.
    """
    if case.officer is None:
        raise Conflict("This case has no offender manager, so there is no caseload to except. Allocate it first.")
    held, officer = _lock(case, case.officer)
    require(by, "case.allocate", held)
    if held.officer_id != officer.pk:
        raise Stale(f"{_manager(held)} became offender manager while you had this page open. Look again first.")
    if held.risk_level not in HIGH_RISK:
        raise Conflict("An exception is about a case of high or very high risk; this one is not.")
    cap = number("cap_percent", today)
    caseload: Caseload = loads([officer.pk])[officer.pk].caseload
    if not is_over(caseload, cap):
        raise Conflict(f"{officer.full_name} has {figures_in_words(caseload, cap)}: nothing needs an exception.")
    _refuse_exception(exception, officer, by=by, today=today)
    given = _record_exception(
        held, officer, exception, figures=figures_in_words(caseload, cap), by=by, now=now, today=today
    )
    refresh_officers([officer.pk], now=now, today=today)
    return given
