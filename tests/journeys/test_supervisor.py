"""A supervisor's morning: the unit on one page, a case given over the cap with an exception, and one within it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import CapException, Case
from cases.states import RiskLevel
from mosovo.diary.actions import sweep
from mosovo.staff.models import Officer
from tests.factories.cases import CaseFactory
from tests.journeys.conftest import PHONE, Desk
from tests.people import People, allocate

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]
TODAY = timezone.localdate()


@pytest.fixture
def waiting(people: People) -> Case:
    """A very high risk case with nobody, in a unit where one officer has room under the cap and one has not."""
    full, roomy, unit = people.same_unit_colleague, people.offender_manager, people.supervisor.unit

    def some(officer: Officer, levels: str, *, opened: int) -> None:
        for level in levels.split():
            case = CaseFactory(
                unit=unit,
                risk_level=level,
                opened_on=TODAY - dt.timedelta(days=opened),
                risk_level_on=TODAY - dt.timedelta(days=opened),
            )
            allocate(case, officer)

    some(full, "high high medium low low low low low", opened=30)
    some(roomy, "medium low low low low", opened=600)
    Officer.objects.filter(pk=full.pk).update(vetting_expires_on=TODAY + dt.timedelta(days=20))
    waiting: Case = CaseFactory(
        unit=unit,
        nominal__given_names="Arthur",
        nominal__family_name="Waiting",
        risk_level=RiskLevel.VERY_HIGH,
        opened_on=TODAY - dt.timedelta(days=7),
    )
    sweep(now=timezone.now(), today=TODAY)
    return waiting


def the_row(page: Page, officer: Officer) -> object:
    return page.get_by_role("table", name="Each officer").get_by_role("row").filter(has_text=officer.full_name)


def test_supervisor_allocates_within_the_cap_or_says_why_not(
    desk: Desk, inspected: Inspect, people: People, waiting: Case
) -> None:
    full, roomy = people.same_unit_colleague, people.offender_manager
    page = desk(people.supervisor)
    page.goto("/")
    page.get_by_role("link", name="Unit", exact=True).click()
    expect(page.get_by_role("heading", name="North unit")).to_be_visible()
    expect(the_row(page, full)).to_contain_text("25 per cent")
    expect(the_row(page, full)).to_contain_text("Over the cap")
    expect(the_row(page, full)).to_contain_text("Lapses in 20 days")
    expect(the_row(page, roomy)).to_contain_text("longer")
    inspected(page)

    the_row(page, full).get_by_role("link", name="2 high").click()
    expect(page.get_by_text("2 cases", exact=True)).to_be_visible()
    page.go_back()
    the_row(page, roomy).get_by_role("link", name="overdue").click()
    expect(page.get_by_role("heading", name="Deadlines of your team")).to_be_visible()
    inspected(page)
    page.go_back()

    page.get_by_role("link", name=f"Allocate {waiting.reference}").click()
    expect(page.get_by_role("row").filter(has_text=roomy.full_name)).to_contain_text("1 of 6")
    expect(page.get_by_role("row").filter(has_text="Lapsed Vetting Officer")).to_contain_text("vetting lapsed on")
    inspected(page)
    page.get_by_role("button", name="Allocate the case").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    inspected(page)

    page.get_by_label(full.full_name).check()
    page.get_by_label("Why this officer?").fill("Knows the area, and managed his brother.")
    page.get_by_role("button", name="Allocate the case").click()
    expect(page.get_by_role("alert").filter(has_text="Over the cap")).to_contain_text(
        "This would make 3 of 9 cases high or very high risk (33 per cent); the cap is 20 per cent."
        " Within the cap it could go to: Invented Offender Manager."
    )
    expect(page.get_by_label(full.full_name)).to_be_checked()
    expect(page.get_by_label("Why this officer?")).to_have_value("Knows the area, and managed his brother.")
    inspected(page)

    page.get_by_label("Why may the caseload pass the cap?").fill("Two officers are back next month and take three.")
    ends_on = TODAY + dt.timedelta(days=30)
    until = page.get_by_role("group", name="Until which day?")
    for box, figure in (("Day", ends_on.day), ("Month", ends_on.month), ("Year", ends_on.year)):
        until.get_by_label(box).fill(str(figure))
    page.get_by_role("button", name="Allocate with the exception").click()
    expect(page.get_by_text(f"{waiting.reference} is now with {full.full_name}.")).to_be_visible()
    given = CapException.objects.get()
    assert (given.officer, given.ends_on, given.made_by) == (full, ends_on, people.supervisor)

    page.get_by_role("link", name="Unit", exact=True).click()
    expect(the_row(page, full)).to_contain_text("Excepted until")
    expect(page.get_by_text("Two officers are back next month and take three.")).to_be_visible()
    expect(page.get_by_text("Every case has an offender manager")).to_be_visible()
    inspected(page)

    # Told at once, and with the restricted parts in reach.
    taker = desk(full)
    taker.goto("/notifications/")
    told = f"{waiting.reference} is now yours, given by {people.supervisor.full_name}."
    expect(taker.get_by_role("link", name=told)).to_be_visible()
    inspected(taker)
    taker.get_by_role("button", name="Mark as read and open").click()
    expect(taker.get_by_role("heading", name="Overview")).to_be_visible()
    # The reminder of their vetting is left.
    expect(taker.get_by_role("link", name="Alerts")).to_contain_text("1 unread")


def test_the_units_page_and_the_allocation_fit_a_telephone(
    desk: Desk, inspected: Inspect, people: People, waiting: Case
) -> None:
    page = desk(people.supervisor, size=PHONE, phone=True)
    page.goto("/unit/")
    expect(page.get_by_role("heading", name="North unit")).to_be_visible()
    inspected(page)
    page.get_by_role("link", name=f"Allocate {waiting.reference}").click()
    inspected(page)
    page.get_by_label(people.offender_manager.full_name).check()
    page.get_by_label("Why this officer?").fill("Has room under the cap.")
    page.get_by_role("button", name="Allocate the case").click()
    expect(page.get_by_text(f"is now with {people.offender_manager.full_name}")).to_be_visible()


def test_supervisor_waives_a_deadline_with_a_reason(
    desk: Desk, inspected: Inspect, people: People, waiting: Case
) -> None:
    page = desk(people.supervisor)
    page.goto("/deadlines/?age=longer")
    page.get_by_role("link", name="Waive").first.click()
    inspected(page)
    page.get_by_role("button", name="Waive the deadline").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    page.get_by_label("Why is it waived?").fill("In hospital until June; seen there by the ward.")
    page.get_by_role("button", name="Waive the deadline").click()
    expect(page.get_by_text("Waived:")).to_be_visible()
