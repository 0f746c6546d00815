import datetime as dt
from email import message_from_bytes

import pytest
from django.core import mail
from django.utils import timezone

from cases.models import Case
from mosovo.diary.actions import notify, queue_digests
from mosovo.diary.models import Deadline, Notification
from mosovo.outbox import actions as outbox
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from mosovo.staff.models import Officer

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DAY = dt.timedelta(days=1)


def tell(officer: Officer, key: str = "one") -> None:
    notify([officer], key=key, text="N0000001, home visit: was due on 3 May 2026.", url="/cases/N0000001/", now=NOW)


def deliver() -> None:
    for job in Job.objects.filter(state=JobState.WAITING):
        outbox.run(job_id=str(job.pk), now=NOW)


def late_work(case: Case, owner: Officer, days: int) -> None:
    Deadline.objects.create(
        kind="tried",
        subject=f"case:{case.pk}:{days}",
        case=case,
        owner=owner,
        title="Home visit",
        due_on=TODAY - days * DAY,
        why="Because",
        basis="The test",
        opened_on=TODAY,
    )


def test_one_mail_a_person_a_day_however_often_it_is_asked_for(people):
    tell(people.offender_manager)
    assert [queue_digests(now=NOW, today=TODAY) for _ in range(3)] == [1, 0, 0]
    deliver()
    deliver()
    assert [message.to for message in mail.outbox] == [[people.offender_manager.email]]


def test_the_mail_names_nobody_and_no_case(people, case):
    tell(people.offender_manager)
    late_work(case, people.offender_manager, 3)
    late_work(case, people.offender_manager, -3)
    queue_digests(now=NOW, today=TODAY)
    deliver()
    [message] = mail.outbox
    assert "Unread alerts: 1\nWork overdue: 1\nWork due within 7 days: 1\n" in message.body
    assert "/notifications/" in message.body
    for word in (
        "N0000001",
        case.reference,
        case.nominal.family_name,
        "Home visit",
        people.offender_manager.family_name,
    ):
        assert word not in message.body + message.subject


def test_nobody_for_whom_nothing_waits_gets_a_mail(people):
    assert queue_digests(now=NOW, today=TODAY) == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_left_or_has_no_address_gets_none(people, change):
    tell(people.offender_manager)
    Officer.objects.filter(pk=people.offender_manager.pk).update(**change)
    assert queue_digests(now=NOW, today=TODAY) == 0


def test_who_left_after_it_was_asked_for_gets_none(people):
    tell(people.offender_manager)
    queue_digests(now=NOW, today=TODAY)
    Officer.objects.filter(pk=people.offender_manager.pk).update(is_active=False)
    deliver()
    assert not mail.outbox
    assert Job.objects.get().state == JobState.DONE


def test_what_was_read_meanwhile_is_not_mailed(people):
    tell(people.offender_manager)
    queue_digests(now=NOW, today=TODAY)
    Notification.objects.update(read_at=NOW)
    deliver()
    assert not mail.outbox


def test_an_alert_is_mailed_on_one_day_and_work_that_stays_overdue_on_each(people, case):
    tell(people.offender_manager)
    queue_digests(now=NOW, today=TODAY)
    deliver()
    assert Notification.objects.get().mailed_at == NOW
    assert queue_digests(now=NOW, today=TODAY + DAY) == 0
    late_work(case, people.offender_manager, 3)
    assert queue_digests(now=NOW, today=TODAY + DAY) == 1


def test_a_mail_sent_again_after_a_crash_is_known_by_its_number(people, monkeypatch):
    tell(people.offender_manager)
    queue_digests(now=NOW, today=TODAY)
    job = Job.objects.get()
    with monkeypatch.context() as dying:
        # The worker dies after the mail has gone and before the row says so.
        dying.setattr(Job, "save", _die_at_done)
        with pytest.raises(KeyboardInterrupt):
            outbox.run(job_id=str(job.pk), now=NOW)
    outbox.run(job_id=str(job.pk), now=NOW)
    numbers = [message_from_bytes(message.message().as_bytes())["Message-ID"] for message in mail.outbox]
    assert len(numbers) == 2
    assert len(set(numbers)) == 1


def _die_at_done(job: Job, update_fields: list[str]) -> None:
    if "done_at" in update_fields:
        raise KeyboardInterrupt
    super(Job, job).save(update_fields=update_fields)
