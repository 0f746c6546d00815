"""An impatient browser that sends the same enquiry twice at the same moment."""

import uuid

import pytest
from django.utils import timezone

from cases.models import Case
from media_comms.models import Enquiry
from tests.cases.actions.test_visits_at_once import both_at_once
from tests.media_comms.steps import log
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)


def test_same_form_sent_twice_at_once_is_one_enquiry(people: People, case: Case) -> None:
    form: dict[str, object] = {"reference": uuid.uuid4(), "received_at": timezone.now(), "deadline_at": None}
    first, second = both_at_once(lambda: log(by=people.press_officer, unit=case.unit, **form))
    assert first == second
    assert Enquiry.objects.count() == 1
