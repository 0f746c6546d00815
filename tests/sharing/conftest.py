"""A disclosure that waits, put a minute ago by the offender manager before the superintendent."""

import pytest

from cases.models import Case
from sharing.models import DisclosureRequest
from tests.people import People
from tests.sharing.steps import put


@pytest.fixture
def waiting(people: People, case: Case) -> DisclosureRequest:
    return put(by=people.offender_manager, put_to=people.superintendent, case=case)
