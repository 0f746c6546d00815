"""Pages of the media: the list, one enquiry, and a page for each step towards a statement."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from cases.models import Case
from media_comms import actions, queries
from media_comms.forms import AnswerForm, CloseForm, ConsultForm, LogForm, StatementForm
from media_comms.models import Enquiry
from media_comms.rules import NO_INFERENCE, STANDING_LINES, why_not_answer, why_not_close, why_not_consult
from mosovo import clock
from mosovo.access.pages import PersonRequest, allowed, record_page
from mosovo.access.policies import denial
from mosovo.access.sight import visible
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.errors import refuse
from mosovo.forms import Form
from mosovo.pages import posted, see_other

ON_A_PAGE = 25
INVALID = 422
WHOSE = ("unit", "logged_by", "closed_by")


@allowed("enquiry.list")
def enquiries(request: PersonRequest) -> HttpResponse:
    """The enquiries in sight; ?show=over those that are settled."""
    over = request.GET.get("show") == "over"
    page = Paginator(queries.enquiries(request.user, over=over), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "over": over, "now": clock.now(), "may_log": denial(request.user, "enquiry.log") is None}
    return render(request, "media_comms/enquiry_list.html", context)


@allowed("enquiry.log")
def enquiry_log(request: PersonRequest) -> HttpResponse:
    """Log what a journalist asks."""
    now, today = clock.now(), clock.today()
    form = LogForm(posted(request), now=now, today=today)
    if form.is_valid():
        enquiry = actions.log_enquiry(by=request.user, **form.cleaned_data, now=now, today=today)
        messages.success(request, f"The enquiry is logged, and {enquiry.unit} has been told.")
        return see_other("enquiry", enquiry.reference)
    return _form_page(request, form, "media_comms/enquiry_log.html")


@record_page(Enquiry, "enquiry.view", related=WHOSE)
def enquiry(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """One enquiry: what was asked, the unit's answer, who was consulted, what was said, and what may be done next."""
    file = queries.file_of(request.user, enquiry)
    if file.link is not None:
        request.looks.add(LookKind.PAGE, [file.link.case_id], Compartment.CASE)
    context = {
        "enquiry": enquiry,
        "file": file,
        "no_inference": NO_INFERENCE,
        "is_press": denial(request.user, "statement.issue", enquiry) is None,
        "is_unit": denial(request.user, "enquiry.answer", enquiry) is None,
        "why_not_answer": why_not_answer(enquiry.state),
        "why_not_consult": why_not_consult(enquiry.state),
        "why_not_close": why_not_close(enquiry.state, unit=enquiry.unit.name),
    }
    return render(request, "media_comms/enquiry_detail.html", context)


@record_page(Enquiry, "enquiry.answer", related=WHOSE)
def enquiry_answer(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """The unit answers."""
    refuse(why_not_answer(enquiry.state))
    cases = visible(request.user, Case).select_related("nominal")
    form = AnswerForm(posted(request), cases=cases, child_at_risk=enquiry.child_at_risk)
    if form.is_valid():
        actions.answer_enquiry(by=request.user, enquiry=enquiry, **form.cleaned_data, now=clock.now())
        messages.success(request, "The press office has the unit's answer.")
        return see_other("enquiry", enquiry.reference)
    return _form_page(request, form, "media_comms/enquiry_answer.html", enquiry=enquiry)


@record_page(Enquiry, "enquiry.consult", related=WHOSE)
def enquiry_consult(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """Write down that an agency was consulted."""
    refuse(why_not_consult(enquiry.state))
    form = ConsultForm(posted(request), agencies=queries.agencies_to_consult(enquiry))
    if form.is_valid():
        made = actions.record_consultation(by=request.user, enquiry=enquiry, **form.cleaned_data, now=clock.now())
        messages.success(request, f"{made.agency} is on record as consulted.")
        return see_other("enquiry", enquiry.reference)
    return _form_page(request, form, "media_comms/enquiry_consult.html", enquiry=enquiry)


@record_page(Enquiry, "statement.issue", related=WHOSE)
def statement_issue(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """Write and issue the statement."""
    refuse(queries.file_of(request.user, enquiry).why_not_issue)
    form = StatementForm(posted(request))
    if form.is_valid():
        actions.issue_statement(
            by=request.user, enquiry=enquiry, **form.cleaned_data, now=clock.now(), today=clock.today()
        )
        messages.success(request, "The statement is issued.")
        return see_other("enquiry", enquiry.reference)
    extra = {"enquiry": enquiry, "lines": STANDING_LINES, "no_inference": NO_INFERENCE}
    return _form_page(request, form, "media_comms/statement_issue.html", **extra)


@record_page(Enquiry, "enquiry.close", related=WHOSE)
def enquiry_close(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """Close without a statement."""
    refuse(why_not_close(enquiry.state, unit=enquiry.unit.name))
    form = CloseForm(posted(request))
    if form.is_valid():
        actions.close_enquiry(
            by=request.user, enquiry=enquiry, reason=form.cleaned_data["reason"], now=clock.now(), today=clock.today()
        )
        messages.success(request, "The enquiry is closed without a statement.")
        return see_other("enquiry", enquiry.reference)
    return _form_page(request, form, "media_comms/enquiry_close.html", enquiry=enquiry)


def _form_page(request: PersonRequest, form: Form, template: str, **context: object) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=INVALID if form.is_bound else 200)
