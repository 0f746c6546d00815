"""Every table that leaves for a spreadsheet: made in one place, and no cell of any of them starts a formula."""

import ast
import csv
from io import StringIO

import pytest
from django.urls import reverse

from mosovo.audit.models import Look, Refusal
from mosovo.audit.views import FOUND
from mosovo.spreadsheet import STARTS
from tests.house.test_source import sources
from tests.people import People, signed_in

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    " =1",
    '=HYPERLINK("http://192.0.2.1")',
)


def test_tables_for_a_spreadsheet_are_written_in_one_place() -> None:
    """Another that writes CSV or a workbook must be put to the test below."""
    writers = {
        path
        for path, _, tree in sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and "text/csv" in node.value)
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in {"csv.writer", "csv.DictWriter"})
    }
    assert writers == {"mosovo/audit/views.py", "mosovo/spreadsheet.py"}


@pytest.mark.django_db
@pytest.mark.parametrize("part", sorted(FOUND))
def test_no_export_holds_a_formula(part: str, people: People) -> None:
    person = people.chair
    person.family_name = "=cmd|'/c calc'!A0"
    person.save()
    for text in FORMULAS:
        if part == "looks":
            Look.objects.create(
                person_id=person.pk, case_ids=[1], compartment="case", path=text, kind="search", reason=text
            )
        else:
            Refusal.objects.create(person_id=person.pk, path=text, status=404, sentence=text)
    answer = signed_in(people.auditor).post(reverse("audit-export", args=[part]), {"reason": "Asked for"})
    cells = [cell for row in csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")) for cell in row]
    assert len(cells) > 9 * len(FORMULAS)
    assert [cell for cell in cells if cell.lstrip().startswith(STARTS)] == []
    assert all(f"'{text}" in cells for text in FORMULAS)
