"""What the worker does for cases: importing an action under ``@job`` makes its work known. And what the clock does."""

from celery import shared_task

from cases.actions import files, locked, minutes  # noqa: F401
from mosovo import clock


@shared_task(name="mosovo.cases.locked")
def keep_locked_cases_seen() -> None:
    locked.keep_locked_cases_seen(now=clock.now(), today=clock.today())


@shared_task(name="mosovo.cases.quarantine")
def scan_waiting() -> None:
    files.scan_waiting(now=clock.now())
