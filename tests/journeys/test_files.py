"""A file: the officer adds it, a supervisor lets it out of quarantine, the officer takes it away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from tests.journeys.conftest import Desk
from tests.journeys.test_sight import photograph
from tests.people import People

pytestmark = pytest.mark.django_db

Inspect = Callable[[Page], Page]


def test_officer_adds_a_file_a_supervisor_releases_it_and_the_officer_takes_it_away(
    desk: Desk, inspected: Inspect, people: People, case: Case, tmp_path: Path
) -> None:
    letter = tmp_path / "letter of the landlord.txt"
    letter.write_text("The tenancy ends in March.\n")
    program = tmp_path / "letter.pdf"
    program.write_bytes(b"MZ" + bytes(90))
    page = desk(people.offender_manager)
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="Files", exact=True).click()
    expect(page.get_by_text("No file has been added to this case")).to_be_visible()
    page.get_by_role("button", name="Add a file").click()
    inspected(page)
    page.get_by_label("What is it?").fill("Letter of the landlord, 3 March")
    page.get_by_label("Case file").check()
    page.get_by_label("File", exact=True).set_input_files(program)
    page.get_by_role("button", name="Add the file").click()
    expect(page.get_by_role("alert")).to_contain_text("what is in the file is something else")
    photograph(inspected(page), "file-add")
    page.get_by_label("File", exact=True).set_input_files(letter)
    page.get_by_role("button", name="Add the file").click()
    expect(page.get_by_text("In quarantine", exact=True)).to_be_visible()
    inspected(page)

    other = desk(people.supervisor)
    other.goto("/unit/")
    other.get_by_role("link", name="Files in quarantine").click()
    photograph(inspected(other), "files-waiting")
    other.get_by_role("link", name="Decide on Letter of the landlord").click()
    inspected(other)
    other.get_by_label("Why may it be opened?").fill("Handed over by the landlord in person.")
    other.get_by_role("button", name="Let it be opened").click()
    expect(other.get_by_text("Handed over by the landlord in person.")).to_be_visible()

    page.reload()
    photograph(inspected(page), "case-files")
    with page.expect_download() as taken:
        page.get_by_role("link", name=letter.name).click()
    assert taken.value.suggested_filename == letter.name
    assert taken.value.path().read_text() == "The tenancy ends in March.\n"
