"""The diagrams in the README are those of the tables in the code."""

from pathlib import Path

import pytest

from mosovo.workflow.diagrams import tables, written_into

README = Path(__file__).resolve().parent.parent.parent / "README.md"


def test_diagrams_in_the_readme_are_those_of_the_code() -> None:
    text = README.read_text()
    assert written_into(text) == text, "run: manage.py diagrams"


def test_every_app_s_tables_are_found() -> None:
    assert {"Cases: case", "Cases: meeting", "Sharing: request"} <= set(tables())


def test_text_without_a_place_for_them_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        written_into("A text.")
