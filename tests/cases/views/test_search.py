"""The search page: for whom, what it leads to, what is recorded."""

import pytest

from cases.actions.names import refresh_name_tokens
from cases.models import Case
from mosovo.audit.models import Look
from tests.factories.cases import CaseFactory
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

SEEKERS = (
    "offender_manager",
    "same_unit_colleague",
    "other_unit_officer",
    "supervisor",
    "other_unit_supervisor",
    "unit_manager",
    "superintendent",
    "chair",
    "control_room",
    "intelligence",
    "lapsed_vetting_officer",
)


@pytest.fixture
def smith(people: People) -> Case:
    case: Case = CaseFactory(
        unit=people.offender_manager.unit, nominal__given_names="John", nominal__family_name="Smith"
    )
    refresh_name_tokens([case.nominal])
    return case


@pytest.mark.parametrize("query", ["", "?q=smyth"])
def test_search_is_for_those_who_work_with_flags_or_cases(query: str, people: People, smith: Case) -> None:
    assert answers(people, f"/search/{query}") == refused_but(people, status=403, **dict.fromkeys(SEEKERS, 200))


def test_result_leads_to_the_case_where_it_is_in_sight_and_to_the_flag_elsewhere(people: People, smith: Case) -> None:
    page = signed_in(people.offender_manager).get("/search/?q=smyth").content.decode()
    assert f'href="/cases/{smith.reference}/"' in page
    page = signed_in(people.control_room).get("/search/?q=smyth").content.decode()
    assert f'href="/people/{smith.reference}/flag/"' in page
    assert f"/cases/{smith.reference}/" not in page
    assert "Medium" not in page


def test_everybody_shown_is_recorded_with_what_was_asked(people: People, smith: Case) -> None:
    signed_in(people.control_room).get("/search/?q=smyth")
    look = Look.objects.get(kind="search")
    assert (look.person_id, look.case_ids, look.compartment) == (people.control_room.pk, [smith.pk], "operational")
    assert look.reason == "Searched for: smyth"


def test_nobody_found_is_said(people: People, smith: Case) -> None:
    assert "Nobody found" in signed_in(people.control_room).get("/search/?q=xyzzyx").content.decode()


@pytest.mark.parametrize("text", ["%", "_", "'; DROP TABLE", "\\", "(", "𝕊mith", "9" * 500])
def test_anything_may_be_typed(text: str, people: People, smith: Case) -> None:
    assert signed_in(people.control_room).get("/search/", {"q": text}).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_search_asks_one_number_of_queries(rows: int, people: People, django_assert_num_queries: object) -> None:
    for _ in range(rows):
        case = CaseFactory(unit=people.offender_manager.unit, nominal__family_name="Smith")
        refresh_name_tokens([case.nominal])
    client = signed_in(people.offender_manager)
    with django_assert_num_queries(17):  # type: ignore[operator]
        client.get("/search/?q=smyth")
