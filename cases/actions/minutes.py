"""Signing a meeting, and the minutes that the worker makes of it."""

import datetime as dt
import hashlib

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cases.actions.meeting import lock_meeting
from cases.models import Document, Meeting, MeetingDecision, Minutes
from cases.queries.meeting import standing_of, written
from cases.queries.minutes import MinutesContent, minutes_content, minutes_key, minutes_progress
from cases.rules.meeting import unready, why_not_record
from cases.states import MeetingState
from mosovo import pdf
from mosovo.access.policies import require
from mosovo.access.sight import visible
from mosovo.context import MARKING
from mosovo.diary.actions import notify, refresh_cases
from mosovo.errors import Conflict
from mosovo.force_settings.queries import number
from mosovo.outbox.actions import enqueue, job
from mosovo.outbox.models import Job
from mosovo.staff.models import Officer

FIRST = 1
WORK = "make_minutes"


@transaction.atomic
def sign_meeting(*, by: Officer, meeting: Meeting, now: dt.datetime, today: dt.date) -> Meeting:
    """The chair signs: the decision on disclosure is written, the record closes, and the minutes are asked for.

    Conflict, with every sentence, while anything is lacking (cases.rules.meeting.unready), and once it is signed.
    """
    held = lock_meeting(meeting)
    require(by, "meeting.record", held)
    why_not = why_not_record(state=held.state, held_on=timezone.localdate(held.held_at), today=today)
    if why_not:
        raise Conflict(why_not)
    standing = standing_of(by, held, now=now)
    lacking = unready(standing, least_agencies=number("meeting_least_agencies", today), today=today)
    if lacking:
        raise Conflict(" ".join(lacking.values()))
    decided = written(by, held)
    MeetingDecision.objects.create(
        meeting=held,
        outcome=decided.outcome,
        to_whom=decided.to_whom,
        reasons=decided.reasons,
        answers=decided.answers,
        decided_by=by,
        decided_rank=by.rank,
        authority=f"Chair of a MAPP meeting, level {held.level}",
        decided_at=now,
    )
    held.state, held.signed_at, held.decision_draft = MeetingState.SIGNED, now, {}
    held.save(update_fields=["state", "signed_at", "decision_draft"])
    enqueue(WORK, key=minutes_key(held), by=by, now=now, meeting=held.pk)
    refresh_cases([held.case_id], now=now, today=today)
    return held


@transaction.atomic
def ask_for_minutes_again(*, by: Officer, meeting: Meeting, now: dt.datetime) -> Job:
    """Ask once more for minutes that could not be made; Conflict while there is nothing to mend."""
    held = lock_meeting(meeting)
    require(by, "meeting.record", held)
    if not minutes_progress(by, held).again:
        raise Conflict("The minutes are made, or on their way. There is nothing to ask for again.")
    asked = visible(by, Job).filter(key__startswith=minutes_key(held)).count()
    return enqueue(WORK, key=f"{minutes_key(held)}:again:{asked}", by=by, now=now, meeting=held.pk)


@job(WORK)
@transaction.atomic
def make_minutes(*, by: Officer | None, now: dt.datetime, meeting: int) -> None:
    """Make version 1 of a signed meeting's minutes as a document of the case file, as its chair sees the case.

    Run twice it makes them once. Nothing is made where the meeting is gone, unsigned or out of ``by``'s sight.
    """
    if by is None:
        return
    rows = visible(by, Meeting).select_related("case__nominal", "case__officer", "chair", "decision__decided_by")
    held = rows.select_for_update(of=("self",)).filter(pk=meeting, state=MeetingState.SIGNED).first()
    if held is None or held.minutes.exists():
        return
    content = minutes_content(by, held, version=FIRST, marking=MARKING)
    file = pdf.render(minutes_html(content))
    document = Document.objects.create(
        case=held.case,
        title=f"{content.title}, version {FIRST}",
        marking=MARKING,
        media_type="application/pdf",
        content=file,
        size=len(file),
        sha256=hashlib.sha256(file).hexdigest(),
        made_at=now,
        made_by=by,
    )
    Minutes.objects.create(meeting=held, version=FIRST, document=document, made_at=now)
    readers = [officer for officer in (held.chair, held.case.officer) if officer]
    notify(
        readers,
        key=f"{minutes_key(held)}:made",
        text=f"The minutes of the {held} on case {held.case.reference} are in the case file.",
        url=reverse("meeting", args=[held.reference]),
        now=now,
    )
    refresh_cases([held.case_id], now=now, today=timezone.localdate(now))


def minutes_html(content: MinutesContent) -> str:
    """The minutes as the page that becomes the PDF."""
    return render_to_string("cases/pdf/minutes.html", {"minutes": content})
