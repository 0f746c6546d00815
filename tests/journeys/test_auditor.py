"""The auditor: who looked at what, found by person, case and day; and no way into a case."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from mosovo.audit.models import Look
from tests.factories.cases import FlagFactory
from tests.journeys.conftest import NARROW, Desk
from tests.people import People

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]


def test_auditor_finds_a_look_and_a_refusal_and_opens_no_case(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    FlagFactory(nominal=case.nominal)
    watched = desk(people.control_room)
    watched.goto(f"/people/{case.reference}/flag/")
    watched.goto(f"/cases/{case.reference}/")

    page = desk(people.auditor)
    page.goto("/")
    page.wait_for_url("**/record/looks/")
    expect(inspected(page).get_by_role("navigation", name="Menu").get_by_role("link")).to_have_text(["Record"])
    page.get_by_role("textbox", name="Person").fill(people.control_room.number)
    page.get_by_label("Case", exact=True).fill(str(case.pk))
    page.get_by_role("button", name="Search", exact=True).last.click()
    row = page.get_by_role("row").filter(has_text=people.control_room.full_name)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Opened a page")
    expect(row).to_contain_text(f"/people/{case.reference}/flag/")
    expect(inspected(page).get_by_text("1 entry")).to_be_visible()

    page.get_by_role("link", name="Refusals").click()
    refused = inspected(page).get_by_role("row").filter(has_text=f"/cases/{case.reference}/")
    expect(refused).to_contain_text("404")
    expect(refused).to_contain_text(people.control_room.full_name)

    for address in (f"/cases/{case.reference}/", f"/people/{case.reference}/flag/"):
        page.goto(address)
        expect(page.get_by_text("There is no such page, or it is not one you may see")).to_be_visible()
    assert Look.objects.filter(person_id=people.auditor.pk, kind="record", reason__contains="person").exists()


def test_everybody_reads_their_own_activity_on_a_telephone(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    page = desk(people.offender_manager, size=NARROW, phone=True)
    page.goto(f"/cases/{case.reference}/")
    page.goto("/my-activity/")
    expect(inspected(page).get_by_text(f"/cases/{case.reference}/").first).to_be_visible()
