"""Pages of sharing: the case's tab, putting a disclosure, the list and page of decisions, delegations."""

from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from cases.models import Case
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest, View, allowed, case_page, fresh_factor, record_page
from mosovo.access.policies import denial, require
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.pages import posted, see_other
from sharing import actions, queries
from sharing.forms import DecideForm, DelegateForm, PutForm
from sharing.models import Delegation, DisclosureRequest
from sharing.rules import why_not_at_level
from sharing.states import RequestState

ON_A_PAGE = 25
INVALID = 422
WHOSE = ("case__nominal", "case__unit", "case__officer", "put_by", "put_to")
WITH_DECISION = ("decision__decided_by", "decision__delegation__superintendent")


def fresh_to_decide(view: View) -> View:
    """A fresh second factor for whoever may decide what waits; reading a disclosure asks for none."""
    proved = fresh_factor(view)

    @wraps(view)
    def page(request: PersonRequest, put: DisclosureRequest) -> HttpResponseBase:
        decides = put.state == RequestState.WAITING and denial(request.user, "disclosure.decide", put) is None
        return proved(request, put) if decides else view(request, put)

    return page


@case_page("case.view")
def case_sharing(request: PersonRequest, case: Case) -> HttpResponse:
    """The case's tab: what was put and decided, here and in meetings."""
    context = {
        "case": case,
        "tabs": tabs_of(case, path=request.path),
        "requests": queries.requests_of(request.user, case),
        "meeting_decisions": queries.meeting_decisions(request.user, case),
        "why_in_meeting": why_not_at_level(case.level),
        "why_not_put": denial(request.user, "disclosure.put", case),
    }
    return render(request, "sharing/case_sharing.html", context)


@case_page("disclosure.put")
def disclosure_put(request: PersonRequest, case: Case) -> HttpResponse:
    """Put a disclosure before a named person."""
    today = clock.today()
    form = PutForm(posted(request), deciders=queries.deciders(by=request.user, case=case, today=today))
    if form.is_valid():
        put = actions.put_disclosure(by=request.user, case=case, **form.cleaned_data, now=clock.now(), today=today)
        messages.success(request, f"Put before {put.put_to}, who has been told.")
        return see_other("disclosure", put.reference)
    context = {"case": case, "tabs": tabs_of(case, path=request.path), "form": form}
    return render(request, "sharing/disclosure_put.html", context, status=INVALID if form.is_bound else 200)


@allowed("disclosure.list")
def disclosures(request: PersonRequest) -> HttpResponse:
    """What is put before the person, waiting first."""
    page = Paginator(queries.put_before(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    request.looks.add(LookKind.LIST, [row.case_id for row in page], Compartment.CASE)
    context = {"page": page, "may_delegate": denial(request.user, "disclosure.delegate") is None}
    return render(request, "sharing/disclosure_list.html", context)


@record_page(DisclosureRequest, "disclosure.view", related=(*WHOSE, *WITH_DECISION))
@fresh_to_decide
def disclosure(request: PersonRequest, put: DisclosureRequest) -> HttpResponse:
    """One disclosure: the questions for whoever decides it, the proposal for the rest, the signed decision for all."""
    why_not_decide = denial(request.user, "disclosure.decide", put)
    waiting = put.state == RequestState.WAITING
    form = DecideForm(posted(request)) if waiting and not why_not_decide else None
    if request.method == "POST":
        require(request.user, "disclosure.decide", put)
        if form is None or form.is_valid():
            return _decide(request, put, form)
    context = {
        "case": put.case,
        "tabs": tabs_of(put.case, path=request.path),
        "put": put,
        "form": form,
        "waiting": waiting,
        "why_not_decide": why_not_decide,
        "why_not_withdraw": denial(request.user, "disclosure.withdraw", put),
        "parts": queries.answered(put.decision) if put.state == RequestState.DECIDED else [],
    }
    status = INVALID if form is not None and form.is_bound else 200
    return render(request, "sharing/disclosure_detail.html", context, status=status)


def _decide(request: PersonRequest, put: DisclosureRequest, form: DecideForm | None) -> HttpResponse:
    typed = form.cleaned_data if form else {}
    actions.decide_disclosure(
        by=request.user,
        request=put,
        outcome=typed.get("outcome", ""),
        answers=form.answers if form else {},
        reasons=typed.get("reasons", ""),
        now=clock.now(),
        today=clock.today(),
    )
    messages.success(request, f"Your decision is signed. {put.put_by} has been told.")
    return see_other("disclosure", put.reference)


@record_page(DisclosureRequest, "disclosure.withdraw", related=WHOSE)
@require_POST
def disclosure_withdraw(request: PersonRequest, put: DisclosureRequest) -> HttpResponse:
    """Take a request back."""
    actions.withdraw_request(by=request.user, request=put, now=clock.now(), today=clock.today())
    messages.success(request, "The request is withdrawn.")
    return see_other("case-sharing", put.case.reference)


@allowed("disclosure.delegate")
@fresh_factor
def delegations(request: PersonRequest) -> HttpResponse:
    """The superintendent's delegations, and a new one."""
    today = clock.today()
    form = DelegateForm(posted(request), officers=queries.possible_delegates(request.user), today=today)
    if form.is_valid():
        made = actions.delegate_decisions(by=request.user, **form.cleaned_data, now=clock.now())
        messages.success(request, f"Delegated to {made.delegate}, who has been told. The responsibility stays yours.")
        return see_other("delegations")
    context = {"form": form, "delegations": queries.delegations_by(request.user), "today": today}
    return render(request, "sharing/delegation_list.html", context, status=INVALID if form.is_bound else 200)


@record_page(Delegation, "delegation.end", related=("superintendent", "delegate"))
@require_POST
def delegation_end(request: PersonRequest, delegation: Delegation) -> HttpResponse:
    """End a delegation at once."""
    actions.end_delegation(by=request.user, delegation=delegation, now=clock.now())
    messages.success(request, f"The delegation to {delegation.delegate} has ended.")
    return see_other("delegations")
