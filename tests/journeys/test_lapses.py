"""What ends by itself while a page is open: vetting at midnight, a grant at the end of its last day."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cases.models import Case
from mosovo.access.models import CaseGrant
from mosovo.access.states import GrantBasis
from mosovo.staff.models import Officer
from tests.api import program
from tests.factories.cases import CaseFactory, SensitiveEntryFactory
from tests.journeys.conftest import PHONE, Desk
from tests.journeys.test_sight import TODAY, fill_day
from tests.people import People

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]
DAY = dt.timedelta(days=1)


def test_vetting_lapses_at_midnight_in_the_middle_of_the_work(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    SensitiveEntryFactory(case=case, text="He has a heart condition.")
    manager = people.offender_manager
    Officer.objects.filter(pk=manager.pk).update(vetting_expires_on=TODAY)
    page = desk(manager, size=PHONE, phone=True)
    page.goto(f"/cases/{case.reference}/sensitive/")
    page.get_by_label("Keeping a victim or another person safe").check()
    page.get_by_label("What do you need it for?").fill("The visit of this evening, alone with him.")
    page.get_by_role("button", name="Open the sensitive part").click()
    expect(page.get_by_text("He has a heart condition.")).to_be_visible()
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("Title").fill("Moved")
    boss = desk(people.supervisor)
    boss.goto("/unit/")
    expect(boss.get_by_role("row").filter(has_text=manager.full_name)).to_contain_text("Lapses today")
    boss.goto("/cover/")
    boss.get_by_label("Who is away?").select_option(label=str(people.same_unit_colleague))
    boss.get_by_label("Who covers for them?").select_option(label=str(manager))
    fill_day(boss, "Last day", TODAY + 7 * DAY)
    boss.get_by_label("Why is cover needed?").fill("On leave in the mountains.")
    talking = program(people.supervisor)
    other = CaseFactory(unit=case.unit)

    # Midnight, for the application and the database alike: today is the day after the last one.
    Officer.objects.filter(pk=manager.pk).update(vetting_expires_on=TODAY - DAY)

    page.get_by_label("Text", exact=True).fill("He has moved his bed downstairs.")
    page.get_by_role("button", name="Add the entry").click()
    expect(inspected(page).get_by_text("Vetting lapsed on")).to_contain_text("must be renewed first")
    expect(page.get_by_text("He has moved his bed downstairs.")).to_be_visible()
    page.goto(f"/cases/{case.reference}/sensitive/")
    expect(page.get_by_text("Vetting lapsed on")).to_be_visible()
    expect(page.get_by_text("He has a heart condition.")).to_have_count(0)

    boss.get_by_role("button", name="Give cover").click()
    expect(boss.get_by_text("may not cover: vetting lapsed on")).to_contain_text("must be renewed first")
    expect(inspected(boss).get_by_label("Why is cover needed?")).to_have_value("On leave in the mountains.")
    boss.goto("/unit/")
    expect(boss.get_by_role("row").filter(has_text=manager.full_name)).to_contain_text("Vetting lapsed on")
    answer = talking.post(
        f"cases/{other.reference}/allocation/", officer=manager.number, reason="Has room for it.", seen=None
    )
    assert answer.status_code == 409
    assert "may be given no case: vetting lapsed on" in answer.json()["detail"]


def test_sight_ends_by_itself_when_its_last_day_has_passed(
    desk: Desk, inspected: Inspect, people: People, case: Case
) -> None:
    helper = people.other_unit_officer
    boss = desk(people.supervisor)
    boss.goto(f"/cases/{case.reference}/sight/give/")
    boss.get_by_label("Warrant or staff number").fill(helper.number)
    boss.get_by_label("Family name").fill(helper.family_name)
    boss.get_by_label("Why do they need to see it?").fill("Helps with the arrest of Friday.")
    fill_day(boss, "Last day", TODAY)
    boss.get_by_role("button", name="Let them see the case").click()
    page = desk(helper, size=PHONE, phone=True)
    page.goto(f"/cases/{case.reference}/")
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    talking = program(helper)
    assert talking.get(f"cases/{case.reference}/").status_code == 200

    held = CaseGrant.objects.get(user=helper, basis=GrantBasis.NEED_TO_KNOW)
    assert timezone.localtime(held.valid_until).time() == dt.time.min
    # The night passes: what was given today was given yesterday.
    CaseGrant.objects.filter(pk=held.pk).update(valid_from=held.valid_from - DAY, valid_until=held.valid_until - DAY)

    page.get_by_role("link", name="Timeline").click()
    expect(inspected(page).get_by_text("There is no such page, or it is not one you may see")).to_be_visible()
    assert talking.get(f"cases/{case.reference}/").status_code == 404
    page.goto("/my-rights/")
    expect(inspected(page).get_by_text("No case is open to you by name")).to_be_visible()
    boss.reload()
    expect(boss.get_by_role("row").filter(has_text="Need to know")).to_have_count(0)
