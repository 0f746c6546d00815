"""Finding people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.queries.search import search_people
from cases.rules.search import LONGEST
from mosovo import clock
from mosovo.access.pages import PersonRequest, allowed
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind


@require_safe
@allowed("people.search")
def search(request: PersonRequest) -> HttpResponse:
    """?q= name, date of birth, reference or number; what was asked for is recorded with everybody shown."""
    text = "".join(letter for letter in request.GET.get("q", "") if letter.isprintable()).strip()[:LONGEST]
    results = search_people(request.user, text, today=clock.today()) if text else None
    if results:
        shown = {found.nominal.pk for found in results.found}
        request.looks.add(LookKind.SEARCH, shown, Compartment.OPERATIONAL, reason=f"Searched for: {text}")
    return render(request, "cases/search.html", {"text": text, "results": results, "longest": LONGEST})
