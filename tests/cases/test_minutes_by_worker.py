"""Minutes from the signature to the file, through the real broker and a real worker."""

import time

import pytest
from django.utils import timezone

from cases.actions.minutes import sign_meeting
from cases.models import Case, Document
from cases.states import Level
from mosovo.identity import acting_as
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from tests.cases.meetings import at_level, called, complete_record
from tests.people import People

PATIENCE = 60  # seconds; a worker starts in a few


@pytest.mark.django_db(transaction=True)
def test_worker_makes_the_minutes_as_the_chair(worker: None, people: People, case: Case) -> None:
    now = timezone.now()
    meeting = called(people, at_level(case, Level.TWO), now=now)
    complete_record(people.chair, meeting, now=now)
    with acting_as(people.chair):
        sign_meeting(by=people.chair, meeting=meeting, now=now, today=timezone.localdate(now))
    deadline = time.monotonic() + PATIENCE
    while Job.objects.get().state != JobState.DONE and time.monotonic() < deadline:
        time.sleep(0.2)
    job, document = Job.objects.get(), Document.objects.get()
    assert (job.state, job.starts) == (JobState.DONE, 1)
    assert (document.case, document.made_by) == (case, people.chair)
    made_by = document.events.get().pgh_context.metadata
    assert (made_by["person"], made_by["source"]) == (people.chair.pk, f"job {job.pk}")
