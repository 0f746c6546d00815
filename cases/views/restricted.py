"""The sensitive and the confidential part of a case: shut until the person says what for, and shut again by itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.actions.restricted import KINDS, open_part, record_restricted
from cases.forms.restricted import OpeningForm, RestrictedEntryForm
from cases.models import Case
from cases.queries.restricted import entries_of, is_reason_asked, opening_of
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.models import Opening
from mosovo.access.pages import PersonRequest, case_page
from mosovo.access.policies import denial, require
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.errors import Missing
from mosovo.pages import NOT_THERE, posted, see_other

URL_NAMES = {Compartment.SENSITIVE: "case-sensitive", Compartment.CONFIDENTIAL: "case-confidential"}


@require_http_methods(["GET", "POST"])
@case_page("sensitive.open")
def sensitive(request: PersonRequest, case: Case) -> HttpResponse:
    """Medical and other special material, and material whose originator controls it."""
    return _part(request, case, Compartment.SENSITIVE)


@require_http_methods(["GET", "POST"])
@case_page("confidential.open")
def confidential(request: PersonRequest, case: Case) -> HttpResponse:
    """Victims, third parties, police tactics, prosecutors' advice."""
    return _part(request, case, Compartment.CONFIDENTIAL)


@require_http_methods(["GET", "POST"])
@case_page("case.view")
def restricted_record(request: PersonRequest, case: Case, compartment: str) -> HttpResponse:
    """Add an entry to a part that is open."""
    part = next((part for part in URL_NAMES if part == compartment), None)
    if part is None:
        raise Missing(NOT_THERE)
    require(request.user, f"{part}.record", case)
    form = RestrictedEntryForm(posted(request), kinds=KINDS[part])
    if form.is_valid():
        record_restricted(by=request.user, case=case, compartment=part, now=clock.now(), **form.cleaned_data)
        messages.success(request, f"The entry is in the {part.label.lower()} part.")
        return see_other(URL_NAMES[part], case.reference)
    context = _context(request, case, part) | {"form": form}
    return render(request, "cases/restricted_record.html", context, status=422 if form.is_bound else 200)


def _part(request: PersonRequest, case: Case, part: Compartment) -> HttpResponse:
    asked = is_reason_asked(clock.today())
    form = OpeningForm(request.POST if request.method == "POST" and asked else None)
    if request.method == "POST" and (not asked or form.is_valid()):
        given = form.cleaned_data if asked else {}
        open_part(by=request.user, case=case, compartment=part, now=clock.now(), **given)
        return see_other(URL_NAMES[part], case.reference)
    opening = opening_of(request.user, case, part)
    if opening is not None and not form.is_bound:
        return _open(request, case, part, opening)
    context = _context(request, case, part) | {"form": form, "asked": asked}
    return render(request, "cases/restricted_shut.html", context, status=422 if form.is_bound else 200)


def _open(request: PersonRequest, case: Case, part: Compartment, opening: Opening) -> HttpResponse:
    reason = f"{opening.get_reason_display()}: {opening.sentence}"  # type: ignore[attr-defined]
    request.looks.add(LookKind.OPENED, [case.pk], part, reason=reason)
    context = _context(request, case, part) | {
        "opening": opening,
        "entries": entries_of(request.user, case, part),
        "why_not_record": denial(request.user, f"{part}.record", case),
    }
    return render(request, "cases/restricted_open.html", context)


def _context(request: PersonRequest, case: Case, part: Compartment) -> dict[str, object]:
    return {"case": case, "tabs": tabs_of(case, path=request.path), "part": part, "part_url_name": URL_NAMES[part]}
