"""Pages of home visits and conversations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.visits import correct_visit, record_contact, record_visit
from cases.forms.visits import ContactForm, VisitForm, as_typed
from cases.models import Case, Visit
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page, record_page
from mosovo.access.policies import denial
from mosovo.access.sight import visible
from mosovo.force_settings.queries import number
from mosovo.pages import posted, see_other

WITH_VISIT = ("case__nominal", "case__unit", "case__officer", "recorded_by", "corrects")


@require_http_methods(["GET", "POST"])
@case_page("visit.record")
def visit_record(request: PersonRequest, case: Case) -> HttpResponse:
    """Write down a home visit."""
    form = _visit_form(request, case)
    if form.is_valid():
        visit = record_visit(
            by=request.user,
            case=case,
            reference=form.cleaned_data["reference"],
            entry=form.entry(),
            now=clock.now(),
            today=clock.today(),
        )
        messages.success(request, "The visit is on record.")
        return see_other("visit", visit.reference)
    return _form_page(request, case, form, "cases/visit_record.html")


@require_safe
@record_page(Visit, "visit.view", related=WITH_VISIT)
def visit(request: PersonRequest, visit: Visit) -> HttpResponse:
    """A visit as it was written down, and the entries it corrects or is corrected by."""
    context = {
        "case": visit.case,
        "tabs": tabs_of(visit.case, path=request.path),
        "visit": visit,
        "correction": visible(request.user, Visit).filter(corrects=visit).first(),
        "why_not_correct": denial(request.user, "visit.correct", visit),
    }
    return render(request, "cases/visit_detail.html", context)


@require_http_methods(["GET", "POST"])
@record_page(Visit, "visit.correct", related=WITH_VISIT)
def visit_correct(request: PersonRequest, visit: Visit) -> HttpResponse:
    """Put a visit right by a further entry."""
    form = _visit_form(request, visit.case, initial=as_typed(visit))
    if form.is_valid():
        correction = correct_visit(
            by=request.user,
            visit=visit,
            reference=form.cleaned_data["reference"],
            entry=form.entry(),
            now=clock.now(),
            today=clock.today(),
        )
        messages.success(request, "The correction is on record. The first entry stays beside it.")
        return see_other("visit", correction.reference)
    return _form_page(request, visit.case, form, "cases/visit_correct.html", visit=visit)


@require_http_methods(["GET", "POST"])
@case_page("contact.record")
def contact_record(request: PersonRequest, case: Case) -> HttpResponse:
    """Write down a conversation."""
    form = ContactForm(posted(request), now=clock.now())
    if form.is_valid():
        record_contact(by=request.user, case=case, now=clock.now(), **form.cleaned_data)
        messages.success(request, "The conversation is on record.")
        return see_other("case-timeline", case.reference)
    return _form_page(request, case, form, "cases/contact_record.html")


def _visit_form(request: PersonRequest, case: Case, *, initial: dict[str, object] | None = None) -> VisitForm:
    return VisitForm(
        posted(request),
        initial=initial,
        opened_on=case.opened_on,
        assessment_days=number("safety_assessment_days", clock.today()),
        now=clock.now(),
    )


def _form_page(
    request: PersonRequest, case: Case, form: VisitForm | ContactForm, template: str, **more: object
) -> HttpResponse:
    context = {"case": case, "tabs": tabs_of(case, path=request.path), "form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)
