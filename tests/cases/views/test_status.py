"""The page on which a change of status is recorded: who is let in, what it offers and what it keeps."""

import pytest
from django.utils import timezone

from cases.models import Case, StatusChange
from cases.states import Level
from tests.cases.meetings import at_level, called
from tests.people import People, answers, signed_in

pytestmark = pytest.mark.django_db

OPEN_GET = {
    "offender_manager": 200,
    "same_unit_colleague": 403,
    "other_unit_officer": 404,
    "supervisor": 200,
    "other_unit_supervisor": 404,
    "unit_manager": 200,
    "superintendent": 404,
    "chair": 404,
    "press_officer": 404,
    "control_room": 404,
    "intelligence": 404,
    "auditor": 404,
    "administrator": 404,
    "lapsed_vetting_officer": 403,
    "stranger": 404,
    "nobody": 302,
}
CLOSED_GET = OPEN_GET | {"offender_manager": 403}
# The first who may records the change; whoever comes after had the former status before them.
CUSTODY_POST = OPEN_GET | {"offender_manager": 303, "supervisor": 409, "unit_manager": 409}
REOPEN_POST = CLOSED_GET | {"supervisor": 303, "unit_manager": 409}
# The offender manager is not offered closing, so the form is faulty.
CLOSE_POST = OPEN_GET | {"offender_manager": 422, "supervisor": 303, "unit_manager": 409}


def url(case: Case) -> str:
    return f"/cases/{case.reference}/status/"


def typed(**changes: object) -> dict[str, object]:
    day = timezone.localdate()
    return {
        "seen": "community",
        "status": "custody",
        "on_0": day.day,
        "on_1": day.month,
        "on_2": day.year,
        "reason": "Remanded by the invented court.",
        **changes,
    }


def closed(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(status="closed")
    return case


def test_page_of_an_open_case(people: People, case: Case) -> None:
    assert answers(people, url(case)) == OPEN_GET
    assert set(answers(people, "/cases/N9999999/status/").values()) == {404, 302}


def test_page_of_a_closed_case(people: People, case: Case) -> None:
    assert answers(people, url(closed(case))) == CLOSED_GET


def test_custody_is_recorded_once(people: People, case: Case) -> None:
    assert answers(people, url(case), data=typed()) == CUSTODY_POST
    assert StatusChange.objects.get().recorded_by == people.offender_manager


def test_case_is_closed_by_a_supervisor(people: People, case: Case) -> None:
    assert answers(people, url(case), data=typed(status="closed")) == CLOSE_POST
    assert StatusChange.objects.get().recorded_by == people.supervisor


def test_case_is_reopened_by_a_supervisor(people: People, case: Case) -> None:
    data = typed(seen="closed", status="community")
    assert answers(people, url(closed(case)), data=data) == REOPEN_POST
    assert StatusChange.objects.get().recorded_by == people.supervisor


def test_offender_manager_is_not_offered_closing_and_reads_why(people: People, case: Case) -> None:
    page = signed_in(people.offender_manager).get(url(case)).content.decode()
    assert "Only a supervisor of North unit can close this case" in page
    assert 'value="closed"' not in page
    assert 'value="closed"' in signed_in(people.supervisor).get(url(case)).content.decode()


def test_words_typed_are_kept_where_a_fault_is_found(people: People, case: Case) -> None:
    words = "Words that must not be lost."
    response = signed_in(people.supervisor).post(url(case), typed(reason=words, on_2=2019))
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "2019" in page
    assert "when the case was opened" in page
    assert not StatusChange.objects.exists()


@pytest.mark.parametrize("missing", ["seen", "status", "on", "reason"])
def test_compulsory_answer_left_out_is_asked_for(missing: str, people: People, case: Case) -> None:
    data = {name: value for name, value in typed().items() if not name.startswith(missing)}
    assert signed_in(people.supervisor).post(url(case), data).status_code == 422
    assert not StatusChange.objects.exists()


def test_form_of_a_former_status_is_refused_with_a_sentence(people: People, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(status="custody")
    response = signed_in(people.supervisor).post(url(case), typed(status="abroad"))
    assert response.status_code == 409
    assert "in custody while you had this page open" in response.content.decode()


def test_case_page_leads_there_or_says_why_not(people: People, case: Case) -> None:
    page = f"/cases/{case.reference}/"
    for path in (page, f"{page}timeline/"):
        assert url(case) in signed_in(people.offender_manager).get(path).content.decode()
        assert url(case) not in signed_in(people.same_unit_colleague).get(path).content.decode()
    assert "may write in this case" in signed_in(people.same_unit_colleague).get(page).content.decode()
    closed(case)
    assert "Reopen the case" in signed_in(people.supervisor).get(page).content.decode()
    assert "Only a supervisor of North unit can reopen it" in (
        signed_in(people.offender_manager).get(page).content.decode()
    )


def test_page_names_what_keeps_the_case_from_being_closed(people: People, case: Case) -> None:
    called(people, at_level(case, Level.TWO), now=timezone.now())
    page = signed_in(people.supervisor).get(url(case)).content.decode()
    assert "This case cannot be closed yet. Still open: the Level 2 meeting on" in page
    assert 'value="closed"' not in page
