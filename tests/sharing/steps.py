"""What people do with disclosures, through the actions and under row security."""

import datetime as dt
import uuid

from django.utils import timezone

from cases.models import Case
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from sharing.actions import decide_disclosure, put_disclosure
from sharing.models import DisclosureDecision, DisclosureRequest
from sharing.states import Outcome
from tests.factories.sharing import ANSWERS

REASONS = "The children of the club are safer for it."


def a_minute_ago() -> dt.datetime:
    """Before the test's transaction began: a right given later would not be in force in it for the database."""
    return timezone.now() - dt.timedelta(minutes=1)


def put(*, by: Officer, put_to: Officer, case: Case) -> DisclosureRequest:
    now = a_minute_ago()
    with acting_as(by):
        return put_disclosure(
            by=by,
            case=case,
            reference=uuid.uuid4(),
            put_to=put_to,
            to_whom="The secretary of an invented club",
            proposal="Tell the club which conditions the order sets.",
            now=now,
            today=timezone.localdate(now),
        )


def decide(*, by: Officer, request: DisclosureRequest, **changed: object) -> DisclosureDecision:
    now = timezone.now()
    given = {"outcome": Outcome.SHARE, "answers": ANSWERS, "reasons": REASONS, **changed}
    with acting_as(by):
        return decide_disclosure(by=by, request=request, now=now, today=timezone.localdate(now), **given)
