"""An enquiry that the press officer has put to the unit."""

import pytest

from media_comms.models import Enquiry
from mosovo.staff.models import Unit
from tests.media_comms.steps import log
from tests.people import People


@pytest.fixture
def enquiry(people: People, unit: Unit) -> Enquiry:
    return log(by=people.press_officer, unit=unit)
