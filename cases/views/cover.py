"""Pages of cover: who covers for whom in a supervisor's units, giving it, ending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.actions.cover import end_cover, give_cover
from cases.forms.cover import CoverForm
from cases.forms.sight import ReasonForm
from cases.queries.cover import covers_in, holders_in, supervised
from mosovo import clock
from mosovo.access.models import Cover
from mosovo.access.pages import PersonRequest, allowed, record_page
from mosovo.errors import Conflict
from mosovo.pages import posted, see_other


@require_http_methods(["GET", "POST"])
@allowed("cover.give")
def covers(request: PersonRequest) -> HttpResponse:
    """Cover in the units the person supervises, and more of it."""
    today = clock.today()
    units = supervised(request.user, today=today)
    officers = holders_in(units, today=today)
    form = CoverForm(posted(request), officers=officers, today=today)
    if form.is_valid():
        try:
            cover = give_cover(by=request.user, **form.cleaned_data, now=clock.now(), today=today)
        except Conflict as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{cover.coverer.full_name} covers for {cover.covered.full_name}.")
            return see_other("covers")
    context = {"form": form, "covers": covers_in(units, today=today), "today": today}
    return render(request, "cases/covers.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@record_page(Cover, "cover.end", related=("covered", "coverer", "unit"))
def cover_end(request: PersonRequest, cover: Cover) -> HttpResponse:
    """End cover before its last day."""
    form = ReasonForm(posted(request), ask="Why does the cover end?")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        end_cover(by=request.user, cover=cover, reason=reason, now=clock.now(), today=clock.today())
        messages.success(request, f"{cover.coverer.full_name} covers for {cover.covered.full_name} no longer.")
        return see_other("covers")
    context = {"form": form, "cover": cover}
    return render(request, "cases/cover_end.html", context, status=422 if form.is_bound else 200)
