"""Enquiries from the media through the API, to read."""

import pytest

from cases.models import Case
from mosovo.staff.models import Unit
from tests.api import api_answers, api_refused_but, program
from tests.factories.media_comms import EnquiryCaseFactory, EnquiryFactory
from tests.people import People

pytestmark = pytest.mark.django_db


def test_enquiry_is_read_by_press_office_and_the_unit_asked(people: People, unit: Unit) -> None:
    enquiry = EnquiryFactory(unit=unit)
    reads = dict.fromkeys(
        ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"), 200
    )
    others = dict.fromkeys(("other_unit_officer", "other_unit_supervisor"), 404)
    found = api_answers(people, f"enquiries/{enquiry.reference}/")
    assert found == api_refused_but(people, status=403, **reads, **others, press_officer=200)


def test_the_case_an_enquiry_is_about_is_never_sent(people: People, case: Case) -> None:
    link = EnquiryCaseFactory(case=case)
    answer = program(people.press_officer).get(f"enquiries/{link.enquiry.reference}/").content.decode()
    assert case.reference not in answer
    assert case.nominal.family_name not in answer
