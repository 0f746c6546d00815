"""The chair: called to a meeting, records it, decides on disclosure, signs, and takes the minutes away."""

import io
import re
from collections.abc import Callable, Mapping

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cases.models import Case, Meeting
from cases.rules.meeting import DISCLOSURE, PARTS
from cases.states import Level, MeetingState
from tests.cases.meetings import DAY, WEEK, at_level, called
from tests.journeys.conftest import PHONE, Desk
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)

Inspected = Callable[[Page], Page]


def fill_moment(page: Page, at: object) -> None:
    for label, value in (("Day", at.day), ("Month", at.month), ("Year", at.year), ("Time", f"{at:%H:%M}")):
        page.get_by_role("group", name="When").get_by_label(label).fill(str(value))


def write(page: Page, words: Mapping[str, str]) -> None:
    """Type into each box by its label, and wait until the page has kept them all by itself."""
    boxes = [page.get_by_role("textbox", name=label, exact=True) for label in words]
    for box, text in zip(boxes, words.values(), strict=True):
        box.fill(text)
    for box in boxes:
        code = box.get_attribute("name").removesuffix("-text")
        expect(page.locator(f"#kept-{code}")).to_contain_text("Saved at")


def add_agency(page: Page, agency: str, came: str, name: str = "") -> None:
    form = page.locator("form", has=page.get_by_role("button", name="Add to the attendance"))
    if not form.is_visible():
        page.get_by_text("Add an agency").click()
    form.get_by_label("Agency").select_option(label=agency)
    form.get_by_label(came, exact=True).check()
    form.get_by_label("Who came").fill(name)
    form.get_by_role("button", name="Add to the attendance").click()
    expect(page.get_by_role("rowheader", name=agency)).to_be_visible()


def test_meeting_from_the_call_to_the_minutes(
    desk: Desk, inspected: Inspected, worker: None, people: People, case: Case
) -> None:
    at_level(case, Level.TWO)

    # The supervisor calls a meeting for today and names its chair.
    page = desk(people.supervisor)
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="Meetings", exact=True).first.click()
    inspected(page).get_by_role("button", name="Call a meeting").click()
    page.get_by_label("Chair").select_option(label=str(people.chair))
    fill_moment(page, timezone.localtime())
    page.get_by_label("Place").fill("Invented room 1")
    inspected(page).get_by_role("button", name="Call the meeting").click()
    expect(page.get_by_text("Only the chair of this meeting, Invented Chair, may record and sign it.")).to_be_visible()

    # The chair finds it, and is told what stands before the signature.
    page = desk(people.chair)
    page.goto("/")
    inspected(page).get_by_role("link", name=case.nominal.full_name).click()
    expect(page.get_by_text("Still to do before you sign:")).to_be_visible()
    inspected(page)

    # What is typed is kept by itself, and is there after loading again.
    prompts = (*PARTS, *DISCLOSURE.prompts)
    words = {prompt.label: f"Invented words about {prompt.label.lower()}." for prompt in prompts}
    write(page, words | {"Reasons for the decision": "A child would otherwise not be safe."})
    page.reload()
    expect(page.get_by_label("Diversity")).to_have_value("Invented words about diversity.")

    add_agency(page, "Police", "Present", "Invented Police")
    add_agency(page, "Probation Service", "Present", "Invented Probation")
    add_agency(page, "Health", "Absent, sent a report")

    page.get_by_text("Add an action").click()
    form = page.locator("form", has=page.get_by_role("button", name="Add the action"))
    form.get_by_label("What is to be done").fill("Tell the head of the school")
    form.get_by_label("Agency").select_option(label="Police")
    form.get_by_label("Who does it").fill("Invented Police")
    in_two_weeks = timezone.localdate() + 2 * WEEK
    for label, value in (("Day", in_two_weeks.day), ("Month", in_two_weeks.month), ("Year", in_two_weeks.year)):
        form.get_by_label(label).fill(str(value))
    form.get_by_role("button", name="Add the action").click()
    expect(page.get_by_role("rowheader", name="Tell the head of the school")).to_be_visible()

    next_on = timezone.localdate() + 8 * WEEK
    next_form = page.locator("#next")
    for label, value in (("Day", next_on.day), ("Month", next_on.month), ("Year", next_on.year)):
        next_form.get_by_label(label).fill(str(value))
    next_form.get_by_role("button", name="Save the day").click()
    expect(page.locator("#kept-next")).to_contain_text("Saved at")

    # The decision on disclosure cannot be left blank, nor half made.
    expect(page.get_by_role("link", name="it cannot be left blank")).to_be_visible()
    page.get_by_label("Disclose", exact=True).check()
    expect(page.locator("#kept-outcome")).to_contain_text("Say to whom it is to be disclosed.")
    page.get_by_label("To whom").fill("The head of an invented school")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("#kept-outcome")).to_contain_text("Saved at")

    # Stop and think, sign, and watch the minutes come.
    expect(page.get_by_text("Everything that must be there is there.")).to_be_visible()
    inspected(page).get_by_role("button", name="Sign the meeting").click()
    inspected(page).get_by_role("button", name="Sign the meeting").click()
    expect(page.get_by_role("status").filter(has_text="minutes")).to_be_visible()
    link = page.get_by_role("link", name=re.compile("Minutes of the level 2 MAPP meeting.*version 1"))
    expect(link).to_be_visible(timeout=60_000)
    assert Meeting.objects.get().state == MeetingState.SIGNED
    inspected(page)
    with page.expect_download() as download:
        link.click()
    reader = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    assert "The head of an invented school" in "".join(sheet.extract_text() for sheet in reader.pages)

    # The minutes are in the case file, and the offender manager completes the action.
    page = desk(people.offender_manager)
    page.goto(f"/cases/{case.reference}/meetings/")
    expect(page.get_by_role("link", name=re.compile("Version 1"))).to_be_visible()
    inspected(page).get_by_role("link", name="Level 2 meeting").first.click()
    page.get_by_role("link", name=re.compile("Complete.*Tell the head of the school")).click()
    page.get_by_label("What was done").fill("Told in person.")
    inspected(page).get_by_role("button", name="It is done").click()
    expect(page.get_by_role("cell", name="Told in person.")).to_be_visible()


def test_record_on_a_telephone(desk: Desk, inspected: Inspected, people: People, case: Case) -> None:
    now = timezone.now()
    meeting = called(people, at_level(case, Level.THREE), now=now)
    page = desk(people.chair, size=PHONE, phone=True)
    page.goto("/meetings/")
    inspected(page).get_by_role("link", name=case.nominal.full_name).click()
    write(inspected(page), {"Human rights": "Invented words about Article 8."})
    meeting.refresh_from_db()
    assert meeting.human_rights == "Invented words about Article 8."


def test_cut_connection_is_said_and_nothing_is_lost(desk: Desk, people: People, case: Case) -> None:
    now = timezone.now()
    meeting = called(people, at_level(case, Level.TWO), now=now)
    # A page of its own in the chair's browser: the browser complains of the cut, which is what is wanted here.
    page = desk(people.chair).context.new_page()
    page.goto(f"/meetings/{meeting.reference}/")
    page.route("**/write/risk/", lambda route: route.abort())
    page.get_by_label("Risk and how it is managed").fill("Typed while the network was away.")
    expect(page.locator("#kept-risk")).to_contain_text("Not saved: no connection.")
    page.unroute("**/write/risk/")
    expect(page.locator("#kept-risk")).to_contain_text("Saved at", timeout=15_000)
    meeting.refresh_from_db()
    assert meeting.risk == "Typed while the network was away."


def test_planned_meeting_is_moved(desk: Desk, inspected: Inspected, people: People, case: Case) -> None:
    now = timezone.now()
    called(people, at_level(case, Level.TWO), now=now, held_at=now + 3 * DAY)
    page = desk(people.offender_manager)
    page.goto(f"/cases/{case.reference}/meetings/")
    page.get_by_role("link", name="Level 2 meeting").first.click()
    inspected(page).get_by_role("button", name="Move this meeting").click()
    page.get_by_label("Place").fill("Invented room 2")
    inspected(page).get_by_role("button", name="Move the meeting").click()
    expect(page.get_by_text("The meeting is moved, and its chair has been told.")).to_be_visible()
