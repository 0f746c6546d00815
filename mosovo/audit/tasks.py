"""What the clock sets off: sealing, every minute. It may run twice, and two at once."""

from celery import shared_task

from mosovo import clock
from mosovo.audit import actions


@shared_task(name="mosovo.audit.seal")
def seal() -> None:
    actions.seal(now=clock.now())
    actions.hand_on()
