"""What few may know: covert material from its beginning to an ended naming, and somebody who told us something."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from tests.journeys.conftest import Desk
from tests.people import People

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)


def photograph(page: Page, name: str) -> None:
    folder = os.environ.get("MOSOVO_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def fill_day(page: Page, label: str, day: dt.date, time: str = "") -> None:
    boxes = page.get_by_role("group", name=label)
    for box, figure in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(box).fill(str(figure))
    if time:
        boxes.get_by_label("Time").fill(time)


def test_covert_material_is_begun_written_in_shared_and_left(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    page = desk(people.offender_manager)
    page.goto(f"/covert/make/{case.reference}/")
    inspected(page).get_by_label("Title").fill("Second telephone")
    page.get_by_label("Why is it kept from others?").fill("He has been warned twice.")
    fill_day(page, "When will it be reviewed?", TODAY + 3 * DAY)
    page.get_by_role("button", name="Begin covert material").click()
    expect(page.get_by_text("Only those named below know of this.")).to_be_visible()

    page.get_by_role("button", name="Record a contact").click()
    inspected(page).get_by_role("button", name="Record the contact").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    fill_day(page, "When was it?", TODAY - DAY, "14:30")
    page.get_by_label("Technical means").check()
    page.get_by_label("What was learnt").fill("A telephone nobody was told of.")
    page.get_by_label("Reference of the authority").fill("TS/1/26")
    fill_day(page, "Last day of the authority", TODAY - 2 * DAY)
    page.get_by_role("button", name="Record the contact").click()
    expect(page.get_by_text("It had ended before this contact")).to_be_visible()

    page.get_by_role("link", name="Name somebody else").click()
    inspected(page).get_by_label("Warrant or staff number").fill(people.press_officer.number)
    page.get_by_label("Family name").fill(people.press_officer.family_name)
    page.get_by_label("Why do they need to know?").fill("Hears what reporters ask.")
    fill_day(page, "Last day", TODAY + 7 * DAY)
    page.get_by_role("button", name="Name them").click()
    expect(page.get_by_text("Hears what reporters ask.")).to_be_visible()
    photograph(inspected(page), "covert")

    page.goto("/my-day/")
    page.get_by_role("link", name="Second telephone").click()
    page.get_by_role("button", name="Review it").click()
    inspected(page).get_by_label("What did the review find?").fill("Still needed, by both of us.")
    fill_day(page, "When will it be reviewed next?", TODAY + 14 * DAY)
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_text("Still needed, by both of us.")).to_be_visible()

    theirs = desk(people.press_officer)
    theirs.goto("/covert/")
    photograph(inspected(theirs), "covert-list")
    theirs.get_by_role("link", name="Second telephone").click()
    expect(inspected(theirs).get_by_text("Somebody whose case is out of your sight")).to_be_visible()
    theirs.get_by_role("link", name=f"End the naming of {people.press_officer.full_name}").click()
    inspected(theirs).get_by_label("Why does it end?").fill("Nobody asks any longer.")
    theirs.get_by_role("button", name="End it now").click()
    theirs.goto("/covert/")
    expect(theirs.get_by_text("There is no such page")).to_be_visible()


def test_somebody_who_told_us_something_is_cared_for_and_referred(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    page = desk(people.offender_manager)
    page.goto(f"/cases/{case.reference}/confidential/")
    page.get_by_label("Keeping a victim or another person safe").check()
    page.get_by_label("What do you need it for?").fill("The neighbour called this morning.")
    page.get_by_role("button").filter(has_text="Open").first.click()
    page.get_by_role("link", name="People who gave information").click()
    inspected(page).get_by_role("button", name="Add somebody").click()
    inspected(page).get_by_label("Who are they?").fill("Invented neighbour")
    page.get_by_label("How do they know the person managed?").fill("Lives across the landing")
    page.get_by_label("What they said may be used, never who said it").check()
    page.get_by_label("What could happen to them if it were known?").fill("He would guess at once.")
    page.get_by_label("What is done about it?").fill("We call from outside the street.")
    fill_day(page, "When will this be reviewed?", TODAY + 30 * DAY)
    page.get_by_role("button", name="Add them").click()
    for number in range(2):
        page.get_by_role("button", name="Record what they told us").click()
        fill_day(page, "When did they tell us?", TODAY - DAY, f"1{number}:00")
        page.get_by_label("How did it come to us?").fill("By telephone")
        page.get_by_label("No, they came to us by themselves").check()
        page.get_by_label("What they said").fill("A bicycle stands before his door.")
        inspected(page).get_by_role("button", name="Record it").click()
    expect(page.get_by_text("They have told us something twice.")).to_be_visible()
    photograph(inspected(page), "informant")
    page.get_by_role("link", name="Record that the bureau was told").click()
    fill_day(page, "When was the bureau told?", TODAY)
    page.get_by_label("Who was told there?").fill("The source desk")
    page.get_by_label("Why were they told?").fill("Has told us something twice.")
    inspected(page).get_by_role("button", name="Record the referral").click()
    page.get_by_role("link", name="Record the answer").click()
    fill_day(page, "When did the answer come?", TODAY)
    page.get_by_label("What did the bureau answer?").fill("No authority is needed.")
    inspected(page).get_by_role("button", name="Record the answer").click()
    expect(page.get_by_text("No authority is needed.")).to_be_visible()
    page.get_by_role("button", name="Review what we owe them").click()
    page.get_by_label("What has changed, if anything?").fill("Nothing: we spoke on Monday.")
    fill_day(page, "When will this be reviewed?", TODAY + 60 * DAY)
    inspected(page).get_by_role("button", name="Record the review").click()
    expect(page.get_by_text("Nothing: we spoke on Monday.")).to_be_visible()
    page.get_by_role("link", name="People who gave information").first.click()
    photograph(inspected(page), "informants")
