"""Pages of emergency access: opening a case from the flag, and the supervisor's review."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cases.actions.emergency import open_in_emergency, review_emergency
from cases.forms.emergency import EmergencyForm, ReviewForm
from cases.models import Nominal
from cases.queries.emergency import case_seen, shut_to
from mosovo import clock
from mosovo.access.models import EmergencyAccess
from mosovo.access.pages import PersonRequest, fresh_factor, record_page
from mosovo.access.policies import denial, require
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.days import time_in_words
from mosovo.force_settings.queries import number
from mosovo.pages import posted, see_other


@require_http_methods(["GET", "POST"])
@record_page(Nominal, "emergency.open")
@fresh_factor
def emergency_open(request: PersonRequest, nominal: Nominal) -> HttpResponse:
    """Open the case in an emergency, with a reason."""
    today = clock.today()
    parts = shut_to(request.user, case_seen(request.user, nominal))
    form = EmergencyForm(request.POST if request.method == "POST" and parts else None, parts=parts)
    if form.is_valid():
        opened = open_in_emergency(by=request.user, nominal=nominal, now=clock.now(), today=today, **form.cleaned_data)
        part = Compartment(opened.compartment)
        reason = f"Emergency. {opened.get_reason_display()}: {opened.sentence}"
        request.looks.add(LookKind.OPENED, [nominal.pk], part, reason=reason)
        until = time_in_words(opened.until)
        messages.success(request, f"The case is open to you until {until}. Your supervisor will review this.")
        return see_other("case-sensitive" if part is Compartment.SENSITIVE else "case", nominal.reference)
    context = {
        "nominal": nominal,
        "form": form,
        "parts": parts,
        "minutes": number("break_glass_minutes", today),
    }
    return render(request, "cases/emergency_open.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@record_page(EmergencyAccess, "emergency.view", related=("officer", "unit", "reviewed_by"))
def emergency(request: PersonRequest, emergency: EmergencyAccess) -> HttpResponse:
    """One emergency access: who, what, why; the review, or the form for it."""
    why_not_review = denial(request.user, "emergency.review", emergency)
    may_review = emergency.reviewed_at is None and why_not_review is None
    form = ReviewForm(posted(request))
    if request.method == "POST":
        require(request.user, "emergency.review", emergency)
        if form.is_valid():
            typed = form.cleaned_data
            review_emergency(by=request.user, emergency=emergency, now=clock.now(), today=clock.today(), **typed)
            messages.success(request, f"Your review is recorded. {emergency.officer.full_name} has been told.")
            return see_other("emergency", emergency.reference)
    context = {
        "emergency": emergency,
        # The case itself may be out of the reviewer's sight; who it is about is not.
        "nominal": visible(request.user, Nominal).filter(pk=emergency.case_id).first(),
        "form": form if may_review else None,
        "why_not_review": why_not_review,
    }
    return render(request, "cases/emergency.html", context, status=422 if form.is_bound else 200)
