"""No cell that a spreadsheet opens starts a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mosovo.spreadsheet import STARTS, cell, table


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 7700 900123",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "  =1",
        "\xa0@x",
        "\0=1",
    ],
)
def test_what_would_start_a_formula_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Invented", "1", "a=b", "N0000001", "'=1"])
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), max_size=4))
def test_no_cell_of_any_table_starts_a_formula(rows: list[list[str]]) -> None:
    read = csv.reader(StringIO(table(rows).removeprefix("\ufeff"), newline=""))
    assert not any(value.startswith(STARTS) for row in read for value in row)
