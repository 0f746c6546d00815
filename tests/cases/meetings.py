"""A meeting of the tests: called, held this morning, and its record complete."""

import datetime as dt

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

CALLED_AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
HELD_AT = dt.datetime(2026, 3, 10, 10, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
TODAY = NOW.date()


def at_level(case: Case, level: Level) -> Case:
    case.level = level
    case.save(update_fields=["level"])
    return case


def called(people: People, case: Case, *, held_at: dt.datetime = HELD_AT, now: dt.datetime = CALLED_AT) -> Meeting:
    """A meeting that the supervisor has called."""
    with acting_as(people.supervisor):
        return call_meeting(
            by=people.supervisor,
            case=case,
            chair=people.chair,
            held_at=held_at,
            place="Invented room 1",
            now=now,
            today=now.date(),
        )


def complete_record(chair: object, meeting: Meeting, *, now: dt.datetime, but: str = "") -> None:
    """Write everything that signing asks for, but for the place named ``but``."""
    today = now.date()
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
            due_on=now.date() + dt.timedelta(days=14),
            now=now,
            today=now.date(),
        )
