"""The pages of cover."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Case
from mosovo.access.models import CaseGrant, Cover
from tests.people import People, answers, refused_but, signed_in

pytestmark = pytest.mark.django_db

SUPERVISORS = {"supervisor": 200, "unit_manager": 200}


def typed(people: People, **changes: object) -> dict[str, object]:
    first, last = timezone.localdate(), timezone.localdate() + dt.timedelta(days=7)
    return {
        "covered": people.offender_manager.pk,
        "coverer": people.same_unit_colleague.pk,
        **{f"from_on_{n}": value for n, value in enumerate((first.day, first.month, first.year))},
        **{f"until_on_{n}": value for n, value in enumerate((last.day, last.month, last.year))},
        "reason": "On leave in the mountains.",
        **changes,
    }


def test_cover_is_given_seen_and_ended(people: People, case: Case) -> None:
    client = signed_in(people.supervisor)
    page = client.post("/cover/", typed(people), follow=True).content.decode()
    assert "covers for Invented Offender Manager" in page
    assert "On leave in the mountains." in page
    cover = Cover.objects.get()
    url = f"/cover/{cover.reference}/end/"
    assert answers(people, url) == refused_but(people, status=403, **SUPERVISORS)
    assert "You cover for" in signed_in(people.same_unit_colleague).get("/my-rights/").content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    page = client.post(url, {"reason": "Back early."}, follow=True).content.decode()
    assert "Back early." in page
    assert not CaseGrant.objects.live().filter(basis="cover").exists()
    assert client.post(url, {"reason": "Back early."}).status_code == 409


def test_page_is_for_supervisors(people: People, case: Case) -> None:
    expected = refused_but(people, status=403, **SUPERVISORS, other_unit_supervisor=200)
    assert answers(people, "/cover/") == expected


def test_what_is_refused_keeps_what_was_typed(people: People, case: Case) -> None:
    client = signed_in(people.supervisor)
    for wrong, words in (
        ({"coverer": people.lapsed_vetting_officer.pk}, "may not cover"),
        ({"coverer": people.other_unit_officer.pk}, "There is a problem"),
        ({"reason": ".."}, "There is a problem"),
    ):
        answer = client.post("/cover/", typed(people, **wrong))
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Cover.objects.exists()
