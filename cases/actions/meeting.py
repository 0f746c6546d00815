"""Calling and arranging MAPP meetings, and letting their chair see the case for as long as that takes."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Meeting
from cases.queries.meeting import is_begun
from cases.rules.meeting import why_not_call, why_not_cancel, why_not_held_on, why_not_move
from cases.states import MeetingState
from mosovo.access.actions import end_case_grants, grant_for_a_while
from mosovo.access.policies import lacks, require
from mosovo.access.sight import is_excluded
from mosovo.access.states import PANEL_RIGHTS, GrantBasis
from mosovo.days import in_words
from mosovo.diary.actions import notify, refresh_cases
from mosovo.errors import Conflict, refuse
from mosovo.force_settings.queries import number
from mosovo.staff.models import Officer
from mosovo.staff.rules import why_lapsed
from mosovo.staff.states import Ability


@transaction.atomic
def call_meeting(
    *, by: Officer, case: Case, chair: Officer, held_at: dt.datetime, place: str, now: dt.datetime, today: dt.date
) -> Meeting:
    """Plan a meeting on the case and let its chair see the case until some days after it (force setting).

    Conflict: at level 1, on a closed case, for a past day, a second one on a day, a chair who may not chair this case.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("officer", "nominal").get(pk=case.pk)
    require(by, "meeting.call", held)
    refuse(why_not_call(level=held.level, status=held.status))
    refuse(_why_not_chair(chair, held, on=timezone.localdate(held_at), today=today))
    refuse(why_not_held_on(timezone.localdate(held_at), today=today))
    refuse(_why_not_that_day(held, held_at))
    meeting = Meeting.objects.create(case=held, level=held.level, held_at=held_at, place=place, chair=chair)
    _let_in(by=by, meeting=meeting, since=held_at, now=now, today=today)
    _tell_chair(meeting, now=now)
    refresh_cases([held.pk], now=now, today=today)
    return meeting


@transaction.atomic
def rearrange_meeting(
    *, by: Officer, meeting: Meeting, chair: Officer, held_at: dt.datetime, place: str, now: dt.datetime, today: dt.date
) -> Meeting:
    """Move a planned meeting to another chair, time or place. From its own day on it stays as it was held."""
    held = lock_meeting(meeting)
    require(by, "meeting.arrange", held)
    refuse(why_not_move(state=held.state, held_on=timezone.localdate(held.held_at), today=today))
    refuse(_why_not_chair(chair, held.case, on=timezone.localdate(held_at), today=today))
    refuse(why_not_held_on(timezone.localdate(held_at), today=today))
    refuse(_why_not_that_day(held.case, held_at, but=held))
    before = held.chair
    held.chair, held.held_at, held.place = chair, held_at, place
    held.save(update_fields=["chair", "held_at", "place"])
    if before != chair and not _chairs_another(before, held):
        end_case_grants(to=before, case=held.case, basis=GrantBasis.PANEL, now=now)
    _let_in(by=by, meeting=held, since=held_at, now=now, today=today)
    _tell_chair(held, now=now)
    refresh_cases([held.case_id], now=now, today=today)
    return held


@transaction.atomic
def renew_panel(*, by: Officer, meeting: Meeting, now: dt.datetime, today: dt.date) -> Meeting:
    """Let the chair see the case again, so that a meeting that was held can still be signed and its minutes made."""
    held = lock_meeting(meeting)
    require(by, "meeting.arrange", held)
    if held.state == MeetingState.CANCELLED:
        raise Conflict("This meeting was cancelled, so its chair needs the case no longer.")
    if held.minutes.exists():
        raise Conflict("The minutes of this meeting are made, so its chair needs the case no longer.")
    refuse(_why_lapsed(held.chair, on=today, today=today))
    _let_in(by=by, meeting=held, since=max(now, held.held_at), now=now, today=today)
    return held


@transaction.atomic
def cancel_meeting(*, by: Officer, meeting: Meeting, reason: str, now: dt.datetime, today: dt.date) -> Meeting:
    """Call off a meeting that has not been held: its deadlines end, and its chair's sight with it.

    The case's next meeting is due again as if this one had not been called. Denied to all but the chair and those who
    may call it; Conflict once its record has been begun, and without a reason.
    """
    held = lock_meeting(meeting)
    require(by, "meeting.cancel", held)
    refuse(why_not_cancel(state=held.state, begun=is_begun(held)))
    if not reason.strip():
        raise Conflict("Say why the meeting is cancelled.")
    held.state, held.cancelled_at, held.cancelled_by = MeetingState.CANCELLED, now, by
    held.cancelled_reason = reason.strip()
    held.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancelled_reason"])
    refresh_cases([held.case_id], now=now, today=today)
    _tell_of_cancelling(held, now=now)
    # Last: from then on the database may show the case to its chair no longer.
    if not _chairs_another(held.chair, held):
        end_case_grants(to=held.chair, case=held.case, basis=GrantBasis.PANEL, now=now)
    return held


def lock_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held against other writers until the transaction ends."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("case__nominal", "case__officer", "chair")
    return rows.get(pk=meeting.pk)


def _why_not_chair(chair: Officer, case: Case, *, on: dt.date, today: dt.date) -> str | None:
    if lacks(chair, Ability.CHAIR_MEETINGS):
        return f"{chair.full_name} is not a meeting chair. Choose somebody who holds that role."
    if chair.pk == case.officer_id:
        return f"{chair.full_name} manages this case, and nobody chairs a meeting on a case of their own."
    if is_excluded(chair, case):
        return f"{chair.full_name} may not see this case. Choose another chair."
    return _why_lapsed(chair, on=on, today=today)


def _why_lapsed(chair: Officer, *, on: dt.date, today: dt.date) -> str | None:
    lapsed = why_lapsed(chair.vetting_expires_on, today=today, on=on)
    return f"{chair.full_name} may not chair this meeting: {lapsed[:1].lower()}{lapsed[1:]}" if lapsed else None


def _why_not_that_day(case: Case, held_at: dt.datetime, *, but: Meeting | None = None) -> str | None:
    day = timezone.localdate(held_at)
    that_day = Meeting.objects.filter(case=case, held_at__date=day).exclude(state=MeetingState.CANCELLED)
    if any(meeting != but for meeting in that_day):
        return f"A meeting on this case is already called for {in_words(day)}."
    return None


def _chairs_another(chair: Officer, meeting: Meeting) -> bool:
    others = Meeting.objects.filter(case=meeting.case_id, chair=chair, state=MeetingState.OPEN)
    return others.exclude(pk=meeting.pk).exists()


def _let_in(*, by: Officer, meeting: Meeting, since: dt.datetime, now: dt.datetime, today: dt.date) -> None:
    grant_for_a_while(
        by=by,
        to=meeting.chair,
        case=meeting.case,
        rights=PANEL_RIGHTS,
        basis=GrantBasis.PANEL,
        reason=f"Chairs the {meeting}",
        now=now,
        until=since + dt.timedelta(days=number("panel_days", today)),
    )


def _tell_chair(meeting: Meeting, *, now: dt.datetime) -> None:
    when = timezone.localtime(meeting.held_at)
    opening = f"You chair the meeting on case {meeting.case.reference}"
    notify(
        [meeting.chair],
        key=f"meeting:{meeting.pk}:called:{when:%Y-%m-%dT%H:%M}",
        text=f"{opening} on {in_words(when)} at {when:%H:%M}, {meeting.place}."[:300],
        url=reverse("meeting", args=[meeting.reference]),
        now=now,
    )


def _tell_of_cancelling(meeting: Meeting, *, now: dt.datetime) -> None:
    """Tell the chair and the offender manager, but not whoever cancelled. No link: it may be out of sight now."""
    people = [person for person in (meeting.chair, meeting.case.officer) if person not in {None, meeting.cancelled_by}]
    day = in_words(timezone.localtime(meeting.held_at))
    notify(
        people,
        key=f"meeting:{meeting.pk}:cancelled",
        text=f"The meeting on case {meeting.case.reference} on {day} is cancelled.",
        url="",
        now=now,
    )
