"""Minutes: made by the worker as the chair sees the case, once, and what is said where they are stuck."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from cases.actions.meeting import renew_panel
from cases.actions.minutes import ask_for_minutes_again, make_minutes, sign_meeting
from cases.models import Case, Document, Meeting, Minutes
from cases.queries.minutes import minutes_progress
from cases.states import Level
from mosovo.access.models import CaseGrant
from mosovo.diary.models import Deadline, Notification
from mosovo.diary.states import DeadlineState
from mosovo.errors import Conflict, Denied
from mosovo.identity import acting_as
from mosovo.outbox.actions import run
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from tests.cases.meetings import MINUTE, at_level, called, complete_record
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def meeting(people: People, case: Case, now: dt.datetime) -> Meeting:
    """Signed; the message to the worker has not gone out."""
    meeting = called(people, at_level(case, Level.TWO), now=now)
    complete_record(people.chair, meeting, now=now)
    with acting_as(people.chair):
        return sign_meeting(by=people.chair, meeting=meeting, now=now, today=timezone.localdate(now))


def make(by: object, meeting_id: int, now: dt.datetime) -> None:
    with acting_as(by):
        make_minutes(by=by, meeting=meeting_id, now=now)


def progress(person: object, meeting: Meeting) -> object:
    with acting_as(person):
        return minutes_progress(person, Meeting.objects.get(pk=meeting.pk))


def test_minutes_join_the_case_file(people: People, case: Case, meeting: Meeting, now) -> None:
    make(people.chair, meeting.pk, now)
    document, minutes = Document.objects.get(), Minutes.objects.get()
    content = bytes(document.content)
    assert content.startswith(b"%PDF-")
    assert (document.case, document.marking, document.media_type) == (case, "OFFICIAL-SENSITIVE", "application/pdf")
    assert (document.size, document.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert document.title.endswith(", version 1")
    assert (minutes.meeting, minutes.version, minutes.document) == (meeting, 1, document)


def test_chair_and_manager_are_told_and_the_deadline_is_met(people: People, meeting: Meeting, now) -> None:
    make(people.chair, meeting.pk, now)
    told = Notification.objects.filter(key=f"meeting:{meeting.pk}:minutes:1:made")
    assert {row.to for row in told} == {people.chair, people.offender_manager}
    assert Deadline.objects.get(kind="minutes").state == DeadlineState.MET


def test_work_run_twice_makes_them_once(people: People, meeting: Meeting, now) -> None:
    make(people.chair, meeting.pk, now)
    make(people.chair, meeting.pk, now)
    assert Document.objects.count() == 1


def test_missing_meeting_makes_nothing(people: People, meeting: Meeting, now) -> None:
    make(people.chair, meeting.pk + 1000, now)
    assert not Document.objects.exists()


def test_unsigned_meeting_has_no_minutes(people: People, case: Case, now) -> None:
    meeting = called(people, at_level(case, Level.TWO), now=now)
    make(people.chair, meeting.pk, now)
    assert not Document.objects.exists()


def test_chair_whose_sight_has_ended_makes_nothing_until_it_is_renewed(people: People, meeting: Meeting, now) -> None:
    job = Job.objects.get(name="make_minutes")
    CaseGrant.objects.filter(user=people.chair).update(valid_until=now - MINUTE)
    assert run(job_id=str(job.pk), now=now) == JobState.DONE
    assert not Document.objects.exists()
    with acting_as(people.supervisor):
        renew_panel(by=people.supervisor, meeting=meeting, now=now - MINUTE, today=timezone.localdate(now))
    stuck = progress(people.chair, meeting)
    assert (stuck.finished, stuck.again) == (True, True)
    assert "you could no longer see the case" in stuck.sentence
    with acting_as(people.chair):
        again = ask_for_minutes_again(by=people.chair, meeting=meeting, now=now)
    assert again.key == f"meeting:{meeting.pk}:minutes:1:again:1"
    assert run(job_id=str(again.pk), now=now) == JobState.DONE
    assert progress(people.chair, meeting).document == Document.objects.get()


@pytest.mark.parametrize(
    ("state", "words", "finished", "again"),
    [
        (JobState.WAITING, "wait for the worker", False, False),
        (JobState.RUNNING, "is making the minutes", False, False),
        (JobState.PARKED, "give the administrator the number of the work", True, True),
    ],
)
def test_progress_says_how_far_it_is(state, words, finished, again, people: People, meeting: Meeting) -> None:
    Job.objects.filter(name="make_minutes").update(state=state)
    found = progress(people.chair, meeting)
    assert words in found.sentence
    assert (found.finished, found.again, found.document) == (finished, again, None)


def test_others_are_not_told_of_the_chairs_work(people: People, meeting: Meeting) -> None:
    found = progress(people.supervisor, meeting)
    assert (found.sentence, found.finished, found.again) == (
        "The minutes are being made for the chair. Open this page again in a while.",
        True,
        False,
    )


def test_nothing_is_asked_again_while_work_is_under_way_or_done(people: People, meeting: Meeting, now) -> None:
    with acting_as(people.chair), pytest.raises(Conflict, match="nothing to ask for again"):
        ask_for_minutes_again(by=people.chair, meeting=meeting, now=now)
    make(people.chair, meeting.pk, now)
    with acting_as(people.chair), pytest.raises(Conflict, match="nothing to ask for again"):
        ask_for_minutes_again(by=people.chair, meeting=meeting, now=now)


def test_only_the_chair_asks_again(people: People, meeting: Meeting, now) -> None:
    Job.objects.filter(name="make_minutes").update(state=JobState.PARKED)
    with acting_as(people.supervisor), pytest.raises(Denied, match="Only the chair"):
        ask_for_minutes_again(by=people.supervisor, meeting=meeting, now=now)


def test_sight_is_not_renewed_once_the_minutes_are_made(people: People, meeting: Meeting, now) -> None:
    make(people.chair, meeting.pk, now)
    with acting_as(people.supervisor), pytest.raises(Conflict, match="needs the case no longer"):
        renew_panel(by=people.supervisor, meeting=meeting, now=now, today=timezone.localdate(now))
