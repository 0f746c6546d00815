"""The pages of who sees a case: who is let in, what they show, and what is refused in place."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from mosovo.access.models import CaseGrant, Exclusion
from mosovo.access.states import CaseRight
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

SUPERVISORS_ALONE = {
    "offender_manager": 403,
    "same_unit_colleague": 403,
    "lapsed_vetting_officer": 403,
    "supervisor": 200,
    "unit_manager": 200,
}
WHY = "Helps with the arrest of Friday."


def day(name: str, on: dt.date) -> dict[str, int]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def given(people: People, **changes: object) -> dict[str, object]:
    to = people.other_unit_officer
    return {
        "number": to.number,
        "family_name": to.family_name,
        "rights": [CaseRight.VIEW_SENSITIVE.value],
        "reason": WHY,
        **day("until_on", timezone.localdate() + dt.timedelta(days=7)),
        **changes,
    }


def test_the_list_is_for_all_who_see_the_case(people: People, case: Case) -> None:
    assert answers(people, f"/cases/{case.reference}/sight/") == refused_but(
        people, **dict.fromkeys(SUPERVISORS_ALONE, 200)
    )


@pytest.mark.parametrize("page", ["sight/give/", "lock/", "exclusions/add/", "sight/{}/end/", "exclusions/{}/end/"])
def test_the_rest_is_for_the_units_supervisors(page: str, people: People, case: Case) -> None:
    url = f"/cases/{case.reference}/{page.format(people.stranger.number)}"
    assert answers(people, url) == refused_but(people, **SUPERVISORS_ALONE)


def test_a_number_nobody_has_is_not_found(people: People, case: Case) -> None:
    client = signed_in(people.supervisor)
    for part in ("sight", "exclusions"):
        assert client.get(f"/cases/{case.reference}/{part}/nobody/end/").status_code == 404


def test_sight_is_given_shown_and_ended(people: People, case: Case) -> None:
    client, url = signed_in(people.supervisor), f"/cases/{case.reference}/sight/"
    page = client.post(f"{url}give/", given(people), follow=True).content.decode()
    assert "Other Unit Officer sees the case now." in page
    assert WHY in page
    assert "Case file, sensitive part" in page
    assert client.get(f"/cases/{case.reference}/").status_code == 200
    end = f"{url}{people.other_unit_officer.number}/end/"
    assert client.post(end, {"reason": ".."}).status_code == 422
    page = client.post(end, {"reason": "The arrest was made."}, follow=True).content.decode()
    assert WHY not in page
    again = client.post(end, {"reason": "The arrest was made."})
    assert (again.status_code, "holds nothing on this case" in again.content.decode()) == (422, True)


def test_a_slip_in_the_number_gives_nobody_sight(people: People, case: Case) -> None:
    url = f"/cases/{case.reference}/sight/give/"
    for wrong in ({"number": people.stranger.number}, {"family_name": "Somebody"}, {"number": ""}, {"until_on_2": ""}):
        answer = signed_in(people.supervisor).post(url, given(people, **wrong))
        assert answer.status_code == 422
        assert WHY in answer.content.decode()
    assert not CaseGrant.objects.filter(basis="need_to_know").exists()


def test_what_the_rules_refuse_is_said_beside_what_was_typed(people: People, case: Case) -> None:
    lapsed = people.lapsed_vetting_officer
    typed = given(people, number=lapsed.number, family_name=lapsed.family_name)
    answer = signed_in(people.supervisor).post(f"/cases/{case.reference}/sight/give/", typed)
    assert answer.status_code == 422
    assert "may be let see no case: vetting lapsed on" in answer.content.decode()
    assert WHY in answer.content.decode()


def test_case_is_locked_and_unlocked(people: People, case: Case) -> None:
    client, url = signed_in(people.supervisor), f"/cases/{case.reference}/lock/"
    assert client.post(url, {"reason": ""}).status_code == 422
    page = client.post(url, {"reason": "The press has his name.", "also": [people.unit_manager.number]}, follow=True)
    assert "The case is locked. You keep sight of it." in page.content.decode()
    assert "The press has his name." in page.content.decode()
    assert "Supervises the locked case" in page.content.decode()
    assert "locked it on" in page.content.decode()
    assert signed_in(people.same_unit_colleague).get(f"/cases/{case.reference}/").status_code == 404
    assert signed_in(people.offender_manager).get(f"/cases/{case.reference}/").status_code == 200
    page = signed_in(people.unit_manager).post(url, {"reason": "It has died down."}, follow=True).content.decode()
    assert "The case is unlocked." in page
    assert signed_in(people.same_unit_colleague).get(f"/cases/{case.reference}/").status_code == 200


def test_reasons_of_exclusions_are_for_supervisors(people: People, case: Case) -> None:
    client, url = signed_in(people.supervisor), f"/cases/{case.reference}/exclusions/"
    who, why = people.same_unit_colleague, "Lives next door to him."
    typed = {"number": who.number, "family_name": who.family_name, "reason": why}
    assert why in client.post(f"{url}add/", typed, follow=True).content.decode()
    assert Exclusion.objects.get().officer == who
    page = signed_in(people.offender_manager).get(f"/cases/{case.reference}/sight/").content.decode()
    assert who.full_name in page
    assert why not in page
    assert signed_in(who).get(f"/people/{case.reference}/flag/").status_code == 404
    assert "excluded from this case already" in client.post(f"{url}add/", typed).content.decode()
    page = client.post(f"{url}{who.number}/end/", {"reason": "Has moved away."}, follow=True).content.decode()
    assert "Nobody is excluded from this case." in page


def test_the_offender_manager_is_not_excluded(people: People, case: Case) -> None:
    who = people.offender_manager
    typed = {"number": who.number, "family_name": who.family_name, "reason": "His sister married him."}
    answer = signed_in(people.supervisor).post(f"/cases/{case.reference}/exclusions/add/", typed)
    assert answer.status_code == 422
    assert "Allocate the case to somebody else first" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_as_many_queries_however_long(
    rows: int, people: People, case: Case, django_assert_num_queries
) -> None:
    for officer in people.everybody()[:rows]:
        for right in (CaseRight.VIEW_CASE, CaseRight.VIEW_SENSITIVE):
            CaseGrant.objects.create(
                user=officer,
                content_object=case,
                permission_id=CaseGrant.objects.get(
                    user=people.offender_manager, permission__codename=right, basis="allocation"
                ).permission_id,
                basis="need_to_know",
                reason="Invented",
                valid_from=timezone.now() - dt.timedelta(minutes=1),
            )
    client = signed_in(people.supervisor)
    client.get(f"/cases/{case.reference}/sight/")
    with django_assert_num_queries(17):
        assert client.get(f"/cases/{case.reference}/sight/").status_code == 200
