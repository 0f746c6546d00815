"""The record of one case, for those who answer for its unit."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.forms.record import CaseRecordFilter
from cases.models import Case
from cases.queries.record import case_record
from cases.tabs import tabs_of
from mosovo.access.pages import PersonRequest, case_page
from mosovo.access.states import Compartment
from mosovo.audit.queries import Search
from mosovo.audit.states import LookKind

STEP, MOST = 50, 1000


@require_safe
@case_page("case.record")
def record(request: PersonRequest, case: Case) -> HttpResponse:
    """Who changed what, who looked and why, who was refused; newest first, ?show= how many."""
    form = CaseRecordFilter(request.GET or None)
    narrowed = form.is_bound and form.is_valid()
    search = Search(**form.cleaned_data) if narrowed else Search()
    shown = request.GET.get("show", "")
    most = min(max(int(shown), STEP), MOST) if shown.isdecimal() and len(shown) < 5 else STEP
    entries = case_record(request.user, case, search, most=most + 1)
    request.looks.add(LookKind.RECORD, [case.pk], Compartment.CASE, reason=f"record of the case: {search}"[:500])
    context = {
        "case": case,
        "tabs": tabs_of(case, path=request.path),
        "form": form,
        "entries": entries[:most],
        "more": most + STEP if len(entries) > most and most < MOST else 0,
    }
    return render(request, "cases/case_record.html", context, status=200 if narrowed or not form.is_bound else 422)
