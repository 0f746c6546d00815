"""The page on which custody, abroad, closing and reopening are recorded."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.actions.status import change_status, refuse_stale
from cases.closing import why_not_close_yet
from cases.forms.status import StatusForm
from cases.models import Case
from cases.queries.status import last_change_on
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page
from mosovo.access.policies import denial
from mosovo.pages import posted, see_other


@require_http_methods(["GET", "POST"])
@case_page("status.change")
def status_change(request: PersonRequest, case: Case) -> HttpResponse:
    """Record where the person is from a day on, close the case, or reopen it."""
    now, today = clock.now(), clock.today()
    if request.POST.get("seen"):
        # Before the form: its choices are those from the present status, and what was chosen may not be among them.
        refuse_stale(case, request.POST["seen"])
    form = StatusForm(
        posted(request),
        initial={"seen": case.status},
        before=case.status,
        why_not_close=denial(request.user, "status.close", case) or why_not_close_yet(case),
        opened_on=case.opened_on,
        last_on=last_change_on(case),
        today=today,
    )
    if form.is_valid():
        change = change_status(by=request.user, case=case, now=now, today=today, **form.cleaned_data)
        messages.success(request, f"{case.reference} is now on record as: {change.get_status_display().lower()}.")
        return see_other("case", case.reference)
    context = {"case": case, "tabs": tabs_of(case, path=request.path), "form": form}
    return render(request, "cases/status_change.html", context, status=422 if form.is_bound else 200)
