"""A meeting of the tests: called, held this morning, and its record complete."""

import datetime as dt

from django.utils import timezone

from cases.actions.meeting import call_meeting
from cases.actions.meeting_record import (
    add_meeting_action,
    answer_disclosure,
    record_attendance,
    set_next_meeting,
    write_part,
)
from cases.models import Agency, Case, Meeting, MeetingAction
from cases.rules.meeting import WRITTEN
from cases.states import DisclosureAnswer, Level
from mosovo.identity import acting_as
from tests.people import People

# Rights are read by the database's clock, so a meeting of the tests lies close to now.
MINUTE, DAY, WEEK = dt.timedelta(minutes=1), dt.timedelta(days=1), dt.timedelta(weeks=1)


def at_level(case: Case, level: Level) -> Case:
    case.level = level
    case.save(update_fields=["level"])
    return case


def called(people: People, case: Case, *, now: dt.datetime, held_at: dt.datetime | None = None) -> Meeting:
    """A meeting that the supervisor called a week ago, held a minute ago unless ``held_at`` says otherwise."""
    asked_at = now - WEEK
    with acting_as(people.supervisor):
        return call_meeting(
            by=people.supervisor,
            case=case,
            chair=people.chair,
            held_at=held_at or now - MINUTE,
            place="Invented room 1",
            now=asked_at,
            today=timezone.localdate(asked_at),
        )


def complete_record(chair: object, meeting: Meeting, *, now: dt.datetime, but: str = "") -> None:
    """Write everything that signing asks for, but for the place named ``but``."""
    today = timezone.localdate(now)
    who = {"by": chair, "meeting": meeting, "today": today}
    with acting_as(chair):
        for code, prompt in WRITTEN.items():
            if code != but:
                write_part(**who, part=code, text=f"Invented words under {prompt.label}.")
        if but != "outcome":
            answer_disclosure(
                **who, outcome=DisclosureAnswer.DISCLOSE, to_whom="The head of an invented school, in person"
            )
        if but != "next":
            set_next_meeting(**who, next_on=today + dt.timedelta(weeks=8))
        for code in ("police", "probation") if but != "attendance" else ("police",):
            record_attendance(
                **who,
                agency=Agency.objects.get(code=code),
                present=True,
                name=f"Invented {code.title()}",
                report_sent=False,
                now=now,
            )


def with_action(chair: object, meeting: Meeting, *, now: dt.datetime) -> MeetingAction:
    """An action of the Probation Service in the record."""
    with acting_as(chair):
        return add_meeting_action(
            by=chair,
            meeting=meeting,
            text="Visit the approved premises",
            agency=Agency.objects.get(code="probation"),
            owner_name="Invented Probation",
            due_on=timezone.localdate(now) + dt.timedelta(days=14),
            now=now,
            today=timezone.localdate(now),
        )
