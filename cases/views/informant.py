"""Those who told us something about the person managed: pages of the confidential part, while it is open."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.actions.informant import (
    look_again,
    record_answer,
    record_informant,
    record_information,
    refer_informant,
)
from cases.forms.informant import AnswerForm, InformantForm, InformationForm, LookAgainForm, ReferralForm, as_known
from cases.models import Case, Informant, InformantReferral
from cases.queries.informant import informants_of, whole
from cases.queries.restricted import opening_of
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page, record_page
from mosovo.access.policies import denial, require
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.errors import Conflict
from mosovo.force_settings.queries import number
from mosovo.forms import Form
from mosovo.pages import posted, see_other

WITH_CASE = ("case__nominal", "case__unit", "case__officer")
PART = Compartment.CONFIDENTIAL


@require_safe
@case_page("confidential.open")
def informants(request: PersonRequest, case: Case) -> HttpResponse:
    """Everybody who told us something; while the part is shut, on to where it is opened."""
    opening = opening_of(request.user, case, PART)
    if opening is None:
        return see_other("case-confidential", case.reference)
    request.looks.add(LookKind.OPENED, [case.pk], PART, reason=f"{opening.get_reason_display()}: {opening.sentence}")  # type: ignore[attr-defined]
    context = _context(request, case) | {
        "known": informants_of(request.user, case, today=clock.today()),
        "why_not_record": denial(request.user, f"{PART}.record", case),
    }
    return render(request, "cases/informants.html", context)


@require_http_methods(["GET", "POST"])
@case_page("confidential.open")
def informant_add(request: PersonRequest, case: Case) -> HttpResponse:
    """Write down somebody who told us something."""
    require(request.user, f"{PART}.record", case)
    today = clock.today()
    form = InformantForm(posted(request), today=today, days=number("informant_care_days", today))

    def add() -> str:
        reference = form.cleaned_data["reference"]
        made = record_informant(
            by=request.user, case=case, reference=reference, care=form.typed(), now=clock.now(), today=today
        )
        return reverse("informant", args=[made.reference])

    words = ("Add somebody who gave information", "Add them", "They are on record.")
    return _asked(request, case, form, add, words, back=reverse("informants", args=[case.reference]))


@require_safe
@record_page(Informant, "informant.view", related=WITH_CASE)
def informant(request: PersonRequest, informant: Informant) -> HttpResponse:
    """Everything about one of them."""
    context = _context(request, informant.case) | {
        "informant": informant,
        "whole": whole(request.user, informant, today=clock.today()),
        "why_not_write": denial(request.user, "informant.write", informant),
    }
    return render(request, "cases/informant_detail.html", context)


@require_http_methods(["GET", "POST"])
@record_page(Informant, "informant.write", related=WITH_CASE)
def informant_again(request: PersonRequest, informant: Informant) -> HttpResponse:
    """Confirm or change what is known and owed."""
    today = clock.today()
    known = whole(request.user, informant, today=today).now
    days = number("informant_care_days", today)
    form = LookAgainForm(posted(request), initial=as_known(known), today=today, days=days)

    def look() -> str:
        typed = {name: form.cleaned_data[name] for name in ("reference", "changed")}
        look_again(by=request.user, informant=informant, care=form.typed(), now=clock.now(), today=today, **typed)
        return _url(informant)

    words = ("Review what we owe them", "Record the review", "The review is on record.")
    return _asked(request, informant.case, form, look, words, back=_url(informant))


@require_http_methods(["GET", "POST"])
@record_page(Informant, "informant.write", related=WITH_CASE)
def informant_information(request: PersonRequest, informant: Informant) -> HttpResponse:
    """Write down something they told us."""
    form = InformationForm(posted(request))

    def write() -> str:
        record_information(by=request.user, informant=informant, now=clock.now(), **form.cleaned_data)
        return _url(informant)

    words = ("Record what they told us", "Record it", "What they told us is on record.")
    return _asked(request, informant.case, form, write, words, back=_url(informant))


@require_http_methods(["GET", "POST"])
@record_page(Informant, "informant.write", related=WITH_CASE)
def informant_referral(request: PersonRequest, informant: Informant) -> HttpResponse:
    """Write down that the intelligence bureau was told of them."""
    today = clock.today()
    form = ReferralForm(posted(request), today=today)

    def refer() -> str:
        refer_informant(by=request.user, informant=informant, now=clock.now(), today=today, **form.cleaned_data)
        return _url(informant)

    words = ("Record a referral to the intelligence bureau", "Record the referral", "The referral is on record.")
    return _asked(request, informant.case, form, refer, words, back=_url(informant))


@require_http_methods(["GET", "POST"])
@record_page(InformantReferral, "referral.view", related=("informant", *(f"informant__{name}" for name in WITH_CASE)))
def referral_answer(request: PersonRequest, referral: InformantReferral) -> HttpResponse:
    """Write down what the bureau answered."""
    informant, today = referral.informant, clock.today()
    require(request.user, "informant.write", informant)
    form = AnswerForm(posted(request), first=referral.referred_on, today=today)

    def answer() -> str:
        record_answer(by=request.user, referral=referral, today=today, **form.cleaned_data)
        return _url(informant)

    words = ("Record the bureau’s answer", "Record the answer", "The answer is on record.")
    return _asked(request, informant.case, form, answer, words, back=_url(informant))


def _url(informant: Informant) -> str:
    return reverse("informant", args=[informant.reference])


def _context(request: PersonRequest, case: Case) -> dict[str, object]:
    shut = reverse("case-confidential", args=[case.reference])
    return {"case": case, "tabs": tabs_of(case, path=shut)}


def _asked(
    request: PersonRequest, case: Case, form: Form, act: Callable[[], str], words: tuple[str, str, str], *, back: str
) -> HttpResponse:
    """The page of one form: done, on; what the rules forbid stands beside what was typed."""
    title, submit, said = words
    if form.is_valid():
        try:
            there = act()
        except Conflict as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, said)
            return see_other(there)
    context = _context(request, case) | {"form": form, "title": title, "submit": submit, "back": back}
    return render(request, "cases/informant_form.html", context, status=422 if form.is_bound else 200)
