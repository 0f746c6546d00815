"""A person's own page of what they hold and why."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.queries.held import held
from mosovo import clock
from mosovo.access.pages import PersonRequest, signed_in
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind


@require_safe
@signed_in
def my_rights(request: PersonRequest) -> HttpResponse:
    """Roles, units, sight of cases, open parts and cover: one's own alone."""
    found = held(request.user, now=clock.now(), today=clock.today())
    request.looks.add(LookKind.LIST, found.case_ids, Compartment.CASE)
    return render(request, "cases/my_rights.html", {"held": found})
