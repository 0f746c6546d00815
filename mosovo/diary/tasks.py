"""What the clock sets off: the nightly sweep, and the morning's e-mails. One action each, and each may run twice."""

from celery import shared_task

from mosovo import clock
from mosovo.diary import actions


@shared_task(name="mosovo.diary.sweep")
def sweep() -> None:
    actions.sweep(now=clock.now(), today=clock.today())


@shared_task(name="mosovo.diary.digests")
def digests() -> None:
    actions.queue_digests(now=clock.now(), today=clock.today())
