import threading
import time

import pytest
from django.db import connections, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from mosovo.identity import acting_as, current_actor
from mosovo.outbox import actions
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from tests.factories.staff import OfficerFactory

NOW = timezone.now()


@pytest.fixture
def work(monkeypatch):
    """A piece of work that notes who did it with what, and does what a test tells it to."""
    done = []

    def do(*, by, now, **ids):
        done.append((current_actor().person_id, ids))
        do.also()

    do.also = lambda: None
    do.done = done
    monkeypatch.setitem(actions._works, "tried", do)
    return do


@pytest.fixture
def sent(monkeypatch):
    """The messages handed to the broker."""
    messages = []
    monkeypatch.setattr(
        actions.current_app, "send_task", lambda name, kwargs, **options: messages.append(kwargs["job_id"])
    )
    return messages


def ask(key: str = "one", by: object = None) -> Job:
    return actions.enqueue("tried", key=key, by=by, now=NOW, case=7)


@pytest.mark.django_db
def test_a_job_runs_once_however_often_its_message_comes(work):
    asked = ask()
    assert [actions.run(job_id=str(asked.pk), now=NOW) for _ in range(3)] == [JobState.DONE] * 3
    assert work.done == [(None, {"case": 7})]


@pytest.mark.django_db
def test_the_same_key_is_asked_for_once(work):
    assert ask() == ask()
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_it_is_done_as_the_person_who_asked(work):
    person = OfficerFactory()
    with acting_as(person):
        asked = ask(by=person)
    actions.run(job_id=str(asked.pk), now=NOW)
    assert work.done == [(person.pk, {"case": 7})]


@pytest.mark.django_db
def test_after_three_starts_without_an_end_it_is_parked(work):
    asked = ask()

    def fail():
        raise RuntimeError("the work is broken")

    work.also = fail
    for _ in range(3):
        with pytest.raises(RuntimeError):
            actions.run(job_id=str(asked.pk), now=NOW)
    assert actions.run(job_id=str(asked.pk), now=NOW) == JobState.PARKED
    assert actions.run(job_id=str(asked.pk), now=NOW) == JobState.PARKED
    assert len(work.done) == 3


@pytest.mark.django_db
def test_what_the_work_wrote_before_it_failed_is_undone(work):
    asked = ask()

    def write_and_fail():
        OfficerFactory(sign_in="half-done")
        raise RuntimeError

    work.also = write_and_fail
    with pytest.raises(RuntimeError):
        actions.run(job_id=str(asked.pk), now=NOW)
    assert not type(OfficerFactory.build()).objects.filter(sign_in="half-done").exists()


@pytest.mark.django_db
def test_a_message_about_a_job_that_is_gone_is_no_error(work):
    assert actions.run(job_id="00000000-0000-0000-0000-000000000000", now=NOW) == "missing"


@pytest.mark.django_db
def test_work_that_nobody_does_is_not_asked_for():
    with pytest.raises(LookupError):
        actions.enqueue("no such work", key="one", by=None, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_the_message_goes_out_after_the_commit_and_not_where_it_is_undone(work, sent):
    with transaction.atomic():
        asked = ask()
        assert not sent
    assert sent == [str(asked.pk)]
    with transaction.atomic():
        ask("two")
        transaction.set_rollback(True)
    assert len(sent) == 1


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_down_the_request_goes_through_and_the_relay_sends_later(work, sent, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("no broker")

    with monkeypatch.context() as down:
        down.setattr(actions.current_app, "send_task", away)
        asked = ask()
        assert actions.relay(now=NOW) == 0
    assert Job.objects.get().state == JobState.WAITING
    later = NOW + actions.RESEND_AFTER + actions.RESEND_AFTER
    assert actions.relay(now=later) == 1
    assert sent == [str(asked.pk)]


@pytest.mark.django_db
def test_the_relay_sends_again_only_what_has_waited_and_is_not_done(work, sent):
    waiting, done = ask("one"), ask("two")
    actions.run(job_id=str(done.pk), now=NOW)
    assert [actions.relay(now=NOW), actions.relay(now=NOW), actions.relay(now=NOW + actions.RESEND_AFTER * 2)] == [
        1,
        0,
        1,
    ]
    assert sent == [str(waiting.pk)] * 2


@pytest.mark.django_db
def test_many_are_asked_for_at_once_and_known_ones_are_left_out(work):
    wanted = {f"key:{number}": {"case": number} for number in range(50)}
    assert actions.enqueue_all("tried", wanted, by=None, now=NOW) == 50
    assert actions.enqueue_all("tried", wanted | {"key:50": {"case": 50}}, by=None, now=NOW) == 1
    assert Job.objects.count() == 51


@pytest.mark.django_db(transaction=True)
def test_a_second_delivery_during_the_work_goes_away_without_waiting(work):
    asked = ask()
    working, may_end = threading.Event(), threading.Event()

    def hold():
        working.set()
        assert may_end.wait(timeout=20)

    work.also = hold

    def first():
        try:
            actions.run(job_id=str(asked.pk), now=NOW)
        finally:
            connections.close_all()

    thread = threading.Thread(target=first)
    thread.start()
    assert working.wait(timeout=20)
    began = time.monotonic()
    second = actions.run(job_id=str(asked.pk), now=NOW)
    waited = time.monotonic() - began
    may_end.set()
    thread.join(timeout=20)
    assert second == "busy"
    assert waited < 5
    assert len(work.done) == 1
    assert (Job.objects.get().state, Job.objects.get().starts) == (JobState.DONE, 1)
