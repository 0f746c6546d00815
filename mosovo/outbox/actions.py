"""Asking for work, sending the messages, doing it once."""

import datetime as dt
import logging
from collections.abc import Callable
from functools import partial

from celery import current_app
from django.db import transaction
from django.db.models import F, Q
from kombu.exceptions import OperationalError

from mosovo.identity import acting_as, acting_as_system
from mosovo.outbox.models import Job
from mosovo.outbox.states import JobState
from mosovo.staff.models import Officer

log = logging.getLogger(__name__)

MOST_STARTS = 3
RESEND_AFTER = dt.timedelta(minutes=2)
Work = Callable[..., None]
_works: dict[str, Work] = {}


def job(name: str) -> Callable[[Work], Work]:
    """Register the function that does the work ``name``; called with ``by=`` and the job's ids by keyword."""

    def register(function: Work) -> Work:
        if name in _works:
            raise ValueError(f"two works named {name}")
        _works[name] = function
        return function

    return register


def enqueue(name: str, *, key: str, by: Officer | None, now: dt.datetime, **ids: int | str) -> Job:
    """Ask for work in the caller's transaction; the message goes out after commit. The same key is asked for once."""
    if name not in _works:
        raise LookupError(f"no work is named {name}")
    asked, _ = Job.objects.get_or_create(key=key, defaults={"name": name, "ids": ids, "asked_by": by, "asked_at": now})
    transaction.on_commit(partial(send, str(asked.pk)))
    return asked


def send(job_id: str) -> bool:
    """Hand the job to the broker; False where it cannot be reached now: the relay sends it later."""
    try:
        current_app.send_task("mosovo.outbox.run", kwargs={"job_id": job_id}, retry=False, ignore_result=True)
    except OperationalError:
        log.warning("broker not reachable, job %s waits", job_id)
        return False
    return True


def relay(*, now: dt.datetime) -> int:
    """Send again every open job whose message is not known to have gone out lately; the number sent."""
    with acting_as_system("relay", reason="send waiting work"):
        due = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).filter(
            Q(sent_at__isnull=True) | Q(sent_at__lt=now - RESEND_AFTER)
        )
        ids = list(due.order_by("asked_at").values_list("pk", flat=True)[:500])
        Job.objects.filter(pk__in=ids).update(sent_at=now)
    return sum(send(str(pk)) for pk in ids)


def run(*, job_id: str, now: dt.datetime) -> str:
    """Do one job, once, as the person who asked for it; returns the state it is left in, "missing" where it is gone.

    A job that has been started three times without an end is parked for a person to look at.
    """
    with acting_as_system("worker", reason="start work"):
        asked = Job.objects.select_for_update().filter(pk=job_id).first()
        if asked is None:
            return "missing"
        if asked.state in {JobState.DONE, JobState.PARKED}:
            return asked.state
        asked.state = JobState.PARKED if asked.starts >= MOST_STARTS else JobState.RUNNING
        asked.starts = F("starts") + 1
        asked.save(update_fields=["state", "starts"])
        if asked.state == JobState.PARKED:
            return JobState.PARKED
    _do(asked, now=now)
    return JobState.DONE


def _do(asked: Job, *, now: dt.datetime) -> None:
    person = asked.asked_by
    acting = (
        acting_as(person, reason=asked.name, source=f"job {asked.pk}")
        if person
        else acting_as_system(asked.name, reason="scheduled work", source=f"job {asked.pk}")
    )
    with acting:
        # The lock makes a second delivery wait, and then find the work done.
        held = Job.objects.select_for_update().get(pk=asked.pk)
        if held.state == JobState.DONE:
            return
        _works[asked.name](by=person, now=now, **asked.ids)
        held.state, held.done_at = JobState.DONE, now
        held.save(update_fields=["state", "done_at"])
