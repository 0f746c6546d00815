"""The intelligence desk: a name in a report, and whether it is somebody managed; the flag, not the file."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.actions.names import refresh_name_tokens
from cases.models import Case
from tests.factories.cases import CaseFactory, FlagFactory
from tests.journeys.conftest import Desk
from tests.people import People, allocate

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]


@pytest.fixture
def managed(people: People) -> Case:
    case: Case = CaseFactory(
        unit=people.offender_manager.unit, nominal__given_names="Catherine", nominal__family_name="Inventworth"
    )
    allocate(case, people.offender_manager)
    FlagFactory(nominal=case.nominal, warning="Approach in pairs.", call_officer=people.offender_manager)
    refresh_name_tokens([case.nominal])
    return case


def test_intelligence_finds_a_misspelt_name_and_its_manager_and_opens_no_file(
    desk: Desk, inspected: Inspect, people: People, managed: Case
) -> None:
    page = desk(people.intelligence)
    page.goto("/")
    page.wait_for_url("**/search/")
    inspected(page).get_by_role("searchbox").last.fill("kathryn inventwurth")
    page.get_by_role("searchbox").last.press("Enter")
    inspected(page).get_by_role("link", name="Catherine Inventworth").first.click()
    expect(page.get_by_text("Approach in pairs.")).to_be_visible()
    expect(page.get_by_text(people.offender_manager.full_name).first).to_be_visible()
    inspected(page)

    page.goto(f"/cases/{managed.reference}/")
    expect(page.get_by_text("There is no such page, or it is not one you may see")).to_be_visible()
