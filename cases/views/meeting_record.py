"""What the chair sends while recording a meeting, a part at a time: typing saves by itself, buttons do too."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from cases.actions.meeting_record import (
    add_meeting_action,
    answer_disclosure,
    complete_meeting_action,
    record_attendance,
    remove_attendance,
    remove_meeting_action,
    set_next_meeting,
    write_part,
)
from cases.forms.meeting import (
    ActionForm,
    AttendanceForm,
    DisclosureForm,
    DoneForm,
    LineForm,
    NextMeetingForm,
    PartForm,
)
from cases.models import Meeting, MeetingAction
from cases.queries.meeting import agencies_in_use
from cases.rules.meeting import WRITTEN
from cases.views.meeting_sheet import WITH_MEETING, lacking_in, sheet_page, tabs_with_meetings
from mosovo import clock
from mosovo.access.pages import PersonRequest, record_page
from mosovo.errors import Missing
from mosovo.pages import NOT_THERE, posted, see_other


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
@require_POST
def meeting_write(request: PersonRequest, meeting: Meeting, part: str) -> HttpResponse:
    """Keep what stands in one box; by itself while typing, or by its button."""
    if part not in WRITTEN:
        raise Missing(NOT_THERE)
    form = PartForm(request.POST, part=part)
    if not form.is_valid():
        return _not_kept(request, meeting, form)
    kept = write_part(by=request.user, meeting=meeting, part=part, text=form.cleaned_data["text"], today=clock.today())
    return _kept(request, kept, part)


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
@require_POST
def meeting_disclosure(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Keep whether to disclose, and to whom."""
    form = DisclosureForm(request.POST)
    if not form.is_valid():
        return _not_kept(request, meeting, form)
    kept = answer_disclosure(by=request.user, meeting=meeting, today=clock.today(), **form.cleaned_data)
    return _kept(request, kept, "outcome")


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
@require_POST
def meeting_next(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Keep the day of the next meeting."""
    form = NextMeetingForm(request.POST, held_on=timezone.localdate(meeting.held_at), today=clock.today())
    if not form.is_valid():
        return _not_kept(request, meeting, form)
    kept = set_next_meeting(by=request.user, meeting=meeting, today=clock.today(), **form.cleaned_data)
    return _kept(request, kept, "next")


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
@require_POST
def attendance_record(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """An agency was there, or was not."""
    form = AttendanceForm(request.POST, agencies=agencies_in_use())
    if not form.is_valid():
        return sheet_page(request, meeting, typed=form)
    record_attendance(
        by=request.user,
        meeting=meeting,
        agency=form.cleaned_data["agency"],
        present=form.cleaned_data["came"] == "present",
        name=form.cleaned_data["name"],
        report_sent=form.cleaned_data["came"] == "report",
        now=clock.now(),
        today=clock.today(),
    )
    return _back(meeting, "attendance")


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
@require_POST
def attendance_remove(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Take a line of attendance out."""
    line = _line(request)
    remove_attendance(by=request.user, meeting=meeting, line=line, now=clock.now(), today=clock.today())
    return _back(meeting, "attendance")


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
@require_POST
def meeting_action_add(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """What an agency undertakes."""
    form = ActionForm(request.POST, agencies=agencies_in_use(), held_on=timezone.localdate(meeting.held_at))
    if not form.is_valid():
        return sheet_page(request, meeting, typed=form)
    add_meeting_action(by=request.user, meeting=meeting, now=clock.now(), today=clock.today(), **form.cleaned_data)
    return _back(meeting, "actions")


@record_page(Meeting, "meeting.record", related=WITH_MEETING)
@require_POST
def meeting_action_remove(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Take an action out."""
    line = _line(request)
    remove_meeting_action(by=request.user, meeting=meeting, line=line, now=clock.now(), today=clock.today())
    return _back(meeting, "actions")


@record_page(MeetingAction, "meeting_action.complete", related=("agency", "meeting__chair", "meeting__case__nominal"))
def meeting_action_complete(request: PersonRequest, action: MeetingAction) -> HttpResponse:
    """An action is done: say what was done."""
    form = DoneForm(posted(request))
    if form.is_valid():
        complete_meeting_action(
            by=request.user, action=action, now=clock.now(), today=clock.today(), **form.cleaned_data
        )
        messages.success(request, "The action is done.")
        return _back(action.meeting, "actions")
    case = action.meeting.case
    context = {"case": case, "tabs": tabs_with_meetings(case), "action": action, "form": form}
    return render(request, "cases/meeting_action_complete.html", context, status=422 if form.is_bound else 200)


def _line(request: PersonRequest) -> int:
    form = LineForm(request.POST)
    if not form.is_valid():
        raise Missing(NOT_THERE)
    line: int = form.cleaned_data["line"]
    return line


def _kept(request: PersonRequest, meeting: Meeting, place: str) -> HttpResponse:
    """What was typed is kept: a line where the page sent it by itself, else the page again."""
    if not request.htmx:  # type: ignore[attr-defined]
        return _back(meeting, place)
    context = {"meeting": meeting, "now": clock.now(), **lacking_in(request, meeting, today=clock.today())}
    return render(request, "cases/parts/meeting_kept.html", context)


def _not_kept(request: PersonRequest, meeting: Meeting, form: BaseForm) -> HttpResponse:
    """What is wrong: a line where the page sent it by itself, else the page again with the form's faults."""
    if not request.htmx:  # type: ignore[attr-defined]
        return sheet_page(request, meeting, typed=form)
    return render(request, "cases/parts/meeting_not_kept.html", {"typed": form}, status=422)


def _back(meeting: Meeting, place: str) -> HttpResponseRedirect:
    return see_other(f"{reverse('meeting', args=[meeting.reference])}#{place}")
