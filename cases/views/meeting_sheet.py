"""The page of one meeting, with a small form for each part of its record, so that nothing typed waits for the rest."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cases.forms.meeting import ActionForm, AttendanceForm, DisclosureForm, NextMeetingForm, PartForm
from cases.models import Case, Meeting
from cases.queries.meeting import Written, agencies_in_use, has_words, sheet_of, standing_of
from cases.queries.minutes import minutes_progress
from cases.rules.meeting import DISCLOSURE, PARTS, REASONS, unready, why_late_next, why_not_cancel, why_not_record
from cases.states import MeetingState
from cases.tabs import tabs_of
from mosovo import clock
from mosovo.access.pages import PersonRequest
from mosovo.access.policies import denial
from mosovo.force_settings.queries import values_on
from mosovo.workflow.decisions import Prompt

WITH_MEETING = ("case__nominal", "case__unit", "case__officer", "chair", "cancelled_by")


@dataclass(frozen=True)
class Box:
    """A written part of the record: what it asks, what stands in it, and the form to write it, where one may."""

    code: str
    label: str
    help: str
    text: str
    form: PartForm | None


def tabs_with_meetings(case: Case) -> list[dict[str, object]]:
    """The tabs of the case on a page that belongs to its meetings."""
    return tabs_of(case, path=reverse("case-meetings", args=[case.reference]))


def sheet_page(request: PersonRequest, meeting: Meeting, *, typed: BaseForm | None = None) -> HttpResponse:
    """The page; ``typed`` is a form that was not valid, shown with its faults in place of the same form unbound."""
    today, held_on = clock.today(), timezone.localdate(meeting.held_at)
    sheet = sheet_of(request.user, meeting)
    why_not = denial(request.user, "meeting.record", meeting) or why_not_record(
        state=meeting.state, held_on=held_on, today=today
    )
    context = {
        "case": meeting.case,
        "tabs": tabs_with_meetings(meeting.case),
        "meeting": meeting,
        "sheet": sheet,
        "why_not_record": why_not,
        "why_not_arrange": denial(request.user, "meeting.arrange", meeting),
        "may_complete": not sheet.actions or not denial(request.user, "meeting_action.complete", sheet.actions[0]),
        "planned": meeting.state == MeetingState.OPEN and held_on > today,
        "signed": meeting.state == MeetingState.SIGNED,
        "cancelled": meeting.state == MeetingState.CANCELLED,
        "may_cancel": _may_cancel(
            request, meeting, begun=bool(has_words(meeting) or sheet.attendances or sheet.actions)
        ),
        "question": DISCLOSURE.question,
        "parts": [_box(prompt, getattr(meeting, prompt.code), why_not, typed) for prompt in PARTS],
        "reasons": _box(REASONS, sheet.written.reasons, why_not, typed),
        "answers": [
            _box(prompt, sheet.written.answers.get(prompt.code, ""), why_not, typed) for prompt in DISCLOSURE.prompts
        ],
        "progress": minutes_progress(request.user, meeting),
        "form": typed,
        **lacking_in(request, meeting, today=today),
    }
    if not why_not:
        context |= _forms(meeting, sheet.written, typed, held_on=held_on, today=today)
    return render(request, "cases/meeting_detail.html", context, status=422 if typed else 200)


def lacking_in(request: PersonRequest, meeting: Meeting, *, today: dt.date) -> dict[str, Any]:
    """What is lacking before the chair may sign, and a warning about the next date, for the page or a part of it."""
    settings = values_on(today)
    standing = standing_of(request.user, meeting, now=clock.now())
    held_on, weeks = timezone.localdate(meeting.held_at), int(settings[f"meeting_weeks_level_{meeting.level}"])
    late = meeting.next_on and why_late_next(meeting.next_on, held_on=held_on, level=meeting.level, weeks=weeks)
    return {
        "lacking": unready(standing, least_agencies=int(settings["meeting_least_agencies"]), today=today),
        "late": late,
    }


def _may_cancel(request: PersonRequest, meeting: Meeting, *, begun: bool) -> bool:
    why_not = why_not_cancel(state=meeting.state, begun=begun)
    return not why_not and not denial(request.user, "meeting.cancel", meeting)


def _box(prompt: Prompt, text: str, why_not: str | None, typed: BaseForm | None) -> Box:
    form = None
    if not why_not:
        mine = isinstance(typed, PartForm) and typed.prefix == prompt.code
        form = typed if mine else PartForm(part=prompt.code, initial={"text": text})
    return Box(prompt.code, prompt.label, prompt.help, text, form)  # type: ignore[arg-type]


def _forms(
    meeting: Meeting, written: Written, typed: BaseForm | None, *, held_on: dt.date, today: dt.date
) -> dict[str, BaseForm]:
    agencies = agencies_in_use()
    fresh: dict[str, BaseForm] = {
        "attendance_form": AttendanceForm(agencies=agencies),
        "action_form": ActionForm(agencies=agencies, held_on=held_on),
        "disclosure_form": DisclosureForm(initial=asdict(written)),
        "next_form": NextMeetingForm(held_on=held_on, today=today, initial={"next_on": meeting.next_on}),
    }
    return {name: typed if typed and type(typed) is type(form) else form for name, form in fresh.items()}
