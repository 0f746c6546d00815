"""What the chair writes while the meeting is held, each part for itself, and following its actions to the end."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.actions.meeting import lock_meeting
from cases.models import Agency, Attendance, Meeting, MeetingAction
from cases.rules.meeting import LONGEST, PARTS, WRITTEN, why_not_next, why_not_record
from cases.states import ACTION_MOVES, ActionState, DisclosureAnswer
from mosovo.access.policies import require
from mosovo.diary.actions import refresh_cases
from mosovo.errors import Conflict, Missing
from mosovo.staff.models import Officer

COLUMNS = frozenset(prompt.code for prompt in PARTS)
GONE = "This line is no longer in the record. Somebody may have taken it out in another window."


@transaction.atomic
def write_part(*, by: Officer, meeting: Meeting, part: str, text: str, today: dt.date) -> Meeting:
    """Keep what has been typed in one box of the record, unfinished or not; ``part`` is a code of WRITTEN."""
    held = _open_record(by=by, meeting=meeting, today=today)
    if part not in WRITTEN:
        raise Missing("The record of a meeting has no such part.")
    if len(text) > LONGEST:
        raise Conflict(f"{WRITTEN[part].label}: write no more than {LONGEST:,} characters.")
    if part in COLUMNS:
        setattr(held, part, text)
        held.save(update_fields=[part])
    else:
        held.decision_draft[part] = text
        held.save(update_fields=["decision_draft"])
    return held


@transaction.atomic
def answer_disclosure(*, by: Officer, meeting: Meeting, outcome: str, to_whom: str, today: dt.date) -> Meeting:
    """Keep whether to disclose, and to whom where it is to be done."""
    held = _open_record(by=by, meeting=meeting, today=today)
    if outcome not in DisclosureAnswer.values:
        raise Conflict("Decide whether to disclose or not; it cannot be left blank.")
    kept_to_whom = to_whom.strip() if outcome == DisclosureAnswer.DISCLOSE else ""
    held.decision_draft |= {"outcome": outcome, "to_whom": kept_to_whom}
    held.save(update_fields=["decision_draft"])
    return held


@transaction.atomic
def set_next_meeting(*, by: Officer, meeting: Meeting, next_on: dt.date, today: dt.date) -> Meeting:
    """Keep the day of the next meeting; a later day than the level's interval is taken, and warned about."""
    held = _open_record(by=by, meeting=meeting, today=today)
    why_not = why_not_next(next_on, held_on=timezone.localdate(held.held_at), today=today)
    if why_not:
        raise Conflict(why_not)
    held.next_on = next_on
    held.save(update_fields=["next_on"])
    return held


@transaction.atomic
def record_attendance(
    *,
    by: Officer,
    meeting: Meeting,
    agency: Agency,
    present: bool,
    name: str,
    report_sent: bool,
    now: dt.datetime,
    today: dt.date,
) -> Attendance:
    """An agency was there, with the name of who came, or was not; the same agency and name is one line, put right."""
    held = _open_record(by=by, meeting=meeting, today=today)
    name = name.strip()
    if present and not name:
        raise Conflict("Write who came for the agency.")
    if not present and name:
        raise Conflict("Leave the name empty for an agency that was absent.")
    others = held.attendances.filter(agency=agency)
    if not present and others.filter(present=True).exists():
        raise Conflict(f"{agency} is recorded as present. Take that line out first.")
    if present:
        others.filter(present=False).delete()
    line, _ = Attendance.objects.update_or_create(
        meeting=held, agency=agency, name=name, defaults={"present": present, "report_sent": report_sent}
    )
    refresh_cases([held.case_id], now=now, today=today)
    return line


@transaction.atomic
def remove_attendance(*, by: Officer, meeting: Meeting, line: int, now: dt.datetime, today: dt.date) -> None:
    """Take a line of attendance out again that was a slip."""
    held = _open_record(by=by, meeting=meeting, today=today)
    taken, _ = held.attendances.filter(pk=line).delete()
    if not taken:
        raise Missing(GONE)
    refresh_cases([held.case_id], now=now, today=today)


@transaction.atomic
def add_meeting_action(
    *,
    by: Officer,
    meeting: Meeting,
    text: str,
    agency: Agency,
    owner_name: str,
    due_on: dt.date,
    now: dt.datetime,
    today: dt.date,
) -> MeetingAction:
    """Write down what an agency undertakes, who does it, and by when."""
    held = _open_record(by=by, meeting=meeting, today=today)
    if due_on < timezone.localdate(held.held_at):
        raise Conflict("An action is due on the day of the meeting or later.")
    action = MeetingAction.objects.create(
        meeting=held, text=text.strip(), agency=agency, owner_name=owner_name.strip(), due_on=due_on
    )
    refresh_cases([held.case_id], now=now, today=today)
    return action


@transaction.atomic
def remove_meeting_action(*, by: Officer, meeting: Meeting, line: int, now: dt.datetime, today: dt.date) -> None:
    """Take an action out again that was a slip."""
    held = _open_record(by=by, meeting=meeting, today=today)
    taken, _ = held.actions.filter(pk=line).delete()
    if not taken:
        raise Missing(GONE)
    refresh_cases([held.case_id], now=now, today=today)


@transaction.atomic
def complete_meeting_action(
    *, by: Officer, action: MeetingAction, note: str, now: dt.datetime, today: dt.date
) -> MeetingAction:
    """An action is done: today, with a note of what was done. It stays possible after the meeting is signed."""
    lock_meeting(action.meeting)
    held = MeetingAction.objects.select_for_update(of=("self",)).select_related("meeting__case").get(pk=action.pk)
    require(by, "meeting_action.complete", held)
    if (held.state, ActionState.DONE) not in ACTION_MOVES:
        raise Conflict("This action is done already.")
    if not note.strip():
        raise Conflict("Say what was done.")
    held.state, held.done_on, held.done_note = ActionState.DONE, today, note.strip()
    held.save(update_fields=["state", "done_on", "done_note"])
    refresh_cases([held.meeting.case_id], now=now, today=today)
    return held


def _open_record(*, by: Officer, meeting: Meeting, today: dt.date) -> Meeting:
    held = lock_meeting(meeting)
    require(by, "meeting.record", held)
    why_not = why_not_record(state=held.state, held_on=timezone.localdate(held.held_at), today=today)
    if why_not:
        raise Conflict(why_not)
    return held
