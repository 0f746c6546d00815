"""The risk tab, scoring the SRP, one assessment, and setting the level."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from cases.models import Case
from cases.states import RiskLevel
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page, record_page
from mosovo.access.policies import denial
from mosovo.days import in_words
from mosovo.errors import Stale
from risk.actions import keep_assessment, set_risk_level
from risk.forms import LevelForm, SrpForm
from risk.models import StaticAssessment
from risk.queries import conviction_hint, inputs_as_kept, risk_file, scored_as_kept
from risk.srp import ALGORITHM

UNPROCESSABLE, CONFLICT = 422, 409


@case_page("case.view")
def case_risk(request: PersonRequest, case: Case) -> HttpResponse:
    """The level that holds and why, the next review, the assessments, the levels before."""
    context = {
        **_frame(case),
        "file": risk_file(request.user, case, today=clock.today()),
        "why_not_score": denial(request.user, "srp.score", case),
        "why_not_set": denial(request.user, "level.set", case),
    }
    return render(request, "risk/case_risk.html", context)


@case_page("srp.score")
def srp_score(request: PersonRequest, case: Case) -> HttpResponse:
    """Ask, work out, keep. Working out keeps nothing; what is kept is what was shown."""
    today = clock.today()
    hints = _hints(request, case)
    form = SrpForm(request.POST or None, nominal=case.nominal, today=today, hints=hints)
    context = {**_frame(case), "form": form}
    if not form.is_bound:
        return render(request, "risk/srp_score.html", context)
    complete = form.is_valid()
    context["scored"] = form.scored
    if request.headers.get("HX-Request"):  # an answer was changed: the points so far, nothing else
        return render(request, "risk/srp_points.html", context | {"said": True})
    if not complete:
        return render(request, "risk/srp_score.html", context, status=UNPROCESSABLE)
    if request.POST.get("do") == "keep":
        kept = keep_assessment(
            by=request.user,
            case=case,
            reference=form.cleaned_data["reference"],
            answers=form.result.answers,
            now=clock.now(),
            today=today,
        )
        messages.success(request, "Assessment kept. It sets no risk level: that is for you to decide, with reasons.")
        return _see(reverse("srp", args=[kept.reference]))
    page = "risk/srp_score.html" if request.POST.get("do") == "change" else "risk/srp_check.html"
    return render(request, page, context)


@record_page(StaticAssessment, "srp.view", related=("assessed_by", "case__nominal", "case__unit", "case__officer"))
def srp(request: PersonRequest, assessment: StaticAssessment) -> HttpResponse:
    """One assessment as it was made, to read and to print."""
    context = {
        **_frame(assessment.case),
        "assessment": assessment,
        "scored": scored_as_kept(assessment),
        "inputs": inputs_as_kept(assessment),
        "is_legacy": assessment.algorithm != ALGORITHM,
        "why_not_set": denial(request.user, "level.set", assessment.case),
    }
    return render(request, "risk/srp_detail.html", context)


@case_page("level.set")
def level_set(request: PersonRequest, case: Case) -> HttpResponse:
    """Set the level. Where somebody else did so meanwhile both are shown and what was typed stays."""
    today = clock.today()
    file = risk_file(request.user, case, today=today)
    current = file.current.pk if file.current else None
    initial = {"seen": current, "assessment": request.GET.get("assessment", "")}
    form = LevelForm(request.POST or None, assessments=file.assessments, initial=initial)
    context = {**_frame(case), "form": form, "file": file}
    if not form.is_bound:
        return render(request, "risk/level_set.html", context)
    if not form.is_valid():
        return render(request, "risk/level_set.html", context, status=UNPROCESSABLE)
    given = form.cleaned_data
    try:
        decision = set_risk_level(
            by=request.user,
            case=case,
            level=RiskLevel(given["level"]),
            reasons=given["reasons"],
            differs_because=given.get("differs_because", ""),
            assessment=form.basis,
            seen=given["seen"],
            now=clock.now(),
            today=today,
        )
    except Stale as overtaken:
        context |= {"overtaken": overtaken.message, "form": _once_more(request, file.assessments, current)}
        return render(request, "risk/level_set.html", context, status=CONFLICT)
    messages.success(request, f"Risk level set to {decision.get_level_display().lower()}.")
    return _see(reverse("case-risk", args=[case.reference]))


def _frame(case: Case) -> dict[str, Any]:
    return {"case": case, "tabs": tabs_of(case, path=reverse("case-risk", args=[case.reference]))}


def _hints(request: PersonRequest, case: Case) -> dict[str, str]:
    """What the file says beside a question: to count and check by, never an answer."""
    file = conviction_hint(request.user, case)
    hints = {"supervision": f"On this file: {case.get_status_display().lower()}."}
    if file.newest_on:
        many = "1 conviction" if file.count == 1 else f"{file.count} convictions"
        hints["total_sanctions"] = f"On this file: {many}; there may be more elsewhere."
        hints["convicted_on"] = f"On this file the newest is of {in_words(file.newest_on)}."
    return hints


def _once_more(request: PersonRequest, assessments: list[StaticAssessment], current: int | None) -> LevelForm:
    """The form as typed, now against the level that holds."""
    typed = request.POST.copy()
    typed["seen"] = "" if current is None else str(current)
    return LevelForm(typed, assessments=assessments, initial={})


def _see(url: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
