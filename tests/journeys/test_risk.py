"""An officer scores a case, is put right, keeps the score, and sets the level; the unit sees what came of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from cases.models import Case
from risk.models import LevelDecision, StaticAssessment
from tests.journeys.conftest import PHONE, Desk
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)

Inspected = Callable[[Page], Page]


SLOW = 20_000  # milliseconds; two cores may be busy with other tests


def arrived(page: Page, heading: str) -> Page:
    """The page under this heading, once it is there."""
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible(timeout=SLOW)
    return page


def question(page: Page, words: str) -> Locator:
    return page.get_by_role("group", name=words, exact=True)


def write_day(page: Page, words: str, day: str, month: str, year: str) -> None:
    boxes = question(page, words)
    boxes.get_by_label("Day").fill(day)
    boxes.get_by_label("Month").fill(month)
    boxes.get_by_label("Year").fill(year)


def answer_all_but_one(page: Page) -> None:
    """Everything but the number of sanctions for contact offences against adults."""
    for tick in page.get_by_label("I have checked this against the record it was taken from").all():
        tick.check()
    question(page, "Where is the person now?").get_by_label("In the community").check()
    question(page, "Was a sexual or sexually motivated offence ever committed?").get_by_label("Yes").check()
    write_day(page, "Date of the most recent sanction for a sexual offence", "1", "9", "2021")
    page.get_by_label("Sanctions for direct contact offences against children").fill("0")
    page.get_by_label("Sanctions for indecent images of children").fill("0")
    page.get_by_label("Sanctions for other sexual offences without contact").fill("1")
    page.get_by_label("Sanctions for offences of any kind").fill("3")
    write_day(page, "Start of follow-up", "15", "2", "2026")
    question(page, "Does the current offence have a sexual motivation?").get_by_label("Yes").check()
    question(page, "Was it direct contact, actual or attempted, against a stranger?").get_by_label("No").check()


def test_officer_scores_and_sets_the_level(people: People, case: Case, desk: Desk, inspected: Inspected) -> None:
    page = desk(people.offender_manager)
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="Risk", exact=True).click()
    inspected(arrived(page, "Risk"))
    page.get_by_role("button", name="Score the SRP").click()
    arrived(page, "Score the SRP")

    answer_all_but_one(page)
    points = page.get_by_role("region", name="Points of DC-SRP")
    expect(points.get_by_role("row", name="So far 23")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Work it out").click()
    inspected(arrived(page, "There is a problem"))
    expect(page).to_have_title("Error: " + f"{case.reference}: score the SRP – MOSOVO")
    page.get_by_role("link", name="Give the number of sanctions for contact adult sexual offences, 0 if none.").click()
    box = page.get_by_label("Sanctions for contact offences against adults")
    expect(box).to_be_focused()
    box.fill("1")
    box.blur()
    expect(points.get_by_role("row", name="Total 28")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("status")).to_have_text("28 points")

    page.get_by_role("button", name="Work it out").click()
    inspected(arrived(page, "Check the result"))
    expect(page.get_by_text("1.54%")).to_be_visible()
    expect(page.get_by_text("The bands suggest medium.")).to_be_visible()
    assert not StaticAssessment.objects.exists()
    page.get_by_role("button", name="Keep this assessment").click()
    inspected(arrived(page, "How it was made"))
    assert StaticAssessment.objects.get().dc_points == 28

    page.get_by_role("button", name="Set the risk level from this").click()
    arrived(page, "Set the risk level")
    page.get_by_label("High", exact=True).check()
    page.get_by_label("Reasons").fill("He has moved in with a family with two small children.")
    page.get_by_role("button", name="Set the level").click()
    inspected(arrived(page, "There is a problem"))
    expect(page.get_by_role("alert")).to_contain_text("The score suggests medium and you chose high: say why")
    page.get_by_label("Why the level differs from the score").fill("The score knows nothing of the two children.")
    page.get_by_role("button", name="Set the level").click()
    inspected(arrived(page, "Next review"))
    expect(page.get_by_text("Risk level set to high.")).to_be_visible()
    expect(page.get_by_text("it is reviewed every 6 months.")).to_be_visible()
    assert LevelDecision.objects.get().suggested == "medium"


def test_unit_sees_what_came_of_it(people: People, case: Case, desk: Desk, inspected: Inspected) -> None:
    page = desk(people.offender_manager)
    page.goto(f"/cases/{case.reference}/risk/level/")
    page.get_by_label("Very high").check()
    page.get_by_label("Reasons").fill("He has moved in with a family with two small children.")
    page.get_by_role("button", name="Set the level").click()
    arrived(page, "Next review")
    expect(page.get_by_text("Risk level set to very high.")).to_be_visible()

    supervisor = desk(people.supervisor)
    supervisor.goto("/")
    supervisor.get_by_role("link", name="Alerts").click()
    supervisor.get_by_role(
        "link", name=f"{case.reference}: risk level raised to very high, before that medium."
    ).click()
    arrived(supervisor, "Risk")

    colleague = desk(people.same_unit_colleague, size=PHONE, phone=True)
    colleague.goto(f"/cases/{case.reference}/risk/")
    inspected(colleague)
    expect(colleague.get_by_text("Only the offender manager").first).to_be_visible()
    colleague.goto(f"/cases/{case.reference}/timeline/")
    expect(colleague.get_by_text("Risk level set to very high, before that medium")).to_be_visible()
