"""Where each person starts."""

import pytest

from mosovo.context import Place, first_place
from tests.people import People, signed_in

pytestmark = pytest.mark.django_db

FIRST = {
    "offender_manager": "/my-day/",
    "same_unit_colleague": "/my-day/",
    "other_unit_officer": "/my-day/",
    "lapsed_vetting_officer": "/my-day/",
    "supervisor": "/unit/",
    "other_unit_supervisor": "/unit/",
    "unit_manager": "/unit/",
    "superintendent": "/disclosures/",
    "chair": "/meetings/",
    "press_officer": "/media/",
    "control_room": "/search/",
    "intelligence": "/search/",
    "auditor": "/record/looks/",
    "administrator": "/admin/",
    "stranger": "",
}


def test_everybody_starts_where_their_work_is_and_may_enter_there(people: People) -> None:
    found, entered = {}, set()
    for name, person in people.items():
        browser = signed_in(person)
        found[name] = browser.get("/").headers.get("Location", "")
        if found[name]:
            entered.add(browser.get(found[name]).status_code)
    assert found == FIRST
    assert entered == {200}


def test_menu_leads_nowhere_that_refuses(people: People) -> None:
    refused = []
    for name, person in people.items():
        browser = signed_in(person)
        menu = browser.get("/my-activity/").context["navigation"]
        refused += [(name, place["url"]) for place in menu if browser.get(place["url"]).status_code != 200]
    assert refused == []


def test_person_of_two_roles_starts_at_the_place_that_comes_first(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = frozenset({"one"}), frozenset({"other"})
    places = [
        Place("Later", "later", other, 20, landing=other),
        Place("Sooner", "sooner", one, 10, landing=one),
        Place("Open", "open", one | other, 5),
    ]
    monkeypatch.setattr("mosovo.context._places", places)
    assert first_place(one | other) == places[1]
    assert first_place(other) == places[0]
    assert first_place(frozenset()) is None
