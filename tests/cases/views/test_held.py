"""What one holds and why: one's own alone."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from mosovo.access.models import Exclusion
from tests.cases.actions.test_sight import WHY, give
from tests.people import People, answers, signed_in

pytestmark = pytest.mark.django_db


def test_everybody_has_the_page(people: People, case: Case) -> None:
    found = answers(people, "/my-rights/")
    assert found == dict.fromkeys(found, 200) | {"nobody": 302}


def test_it_names_roles_units_and_cases_with_their_reasons(people: People, case: Case) -> None:
    give(people.supervisor, people.other_unit_officer, case)
    page = signed_in(people.other_unit_officer).get("/my-rights/").content.decode()
    for words in ("Offender manager", "South unit", case.reference, "Need to know", WHY, people.supervisor.full_name):
        assert words in page
    page = signed_in(people.offender_manager).get("/my-rights/").content.decode()
    assert "1, as their offender manager" in page
    assert WHY not in page


def test_it_shows_what_is_open_now(people: People, case: Case) -> None:
    client = signed_in(people.offender_manager)
    client.post(
        f"/cases/{case.reference}/sensitive/", {"reason": "visit", "sentence": "Preparing for the visit of today."}
    )
    assert "Preparing for the visit of today." in client.get("/my-rights/").content.decode()


def test_a_case_from_which_one_is_excluded_is_not_named(people: People, case: Case) -> None:
    Exclusion.objects.create(case=case, officer=people.offender_manager, reason="Brother", made_by=people.supervisor)
    page = signed_in(people.offender_manager).get("/my-rights/").content.decode()
    assert case.reference not in page
    assert "Brother" not in page


def test_what_has_ended_is_left_out(people: People, case: Case) -> None:
    give(people.supervisor, people.other_unit_officer, case)
    people.other_unit_officer.casegrant_set.update(valid_until=timezone.now() - dt.timedelta(seconds=1))
    assert case.reference not in signed_in(people.other_unit_officer).get("/my-rights/").content.decode()
