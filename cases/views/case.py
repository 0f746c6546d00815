"""The case page: overview and timeline. Other parts are tabs of their own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases import timeline
from cases.models import Case
from cases.queries.case import overview
from cases.queries.covert import named_records
from cases.tabs import tabs_of
from cases.views.covert import look_at
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page
from mosovo.access.policies import denial

STEP = 50
MOST = 1000


@require_safe
@case_page("case.view")
def case_overview(request: PersonRequest, case: Case) -> HttpResponse:
    """Facts on the left, what is due on the right."""
    today = clock.today()
    covert = named_records(request.user, today=today, case=case)
    look_at(request, covert)
    context = {
        "case": case,
        "tabs": tabs_of(case, path=request.path),
        "overview": overview(request.user, case, today=today),
        "today": today,
        "why_not_record": denial(request.user, "visit.record", case),
        "why_not_status": denial(request.user, "status.change", case),
        "covert": covert,
        "may_begin_covert": denial(request.user, "covert.make", case.nominal) is None,
        "why_not_record_read": denial(request.user, "case.record", case),
    }
    return render(request, "cases/case_detail.html", context)


@require_safe
@case_page("case.view")
def case_timeline(request: PersonRequest, case: Case) -> HttpResponse:
    """What happened, newest first; ?kind= one kind alone, ?view=compact titles alone, ?show= how many."""
    kind = request.GET.get("kind", "")
    shown = request.GET.get("show", "")
    most = min(max(int(shown), STEP), MOST) if shown.isdecimal() and len(shown) < 5 else STEP
    entries = timeline.timeline(request.user, case, kind=kind, most=most + 1)
    context = {
        "case": case,
        "tabs": tabs_of(case, path=request.path),
        "entries": entries[:most],
        "kinds": timeline.kinds(),
        "kind": kind if kind in timeline.kinds() else "",
        "compact": request.GET.get("view") == "compact",
        "more": most + STEP if len(entries) > most and most < MOST else 0,
        "why_not_record": denial(request.user, "visit.record", case),
        "why_not_status": denial(request.user, "status.change", case),
    }
    return render(request, "cases/case_timeline.html", context)
