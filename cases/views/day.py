"""My day and my caseload: the officer's first pages."""

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.filters import OPEN, CaseFilter
from cases.models import Case
from cases.queries.case_list import cases_in_sight, in_order, lines, managers_of, order_asked_for
from cases.queries.covert import due_records
from cases.queries.day import my_day as day_of
from cases.views.covert import look_at
from mosovo import clock
from mosovo.access.pages import PersonRequest, needs, signed_in
from mosovo.access.policies import lacks
from mosovo.access.sight import named_to, visible
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.staff.states import Ability

A_PAGE = 50
WITH_CASES = (
    Ability.HOLD_CASES,
    Ability.SUPERVISE,
    Ability.MANAGE_UNIT,
    Ability.CHAIR_MEETINGS,
    Ability.DECIDE_DISCLOSURE,
)


@require_safe
@signed_in
def my_day(request: PersonRequest) -> HttpResponse:
    """What is late, what is due within a week, what the person was told, and where they were last.

    To whoever works with no cases: what waits for them if anything does, and where their work is.
    """
    day = day_of(request.user, today=clock.today())
    request.looks.add(LookKind.LIST, day.case_ids(), Compartment.CASE)
    covert = due_records(request.user, today=clock.today())
    look_at(request, covert)
    named = bool(named_to(request.user))
    page = "cases/day_without_cases.html" if lacks(request.user, *WITH_CASES) else "cases/day.html"
    return render(request, page, {"day": day, "now": clock.now(), "covert": covert, "named": named})


@require_safe
@needs(*WITH_CASES)
def caseload(request: PersonRequest) -> HttpResponse:
    """The cases in the person's sight: their own at first, or everybody's for those who manage none."""
    today = clock.today()
    usual = {"officer": "all" if lacks(request.user, Ability.HOLD_CASES) else "me", "status": OPEN}
    asked = request.GET.copy()
    for name, value in usual.items():
        asked.setdefault(name, value)
    found = CaseFilter(
        asked,
        queryset=cases_in_sight(request.user),
        person=request.user,
        managers=list(managers_of(visible(request.user, Case))),
        today=today,
    )
    order = order_asked_for(request.GET.get("sort", ""))
    page = Paginator(in_order(found.qs, order), A_PAGE).get_page(request.GET.get("page"))
    request.looks.add(LookKind.LIST, {case.pk for case in page}, Compartment.CASE)
    chosen = _chosen(found, request.GET, usual)
    context = {
        "page": page,
        "lines": lines(page, today=today),
        "order": order,
        "filter_form": found.form,
        "chosen": chosen,
        "own": asked["officer"] == "me",
        "clear_url": request.path,
    }
    return render(request, "cases/caseload.html", context)


def _chosen(found: CaseFilter, asked: QueryDict, usual: dict[str, str]) -> list[dict[str, str]]:
    """The filters in force beyond the usual ones: label, and the address without that one."""
    chosen = []
    for name, field in found.form.fields.items():
        labels = {str(value): str(label) for value, label in field.choices}
        for value in asked.getlist(name):
            if value in labels and value and usual.get(name) != value:
                rest = asked.copy()
                rest.setlist(name, [other for other in asked.getlist(name) if other != value])
                rest.pop("page", None)
                label = f"{field.label}: {labels[value]}"
                chosen.append({"label": label, "url": f"?{rest.urlencode()}"})
    return chosen
