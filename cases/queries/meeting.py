"""What the pages of a meeting read, all of it through ``visible``."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cases.models import Agency, Attendance, Case, Document, Meeting, MeetingAction, MeetingDecision
from cases.rules.meeting import DISCLOSURE, PARTS, Standing
from cases.states import ActionState, MeetingState
from cases.timeline import Entry
from mosovo.access.sight import visible
from mosovo.staff.models import Officer

SIGNED_OR_ATTENDED = Q(state=MeetingState.SIGNED) | Exists(
    Attendance.objects.filter(meeting=OuterRef("pk"), present=True)
)


@dataclass(frozen=True)
class Written:
    """What is decided on disclosure, signed or still being written; prompt code -> answer."""

    outcome: str
    outcome_words: str
    to_whom: str
    reasons: str
    answers: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """Everything on the page of a meeting besides the case itself."""

    attendances: list[Attendance]
    actions: list[MeetingAction]
    earlier_actions: list[MeetingAction]
    written: Written


def meetings_chaired(person: Officer) -> QuerySet[Meeting]:
    """The person's own meetings on cases they still see: those to come or to be signed first, then the signed."""
    return visible(person, Meeting).filter(chair=person).select_related("case__nominal").order_by("state", "-held_at")


def meetings_of(person: Officer, case: Case) -> QuerySet[Meeting]:
    """The meetings on a case, newest first, each with its minutes."""
    return visible(person, Meeting).filter(case=case).select_related("chair").prefetch_related("minutes__document")


def agencies_in_use() -> QuerySet[Agency]:
    """The agencies that may be chosen."""
    return Agency.objects.filter(in_use=True)


def documents_of(person: Officer, case: Case) -> QuerySet[Document]:
    """The documents of a case, newest first, without their content."""
    return visible(person, Document).filter(case=case).select_related("made_by").defer("content")


def sheet_of(person: Officer, meeting: Meeting) -> Sheet:
    """The record of one meeting as it stands; four queries."""
    actions = visible(person, MeetingAction).select_related("agency", "meeting")
    earlier = actions.filter(meeting__case=meeting.case_id, meeting__held_at__lt=meeting.held_at)
    return Sheet(
        attendances=list(visible(person, Attendance).filter(meeting=meeting).select_related("agency")),
        actions=list(actions.filter(meeting=meeting)),
        # Open actions are carried to the next meeting; so are those done since, to be told of.
        earlier_actions=list(earlier.filter(Q(state=ActionState.OPEN) | Q(done_on__gte=_last_before(person, meeting)))),
        written=written(person, meeting),
    )


def written(person: Officer, meeting: Meeting) -> Written:
    """The decision on disclosure: the signed one where there is one, else what the chair has written so far."""
    decision = visible(person, MeetingDecision).filter(meeting=meeting).first()
    if decision:
        outcome, to_whom, reasons, answers = decision.outcome, decision.to_whom, decision.reasons, decision.answers
    else:
        draft = meeting.decision_draft
        outcome, to_whom, reasons = (draft.get(name, "") for name in ("outcome", "to_whom", "reasons"))
        answers = {prompt.code: draft.get(prompt.code, "") for prompt in DISCLOSURE.prompts}
    return Written(outcome, dict(DISCLOSURE.outcomes).get(outcome, ""), to_whom, reasons, answers)


def still_to_hold(case: Case) -> list[str]:
    """The case's meetings that are neither signed nor cancelled, in words, the earliest first."""
    rows = Meeting.objects.filter(case=case, state=MeetingState.OPEN).order_by("held_at")
    return [f"the {meeting}, to be signed or cancelled" for meeting in rows]


def has_words(meeting: Meeting) -> bool:
    """Whether the chair has written anything into the meeting itself; no query."""
    return any([meeting.next_on, meeting.decision_draft, *(getattr(meeting, prompt.code) for prompt in PARTS)])


def is_begun(meeting: Meeting) -> bool:
    """Whether anything stands in the record of the meeting."""
    return has_words(meeting) or meeting.attendances.exists() or meeting.actions.exists()


def standing_of(person: Officer, meeting: Meeting, *, now: dt.datetime) -> Standing:
    """The meeting as plain values, for the rule that says what is still lacking."""
    there = visible(person, Attendance).filter(meeting=meeting, present=True)
    decided = written(person, meeting)
    return Standing(
        held=meeting.held_at <= now,
        present=frozenset(there.values_list("agency__code", flat=True)),
        parts={prompt.code: getattr(meeting, prompt.code) for prompt in PARTS},
        outcome=decided.outcome,
        to_whom=decided.to_whom,
        reasons=decided.reasons,
        answers=decided.answers,
        next_on=meeting.next_on,
    )


def meeting_entries(person: Officer, case: Case, most: int) -> Iterator[Entry]:
    """Meetings on the timeline, at their time; what was decided once it is signed."""
    rows = visible(person, Meeting).filter(case=case).select_related("chair", "decision")[:most]
    for meeting in rows:
        decision: MeetingDecision | None = getattr(meeting, "decision", None)
        answer = dict(DISCLOSURE.outcomes)[decision.outcome].lower() if decision else ""
        text = f"Signed. Decision on disclosure: {answer}." if answer else meeting.get_state_display()
        if meeting.state == MeetingState.CANCELLED:
            text = f"Cancelled: {meeting.cancelled_reason}"
        url = reverse("meeting", args=[meeting.reference])
        title = f"{meeting.get_level_display()} meeting, {meeting.place}"
        yield Entry(meeting.held_at, "Meeting", title, text, meeting.chair.full_name, url)


def _last_before(person: Officer, meeting: Meeting) -> dt.date:
    rows = visible(person, Meeting).exclude(state=MeetingState.CANCELLED)
    earlier = rows.filter(case=meeting.case_id, held_at__lt=meeting.held_at)
    last = earlier.order_by("-held_at").first()
    return timezone.localdate(last.held_at if last else meeting.held_at)
