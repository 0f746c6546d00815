"""The table of OWASP's requirements names tests that exist; so do the principles that tests say they hold.

Principle 6.
"""

import ast
import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TABLE = Path(__file__).parent / "asvs.csv"
SECURITY = ROOT / ".github" / "SECURITY.md"
CITED = re.compile(r"Principles? ((?:\d[, and]*)+)")


def table() -> list[dict[str, str]]:
    with TABLE.open() as file:
        return list(csv.DictReader(file))


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def cited(text: str) -> set[int]:
    return {int(number) for found in CITED.findall(text) for number in re.findall(r"\d", found)}


def test_every_named_test_exists() -> None:
    missing = []
    for row in table():
        for test in row["tests"].split():
            path, _, name = test.partition("::")
            if not (ROOT / path).exists() or name not in names_in(ROOT / path):
                missing.append(f"{row['requirement']}: {test}")
    assert missing == []


def test_every_requirement_is_held_by_a_test_or_says_what_is_missing() -> None:
    rows = table()
    assert len({row["requirement"] for row in rows}) == len(rows) > 60
    assert [row["requirement"] for row in rows if not row["tests"] and len(row["missing"].split()) < 4] == []


def test_every_principle_is_held_by_a_test_and_every_one_that_is_cited_stands() -> None:
    principles = {int(number) for number in re.findall(r"^(\d)\. \*\*", SECURITY.read_text(), re.MULTILINE)}
    modules = (ROOT / "tests").rglob("test_*.py")
    by_tests = set().union(*(cited(ast.get_docstring(ast.parse(path.read_text())) or "") for path in modules))
    assert principles == set(range(1, 7))
    assert by_tests == principles


def test_a_citation_would_be_found() -> None:
    assert cited("Principles 1, 3 and 5.") == {1, 3, 5}
    assert cited("Principle 2.") == {2}
    assert cited("On principle.") == set()
