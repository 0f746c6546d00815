"""The unit manager: the unit as it stands, and a person's stay in custody from the day it begins to the day it ends."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case, StatusChange
from cases.states import CaseStatus
from mosovo.diary.actions import sweep
from tests.journeys.conftest import Desk
from tests.people import People

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]


def record_change(page: Page, change: str, why: str) -> None:
    today = timezone.localdate()
    page.get_by_label(change, exact=True).check()
    day = page.get_by_role("group", name="On which day?")
    for box, figure in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        day.get_by_label(box).fill(str(figure))
    page.get_by_label("What happened?").fill(why)
    page.get_by_role("button", name="Record the change").click()


def test_manager_sees_the_unit_and_records_custody_release_and_closing(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    sweep(now=timezone.now(), today=timezone.localdate())
    page = desk(people.unit_manager)
    page.goto("/")
    page.wait_for_url("**/unit/")
    row = inspected(page).get_by_role("table", name="Each officer").get_by_role("row")
    expect(row.filter(has_text=people.offender_manager.full_name)).to_be_visible()

    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name=re.compile("^Change.*where the person is", re.IGNORECASE)).click()
    page.get_by_role("button", name="Record the change").click()
    expect(inspected(page).get_by_role("alert")).to_contain_text("There is a problem")
    record_change(page, "Went into custody", "Remanded by the invented court.")
    expect(page.get_by_text("In custody").first).to_be_visible()
    inspected(page)

    page.goto(f"/cases/{case.reference}/status/")
    record_change(page, "Came out of custody", "The invented court gave bail.")
    expect(page.get_by_text("In the community").first).to_be_visible()

    page.goto(f"/cases/{case.reference}/status/")
    record_change(page, "Close the case", "Notification ended on the invented day.")
    expect(page.get_by_text("Closed", exact=True).first).to_be_visible()
    inspected(page)
    kept = StatusChange.objects.order_by("pk").values_list("status", "recorded_by")
    assert list(kept) == [
        (status, people.unit_manager.pk) for status in (CaseStatus.CUSTODY, CaseStatus.COMMUNITY, CaseStatus.CLOSED)
    ]
