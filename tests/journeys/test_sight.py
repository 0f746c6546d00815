"""Who sees a case: sight, lock and exclusion; cover for a colleague; an emergency and its review."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from mosovo.access.models import CaseGrant
from tests.factories.cases import FlagFactory
from tests.journeys.conftest import Desk
from tests.people import People

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]
TODAY = timezone.localdate()


def fill_day(page: Page, label: str, day: dt.date) -> None:
    boxes = page.get_by_role("group", name=label)
    for box, figure in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(box).fill(str(figure))


def test_supervisor_lets_somebody_see_a_case_locks_it_and_excludes_a_neighbour(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    page = desk(people.supervisor)
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="Who sees it").click()
    expect(page.get_by_role("heading", name="Who can see this case")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Offender manager of the case")).to_contain_text("confidential part")
    inspected(page)

    page.get_by_role("button", name="Let somebody see it").click()
    inspected(page)
    page.get_by_role("button", name="Let them see the case").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    inspected(page)
    page.get_by_label("Warrant or staff number").fill(people.other_unit_officer.number)
    page.get_by_label("Family name").fill(people.other_unit_officer.family_name)
    page.get_by_label("Open the sensitive part").check()
    page.get_by_label("Why do they need to see it?").fill("Helps with the arrest of Friday.")
    fill_day(page, "Last day", TODAY + dt.timedelta(days=7))
    page.get_by_role("button", name="Let them see the case").click()
    row = page.get_by_role("row").filter(has_text="Need to know")
    expect(row).to_contain_text("Helps with the arrest of Friday.")
    inspected(page)

    page.get_by_role("link", name="Lock this case").click()
    inspected(page)
    page.get_by_label("Why is it locked?").fill("The press has his name.")
    page.get_by_role("button", name="Lock the case").click()
    expect(page.get_by_text("locked it on")).to_contain_text("The press has his name.")
    inspected(page)

    page.get_by_role("link", name="Exclude somebody from this case").click()
    inspected(page)
    page.get_by_label("Warrant or staff number").fill(people.same_unit_colleague.number)
    page.get_by_label("Family name").fill(people.same_unit_colleague.family_name)
    page.get_by_label("Why must they not see it?").fill("Lives next door to him.")
    page.get_by_role("button", name="Exclude them").click()
    expect(page.get_by_text("Lives next door to him.")).to_be_visible()
    photograph(inspected(page), "case-sight")

    mine = desk(people.other_unit_officer)
    mine.goto("/my-activity/")
    mine.get_by_role("link", name="What you hold and why").click()
    expect(mine.get_by_role("row").filter(has_text=case.reference)).to_contain_text("Helps with the arrest of Friday.")
    photograph(inspected(mine), "my-rights")

    row.get_by_role("link", name="End now").click()
    inspected(page)
    page.get_by_label("Why does it end?").fill("The arrest was made.")
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_text("has ended.")).to_be_visible()
    mine.reload()
    expect(mine.get_by_text("No case is open to you by name")).to_be_visible()


def test_supervisor_gives_cover_and_ends_it(desk: Desk, inspected: Inspect, people: People, case: Case) -> None:
    page = desk(people.supervisor)
    page.goto("/unit/")
    page.get_by_role("button", name="Cover").click()
    inspected(page)
    page.get_by_label("Who is away?").select_option(label=str(people.offender_manager))
    page.get_by_label("Who covers for them?").select_option(label=str(people.same_unit_colleague))
    fill_day(page, "Last day", TODAY + dt.timedelta(days=7))
    page.get_by_label("Why is cover needed?").fill("On leave in the mountains.")
    page.get_by_role("button", name="Give cover").click()
    expect(page.get_by_text("On leave in the mountains.")).to_be_visible()
    photograph(inspected(page), "covers")
    assert CaseGrant.objects.live().filter(user=people.same_unit_colleague, basis="cover").count() == 4
    page.get_by_role("link", name="End the cover").click()
    inspected(page)
    page.get_by_label("Why does the cover end?").fill("Back early.")
    page.get_by_role("button", name="End the cover").click()
    expect(page.get_by_text("Back early.")).to_be_visible()
    assert not CaseGrant.objects.live().filter(basis="cover").exists()


def test_officer_opens_a_case_in_an_emergency_and_a_supervisor_reviews_it(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    FlagFactory(nominal=case.nominal)
    page = desk(people.other_unit_officer)
    page.goto(f"/people/{case.reference}/flag/")
    inspected(page)
    page.get_by_role("link", name="Open the case in an emergency").click()
    inspected(page)
    page.get_by_role("button", name="Open it now").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    page.get_by_label("The case file", exact=True).check()
    page.get_by_label("A child is or may be at risk now").check()
    page.get_by_label("What has happened?").fill("He is at the school gate with a child.")
    photograph(inspected(page), "emergency-open")
    page.get_by_role("button", name="Open it now").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()

    desk_of = desk(people.other_unit_supervisor)
    desk_of.goto("/deadlines/")
    desk_of.get_by_role("link", name="Review of emergency access").first.click()
    inspected(desk_of)
    desk_of.get_by_label("Yes").check()
    desk_of.get_by_label("Why, or why not?").fill("A child was in danger, and nobody of the unit was on duty.")
    photograph(inspected(desk_of), "emergency-review")
    desk_of.get_by_role("button", name="Record the review").click()
    expect(desk_of.get_by_text("Your review is recorded.")).to_be_visible()
    inspected(desk_of)

    manager = desk(people.offender_manager)
    manager.goto(f"/cases/{case.reference}/timeline/")
    expect(manager.get_by_text("Opened in an emergency: case file")).to_be_visible()
    inspected(manager)


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the page where somebody asked for pictures."""
    folder = os.environ.get("MOSOVO_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
