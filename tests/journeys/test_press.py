"""A media enquiry from the question to the statement: the unit answers, agencies are consulted, nothing leaks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from media_comms.models import Enquiry, Statement
from media_comms.rules import NO_INFERENCE
from tests.factories.media_comms import EnquiryFactory
from tests.journeys.conftest import Desk
from tests.media_comms.steps import answer
from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True)

Inspected = Callable[[Page], Page]


def log(page: Page, inspected: Inspected) -> str:
    """The press officer logs an enquiry for the unit; the address of its page."""
    page.goto("/")
    inspected(page)
    page.get_by_role("button", name="Log an enquiry").click()
    inspected(page)
    page.get_by_label("Outlet").fill("The Invented Echo")
    page.get_by_label("What they ask").fill("Is it true that somebody lives there?")
    page.get_by_label("Person or place they ask about").fill("A house in Invented Street")
    page.get_by_label("A child may be at risk").check()
    page.get_by_label("Unit to ask").select_option(label="North unit")
    page.get_by_role("button", name="Log the enquiry").click()
    expect(page.get_by_text("The enquiry is logged, and North unit has been told.")).to_be_visible()
    inspected(page)
    return page.url


def unit_answers(page: Page, case: Case, inspected: Inspected) -> None:
    """The offender manager finds the enquiry and answers it, naming one agency and the case."""
    page.goto("/media/")
    inspected(page)
    page.get_by_role("link", name="The Invented Echo").click()
    page.get_by_role("button", name="Answer for the unit").click()
    inspected(page)
    page.get_by_label("What the press office should know").fill("Speak in general; ask for calm.")
    page.get_by_label("Housing authority").check()
    page.get_by_label("Case it is about").fill(case.reference)
    page.get_by_role("button", name="Give the answer").click()
    expect(page.get_by_text("The press office has the unit's answer.")).to_be_visible()
    expect(page.get_by_role("link", name=case.reference)).to_be_visible()
    inspected(page)


def consult(page: Page, agency: str, inspected: Inspected) -> None:
    page.get_by_role("button", name="Record a consultation").click()
    inspected(page)
    page.get_by_label("Agency").select_option(label=agency)
    page.get_by_label("Whom did you speak to?").fill("An invented duty manager")
    page.get_by_label("What did they say?").fill("Nothing against a general statement.")
    page.get_by_role("button", name="Record the consultation").click()
    expect(page.get_by_text(f"{agency} is on record as consulted.")).to_be_visible()


def test_press_officer_issues_a_statement_when_everybody_was_heard(
    people: People, case: Case, desk: Desk, inspected: Inspected
) -> None:
    page = desk(people.press_officer)
    address = log(page, inspected)
    expect(page.get_by_text("North unit has not answered yet.")).to_be_visible()

    supervisor = desk(people.supervisor)
    supervisor.goto("/")
    supervisor.get_by_role("link", name=re.compile("^Alerts")).click()
    alert = "The Invented Echo asks a question that waits for the unit's answer."
    expect(supervisor.get_by_role("link", name=alert)).to_be_visible()
    unit_answers(desk(people.offender_manager), case, inspected)

    # Before consulting: the button does nothing and says what is missing; the address refuses as well.
    page.goto(address)
    missing = page.get_by_text("Housing authority must be consulted first: the unit named it.")
    expect(missing).to_contain_text("A child may be at risk: consult Children's social care, Education or Youth")
    page.goto(f"{address}statement/")
    expect(missing).to_be_visible()
    assert not Statement.objects.exists()
    page.goto(address)
    expect(page.get_by_text(case.reference)).to_have_count(0)
    expect(page.get_by_text(case.nominal.family_name)).to_have_count(0)

    consult(page, "Housing authority", inspected)
    expect(page.get_by_text("A child may be at risk: consult")).to_be_visible()
    consult(page, "Children's social care", inspected)
    page.get_by_role("button", name="Issue a statement").click()
    inspected(page)
    page.get_by_text("Standing lines").click()
    expect(page.get_by_text("may prevent a prosecution")).to_be_visible()
    page.get_by_label("Statement", exact=True).fill("Police and partners manage risk together.")
    page.get_by_label("Confirm", exact=True).check()
    page.get_by_role("button", name="Issue the statement").click()
    expect(page.get_by_role("alert")).to_contain_text("needs the recorded decision of a senior officer")
    inspected(page)
    page.get_by_label("Neither confirm nor deny").check()
    page.get_by_label("Explanation").fill("Anything else would be read into every other silence.")
    page.get_by_role("button", name="Issue the statement").click()
    expect(page.get_by_text("The statement is issued.")).to_be_visible()
    expect(page.get_by_text(NO_INFERENCE)).to_be_visible()
    inspected(page)
    assert Statement.objects.get().issued_by == people.press_officer


def test_closing_without_a_statement_needs_an_exceptional_reason(
    people: People, desk: Desk, inspected: Inspected
) -> None:
    enquiry: Enquiry = EnquiryFactory(unit=people.supervisor.unit, logged_by=people.press_officer)
    answer(by=people.supervisor, enquiry=enquiry)
    page = desk(people.press_officer)
    page.goto(f"/media/{enquiry.reference}/")
    page.get_by_role("link", name="Close without a statement").click()
    inspected(page)
    page.get_by_label("What is so exceptional?").fill("Busy")
    page.get_by_role("button", name="Close without a statement").click()
    expect(page.get_by_role("alert")).to_contain_text("what is so exceptional that the media get no statement")
    inspected(page)
    reason = "Any answer at all would tell a person at risk where the other is."
    page.get_by_label("What is so exceptional?").fill(reason)
    page.get_by_role("button", name="Close without a statement").click()
    expect(page.get_by_text(reason)).to_be_visible()
    page.get_by_role("link", name="Back to enquiries").click()
    expect(page.get_by_text("No enquiry is open")).to_be_visible()
    page.get_by_role("link", name="Settled").click()
    expect(page.get_by_role("link", name=re.compile("The Invented Echo"))).to_be_visible()
    inspected(page)
