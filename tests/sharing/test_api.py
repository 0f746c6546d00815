"""Disclosures through the API, to read."""

import pytest

from cases.models import Case
from tests.api import api_answers, api_refused_but, program
from tests.factories.sharing import DisclosureRequestFactory
from tests.people import People

pytestmark = pytest.mark.django_db

READS = dict.fromkeys(
    ("offender_manager", "same_unit_colleague", "supervisor", "unit_manager", "lapsed_vetting_officer"), 200
)


def test_request_is_read_by_those_who_see_the_case(people: People, case: Case) -> None:
    request = DisclosureRequestFactory(case=case, put_by=people.offender_manager, put_to=people.superintendent)
    path = f"disclosure-requests/{request.reference}/"
    assert api_answers(people, path) == api_refused_but(people, **READS)
    body = program(people.supervisor).get(path).json()
    assert (body["case"], body["decision"]) == (case.reference, None)
