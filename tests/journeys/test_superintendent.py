"""A disclosure from the officer who puts it to the superintendent who decides it, every question answered."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from sharing.models import DisclosureDecision
from sharing.rules import DISCLOSURE, PARTS
from tests.factories.sharing import ANSWERS
from tests.journeys.conftest import Desk
from tests.people import People
from tests.sharing.steps import put

pytestmark = pytest.mark.django_db(transaction=True)

Inspected = Callable[[Page], Page]


def put_before_the_superintendent(page: Page, case: Case, inspected: Inspected) -> None:
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="Sharing", exact=True).click()
    inspected(page)
    page.get_by_role("button", name="Put a disclosure").click()
    inspected(page)
    page.get_by_role("button", name="Put it").click()
    expect(page.get_by_role("alert")).to_contain_text("Select who is to decide")
    inspected(page)
    page.get_by_label("To whom would it be disclosed?").fill("The secretary of an invented club")
    page.get_by_label("What would be disclosed, and why?").fill("Which conditions the order sets.")
    page.get_by_label("Who is to decide").select_option(label="Superintendent Invented Superintendent")
    page.get_by_role("button", name="Put it").click()
    expect(page.get_by_text("Put before Superintendent Invented Superintendent, who has been told.")).to_be_visible()
    expect(page.get_by_text("You are a constable. A superintendent or above decides")).to_be_visible()
    inspected(page)


def test_superintendent_decides_through_every_question(
    people: People, case: Case, desk: Desk, inspected: Inspected
) -> None:
    officer = desk(people.offender_manager)
    put_before_the_superintendent(officer, case, inspected)

    page = desk(people.superintendent)
    page.goto("/")
    page.get_by_role("link", name="Decisions").click()
    inspected(page)
    page.get_by_role("link", name="To The secretary of an invented club").click()
    inspected(page)
    for _, questions in PARTS:
        for prompt in questions[1:]:  # the first of each part is left out
            page.get_by_label(prompt.label, exact=True).fill(ANSWERS[prompt.code])
    page.get_by_role("button", name="Sign the decision").click()

    # What is left out is named and led to; what was typed is still there.
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("listitem")).to_have_text(
        [
            "Purpose: answer this in at least 10 characters.",
            "Information and intelligence: answer this in at least 10 characters.",
            "Lawful: answer this in at least 10 characters.",
            "Select your decision",
            "Enter reasons",
        ]
    )
    inspected(page)
    summary.get_by_role("link", name="Purpose: answer this").click()
    expect(page.get_by_label("Purpose", exact=True)).to_be_focused()
    expect(page.get_by_label("Agreement", exact=True)).to_have_value(ANSWERS["agreement"])
    assert not DisclosureDecision.objects.exists()

    for code in ("purpose", "ndm_information", "lawful"):
        page.locator(f"#id_{code}").fill(ANSWERS[code])
    page.get_by_label("Do not share").check()
    page.get_by_label("Reasons", exact=True).fill("The club knows already.")
    page.get_by_role("button", name="Sign the decision").click()
    expect(page.get_by_text("Your decision is signed.")).to_be_visible()
    expect(page.get_by_text("Superintendent or above, category 1 at level 1")).to_be_visible()
    expect(page.get_by_role("textbox", name="Reasons")).to_have_count(0)
    inspected(page)
    decision = DisclosureDecision.objects.get()
    assert (decision.outcome, decision.decided_by) == ("do_not_share", people.superintendent)
    assert set(decision.answers) == {prompt.code for prompt in DISCLOSURE.prompts}

    officer.goto("/")
    officer.get_by_role("link", name=re.compile("^Alerts")).click()
    officer.get_by_role("link", name=f"{case.reference}: the disclosure you put has been decided.").click()
    expect(officer.get_by_text("The club knows already.")).to_be_visible()
    officer.goto(f"/cases/{case.reference}/timeline/")
    expect(officer.get_by_text("Disclosure to The secretary of an invented club: do not share")).to_be_visible()


def test_officer_of_lower_rank_is_refused_in_words(people: People, case: Case, desk: Desk) -> None:
    request = put(by=people.offender_manager, put_to=people.superintendent, case=case)
    page = desk(people.unit_manager)
    page.goto(f"/disclosures/{request.reference}/")
    sentence = "You are an inspector. A superintendent or above decides on disclosure in a category 1 case at level 1"
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("button", name="Sign the decision")).to_have_count(0)


def test_level_2_is_sent_to_the_meeting(people: People, case: Case, desk: Desk, inspected: Inspected) -> None:
    Case.objects.filter(pk=case.pk).update(level=2)
    page = desk(people.offender_manager)
    page.goto(f"/cases/{case.reference}/sharing/")
    inspected(page)
    expect(page.get_by_text("Only the chair decides on disclosure, in a MAPP meeting")).to_be_visible()
    page.get_by_role("link", name="Meetings about this case").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Meetings")


def test_superintendent_delegates_and_takes_it_back(
    people: People, case: Case, desk: Desk, inspected: Inspected
) -> None:
    page = desk(people.superintendent)
    page.goto("/disclosures/delegations/")
    inspected(page)
    page.get_by_label("Delegate to").select_option(label="Inspector Invented Unit Manager")
    last = page.get_by_role("group", name="Last day")
    for box, value in (("Day", "31"), ("Month", "12"), ("Year", "2099")):
        last.get_by_label(box).fill(value)
    page.get_by_label("Why").fill("Away on an invented course")
    page.get_by_role("button", name="Delegate", exact=True).click()
    expect(page.get_by_text("The responsibility stays yours.")).to_be_visible()
    inspected(page)

    officer = desk(people.offender_manager)
    officer.goto(f"/cases/{case.reference}/sharing/put/")
    offered = officer.get_by_label("Who is to decide").get_by_role("option", name="Inspector Invented Unit Manager")
    expect(offered).to_have_count(1)
    page.get_by_role("button", name="End now").click()
    expect(page.get_by_text("has ended.")).to_be_visible()
    officer.reload()
    expect(offered).to_have_count(0)
