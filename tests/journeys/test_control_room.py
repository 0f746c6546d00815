"""The control room: a name over the radio, the flag on the screen, and nothing else."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cases.actions.names import refresh_name_tokens
from cases.models import Address, Alias, Case
from mosovo.audit.models import Look, Refusal
from tests.factories.cases import CaseFactory, ConfidentialEntryFactory, FlagFactory, SensitiveEntryFactory
from tests.journeys.conftest import NARROW, Desk
from tests.people import People, allocate

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]
PASSWORD = "seven green kettles"


@pytest.fixture
def managed(people: People) -> Case:
    """A managed person with a flag, another name, and something in every other compartment."""
    unit = people.offender_manager.unit
    case: Case = CaseFactory(unit=unit, nominal__given_names="Siobhan", nominal__family_name="Macinvented")
    allocate(case, people.offender_manager)
    FlagFactory(
        nominal=case.nominal,
        warning="Approach in pairs. Carries an invented knife.",
        conditions="Not within 100 metres of an invented school.",
        call_officer=people.offender_manager,
        call_unit=unit,
    )
    Alias.objects.create(nominal=case.nominal, name="Shiv")
    Address.objects.create(nominal=case.nominal, lines="1 Invented Street", postcode="ZZ1 1ZZ")
    SensitiveEntryFactory(case=case)
    ConfidentialEntryFactory(case=case)
    refresh_name_tokens([case.nominal])
    people.control_room.set_password(PASSWORD)
    people.control_room.save()
    return case


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.goto("/")
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_control_room_finds_a_person_and_reads_the_flag_and_nothing_else(
    desk: Desk, inspected: Inspect, people: People, managed: Case
) -> None:
    page = desk(None)
    sign_in(page, "control_room", "wrong")
    expect(inspected(page).get_by_role("alert")).to_contain_text("The sign-in name or the password is wrong")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.wait_for_url("**/search/")
    menu = page.get_by_role("navigation", name="Menu").get_by_role("link")
    expect(menu).to_have_text(["Find a person"])
    page.get_by_role("searchbox").first.fill("shivawn makinvented")
    page.get_by_role("searchbox").first.press("Enter")
    inspected(page).get_by_role("link", name="Siobhan Macinvented").first.click()

    expect(page.get_by_role("heading", name="Operational flag")).to_be_visible()
    for text in ("Carries an invented knife", "Shiv", "1 Invented Street", "100 metres", "01632 960000"):
        expect(inspected(page).get_by_text(text).first).to_be_visible()
    expect(page.get_by_text("canary")).to_have_count(0)
    expect(page.get_by_role("link", name="Open the case file")).to_have_count(0)

    page.goto(f"/cases/{managed.reference}/")
    expect(inspected(page).get_by_role("heading", level=1)).not_to_contain_text("Macinvented")
    expect(page.get_by_text("There is no such page, or it is not one you may see")).to_be_visible()

    looked = Look.objects.filter(person_id=people.control_room.pk)
    assert {look.compartment for look in looked} == {"operational"}
    assert Refusal.objects.filter(person_id=people.control_room.pk, status=404).exists()

    page.get_by_role("button", name="Sign out").click()
    page.goto(f"/people/{managed.reference}/flag/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_flag_is_read_on_a_telephone_and_printed_on_one_sheet(
    desk: Desk, inspected: Inspect, people: People, managed: Case
) -> None:
    page = desk(people.control_room, size=NARROW, phone=True)
    page.goto(f"/people/{managed.reference}/flag/")
    expect(inspected(page).get_by_text("Carries an invented knife")).to_be_visible()

    page = desk(people.control_room)
    page.goto(f"/people/{managed.reference}/flag/")
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    printed = sheets[0].extract_text()
    assert len(sheets) == 1
    for text in ("Carries an invented knife", "01632 960000", "Shiv", "OFFICIAL-SENSITIVE", "Control Room"):
        assert text in printed
