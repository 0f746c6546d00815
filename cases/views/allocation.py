"""Pages of a unit's supervisor: the unit's work, and giving a case to an officer."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from cases.actions.allocation import OverCap, allocate_case, except_caseload
from cases.forms.allocation import AllocateForm, ExceptionForm
from cases.models import Case
from cases.queries.allocation import Candidate, candidates, manager_after, why_nobody
from cases.queries.caseload import loads
from cases.queries.unit import unit_page
from cases.rules.caseload import figures_in_words
from cases.states import HIGH_RISK
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page, needs
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.days import in_words
from mosovo.errors import Conflict, Missing, Stale
from mosovo.force_settings.queries import number
from mosovo.pages import NOT_THERE, see_other
from mosovo.staff.models import Officer
from mosovo.staff.queries import units_where
from mosovo.staff.states import Ability
from mosovo.working_days import add_months


@needs(Ability.SUPERVISE)
@require_GET
def unit_dashboard(request: PersonRequest) -> HttpResponse:
    """The work of one unit that the person supervises; ?unit= its code, where there are several."""
    today = clock.today()
    units = list(units_where(request.user, Ability.SUPERVISE, today=today))
    code = request.GET.get("unit") or (units[0].code if units else "")
    unit = next((unit for unit in units if unit.code == code), None)
    if unit is None:
        raise Missing(NOT_THERE)
    page = unit_page(request.user, unit, today=today)
    shown = {each.case_id for each in page.exceptions} | {each.case.pk for each in page.waiting}
    request.looks.add(LookKind.LIST, shown, Compartment.CASE)
    context = {
        "unit": unit,
        "units": [{"label": one.name, "url": f"?unit={one.code}", "active": one == unit} for one in units],
        "page": page,
        "bars": [_bar(line) for line in page.officers],
        "fullest": max([50, *(line.percent for line in page.officers)]),
        "today": today,
    }
    return render(request, "cases/unit_dashboard.html", context)


def _bar(line: Any) -> dict[str, object]:
    caseload = line.caseload
    shown = f"{caseload.high_risk} of {caseload.total} ({line.share})"
    return {"label": line.officer.full_name, "value": line.percent, "shown": shown, "over": line.is_over}


@case_page("case.allocate")
@require_http_methods(["GET", "POST"])
def case_allocate(request: PersonRequest, case: Case) -> HttpResponse:
    """Give the case to an officer; where the cap stands in the way, with an exception or not at all."""
    today = clock.today()
    if case.officer and request.POST.get("officer") == case.officer.number:
        # The form was sent twice: what it asked for is so already.
        return _allocated(request, case, case.officer)
    found = candidates(case, today=today)
    form = AllocateForm(
        request.POST or None,
        candidates=found,
        today=today,
        latest=add_months(today, number("cap_exception_months", today)),
        initial={"seen": case.officer_id},
    )
    if form.is_valid():
        officer = next(one.officer for one in found if one.officer.number == form.cleaned_data["officer"])
        if _takes(request, case, officer, form):
            return _allocated(request, case, officer)
    context = _allocation_page(request, case, form, found, today=today)
    return render(request, "cases/case_allocate.html", context, status=422 if form.over_cap or form.errors else 200)


def _takes(request: PersonRequest, case: Case, officer: Officer, form: AllocateForm) -> bool:
    """Whether the officer was given the case; what stands in the way is said in the form."""
    try:
        allocate_case(
            by=request.user,
            case=case,
            officer=officer,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            now=clock.now(),
            today=clock.today(),
            exception=form.exception(),
        )
    except Stale:
        raise
    except OverCap as refusal:
        form.ask_for_exception(refusal.message)
    except Conflict as refusal:
        form.add_error("officer", refusal.message)
    else:
        return True
    return False


def _allocation_page(
    request: PersonRequest, case: Case, form: AllocateForm, found: list[Candidate], *, today: dt.date
) -> dict[str, object]:
    return {
        "case": case,
        "tabs": tabs_of(case, path=request.path),
        "form": form,
        "candidates": found,
        "why_nobody": why_nobody(case, found),
        "manager": manager_after(case, today=today),
        "counts_as_high": case.risk_level in HIGH_RISK,
        "over_cap": form.over_cap,
        "excepting": bool(form.over_cap) or form["excepting"].value() in {"1", "True", "on", True},
        "cap": number("cap_percent", today),
    }


def _allocated(request: PersonRequest, case: Case, officer: Officer) -> HttpResponse:
    messages.success(request, f"{case.reference} is now with {officer.full_name}.")
    return see_other("case", case.reference)


@case_page("case.allocate")
@require_http_methods(["GET", "POST"])
def case_exception(request: PersonRequest, case: Case) -> HttpResponse:
    """Let the caseload of the case's offender manager stay over the cap for a while."""
    now, today = clock.now(), clock.today()
    latest = add_months(today, number("cap_exception_months", today))
    form = ExceptionForm(request.POST or None, today=today, latest=latest)
    if form.is_valid():
        given = except_caseload(by=request.user, case=case, exception=form.given(), now=now, today=today)
        messages.success(request, f"{given.officer.full_name} may stay over the cap until {in_words(given.ends_on)}.")
        return see_other("unit-dashboard")
    figures = ""
    if case.officer:
        figures = figures_in_words(loads([case.officer.pk])[case.officer.pk].caseload, number("cap_percent", today))
    context = {"case": case, "tabs": tabs_of(case, path=request.path), "form": form, "figures": figures}
    return render(request, "cases/case_exception.html", context, status=422 if form.errors else 200)
