"""What the clock sets off: sealing, and finding what was unusual. Each may run twice, and two at once."""

import datetime as dt

from celery import shared_task

from mosovo import clock
from mosovo.audit import actions
from mosovo.audit.actions.unusual import find_unusual, hand_on_reviews


@shared_task(name="mosovo.audit.seal")
def seal() -> None:
    actions.seal(now=clock.now())
    actions.hand_on()


@shared_task(name="mosovo.audit.unusual")
def unusual() -> None:
    find_unusual(clock.today() - dt.timedelta(days=1), now=clock.now())
    hand_on_reviews(now=clock.now(), today=clock.today())
