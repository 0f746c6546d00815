"""The clock at work: a night passes, late work goes up, people are told in the application and by e-mail, once."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mosovo.diary.actions import queue_digests, sweep
from mosovo.diary.models import Deadline
from mosovo.diary.states import Escalation
from mosovo.outbox import actions as outbox
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from tests.factories.cases import CaseFactory
from tests.journeys.conftest import Desk
from tests.people import People, allocate

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]
TODAY = timezone.localdate()


@pytest.fixture
def late(people: People) -> Deadline:
    """A case whose risk was reviewed too long ago."""
    case = CaseFactory(
        unit=people.supervisor.unit,
        risk_level="low",
        risk_level_on=TODAY - dt.timedelta(days=500),
        last_visit_on=TODAY,
        opened_on=TODAY - dt.timedelta(days=500),
    )
    allocate(case, people.offender_manager)
    sweep(now=timezone.now(), today=TODAY - dt.timedelta(days=300))
    return Deadline.objects.get(case=case, due_on__lt=TODAY)


def test_what_the_night_found_is_there_in_the_morning_and_told_once(
    desk: Desk, inspected: Inspect, people: People, late: Deadline
) -> None:
    now = timezone.now()
    for _ in range(2):
        sweep(now=now, today=TODAY)
    late.refresh_from_db()
    assert late.escalation == Escalation.MANAGER
    reference = late.case.reference

    officer = desk(people.offender_manager)
    officer.goto("/notifications/")
    expect(officer.get_by_role("link", name=f"{reference}, review the risk level: was due on")).to_have_count(1)
    inspected(officer)
    officer.get_by_role("button", name="Mark all as read").click()
    expect(officer.get_by_text("1 alert marked as read.")).to_be_visible()

    for lead, role in ((people.supervisor, "supervisor"), (people.unit_manager, "unit manager")):
        page = desk(lead)
        page.goto("/notifications/")
        line = page.get_by_role("link", name=f"North unit: overdue work has come to you as {role}.")
        expect(line).to_have_count(1)
        line.click()
        expect(page.get_by_role("row").filter(has_text=reference)).to_contain_text("With the unit manager")


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder in which a worker started after this leaves the mail it sends."""
    monkeypatch.setenv("MOSOVO_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
    monkeypatch.setenv("MOSOVO_EMAIL_FOLDER", str(tmp_path))
    return tmp_path


def test_a_worker_sends_the_mornings_mail_once_and_it_names_nobody(
    people: People, late: Deadline, post: Path, worker: None
) -> None:
    sweep(now=timezone.now(), today=TODAY)
    for _ in range(2):
        queue_digests(now=timezone.now(), today=TODAY)
    asked = Job.objects.filter(name="send_digest")
    assert set(asked.values_list("ids__officer_id", flat=True)) >= {people.offender_manager.pk, people.supervisor.pk}
    outbox.relay(now=timezone.now())
    outbox.relay(now=timezone.now() + outbox.RESEND_AFTER * 2)
    until = time.monotonic() + 60
    while asked.exclude(state=JobState.DONE).exists() and time.monotonic() < until:
        time.sleep(0.2)
    assert not asked.exclude(state=JobState.DONE).exists()
    assert set(asked.values_list("starts", flat=True)) == {1}
    mails = [path.read_text() for path in post.iterdir()]
    assert len(mails) == asked.count()
    assert len({line for mail in mails for line in mail.splitlines() if line.startswith("To: ")}) == len(mails)
    for word in (late.case.reference, late.case.nominal.family_name, late.title, "Invented"):
        assert not [mail for mail in mails if word in mail]
