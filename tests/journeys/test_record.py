"""The record: a supervisor reads that of a case, a manager reviews what was unusual, an auditor reads it all."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from mosovo.audit.models import UnusualLooking
from tests.journeys.conftest import PHONE, Desk
from tests.people import People

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]


def test_record_of_a_case_and_what_was_unusual(desk: Desk, inspected: Inspect, people: People, case: Case) -> None:
    desk(people.offender_manager).goto(f"/cases/{case.reference}/")
    page = desk(people.supervisor)
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="Who changed or looked at this case").click()
    expect(inspected(page).get_by_text("Opened a page: case file").first).to_be_visible()
    small = desk(people.supervisor, size=PHONE, phone=True)
    small.goto(f"/cases/{case.reference}/record/")
    inspected(small)

    looking = UnusualLooking.objects.create(
        person=people.same_unit_colleague,
        day=timezone.localdate(),
        kind="name",
        sentence="Looked at a person of the same family name as their own.",
        case_ids=[case.pk],
        reviewer=people.unit_manager,
        found_at=timezone.now(),
    )
    page = desk(people.unit_manager, size=PHONE, phone=True)
    page.goto(f"/looking/{looking.pk}/review/")
    inspected(page).get_by_label("The work explains it").check()
    page.get_by_role("textbox").fill("Asked; the duty of that day explains it.")
    page.get_by_role("button", name="Record the review").click()
    expect(page.get_by_text("The review is on record")).to_be_visible()

    page = desk(people.auditor)
    page.goto("/record/unusual/")
    expect(inspected(page).get_by_text("the duty of that day")).to_be_visible()
    page.goto(f"/record/changes/?case={case.pk}")
    expect(inspected(page).get_by_role("row").filter(has_text="cases_caseevent").first).to_be_visible()
    page.goto("/record/looks/")
    page.get_by_role("link", name="Take a copy of these").click()
    inspected(page)
