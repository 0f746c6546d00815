"""Made-up MAPP meetings of the cases at level 2 and 3: signed ones at the usual interval, and the next date."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import F, Model, OuterRef, Subquery

from cases.actions.minutes import WORK
from cases.models import Attendance, Meeting, MeetingAction, MeetingDecision
from cases.queries.minutes import minutes_key
from cases.rules.meeting import DISCLOSURE
from cases.states import ActionState, DisclosureAnswer, Level, MeetingState
from cases.synthetic.subject import Subject
from mosovo.access.actions import permission_for
from mosovo.access.models import CaseGrant
from mosovo.access.states import PANEL_RIGHTS, GrantBasis
from mosovo.outbox.models import Job

WEEKS = {Level.TWO: 16, Level.THREE: 8}
MOST_MEETINGS = 3
PANEL_TIME = dt.timedelta(days=28)
WHO_CAME = {
    "police": "Offender manager",
    "probation": "Senior probation officer",
    "housing": "Housing options manager",
    "childrens-services": "Team manager",
}
ANSWER = "Gone through at the meeting; nothing speaks for telling anybody outside the agencies at this time."
ANSWERS = {prompt.code: ANSWER for prompt in DISCLOSURE.prompts}
TO_DO = (
    ("Visit at an hour not used before and report.", "police"),
    ("Confirm the plan for accommodation after the tenancy ends.", "housing"),
    ("Send the last review of supervision.", "probation"),
)


def meeting_rows(subject: Subject) -> Iterable[Model]:
    """Past meetings back from the last; nothing at level 1. The chair may see the case from the first on."""
    level = Level(subject.facts.level)
    if level == Level.ONE:
        return
    gap = dt.timedelta(weeks=WEEKS[level])
    held_on = subject.today - dt.timedelta(days=subject.rng.randint(10, gap.days + 10))
    if held_on <= subject.facts.opened_on:
        return
    for right in PANEL_RIGHTS:
        yield CaseGrant(
            user=subject.cast.chair, content_object=subject.case, permission=permission_for(right),
            basis=GrantBasis.PANEL, reason="Chairs the meetings about this case.", valid_from=subject.now,
            valid_until=subject.now + gap + PANEL_TIME,
        )  # fmt: skip
    for _ in range(MOST_MEETINGS):
        if held_on <= subject.facts.opened_on:
            return
        yield from _meeting(subject, held_on, next_on=held_on + gap)
        held_on -= gap


def _meeting(subject: Subject, held_on: dt.date, *, next_on: dt.date) -> Iterable[Model]:
    held_at = subject.moment(held_on)
    meeting = Meeting(
        reference=subject.uuid(),
        case=subject.case,
        level=subject.facts.level,
        held_at=held_at,
        place="Conference room, Testshire Police headquarters, Exampleton",
        chair=subject.cast.chair,
        information="Each agency said what it knew; the reports sent before were taken as read.",
        risk="The present plan holds. Unannounced visits go on; work and housing are the two things to watch.",
        human_rights="Articles 2 and 3 for those at risk outweigh the interference with Article 8, kept small.",
        diversity="Considered; nothing that changes the plan.",
        next_on=next_on,
    )
    yield meeting
    for code, name in WHO_CAME.items():
        yield Attendance(meeting=meeting, agency=subject.cast.agencies[code], name=name, present=True)
    absent = subject.cast.agencies["jobcentre"]
    yield Attendance(meeting=meeting, agency=absent, present=False, report_sent=subject.rng.random() < 0.7)
    yield _decision(subject, meeting)
    for text, code in TO_DO:
        yield _action(subject, meeting, text, code, due_on=held_on + dt.timedelta(weeks=4))


def _decision(subject: Subject, meeting: Meeting) -> MeetingDecision:
    return MeetingDecision(
        meeting=meeting,
        answers=ANSWERS,
        outcome=DisclosureAnswer.DO_NOT_DISCLOSE,
        reasons="Nobody outside the agencies needs to know more to be safe; looked at again at the next meeting.",
        decided_by=subject.cast.chair,
        decided_rank=subject.cast.chair.rank,
        authority="Chair of the meeting; MAPPA guidance, disclosure at level 2 and 3",
        decided_at=min(meeting.held_at + dt.timedelta(hours=3), subject.now),
    )


def _action(subject: Subject, meeting: Meeting, text: str, code: str, *, due_on: dt.date) -> MeetingAction:
    done = due_on < subject.today and subject.rng.random() < 0.8
    return MeetingAction(
        reference=subject.uuid(),
        meeting=meeting,
        text=text,
        agency=subject.cast.agencies[code],
        owner_name=WHO_CAME[code],
        due_on=due_on,
        state=ActionState.DONE if done else ActionState.OPEN,
        done_on=due_on - dt.timedelta(days=2) if done else None,
        done_note="Done and reported to the coordinator." if done else "",
    )


def sign_meetings(meetings: Sequence[Meeting]) -> None:
    """Sign these meetings at the moment their decisions were taken, and ask the worker for their minutes."""
    decided = MeetingDecision.objects.filter(meeting=OuterRef("pk")).values("decided_at")
    held = Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings])
    held.annotate(at=Subquery(decided)).update(state=MeetingState.SIGNED, signed_at=F("at"))
    Job.objects.bulk_create(
        Job(
            id=UUID(int=meeting.reference.int ^ 1), name=WORK, key=minutes_key(meeting), ids={"meeting": meeting.pk},
            asked_by_id=meeting.chair_id, asked_at=meeting.held_at,
        )
        for meeting in meetings
    )  # fmt: skip
