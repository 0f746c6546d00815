"""Meetings: the chair's list, a case's meetings, calling and moving one, its page, signing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from cases.actions.meeting import call_meeting, cancel_meeting, rearrange_meeting, renew_panel
from cases.actions.minutes import sign_meeting
from cases.forms.meeting import CallForm, CancelForm, as_called
from cases.models import Case, Meeting
from cases.queries.meeting import documents_of, is_begun, meetings_chaired, meetings_of, standing_of
from cases.rules.meeting import unready, why_not_call, why_not_cancel, why_not_record
from cases.states import MeetingState
from cases.tabs import tabs_of
from cases.views.meeting_sheet import WITH_MEETING, sheet_page, tabs_with_meetings
from mosovo import clock
from mosovo.access.pages import PersonRequest, case_page, needs, record_page
from mosovo.access.policies import denial
from mosovo.access.states import Compartment
from mosovo.audit.states import LookKind
from mosovo.errors import Conflict
from mosovo.force_settings.queries import number
from mosovo.pages import posted, see_other
from mosovo.staff.queries import officers_with
from mosovo.staff.states import Ability


@needs(Ability.CHAIR_MEETINGS)
@require_safe
def meetings(request: PersonRequest) -> HttpResponse:
    """The meetings one chairs, as long as one sees their cases."""
    found = list(meetings_chaired(request.user))
    request.looks.add(LookKind.LIST, [meeting.case_id for meeting in found], Compartment.CASE)
    context = {
        # The longest held first: its minutes are due soonest.
        "open": [meeting for meeting in reversed(found) if meeting.state == MeetingState.OPEN],
        "signed": [meeting for meeting in found if meeting.state == MeetingState.SIGNED],
        "now": clock.now(),
    }
    return render(request, "cases/meeting_list.html", context)


@case_page("case.view")
@require_safe
def case_meetings(request: PersonRequest, case: Case) -> HttpResponse:
    """The meetings of a case with their minutes, and the case's documents."""
    context = {
        "case": case,
        "tabs": tabs_of(case, path=request.path),
        "meetings": meetings_of(request.user, case),
        "now": clock.now(),
        "documents": documents_of(request.user, case),
        "why_not_call": denial(request.user, "meeting.call", case)
        or why_not_call(level=case.level, status=case.status),
    }
    return render(request, "cases/case_meetings.html", context)


@case_page("meeting.call")
def meeting_call(request: PersonRequest, case: Case) -> HttpResponse:
    """Call a meeting; at level 1 the page says what must come first."""
    why_not = why_not_call(level=case.level, status=case.status)
    if why_not:
        raise Conflict(why_not)
    form = _call_form(request)
    if form.is_valid():
        meeting = call_meeting(by=request.user, case=case, now=clock.now(), today=clock.today(), **form.cleaned_data)
        messages.success(request, f"The meeting is called. {meeting.chair.full_name} has been told and sees the case.")
        return see_other("meeting", meeting.reference)
    context = {"case": case, "tabs": tabs_with_meetings(case), "form": form}
    return render(request, "cases/meeting_call.html", context, status=422 if form.is_bound else 200)


@record_page(Meeting, "meeting.arrange", related=WITH_MEETING)
def meeting_rearrange(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Move a planned meeting."""
    form = _call_form(request, initial=as_called(meeting))
    if form.is_valid():
        rearrange_meeting(by=request.user, meeting=meeting, now=clock.now(), today=clock.today(), **form.cleaned_data)
        messages.success(request, "The meeting is moved, and its chair has been told.")
        return see_other("meeting", meeting.reference)
    context = {"case": meeting.case, "tabs": tabs_with_meetings(meeting.case), "meeting": meeting, "form": form}
    return render(request, "cases/meeting_rearrange.html", context, status=422 if form.is_bound else 200)


@record_page(Meeting, "meeting.cancel", related=WITH_MEETING)
def meeting_cancel(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Call off a meeting that has not been held. Its chair may see the case no longer afterwards."""
    why_not = why_not_cancel(state=meeting.state, begun=is_begun(meeting))
    if why_not:
        raise Conflict(why_not)
    form = CancelForm(posted(request))
    if form.is_valid():
        cancel_meeting(by=request.user, meeting=meeting, now=clock.now(), today=clock.today(), **form.cleaned_data)
        messages.success(request, "The meeting is cancelled.")
        if meeting.chair_id == request.user.pk:
            return see_other("meetings")
        return see_other("meeting", meeting.reference)
    context = {"case": meeting.case, "tabs": tabs_with_meetings(meeting.case), "meeting": meeting, "form": form}
    return render(request, "cases/meeting_cancel.html", context, status=422 if form.is_bound else 200)


@record_page(Meeting, "meeting.arrange", related=WITH_MEETING)
@require_POST
def panel_renew(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Let the chair see the case again."""
    renew_panel(by=request.user, meeting=meeting, now=clock.now(), today=clock.today())
    messages.success(request, f"{meeting.chair.full_name} sees the case again.")
    return see_other("meeting", meeting.reference)


@record_page(Meeting, "meeting.view", related=WITH_MEETING)
@require_GET
def meeting(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """The record of a meeting: its chair writes in it, others read it."""
    return sheet_page(request, meeting)


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
def meeting_sign(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Stop and think, then sign."""
    if request.method == "POST":
        sign_meeting(by=request.user, meeting=meeting, now=clock.now(), today=clock.today())
        messages.success(request, "The meeting is signed. The minutes are being made.")
        return see_other("meeting", meeting.reference)
    today = clock.today()
    why_not = why_not_record(state=meeting.state, held_on=timezone.localdate(meeting.held_at), today=today)
    standing = standing_of(request.user, meeting, now=clock.now())
    lacking = unready(standing, least_agencies=number("meeting_least_agencies", today), today=today)
    if why_not or lacking:
        raise Conflict(why_not or " ".join(lacking.values()))
    return render(request, "cases/meeting_sign.html", {"meeting": meeting, "case": meeting.case})


def _call_form(request: PersonRequest, **kwargs: object) -> CallForm:
    today = clock.today()
    chairs = officers_with(Ability.CHAIR_MEETINGS, today=today)
    return CallForm(posted(request), chairs=chairs, today=today, **kwargs)
