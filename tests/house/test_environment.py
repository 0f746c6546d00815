"""Every variable of the environment that the code reads is explained in the README."""

import ast
import re
from pathlib import Path

from tests.house.test_source import sources

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = re.compile(r"MOSOVO_[A-Z_]*[A-Z]")


def read_by_the_code() -> set[str]:
    """Names that stand as text of their own in the code, as a variable's name does; sentences are left out."""
    trees = [tree for _, _, tree in sources()]
    texts = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and NAME.fullmatch(text)}


def explained() -> set[str]:
    """Names in the first column of the README's tables."""
    rows = re.findall(r"^ *\| (`[^|]*) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    return {name for row in rows for name in NAME.findall(row)}


def test_every_variable_the_code_reads_is_in_the_readme() -> None:
    assert read_by_the_code() - explained() == set()


def test_the_readme_explains_no_variable_that_nothing_reads() -> None:
    assert explained() - read_by_the_code() == set()
