"""An offender manager's day, from the list of what is late to a visit on record, at a desk and on a telephone."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.actions.names import refresh_name_tokens
from cases.models import Case, Conviction, Visit
from cases.states import RiskLevel
from mosovo.audit.models import Look
from mosovo.diary.actions import notify, refresh_cases
from tests.factories.cases import CaseFactory, ConfidentialEntryFactory, SensitiveEntryFactory
from tests.journeys.conftest import PHONE, Desk
from tests.people import People, allocate

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]


@pytest.fixture
def overdue(people: People) -> Case:
    """A case of high risk whose visit is late, and an alert about it."""
    now, today = timezone.now(), timezone.localdate()
    case: Case = CaseFactory(
        unit=people.offender_manager.unit,
        nominal__given_names="Mohammed",
        nominal__family_name="O'Brien",
        risk_level=RiskLevel.HIGH,
        risk_level_on=today - dt.timedelta(days=30),
        opened_on=today - dt.timedelta(days=400),
        last_visit_on=today - dt.timedelta(days=200),
    )
    allocate(case, people.offender_manager)
    Conviction.objects.create(case=case, convicted_on=today - dt.timedelta(days=500), offence="Invented offence")
    refresh_name_tokens([case.nominal])
    refresh_cases([case.pk], now=now, today=today)
    notify([people.offender_manager], key="new", text=f"{case.reference}: something new.", url="/my-day/", now=now)
    return case


def write_visit(page: Page, *, assessed: dt.date, visited: dt.date) -> None:
    """Fill in the form as far as a visit needs it."""

    def day(label: str, value: dt.date, time: str = "") -> None:
        group = page.get_by_role("group", name=label)
        for box, figure in (("Day", value.day), ("Month", value.month), ("Year", value.year)):
            group.get_by_label(box).fill(str(figure))
        if time:
            group.get_by_label("Time").fill(time)

    day("When did you visit?", visited, "10:30")
    page.get_by_label("Unannounced").check()
    day("Day the safety assessment was made", assessed)
    page.get_by_label("What the safety assessment says").fill("Two officers, radio checked.")
    page.get_by_label("Seen at home").check()
    page.get_by_label("Who answered the door").fill("The person")
    page.get_by_label("What was seen and said").fill("Calm and alone; invented words.")


def test_officer_goes_from_what_is_late_to_a_visit_on_record(
    desk: Desk, inspected: Inspect, people: People, overdue: Case
) -> None:
    today = timezone.localdate()
    page = desk(people.offender_manager)
    page.goto("/my-day/")
    expect(page.get_by_role("list", name="Overdue, highest risk first")).to_contain_text(
        "Risk is high and the last visit"
    )
    inspected(page)

    page.get_by_role("link", name="Mohammed O'Brien").first.click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    expect(page.get_by_label("The person this case is about")).to_contain_text("2 January 1980")
    inspected(page)

    page.get_by_role("button", name="Actions").click()
    page.get_by_role("link", name="Record a home visit").or_(
        page.get_by_role("button", name="Record a home visit")
    ).click()
    inspected(page)
    write_visit(page, assessed=today, visited=today - dt.timedelta(days=1))
    page.get_by_role("button", name="Record the visit").click()
    expect(page.get_by_role("alert").first).to_contain_text("must be made before the visit")
    expect(page.get_by_label("What was seen and said")).to_have_value("Calm and alone; invented words.")
    inspected(page)

    write_visit(page, assessed=today - dt.timedelta(days=1), visited=today - dt.timedelta(days=1))
    page.get_by_role("button", name="Record the visit").click()
    expect(page.get_by_text("The visit is on record.")).to_be_visible()
    inspected(page)
    assert Visit.objects.get().recorded_by == people.offender_manager

    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(page.get_by_role("link", name="Home visit: seen at home")).to_be_visible()
    inspected(page)
    page.get_by_label("What happened").select_option("Conversation")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#results")).to_contain_text("Nothing is on record")

    page.goto("/my-day/")
    expect(page.get_by_text("Nothing is overdue")).to_be_visible()
    expect(page.get_by_role("link", name="Mohammed O'Brien")).to_be_visible()


def test_officer_clears_an_alert(desk: Desk, people: People, overdue: Case) -> None:
    page = desk(people.offender_manager)
    page.goto("/my-day/")
    expect(page.get_by_text(f"{overdue.reference}: something new.").first).to_be_visible()
    page.get_by_role("button", name="Mark all as read").click()
    page.goto("/my-day/")
    expect(page.get_by_text("No unread alerts")).to_be_visible()


def test_restricted_part_opens_with_a_reason_alone(
    desk: Desk, inspected: Inspect, people: People, overdue: Case
) -> None:
    SensitiveEntryFactory(case=overdue)
    ConfidentialEntryFactory(case=overdue)
    page = desk(people.offender_manager)
    page.goto(f"/cases/{overdue.reference}/")
    page.get_by_role("link", name="Confidential").click()
    expect(page.get_by_text("This part is restricted")).to_be_visible()
    expect(page.get_by_text("Confidential canary text.")).not_to_be_visible()
    inspected(page)

    page.get_by_role("button", name="Open the confidential part").click()
    expect(page.get_by_role("alert").first).to_contain_text("Select an answer")
    inspected(page)

    page.get_by_label("Keeping a victim or another person safe").check()
    page.get_by_label("What do you need it for?").fill("To warn the victim of the move.")
    page.get_by_role("button", name="Open the confidential part").click()
    expect(page.get_by_text("Confidential canary text.")).to_be_visible()
    expect(page.get_by_text("Open to you until")).to_contain_text("To warn the victim of the move.")
    inspected(page)
    assert Look.objects.get(kind="opened").reason.endswith("To warn the victim of the move.")

    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("Victim or potential victim").check()
    page.get_by_label("Title").fill("Second matter")
    page.get_by_label("Text", exact=True).fill("Invented words.")
    inspected(page)
    page.get_by_role("button", name="Add the entry").click()
    expect(page.get_by_role("heading", name="Second matter")).to_be_visible()


def test_colleague_is_told_whom_to_ask(desk: Desk, inspected: Inspect, people: People, overdue: Case) -> None:
    page = desk(people.same_unit_colleague)
    page.goto(f"/cases/{overdue.reference}/sensitive/")
    expect(page.get_by_text("ask one of them")).to_be_visible()
    inspected(page)


def test_list_of_cases_is_narrowed_and_sorted_without_leaving_the_page(
    desk: Desk, inspected: Inspect, people: People, overdue: Case
) -> None:
    other = CaseFactory(unit=people.offender_manager.unit, nominal__family_name="Aardvark", risk_level=RiskLevel.LOW)
    allocate(other, people.offender_manager)
    page = desk(people.offender_manager)
    page.goto("/caseload/")
    expect(page.get_by_text("2 cases that you manage")).to_be_visible()
    inspected(page)
    page.get_by_role("link", name="Name").click()
    expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "ascending")
    page.get_by_label("High", exact=True).check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("1 case that you manage")).to_be_visible()
    assert "risk=high" in page.url
    page.get_by_role("link", name=re.compile("Remove filter")).click()
    expect(page.get_by_text("2 cases that you manage")).to_be_visible()


@pytest.mark.parametrize("typed", ["Muhammad", "obrien", "2/1/1980", "mohamed o brien"])
def test_person_is_found_however_spelt(
    typed: str, desk: Desk, inspected: Inspect, people: People, overdue: Case
) -> None:
    page = desk(people.offender_manager)
    page.goto("/my-day/")
    page.get_by_label("Find a person by name, date of birth or reference").fill(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 person found")).to_be_visible()
    inspected(page)
    page.get_by_role("link", name="Mohammed O'Brien").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_visit_is_recorded_on_a_telephone(desk: Desk, inspected: Inspect, people: People, overdue: Case) -> None:
    today = timezone.localdate()
    page = desk(people.offender_manager, size=PHONE, phone=True)
    page.goto("/my-day/")
    inspected(page)
    page.get_by_role("link", name="Home visit").first.click()
    inspected(page)
    write_visit(page, assessed=today - dt.timedelta(days=1), visited=today - dt.timedelta(days=1))
    page.get_by_role("button", name="Record the visit").click()
    expect(page.get_by_text("The visit is on record.")).to_be_visible()
    inspected(page)
    for path in (
        f"/cases/{overdue.reference}/",
        f"/cases/{overdue.reference}/timeline/",
        "/caseload/",
        "/search/?q=obrien",
    ):
        page.goto(path)
        inspected(page)
