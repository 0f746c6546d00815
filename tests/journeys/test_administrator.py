"""The administrator: a new colleague gets in with what their role brings; the force's settings; nothing of a case."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from mosovo.force_settings.queries import number
from mosovo.staff.models import Officer
from tests.journeys.conftest import Desk
from tests.journeys.test_control_room import PASSWORD, sign_in
from tests.people import People, second_administrator

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]


def test_administrator_lets_a_colleague_in(desk: Desk, inspected: Inspect, people: People, case: Case) -> None:
    page = desk(people.administrator)
    page.goto("/")
    page.wait_for_url("**/admin/")
    expect(page.get_by_role("link", name="Cases", exact=True)).to_have_attribute("href", "/admin/cases/")
    page.goto("/admin/staff/officer/add/")
    for label, value in {
        "Sign-in name": "newcomer",
        "Warrant or staff number": "T99999",
        "Given names": "New",
        "Family name": "Comer",
    }.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("Password:", exact=True).fill(PASSWORD)
    page.get_by_label("Password confirmation").fill(PASSWORD)
    page.get_by_label("Rank or grade").select_option("constable")
    page.get_by_role("button", name="Save", exact=True).click()
    newcomer = Officer.objects.get(sign_in="newcomer")

    other = desk(None)
    sign_in(other, "newcomer")
    expect(inspected(other).get_by_role("heading", name="You hold no role yet")).to_be_visible()

    page.goto("/admin/staff/roleholding/add/")
    page.locator(".field-officer .select2-selection").click()
    page.get_by_role("searchbox").fill("newcomer")
    page.get_by_role("option", name="New Comer").click()
    page.get_by_label("Role").select_option(label="Offender manager")
    page.get_by_label("Unit").select_option(label=case.unit.name)
    page.get_by_role("link", name="Today").first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("It waits for a second administrator")).to_be_visible()
    second = desk(second_administrator())
    second.goto("/admin/staff/proposal/")
    second.locator("#result_list").get_by_role("link", name="Give a role").click()
    second.get_by_role("button", name="Confirm it", exact=True).click()
    expect(second.get_by_text("Confirmed, and done.")).to_be_visible()
    assert newcomer.holdings.get().starts_on == timezone.localdate()

    other.goto("/")
    other.wait_for_url("**/my-day/")
    other.goto(f"/cases/{case.reference}/")
    expect(other.get_by_text(case.nominal.family_name).first).to_be_visible()


def test_administrator_changes_a_setting_and_is_told_what_it_may_be(desk: Desk, people: People) -> None:
    page = desk(people.administrator)
    page.goto("/admin/force_settings/forcesetting/")
    expect(page.get_by_role("row").filter(has_text="Largest share of high and very high")).to_contain_text("20")
    page.goto("/admin/force_settings/forcesetting/add/")
    page.get_by_label("Setting").select_option("cap_percent")
    page.get_by_label("Reason").fill("Board decision")
    page.get_by_label("Value").fill("many")
    page.get_by_role("link", name="Today").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("write a whole number")).to_be_visible()
    page.get_by_label("Value").fill("25")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert number("cap_percent", timezone.localdate()) == 25


def test_nothing_of_a_case_is_to_be_had_in_admin(desk: Desk, people: People, case: Case) -> None:
    page = desk(people.administrator)
    page.goto(f"/cases/{case.reference}/")
    expect(page.get_by_text("There is no such page, or it is not one you may see")).to_be_visible()
    for address in ("/admin/cases/case/", "/admin/cases/nominal/", "/admin/audit/look/", "/admin/access/casegrant/"):
        answer = page.goto(address)
        assert answer
        assert answer.status == 404
    page.goto(f"/admin/staff/officer/{people.offender_manager.pk}/change/")
    expect(page.get_by_text(case.nominal.family_name)).to_have_count(0)


def test_api_s_pages_are_read_under_the_strict_policy(desk: Desk, people: People) -> None:
    page = desk(people.supervisor)
    page.goto("/api/v1/docs/")
    page.get_by_text("/api/v1/cases/{reference}/", exact=True).first.click()
    expect(page.get_by_text("Not there, or not in sight").first).to_be_visible()
