"""A disclosure that waits, put a minute ago by the offender manager before the superintendent."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from mosovo.identity import acting_as
from mosovo.staff.models import Officer
from sharing.actions import put_disclosure
from sharing.models import DisclosureRequest
from tests.people import People


def put_a_minute_ago(*, by: Officer, put_to: Officer, case: Case) -> DisclosureRequest:
    """Through the action, as the person: the grant runs from before the test's transaction began."""
    now = timezone.now() - dt.timedelta(minutes=1)
    with acting_as(by):
        return put_disclosure(
            by=by,
            case=case,
            put_to=put_to,
            to_whom="The secretary of an invented club",
            proposal="Tell the club which conditions the order sets.",
            now=now,
            today=timezone.localdate(now),
        )


@pytest.fixture
def waiting(people: People, case: Case) -> DisclosureRequest:
    return put_a_minute_ago(by=people.offender_manager, put_to=people.superintendent, case=case)
