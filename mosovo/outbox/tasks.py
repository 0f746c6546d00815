"""The worker's two tasks: do one job; send what waits."""

from celery import shared_task

from mosovo import clock
from mosovo.outbox import actions


@shared_task(name="mosovo.outbox.run")
def run(*, job_id: str) -> None:
    actions.run(job_id=job_id, now=clock.now())


@shared_task(name="mosovo.outbox.relay")
def relay() -> None:
    actions.relay(now=clock.now())
