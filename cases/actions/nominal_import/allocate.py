"""Giving cases of the extract to the officers it names, as far as a supervisor could."""

import datetime as dt
from collections.abc import Mapping, Sequence

from cases.actions.nominal_import.known import Known
from cases.actions.nominal_import.report import Outcome, What
from cases.models import Allocation, Case, Flag
from cases.queries.allocation import why_not_take
from cases.queries.caseload import loads
from cases.rules.caseload import why_not_allocate
from cases.rules.nominal_import import Row
from mosovo.access.actions import grant_on_case
from mosovo.access.states import OFFENDER_MANAGER_RIGHTS, GrantBasis
from mosovo.diary.actions import refresh_cases, refresh_officers
from mosovo.force_settings.queries import number
from mosovo.staff.models import Officer

REASON = "Offender manager in the extract."


def allocate_wanted(
    rows: Sequence[Row], known: Known, outcomes: Mapping[int, Outcome], *, now: dt.datetime, today: dt.date
) -> None:
    """Allocate each case that has no officer to the one its row names, or add a warning with the reason why not."""
    cap = number("cap_percent", today)
    numbers = {known.officers[row.officer].pk for row in rows}
    # In order of number, as every allocation locks officers.
    officers = Officer.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers).order_by("pk")
    held = {officer.number: officer for officer in officers.all()}
    given: list[Case] = []
    for row in rows:
        case, officer = known.cases[row.reference], held[row.officer]
        if case.officer_id is not None:
            continue
        refusal = why_not_take(case, officer, today=today)
        if refusal is None:
            load = loads([officer.pk])[officer.pk].caseload
            refusal = why_not_allocate(load, risk_level=case.risk_level, cap_percent=cap)
        outcome = outcomes[row.line]
        if refusal is not None:
            outcome.warnings.append(f"stays unallocated. {refusal}")
            continue
        _allocate(case, officer, row, now=now, today=today)
        given.append(case)
        if outcome.what is not What.NEW:
            outcome.what = What.CHANGED
            outcome.changes.append(f"officer: nobody → {row.officer}")
    refresh_cases([case.pk for case in given], now=now, today=today)
    refresh_officers(sorted(numbers), now=now, today=today)


def _allocate(case: Case, officer: Officer, row: Row, *, now: dt.datetime, today: dt.date) -> None:
    Allocation.objects.create(case=case, officer=officer, from_on=today, reason=REASON, allocated_by=None)
    case.officer, case.allocated_on = officer, today
    case.save(update_fields=["officer", "allocated_on"])
    grant_on_case(
        by=None,
        to=officer,
        case=case,
        rights=OFFENDER_MANAGER_RIGHTS,
        basis=GrantBasis.ALLOCATION,
        reason=REASON,
        now=now,
    )
    Flag.objects.filter(pk=case.pk).update(call_officer=officer)
