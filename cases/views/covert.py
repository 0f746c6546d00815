"""Covert material: pages for those named to it. To anybody else each of them is an address that leads nowhere."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.covert import end_naming, make_covert, name_person, record_covert_contact, review_covert
from cases.forms.covert import CovertContactForm, CovertForm, CovertReviewForm, NamingForm
from cases.forms.sight import PersonForm, ReasonForm
from cases.models import CovertRecord, Nominal
from cases.queries.covert import Line, lines, live_naming, named_records, whole
from mosovo import clock
from mosovo.access.pages import PersonRequest, record_page, signed_in
from mosovo.access.policies import denial, require
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.errors import Conflict, Missing
from mosovo.force_settings import queries as force_settings
from mosovo.forms import Form
from mosovo.pages import NOT_THERE, posted, see_other
from mosovo.staff.models import Officer

# Joined, a case out of sight would take the record with it.
AND_NO_CASE = ("made_by",)


def look_at(request: PersonRequest, found: list[Line]) -> None:
    """Note that these records were listed; each for its own few."""
    for line in found:
        request.looks.add(LookKind.LIST, [line.record.case_id], Compartment.COVERT, matter=line.record.pk)


@require_safe
@signed_in
def covert_list(request: PersonRequest) -> HttpResponse:
    """What one is named to."""
    found = named_records(request.user, today=clock.today())
    if not found:
        raise Missing(NOT_THERE)
    look_at(request, found)
    return render(request, "cases/covert_list.html", {"lines": found})


@require_http_methods(["GET", "POST"])
@signed_in
def covert_make(request: PersonRequest, reference: str) -> HttpResponse:
    """Begin covert material about somebody. The form shows nothing of them but the reference typed in the address.

    So there is no look to keep: one that only the few to be named could read would hide that somebody was looked up.
    """
    nominal = visible(request.user, Nominal).filter(reference=reference).first()
    if nominal is None:
        raise Missing(NOT_THERE)
    require(request.user, "covert.make", nominal)
    today = clock.today()
    days = force_settings.number("covert_review_days", today)
    form = CovertForm(posted(request), today=today, days=days)

    def make() -> str:
        record = make_covert(by=request.user, nominal=nominal, now=clock.now(), today=today, **form.cleaned_data)
        return reverse("covert", args=[record.pk])

    shown = {"title": "Begin covert material", "submit": "Begin covert material", "about": nominal.reference}
    shown["note"] = "You will be named, and will lead it. Nobody else learns that it exists until you name them."
    shown["back"] = reverse("my-day")
    return _asked(request, form, make, shown, said="It is on record, and you lead it.")


@require_safe
@record_page(CovertRecord, "covert.view", related=AND_NO_CASE)
def covert(request: PersonRequest, record: CovertRecord) -> HttpResponse:
    """Everything in a record."""
    found = whole(request.user, record, today=clock.today())
    context = {"record": record, "found": found, "why_not_write": denial(request.user, "covert.write", record)}
    return render(request, "cases/covert_detail.html", context)


@require_http_methods(["GET", "POST"])
@record_page(CovertRecord, "covert.write", related=AND_NO_CASE)
def covert_contact(request: PersonRequest, record: CovertRecord) -> HttpResponse:
    """Write down a contact."""
    form = CovertContactForm(posted(request))

    def write() -> str:
        record_covert_contact(by=request.user, record=record, now=clock.now(), **form.cleaned_data)
        return reverse("covert", args=[record.pk])

    shown = {"title": "Record a covert contact", "submit": "Record the contact"}
    shown["note"] = "An entry cannot be changed afterwards. To put one right, record another."
    return _of_record(request, record, form, write, shown, said="The contact is on record.")


@require_http_methods(["GET", "POST"])
@record_page(CovertRecord, "covert.write", related=AND_NO_CASE)
def covert_name(request: PersonRequest, record: CovertRecord) -> HttpResponse:
    """Name somebody."""
    today = clock.today()
    form = NamingForm(posted(request), today=today, days=force_settings.number("covert_naming_days", today))

    def name() -> str:
        given = {field: form.cleaned_data[field] for field in ("officer", "leads", "reason", "until_on")}
        name_person(by=request.user, record=record, now=clock.now(), today=today, **given)
        return reverse("covert", args=[record.pk])

    shown = {"title": "Name somebody", "submit": "Name them"}
    shown["note"] = "They will be able to read everything here. Tell them yourself: no message is sent."
    return _of_record(request, record, form, name, shown, said="They are named, and can read this now.")


@require_http_methods(["GET", "POST"])
@record_page(CovertRecord, "covert.write", related=AND_NO_CASE)
def covert_end(request: PersonRequest, record: CovertRecord, number: str) -> HttpResponse:
    """End somebody's naming, or one's own."""
    today = clock.today()
    officer = visible(request.user, Officer).filter(number=number).first()
    naming = officer and live_naming(record, officer, today=today)
    if officer is None or naming is None:
        raise Missing(NOT_THERE)
    require(request.user, "covert.end", naming)
    form = ReasonForm(posted(request), ask="Why does it end?")

    def end() -> str:
        end_naming(by=request.user, record=record, officer=officer, now=clock.now(), today=today, **form.cleaned_data)
        return reverse("my-day") if officer.pk == request.user.pk else reverse("covert", args=[record.pk])

    shown = {"title": f"End the naming of {officer.full_name}", "submit": "End it now", "note": ""}
    return _of_record(request, record, form, end, shown, said="The naming has ended.")


@require_http_methods(["GET", "POST"])
@record_page(CovertRecord, "covert.write", related=AND_NO_CASE)
def covert_review(request: PersonRequest, record: CovertRecord) -> HttpResponse:
    """Look at it again."""
    today = clock.today()
    form = CovertReviewForm(posted(request), today=today, days=force_settings.number("covert_review_days", today))

    def review() -> str:
        review_covert(by=request.user, record=record, now=clock.now(), today=today, **form.cleaned_data)
        return reverse("covert", args=[record.pk])

    shown = {"title": "Review this material", "submit": "Record the review", "note": ""}
    return _of_record(request, record, form, review, shown, said="The review is on record.")


def _of_record(
    request: PersonRequest,
    record: CovertRecord,
    form: Form,
    act: Callable[[], str],
    shown: dict[str, str],
    *,
    said: str,
) -> HttpResponse:
    line = lines(request.user, [record], today=clock.today())[0]
    about = line.nominal.full_name if line.nominal else ""
    back = reverse("covert", args=[record.pk])
    return _asked(request, form, act, shown | {"about": about, "back": back}, said=said)


def _asked(
    request: PersonRequest, form: Form, act: Callable[[], str], shown: dict[str, str], *, said: str
) -> HttpResponse:
    """The page of one form. What the rules forbid stands beside what was typed: it is never a refusal on record."""
    if form.is_valid():
        try:
            there = act()
        except Conflict as refusal:
            form.add_error("number" if isinstance(form, PersonForm) else None, refusal.message)
        else:
            messages.success(request, said)
            return see_other(there)
    return render(request, "cases/covert_form.html", {"form": form, **shown}, status=422 if form.is_bound else 200)
