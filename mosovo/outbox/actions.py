"""Asking for work, sending the messages, doing it once."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

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
AGAIN_AFTER = dt.timedelta(minutes=15)
Work = Callable[..., None]
_works: dict[str, Work] = {}
_of_system: set[str] = set()


class NotNow(Exception):
    """Raised by a work where what it needs is away: nothing of it is kept, and it is tried again, however often."""


def job(name: str, *, by_system: bool = False) -> Callable[[Work], Work]:
    """Register the function that does the work ``name``; called with ``by=`` and the job's ids by keyword.

    by_system: whoever asks for it, the system does it, because it needs what nobody may see.
    """

    def register(function: Work) -> Work:
        if name in _works:
            raise ValueError(f"two works named {name}")
        _works[name] = function
        if by_system:
            _of_system.add(name)
        return function

    return register


def enqueue(name: str, *, key: str, by: Officer | None, now: dt.datetime, **ids: int | str) -> Job:
    """Ask for work in the caller's transaction; the message goes out after commit. The same key is asked for once."""
    if name not in _works:
        raise LookupError(f"no work is named {name}")
    asked, _ = Job.objects.get_or_create(key=key, defaults={"name": name, "ids": ids, "asked_by": by, "asked_at": now})
    transaction.on_commit(partial(send, str(asked.pk)))
    return asked


def enqueue_all(name: str, wanted: Mapping[str, dict[str, Any]], *, by: Officer | None, now: dt.datetime) -> int:
    """Ask for the same work on many rows (key -> ids); how many had not been asked for. The relay sends them."""
    if name not in _works:
        raise LookupError(f"no work is named {name}")
    known = set(Job.objects.filter(key__in=wanted).values_list("key", flat=True))
    asked = {key: ids for key, ids in wanted.items() if key not in known}
    fresh = [Job(name=name, key=key, ids=ids, asked_by=by, asked_at=now) for key, ids in asked.items()]
    Job.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


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
        due = Job.objects.select_for_update(skip_locked=True).filter(
            Q(sent_at__isnull=True) | Q(sent_at__lt=now - RESEND_AFTER),
            state__in=[JobState.WAITING, JobState.RUNNING],
        )
        ids = list(due.order_by("asked_at").values_list("pk", flat=True)[:500])
        Job.objects.filter(pk__in=ids).update(sent_at=now)
    return sum(send(str(pk)) for pk in ids)


def run(*, job_id: str, now: dt.datetime) -> str:
    """Do one job, once, as the person who asked for it; returns the state it is left in.

    "missing" where it is gone, "busy" where another delivery of the message is at it at this moment. A job that has
    been started three times without an end is parked for a person to look at; a start that ended in NotNow is none.
    """
    with acting_as_system("worker", reason="start work"):
        # Whoever is at it holds the row; waiting for them would keep a worker from other work. The person comes with
        # it, because outside an acting transaction the worker's login may read nothing.
        free = Job.objects.select_for_update(skip_locked=True, of=("self",)).select_related("asked_by")
        asked = free.filter(pk=job_id).first()
        if asked is None:
            return "busy" if Job.objects.filter(pk=job_id).exists() else "missing"
        if asked.state in {JobState.DONE, JobState.PARKED}:
            return asked.state
        asked.state = JobState.PARKED if asked.starts >= MOST_STARTS else JobState.RUNNING
        asked.starts = F("starts") + 1
        asked.save(update_fields=["state", "starts"])
        if asked.state == JobState.PARKED:
            log.error(
                "job %s (%s) was started %d times without an end and is parked", asked.pk, asked.name, MOST_STARTS
            )
            return JobState.PARKED
    try:
        return _do(asked, now=now)
    except NotNow as away:
        log.warning("job %s (%s) waits: %s", asked.pk, asked.name, away)
        return _wait(job_id, now=now)


def _wait(job_id: str, *, now: dt.datetime) -> str:
    with acting_as_system("worker", reason="work waits for what is away"):
        open_ones = Job.objects.filter(pk=job_id, state=JobState.RUNNING)
        sent_at = now + AGAIN_AFTER - RESEND_AFTER
        open_ones.update(state=JobState.WAITING, starts=F("starts") - 1, sent_at=sent_at)
    return JobState.WAITING


def _do(asked: Job, *, now: dt.datetime) -> str:
    person = asked.asked_by
    acting = (
        acting_as(person, reason=asked.name, source=f"job {asked.pk}")
        if person and asked.name not in _of_system
        else acting_as_system(asked.name, reason="scheduled work", source=f"job {asked.pk}")
    )
    with acting:
        held = Job.objects.select_for_update(skip_locked=True).filter(pk=asked.pk).first()
        if held is None:
            return "busy"
        if held.state == JobState.DONE:
            return held.state
        _works[asked.name](by=person, now=now, **asked.ids)
        held.state, held.done_at = JobState.DONE, now
        held.save(update_fields=["state", "done_at"])
    return JobState.DONE
