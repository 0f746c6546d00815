"""The record of looks and refusals: the auditor's whole, and each person's own."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from mosovo.access.pages import PersonRequest, needs, signed_in
from mosovo.access.states import Compartment
from mosovo.audit.forms import LookFilter, RecordFilter
from mosovo.audit.queries import Search, looks, named, refusals
from mosovo.audit.states import LookKind
from mosovo.staff.states import Ability

A_PAGE = 50


@require_safe
@needs(Ability.AUDIT)
def audit_looks(request: PersonRequest) -> HttpResponse:
    return _record(request, LookFilter(request.GET or None), looks, "audit/looks.html")


@require_safe
@needs(Ability.AUDIT)
def audit_refusals(request: PersonRequest) -> HttpResponse:
    return _record(request, RecordFilter(request.GET or None), refusals, "audit/refusals.html")


@require_safe
@signed_in
def my_activity(request: PersonRequest) -> HttpResponse:
    """What is on record of the person's own looks, and nobody else's, whatever their role."""
    own = looks(request.user, Search()).filter(person_id=request.user.pk)
    page = Paginator(own, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/my_activity.html", {"page": page, "lines": named(page)})


def _record(request: PersonRequest, form: RecordFilter, find, template: str) -> HttpResponse:
    narrowed = form.is_bound and form.is_valid()
    search = Search(**form.cleaned_data) if narrowed else Search()
    request.looks.add(LookKind.RECORD, [], Compartment.PLAIN, reason=f"{find.__name__}: {search}"[:500])
    page = Paginator(find(request.user, search), A_PAGE).get_page(request.GET.get("page"))
    parts = [("Looks", "audit-looks"), ("Refusals", "audit-refusals")]
    context = {
        "form": form,
        "page": page,
        "lines": named(page),
        "parts": [
            {"label": label, "url": reverse(name), "active": request.path == reverse(name)} for label, name in parts
        ],
    }
    return render(request, template, context, status=200 if narrowed or not form.is_bound else 422)
