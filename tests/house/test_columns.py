"""The columns of a nominal extract in the README are those of the code."""

from pathlib import Path

import pytest

from cases.management.commands.diagrams import with_columns
from cases.rules.nominal_import import COLUMNS

README = Path(__file__).resolve().parent.parent.parent / "README.md"


def test_columns_in_the_readme_are_those_of_the_code() -> None:
    text = README.read_text()
    assert with_columns(text) == text, "run: manage.py diagrams"
    assert [column.name for column in COLUMNS if f"| {column.name} |" not in text] == []


def test_text_without_a_place_for_them_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        with_columns("A text.")
